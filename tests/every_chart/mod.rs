//! Samples of every kind of chart that there is, each with what a test knows of
//! it besides: usual ones first, then such as are hard to draw or to word.
#![allow(dead_code, reason = "each test file uses its own part")]

mod breakevens;
mod learned;
mod pushed;
mod runs;
mod screened;
mod sheets;
mod versus;

use std::collections::BTreeMap;

use rayon::iter::{IntoParallelIterator, ParallelIterator};
use shortrun::output::chart::{Chart, Domains, Size};

pub(crate) use versus::{DAYS, LABELS, MARGINS, MOICS};

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
    draw: Draw,
    draw_like: Option<DrawLike>,
}

type Draw = Box<dyn Fn(Size) -> Chart + Send + Sync>;
type DrawLike = Box<dyn Fn(Option<&Domains>, Size) -> Chart + Send + Sync>;

impl Sample {
    fn new(
        kind: &'static str,
        name: &str,
        facts: Facts,
        draw: impl Fn(Size) -> Chart + Send + Sync + 'static,
    ) -> Self {
        let (name, sizes) = (name.to_owned(), Size::ALL.into());
        Self { kind, name, sizes, facts, draw: Box::new(draw), draw_like: None }
    }

    /// One that can be drawn on lent axes too.
    fn lent(
        kind: &'static str,
        name: &str,
        facts: Facts,
        draw: impl Fn(Option<&Domains>, Size) -> Chart + Clone + Send + Sync + 'static,
    ) -> Self {
        let plain = draw.clone();
        let one = Self::new(kind, name, facts, move |size| plain(None, size));
        Self { draw_like: Some(Box::new(draw)), ..one }
    }

    pub(crate) fn draw(&self, size: Size) -> Chart {
        (self.draw)(size)
    }

    /// On lent axes; none where it is no sample for that.
    pub(crate) fn draw_like(&self, like: &Domains, size: Size) -> Option<Chart> {
        self.draw_like.as_ref().map(|draw| draw(Some(like), size))
    }

    /// Kind, peculiarity and size, for messages.
    pub(crate) fn label(&self, size: Size) -> String {
        format!("{} {} {}", self.kind, self.name, size.name())
    }
}

/// Names of all kinds, as pictures tell them.
pub(crate) const KINDS: [&str; 29] = [
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
    "kpi",
    "unit",
    "scatter",
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
    "screen",
    "breakeven",
    "stress-summary",
];

/// All samples.
pub(crate) fn samples() -> Vec<Sample> {
    let makers: [fn() -> Vec<Sample>; 7] = [
        runs::samples,
        versus::samples,
        pushed::samples,
        learned::samples,
        sheets::samples,
        screened::samples,
        breakevens::samples,
    ];
    makers.into_par_iter().flat_map_iter(|make| make()).collect()
}
