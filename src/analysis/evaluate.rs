//! Statistics of a run, with their Monte Carlo errors and the influence of
//! each path, from which differences between runs on the same draws get theirs.
//!
//! The influence of path i on a statistic is what it adds to the statistic's
//! deviation from the truth, times the number of paths: the statistic is off by
//! about the mean of the influences (Hampel 1974). Its standard error is that of
//! their mean; and because the two runs of a pair meet the same luck on path i, the error of a
//! difference is that of the mean of the paths' differences in influence.

use std::borrow::Cow;

use super::errors::Errors;
use super::estimate::{Estimate, mean, sum};
use super::grammar::route_key;
use super::grouped::Grouped;
use super::influence::{Influence, paths_of};
use super::level::Level;
use super::measure::Measure;
use super::outcomes::Outcomes;
use super::statistic::{Event, Rates, Relation, Statistic};
use super::summary::sorted;
use crate::model::outcome::Route;
use crate::sampling::design::SCRAMBLES;

/// A run to take statistics of.
#[derive(Clone, Copy, Debug)]
pub struct Sample<'a> {
    /// What its paths came to.
    pub outcomes: &'a Outcomes,
    /// Yearly rates that the investor asks for.
    pub rates: Rates,
    /// Names of the exit routes.
    pub route_names: &'a [String],
}

/// A statistic of a run.
#[derive(Clone, Debug)]
pub struct Evaluated {
    /// Its value and standard error; NaN where no path has the measure.
    pub estimate: Estimate,
    /// How its error was found.
    pub errors: Errors,
    /// Paths that have the measure.
    pub paths: usize,
    /// Influence of every path, in path order; 0 where the measure is absent. Empty where no
    /// paths were kept.
    pub influence: Vec<f64>,
    /// That of every scramble, where errors are found between them.
    pub of_scrambles: Option<Influence>,
}

impl Statistic {
    /// The statistic of a run.
    pub fn evaluate(&self, sample: &Sample<'_>) -> Evaluated {
        match self {
            Self::BreakEvenRate => {
                sample.outcomes.flows.evaluate_break_even_rate(sample.outcomes.errors)
            }
            _ => self.of(&self.column(sample), sample.outcomes.errors),
        }
    }

    /// What it is taken over: the measure, or whether the event holds (1 or 0),
    /// on every path, in path order; NaN: absent, as everywhere of what only all paths
    /// together have.
    pub fn column<'a>(&self, sample: &Sample<'a>) -> Cow<'a, [f64]> {
        match self {
            Self::Mean(measure) | Self::Sd(measure) | Self::Percentile(measure, _) => {
                measure.column(sample.outcomes)
            }
            Self::Chance(event) => Cow::Owned(event.indicator(sample)),
            Self::BreakEvenRate => Cow::Owned(vec![f64::NAN; sample.outcomes.len()]),
        }
    }

    /// The statistic of such a column; of some paths of one, whose scrambles are not to be told,
    /// with errors of paths.
    pub fn of(&self, column: &[f64], errors: Errors) -> Evaluated {
        match self {
            Self::Mean(_) => mean_of(column, errors),
            Self::Sd(_) => sd_of(column, errors),
            Self::Percentile(_, percent) => percentile_of(column, Level::percent(*percent), errors),
            Self::Chance(_) => chance_of(column, errors),
            Self::BreakEvenRate => Evaluated::absent(column.len()),
        }
    }
}

impl Event {
    /// 1 on paths where it holds, 0 on others, NaN where the measure is absent.
    pub fn indicator(&self, sample: &Sample<'_>) -> Vec<f64> {
        let outcomes = sample.outcomes;
        let column = self.looks_at().column(outcomes);
        let paths = column.iter().zip(&outcomes.route);
        let of = |(value, route): (&f64, &Route)| {
            self.on_path(*value, *route, (sample.rates, sample.route_names))
        };
        paths.map(of).collect()
    }

    /// The same of one path, from the value of the measure that it looks at and from how the path ended; in a scenario with those
    /// rates and exit routes.
    pub fn on_path(
        &self,
        value: f64,
        route: Route,
        (rates, route_names): (Rates, &[String]),
    ) -> f64 {
        let holds = match self {
            Self::Loss => Relation::Lt.holds(value, 1.0),
            Self::TotalLoss => value <= 0.0,
            Self::NearTotalLoss => value < 0.1,
            Self::Sale => matches!(route, Route::Sale(_)),
            Self::Route(key) => route_key(name_of(route, route_names)) == *key,
            Self::FailedBy(months) => route == Route::Failure && value < f64::from(*months),
            Self::Compares(..) if value.is_nan() => return f64::NAN,
            Self::Compares(_, relation, threshold) => relation.holds(value, threshold.value(rates)),
        };
        f64::from(u8::from(holds))
    }
}

fn name_of(route: Route, names: &[String]) -> &str {
    match route {
        Route::Failure => "failure",
        Route::Horizon => "horizon",
        Route::Sale(index) => &names[usize::from(index)],
    }
}

impl Evaluated {
    /// This statistic less that of `base`, a run on the same draws.
    ///
    /// # Panics
    /// Unless both have the same number of paths.
    pub fn less(&self, base: &Self) -> Estimate {
        let value = self.estimate.value - base.estimate.value;
        if let (Some(own), Some(other)) = (&self.of_scrambles, &base.of_scrambles) {
            return Estimate { value, standard_error: own.error_of_difference(other) };
        }
        assert_eq!(self.influence.len(), base.influence.len(), "runs of a pair have equal paths");
        let pairs = self.influence.iter().zip(&base.influence);
        let differences: Vec<f64> = pairs.map(|(own, other)| own - other).collect();
        Estimate { value, standard_error: self.errors.mean(&differences).standard_error }
    }

    /// Of the values that are there, each with its influence among them; their
    /// weight among all paths is made up for.
    fn new(
        (estimate, errors): (Estimate, Errors),
        column: &[f64],
        present: usize,
        of: impl Fn(f64) -> f64,
    ) -> Self {
        let weight = column.len() as f64 / present as f64;
        let influence = column.iter().map(|x| if x.is_nan() { 0.0 } else { weight * of(*x) });
        let influence = influence.collect();
        Self { estimate, errors, paths: present, influence, of_scrambles: None }
    }

    /// With the influence of scrambles, where errors of so many paths are found between them.
    fn between(self, of: impl FnOnce(&[u64; SCRAMBLES]) -> Influence) -> Self {
        let paths = self.influence.len();
        let of_scrambles = self.errors.of_so_many(paths).then(|| of(&paths_of(paths)));
        Self { of_scrambles, ..self }
    }

    /// Of which nothing is known.
    pub fn unknown() -> Self {
        Self::absent(0)
    }

    /// Where none of so many paths has the measure.
    pub(super) fn absent(paths: usize) -> Self {
        let estimate = Estimate { value: f64::NAN, standard_error: f64::NAN };
        let (errors, influence) = (Errors::OfPaths, vec![f64::NAN; paths]);
        let of_scrambles = Some(Influence::absent(&paths_of(paths)));
        Self { estimate, errors, paths: 0, influence, of_scrambles }
    }
}

fn present(column: &[f64]) -> Vec<f64> {
    column.iter().copied().filter(|value| !value.is_nan()).collect()
}

fn mean_of(column: &[f64], errors: Errors) -> Evaluated {
    let present = count_present(column);
    if present == 0 {
        return Evaluated::absent(column.len());
    }
    let estimate = errors.mean(column);
    Evaluated::new((estimate, errors), column, present, |x| x - estimate.value)
        .between(|all| Influence::of_mean(all, &grouped(column), estimate.value))
}

/// The error is that of the variance over twice the standard deviation (the
/// delta method), which holds for any shape with a fourth moment.
fn sd_of(column: &[f64], errors: Errors) -> Evaluated {
    let values = present(column);
    if values.is_empty() {
        return Evaluated::absent(column.len());
    }
    let n = values.len() as f64;
    let middle = mean(&values).value;
    let square = |x: f64| (x - middle) * (x - middle);
    let variance = sum(values.iter().map(|x| square(*x))) / (n - 1.0);
    let sd = variance.sqrt();
    let influence = |x: f64| if 0.0 < sd { (square(x) - variance) / (2.0 * sd) } else { 0.0 };
    let standard_error = if errors.of_so_many(values.len()) {
        let squares = Grouped::of((0..).zip(column.iter().map(|x| square(*x))));
        Influence::of_sd(&squares.n, &squares, variance).error()
    } else {
        mean(&values.iter().map(|x| influence(*x)).collect::<Vec<f64>>()).standard_error
    };
    let estimate = Estimate { value: sd, standard_error };
    let squares = || Grouped::of((0..).zip(column.iter().map(|x| square(*x))));
    Evaluated::new((estimate, errors), column, values.len(), influence)
        .between(|all| Influence::of_sd(all, &squares(), variance))
}

/// By Bahadur (1966) a path moves a quantile by whether it is at or below it,
/// over the density there. The density is the one that the distance of order
/// statistics implies, so that influences and reported error agree.
fn percentile_of(column: &[f64], level: Level, errors: Errors) -> Evaluated {
    let values = sorted(&present(column));
    if values.is_empty() {
        return Evaluated::absent(column.len());
    }
    let estimate = errors.quantile_at(column, &values, level);
    let n = values.len() as f64;
    let at_most = values.partition_point(|x| *x <= estimate.value) as f64 / n;
    let of_rank = errors.of_rank(column, values.len(), estimate.value);
    let scale = scale_of_percentile(estimate.standard_error, of_rank, n);
    let of_column = |all: &[u64; SCRAMBLES]| {
        let present = grouped(column).n;
        let is_at_most = |x: &f64| f64::from(u8::from(*x <= estimate.value));
        let at_most = Grouped::of((0..).zip(column.iter().map(is_at_most)));
        Influence::of_percentile(all, &present, &at_most.sum.map(|count| count as u64), scale)
    };
    Evaluated::new((estimate, errors), column, values.len(), |x| {
        scale * (at_most - f64::from(u8::from(x <= estimate.value)))
    })
    .between(of_column)
}

fn chance_of(indicator: &[f64], errors: Errors) -> Evaluated {
    let present = count_present(indicator);
    if present == 0 {
        return Evaluated::absent(indicator.len());
    }
    let estimate = errors.share_of(indicator.iter().copied());
    Evaluated::new((estimate, errors), indicator, present, |x| x - estimate.value)
        .between(|all| Influence::of_mean(all, &grouped(indicator), estimate.value))
}

/// How much a percentile moves with the share of values that are as large as it at most, of n
/// values: by its error and that of the share.
pub(super) fn scale_of_percentile(error: f64, of_rank: f64, n: f64) -> f64 {
    error / of_rank.max(0.5 / n / n.sqrt())
}

fn grouped(column: &[f64]) -> Grouped {
    Grouped::of((0..).zip(column.iter().copied()))
}

fn count_present(column: &[f64]) -> usize {
    column.iter().filter(|value| !value.is_nan()).count()
}

/// The columns of a measure of two runs on the same paths, without the paths on which not both
/// have it.
pub fn in_both(measure: Measure, base: &Outcomes, other: &Outcomes) -> [Vec<f64>; 2] {
    let (base, other) = (measure.column(base), measure.column(other));
    let beside = |own: &[f64], other: &[f64]| -> Vec<f64> {
        let pairs = own.iter().zip(other);
        pairs.map(|(own, other)| if other.is_nan() { f64::NAN } else { *own }).collect()
    };
    [beside(&base, &other), beside(&other, &base)]
}
