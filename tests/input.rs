//! Reading scenario files: what comes of a good one, and the exact words about
//! a bad one.

use shortrun::input::{Problems, load};

#[path = "input/advice.rs"]
mod advice;
#[path = "input/blocks.rs"]
mod blocks;
#[path = "input/cases.rs"]
mod cases;
#[path = "input/correlations.rs"]
mod correlations;
#[path = "input/cross_checks.rs"]
mod cross_checks;
#[path = "input/distributions.rs"]
mod distributions;
#[path = "input/evidence.rs"]
mod evidence;
#[path = "input/families.rs"]
mod families;
#[path = "input/good_files.rs"]
mod good_files;
#[path = "input/layering.rs"]
mod layering;
#[path = "input/near_valid.rs"]
mod near_valid;
#[path = "input/notation.rs"]
mod notation;
#[path = "input/numbers.rs"]
mod numbers;
#[path = "input/robustness.rs"]
mod robustness;
#[path = "input/sources.rs"]
mod sources;
#[path = "input/structure.rs"]
mod structure;

/// A small scenario that reads without a problem.
const SMALL: &str = include_str!("input/small.toml");
/// A full one.
const APPAREL: &str = include_str!("support/apparel.toml");

/// What is said about the file `base.toml` with this text; empty if nothing.
fn verdict(text: &str) -> String {
    let problems = match load("base.toml", text) {
        Ok((_, warnings)) => warnings,
        Err(problems) => problems,
    };
    said(&problems)
}

/// The words about a scenario; empty if there are none.
fn said(problems: &Problems) -> String {
    if problems.is_empty() { String::new() } else { problems.to_string() }
}

/// Holds that exactly this is said about a text, after a first line break.
#[track_caller]
fn check(text: &str, expected: &str) {
    let said = verdict(text);
    let expected = expected.strip_prefix('\n').unwrap_or(expected);
    assert!(said == expected, "said:\n{said}\n\nexpected:\n{expected}\n");
}

/// The small scenario with some of its text replaced, which it has once each.
#[track_caller]
fn with(replacements: &[(&str, &str)]) -> String {
    let mut text = SMALL.to_owned();
    for (old, new) in replacements {
        assert_eq!(text.matches(old).count(), 1, "{old}");
        text = text.replace(old, new);
    }
    text
}
