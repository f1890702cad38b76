//! What happens on a path: what `log` hears from where it happens. Months count
//! from 0, money is in the scenario's currency.

use super::cap_table::Conversion;
use super::exit::Proceeds;
use super::funding::{Need, Round};
use super::outcome::FailureCause;
use super::price::{Basis, Price, Standing};
use super::sites::{Closed, Readiness};
use super::tables;
use super::tranches::Decided;

/// Something that happens in a month of a path.
#[derive(Clone, Copy, Debug)]
pub enum Event {
    /// Something converts at the closing of this round, before month 0.
    Converted(Converted),
    /// A supplier stops delivering, or permits are suspended.
    Disrupted(Disrupted),
    /// A line sells for the first time in a month after time 0; its position.
    LineLaunched(usize),
    /// A tranche of the round was paid, or its time has run out.
    TrancheDecided(Decided),
    /// An attempt to open a site was due and did not pass its gates.
    AttemptLapsed(Gates),
    /// A permit was applied for and refused.
    PermitRefused {
        /// What the application cost.
        fee: f64,
    },
    /// A permit was applied for and is going to be granted: the site is paid.
    SiteGranted(SiteGranted),
    /// Sites open.
    SitesOpened {
        /// How many.
        count: usize,
        /// Open from now on.
        open: f64,
    },
    /// A site that did not pay is closed.
    SiteClosed(Closed),
    /// A round was tried and did not close.
    RoundNotClosed(NotClosed),
    /// A round closed.
    RoundClosed(RoundClosed),
    /// The operator ran out of cash, or met with a setback.
    Failed(Failed),
    /// The operator was sold.
    Sold(Sold),
    /// The horizon was reached.
    ReachedHorizon(ReachedHorizon),
}

/// A convertible that becomes shares of this round.
#[derive(Clone, Copy, Debug)]
pub struct Converted {
    /// Position of the convertible.
    pub convertible: usize,
    /// What it becomes.
    pub conversion: Conversion,
    /// Its fully diluted share after the closing.
    pub share: f64,
}

/// A disruption as it begins.
#[derive(Clone, Copy, Debug)]
pub struct Disrupted {
    /// Position of the supplier; none where permits are suspended.
    pub supplier: Option<usize>,
    /// How long it lasts.
    pub days: f64,
    /// Of which nothing is delivered.
    pub outage_days: f64,
    /// Share of output that stops in an outage.
    pub output_share: f64,
    /// What the alternate costs more, as a share of material cost.
    pub switch_premium: f64,
    /// Whether a shock brought it, and not luck.
    pub is_shock: bool,
}

/// What an attempt to open a site was held to.
#[derive(Clone, Copy, Debug)]
pub struct Gates {
    /// What the operator looked at.
    pub ready: Readiness,
    /// Capital expenditure of the site.
    pub capex: f64,
    /// Cash that had to remain.
    pub reserve: f64,
    /// Contribution of the last three months that was asked for.
    pub least_contribution: f64,
    /// Whether enough cash remains.
    pub is_funded: bool,
    /// Whether margins are high enough; they are not where three months with a site
    /// open brought no revenue.
    pub is_proven: bool,
    /// Whether anything was sold, where that is asked for.
    pub has_sold: bool,
}

impl Gates {
    /// Whether the attempt goes ahead.
    pub fn are_passed(&self) -> bool {
        self.is_funded && self.is_proven && self.has_sold
    }
}

/// A site that is paid for and will open.
#[derive(Clone, Copy, Debug)]
pub struct SiteGranted {
    /// Which one it is of the sites built, from 1.
    pub number: usize,
    /// What the application cost.
    pub fee: f64,
    /// What the site costs.
    pub capex: f64,
    /// Days until the permit.
    pub delay_days: f64,
    /// Months of building after it.
    pub build_months: f64,
    /// The month in which it opens.
    pub opens: usize,
}

/// A round that did not close.
#[derive(Clone, Copy, Debug)]
pub struct NotClosed {
    /// What made the operator try.
    pub need: Need,
    /// What was on offer; none where it would have raised nothing.
    pub offered: Option<Round>,
    /// Whether a shock keeps all rounds from closing.
    pub is_shock: bool,
}

/// A round with what it did to the investor.
#[derive(Clone, Copy, Debug)]
pub struct RoundClosed {
    /// Which one it is of the later rounds, from 1.
    pub number: usize,
    /// What made the operator try.
    pub need: Need,
    /// Its terms.
    pub round: Round,
    /// Factor of luck on the multiple that it was priced at.
    pub price_luck: f64,
    /// Share of the options created for it, after it.
    pub new_options: f64,
    /// The investor's fully diluted share before it.
    pub share_before: f64,
    /// After it, with what the investor bought of it.
    pub share_after: f64,
    /// What the investor paid in.
    pub paid_in: f64,
}

/// Why an operator fails.
#[derive(Clone, Copy, Debug)]
pub enum Cause {
    /// Its cash is below what must remain.
    Cash {
        /// That.
        minimum: f64,
        /// Debt that the month repaid out of it, or was to.
        repayment: f64,
    },
    /// Something ended it while it lost money.
    Setback {
        /// EBITDA of the last twelve months.
        ltm_ebitda: f64,
        /// Part of its cash that is left.
        cash_share: f64,
    },
}

/// What is left of an operator that fails.
#[derive(Clone, Copy, Debug)]
pub struct Failed {
    /// Why.
    pub cause: Cause,
    /// Closing cash.
    pub cash: f64,
    /// Stock and prepaid goods at cost.
    pub inventory: f64,
    /// Net fixed assets.
    pub net_fixed_assets: f64,
    /// Part of both that is recovered.
    pub recovery_rate: f64,
    /// Debt outstanding, with what could not be repaid this month.
    pub debt: f64,
    /// Later rounds closed so far.
    pub rounds_closed: usize,
    /// Later rounds that could have closed.
    pub max_rounds: f64,
    /// What shareholders get.
    pub proceeds: Proceeds,
}

impl Failed {
    /// Why, in one word.
    pub fn cause_code(&self) -> FailureCause {
        match self.cause {
            Cause::Setback { .. } => FailureCause::Setback,
            Cause::Cash { .. } if 0.0 <= self.cash => FailureCause::BelowMinimum,
            Cause::Cash { repayment, .. } if 0.0 <= self.cash + repayment => {
                FailureCause::DebtNotRepaid
            }
            Cause::Cash { .. } => FailureCause::OutOfCash,
        }
    }
}

/// A sale with its terms.
#[derive(Clone, Copy, Debug)]
pub struct Sold {
    /// Position of the route.
    pub route: usize,
    /// Terms of the route.
    pub terms: tables::Route<f64>,
    /// What the buyer looked at.
    pub standing: Standing,
    /// What was paid before the discount.
    pub price: Price,
    /// Integration readiness.
    pub readiness: f64,
    /// What it comes to.
    pub proceeds: Proceeds,
}

/// The valuation at the horizon.
#[derive(Clone, Copy, Debug)]
pub struct ReachedHorizon {
    /// Terms of the valuation.
    pub terms: tables::Horizon<f64>,
    /// What it rests on.
    pub standing: Standing,
    /// What the value is a multiple of.
    pub basis: Basis,
    /// Factor of luck on it.
    pub luck: f64,
    /// What it comes to.
    pub proceeds: Proceeds,
}
