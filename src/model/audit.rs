//! What must hold on every path, whatever is drawn: cash reconciles with its
//! flows, the balance sheet with profit, units with demand.

use super::ledger::Month;
use super::operator::Terms;
use crate::sampling::lanes::by_lane;

/// Rounding allowed, relative to the sizes of all that the two sides are made of.
const TOLERANCE: f64 = 1e-9;

by_lane! {
    /// Follows one path and checks each of its months.
    pub struct Audit {
        last_cash,
        /// NaN before any month was lived.
        last_net_assets,
        /// Units carried into the month.
        last_carried,
        /// Orders that waited then.
        last_waiting,
    }
}

impl Audit {
    /// At time 0.
    pub fn new(terms: &Terms<f64>) -> Self {
        let last_cash = terms.opening_cash();
        Self { last_cash, last_net_assets: f64::NAN, last_carried: 0.0, last_waiting: 0.0 }
    }

    /// Whether the next month adds up; if it does, moves on to the month after it.
    #[inline(always)]
    pub fn pass(&mut self, month: &Month) -> bool {
        let (holds, net_assets) = (self.holds(month), net_assets(month));
        let moved = |last: f64, next: f64| if holds { next } else { last };
        self.last_cash = moved(self.last_cash, month.cash);
        self.last_net_assets = moved(self.last_net_assets, net_assets);
        self.last_carried = moved(self.last_carried, month.carried);
        self.last_waiting = moved(self.last_waiting, month.waiting);
        holds
    }

    #[inline(always)]
    fn holds(&self, month: &Month) -> bool {
        let mut all_agree = has_no_negative_units(month);
        for pair in self.pairs(month) {
            all_agree &= pair.agree();
        }
        all_agree
    }

    /// What does not add up in a month, `t`, that does not hold.
    #[cold]
    pub fn complaint(&self, t: usize, month: &Month) -> String {
        match self.pairs(month).iter().find(|pair| !pair.agree()) {
            Some(Pair { what, left, right, .. }) => {
                format!("month {t}: {what} {left} against {right}")
            }
            None => format!("month {t}: negative units"),
        }
    }

    /// What must be the same.
    #[inline(always)]
    fn pairs(&self, month: &Month) -> [Pair; 4] {
        let moved = moved_money(month) + self.last_cash.abs();
        let flows = month.ebitda
            - month.tax
            - month.interest
            - month.capex
            - month.working_capital_change
            - month.debt_repaid
            + month.funding;
        let profit = month.ebitda - month.depreciation - month.interest - month.tax;
        let (last, net_assets) = (self.last_net_assets, net_assets(month));
        let grown = last + profit + month.funding;
        let scale = moved
            + month.net_working_capital.abs()
            + month.net_fixed_assets.abs()
            + month.depreciation.abs()
            + month.debt;
        let units = month.made + month.demand + self.last_carried + self.last_waiting;
        let (came, went) =
            (month.made + self.last_carried, month.sold + month.leftover + month.carried);
        let (asked, kept) =
            (month.demand + self.last_waiting, month.sold + month.lost + month.waiting);
        [
            Pair::new("cash", self.last_cash + flows, month.cash, moved),
            Pair::new(
                "net assets",
                if last.is_nan() { net_assets } else { grown },
                net_assets,
                scale,
            ),
            Pair::new("units made and carried in", went, came, units),
            Pair::new("units demanded and waiting", kept, asked, units),
        ]
    }
}

#[inline(always)]
fn has_no_negative_units(month: &Month) -> bool {
    let units = month.made + month.demand;
    (0.0 <= month.leftover)
        & (0.0 <= month.carried)
        & (0.0 <= month.waiting)
        & (0.0 <= month.sold)
        & (-TOLERANCE * units <= month.lost)
}

#[inline(always)]
fn net_assets(month: &Month) -> f64 {
    month.cash + month.net_working_capital + month.net_fixed_assets - month.debt
}

#[inline(always)]
fn moved_money(month: &Month) -> f64 {
    month.revenue
        + month.revenue
        + month.ebitda.abs()
        + month.tax.abs()
        + month.interest.abs()
        + month.working_capital_change.abs()
        + month.capex
        + month.funding
        + month.debt_repaid
        + month.line_cost
        + month.inventory
}

/// Two numbers that must agree, but for rounding of what they were made of.
struct Pair {
    what: &'static str,
    left: f64,
    right: f64,
    scale: f64,
}

impl Pair {
    #[inline(always)]
    fn new(what: &'static str, left: f64, right: f64, scale: f64) -> Self {
        Self { what, left, right, scale }
    }

    /// Never true for NaN.
    #[inline(always)]
    fn agree(&self) -> bool {
        (self.left - self.right).abs() <= TOLERANCE * self.scale
    }
}

#[cfg(test)]
mod tests {
    use super::{Audit, Month};

    /// A month of money and units of this size, in which everything adds up, and
    /// the audit before it.
    fn month_of(size: f64) -> (Audit, Month) {
        let before = Audit {
            last_cash: 3.0 * size,
            last_net_assets: 7.5 * size,
            last_carried: size,
            last_waiting: size,
        };
        let month = Month {
            revenue: 2.0 * size,
            ebitda: size,
            depreciation: 0.5 * size,
            tax: 0.25 * size,
            working_capital_change: 0.5 * size,
            debt_repaid: 0.125 * size,
            cash: 3.125 * size,
            debt: 0.375 * size,
            net_working_capital: 2.0 * size,
            net_fixed_assets: 3.0 * size,
            made: size,
            demand: size,
            sold: size,
            carried: size,
            waiting: size,
            ..Month::default()
        };
        (before, month)
    }

    #[test]
    fn a_slip_of_a_millionth_is_found_whatever_the_size() {
        for size in [1e-12, 1.0, 1e14] {
            let (audit, month) = month_of(size);
            assert!(audit.holds(&month), "{size}: {}", audit.complaint(0, &month));
            let slip = 1e-6 * size;
            for wrong in [
                Month { cash: month.cash + slip, ..month },
                Month { tax: month.tax + slip, ..month },
                Month { net_fixed_assets: month.net_fixed_assets + slip, ..month },
                Month { debt_repaid: month.debt_repaid + slip, ..month },
                Month { debt: month.debt + slip, ..month },
                Month { leftover: slip, ..month },
                Month { carried: size + slip, ..month },
                Month { waiting: size + slip, ..month },
                Month { lost: -slip, ..month },
                Month { cash: f64::NAN, ..month },
            ] {
                assert!(!audit.holds(&wrong), "{size}: {wrong:?}");
            }
        }
    }

    #[test]
    fn rounding_of_the_largest_term_is_no_slip() {
        // What customers owe dwarfs what was sold, and its change takes the cash.
        let (audit, mut month) = month_of(1.0);
        let owed = 1e14 / 3.0;
        month.working_capital_change += owed;
        month.net_working_capital += owed;
        month.cash -= owed;
        assert!(audit.holds(&month), "{}", audit.complaint(0, &month));
    }
}
