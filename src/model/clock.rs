//! The calendar: equal months, and trailing windows over the months lived.

use crate::sampling::lanes::{LANES, Lanes};

/// Days in a month.
pub const DAYS_PER_MONTH: f64 = 365.0 / 12.0;

/// The last `N` months of one figure, of several paths, each in a month of its
/// own.
#[derive(Clone, Copy, Debug)]
pub struct Trailing<const N: usize> {
    values: [Lanes; N],
    /// Months lived.
    lived: [usize; LANES],
}

impl<const N: usize> Default for Trailing<N> {
    fn default() -> Self {
        Self { values: [Lanes::all(0.0); N], lived: [0; LANES] }
    }
}

impl<const N: usize> Trailing<N> {
    /// Forgets the months of one lane.
    pub fn start(&mut self, lane: usize) {
        self.values.iter_mut().for_each(|month| month[lane] = 0.0);
        self.lived[lane] = 0;
    }

    /// Adds a month of every path.
    #[inline(always)]
    pub fn push(&mut self, values: &Lanes) {
        for lane in 0..LANES {
            self.values[self.lived[lane] % N][lane] = values[lane];
            self.lived[lane] += 1;
        }
    }

    /// Each path's mean over the months that count, at most `N`; 0 before any
    /// was lived.
    #[inline(always)]
    pub fn means(&self) -> Lanes {
        // Unlived entries are zero, and summing slots in place keeps the order
        // of additions a function of the month alone.
        let mut sums = self.values[0];
        for month in &self.values[1..] {
            for lane in 0..LANES {
                sums[lane] += month[lane];
            }
        }
        Lanes::each(|lane| sums[lane] / self.lived[lane].clamp(1, N) as f64)
    }

    /// One path's sum over the months that count; 0 before any was lived.
    pub fn sum(&self, lane: usize) -> f64 {
        self.values.iter().map(|month| month[lane]).sum()
    }

    /// One path's mean over them.
    pub fn mean(&self, lane: usize) -> f64 {
        self.sum(lane) / self.lived[lane].clamp(1, N) as f64
    }
}

#[cfg(test)]
mod tests {
    use super::Trailing;
    use crate::sampling::lanes::Lanes;

    #[test]
    fn a_trailing_mean_forgets_the_oldest_month_and_divides_by_the_months_of_a_short_life() {
        let mut window = Trailing::<3>::default();
        assert_eq!((window.mean(2), window.means()[2]), (0.0, 0.0));
        window.push(&Lanes::all(1.0));
        assert_eq!((window.mean(2), window.means()[2]), (1.0, 1.0));
        window.start(5);
        for value in [2.0, 3.0, 4.0] {
            window.push(&Lanes::all(value));
        }
        assert_eq!((window.sum(2), window.mean(2), window.means()[2]), (9.0, 3.0, 3.0));
        window.push(&Lanes::all(0.0));
        window.start(5);
        window.push(&Lanes::all(7.0));
        assert_eq!((window.sum(2), window.sum(5), window.means()[5]), (11.0, 7.0, 7.0));
    }
}
