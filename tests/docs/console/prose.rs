//! The numbers in a page's own sentences.

/// Whole numbers up to this are words more than figures ("in 3 steps").
const SMALL: f64 = 12.0;

/// Those that stand nowhere in `known`, each with its line.
pub(super) fn unknown(page: &str, known: &str) -> Vec<String> {
    let mut in_block = false;
    let mut found = Vec::new();
    for line in page.lines() {
        if line.starts_with("```") {
            in_block = !in_block;
        } else if !in_block && !line.starts_with("<!--") && !line.starts_with('#') {
            let figures = figures(line).filter(|figure| !is_known(figure, known));
            found.extend(figures.map(|figure| format!("{figure}: {line}")));
        }
    }
    found
}

/// Words with a digit, outside of code and of links.
fn figures(line: &str) -> impl Iterator<Item = String> {
    let mut text = String::new();
    for (index, part) in line.split('`').enumerate() {
        text += if index % 2 == 0 { part } else { " " };
    }
    while let Some((before, rest)) = text.split_once("](") {
        let after = rest.split_once(')').map_or("", |(_, after)| after);
        text = format!("{before} {after}");
    }
    let ends = |c: char| "().,;:!?*[]\u{201c}\u{201d}\"".contains(c);
    let words = text.split_whitespace().map(|word| word.trim_matches(ends).to_owned());
    words.filter(|word| word.contains(|c: char| c.is_ascii_digit())).collect::<Vec<_>>().into_iter()
}

fn is_known(figure: &str, known: &str) -> bool {
    let small = |number: f64| number.fract() == 0.0 && 0.0 <= number && number <= SMALL;
    figure.parse().is_ok_and(small) || stands_in(figure, known)
}

/// Whether it stands there whole, and not as a part of a longer number.
fn stands_in(figure: &str, known: &str) -> bool {
    let of_a_number = |c: char| c.is_ascii_digit() || c == '.';
    known.match_indices(figure).any(|(at, _)| {
        let before = known[..at].chars().next_back();
        let after = known[at + figure.len()..].chars().next();
        let longer = after.is_some_and(|c| c.is_ascii_digit());
        let begins = figure.starts_with(|c: char| c.is_ascii_digit());
        !(longer || begins && before.is_some_and(of_a_number))
    })
}

#[test]
fn a_number_must_stand_whole_in_what_is_known() {
    let page = "It loses 47% in 3 of them ([page](x9.md)), `--n 5000`.\n```\n99\n```\nNot 4%.\n";
    assert_eq!(unknown(page, "p 47% at 14%"), ["4%: Not 4%."]);
    assert!(unknown("12.5x and -3", "a 12.5x -3").is_empty());
}
