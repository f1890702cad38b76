//! Which file of the sources imports which.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// A module by the names on the way to it, without `crate`.
pub(crate) type Module = Vec<String>;

/// The text of every module but for its unit tests and comments.
pub(crate) fn modules() -> BTreeMap<Module, String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut all = BTreeMap::new();
    collect(&root, &root, &mut all);
    all
}

fn collect(root: &Path, folder: &Path, all: &mut BTreeMap<Module, String>) {
    for entry in fs::read_dir(folder).expect("readable") {
        let path = entry.expect("readable").path();
        if path.is_dir() {
            collect(root, &path, all);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = fs::read_to_string(&path).expect("readable");
            all.insert(module_of(path.strip_prefix(root).expect("below it")), code(&text));
        }
    }
}

fn module_of(file: &Path) -> Module {
    let names = file.with_extension("");
    let mut names: Module =
        names.iter().map(|name| name.to_str().expect("plain names").to_owned()).collect();
    if names.last().is_some_and(|name| ["mod", "lib", "main"].contains(&name.as_str())) {
        names.pop();
    }
    names
}

/// Without unit tests, which may look anywhere, and without comments.
fn code(text: &str) -> String {
    let text = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
    let lines = text.lines().filter(|line| !line.trim_start().starts_with("//"));
    lines.map(|line| format!("{line}\n")).collect()
}

/// The modules that a module imports or names, those of the folders above among them.
pub(crate) fn imports(
    module: &Module,
    code: &str,
    all: &BTreeMap<Module, String>,
) -> BTreeSet<Module> {
    let mut paths = Vec::new();
    let mut rest = code;
    while let Some((before, after)) = rest.split_once("use ") {
        let begins_line = before.is_empty() || before.ends_with(['\n', ' ', ')']);
        let Some((tree, behind)) = after.split_once(';').filter(|_| begins_line) else {
            rest = after;
            continue;
        };
        spread(&[], tree, &mut paths);
        rest = behind;
    }
    paths.extend(named(code));
    let found = paths.iter().filter_map(|path| resolved(module, path, all));
    found.filter(|other| other != module).collect()
}

/// The paths of a tree such as `a::{b, c::d}`.
fn spread(before: &[String], tree: &str, paths: &mut Vec<Vec<String>>) {
    let tree = tree.trim();
    let Some((head, inner)) = tree.split_once('{') else {
        let plain = tree.split(" as ").next().unwrap_or_default();
        let names = plain.split("::").map(|name| name.trim().to_owned());
        paths.push(before.iter().cloned().chain(names).collect());
        return;
    };
    let head = head.split("::").map(|name| name.trim().to_owned()).filter(|name| !name.is_empty());
    let before: Vec<String> = before.iter().cloned().chain(head).collect();
    let inner = inner.strip_suffix('}').unwrap_or(inner);
    let (mut depth, mut start) = (0, 0);
    for (at, letter) in inner.char_indices() {
        match letter {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                spread(&before, &inner[start..at], paths);
                start = at + 1;
            }
            _ => {}
        }
    }
    if !inner[start..].trim().is_empty() {
        spread(&before, &inner[start..], paths);
    }
}

/// Paths from `crate` or `super` that stand within the code.
fn named(code: &str) -> Vec<Vec<String>> {
    let mut paths = Vec::new();
    for root in ["crate::", "super::"] {
        for (at, _) in code.match_indices(root) {
            let is_path = |letter: char| letter.is_alphanumeric() || "_:".contains(letter);
            let is_within = code[..at].ends_with(is_path) || code[..at].ends_with("in ");
            if is_within {
                continue;
            }
            let path = code[at..].split(|letter| !is_path(letter)).next().unwrap_or_default();
            let path = path.trim_end_matches(':');
            paths.push(path.split("::").map(str::to_owned).collect());
        }
    }
    paths
}

/// The module that a path written in another leads into.
fn resolved(from: &Module, path: &[String], all: &BTreeMap<Module, String>) -> Option<Module> {
    let ups = path.iter().take_while(|name| *name == "super").count();
    let absolute: Module = match path.first().map(String::as_str) {
        Some("crate") => path[1..].to_vec(),
        Some("self") => from.iter().chain(&path[1..]).cloned().collect(),
        Some("super") => {
            let above = &from[..from.len().checked_sub(ups)?];
            above.iter().chain(&path[ups..]).cloned().collect()
        }
        _ => {
            let within: Module = from.iter().chain(path).cloned().collect();
            all.contains_key(&within[..=from.len()]).then_some(within)?
        }
    };
    (1..=absolute.len()).rev().map(|n| absolute[..n].to_vec()).find(|one| all.contains_key(one))
}
