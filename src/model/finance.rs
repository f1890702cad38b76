//! Profit, tax, working capital and plant, month by month.

use super::clock::DAYS_PER_MONTH;
use super::debt::{Debt, Service};
use super::tables::BalanceSheet;
use crate::sampling::lanes::{LANES, Lanes, by_lane, number};

by_lane! {
    /// What operations brought in a month, before finance looks at it.
    pub struct Trading {
        /// All revenue.
        pub revenue,
        /// Revenue less cost of lines, pop-ups and open sites.
        pub contribution,
        /// Head office and coordination.
        pub overhead,
        /// Stock and prepaid goods at cost.
        pub inventory,
        /// Materials bought, on which suppliers give credit.
        pub materials,
        /// Permit fees paid.
        pub permit_fees,
        /// What closing sites costs.
        pub closure_cost,
        /// Book value of sites that were closed.
        pub written_off,
        /// Cash that the month began with.
        pub cash,
        /// Capital expenditure paid.
        pub capex,
    }
}

by_lane! {
    /// A month's statements.
    pub struct Statements {
        /// Earnings before interest, tax and depreciation.
        pub ebitda,
        /// Depreciation, with what is written off.
        pub depreciation,
        /// Interest paid, less what cash earned.
        pub interest,
        /// Tax paid.
        pub tax,
        /// Net working capital at the end.
        pub net_working_capital,
        /// Its change; 0 in month 0.
        pub change,
        /// Net fixed assets at the end.
        pub net_fixed_assets,
        /// Debt repaid.
        pub repayment,
        /// Debt outstanding at the end.
        pub debt,
    }
}

impl Statements {
    /// Cash that operations bring, before capital expenditure and repayments.
    #[inline(always)]
    pub fn operating_cash(&self) -> f64 {
        self.ebitda - self.tax - self.interest - self.change
    }
}

/// What a month's profit and working capital are made of beside trading.
#[derive(Clone, Copy, Debug)]
pub(super) struct Claims {
    /// Storage, insurance and shrinkage of the inventory.
    pub(super) carrying: f64,
    /// What customers owe.
    pub(super) receivables: f64,
    /// What is owed to suppliers.
    pub(super) payables: f64,
    /// Losses that profits to come are free of tax for.
    pub(super) losses_carried_forward: f64,
}

by_lane! {
    /// One path's terms of trade, by month, and what its books carry over.
    struct Account {
        carrying_rate,
        receivable_months,
        payable_months,
        /// Interest of a month on cash.
        earned_rate,
        tax_rate,
        losses_carried_forward,
        /// NaN before month 0.
        net_working_capital,
        /// Depreciation of the month.
        wear,
        book_value,
    }
}

impl Account {
    fn new(terms: &BalanceSheet<f64>) -> Self {
        Self {
            carrying_rate: terms.inventory_carrying_rate / 12.0,
            receivable_months: terms.receivable_days / DAYS_PER_MONTH,
            payable_months: terms.payable_days / DAYS_PER_MONTH,
            earned_rate: terms.interest_on_cash / 12.0,
            tax_rate: terms.tax_rate,
            losses_carried_forward: 0.0,
            net_working_capital: f64::NAN,
            wear: 0.0,
            book_value: terms.opening_fixed_assets,
        }
    }

    /// What a month's profit and working capital are made of beside trading.
    #[inline(always)]
    fn claims(&self, trading: &Trading) -> Claims {
        Claims {
            carrying: self.carrying_rate * trading.inventory,
            receivables: self.receivable_months * trading.revenue,
            payables: self.payable_months * trading.materials,
            losses_carried_forward: self.losses_carried_forward,
        }
    }

    /// Closes a month, at whose beginning wear rises by `turn`.
    #[inline(always)]
    fn close(&mut self, turn: f64, service: &Service, trading: &Trading) -> Statements {
        let Claims { carrying, receivables, payables, .. } = self.claims(trading);
        let fees = trading.permit_fees + trading.closure_cost;
        let ebitda = trading.contribution - trading.overhead - carrying - fees;
        let interest = service.interest - self.earned_rate * trading.cash.max(0.0);
        let net_working_capital = trading.inventory + receivables - payables;
        let last = self.net_working_capital;
        self.net_working_capital = net_working_capital;
        let depreciation = self.depreciate(turn, trading.written_off);
        self.book_value += trading.capex;
        Statements {
            ebitda,
            depreciation,
            interest,
            tax: self.tax_on(ebitda - depreciation - interest),
            net_working_capital,
            change: if last.is_nan() { 0.0 } else { net_working_capital - last },
            net_fixed_assets: self.book_value,
            repayment: service.repayment,
            debt: service.outstanding,
        }
    }

    #[inline(always)]
    fn depreciate(&mut self, turn: f64, written_off: f64) -> f64 {
        self.wear += turn;
        // Rounding of what has begun against what has ended must not leave a
        // trace of wear without plant.
        let worn = self.wear.max(0.0).min(self.book_value);
        let written_off = written_off.min(self.book_value - worn);
        self.book_value -= worn + written_off;
        worn + written_off
    }

    #[inline(always)]
    fn tax_on(&mut self, taxable: f64) -> f64 {
        let loss = (-taxable).max(0.0);
        let profit = taxable.max(0.0);
        let relieved = profit.min(self.losses_carried_forward);
        self.losses_carried_forward += loss - relieved;
        self.tax_rate * (profit - relieved)
    }
}

/// The books of several paths.
pub struct Books {
    accounts: Account<Lanes>,
    debts: Debt<Lanes>,
    plant: Plant,
    /// Statements of the month that was closed last.
    closed: Statements<Lanes>,
}

impl Books {
    /// Of no path in particular, for at most `horizon` months;
    /// [`Books::start`] gives each lane its own.
    pub fn new(horizon: usize) -> Self {
        Self {
            accounts: Account::default(),
            debts: Debt::default(),
            plant: Plant::new(horizon),
            closed: Statements::default(),
        }
    }

    /// Opens the books of a path, in one lane, at time 0.
    pub fn start(&mut self, lane: usize, terms: &BalanceSheet<f64>) {
        self.accounts.set_lane(lane, Account::new(terms));
        self.debts.set_lane(lane, Debt::new(terms));
        self.plant.start(lane, terms.depreciation_months.min(1e6) as usize);
        self.plant.add(lane, terms.opening_fixed_assets, 0);
    }

    /// Takes plant off the books of one path in month `t` that was paid in an earlier one;
    /// its book value.
    pub fn write_off(&mut self, lane: usize, t: usize, cost: f64, paid: usize) -> f64 {
        self.plant.remove(lane, t, cost, paid + 1)
    }

    /// What the month of one path that was closed last is made of.
    pub(super) fn claims(&self, lane: usize, trading: &Trading) -> Claims {
        self.accounts.lane(lane).claims(trading)
    }

    /// Closes month `t` of each path, which is at most the horizon.
    #[inline(always)]
    pub fn close(&mut self, t: &[usize; LANES], trading: &Trading<Lanes>) -> &Statements<Lanes> {
        let turns = self.plant.turns_in(t);
        for lane in 0..LANES {
            let (mut account, mut debt) = (self.accounts.lane(lane), self.debts.lane(lane));
            let service = debt.serve(t[lane]);
            let closed = account.close(turns[lane], &service, &trading.lane(lane));
            self.closed.set_lane(lane, closed);
            self.accounts.set_lane(lane, account);
            self.debts.set_lane(lane, debt);
        }
        self.plant.add_paid(&trading.capex, t);
        &self.closed
    }
}

/// When plant of several paths, written off in a straight line, wears.
struct Plant {
    life_months: [usize; LANES],
    /// Depreciation that begins (or, negative, ends) in a month: those of one
    /// lane, from month 0 up to the horizon and all later ones in one, then those of the next.
    turns: Vec<f64>,
    /// How many there are of a lane.
    months: usize,
}

impl Plant {
    fn new(horizon: usize) -> Self {
        let months = horizon + 2;
        Self { life_months: [0; LANES], turns: vec![0.0; LANES * months], months }
    }

    fn start(&mut self, lane: usize, life_months: usize) {
        self.life_months[lane] = life_months;
        self.turns[lane * self.months..][..self.months].fill(0.0);
    }

    /// Takes plant away in month `t` that wears from month `from` on; what is left of its
    /// cost.
    fn remove(&mut self, lane: usize, t: usize, cost: f64, from: usize) -> f64 {
        let life_months = self.life_months[lane];
        let worn = t.saturating_sub(from);
        if life_months == 0 {
            return cost;
        }
        if life_months <= worn {
            return 0.0;
        }
        let per_month = cost / life_months as f64;
        self.turn(lane, t.max(from), -per_month);
        self.turn(lane, from + life_months, per_month);
        cost - per_month * worn as f64
    }

    /// Adds plant that wears from month `from` on.
    fn add(&mut self, lane: usize, cost: f64, from: usize) {
        let life_months = self.life_months[lane];
        if life_months == 0 {
            return;
        }
        let per_month = cost / life_months as f64;
        self.turn(lane, from, per_month);
        self.turn(lane, from + life_months, -per_month);
    }

    /// Adds what each path paid for in month `t`, which wears from the next one on.
    #[inline(always)]
    fn add_paid(&mut self, costs: &Lanes, t: &[usize; LANES]) {
        let mut per_month = Lanes::all(0.0);
        let mut any = Lanes::all(0.0);
        for lane in 0..LANES {
            let life_months = self.life_months[lane] as f64;
            let wears = (0.0 < costs[lane]) & (0.0 < life_months);
            per_month[lane] = if wears { costs[lane] / life_months } else { 0.0 };
            any[lane] = number(wears);
        }
        if any.above_0().is_empty() {
            return;
        }
        // Adding nothing is done sooner than asking whether there is anything to add.
        for lane in 0..LANES {
            self.turn(lane, t[lane] + 1, per_month[lane]);
            self.turn(lane, t[lane] + 1 + self.life_months[lane], -per_month[lane]);
        }
    }

    /// Wear of one lane rises by `by` in a month.
    #[inline(always)]
    fn turn(&mut self, lane: usize, month: usize, by: f64) {
        self.turns[lane * self.months + month.min(self.months - 1)] += by;
    }

    #[inline(always)]
    fn turns_in(&self, t: &[usize; LANES]) -> Lanes {
        Lanes::each(|lane| self.turns[lane * self.months + t[lane]])
    }
}

#[cfg(test)]
mod tests {
    use super::{Books, Statements, Trading};
    use crate::model::tables::BalanceSheet;
    use crate::sampling::lanes::LANES;

    /// The books of a path in some lane.
    struct OneBook(Books);

    const LANE: usize = 3;

    impl OneBook {
        fn new(terms: &BalanceSheet<f64>, horizon: usize) -> Self {
            let mut books = Books::new(horizon);
            books.start(LANE, terms);
            Self(books)
        }

        fn close(&mut self, t: usize, one: &Trading) -> Statements {
            let mut trading = Trading::default();
            trading.set_lane(LANE, *one);
            self.0.close(&[t; LANES], &trading).lane(LANE)
        }
    }

    fn terms() -> BalanceSheet<f64> {
        let mut terms = BalanceSheet::build(|_| 0.0);
        terms.depreciation_months = 4.0;
        terms.opening_fixed_assets = 400.0;
        terms.tax_rate = 0.25;
        terms.debt_term_months = f64::INFINITY;
        terms.debt_due_month = f64::INFINITY;
        terms
    }

    #[test]
    fn plant_wears_in_a_straight_line_from_the_month_after_it_is_paid() {
        let mut books = OneBook::new(&terms(), 12);
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
    fn plant_that_is_written_off_leaves_the_books_and_wears_no_more() {
        let mut books = OneBook::new(&BalanceSheet { opening_fixed_assets: 0.0, ..terms() }, 12);
        books.close(0, &Trading { capex: 80.0, ..Trading::default() });
        books.close(1, &Trading { capex: 40.0, ..Trading::default() });
        let written_off = books.0.write_off(LANE, 2, 80.0, 0);
        assert!((written_off - 60.0).abs() < 1e-12, "a quarter has worn");
        let after = books.close(2, &Trading { written_off, ..Trading::default() });
        assert!((after.depreciation - 70.0).abs() < 1e-12, "and ten of the other plant");
        for (t, left) in [(3, 20.0), (4, 10.0), (5, 0.0), (6, 0.0)] {
            let month = books.close(t, &Trading::default());
            assert!((month.net_fixed_assets - left).abs() < 1e-12, "{t}: {month:?}");
        }
        assert!(books.0.write_off(LANE, 7, 80.0, 0) <= 0.0, "worn out by then");
    }

    #[test]
    fn cash_earns_interest_and_an_overdraft_does_not() {
        let mut terms = terms();
        terms.debt = 100.0;
        terms.interest_rate = 0.12;
        terms.interest_on_cash = 0.06;
        let mut books = OneBook::new(&terms, 12);
        let with = |cash| Trading { cash, ..Trading::default() };
        assert!((books.close(0, &with(600.0)).interest - (1.0 - 3.0)).abs() < 1e-12);
        assert!((books.close(1, &with(-600.0)).interest - 1.0).abs() < 1e-12);
    }

    #[test]
    fn losses_are_carried_forward_before_tax_is_paid() {
        let mut books = OneBook::new(&BalanceSheet { opening_fixed_assets: 0.0, ..terms() }, 12);
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
        let mut books = OneBook::new(&terms, 12);
        let month =
            Trading { revenue: 100.0, materials: 40.0, inventory: 30.0, ..Trading::default() };
        let first = books.close(0, &month);
        assert!((first.net_working_capital - 110.0).abs() < 1e-9 && first.change.abs() < 1e-12);
        let second = books.close(1, &Trading { inventory: 50.0, ..month });
        assert!((second.change - 20.0).abs() < 1e-9);
    }
}
