//! Of each path only what some statistics need: eight bytes for each of them,
//! where whole outcomes take hundreds.

use super::errors::Errors;
use super::evaluate::Evaluated;
use super::flows::Flows;
use super::measure::Measure;
use super::statistic::{Rates, Statistic};
use crate::engine::Tally;
use crate::model::ledger::Ledger;
use crate::model::memory::Kept;
use crate::model::outcome::Route;
use crate::model::returns::CashFlow;
use crate::sampling::assumptions::Draws;

/// What statistics take from each path, in path order.
#[derive(Clone, Debug)]
pub struct Columns<'a> {
    statistics: &'a [Statistic],
    rates: Rates,
    route_names: &'a [String],
    errors: Errors,
    /// Of each statistic; empty of one that no path has.
    values: Vec<Vec<f64>>,
    /// Kept where a statistic is made from them.
    flows: Option<Flows>,
}

impl<'a> Columns<'a> {
    /// For `statistics`, in a scenario with those rates and exit routes.
    pub fn new(statistics: &'a [Statistic], rates: Rates, route_names: &'a [String]) -> Self {
        let values = vec![Vec::new(); statistics.len()];
        let needs_flows = statistics.contains(&Statistic::BreakEvenRate);
        let flows = needs_flows.then(Flows::default);
        Self { statistics, rates, route_names, errors: Errors::OfPaths, values, flows }
    }

    /// The same of a run whose errors are found so.
    pub fn with_errors(self, errors: Errors) -> Self {
        Self { errors, ..self }
    }

    /// What of each path the statistics are of, path by path; NaN, for absent, of one that only
    /// all paths together have.
    pub fn by_path(&self) -> Vec<f64> {
        let paths = self.values.iter().map(Vec::len).max().unwrap_or(0);
        let of_path = |path| {
            let own = move |column: &Vec<f64>| column.get(path).copied().unwrap_or(f64::NAN);
            self.values.iter().map(own)
        };
        (0..paths).flat_map(of_path).collect()
    }

    /// The statistics of the paths taken in, in their order.
    pub fn evaluate(&self) -> Vec<Evaluated> {
        let pairs = self.statistics.iter().zip(&self.values);
        let of = |(statistic, column): (&Statistic, &Vec<f64>)| match (statistic, &self.flows) {
            (Statistic::BreakEvenRate, Some(flows)) => flows.evaluate_break_even_rate(self.errors),
            _ => statistic.of(column, self.errors),
        };
        pairs.map(of).collect()
    }

    /// Takes in the next path: how it ended, the measure that each statistic looks at, and its
    /// cash flows, which are only read where a statistic is made from them.
    pub(super) fn take(
        &mut self,
        route: Route,
        value: impl Fn(usize, Measure) -> f64,
        flows: &[CashFlow],
    ) {
        for (index, statistic) in self.statistics.iter().enumerate() {
            let Some(measure) = statistic.looks_at() else { continue };
            let value = value(index, measure);
            self.values[index].push(match statistic {
                Statistic::Chance(event) => {
                    event.on_path(value, route, (self.rates, self.route_names))
                }
                _ => value,
            });
        }
        if let Some(all) = &mut self.flows {
            all.push(flows);
        }
    }
}

impl Tally for Columns<'_> {
    fn push(&mut self, _: &Draws, ledger: &Ledger) {
        let value = |_, measure: Measure| measure.of_path(&ledger.outcome);
        self.take(ledger.outcome.route, value, &ledger.flows);
    }

    fn merge(&mut self, later: Self) {
        for (column, values) in self.values.iter_mut().zip(later.values) {
            column.extend(values);
        }
        if let (Some(flows), Some(more)) = (&mut self.flows, later.flows) {
            flows.merge(more);
        }
    }

    fn reads(&self) -> Kept {
        Statistic::all_read(self.statistics)
    }
}
