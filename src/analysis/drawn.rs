//! What one path drew for its assumptions, and how unusual that is.

use crate::sampling::assumptions::{Assumption, Assumptions, Draws, Shape};
use crate::sampling::distribution::Distribution;

/// An uncertain assumption on one path.
#[derive(Clone, Debug)]
pub struct DrawnAssumption {
    /// Dotted path of its key.
    pub name: String,
    /// Unit, in words.
    pub unit: &'static str,
    /// What was drawn.
    pub value: f64,
    /// The probability of less in the assumption's distribution, and half of
    /// that of the value itself where it has one.
    pub percentile: f64,
    /// The distribution's own P5, P50 and P95, rounded where draws are.
    pub usual: [f64; 3],
}

/// The uncertain assumptions of a path, the most unusual first: those whose
/// percentile is farthest from 50, and of equal ones the first in the file.
/// Numbers that are drawn at each event are not among them.
pub fn drawn(assumptions: &Assumptions, draws: &Draws) -> Vec<DrawnAssumption> {
    let uncertain = assumptions.iter().filter(|(_, one)| !one.per_event);
    let mut all: Vec<DrawnAssumption> =
        uncertain.filter_map(|(input, one)| of(one, draws[input])).collect();
    let unusual = |one: &DrawnAssumption| (one.percentile - 0.5).abs();
    all.sort_by(|a, b| unusual(b).total_cmp(&unusual(a)));
    all
}

fn of(assumption: &Assumption, value: f64) -> Option<DrawnAssumption> {
    let Shape::Uncertain(distribution) = &assumption.shape else { return None };
    Some(DrawnAssumption {
        name: assumption.name.clone(),
        unit: assumption.unit,
        value,
        percentile: percentile(distribution, value, assumption.whole),
        usual: [0.05, 0.5, 0.95].map(|p| assumption.quantile(p)),
    })
}

/// A rounded value stands for all that is rounded to it.
fn percentile(distribution: &Distribution, value: f64, is_whole: bool) -> f64 {
    let half = if is_whole { 0.5 } else { 0.0 };
    0.5 * (distribution.cdf_below(value - half) + distribution.cdf(value + half))
}

#[cfg(test)]
mod tests {
    use super::percentile;
    use crate::sampling::distribution::Distribution;
    use crate::sampling::family::Family;

    #[test]
    fn a_percentile_halves_what_the_value_itself_has() {
        let uniform = Distribution::new(Family::Uniform { min: 0.0, max: 10.0 }).expect("uniform");
        assert!((percentile(&uniform, 9.0, false) - 0.9).abs() < 1e-12);
        assert!((percentile(&uniform, 9.0, true) - 0.9).abs() < 1e-12);
        assert!((percentile(&uniform, 10.0, true) - 0.975).abs() < 1e-12);
        let coin = Distribution::new(Family::Bernoulli { p: 0.2 }).expect("bernoulli");
        assert!((percentile(&coin, 1.0, false) - 0.9).abs() < 1e-12);
        assert!((percentile(&coin, 0.0, false) - 0.4).abs() < 1e-12);
    }
}
