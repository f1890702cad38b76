//! What a panel of a path draws.

use super::scales::Panel;
use crate::analysis::replayed::Replayed;
use crate::output::chart::{AXIS, Area, GAIN, INK, Page, Plot, Span, by_month, ticks};
use crate::output::format::Money;

/// Between panels, in heights of a label; and between the names of two levels.
pub(super) const GAP: f64 = 0.75;
const APART: f64 = 1.3;

/// What a panel draws.
pub(super) struct Series {
    panel: &'static Panel,
    /// Value by months from today.
    points: Vec<(f64, f64)>,
    /// What is drawn: lines end at its ends.
    span: Span,
    /// The axis, with room at both ends.
    axis: Span,
    pub(super) levels: Vec<(f64, String)>,
}

impl Series {
    /// In a panel so many labels high.
    pub(super) fn of(
        panel: &'static Panel,
        replayed: &Replayed,
        span: Span,
        labels: f64,
        currency: &str,
    ) -> Self {
        let points = by_month(panel.points(replayed));
        let Span { low, high: top } = span;
        // The name of the highest level must not touch what is above the panel.
        let high = 1.03 * top / (1.0 - (APART - GAP) / labels);
        let low = if low < 0.0 { low - 0.03 * high } else { 0.0 };
        let levels = levels(Span { low, high: top }, labels / (high - low), panel.is_money);
        let unit = Money::scale(top, currency);
        let named = |value: f64| {
            if panel.is_money { unit.tick(value) } else { format!("{value:.0}") }
        };
        let levels = levels.into_iter().map(|value| (value, named(value))).collect();
        Self { panel, points, span, axis: Span { low, high }, levels }
    }

    pub(super) fn draw(&self, page: &Page, area: Area, months: Span) {
        let mut plot = Plot::new(page, area, months, self.axis);
        plot.grid(&self.levels);
        plot.y = self.span;
        for piece in plot.pieces(&self.points) {
            plot.axes.edged(piece, 1.5, GAIN);
        }
        self.beyond(&plot);
        let zero = plot.at((0.0, 0.0)).1;
        page.line(&[(area.left, zero), (area.right, zero)], 0.5, AXIS);
        let y = area.top + 0.6 * page.kind.label;
        page.text_at(area.right + 5.0, y, page.look(INK).bold(), self.panel.name);
    }

    /// Arrows where the path goes on beyond lent axes: at its highest, at its
    /// lowest, and at its end.
    fn beyond(&self, plot: &Plot<'_>) {
        let ends = [
            self.points.iter().max_by(|a, b| a.1.total_cmp(&b.1)),
            self.points.iter().min_by(|a, b| a.1.total_cmp(&b.1)),
            self.points.last(),
        ];
        for (i, place) in ends.iter().enumerate() {
            if let Some(place) = place.filter(|_| !ends[..i].contains(place)) {
                plot.beyond(*place, GAIN);
            }
        }
    }
}

/// As many round levels as there is room for, at most four or so; of counts
/// whole ones, and the highest where no round one has room. `scale` is what a
/// unit takes, in heights of a label.
fn levels(Span { low, high: top }: Span, scale: f64, is_money: bool) -> Vec<f64> {
    let has_room = |found: &Vec<f64>| {
        let is_whole = |value: &f64| is_money || (value - value.round()).abs() < 1e-9;
        let apart = found.windows(2).all(|pair| APART <= scale * (pair[1] - pair[0]));
        1 < found.len() && apart && found.iter().all(is_whole)
    };
    let round = (1..=4).rev().map(|count| ticks(low, top, count)).find(has_room);
    round.unwrap_or_else(|| if APART <= scale * top { vec![0.0, top] } else { vec![0.0] })
}
