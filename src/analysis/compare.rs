//! Scenarios held against a first one on the same draws.
//!
//! Path i meets the same luck in every scenario, so differences are taken path
//! by path: what all scenarios share cancels, and with it most of the
//! simulation's error.

use super::estimate::Estimate;
use super::evaluate::{Evaluated, Sample, in_both};
use super::measure::Measure;
use super::outcomes::Outcomes;
use super::run_info::RunInfo;
use super::statistic::{Event, Rates, Relation, Statistic, Threshold};
use super::summary::Summary;
use crate::model::outcome::Figure;

/// One scenario's run.
#[derive(Clone, Copy, Debug)]
pub struct Contender<'a> {
    /// What the scenario is called in the comparison.
    pub label: &'a str,
    /// The run.
    pub info: &'a RunInfo,
    /// What its paths came to.
    pub outcomes: &'a Outcomes,
    /// The run in figures.
    pub summary: &'a Summary,
}

/// A figure of two runs on the same draws.
#[derive(Clone, Copy, Debug)]
pub struct Difference {
    /// In the first.
    pub base: Estimate,
    /// In the other.
    pub other: Estimate,
    /// The other less the first, with the paired error.
    pub difference: Estimate,
    /// The error that it would have if the runs were on draws of their own.
    pub unpaired_error: f64,
    /// Paths that it is taken over.
    pub paths: usize,
}

/// Which of two figures is the larger, as far as the simulation can tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The other's, by more than two standard errors.
    Higher,
    /// The first's, by more than two standard errors.
    Lower,
    /// The two are equal on every path.
    Equal,
    /// Too close to tell with so many paths.
    Indistinguishable,
    /// One of them does not have it.
    NotInBoth,
}

impl Difference {
    /// A statistic of both.
    pub fn of(base: &Evaluated, other: &Evaluated) -> Self {
        Self::new(base.estimate, other.estimate, other.less(base), other.paths.min(base.paths))
    }

    /// From the estimates of both, and of their difference, over so many paths.
    pub fn new(base: Estimate, other: Estimate, difference: Estimate, paths: usize) -> Self {
        let (a, b) = (base.standard_error, other.standard_error);
        Self { base, other, difference, unpaired_error: (a * a + b * b).sqrt(), paths }
    }

    /// Which is the larger.
    pub fn verdict(&self) -> Verdict {
        let Estimate { value, standard_error } = self.difference;
        if value.is_nan() {
            Verdict::NotInBoth
        } else if value.abs() <= 0.0 && standard_error <= 0.0 {
            Verdict::Equal
        } else if 2.0 * standard_error < value {
            Verdict::Higher
        } else if value < -2.0 * standard_error {
            Verdict::Lower
        } else {
            Verdict::Indistinguishable
        }
    }
}

/// A statistic of both runs.
#[derive(Clone, Debug)]
pub struct StatisticDifference {
    /// The statistic.
    pub statistic: Statistic,
    /// In both, and how it differs.
    pub of: Difference,
}

/// An operating figure on the paths on which both runs have it.
#[derive(Clone, Debug)]
pub struct FigureDifference {
    /// The figure.
    pub figure: Figure,
    /// Its means, and how they differ; absent where no path has it in both.
    pub of: Option<Difference>,
}

/// A scenario against the first.
#[derive(Clone, Debug)]
pub struct Pair {
    /// Share of paths on which the first returns more on the capital.
    pub worse: Estimate,
    /// Share on which both return the same.
    pub same: Estimate,
    /// Share on which the other returns more.
    pub better: Estimate,
    /// Returns.
    pub returns: Vec<StatisticDifference>,
    /// Operating figures, in the order of [`Figure::ALL`].
    pub figures: Vec<FigureDifference>,
}

impl Pair {
    /// How the mean MOIC differs.
    pub fn mean_moic(&self) -> &Difference {
        self.find(&Statistic::Mean(Measure::Moic))
    }

    /// How the mean NPV differs.
    pub fn mean_npv(&self) -> &Difference {
        self.find(&Statistic::Mean(Measure::Npv))
    }

    /// How the chance of loss differs.
    pub fn loss(&self) -> &Difference {
        self.find(&Statistic::Chance(Event::Loss))
    }

    fn find(&self, wanted: &Statistic) -> &Difference {
        let found = self.returns.iter().find(|one| one.statistic == *wanted);
        &found.expect("one of those that are compared").of
    }
}

/// The statistics of returns that scenarios are compared by. What a success must earn is named
/// by the hurdle rate where no scenario tells the two apart.
pub fn compared(rates: &[Rates]) -> Vec<Statistic> {
    let is_apart = rates.iter().any(Rates::is_apart);
    let asked = if is_apart { Threshold::Target } else { Threshold::Hurdle };
    let at_least =
        |measure, threshold| Statistic::Chance(Event::Compares(measure, Relation::Ge, threshold));
    vec![
        Statistic::Chance(Event::Loss),
        Statistic::Chance(Event::TotalLoss),
        at_least(Measure::Moic, Threshold::Number(3.0)),
        at_least(Measure::Irr, asked),
        Statistic::Percentile(Measure::Moic, 50),
        Statistic::Mean(Measure::Moic),
        Statistic::Percentile(Measure::Irr, 50),
        Statistic::Mean(Measure::Npv),
        Statistic::BreakEvenRate,
    ]
}

/// Scenarios on the same draws.
#[derive(Clone, Debug)]
pub struct Comparison {
    /// Each of the others against the first.
    pub pairs: Vec<Pair>,
    /// The scenario with the least chance of loss, if it leads the next by more
    /// than two paired standard errors.
    pub least_loss: Option<usize>,
    /// The scenario with the highest mean MOIC, if it leads so.
    pub highest_mean: Option<usize>,
}

/// Holds each of the others against the first.
///
/// # Panics
/// Without a scenario, and unless all have the same paths.
pub fn compare(contenders: &[Contender<'_>]) -> Comparison {
    let rates: Vec<Rates> = contenders.iter().map(|one| one.info.rates()).collect();
    let statistics = compared(&rates);
    let evaluated: Vec<Vec<Evaluated>> =
        contenders.iter().map(|one| evaluate(&statistics, one)).collect();
    let (first, others) = contenders.split_first().expect("at least one scenario");
    let pairs = others.iter().map(|other| {
        assert_eq!(first.outcomes.path, other.outcomes.path, "the same paths in all scenarios");
        together(first.outcomes, other.outcomes)
    });
    compare_known(&statistics, &evaluated, pairs.collect())
}

/// The same from the statistics of each, which are those that are [`compared`], and from what each
/// of the others is path by path beside the first.
///
/// # Panics
/// Without a scenario.
pub fn compare_known(
    statistics: &[Statistic],
    evaluated: &[Vec<Evaluated>],
    together: Vec<Together>,
) -> Comparison {
    let (base, others) = evaluated.split_first().expect("at least one scenario");
    let pairs = together.into_iter().zip(others).map(|(together, of_other)| {
        let returns = statistics.iter().zip(base.iter().zip(of_other));
        let Together { worse, same, better, figures } = together;
        let returns = returns.map(|(statistic, (base, other))| StatisticDifference {
            statistic: statistic.clone(),
            of: Difference::of(base, other),
        });
        Pair { worse, same, better, returns: returns.collect(), figures }
    });
    let position = |wanted: &Statistic| statistics.iter().position(|one| one == wanted);
    let leader = |wanted: &Statistic, sign: f64| {
        let position = position(wanted)?;
        leader(&evaluated.iter().map(|of| &of[position]).collect::<Vec<_>>(), sign)
    };
    Comparison {
        pairs: pairs.collect(),
        least_loss: leader(&Statistic::Chance(Event::Loss), -1.0),
        highest_mean: leader(&Statistic::Mean(Measure::Moic), 1.0),
    }
}

/// Whose value, times `sign`, exceeds all others by more than two paired errors.
fn leader(all: &[&Evaluated], sign: f64) -> Option<usize> {
    let value = |one: &Evaluated| sign * one.estimate.value;
    let best = (0..all.len()).max_by(|a, b| value(all[*a]).total_cmp(&value(all[*b])))?;
    let leads = |other: &Evaluated| {
        let lead = all[best].less(other);
        2.0 * lead.standard_error < sign * lead.value
    };
    let others = all.iter().enumerate().filter(|(index, _)| *index != best);
    others.into_iter().all(|(_, other)| leads(other)).then_some(best)
}

fn evaluate(statistics: &[Statistic], of: &Contender<'_>) -> Vec<Evaluated> {
    let sample =
        Sample { outcomes: of.outcomes, rates: of.info.rates(), route_names: &of.info.route_names };
    statistics.iter().map(|statistic| statistic.evaluate(&sample)).collect()
}

/// What a scenario is beside another, path by path.
#[derive(Clone, Debug)]
pub struct Together {
    /// Share of the paths on which its MOIC is lower.
    pub worse: Estimate,
    /// Share on which it is the same.
    pub same: Estimate,
    /// Share on which it is higher.
    pub better: Estimate,
    /// How its operating figures differ.
    pub figures: Vec<FigureDifference>,
}

fn together(first: &Outcomes, other: &Outcomes) -> Together {
    let n = first.len();
    let share = |holds: &dyn Fn(f64, f64) -> bool| {
        first.errors.share_where(n, |path| holds(first.moic[path], other.moic[path]))
    };
    Together {
        worse: share(&|one, other| is_less(other, one)),
        same: share(&|one, other| !is_less(one, other) && !is_less(other, one)),
        better: share(&|one, other| is_less(one, other)),
        figures: Figure::ALL.map(|figure| figure_difference(figure, first, other)).into(),
    }
}

/// Whether a multiple is less than another by more than rounding.
pub fn is_less(low: f64, high: f64) -> bool {
    1e-9 * high.abs().max(1.0) < high - low
}

fn figure_difference(figure: Figure, first: &Outcomes, other: &Outcomes) -> FigureDifference {
    let errors = first.errors;
    let [base, other] = in_both(Measure::Figure(figure), first, other);
    let differences: Vec<f64> = base.iter().zip(&other).map(|(a, b)| b - a).collect();
    let paths = differences.iter().filter(|one| !one.is_nan()).count();
    let mean = |column: &[f64]| errors.mean(column);
    let of =
        (0 < paths).then(|| Difference::new(mean(&base), mean(&other), mean(&differences), paths));
    FigureDifference { figure, of }
}
