//! What could be asked before the decision, and what the answers are worth.

use super::Material;
use crate::analysis::information::Information;
use crate::analysis::run_info::RunInfo;
use crate::output::diligence::words::{
    Conclusion, changes, conclusion, decision, may_be_nothing, meaning, precision, remarks, worth,
};
use crate::output::document::{Block, Section, Table, figures, words};
use crate::output::format::{money, money_with_error, percent};
use crate::output::given;

/// Nothing where the scenario asks no question.
pub(super) fn section(of: &Material<'_>) -> Option<Section> {
    let (found, info) = of.questions?;
    let mut section = Section::new("What to ask before signing")
        .text(&[decision(found, info), meaning(found)])
        .table(table(found, info))
        .text(&[marks(found), bounds(found, info)]);
    let Conclusion { said, steps, then } = conclusion(found, &info.currency);
    section = section.text(&[said]);
    if !steps.is_empty() {
        section.blocks.push(Block::List(steps));
    }
    Some(section.text(&then).notes(remarks(found, info)))
}

fn table(found: &Information, info: &RunInfo) -> Table {
    let currency = info.currency.as_str();
    let mut table = Table::new([
        words("Question"),
        words("answer"),
        figures("worth ± s.e."),
        figures("costs"),
        figures("changes the decision"),
    ]);
    for asked in &found.questions {
        table.row([
            asked.text.clone(),
            precision(asked, currency),
            worth(&asked.worth, currency),
            given::money(asked.cost, currency),
            changes(&asked.worth, info),
        ]);
    }
    table
}

/// What the sign in the table says.
fn marks(found: &Information) -> String {
    let worths = found.questions.iter().map(|asked| &asked.worth.value);
    let is_marked = worths.filter(|value| 0.0 < value.value).any(may_be_nothing);
    if is_marked { "~: may be nothing.".to_owned() } else { String::new() }
}

/// The most that answers can be worth.
fn bounds(found: &Information, info: &RunInfo) -> String {
    let (currency, everything) = (info.currency.as_str(), &found.everything);
    format!(
        "To know every assumption exactly, with luck left open, is worth {} (EVPI; between {} and {} by \
         bounds from other lucks) and changes the decision in {}: no diligence is worth more.",
        money_with_error(&everything.value, currency),
        money(everything.low.value, currency),
        money(everything.high.value, currency),
        percent(everything.changes.value),
    )
}
