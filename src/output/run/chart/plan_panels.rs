//! The small pictures of the plan.

use std::cmp::Ordering;

use super::cash::{SHADES, shade_of};
use super::data::PlanOf;
use super::plan_shown::{Shown, reach};
use crate::analysis::plan_years::{Fan, PlanFigure, PlanYear};
use crate::model::outcome::Unit;
use crate::output::chart::{
    AXIS, Area, FAN, GAIN, GREY_TEXT, INK, NEUTRAL, PAPER, Page, Plot, Size, Span, mixed, time,
    when,
};
use crate::output::format::{Money, money, money_with_error, percent, symbol};

/// One of the small pictures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Panel {
    Figure(PlanFigure),
    Operating,
    Net,
}

impl Panel {
    /// Those that a picture of this size has, row by row.
    pub(super) fn all(size: Size) -> &'static [&'static [Self]] {
        use PlanFigure::{Cash, Ebitda, Revenue, Sites};
        if size == Size::Half {
            &[&[Self::Figure(Revenue), Self::Figure(Ebitda)], &[Self::Figure(Cash), Self::Net]]
        } else {
            &[
                &[Self::Figure(Sites), Self::Figure(Revenue), Self::Figure(Ebitda)],
                &[Self::Operating, Self::Figure(Cash), Self::Net],
            ]
        }
    }

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Figure(PlanFigure::Sites) => "Open sites",
            Self::Figure(PlanFigure::Revenue) => "Revenue",
            Self::Figure(PlanFigure::Ebitda) => "EBITDA",
            Self::Figure(PlanFigure::Cash) => "Cash",
            Self::Operating => "Still operate",
            Self::Net => "Investor",
        }
    }
}

pub(super) struct Panels<'a> {
    pub(super) page: &'a Page,
    pub(super) of: &'a PlanOf<'a>,
    pub(super) shown: &'a Shown<'a>,
}

impl Panels<'_> {
    pub(super) fn draw(&self) -> Area {
        let (page, label) = (self.page, self.page.kind.label);
        let rows = Panel::all(page.size);
        // Room for any number, so that pictures of different runs line up.
        let widest = format!("\u{2212}{}999bn", symbol(&self.of.provenance.currency));
        let left = page.look(INK).width(&widest) + 5.0;
        let right = 0.5 * page.look(INK).width("year 10") + 2.0;
        // Only the last row names the years, which are the same in all.
        let (head, foot, gap) = (2.3 * label, 1.7 * label, 0.7 * label);
        let count = rows.len() as f64;
        let height = (page.frame.height() - foot - gap * (count - 1.0)) / count;
        for (row, panels) in rows.iter().enumerate() {
            let width = page.frame.width() / panels.len() as f64;
            let top = page.frame.top + row as f64 * (height + gap);
            let is_last = row + 1 == rows.len();
            for (column, panel) in panels.iter().enumerate() {
                let from = page.frame.left + column as f64 * width;
                let area = Area {
                    left: from + left,
                    top: top + head,
                    right: from + width - right,
                    bottom: top + height,
                };
                self.panel(*panel, area, from, is_last);
            }
        }
        Area { bottom: page.frame.bottom - foot, ..page.frame }
    }

    fn panel(&self, panel: Panel, area: Area, left: f64, is_last: bool) {
        let (page, shown) = (self.page, self.shown);
        let span = match panel {
            Panel::Figure(figure) => shown.figures[figure as usize],
            Panel::Operating => Span::UNIT,
            Panel::Net => shown.net,
        };
        let plot = Plot::new(page, area, Span::to(shown.axis as f64), span);
        self.head(panel, &plot, left);
        self.grid(panel, &plot);
        if span.low < 0.0 {
            let y = plot.y_of(0.0);
            page.line(&[(area.left, y), (area.right, y)], 0.75, AXIS);
        }
        match panel {
            Panel::Figure(figure) => self.fan(figure, &plot),
            Panel::Operating => self.operating(&plot),
            Panel::Net => self.net(&plot),
        }
        if is_last {
            time(&plot, shown.axis);
        } else {
            plot.baseline();
        }
    }

    /// The unit of the amounts of a panel.
    fn unit(&self, span: Span) -> Money<'_> {
        Money::of_all(span.ends(), &self.of.provenance.currency)
    }

    fn head(&self, panel: Panel, plot: &Plot<'_>, left: f64) {
        let page = self.page;
        let y = plot.area.top - 1.5 * page.kind.label;
        let look = page.look(GREY_TEXT);
        let name = panel.name();
        page.text_at(left, y, look, name);
        let Some(text) = self.value(panel) else { return };
        let bold = page.look(INK).bold().right();
        let room = plot.area.right - left - look.width(name) - 5.0;
        if let Some(text) = bold.longest(&text, room) {
            page.text_at(plot.area.right, y, bold, text);
        }
    }

    /// What is written above a panel, from the longest wording to the shortest: the median of the
    /// key year, or what there is at the end.
    fn value(&self, panel: Panel) -> Option<[String; 3]> {
        let (shown, currency) = (self.shown, &self.of.provenance.currency);
        let dated = |text: String, months: usize| {
            let short = format!("{text} in {}", months.div_ceil(12));
            [format!("{text} in year {}", months.div_ceil(12)), short, text]
        };
        match panel {
            Panel::Figure(figure) => {
                let year = shown.key()?;
                let median = year.figures[figure as usize]?.percentiles[2];
                let text = match figure.unit() {
                    Unit::Count => format!("{median:.0}"),
                    _ => money(median, currency),
                };
                Some(dated(text, year.months))
            }
            Panel::Operating => {
                let year = shown.key().unwrap_or(shown.last());
                let share = self.of.plan.operating(year).value;
                Some(dated(percent(share), year.months))
            }
            Panel::Net => {
                let mean = shown.last().net.mean;
                let told = money_with_error(&mean, currency);
                // An amount that its error does not tell from 0 is not written without it.
                let is_clear = 2.0 * mean.standard_error < mean.value.abs();
                let short =
                    if is_clear { money(mean.value, currency) } else { "about 0".to_owned() };
                let months = shown.last().months;
                let year = months.div_ceil(12);
                let dated = format!("mean {told} in {}", when(months));
                Some([dated, format!("mean {short} in {year}"), format!("mean {short}")])
            }
        }
    }

    fn grid(&self, panel: Panel, plot: &Plot<'_>) {
        let unit = self.unit(plot.y);
        let named = |value: f64| match panel {
            Panel::Operating => format!("{:.0}%", 100.0 * value),
            Panel::Figure(PlanFigure::Sites) => format!("{value:.0}"),
            _ => unit.tick(value),
        };
        let Span { low, high } = plot.y;
        // The ends, the middle and 0 tell the scale; each as far as its name has room.
        let room = 1.35 * self.page.kind.label;
        let mut lines: Vec<f64> = vec![0.0];
        for value in [high, low, 0.5 * high] {
            let is_clear = |other: &f64| room < (plot.y_of(value) - plot.y_of(*other)).abs();
            if lines.iter().all(is_clear) {
                lines.push(value);
            }
        }
        plot.grid(&lines.into_iter().map(|value| (value, named(value))).collect::<Vec<_>>());
    }

    fn fan(&self, figure: PlanFigure, plot: &Plot<'_>) {
        let all = self.shown.fans(figure);
        let at = |edge: usize| -> Vec<(f64, f64)> {
            let points = all
                .iter()
                .map(|(year, _, fan)| (year.months as f64, plot.y.nearest(fan.percentiles[edge])));
            by_year(points.collect())
        };
        let shades: Vec<usize> = all.iter().map(|(_, share, _)| shade_of(*share)).collect();
        for (band, colour) in FAN[1..].iter().enumerate() {
            let [upper, lower] = [at(4 - band), at(band)];
            // From one year to the next a piece, those of one shade as one.
            let shade = |piece: usize| shades[(piece + 1).min(shades.len() - 1)];
            let mut from = 0;
            while from + 1 < upper.len() {
                let pieces = upper.len() - 1;
                let same = (from..pieces).take_while(|to| shade(*to) == shade(from)).count();
                let to = from + same.max(1);
                let mut shape = upper[from..=to].to_vec();
                shape.extend(lower[from..=to].iter().rev());
                plot.axes.shape(shape, mixed(*colour, SHADES[shade(from)]));
                from = to;
            }
        }
        if all.is_empty() {
            let is_short = self.of.horizon_months < 12;
            let text = if is_short { "no whole year" } else { "too few operate" };
            let look = self.page.look(GREY_TEXT).centred();
            return self.page.text_on_white(plot.area.middle(), look, text, (2.0, 0.6 * look.size));
        }
        plot.axes.edged(at(2), 1.6 * self.page.size.stretch().min(1.3), GAIN);
        if let Some((year, _, fan)) = all
            .iter()
            .find(|(year, _, _)| Some(year.months) == self.shown.key().map(|key| key.months))
        {
            self.dot(plot, year, fan);
        }
    }

    /// The median that is written above.
    fn dot(&self, plot: &Plot<'_>, year: &PlanYear, fan: &Fan) {
        let place = plot.axes.at(year.months as f64, plot.y.nearest(fan.percentiles[2]));
        self.page.discs(place, &[(2.8, PAPER), (1.9, INK)]);
    }

    /// In steps, as in other pictures of time, but by year.
    fn operating(&self, plot: &Plot<'_>) {
        let shown = self.shown;
        let points = shown.years.iter().zip(&shown.operating);
        let points: Vec<(f64, f64)> =
            points.map(|(year, share)| (year.months as f64, *share)).collect();
        let mut shape = points.clone();
        shape.extend([(shown.last().months as f64, 0.0), (0.0, 0.0)]);
        plot.axes.shape(shape, NEUTRAL);
        plot.axes.edged(points, 1.4, INK);
    }

    /// An arrow where the band of what the investor has goes on beyond the scale first.
    fn beyond(&self, plot: &Plot<'_>) {
        let edges = |year: &PlanYear| {
            let [low, _, high, ..] = reach(&year.net);
            [low, high].map(|value| (year.months as f64, value))
        };
        let points = self.shown.years.iter().flat_map(edges);
        for side in [Ordering::Less, Ordering::Greater] {
            let mut there = points.clone().filter(|(_, value)| plot.y.side(*value) == side);
            if let Some(first) = there.next() {
                plot.beyond(first, INK);
            }
        }
    }

    /// On all paths: a band of percentiles, the median, and the mean with two standard errors.
    fn net(&self, plot: &Plot<'_>) {
        let page = self.page;
        let years = self.shown.years;
        let at = |edge: usize| -> Vec<(f64, f64)> {
            let points = years
                .iter()
                .map(|year| (year.months as f64, plot.y.nearest(reach(&year.net)[edge])));
            points.collect()
        };
        let mut shape = at(2);
        shape.extend(at(0).into_iter().rev());
        plot.axes.shape(shape, NEUTRAL);
        self.beyond(plot);
        plot.axes.dashes(at(1), 1.0, INK);
        let mean =
            years.iter().map(|year| (year.months as f64, plot.y.nearest(year.net.mean.value)));
        plot.axes.edged(mean.collect(), 1.6 * page.size.stretch().min(1.3), INK);
        for year in years {
            let x = plot.x_of(year.months as f64);
            let [.., low, high] = reach(&year.net).map(|value| plot.y_of(value));
            if 1.0 < low - high {
                for (width, colour) in [(2.2, PAPER), (0.9, INK)] {
                    page.line(&[(x, low), (x, high)], width, colour);
                }
            }
        }
    }
}

/// A line by year; a single year, which has no line, is a level mark over its second half.
fn by_year(mut points: Vec<(f64, f64)>) -> Vec<(f64, f64)> {
    if let [(month, value)] = points[..] {
        points.insert(0, (month - 6.0, value));
    }
    points
}
