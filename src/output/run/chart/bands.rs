//! Chart of outcome bands: how many paths end in each range of MOIC, and what
//! share of all proceeds they bring.

use super::bins::{
    BAND_EDGES, Bands, Row, alt_text, bands as count_bands, numbers, rows, scale_end,
};
use super::data::Returns;
use crate::output::chart::{
    AXIS, Area, BANDS, Chart, GAIN, GREY_TEXT, GRID, INK, Kind, LOSS, Look, MONEY_BACK, Metadata,
    PAPER, Page, Plot, Scale, SharedAxes, Size, Span, Words, go_on, hatch, notch, text_on,
};
use crate::output::format::moic;
use crate::output::run::notes::{by_rule_note, returns_notes};
use crate::output::run::titles::{loss_and_rest, losses};
use plotters::style::RGBColor;

/// Draws the outcome bands: with the share of proceeds where there is room.
/// Bars are on the scales of all beside it.
pub fn bands(returns: &Returns<'_>, beside: SharedAxes<'_, Returns<'_>>, size: Size) -> Chart {
    let bands = count_bands(returns);
    let rows = &rows(&bands, size == Size::Half);
    let most = match BARS.values(beside.like) {
        Some(&[share, proceeds]) => [share, proceeds],
        _ => [scale_end(beside.set, size); 2],
    };
    let is_cut = rows.iter().any(|row| (0..2).any(|panel| most[panel] < row.shares[panel]));
    let words = words(returns, &bands);
    let words = words.note_first(by_rule_note(returns));
    let words = words.note_first(is_cut.then(|| go_on("bars with a notch", "")));
    let page = Page::new(size, &words, size.subtitle_lines());
    let paths = paths(&page, rows);
    let plot = Panels { page: &page, returns, rows, most, paths }.draw(&bands);
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
/// The end of the scale of each panel, on which bars begin at 0.
const BARS: Scale =
    Scale::Values("bars", |bars| bars.len() == 2 && bars.iter().all(|longest| 0.0 < *longest));

fn words<'a>(returns: &Returns<'a>, bands: &Bands) -> Words<'a> {
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
            format!("Paths by multiple on invested capital (MOIC); {intervals}"),
            format!("Paths by MOIC; {intervals}"),
        ],
        basis: "gross of fees, undiscounted",
        notes,
    }
}

/// Where the panel of paths is.
fn paths(page: &Page, rows: &[Row]) -> Area {
    let names = Look::new(page.kind.name, INK).widest(rows.iter().map(|row| row.name)) + 6.0;
    let area = page.inside([names, 2.0 * page.kind.label, 0.0, 1.7 * page.kind.label]);
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
    fn draw(&self, bands: &Bands) -> Area {
        let Self { page, paths, .. } = self;
        let (y, head) = (page.frame.top + 0.35 * page.kind.label, page.look(GREY_TEXT));
        page.text_from(paths.left, y, head, "Share of paths");
        self.panel(*paths, 0);
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
        self.atom(0, self.returns.total_loss.value, BANDS[0], ["exactly 0x", &bands.nothing()]);
        if let Some(row) = self.rows.iter().position(|row| row.gains) {
            self.atom(row, bands.money_back, MONEY_BACK, ["exactly 1x", &bands.back()]);
        }
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

    /// Where bars may be in the area of a panel, with their numbers right of them.
    fn plot(&self, area: Area, panel: usize) -> Plot<'_> {
        let right = area.right - self.number(panel).width(">99%") - 6.0;
        let heights = Span { low: area.bottom, high: area.top };
        Plot::new(self.page, Area { right, ..area }, Span::to(self.most[panel]), heights)
    }

    fn panel(&self, area: Area, panel: usize) {
        let (page, look) = (self.page, self.number(panel));
        let plot = self.plot(area, panel);
        let quarters = (0..=4).map(|quarter| 0.25 * f64::from(quarter));
        let lines: Vec<f64> = quarters.filter(|share| !plot.x.ends_before(*share)).collect();
        lines.iter().for_each(|share| plot.upright(plot.x_of(*share), 0.5, GRID));
        for (index, row) in self.rows.iter().enumerate() {
            let share = row.shares[panel];
            self.bar(&plot, index, [0.0, share], row.colour);
            let paid = (share - row.by_rule[panel]).max(0.0);
            let (top, bottom) = self.edges(index);
            let [left, right] = [paid, share].map(|share| plot.x_of(share));
            hatch(page, Area { left, top, right, bottom }, row.colour);
            self.notch(&plot, index, share);
            let x = right + 4.0;
            page.text_on_white(
                (x, self.middle(index)),
                look,
                &row.texts[panel],
                (1.0, 0.55 * look.size),
            );
        }
        page.line(&[(area.left, area.top - 2.0), (area.left, area.bottom)], 0.75, AXIS);
        plot.ticks(lines.into_iter().map(|share| (share, format!("{:.0}%", 100.0 * share))));
    }

    /// A part of a row's bar, as far as the scale reaches.
    fn bar(&self, plot: &Plot<'_>, index: usize, [from, to]: [f64; 2], colour: RGBColor) {
        let (top, bottom) = self.edges(index);
        plot.axes.bar((plot.x.nearest(from), top), (plot.x.nearest(to), bottom), colour);
    }

    /// Marks the bar of a row where it is longer than the scale.
    fn notch(&self, plot: &Plot<'_>, index: usize, share: f64) {
        if plot.x.high < share {
            let ((top, bottom), end) = (self.edges(index), plot.area.right);
            notch(self.page, (end - 6.0, top), (end - 9.0, bottom));
        }
    }

    /// The part of a bar whose paths all return the same: just nothing, or just the capital.
    fn atom(&self, index: usize, share: f64, colour: RGBColor, words: [&str; 2]) {
        let Self { page, paths, .. } = self;
        if share <= 0.0 {
            return;
        }
        let (plot, number) = (self.plot(*paths, 0), self.number(0));
        let ((top, bottom), middle) = (self.edges(index), self.middle(index));
        self.bar(&plot, index, [0.0, share], colour);
        let end = plot.x_of(share);
        let Row { shares, texts, .. } = &self.rows[index];
        if share < shares[0] {
            page.line(&[(end, top), (end, bottom)], 0.8, PAPER);
        }
        self.notch(&plot, index, shares[0]);
        let text = words.join(": ");
        let inside = page.look(text_on(colour));
        if inside.width(&text) + 8.0 < end - paths.left {
            page.text_at(paths.left + 4.0, middle, inside, &text);
            return;
        }
        let after = plot.x_of(shares[0]) + 10.0 + number.width(&texts[0]);
        let outside = page.look(GREY_TEXT);
        let text = format!("({text})");
        if after + outside.width(&text) < paths.right {
            page.text_on_white((after, middle), outside, &text, (1.0, 0.55 * outside.size));
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
