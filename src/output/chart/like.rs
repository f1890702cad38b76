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
}

/// What a chart's axes suit: the runs that are shown side by side, or else
/// another picture.
#[derive(Debug)]
pub struct SharedAxes<'a, T> {
    /// All runs of the set, the one drawn among them.
    pub set: &'a [T],
    /// The picture whose axes are taken.
    pub like: Option<&'a Domains>,
}

impl<T> Clone for SharedAxes<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for SharedAxes<'_, T> {}

impl<'a, T> SharedAxes<'a, T> {
    /// Of a set alone.
    pub fn set(set: &'a [T]) -> Self {
        Self { set, like: None }
    }
}
