//! The plan by year: what operators that still operate have come to, and what the investor has paid
//! in and got back by then on all paths.

use super::estimate::{Estimate, mean, quantile, quantile_values};
use super::outcomes::{MonthFigure, Outcomes};
use super::summary::sorted_present;
use crate::model::outcome::{Route, Unit};

const MONTHS: usize = 12;

/// Percentiles of a figure.
pub const PLAN_PERCENTILES: [f64; 5] = [0.10, 0.25, 0.50, 0.75, 0.90];
/// Percentiles of what the investor has got.
pub const NET_PERCENTILES: [f64; 3] = [0.10, 0.50, 0.90];

/// A figure that is followed by year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlanFigure {
    /// Open sites at the year's end.
    Sites,
    /// Revenue of the year.
    Revenue,
    /// EBITDA of the year.
    Ebitda,
    /// Cash at the year's end.
    Cash,
}

impl PlanFigure {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Sites, Self::Revenue, Self::Ebitda, Self::Cash];

    /// Name in results.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Sites => "sites_open",
            Self::Revenue => "revenue",
            Self::Ebitda => "ebitda",
            Self::Cash => "cash",
        }
    }

    /// Unit.
    pub const fn unit(self) -> Unit {
        match self {
            Self::Sites => Unit::Count,
            _ => Unit::Money,
        }
    }

    /// What it is, in a sentence.
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::Sites => "Open sites at the end of the year.",
            Self::Revenue => "Revenue of the year.",
            Self::Ebitda => "EBITDA of the year.",
            Self::Cash => "Cash at the end of the year.",
        }
    }

    /// What it is a figure of by month, and whether all months count, or the last one.
    fn by_month(self) -> (MonthFigure, bool) {
        match self {
            Self::Sites => (MonthFigure::SitesOpen, false),
            Self::Revenue => (MonthFigure::Revenue, true),
            Self::Ebitda => (MonthFigure::Ebitda, true),
            Self::Cash => (MonthFigure::Cash, false),
        }
    }

    /// At each of some ends of years, that of each path that came through the year, and NaN of
    /// others: path by path, as their months lie in memory.
    fn columns(self, outcomes: &Outcomes, ends: &[usize]) -> Vec<Vec<f64>> {
        let (figure, is_sum) = self.by_month();
        let mut columns = vec![Vec::with_capacity(outcomes.panel.paths()); ends.len()];
        for (path, months) in outcomes.panel.figure(figure).enumerate() {
            for (column, end) in columns.iter_mut().zip(ends) {
                let lived = months.get(..*end).filter(|_| came_through(outcomes, path, *end));
                column.push(lived.map_or(f64::NAN, |months| {
                    let year = &months[end - MONTHS..];
                    if is_sum { year.iter().sum() } else { year[MONTHS - 1] }
                }));
            }
        }
        columns
    }
}

/// A figure over the paths of the panel that operate through a year.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fan {
    /// At each of [`PLAN_PERCENTILES`].
    pub percentiles: [f64; PLAN_PERCENTILES.len()],
    /// One standard error of the median.
    pub median_error: f64,
}

/// What the investor has got back by a date less what was paid in, on all paths.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Net {
    /// On average.
    pub mean: Estimate,
    /// At each of [`NET_PERCENTILES`].
    pub percentiles: [f64; NET_PERCENTILES.len()],
}

/// The plan at the end of a year.
#[derive(Clone, Debug, PartialEq)]
pub struct PlanYear {
    /// Months after time 0: 0, the end of a year, or the horizon.
    pub months: usize,
    /// Paths, of all, that still operate at its end: neither failed nor sold by then.
    pub operating: usize,
    /// Standard error of their share of all paths.
    pub operating_error: f64,
    /// Of those of the panel that operated through the year, in the order of [`PlanFigure::ALL`];
    /// none at time 0, of a part of a year, and where none operates.
    pub figures: [Option<Fan>; PlanFigure::ALL.len()],
    /// What the investor has.
    pub net: Net,
}

/// The plan by year.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PlanYears {
    /// All paths.
    pub paths: usize,
    /// From time 0 to the horizon.
    pub years: Vec<PlanYear>,
    /// What the investor gets after the horizon, on average: parts of a price that are paid later.
    pub later: f64,
}

impl PlanYears {
    /// Of a run.
    pub fn of(outcomes: &Outcomes, horizon: usize) -> Self {
        let mut dates: Vec<usize> = (0..=horizon).step_by(MONTHS).collect();
        dates.extend((!horizon.is_multiple_of(MONTHS)).then_some(horizon));
        let is_whole = |end: &usize| 0 < *end && end.is_multiple_of(MONTHS);
        let whole: Vec<usize> = dates.iter().copied().filter(is_whole).collect();
        let figures = PlanFigure::ALL.map(|figure| figure.columns(outcomes, &whole));
        let at = |end: usize| {
            let whole = whole.iter().position(|one| *one == end);
            let of_year = |year: usize| figures.each_ref().map(|columns| columns[year].as_slice());
            year(outcomes, end, whole.map_or([&[]; PlanFigure::ALL.len()], of_year))
        };
        let years: Vec<PlanYear> = dates.into_iter().map(at).collect();
        let all = mean(&outcomes.flows.net_by(u32::MAX)).value;
        let by_then = years.last().map_or(all, |year| year.net.mean.value);
        Self { paths: outcomes.len(), years, later: all - by_then }
    }

    /// The share of all paths that still operate at a date.
    pub fn operating(&self, year: &PlanYear) -> Estimate {
        let value = year.operating as f64 / self.paths as f64;
        Estimate { value, standard_error: year.operating_error }
    }
}

/// Whether a path lives beyond the end of a year, or ends with it in some way.
fn goes_on(outcomes: &Outcomes, path: usize, end: usize, but: fn(Route) -> bool) -> bool {
    let lived = usize::from(outcomes.exit_month[path]) + 1;
    end < lived || (end == lived && but(outcomes.route[path]))
}

/// Who is sold in the last month operates no more, but has come through the year; who fails in it
/// has not.
fn came_through(outcomes: &Outcomes, path: usize, end: usize) -> bool {
    goes_on(outcomes, path, end, |route| route != Route::Failure)
}

/// `figures` are of those that came through the year, and NaN of others.
fn year(outcomes: &Outcomes, end: usize, figures: [&[f64]; PlanFigure::ALL.len()]) -> PlanYear {
    let operates = |path: usize| goes_on(outcomes, path, end, |route| route == Route::Horizon);
    let errors = outcomes.errors;
    let fan = |column: &[f64]| {
        let values = sorted_present(column);
        (!values.is_empty()).then(|| Fan {
            percentiles: PLAN_PERCENTILES.map(|p| quantile(&values, p).value),
            median_error: errors.quantile(column, &values, 0.5).standard_error,
        })
    };
    let mut net = outcomes.flows.net_by(end as u32);
    PlanYear {
        months: end,
        operating: (0..outcomes.len()).filter(|path| operates(*path)).count(),
        operating_error: errors.share_where(outcomes.len(), operates).standard_error,
        figures: figures.map(fan),
        net: Net {
            mean: errors.mean(&net),
            percentiles: quantile_values(&mut net, NET_PERCENTILES),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::{PlanFigure, PlanYears};
    use crate::analysis::outcomes::Outcomes;
    use crate::engine::Tally;
    use crate::model::ledger::{Ledger, Month};
    use crate::model::outcome::{Outcome, Route};
    use crate::model::returns::CashFlow;
    use crate::sampling::assumptions::Draws;

    #[test]
    #[expect(clippy::float_cmp, reason = "sums of whole numbers are exact")]
    fn a_year_is_of_those_that_come_through_it_and_the_investor_of_all() {
        let mut outcomes = Outcomes::default();
        // Lives so many months at a revenue of 10, 20 or 30 a month; the investor pays 100.
        let ends = [
            (Route::Horizon, 30, 90.0),
            (Route::Sale(0), 24, 400.0),
            (Route::Failure, 24, 0.0),
            (Route::Failure, 13, 0.0),
        ];
        for (path, (route, lived, back)) in ends.into_iter().enumerate() {
            let month = Month {
                revenue: 10.0 * (path as f64 + 1.0),
                cash: path as f64,
                ..Month::default()
            };
            let outcome =
                Outcome { route, exit_month: lived - 1, moic: back / 100.0, ..Outcome::default() };
            let flow = |months: usize, amount| CashFlow { years: months as f64 / 12.0, amount };
            let mut flows = vec![flow(0, -100.0)];
            flows.extend((0.0 < back).then_some(flow(lived, back)));
            flows.extend((0.0 < back).then_some(flow(36, 8.0)));
            let months = vec![month; lived];
            let path = path as u64;
            outcomes.push(
                &Draws::default(),
                &Ledger { path, months, outcome, flows, ..Ledger::default() },
            );
        }
        let plan = PlanYears::of(&outcomes, 30);
        let months: Vec<usize> = plan.years.iter().map(|year| year.months).collect();
        assert_eq!(months, [0, 12, 24, 30]);
        let operating: Vec<usize> = plan.years.iter().map(|year| year.operating).collect();
        assert_eq!(operating, [4, 4, 1, 1]);
        let median = |year: usize, figure: PlanFigure| {
            plan.years[year].figures[figure as usize].map(|fan| fan.percentiles[2])
        };
        let of = PlanFigure::Revenue;
        let medians = [median(0, of), median(1, of), median(2, of), median(3, of)];
        assert_eq!(medians, [None, Some(240.0), Some(120.0), None]);
        assert_eq!(median(2, PlanFigure::Cash), Some(0.0));
        let nets: Vec<f64> = plan.years.iter().map(|year| year.net.mean.value).collect();
        assert_eq!(nets, [-100.0, -100.0, 0.0, 22.5]);
        assert_eq!(plan.years[3].net.percentiles, [-100.0, -100.0, 300.0]);
        assert_eq!(plan.later, 4.0);
    }
}
