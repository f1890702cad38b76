//! Marks that the charts share: grid lines, ticks, the time axis, and names at
//! the right end of what they name.

use super::colours::{AXIS, GRID, INK};
use super::display::Area;
use super::page::{Axes, Look, Page};
use super::size::Size;
use super::ticks::spread;
use crate::model::outcome::Unit;
use crate::output::chart::ticks::{decimals_of, round_step, ticks};
use crate::output::format::{Money, moic_tick, two_digits};

/// Level grid lines, each with its name left of the plot; a name too wide for
/// the margin stands on its line.
pub(in crate::output) fn grid(page: &Page, plot: Area, axes: &Axes, lines: &[(f64, String)]) {
    let look = Look::new(page.kind.label, INK);
    for (value, name) in lines {
        let y = axes.at(0.0, *value).1;
        page.line(&[(plot.left, y), (plot.right, y)], 0.5, GRID);
        if page.frame.left + look.width(name) <= plot.left - 5.0 {
            page.text_at(plot.left - 5.0, y, look.right(), name);
        } else {
            page.text_at(plot.left + 2.0, y - 0.7 * page.kind.label, look, name);
        }
    }
}

/// The line at the foot of a plot.
pub(in crate::output) fn baseline(page: &Page, plot: Area) {
    page.line(&[(plot.left, plot.bottom), (plot.right, plot.bottom)], 0.75, AXIS);
}

/// Least distance between the names of two ticks.
fn tick_gap(page: &Page) -> f64 {
    if page.size == Size::Half { 4.0 } else { 6.0 }
}

/// Ticks under a plot, the most wanted first: those whose names would stand
/// too close to others are left out.
pub(in crate::output) fn ticks_below(
    page: &Page,
    plot: Area,
    axes: &Axes,
    ticks: &[(f64, String)],
) {
    let look = Look::new(page.kind.label, INK).centred();
    let y = plot.bottom + 1.1 * page.kind.label;
    for (value, name) in ticks {
        let x = axes.at(*value, 0.0).0;
        if page.is_free((x, y), look, name, tick_gap(page)) {
            tick(page, plot, x, name);
        }
    }
}

/// A tick under a plot, with its name.
pub(in crate::output) fn tick(page: &Page, plot: Area, x: f64, name: &str) {
    let look = Look::new(page.kind.label, INK).centred();
    page.line(&[(x, plot.bottom), (x, plot.bottom + 3.0)], 0.5, AXIS);
    page.text_at(x, plot.bottom + 1.1 * page.kind.label, look, name);
}

/// A number of months in words: whole years as years.
pub(in crate::output) fn when(month: usize) -> String {
    if month.is_multiple_of(12) { format!("year {}", month / 12) } else { format!("month {month}") }
}

/// The axis of time from today, with ticks at the shortest of some round
/// intervals whose names all fit.
pub(in crate::output) fn time(page: &Page, plot: Area, axes: &Axes, months: usize) {
    let look = Look::new(page.kind.label, INK).centred();
    let named = |month: usize| if month == 0 { "today".to_owned() } else { when(month) };
    let fits = |step: &usize| {
        let ends = (0..=months).step_by(*step).map(|month| {
            let (x, half) = (axes.at(month as f64, 0.0).0, 0.5 * look.width(&named(month)));
            (x - half, x + half)
        });
        let ends: Vec<(f64, f64)> = ends.collect();
        ends.windows(2).all(|pair| pair[0].1 + tick_gap(page) <= pair[1].0)
    };
    let steps: &[usize] = match months {
        0..6 => &[1, 2, 3],
        6..24 => &[3, 6, 12],
        _ => &[12, 24, 60, 120, 240],
    };
    let step = steps.iter().copied().find(fits).unwrap_or(months.max(1));
    let ticks: Vec<(f64, String)> =
        (0..=months).step_by(step).map(|month| (month as f64, named(month))).collect();
    baseline(page, plot);
    ticks_below(page, plot, axes, &ticks);
}

/// The line of a figure by month; a single month, which has no line, is a level
/// mark over its second half.
pub(in crate::output) fn by_month(mut points: Vec<(f64, f64)>) -> Vec<(f64, f64)> {
    if let [(month, value)] = points[..] {
        points.insert(0, (month - 0.5, value));
    }
    points
}

/// A share reached by the end of month m holds until the end of month m + 1.
pub(in crate::output) fn steps(shares: &[f64]) -> Vec<(f64, f64)> {
    let mut line = Vec::with_capacity(2 * shares.len());
    for (month, share) in shares.iter().enumerate() {
        if 0 < month {
            line.push((month as f64, shares[month - 1]));
        }
        line.push((month as f64, *share));
    }
    line
}

/// A name right of a plot: the height it belongs to, and its words in order.
pub(in crate::output) struct EndName {
    pub(in crate::output) y: f64,
    pub(in crate::output) words: Vec<(Look, String)>,
}

/// Names right of a plot, from the top down, pushed apart where they would
/// touch.
pub(in crate::output) fn end_names(page: &Page, plot: Area, names: &[EndName]) {
    let label = page.kind.label;
    let wanted: Vec<f64> = names.iter().map(|name| name.y).collect();
    let (low, high) = (plot.top + 0.5 * label, plot.bottom - 0.3 * label);
    for (name, y) in names.iter().zip(spread(&wanted, 1.35 * label, low, high)) {
        let mut x = plot.right + 6.0;
        for (look, word) in &name.words {
            page.text_at(x, y, *look, word);
            x += look.width(&format!("{word} "));
        }
    }
}

/// Round levels of a statistic counted in `unit`, about `count` of them, with
/// their names.
pub(in crate::output) fn levels_of(
    unit: Unit,
    (low, high): (f64, f64),
    currency: &str,
    count: usize,
) -> Vec<(f64, String)> {
    let step = round_step((high - low) / count as f64);
    let scale = Money::scale(low.abs().max(high.abs()), currency);
    let name = |value: f64| match unit {
        Unit::Share | Unit::RatePerYear => {
            let decimals = decimals_of(100.0 * step);
            format!("{:.decimals$}%", 100.0 * value).replace('-', "\u{2212}")
        }
        Unit::Multiple => moic_tick(value),
        Unit::Money => scale.tick(value),
        Unit::Month => two_digits(value + 1.0),
        Unit::Days | Unit::Months | Unit::Count => two_digits(value),
    };
    ticks(low, high, count).into_iter().map(|value| (value, name(value))).collect()
}

#[cfg(test)]
mod tests {
    use super::by_month;

    #[test]
    fn a_single_month_is_a_mark() {
        assert_eq!(by_month(vec![(1.0, 7.0)]), [(0.5, 7.0), (1.0, 7.0)]);
        assert_eq!(by_month(vec![(1.0, 7.0), (2.0, 8.0)]), [(1.0, 7.0), (2.0, 8.0)]);
        assert!(by_month(Vec::new()).is_empty());
    }
}
