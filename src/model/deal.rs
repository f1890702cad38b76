//! The investor's side of a path: what it holds, pays in and gets back.

use super::cap_table::{Closing, close};
use super::exit::Proceeds;
use super::funding::Round;
use super::operator::{NewRoundSeniority, Operator, Terms};
use super::outcome::Outcome;
use super::returns::{self, CashFlow};
use super::settlement::{ClassPart, Settlement};
use super::tables::Tranche;
use super::waterfall::{CapTable, Participation, Payouts, ShareClass};

/// The shareholders of one path and the investor's cash flows.
pub struct Holdings {
    cap_table: CapTable,
    /// The investor's part of each class that the cheque and later payments have bought, in the
    /// order of the cap table.
    parts: Vec<f64>,
    /// Its part of each class that it held before, where it held any.
    held: Vec<f64>,
    flows: Vec<CashFlow>,
    /// Position of this round's class.
    this_round: usize,
    /// This round and the cheque, with all tranches.
    round_size: f64,
    cheque: f64,
    /// All shares, each counted as the money that it cost at this round's price.
    shares_at_price: f64,
    /// All money of later rounds, and of tranches.
    raised: f64,
    payouts: Payouts,
    pro_rata: bool,
    new_round_seniority: NewRoundSeniority,
    new_round_preference: f64,
    option_pool_top_up: f64,
    carve_out: f64,
    hurdle_rate: f64,
}

impl Holdings {
    /// After this round closes, at time 0.
    ///
    /// # Panics
    /// If it cannot close, which a scenario that was read without a problem excludes.
    pub fn new(operator: &Operator, terms: &Terms<f64>) -> Self {
        let mut holdings = Self {
            cap_table: CapTable::default(),
            parts: Vec::new(),
            held: Vec::new(),
            flows: Vec::new(),
            this_round: 0,
            round_size: 0.0,
            cheque: 0.0,
            shares_at_price: 0.0,
            raised: 0.0,
            payouts: Payouts::default(),
            pro_rata: operator.pro_rata,
            new_round_seniority: operator.new_round_seniority,
            new_round_preference: 0.0,
            option_pool_top_up: 0.0,
            carve_out: 0.0,
            hurdle_rate: 0.0,
        };
        holdings.start(operator, terms);
        holdings
    }

    /// Becomes those of another path, after this round closes, without giving up their
    /// memory.
    ///
    /// # Panics
    /// As [`Holdings::new`].
    pub(super) fn start(&mut self, operator: &Operator, terms: &Terms<f64>) {
        let deal = &terms.deal;
        let closing = close(deal, &terms.convertible, &operator.convertible);
        let closing = closing.expect("a round that was checked closes");
        before_new_money(operator, terms, &closing, &mut self.cap_table);
        let first = terms.first_closing();
        let raised = deal.round_size * first;
        let this_round = ShareClass {
            invested: raised,
            shares: 0.0,
            preference: deal.preference,
            participation: operator.round.participation,
            rank: operator.round.seniority,
        };
        self.shares_at_price = deal.pre_money + raised;
        self.cap_table.add_round(this_round, raised / self.shares_at_price);
        self.held.clear();
        self.held.extend(terms.existing.iter().map(|class| class.held));
        self.held.extend(terms.convertible.iter().map(|one| one.held));
        self.this_round = self.held.len();
        self.parts.clear();
        self.parts.resize(self.this_round, 0.0);
        self.parts.push(deal.cheque / deal.round_size);
        self.flows.clear();
        self.flows.push(CashFlow { years: 0.0, amount: -(deal.cheque * first) });
        self.round_size = deal.round_size;
        self.cheque = deal.cheque;
        self.raised = 0.0;
        self.new_round_preference = terms.funding.new_round_preference;
        self.option_pool_top_up = terms.funding.option_pool_top_up;
        self.carve_out = deal.carve_out;
        self.hurdle_rate = deal.hurdle_rate;
    }

    /// The investor's fully diluted share, without what it held before.
    pub fn ownership(&self) -> f64 {
        let classes = self.cap_table.classes().iter();
        classes.zip(&self.parts).map(|(class, part)| class.shares * part).sum::<f64>()
    }

    /// What the investor paid in, below 0, and got back so far.
    pub fn flows(&self) -> &[CashFlow] {
        &self.flows
    }

    /// Money raised after the closing so far.
    pub fn raised(&self) -> f64 {
        self.raised
    }

    /// A tranche is paid at the beginning of month `t`, at the price of the closing: what the
    /// company gets, and what the investor pays of it.
    pub fn pay_tranche(&mut self, terms: &Tranche<f64>, t: usize) -> (f64, f64) {
        let (raised, paid_in) = (terms.share * self.round_size, terms.share * self.cheque);
        self.shares_at_price += raised;
        self.cap_table.issue(self.this_round, raised / self.shares_at_price, raised);
        self.raised += raised;
        self.flows.push(CashFlow { years: t as f64 / 12.0, amount: -paid_in });
        (raised, paid_in)
    }

    /// The options created for a later round, as a share of the company after it; at most all that
    /// its money leaves.
    pub fn new_options(&self, round: &Round) -> f64 {
        self.option_pool_top_up.min(1.0 - round.share())
    }

    /// A later round closes at the end of month `t`. What the investor pays in.
    pub fn add_round(&mut self, round: &Round, t: usize) -> f64 {
        self.raised += round.raised;
        let bought = if self.pro_rata { self.ownership() } else { 0.0 };
        if 0.0 < bought {
            self.flow(t, -bought * round.raised);
        }
        let top = self.cap_table.classes().iter().map(|class| class.rank).max().unwrap_or(0);
        let class = ShareClass {
            invested: round.raised,
            shares: 0.0,
            preference: self.new_round_preference,
            participation: Participation::None,
            rank: match self.new_round_seniority {
                NewRoundSeniority::Senior => top + 1,
                NewRoundSeniority::PariPassu => top,
            },
        };
        let options = self.new_options(round);
        if 0.0 < options {
            // The round dilutes them, too.
            let share = (options / (1.0 - round.share())).min(1.0);
            self.cap_table.create_options(share);
            self.shares_at_price /= 1.0 - share;
        }
        self.shares_at_price /= 1.0 - round.share();
        self.cap_table.add_round(class, round.share());
        self.parts.push(bought);
        bought * round.raised
    }

    /// Pays out at the end of month `t`, and fills in the outcome's returns.
    pub fn pay_out(&mut self, t: usize, proceeds: &Proceeds, outcome: &mut Outcome) {
        let closing = self.share_of(proceeds.at_closing);
        self.flow(t, closing);
        if 0.0 < proceeds.deferred {
            // The waterfall runs on cumulative proceeds: the later payment is
            // what it adds.
            let both = self.share_of(proceeds.at_closing + proceeds.deferred);
            self.flow(t + proceeds.deferred_months.min(1e6) as usize, (both - closing).max(0.0));
        }
        let irr = returns::irr(&self.flows);
        let paid = |sign: f64| -> f64 {
            self.flows.iter().map(|flow| (sign * flow.amount).max(0.0)).sum()
        };
        outcome.invested = paid(-1.0);
        outcome.returned = paid(1.0);
        outcome.moic = returns::moic(&self.flows);
        outcome.irr = irr.rate;
        outcome.irr_kind = irr.kind;
        outcome.npv = returns::npv(&self.flows, self.hurdle_rate);
        outcome.enterprise_value = proceeds.enterprise_value;
        outcome.equity_proceeds = proceeds.equity;
        outcome.ownership = self.ownership();
    }

    /// Who got what, after [`Holdings::pay_out`].
    pub(super) fn settlement(&self, proceeds: &Proceeds) -> Settlement {
        let of = |amount: f64| {
            let mut payouts = Payouts::default();
            self.cap_table.distribute(amount, self.carve_out, &mut payouts);
            payouts
        };
        let held = self.held.iter().copied().chain(std::iter::repeat(0.0));
        let classes = self.cap_table.classes().iter().zip(&self.parts).zip(held);
        Settlement {
            classes: classes
                .map(|((class, part), held)| ClassPart { class: *class, part: *part, held })
                .collect(),
            common_share: self.cap_table.common_shares(),
            proceeds: *proceeds,
            at_closing: of(proceeds.at_closing),
            in_all: of(proceeds.at_closing + proceeds.deferred),
            flows: self.flows.clone(),
        }
    }

    fn share_of(&mut self, proceeds: f64) -> f64 {
        self.cap_table.distribute(proceeds, self.carve_out, &mut self.payouts);
        self.payouts.classes.iter().zip(&self.parts).map(|(paid, part)| paid * part).sum()
    }

    /// Flows of month `t` fall at its end.
    fn flow(&mut self, t: usize, amount: f64) {
        self.flows.push(CashFlow { years: (t + 1) as f64 / 12.0, amount });
    }
}

/// The classes before this round's own: the existing ones, then what converts, each as a class
/// of its own that has the rights of the round and a preference on what it has paid.
fn before_new_money(
    operator: &Operator,
    terms: &Terms<f64>,
    closing: &Closing,
    cap_table: &mut CapTable,
) {
    let founders = 1.0 - terms.existing.iter().map(|class| class.ownership).sum::<f64>();
    // Rounding in the file must not give common a negative share.
    let common = founders.max(0.0) + closing.new_options;
    cap_table.start(common / closing.shares);
    for (class, rights) in terms.existing.iter().zip(&operator.existing) {
        cap_table.push(ShareClass {
            invested: class.invested,
            shares: class.ownership / closing.shares,
            preference: class.preference,
            participation: rights.participation,
            rank: rights.seniority,
        });
    }
    for conversion in &closing.conversions {
        cap_table.push(ShareClass {
            invested: conversion.amount,
            shares: conversion.shares / closing.shares,
            preference: terms.deal.preference,
            participation: operator.round.participation,
            rank: operator.round.seniority,
        });
    }
}
