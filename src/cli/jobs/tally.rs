//! Simulating some paths for what is asked of them.

use std::ops::Range;

use super::variation::Variation;
use crate::analysis::break_even_price::break_even_price;
use crate::analysis::partial::asked::Asked;
use crate::analysis::partial::column::Terms;
use crate::analysis::partial::tallied::Tallied;
use crate::analysis::partial::tally::Ready;
use crate::analysis::repriced::{DealPaths, Repriced};
use crate::analysis::statistic::Rates;
use crate::engine::{self, Stopped, Watch};
use crate::model::operator::Operator;
use crate::model::simulator::Simulator;
use crate::sampling::assumptions::Assumptions;
use crate::sampling::design::Design;

/// What is simulated.
#[derive(Clone, Copy)]
pub(in crate::cli) struct Simulated<'a> {
    /// The operator, and its assumptions as they are varied.
    pub(in crate::cli) operator: &'a Operator,
    pub(in crate::cli) assumptions: &'a Assumptions,
    pub(in crate::cli) variation: &'a Variation,
    pub(in crate::cli) seed: u64,
    pub(in crate::cli) design: Design,
    /// The operator and the assumptions of another scenario, beside which it is held.
    pub(in crate::cli) beside: Option<(&'a Operator, &'a Assumptions)>,
}

/// Why there is no tally.
pub(in crate::cli) enum Untallied {
    /// The scenario does not have this column.
    NoColumn(String),
    /// The run has no result.
    Stopped(Stopped),
}

impl Simulated<'_> {
    /// Tallies paths on the threads of the current rayon pool.
    pub(in crate::cli) fn tally(
        &self,
        asked: &Asked,
        paths: Range<u64>,
        watch: &impl Watch,
    ) -> Result<Tallied, Untallied> {
        let Self { operator, assumptions, .. } = *self;
        let nobody = DealPaths::default();
        let deal = Repriced::new(operator, assumptions, &nobody);
        let route_names = operator.route_names();
        let terms = Terms { rates: self.rates(), route_names: &route_names };
        let ready = Ready::new(asked, terms, deal).map_err(Untallied::NoColumn)?;
        let simulator = Simulator::in_design(operator, assumptions, self.seed, self.design);
        let simulator = simulator.shocked(self.variation.shocks.clone());
        let beside = self.beside.map(|(operator, assumptions)| {
            Simulator::in_design(operator, assumptions, self.seed, self.design)
        });
        let both = (&simulator, beside.as_ref());
        let run = engine::run_exact(both, paths, || ready.nothing(), watch);
        let (mut tallied, searched) = run.map_err(Untallied::Stopped)?.into_tallied();
        if let Some(paths) = searched {
            let deal = Repriced::new(operator, assumptions, &paths);
            tallied.break_even_price = Some(break_even_price(&deal, self.design.into()).into());
        }
        Ok(tallied)
    }

    fn rates(&self) -> Rates {
        let deal = &self.operator.terms.deal;
        let fact = |input| self.assumptions.known(input).expect("facts are plain numbers");
        Rates { hurdle: fact(deal.hurdle_rate), target: fact(deal.target_irr) }
    }
}
