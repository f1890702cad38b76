//! What is said of operating figures, and their numbers.

use super::kpi_data::{DRAWN, KpiPlan, Panel, Row};
use super::kpi_panel::{PanelBins, figure_words, limit_words, name};
use crate::analysis::kpi::Kpi;
use crate::model::outcome::Figure;
use crate::output::chart::{csv_of, listed, plain};
use crate::output::format::{percent, plural};
use crate::output::values::unit_name;

/// Titles of one plan, longest first.
pub(super) fn titles(panels: &[Panel], paths: u64, currency: &str) -> Vec<String> {
    let median = |figure: Figure| {
        let panel = panels.iter().find(|panel| panel.of == Kpi::Figure(figure))?;
        Some(panel.rows[0].as_ref()?.median())
    };
    let words = |value: f64, figure: Figure| figure_words(Kpi::Figure(figure), value, currency);
    let days = median(Figure::FulfilmentDays)
        .map(|days| format!("orders are met in {}", words(days, Figure::FulfilmentDays)));
    let markdown = median(Figure::MarkdownRate).map(|share| match share {
        share if share <= 0.0 => "nothing is marked down".to_owned(),
        share => format!("markdowns cost {}", words(share, Figure::MarkdownRate)),
    });
    let site = median(Figure::SiteRoic).map(|rate| {
        let does = if rate < 0.0 { "loses" } else { "returns" };
        format!("a site {does} {} a year", words(rate.abs(), Figure::SiteRoic))
    });
    let parts: Vec<String> = [days, markdown, site].into_iter().flatten().collect();
    let begin = if paths == 1 { "On the only path" } else { "At the median" };
    let of = |parts: &[String]| match parts {
        [] => "No path has any of these figures".to_owned(),
        [one] => format!("{begin}, {one}"),
        [first, last] => format!("{begin}, {first} and {last}"),
        [first, .., last] => format!("{begin}, {first}, {} and {last}", parts[1]),
    };
    let plain: Vec<String> =
        (1..=parts.len().max(1)).rev().map(|count| of(&parts[..count.min(parts.len())])).collect();
    // What an investor holds the operator to and it misses comes before how much more is told.
    let missed = missed(panels);
    let with = missed.iter().flat_map(|missed| {
        plain.iter().take(parts.len()).map(move |plain| format!("{plain}; {missed}"))
    });
    with.chain(plain.iter().cloned()).collect()
}

/// How many of the limits that ask something of a share of the paths are missed, by more than the
/// error of the share.
fn missed(panels: &[Panel]) -> Option<String> {
    let held = panels.iter().filter_map(|panel| {
        let row = panel.rows[0].as_ref()?;
        Some((row.limit?.asked?, row.within?))
    });
    let is_missed: Vec<bool> =
        held.map(|(asked, within)| within.value + 2.0 * within.standard_error < asked).collect();
    match is_missed.iter().filter(|missed| **missed).count() {
        0 => None,
        1 => Some(format!("1 of {} is missed", plural(is_missed.len() as u64, "limit"))),
        missed => Some(format!("{missed} of {} limits are missed", is_missed.len())),
    }
}

/// The largest errors of what is drawn.
pub(super) fn error_note(panels: &[Panel]) -> Option<String> {
    let rows =
        || panels.iter().flat_map(|panel| panel.rows.iter().flatten().map(move |row| (panel, row)));
    let simulated = || rows().filter(|(_, row)| row.paths.is_some());
    let medians =
        simulated().map(|(panel, row)| row.percentiles[2].standard_error / panel.span.length());
    let shares = simulated().filter_map(|(_, row)| Some(row.within?.standard_error));
    let largest = |errors: &mut dyn Iterator<Item = f64>| errors.fold(0.0, f64::max);
    simulated().next()?;
    let (medians, shares) = (largest(&mut medians.into_iter()), largest(&mut shares.into_iter()));
    let up = |error: f64| format!("{:.1}", (1000.0 * error).ceil() / 10.0);
    Some(format!(
        "medians ± {}% of their axis or less, shares ± {} points or less",
        up(medians),
        up(shares)
    ))
}

/// What else is told in the footer.
pub(super) fn notes(panels: &[Panel], drawn: usize, bins: &[Option<PanelBins>]) -> Vec<String> {
    let mut notes: Vec<String> = error_note(panels).into_iter().collect();
    if let Some(hidden) = panels.len().checked_sub(drawn).filter(|hidden| 0 < *hidden) {
        notes.insert(0, format!("not drawn: {}", plural(hidden as u64, "more figure")));
    }
    let beyond = |panel: &Panel| {
        let ends = panel.rows.iter().flatten().flat_map(|row| row.percentiles);
        ends.into_iter().any(|one| panel.span.ends_before(one.value))
    };
    if panels[..drawn].iter().any(beyond) {
        notes.insert(0, "lines with an arrow go on beyond this scale".to_owned());
    }
    let is_cut = |panel: &Panel| panel.rows.iter().flatten().any(|row| row.is_cut(panel.span));
    if bins.iter().zip(panels).any(|(bins, panel)| bins.is_some() && is_cut(panel)) {
        notes.push("bins at the ends hold what lies beyond".to_owned());
    }
    if panels[..drawn].iter().any(|panel| panel.of == Kpi::LeadTime) {
        notes.push("lead time as assumed, before it slips".to_owned());
    }
    notes
}

const HEAD: [&str; 20] = [
    "figure",
    "plan",
    "unit",
    "from",
    "to",
    "share_of_paths",
    "paths",
    "p10",
    "p25",
    "p50",
    "p75",
    "p90",
    "p50_standard_error",
    "mean",
    "mean_standard_error",
    "least",
    "most",
    "within",
    "within_standard_error",
    "asked",
];

/// A row for each figure of each plan, and one for each bin that is drawn.
pub(super) fn numbers(
    panels: &[Panel],
    plans: &[KpiPlan<'_>],
    bins: &[Option<PanelBins>],
) -> String {
    let mut rows = Vec::new();
    for (index, panel) in panels.iter().enumerate() {
        for (row, plan) in panel.rows.iter().zip(plans) {
            rows.push(figure_cells(panel.of, plan, row.as_ref()));
        }
        for bin in bins.get(index).iter().filter_map(|one| one.as_ref()).flat_map(|one| &one.bins) {
            let numbers = [bin.from, bin.to, bin.share].map(|number| number.to_string());
            let head = [panel.of.key(), &plain(plans[0].label), unit_name(panel.of.unit())];
            let cells = head.map(str::to_owned).into_iter().chain(numbers);
            rows.push(cells.chain((6..HEAD.len()).map(|_| String::new())).collect());
        }
    }
    csv_of(HEAD, rows)
}

fn figure_cells(of: Kpi, plan: &KpiPlan<'_>, row: Option<&Row>) -> Vec<String> {
    let head = [of.key(), &plain(plan.label), unit_name(of.unit()), "", "", ""];
    let mut cells: Vec<String> = head.map(str::to_owned).to_vec();
    let number = |value: Option<f64>| value.map(|value| value.to_string()).unwrap_or_default();
    cells.push(match (of, row) {
        (Kpi::LeadTime, _) => String::new(),
        (_, row) => row.and_then(|row| row.paths).unwrap_or_default().to_string(),
    });
    let percentile = |i: usize| row.map(|row| row.percentiles[i].value);
    cells.extend((0..DRAWN.len()).map(|i| number(percentile(i))));
    cells.push(number(row.map(|row| row.percentiles[2].standard_error)));
    cells.extend(
        [row.map(|row| row.mean.value), row.map(|row| row.mean.standard_error)].map(number),
    );
    let limit = row.and_then(|row| row.limit);
    cells.extend([limit.and_then(|one| one.least), limit.and_then(|one| one.most)].map(number));
    let within = row.and_then(|row| row.within);
    cells.extend([within.map(|one| one.value), within.map(|one| one.standard_error)].map(number));
    cells.push(number(limit.and_then(|one| one.asked)));
    cells
}

pub(super) fn alt_text(panels: &[Panel], plans: &[KpiPlan<'_>]) -> String {
    let currency = plans[0].info.currency.as_str();
    let of_panel = |panel: &Panel| {
        let rows = panel.rows.iter().zip(plans).map(|(row, plan)| {
            let label = if 1 < plans.len() { format!("{}: ", plan.label) } else { String::new() };
            format!("{label}{}", row_words(panel.of, row.as_ref(), plan, currency))
        });
        format!("{}: {}", name(panel.of, plans), listed(rows, "; "))
    };
    format!(
        "Small distributions of operating figures over paths. {}.",
        listed(panels.iter().map(of_panel), ". ")
    )
}

fn row_words(of: Kpi, row: Option<&Row>, plan: &KpiPlan<'_>, currency: &str) -> String {
    let Some(row) = row else { return "no path has it".to_owned() };
    let words = |value: f64| figure_words(of, value, currency);
    let [low, median, high] = [0, 2, 4].map(|i| words(row.percentiles[i].value));
    let mut text = format!("median {median}, P10 {low}, P90 {high}");
    if let Some((limit, within)) = row.limit.zip(row.within) {
        let [long, ..] = limit_words(&limit, currency);
        text += &format!(", {} within the limit of {long}", percent(within.value));
    }
    let with = row.paths.filter(|paths| (*paths as u64) < plan.info.paths);
    if let Some(paths) = with {
        let share = percent(paths as f64 / plan.info.paths as f64);
        text += &format!(", of the {share} of paths that have it");
    }
    text
}
