//! What a plan's defaults carry, in words and for programs.

use serde_json::{Value, json};

use crate::analysis::default_weights::{DefaultWeight, DefaultWeights};
use crate::analysis::pair_weights::{MOST_USUAL, PairWeight, RANK};
use crate::output::document::Table;
use crate::output::format::{Money, broken, count, money_with_error, plural};
use crate::output::terminal::table_text;
use crate::output::value_words::{ValueStyle, value_words};
use crate::output::values::estimate;

/// Rows of the table at most.
const MOST: usize = 12;
/// Characters of a line of text.
const WIDTH: usize = 118;

/// The heaviest defaults as a table, and what is to be said of the others.
pub fn weights_text(found: &DefaultWeights, currency: &str) -> String {
    let shown = &found.heavy[..found.heavy.len().min(MOST)];
    let base = format!(
        "Mean NPV is {} over {} paths. Where one default is replaced by a usual value, it moves by:",
        money_with_error(&found.mean_npv, currency),
        count(found.paths),
    );
    if shown.is_empty() {
        return format!(
            "{}{}",
            wrapped(&format!("{base} nothing beyond doubt.")),
            wrapped(&rest(found))
        );
    }
    let heads = ["Left at its default", "which is", "usual is", "mean NPV moves by ± s.e."];
    let mut table = Table::labelled(&heads);
    let largest = shown.iter().map(|one| one.change.value);
    let amounts = Money::of_all(largest, currency);
    for one in shown {
        table.row([
            one.name.clone(),
            default_words(one, currency),
            usual_words(one, currency),
            amounts.with_error(&one.change),
        ]);
    }
    format!("{}\n{}\n{}", wrapped(&base), table_text(&table), wrapped(&rest(found)))
}

fn default_words(one: &DefaultWeight, currency: &str) -> String {
    match one.absent {
        Some(meaning) => meaning.to_owned(),
        None => value_words(one.default, one.unit, currency, ValueStyle::BARE.given()),
    }
}

/// A median of a shipped scenario has more digits than it means.
fn usual_words(one: &DefaultWeight, currency: &str) -> String {
    let words = |style| value_words(one.usual, one.unit, currency, style);
    match one.usual_in {
        Some(template) => format!("{} ({template})", words(ValueStyle::BARE)),
        None => format!("{} (example)", words(ValueStyle::BARE.given())),
    }
}

fn rest(found: &DefaultWeights) -> String {
    let mut said = Vec::new();
    if MOST < found.heavy.len() {
        let more = (found.heavy.len() - MOST) as u64;
        said.push(format!("{} move it by less than these.", plural(more, "more default")));
    }
    if 0 < found.light {
        let light = plural(found.light as u64, "more default");
        said.push(format!("{light}: no effect beyond two standard errors."));
    }
    if 0 < found.not_tried {
        said.push(format!(
            "{} at the usual value already, or not to be changed alone.",
            count(found.not_tried as u64)
        ));
    }
    said.push(
        "A usual value is the median that a shipped scenario has, of the same trade first."
            .to_owned(),
    );
    said.join(" ")
}

/// The pairs whose tie would move mean NPV, as a table.
pub fn pairs_text(pairs: &[PairWeight], currency: &str) -> String {
    let tied = format!(
        "With a rank correlation of {RANK} between two numbers that are drawn each on its own"
    );
    if pairs.is_empty() {
        return wrapped(&format!(
            "{tied}, mean NPV moves by no more than two standard errors, whichever two."
        ));
    }
    let shown = &pairs[..pairs.len().min(MOST)];
    let heads = ["Drawn each on its own", "and", "tied in practice", "mean NPV moves by ± s.e."];
    let mut table = Table::labelled(&heads);
    let amounts = Money::of_all(shown.iter().map(|one| one.change.value), currency);
    for one in shown {
        let (first, second) = one.between.clone();
        let usual = if one.is_usual { "yes" } else { "" };
        table.row([first, second, usual.to_owned(), amounts.with_error(&one.change)]);
    }
    let head =
        format!("{tied}, it moves by (with one of \u{2212}{RANK}, about as far the other way):");
    let foot = format!(
        "Looked at: pairs that practice ties ({MOST_USUAL} at most, those whose numbers go most with \
         NPV), and each two of the six numbers that go most with it."
    );
    format!("{}\n{}\n{}", wrapped(&head), table_text(&table), wrapped(&foot))
}

/// Lines of a terminal.
fn wrapped(text: &str) -> String {
    broken(text, WIDTH).join("\n") + "\n"
}

/// The same for programs.
pub(super) fn pairs_value(pairs: &[PairWeight]) -> Value {
    let pair = |one: &PairWeight| {
        json!({
            "between": [one.between.0, one.between.1],
            "tied_in_practice": one.is_usual,
            "rank": RANK,
            "change_of_mean_npv": estimate(&one.change),
        })
    };
    pairs.iter().map(pair).collect()
}

/// The defaults for programs, uncut.
pub(super) fn weights_value(found: &DefaultWeights) -> Value {
    let heavy = found.heavy.iter().map(|one| {
        json!({
            "name": one.name,
            "unit": one.unit,
            "default": one.absent.is_none().then_some(one.default),
            "default_means": one.absent,
            "usual": one.usual,
            "usual_in": one.usual_in,
            "change_of_mean_npv": estimate(&one.change),
        })
    });
    json!({
        "paths": found.paths,
        "mean_npv": estimate(&found.mean_npv),
        "heaviest_first": heavy.collect::<Vec<_>>(),
        "without_effect": found.light,
        "not_tried": found.not_tried,
    })
}
