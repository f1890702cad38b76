//! The calendar: equal months, and trailing windows over the months lived.

use crate::sampling::lanes::{LANES, Lanes};

/// Days in a month.
pub const DAYS_PER_MONTH: f64 = 365.0 / 12.0;

/// Months in a day: to multiply by, which takes a fraction of the time of a division.
pub(super) const MONTHS_PER_DAY: f64 = 12.0 / 365.0;

/// The last `N` months of one figure, of several paths, each in a month of its
/// own. All paths add a month together, so a month lies in the same place for each of
/// them; sums go from the last month to the oldest, wherever that is.
#[derive(Clone, Copy, Debug)]
pub struct Trailing<const N: usize> {
    values: [Lanes; N],
    /// Where the last month is.
    last: usize,
}

impl<const N: usize> Default for Trailing<N> {
    fn default() -> Self {
        Self { values: [Lanes::all(0.0); N], last: 0 }
    }
}

impl<const N: usize> Trailing<N> {
    /// Forgets the months of one lane.
    pub fn start(&mut self, lane: usize) {
        self.values.iter_mut().for_each(|month| month[lane] = 0.0);
    }

    /// Adds a month of every path.
    #[inline(always)]
    pub fn push(&mut self, values: &Lanes) {
        self.last = (self.last + 1) % N;
        self.values[self.last] = *values;
    }

    /// The month so many before the last, fewer than `N`.
    #[inline(always)]
    fn before(&self, age: usize) -> &Lanes {
        &self.values[(self.last + N - age) % N]
    }

    /// Each path's mean over the months that count, at most `N`, of so many lived, from the last
    /// to the oldest; what a path has not lived is 0.
    #[inline(always)]
    pub fn means(&self, lived: &Lanes) -> Lanes {
        let mut sums = Lanes::all(0.0);
        let (upto, before) = self.values.split_at(self.last + 1);
        for months in [upto, before] {
            for month in months.iter().rev() {
                for lane in 0..LANES {
                    sums[lane] += month[lane];
                }
            }
        }
        Lanes::each(|lane| sums[lane] / counting::<N>(lived[lane]))
    }

    /// One path's sum over the months that count; 0 before any was lived.
    pub fn sum(&self, lane: usize) -> f64 {
        let mut sum = 0.0;
        let (upto, before) = self.values.split_at(self.last + 1);
        for months in [upto, before] {
            for month in months.iter().rev() {
                sum += month[lane];
            }
        }
        sum
    }

    /// One path's mean over them, of so many months lived.
    pub fn mean(&self, lane: usize, lived: f64) -> f64 {
        self.sum(lane) / counting::<N>(lived)
    }
}

/// The last twelve months of one figure, as [`Trailing`], whose sum is wanted every month: from
/// those of four quarters, each from its last month to its first.
#[derive(Clone, Copy, Debug)]
pub struct Year {
    /// The last month, and the one before.
    last_two: [Lanes; 2],
    /// The quarters that end in each of twelve months.
    quarters: Trailing<12>,
}

impl Default for Year {
    fn default() -> Self {
        Self { last_two: [Lanes::all(0.0); 2], quarters: Trailing::default() }
    }
}

impl Year {
    /// Forgets the months of one lane.
    pub fn start(&mut self, lane: usize) {
        self.last_two.iter_mut().for_each(|month| month[lane] = 0.0);
        self.quarters.start(lane);
    }

    /// Adds a month of every path.
    #[inline(always)]
    pub fn push(&mut self, values: &Lanes) {
        let [last, before] = self.last_two;
        let mut quarter = *values;
        for lane in 0..LANES {
            quarter[lane] = (values[lane] + last[lane]) + before[lane];
        }
        self.quarters.push(&quarter);
        self.last_two = [*values, last];
    }

    /// Each path's mean, as that of [`Trailing`].
    #[inline(always)]
    pub fn means(&self, lived: &Lanes) -> Lanes {
        let (a, b) = (self.quarters.before(0), self.quarters.before(3));
        let (c, d) = (self.quarters.before(6), self.quarters.before(9));
        let mut means = Lanes::all(0.0);
        for lane in 0..LANES {
            let sum = (a[lane] + b[lane]) + (c[lane] + d[lane]);
            means[lane] = sum / counting::<12>(lived[lane]);
        }
        means
    }

    /// One path's sum over the months that count.
    pub fn sum(&self, lane: usize) -> f64 {
        let quarter = |age| self.quarters.before(age)[lane];
        (quarter(0) + quarter(3)) + (quarter(6) + quarter(9))
    }
}

/// How many of the months lived count, one at least.
#[inline(always)]
fn counting<const N: usize>(lived: f64) -> f64 {
    lived.clamp(1.0, N as f64)
}

#[cfg(test)]
mod tests {
    use super::{Trailing, Year};
    use crate::sampling::lanes::Lanes;

    #[test]
    fn a_trailing_mean_forgets_the_oldest_month_and_divides_by_the_months_of_a_short_life() {
        let mut window = Trailing::<3>::default();
        let mut lived = Lanes::all(0.0);
        let push = |window: &mut Trailing<3>, lived: &mut Lanes, value| {
            window.push(&Lanes::all(value));
            lived.0.iter_mut().for_each(|months| *months += 1.0);
        };
        assert_eq!((window.mean(2, lived[2]), window.means(&lived)[2]), (0.0, 0.0));
        push(&mut window, &mut lived, 1.0);
        assert_eq!((window.mean(2, lived[2]), window.means(&lived)[2]), (1.0, 1.0));
        window.start(5);
        lived[5] = 0.0;
        for value in [2.0, 3.0, 4.0] {
            push(&mut window, &mut lived, value);
        }
        assert_eq!(
            (window.sum(2), window.mean(2, lived[2]), window.means(&lived)[2]),
            (9.0, 3.0, 3.0)
        );
        push(&mut window, &mut lived, 0.0);
        window.start(5);
        lived[5] = 0.0;
        push(&mut window, &mut lived, 7.0);
        assert_eq!((window.sum(2), window.sum(5), window.means(&lived)[5]), (11.0, 7.0, 7.0));
    }

    #[test]
    fn a_year_has_the_sums_of_twelve_months_whenever_it_starts() {
        for before in 0..13 {
            let (mut window, mut year) = (Trailing::<12>::default(), Year::default());
            for month in 0..40 {
                if month == before {
                    window.start(2);
                    year.start(2);
                }
                let value = Lanes::all(f64::from(month * month % 17));
                window.push(&value);
                year.push(&value);
                let lived = Lanes::all(f64::from(month - before + 1));
                if before <= month {
                    let sums = [window.sum(2), year.sum(2)].map(f64::to_bits);
                    assert_eq!(sums[0], sums[1], "{before} {month}");
                    let means = [window.means(&lived)[2], year.means(&lived)[2]];
                    assert_eq!(means[0].to_bits(), means[1].to_bits());
                }
            }
        }
    }

    #[test]
    fn a_path_has_the_bits_of_its_sums_whenever_it_starts() {
        let values = [0.1, 0.7, 1e9, 0.3, -1e9, 0.2, 1.0 / 3.0];
        let after = |before: usize| {
            let mut window = Trailing::<5>::default();
            (0..before).for_each(|_| window.push(&Lanes::all(9.0)));
            window.start(4);
            values.iter().for_each(|value| window.push(&Lanes::all(*value)));
            (window.sum(4).to_bits(), window.means(&Lanes::all(7.0))[4].to_bits())
        };
        assert!((1..6).all(|before| after(before) == after(0)));
    }
}
