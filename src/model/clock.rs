//! The calendar: equal months, and trailing windows over the months lived.

/// Days in a month.
pub const DAYS_PER_MONTH: f64 = 365.0 / 12.0;

/// Sum over the last `N` months of one figure, and how many there were.
#[derive(Clone, Copy, Debug)]
pub struct Trailing<const N: usize> {
    values: [f64; N],
    lived: usize,
}

impl<const N: usize> Default for Trailing<N> {
    fn default() -> Self {
        Self { values: [0.0; N], lived: 0 }
    }
}

impl<const N: usize> Trailing<N> {
    /// Adds a month.
    pub fn push(&mut self, value: f64) {
        self.values[self.lived % N] = value;
        self.lived += 1;
    }

    /// Months that count: at most `N`.
    pub fn months(&self) -> usize {
        self.lived.min(N)
    }

    /// Sum over those months; 0 before any was lived.
    pub fn sum(&self) -> f64 {
        // Unlived entries are zero, and summing slots in place keeps the order
        // of additions a function of the month alone.
        self.values.iter().sum()
    }

    /// Mean over those months; 0 before any was lived.
    pub fn mean(&self) -> f64 {
        if self.lived == 0 { 0.0 } else { self.sum() / self.months() as f64 }
    }

    /// Sum scaled to twelve months where fewer were lived.
    pub fn per_year(&self) -> f64 {
        self.mean() * 12.0
    }
}

#[cfg(test)]
mod tests {
    use super::Trailing;

    #[test]
    fn a_trailing_sum_forgets_the_oldest_month_and_annualises_a_short_life() {
        let mut window = Trailing::<3>::default();
        assert_eq!((window.mean(), window.months()), (0.0, 0));
        window.push(1.0);
        assert_eq!((window.mean(), window.per_year()), (1.0, 12.0));
        for value in [2.0, 3.0, 4.0] {
            window.push(value);
        }
        assert_eq!((window.sum(), window.months()), (9.0, 3));
    }
}
