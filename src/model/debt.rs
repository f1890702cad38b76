//! Debt: what it costs and when it falls due.

use super::tables::BalanceSheet;
use crate::sampling::lanes::by_lane;

by_lane! {
    /// What is owed on one path, and by which plan it is repaid.
    pub struct Debt {
        outstanding,
        /// A share per year.
        interest_rate,
        /// Paid at the end of each month from the first repayment up to the last, which pays
        /// what is left.
        instalment,
        /// Months of the first and of the last repayment; infinite where there is none.
        first_month,
        last_month,
    }
}

by_lane! {
    /// What a month of debt takes.
    pub struct Service {
        /// Interest on what was outstanding before the month.
        pub interest,
        /// Repaid at its end.
        pub repayment,
        /// Outstanding after that.
        pub outstanding,
    }
}

impl Debt {
    /// At time 0. Without a plan it stays as it is.
    pub fn new(terms: &BalanceSheet<f64>) -> Self {
        let BalanceSheet { debt, debt_term_months: term, debt_due_month: due, .. } = *terms;
        let (first_month, last_month) = if term.is_finite() {
            (terms.debt_grace_months, terms.debt_grace_months + term - 1.0)
        } else {
            (due, due)
        };
        let interest_rate = terms.interest_rate;
        Self { outstanding: debt, interest_rate, instalment: debt / term, first_month, last_month }
    }

    /// Lives through month `t`.
    #[inline(always)]
    pub fn serve(&mut self, t: usize) -> Service {
        let t = t as f64;
        let due = if t < self.first_month { 0.0 } else { self.instalment };
        let repayment = if t < self.last_month { due } else { self.outstanding };
        let interest = self.outstanding * self.interest_rate / 12.0;
        self.outstanding -= repayment;
        Service { interest, repayment, outstanding: self.outstanding }
    }
}

#[cfg(test)]
mod tests {
    use super::{Debt, Service};
    use crate::model::tables::BalanceSheet;

    fn terms() -> BalanceSheet<f64> {
        let mut terms = BalanceSheet::build(|_| 0.0);
        terms.debt = 100.0;
        terms.interest_rate = 0.12;
        terms.debt_term_months = f64::INFINITY;
        terms.debt_due_month = f64::INFINITY;
        terms
    }

    /// Interest, repayment and what is left, month by month.
    fn lived(terms: &BalanceSheet<f64>, months: usize) -> Vec<[f64; 3]> {
        let mut debt = Debt::new(terms);
        let month = |t| {
            let Service { interest, repayment, outstanding } = debt.serve(t);
            [interest, repayment, outstanding]
        };
        (0..months).map(month).collect()
    }

    fn is(found: &[[f64; 3]], wanted: &[[f64; 3]]) {
        assert_eq!(found.len(), wanted.len());
        for (found, wanted) in found.iter().flatten().zip(wanted.iter().flatten()) {
            assert!((found - wanted).abs() < 1e-12, "{found} against {wanted}");
        }
    }

    #[test]
    fn without_a_plan_it_stays_as_it_is() {
        is(&lived(&terms(), 3), &[[1.0, 0.0, 100.0]; 3]);
    }

    #[test]
    fn it_is_repaid_evenly_after_the_grace_to_the_last_cent() {
        let terms = BalanceSheet { debt_term_months: 3.0, debt_grace_months: 1.0, ..terms() };
        let third = 100.0 / 3.0;
        let found = lived(&terms, 6);
        is(
            &found,
            &[
                [1.0, 0.0, 100.0],
                [1.0, third, 200.0 / 3.0],
                [2.0 / 3.0, third, third],
                [1.0 / 3.0, third, 0.0],
                [0.0; 3],
                [0.0; 3],
            ],
        );
        assert!(found[3][2].abs() <= 0.0, "nothing is left of it");
    }

    #[test]
    fn or_at_once() {
        let terms = BalanceSheet { debt_due_month: 1.0, ..terms() };
        is(&lived(&terms, 3), &[[1.0, 0.0, 100.0], [1.0, 100.0, 0.0], [0.0; 3]]);
    }
}
