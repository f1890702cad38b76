//! What ends an operator that still has cash: a founder leaves, a recall, a fire, a partner
//! that walks away. A young one that loses money does not get over it.

use crate::sampling::elementary::exp;
use crate::sampling::lanes::by_lane;

by_lane! {
    /// What setbacks hang on.
    pub struct Hazard {
        /// Rate at time 0, per year.
        pub setback_per_year,
        /// Months until 63 % of it has gone.
        pub fading_months,
    }
}

/// The hazard of a setback over a month; 0 where the last twelve months made money.
///
/// It fades while time passes, so that over the months before `t` it adds up to
/// `h0 tau (1 - exp(-t/tau))/12`, whatever they are split into.
#[inline(always)]
pub fn hazard(terms: &Hazard, month: f64, ltm_ebitda: f64) -> f64 {
    let Hazard { setback_per_year, fading_months } = *terms;
    let left = |month: f64| exp(-month / fading_months);
    let hazard = setback_per_year * fading_months * (left(month) - left(month + 1.0)) / 12.0;
    if (0.0 < setback_per_year) & (ltm_ebitda < 0.0) { hazard } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::{Hazard, hazard};

    #[test]
    fn it_adds_up_and_needs_a_loss() {
        let terms = Hazard { setback_per_year: 0.12, fading_months: 48.0 };
        let sum: f64 = (0..60).map(|t| hazard(&terms, f64::from(t), -1.0)).sum();
        let wanted = 0.12 * 48.0 * (1.0 - libm::exp(-60.0 / 48.0)) / 12.0;
        assert!((sum - wanted).abs() < 1e-12, "{sum} against {wanted}");
        assert!(hazard(&terms, 0.0, 0.0) <= 0.0 && hazard(&terms, 0.0, f64::NAN) <= 0.0);
        assert!(hazard(&Hazard { setback_per_year: 0.0, ..terms }, 0.0, -1.0) <= 0.0);
    }
}
