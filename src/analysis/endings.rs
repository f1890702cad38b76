//! How paths end, and what share of them has ended in which way by the end of each month.

use super::errors::Errors;
use super::estimate::Estimate;
use super::outcomes::Outcomes;
use super::summary::{is_loss, sorted_present};
use crate::model::outcome::Route;

/// How a path stands at its end, from the worst to the best.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// Out of cash, or by a setback.
    Failed,
    /// Sold, and the investor lost money.
    SoldBelowCost,
    /// Still operating at the horizon.
    Operating,
    /// Sold, and the investor got the capital back or more.
    SoldAboveCost,
}

impl Ending {
    /// How many there are.
    pub const COUNT: usize = 4;
}

/// The ending of each path and its month, counted from 0.
pub fn endings(outcomes: &Outcomes) -> Vec<(Ending, u16)> {
    let ending = |path: usize| match outcomes.route[path] {
        Route::Failure => Ending::Failed,
        Route::Horizon => Ending::Operating,
        Route::Sale(_) if is_loss(outcomes.moic[path]) => Ending::SoldBelowCost,
        Route::Sale(_) => Ending::SoldAboveCost,
    };
    (0..outcomes.len()).map(|path| (ending(path), outcomes.exit_month[path])).collect()
}

/// Of each ending the share of all paths by the end of each month, 0 months first; those that have
/// not ended operate.
pub fn shares_by_month(endings: &[(Ending, u16)], months: usize) -> [Vec<f64>; Ending::COUNT] {
    let mut counts = vec![[0_u64; Ending::COUNT]; months + 1];
    for (ending, month) in endings.iter().filter(|(ending, _)| *ending != Ending::Operating) {
        counts[(usize::from(*month) + 1).min(months)][*ending as usize] += 1;
    }
    let mut shares = [const { Vec::new() }; Ending::COUNT];
    let mut ended = [0_u64; Ending::COUNT];
    for month in counts {
        (0..Ending::COUNT).for_each(|ending| ended[ending] += month[ending]);
        let mut states = ended;
        states[Ending::Operating as usize] = endings.len() as u64 - ended.iter().sum::<u64>();
        for (list, count) in shares.iter_mut().zip(states) {
            list.push(count as f64 / endings.len() as f64);
        }
    }
    shares
}

/// What became of the paths that ended in one of some ways.
#[derive(Clone, Debug)]
pub struct Ways {
    /// Share of all paths that have by the end of each month, 0 months first; of those that are
    /// valued at the horizon, that have not ended.
    pub shares: Vec<f64>,
    /// How many there are in the end.
    pub paths: usize,
    /// Years after which they ended, the median; absent without paths, as are the others.
    pub median_years: Option<Estimate>,
    /// Median MOIC.
    pub median_moic: Option<Estimate>,
    /// Share of them that return less than was paid in, and just that.
    pub below_and_at_cost: Option<[f64; 2]>,
}

/// How each path of a run ended, and what it returned, in path order.
#[derive(Clone, Copy, Debug)]
pub struct Routes<'a> {
    /// The route.
    pub routes: &'a [Route],
    /// The month, counted from 0.
    pub exit_months: &'a [u16],
    /// The multiple.
    pub moic: &'a [f64],
    /// How errors are found.
    pub errors: Errors,
}

impl Routes<'_> {
    /// Paths that end in each way, in the order of [`Route::index`], of so many routes of sale.
    pub fn counts(&self, sales: usize) -> Vec<usize> {
        let mut counts = vec![0; Route::Sale(0).index() + sales];
        self.routes.iter().for_each(|route| counts[route.index()] += 1);
        counts
    }

    /// What became of those that ended in one of some ways, by the end of each of so many months.
    pub fn of(&self, ways: &[Route], months: usize) -> Ways {
        let all = self.routes.len();
        let those: Vec<usize> =
            (0..all).filter(|path| ways.contains(&self.routes[*path])).collect();
        let mut counts = vec![0_u64; months + 1];
        for path in &those {
            counts[(usize::from(self.exit_months[*path]) + 1).min(months)] += 1;
        }
        let mut ended = 0;
        let shares = counts.into_iter().map(|count| {
            ended += count;
            ended as f64 / all as f64
        });
        let column = |of: &dyn Fn(usize) -> f64| {
            let mut column = vec![f64::NAN; all];
            those.iter().for_each(|path| column[*path] = of(*path));
            let values = sorted_present(&column);
            (!values.is_empty()).then(|| self.errors.quantile(&column, &values, 0.5))
        };
        let share = |holds: &dyn Fn(f64) -> bool| {
            let count = those.iter().filter(|path| holds(self.moic[**path])).count();
            count as f64 / those.len() as f64
        };
        let is_at_cost = |moic: f64| (moic - 1.0).abs() <= ROUNDING;
        Ways {
            shares: shares.collect(),
            paths: those.len(),
            median_years: column(&|path| (f64::from(self.exit_months[path]) + 1.0) / 12.0),
            median_moic: column(&|path| self.moic[path]),
            below_and_at_cost: (!those.is_empty()).then(|| [share(&is_loss), share(&is_at_cost)]),
        }
    }
}

/// Multiples closer to 1 are just the capital.
const ROUNDING: f64 = 1e-9;
