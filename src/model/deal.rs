//! The investor's side of a path: what it holds, pays in and gets back.

use super::cap_table::{Closing, Unclosable, close};
use super::deal_path::{DealPath, ShareEvent};
use super::exit::Proceeds;
use super::funding::Round;
use super::operator::{NewRoundSeniority, Operator, Terms};
use super::outcome::Outcome;
use super::returns::{self, CashFlow};
use super::settlement::{ClassPart, Settlement};
use super::tables::{Convertible, Deal, Existing, Tranche};
use super::waterfall::{CapTable, Participation, Payouts, ShareClass};

/// What of a path's terms its shareholders are made of.
#[derive(Clone, Copy, Debug)]
pub struct DealTerms<'a> {
    /// The deal.
    pub deal: &'a Deal<f64>,
    /// Classes issued before it.
    pub existing: &'a [Existing<f64>],
    /// What converts at its closing.
    pub convertible: &'a [Convertible<f64>],
    /// The part of the round that is paid at the closing.
    pub first_closing: f64,
    /// Liquidation preference of later rounds.
    pub new_round_preference: f64,
    /// Options created before each of them, as a share of the company after it.
    pub option_pool_top_up: f64,
}

impl<'a> From<&'a Terms<f64>> for DealTerms<'a> {
    fn from(terms: &'a Terms<f64>) -> Self {
        Self {
            deal: &terms.deal,
            existing: &terms.existing,
            convertible: &terms.convertible,
            first_closing: terms.first_closing(),
            new_round_preference: terms.funding.new_round_preference,
            option_pool_top_up: terms.funding.option_pool_top_up,
        }
    }
}

/// The shareholders of one path and the investor's cash flows.
#[derive(Clone, Debug)]
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
    /// What the investor has paid into later rounds.
    paid_into_later_rounds: f64,
    payouts: Payouts,
    pro_rata: bool,
    new_round_seniority: NewRoundSeniority,
    hurdle_rate: f64,
    /// What has happened so far that would happen at any other price of the round, and the terms
    /// of the path that it is settled by.
    path: DealPath,
}

impl Holdings {
    /// After this round closes, at time 0.
    ///
    /// # Panics
    /// If it cannot close, which a scenario that was read without a problem excludes.
    pub fn new(operator: &Operator, terms: &DealTerms<'_>) -> Self {
        Self::closed(operator, terms).expect("a round that was checked closes")
    }

    /// The same at a price at which the round may not be able to close.
    ///
    /// # Errors
    /// Where it cannot.
    pub fn closed(operator: &Operator, terms: &DealTerms<'_>) -> Result<Self, Unclosable> {
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
            paid_into_later_rounds: 0.0,
            payouts: Payouts::default(),
            pro_rata: operator.pro_rata,
            new_round_seniority: operator.new_round_seniority,
            hurdle_rate: 0.0,
            path: DealPath::default(),
        };
        holdings.close(operator, terms)?;
        Ok(holdings)
    }

    /// Becomes those of another path, after this round closes, without giving up their
    /// memory.
    ///
    /// # Panics
    /// As [`Holdings::new`].
    pub(super) fn start(&mut self, operator: &Operator, terms: &DealTerms<'_>) {
        self.close(operator, terms).expect("a round that was checked closes");
    }

    fn close(&mut self, operator: &Operator, terms: &DealTerms<'_>) -> Result<(), Unclosable> {
        let deal = terms.deal;
        let closing = close(deal, terms.convertible, &operator.convertible)?;
        before_new_money(operator, terms, &closing, &mut self.cap_table);
        let first = terms.first_closing;
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
        (self.raised, self.paid_into_later_rounds) = (0.0, 0.0);
        self.hurdle_rate = deal.hurdle_rate;
        self.path.start(deal.carve_out, terms.new_round_preference, terms.option_pool_top_up);
        Ok(())
    }

    /// With the investor taking its share of later rounds, whatever the deal says.
    #[must_use]
    pub fn with_pro_rata(self) -> Self {
        Self { pro_rata: true, ..self }
    }

    /// Who holds what.
    pub fn cap_table(&self) -> &CapTable {
        &self.cap_table
    }

    /// The investor's part of each class, in the order of the cap table, without what it held
    /// before.
    pub fn parts(&self) -> &[f64] {
        &self.parts
    }

    /// What the investor has paid into later rounds so far.
    pub fn paid_into_later_rounds(&self) -> f64 {
        self.paid_into_later_rounds
    }

    /// What has happened that would happen at any other price of the round.
    pub fn path(&self) -> &DealPath {
        &self.path
    }

    /// Becomes what `closed`, right after the closing, comes to on a path that was lived before,
    /// with such a share for management.
    pub fn relive(&mut self, closed: &Self, path: &DealPath, carve_out: f64) {
        self.cap_table.copy_from(&closed.cap_table);
        self.parts.clone_from(&closed.parts);
        self.flows.clone_from(&closed.flows);
        self.shares_at_price = closed.shares_at_price;
        (self.raised, self.paid_into_later_rounds) = (0.0, 0.0);
        self.hurdle_rate = closed.hurdle_rate;
        self.path.copy_from(path);
        self.path.carve_out = carve_out;
        for event in &path.events {
            match *event {
                ShareEvent::Tranche { share, month } => {
                    self.buy_tranche(share, month);
                }
                ShareEvent::Round { raised, share, month } => {
                    self.issue(raised, share, month);
                }
            }
        }
        self.receive(path.exit_month, &path.proceeds());
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
        self.path.events.push(ShareEvent::Tranche { share: terms.share, month: t });
        self.buy_tranche(terms.share, t)
    }

    fn buy_tranche(&mut self, share: f64, t: usize) -> (f64, f64) {
        let (raised, paid_in) = (share * self.round_size, share * self.cheque);
        self.shares_at_price += raised;
        self.cap_table.issue(self.this_round, raised / self.shares_at_price, raised);
        self.raised += raised;
        self.flows.push(CashFlow { years: t as f64 / 12.0, amount: -paid_in });
        (raised, paid_in)
    }

    /// The options created for a later round, as a share of the company after it; at most all that
    /// its money leaves.
    pub fn new_options(&self, round: &Round) -> f64 {
        self.options_beside(round.share())
    }

    fn options_beside(&self, sold: f64) -> f64 {
        self.path.option_pool_top_up.min(1.0 - sold)
    }

    /// A later round closes at the end of month `t`. What the investor pays in.
    pub fn add_round(&mut self, round: &Round, t: usize) -> f64 {
        let (raised, share) = (round.raised, round.share());
        self.path.events.push(ShareEvent::Round { raised, share, month: t });
        self.issue(raised, share, t)
    }

    /// The class of a later round, which takes a share of the company after it.
    fn issue(&mut self, raised: f64, share: f64, t: usize) -> f64 {
        self.raised += raised;
        let bought = if self.pro_rata { self.ownership() } else { 0.0 };
        if 0.0 < bought {
            self.flow(t, -bought * raised);
            self.paid_into_later_rounds += bought * raised;
        }
        let top = self.cap_table.classes().iter().map(|class| class.rank).max().unwrap_or(0);
        let class = ShareClass {
            invested: raised,
            shares: 0.0,
            preference: self.path.new_round_preference,
            participation: Participation::None,
            rank: match self.new_round_seniority {
                NewRoundSeniority::Senior => top + 1,
                NewRoundSeniority::PariPassu => top,
            },
        };
        let options = self.options_beside(share);
        if 0.0 < options {
            // The round dilutes them, too.
            let before = (options / (1.0 - share)).min(1.0);
            self.cap_table.create_options(before);
            self.shares_at_price /= 1.0 - before;
        }
        self.shares_at_price /= 1.0 - share;
        self.cap_table.add_round(class, share);
        self.parts.push(bought);
        bought * raised
    }

    /// Pays out at the end of month `t`, and fills in the outcome's returns.
    pub fn pay_out(&mut self, t: usize, proceeds: &Proceeds, outcome: &mut Outcome) {
        self.path.ends(t, proceeds);
        self.receive(t, proceeds);
        self.tell_returns(outcome);
        outcome.enterprise_value = proceeds.enterprise_value;
        outcome.equity_proceeds = proceeds.equity;
    }

    /// Fills in the internal rate of return of the investor's cash flows.
    pub fn tell_rate(&self, outcome: &mut Outcome) {
        let irr = returns::irr(&self.flows);
        outcome.irr = irr.rate;
        outcome.irr_kind = irr.kind;
    }

    /// Fills in what the investor's cash flows come to, without their rate of return.
    pub fn tell_returns(&self, outcome: &mut Outcome) {
        let paid = |sign: f64| -> f64 {
            self.flows.iter().map(|flow| (sign * flow.amount).max(0.0)).sum()
        };
        outcome.invested = paid(-1.0);
        outcome.returned = paid(1.0);
        outcome.moic = returns::moic(&self.flows);
        outcome.npv = returns::npv(&self.flows, self.hurdle_rate);
        outcome.ownership = self.ownership();
    }

    /// What the investor gets of what is paid out at the end of month `t`, and later.
    fn receive(&mut self, t: usize, proceeds: &Proceeds) {
        let closing = self.share_of(proceeds.at_closing);
        self.flow(t, closing);
        if 0.0 < proceeds.deferred {
            // The waterfall runs on cumulative proceeds: the later payment is
            // what it adds.
            let both = self.share_of(proceeds.at_closing + proceeds.deferred);
            self.flow(t + proceeds.deferred_months.min(1e6) as usize, (both - closing).max(0.0));
        }
    }

    /// Who got what, after [`Holdings::pay_out`].
    pub(super) fn settlement(&self, proceeds: &Proceeds) -> Settlement {
        let of = |amount: f64| {
            let mut payouts = Payouts::default();
            self.cap_table.distribute(amount, self.path.carve_out, &mut payouts);
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
        self.cap_table.distribute(proceeds, self.path.carve_out, &mut self.payouts);
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
    terms: &DealTerms<'_>,
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
