//! What a stress found, as tables for a terminal.

use super::words::{RANKING_HEAD, Ranked, grid_sentences, plan_words, sentences};
use crate::analysis::estimate::Estimate;
use crate::analysis::measure::Measure;
use crate::analysis::run_info::RunInfo;
use crate::analysis::statistic::Statistic;
use crate::analysis::stress::{AxisResult, Case, Findings, Grid, GridCell, ranked};
use crate::model::outcome::Unit;
use crate::output::cell::Cell;
use crate::output::document::Table;
use crate::output::figures::label;
use crate::output::format::{count, short_hash};
use crate::output::statistic_words::{StatisticStyle, statistic_words};
use crate::output::terminal::{made_from, notes, table_text};
use crate::output::value_words::{ValueStyle, value_words};
use crate::output::words::{percentile_words, verdict};

const MEAN_NPV: Statistic = Statistic::Mean(Measure::Npv);

/// Sentences, tables and notes of all axes and cases, for the terminal.
pub fn stress_text(info: &RunInfo, found: &Findings, remarks: &[String]) -> String {
    let currency = info.currency.as_str();
    let mut sections = vec![heading(info)];
    if 1 < found.lines.len() {
        sections.push(ranking(&found.lines, currency));
    }
    sections.extend(found.lines.iter().map(|line| points(line, currency)));
    sections.extend(found.grid.iter().map(|grid| cells(grid, currency)));
    sections.extend(found.cases.iter().map(|case| differences(case, currency)));
    sections.push(notes(remarks));
    sections.retain(|section| !section.is_empty());
    sections.join("\n\n") + "\n"
}

fn heading(info: &RunInfo) -> String {
    format!(
        "{} ({} {})\n{}",
        info.scenario_name,
        info.scenario_file,
        short_hash(&info.content_hash),
        made_from(info, &format!("the same {} paths in every run", count(info.paths))),
    )
}

fn ranking(lines: &[AxisResult], currency: &str) -> String {
    let mut table = Table::labelled(&RANKING_HEAD);
    for index in ranked(lines) {
        table.row(Ranked::of(&lines[index], currency).cells());
    }
    let beyond = match lines.iter().filter(|line| !line.plan_holds()).count() {
        0 => String::new(),
        some if some == lines.len() => "\n! The plan itself is beyond the limit.".to_owned(),
        some => format!("\n! The plan itself is beyond {some} of these limits."),
    };
    format!(
        "{}\nOf an uncertain number the plan is its median, and the chance beyond is what the \
         plan\u{2019}s own distribution\ngives to values that break the limit.{beyond}",
        table_text(&table)
    )
}

fn points(line: &AxisResult, currency: &str) -> String {
    let statistic = label(&line.limit.statistic, currency);
    let unit = line.limit.statistic.unit();
    // No push is shown without what it does to worth.
    let tells_worth = line.limit.statistic != MEAN_NPV;
    let (key, statistic) = (line.assumption.name.clone(), format!("{statistic} ± s.e."));
    let mut head = vec![key.as_str(), "percentile", &statistic, "minus plan ± s.e.", "limit"];
    head.extend(tells_worth.then_some("Mean NPV ± s.e."));
    let mut table = Table::labelled(&head).in_currency(currency);
    let kept = |holds: bool| Cell::from(if holds { "kept" } else { "broken" });
    let worth = |npv: &Estimate| tells_worth.then(|| Cell::with_error(npv, Unit::Money));
    let of_plan = [
        Cell::from(plan_words(line, currency)),
        Cell::Empty,
        Cell::with_error(&line.plan, unit),
        Cell::Empty,
        kept(line.plan_holds()),
    ];
    table.row(of_plan.into_iter().chain(worth(&line.plan_npv)));
    for (point, mean_npv) in line.points.iter().zip(&line.mean_npvs) {
        let percentile = line.percentile(point.value).map(percentile_words);
        let row = [
            Cell::Value(point.value, line.assumption.unit, ValueStyle::FULL),
            percentile.map_or(Cell::Empty, Cell::from),
            Cell::with_error(&point.statistic, unit),
            Cell::difference(&point.from_plan, unit),
            kept(point.holds),
        ];
        table.row(row.into_iter().chain(worth(mean_npv)));
    }
    format!("{}.\n{}", sentences(line, currency)[0], table_text(&table))
}

fn cells(grid: &Grid, currency: &str) -> String {
    let unit = grid.limit.statistic.unit();
    let mut text = format!(
        "{}.\n{} ± s.e. by {}; ! breaks the limit\n{}",
        grid_sentences(grid, currency)[0],
        label(&grid.limit.statistic, currency),
        grid.columns.0.name,
        cell_table(grid, currency, |cell| {
            let mark = if cell.holds { "" } else { " !" };
            let shown = statistic_words(cell.statistic, unit, currency, StatisticStyle::WithError);
            format!("{shown}{mark}")
        })
    );
    if grid.limit.statistic != MEAN_NPV {
        let worth = cell_table(grid, currency, |cell| {
            statistic_words(cell.mean_npv, Unit::Money, currency, StatisticStyle::WithError)
        });
        text += &format!("\nMean NPV ± s.e. by {}\n{worth}", grid.columns.0.name);
    }
    text
}

/// The table of two axes, with what is said of each cell.
fn cell_table(grid: &Grid, currency: &str, said: impl Fn(&GridCell) -> String) -> String {
    let (rows, columns) = (&grid.rows, &grid.columns);
    let mut head = vec![rows.0.name.clone()];
    head.extend(
        columns
            .1
            .iter()
            .map(|value| value_words(*value, columns.0.unit, currency, ValueStyle::FULL)),
    );
    let mut table = Table::labelled(&head);
    for (row, value) in rows.1.iter().enumerate() {
        let mut line = vec![value_words(*value, rows.0.unit, currency, ValueStyle::FULL)];
        line.extend((0..columns.1.len()).map(|column| said(grid.cell(row, column))));
        table.row(line);
    }
    table_text(&table)
}

fn differences(case: &Case, currency: &str) -> String {
    let head = [case.name.as_str(), "plan", "so", "difference ± s.e.", ""];
    let mut table = Table::labelled(&head).in_currency(currency);
    for one in &case.differences {
        let unit = one.statistic.unit();
        let of = &one.of;
        table.row([
            Cell::from(label(&one.statistic, currency)),
            Cell::with_error(&of.base, unit),
            Cell::with_error(&of.other, unit),
            Cell::difference(&of.difference, unit),
            verdict(of.verdict()).into(),
        ]);
    }
    table_text(&table)
}

/// What is to be said besides: how much of the runs to believe.
pub fn remarks(found: &Findings, paths: u64) -> Vec<String> {
    let mut remarks: Vec<String> =
        found.lines.iter().filter_map(super::words::more_crossings).collect();
    if paths < 1_000 {
        remarks
            .push(format!("{} paths are few: expect breaks to move with the seed.", count(paths)));
    }
    let means = |statistic: &Statistic| matches!(statistic, Statistic::Mean(_) | Statistic::Sd(_));
    if found.lines.iter().any(|line| means(&line.limit.statistic)) {
        remarks.push(
            "Means of returns have heavy tails: their errors, and with them the intervals, may be \
             too small."
                .to_owned(),
        );
    }
    remarks
}
