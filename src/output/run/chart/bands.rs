//! Chart of outcome bands: how many paths end in each range of MOIC, and what
//! share of all proceeds they bring.

use super::bins::{BAND_EDGES, Bands, Row, alt_text, bands as count_bands, longest, numbers, rows};
use super::data::Returns;
use crate::output::chart::{
    AXIS, Area, BANDS, Chart, GAIN, GREY_TEXT, INK, Kind, LOSS, Look, Metadata, Page, Plot, Scale,
    SharedAxes, Size, Span, Words, go_on, notch, short_name, text_on,
};
use crate::output::format::moic;
use crate::output::run::notes::returns_notes;
use crate::output::run::titles::{loss_and_rest, losses};

/// Draws the outcome bands: with the share of proceeds where there is room.
/// Bars are on the scales of all beside it.
pub fn bands(returns: &Returns<'_>, beside: SharedAxes<'_, Returns<'_>>, size: Size) -> Chart {
    let bands = count_bands(returns);
    let rows = &rows(&bands, size == Size::Half);
    let most = match BARS.values(beside.like) {
        Some(&[share, proceeds]) => [share, proceeds],
        _ => longest(beside.set, size),
    };
    let is_cut = rows.iter().any(|row| (0..2).any(|panel| most[panel] < row.shares[panel]));
    let words = words(returns, &bands);
    let words = words.note_first(is_cut.then(|| go_on("bars with a notch", "")));
    let page = Page::new(size, &words, size.subtitle_lines());
    let paths = paths(&page, rows);
    let plot = Panels { page: &page, returns, rows, most, paths }.draw(&bands.nothing());
    let metadata = Metadata {
        kind: &KIND,
        alt_text: alt_text(&bands),
        csv: numbers(&bands),
        domains: vec![BANDS_OF_MOIC.tells(BAND_EDGES), BARS.tells(most)],
    };
    page.finish(&words, plot, metadata)
}

/// A bar for each outcome band of MOIC, and numbers beside them.
pub static KIND: Kind = Kind { name: "bands", scales: &[BANDS_OF_MOIC, BARS], ..Kind::PLAIN };

/// Edges between the bands, which are always the same.
const BANDS_OF_MOIC: Scale = Scale::Optional("band_edges");
/// The longest bar of each panel.
const BARS: Scale =
    Scale::Values("bars", |bars| bars.len() == 2 && bars.iter().all(|longest| 0.0 < *longest));

fn words<'a>(returns: &Returns<'a>, bands: &Bands) -> Words<'a> {
    let name = short_name(returns.provenance);
    let intervals = "bands include their lower end";
    let mut notes = returns_notes(returns, &bands.shares);
    // Else the name of its band says it.
    if 10.0 <= bands.maximum {
        notes.push(format!("best path {}", moic(bands.maximum)));
    }
    Words {
        provenance: returns.provenance,
        titles: losses(returns, bands),
        subtitles: vec![
            format!("{name}: paths by multiple on invested capital (MOIC); {intervals}"),
            format!("{name}: paths by MOIC; {intervals}"),
            format!("Paths by MOIC; {intervals}"),
        ],
        basis: "gross of fees, undiscounted",
        notes,
    }
}

/// Where the panel of paths is.
fn paths(page: &Page, rows: &[Row]) -> Area {
    let names = Look::new(page.kind.name, INK).widest(rows.iter().map(|row| row.name)) + 6.0;
    let area = page.inside([names, 2.0 * page.kind.label, 0.0, 0.0]);
    let right = page.frame.left + 0.58 * page.frame.width();
    if has_two(page) { Area { right, ..area } } else { area }
}

/// Whether there is room for a panel of proceeds.
fn has_two(page: &Page) -> bool {
    matches!(page.size, Size::Full | Size::Tall)
}

/// Panels of bars being drawn.
struct Panels<'a> {
    page: &'a Page,
    returns: &'a Returns<'a>,
    rows: &'a [Row],
    /// The value of a bar as long as there is room for, in each panel.
    most: [f64; 2],
    /// The panel of paths.
    paths: Area,
}

impl Panels<'_> {
    fn draw(&self, lost: &str) -> Area {
        let Self { page, paths, .. } = self;
        let (y, head) = (page.frame.top + 0.35 * page.kind.label, page.look(GREY_TEXT));
        page.text_from(paths.left, y, head, "Share of paths");
        self.panel(*paths, 0);
        self.total_loss(lost);
        let mut whole = *paths;
        if has_two(page) {
            whole.right = page.frame.right;
            let left = paths.right + 0.02 * page.frame.width();
            page.text_from(left, y, head, "Share of total proceeds");
            self.panel(Area { left, ..whole }, 1);
        }
        let name = Look::new(page.kind.name, INK).right();
        for (index, row) in self.rows.iter().enumerate() {
            page.text_at(paths.left - 6.0, self.middle(index), name, row.name);
        }
        self.divider(whole.right);
        whole
    }

    /// The gap between losses and gains holds two lines of text.
    fn gap(&self) -> f64 {
        3.2 * self.page.kind.label
    }

    fn pitch(&self) -> f64 {
        (self.paths.height() - self.gap()) / self.rows.len() as f64
    }

    /// Upper and lower edge of a row's bar, in points.
    fn edges(&self, index: usize) -> (f64, f64) {
        let below = if self.rows[index].gains { self.gap() } else { 0.0 };
        let (pitch, top) = (self.pitch(), self.paths.top + index as f64 * self.pitch() + below);
        (top + 0.11 * pitch, top + 0.89 * pitch)
    }

    fn middle(&self, index: usize) -> f64 {
        let (top, bottom) = self.edges(index);
        0.5 * (top + bottom)
    }

    /// The number at a bar, bold in the panel of paths.
    fn number(&self, panel: usize) -> Look {
        Look::new(self.page.kind.name, INK).bold_if(panel == 0)
    }

    fn panel(&self, area: Area, panel: usize) {
        let (page, most, look) = (self.page, self.most[panel], self.number(panel));
        let right = area.left + (area.width() - look.width(">99%") - 6.0);
        let heights = Span { low: area.bottom, high: area.top };
        let plot = Plot::new(page, Area { right, ..area }, Span::to(most), heights);
        for (index, row) in self.rows.iter().enumerate() {
            let ((top, bottom), share) = (self.edges(index), row.shares[panel]);
            let end = plot.x_of(share);
            plot.axes.bar((0.0, top), (share.min(most), bottom), row.colour);
            if most < share {
                notch(page, (end - 6.0, top), (end - 9.0, bottom));
            }
            page.text_at(end + 4.0, self.middle(index), look, &row.texts[panel]);
        }
        page.line(&[(area.left, area.top - 2.0), (area.left, area.bottom)], 0.75, AXIS);
    }

    /// The darker part of the first bar: paths that lose everything.
    fn total_loss(&self, percent: &str) {
        let Self { page, paths, .. } = self;
        let lost = self.returns.total_loss.value;
        if lost <= 0.0 {
            return;
        }
        let number = self.number(0);
        let room = paths.width() - number.width(">99%") - 6.0;
        let ((top, bottom), middle) = (self.edges(0), self.middle(0));
        let length = |share: f64| room * (share / self.most[0]).min(1.0);
        let right = paths.left + length(lost);
        page.rect(Area { left: paths.left, top, right, bottom }, BANDS[0]);
        let text = format!("exactly 0x: {percent}");
        let inside = page.look(text_on(BANDS[0]));
        if inside.width(&text) + 8.0 < length(lost) {
            page.text_at(paths.left + 4.0, middle, inside, &text);
            return;
        }
        let Row { shares, texts, .. } = &self.rows[0];
        let after = paths.left + length(shares[0]) + 10.0 + number.width(&texts[0]);
        let outside = page.look(GREY_TEXT);
        let text = format!("({text})");
        if after + outside.width(&text) < paths.right {
            page.text_at(after, middle, outside, &text);
        }
    }

    fn divider(&self, right: f64) {
        let Self { page, paths, .. } = self;
        let losses = self.rows.iter().filter(|row| !row.gains).count();
        let y = paths.top + losses as f64 * self.pitch() + 0.5 * self.gap();
        page.dashes(&[(page.frame.left, y), (right, y)], 0.75, INK, (3.0, 2.0));
        let look = |colour| page.look(colour).bold().right();
        let (lost, kept) = loss_and_rest(self.returns);
        let offset = 0.8 * page.kind.label;
        page.text_at(paths.right, y - offset, look(LOSS), &format!("loses money ↑ {lost}"));
        page.text_at(paths.right, y + offset, look(GAIN), &format!("returns capital ↓ {kept}"));
    }
}
