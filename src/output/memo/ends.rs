//! How and when futures end, and how long the money lasts.

use super::Material;
use super::words::{of_futures, part};
use crate::analysis::cash_marks::Mark;
use crate::analysis::estimate::Estimate;
use crate::analysis::outcomes::Outcomes;
use crate::analysis::summary::{RouteSummary, Spread, Summary};
use crate::model::outcome::{Figure, Route};
use crate::output::cell::Cell;
use crate::output::document::{Section, Table, figures, words};
use crate::output::format::Money;
use crate::output::run::chart::{exits, runway};
use crate::output::run::text::ending;
use crate::output::words::capitalised;

pub(super) fn section(of: &Material<'_>, drawn: &[String]) -> Section {
    let summary = of.summary();
    let mut table = Table::new([
        words("How it ends"),
        figures("share ± s.e."),
        figures("month P10"),
        figures("P50"),
        figures("P90"),
        figures("mean MOIC ± s.e."),
    ]);
    summary.routes.iter().for_each(|route| table.row(ending(route, summary.paths)));
    Section::new("How and when it ends")
        .text(&[failures(summary), sales(of), horizon(of)])
        .pictures(&[exits::KIND.name.to_owned()], drawn)
        .table(table)
}

fn route(summary: &Summary, wanted: Route) -> Option<&RouteSummary> {
    summary.routes.iter().find(|one| one.route == wanted)
}

/// The share of paths that are sold, by whatever route.
pub(super) fn sold(outcomes: &Outcomes) -> Estimate {
    let is_sold = |path: usize| matches!(outcomes.route[path], Route::Sale(_));
    outcomes.errors.share_where(outcomes.len(), is_sold)
}

fn failures(summary: &Summary) -> String {
    let Some(failed) = route(summary, Route::Failure) else { return String::new() };
    let how = of_futures(&failed.share, summary.paths);
    match failed.exit_month {
        Some([_, middle, _]) => {
            format!("{} fail, half of them by month {:.0}.", capitalised(&how), middle.value + 1.0)
        }
        None => format!("{} fail.", capitalised(&how)),
    }
}

fn sales(of: &Material<'_>) -> String {
    let summary = of.summary();
    if summary.routes.len() <= 2 {
        return "The scenario has no route by which the operator could be sold.".to_owned();
    }
    format!(
        "{} are sold.",
        capitalised(&of_futures(&sold(of.contenders[0].outcomes), summary.paths))
    )
}

fn horizon(of: &Material<'_>) -> String {
    let (summary, info) = (of.summary(), of.info());
    let Some(open) = route(summary, Route::Horizon) else { return String::new() };
    let month = info.horizon_months;
    let how = capitalised(&part(&open.share, summary.paths));
    match open.paths {
        0 => format!("{how} are still operating at the horizon, month {month}."),
        _ => format!(
            "{how} are still operating at the horizon, month {month}, and are valued by rule ({}), \
             not by a buyer.",
            info.horizon_rule
        ),
    }
}

pub(super) fn runway(of: &Material<'_>, drawn: &[String]) -> Section {
    let paths = of.summary().paths;
    let mut table = Table::new([
        words("By the end of"),
        figures("failed ± s.e."),
        figures("have sought new money ± s.e."),
    ]);
    for mark in of.runway {
        table.row([
            Cell::from(format!("month {}", mark.months)),
            Cell::Chance(mark.failed, paths),
            Cell::Chance(mark.sought_money, paths),
        ]);
    }
    Section::new("Runway")
        .text(&[by_year_two(of), lowest(of)])
        .pictures(&[runway::KIND.name.to_owned()], drawn)
        .table(table)
}

/// What has happened by the first of the months, from 24 on, by which futures
/// have failed; or else by the last.
fn by_year_two(of: &Material<'_>) -> String {
    const YEAR_TWO: usize = 24;
    let marks = of.runway;
    let told = |mark: &&Mark| YEAR_TWO <= mark.months && 0.0 < mark.failed.value;
    let Some(mark) = marks.iter().find(told).or(marks.last()) else { return String::new() };
    let paths = of.summary().paths;
    format!(
        "By the end of month {}, {} have failed and {} have sought new money.",
        mark.months,
        of_futures(&mark.failed, paths),
        part(&mark.sought_money, paths),
    )
}

fn lowest(of: &Material<'_>) -> String {
    let spread = |wanted: Figure| -> Option<&Spread> {
        let figures = of.summary().figures.iter();
        figures.filter(|one| one.figure == wanted).find_map(|one| one.spread.as_ref())
    };
    let (Some(cash), Some(month)) = (spread(Figure::LowestCash), spread(Figure::LowestCashMonth))
    else {
        return String::new();
    };
    let [low, middle] = [0.05, 0.5].map(|p| cash.at(p).value);
    let money = Money::of_all([low, middle], of.currency());
    format!(
        "At its lowest, after new money, cash is {} or less in half of the paths and {} or less \
         in one of twenty; half of the paths are there by month {:.0}.",
        money.of(middle),
        money.of(low),
        month.at(0.5).value + 1.0
    )
}
