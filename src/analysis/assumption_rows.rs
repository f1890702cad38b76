//! What a scenario assumes, one row a number: read by the tables, the record of
//! a run and the sheets of pictures.

use crate::model::key::Absent;
use crate::model::lines::{Product, Supplier};
use crate::model::tables::{Funding, Route};
use crate::sampling::assumptions::{Assumption, Assumptions, Grade, Shape};

/// Probabilities at which an assumption is described.
pub const ASSUMPTION_PERCENTILES: [f64; 3] = [0.05, 0.50, 0.95];

/// One number of a scenario: what is assumed of it, and who says so.
#[derive(Clone, Debug)]
pub struct AssumptionRow {
    /// Dotted path, such as `product.core.lead_time_days`.
    pub name: String,
    /// Unit, in words.
    pub unit: &'static str,
    /// Its value, or how it is spread.
    pub figure: AssumedFigure,
    /// Whether it is drawn anew at each event instead of once per path.
    pub per_event: bool,
    /// Whether draws are rounded to whole numbers.
    pub whole: bool,
    /// Whether the file says it, rather than a default.
    pub written: bool,
    /// What it means that there is none, where the file leaves out a number that
    /// has no default.
    pub absent: Option<&'static str>,
    /// Who says so.
    pub source: Option<String>,
    /// How good the evidence is.
    pub grade: Option<Grade>,
    /// Anything else to know.
    pub note: Option<String>,
}

/// A known value, or the figures of a distribution.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum AssumedFigure {
    /// Its value; infinite where there is no limit.
    Known(f64),
    /// How it is spread.
    Uncertain(Spread),
}

/// The figures of a distribution: exact ones, not of a sample.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spread {
    /// Name of the family in scenario files.
    pub family: &'static str,
    /// At each of [`ASSUMPTION_PERCENTILES`], as drawn: rounded where whole.
    pub percentiles: [f64; ASSUMPTION_PERCENTILES.len()],
    /// Mean; of whole numbers, before they are rounded. NaN where there is none,
    /// and infinite where a tail is as heavy as that.
    pub mean: f64,
    /// Standard deviation, likewise.
    pub sd: f64,
    /// Smallest possible value; may be infinite.
    pub min: f64,
    /// Largest possible value; may be infinite.
    pub max: f64,
}

impl Spread {
    /// Why there is no mean that could be told, where there is none.
    pub fn without_mean(&self) -> Option<&'static str> {
        if self.mean.is_nan() {
            Some("its tails are so heavy that it has no mean")
        } else {
            self.mean.is_infinite().then_some("a tail is so heavy that the mean is infinite")
        }
    }

    /// The same of the standard deviation.
    pub fn without_sd(&self) -> Option<&'static str> {
        if self.sd.is_nan() {
            Some("it has no mean to deviate from")
        } else {
            self.sd.is_infinite().then_some("a tail is so heavy that the deviation is infinite")
        }
    }
}

impl AssumptionRow {
    fn of(assumption: &Assumption) -> Self {
        Self {
            name: assumption.name.clone(),
            unit: assumption.unit,
            figure: figure(assumption),
            per_event: assumption.per_event,
            whole: assumption.whole,
            written: assumption.written,
            absent: (!assumption.written).then(|| absence(&assumption.name)).flatten(),
            source: assumption.source.clone(),
            grade: assumption.grade,
            note: assumption.note.clone(),
        }
    }

    /// The family's name, or `known`.
    pub fn family(&self) -> &'static str {
        match &self.figure {
            AssumedFigure::Known(_) => "known",
            AssumedFigure::Uncertain(spread) => spread.family,
        }
    }

    /// How it is spread, if it is uncertain.
    pub fn spread(&self) -> Option<&Spread> {
        match &self.figure {
            AssumedFigure::Known(_) => None,
            AssumedFigure::Uncertain(spread) => Some(spread),
        }
    }
}

/// What it means that a number of this path is left out, if that is no number.
fn absence(path: &str) -> Option<&'static str> {
    let (_, name) = path.rsplit_once('.')?;
    let tables =
        [Product::<()>::KEYS, Supplier::<()>::KEYS, Funding::<()>::KEYS, Route::<()>::KEYS];
    let key = tables.into_iter().flatten().find(|key| key.name == name)?;
    match key.absent {
        Absent::Means(meaning, _) => Some(meaning),
        _ => None,
    }
}

/// A row for each number, in the order of the table.
pub fn assumption_rows(assumptions: &Assumptions) -> Vec<AssumptionRow> {
    assumptions.iter().map(|(_, assumption)| AssumptionRow::of(assumption)).collect()
}

fn figure(assumption: &Assumption) -> AssumedFigure {
    let distribution = match &assumption.shape {
        Shape::Known(value) => return AssumedFigure::Known(*value),
        Shape::Uncertain(distribution) => distribution,
    };
    let drawn = |p: f64| {
        let value = distribution.single_quantile(p);
        if assumption.whole { value.round() } else { value }
    };
    let (min, max) = distribution.support();
    AssumedFigure::Uncertain(Spread {
        family: distribution.family_name(),
        percentiles: ASSUMPTION_PERCENTILES.map(drawn),
        mean: distribution.mean(),
        sd: distribution.sd(),
        min,
        max,
    })
}

#[cfg(test)]
mod tests {
    use super::{AssumedFigure, assumption_rows};
    use crate::sampling::assumptions::{Assumption, Assumptions, Shape};
    use crate::sampling::distribution::Distribution;
    use crate::sampling::family::Family;

    fn one(shape: Shape, whole: bool) -> AssumedFigure {
        let mut table = Assumptions::default();
        table.push(Assumption {
            name: "n".to_owned(),
            unit: "sites",
            shape,
            per_event: false,
            whole,
            written: true,
            source: None,
            grade: None,
            note: None,
        });
        assumption_rows(&table)[0].figure
    }

    #[test]
    fn percentiles_are_those_of_the_distribution_and_whole_numbers_are_rounded() {
        let uniform = Distribution::new(Family::Uniform { min: 1.0, max: 9.0 }).expect("uniform");
        let AssumedFigure::Uncertain(spread) = one(Shape::Uncertain(uniform.clone()), false) else {
            panic!("uncertain")
        };
        for (value, expected) in spread.percentiles.iter().zip([1.4, 5.0, 8.6]) {
            assert!((value - expected).abs() < 1e-12, "{value}");
        }
        assert!((spread.mean - 5.0).abs() < 1e-12);
        let AssumedFigure::Uncertain(whole) = one(Shape::Uncertain(uniform), true) else {
            panic!("uncertain")
        };
        assert_eq!(whole.percentiles.map(|value| value as i64), [1, 5, 9]);
        assert_eq!(one(Shape::Known(4.0), true), AssumedFigure::Known(4.0));
    }
}
