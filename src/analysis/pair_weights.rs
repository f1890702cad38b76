//! Which pairs of uncertain numbers would matter if they moved together: what tying them does to
//! a plan's expected value.
//!
//! Looked at are the pairs that practice ties ([`super::untied`]), and each two of the numbers that
//! go most with NPV: of two numbers of which neither moves it, no tie does. The more lines a plan
//! has, the more pairs practice ties; of too many, those are looked at whose numbers go most with
//! NPV, since a tie adds about the product of what they do.

use std::collections::BTreeMap;

use super::estimate::Estimate;
use super::inputs::Inputs;
use super::ranks::spearman;
use super::untied::Pair;
use crate::sampling::assumptions::{Assumptions, Correlation, Input};

/// The rank correlation that is tried.
pub const RANK: f64 = 0.5;
/// Numbers that go most with NPV, each two of which are looked at.
const DRIVERS: usize = 6;
/// Pairs that practice ties and that are looked at, at most.
pub const MOST_USUAL: usize = 60;

/// Two numbers that are drawn each on its own, and what tying them does.
#[derive(Clone, Debug)]
pub struct PairWeight {
    /// Their dotted paths.
    pub between: Pair,
    /// Whether practice ties them.
    pub is_usual: bool,
    /// Mean NPV with a rank correlation of [`RANK`] between them less mean NPV without, on the
    /// same paths.
    pub change: Estimate,
}

impl PairWeight {
    /// Whether the change is beyond doubt.
    pub fn is_heavy(&self) -> bool {
        2.0 * self.change.standard_error < self.change.value.abs()
    }
}

/// A tie to try.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// The two numbers.
    pub between: [Input; 2],
    /// Whether practice ties them.
    pub is_usual: bool,
    /// All correlations of the scenario, and this one.
    pub correlations: Vec<Correlation>,
}

/// What is to be tried: `usual` are the pairs that practice ties, and `inputs` the uncertain
/// numbers on the paths whose NPV is `npv`.
pub fn candidates(
    assumptions: &Assumptions,
    usual: &[Pair],
    inputs: &Inputs,
    npv: &[f64],
) -> Vec<Candidate> {
    let usual = usual.iter().filter_map(|(one, other)| {
        Some(([assumptions.find(one)?, assumptions.find(other)?], true))
    });
    let mut pairs: Vec<([Input; 2], bool)> = usual.collect();
    let drivers = drivers(inputs, npv);
    if MOST_USUAL < pairs.len() {
        let ranks: BTreeMap<Input, f64> = drivers.iter().copied().collect();
        let of = |input: &Input| ranks.get(input).copied().unwrap_or(0.0);
        let adds = |pair: &[Input; 2]| pair.iter().map(of).product::<f64>();
        pairs.sort_by(|(one, _), (other, _)| adds(other).total_cmp(&adds(one)));
        pairs.truncate(MOST_USUAL);
    }
    let drivers: Vec<Input> = drivers.into_iter().take(DRIVERS).map(|(input, _)| input).collect();
    for (index, one) in drivers.iter().enumerate() {
        for other in &drivers[index + 1..] {
            if !pairs.iter().any(|(pair, _)| is_same(pair, [*one, *other])) {
                pairs.push(([*one, *other], false));
            }
        }
    }
    pairs.into_iter().filter_map(|pair| candidate(assumptions, pair)).collect()
}

/// How much each number goes with NPV, by the size of their rank correlation, the most first.
fn drivers(inputs: &Inputs, npv: &[f64]) -> Vec<(Input, f64)> {
    let of = |input: &Input| {
        let column = inputs.column(*input).expect("a column that was kept");
        (*input, spearman(column, npv).value.abs())
    };
    let mut all: Vec<(Input, f64)> = inputs.inputs().iter().map(of).collect();
    all.retain(|(_, rank)| !rank.is_nan());
    all.sort_by(|a, b| b.1.total_cmp(&a.1));
    all
}

fn is_same([a, b]: &[Input; 2], [c, d]: [Input; 2]) -> bool {
    (*a == c && *b == d) || (*a == d && *b == c)
}

/// Nothing for a pair that is tied already, or cannot be tied besides what is.
fn candidate(
    assumptions: &Assumptions,
    (between, is_usual): ([Input; 2], bool),
) -> Option<Candidate> {
    let mut tied = assumptions.correlations().iter().flat_map(Correlation::pairs);
    if tied.any(|(one, other)| is_same(&between, [one, other])) {
        return None;
    }
    let mut correlations = assumptions.correlations().to_vec();
    correlations.push(Correlation {
        between: between.to_vec(),
        rank: RANK,
        source: None,
        grade: None,
        note: None,
    });
    assumptions.clone().correlate(correlations.clone()).ok()?;
    Some(Candidate { between, is_usual, correlations })
}
