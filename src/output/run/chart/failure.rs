//! Chart of failures: the share of paths that have failed by the end of each year, by cause, beside
//! what is published of firms like it.

use super::data::FailuresOf;
use super::failure_shown::Shown;
use super::failure_words::{alt_text, name_of, numbers, words};
use crate::analysis::failures::FailedBy;
use crate::analysis::published_rates::Fate;
use crate::model::outcome::FailureCause;
use crate::output::chart::{
    Area, BANDS, CLASSES, Chart, EndName, GREY_TEXT, INK, Kind, LOSS, Metadata, PAPER, Page, Plot,
    Scale, SharedAxes, Size, Span, diamond, end_names, first_from, notch, round_months, when,
};
use crate::output::format::{part, percent, split};
use plotters::style::RGBColor;

/// Draws the failures, on the axes of all beside it or on those of another picture.
pub fn failure(of: &FailuresOf<'_>, beside: SharedAxes<'_, FailuresOf<'_>>, size: Size) -> Chart {
    let longest = beside.set.iter().map(|one| one.failures.last().months).max().unwrap_or(1);
    let axis = Scale::Months.count(beside.like).unwrap_or_else(|| round_months(longest));
    let top = SHARES.amount(beside.like).unwrap_or_else(|| top(beside.set));
    let shown = Shown::of(of, axis, top);
    let words = words(of, &shown, size);
    let page = Page::new(size, &words, 2);
    let plot = shown.draw(&page, of);
    let metadata = Metadata {
        kind: &KIND,
        alt_text: alt_text(of, &shown),
        csv: numbers(of),
        domains: vec![Scale::Months.tells([0.0, axis as f64]), SHARES.tells([top])],
    };
    page.finish(&words, plot, metadata)
}

/// Failures by year, by cause, and what is published of others.
pub static KIND: Kind = Kind { name: "failure", scales: &[Scale::Months, SHARES], ..Kind::PLAIN };

/// The end of the axis of shares.
const SHARES: Scale = Scale::Amount("highest_share");

/// The first end that reaches what all of a set need.
fn top(set: &[FailuresOf<'_>]) -> f64 {
    let needed = set.iter().map(|of| {
        let last = of.failures.share(&of.failures.last());
        let published = of.published().map(|(_, share)| share);
        published.fold(last.value + 2.0 * last.standard_error, f64::max)
    });
    first_from(&[0.75, 1.0], needed.fold(0.0, f64::max).min(1.0))
}

impl FailuresOf<'_> {
    /// Published shares of those that failed within so many years.
    pub(super) fn published(&self) -> impl Iterator<Item = (usize, f64)> {
        let fates = self.beside.fates.iter().filter_map(|one| match one.fate {
            Fate::FailsWithin(years) => Some((usize::from(years), &one.published)),
            _ => None,
        });
        fates.flat_map(|(years, all)| all.iter().map(move |one| (years, one.share)))
    }
}

impl Shown {
    fn draw(&self, page: &Page, of: &FailuresOf<'_>) -> Area {
        let (label, look) = (page.kind.label, page.look(INK));
        // Room for any name, so that charts of different runs line up.
        let names = FailureCause::ALL.map(|cause| name_of(cause, page.is_half()));
        let right = look.widest(names) + look.bold().width(">99% ") + 8.0;
        let area = page.inside([look.width("100%") + 6.0, 2.0 * label, right, 1.8 * label]);
        let plot = Plot::new(page, area, Span::to(self.axis as f64), Span::to(self.top));
        let quarters = [(0.0, "0%"), (0.25, "25%"), (0.5, "50%"), (0.75, "75%"), (1.0, "100%")];
        let lines = quarters.into_iter().filter(|(share, _)| !plot.y.ends_before(*share));
        plot.grid(&lines.map(|(share, name)| (share, name.to_owned())).collect::<Vec<_>>());
        let drawing = Drawing { plot: &plot, shown: self, of };
        self.years.iter().for_each(|by| drawing.bar(by));
        plot.baseline();
        drawing.published();
        self.years.iter().for_each(|by| drawing.whisker(by));
        // Those that something stands beside first, then from the last.
        let is_beside = |by: &&FailedBy| of.published().any(|(years, _)| 12 * years == by.months);
        let (first, others): (Vec<_>, Vec<_>) = self.years.iter().rev().partition(is_beside);
        first.into_iter().chain(others).for_each(|by| drawing.number(by));
        drawing.ticks();
        drawing.names();
        area
    }
}

/// Fills of causes, in the order of [`FailureCause::ALL`].
const FILLS: [RGBColor; FailureCause::ALL.len()] = [BANDS[1], CLASSES[3], CLASSES[2], BANDS[0]];

struct Drawing<'a> {
    plot: &'a Plot<'a>,
    shown: &'a Shown,
    of: &'a FailuresOf<'a>,
}

impl Drawing<'_> {
    /// The left and right edge of the bar of a date, left of it: what is published stands right of
    /// the bar of its year.
    fn edges(&self, by: &FailedBy) -> [f64; 2] {
        let months = 12.0 * self.shown.step as f64;
        let from = ((by.months - 1) / (12 * self.shown.step)) as f64 * months;
        [0.12, 0.66].map(|part| self.plot.x_of(from + part * months))
    }

    fn middle(&self, by: &FailedBy) -> f64 {
        let [left, right] = self.edges(by);
        0.5 * (left + right)
    }

    /// The shares that are stacked, from the foot up, with their fills.
    fn parts(&self, by: &FailedBy) -> Vec<(f64, RGBColor)> {
        if self.of.failures.has_causes {
            self.of.failures.shares_by_cause(by).into_iter().zip(FILLS).collect()
        } else {
            vec![(self.of.failures.share(by).value, LOSS)]
        }
    }

    fn bar(&self, by: &FailedBy) {
        let (plot, page) = (self.plot, self.plot.page);
        let [left, right] = self.edges(by);
        let mut below = 0.0;
        for (share, fill) in self.parts(by).into_iter().filter(|(share, _)| 0.0 < *share) {
            let (bottom, top) = (plot.y_of(below), plot.y_of(below + share));
            page.rect(Area { left, top, right, bottom }, fill);
            if 0.0 < below {
                page.line(&[(left, bottom), (right, bottom)], 0.8, PAPER);
            }
            below += share;
        }
        if plot.y.ends_before(below) {
            let y = plot.area.top + 6.0;
            notch(page, (left, y + 3.0), (right, y));
        }
    }

    /// Two standard errors above and below the end of a bar, white around, so that it shows on
    /// both.
    fn whisker(&self, by: &FailedBy) {
        let share = self.of.failures.share(by);
        let error = 2.0 * share.standard_error;
        if !(0.0 < error) || self.plot.y.ends_before(share.value) {
            return;
        }
        let (x, half) = (self.middle(by), 1.8 * self.plot.page.size.stretch());
        let [low, high] = [-error, error].map(|by| self.plot.y_of(share.value + by));
        for (width, colour) in [(1.8, PAPER), (0.75, INK)] {
            self.plot.page.line(&[(x, low), (x, high)], width, colour);
        }
        let caps = [low, high].into_iter().filter(|_| !self.plot.page.is_half());
        for y in caps {
            for (width, colour) in [(1.8, PAPER), (0.75, INK)] {
                self.plot.page.line(&[(x - half, y), (x + half, y)], width, colour);
            }
        }
    }

    /// The share of a date above its bar, where it lies on nothing.
    fn number(&self, by: &FailedBy) {
        let (plot, page) = (self.plot, self.plot.page);
        let share = self.of.failures.share(by);
        let look = page.look(LOSS).bold().centred();
        let text = percent(share.value);
        let high = plot.y_of(share.value + 2.0 * share.standard_error.max(0.0));
        let at = (self.middle(by), high - 0.8 * page.kind.label);
        let [left, right] = look.ends(at.0, &text);
        let area = Area::level([left - 1.0, right + 1.0], (at.1, 0.55 * page.kind.label));
        let clear = self.diamonds().iter().all(|diamond| !diamond.meets(&area));
        if 0 < by.failed && clear && plot.area.top < area.top && page.is_free(at, look, &text, 1.5)
        {
            page.text_on_white(at, look, &text, (0.5, 0.5 * page.kind.label));
        }
    }

    fn size(&self) -> f64 {
        2.3 * self.plot.page.size.stretch()
    }

    /// Where a published share stands: right of the bar of its year.
    fn place(&self, years: usize, share: f64) -> (f64, f64) {
        (self.plot.x_of(12.0 * (years as f64 - 0.18)), self.plot.y_of(share))
    }

    fn is_on_axis(&self, years: usize) -> bool {
        12 * years <= self.shown.axis
    }

    /// What each published share covers.
    fn diamonds(&self) -> Vec<Area> {
        let (size, all) = (self.size() + 1.5, self.of.published());
        let on_axis = all.filter(|(years, _)| self.is_on_axis(*years));
        let cover = |(x, y): (f64, f64)| Area::level([x - size, x + size], (y, size));
        on_axis.map(|(years, share)| cover(self.place(years, share))).collect()
    }

    /// A diamond for each published share, those of one year on one line.
    fn published(&self) {
        let page = self.plot.page;
        let all: Vec<(usize, f64)> =
            self.of.published().filter(|(years, _)| self.is_on_axis(*years)).collect();
        for of_year in all.chunk_by(|a, b| a.0 == b.0) {
            let range = Span::of(of_year.iter().map(|(_, share)| *share));
            let ends = range.ends().into_iter().map(|share| self.place(of_year[0].0, share));
            let ends: Vec<(f64, f64)> = ends.collect();
            for (width, colour) in [(2.2, PAPER), (1.0, INK)] {
                page.line(&ends, width, colour);
            }
            for (years, share) in of_year {
                diamond(page, self.place(*years, *share), self.size(), INK);
            }
        }
    }

    /// The year of each bar under it, as far as there is room; a horizon within a year as its
    /// month.
    fn ticks(&self) {
        let page = self.plot.page;
        let y = self.plot.area.bottom + 1.1 * page.kind.label;
        let look = page.look(INK).centred();
        let named = |by: &FailedBy, long: bool| match (by.months % 12, long) {
            (0, false) => (by.months / 12).to_string(),
            _ => when(by.months),
        };
        // The last in full, and the first too where there is room; others as numbers.
        let ends = [self.shown.years.last(), self.shown.years.first()];
        let ends = ends.into_iter().flatten().filter(|_| !page.is_half());
        let all = ends.map(|by| (by, true)).chain(self.shown.years.iter().map(|by| (by, false)));
        for (by, long) in all {
            let text = named(by, long);
            let x = self.middle(by);
            if page.is_free((x, y), look, &text, page_gap(page)) {
                page.text_at(x, y, look, &text);
            }
        }
    }

    /// What the parts of the last bar are, with their shares, which add to that of all.
    fn names(&self) {
        let (plot, page, last) = (self.plot, self.plot.page, self.shown.last());
        let look = page.look(INK);
        let right = self.edges(&last)[1];
        let y = plot.area.top - page.kind.label;
        let end = plot
            .x
            .nearest(plot.x.low + (right - plot.area.left) / plot.area.width() * plot.x.length());
        let end = end.max(last.months as f64);
        page.text_at(
            plot.x_of(end) + 6.0,
            y,
            page.look(GREY_TEXT),
            &format!("by {}", when(last.months)),
        );
        if !self.of.failures.has_causes || last.failed == 0 {
            return;
        }
        let shares = self.of.failures.shares_by_cause(&last);
        let all = self.of.failures.share(&last).value;
        let whole = split(&[all, 1.0 - all], 100)[0];
        let percents = split(&shares, whole);
        let mut below = 0.0;
        let mut names = Vec::new();
        for ((cause, share), percent) in FailureCause::ALL.into_iter().zip(shares).zip(percents) {
            if share <= 0.0 {
                continue;
            }
            let y = plot.y_of(below + 0.5 * share);
            below += share;
            let name = name_of(cause, page.is_half()).to_owned();
            names.push(EndName {
                y,
                words: vec![(look.bold(), part(percent, share)), (look, name)],
            });
        }
        names.reverse();
        end_names(plot, end, &names);
    }
}

/// Least distance between the names of two years.
fn page_gap(page: &Page) -> f64 {
    if page.is_half() { 3.0 } else { 5.0 }
}
