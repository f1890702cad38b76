//! A checked operator and deal: what the simulation runs on.
//!
//! Numbers are held as ids in the table of assumptions (`Terms<Input>`) and
//! resolved once per path into plain values (`Terms<f64>`).

use super::lines::{Product, Supplier};
use super::tables::{
    BalanceSheet, Campaign, Convertible, Deal, Existing, Exit, Failure, Funding, Horizon, Market,
    Permits, Popups, Route, Scaling, Sites, Traction, Tranche,
};
use super::waterfall::Participation;
use crate::sampling::assumptions::{Draws, Input};

/// Every number of an operator, over ids or over one path's values.
#[derive(Clone, Debug)]
pub struct Terms<Q> {
    /// The deal.
    pub deal: Deal<Q>,
    /// Classes issued before it.
    pub existing: Vec<Existing<Q>>,
    /// What converts into shares at its closing.
    pub convertible: Vec<Convertible<Q>>,
    /// Parts of this round that are paid later.
    pub tranche: Vec<Tranche<Q>>,
    /// Opening position and terms of trade.
    pub balance_sheet: BalanceSheet<Q>,
    /// Demand and the deal window.
    pub market: Market<Q>,
    /// Growth of demand in the years after the first, if it changes.
    pub later_growth: Vec<Q>,
    /// The network.
    pub sites: Sites<Q>,
    /// Permits.
    pub permits: Permits<Q>,
    /// Effects of scale.
    pub scaling: Scaling<Q>,
    /// Product lines, at least one.
    pub products: Vec<Product<Q>>,
    /// Suppliers that can fail.
    pub suppliers: Vec<Supplier<Q>>,
    /// Pop-ups, halo, rental.
    pub popups: Popups<Q>,
    /// A one-off among the pop-ups.
    pub campaign: Campaign<Q>,
    /// Later rounds and distress.
    pub funding: Funding<Q>,
    /// What odds of a round hang on.
    pub traction: Traction<Q>,
    /// What ends an operator that still has cash.
    pub failure: Failure<Q>,
    /// What all exit routes share.
    pub exit: Exit<Q>,
    /// Ways of being bought.
    pub routes: Vec<Route<Q>>,
    /// Valuation at the horizon.
    pub horizon: Horizon<Q>,
}

/// What of a share class is not a number.
#[derive(Clone, Debug)]
pub struct ClassRights {
    /// Name, as reported.
    pub name: String,
    /// Share in what is left after preferences.
    pub participation: Participation,
    /// Higher is paid first; equal ranks share.
    pub seniority: i32,
}

/// What of a convertible is not a number.
#[derive(Clone, Debug)]
pub struct ConvertibleForm {
    /// Name, as reported.
    pub name: String,
    /// The standard form that it follows.
    pub kind: ConvertibleKind,
    /// Whether its cap is spread over the options created for the round, too.
    pub cap_counts_new_pool: bool,
}

/// The standard forms of a convertible.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConvertibleKind {
    /// SAFE with a post-money cap: it is spread over all that converts.
    Safe,
    /// SAFE with a pre-money cap: it is spread over what there was before.
    PreMoneySafe,
    /// Convertible note, capped as a SAFE with a pre-money cap.
    Note,
}

impl ConvertibleKind {
    /// Whether its cap is spread over all that converts.
    pub fn cap_counts_converted(self) -> bool {
        self == Self::Safe
    }

    /// Whether its cap is spread over the options created for the round, as its standard form
    /// has it.
    pub fn cap_counts_new_pool(self) -> bool {
        self != Self::Safe
    }
}

/// Where a later round ranks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NewRoundSeniority {
    /// Above all classes so far.
    Senior,
    /// With the most senior class so far.
    PariPassu,
}

/// What an exit multiple is applied to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Metric {
    /// Revenue of the last twelve months.
    LtmRevenue,
    /// EBITDA of the last twelve months, floored at 0.
    LtmEbitda,
    /// Net fixed assets and net working capital, floored at 0.
    InvestedCapital,
    /// The better of a multiple of revenue and one of EBITDA.
    BetterOf,
}

/// What of a product line is not a number that can be uncertain.
#[derive(Clone, Debug)]
pub struct Line {
    /// Name, as in `product.<name>`.
    pub name: String,
    /// Demand factor of each month of the year; mean 1.
    pub seasonality: [f64; 12],
    /// Whether `service_level` is given; else stock maximises expected profit.
    pub has_service_level: bool,
    /// Whether it is made also while a unit costs more than it brings; then it has a
    /// `service_level`.
    pub sells_at_loss: bool,
}

/// An operator and a deal, checked: simulating it fails only where amounts leave
/// all bounds.
#[derive(Clone, Debug)]
pub struct Operator {
    /// Its numbers, as ids in the table of assumptions.
    pub terms: Terms<Input>,
    /// Months simulated, at least 1.
    pub horizon_months: usize,
    /// Rights of this round's class.
    pub round: ClassRights,
    /// Whether the investor takes its share of later rounds.
    pub pro_rata: bool,
    /// Rights of the existing classes, as in `terms.existing`.
    pub existing: Vec<ClassRights>,
    /// What the convertibles are, as in `terms.convertible`.
    pub convertible: Vec<ConvertibleForm>,
    /// Names of the tranches, as in `terms.tranche`.
    pub tranches: Vec<String>,
    /// Whether no site is applied for before the first sale.
    pub first_sale_gate: bool,
    /// The lines, as in `terms.products`.
    pub lines: Vec<Line>,
    /// Names of the suppliers, as in `terms.suppliers`.
    pub suppliers: Vec<String>,
    /// Where later rounds rank.
    pub new_round_seniority: NewRoundSeniority,
    /// Name and metric of each route, as in `terms.routes`.
    pub routes: Vec<(String, Metric)>,
    /// Metric of the horizon valuation.
    pub horizon_metric: Metric,
}

impl Operator {
    /// Names of the routes.
    pub fn route_names(&self) -> Vec<String> {
        self.routes.iter().map(|(name, _)| name.clone()).collect()
    }
}

/// The part of a round that is paid at time 0, where tranches have these shares of it.
pub fn paid_at_closing(tranches: impl Iterator<Item = f64>) -> f64 {
    // Rounding in the file must not make it negative.
    (1.0 - tranches.sum::<f64>()).max(0.0)
}

impl Terms<f64> {
    /// The part of this round that is paid at time 0.
    pub fn first_closing(&self) -> f64 {
        paid_at_closing(self.tranche.iter().map(|one| one.share))
    }

    /// Cash right after the closing.
    pub fn opening_cash(&self) -> f64 {
        self.balance_sheet.opening_cash + self.deal.round_size * self.first_closing()
    }
}

impl Terms<Input> {
    /// The values of one path.
    pub fn resolve(&self, draws: &Draws) -> Terms<f64> {
        let value = |input: &Input| draws[*input];
        let mut terms = Terms {
            deal: self.deal.map(value),
            existing: Vec::new(),
            convertible: Vec::new(),
            tranche: Vec::new(),
            balance_sheet: self.balance_sheet.map(value),
            market: self.market.map(value),
            later_growth: Vec::new(),
            sites: self.sites.map(value),
            permits: self.permits.map(value),
            scaling: self.scaling.map(value),
            products: Vec::new(),
            suppliers: Vec::new(),
            popups: self.popups.map(value),
            campaign: self.campaign.map(value),
            funding: self.funding.map(value),
            traction: self.traction.map(value),
            failure: self.failure.map(value),
            exit: self.exit.map(value),
            routes: Vec::new(),
            horizon: self.horizon.map(value),
        };
        self.resolve_lists(draws, &mut terms);
        terms
    }

    /// The same, written over the values of another path, whose memory is used again.
    pub(super) fn resolve_into(&self, draws: &Draws, terms: &mut Terms<f64>) {
        let value = |input: &Input| draws[*input];
        terms.deal = self.deal.map(value);
        terms.balance_sheet = self.balance_sheet.map(value);
        terms.market = self.market.map(value);
        terms.sites = self.sites.map(value);
        terms.permits = self.permits.map(value);
        terms.scaling = self.scaling.map(value);
        terms.popups = self.popups.map(value);
        terms.campaign = self.campaign.map(value);
        terms.funding = self.funding.map(value);
        terms.traction = self.traction.map(value);
        terms.failure = self.failure.map(value);
        terms.exit = self.exit.map(value);
        terms.horizon = self.horizon.map(value);
        self.resolve_lists(draws, terms);
    }

    fn resolve_lists(&self, draws: &Draws, terms: &mut Terms<f64>) {
        let value = |input: &Input| draws[*input];
        refill(&mut terms.existing, &self.existing, |class| class.map(value));
        refill(&mut terms.convertible, &self.convertible, |one| one.map(value));
        refill(&mut terms.tranche, &self.tranche, |one| one.map(value));
        refill(&mut terms.later_growth, &self.later_growth, value);
        refill(&mut terms.products, &self.products, |line| line.map(value));
        refill(&mut terms.suppliers, &self.suppliers, |supplier| supplier.map(value));
        refill(&mut terms.routes, &self.routes, |route| route.map(value));
    }
}

fn refill<A, B>(list: &mut Vec<B>, from: &[A], value: impl Fn(&A) -> B) {
    list.clear();
    list.extend(from.iter().map(value));
}
