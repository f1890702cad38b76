//! Later rounds: when one is tried, whether it closes, and on what terms.

use super::tables;
use crate::sampling::lanes::by_lane;

/// What the operator looks like at the end of a month, before any round.
#[derive(Clone, Copy, Debug)]
pub struct Need {
    /// Closing cash.
    pub cash: f64,
    /// Mean monthly burn of the last three months, capex included; at least 0.
    pub cash_burn: f64,
    /// Cash that must remain.
    pub minimum_cash: f64,
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

/// What an operator's margin leaves of the odds of a round.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Traction {
    /// Contribution over revenue of the last twelve months; NaN before there is revenue.
    pub contribution_margin: f64,
    /// Factor on the odds.
    pub factor: f64,
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
    /// What the operator's margin leaves of the odds.
    pub traction: Traction,
    /// The most of the company that it may sell.
    pub max_dilution: f64,
}

impl Round {
    /// Fully diluted share of the new class.
    pub fn share(&self) -> f64 {
        self.raised / (self.pre_money + self.raised)
    }

    /// Whether it would sell more of the company than is allowed.
    pub fn sells_too_much(&self) -> bool {
        self.max_dilution < self.share()
    }
}

/// What a contribution margin leaves of the odds of a round. Where a drawn `weak` is not
/// below `strong`, odds are full from `strong` on, and at their floor below.
pub fn traction(terms: &tables::Traction<f64>, contribution_margin: f64) -> Traction {
    Traction { contribution_margin, factor: factor(terms, contribution_margin) }
}

fn factor(terms: &tables::Traction<f64>, contribution_margin: f64) -> f64 {
    let tables::Traction { weak, strong, floor } = *terms;
    if !strong.is_finite() || strong <= contribution_margin {
        return 1.0;
    }
    let way = (contribution_margin - weak) / (strong - weak);
    // Not of a margin that is not there, nor where there is no way between the two.
    if weak < strong && floor < way { way } else { floor }
}

by_lane! {
    /// What makes an operator look for money.
    pub struct Trigger {
        minimum_cash,
        trigger_runway_months,
        max_rounds,
        /// Rounds closed so far.
        pub rounds_closed,
    }
}

impl Trigger {
    /// At time 0, from a path's terms.
    pub fn new(terms: &tables::Funding<f64>, minimum_cash: f64) -> Self {
        let tables::Funding { trigger_runway_months, max_rounds, .. } = *terms;
        Self { minimum_cash, trigger_runway_months, max_rounds, rounds_closed: 0.0 }
    }

    /// Whether cash is below what lenders ask for.
    #[inline(always)]
    pub fn lacks_cash(&self, cash: f64) -> bool {
        cash < self.minimum_cash
    }

    /// Whether a round is tried: too little runway, or none, and rounds left.
    #[inline(always)]
    pub fn is_tried(&self, cash: f64, cash_burn: f64) -> bool {
        let runs_short = (0.0 < cash_burn) & (cash < self.trigger_runway_months * cash_burn);
        (self.lacks_cash(cash) | runs_short) & (self.rounds_closed < self.max_rounds)
    }
}

/// The round that is tried; none where it would raise nothing.
pub fn offered(
    terms: &tables::Funding<f64>,
    need: &Need,
    window: WindowFactors,
    traction: Traction,
) -> Option<Round> {
    let odds = terms.round_close_probability_per_month * window.odds * traction.factor;
    let probability = odds.min(1.0);
    let wanted = terms.raise_months * need.cash_burn;
    let raised = wanted.max(terms.min_raise).min(terms.max_raise);
    let by_revenue = terms.step_multiple * need.ltm_revenue * window.multiple;
    let pre_money = by_revenue.max(terms.pre_money_floor);
    let max_dilution = terms.max_dilution;
    (0.0 < raised).then_some(Round { raised, pre_money, probability, traction, max_dilution })
}

#[cfg(test)]
mod tests {
    use super::{Need, Round, Traction, Trigger, WindowFactors, factor, offered};
    use crate::model::tables::{self, Funding};

    fn terms() -> Funding<f64> {
        let mut terms = Funding::build(|_| 0.0);
        terms.max_rounds = 1.0;
        terms.trigger_runway_months = 6.0;
        terms.round_close_probability_per_month = 0.5;
        terms.raise_months = 18.0;
        terms.min_raise = 200.0;
        terms.max_raise = 1_000.0;
        terms.step_multiple = 2.0;
        terms.pre_money_floor = 500.0;
        terms.max_dilution = 1.0;
        terms
    }

    const NEED: Need = Need {
        cash: 100.0,
        cash_burn: 20.0,
        minimum_cash: 0.0,
        ltm_revenue: 300.0,
        rounds_closed: 0,
    };
    const OPEN: WindowFactors = WindowFactors { odds: 1.0, multiple: 1.0 };

    #[test]
    fn a_round_is_tried_when_runway_is_short_and_rounds_are_left() {
        let trigger = Trigger::new(&terms(), 0.0);
        assert!(trigger.is_tried(100.0, 20.0), "five months are left");
        assert!(!trigger.is_tried(120.0, 20.0));
        assert!(!Trigger { rounds_closed: 1.0, ..trigger }.is_tried(100.0, 20.0));
        assert!(!trigger.is_tried(100.0, 0.0), "no burn, no need");
        assert!(trigger.is_tried(-1.0, 0.0) && trigger.lacks_cash(-1.0));
        let held_to = Trigger::new(&terms(), 100.0);
        assert!(held_to.is_tried(99.0, 0.0) && !held_to.is_tried(100.0, 0.0));
        assert!(held_to.lacks_cash(99.0) && !held_to.lacks_cash(100.0));
    }

    #[test]
    fn a_round_raises_its_months_of_burn_within_bounds_at_its_pre_money() {
        let backed = |factor| Traction { contribution_margin: 0.1, factor };
        let round = |raised, pre_money, probability, factor| {
            let traction = backed(factor);
            Some(Round { raised, pre_money, probability, traction, max_dilution: 1.0 })
        };
        assert_eq!(offered(&terms(), &NEED, OPEN, backed(1.0)), round(360.0, 600.0, 0.5, 1.0));
        let shut = WindowFactors { odds: 0.5, multiple: 0.5 };
        let small = Need { cash_burn: 1.0, ..NEED };
        assert_eq!(offered(&terms(), &small, shut, backed(0.5)), round(200.0, 500.0, 0.125, 0.5));
        let round = round(200.0, 600.0, 1.0, 1.0).expect("one");
        assert!((round.share() - 0.25).abs() < 1e-12 && !round.sells_too_much());
        assert!(Round { max_dilution: 0.24, ..round }.sells_too_much());
    }

    #[test]
    fn odds_go_with_the_margin_from_their_floor_up_to_all() {
        let terms = tables::Traction { weak: -0.1, strong: 0.3, floor: 0.2 };
        for (margin, wanted) in
            [(-0.5, 0.2), (-0.1, 0.2), (0.0, 0.25), (0.1, 0.5), (0.3, 1.0), (0.9, 1.0)]
        {
            assert!((factor(&terms, margin) - wanted).abs() < 1e-12, "{margin}");
        }
        assert!((factor(&terms, f64::NAN) - 0.2).abs() <= 0.0, "no revenue yet");
        let crossed = tables::Traction { weak: 0.3, strong: 0.1, ..terms };
        assert!((factor(&crossed, 0.05) - 0.2).abs() <= 0.0);
        assert!((factor(&crossed, 0.1) - 1.0).abs() <= 0.0);
        let none = f64::NEG_INFINITY;
        let absent = tables::Traction { weak: none, strong: none, floor: 0.0 };
        assert!([f64::NAN, -9.0, 0.5].iter().all(|margin| 1.0 <= factor(&absent, *margin)));
    }
}
