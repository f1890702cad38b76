//! Where the name of the limit stands: where no other text is, and the fewest marks.

use super::line::Drawing;
use crate::analysis::crossing::Point;
use crate::output::chart::{Area, LOSS, Look};
use crate::output::figures::limit_words;
use std::cmp::Ordering;

impl Drawing<'_> {
    /// Names the limit: first at the end where the curve is farther away, on the side on which it
    /// is not.
    pub(super) fn limit(&self) {
        let Self { page, plot, line, .. } = self;
        let (area, label) = (plot.area, page.kind.label);
        let y = plot.y_of(line.threshold);
        let words = self.limit_words();
        // Clear of the arrows at the end of an axis that does not reach it.
        let clear = if plot.y.ends_before(line.threshold) { 1.9 } else { 1.0 };
        let far =
            |point: Option<&Point>| point.map_or(0.0, |point| plot.y_of(point.statistic.value) - y);
        let (first, last) = (far(line.points.first()), far(line.points.last()));
        let look = page.look(LOSS);
        let (left, right) = ((area.left + 3.0, look, first), (area.right, look.right(), last));
        let ends = if first.abs() < last.abs() { [right, left] } else { [left, right] };
        let between = [0.25, 0.5, 0.75].map(|share| {
            let x = area.left + share * area.width();
            (x, look.centred(), 0.0)
        });
        let places = ends.into_iter().chain(between).flat_map(|(x, look, rise)| {
            let away = clear * if rise < 0.0 { 0.9 } else { -0.8 };
            [away, -away].map(|away| (x, y + away * label, look))
        });
        let free = |(x, y, look): &(f64, f64, Look)| {
            let inside = area.top + 3.0 < *y && *y < area.bottom - 3.0;
            inside && page.is_free((*x, *y), *look, &words, 2.0)
        };
        let hits = |(x, y, look): &(f64, f64, Look)| {
            self.marks_in(Area::level(look.ends(*x, &words), (*y, 0.6 * label)))
        };
        let places: Vec<(f64, f64, Look)> = places.filter(free).collect();
        if let Some((x, y, look)) = places.iter().min_by_key(|place| hits(place)) {
            if hits(&(*x, *y, *look)) == 0 {
                page.text_at(*x, *y, *look, &words);
            } else {
                let left = look.ends(*x, &words)[0];
                page.text_on_white((left, *y), page.look(LOSS), &words, (1.0, 0.6 * label));
            }
        }
    }

    fn limit_words(&self) -> String {
        let limit = &self.line.limit;
        let words = limit_words(limit.threshold, limit.statistic.unit(), self.currency);
        let beyond = match self.plot.y.side(self.line.threshold) {
            Ordering::Less => " \u{2193}",
            Ordering::Equal => "",
            Ordering::Greater => " \u{2191}",
        };
        format!("limit: {} {words}{beyond}", limit.relation.words())
    }

    /// Marks that run through a place: the line of the plan, the drop line of the crossing with
    /// its circle, and the curve.
    fn marks_in(&self, place: Area) -> usize {
        let Self { plot, line, .. } = self;
        let meets = |x: f64, room: f64| place.left - room < x && x < place.right + room;
        let own = line.plan_value();
        let plan = !plot.x.ends_before(own) && meets(plot.x_of(own), 2.0);
        let crossing = line.crossing().filter(|found| !plot.x.ends_before(found.value));
        let crossing = crossing.is_some_and(|found| {
            meets(plot.x_of(found.value), 6.0) && plot.y_of(line.threshold) - 5.0 < place.bottom
        });
        let points = line.points.iter().map(|point| (point.value, point.statistic.value));
        let pieces = plot.pieces(&points.collect::<Vec<_>>());
        let curve = pieces.iter().flat_map(|piece| piece.windows(2)).any(|ends| {
            let [a, b] = [plot.at(ends[0]), plot.at(ends[1])];
            (0..=20).any(|step| {
                let share = f64::from(step) / 20.0;
                let (x, y) = (a.0 + share * (b.0 - a.0), a.1 + share * (b.1 - a.1));
                meets(x, 2.0) && place.top < y && y < place.bottom
            })
        });
        [plan, crossing, curve].into_iter().filter(|hit| *hit).count()
    }
}
