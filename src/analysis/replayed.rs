//! One path told: everything that a replay shows of it.

use super::drawn::{DrawnAssumption, drawn};
use super::pick::{Pick, Which};
use super::story::{Occurrence, story};
use super::years::{Year, years};
use crate::model::operator::{Metric, Operator};
use crate::model::returns::CashFlow;
use crate::model::settlement::Settlement;
use crate::model::simulator::Replay;
use crate::sampling::assumptions::Assumptions;

/// A path with its story.
#[derive(Clone, Debug)]
pub struct Replayed {
    /// Its months, outcome and record.
    pub replay: Replay,
    /// What was asked for.
    pub which: Which,
    /// How it was picked; none of a path asked for by its number.
    pub pick: Option<Pick>,
    /// What was drawn for its assumptions, the most unusual first.
    pub drawn: Vec<DrawnAssumption>,
    /// What happened, in order.
    pub story: Vec<Occurrence>,
    /// Its years.
    pub years: Vec<Year>,
    /// The investor's cash flows with their present values.
    pub flows: Vec<Discounted>,
    /// Cash at time 0, after the round.
    pub opening_cash: f64,
    /// What its lines, suppliers, routes and classes are called.
    pub names: Names,
}

/// A cash flow and what it is worth at time 0.
#[derive(Clone, Copy, Debug)]
pub struct Discounted {
    /// The flow.
    pub flow: CashFlow,
    /// Its value at time 0, at the hurdle rate; these add up to the NPV, in
    /// their order, to the bit.
    pub present_value: f64,
}

/// What the parts of an operator are called.
#[derive(Clone, Debug)]
pub struct Names {
    /// Product lines.
    pub lines: Vec<String>,
    /// Suppliers.
    pub suppliers: Vec<String>,
    /// Exit routes with the metric that their multiples are applied to.
    pub routes: Vec<(String, Metric)>,
    /// Metric of the valuation at the horizon.
    pub horizon_metric: Metric,
    /// Classes issued before this round's own: existing ones, then what converted at its closing.
    pub earlier: Vec<String>,
    /// What converted at the closing of this round.
    pub convertibles: Vec<String>,
    /// Tranches of the round.
    pub tranches: Vec<String>,
}

impl Replayed {
    /// A replay and how it was picked.
    pub fn new(
        operator: &Operator,
        assumptions: &Assumptions,
        replay: Replay,
        (which, pick): (Which, Option<Pick>),
    ) -> Self {
        let (terms, draws) = (&operator.terms, &replay.draws);
        let existing = operator.existing.iter().map(|class| class.name.clone());
        let convertibles: Vec<String> =
            operator.convertible.iter().map(|one| one.name.clone()).collect();
        let hurdle = draws[terms.deal.hurdle_rate];
        Self {
            which,
            pick,
            drawn: drawn(assumptions, draws),
            opening_cash: terms.resolve(draws).opening_cash(),
            story: story(operator, &replay),
            years: years(&replay),
            flows: discounted(&replay.record.settlement, hurdle),
            names: Names {
                lines: operator.lines.iter().map(|line| line.name.clone()).collect(),
                suppliers: operator.suppliers.clone(),
                routes: operator.routes.clone(),
                horizon_metric: operator.horizon_metric,
                earlier: existing.chain(convertibles.iter().cloned()).collect(),
                convertibles,
                tranches: operator.tranches.clone(),
            },
            replay,
        }
    }
}

/// As [`crate::model::returns::npv`] discounts.
fn discounted(settlement: &Settlement, hurdle_rate: f64) -> Vec<Discounted> {
    let continuous = libm::log1p(hurdle_rate);
    let of = |flow: &CashFlow| Discounted {
        flow: *flow,
        present_value: flow.amount * libm::exp(-flow.years * continuous),
    };
    settlement.flows.iter().map(of).collect()
}
