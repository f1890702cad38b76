//! The range of MOIC of a scenario on the axis of multiples.

use super::layout::Layout;
use super::versus::OTHERS;
use crate::analysis::compare::Contender;
use crate::output::chart::{
    Area, Axes, INK, MoicAxis, NEAR_TOTAL_LOSS, PAPER, Page, arrow, diamond,
};

/// Draws the range of MOIC of a scenario, with its median and mean.
pub(super) fn interval(
    page: &Page,
    layout: &Layout,
    axes: &Axes,
    (one, row, multiples): (&Contender<'_>, usize, &MoicAxis),
) {
    let colour = if row == 0 { INK } else { OTHERS };
    let y = layout.middle(row);
    let stretch = page.size.stretch();
    let moic_at = |p: f64| one.summary.moic.at(p).value;
    let on_axis = |value: f64| axes.at(multiples.place(value).clamp(0.0, 1.0), 0.0).0;
    for (low, high, half) in [(0.10, 0.90, 0.55), (0.25, 0.75, 2.75)] {
        let (low, high, half) = (moic_at(low), moic_at(high), half * stretch.max(1.0));
        if NEAR_TOTAL_LOSS < high {
            page.rect(Area::level([on_axis(low), on_axis(high)], (y, half)), colour);
        }
    }
    if moic_at(0.10) < NEAR_TOTAL_LOSS {
        arrow(page, (layout.plot.left, y), -5.4 * stretch, colour);
    }
    if multiples.top < moic_at(0.90) {
        arrow(page, (layout.plot.right, y), 5.4 * stretch, colour);
    }
    let median = moic_at(0.5);
    if NEAR_TOTAL_LOSS <= median {
        let x = on_axis(median);
        let (length, wide) = (6.5 * stretch.max(1.0), stretch.max(1.0));
        let ends = [(x, y - length), (x, y + length)];
        page.line(&ends, 3.4 * wide, PAPER);
        page.line(&ends, 1.6 * wide, colour);
    }
    let mean = one.summary.moic.mean.value;
    if NEAR_TOTAL_LOSS <= mean && mean <= multiples.top {
        diamond(page, (on_axis(mean), y), 4.0 * stretch, colour);
    }
}
