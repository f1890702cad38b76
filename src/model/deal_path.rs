//! What decides on one path who gets what, beside the price of this round: no price that is paid
//! for shares at time 0 moves what the operator lives through. So the returns of a path at any
//! other price follow from this alone, without simulating it again.

use super::exit::Proceeds;

/// Something that changes who holds what after the closing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum ShareEvent {
    /// A tranche of the round is paid at the beginning of a month.
    Tranche {
        /// Its share of the round.
        share: f64,
        /// The month.
        month: usize,
    },
    /// A later round closes at the end of a month.
    Round {
        /// Money raised.
        raised: f64,
        /// Share of the company after it that the money buys.
        share: f64,
        /// The month.
        month: usize,
    },
}

/// What happens to the shares of one path, and what is paid out on them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DealPath {
    /// Management's share off the top of any proceeds.
    pub carve_out: f64,
    /// Liquidation preference of later rounds.
    pub new_round_preference: f64,
    /// Options created before each of them.
    pub option_pool_top_up: f64,
    /// In their order.
    pub events: Vec<ShareEvent>,
    /// The month at whose end the path ends.
    pub exit_month: usize,
    /// Paid out then.
    pub at_closing: f64,
    /// Paid out later.
    pub deferred: f64,
    /// Months until then.
    pub deferred_months: f64,
}

impl DealPath {
    /// The path ends in month `t`.
    pub(super) fn ends(&mut self, t: usize, proceeds: &Proceeds) {
        self.exit_month = t;
        self.at_closing = proceeds.at_closing;
        self.deferred = proceeds.deferred;
        self.deferred_months = proceeds.deferred_months;
    }

    /// What is paid out.
    pub(super) fn proceeds(&self) -> Proceeds {
        let Self { at_closing, deferred, deferred_months, .. } = *self;
        Proceeds { at_closing, deferred, deferred_months, ..Proceeds::default() }
    }

    /// Becomes a copy of `other` without giving up the memory it has.
    pub(super) fn copy_from(&mut self, other: &Self) {
        let mut events = std::mem::take(&mut self.events);
        events.clone_from(&other.events);
        let Self {
            carve_out,
            new_round_preference,
            option_pool_top_up,
            exit_month,
            at_closing,
            deferred,
            deferred_months,
            ..
        } = *other;
        *self = Self {
            carve_out,
            new_round_preference,
            option_pool_top_up,
            events,
            exit_month,
            at_closing,
            deferred,
            deferred_months,
        };
    }

    /// The later rounds: the month at whose end each closes, and what it raises; tranches of this
    /// one are not among them.
    pub fn later_rounds(&self) -> impl Iterator<Item = (usize, f64)> + Clone {
        self.events.iter().filter_map(|event| match *event {
            ShareEvent::Round { raised, month, .. } => Some((month, raised)),
            ShareEvent::Tranche { .. } => None,
        })
    }

    /// Raised in them.
    pub fn raised_later(&self) -> f64 {
        self.later_rounds().map(|(_, raised)| raised).sum()
    }
}
