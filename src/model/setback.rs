//! What ends an operator that still has cash: a founder leaves, a recall, a fire, a partner
//! that walks away. A young one that loses money does not get over it.

use super::tables::Failure;
use crate::sampling::elementary::exp;

/// The hazard of a setback over month `t`; 0 where the last twelve months made money.
///
/// It fades while time passes, so that over the months up to `t` it adds up to
/// `h0 tau (1 - exp(-t/tau))/12`, whatever they are split into.
pub fn hazard(terms: &Failure<f64>, t: usize, ltm_ebitda: f64) -> f64 {
    if terms.setback_per_year <= 0.0 || !(ltm_ebitda < 0.0) {
        return 0.0;
    }
    let fading = terms.fading_months;
    let left = |t: usize| exp(-(t as f64) / fading);
    terms.setback_per_year * fading * (left(t) - left(t + 1)) / 12.0
}

#[cfg(test)]
mod tests {
    use super::hazard;
    use crate::model::tables::Failure;

    #[test]
    fn it_adds_up_and_needs_a_loss() {
        let terms =
            Failure { setback_per_year: 0.12, fading_months: 48.0, setback_cash_share: 0.5 };
        let sum: f64 = (0..60).map(|t| hazard(&terms, t, -1.0)).sum();
        let wanted = 0.12 * 48.0 * (1.0 - libm::exp(-60.0 / 48.0)) / 12.0;
        assert!((sum - wanted).abs() < 1e-12, "{sum} against {wanted}");
        assert!(hazard(&terms, 0, 0.0) <= 0.0 && hazard(&terms, 0, f64::NAN) <= 0.0);
        assert!(hazard(&Failure { setback_per_year: 0.0, ..terms }, 0, -1.0) <= 0.0);
    }
}
