//! Which luck two scenarios share: random streams are keyed by name, so an
//! assumption, a product line or a supplier of one name meets the same draws in
//! both.

use crate::model::operator::Operator;
use crate::sampling::assumptions::{Assumptions, Shape};

/// What two scenarios draw alike, and what not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SharedDraws {
    /// Assumptions that are drawn from the same distribution in both: equal on
    /// every path.
    pub equal: usize,
    /// Assumptions that are drawn from different distributions, at the same
    /// percentile on every path.
    pub same_percentile: Vec<String>,
    /// Assumptions that are uncertain in the first only.
    pub only_first: Vec<String>,
    /// Assumptions that are uncertain in the other only.
    pub only_other: Vec<String>,
    /// Uncertain assumptions of both that are correlated otherwise, and so at
    /// percentiles of their own.
    pub correlated_otherwise: Vec<String>,
    /// Known numbers that differ.
    pub known_differ: usize,
    /// Lines and suppliers that only the first has, with their own months' luck.
    pub entries_of_first: Vec<String>,
    /// Those that only the other has.
    pub entries_of_other: Vec<String>,
}

/// Compares what two scenarios draw.
pub fn shared_draws(
    (first, operator): (&Assumptions, &Operator),
    (other, other_operator): (&Assumptions, &Operator),
) -> SharedDraws {
    let otherwise = correlated_otherwise(first, other);
    let mut shared = SharedDraws {
        entries_of_first: missing(operator, other_operator),
        entries_of_other: missing(other_operator, operator),
        ..SharedDraws::default()
    };
    for (_, own) in first.iter() {
        let found = other.find(&own.name).map(|input| &other.get(input).shape);
        match (&own.shape, found) {
            (Shape::Uncertain(_), Some(Shape::Uncertain(_))) if otherwise.contains(&own.name) => {
                shared.correlated_otherwise.push(own.name.clone());
            }
            (Shape::Uncertain(a), Some(Shape::Uncertain(b))) => {
                if a.family() == b.family() && a.support() == b.support() {
                    shared.equal += 1;
                } else {
                    shared.same_percentile.push(own.name.clone());
                }
            }
            (Shape::Uncertain(_), _) => shared.only_first.push(own.name.clone()),
            (Shape::Known(a), Some(Shape::Known(b))) if a.to_bits() != b.to_bits() => {
                shared.known_differ += 1;
            }
            _ => {}
        }
    }
    for (_, own) in other.iter().filter(|(_, own)| matches!(own.shape, Shape::Uncertain(_))) {
        let found = first.find(&own.name).map(|input| &first.get(input).shape);
        if !matches!(found, Some(Shape::Uncertain(_))) {
            shared.only_other.push(own.name.clone());
        }
    }
    shared
}

/// The correlated assumptions of either, where the correlations are not all the
/// same: one of them moves the draws of all that hang together with it.
fn correlated_otherwise(first: &Assumptions, other: &Assumptions) -> Vec<String> {
    let pairs = |of: &Assumptions| -> Vec<(String, String, u64)> {
        let name = |input| of.get(input).name.clone();
        let all = of
            .correlations()
            .iter()
            .flat_map(|one| one.pairs().map(|(a, b)| (name(a), name(b), one.rank.to_bits())));
        let mut all: Vec<_> = all.collect();
        all.sort();
        all
    };
    let (own, others) = (pairs(first), pairs(other));
    if own == others {
        return Vec::new();
    }
    own.into_iter().chain(others).flat_map(|(a, b, _)| [a, b]).collect()
}

/// Lines and suppliers of one operator that another lacks.
fn missing(of: &Operator, from: &Operator) -> Vec<String> {
    let lines = of.lines.iter().map(|line| &line.name);
    let lines = lines.filter(|name| from.lines.iter().all(|line| line.name != **name));
    let suppliers = of.suppliers.iter().filter(|name| !from.suppliers.contains(name));
    let lines = lines.map(|name| format!("product.{name}"));
    lines.chain(suppliers.map(|name| format!("supplier.{name}"))).collect()
}
