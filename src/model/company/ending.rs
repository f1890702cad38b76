//! How a path ends: failure, a sale, or the horizon.

use super::{Accounts, Company};
use crate::model::event::{Event, ReachedHorizon, Sold};
use crate::model::exit::{self, Proceeds};
use crate::model::life::AtEnd;
use crate::model::log::Log;
use crate::model::operator::Terms;
use crate::model::outcome::{Outcome, Route};
use crate::model::price::{Basis, Price, Standing, luck};
use crate::model::stages::Stages;

impl Company<'_> {
    /// Ends month `t`, after funding: the outcome, if the path ends in it.
    pub(in crate::model) fn end_month(
        &mut self,
        t: usize,
        accounts: &Accounts,
        is_open: bool,
        log: &mut impl Log,
    ) -> Option<Outcome> {
        let (route, proceeds) = self.ending(t, accounts, is_open)?;
        log.note(t, || self.told(route, proceeds, accounts, is_open));
        let outcome = self.end(t, route, &proceeds, accounts);
        log.settle(|| self.holdings.settlement(&proceeds));
        Some(outcome)
    }

    /// How the path ends in month `t`, if it does.
    fn ending(
        &mut self,
        t: usize,
        accounts: &Accounts,
        is_open: bool,
    ) -> Option<(Route, Proceeds)> {
        if self.fails(t, accounts) {
            return Some((Route::Failure, self.failed(accounts).proceeds));
        }
        let sold = self.sell_company(t, accounts, is_open);
        let is_last = t + 1 == self.world.operator.horizon_months;
        if sold.is_none() && is_last {
            return Some((Route::Horizon, self.value_at_horizon(accounts)));
        }
        sold
    }

    fn sell_company(
        &mut self,
        t: usize,
        accounts: &Accounts,
        is_open: bool,
    ) -> Option<(Route, Proceeds)> {
        if t < self.terms.exit.earliest_exit_month as usize {
            return None;
        }
        let market = &self.terms.market;
        let factor = if is_open { 1.0 } else { market.shut_hazard_factor };
        let standing = self.standing(accounts);
        let routes = self.terms.routes.iter().zip(&self.world.operator.routes);
        let hazards =
            routes.map(|(route, (_, metric))| exit::hazard(route, *metric, &standing, factor));
        let total: f64 = hazards.clone().sum();
        if !self.dice.is_sold(total / 12.0) {
            return None;
        }
        let route = drawn_in_proportion(hazards, self.dice.route * total);
        let price = self.price(route, &standing, is_open);
        let readiness = self.terms.exit.integration_readiness;
        let proceeds = exit::sale(&self.terms.routes[route], &price, &standing, readiness);
        Some((Route::Sale(route as u16), proceeds))
    }

    /// What a buyer on a route pays for, and what the deal window and luck make of it.
    fn price(&self, route: usize, standing: &Standing, is_open: bool) -> Price {
        let terms = &self.terms.routes[route];
        Price {
            basis: Basis::of_route(terms, self.world.operator.routes[route].1, standing),
            window_factor: if is_open { 1.0 } else { self.terms.market.shut_multiple_factor },
            luck: self.price_luck(terms.multiple_spread),
        }
    }

    /// The luck of the one price that a path has, which no other plan changes.
    fn price_luck(&self, spread: f64) -> f64 {
        luck(spread, || self.world.keys.price.uniform(self.path))
    }

    fn value_at_horizon(&self, accounts: &Accounts) -> Proceeds {
        let (terms, standing) = (&self.terms.horizon, self.standing(accounts));
        let basis = Basis::at_horizon(terms, self.world.operator.horizon_metric, &standing);
        exit::horizon(terms, &basis, &standing, self.price_luck(terms.multiple_spread))
    }

    /// The ending with what it was made from.
    fn told(&self, route: Route, proceeds: Proceeds, accounts: &Accounts, is_open: bool) -> Event {
        let standing = self.standing(accounts);
        let operator = self.world.operator;
        let horizon = &self.terms.horizon;
        match route {
            Route::Failure => Event::Failed(self.failed(accounts)),
            Route::Horizon => Event::ReachedHorizon(ReachedHorizon {
                terms: *horizon,
                basis: Basis::at_horizon(horizon, operator.horizon_metric, &standing),
                luck: self.price_luck(horizon.multiple_spread),
                standing,
                proceeds,
            }),
            Route::Sale(route) => {
                let route = usize::from(route);
                Event::Sold(Sold {
                    route,
                    terms: self.terms.routes[route],
                    price: self.price(route, &standing, is_open),
                    standing,
                    readiness: self.terms.exit.integration_readiness,
                    proceeds,
                })
            }
        }
    }

    fn standing(&self, accounts: &Accounts) -> Standing {
        let Accounts { life, month, cash, .. } = accounts;
        let lane = self.lane;
        Standing {
            ltm_revenue: life.lived.ltm_revenue[lane],
            ltm_ebitda: life.lived.ltm_ebitda[lane],
            invested_capital: month.net_fixed_assets[lane] + month.net_working_capital[lane],
            cash: cash[lane],
            debt: self.owed(accounts),
        }
    }

    fn end(&mut self, t: usize, route: Route, proceeds: &Proceeds, accounts: &Accounts) -> Outcome {
        let paid = proceeds.enterprise_value / accounts.life.lived.ltm_ebitda[self.lane];
        let is_profitable_sale =
            matches!(route, Route::Sale(_)) && 0.0 < accounts.life.lived.ltm_ebitda[self.lane];
        let ev_to_ebitda = if is_profitable_sale { paid } else { f64::NAN };
        let at_end = AtEnd {
            tax_rate: self.terms.balance_sheet.tax_rate,
            replacement_rate: accounts.replacement_rate(self.lane),
            ev_to_ebitda,
        };
        let figures = accounts.life.figures(self.lane, &self.events, &at_end);
        let has_failed = route == Route::Failure;
        let mut outcome = Outcome {
            route,
            failure: has_failed.then(|| self.failed(accounts).cause_code()),
            exit_month: t,
            first_round_tried: self.first_round_tried,
            stages: self.stages(proceeds, accounts),
            figures,
            ..Outcome::default()
        };
        self.holdings.pay_out(t, proceeds, &mut outcome);
        outcome
    }

    fn stages(&self, proceeds: &Proceeds, accounts: &Accounts) -> Stages {
        let Terms { balance_sheet, deal, .. } = &self.terms;
        Stages {
            first_year_revenue: accounts.life.first_year_revenue(self.lane),
            opening_net_cash: self.terms.opening_cash() - balance_sheet.debt,
            closing_net_cash: accounts.cash[self.lane].max(0.0) - self.owed(accounts),
            raised_later: self.holdings.raised(),
            sale_fees: proceeds.fees,
            deferred_unpaid: proceeds.unpaid,
            carve_out: deal.carve_out * proceeds.equity,
        }
    }
}

/// The first entry at which the running sum of `weights` passes `mark`.
fn drawn_in_proportion(weights: impl Iterator<Item = f64>, mark: f64) -> usize {
    let mut sum = 0.0;
    let mut last_possible = 0;
    for (index, weight) in weights.enumerate() {
        if weight <= 0.0 {
            continue;
        }
        last_possible = index;
        sum += weight;
        if mark < sum {
            return index;
        }
    }
    last_possible
}
