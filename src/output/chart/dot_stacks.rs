//! Where the dots of a quantile dotplot stand: near-total losses in a block, those that return
//! just the capital in one centred on 1x, the others in stacks that no end of a band runs through.

use super::colours::BANDS;
use super::display::Area;
use super::moic_axis::{MoicAxis, band, is_money_back};
use super::scale::NEAR_TOTAL_LOSS;
use super::ticks::spread;

/// Diameters, in points at full size: the first unless the dots of a run have no room, so that
/// those of different runs are as large and can be counted against each other.
const DIAMETERS: [f64; 3] = [6.2, 5.2, 4.5];

/// Height of the plot that stacks may take.
const STACKED: f64 = 0.62;

/// Width of the plot that those at just 1x may take: a wider block would push others far from
/// their values.
const WIDEST_BACK: f64 = 0.09;

/// Distance of the dots beyond the axis from its end, in points.
const GAP: f64 = 5.0;

/// The rectangles that dots stand in.
pub(in crate::output) struct Field {
    /// Near-total losses.
    pub(in crate::output) block: Area,
    /// Over the axis.
    pub(in crate::output) plot: Area,
}

/// A dot's centre in points, and the band of outcomes that it is in.
pub(in crate::output) struct Dot {
    pub(in crate::output) x: f64,
    pub(in crate::output) y: f64,
    pub(in crate::output) band: usize,
}

/// Size of the dots, and how many stand upon each other at most.
#[derive(Clone, Copy)]
pub(in crate::output) struct DotSize {
    pub(in crate::output) diameter: f64,
    pub(in crate::output) rows: usize,
}

impl DotSize {
    /// The first with which the dots of every chart of a set fit.
    pub(in crate::output) fn of(
        set: &[Vec<f64>],
        axis: &MoicAxis,
        field: &Field,
        stretch: f64,
    ) -> Self {
        let sized = |size: f64| {
            let diameter = stretch * size;
            let rows = (STACKED * field.plot.height() / diameter).floor().max(1.0) as usize;
            Self { diameter, rows }
        };
        let fits = |grain: &Self| set.iter().all(|values| grain.fits(values, axis, field));
        let [.., least] = DIAMETERS;
        DIAMETERS.into_iter().map(sized).find(fits).unwrap_or_else(|| sized(least))
    }

    /// Whether all dots have room in the parts of the plot that they belong to, none in too high
    /// a stack; one stack may be of two columns, such as that of a cap: more would reach far from
    /// their place.
    fn fits(&self, values: &[f64], axis: &MoicAxis, field: &Field) -> bool {
        let near = values.iter().filter(|x| **x < NEAR_TOTAL_LOSS).count();
        let block = near.div_ceil(self.rows) as f64 * self.diameter;
        let mut doubled = 0;
        let mut stands = |segment: &Segment| {
            let stacks = self.stacks(&segment.places);
            let high = stacks.iter().filter(|stack| self.rows < stack.count).count();
            doubled += high;
            let wide = (stacks.len() + high) as f64 * self.diameter;
            stacks.iter().all(|stack| stack.count <= 2 * self.rows)
                && doubled <= 1
                && (segment.places.is_empty() || wide <= segment.to - segment.from)
        };
        let back = at_money_back(values).div_ceil(self.rows) as f64 * self.diameter;
        block <= field.block.width()
            && back <= WIDEST_BACK * field.plot.width()
            && self.segments(values, axis, field).iter().all(&mut stands)
    }

    /// Places from left to right, each stack holding all within a diameter of
    /// its leftmost (Wilkinson's sweep).
    fn stacks(&self, places: &[f64]) -> Vec<Stack> {
        let mut stacks = Vec::new();
        let mut rest = places;
        while let Some(first) = rest.first() {
            let count = rest.partition_point(|x| *x < first + self.diameter);
            let centre = rest[..count].iter().sum::<f64>() / count as f64;
            stacks.push(Stack { centre, count });
            rest = &rest[count..];
        }
        stacks
    }

    /// Stacks that are too high become several side by side.
    fn split(&self, stack: &Stack) -> Vec<Stack> {
        let parts = stack.count.div_ceil(self.rows);
        let left = stack.centre - 0.5 * (parts as f64 - 1.0) * self.diameter;
        let part = |i: usize| Stack {
            centre: left + i as f64 * self.diameter,
            count: (stack.count - i * self.rows).min(self.rows),
        };
        (0..parts).map(part).collect()
    }

    /// All dots of a chart, whose values ascend.
    pub(in crate::output) fn place(
        &self,
        values: &[f64],
        axis: &MoicAxis,
        field: &Field,
    ) -> Vec<Dot> {
        let mut dots = self.block(values, field);
        dots.extend(self.money_back(values, axis, field));
        for segment in self.segments(values, axis, field) {
            let stacks = self.stacks(&segment.places);
            let stacks: Vec<Stack> = stacks.iter().flat_map(|stack| self.split(stack)).collect();
            let wanted: Vec<f64> = stacks.iter().map(|stack| stack.centre).collect();
            let half = 0.5 * self.diameter;
            let (from, to) = (segment.from + half, (segment.to - half).max(segment.from + half));
            // Too many for the band stand closer rather than in another one.
            let pitch =
                if 1 < wanted.len() { (to - from) / (wanted.len() - 1) as f64 } else { 0.0 };
            let centres = spread(&wanted, self.diameter.min(pitch), from, to);
            for (stack, x) in stacks.iter().zip(centres) {
                dots.extend(self.column(field, (x, self.diameter), stack.count, segment.band));
            }
        }
        let beyond: Vec<f64> = values.iter().copied().filter(|x| is_beyond(*x, axis)).collect();
        let pitch = self.diameter.min(field.plot.height() / beyond.len().max(1) as f64);
        let x = field.plot.right + GAP + 0.5 * self.diameter;
        dots.extend(self.column(field, (x, pitch), beyond.len(), band(axis.top)));
        dots
    }

    /// Those that return just the capital: a block of columns centred on their value.
    fn money_back(&self, values: &[f64], axis: &MoicAxis, field: &Field) -> Vec<Dot> {
        let middle = field.plot.left + axis.place(1.0) * field.plot.width();
        let stack = Stack { centre: middle, count: at_money_back(values) };
        let columns = self.split(&stack).into_iter();
        let columns = columns.flat_map(|one| {
            self.column(field, (one.centre, self.diameter), one.count, MONEY_BACK_BAND)
                .collect::<Vec<_>>()
        });
        columns.collect()
    }

    /// The bands' parts of the axis, beside the block of those that return just the capital.
    fn segments(&self, values: &[f64], axis: &MoicAxis, field: &Field) -> Vec<Segment> {
        let at = |place: f64| field.plot.left + place * field.plot.width();
        let cuts = axis.cuts();
        let columns = at_money_back(values).div_ceil(self.rows);
        let half = 0.5 * columns as f64 * self.diameter;
        let segment = |(i, pair): (usize, &[f64])| {
            let inside = |x: &f64| band(*x) == 2 + i && !is_beyond(*x, axis) && !is_money_back(*x);
            let places = values.iter().copied().filter(inside).map(|x| at(axis.place(x)));
            let (mut from, mut to) = (at(pair[0]), at(pair[1]));
            match i {
                0 => to -= half,
                1 => from += half,
                _ => {}
            }
            Segment { band: 2 + i, from, to, places: places.collect() }
        };
        cuts.windows(2).enumerate().map(segment).collect()
    }

    fn column(
        &self,
        field: &Field,
        (x, pitch): (f64, f64),
        count: usize,
        band: usize,
    ) -> impl Iterator<Item = Dot> {
        let foot = field.plot.bottom - 0.5 * self.diameter - 1.0;
        (0..count).map(move |row| Dot { x, y: foot - row as f64 * pitch, band })
    }

    /// Columns from the left, filled upwards, total losses first.
    fn block(&self, values: &[f64], field: &Field) -> Vec<Dot> {
        let near = values.iter().copied().filter(|x| *x < NEAR_TOTAL_LOSS);
        let near: Vec<f64> = near.collect();
        let columns = near.len().div_ceil(self.rows).max(2);
        let room = (field.block.width() - self.diameter) / (columns - 1) as f64;
        let pitch = self.diameter.min(room);
        let foot = field.block.bottom - 0.5 * self.diameter - 1.0;
        let dot = |(i, value): (usize, &f64)| Dot {
            x: field.block.left + 0.5 * self.diameter + (i / self.rows) as f64 * pitch,
            y: foot - (i % self.rows) as f64 * self.diameter,
            band: band(*value),
        };
        near.iter().enumerate().map(dot).collect()
    }
}

struct Stack {
    centre: f64,
    count: usize,
}

/// A band's part of the axis, in points, and the dots that lie in it.
struct Segment {
    band: usize,
    from: f64,
    to: f64,
    places: Vec<f64>,
}

/// Stands for the band of dots that return just the capital.
pub(in crate::output) const MONEY_BACK_BAND: usize = BANDS.len();

/// How many values are just the capital.
fn at_money_back(values: &[f64]) -> usize {
    values.iter().filter(|x| is_money_back(**x)).count()
}

/// Whether a multiple has no place on the axis but right of it.
fn is_beyond(multiple: f64, axis: &MoicAxis) -> bool {
    axis.top < multiple || (axis.top <= 10.0 && 10.0 <= multiple)
}

#[cfg(test)]
mod tests;
