//! The scale of time, lines by month, and names at the right end of what they name.

use super::colours::INK;
use super::look::Look;
use super::plot::Plot;
use super::ticks::spread;

/// A number of months in words: whole years as years.
pub(in crate::output) fn when(month: usize) -> String {
    if month.is_multiple_of(12) { format!("year {}", month / 12) } else { format!("month {month}") }
}

/// The axis of time from today, with ticks at the shortest of some round
/// intervals whose names all fit.
pub(in crate::output) fn time(plot: &Plot<'_>, months: usize) {
    let look = plot.page.look(INK).centred();
    let named = |month: usize| if month == 0 { "today".to_owned() } else { when(month) };
    let fits = |step: &usize| {
        let ends = (0..=months)
            .step_by(*step)
            .map(|month| look.ends(plot.at((month as f64, 0.0)).0, &named(month)));
        let ends: Vec<[f64; 2]> = ends.collect();
        ends.windows(2).all(|pair| pair[0][1] + plot.page.tick_gap() <= pair[1][0])
    };
    let steps: &[usize] = match months {
        0..6 => &[1, 2, 3],
        6..24 => &[3, 6, 12],
        _ => &[12, 24, 60, 120, 240],
    };
    let step = steps.iter().copied().find(fits).unwrap_or(months.max(1));
    plot.baseline();
    plot.ticks((0..=months).step_by(step).map(|month| (month as f64, named(month))));
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

/// Names right of where their lines end along a plot, from the top down, pushed apart where they
/// would touch.
pub(in crate::output) fn end_names(plot: &Plot<'_>, end: f64, names: &[EndName]) {
    let from = plot.x_of(end) + 6.0;
    let (page, plot) = (plot.page, plot.area);
    let label = page.kind.label;
    let wanted: Vec<f64> = names.iter().map(|name| name.y).collect();
    let (low, high) = (plot.top + 0.5 * label, plot.bottom - 0.65 * label);
    for (name, y) in names.iter().zip(spread(&wanted, 1.35 * label, low, high)) {
        let mut x = from;
        for (look, word) in &name.words {
            // Where a line ends before its plot does, the grid goes on behind its name.
            page.text_on_white((x, y), *look, word, (1.0, 0.55 * label));
            x += look.width(&format!("{word} "));
        }
    }
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
