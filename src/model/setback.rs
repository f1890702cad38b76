//! What ends an operator that still has cash: a founder leaves, a recall, a fire, a partner
//! that walks away. A young one that loses money does not get over it.

use crate::sampling::elementary::exp;
use crate::sampling::lanes::by_lane;

by_lane! {
    /// The hazard of a setback, month by month.
    pub struct Hazard {
        /// Over the month; it is what hangs on an operator that makes a loss.
        now,
        /// What a month leaves of it.
        left_by_a_month,
    }
}

impl Hazard {
    /// At time 0, from a rate per year and the months until 63 % of it has gone.
    ///
    /// It fades while time passes, so that over the months before `t` it adds up to
    /// `h0 tau (1 - exp(-t/tau))/12`, whatever they are split into.
    pub fn new(setback_per_year: f64, fading_months: f64) -> Self {
        let left_by_a_month = exp(-1.0 / fading_months);
        let of_first_month = setback_per_year * fading_months * (1.0 - left_by_a_month) / 12.0;
        Self { now: if 0.0 < setback_per_year { of_first_month } else { 0.0 }, left_by_a_month }
    }

    /// Lives through a month: the hazard over it; 0 where the last twelve months made money.
    #[inline(always)]
    pub fn pass_month(&mut self, ltm_ebitda: f64) -> f64 {
        let now = self.now;
        self.now *= self.left_by_a_month;
        if ltm_ebitda < 0.0 { now } else { 0.0 }
    }
}

#[cfg(test)]
mod tests {
    use super::Hazard;

    #[test]
    fn it_adds_up_and_needs_a_loss() {
        let new = Hazard::new(0.12, 48.0);
        let mut hazard = new;
        let sum: f64 = (0..60).map(|_| hazard.pass_month(-1.0)).sum();
        let wanted = 0.12 * 48.0 * (1.0 - libm::exp(-60.0 / 48.0)) / 12.0;
        assert!((sum - wanted).abs() < 1e-12, "{sum} against {wanted}");
        let first = |mut hazard: Hazard, ltm_ebitda| hazard.pass_month(ltm_ebitda);
        assert!(first(new, 0.0) <= 0.0 && first(new, f64::NAN) <= 0.0);
        assert!(first(Hazard::new(0.0, 48.0), -1.0) <= 0.0);
        // Months with a profit count as time that has passed.
        let mut later = new;
        assert!(later.pass_month(1.0) <= 0.0);
        assert!((later.pass_month(-1.0) - first(new, -1.0) * libm::exp(-1.0 / 48.0)).abs() < 1e-15);
    }
}
