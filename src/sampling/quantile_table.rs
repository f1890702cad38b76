//! A table of a quantile function: cubic pieces over the logit of the
//! probability, in which the tails are as smooth as the middle.
//!
//! Built once for each uncertain number, checked against the distribution
//! function halfway between its nodes, and used only if it is right there.

use super::distribution::tails_at_logit;
use super::family::Family;
use super::invert::invert;
use super::special::Tails;

/// Logits beyond this, a chance in a thousand million, are solved exactly.
const REACH: f64 = 21.0;
/// Pieces per unit of logit, tried in turn.
const RESOLUTIONS: [usize; 3] = [48, 96, 384];
/// Largest error in probability between nodes.
const TOLERANCE: f64 = 5e-11;

/// Values and slopes at equal steps of the logit.
#[derive(Debug)]
pub(super) struct QuantileTable {
    per_unit: f64,
    nodes: Vec<Node>,
}

#[derive(Clone, Copy, Debug)]
struct Node {
    value: f64,
    /// Change of the value over one step at this slope.
    rise: f64,
}

impl QuantileTable {
    /// The table of a family seen through `outer`, which maps tails of the
    /// truncated distribution to the family's, with `mass` of it left; `None`
    /// where no resolution is accurate enough.
    pub(super) fn build(
        family: &Family,
        mass: f64,
        outer: impl Fn(Tails) -> Tails,
    ) -> Option<Self> {
        RESOLUTIONS
            .iter()
            .map(|per_unit| Self::at_resolution(family, mass, &outer, *per_unit))
            .find(|table| table.is_accurate(family, mass, &outer))
    }

    fn at_resolution(
        family: &Family,
        mass: f64,
        outer: &impl Fn(Tails) -> Tails,
        per_unit: usize,
    ) -> Self {
        let steps = 2 * REACH as usize * per_unit;
        let mut guess = None;
        let nodes = (0..=steps).map(|i| {
            let tails = tails_at_logit(i as f64 / per_unit as f64 - REACH);
            let value = invert(family, outer(tails), guess);
            // dx/dlogit = (dx/du)(du/dlogit), and du/dlogit = u (1 - u).
            let slope = tails.lower * tails.upper * mass / family.density(value);
            let rise = slope / per_unit as f64;
            guess = Some(value + rise);
            Node { value, rise }
        });
        Self { per_unit: per_unit as f64, nodes: nodes.collect() }
    }

    fn is_accurate(&self, family: &Family, mass: f64, outer: &impl Fn(Tails) -> Tails) -> bool {
        (0..self.nodes.len() - 1).all(|i| {
            let tails = tails_at_logit((i as f64 + 0.5) / self.per_unit - REACH);
            let (from, to) = (self.nodes[i], self.nodes[i + 1]);
            let value = piece(from, to, 0.5);
            let error = (family.tails(value).lower - outer(tails).lower).abs() / mass;
            error <= TOLERANCE && from.value <= value && value <= to.value
        })
    }

    /// The quantile at `u`; `None` beyond the table's reach.
    #[inline]
    pub(super) fn at(&self, u: f64) -> Option<f64> {
        let position = (libm::log(u / (1.0 - u)) + REACH) * self.per_unit;
        if position < 0.0 {
            return None;
        }
        let index = position as usize;
        let to = self.nodes.get(index + 1)?;
        Some(piece(self.nodes[index], *to, position - index as f64))
    }
}

/// The cubic through two nodes with their slopes (Hermite).
#[inline]
fn piece(from: Node, to: Node, s: f64) -> f64 {
    let rise = to.value - from.value;
    let bend = from.rise + to.rise - 2.0 * rise;
    from.value + s * (from.rise + s * ((rise - from.rise - bend) + s * bend))
}
