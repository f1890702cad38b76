//! What the money of a round goes into: its sources and uses on the paths of the panel, from the
//! closing until 24 months have passed, or until the path ends or new money comes in if that is
//! earlier. All is taken from the accounts of each path, so that sources and uses are equal on it,
//! and so are their means.

use super::errors::Errors;
use super::estimate::Estimate;
use crate::model::ledger::{Ledger, Month};

/// Months that the money is followed for.
pub const MONTHS: usize = 24;

/// Declares what money goes into, and what is said where it is less than nothing.
macro_rules! uses {
    ($( $(#[doc = $doc:literal])* $variant:ident, $key:literal, $label:literal, $reversed:literal; )*) => {
        /// What money goes into.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Use { $( $(#[doc = $doc])* $variant, )* }

        impl Use {
            /// All of them.
            pub const ALL: [Self; Self::COUNT] = [$( Self::$variant, )*];
            /// How many there are.
            pub const COUNT: usize = [$( $key, )*].len();

            /// Name in results.
            pub fn key(self) -> &'static str {
                match self { $( Self::$variant => $key, )* }
            }

            /// Name for a reader.
            pub fn label(self) -> &'static str {
                match self { $( Self::$variant => $label, )* }
            }

            /// Name as a source, which it is where it is negative.
            pub fn reversed(self) -> &'static str {
                match self { $( Self::$variant => $reversed, )* }
            }
        }
    };
}

uses! {
    /// Capital expenditure for new sites, their tooling with it.
    NewSites, "new_sites", "New sites and tooling", "New sites and tooling";
    /// Plant that has worn out.
    Replacement, "replacement", "Replacement of plant", "Replacement of plant";
    /// EBITDA, if it is negative.
    OperatingLoss, "operating_loss", "Operating loss (EBITDA)", "Operating profit (EBITDA)";
    /// Rise of net working capital.
    WorkingCapital, "working_capital", "Working capital", "Working capital released";
    /// Interest on debt, less what cash has earned.
    Interest, "interest", "Interest on debt, net", "Interest earned, net";
    /// Tax paid.
    Tax, "tax", "Tax", "Tax";
    /// Debt repaid.
    DebtRepaid, "debt_repaid", "Debt repaid", "Debt repaid";
    /// What is still there.
    Left, "left", "Cash left", "Bills that cash did not cover";
}

impl Use {
    fn of(self, months: &[Month], left: f64) -> f64 {
        let sum = |of: fn(&Month) -> f64| months.iter().map(of).sum::<f64>();
        match self {
            Self::NewSites => sum(|month| month.capex - month.replacement),
            Self::Replacement => sum(|month| month.replacement),
            Self::OperatingLoss => -sum(|month| month.ebitda),
            Self::WorkingCapital => sum(|month| month.working_capital_change),
            Self::Interest => sum(|month| month.interest),
            Self::Tax => sum(|month| month.tax),
            Self::DebtRepaid => sum(|month| month.debt_repaid),
            Self::Left => left,
        }
    }
}

/// The money of one path.
#[derive(Clone, Copy, Debug)]
struct Spent {
    /// Months until it was left.
    months: usize,
    /// Cash at time 0, right after the closing.
    opening: f64,
    /// Tranches of the round that came in.
    tranches: f64,
    uses: [f64; Use::COUNT],
}

impl Spent {
    fn of(ledger: &Ledger) -> Self {
        let rounds = ledger.deal.later_rounds();
        let first = rounds.clone().map(|(month, _)| month + 1).next().unwrap_or(usize::MAX);
        let months = &ledger.months[..MONTHS.min(ledger.months.len()).min(first)];
        // A round closes at the end of the last of them, if at all.
        let later = rounds.filter(|(month, _)| month + 1 == months.len()).map(|(_, raised)| raised);
        let later: f64 = later.sum();
        let owed = months.first().map_or(0.0, |month| month.debt + month.debt_repaid);
        let left = months.last().map_or(0.0, |month| month.cash) - later;
        Self {
            months: months.len(),
            opening: ledger.outcome.stages.opening_net_cash + owed,
            tranches: months.iter().map(|month| month.funding).sum::<f64>() - later,
            uses: Use::ALL.map(|one| one.of(months, left)),
        }
    }
}

/// The money of the paths of the panel.
#[derive(Clone, Debug, Default)]
pub struct RoundUse(Vec<Spent>);

/// Bytes that the money of a path of the panel is kept in.
pub const BYTES_A_PANEL_PATH: usize = size_of::<Spent>();

/// The round as the plan has it.
#[derive(Clone, Copy, Debug)]
pub struct Paid {
    /// What the whole round raises, and the investor's part of it.
    pub round_size: f64,
    /// What of it the investor pays.
    pub cheque: f64,
    /// The part of both that is paid at the closing.
    pub at_closing: f64,
}

/// Where money comes from and what it goes into, as means over the paths.
#[derive(Clone, Debug)]
pub struct SourcesAndUses {
    /// Paths that the means are over.
    pub paths: usize,
    /// Months that the money is followed for at most.
    pub months: usize,
    /// Months that it is followed for, on average.
    pub mean_months: Estimate,
    /// Paid by the investor.
    pub investor: Estimate,
    /// Paid by others in the round.
    pub others: Estimate,
    /// Cash of the company before the round.
    pub opening_cash: Estimate,
    /// What it goes into, in the order of [`Use::ALL`]; negative where it is a source.
    pub uses: [Estimate; Use::COUNT],
    /// All that it goes into: the sum of `uses`, and of the sources.
    pub total: Estimate,
}

impl RoundUse {
    /// Takes in the next path, with its months.
    pub(super) fn push(&mut self, ledger: &Ledger) {
        self.0.push(Spent::of(ledger));
    }

    /// Takes in the paths that follow upon these.
    pub(super) fn merge(&mut self, later: Self) {
        self.0.extend(later.0);
    }

    /// The means over the paths; none without one.
    pub fn means(&self, paid: &Paid, horizon: usize, errors: Errors) -> Option<SourcesAndUses> {
        let of = |of: &dyn Fn(&Spent) -> f64| errors.mean_of(self.0.iter().map(of));
        let Paid { round_size, cheque, at_closing } = *paid;
        let part = cheque / round_size;
        let in_round = move |one: &Spent| round_size * at_closing + one.tranches;
        let uses = Use::ALL.map(|which| of(&|one| one.uses[which as usize]));
        (!self.0.is_empty()).then(|| SourcesAndUses {
            paths: self.0.len(),
            months: MONTHS.min(horizon),
            mean_months: of(&|one| one.months as f64),
            investor: of(&|one| part * in_round(one)),
            others: of(&|one| (1.0 - part) * in_round(one)),
            opening_cash: of(&|one| one.opening - round_size * at_closing),
            uses,
            total: of(&|one| one.opening + one.tranches),
        })
    }
}
