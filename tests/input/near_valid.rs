//! Files that are nearly right: shipped scenarios with a few tokens deleted,
//! doubled, exchanged, or turned into something else. Whatever comes of it, each
//! problem has a place in one of the texts, and a scenario without errors can
//! be written out and read again.

use shortrun::input::{Problems, load_with};

use super::cases::{set, texts};
use super::robustness::{Random, with_quick_families};

const SHIPPED: [&str; 3] = [
    include_str!("../../scenarios/apparel-nearshore.toml"),
    include_str!("../../scenarios/electronics-custom.toml"),
    include_str!("../../scenarios/food-microkitchen.toml"),
];

/// What a token can turn into.
const OTHERS: &[&str] = &[
    "-1",
    "0",
    "1e15",
    "1e300",
    "-1e-300",
    "99999999999999999999",
    "nan",
    "inf",
    "true",
    "\"text\"",
    "[1, 2]",
    "[[1], [2]]",
    "{ value = 1 }",
    "{ a = { b = [ { c = 1 } ] } }",
    "[",
    "}",
    "2026-03-04",
    "name",
    "remove",
    "extends = \"base.toml\"\n",
    "dist",
    "\n[sites]\n",
    "\n[[product]]\n",
    "=",
    ",",
    "\u{e9}",
];

/// Numbers, words, texts in quotes, and single signs; white space is a token too.
fn tokens(text: &str) -> Vec<&str> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let is_word = |letter: char| letter.is_alphanumeric() || "._-".contains(letter);
        let end = if first == '"' {
            rest[1..].find('"').map_or(rest.len(), |end| end + 2)
        } else if is_word(first) {
            rest.find(|letter| !is_word(letter)).unwrap_or(rest.len())
        } else {
            first.len_utf8()
        };
        let (token, after) = rest.split_at(end);
        tokens.push(token);
        rest = after;
    }
    tokens
}

fn changed(text: &str, random: &mut Random) -> String {
    let mut tokens = tokens(text);
    for _ in 0..=random.below(3) {
        let last = tokens.len() - 1;
        let at = random.below(tokens.len());
        let other = random.below(tokens.len());
        match random.below(5) {
            0 => drop(tokens.remove(at)),
            1 => tokens.insert(other, tokens[at]),
            2 => tokens.swap(at, other),
            3 => tokens.swap(at, (at + 2).min(last)),
            _ => tokens[at] = OTHERS[random.below(OTHERS.len())],
        }
    }
    tokens.concat()
}

/// Holds that each place lies in a text, and that the words come out.
fn check_places(problems: &Problems, all: &[(&str, &str)]) {
    let total: usize = all.iter().map(|(_, text)| text.len() + 1).sum();
    for problem in problems.list() {
        for span in [problem.span.as_ref(), problem.cause.as_deref()].into_iter().flatten() {
            assert!(span.start <= span.end && span.end < total, "{problem:?}");
        }
        let Some((name, text, span)) = problems.origin(problem) else { continue };
        assert!(all.contains(&(name, text)), "{name}");
        assert!(text.get(span).is_some(), "{problem:?}");
    }
    let said = problems.to_string();
    assert!(said.lines().all(|line| line.chars().count() < 1_000), "{said}");
}

#[test]
fn files_that_are_nearly_right_are_answered_with_a_place() {
    let mut random = Random(20_260_704);
    let shipped = SHIPPED.map(with_quick_families);
    let (mut good, mut bad) = (0, 0);
    for round in 0..600 {
        let text = changed(&shipped[round % shipped.len()], &mut random);
        match load_with("base.toml", &text, &texts(&[]), &[]) {
            Ok((scenario, warnings)) => {
                good += 1;
                check_places(&warnings, &[("base.toml", &text)]);
                let again = load_with("again.toml", &scenario.resolved, &texts(&[]), &[]);
                let (again, _) = again.unwrap_or_else(|problems| panic!("{problems}"));
                assert_eq!(scenario.resolved, again.resolved);
                assert_eq!(scenario.content_hash, again.content_hash);
                assert_eq!(
                    format!("{:?}", scenario.assumptions),
                    format!("{:?}", again.assumptions)
                );
            }
            Err(problems) => {
                bad += 1;
                check_places(&problems, &[("base.toml", &text)]);
            }
        }
    }
    assert!(50 < good && 150 < bad, "{good} good, {bad} bad");
}

#[test]
fn layers_that_are_nearly_right_are_answered_with_a_place() {
    let plan = "extends = \"base.toml\"\nmarket.demand_cycle_volatility = { value = 0.1 }\n\
                [scenario]\nname = \"Bear\"\n[[product]]\nname = \"core\"\nprice = 40\n\
                [[supplier]]\nname = \"packaging\"\nremove = true\n";
    let change =
        "product.core.lead_time_days={ dist = \"triangular\", min = 1, mode = 2, max = 3 }";
    let mut random = Random(42);
    let base = with_quick_families(SHIPPED[0]);
    let (mut good, mut bad) = (0, 0);
    for round in 0..600 {
        let once = |wanted: usize, text: &str, random: &mut Random| {
            if round % 3 == wanted { changed(text, random) } else { text.to_owned() }
        };
        let base = once(0, &base, &mut random);
        let plan = once(1, plan, &mut random);
        let change = once(2, change, &mut random);
        let all: [(&str, &str); 3] =
            [("--set", &change), ("plan.toml", &plan), ("base.toml", &base)];
        let read = load_with("plan.toml", &plan, &texts(&all[2..]), &set(&[&change]));
        match read {
            Ok((_, warnings)) => {
                good += 1;
                check_places(&warnings, &all);
            }
            Err(problems) => {
                bad += 1;
                check_places(&problems, &all);
            }
        }
    }
    assert!(50 < good && 150 < bad, "{good} good, {bad} bad");
}
