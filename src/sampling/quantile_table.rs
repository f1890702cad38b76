//! A table of a quantile function: cubic pieces over the logit of the
//! probability, in which the tails are as smooth as the middle.
//!
//! Built once for each uncertain number, checked against the distribution
//! function halfway between its nodes, and used only if it is right there.

use super::elementary::ln;
use super::special::{Tails, tails_at_logit};

/// Logits beyond this, a chance in a thousand million, are solved exactly.
const REACH: f64 = 21.0;
/// Pieces per unit of logit, tried in turn.
const RESOLUTIONS: [usize; 3] = [48, 96, 384];
/// Pieces per unit of logit of a table that leaves some of them out, the
/// second where the first leaves out too many.
const PATCHY_RESOLUTIONS: [usize; 2] = [96, 384];
/// Share of the pieces that a table may leave out.
const MOST_ROUGH: f64 = 0.1;
/// Largest error in probability between nodes.
const TOLERANCE: f64 = 5e-11;
/// Largest error there against the probability of a whole piece, where
/// pieces may be left out: an impossible value must not look like a rare one.
const SHARE_OF_PIECE: f64 = 1e-3;

/// What a table asks of a distribution.
pub(super) trait Tabulated {
    /// The quantile at a probability; `guess` is any value near it.
    fn solve(&self, at: Tails, guess: Option<f64>) -> f64;
    /// Change of the quantile with the logit of the probability; 0 where the
    /// value has a probability of its own.
    fn slope(&self, value: f64, at: Tails) -> f64;
    /// How far, in probability, `value` is from being the quantile.
    fn miss(&self, value: f64, at: Tails) -> f64;
}

/// Values and slopes at equal steps of the logit.
#[derive(Debug)]
pub(super) struct QuantileTable {
    per_unit: f64,
    nodes: Vec<Node>,
    /// Which pieces must be solved exactly; empty where none must.
    rough: Vec<bool>,
}

#[derive(Clone, Copy, Debug)]
struct Node {
    value: f64,
    /// Change of the value over one step at this slope.
    rise: f64,
}

impl QuantileTable {
    /// The table of a smooth distribution; `None` where no resolution is
    /// accurate enough.
    pub(super) fn smooth(distribution: &impl Tabulated) -> Option<Self> {
        RESOLUTIONS
            .iter()
            .map(|per_unit| Self::at_resolution(distribution, *per_unit))
            .find(|table| table.is_accurate(distribution))
    }

    /// The table of a distribution with jumps, gaps and kinks: the pieces
    /// that hold one are left to be solved exactly.
    pub(super) fn patchy(distribution: &impl Tabulated) -> Self {
        let [coarse, fine] =
            PATCHY_RESOLUTIONS.map(|per_unit| move || Self::with_holes(distribution, per_unit));
        let table = coarse();
        let rough = table.rough.iter().filter(|is_rough| **is_rough).count();
        if (rough as f64) < MOST_ROUGH * table.rough.len() as f64 { table } else { fine() }
    }

    fn with_holes(distribution: &impl Tabulated, per_unit: usize) -> Self {
        let mut table = Self::at_resolution(distribution, per_unit);
        let pieces = 0..table.nodes.len() - 1;
        table.rough = pieces.map(|i| !table.is_good_piece(distribution, i)).collect();
        table
    }

    fn at_resolution(distribution: &impl Tabulated, per_unit: usize) -> Self {
        let steps = 2 * REACH as usize * per_unit;
        let mut nodes: Vec<Node> = Vec::with_capacity(steps + 1);
        for i in 0..=steps {
            let at = tails_at_logit(i as f64 / per_unit as f64 - REACH);
            let value = distribution.solve(at, next(&nodes));
            let rise = distribution.slope(value, at) / per_unit as f64;
            nodes.push(Node { value, rise });
        }
        Self { per_unit: per_unit as f64, nodes, rough: Vec::new() }
    }

    fn is_accurate(&self, distribution: &impl Tabulated) -> bool {
        (0..self.nodes.len() - 1).all(|i| {
            let at = tails_at_logit((i as f64 + 0.5) / self.per_unit - REACH);
            let (from, to) = (self.nodes[i], self.nodes[i + 1]);
            let value = piece(from, to, 0.5);
            let is_near = distribution.miss(value, at) <= TOLERANCE;
            is_near && from.value <= value && value <= to.value
        })
    }

    fn is_good_piece(&self, distribution: &impl Tabulated, i: usize) -> bool {
        let (from, to) = (self.nodes[i], self.nodes[i + 1]);
        let mut last = from.value;
        [0.25, 0.5, 0.75].into_iter().all(|s| {
            let at = tails_at_logit((i as f64 + s) / self.per_unit - REACH);
            let tolerance = TOLERANCE.min(SHARE_OF_PIECE * at.lower * at.upper / self.per_unit);
            let value = piece(from, to, s);
            let is_rising = last <= value && value <= to.value;
            last = value;
            is_rising && distribution.miss(value, at) <= tolerance
        })
    }

    /// The quantile at `u`; where the table does not know it, a guess if there
    /// is one.
    #[inline]
    pub(super) fn at(&self, u: f64) -> Result<f64, Option<f64>> {
        self.at_logit(ln(u / (1.0 - u)))
    }

    /// The same at a logit of the probability.
    #[inline]
    pub(super) fn at_logit(&self, logit: f64) -> Result<f64, Option<f64>> {
        let position = (logit + REACH) * self.per_unit;
        // Not a number where the probability is next to nothing.
        if !(0.0 <= position) {
            return Err(None);
        }
        let index = position as usize;
        let to = self.nodes.get(index + 1).ok_or(None)?;
        let (from, s) = (self.nodes[index], position - index as f64);
        if self.rough.get(index).is_some_and(|is_rough| *is_rough) {
            return Err(Some(from.value + s * (to.value - from.value)));
        }
        Ok(piece(from, *to, s))
    }
}

/// Where the next node may be: on the polynomial of the fifth degree through the last
/// three, with their slopes, which leaves the solver little to do.
fn next(nodes: &[Node]) -> Option<f64> {
    match nodes {
        [.., a, b, c] => Some(
            10.0 * a.value + 9.0 * b.value - 18.0 * c.value
                + (3.0 * a.rise + 18.0 * b.rise + 9.0 * c.rise),
        ),
        [.., last] => Some(last.value + last.rise),
        [] => None,
    }
}

/// The cubic through two nodes with their slopes (Hermite).
#[inline]
fn piece(from: Node, to: Node, s: f64) -> f64 {
    let rise = to.value - from.value;
    let bend = from.rise + to.rise - 2.0 * rise;
    from.value + s * (from.rise + s * ((rise - from.rise - bend) + s * bend))
}
