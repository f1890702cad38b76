//! How the errors of a run's figures are found: from its paths, or between the scrambles of its
//! design.
//!
//! Columns hold all paths of a run, one after the other, NaN where a path has no value: what is
//! left of a column does not tell which scramble a value belongs to.

use super::estimate::{self, Estimate};
use super::grouped::Grouped;
use super::level::Level;
use crate::sampling::design::{Design, SCRAMBLES};

/// Fewer values are too few for scrambles to tell from one another: they count as independent,
/// which spread points very nearly are when most of them are left out.
const FEWEST: u64 = 2 * SCRAMBLES as u64;

/// How errors are found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Errors {
    /// Paths are independent: from how much they differ.
    #[default]
    OfPaths,
    /// Between scrambles.
    OfScrambles,
}

impl From<Design> for Errors {
    fn from(design: Design) -> Self {
        match design {
            Design::Sobol => Self::OfScrambles,
            Design::Plain => Self::OfPaths,
        }
    }
}

impl Errors {
    /// Whether those of figures over so many paths are measured between scrambles.
    pub fn of_so_many(self, paths: usize) -> bool {
        self == Self::OfScrambles && FEWEST <= paths as u64
    }

    /// What to ask for so that they are, where they are not.
    pub fn advice(self) -> String {
        match self {
            Self::OfScrambles => format!("give --paths {FEWEST} or more"),
            Self::OfPaths => "give --design sobol".to_owned(),
        }
    }

    /// The mean of a column.
    pub fn mean(self, column: &[f64]) -> Estimate {
        self.mean_of(column.iter().copied())
    }

    /// The same of one that is made on the way.
    pub fn mean_of(self, column: impl Iterator<Item = f64> + Clone) -> Estimate {
        let grouped = || self.grouped(column.clone());
        grouped().map_or_else(|| estimate::mean(&present(column.clone())), |sums| sums.mean())
    }

    /// The share of the ones in a column of ones and zeros.
    pub fn share_of(self, column: impl Iterator<Item = f64> + Clone) -> Estimate {
        let independent = || {
            let values = present(column.clone());
            estimate::share(values.iter().filter(|value| 0.5 < **value).count(), values.len())
        };
        self.grouped(column.clone()).map_or_else(independent, |sums| sums.share())
    }

    /// The share of so many paths on which something holds.
    pub fn share_where(self, paths: usize, holds: impl Fn(usize) -> bool) -> Estimate {
        self.share_of((0..paths).map(|path| f64::from(u8::from(holds(path)))))
    }

    /// The value of a column at a probability, as [`estimate::quantile_at`] has it; `sorted` are
    /// its values without those that are absent. Between scrambles, the probabilities two standard
    /// errors lower and higher are by the error of the share at most as large as the value, or of
    /// the share below it, whichever is larger.
    pub fn quantile_at(self, column: &[f64], sorted: &[f64], level: Level) -> Estimate {
        let n = sorted.len();
        if !self.of_so_many(n) {
            return estimate::quantile_at(sorted, level);
        }
        let value = sorted[level.rank(n) - 1];
        let (low, high) = level.ranks_apart(n, error_of_rank(column, value));
        let standard_error =
            estimate::error_of_percentile(value, sorted[low - 1], sorted[high - 1]);
        Estimate { value, standard_error }
    }

    /// The standard error of the share of a column's values, `n` of which are there, that are at
    /// most `value`.
    pub fn of_rank(self, column: &[f64], n: usize, value: f64) -> f64 {
        if self.of_so_many(n) {
            return error_of_rank(column, value);
        }
        let at_most = column.iter().filter(|x| **x <= value).count();
        estimate::share(at_most, n).standard_error
    }

    /// The same at a probability that is written with up to six decimals.
    pub fn quantile(self, column: &[f64], sorted: &[f64], p: f64) -> Estimate {
        self.quantile_at(column, sorted, Level::decimal(p))
    }

    fn grouped(self, column: impl Iterator<Item = f64>) -> Option<Grouped> {
        let sums = (self == Self::OfScrambles).then(|| Grouped::of((0..).zip(column)));
        sums.filter(|sums| FEWEST <= sums.count())
    }
}

/// The standard error of the probability at which a value stands in a column.
fn error_of_rank(column: &[f64], value: f64) -> f64 {
    let (mut n, mut at_most, mut below) =
        ([0_u32; SCRAMBLES], [0_u32; SCRAMBLES], [0_u32; SCRAMBLES]);
    for chunk in column.chunks(SCRAMBLES) {
        for (scramble, x) in chunk.iter().enumerate() {
            n[scramble] += u32::from(!x.is_nan());
            at_most[scramble] += u32::from(*x <= value);
            below[scramble] += u32::from(*x < value);
        }
    }
    let of = |counts: [u32; SCRAMBLES]| {
        Grouped { n: n.map(u64::from), sum: counts.map(f64::from) }.share().standard_error
    };
    of(at_most).max(of(below))
}

fn present(column: impl Iterator<Item = f64>) -> Vec<f64> {
    column.filter(|value| !value.is_nan()).collect()
}

#[cfg(test)]
mod tests {
    use super::{Errors, Level};
    use crate::analysis::estimate::{mean, quantile, share};
    use crate::sampling::stream::StreamKey;

    fn column(n: usize) -> Vec<f64> {
        let mut stream = StreamKey::new(4, "errors").stream(0);
        let mut column: Vec<f64> = (0..n).map(|_| stream.normal()).collect();
        column.iter_mut().step_by(5).for_each(|value| *value = f64::NAN);
        column
    }

    fn present(column: &[f64]) -> Vec<f64> {
        let mut values: Vec<f64> = column.iter().copied().filter(|x| !x.is_nan()).collect();
        values.sort_by(f64::total_cmp);
        values
    }

    #[test]
    fn independent_paths_have_the_errors_of_independent_paths_either_way() {
        let column = column(40_000);
        let sorted = present(&column);
        let pairs = [
            (Errors::OfScrambles.mean(&column), Errors::OfPaths.mean(&column)),
            (
                Errors::OfScrambles.share_of(column.iter().map(|x| (x * 1e9).clamp(0.0, 1.0))),
                share(sorted.iter().filter(|x| 0.0 < **x).count(), sorted.len()),
            ),
            (Errors::OfScrambles.quantile(&column, &sorted, 0.9), quantile(&sorted, 0.9)),
            (
                Errors::OfScrambles.quantile_at(&column, &sorted, Level::percent(50)),
                Errors::OfPaths.quantile(&column, &sorted, 0.5),
            ),
        ];
        for (scrambles, paths) in pairs {
            assert!((scrambles.value - paths.value).abs() < 1e-12, "{scrambles:?} {paths:?}");
            let ratio = scrambles.standard_error / paths.standard_error;
            assert!((0.5..1.5).contains(&ratio), "{scrambles:?} {paths:?}");
        }
    }

    #[test]
    fn few_values_count_as_independent() {
        let column = column(79);
        let values: Vec<f64> = column.iter().copied().filter(|x| !x.is_nan()).collect();
        assert_eq!(values.len(), 63);
        assert_eq!(Errors::OfScrambles.mean(&column), mean(&values));
        let sorted = present(&column);
        assert_eq!(Errors::OfScrambles.quantile(&column, &sorted, 0.5), quantile(&sorted, 0.5));
        assert_eq!(Errors::OfScrambles.share_where(63, |path| path < 9), share(9, 63));
        assert_ne!(Errors::OfScrambles.share_where(64, |path| path < 9), share(9, 64));
    }

    #[test]
    fn a_percentile_on_many_equal_values_is_as_sure_as_its_probability_allows() {
        // 94 % below, 6 % equal and on top, by independent draws.
        let mut stream = StreamKey::new(4, "ties").stream(0);
        let column: Vec<f64> = (0..6_400).map(|_| stream.uniform().min(0.9505)).collect();
        let mut sorted = column.clone();
        sorted.sort_by(f64::total_cmp);
        let found = Errors::OfScrambles.quantile(&column, &sorted, 0.955);
        assert!((found.value - 0.9505).abs() < 1e-12);
        assert!(found.standard_error < 0.01, "{found:?}");
        let below = Errors::OfScrambles.quantile(&column, &sorted, 0.95);
        assert!(0.0 < below.standard_error, "{below:?}");
    }
}
