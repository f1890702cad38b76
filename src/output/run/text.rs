//! The summary as tables for a terminal.
use crate::output::document::Table;
use crate::output::terminal::{COLUMNS, heading, notes, table_text};

use super::base_rates::base_rates_text;
use super::precision::Precise;
use crate::analysis::estimate::Estimate;
use crate::analysis::ranks::RankCorrelation;
use crate::analysis::run_info::RunInfo;
use crate::analysis::summary::{
    CauseSummary, FigureSummary, LineSummary, PERCENTILES, RouteSummary, Spread, Summary,
};
use crate::model::outcome::{FailureCause, Figure, Route, Unit};
use crate::output::cap_table::{remark, table_of};
use crate::output::cell::Cell;
use crate::output::format::{Money, Parts, broken, moic, moic_in_parts, rate, small_percent};
use crate::output::given;
use crate::output::statistic_words::{StatisticStyle, percent_in_parts};
use crate::output::words::asked;
use crate::output::worth;

/// The whole summary as text.
pub fn report(
    info: &RunInfo,
    summary: &Summary,
    (caveats, precise): (&[String], &Precise),
) -> String {
    let sections = [
        heading(info),
        chances(info, summary),
        returns(info, summary),
        endings(summary),
        operations(info, summary),
        cap_table(info, summary),
        correlations(&summary.correlations),
        base_rates_text(&summary.base_rates, summary.paths),
        paragraphs(&precise.words(info.paths)),
        notes(caveats),
    ];
    sections.iter().filter(|section| !section.is_empty()).cloned().collect::<Vec<_>>().join("\n\n")
        + "\n"
}

/// Lines of a terminal; those that begin with a space are kept.
fn paragraphs(text: &str) -> String {
    let of = |line: &str| match line.starts_with(' ') {
        true => line.to_owned(),
        false => broken(line, COLUMNS).join("\n"),
    };
    text.lines().map(of).collect::<Vec<String>>().join("\n")
}

fn chances(info: &RunInfo, summary: &Summary) -> String {
    let mut table = Table::labelled(&["Chance of", "± s.e. in points"]);
    for (label, figure) in chance_rows(info, summary) {
        table.row([Cell::from(label), Cell::Chance(*figure, summary.paths)]);
    }
    table_text(&table)
}

/// What chances are told of, in words.
pub(in crate::output) fn chance_rows<'a>(
    info: &RunInfo,
    summary: &'a Summary,
) -> [(String, &'a Estimate); 6] {
    let asked = asked(info.rates());
    let target = format!("IRR of at least the {asked}, {}", given::share(info.target_irr));
    [
        ("loss of money (MOIC below 1x)".to_owned(), &summary.loss),
        ("loss of nearly everything (below 0.1x)".to_owned(), &summary.near_total_loss),
        ("total loss (0x)".to_owned(), &summary.total_loss),
        ("MOIC of 3x or more".to_owned(), &summary.at_least_3x),
        ("MOIC of 10x or more".to_owned(), &summary.at_least_10x),
        (target, &summary.reaches_target),
    ]
}

/// A row of returns: percentiles and the mean, each with its error.
pub(in crate::output) struct ReturnRow {
    pub(in crate::output) label: &'static str,
    pub(in crate::output) percentiles: Vec<Parts>,
    pub(in crate::output) mean: Parts,
}

impl ReturnRow {
    /// By a way to show a figure and one to show its error.
    fn new(
        label: &'static str,
        spread: &Spread,
        mean: Parts,
        show: impl Fn(f64) -> String,
        show_error: impl Fn(f64) -> String,
    ) -> Self {
        // A single path has no errors.
        let has_errors = 1 < spread.paths;
        let percentiles = spread.percentiles.iter().map(|figure| Parts {
            value: show(figure.value),
            error: has_errors.then(|| show_error(figure.standard_error)),
            behind: "",
        });
        Self { label, percentiles: percentiles.collect(), mean }
    }

    /// The figures in a row, and under it a row of their errors.
    fn rows(&self) -> Vec<Vec<Cell>> {
        let values = self.percentiles.iter().map(|figure| figure.value.clone());
        let values = std::iter::once(self.label.to_owned()).chain(values);
        let mut rows = vec![values.chain([self.mean.to_string()]).map(Cell::from).collect()];
        let errors: Option<Vec<String>> =
            self.percentiles.iter().map(|figure| figure.error.clone()).collect();
        if let Some(errors) = errors {
            let errors = std::iter::once("  ± s.e.".to_owned()).chain(errors);
            rows.push(errors.map(Cell::from).collect());
        }
        rows
    }
}

fn returns(info: &RunInfo, summary: &Summary) -> String {
    let mut head = vec!["Returns".to_owned()];
    head.extend(PERCENTILES.iter().map(|p| format!("P{:.0}", 100.0 * p)));
    head.push("mean ± s.e.".to_owned());
    let mut table = Table::labelled(&head);
    return_rows(info, summary).iter().flat_map(ReturnRow::rows).for_each(|row| table.row(row));
    let hurdle = given::share(info.hurdle_rate);
    let rate = break_even_rate(summary);
    let price = summary.break_even_price.as_ref().map_or_else(String::new, |(price, plan)| {
        format!("\n{}", worth::price_sentence(price, *plan, &info.currency))
    });
    format!("{}\nNPV at the hurdle rate of {hurdle}. {rate}{price}", table_text(&table))
}

/// The rate at which the deal is just worth its price, in a sentence.
pub(in crate::output) fn break_even_rate(summary: &Summary) -> String {
    worth::break_even_rate(summary.break_even_rate.as_ref())
}

/// MOIC, IRR and NPV.
pub(in crate::output) fn return_rows(info: &RunInfo, summary: &Summary) -> [ReturnRow; 3] {
    let money = Money::of_all(summary.npv.percentiles.iter().map(|p| p.value), &info.currency);
    let show_rate = |x: f64| rate(x, info.target_irr);
    let rate_error = |x: f64| if x <= 0.0 { "0%".to_owned() } else { small_percent(x) };
    let show_money = |x: f64| money.of(x);
    let Summary { moic: multiple, irr, npv, .. } = summary;
    [
        ReturnRow::new("MOIC", multiple, moic_in_parts(&multiple.mean), moic, moic),
        ReturnRow::new("IRR", irr, percent_in_parts(&irr.mean), show_rate, rate_error),
        ReturnRow::new("NPV", npv, money.in_parts(&npv.mean), show_money, show_money),
    ]
}

fn endings(summary: &Summary) -> String {
    let mut table =
        Table::labelled(&["How it ends", "share ± s.e.", "month P10", "P50", "P90", "mean MOIC"]);
    for route in &summary.routes {
        table.row(ending(route, summary.paths));
        if route.route == Route::Failure {
            causes(summary).for_each(|row| table.row(row));
        }
    }
    table_text(&table)
}

/// The causes of failures, under these; of a single one there is nothing to tell apart.
fn causes(summary: &Summary) -> impl Iterator<Item = [Cell; 2]> {
    let there: Vec<&CauseSummary> = summary.failures.iter().filter(|one| 0 < one.paths).collect();
    let paths = summary.paths;
    let is_told = 1 < there.len() || there.iter().any(|one| one.cause != FailureCause::OutOfCash);
    let row = move |one: &CauseSummary| {
        [Cell::from(format!("  {}", one.cause.label())), Cell::Chance(one.share, paths)]
    };
    there.into_iter().filter(move |_| is_told).map(row)
}

/// How many paths end by a route, when, and with what.
pub(in crate::output) fn ending(route: &RouteSummary, paths: usize) -> Vec<Cell> {
    let mut row = vec![route.name.as_str().into(), Cell::Chance(route.share, paths)];
    match &route.exit_month {
        // A reader counts months from 1.
        Some(months) => {
            row.extend(months.iter().map(|month| format!("{:.0}", month.value + 1.0).into()));
        }
        None => row.extend([Cell::Absent, Cell::Absent, Cell::Absent]),
    }
    let multiple = |mean: &Estimate| Cell::with_error(mean, Unit::Multiple);
    row.push(route.mean_moic.as_ref().map_or(Cell::Absent, multiple));
    row
}

/// Who holds what, where there is more to say than that a round is sold.
fn cap_table(info: &RunInfo, summary: &Summary) -> String {
    let table = &summary.cap_table;
    if !table.is_telling() {
        return String::new();
    }
    let text = table_text(&table_of(table, &info.currency));
    format!("{text}\n{}", remark(table, &info.currency))
}

const SHOWN: [f64; 5] = [0.05, 0.25, 0.50, 0.75, 0.95];

fn operations(info: &RunInfo, summary: &Summary) -> String {
    let mut head = vec!["Operations, over a path's life".to_owned()];
    head.extend(SHOWN.iter().map(|p| format!("P{:.0}", 100.0 * p)));
    head.extend(["mean ± s.e.".to_owned(), "paths with it".to_owned()]);
    let mut table = Table::labelled(&head).in_currency(&info.currency);
    for figure in &summary.figures {
        table.row(Operation::of(figure, summary.paths).row());
        // A single line has the margin of all.
        if figure.figure == Figure::BatchGrossMargin && 1 < summary.lines.len() {
            for line in &summary.lines {
                table.row(Operation::of_line(line, summary.paths).row());
            }
        }
    }
    table_text(&table)
}

/// An operating figure in a row.
pub(in crate::output) struct Operation {
    pub(in crate::output) label: String,
    percentiles: [Cell; SHOWN.len()],
    pub(in crate::output) mean: Cell,
    /// The share of paths that have it.
    pub(in crate::output) share: Cell,
}

impl Operation {
    /// Of so many paths in all.
    pub(in crate::output) fn of(summary: &FigureSummary, paths: usize) -> Self {
        let label = summary.figure.label().to_owned();
        Self::new(label, summary.figure.unit(), summary.spread.as_ref(), paths)
    }

    /// The margin of a batch of one line.
    fn of_line(line: &LineSummary, paths: usize) -> Self {
        let label = format!("  of {}", line.name);
        let unit = Figure::BatchGrossMargin.unit();
        Self::new(label, unit, line.batch_gross_margin.as_ref(), paths)
    }

    fn new(label: String, unit: Unit, spread: Option<&Spread>, paths: usize) -> Self {
        let Some(spread) = spread else {
            let percentiles = SHOWN.map(|_| Cell::Absent);
            return Self { label, percentiles, mean: Cell::Absent, share: Cell::Share(0.0) };
        };
        let figures = SHOWN.map(|p| spread.at(p));
        let largest = figures.iter().map(|figure| figure.value.abs()).fold(0.0, f64::max);
        let figure = |figure| Cell::Figure(figure, unit, StatisticStyle::InRow(largest));
        Self {
            label,
            percentiles: figures.map(figure),
            mean: Cell::Figure(spread.mean, unit, StatisticStyle::MeanOfRow(largest)),
            share: Cell::Share(spread.paths as f64 / paths as f64),
        }
    }

    /// One of the percentiles that are shown.
    pub(in crate::output) fn at(&self, p: f64) -> &Cell {
        let index = SHOWN.iter().position(|shown| shown.total_cmp(&p).is_eq());
        &self.percentiles[index.expect("one of those that are shown")]
    }

    fn row(self) -> Vec<Cell> {
        let label = std::iter::once(Cell::from(self.label));
        label.chain(self.percentiles).chain([self.mean, self.share]).collect()
    }
}

/// The pairs that are farthest from what was asked, as asked and as the run
/// has them.
fn correlations(all: &[RankCorrelation]) -> String {
    const MOST_SHOWN: usize = 8;
    if all.is_empty() {
        return String::new();
    }
    let mut order: Vec<usize> = (0..all.len()).collect();
    if MOST_SHOWN < all.len() {
        order.sort_by(|a, b| all[*b].missed_by().total_cmp(&all[*a].missed_by()));
        order.truncate(MOST_SHOWN);
        order.sort_unstable();
    }
    let mut table = Table::labelled(&["Rank correlation of", "asked", "of the paths ± s.e."]);
    for pair in order.iter().map(|index| &all[*index]) {
        let minus = |text: String| text.replace('-', "\u{2212}");
        let achieved = pair.achieved;
        let shown = if achieved.value.is_nan() {
            "–".to_owned()
        } else {
            minus(format!("{:.3} ± {:.3}", achieved.value, achieved.standard_error))
        };
        table.row([pair.between.join(" and "), given::number(pair.asked), shown]);
    }
    let more = all.len() - order.len();
    let rest = if more == 0 {
        String::new()
    } else {
        format!("\n{more} more pairs, nearer to what was asked, are in summary.json.")
    };
    table_text(&table) + &rest
}
