//! How long the money lasts: how many paths have failed, and how many have
//! sought new money, by some months that investors ask about.

use super::estimate::Estimate;
use super::outcomes::{NEVER, Outcomes};
use crate::model::outcome::Route;

/// Months, counted from 1, that are reported as far as the horizon goes; the
/// horizon itself comes last.
const MARKS: [usize; 6] = [12, 18, 24, 36, 60, 84];

/// What has happened by the end of a month.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mark {
    /// How many months have passed.
    pub months: usize,
    /// Share of paths that have failed.
    pub failed: Estimate,
    /// Share of paths that have tried to raise a new round.
    pub sought_money: Estimate,
}

/// What has happened by each of the months.
///
/// # Panics
/// Without a month to simulate.
pub fn cash_marks(outcomes: &Outcomes, horizon: usize) -> Vec<Mark> {
    let by = |month: u16, months: usize| usize::from(month) < months;
    let failed = |path: usize, months| {
        outcomes.route[path] == Route::Failure && by(outcomes.exit_month[path], months)
    };
    let sought = |path: usize, months| {
        let first = outcomes.first_round_tried[path];
        first != NEVER && by(first, months)
    };
    let share = |holds: &dyn Fn(usize) -> bool| outcomes.errors.share_where(outcomes.len(), holds);
    let marks = MARKS.into_iter().filter(|months| *months < horizon).chain([horizon]);
    marks
        .map(|months| Mark {
            months,
            failed: share(&|path| failed(path, months)),
            sought_money: share(&|path| sought(path, months)),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::cash_marks;
    use crate::analysis::outcomes::{NEVER, Outcomes};
    use crate::model::outcome::Route;

    #[test]
    fn a_path_that_fails_in_the_twelfth_month_has_failed_by_month_12() {
        let outcomes = Outcomes {
            moic: vec![0.0; 4],
            route: vec![Route::Failure, Route::Failure, Route::Horizon, Route::Sale(0)],
            exit_month: vec![11, 12, 29, 3],
            first_round_tried: vec![5, NEVER, 20, NEVER],
            ..Outcomes::default()
        };
        let marks = cash_marks(&outcomes, 30);
        let months: Vec<usize> = marks.iter().map(|mark| mark.months).collect();
        assert_eq!(months, [12, 18, 24, 30]);
        let shares: Vec<[f64; 2]> =
            marks.iter().map(|mark| [mark.failed.value, mark.sought_money.value]).collect();
        assert_eq!(shares, [[0.25, 0.25], [0.5, 0.25], [0.5, 0.5], [0.5, 0.5]]);
    }
}
