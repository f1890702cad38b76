//! Profit, tax, working capital and plant, month by month.

use super::clock::DAYS_PER_MONTH;
use super::tables::BalanceSheet;

/// What operations brought in a month, before finance looks at it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Trading {
    /// All revenue.
    pub revenue: f64,
    /// Revenue less cost of lines, pop-ups and open sites.
    pub contribution: f64,
    /// Head office and coordination.
    pub overhead: f64,
    /// Stock and prepaid goods at cost.
    pub inventory: f64,
    /// Materials bought, on which suppliers give credit.
    pub materials: f64,
    /// Permit fees paid.
    pub permit_fees: f64,
    /// Capital expenditure paid.
    pub capex: f64,
}

/// A month's statements.
#[derive(Clone, Copy, Debug, Default)]
pub struct Statements {
    /// Earnings before interest, tax and depreciation.
    pub ebitda: f64,
    /// Depreciation.
    pub depreciation: f64,
    /// Interest paid.
    pub interest: f64,
    /// Tax paid.
    pub tax: f64,
    /// Net working capital at the end.
    pub net_working_capital: f64,
    /// Its change; 0 in month 0.
    pub change: f64,
    /// Net fixed assets at the end.
    pub net_fixed_assets: f64,
}

impl Statements {
    /// Cash that operations bring, before capital expenditure.
    pub fn operating_cash(&self) -> f64 {
        self.ebitda - self.tax - self.interest - self.change
    }
}

/// The books of one path.
pub struct Books {
    terms: BalanceSheet<f64>,
    losses_carried_forward: f64,
    net_working_capital: Option<f64>,
    plant: Plant,
}

impl Books {
    /// Opened at time 0, for at most `horizon` months.
    pub fn new(terms: &BalanceSheet<f64>, horizon: usize) -> Self {
        let mut plant = Plant::new(terms.depreciation_months.min(1e6) as usize, horizon);
        plant.add(terms.opening_fixed_assets, 0);
        Self { terms: *terms, losses_carried_forward: 0.0, net_working_capital: None, plant }
    }

    /// Closes month `t`.
    pub fn close(&mut self, t: usize, trading: &Trading) -> Statements {
        let terms = self.terms;
        let carrying = terms.inventory_carrying_rate / 12.0 * trading.inventory;
        let ebitda = trading.contribution - trading.overhead - carrying - trading.permit_fees;
        let receivables = terms.receivable_days / DAYS_PER_MONTH * trading.revenue;
        let payables = terms.payable_days / DAYS_PER_MONTH * trading.materials;
        let net_working_capital = trading.inventory + receivables - payables;
        let last = self.net_working_capital.replace(net_working_capital);
        let depreciation = self.plant.depreciate(t);
        // Plant paid for this month wears from the next one on.
        self.plant.add(trading.capex, t + 1);
        let interest = terms.debt * terms.interest_rate / 12.0;
        Statements {
            ebitda,
            depreciation,
            interest,
            tax: self.tax_on(ebitda - depreciation - interest),
            net_working_capital,
            change: last.map_or(0.0, |last| net_working_capital - last),
            net_fixed_assets: self.plant.book_value,
        }
    }

    fn tax_on(&mut self, taxable: f64) -> f64 {
        if taxable <= 0.0 {
            self.losses_carried_forward -= taxable;
            return 0.0;
        }
        let relieved = taxable.min(self.losses_carried_forward);
        self.losses_carried_forward -= relieved;
        self.terms.tax_rate * (taxable - relieved)
    }
}

/// Plant written off in a straight line.
struct Plant {
    life_months: usize,
    /// Depreciation that begins (or, negative, ends) in each month.
    turns: Vec<f64>,
    per_month: f64,
    book_value: f64,
}

impl Plant {
    fn new(life_months: usize, horizon: usize) -> Self {
        Self { life_months, turns: vec![0.0; horizon], per_month: 0.0, book_value: 0.0 }
    }

    /// Adds plant that wears from month `from` on.
    fn add(&mut self, cost: f64, from: usize) {
        self.book_value += cost;
        if self.life_months == 0 {
            return;
        }
        let per_month = cost / self.life_months as f64;
        for (month, turn) in [(from, per_month), (from + self.life_months, -per_month)] {
            if let Some(entry) = self.turns.get_mut(month) {
                *entry += turn;
            }
        }
    }

    fn depreciate(&mut self, t: usize) -> f64 {
        self.per_month += self.turns[t];
        // Rounding of what has begun against what has ended must not leave a
        // trace of wear without plant.
        let depreciation = self.per_month.clamp(0.0, self.book_value);
        self.book_value -= depreciation;
        depreciation
    }
}

#[cfg(test)]
mod tests {
    use super::{Books, Trading};
    use crate::model::tables::BalanceSheet;

    fn terms() -> BalanceSheet<f64> {
        let mut terms = BalanceSheet::build(|_| 0.0);
        terms.depreciation_months = 4.0;
        terms.opening_fixed_assets = 400.0;
        terms.tax_rate = 0.25;
        terms
    }

    #[test]
    fn plant_wears_in_a_straight_line_from_the_month_after_it_is_paid() {
        let mut books = Books::new(&terms(), 12);
        let paid = Trading { capex: 80.0, ..Trading::default() };
        let first = books.close(0, &paid);
        assert!((first.depreciation - 100.0).abs() < 1e-12, "opening plant from month 0");
        assert!((first.net_fixed_assets - 380.0).abs() < 1e-12);
        let wear: Vec<f64> =
            (1..7).map(|t| books.close(t, &Trading::default()).depreciation).collect();
        for (got, expected) in wear.iter().zip([120.0, 120.0, 120.0, 20.0, 0.0, 0.0]) {
            assert!((got - expected).abs() < 1e-9, "{wear:?}");
        }
    }

    #[test]
    fn losses_are_carried_forward_before_tax_is_paid() {
        let mut books = Books::new(&BalanceSheet { opening_fixed_assets: 0.0, ..terms() }, 12);
        let profit = |contribution| Trading { contribution, ..Trading::default() };
        assert!(books.close(0, &profit(-100.0)).tax <= 0.0);
        assert!(books.close(1, &profit(60.0)).tax <= 0.0);
        assert!((books.close(2, &profit(60.0)).tax - 0.25 * 20.0).abs() < 1e-12);
    }

    #[test]
    fn working_capital_is_stock_and_claims_less_what_is_owed_and_month_0_has_no_change() {
        let mut terms = terms();
        terms.receivable_days = 365.0 / 12.0;
        terms.payable_days = 365.0 / 24.0;
        let mut books = Books::new(&terms, 12);
        let month =
            Trading { revenue: 100.0, materials: 40.0, inventory: 30.0, ..Trading::default() };
        let first = books.close(0, &month);
        assert!((first.net_working_capital - 110.0).abs() < 1e-9 && first.change.abs() < 1e-12);
        let second = books.close(1, &Trading { inventory: 50.0, ..month });
        assert!((second.change - 20.0).abs() < 1e-9);
    }
}
