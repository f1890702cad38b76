//! Whatever the text, reading it ends with a scenario or with problems.

use super::{APPAREL, SMALL, verdict};

/// A small generator: the texts are the same in every run.
pub(crate) struct Random(pub(crate) u64);

impl Random {
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        (self.0 >> 33) as usize % limit
    }
}

/// Pieces that have a meaning in scenario files.
const PIECES: &[&str] = &[
    "",
    "\n",
    "\r",
    "\"",
    "'",
    "\"\"\"",
    "[",
    "]",
    "[[",
    "]]",
    "{",
    "}",
    "=",
    ",",
    ".",
    "#",
    "-",
    "\0",
    "\u{1b}[31m",
    "\u{feff}",
    "é",
    "🏭",
    "nan",
    "inf",
    "-inf",
    "1e308",
    "-1e308",
    "5e-324",
    "1e-300",
    "9223372036854775808",
    "-9223372036854775808",
    "0x7f",
    "2026-03-04",
    "true",
    "0",
    "1",
    "-1",
    "{}",
    "[]",
    "{ value = 1 }",
    "{ dist = \"point\", value = 1 }",
    "{ dist = \"pert\", min = 0, mode = 0, max = 1e308, lambda = 1e-300 }",
    "{ dist = \"gamma\", shape = 1e-9, scale = 1e300 }",
    "{ p10 = 1, p50 = 2, p90 = 1e15, min = 0 }",
    "{ dist = \"student-t\", df = 0.5, location = 1e15, scale = 1e-15 }",
    "{ dist = \"empirical\", values = [1, 1, 2], interpolate = true }",
    "{ dist = \"mixture\", components = [0, { p10 = 1, p90 = 2 }, { dist = \"poisson\", mean = 0.5 }], weights = [1, 1, 1] }",
    "name = \"#2\"",
    "[[product]]\n",
    "[[supplier]]\nname = \"mill\"\n",
    "\n[sites.permits]\n",
    "extends = 1\n",
];

/// Cuts a piece out and puts another in.
fn mutated(text: &str, random: &mut Random) -> String {
    let from = text.floor_char_boundary(random.below(text.len() + 1));
    let to = text.floor_char_boundary(from + random.below(12)).max(from);
    let piece = PIECES[random.below(PIECES.len())];
    format!("{}{piece}{}", &text[..from], &text[to..])
}

#[test]
fn every_beginning_of_a_file_is_answered() {
    for end in (0..=SMALL.len()).filter(|end| SMALL.is_char_boundary(*end)) {
        verdict(&SMALL[..end]);
    }
    let apparel = with_quick_families(APPAREL);
    let Some(needed) = apparel.find("[exit.horizon]") else { panic!("it has a horizon") };
    for end in (0..=apparel.len()).filter(|end| apparel.is_char_boundary(*end)) {
        let said = verdict(&apparel[..end]);
        assert!(needed < end || !said.is_empty(), "{end}");
    }
}

/// The same text with families whose quantiles need no table: a thousand times
/// quicker to read.
pub(crate) fn with_quick_families(text: &str) -> String {
    let quick = text.replace("\"pert\"", "\"triangular\"");
    let quick = quick.replace("\"beta\", alpha", "\"lognormal\", mean").replace("beta =", "sd =");
    quick.replace("\"gamma\", shape", "\"lognormal\", mean").replace("scale =", "sd =")
}

#[test]
fn every_mutation_of_a_file_is_answered() {
    let mut random = Random(20_260_101);
    for _ in 0..3_000 {
        let mut text = SMALL.to_owned();
        for _ in 0..=random.below(4) {
            text = mutated(&text, &mut random);
        }
        verdict(&text);
    }
}

#[test]
fn any_number_is_answered_in_any_place() {
    let mut random = Random(7);
    let lines: Vec<&str> = SMALL.lines().collect();
    for _ in 0..2_000 {
        let at = random.below(lines.len());
        let Some((key, _)) = lines[at].split_once(" = ") else { continue };
        let line = format!("{key} = {}", PIECES[random.below(PIECES.len())]);
        let mut changed = lines.clone();
        changed[at] = &line;
        verdict(&changed.join("\n"));
    }
}

#[test]
fn any_parameters_of_a_distribution_are_answered() {
    const FAMILIES: &[(&str, &[&str])] = &[
        ("uniform", &["min", "max"]),
        ("triangular", &["min", "mode", "max"]),
        ("pert", &["min", "mode", "max", "lambda"]),
        ("normal", &["mean", "sd", "min", "max"]),
        ("lognormal", &["mean", "sd", "min", "max"]),
        ("lognormal", &["p10", "p90", "min", "max"]),
        ("beta", &["alpha", "beta", "min", "max"]),
        ("gamma", &["shape", "scale", "min", "max"]),
        ("weibull", &["shape", "scale", "min", "max"]),
        ("exponential", &["rate", "min", "max"]),
        ("student-t", &["df", "location", "scale", "min", "max"]),
        ("poisson", &["mean", "min", "max"]),
        ("binomial", &["n", "p", "min"]),
        ("normal", &["p10", "p90", "max"]),
        ("metalog", &["p10", "p90"]),
        ("metalog", &["p10", "p50", "p90", "min"]),
        ("metalog", &["p1", "p50", "p99", "min", "max"]),
    ];
    const NUMBERS: &[&str] = &[
        "-1e308", "-3", "-1e-300", "-0.0", "0", "5e-324", "1e-300", "1e-9", "0.3", "1", "2.5",
        "40", "1e6", "1e17", "1e300", "1.7e308",
    ];
    let mut random = Random(11);
    for _ in 0..3_000 {
        let (family, parameters) = FAMILIES[random.below(FAMILIES.len())];
        let mut table = format!("{{ dist = \"{family}\"");
        for parameter in parameters {
            table += &format!(", {parameter} = {}", NUMBERS[random.below(NUMBERS.len())]);
        }
        let key = ["lead_time_days = 10", "markdown_depth = 0.7", "price = 40"][random.below(3)];
        let name = key.split(' ').next().unwrap_or_default();
        verdict(&SMALL.replace(key, &format!("{name} = {table} }}")));
    }
}

#[test]
fn deep_nesting_is_answered() {
    for depth in [10, 79, 80, 81, 1_000, 100_000] {
        let said = [
            verdict(&format!("a = {}", "[".repeat(depth))),
            verdict(&format!("a = {}{}", "[".repeat(depth), "]".repeat(depth))),
            verdict(&format!("a = {}", "{ b = ".repeat(depth))),
            verdict(&format!("[{}a]", "a.".repeat(depth))),
            verdict(&format!("{}a = 1", "a.".repeat(depth))),
        ];
        assert!(said.iter().all(|said| said.starts_with("error: ")), "{depth}");
    }
}

#[test]
fn long_names_and_lines_are_shown_in_part() {
    let name = "x".repeat(100_000);
    let said = verdict(&format!("{SMALL}\n{name} = 1\n[[product]]\nname = \"{name}\"\n"));
    assert!(said.lines().all(|line| line.chars().count() < 400), "{said}");
}

#[test]
fn a_flood_of_mistakes_is_counted_and_shown_in_part() {
    let keys: String = (0..20_000).map(|at| format!("key{at} = {at}\n")).collect();
    let said = verdict(&format!("{SMALL}\n[market]\n{keys}"));
    let last =
        "error: `[market]` has 19900 more keys that it may not have\n   --> base.toml:159:1\n";
    assert!(said.contains(last), "{said}");
    assert!(said.ends_with("\n\n101 problems in base.toml"), "{said}");
    let text: String = (0..300).map(|at| format!("\n[t{at}]\n")).collect();
    let said = verdict(&format!("{SMALL}{text}[[supplier]]\n[[supplier]]\n"));
    assert!(said.ends_with("103 problems in base.toml"), "{said}");
    let entries = "[[supplier]]\noutput_share = -1\n".repeat(20_000);
    let said = verdict(&format!("{SMALL}{entries}"));
    assert!(said.contains("\n\nand 799 more, not shown\n\n999 problems"), "{said}");
    let entry = |at: usize| format!("[[supplier]]\nname = \"s{at}\"\noutput_share = 0.1\n");
    let entries: String = (0..20_000).map(entry).collect();
    let expected = "\
error: `[[supplier]]` has 20001 entries
    --> base.toml:1554:1
     |
1554 | [[supplier]]
     | ^^^^^^^^^^^^ there can be at most 500

1 problem in base.toml";
    assert_eq!(verdict(&format!("{SMALL}{entries}")), expected);
}
