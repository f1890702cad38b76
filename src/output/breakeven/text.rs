//! Where targets are met, as tables for a terminal.

use super::words::{Breakeven, conclusion, reading, remarks, without_crossing};
use crate::output::cell::Cell;
use crate::output::document::Table;
use crate::output::format::{count, plural, short_hash};
use crate::output::terminal::{made_from, notes, table_text};

/// The whole result as text.
pub fn breakeven_text(result: &Breakeven<'_>) -> String {
    let mut remarks = remarks(result);
    remarks.extend(result.notes.iter().cloned());
    let mut sections = vec![heading(result), answers(result), conclusion(result), notes(&remarks)];
    sections.retain(|section| !section.is_empty());
    sections.join("\n\n") + "\n"
}

fn heading(result: &Breakeven<'_>) -> String {
    let Breakeven { info, varied, solution, .. } = result;
    let plan = varied.plan();
    format!(
        "{}\n{} ({}) · {}\n\
         {} varies: {} ({})\n\
         in the plan {plan}{}; {} values simulated from {} to {}",
        info.scenario_name,
        info.scenario_file,
        short_hash(&info.content_hash),
        made_from(info, &format!("the same {} at each value", plural(info.paths, "path"))),
        varied.key,
        varied.about,
        varied.unit,
        if varied.known { "" } else { " at the median" },
        count(solution.points.len() as u64),
        varied.shown(solution.axis.from),
        varied.shown(solution.axis.to),
    )
}

fn answers(result: &Breakeven<'_>) -> String {
    let Breakeven { varied, solution, .. } = result;
    let ends =
        [solution.axis.from, solution.axis.to].map(|end| format!("at {}", varied.shown(end)));
    let head = ["Target", "in the plan ± s.e.", &ends[0], &ends[1], "met", "value", "95% interval"];
    let mut table = Table::labelled(&head);
    for (answer, of_plan) in solution.answers.iter().zip(&result.of_plan) {
        let readings = [of_plan, &answer.at_from, &answer.at_to];
        let shown = readings.map(|one| reading(&answer.target, one, varied.currency));
        let first: Vec<String> = [answer.target.to_string()].into_iter().chain(shown).collect();
        if answer.crossings.is_empty() {
            let none = [without_crossing(answer).into(), Cell::Absent, Cell::Absent];
            table.row(first.iter().cloned().map(Cell::from).chain(none));
        }
        for (position, crossing) in answer.crossings.iter().enumerate() {
            let side = if crossing.met_below { "up to" } else { "from" };
            let of = [side.to_owned(), varied.shown(crossing.value), varied.interval(crossing)];
            let blank = vec![String::new(); first.len()];
            let start = if position == 0 { &first } else { &blank };
            table.row(start.iter().cloned().chain(of));
        }
    }
    table_text(&table)
}
