//! One run in figures, each computed here once and read everywhere else.

use super::base_rates::BaseRateComparisons;
use super::bins;
use super::break_even_price::BreakEvenPrice;
use super::errors::Errors;
use super::estimate::Estimate;
use super::outcomes::Outcomes;
use super::ranks::RankCorrelation;
use super::statistic::Relation::{Ge, Lt};
use super::tail::Tail;
use crate::model::cap_table::CapTableAtClosing;
use crate::model::outcome::{FailureCause, Figure, Route};
use crate::model::returns::IrrKind;

/// Probabilities at which distributions are reported.
pub const PERCENTILES: [f64; 7] = [0.05, 0.10, 0.25, 0.50, 0.75, 0.90, 0.95];

/// Probabilities at which months are reported.
pub const MONTH_PERCENTILES: [f64; 3] = [0.1, 0.5, 0.9];

/// A distribution over the paths that have the figure.
#[derive(Clone, Debug)]
pub struct Spread {
    /// Paths that have it.
    pub paths: usize,
    /// Mean.
    pub mean: Estimate,
    /// At each of [`PERCENTILES`].
    pub percentiles: [Estimate; PERCENTILES.len()],
    /// Smallest value.
    pub min: f64,
    /// Largest value.
    pub max: f64,
}

impl Spread {
    /// Of a column, NaN where a path lacks it, and its values in order.
    fn of(column: &[f64], sorted: &[f64], errors: Errors) -> Option<Self> {
        let (min, max) = (*sorted.first()?, *sorted.last()?);
        Some(Self {
            paths: sorted.len(),
            mean: errors.mean(column),
            percentiles: PERCENTILES.map(|p| errors.quantile(column, sorted, p)),
            min,
            max,
        })
    }

    /// The percentile at probability `p`, one of [`PERCENTILES`].
    pub fn at(&self, p: f64) -> Estimate {
        let index = PERCENTILES.iter().position(|at| (at - p).abs() < 1e-9);
        self.percentiles[index.expect("a reported percentile")]
    }
}

/// How many paths ended by one route, and when.
#[derive(Clone, Debug)]
pub struct RouteSummary {
    /// Its name; `failure` and `horizon` are always there.
    pub name: String,
    /// The route.
    pub route: Route,
    /// Paths.
    pub paths: usize,
    /// Share of all paths.
    pub share: Estimate,
    /// Middle 80 % of the month it ended in, and the median; absent without paths.
    pub exit_month: Option<[Estimate; 3]>,
    /// Mean MOIC of these paths; absent without paths.
    pub mean_moic: Option<Estimate>,
}

/// How many paths failed for one cause.
#[derive(Clone, Debug)]
pub struct CauseSummary {
    /// Which.
    pub cause: FailureCause,
    /// Paths.
    pub paths: usize,
    /// Share of all paths.
    pub share: Estimate,
}

/// An operating figure over the paths that have it.
#[derive(Clone, Debug)]
pub struct FigureSummary {
    /// Which.
    pub figure: Figure,
    /// Its distribution; absent where no path has it.
    pub spread: Option<Spread>,
}

/// A product line over the paths on which it made something.
#[derive(Clone, Debug)]
pub struct LineSummary {
    /// Its name.
    pub name: String,
    /// Line revenue less line cost, per batch; absent where no path has it.
    pub batch_gross_margin: Option<Spread>,
}

/// One run in figures.
#[derive(Clone, Debug)]
pub struct Summary {
    /// Paths.
    pub paths: usize,
    /// P(MOIC < 1).
    pub loss: Estimate,
    /// P(MOIC = 0).
    pub total_loss: Estimate,
    /// P(MOIC < 0.1), total losses included.
    pub near_total_loss: Estimate,
    /// P(MOIC >= 3).
    pub at_least_3x: Estimate,
    /// P(MOIC >= 10).
    pub at_least_10x: Estimate,
    /// P(IRR >= what a success must earn).
    pub reaches_target: Estimate,
    /// Distributions over contributions.
    pub moic: Spread,
    /// Yearly internal rate of return.
    pub irr: Spread,
    /// Net present value at the hurdle rate.
    pub npv: Spread,
    /// The rate at which mean NPV is 0; none where there is no such rate from -50 % on, and until
    /// [`super::flows::Flows::break_even_rate`] is put here.
    pub break_even_rate: Option<Estimate>,
    /// The price of the round at which mean NPV is 0, and that of the plan; none until it is put
    /// here.
    pub break_even_price: Option<(BreakEvenPrice, f64)>,
    /// Upper tail of MOIC.
    pub tail: Tail,
    /// Paths by how their IRR was come by.
    pub irr_kinds: Vec<(IrrKind, usize)>,
    /// By route, failure and horizon first.
    pub routes: Vec<RouteSummary>,
    /// Failures by cause, which add up to all of them; empty where the causes were not kept.
    pub failures: Vec<CauseSummary>,
    /// Operating figures, in the order of [`Figure::ALL`].
    pub figures: Vec<FigureSummary>,
    /// Product lines; empty until [`lines`] is put here.
    pub lines: Vec<LineSummary>,
    /// What the run has of the rank correlations that the scenario asks for;
    /// empty until [`super::ranks::achieved`] is put here.
    pub correlations: Vec<RankCorrelation>,
    /// The run beside what became of others; empty until
    /// [`super::base_rates::base_rates`] is put here.
    pub base_rates: BaseRateComparisons,
    /// Who holds what before the round and after it; empty until it is put here.
    pub cap_table: CapTableAtClosing,
}

/// Summarises at least one path. `target_irr` is what a success must earn, `route_names` are
/// those of the scenario's exit routes.
///
/// # Panics
/// Without a path.
pub fn summarize(outcomes: &Outcomes, target_irr: f64, route_names: &[String]) -> Summary {
    let (n, errors) = (outcomes.len(), outcomes.errors);
    let moic = &outcomes.moic;
    let sorted_moic = sorted(moic);
    let share_where = |holds: &dyn Fn(usize) -> bool| errors.share_where(n, holds);
    let spread =
        |column: &[f64]| Spread::of(column, &sorted(column), errors).expect("at least one path");
    Summary {
        paths: n,
        loss: share_where(&|i| is_loss(moic[i])),
        total_loss: share_where(&|i| moic[i] <= 0.0),
        near_total_loss: share_where(&|i| moic[i] < 0.1),
        at_least_3x: share_where(&|i| Ge.holds(moic[i], 3.0)),
        at_least_10x: share_where(&|i| Ge.holds(moic[i], 10.0)),
        reaches_target: share_where(&|i| Ge.holds(outcomes.irr[i], target_irr)),
        moic: Spread::of(moic, &sorted_moic, errors).expect("at least one path"),
        irr: spread(&outcomes.irr),
        npv: spread(&outcomes.npv),
        break_even_rate: None,
        break_even_price: None,
        tail: Tail::of(&sorted_moic),
        irr_kinds: irr_kinds(&outcomes.irr_kind),
        routes: routes(outcomes, route_names),
        failures: failures(outcomes),
        figures: Figure::ALL.iter().map(|figure| figure_summary(outcomes, *figure)).collect(),
        lines: Vec::new(),
        correlations: Vec::new(),
        base_rates: BaseRateComparisons::default(),
        cap_table: CapTableAtClosing::default(),
    }
}

/// Whether a MOIC is a loss.
pub fn is_loss(moic: f64) -> bool {
    Lt.holds(moic, 1.0)
}

/// A sorted copy, 0 for -0.
pub fn sorted(values: &[f64]) -> Vec<f64> {
    let mut copy: Vec<f64> = values.iter().map(|value| value + 0.0).collect();
    bins::sort(&mut copy);
    copy
}

/// The values of a column that are there, in order.
pub fn sorted_present(column: &[f64]) -> Vec<f64> {
    let present: Vec<f64> = column.iter().copied().filter(|value| !value.is_nan()).collect();
    sorted(&present)
}

fn irr_kinds(kinds: &[IrrKind]) -> Vec<(IrrKind, usize)> {
    let mut counts: Vec<(IrrKind, usize)> = Vec::new();
    for kind in kinds {
        match counts.iter_mut().find(|(seen, _)| seen == kind) {
            Some((_, count)) => *count += 1,
            None => counts.push((*kind, 1)),
        }
    }
    counts
}

fn routes(outcomes: &Outcomes, names: &[String]) -> Vec<RouteSummary> {
    let ends = [("failure", Route::Failure), ("horizon", Route::Horizon)];
    let ends = ends.into_iter().map(|(name, route)| (name.to_owned(), route));
    let sales =
        names.iter().enumerate().map(|(index, name)| (name.clone(), Route::Sale(index as u16)));
    ends.chain(sales).map(|(name, route)| route_summary(outcomes, name, route)).collect()
}

fn failures(outcomes: &Outcomes) -> Vec<CauseSummary> {
    if outcomes.failure.is_empty() {
        return Vec::new();
    }
    let of = |cause: FailureCause| {
        let fails = |path: usize| outcomes.failure[path] == Some(cause);
        let paths = (0..outcomes.failure.len()).filter(|path| fails(*path)).count();
        CauseSummary { cause, paths, share: outcomes.errors.share_where(outcomes.len(), fails) }
    };
    FailureCause::ALL.map(of).to_vec()
}

fn route_summary(outcomes: &Outcomes, name: String, route: Route) -> RouteSummary {
    let (n, errors) = (outcomes.len(), outcomes.errors);
    let is_of_route = |path: usize| outcomes.route[path] == route;
    let column = |of: &dyn Fn(usize) -> f64| -> Vec<f64> {
        (0..n).map(|path| if is_of_route(path) { of(path) } else { f64::NAN }).collect()
    };
    let months = column(&|path| f64::from(outcomes.exit_month[path]));
    let sorted_months = sorted_present(&months);
    let paths = sorted_months.len();
    let month = |p| errors.quantile(&months, &sorted_months, p);
    RouteSummary {
        name,
        route,
        paths,
        share: errors.share_where(n, is_of_route),
        exit_month: (0 < paths).then(|| MONTH_PERCENTILES.map(month)),
        mean_moic: (0 < paths).then(|| errors.mean(&column(&|path| outcomes.moic[path]))),
    }
}

fn figure_summary(outcomes: &Outcomes, figure: Figure) -> FigureSummary {
    FigureSummary { figure, spread: present(outcomes.figure(figure), outcomes.errors) }
}

/// The distribution over the paths that have a figure.
fn present(column: &[f64], errors: Errors) -> Option<Spread> {
    Spread::of(column, &sorted_present(column), errors)
}

/// The product lines, by their names in the order of the operator's.
pub fn lines<'a>(
    outcomes: &Outcomes,
    names: impl IntoIterator<Item = &'a str>,
) -> Vec<LineSummary> {
    let columns = outcomes.line_batch_margins.iter();
    let summary = |(column, name): (&Vec<f64>, &str)| LineSummary {
        name: name.to_owned(),
        batch_gross_margin: present(column, outcomes.errors),
    };
    columns.zip(names).map(summary).collect()
}
