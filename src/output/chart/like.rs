//! The axes of another picture, as the picture itself tells them, so that one
//! drawn later lines up with it.

use std::collections::BTreeMap;

/// Most values of one domain: more bins than any chart has.
const MOST_VALUES: usize = 1_000;

/// What the axes of a picture span, by name: ends, edges of bins, the longest
/// bar, the number of dots.
#[derive(Clone, Debug, PartialEq)]
pub struct Domains(BTreeMap<String, Vec<f64>>);

impl Domains {
    /// From the `domains` of a picture's provenance; nothing where they are no
    /// lists of finite numbers.
    pub fn read(json: &serde_json::Value) -> Option<Self> {
        let list = |values: &serde_json::Value| -> Option<Vec<f64>> {
            let values = values.as_array().filter(|values| values.len() <= MOST_VALUES)?;
            let numbers = values.iter().map(|value| value.as_f64().filter(|x| x.is_finite()));
            numbers.collect()
        };
        let named =
            json.as_object()?.iter().map(|(name, values)| Some((name.clone(), list(values)?)));
        named.collect::<Option<BTreeMap<_, _>>>().map(Self)
    }

    /// The values of a name.
    pub(in crate::output) fn values(&self, name: &str) -> Option<&[f64]> {
        self.0.get(name).map(Vec::as_slice)
    }

    /// Two ends, the lower first.
    pub(in crate::output) fn span(&self, name: &str) -> Option<(f64, f64)> {
        match self.values(name)? {
            [low, high] if low < high => Some((*low, *high)),
            _ => None,
        }
    }

    /// A single value above 0.
    pub(in crate::output) fn amount(&self, name: &str) -> Option<f64> {
        match self.values(name)? {
            [value] if 0.0 < *value => Some(*value),
            _ => None,
        }
    }

    /// A number of things, from 1 on.
    pub(in crate::output) fn count(&self, name: &str) -> Option<usize> {
        let value = self.amount(name)?;
        let is_count = (value - value.round()).abs() < 1e-9 && value < 1e9 && 0.5 < value;
        is_count.then_some(value.round() as usize)
    }

    /// At least two values, each larger than the one before.
    pub(in crate::output) fn edges(&self, name: &str) -> Option<Vec<f64>> {
        let values = self.values(name).filter(|values| 2 <= values.len())?;
        values.windows(2).all(|pair| pair[0] < pair[1]).then(|| values.to_vec())
    }

    /// A length of time from 0, in months.
    pub(in crate::output) fn months(&self) -> Option<usize> {
        const MOST: f64 = 1200.0;
        match self.values(MONTHS)? {
            [from, to] if from.abs() <= 0.0 && 1.0 <= *to && *to <= MOST => {
                Some(to.round() as usize)
            }
            _ => None,
        }
    }
}

/// Name of the axis of time.
pub(in crate::output) const MONTHS: &str = "months";

/// What a chart's axes suit: the runs that are shown side by side, or else
/// another picture.
#[derive(Debug)]
pub struct Beside<'a, T> {
    /// All runs of the set, the one drawn among them.
    pub set: &'a [T],
    /// The picture whose axes are taken.
    pub like: Option<&'a Domains>,
}

impl<T> Clone for Beside<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Beside<'_, T> {}

impl<'a, T> Beside<'a, T> {
    /// Of a set alone.
    pub fn set(set: &'a [T]) -> Self {
        Self { set, like: None }
    }

    /// The axes that are lent, or else those that suit the set.
    pub(in crate::output) fn axes<A>(
        &self,
        suiting: impl FnOnce(&'a [T]) -> A,
        lent: impl FnOnce(&Domains) -> Option<A>,
    ) -> A {
        self.like.and_then(lent).unwrap_or_else(|| suiting(self.set))
    }
}
