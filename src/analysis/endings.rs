//! How paths end, and what share of them has ended in which way by the end of each month.

use super::outcomes::Outcomes;
use super::summary::is_loss;
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
