//! Later rounds: when one is tried, whether it closes, and on what terms.

use super::tables;

/// What the operator looks like at the end of a month, before any round.
#[derive(Clone, Copy, Debug)]
pub struct Need {
    /// Closing cash.
    pub cash: f64,
    /// Mean monthly burn of the last three months, capex included; at least 0.
    pub cash_burn: f64,
    /// Revenue of the last twelve months.
    pub ltm_revenue: f64,
    /// Rounds closed so far.
    pub rounds_closed: usize,
}

/// What the deal window, and luck, make of a round.
#[derive(Clone, Copy, Debug)]
pub struct WindowFactors {
    /// On the odds that it closes.
    pub odds: f64,
    /// On the pre-money multiple, of luck as well.
    pub multiple: f64,
}

/// A round on offer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Round {
    /// Money raised.
    pub raised: f64,
    /// Value of all shares before it.
    pub pre_money: f64,
    /// Chance that it closes this month.
    pub probability: f64,
}

impl Round {
    /// Fully diluted share of the new class.
    pub fn share(&self) -> f64 {
        self.raised / (self.pre_money + self.raised)
    }
}

/// Whether a round is tried: too little runway, or none, and rounds left.
pub fn is_tried(terms: &tables::Funding<f64>, need: &Need) -> bool {
    let short = need.cash < 0.0
        || (0.0 < need.cash_burn && need.cash < terms.trigger_runway_months * need.cash_burn);
    short && (need.rounds_closed as f64) < terms.max_rounds
}

/// The round that is tried; none where it would raise nothing.
pub fn offered(terms: &tables::Funding<f64>, need: &Need, window: WindowFactors) -> Option<Round> {
    let probability = (terms.round_close_probability * window.odds).min(1.0);
    let wanted = terms.raise_months * need.cash_burn;
    let raised = wanted.max(terms.min_raise).min(terms.max_raise);
    let by_revenue = terms.step_multiple * need.ltm_revenue * window.multiple;
    let pre_money = by_revenue.max(terms.pre_money_floor);
    (0.0 < raised).then_some(Round { raised, pre_money, probability })
}

#[cfg(test)]
mod tests {
    use super::{Need, Round, WindowFactors, is_tried, offered};
    use crate::model::tables::Funding;

    fn terms() -> Funding<f64> {
        let mut terms = Funding::build(|_| 0.0);
        terms.max_rounds = 1.0;
        terms.trigger_runway_months = 6.0;
        terms.round_close_probability = 0.5;
        terms.raise_months = 18.0;
        terms.min_raise = 200.0;
        terms.max_raise = 1_000.0;
        terms.step_multiple = 2.0;
        terms.pre_money_floor = 500.0;
        terms
    }

    const NEED: Need = Need { cash: 100.0, cash_burn: 20.0, ltm_revenue: 300.0, rounds_closed: 0 };
    const OPEN: WindowFactors = WindowFactors { odds: 1.0, multiple: 1.0 };

    #[test]
    fn a_round_is_tried_when_runway_is_short_and_rounds_are_left() {
        assert!(is_tried(&terms(), &NEED), "five months are left");
        assert!(!is_tried(&terms(), &Need { cash: 120.0, ..NEED }));
        assert!(!is_tried(&terms(), &Need { rounds_closed: 1, ..NEED }));
        assert!(!is_tried(&terms(), &Need { cash_burn: 0.0, ..NEED }), "no burn, no need");
        assert!(is_tried(&terms(), &Need { cash: -1.0, cash_burn: 0.0, ..NEED }));
    }

    #[test]
    fn a_round_raises_its_months_of_burn_within_bounds_at_its_pre_money() {
        let round = offered(&terms(), &NEED, OPEN);
        assert_eq!(round, Some(Round { raised: 360.0, pre_money: 600.0, probability: 0.5 }));
        let shut = WindowFactors { odds: 0.5, multiple: 0.5 };
        let round = offered(&terms(), &Need { cash_burn: 1.0, ..NEED }, shut);
        assert_eq!(round, Some(Round { raised: 200.0, pre_money: 500.0, probability: 0.25 }));
        let round = Round { raised: 200.0, pre_money: 600.0, probability: 1.0 };
        assert!((round.share() - 0.25).abs() < 1e-12);
    }
}
