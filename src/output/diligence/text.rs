//! What is worth learning before investing, as tables for a terminal.

use super::words::{
    by_price, changes, decision, given, may_be_nothing, meaning, precision, purchase, remarks,
    worth,
};
use crate::analysis::break_even_price::BreakEvenPrice;
use crate::analysis::estimate::Estimate;
use crate::analysis::information::Information;
use crate::analysis::run_info::RunInfo;
use crate::output::document::Table;
use crate::output::format::{money, money_with_error, percent, plural};
use crate::output::terminal::{heading, notes, table_text};

/// Assumptions that the table has at most.
const MOST: usize = 12;
/// Of those that are worth nothing, so many are shown: the nearest to the edge.
const NEAREST: usize = 3;

/// The whole of it as text.
///
/// `price` is the one at which mean NPV is 0, with that of the plan, where no answer changes the
/// decision.
pub fn diligence_text(
    info: &RunInfo,
    found: &Information,
    price: Option<&(BreakEvenPrice, f64)>,
) -> String {
    let by_price = price.map(|(price, plan)| by_price(price, *plan, &info.currency));
    let mut sections = vec![
        heading(info),
        format!("{}\n{}", decision(found, info), meaning(found)),
        bounds(found, info),
        questions(found, info),
        purchase(found, &info.currency).into_iter().chain(by_price).collect::<Vec<_>>().join("\n"),
        numbers(found, info),
        notes(&remarks(found, info)),
    ];
    sections.retain(|section| !section.is_empty());
    sections.join("\n\n") + "\n"
}

/// What knowing everything is worth, with luck left open and without.
fn bounds(found: &Information, info: &RunInfo) -> String {
    let currency = info.currency.as_str();
    let everything = &found.everything;
    let mut table =
        Table::labelled(&["To know beforehand", "worth ± s.e.", "changes the decision"]);
    table.row([
        match found.numbers.len() {
            1 => "the one assumption exactly, luck left open (EVPI)".to_owned(),
            _ => "every assumption exactly, luck left open (EVPI)".to_owned(),
        },
        money_with_error(&everything.value, currency),
        percent(everything.changes.value),
    ]);
    table.row([
        "all that will happen, luck included".to_owned(),
        money_with_error(&found.clairvoyant, currency),
        percent(found.wrong.value),
    ]);
    let between = format!(
        "EVPI is the most that any diligence is worth; between {} and {} by bounds from other lucks \
         of the same\nassumptions. The second line is no diligence: what it has more is luck that \
         no answer tells beforehand.",
        money(everything.low.value, currency),
        money(everything.high.value, currency),
    );
    format!("{}\n{between}", table_text(&table))
}

fn questions(found: &Information, info: &RunInfo) -> String {
    if found.questions.is_empty() {
        return String::new();
    }
    let currency = info.currency.as_str();
    let head = [
        "Question",
        "answer",
        "worth ± s.e.",
        "costs",
        "net",
        "changes the decision",
        "mean NPV given it",
    ];
    let mut table = Table::labelled(&head);
    for asked in &found.questions {
        let net = Estimate { value: asked.net().value, ..asked.worth.value };
        table.row([
            asked.text.clone(),
            precision(asked, currency),
            worth(&asked.worth, currency),
            money(asked.cost, currency),
            money(net.value, currency),
            changes(&asked.worth, info),
            given(found, &asked.worth, currency),
        ]);
    }
    table_text(&table)
}

fn numbers(found: &Information, info: &RunInfo) -> String {
    if found.numbers.is_empty() {
        return "No assumption is uncertain: outcomes differ by luck alone.".to_owned();
    }
    let currency = info.currency.as_str();
    let valued = found.numbers.iter().filter(|one| 0.0 < one.worth.value.value).count();
    let shown = if valued < MOST { (valued + NEAREST).min(MOST) } else { MOST };
    let shown = shown.min(found.numbers.len());
    let head =
        ["Assumption, known exactly", "worth ± s.e.", "changes the decision", "mean NPV given it"];
    let mut table = Table::labelled(&head);
    for number in &found.numbers[..shown] {
        table.row([
            number.name.clone(),
            worth(&number.worth, currency),
            changes(&number.worth, info),
            given(found, &number.worth, currency),
        ]);
    }
    let rest = (found.numbers.len() - shown) as u64;
    let valued_rest = valued.saturating_sub(shown);
    let rest = match (rest, valued_rest) {
        (0, _) => String::new(),
        (rest, 0) => format!("{}: nothing. ", plural(rest, "more assumption")),
        (rest, _) => format!("{}: less, or nothing. ", plural(rest, "more assumption")),
    };
    let doubtful = found.numbers[..shown].iter().map(|number| &number.worth);
    let doubtful = doubtful.chain(found.questions.iter().map(|asked| &asked.worth));
    let doubtful =
        doubtful.filter(|worth| 0.0 < worth.value.value).any(|worth| may_be_nothing(&worth.value));
    let mark = if doubtful { "~: may be nothing. " } else { "" };
    format!(
        "{}\n{rest}{mark}Mean NPV given the answer goes from the 5th to the 95th percentile of the \
         answers.",
        table_text(&table)
    )
}
