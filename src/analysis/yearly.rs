//! Revenue and EBITDA by year, over the paths of the panel that operate through all of it.

use super::estimate::Estimate;
use super::outcomes::{MonthFigure, Outcomes};
use super::summary::sorted_present;
use crate::model::outcome::Route;

/// Percentiles of a year.
pub const YEAR_PERCENTILES: [f64; 3] = [0.25, 0.5, 0.75];
const MONTHS: usize = 12;

/// One year of the paths that operate through it.
#[derive(Clone, Debug)]
pub struct YearSpread {
    /// Counted from 1.
    pub year: usize,
    /// Share of all paths of the panel that operate through it.
    pub operating: Estimate,
    /// Revenue at [`YEAR_PERCENTILES`].
    pub revenue: [Estimate; YEAR_PERCENTILES.len()],
    /// EBITDA likewise.
    pub ebitda: [Estimate; YEAR_PERCENTILES.len()],
}

/// All whole years of the horizon in which any path operates throughout.
pub fn yearly(outcomes: &Outcomes, horizon: usize) -> Vec<YearSpread> {
    (1..=horizon / MONTHS).map_while(|year| spread(outcomes, year)).collect()
}

fn spread(outcomes: &Outcomes, year: usize) -> Option<YearSpread> {
    let (panel, errors) = (&outcomes.panel, outcomes.errors);
    let end = MONTHS * year;
    let operates: Vec<bool> = panel
        .months()
        .zip(&outcomes.route)
        .map(|(lived, route)| {
            // Who fails in its last month has not come through it.
            let fails = lived == end && *route == Route::Failure;
            end <= lived && !fails
        })
        .collect();
    let those = operates.iter().filter(|operates| **operates).count();
    let at = |figure: MonthFigure| {
        let sums: Vec<f64> = panel
            .figure(figure)
            .zip(&operates)
            .map(
                |(months, operates)| {
                    if *operates { months[end - MONTHS..end].iter().sum() } else { f64::NAN }
                },
            )
            .collect();
        let sorted = sorted_present(&sums);
        YEAR_PERCENTILES.map(|p| errors.quantile(&sums, &sorted, p))
    };
    (0 < those).then(|| YearSpread {
        year,
        operating: errors.share_where(operates.len(), |path| operates[path]),
        revenue: at(MonthFigure::Revenue),
        ebitda: at(MonthFigure::Ebitda),
    })
}
