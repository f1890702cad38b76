//! A statistic along the values of one assumption: its line with a band of two standard errors, a
//! limit, and where the limit is passed.

use std::cmp::Ordering;

use super::clip;
use super::colours::{EXPECTED, FAN, GAIN, GREY_TEXT, INK, LOSS, PAPER};
use super::display::Area;
use super::look::Look;
use super::marks::diamond;
use super::page::Page;
use super::plot::Plot;
use super::span::{Span, all_lie};
use crate::analysis::estimate::Estimate;
use crate::output::format::plural;

/// The axis of values: even distances, or even ratios.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::output) enum Along {
    Distances,
    Ratios,
}

impl Along {
    /// That of an axis with these ends: ratios where they span a factor of more than four.
    pub(in crate::output) fn of(ends: Span) -> Self {
        let is_wide = 0.0 < ends.low && 4.0 * ends.low < ends.high;
        if is_wide { Self::Ratios } else { Self::Distances }
    }

    /// Where a value stands on the scale of the plot.
    pub(in crate::output) fn place(self, value: f64) -> f64 {
        match self {
            Self::Distances => value,
            Self::Ratios => libm::log10(value.max(1e-300)),
        }
    }

    /// The scale of the plot for an axis with these ends.
    pub(in crate::output) fn scale(self, ends: Span) -> Span {
        Span { low: self.place(ends.low), high: self.place(ends.high) }
    }
}

/// Where the limit is passed, with the interval of that.
pub(in crate::output) struct Passing {
    pub(in crate::output) value: f64,
    pub(in crate::output) interval: [f64; 2],
    /// What follows of it, in a few words; empty where there is no room for any.
    pub(in crate::output) words: String,
}

/// A line being drawn.
pub(in crate::output) struct ValueLine<'a> {
    pub(in crate::output) plot: Plot<'a>,
    pub(in crate::output) along: Along,
    /// Runs, by the value that each was made with.
    pub(in crate::output) points: Vec<(f64, Estimate)>,
    /// What the statistic is held to, at values in rising order; where it is the same at all, one.
    pub(in crate::output) limit: Vec<(f64, f64)>,
    /// `at most 50%`.
    pub(in crate::output) limit_words: String,
    /// The plan's value and its statistic.
    pub(in crate::output) plan: (f64, f64),
    pub(in crate::output) plan_words: String,
    /// From P10 to P90 of the plan's own distribution, if it has one.
    pub(in crate::output) expected: Option<[f64; 2]>,
    pub(in crate::output) passings: Vec<Passing>,
}

/// The plot of a line, with room for the names of levels.
pub(in crate::output) fn area(page: &Page, levels: &[(f64, String)]) -> Area {
    let small = page.kind.label;
    let widest = page.look(INK).widest(levels.iter().map(|(_, name)| name));
    page.inside([widest + 6.0, 2.0 * small, 2.2 * small, 3.2 * small])
}

/// Says so where runs have no room on lent axes.
pub(in crate::output) fn beyond_axes(
    points: &[(f64, Estimate)],
    along: Along,
    [x, y]: [Span; 2],
    figure: impl Fn(f64) -> String,
) -> Option<String> {
    let known = || points.iter().filter(|(_, statistic)| !statistic.value.is_nan());
    let is_beyond = |(value, statistic): &&(f64, Estimate)| {
        x.ends_before(along.place(*value)) || y.ends_before(statistic.value)
    };
    let beyond = known().filter(is_beyond).count();
    let values = Span::of(known().map(|(_, statistic)| statistic.value));
    (0 < beyond).then(|| {
        format!(
            "{beyond} of {} beyond these axes (arrows), {}",
            plural(points.len() as u64, "run"),
            all_lie(&figure(values.low), &figure(values.high))
        )
    })
}

impl ValueLine<'_> {
    /// Draws it over level lines, with named values under it and wordings of what they are the
    /// values of.
    pub(in crate::output) fn draw(
        &self,
        levels: &[(f64, String)],
        values: impl Iterator<Item = (f64, String)>,
        names: &[String],
    ) {
        let (plot, page) = (&self.plot, self.plot.page);
        self.draw_expected();
        plot.grid(levels);
        self.draw_plan();
        self.draw_curve();
        self.draw_limit();
        self.passings.iter().for_each(|passing| self.draw_interval(passing));
        self.draw_runs();
        self.passings.iter().for_each(|passing| self.draw_passing(passing));
        self.name_limit();
        let own = (self.along.place(self.plan.0), self.plan.1);
        if own.1.is_finite() && !plot.beyond(own, INK) {
            diamond(page, plot.at(own), 4.0 * page.size.stretch(), INK);
        }
        plot.baseline();
        plot.ticks(values.map(|(value, name)| (self.along.place(value), name)));
        let look = page.look(GREY_TEXT);
        let (left, y) = (plot.area.left, plot.area.bottom + 2.5 * page.kind.label);
        let room = page.frame.right - left;
        let name = look.longest(names, room).or(names.last().map(String::as_str));
        page.text_at(left, y, look, &look.cut(name.unwrap_or_default(), room));
    }

    fn x_of(&self, value: f64) -> f64 {
        self.plot.x_of(self.along.place(value))
    }

    /// Whether a value lies beyond the axis.
    fn is_beyond(&self, value: f64) -> bool {
        self.plot.x.ends_before(self.along.place(value))
    }

    /// The limit at a value: on the straight line between two values where it changes.
    fn limit_at(&self, value: f64) -> f64 {
        let next = self.limit.iter().position(|(at, _)| value <= *at);
        match next {
            Some(0) => self.limit[0].1,
            None => self.limit.last().map_or(f64::NAN, |(_, limit)| *limit),
            Some(next) => {
                let ((a, from), (b, to)) = (self.limit[next - 1], self.limit[next]);
                from + (value - a) / (b - a) * (to - from)
            }
        }
    }

    /// Where the plan's own distribution lies.
    fn draw_expected(&self) {
        let Plot { x, y, axes, .. } = &self.plot;
        let Some(ends) = self.expected else { return };
        let [low, high] = ends.map(|end| x.nearest(self.along.place(end)));
        axes.bar((low, y.low), (high, y.high), EXPECTED);
    }

    /// The plan's value, named above the plot.
    fn draw_plan(&self) {
        let (plot, page) = (&self.plot, self.plot.page);
        let value = self.plan.0;
        let x = self.x_of(value);
        if !self.is_beyond(value) {
            plot.upright(x, 0.75, GREY_TEXT);
        }
        let look = page.look(GREY_TEXT).centred();
        let name = plot.x.pointed(self.along.place(value), self.plan_words.clone());
        let x = page.clear_of_edges(x, look, &name);
        // A diamond at the very top stays below it.
        page.text_at(x, plot.area.top - 1.2 * page.kind.label, look, &name);
    }

    /// The line with its band, broken where no path has the measure.
    fn draw_curve(&self) {
        let plot = &self.plot;
        let pieces = self.points.split(|(_, statistic)| statistic.value.is_nan());
        for piece in pieces.filter(|piece| 1 < piece.len()) {
            let at = |errors: f64| piece.iter().map(move |run| self.place_of(run, errors));
            let band: Vec<(f64, f64)> = at(2.0).chain(at(-2.0).rev()).collect();
            let band = clip::shape(&band, (plot.x, plot.y));
            if !band.is_empty() {
                plot.axes.shape(band, FAN[0]);
            }
            for drawn in plot.pieces(&at(0.0).collect::<Vec<_>>()) {
                plot.axes.line(drawn, 1.8, GAIN);
            }
        }
    }

    /// A dot for each run, or an arrow to where it lies.
    fn draw_runs(&self) {
        let plot = &self.plot;
        let known = self.points.iter().filter(|(_, statistic)| !statistic.value.is_nan());
        let places = known.map(|run| self.place_of(run, 0.0));
        for place in places.filter(|place| !plot.beyond(*place, GAIN)) {
            plot.page.discs(plot.at(place), &[(2.6, PAPER), (2.0, GAIN)]);
        }
    }

    /// Where a run stands on the scales of the plot, so many standard errors above what it found.
    fn place_of(&self, (value, statistic): &(f64, Estimate), errors: f64) -> (f64, f64) {
        let error = statistic.standard_error;
        let error = if error.is_nan() { 0.0 } else { error };
        (self.along.place(*value), statistic.value + errors * error)
    }

    fn draw_limit(&self) {
        let (plot, page) = (&self.plot, self.plot.page);
        let points: Vec<(f64, f64)> = match self.limit[..] {
            [(_, limit)] => vec![(plot.x.low, limit), (plot.x.high, limit)],
            _ => self.limit.iter().map(|(value, y)| (self.along.place(*value), *y)).collect(),
        };
        for piece in plot.pieces(&points) {
            let piece: Vec<(f64, f64)> = piece.into_iter().map(|point| plot.at(point)).collect();
            page.dashes(&piece, 1.0, LOSS, (3.0, 2.0));
        }
    }

    /// The interval of where the limit is passed, and a line down from there.
    fn draw_interval(&self, passing: &Passing) {
        let (plot, page) = (&self.plot, self.plot.page);
        let limit = self.limit_at(passing.value);
        let on = |value: f64| (self.x_of(value), plot.y_of(limit));
        let (x, y) = on(passing.value);
        if !plot.y.ends_before(limit) {
            page.line(&passing.interval.map(on), 3.0, INK);
        }
        if !self.is_beyond(passing.value) {
            page.dashes(&[(x, y), (x, plot.area.bottom)], 0.75, INK, (2.0, 2.0));
        }
    }

    /// Where the limit is passed: a ring, and its name.
    fn draw_passing(&self, passing: &Passing) {
        let (plot, page) = (&self.plot, self.plot.page);
        let limit = self.limit_at(passing.value);
        let (x, y) = (self.x_of(passing.value), plot.y_of(limit));
        if plot.holds((self.along.place(passing.value), limit)) {
            page.discs((x, y), &[(3.6, INK), (2.4, PAPER)]);
        }
        if passing.words.is_empty() {
            return;
        }
        let look = Look::new(page.kind.name, INK).bold();
        let words = plot.x.pointed(self.along.place(passing.value), passing.words.clone());
        let wide = look.width(&words);
        let is_right = x + 5.0 + wide <= plot.area.right;
        let [right, left] = [x + 5.0, (x - 5.0 - wide).max(plot.area.left + 1.0)];
        let sides = if is_right { [right, left] } else { [left, right] };
        let (foot, head) =
            (plot.area.bottom - 0.9 * page.kind.name, plot.area.top + 0.9 * page.kind.name);
        // At the foot beside the dropped line, or else where it hides no run.
        let places = [(sides[0], foot), (sides[1], foot), (sides[0], head), (sides[1], head)];
        let is_clear = |(left, y): &(f64, f64)| {
            let area = Area::level([*left, left + wide], (*y, 0.75 * page.kind.name));
            area.right <= plot.area.right + 1.0 && !self.meets_curve(area)
        };
        let place = places.into_iter().find(is_clear).unwrap_or(places[0]);
        page.text_on_white(place, look, &words, (1.5, 0.75 * page.kind.name));
    }

    /// Names the limit where no other text is, and the fewest marks: first at the end where the
    /// curve is farther away, on the side on which it is not.
    fn name_limit(&self) {
        let (plot, page) = (&self.plot, self.plot.page);
        let (area, label) = (plot.area, page.kind.label);
        let [at_left, at_right] = match (self.limit.first(), self.limit.last()) {
            (Some((_, first)), Some((_, last))) => [*first, *last],
            _ => return,
        };
        let words = self.words_of_limit([at_left, at_right]);
        // Clear of the arrows at the end of an axis that does not reach it.
        let is_beyond = [at_left, at_right].iter().any(|limit| plot.y.ends_before(*limit));
        let clear = if is_beyond { 1.9 } else { 1.0 };
        let far = |point: Option<&(f64, Estimate)>, y: f64| {
            point.map_or(0.0, |(_, statistic)| plot.y_of(statistic.value) - y)
        };
        let [y_left, y_right] = [at_left, at_right].map(|limit| plot.y_of(limit));
        let (first, last) = (far(self.points.first(), y_left), far(self.points.last(), y_right));
        let look = page.look(LOSS);
        let (left, right) =
            ((area.left + 3.0, look, y_left, first), (area.right, look.right(), y_right, last));
        let ends = if first.abs() < last.abs() { [right, left] } else { [left, right] };
        let between = [0.25, 0.5, 0.75].map(|share| {
            let x = area.left + share * area.width();
            (x, look.centred(), y_left + share * (y_right - y_left), 0.0)
        });
        let places = ends.into_iter().chain(between).flat_map(|(x, look, y, rise)| {
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
            // A limit that changes with the value runs aslant, perhaps through its name.
            let is_level = (y_left - y_right).abs() < 0.5;
            if is_level && hits(&(*x, *y, *look)) == 0 {
                page.text_at(*x, *y, *look, &words);
            } else {
                let left = look.ends(*x, &words)[0];
                page.text_on_white((left, *y), page.look(LOSS), &words, (1.0, 0.6 * label));
            }
        }
    }

    fn words_of_limit(&self, ends: [f64; 2]) -> String {
        let sides = ends.map(|limit| self.plot.y.side(limit));
        let beyond = match sides {
            [Ordering::Less, Ordering::Less] => " \u{2193}",
            [Ordering::Greater, Ordering::Greater] => " \u{2191}",
            _ => "",
        };
        format!("limit: {}{beyond}", self.limit_words)
    }

    /// Marks that run through a place: the line of the plan, the drop lines of the passings with
    /// their circles, and the curve.
    fn marks_in(&self, place: Area) -> usize {
        let plot = &self.plot;
        let meets = |x: f64, room: f64| place.left - room < x && x < place.right + room;
        let own = self.plan.0;
        let plan = !self.is_beyond(own) && meets(self.x_of(own), 2.0);
        let passings = self.passings.iter().filter(|passing| !self.is_beyond(passing.value));
        let passings = passings
            .filter(|passing| {
                let y = plot.y_of(self.limit_at(passing.value));
                meets(self.x_of(passing.value), 6.0) && y - 5.0 < place.bottom
            })
            .count();
        let curve = self.meets(place, 0.0);
        passings + [plan, curve].into_iter().filter(|hit| *hit).count()
    }

    /// Whether the line or an edge of its band runs through a place.
    fn meets_curve(&self, place: Area) -> bool {
        [0.0, 2.0, -2.0].into_iter().any(|errors| self.meets(place, errors))
    }

    /// Whether the line, so many standard errors above it, runs through a place.
    fn meets(&self, place: Area, errors: f64) -> bool {
        let plot = &self.plot;
        let meets = |x: f64, room: f64| place.left - room < x && x < place.right + room;
        let points = self.points.iter().map(|run| self.place_of(run, errors));
        let pieces = plot.pieces(&points.collect::<Vec<_>>());
        pieces.iter().flat_map(|piece| piece.windows(2)).any(|ends| {
            let [a, b] = [plot.at(ends[0]), plot.at(ends[1])];
            (0..=20).any(|step| {
                let share = f64::from(step) / 20.0;
                let (x, y) = (a.0 + share * (b.0 - a.0), a.1 + share * (b.1 - a.1));
                meets(x, 2.0) && place.top < y && y < place.bottom
            })
        })
    }
}
