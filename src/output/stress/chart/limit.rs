//! Where the name of the limit stands: where no other text is, and the fewest marks.

use super::line::Drawing;
use crate::analysis::crossing::Point;
use crate::output::chart::{Area, LOSS, Look, clip};
use crate::output::figures::limit_words;
use std::cmp::Ordering;

impl Drawing<'_> {
    /// Names the limit: first at the end where the curve is farther away, on the side on which it
    /// is not.
    pub(super) fn limit(&self) {
        let Self { page, plot, axes, spans, line, .. } = self;
        let y = axes.at(0.0, spans.y.nearest(line.threshold)).1;
        let words = self.limit_words();
        let is_beyond = spans.y.ends_before(line.threshold);
        let far = |point: Option<&Point>| {
            point.map_or(0.0, |point| axes.at(0.0, spans.y.nearest(point.statistic.value)).1 - y)
        };
        let (first, last) = (far(line.points.first()), far(line.points.last()));
        let look = Look::new(page.kind.label, LOSS);
        let (left, right) = ((plot.left + 3.0, look, first), (plot.right, look.right(), last));
        let ends = if first.abs() < last.abs() { [right, left] } else { [left, right] };
        let places = ends.into_iter().flat_map(|(x, look, rise)| {
            let away = if rise < 0.0 { 0.9 } else { -0.8 };
            // Clear of the arrows at the end of an axis that does not reach it.
            let away = if is_beyond { 1.9 * away } else { away };
            [away, -away].map(|away| (x, y + away * page.kind.label, look))
        });
        let inside = |y: f64| plot.top + 3.0 < y && y < plot.bottom - 3.0;
        let free = |(x, y, look): &(f64, f64, Look)| {
            inside(*y) && page.is_free((*x, *y), *look, &words, 2.0)
        };
        let wide = look.width(&words);
        let hits = |(x, y, _): &(f64, f64, Look)| {
            let left = if *x < plot.right { *x } else { *x - wide };
            self.marks_in(Area::level([left, left + wide], (*y, 0.6 * page.kind.label)))
        };
        let places: Vec<(f64, f64, Look)> = places.filter(free).collect();
        if let Some((x, y, look)) = places.iter().min_by_key(|place| hits(place)) {
            page.text_at(*x, *y, *look, &words);
        }
    }

    fn limit_words(&self) -> String {
        let limit = &self.line.limit;
        let words = limit_words(limit.threshold, limit.statistic.unit(), self.currency);
        let beyond = match self.spans.y.side(self.line.threshold) {
            Ordering::Less => " \u{2193}",
            Ordering::Equal => "",
            Ordering::Greater => " \u{2191}",
        };
        format!("limit: {} {words}{beyond}", limit.relation.words())
    }

    /// Marks that run through a place: the line of the plan, the drop line of the crossing with
    /// its circle, and the curve.
    fn marks_in(&self, place: Area) -> usize {
        let Self { axes, spans, line, .. } = self;
        let meets = |x: f64, room: f64| place.left - room < x && x < place.right + room;
        let own = line.plan_value();
        let plan = !spans.x.ends_before(own) && meets(axes.at(own, 0.0).0, 2.0);
        let crossing = line.crossing().filter(|found| !spans.x.ends_before(found.value));
        let crossing = crossing.is_some_and(|found| {
            let (x, y) = axes.at(found.value, spans.y.nearest(line.threshold));
            meets(x, 6.0) && y - 5.0 < place.bottom
        });
        let points: Vec<(f64, f64)> =
            line.points.iter().map(|point| (point.value, point.statistic.value)).collect();
        let pieces = clip::line(&points, spans.both());
        let curve = pieces.iter().flat_map(|piece| piece.windows(2)).any(|ends| {
            let [a, b] = [ends[0], ends[1]].map(|(x, y)| axes.at(x, y));
            (0..=20).any(|step| {
                let share = f64::from(step) / 20.0;
                let (x, y) = (a.0 + share * (b.0 - a.0), a.1 + share * (b.1 - a.1));
                meets(x, 2.0) && place.top < y && y < place.bottom
            })
        });
        [plan, crossing, curve].into_iter().filter(|hit| *hit).count()
    }
}
