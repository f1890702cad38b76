//! A run in figures, from what was asked of all its paths instead of from their columns: the same
//! bits.

use super::column::Column;
use super::find::{Known, Wanted};
use super::inquiry::Inquiry;
use crate::analysis::base_rates::{BaseRateComparisons, beside_shares};
use crate::analysis::estimate::Estimate;
use crate::analysis::level::Level;
use crate::analysis::measure::Measure;
use crate::analysis::published_rates::{BASE_RATES, Fate, Peers};
use crate::analysis::statistic::{Event, Relation, Threshold};
use crate::analysis::summary::{
    CauseSummary, FigureSummary, LineSummary, MONTH_PERCENTILES, PERCENTILES, RouteSummary, Spread,
    Summary,
};
use crate::analysis::tail::Tail;
use crate::model::cap_table::CapTableAtClosing;
use crate::model::outcome::{FailureCause, Figure, Route};

/// What a summary is about.
#[derive(Clone, Copy, Debug)]
pub struct Scope<'a> {
    /// Names of the exit routes.
    pub route_names: &'a [String],
    /// Names of the product lines.
    pub line_names: &'a [String],
    /// Months simulated at most.
    pub horizon_months: usize,
}

fn loss() -> Column {
    Column::Met(Event::Loss)
}

fn at_least(measure: Measure, threshold: Threshold) -> Column {
    Column::Met(Event::Compares(measure, Relation::Ge, threshold))
}

fn multiple(at_least_so_many: f64) -> Column {
    at_least(Measure::Moic, Threshold::Number(at_least_so_many))
}

/// Whether a path has that fate.
fn of_fate(fate: Fate) -> Column {
    match fate {
        Fate::LosesMoney => loss(),
        Fate::Returns(times) => multiple(f64::from(times)),
        Fate::RaisesAgain => {
            let rounds = Measure::Figure(Figure::RoundsClosed);
            Column::Met(Event::Compares(rounds, Relation::Gt, Threshold::Number(0.5)))
        }
        Fate::FailsWithin(years) => Column::Met(Event::FailedBy(12 * u16::from(years))),
    }
}

/// The ways in which a path can end.
fn routes(scope: Scope<'_>) -> impl Iterator<Item = (String, Route)> {
    let ends = [("failure", Route::Failure), ("horizon", Route::Horizon)];
    let ends = ends.into_iter().map(|(name, route)| (name.to_owned(), route));
    let sales = scope.route_names.iter().enumerate();
    ends.chain(sales.map(|(index, name)| (name.clone(), Route::Sale(index as u16))))
}

/// All columns that a summary is made from, and what of them.
pub fn wanted(scope: Scope<'_>) -> Vec<Wanted> {
    let levels = PERCENTILES.map(Level::decimal);
    let spread = |column| Wanted::spread(column, &levels);
    let mut wanted: Vec<Wanted> = [Measure::Moic, Measure::Irr, Measure::Npv]
        .into_iter()
        .chain(Figure::ALL.map(Measure::Figure))
        .map(|measure| spread(Column::Of(measure)))
        .collect();
    wanted[0].what.tail = true;
    wanted.extend((0..scope.line_names.len()).map(|line| spread(Column::Line(line))));
    for (_, route) in routes(scope) {
        wanted.push(Wanted::share(Column::Ends(route)));
        let months = MONTH_PERCENTILES.map(Level::decimal);
        let mut months = Wanted::spread(Column::By(Measure::ExitMonth, route), &months);
        months.what.mean = false;
        wanted.push(months);
        wanted.push(Wanted::spread(Column::By(Measure::Moic, route), &[]));
    }
    let mut shares = vec![
        loss(),
        Column::Met(Event::TotalLoss),
        Column::Met(Event::NearTotalLoss),
        multiple(3.0),
        multiple(10.0),
        at_least(Measure::Irr, Threshold::Target),
        Column::SeeksMoney,
    ];
    shares.extend(FailureCause::ALL.map(Column::Fails));
    for one in BASE_RATES {
        let column = of_fate(one.fate);
        if !shares.contains(&column) {
            shares.push(column);
        }
    }
    wanted.extend(shares.into_iter().map(Wanted::share));
    wanted
}

/// The summary, once all of it is known; without what a run adds to it that is not asked of all
/// paths. `peers` are whom it is held against.
///
/// # Panics
/// Where the inquiry was not about what is [`wanted`], or is not done.
pub fn summary(inquiry: &Inquiry<'_>, paths: u64, scope: Scope<'_>, peers: Peers) -> Summary {
    let share = |column: &Column| inquiry.of(column).share();
    let measure = |measure| spread(inquiry.of(&Column::Of(measure))).expect("at least one path");
    let figure = |figure| {
        let known = inquiry.of(&Column::Of(Measure::Figure(figure)));
        FigureSummary { figure, spread: spread(known) }
    };
    let line = |(index, name): (usize, &String)| LineSummary {
        name: name.clone(),
        batch_gross_margin: spread(inquiry.of(&Column::Line(index))),
    };
    let cause = |cause| {
        let known = inquiry.of(&Column::Fails(cause));
        CauseSummary { cause, paths: known.ones() as usize, share: known.share() }
    };
    Summary {
        paths: paths as usize,
        loss: share(&loss()),
        total_loss: share(&Column::Met(Event::TotalLoss)),
        near_total_loss: share(&Column::Met(Event::NearTotalLoss)),
        at_least_3x: share(&multiple(3.0)),
        at_least_10x: share(&multiple(10.0)),
        reaches_target: share(&at_least(Measure::Irr, Threshold::Target)),
        moic: measure(Measure::Moic),
        irr: measure(Measure::Irr),
        npv: measure(Measure::Npv),
        break_even_rate: inquiry.break_even_rate(),
        break_even_price: None,
        tail: tail(inquiry.of(&Column::Of(Measure::Moic))),
        irr_kinds: inquiry.irr_kinds(),
        routes: routes(scope).map(|(name, route)| route_summary(inquiry, name, route)).collect(),
        failures: FailureCause::ALL.map(cause).to_vec(),
        figures: Figure::ALL.map(figure).to_vec(),
        lines: scope.line_names.iter().enumerate().map(line).collect(),
        correlations: Vec::new(),
        base_rates: base_rates(inquiry, paths, scope, peers),
        cap_table: CapTableAtClosing::default(),
    }
}

fn base_rates(
    inquiry: &Inquiry<'_>,
    paths: u64,
    scope: Scope<'_>,
    peers: Peers,
) -> BaseRateComparisons {
    let seeks_money = 0 < inquiry.of(&Column::SeeksMoney).ones();
    let share = |fate| inquiry.of(&of_fate(fate)).share();
    beside_shares(paths as usize, scope.horizon_months, (peers, seeks_money), share)
}

fn spread(known: &Known) -> Option<Spread> {
    let (min, max) = known.range()?;
    Some(Spread {
        paths: known.count() as usize,
        mean: known.mean(),
        percentiles: PERCENTILES.map(|p| at(known, p)),
        min,
        max,
    })
}

fn at(known: &Known, p: f64) -> Estimate {
    known.quantile(Level::decimal(p)).expect("all is known")
}

fn route_summary(inquiry: &Inquiry<'_>, name: String, route: Route) -> RouteSummary {
    let ends = inquiry.of(&Column::Ends(route));
    let months = inquiry.of(&Column::By(Measure::ExitMonth, route));
    let any = 0 < ends.ones();
    RouteSummary {
        name,
        route,
        paths: ends.ones() as usize,
        share: ends.share(),
        exit_month: any.then(|| MONTH_PERCENTILES.map(|p| at(months, p))),
        mean_moic: any.then(|| inquiry.of(&Column::By(Measure::Moic, route)).mean()),
    }
}

fn tail(known: &Known) -> Tail {
    let (best, below, logarithms) = known.tail().expect("all is known");
    Tail::of_sums(known.count() as usize, (best, known.total()), below, logarithms)
}
