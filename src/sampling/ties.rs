//! The rank correlation to expect of numbers whose values repeat.
//!
//! Spearman's rank correlation gives equal values the middle of their ranks.
//! Where values repeat (discrete distributions, numbers rounded to whole ones)
//! less of the copula's dependence is left in the ranks than was put in, and 1
//! may be out of reach: see J. Nešlehová, *Journal of Multivariate Analysis*
//! 98, 2007.

use super::special::{normal_cdf, normal_quantile};

/// Equally likely probabilities at which a distribution is looked at.
const CELLS: usize = 512;

/// The middle ranks, from 0 to 1, of a number's values.
#[derive(Clone, Debug)]
pub struct Ranking {
    /// By probability, at the middle of each cell.
    by_cell: Vec<f64>,
    /// Where the rank jumps: the standard normal value there, and by how much.
    jumps: Vec<(f64, f64)>,
}

impl Ranking {
    /// Of the number with this quantile function.
    pub fn of(quantile: impl Fn(f64) -> f64) -> Self {
        let values: Vec<f64> = (0..CELLS).map(|cell| quantile(middle(cell))).collect();
        let (mut by_cell, mut jumps) = (Vec::with_capacity(CELLS), Vec::new());
        let mut last = 0.0;
        for equal in values.chunk_by(|a, b| !(a < b)) {
            let rank = share(by_cell.len()) + 0.5 * share(equal.len());
            if !by_cell.is_empty() {
                jumps.push((normal_quantile(share(by_cell.len())), rank - last));
            }
            by_cell.extend(std::iter::repeat_n(rank, equal.len()));
            last = rank;
        }
        Self { by_cell, jumps }
    }

    /// Whether some value has a probability of its own that matters here.
    pub fn has_repeats(&self) -> bool {
        self.jumps.len() + 1 < CELLS
    }

    /// Spearman's rank correlation with another number to which a Gaussian
    /// copula with this correlation of its normals ties it, within about 0.005;
    /// none where one of them is nearly always the same.
    pub fn expected_rank(&self, other: &Self, correlation: f64) -> Option<f64> {
        let scale = (self.variance() * other.variance()).sqrt();
        let rest = (1.0 - correlation * correlation).sqrt();
        if !(0.0 < scale && 0.0 < rest) {
            return None;
        }
        let products = self.by_cell.iter().enumerate().map(|(cell, rank)| {
            let known = correlation * normal_quantile(middle(cell));
            let above = |(at, by): &(f64, f64)| by * normal_cdf((known - at) / rest);
            (rank - 0.5) * other.jumps.iter().map(above).sum::<f64>()
        });
        Some(products.sum::<f64>() / CELLS as f64 / scale)
    }

    fn variance(&self) -> f64 {
        let squares = self.by_cell.iter().map(|rank| (rank - 0.5) * (rank - 0.5));
        squares.sum::<f64>() / CELLS as f64
    }
}

fn middle(cell: usize) -> f64 {
    (cell as f64 + 0.5) / CELLS as f64
}

fn share(cells: usize) -> f64 {
    cells as f64 / CELLS as f64
}

#[cfg(test)]
mod tests {
    use std::f64::consts::PI;

    use super::Ranking;
    use crate::sampling::correlation::gaussian_of_rank;

    #[test]
    fn numbers_without_repeats_have_the_rank_correlation_that_was_asked() {
        let plain = Ranking::of(|u| u);
        assert!(!plain.has_repeats());
        for i in -9..=9 {
            let rank = f64::from(i) / 10.0;
            let expected = plain.expected_rank(&plain, gaussian_of_rank(rank)).expect("spread");
            assert!((expected - rank).abs() < 2e-3, "{rank}: {expected}");
        }
    }

    #[test]
    fn two_fair_coins_have_sheppards_correlation() {
        // Their ranks' correlation is that of the coins: 2/π asin r (Sheppard, 1899).
        let coin = Ranking::of(|u| if u < 0.5 { 0.0 } else { 1.0 });
        assert!(coin.has_repeats());
        for i in -9..=9 {
            let r = f64::from(i) / 10.0;
            let expected = coin.expected_rank(&coin, r).expect("spread");
            assert!((expected - 2.0 / PI * libm::asin(r)).abs() < 3e-3, "{r}: {expected}");
        }
    }

    #[test]
    fn the_order_of_two_numbers_does_not_matter() {
        let (coin, plain) = (Ranking::of(|u| f64::from(u8::from(0.7 < u))), Ranking::of(|u| u));
        let (one, other) = (coin.expected_rank(&plain, 0.6), plain.expected_rank(&coin, 0.6));
        let (one, other) = (one.expect("spread"), other.expect("spread"));
        assert!((one - other).abs() < 2e-3, "{one} {other}");
        assert!(0.4 < one && one < 0.55, "{one}");
        assert!(coin.expected_rank(&Ranking::of(|_| 3.0), 0.6).is_none());
    }
}
