//! Which module may use which.

#[path = "layers/circles.rs"]
mod circles;
#[path = "layers/imports.rs"]
mod imports;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use circles::{Edges, circles};
use imports::{Module, imports, modules};

/// Each module with what it may use besides itself.
const LAYERS: [(&str, &[&str]); 7] = [
    ("sampling", &[]),
    ("model", &["sampling"]),
    ("engine", &["model", "sampling"]),
    ("analysis", &["engine", "model", "sampling"]),
    ("input", &["analysis", "model", "sampling"]),
    ("output", &["analysis", "model", "sampling"]),
    ("cli", &["analysis", "engine", "input", "model", "output", "sampling"]),
];

/// Words that only these modules may use.
const RESERVED: [(&str, &[&str]); 5] = [
    ("std::fs", &["cli"]),
    ("std::env", &["cli"]),
    ("std::time", &["cli"]),
    ("HashMap", &[]),
    ("serde", &["analysis", "cli", "input", "output"]),
];

fn sources(folder: &Path) -> Vec<(String, String)> {
    let entries = fs::read_dir(folder).expect("readable").map(|entry| entry.expect("readable"));
    entries
        .flat_map(|entry| {
            let path = entry.path();
            if path.is_dir() {
                return sources(&path);
            }
            let is_rust = path.extension().is_some_and(|extension| extension == "rs");
            let text = fs::read_to_string(&path).unwrap_or_default();
            is_rust.then(|| (path.display().to_string(), text)).into_iter().collect()
        })
        .collect()
}

#[test]
fn modules_use_only_the_layers_below_them() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = 0;
    for (module, may_use) in LAYERS {
        for (path, text) in sources(&root.join(module)) {
            files += 1;
            // Unit tests may look anywhere.
            let code = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
            for (other, _) in LAYERS.iter().filter(|(other, _)| *other != module) {
                let uses = code.contains(&format!("crate::{other}"));
                assert!(!uses || may_use.contains(other), "{path} uses {other}");
            }
            for (word, allowed) in RESERVED {
                let uses = code.contains(word);
                assert!(!uses || allowed.contains(&module), "{path} uses {word}");
            }
        }
    }
    assert!(40 < files, "{files} files looked at");
}

/// Folders of `output` and `cli` that are no question: what several questions use.
const COMMON: [&str; 5] = ["chart", "files", "jobs", "tables", "workbook"];

/// Questions whose answer is put together from others: the memo holds all that is known of a
/// plan, a comparison draws each run, and charts of both are drawn again.
const COMPOSED: [(&str, &[&str]); 3] = [
    ("memo", &["compare", "diligence", "run", "screen", "sensitivity", "stress"]),
    ("compare", &["run"]),
    ("chart", &["compare", "run"]),
];

/// The question that a module belongs to, in its layer.
fn question<'a>(module: &'a Module, all: &BTreeMap<Module, String>) -> Option<&'a str> {
    let [layer, folder, ..] = &module[..] else { return None };
    let is_upper = ["cli", "output"].contains(&layer.as_str());
    let is_folder = all.keys().any(|one| 2 < one.len() && one[..2] == module[..2]);
    let is_kit = layer == "output" && folder == "chart";
    let is_common = COMMON.contains(&folder.as_str()) && (layer == "output" || folder != "chart");
    (is_upper && is_folder && !is_kit && !is_common).then_some(folder.as_str())
}

#[test]
fn questions_do_not_use_each_other_and_the_kit_of_charts_knows_none() {
    let all = modules();
    let mut edges = 0;
    for (module, code) in &all {
        let own = question(module, &all);
        let is_kit = module.starts_with(&["output".to_owned(), "chart".to_owned()]);
        if own.is_none() && !is_kit {
            continue;
        }
        let may = COMPOSED.iter().find(|(name, _)| Some(*name) == own).map_or(&[][..], |one| one.1);
        for other in imports(module, code, &all) {
            let Some(theirs) = question(&other, &all) else { continue };
            edges += 1;
            let is_allowed = Some(theirs) == own || may.contains(&theirs);
            assert!(is_allowed, "{} uses {}", module.join("::"), other.join("::"));
        }
    }
    assert!(200 < edges, "{edges} imports looked at");
}

/// Those of the two upper layers.
fn is_upper(module: &Module) -> bool {
    module.first().is_some_and(|layer| ["cli", "output"].contains(&layer.as_str()))
}

/// Common files that know all questions: the lists of them.
const LISTS: [&str; 4] = ["cli", "cli::command", "output", "output::kinds"];

#[test]
fn what_several_questions_use_knows_none_of_them() {
    let all = modules();
    let mut edges = 0;
    for (module, code) in all.iter().filter(|(module, _)| is_upper(module)) {
        let name = module.join("::");
        if question(module, &all).is_some() || LISTS.contains(&name.as_str()) {
            continue;
        }
        for other in imports(module, code, &all) {
            edges += 1;
            assert!(question(&other, &all).is_none(), "{name} uses {}", other.join("::"));
        }
    }
    assert!(200 < edges, "{edges} imports looked at");
}

#[test]
fn no_files_of_the_upper_layers_import_each_other_in_a_circle() {
    let all = modules();
    // A folder's `mod.rs` declares its files, and they may use what stands there.
    let is_family = |one: &Module, other: &Module| one[..] == other[..other.len() - 1];
    let theirs = |module: &Module, code: &str| {
        let others = imports(module, code, &all).into_iter().filter(is_upper);
        others.filter(|other| !is_family(module, other) && !is_family(other, module)).collect()
    };
    let upper = all.iter().filter(|(module, _)| is_upper(module));
    let edges: Edges = upper.map(|(module, code)| (module.clone(), theirs(module, code))).collect();
    assert!(300 < edges.len(), "{} files looked at", edges.len());
    let circles = circles(&edges);
    let told = |circle: &Vec<Module>| {
        let names: Vec<String> = circle.iter().map(|module| module.join("::")).collect();
        names.join(", ")
    };
    let told: Vec<String> = circles.iter().map(told).collect();
    assert!(told.is_empty(), "files that import each other:\n{}", told.join("\n"));
}
