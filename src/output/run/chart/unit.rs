//! Chart of a unit: from its full price, cost by cost, to the margin that is left, of one plan or of
//! several side by side.

pub(in crate::output) use super::unit_rows::{RowKind, UnitPlan, rows_of};
use super::unit_rows::{UnitRow, rows};
use super::unit_words::{alt_text, notes, numbers, share_of_price};
pub(in crate::output) use super::unit_words::{amount, titles};
use crate::output::chart::{
    AXIS, Area, BETTER, Chart, Domains, GAIN, GREY_TEXT, GRID, INK, Kind, LOSS, Metadata, NEUTRAL,
    Page, Plot, Provenance, RULE, Scale, Size, Span, WORSE, Words, colour_of, curve, ends, go_on,
    mixed, round_amount, ticks,
};
use crate::output::format::{Money, plural, symbol};
use plotters::style::RGBColor;

/// From the price of a unit to its margin.
pub static KIND: Kind =
    Kind { name: "unit", in_money: true, scales: &[AXIS_OF_MONEY], ..Kind::PLAIN };

/// Amounts per unit; bars begin at 0.
const AXIS_OF_MONEY: Scale = Scale::Values("axis", |values| {
    ends(values).is_some_and(|ends| ends.low <= 0.0 && 0.0 < ends.high)
});

/// What is drawn of some plans, the first of all.
pub(in crate::output) struct UnitPicture<'a> {
    pub(in crate::output) plans: &'a [UnitPlan<'a>],
    /// All that share the axis, those drawn among them.
    pub(in crate::output) beside: &'a [UnitPlan<'a>],
    pub(in crate::output) run: &'a Provenance,
    pub(in crate::output) titles: Vec<String>,
    /// Plans that are not drawn.
    pub(in crate::output) more: usize,
}

/// Most plans that there is room for.
pub(in crate::output) fn most_plans(size: Size) -> usize {
    if size == Size::Half { 2 } else { 3 }
}

impl UnitPicture<'_> {
    pub(in crate::output) fn draw(&self, like: Option<&Domains>, size: Size) -> Chart {
        let Self { plans, run, .. } = self;
        let shown = rows_of(size);
        let all: Vec<Vec<UnitRow>> = plans.iter().map(|plan| rows(plan.economics, shown)).collect();
        let span =
            AXIS_OF_MONEY.values(like).and_then(ends).unwrap_or_else(|| self.own_span(shown));
        let is_cut = |row: &UnitRow| span.ends_before(row.from) || span.ends_before(row.to);
        let is_cut = all.iter().flatten().any(is_cut);
        let mut notes = notes(plans, run);
        if 0 < self.more {
            notes.insert(0, format!("not drawn: {}", plural(self.more as u64, "more scenario")));
        }
        let words = Words {
            provenance: run,
            titles: self.titles.clone(),
            subtitles: vec![
                "Mean over paths of what a unit, sold or left over, brings and costs, over all \
                 product lines of a path's life"
                    .to_owned(),
                "Mean over paths, per unit sold or left over, of all product lines".to_owned(),
                "Means per unit sold or left over, all lines".to_owned(),
            ],
            basis: "",
            notes,
        };
        let words = words.note_first(is_cut.then(|| go_on("bars with a notch or an arrow", "")));
        let page = Page::new(size, &words, size.subtitle_lines());
        let plot =
            Drawing { page: &page, plans, shown, rows: &all, span, currency: &run.currency }.draw();
        let metadata = Metadata {
            kind: &KIND,
            alt_text: alt_text(plans, &run.currency),
            csv: numbers(plans),
            domains: vec![AXIS_OF_MONEY.tells(span.ends())],
        };
        page.finish(&words, plot, metadata)
    }

    /// From 0, or from as far below it as it must, to 1, 2 or 5 and zeros.
    fn own_span(&self, shown: &[RowKind]) -> Span {
        let levels = self.beside.iter().flat_map(|plan| rows(plan.economics, shown));
        let all = Span::of(levels.flat_map(|row| [row.from, row.to]).chain([0.0]));
        let high = round_small(all.high);
        let low = if all.low < 0.0 { -round_small(-all.low) } else { 0.0 };
        Span { low, high }
    }
}

/// A round amount that may be less than 1.
fn round_small(amount: f64) -> f64 {
    const CENTS: f64 = 100.0;
    round_amount(CENTS * amount) / CENTS
}

struct Drawing<'a> {
    page: &'a Page,
    plans: &'a [UnitPlan<'a>],
    shown: &'a [RowKind],
    rows: &'a [Vec<UnitRow>],
    span: Span,
    currency: &'a str,
}

/// Where rows are.
struct Places {
    plot: Area,
    pitch: f64,
    /// Right ends of the columns of numbers, left to right.
    columns: Vec<f64>,
}

impl Drawing<'_> {
    fn draw(&self) -> Area {
        let (page, label) = (self.page, self.page.kind.label);
        let several = 1 < self.plans.len();
        let number = page.look(INK);
        let widest = self.widest_number();
        let count = if several { self.plans.len() } else { 2 };
        let names = page.look(INK).widest(self.shown.iter().map(|kind| kind.name)) + 6.0;
        let key = if several { 1.7 * label } else { 0.0 };
        let wide = widest + 1.1 * label;
        let right = count as f64 * wide;
        let whole = page.inside([0.0, key, 0.0, 0.0]);
        let area = page.inside([names, key + 1.7 * label, right, 2.0 * label]);
        let pitch = area.height() / self.shown.len() as f64;
        let columns = (0..count).map(|i| area.right + (i + 1) as f64 * wide).collect();
        let places = Places { plot: area, pitch, columns };
        let plot = Plot::of_rows(page, area, self.span);
        self.scale(&plot);
        self.heads(&places);
        for (row, kind) in self.shown.iter().enumerate() {
            let y = places.middle(row);
            let is_end = row == 0 || row + 1 == self.shown.len();
            page.text_at(area.left - 6.0, y, number.right().bold_if(is_end), kind.name);
            self.row(&plot, &places, row);
        }
        if several {
            self.key(whole.top - key + 0.6 * label);
        }
        area
    }

    /// Any amount that may stand in a column, so that charts of different plans line up.
    fn widest_number(&self) -> f64 {
        let symbol = symbol(self.currency);
        let look = self.page.look(INK).bold();
        look.width(&format!("\u{2212}{symbol}99.99")).max(look.width("\u{2212}100%"))
    }

    fn scale(&self, plot: &Plot<'_>) {
        let Span { low, high } = self.span;
        let unit = Money::scale(high.max(-low), self.currency);
        let count = if self.page.is_half() { 3 } else { 5 };
        let marks = ticks(low, high, count);
        for value in &marks {
            plot.upright(plot.x_of(*value), 0.5, GRID);
        }
        plot.baseline();
        plot.ticks(marks.into_iter().map(|value| (value, tick(&unit, value))));
        plot.upright(plot.x_of(0.0), 0.75, AXIS);
    }

    fn heads(&self, places: &Places) {
        let y = places.plot.top - 0.8 * self.page.kind.label;
        let grey = self.page.look(GREY_TEXT);
        self.page.text_at(places.plot.left, y, grey, "per unit");
        if let [amount, share] = places.columns[..]
            && self.plans.len() == 1
        {
            self.page.text_at(amount, y, grey.right(), "amount");
            self.page.text_at(share, y, grey.right(), "of price");
            return;
        }
        for (position, right) in places.columns.iter().enumerate() {
            let left = right - 14.0 * self.page.size.stretch();
            curve(self.page, &[(left, y), (*right, y)], position);
        }
    }

    fn row(&self, plot: &Plot<'_>, places: &Places, row: usize) {
        let middle = places.middle(row);
        let each = 0.76 * places.pitch / self.plans.len() as f64;
        for (position, rows) in self.rows.iter().enumerate() {
            let top = middle - 0.38 * places.pitch + position as f64 * each;
            let Some(of) = rows.get(row) else { continue };
            let half = 0.5 * each - if 1 < self.rows.len() { 0.4 } else { 0.0 };
            let y = top + 0.5 * each;
            let colour = self.colour(row, position, of);
            let [low, high] = [of.from.min(of.to), of.from.max(of.to)];
            plot.page.rect(Area::level([plot.x_of(low), plot.x_of(high)], (y, half)), colour);
            plot.bar_beyond([low, high], (y, half), [colour, colour]);
            if row + 1 < self.shown.len() {
                let next =
                    places.middle(row + 1) - 0.38 * places.pitch + (position as f64 + 1.0) * each;
                let x = plot.x_of(of.to);
                plot.page.line(&[(x, y - half), (x, next)], 0.5, RULE);
            }
            self.numbers(places, (row, position), of);
        }
    }

    fn colour(&self, row: usize, position: usize, of: &UnitRow) -> RGBColor {
        let is_end = row == 0 || row + 1 == self.shown.len();
        if 1 < self.plans.len() {
            let own = colour_of(position);
            return if is_end { own } else { mixed(own, 0.55) };
        }
        match (row, of.to) {
            (0, _) => NEUTRAL,
            (_, margin) if is_end => {
                if margin < 0.0 {
                    LOSS
                } else {
                    GAIN
                }
            }
            _ if of.from <= of.to => BETTER,
            _ => WORSE,
        }
    }

    fn numbers(&self, places: &Places, (row, position): (usize, usize), of: &UnitRow) {
        let (page, y) = (self.page, places.middle(row));
        let look = page.look(INK).bold_if(of.is_end).right();
        let price = self.rows[position][0].to;
        let amount = amount(of.printed(price), price, self.currency);
        if 1 < self.plans.len() {
            page.text_at(places.columns[position], y, look, &amount);
            return;
        }
        page.text_at(places.columns[0], y, look, &amount);
        let share = share_of_price(of.change(), price);
        page.text_at(places.columns[1], y, look, &share);
    }

    /// Names of the plans, each after its line.
    fn key(&self, y: f64) {
        let (page, look) = (self.page, self.page.look(INK));
        let swatch = 20.0 * page.size.stretch();
        let each = page.frame.width() / self.plans.len() as f64;
        for (position, plan) in self.plans.iter().enumerate() {
            let left = page.frame.left + position as f64 * each;
            curve(page, &[(left, y), (left + swatch, y)], position);
            let name = look.cut(plan.label, each - swatch - 12.0);
            page.text_at(left + swatch + 5.0, y, look, &name);
        }
    }
}

impl Places {
    fn middle(&self, row: usize) -> f64 {
        self.plot.top + (row as f64 + 0.5) * self.pitch
    }
}

/// A round amount on the axis, which may be less than one of the currency.
fn tick(unit: &Money<'_>, value: f64) -> String {
    let cents = 1e-6 < (10.0 * value / unit.size()).fract().abs().min(0.5);
    if cents && value.abs() < unit.size() { unit.with_decimals(value, 2) } else { unit.tick(value) }
}
