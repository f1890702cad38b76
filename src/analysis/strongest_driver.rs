//! The assumption that MOIC goes with most, from the draws of a run itself: the one with the
//! largest rank correlation, and what paths return in each part of its range.

use std::sync::Arc;

use super::errors::Errors;
use super::estimate::Estimate;
use super::ranks::{of_ranks, ranks};
use super::summary::sorted_present;
use crate::sampling::assumptions::{Assumptions, Draws, Input};

/// An uncertain number that is drawn once on a path.
#[derive(Clone, Debug)]
struct Drawn {
    input: Input,
    name: String,
    unit: &'static str,
}

/// What the paths of the panel drew for the uncertain numbers.
#[derive(Clone, Debug, Default)]
pub struct PanelDraws {
    of: Arc<[Drawn]>,
    columns: Vec<Vec<f64>>,
}

/// The assumption that MOIC goes with most.
#[derive(Clone, Debug, PartialEq)]
pub struct StrongestDriver {
    /// Dotted path of its key.
    pub name: String,
    /// Its unit, in words.
    pub unit: String,
    /// Uncertain numbers that it was chosen from.
    pub numbers: usize,
    /// Paths of the panel, over which all of this is.
    pub paths: usize,
    /// Spearman's rank correlation of both.
    pub rank_correlation: Estimate,
    /// The paths by its value, in ten parts.
    pub tenths: Vec<DriverPart>,
    /// The same in five.
    pub fifths: Vec<DriverPart>,
}

/// Paths whose values lie in one part of the range of an assumption.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DriverPart {
    /// The least value, the median and the most.
    pub values: [f64; 3],
    /// How many paths.
    pub paths: usize,
    /// P25, median and P75 of MOIC.
    pub quartiles: [Estimate; 3],
    /// Share that returns nothing.
    pub nothing: Estimate,
    /// Share that returns just the capital.
    pub money_back: Estimate,
}

/// A multiple that is this near to 1 is just the capital.
const JUST: f64 = 1e-9;

impl PanelDraws {
    /// Columns, still empty, of the uncertain numbers of a scenario, but for those that are drawn
    /// anew at each event.
    pub fn of(assumptions: &Assumptions) -> Self {
        let uncertain = assumptions.iter().filter(|(_, one)| one.is_uncertain() && !one.per_event);
        let of: Arc<[Drawn]> = uncertain
            .map(|(input, one)| Drawn { input, name: one.name.clone(), unit: one.unit })
            .collect();
        Self { columns: vec![Vec::new(); of.len()], of }
    }

    /// Takes in the next path.
    pub(super) fn push(&mut self, draws: &Draws) {
        for (column, drawn) in self.columns.iter_mut().zip(self.of.iter()) {
            column.push(draws[drawn.input]);
        }
    }

    /// Takes in the paths that follow upon these.
    pub(super) fn merge(&mut self, later: Self) {
        for (column, values) in self.columns.iter_mut().zip(later.columns) {
            column.extend(values);
        }
    }

    /// The number that the paths' MOIC goes with most; of equal ones the first. None where nothing
    /// is uncertain, or all paths return the same.
    pub fn strongest(&self, moic: &[f64], errors: Errors) -> Option<StrongestDriver> {
        let paths = self.columns.first().map_or(0, Vec::len);
        let moic = moic.get(..paths)?;
        let ranked = ranks(moic);
        let correlations = self.columns.iter().map(|column| of_ranks(&ranks(column), &ranked));
        let known = correlations.enumerate().filter(|(_, one)| !one.value.is_nan());
        let larger = |best: (usize, Estimate), one: (usize, Estimate)| {
            if best.1.value.abs() < one.1.value.abs() { one } else { best }
        };
        let (index, rank_correlation) = known.reduce(larger)?;
        let (drawn, column) = (&self.of[index], &self.columns[index]);
        Some(StrongestDriver {
            name: drawn.name.clone(),
            unit: drawn.unit.to_owned(),
            numbers: self.of.len(),
            paths,
            rank_correlation,
            tenths: parts(column, (moic, errors), 10),
            fifths: parts(column, (moic, errors), 5),
        })
    }
}

fn one_if(holds: bool) -> f64 {
    f64::from(u8::from(holds))
}

/// The paths in so many parts by a value, as equal as can be; those of one value are never
/// parted, so that there may be fewer.
fn parts(values: &[f64], (moic, errors): (&[f64], Errors), count: usize) -> Vec<DriverPart> {
    let n = values.len();
    let mut order: Vec<usize> = (0..n).collect();
    order.sort_by(|a, b| values[*a].total_cmp(&values[*b]).then(a.cmp(b)));
    let mut ends: Vec<usize> = (1..=count).map(|part| part * n / count).collect();
    for end in &mut ends {
        while 0 < *end && *end < n && values[order[*end - 1]] >= values[order[*end]] {
            *end += 1;
        }
    }
    ends.dedup();
    let starts = [0].into_iter().chain(ends.iter().copied());
    let ranges: Vec<(usize, usize)> = starts.zip(ends.iter().copied()).collect();
    let part = |(start, end): (usize, usize)| {
        let of = &order[start..end];
        let mut moics = vec![f64::NAN; n];
        of.iter().for_each(|path| moics[*path] = moic[*path]);
        let sorted = sorted_present(&moics);
        let share = |holds: fn(f64) -> bool| {
            let of_path = |moic: &f64| if moic.is_nan() { *moic } else { one_if(holds(*moic)) };
            errors.share_of(moics.iter().map(of_path))
        };
        let value = |at: usize| values[of[at]];
        DriverPart {
            values: [value(0), value((of.len() - 1) / 2), value(of.len() - 1)],
            paths: of.len(),
            quartiles: [0.25, 0.5, 0.75].map(|p| errors.quantile(&moics, &sorted, p)),
            nothing: share(|moic| moic <= 0.0),
            money_back: share(|moic| (moic - 1.0).abs() <= JUST),
        }
    };
    ranges.into_iter().filter(|(start, end)| start < end).map(part).collect()
}

#[cfg(test)]
mod tests {
    use super::{Errors, parts};

    #[test]
    fn paths_are_parted_by_a_value_and_equal_values_stay_together() {
        let values: Vec<f64> = (0..100).map(|i| f64::from(i % 50)).collect();
        let moic: Vec<f64> = values.iter().map(|value| value / 10.0).collect();
        let tenths = parts(&values, (&moic, Errors::OfPaths), 10);
        assert_eq!(tenths.iter().map(|part| part.paths).collect::<Vec<_>>(), [10; 10]);
        assert_eq!(tenths[3].values.map(|value| value as u32), [15, 17, 19]);
        assert!((tenths[3].quartiles[1].value - 1.7).abs() < 1e-12);
        assert!((tenths[0].nothing.value - 0.2).abs() < 1e-12);
        assert!((tenths[2].money_back.value - 0.2).abs() < 1e-12);
        let coin: Vec<f64> = (0..90).map(|i| if i < 60 { 0.0 } else { 1.0 }).collect();
        let two = parts(&coin, (&coin, Errors::OfPaths), 10);
        assert_eq!(two.iter().map(|part| part.paths).collect::<Vec<_>>(), [60, 30]);
        assert!(parts(&[], (&[], Errors::OfPaths), 10).is_empty());
    }
}
