//! Table of what a multiple after so many years is as a yearly rate, with the
//! share of paths around each cell and a heavy line at the hurdle.

use super::data::{Endings, Returns};
use super::moic_irr_cells::Table;
use super::moic_irr_words::{alt_text, notes, outside, subtitles, titles};
use crate::output::chart::{
    Area, BANDS, Cells, Chart, GREY_TEXT, INK, Kind, Look, MONEY_BACK, Metadata, Page, Scale,
    SharedAxes, Size, Words, mixed, round_months, text_on,
};
use crate::output::format::{moic_tick, rate};
use crate::output::run::hurdle_times::{head as headed, within};
use plotters::style::RGBColor;

/// Draws the table, for as many years as the axis of time has that suits the longest run of a set.
pub fn moic_irr(
    returns: &Returns<'_>,
    endings: &Endings<'_>,
    beside: SharedAxes<'_, Endings<'_>>,
    size: Size,
) -> Chart {
    let (rows, years) = lines(beside, size);
    let table = Table::of(returns, endings, rows, years);
    let words = Words {
        provenance: returns.provenance,
        titles: titles(returns, &table),
        subtitles: subtitles(returns, &table, size),
        basis: "gross of fees, IRR a year",
        notes: notes(returns, endings, &table),
    };
    let page = Page::new(size, &words, 2);
    let hurdle = returns.provenance.rates.target;
    let drawing = Drawing { page: &page, table: &table, hurdle, at: cells(&page, &table, hurdle) };
    drawing.draw(&outside(returns, &table));
    let metadata = Metadata {
        kind: &KIND,
        alt_text: alt_text(returns, &table),
        csv: table.numbers(hurdle),
        domains: vec![ROWS.tells(&*table.paths.rows), YEARS.tells(&*table.paths.years)],
    };
    let plot = drawing.at.plot;
    page.finish(&words, plot, metadata)
}

/// Multiples and years as yearly rates, with the paths around them.
pub static KIND: Kind = Kind { name: "moic-irr", scales: &[ROWS, YEARS], ..Kind::PLAIN };

/// Multiples of the rows.
const ROWS: Scale = Scale::Values("rows", is_sound);
/// Years of the columns.
const YEARS: Scale = Scale::Values("years", is_sound);

/// Whether values ascend from above 0, and are no more than a table has room for.
fn is_sound(values: &[f64]) -> bool {
    const MOST: usize = 12;
    let ascend = values.windows(2).all(|pair| pair[0] < pair[1]);
    (1..=MOST).contains(&values.len()) && ascend && 0.0 < values[0]
}

/// Multiples of the rows and years of the columns, both ascending.
fn lines(
    SharedAxes { set, like }: SharedAxes<'_, Endings<'_>>,
    size: Size,
) -> (Vec<f64>, Vec<f64>) {
    if let (Some(rows), Some(years)) = (ROWS.list(like), YEARS.list(like)) {
        return (rows, years);
    }
    let months = set.iter().map(|one| one.horizon_months).max().unwrap_or(0);
    let last = round_months(months.max(1)) / 12;
    let most = if size == Size::Half { 5 } else { 10 };
    let step = last.div_ceil(most);
    // The last column is at the end of the axis, which the horizons of many runs are.
    let first = last - (last - 1) / step * step;
    // As many rows as have room for two lines of text.
    let rows: &[f64] = match size {
        Size::Half => &[1.0, 2.0, 3.0, 5.0],
        Size::Slide => &[1.0, 2.0, 3.0, 5.0, 10.0],
        _ => &[0.5, 1.0, 2.0, 3.0, 5.0, 10.0],
    };
    let years = (first..=last).step_by(step).map(|year| year as f64);
    (rows.to_vec(), years.collect())
}

/// Where cells are; the best multiple is on top.
fn cells(page: &Page, table: &Table, hurdle: f64) -> Cells {
    let (label, look) = (page.kind.label, page.look(INK));
    let times = table.paths.rows.iter().map(|multiple| within(*multiple, hurdle));
    let usual = ["100% within", "99 years"].map(str::to_owned).into_iter();
    let right = look.widest(usual.chain([headed(hurdle)]).chain(times)) + 7.0;
    let left = look.width("MOIC").max(look.width("0.5x")) + 7.0;
    let (top, bottom) = if page.is_half() { (1.7, 2.9) } else { (2.0, 3.2) };
    let plot = page.inside([left, top * label, right, bottom * label]);
    Cells { plot, rows: table.paths.rows.len(), columns: table.paths.years.len(), upwards: true }
}

/// A table being drawn.
struct Drawing<'a> {
    page: &'a Page,
    table: &'a Table,
    hurdle: f64,
    at: Cells,
}

impl Drawing<'_> {
    /// The cells, what rows and columns are, and below them what is in none of them.
    fn draw(&self, outside: &[String]) {
        let Self { page, table, hurdle, at } = self;
        let (label, look, head) = (page.kind.label, page.look(INK), page.look(GREY_TEXT));
        let Area { left, top, bottom, .. } = at.plot;
        let y = top - 0.75 * label;
        page.text_at(page.frame.left, y, head, "MOIC");
        page.text_at(page.frame.right, y, head.right(), &headed(*hurdle));
        for (row, multiple) in table.paths.rows.iter().enumerate() {
            let y = at.middle(row, 0).1;
            page.text_at(left - 5.0, y, look.right(), &moic_tick(*multiple));
            page.text_at(page.frame.right, y, look.right(), &within(*multiple, *hurdle));
            (0..table.paths.years.len()).for_each(|column| self.cell(row, column));
        }
        for (column, year) in table.paths.years.iter().enumerate() {
            let long = format!("year {year}");
            let text = if look.width(&long) + 3.0 <= at.wide() { long } else { year.to_string() };
            page.text_at(at.middle(0, column).0, bottom + 1.0 * label, look.centred(), &text);
        }
        at.divide(page, |row, column| *hurdle <= table.paths.irr(row, column));
        let room = page.frame.width();
        let longest = head.longest(outside, room);
        let text = longest.or(outside.last().map(String::as_str)).unwrap_or_default();
        page.text_at(page.frame.left, bottom + 2.5 * label, head, &head.cut(text, room));
    }

    /// Shaded by the share of the paths around it, which is what the run has to say; the rate is
    /// arithmetic.
    fn cell(&self, row: usize, column: usize) {
        let Self { page, table, hurdle, at } = self;
        let irr = table.paths.irr(row, column);
        // Two lines stay clear of the edges, and so of the heavy line, of a low cell too.
        let part = ((at.high() - 3.0) / (2.2 * page.kind.label)).min(1.0);
        let [name, small] = [page.kind.name, page.kind.label].map(|size| part * size);
        let place = table.paths.cell(row, column);
        let fill = shade(table.paths.shares[place], irr, *hurdle);
        at.fill(page, (row, column), fill);
        let (x, y) = at.middle(row, column);
        let share = table.share(place);
        let away = if share.is_some() { 0.62 * small } else { 0.0 };
        let look = Look::new(0.9 * small, text_on(fill)).centred();
        page.text_at(x, y + away, look, &rate(irr, *hurdle));
        if let Some(share) = share {
            let key = Look::new(name, text_on(fill)).bold().centred();
            page.text_at(x, y - 0.55 * name, key, &share);
        }
    }
}

/// Shares from which on cells are of the next shade.
const SHADES: [f64; 4] = [1e-12, 0.01, 0.03, 0.08];

/// The colour of a cell: the darker, the more paths are around it; blue where it meets the hurdle,
/// brown where it loses money, else grey. The heavy line tells the sides apart without colours.
fn shade(share: f64, irr: f64, hurdle: f64) -> RGBColor {
    let darkest = match irr {
        irr if hurdle <= irr => BANDS[4],
        irr if irr < 0.0 => BANDS[2],
        _ => MONEY_BACK,
    };
    let step = SHADES.iter().filter(|least| **least <= share).count();
    if step == 0 { EMPTY } else { mixed(darkest, [0.25, 0.45, 0.7, 1.0][step - 1]) }
}

/// Cells without any path.
const EMPTY: RGBColor = RGBColor(0xFA, 0xFA, 0xFA);
