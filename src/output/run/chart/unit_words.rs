//! What is said of a unit, and its numbers.

use super::unit_rows::{UnitPlan, UnitRow, rows, rows_of, step_of};
use crate::analysis::estimate::Estimate;
use crate::analysis::unit_economics::UnitEconomics;
use crate::model::unit_parts::UnitPart;
use crate::output::chart::{Provenance, Size, csv_of, listed, plain};
use crate::output::format::{Money, count, percent};

/// An amount to the digits that a price with three has.
pub(in crate::output) fn amount(value: f64, price: f64, currency: &str) -> String {
    let unit = Money::scale(price, currency);
    let decimals = -libm::floor(libm::log10(step_of(price) / unit.size()) + 1e-9);
    unit.with_decimals(value, decimals.clamp(0.0, 4.0) as usize)
}

/// A part in percent of the price, never 0 % of what is not.
pub(super) fn share_of_price(change: f64, price: f64) -> String {
    let share = percent(change.abs() / price);
    if change < 0.0 && share.starts_with(|first: char| first.is_ascii_digit()) && share != "0%" {
        format!("\u{2212}{share}")
    } else {
        share
    }
}

/// Titles of one plan, longest first.
pub(in crate::output) fn titles(
    economics: Option<&UnitEconomics>,
    currency: &str,
    size: Size,
) -> Vec<String> {
    let Some(of) = economics else { return vec!["No path sells anything".to_owned()] };
    let price = of.part(UnitPart::Price).value;
    let words = |value: f64| amount(value, price, currency);
    let margin = of.unit_margin.value;
    let left = if margin < 0.0 {
        format!("A unit at {} loses {}", words(price), words(-margin))
    } else {
        let share = percent(margin / price);
        format!("A unit at {} leaves {}, {share} of its price", words(price), words(margin))
    };
    let costs = rows_of(size).iter().filter(|row| row.is_between() && row.change(of) < 0.0);
    let most = costs.min_by(|a, b| a.change(of).total_cmp(&b.change(of)));
    let most = most.map(|row| {
        let cost = words(-row.change(of));
        format!("{left}; {}, {cost}", row.verb("cost most", "costs most"))
    });
    most.into_iter().chain([left.clone()]).collect()
}

/// The largest error, and what the means are over.
pub(super) fn notes(plans: &[UnitPlan<'_>], run: &Provenance) -> Vec<String> {
    let all: Vec<&UnitEconomics> = plans.iter().filter_map(|plan| plan.economics).collect();
    let Some(first) = all.first() else { return Vec::new() };
    let errors = all.iter().flat_map(|of| of.per_unit.iter().chain([&of.unit_margin]));
    let largest = errors.map(|one| one.standard_error).fold(0.0, f64::max);
    let price = first.part(UnitPart::Price).value;
    let step = step_of(price);
    let up = step * (largest / step - 1e-9).ceil();
    let mut notes = vec![format!("± {} or less (1 s.e.)", amount(up, price, &run.currency))];
    if all.iter().any(|of| of.per_unit[0].standard_error.is_nan()) {
        notes = vec!["one path, no error known".to_owned()];
    }
    if let [of] = all[..] {
        let batch = Money::scale(of.batch_margin.value.abs(), &run.currency);
        notes.push(format!("margin of a batch {}", batch.with_error(&of.batch_margin)));
    }
    if (first.panel_paths as u64) < run.paths {
        notes.push(format!("of the first {} paths", count(first.panel_paths as u64)));
    }
    notes
}

const HEAD: [&str; 8] = [
    "plan",
    "row",
    "part",
    "paths",
    "per_unit",
    "per_unit_standard_error",
    "per_batch",
    "per_batch_standard_error",
];

/// A row for each part, and one for the margin.
pub(super) fn numbers(plans: &[UnitPlan<'_>]) -> String {
    let row_of = |part: UnitPart| {
        let found = rows_of(Size::Full).iter().find(|row| row.parts.contains(&part));
        found.map_or("", |row| row.name)
    };
    let cells = |plan: &UnitPlan<'_>, row: &str, part: &str, of: [&Estimate; 2], paths: usize| {
        let head = [plain(plan.label), plain(row), part.to_owned(), paths.to_string()];
        let number = |x: f64| if x.is_nan() { String::new() } else { x.to_string() };
        let numbers =
            of.into_iter().flat_map(|one| [number(one.value), number(one.standard_error)]);
        head.into_iter().chain(numbers).collect::<Vec<String>>()
    };
    let mut table = Vec::new();
    for plan in plans {
        let Some(of) = plan.economics else { continue };
        for part in UnitPart::ALL {
            let both = [&of.per_unit[part as usize], &of.per_batch[part as usize]];
            table.push(cells(plan, row_of(part), part.key(), both, of.paths));
        }
        let margin = [&of.unit_margin, &of.batch_margin];
        table.push(cells(plan, "Margin", "margin", margin, of.paths));
    }
    csv_of(HEAD, table)
}

pub(super) fn alt_text(plans: &[UnitPlan<'_>], currency: &str) -> String {
    let texts = plans.iter().map(|plan| {
        let label = if 1 < plans.len() { format!("{}: ", plan.label) } else { String::new() };
        let shown = rows_of(Size::Full);
        let all = rows(plan.economics, shown);
        let price = all.first().map_or(1.0, |row| row.to);
        let words = |row: &UnitRow| amount(row.printed(price), price, currency);
        let parts = shown.iter().zip(&all);
        let parts = parts.filter(|(_, row)| row.is_end || 0.0 < row.change().abs());
        let parts = parts.map(|(kind, row)| format!("{} {}", kind.name.to_lowercase(), words(row)));
        let parts = listed(parts, ", ");
        format!("{label}{}", if parts.is_empty() { "no path sells anything" } else { &parts })
    });
    format!("Bars from the full price of a unit to its margin. {}.", listed(texts, ". "))
}
