//! Cash by month, and the chance of having failed or sought more of it: what
//! is drawn of the runway, and saved so that it can be drawn again.

use super::estimate::quantile_values;
use super::level::Level;
use super::outcomes::{MonthFigure, Outcomes};
use super::timeline::{ByMonth, failed_by, sought_money_by};
use crate::model::outcome::Route;

/// Probabilities of the fan's edges and its middle.
pub const RUNWAY_PERCENTILES: [f64; 7] = [0.05, 0.10, 0.25, 0.50, 0.75, 0.90, 0.95];

/// Where the single paths stand among all of the panel, short-lived first.
const SINGLES: [f64; 4] = [0.1, 0.35, 0.6, 0.85];

/// Single paths that are followed at most.
pub const MOST_SINGLES: usize = SINGLES.len();

/// Cash and its end, month by month.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Runway {
    /// Paths whose months were kept.
    pub panel_paths: usize,
    /// By month, closing cash at each of [`RUNWAY_PERCENTILES`] over those paths of the panel
    /// that still operate: what failed or was sold has no cash to speak of. Months in which none
    /// does are left out, which are the last ones.
    pub percentiles: Vec<[f64; RUNWAY_PERCENTILES.len()]>,
    /// Closing cash of single paths, as long as they last.
    pub singles: Vec<Vec<f64>>,
    /// Paths, of all, that failed by the end of each month.
    pub failed_by: Vec<u64>,
    /// Paths, of all, that tried to raise a new round by the end of each month.
    pub sought_money_by: Vec<u64>,
}

/// Closing cash of a path in each month it lived, and whether it failed.
pub type PanelCash<'a> = (&'a [f64], bool);

impl Runway {
    /// Of a run.
    pub fn of(outcomes: &Outcomes, horizon: usize) -> Self {
        let panel = &outcomes.panel;
        let failed = outcomes.route.iter().map(|route| *route == Route::Failure);
        let panel: Vec<PanelCash<'_>> = panel.figure(MonthFigure::Cash).zip(failed).collect();
        let counts = (failed_by(outcomes, horizon), sought_money_by(outcomes, horizon));
        Self::over(&panel, counts)
    }

    /// Over a panel, with the paths of all that failed and that sought money
    /// by the end of each month.
    pub fn over(
        panel: &[PanelCash<'_>],
        (failed_by, sought_money_by): (Vec<u64>, Vec<u64>),
    ) -> Self {
        Self {
            panel_paths: panel.len(),
            percentiles: percentiles(panel, failed_by.len().max(1)),
            singles: singles(panel),
            failed_by,
            sought_money_by,
        }
    }
}

fn percentiles(panel: &[PanelCash<'_>], months: usize) -> Vec<[f64; RUNWAY_PERCENTILES.len()]> {
    // In the month in which a path fails it operates no more.
    let operating = panel.iter().map(|(months, failed)| {
        let months: &[f64] = months;
        &months[..months.len().saturating_sub(usize::from(*failed))]
    });
    let mut cash = ByMonth::new(panel.len(), months);
    cash.gather(operating);
    let of_month = |values: &mut [f64]| {
        values.iter_mut().for_each(|cash| *cash = cash.max(0.0));
        (!values.is_empty()).then(|| quantile_values(values, RUNWAY_PERCENTILES))
    };
    cash.months().map_while(of_month).collect()
}

fn last(months: &[f64]) -> f64 {
    months.last().copied().unwrap_or(0.0)
}

/// Paths of the panel, short-lived to long-lived, chosen so that the same run
/// always shows the same ones.
fn singles(panel: &[PanelCash<'_>]) -> Vec<Vec<f64>> {
    let mut order: Vec<usize> = (0..panel.len()).collect();
    order.sort_by(|a, b| {
        let key = |i: usize| (panel[i].0.len(), last(panel[i].0));
        let ((a0, a1), (b0, b1)) = (key(*a), key(*b));
        a0.cmp(&b0).then(a1.total_cmp(&b1)).then(a.cmp(b))
    });
    let pick = |p: f64| order.get(Level::decimal(p).below(order.len())).copied();
    let mut chosen: Vec<usize> = SINGLES.into_iter().filter_map(pick).collect();
    chosen.dedup();
    chosen.iter().map(|i| panel[*i].0.iter().map(|cash| cash.max(0.0)).collect()).collect()
}
