//! Which module may use which.

use std::fs;
use std::path::Path;

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
    ("serde", &["input", "output"]),
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
