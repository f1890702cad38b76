//! What is written between dots: shares of all paths, at the lines that part them.

use super::bins::Bands;
use super::data::Returns;
use crate::output::chart::{
    Area, Dot, DotSize, GAIN, GREY_TEXT, INK, LOSS, Look, MONEY_BACK_BAND, MoicAxis, Plot, RULE,
    share_of,
};
use crate::output::format::{moic, small_percent};
use crate::output::run::titles::loss_and_rest;

/// Dots being drawn.
pub(super) struct Dots<'a> {
    /// Near-total losses.
    pub(super) block: Area,
    pub(super) plot: Plot<'a>,
    pub(super) axis: &'a MoicAxis,
    pub(super) grain: DotSize,
    pub(super) dots: Vec<Dot>,
    pub(super) returns: &'a Returns<'a>,
    pub(super) bands: &'a Bands,
}

/// Where a text may stand: from and to, its place and look, its height, and the
/// head of its line below that, in labels.
type Side = ([f64; 2], (f64, Look), f64, f64);

impl Dots<'_> {
    /// Shares of all paths at the lines that part them, and over the block.
    pub(super) fn labels(&self) {
        let Self { plot, axis, bands, .. } = self;
        let page = plot.page;
        let look = |colour| page.look(colour).bold();
        let (lost, kept) = loss_and_rest(self.returns);
        let at = |multiple: f64| plot.at((axis.place(multiple), 0.0)).0;
        let back = at(1.0);
        let y = plot.area.top + 0.5 * page.kind.label;
        let loses = [format!("{lost} lose money"), format!("{lost} lose")];
        if let Some(text) = look(LOSS).longest(&loses, back - 4.0 - page.frame.left) {
            page.text_at(back - 4.0, y, look(LOSS).right(), text);
        }
        page.text_at(back + 4.0, y, look(GAIN), &format!("{kept} return capital"));
        let mut before = back;
        for (multiple, share, high) in [(3.0, bands.three(), 0.8), (10.0, bands.share(7), 0.6)] {
            if axis.place(multiple) < 0.97 {
                let x = at(multiple);
                self.hurdle([before, x], high, &format!("{share} reach {multiple}x"));
                before = x;
            }
        }
        self.money_back(back, at(3.0));
        self.block_labels();
        self.beyond();
    }

    /// Above those that return just the capital: how many of all paths do, on the side of their
    /// line on which it does not reach the `next` one.
    fn money_back(&self, x: f64, next: f64) {
        let page = self.plot.page;
        let inside = self.dots.iter().filter(|dot| dot.band == MONEY_BACK_BAND);
        let head = inside.map(|dot| dot.y - 0.5 * self.grain.diameter).reduce(f64::min);
        let Some(head) = head else { return };
        let look = page.look(INK);
        let text = format!("{} exactly 1x", self.bands.back());
        let wide = look.width(&text);
        let above = |from: f64, to: f64| self.highest(from, to).min(head) - 0.8 * page.kind.label;
        let (from, to) = (x + 4.0, x + 4.0 + wide);
        let y = above(from, to);
        let right = to + 3.0 < next && page.is_free((from, y), look, &text, 3.0);
        let (x, y, look) = match right {
            true => (from, y, look),
            false => (x - 4.0, above(x - 4.0 - wide, x - 4.0), look.right()),
        };
        if page.is_free((x, y), look, &text, 2.0) {
            page.text_on_white((x, y), look, &text, (1.0, 0.55 * look.size));
        }
    }

    /// The head of the highest dot over a part of the axis, or the axis itself.
    fn highest(&self, from: f64, to: f64) -> f64 {
        let half = 0.5 * self.grain.diameter;
        let near = self.dots.iter().filter(|dot| from - half < dot.x && dot.x < to + half);
        near.map(|dot| dot.y - half).fold(self.plot.area.bottom, f64::min)
    }

    /// A line at a multiple, with the share that reaches it right of its head,
    /// above the dots there. `before` is the line left of it.
    fn hurdle(&self, [before, x]: [f64; 2], high: f64, text: &str) {
        let (page, area) = (self.plot.page, self.plot.area);
        let label = page.kind.label;
        let look = page.look(GAIN).bold();
        let wide = look.width(text);
        let usual = area.bottom - high * area.height() + 0.5 * label;
        let above = |from: f64, to: f64| usual.min(self.highest(from, to) - 0.9 * label);
        // Right of the line, left of it unless that crosses the one before, or over it.
        let (left, edge) = (look.right(), page.frame.right);
        let last = edge.min(x - 2.0 + wide);
        let sides: [Side; 3] = [
            ([x + 4.0, x + 4.0 + wide], (x + 4.0, look), above(x, x + 4.0 + wide), -0.5),
            ([x - 4.0 - wide, x - 4.0], (x - 4.0, left), above(x - 4.0 - wide, x), -0.5),
            ([last - wide, last], (last, left), above(last - wide, last), 0.8),
        ];
        // The row at the head of the plot is that of losses and gains.
        let row = area.top + 1.8 * label;
        let fits = |([from, to], (at, look), y, _): &&Side| {
            let is_beside = *from <= x || x + 4.0 <= *from;
            let inside = before + 3.0 <= *from && *to <= edge && row <= *y && is_beside;
            inside && page.is_free((*at, *y), *look, text, 3.0)
        };
        let found = sides.iter().find(fits);
        let head = found.map_or(usual - 0.5 * label, |(_, _, y, below)| y + below * label);
        page.dashes(&[(x, head), (x, area.bottom)], 0.75, RULE, (3.0, 2.0));
        if let Some((_, (at, look), y, _)) = found {
            page.text_at(*at, *y, *look, text);
        }
    }

    /// Over the block: how many lose nearly all, and how many of them all.
    fn block_labels(&self) {
        let Self { block, bands, .. } = self;
        let page = self.plot.page;
        let inside = self.dots.iter().filter(|dot| dot.band < 2);
        let heads = inside.map(|dot| dot.y - 0.5 * self.grain.diameter);
        let highest = heads.fold(block.bottom, f64::min);
        let (near, all) = (bands.share(0), bands.nothing());
        let lines = [
            (
                page.look(LOSS).bold(),
                [format!("{near} near-total losses"), format!("{near} <0.1x")],
            ),
            (page.look(INK), [format!("{all} exactly 0x"), format!("{all} at 0x")]),
        ];
        for (row, (look, wordings)) in lines.iter().enumerate() {
            let y = highest - (2.2 - 1.3 * row as f64) * page.kind.label;
            if let Some(text) = look.longest(wordings, block.width() + 4.0) {
                page.text_at(block.left, y, *look, text);
            }
        }
    }

    /// What lies right of the axis, and the best path.
    fn beyond(&self) {
        let (page, top) = (self.plot.page, self.axis.top);
        let over = share_of(self.returns.moic, |x| top < x);
        let best = format!("best {}", moic(self.bands.maximum));
        let text = match over {
            over if 0.0 < over => format!("{} above {}, {best}", small_percent(over), moic(top)),
            _ => best,
        };
        let y = self.plot.area.bottom + 2.6 * page.kind.label;
        page.text_at(page.frame.right, y, page.look(GREY_TEXT).right(), &text);
    }
}
