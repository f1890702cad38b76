//! Shares of states over time as layers upon each other, with the shares at a key date, and a table
//! of the states at the end.

use super::axis::{steps, time, when};
use super::colours::{GREY_TEXT, INK, PAPER, text_on};
use super::display::Area;
use super::look::Look;
use super::page::Page;
use super::plot::Plot;
use super::row_names::RowNames;
use super::span::Span;
use super::ticks::spread;
use crate::output::format::{part, split};
use plotters::style::RGBColor;
use std::ops::RangeInclusive;

/// A state and its share of all by the end of each month, 0 months first.
pub(in crate::output) struct Layer {
    /// Where it is too long for its room, it has an ellipsis for its middle.
    pub(in crate::output) name: String,
    pub(in crate::output) colour: RGBColor,
    pub(in crate::output) shares: Vec<f64>,
    /// What stands beside its share and its name, one for each of the heads.
    pub(in crate::output) cells: Vec<String>,
}

/// Heads of columns, each with its widest cell.
pub(in crate::output) type Heads = &'static [(&'static str, &'static str)];

/// States of all, the lowest layer first.
pub(in crate::output) struct Layers {
    pub(in crate::output) layers: Vec<Layer>,
    /// What the table says of each besides its share.
    pub(in crate::output) heads: Heads,
    /// The month at which shares are written into the layers.
    pub(in crate::output) key: usize,
    /// The last month that is drawn.
    pub(in crate::output) horizon: usize,
    /// The end of the axis.
    pub(in crate::output) axis: usize,
}

/// A share that is written inside its layer.
type Share = ((f64, f64), Look, String);

impl Layers {
    /// The share of each state at a month.
    pub(in crate::output) fn shares(&self, month: usize) -> Vec<f64> {
        self.layers.iter().map(|layer| layer.shares[month]).collect()
    }

    /// Shares at a month and their percents, which add to 100.
    pub(in crate::output) fn at(&self, month: usize) -> Vec<(f64, String)> {
        let shares = self.shares(month);
        let percents = split(&shares, 100);
        shares.iter().zip(percents).map(|(share, whole)| (*share, part(whole, *share))).collect()
    }

    pub(in crate::output) fn draw(&self, page: &Page) -> Area {
        let (label, look) = (page.kind.label, page.look(INK));
        // Room for any table, so that pictures of different runs line up.
        let right = Columns::of(page, self.heads).width();
        let area = page.inside([look.width("100%") + 6.0, 2.0 * label, right, 1.8 * label]);
        let plot = Plot::new(page, area, Span::to(self.axis as f64), Span::UNIT);
        let shares = [(0.0, "0%"), (0.25, "25%"), (0.5, "50%"), (0.75, "75%"), (1.0, "100%")];
        plot.grid(&shares.map(|(share, name)| (share, name.to_owned())));
        self.areas(&plot);
        time(&plot, self.axis);
        if self.key < self.horizon {
            self.key_date(&plot);
        }
        self.table(&plot);
        area
    }

    /// Each layer reaches from the sum of those below it to the sum with it, in
    /// steps of a month; white lines part them.
    fn areas(&self, plot: &Plot<'_>) {
        let mut below = vec![0.0; self.horizon + 1];
        let mut seams = Vec::new();
        for layer in &self.layers {
            let above: Vec<f64> = below.iter().zip(&layer.shares).map(|(a, b)| a + b).collect();
            let mut shape = steps(&above);
            shape.extend(steps(&below).into_iter().rev());
            plot.axes.shape(shape, layer.colour);
            seams.push(steps(&above));
            below = above;
        }
        seams.pop();
        seams.into_iter().for_each(|seam| plot.axes.line(seam, 0.8, PAPER));
    }

    /// What is said above the plot of a date.
    fn date(plot: &Plot<'_>, x: f64, look: Look, month: usize) {
        let y = plot.area.top - plot.page.kind.label;
        plot.page.text_at(x, y, look, &format!("at {}", when(month)));
    }

    /// The key date, and the shares at it inside the layers, on the side of its line
    /// where more of them fit.
    fn key_date(&self, plot: &Plot<'_>) {
        let page = plot.page;
        let key = self.key as f64;
        let [right, left] = [true, false].map(|right| self.key_shares(plot, right));
        plot.axes.dashes(vec![(key, 0.0), (key, 1.0)], 0.75, INK);
        Self::date(plot, plot.x_of(key), page.look(GREY_TEXT).centred(), self.key);
        for ((x, y), look, text) in if right.len() < left.len() { &left } else { &right } {
            page.text_at(*x, *y, *look, text);
        }
    }

    /// The shares that fit on one side of the key date.
    fn key_shares(&self, plot: &Plot<'_>, right: bool) -> Vec<Share> {
        let page = plot.page;
        let x = plot.x_of(self.key as f64);
        let month_wide = plot.area.width() / self.axis as f64;
        let shares = self.at(self.key).into_iter().zip(&self.layers).enumerate();
        let fitting = shares.filter_map(|(index, ((_, text), layer))| {
            let look = Look::new(page.kind.name, text_on(layer.colour)).bold();
            let months = ((look.width(&text) + 8.0) / month_wide).ceil() as usize;
            let (low, high) = match (right, self.key.checked_sub(months)) {
                (true, _) if self.key + months <= self.horizon => {
                    self.cover(index, self.key..=self.key + months)
                }
                (false, Some(from)) => self.cover(index, from..=self.key),
                _ => return None,
            };
            let y = plot.at((0.0, 0.5 * (low + high))).1;
            let (x, look) = if right { (x + 4.0, look) } else { (x - 4.0, look.right()) };
            let has_room = 1.3 * page.kind.name < (high - low) * plot.area.height();
            has_room.then_some(((x, y), look, text))
        });
        fitting.collect()
    }

    /// A row for each layer, at its height as far as rows do not touch, from the top down.
    fn table(&self, plot: &Plot<'_>) {
        let (page, label) = (plot.page, plot.page.kind.label);
        let columns = Columns::of(page, self.heads);
        let (plain, head) = (page.look(INK), page.look(GREY_TEXT));
        let left = plot.area.right + columns.gap;
        let y = plot.area.top - label;
        page.text_at(left, y, head, &format!("at {}", when(self.horizon)));
        for (right, (name, _)) in columns.ends(left).zip(self.heads) {
            page.text_at(right, y, head.right(), name);
        }
        let mut below = 0.0;
        let mut rows = Vec::new();
        for (layer, (share, text)) in self.layers.iter().zip(self.at(self.horizon)) {
            rows.push((plot.at((0.0, below + 0.5 * share)).1, layer, text));
            below += share;
        }
        rows.reverse();
        let wanted: Vec<f64> = rows.iter().map(|(y, _, _)| *y).collect();
        let (low, high) = (plot.area.top + 0.6 * label, plot.area.bottom - 0.6 * label);
        let room = (high - low) / (rows.len().max(2) - 1) as f64;
        let names: Vec<&str> = rows.iter().map(|(_, layer, _)| layer.name.as_str()).collect();
        let names = RowNames::of(&names, page, columns.name, room);
        let places = spread(&wanted, (names.high() * label).min(room), low, high);
        for (((_, layer, text), y), name) in rows.iter().zip(places).zip(&names.lines) {
            let half = 0.36 * label;
            let key = Area::level([left, left + 2.0 * half], (y, half));
            page.rect(key, layer.colour);
            let share = left + columns.key + columns.share;
            page.text_at(share, y, plain.bold().right(), text);
            names.draw(page, (share + columns.gap, y), name);
            for (right, cell) in columns.ends(left).zip(&layer.cells) {
                page.text_at(right, y, plain.right(), cell);
            }
        }
    }

    /// The lower and upper edge of a layer over some months: what it covers in
    /// all of them.
    fn cover(&self, layer: usize, months: RangeInclusive<usize>) -> (f64, f64) {
        months.fold((0.0, 1.0), |(low, high), month| {
            let below: f64 = self.layers[..layer].iter().map(|layer| layer.shares[month]).sum();
            let above = below + self.layers[layer].shares[month];
            (f64::max(low, below), f64::min(high, above))
        })
    }
}

/// Where the columns of the table are, in points.
struct Columns {
    gap: f64,
    key: f64,
    share: f64,
    name: f64,
    others: Vec<f64>,
}

impl Columns {
    fn of(page: &Page, heads: Heads) -> Self {
        let look = page.look(INK);
        let gap = if page.is_half() { 4.0 } else { 0.75 * page.kind.label };
        Self {
            gap,
            key: page.kind.label,
            share: look.bold().width(">99%"),
            name: if page.is_half() { 7.6 } else { 9.2 } * page.kind.label,
            others: heads.iter().map(|(head, cell)| look.widest([head, cell])).collect(),
        }
    }

    fn width(&self) -> f64 {
        let others: f64 = self.others.iter().map(|wide| wide + self.gap).sum();
        self.gap + self.key + self.share + self.gap + self.name + others
    }

    /// The right ends of all columns after that of names.
    fn ends(&self, left: f64) -> impl Iterator<Item = f64> {
        let mut right = left + self.key + self.share + self.gap + self.name;
        self.others.iter().map(move |wide| {
            right += self.gap + wide;
            right
        })
    }
}
