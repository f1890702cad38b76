//! How a path ends: failure, a sale, or the horizon.

use super::{Accounts, Company};
use crate::model::counted::AtEnd;
use crate::model::event::{Event, ReachedHorizon, Sold};
use crate::model::exit::{self, Proceeds};
use crate::model::log::Log;
use crate::model::operator::Terms;
use crate::model::outcome::{Outcome, Route};
use crate::model::price::{Basis, Price, Standing, luck};
use crate::model::stages::Stages;
use crate::model::turns::Turns;

impl Company<'_> {
    /// The outcome of a path that ends in month `t`, after funding; it has lived so many
    /// days of disruption.
    pub(in crate::model) fn end(
        &mut self,
        t: usize,
        (accounts, turns): (&Accounts, &Turns),
        is_open: bool,
        disruption_days: f64,
        log: &mut impl Log,
    ) -> Outcome {
        self.events.disruption_days = disruption_days;
        let (route, proceeds) = self.ending(accounts, turns, is_open);
        log.note(t, || self.told(route, proceeds, accounts, is_open));
        let outcome = self.outcome(t, route, &proceeds, accounts);
        log.settle(|| self.holdings.settlement(&proceeds));
        outcome
    }

    /// How the path ends.
    fn ending(&self, accounts: &Accounts, turns: &Turns, is_open: bool) -> (Route, Proceeds) {
        if self.fails(accounts, turns) {
            return (Route::Failure, self.failed(accounts).proceeds);
        }
        if turns.is_sold(self.lane) {
            return self.sell_company(accounts, turns, is_open);
        }
        (Route::Horizon, self.value_at_horizon(accounts))
    }

    fn sell_company(&self, accounts: &Accounts, turns: &Turns, is_open: bool) -> (Route, Proceeds) {
        let route = turns.route(self.lane, self.dice.route);
        let standing = self.standing(accounts);
        let price = self.price(route, &standing, is_open);
        let readiness = self.terms.exit.integration_readiness;
        let proceeds = exit::sale(&self.terms.routes[route], &price, &standing, readiness);
        (Route::Sale(route as u16), proceeds)
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
        let Accounts { life, cash, .. } = accounts;
        let lane = self.lane;
        Standing {
            ltm_revenue: life.lived.ltm_revenue[lane],
            ltm_ebitda: life.lived.ltm_ebitda[lane],
            invested_capital: accounts.invested_capital(lane),
            cash: cash[lane],
            debt: self.owed(accounts),
        }
    }

    fn outcome(
        &mut self,
        t: usize,
        route: Route,
        proceeds: &Proceeds,
        accounts: &Accounts,
    ) -> Outcome {
        let paid = proceeds.enterprise_value / accounts.life.lived.ltm_ebitda[self.lane];
        let is_profitable_sale =
            matches!(route, Route::Sale(_)) && 0.0 < accounts.life.lived.ltm_ebitda[self.lane];
        let ev_to_ebitda = if is_profitable_sale { paid } else { f64::NAN };
        let at_end = AtEnd {
            tax_rate: self.terms.balance_sheet.tax_rate,
            replacement_rate: accounts.replacement_rate(self.lane),
            ev_to_ebitda,
        };
        let figures = accounts.figures(self.lane, &self.events, &at_end);
        let has_failed = route == Route::Failure;
        let mut outcome = Outcome {
            route,
            failure: has_failed.then(|| self.failed(accounts).cause_code()),
            exit_month: t,
            first_round_tried: self.first_round_tried,
            stages: self.stages(proceeds, accounts),
            figures,
            irr: f64::NAN,
            ..Outcome::default()
        };
        self.holdings.pay_out(t, proceeds, &mut outcome);
        if self.world.kept.rate_of_return {
            self.holdings.tell_rate(&mut outcome);
        }
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
