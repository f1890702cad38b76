//! Any bytes as a scenario: a plan, the file it may extend, and a change from
//! the command line, with a line `----` between them.

#![no_main]

use libfuzzer_sys::fuzz_target;
use shortrun::input::{Files, NoFiles, Override, Problems, load_with};

/// One file, under the name that the plans of the corpus extend.
struct Base<'a>(&'a str);

impl Files for Base<'_> {
    fn read(&self, path: &str) -> Result<Vec<u8>, String> {
        if path == "base.toml" { Ok(self.0.as_bytes().to_vec()) } else { NoFiles.read(path) }
    }
}

fn check(problems: &Problems) {
    for problem in problems.list() {
        if let Some((_, text, span)) = problems.origin(problem) {
            assert!(text.get(span).is_some(), "{problem:?}");
        }
    }
    let _ = problems.to_string();
}

fuzz_target!(|text: &str| {
    let mut parts = text.splitn(3, "\n----\n");
    let plan = parts.next().unwrap_or_default();
    let base = Base(parts.next().unwrap_or_default());
    let change = |text: &str| Override { origin: "--set".to_owned(), text: text.to_owned() };
    let changes: Vec<Override> = parts.map(change).collect();
    match load_with("plan.toml", plan, &base, &changes) {
        Err(problems) => check(&problems),
        Ok((scenario, warnings)) => {
            check(&warnings);
            let again = load_with("again.toml", &scenario.resolved, &NoFiles, &[]);
            let (again, _) = again.expect("what was written out can be read");
            assert_eq!(scenario.resolved, again.resolved);
            assert_eq!(scenario.content_hash, again.content_hash);
        }
    }
});
