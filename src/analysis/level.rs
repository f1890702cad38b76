//! Which of N sorted values stands at a percentile, in whole numbers: the
//! product of N and a probability in doubles may come out a hair above the
//! whole number that it is, and the value would be that of the next rank.

/// A probability as a fraction of whole numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Level {
    part: u128,
    of: u128,
}

/// Parts that a probability written as a decimal is counted in.
const FINEST: u32 = 1_000_000;

impl Level {
    /// `part` of `of` equal parts, both small enough for their products with
    /// a number of paths, and at least one `of`.
    pub fn new(part: usize, of: usize) -> Self {
        Self { part: part as u128, of: of.max(1) as u128 }
    }

    /// So many percent.
    pub fn percent(percent: u8) -> Self {
        Self::new(usize::from(percent), 100)
    }

    /// A probability that is written with up to six decimals, such as 0.07 or
    /// 0.025, and no other.
    pub fn decimal(p: f64) -> Self {
        let parts = (f64::from(FINEST) * p).round();
        debug_assert!((parts / f64::from(FINEST) - p).abs() < 1e-15, "{p} has more decimals");
        Self::new(parts as usize, FINEST as usize)
    }

    /// The rank from below, counted from 1, of the first of `n` values that
    /// is not exceeded with at least this probability: ⌈n P⌉, at least 1.
    pub fn rank(self, n: usize) -> usize {
        within((n as u128 * self.part).div_ceil(self.of), n)
    }

    /// Whole values of `n` that lie below: ⌊n P⌋.
    pub fn below(self, n: usize) -> usize {
        (n as u128 * self.part / self.of) as usize
    }

    /// The ranks two binomial standard deviations to either side:
    /// ⌈n P ∓ √(4 n P (1 − P))⌉, from 1 to n.
    pub fn ranks_around(self, n: usize) -> (usize, usize) {
        let at = n as u128 * self.part;
        let square = 4 * at * (self.of - self.part);
        let root = square.isqrt();
        let root_up = root + u128::from(root * root < square);
        let low = at.saturating_sub(root).div_ceil(self.of);
        (within(low, n), within((at + root_up).div_ceil(self.of), n))
    }

    /// The ranks at probabilities lower and higher by twice `error`, that of the share at most as
    /// large as the value: ⌈n (P ∓ 2 error)⌉, from 1 to n.
    pub fn ranks_apart(self, n: usize, error: f64) -> (usize, usize) {
        let (at, apart) = (n as f64 * self.part as f64 / self.of as f64, n as f64 * 2.0 * error);
        let rank = |at: f64| within(at.max(0.0).ceil() as u128, n);
        (rank(at - apart), rank(at + apart))
    }
}

fn within(rank: u128, n: usize) -> usize {
    (rank as usize).clamp(1, n.max(1))
}

#[cfg(test)]
mod tests {
    use super::Level;

    #[test]
    fn ranks_are_those_of_whole_numbers_for_every_percentile_and_size() {
        for n in (1..=1_200).chain([4_999, 5_000, 20_000, 99_999, 100_000, 1_000_000]) {
            for halves in 1..200_usize {
                // ⌈n · halves / 200⌉, by counting.
                let expected = (n * halves).div_ceil(200);
                let level = Level::decimal(halves as f64 / 200.0);
                assert_eq!(level.rank(n), expected.max(1), "{n} values at {halves} halves");
                assert_eq!(level.below(n), n * halves / 200, "{n} values at {halves} halves");
                if halves % 2 == 0 {
                    assert_eq!(Level::percent(halves as u8 / 2).rank(n), level.rank(n));
                }
            }
        }
    }

    #[test]
    fn ranks_around_are_the_first_beyond_two_standard_deviations() {
        for n in [1, 7, 16, 25, 100, 400, 625, 1_000, 10_000] {
            for percent in 1..100_i128 {
                let (low, high) = Level::percent(percent as u8).ranks_around(n as usize);
                // k is beyond m - 2 s where 100 k >= 100 m or (100 (m - k))² <= (200 s)².
                let (at, square) = (n * percent, 4 * n * percent * (100 - percent));
                let from_low = |k: &i128| at <= 100 * k || (at - 100 * k).pow(2) <= square;
                let from_high = |k: &i128| at <= 100 * k && square <= (100 * k - at).pow(2);
                let first = |holds: &dyn Fn(&i128) -> bool| (1..n).find(holds).unwrap_or(n);
                assert_eq!(low as i128, first(&from_low), "low of {n} at {percent}");
                assert_eq!(high as i128, first(&from_high), "high of {n} at {percent}");
            }
        }
    }
}
