//! Table of what a multiple after so many years is as a yearly rate, with the
//! share of paths around each cell and a heavy line at the hurdle.

use super::data::{Endings, Returns};
use super::hurdle_times::{head as headed, within};
use super::moic_irr_cells::Table;
use super::moic_irr_words::{notes, outside, subtitles, titles};
use crate::output::chart::{
    Area, BANDS, CLASSES, Cells, Chart, GREY_TEXT, INK, Kind, Look, Metadata, Page, Scale,
    SharedAxes, Size, Words, cells, csv_of, name_within,
};
use crate::output::format::{moic, moic_tick, part, rate};
use crate::output::given;
use plotters::style::RGBColor;

/// Cells that fall short of the hurdle without losing money.
const SHORT: RGBColor = CLASSES[0];

/// Draws the table, for the years of the longest run of a set.
pub fn moic_irr(
    returns: &Returns<'_>,
    endings: &Endings<'_>,
    beside: SharedAxes<'_, Endings<'_>>,
    size: Size,
) -> Chart {
    let lines = Lines::of(beside, size);
    let table = Table::of(returns, endings, (lines.rows, lines.years));
    let words = Words {
        provenance: returns.provenance,
        titles: titles(returns, &table),
        subtitles: subtitles(returns, &table, size),
        basis: "gross of fees, IRR a year",
        notes: notes(returns, endings, &table),
    };
    let page = Page::new(size, &words, 2);
    let plot = draw(&page, returns, &table);
    page.finish(&words, plot, metadata(returns, &table))
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
struct Lines {
    rows: Vec<f64>,
    years: Vec<f64>,
}

impl Lines {
    fn of(SharedAxes { set, like }: SharedAxes<'_, Endings<'_>>, size: Size) -> Self {
        if let (Some(rows), Some(years)) = (ROWS.list(like), YEARS.list(like)) {
            return Self { rows, years };
        }
        let months = set.iter().map(|one| one.horizon_months).max().unwrap_or(0);
        let last = months.div_ceil(12).max(1);
        let most = if size == Size::Half { 5 } else { 10 };
        let step = last.div_ceil(most);
        // The last column is that of the horizon, which many paths reach.
        let first = last - (last - 1) / step * step;
        // As many rows as have room for two lines of text.
        let rows: &[f64] = match size {
            Size::Half => &[1.0, 2.0, 3.0, 5.0],
            Size::Slide => &[1.0, 2.0, 3.0, 5.0, 10.0],
            _ => &[0.5, 1.0, 2.0, 3.0, 5.0, 10.0],
        };
        let years = (first..=last).step_by(step).map(|year| year as f64);
        Self { rows: rows.to_vec(), years: years.collect() }
    }
}

/// Where cells are; the best multiple is on top.
fn cells_of(page: &Page, table: &Table, hurdle: f64) -> Cells {
    let label = page.kind.label;
    let look = Look::new(label, INK);
    let times = table.rows.iter().map(|multiple| within(*multiple, hurdle));
    let widest = ["100% within", "99 years"].map(str::to_owned).into_iter();
    let widest = widest.chain([headed(hurdle)]).chain(times);
    let right = widest.map(|text| look.width(&text)).fold(0.0, f64::max);
    let half = page.size == Size::Half;
    let plot = Area {
        left: page.frame.left + look.width("MOIC").max(look.width("0.5x")) + 7.0,
        top: page.frame.top + if half { 1.7 } else { 2.0 } * label,
        right: page.frame.right - right - 7.0,
        bottom: page.frame.bottom - if half { 2.9 } else { 3.2 } * label,
    };
    Cells { plot, rows: table.rows.len(), columns: table.years.len(), upwards: true }
}

fn draw(page: &Page, returns: &Returns<'_>, table: &Table) -> Area {
    let hurdle = returns.provenance.hurdle_rate;
    let at = cells_of(page, table, hurdle);
    let label = page.kind.label;
    let (look, head) = (Look::new(label, INK), Look::new(label, GREY_TEXT));
    let y = at.plot.top - 0.75 * label;
    page.text_at(page.frame.left, y, head, "MOIC");
    page.text_at(page.frame.right, y, head.right(), &headed(hurdle));
    for (row, multiple) in table.rows.iter().enumerate() {
        let y = at.middle(row, 0).1;
        page.text_at(at.plot.left - 5.0, y, look.right(), &moic_tick(*multiple));
        page.text_at(page.frame.right, y, look.right(), &within(*multiple, hurdle));
        for column in 0..table.years.len() {
            cell(page, &at, (row, column), (table, hurdle));
        }
    }
    years(page, &at, table);
    at.divide(page, |row, column| hurdle <= table.irr(row, column));
    let grey = Look::new(label, GREY_TEXT);
    let wordings = outside(returns, table);
    let longest = grey.longest(&wordings, page.frame.width());
    let text = longest.or(wordings.last().map(String::as_str)).unwrap_or_default();
    let text = name_within(text, page.frame.width(), grey);
    page.text_at(page.frame.left, at.plot.bottom + 2.5 * label, grey, &text);
    at.plot
}

fn cell(page: &Page, at: &Cells, (row, column): (usize, usize), (table, hurdle): (&Table, f64)) {
    let irr = table.irr(row, column);
    at.fill(page, (row, column), fill(irr, hurdle));
    let (x, y) = at.middle(row, column);
    let key = Look::new(page.kind.name, INK).bold().centred();
    page.text_at(x, y - 0.55 * page.kind.name, key, &rate(irr, hurdle));
    let (share, percent) = table.share(row, column);
    if 0.0 < share {
        let small = Look::new(page.kind.label, INK).centred();
        page.text_at(x, y + 0.52 * page.kind.name, small, &part(percent, share));
    }
}

fn fill(irr: f64, hurdle: f64) -> RGBColor {
    match irr {
        irr if hurdle <= irr => BANDS[3],
        irr if irr < 0.0 => CLASSES[2],
        _ => SHORT,
    }
}

fn years(page: &Page, at: &Cells, table: &Table) {
    let label = page.kind.label;
    let look = Look::new(label, INK).centred();
    let y = at.plot.bottom + 1.0 * label;
    for (column, year) in table.years.iter().enumerate() {
        let long = format!("year {year}");
        let text = if look.width(&long) + 3.0 <= at.wide() { long } else { year.to_string() };
        page.text_at(at.middle(0, column).0, y, look, &text);
    }
}

fn metadata(returns: &Returns<'_>, table: &Table) -> Metadata {
    let hurdle = returns.provenance.hurdle_rate;
    let mut numbers = Vec::new();
    for (row, multiple) in table.rows.iter().enumerate() {
        for (column, year) in table.years.iter().enumerate() {
            let irr = table.irr(row, column);
            let mut cells = cells([*multiple, *year, irr]);
            cells.extend([(hurdle <= irr).to_string(), table.share(row, column).0.to_string()]);
            numbers.push(cells);
        }
    }
    let outside_of_it = table
        .outside()
        .into_iter()
        .map(|(name, share)| [name, "", "", "", &share.to_string()].map(str::to_owned).to_vec());
    let head = ["moic", "year", "irr", "meets_hurdle", "share_of_paths"];
    let csv = csv_of(head, numbers.into_iter().chain(outside_of_it));
    let ends = |values: &[f64]| (values[0], values[values.len() - 1]);
    let ((low, high), (first, last)) = (ends(&table.rows), ends(&table.years));
    let rows: Vec<String> = table
        .rows
        .iter()
        .map(|multiple| format!("{} {}", moic_tick(*multiple), within(*multiple, hurdle)))
        .collect();
    let alt_text = format!(
        "Table of the IRR of a single payment returned as {} to {} after {first} to {last} years, \
         with the share of paths around each. A multiple meets the hurdle of {} if it comes{}: \
         {}. {}.",
        moic(low),
        moic(high),
        given::share(hurdle),
        if hurdle <= 0.0 { "" } else { " within" },
        rows.join(", "),
        outside(returns, table)[0],
    );
    let domains = vec![ROWS.tells(table.rows.clone()), YEARS.tells(table.years.clone())];
    Metadata { kind: &KIND, alt_text, csv, domains }
}
