//! Months that stand out among the others of their path.

use super::story::{Happening, Occurrence};
use crate::model::simulator::Replay;

/// Months of one kind that are told at most, those with the highest rates.
const MOST: usize = 3;
/// Below this rate nothing stands out.
const LEAST: f64 = 0.05;

/// A month that stands out, with what goes towards explaining it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Outlier {
    /// Its rate: lost sales over demand, or the markdown rate.
    pub rate: f64,
    /// The median rate of the path's months.
    pub median: f64,
    /// Units lost, or left over.
    pub units: f64,
    /// Units demanded, or sold and left over.
    pub of_units: f64,
    /// Demand over what was forecast when batches were committed.
    pub demand_over_forecast: f64,
    /// Share of what was committed that capacity allowed.
    pub capacity_factor: f64,
    /// Share of capacity that supply and permits left.
    pub availability: f64,
}

/// Months whose lost sales or markdowns stand out: beyond the upper quartile
/// by more than one and a half times the distance between the quartiles
/// (Tukey, *Exploratory Data Analysis*, 1977), and at least 5 %; the three
/// highest of each.
pub(super) fn outliers(replay: &Replay) -> Vec<Occurrence> {
    let months = &replay.ledger.months;
    let lost: Vec<f64> = months.iter().map(|month| rate(month.lost, month.demand)).collect();
    let marked_down: Vec<f64> = months.iter().map(|month| month.markdown_rate).collect();
    let lost = high(&lost).into_iter().map(|(t, median)| {
        let (units, of) = (months[t].lost, months[t].demand);
        Occurrence {
            month: t,
            what: Happening::LostSales(outlier(replay, t, median, (units, of, rate(units, of)))),
        }
    });
    let marked_down = high(&marked_down).into_iter().map(|(t, median)| {
        let (units, rate) = (months[t].leftover, months[t].markdown_rate);
        let of = months[t].sold + units;
        Occurrence {
            month: t,
            what: Happening::Markdowns(outlier(replay, t, median, (units, of, rate))),
        }
    });
    lost.chain(marked_down).collect()
}

/// A share of units; what rounding leaves of none is none.
fn rate(units: f64, of_units: f64) -> f64 {
    let rate = units / of_units;
    if rate.abs() < 1e-9 { 0.0 } else { rate }
}

fn outlier(
    replay: &Replay,
    t: usize,
    median: f64,
    (units, of_units, rate): (f64, f64, f64),
) -> Outlier {
    let (month, detail) = (&replay.ledger.months[t], &replay.record.months[t]);
    let forecast: f64 = detail.lines.iter().map(|line| line.forecast).sum();
    Outlier {
        rate,
        median,
        units,
        of_units,
        demand_over_forecast: month.demand / forecast,
        capacity_factor: month.capacity_factor,
        availability: month.availability,
    }
}

/// Positions of the values that stand out, highest first, with the median of
/// all; values that are absent do not count.
fn high(values: &[f64]) -> Vec<(usize, f64)> {
    let mut sorted: Vec<f64> = values.iter().copied().filter(|value| value.is_finite()).collect();
    sorted.sort_unstable_by(f64::total_cmp);
    if sorted.is_empty() {
        return Vec::new();
    }
    let at = |p: f64| super::estimate::quantile(&sorted, p).value;
    let fence = (at(0.75) + 1.5 * (at(0.75) - at(0.25))).max(LEAST);
    let mut found: Vec<usize> = (0..values.len()).filter(|i| fence < values[*i]).collect();
    found.sort_by(|a, b| values[*b].total_cmp(&values[*a]).then(a.cmp(b)));
    found.into_iter().take(MOST).map(|i| (i, at(0.5))).collect()
}

#[cfg(test)]
mod tests {
    use super::high;

    #[test]
    fn months_beyond_the_fence_stand_out_and_the_highest_come_first() {
        let mut rates = vec![0.10, 0.12, 0.11, 0.13, 0.12, 0.11, 0.12, 0.10, f64::NAN, 0.12];
        assert!(high(&rates).is_empty(), "all alike");
        rates[3] = 0.3;
        rates[8] = 0.5;
        assert_eq!(high(&rates).iter().map(|(t, _)| *t).collect::<Vec<_>>(), [8, 3]);
        let small: Vec<f64> = rates.iter().map(|rate| 0.1 * rate).collect();
        assert_eq!(high(&small).iter().map(|(t, _)| *t).collect::<Vec<_>>(), [] as [usize; 0]);
    }
}
