//! How many paths have failed by the end of each year, and for which cause.

use super::estimate::Estimate;
use super::outcomes::Outcomes;
use crate::model::outcome::{FailureCause, Route};

const MONTHS: usize = 12;

/// Failures by the end of each year, of all paths.
#[derive(Clone, Debug)]
pub struct Failures {
    /// All paths.
    pub paths: usize,
    /// Whether causes are known: what was written before they were kept has none.
    pub has_causes: bool,
    /// One for each year, the last perhaps not a whole one.
    pub years: Vec<FailedBy>,
    /// The share of all paths that have failed by each of them.
    shares: Vec<Estimate>,
}

/// Paths that have failed by a date.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FailedBy {
    /// Months after time 0: the end of a year, or the horizon.
    pub months: usize,
    /// All of them.
    pub failed: usize,
    /// By cause, in the order of [`FailureCause::ALL`].
    pub causes: [usize; FailureCause::ALL.len()],
}

impl Failures {
    /// Of a run.
    pub fn of(outcomes: &Outcomes, horizon: usize) -> Self {
        let horizon = horizon.max(1);
        let mut by_month = vec![FailedBy::default(); horizon];
        let mut has_causes = true;
        let failed = (0..outcomes.len()).filter(|path| outcomes.route[*path] == Route::Failure);
        for path in failed {
            let month = &mut by_month[usize::from(outcomes.exit_month[path]).min(horizon - 1)];
            month.failed += 1;
            match outcomes.failure.get(path) {
                Some(Some(cause)) => month.causes[place(*cause)] += 1,
                _ => has_causes = false,
            }
        }
        let mut all = FailedBy::default();
        let mut years = Vec::new();
        for (month, of) in by_month.iter().enumerate() {
            all.months = month + 1;
            all.failed += of.failed;
            all.causes.iter_mut().zip(of.causes).for_each(|(all, of)| *all += of);
            if all.months.is_multiple_of(MONTHS) || all.months == horizon {
                years.push(all);
            }
        }
        let share = |by: &FailedBy| {
            outcomes.errors.share_where(outcomes.len(), |path| {
                let month = usize::from(outcomes.exit_month[path]).min(horizon - 1);
                outcomes.route[path] == Route::Failure && month < by.months
            })
        };
        let shares = years.iter().map(share).collect();
        Self { paths: outcomes.len(), has_causes, years, shares }
    }

    /// The share of all paths that have failed by one of the dates; by none of them, none.
    pub fn share(&self, by: &FailedBy) -> Estimate {
        let place = self.years.iter().position(|one| one.months == by.months);
        place.map_or_else(Estimate::default, |place| self.shares[place])
    }

    /// Those that failed for each cause, as shares of all paths.
    pub fn shares_by_cause(&self, by: &FailedBy) -> [f64; FailureCause::ALL.len()] {
        by.causes.map(|count| count as f64 / self.paths as f64)
    }

    /// By the last date.
    pub fn last(&self) -> FailedBy {
        self.years.last().copied().unwrap_or_default()
    }
}

/// Where a cause stands among all.
fn place(cause: FailureCause) -> usize {
    FailureCause::ALL.iter().position(|one| *one == cause).expect("one of all")
}

#[cfg(test)]
mod tests {
    use super::{FailedBy, Failures};
    use crate::analysis::outcomes::Outcomes;
    use crate::model::outcome::{FailureCause, Route};

    #[test]
    fn a_failure_counts_from_the_end_of_its_year_on() {
        let mut outcomes = Outcomes::default();
        let mut end = |route, month, cause| {
            outcomes.moic.push(0.0);
            outcomes.route.push(route);
            outcomes.exit_month.push(month);
            outcomes.failure.push(cause);
        };
        end(Route::Failure, 11, Some(FailureCause::OutOfCash));
        end(Route::Failure, 12, Some(FailureCause::Setback));
        end(Route::Sale(0), 3, None);
        end(Route::Failure, 29, Some(FailureCause::OutOfCash));
        end(Route::Horizon, 29, None);
        let failures = Failures::of(&outcomes, 30);
        let by = |months, failed, causes| FailedBy { months, failed, causes };
        let all = [by(12, 1, [1, 0, 0, 0]), by(24, 2, [1, 0, 0, 1]), by(30, 3, [2, 0, 0, 1])];
        assert_eq!(failures.years, all);
        assert!(failures.has_causes);
        assert!((failures.share(&all[2]).value - 0.6).abs() < 1e-12);
        outcomes.failure.clear();
        assert!(!Failures::of(&outcomes, 30).has_causes);
        // What is dated after the horizon counts by its end.
        assert_eq!(Failures::of(&outcomes, 1).years, [by(1, 3, [0; 4])]);
    }
}
