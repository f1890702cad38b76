//! Every number of the text is a figure of summary.json.

use serde_json::Value;

use super::{APPAREL, losing, section, written};

/// Sections with the parts of summary.json that their numbers come from.
const SECTIONS: [(&str, &[&str]); 14] = [
    ("The finding", &["/run", "/compare"]),
    ("Chance of loss and range of returns", &["/run", "/memo"]),
    ("Beside history", &["/run", "/memo"]),
    ("What drives it", &["/sensitivity"]),
    ("Where it breaks", &["/stress"]),
    ("How and when it ends", &["/run", "/memo"]),
    ("Runway", &["/run", "/memo"]),
    ("Against other-1", &["/compare"]),
    ("Screening rules", &["/screen", "/memo"]),
    ("What to ask before signing", &["/diligence"]),
    ("Operating figures", &["/run", "/compare", "/memo"]),
    ("Assumptions", &["/run/assumptions", "/memo", "/sensitivity/evidence"]),
    ("Method", &["/run", "/sensitivity", "/compare"]),
    ("What is not modelled", &[]),
];

/// Numbers that belong to the words around them.
const PHRASES: [&str; 19] = [
    "SHA-256",
    "3x or more",
    "10x or more",
    "below 1x",
    "below 0.1x",
    "(0x)",
    "5 of 100",
    "at 95% confidence",
    "95% intervals",
    "best 1%",
    "2 s.e.",
    "[95%]",
    "1 in a future with it and 0 in one",
    "given the answer is above 0",
    "given the answer is below 0",
    "(± 1 s.e.)",
    "standard errors of 0",
    "other side of 0",
    "IRR is −100% by convention",
];

/// A number of the text: its digits without commas, and what follows them.
#[derive(Clone, Debug, PartialEq)]
struct Number {
    digits: String,
    after: String,
}

/// All numbers of a text that are not part of a name.
fn numbers(text: &str) -> Vec<Number> {
    let letters: Vec<char> = text.chars().collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at < letters.len() {
        let starts = letters[at].is_ascii_digit();
        let before = at.checked_sub(1).map(|before| letters[before]);
        let is_name = before.is_some_and(|c| c.is_alphanumeric() || c == '_');
        let mut digits = String::new();
        while at < letters.len() {
            let next = letters.get(at + 1).is_some_and(char::is_ascii_digit);
            match letters[at] {
                c if c.is_ascii_digit() => digits.push(c),
                ',' if next && !digits.is_empty() => {}
                '.' if next && !digits.is_empty() => digits.push('.'),
                _ => break,
            }
            at += 1;
        }
        if !starts {
            at += 1;
        } else if !is_name {
            let after = letters[at..].iter().take(12).collect();
            found.push(Number { digits, after });
        }
    }
    found
}

/// The text without pictures, names and phrases.
fn bare(text: &str, value: &Value) -> String {
    let lines = text.lines().filter(|line| !line.starts_with("![") && !line.starts_with("    "));
    let mut bare = lines.collect::<Vec<_>>().join("\n").replace('\\', "");
    let mut names = Vec::new();
    gather_names(value, &mut names);
    // Longer ones first: a name may be part of another.
    names.sort_by_key(|name| std::cmp::Reverse(name.len()));
    let phrases = PHRASES.iter().map(|phrase| (*phrase).to_owned());
    for name in names.into_iter().chain(phrases).filter(|name| 1 < name.len()) {
        bare = bare.replace(&name, "name");
    }
    bare
}

/// What is written in scenarios, and hashes.
fn gather_names(value: &Value, into: &mut Vec<String>) {
    const NAMES: [&str; 10] = [
        "name",
        "file",
        "sha256",
        "source",
        "note",
        "label",
        "version",
        "scenario",
        "question",
        "share_that",
    ];
    match value {
        Value::Object(entries) => {
            for (key, value) in entries {
                match value {
                    Value::String(text) if NAMES.contains(&key.as_str()) => into.push(text.clone()),
                    value => gather_names(value, into),
                }
            }
        }
        Value::Array(values) => values.iter().for_each(|value| gather_names(value, into)),
        _ => {}
    }
}

fn gather_figures(value: &Value, into: &mut Vec<f64>) {
    match value {
        Value::Object(entries) => entries.values().for_each(|value| gather_figures(value, into)),
        Value::Array(values) => values.iter().for_each(|value| gather_figures(value, into)),
        Value::Number(number) => into.extend(number.as_f64()),
        // Of what was never seen the bound is words.
        Value::String(text) => {
            let percent = text.strip_suffix('%').and_then(|digits| digits.parse::<f64>().ok());
            into.extend(percent.map(|percent| percent / 100.0));
        }
        _ => {}
    }
}

/// Whether one of the figures prints as the number.
fn is_among(number: &Number, figures: &[f64]) -> bool {
    let Number { digits, after } = number;
    let decimals = digits.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    let scales: &[f64] = match after.chars().next() {
        Some('%') => &[100.0],
        Some('x') => &[1.0],
        Some('k') => &[1e-3],
        Some('M') => &[1e-6],
        Some('b') if after.starts_with("bn") => &[1e-9],
        Some('e') => &[1.0, 100.0],
        // Points and errors in points have no sign of their own.
        _ => &[1.0, 100.0],
    };
    let is_month = scales.contains(&1.0) && decimals <= 1;
    figures.iter().any(|figure| {
        let mut forms: Vec<f64> = scales.iter().map(|scale| (scale * figure).abs()).collect();
        // A reader counts months from 1.
        forms.extend(is_month.then_some(figure + 1.0));
        // Parts of a whole are rounded so that they add to 100.
        let whole = after.starts_with('%') && decimals == 0;
        let shown = |value: f64| format!("{value:.decimals$}") == *digits;
        forms
            .iter()
            .any(|form| shown(*form) || (whole && (shown(form.floor()) || shown(form.ceil()))))
    })
}

/// The numbers of a memo that are no figures of a summary.
fn strays(memo: &str, summary: &Value) -> (usize, Vec<(String, Number)>) {
    let mut strays = Vec::new();
    let mut all = 0;
    for (title, places) in SECTIONS {
        if !memo.contains(&format!("\n## {title}\n")) {
            continue;
        }
        let mut figures = Vec::new();
        let parts = places.iter().filter_map(|place| summary.pointer(place));
        parts.for_each(|part| gather_figures(part, &mut figures));
        let found = numbers(&bare(section(memo, title), summary));
        all += found.len();
        let found = found.into_iter().filter(|number| !is_among(number, &figures));
        strays.extend(found.map(|number| (title.to_owned(), number)));
    }
    (all, strays)
}

#[test]
fn every_number_of_the_text_is_a_figure_of_its_analysis() {
    let cheaper = APPAREL.replace("material_cost = 11", "material_cost = 9");
    for (scenarios, options) in [
        (vec![APPAREL, cheaper.as_str()], vec!["--paths", "600", "--rows", "128"]),
        (vec![losing().as_str(), APPAREL], vec!["--paths", "300", "--rows", "0"]),
        (
            vec![include_str!("../../scenarios/food-microkitchen.toml")],
            vec!["-n", "400", "--rows", "100", "--diligence-paths", "2000"],
        ),
    ] {
        let memo = written(&scenarios, &[&options[..], &["--charts", "none"]].concat());
        let (all, strays) = strays(&memo.read("memo.md"), &memo.json());
        assert!(150 < all, "{all} numbers");
        assert!(strays.is_empty(), "{strays:#?}");
    }
}

#[test]
fn a_memo_held_to_the_figures_of_another_seed_is_found_out() {
    let options = ["--paths", "600", "--rows", "128", "--charts", "none"];
    let memo = written(&[APPAREL], &options).read("memo.md");
    let other = written(&[APPAREL], &[&options[..], &["--seed", "77"]].concat()).json();
    let (all, strays) = strays(&memo, &other);
    assert!(all / 10 < strays.len(), "{} of {all}", strays.len());
}
