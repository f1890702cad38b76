//! Chart of outcome bands: how many paths end in each range of MOIC, and what
//! share of all proceeds they bring.

use super::band_rows::{Longest, Row, rows};
use super::band_words::{metadata, words};
use super::bins::bands as count_bands;
use super::data::Returns;
use super::titles;
use crate::output::chart::{
    AXIS, Area, BANDS, Chart, GAIN, GREY_TEXT, INK, Kind, LOSS, Look, Page, Scale, SharedAxes,
    Size, notch, text_on,
};
use crate::output::format::part;

/// Draws the outcome bands: with the share of proceeds where there is room.
/// Bars are on the scales of all beside it.
pub fn bands(returns: &Returns<'_>, beside: SharedAxes<'_, Returns<'_>>, size: Size) -> Chart {
    let bands = count_bands(returns);
    let rows = rows(&bands, size == Size::Half);
    let most = Longest::of(beside, size);
    let words = words(returns, &bands, most.cut(&rows));
    let page = Page::new(size, &words, if size == Size::Half { 2 } else { 1 });
    let lost = part(bands.total_loss_percent, returns.total_loss.value);
    let plot = draw(&page, returns, (&rows, &most), &lost);
    page.finish(&words, plot, metadata(returns, &bands, &most))
}

/// A bar for each outcome band of MOIC, and numbers beside them.
pub static KIND: Kind = Kind { name: "bands", scales: &[BANDS_OF_MOIC, BARS], ..Kind::PLAIN };

/// Edges between the bands, which are always the same.
pub(super) const BANDS_OF_MOIC: Scale = Scale::Optional("band_edges");
/// The longest bar of each panel.
pub(super) const BARS: Scale =
    Scale::Values("bars", |bars| bars.len() == 2 && bars.iter().all(|longest| 0.0 < *longest));

fn draw(page: &Page, returns: &Returns<'_>, (rows, most): (&[Row], &Longest), lost: &str) -> Area {
    let label = Look::new(page.kind.name, INK);
    let head = Look::new(page.kind.label, GREY_TEXT);
    let name_room = rows.iter().map(|row| label.width(row.name)).fold(0.0, f64::max) + 6.0;
    let two = matches!(page.size, Size::Full | Size::Tall);
    let width = page.frame.width();
    let plot = Area {
        left: page.frame.left + name_room,
        top: page.frame.top + 2.0 * page.kind.label,
        right: if two { page.frame.left + 0.58 * width } else { page.frame.right },
        bottom: page.frame.bottom,
    };
    let right = Area { left: plot.right + 0.02 * width, right: page.frame.right, ..plot };
    page.text_from(plot.left, page.frame.top + 0.35 * page.kind.label, head, "Share of paths");
    let value = |row: &Row| (row.share, row.share_text.clone());
    panel(page, plot, rows, &Values { of: &value, most: most.share, bold: true });
    total_loss(page, plot, (returns.total_loss.value, lost), (rows, most));
    if two {
        let y = page.frame.top + 0.35 * page.kind.label;
        page.text_from(right.left, y, head, "Share of total proceeds");
        let value = |row: &Row| (row.proceeds, row.proceeds_text.clone());
        panel(page, right, rows, &Values { of: &value, most: most.proceeds, bold: false });
    }
    names(page, plot, rows, label);
    divider(page, plot, if two { right.right } else { plot.right }, returns, rows);
    Area { right: if two { right.right } else { plot.right }, ..plot }
}

/// Upper and lower edge of a row's bar, in points.
fn bar_edges(page: &Page, plot: Area, index: usize, rows: &[Row]) -> (f64, f64) {
    let gap = gap(page);
    let pitch = (plot.height() - gap) / rows.len() as f64;
    let below = if rows[index].gains { gap } else { 0.0 };
    let top = plot.top + index as f64 * pitch + below;
    (top + 0.11 * pitch, top + 0.89 * pitch)
}

/// The gap between losses and gains holds two lines of text.
fn gap(page: &Page) -> f64 {
    3.2 * page.kind.label
}

/// What a panel shows of a row.
struct Values<'a> {
    of: &'a dyn Fn(&Row) -> (f64, String),
    /// The value of a bar as long as there is room for.
    most: f64,
    bold: bool,
}

fn panel(page: &Page, plot: Area, rows: &[Row], values: &Values<'_>) {
    let look = Look::new(page.kind.name, INK);
    let look = if values.bold { look.bold() } else { look };
    let room = plot.width() - look.width(">99%") - 6.0;
    let bars = Area { right: plot.left + room, ..plot };
    let axes = page.axes(bars, 0.0..values.most, plot.top..plot.bottom);
    for (index, row) in rows.iter().enumerate() {
        let (share, text) = (values.of)(row);
        let (top, bottom) = bar_edges(page, plot, index, rows);
        let drawn = share.min(values.most);
        axes.bar((0.0, top), (drawn, bottom), row.colour);
        let end = axes.at(drawn, top).0;
        if values.most < share {
            notch(page, (end - 6.0, top), (end - 9.0, bottom));
        }
        page.text_at(end + 4.0, 0.5 * (top + bottom), look, &text);
    }
    let top = plot.top - 2.0;
    page.line(&[(plot.left, top), (plot.left, plot.bottom)], 0.75, AXIS);
}

/// The darker part of the first bar: paths that lose everything.
fn total_loss(
    page: &Page,
    plot: Area,
    (lost, percent): (f64, &str),
    (rows, most): (&[Row], &Longest),
) {
    if lost <= 0.0 {
        return;
    }
    let number = Look::new(page.kind.name, INK).bold();
    let room = plot.width() - number.width(">99%") - 6.0;
    let (top, bottom) = bar_edges(page, plot, 0, rows);
    let length = room * (lost / most.share).min(1.0);
    page.rect(Area { left: plot.left, top, right: plot.left + length, bottom }, BANDS[0]);
    let text = format!("exactly 0x: {percent}");
    let inside = Look::new(page.kind.label, text_on(BANDS[0]));
    let middle = 0.5 * (top + bottom);
    if inside.width(&text) + 8.0 < length {
        page.text_at(plot.left + 4.0, middle, inside, &text);
        return;
    }
    let after = plot.left
        + room * (rows[0].share / most.share).min(1.0)
        + 10.0
        + number.width(&rows[0].share_text);
    let outside = Look::new(page.kind.label, GREY_TEXT);
    let text = format!("({text})");
    if after + outside.width(&text) < plot.right {
        page.text_at(after, middle, outside, &text);
    }
}

fn names(page: &Page, plot: Area, rows: &[Row], label: Look) {
    for (index, row) in rows.iter().enumerate() {
        let (top, bottom) = bar_edges(page, plot, index, rows);
        page.text_at(plot.left - 6.0, 0.5 * (top + bottom), label.right(), row.name);
    }
}

fn divider(page: &Page, plot: Area, right: f64, returns: &Returns<'_>, rows: &[Row]) {
    let losses = rows.iter().filter(|row| !row.gains).count();
    let gap = gap(page);
    let pitch = (plot.height() - gap) / rows.len() as f64;
    let y = plot.top + losses as f64 * pitch + 0.5 * gap;
    let ends = [(page.frame.left, y), (right, y)];
    page.dashes(&ends, 0.75, INK, (3.0, 2.0));
    let look = |colour| Look::new(page.kind.label, colour).bold().right();
    let (lost, kept) = titles::loss_and_rest(returns);
    let offset = 0.8 * page.kind.label;
    page.text_at(plot.right, y - offset, look(LOSS), &format!("loses money ↑ {lost}"));
    page.text_at(plot.right, y + offset, look(GAIN), &format!("returns capital ↓ {kept}"));
}
