//! Samples of every kind of chart that there is, each with what a test knows of
//! it besides: usual ones first, then such as are hard to draw or to word.
#![allow(dead_code, reason = "each test file uses its own part")]

mod learned;
mod pushed;
mod runs;
mod sheets;
mod versus;

use std::collections::BTreeMap;

use rayon::iter::{IntoParallelIterator, ParallelIterator};
use shortrun::output::chart::{Chart, Size};

pub(crate) use versus::{LABELS, MOICS};

/// Numbers, words and columns that a picture was made from.
#[derive(Clone, Debug, Default)]
pub(crate) struct Facts {
    numbers: BTreeMap<&'static str, f64>,
    words: BTreeMap<&'static str, String>,
    columns: BTreeMap<&'static str, Vec<f64>>,
}

impl Facts {
    pub(crate) fn number(mut self, name: &'static str, value: f64) -> Self {
        self.numbers.insert(name, value);
        self
    }

    pub(crate) fn word(mut self, name: &'static str, text: &str) -> Self {
        self.words.insert(name, text.to_owned());
        self
    }

    pub(crate) fn column(mut self, name: &'static str, values: &[f64]) -> Self {
        self.columns.insert(name, values.to_vec());
        self
    }

    pub(crate) fn of(&self, name: &str) -> f64 {
        *self.numbers.get(name).unwrap_or_else(|| panic!("no number {name}"))
    }

    pub(crate) fn has(&self, name: &str) -> bool {
        self.numbers.contains_key(name) || self.words.contains_key(name)
    }

    pub(crate) fn words(&self, name: &str) -> &str {
        self.words.get(name).unwrap_or_else(|| panic!("no words {name}"))
    }

    pub(crate) fn values(&self, name: &str) -> &[f64] {
        self.columns.get(name).unwrap_or_else(|| panic!("no column {name}"))
    }
}

/// A chart that can be drawn in some sizes.
pub(crate) struct Sample {
    /// The kind, as in the picture's provenance.
    pub(crate) kind: &'static str,
    /// What is peculiar to it.
    pub(crate) name: String,
    pub(crate) sizes: Vec<Size>,
    pub(crate) facts: Facts,
    draw: Box<dyn Fn(Size) -> Chart + Send + Sync>,
}

impl Sample {
    fn new(
        kind: &'static str,
        name: &str,
        facts: Facts,
        draw: impl Fn(Size) -> Chart + Send + Sync + 'static,
    ) -> Self {
        Self { kind, name: name.to_owned(), sizes: Size::ALL.into(), facts, draw: Box::new(draw) }
    }

    pub(crate) fn draw(&self, size: Size) -> Chart {
        (self.draw)(size)
    }

    /// Kind, peculiarity and size, for messages.
    pub(crate) fn label(&self, size: Size) -> String {
        format!("{} {} {}", self.kind, self.name, size.name())
    }
}

/// Names of all kinds, as pictures tell them.
pub(crate) const KINDS: [&str; 23] = [
    "bands",
    "dots",
    "hist",
    "hist-irr",
    "hist-npv",
    "exits",
    "failure",
    "runway",
    "plan",
    "payout",
    "moic-irr",
    "value bridge",
    "compare",
    "exceed",
    "diff",
    "tornado",
    "stress",
    "stress2",
    "frontier",
    "bridge",
    "reverse",
    "learn",
    "replay",
];

/// All samples.
pub(crate) fn samples() -> Vec<Sample> {
    let makers: [fn() -> Vec<Sample>; 5] =
        [runs::samples, versus::samples, pushed::samples, learned::samples, sheets::samples];
    makers.into_par_iter().flat_map_iter(|make| make()).collect()
}
