//! Statistics of a run under other terms of the deal, without simulating it again: no term that
//! only the holders of shares read moves what an operator lives through. What each path lived is
//! kept once; from it follow the investor's returns under any such terms, to the bit as a
//! simulation under them would give.

use super::columns::Columns;
use super::measure::Measure;
use super::repriced::{DealPaths, Repriced};
use super::statistic::{Rates, Statistic};
use crate::engine::Tally;
use crate::model::deal::Holdings;
use crate::model::ledger::Ledger;
use crate::model::memory::Kept;
use crate::model::operator::Operator;
use crate::model::outcome::{Outcome, Route};
use crate::model::returns::CashFlow;
use crate::sampling::assumptions::{Assumptions, Draws, Input};

/// The numbers that only the holders of shares read: all of the deal but the money that the
/// company gets, and what was issued before it.
pub fn is_of_holders(operator: &Operator, input: Input) -> bool {
    let terms = &operator.terms;
    let deal = &terms.deal;
    let of_deal = [
        deal.cheque,
        deal.pre_money,
        deal.option_pool,
        deal.option_pool_before,
        deal.preference,
        deal.carve_out,
        deal.hurdle_rate,
        deal.target_irr,
    ];
    let of_existing = terms
        .existing
        .iter()
        .flat_map(|class| [class.invested, class.ownership, class.preference, class.held]);
    let of_convertible = terms.convertible.iter().flat_map(|one| {
        [one.principal, one.cap, one.discount, one.interest_rate, one.months_outstanding, one.held]
    });
    of_deal.into_iter().chain(of_existing).chain(of_convertible).any(|own| own == input)
}

/// What of each path some statistics hang on under any such terms, in path order.
#[derive(Clone, Debug)]
pub struct Lived {
    statistics: Vec<Statistic>,
    routes: Vec<Route>,
    /// Of each statistic, the measure that it looks at, where no such term moves it.
    unmoved: Vec<Vec<f64>>,
    deals: DealPaths,
}

/// Whether a measure hangs on such terms.
fn is_moved(measure: Measure) -> bool {
    match measure {
        Measure::Moic
        | Measure::Irr
        | Measure::Npv
        | Measure::PaidIn
        | Measure::Returned
        | Measure::Ownership => true,
        Measure::ExitMonth
        | Measure::EnterpriseValue
        | Measure::EquityProceeds
        | Measure::MoneyRaised
        | Measure::Figure(_) => false,
    }
}

impl Lived {
    /// For these statistics and any of them.
    pub fn new(statistics: &[Statistic]) -> Self {
        Self {
            statistics: statistics.to_vec(),
            routes: Vec::new(),
            unmoved: vec![Vec::new(); statistics.len()],
            deals: DealPaths::default(),
        }
    }

    /// Whether all of these follow from it.
    pub fn has(&self, statistics: &[Statistic]) -> bool {
        statistics.iter().all(|one| self.statistics.contains(one))
    }

    /// The statistics under other numbers, of which none but those of holders differ from what
    /// was simulated.
    ///
    /// # Panics
    /// Where it was not made for them, or the round cannot close, which a scenario that was read
    /// without a problem excludes.
    pub fn settled<'a>(
        &self,
        (operator, assumptions): (&Operator, &Assumptions),
        statistics: &'a [Statistic],
        (rates, route_names): (Rates, &'a [String]),
    ) -> Columns<'a> {
        let position = |one: &Statistic| self.statistics.iter().position(|own| own == one);
        let own: Vec<usize> = statistics
            .iter()
            .map(|one| position(one).expect("it was made for this statistic"))
            .collect();
        let with_flows = statistics.contains(&Statistic::BreakEvenRate);
        let with_rate = Statistic::all_read(statistics).rate_of_return;
        let deal = Repriced::new(operator, assumptions, &self.deals);
        let closed = deal.at_the_plan().expect("a round that was checked closes");
        let each = deal.each(&closed, |lived| Settled::of(lived, with_flows, with_rate));
        let mut columns = Columns::new(statistics, rates, route_names);
        for (path, settled) in each.iter().enumerate() {
            let value = |index: usize, measure: Measure| {
                if is_moved(measure) {
                    measure.of_path(&settled.outcome)
                } else {
                    self.unmoved[own[index]][path]
                }
            };
            columns.take(self.routes[path], value, &settled.flows);
        }
        columns
    }
}

/// What one path comes to under other terms.
struct Settled {
    /// Its returns; nothing else of it is filled in.
    outcome: Outcome,
    flows: Vec<CashFlow>,
}

impl Settled {
    fn of(lived: &Holdings, with_flows: bool, with_rate: bool) -> Self {
        let mut outcome = Outcome::default();
        lived.tell_returns(&mut outcome);
        if with_rate {
            lived.tell_rate(&mut outcome);
        }
        let flows = if with_flows { lived.flows().to_vec() } else { Vec::new() };
        Self { outcome, flows }
    }
}

impl Tally for Lived {
    fn push(&mut self, _: &Draws, ledger: &Ledger) {
        self.routes.push(ledger.outcome.route);
        self.deals.push(&ledger.deal);
        for (statistic, column) in self.statistics.iter().zip(&mut self.unmoved) {
            if let Some(measure) = statistic.looks_at().filter(|measure| !is_moved(*measure)) {
                column.push(measure.of_path(&ledger.outcome));
            }
        }
    }

    fn merge(&mut self, later: Self) {
        self.routes.extend(later.routes);
        self.deals.follow(later.deals);
        for (column, values) in self.unmoved.iter_mut().zip(later.unmoved) {
            column.extend(values);
        }
    }

    fn reads(&self) -> Kept {
        // Rates of return are among what is settled anew.
        Kept { rate_of_return: false, ..Statistic::all_read(&self.statistics) }
    }
}
