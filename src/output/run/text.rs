//! The summary as tables for a terminal.
use crate::output::terminal::{finish, heading, notes, table};

use super::base_rates::base_rates_text;
use crate::analysis::estimate::Estimate;
use crate::analysis::ranks::RankCorrelation;
use crate::analysis::run_info::RunInfo;
use crate::analysis::summary::{FigureSummary, PERCENTILES, RouteSummary, Spread, Summary};
use crate::model::outcome::Unit;
use crate::output::format::{
    Money, moic, moic_with_error, number, percent, percent_with_error, rate, small_percent,
    with_error,
};
use crate::output::given;
use crate::output::statistic_words::{StatisticStyle, statistic_words};

/// The whole summary as text.
pub fn report(info: &RunInfo, summary: &Summary, caveats: &[String]) -> String {
    let sections = [
        heading(info),
        chances(info, summary),
        returns(info, summary),
        endings(summary),
        operations(info, summary),
        correlations(&summary.correlations),
        base_rates_text(&summary.base_rates, summary.paths),
        notes(caveats),
    ];
    sections.iter().filter(|section| !section.is_empty()).cloned().collect::<Vec<_>>().join("\n\n")
        + "\n"
}

fn chances(info: &RunInfo, summary: &Summary) -> String {
    let mut table = table(&["Chance of", "± s.e. in points"]);
    for (label, figure) in chance_rows(info, summary) {
        table.add_row([label, percent_with_error(figure, summary.paths)]);
    }
    finish(table)
}

/// What chances are told of, in words.
pub(in crate::output) fn chance_rows<'a>(
    info: &RunInfo,
    summary: &'a Summary,
) -> [(String, &'a Estimate); 6] {
    let hurdle = format!("IRR of at least the hurdle, {}", given::share(info.hurdle_rate));
    [
        ("loss of money (MOIC below 1x)".to_owned(), &summary.loss),
        ("loss of nearly everything (below 0.1x)".to_owned(), &summary.near_total_loss),
        ("total loss (0x)".to_owned(), &summary.total_loss),
        ("MOIC of 3x or more".to_owned(), &summary.at_least_3x),
        ("MOIC of 10x or more".to_owned(), &summary.at_least_10x),
        (hurdle, &summary.clears_hurdle),
    ]
}

type Show<'a> = &'a dyn Fn(f64) -> String;

fn returns(info: &RunInfo, summary: &Summary) -> String {
    let mut head = vec!["Returns".to_owned()];
    head.extend(PERCENTILES.iter().map(|p| format!("P{:.0}", 100.0 * p)));
    head.push("mean ± s.e.".to_owned());
    let mut table = table(&head);
    for row in return_rows(info, summary) {
        table.add_row(row);
    }
    let hurdle = given::share(info.hurdle_rate);
    format!("{}\nNPV at the hurdle rate of {hurdle}.", finish(table))
}

/// MOIC, IRR and NPV: the percentiles and the mean, and under each row its
/// errors.
pub(in crate::output) fn return_rows(info: &RunInfo, summary: &Summary) -> Vec<Vec<String>> {
    let mut all = Vec::new();
    let money = Money::of_all(summary.npv.percentiles.iter().map(|p| p.value), &info.currency);
    let show_rate = |x: f64| rate(x, info.hurdle_rate);
    let rate_error = |x: f64| if x <= 0.0 { "0%".to_owned() } else { small_percent(x) };
    let show_money = |x: f64| money.of(x);
    let Summary { moic: multiple, irr, npv, .. } = summary;
    let rows: [(&str, &Spread, Show<'_>, Show<'_>, String); 3] = [
        ("MOIC", multiple, &moic, &moic, moic_with_error(&multiple.mean)),
        ("IRR", irr, &show_rate, &rate_error, percent_mean(&irr.mean)),
        ("NPV", npv, &show_money, &show_money, money.with_error(&npv.mean)),
    ];
    for (label, spread, show, show_error, mean) in rows {
        let mut row = vec![label.to_owned()];
        row.extend(spread.percentiles.iter().map(|p| show(p.value)));
        row.push(mean);
        all.push(row);
        // A single path has no errors.
        if 1 < spread.paths {
            let mut errors = vec!["  ± s.e.".to_owned()];
            errors.extend(spread.percentiles.iter().map(|p| show_error(p.standard_error)));
            errors.push(String::new());
            all.push(errors);
        }
    }
    all
}

fn endings(summary: &Summary) -> String {
    let mut table = table(&["How it ends", "share ± s.e.", "month P10", "P50", "P90", "mean MOIC"]);
    for route in &summary.routes {
        table.add_row(ending(route, summary.paths));
    }
    finish(table)
}

/// How many paths end by a route, when, and with what.
pub(in crate::output) fn ending(route: &RouteSummary, paths: usize) -> Vec<String> {
    let absent = || "–".to_owned();
    let mut row = vec![route.name.clone(), percent_with_error(&route.share, paths)];
    match &route.exit_month {
        // A reader counts months from 1.
        Some(months) => row.extend(months.iter().map(|month| format!("{:.0}", month.value + 1.0))),
        None => row.extend([absent(), absent(), absent()]),
    }
    row.push(route.mean_moic.as_ref().map_or_else(absent, moic_with_error));
    row
}

const SHOWN: [f64; 5] = [0.05, 0.25, 0.50, 0.75, 0.95];

fn operations(info: &RunInfo, summary: &Summary) -> String {
    let mut head = vec!["Operations, over a path's life".to_owned()];
    head.extend(SHOWN.iter().map(|p| format!("P{:.0}", 100.0 * p)));
    head.extend(["mean ± s.e.".to_owned(), "paths with it".to_owned()]);
    let mut table = table(&head);
    for figure in &summary.figures {
        table.add_row(operation(info, figure, summary.paths));
    }
    finish(table)
}

/// An operating figure: its label, percentiles, mean and share of paths.
pub(in crate::output) fn operation(
    info: &RunInfo,
    summary: &FigureSummary,
    paths: usize,
) -> Vec<String> {
    let label = summary.figure.label().to_owned();
    let Some(spread) = &summary.spread else {
        let mut row = vec![label];
        row.extend(vec!["–".to_owned(); SHOWN.len() + 1]);
        row.push("0%".to_owned());
        return row;
    };
    let unit = summary.figure.unit();
    let money = Money::of_all(SHOWN.iter().map(|p| spread.at(*p).value), &info.currency);
    let show =
        |value: f64| statistic_words(value, unit, &info.currency, StatisticStyle::InRow(money));
    let mean = &spread.mean;
    let mean = match unit {
        Unit::Money => money.with_error(mean),
        Unit::Share | Unit::RatePerYear => percent_mean(mean),
        Unit::Month => with_error(&Estimate { value: mean.value + 1.0, ..*mean }, 1, number),
        _ => with_error(mean, 1, number),
    };
    let mut row = vec![label];
    row.extend(SHOWN.iter().map(|p| show(spread.at(*p).value)));
    row.extend([mean, percent(spread.paths as f64 / paths as f64)]);
    row
}

fn percent_mean(mean: &Estimate) -> String {
    let percent =
        Estimate { value: 100.0 * mean.value, standard_error: 100.0 * mean.standard_error };
    with_error(&percent, 1, |value, decimals| format!("{}%", number(value, decimals)))
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
    let mut table = table(&["Rank correlation of", "asked", "of the paths ± s.e."]);
    for pair in order.iter().map(|index| &all[*index]) {
        let minus = |text: String| text.replace('-', "\u{2212}");
        let achieved = pair.achieved;
        let shown = if achieved.value.is_nan() {
            "–".to_owned()
        } else {
            minus(format!("{:.3} ± {:.3}", achieved.value, achieved.standard_error))
        };
        table.add_row([pair.between.join(" and "), given::number(pair.asked), shown]);
    }
    let more = all.len() - order.len();
    let rest = if more == 0 {
        String::new()
    } else {
        format!("\n{more} more pairs, nearer to what was asked, are in summary.json.")
    };
    finish(table) + &rest
}
