//! One path from time 0 to its end: the months in order, and within each the
//! events in the order in which they happen.

use super::deal::Holdings;
use super::exit::{self, Standing};
use super::finance::{Books, Trading};
use super::funding::{self, Need, WindowFactors};
use super::ledger::{Ledger, Month};
use super::life::{Life, LinesMonth};
use super::market::Market;
use super::operator::{Operator, Terms};
use super::outcome::{Outcome, Route};
use super::popups::Popups;
use super::products::{Commitment, Costing, LinePlan, Setting};
use super::sites::{Attempt, AttemptDraws, Network, Readiness};
use super::streams::{PathStreams, Streams};
use super::supply::{DisruptedMonth, Disruption, Hazard};
use crate::sampling::assumptions::{Assumptions, Draws, Sampler};
use crate::sampling::elementary::exp;

/// Simulates paths of one operator under one seed.
pub struct Simulator<'a> {
    operator: &'a Operator,
    sampler: Sampler,
    streams: Streams,
    seed: u64,
}

impl<'a> Simulator<'a> {
    /// Ready for any path. All randomness is keyed by (seed, name, path).
    pub fn new(operator: &'a Operator, assumptions: &Assumptions, seed: u64) -> Self {
        Self {
            operator,
            sampler: Sampler::new(assumptions, seed),
            streams: Streams::new(operator, seed),
            seed,
        }
    }

    /// Simulates one path into `ledger`, whose buffers are used again. A
    /// checked operator cannot fail.
    ///
    /// # Panics
    /// Where money or units are not conserved, which is a defect of the
    /// program: the message names the seed and path that replay it.
    pub fn simulate(&self, path: u64, draws: &mut Draws, ledger: &mut Ledger) {
        self.sampler.draw_into(path, draws);
        ledger.path = path;
        ledger.months.clear();
        let terms = self.operator.terms.resolve(draws);
        let streams = self.streams.of_path(path);
        let mut company = Company::new(self, &terms, streams);
        let mut end = None;
        for t in 0..self.operator.horizon_months {
            end = company.live_month(t);
            ledger.months.push(company.month);
            if end.is_some() {
                break;
            }
        }
        ledger.outcome = end.unwrap_or_else(|| company.value_at_horizon());
        if let Err(broken) = super::audit::audit(&terms, ledger) {
            panic!("path {path} of seed {} does not add up: {broken}", self.seed);
        }
    }
}

/// The operator during one path.
struct Company<'a> {
    simulator: &'a Simulator<'a>,
    terms: &'a Terms<f64>,
    market: Market,
    suspension: Disruption,
    suppliers: Vec<Disruption>,
    network: Network,
    attempts: super::sites::AttemptStreams,
    lines: Vec<LinePlan>,
    commitments: Vec<Commitment>,
    popups: Popups,
    books: Books,
    holdings: Holdings,
    life: Life,
    dice: super::streams::Dice,
    reach: Power,
    coordination: Power,
    learning_exponent: f64,
    cash: f64,
    first_round_tried: Option<usize>,
    month: Month,
}

/// What supply leaves of a month.
struct Supply {
    availability: f64,
    material_factor: f64,
}

impl<'a> Company<'a> {
    fn new(simulator: &'a Simulator<'a>, terms: &'a Terms<f64>, streams: PathStreams) -> Self {
        let operator = simulator.operator;
        let costing = Costing {
            learning_floor: terms.scaling.learning_floor,
            prepaid_share: terms.balance_sheet.prepaid_share,
        };
        let tooling = terms.products.iter().map(|line| line.capex_per_sku * line.sku_count).sum();
        let network = Network::new(&terms.sites, terms.scaling.capex_learning_rate, tooling);
        let lines = terms.products.iter().zip(&operator.lines).zip(streams.lines);
        let suppliers = terms.suppliers.iter().zip(streams.suppliers);
        Self {
            market: Market::new(&terms.market, streams.demand, streams.window),
            suspension: Disruption::new(
                Hazard {
                    events_per_year: terms.permits.suspensions_per_year,
                    output_share: terms.permits.suspension_share,
                    switch_days: f64::INFINITY,
                    switch_premium: 0.0,
                },
                streams.suspension.0,
                streams.suspension.1,
            ),
            suppliers: suppliers
                .map(|(supplier, (begins, lengths))| {
                    let hazard = Hazard {
                        events_per_year: supplier.disruptions_per_year,
                        output_share: supplier.output_share,
                        switch_days: supplier.switch_days,
                        switch_premium: supplier.switch_premium,
                    };
                    Disruption::new(hazard, begins, lengths)
                })
                .collect(),
            attempts: streams.attempts,
            lines: lines
                .map(|((terms, line), surprises)| LinePlan::new(terms, line, costing, surprises))
                .collect(),
            commitments: Vec::with_capacity(terms.products.len()),
            popups: Popups::new(&terms.popups, streams.popups),
            books: Books::new(&terms.balance_sheet, operator.horizon_months),
            holdings: Holdings::new(operator, terms),
            life: Life::new(network.capex_of(1)),
            network,
            dice: streams.dice,
            reach: Power::new(1.0 - terms.scaling.cannibalisation_exponent),
            coordination: Power::new(terms.scaling.coordination_exponent),
            learning_exponent: libm::log2(1.0 - terms.scaling.learning_rate),
            cash: terms.balance_sheet.opening_cash + terms.deal.round_size,
            first_round_tried: None,
            month: Month::default(),
            simulator,
            terms,
        }
    }

    /// Lives month `t`; the outcome, if the path ends in it.
    fn live_month(&mut self, t: usize) -> Option<Outcome> {
        let market = self.market.month(t);
        self.month = Month {
            demand_index: market.demand_index,
            window_open: market.window_open,
            ..Month::default()
        };
        let supply = self.supply();
        let attempt = self.roll_out(t);
        let lines = self.make_and_sell(t, &supply);
        self.close_books(t, &lines, &attempt);
        self.life.add_month(&self.month, &lines);
        self.raise(t);
        self.life.close_month(self.cash);
        self.month.cash = self.cash;
        if self.cash < 0.0 {
            return Some(self.fail(t));
        }
        self.sell_company(t)
    }

    fn supply(&mut self) -> Supply {
        let sampler = &self.simulator.sampler;
        let ids = &self.simulator.operator.terms;
        let suspension_days = ids.permits.suspension_days;
        let mut total = self.suspension.month(|u| sampler.event(suspension_days, u));
        for (supplier, ids) in self.suppliers.iter_mut().zip(&ids.suppliers) {
            let DisruptedMonth { lost_share, extra_material_share, days } =
                supplier.month(|u| sampler.event(ids.disruption_days, u));
            total.lost_share += lost_share;
            total.extra_material_share += extra_material_share;
            total.days += days;
        }
        self.life.disruption_days += total.days;
        self.month.availability = 1.0 - total.lost_share.min(1.0);
        Supply {
            availability: self.month.availability,
            material_factor: 1.0 + total.extra_material_share,
        }
    }

    fn roll_out(&mut self, t: usize) -> Attempt {
        (self.month.sites_open, self.month.site_equivalents) = self.network.open_in(t);
        let refusal = self.attempts.refusal.uniform();
        let (u_delay, u_build) = (self.attempts.delay.uniform(), self.attempts.build.uniform());
        let readiness = Readiness {
            cash: self.cash,
            operating_burn: self.life.operating_burn(),
            months_with_revenue: self.life.months_with_revenue,
            contribution: self.life.quarter_contribution.sum(),
            revenue: self.life.quarter_revenue.sum(),
        };
        if !self.network.attempts_in(t, &readiness) {
            return Attempt::default();
        }
        let sampler = &self.simulator.sampler;
        let ids = &self.simulator.operator.terms;
        let draws = AttemptDraws {
            refusal,
            delay_days: sampler.event(ids.permits.permit_delay_days, u_delay),
            build_months: sampler.event(ids.sites.build_months, u_build),
        };
        let attempt = self.network.attempt(t, &self.terms.permits, &draws);
        self.life.permits_refused += usize::from(attempt.refused);
        attempt
    }

    fn make_and_sell(&mut self, t: usize, supply: &Supply) -> LinesMonth {
        let setting = Setting {
            t,
            reach: self.reach(),
            demand_index: self.month.demand_index * (1.0 + self.popups.halo()),
            material_factor: supply.material_factor,
            learning_factor: self.learning_factor(),
        };
        self.commitments.clear();
        self.commitments.extend(self.lines.iter_mut().map(|line| line.commit(&setting)));
        let planned: f64 = self.commitments.iter().map(|line| line.stock + line.to_order).sum();
        let capacity = self.terms.sites.site_capacity_units
            * self.month.site_equivalents
            * supply.availability;
        let made = if capacity < planned { capacity / planned } else { 1.0 };
        self.month.capacity_factor = made;
        let mut total = LinesMonth::default();
        for (line, commitment) in self.lines.iter().zip(&self.commitments) {
            let sold = line.sell(commitment, made);
            self.life.add_line(&line.terms, commitment, &sold, &mut total);
        }
        total
    }

    /// Customers within reach of the network, as mature sites' worth.
    fn reach(&mut self) -> f64 {
        let sites = self.month.site_equivalents;
        if sites <= 1.0 { sites } else { self.reach.of(sites) }
    }

    /// Part of the learnable conversion cost that volume made so far leaves.
    fn learning_factor(&self) -> f64 {
        let scaling = &self.terms.scaling;
        if scaling.learning_rate <= 0.0 || scaling.learning_reference_units <= 0.0 {
            return 1.0;
        }
        let growth = libm::log1p(self.life.units_made / scaling.learning_reference_units);
        exp(self.learning_exponent * growth)
    }

    fn close_books(&mut self, t: usize, lines: &LinesMonth, attempt: &Attempt) {
        let popups = self.popups.month(self.month.site_equivalents, self.month.demand_index);
        let sites_open = self.month.sites_open;
        let scaling = &self.terms.scaling;
        let coordination = if 0.0 < sites_open {
            scaling.overhead_per_site * self.coordination.of(sites_open)
        } else {
            0.0
        };
        let revenue = lines.revenue + popups.revenue + popups.rental;
        let trading = Trading {
            revenue,
            contribution: revenue
                - lines.cost
                - popups.cost
                - sites_open * self.terms.sites.site_fixed_cost,
            overhead: scaling.overhead_fixed + coordination,
            inventory: lines.inventory,
            materials: lines.materials,
            permit_fees: attempt.permit_fee,
            capex: attempt.capex,
        };
        let statements = self.books.close(t, &trading);
        self.cash += statements.operating_cash() - trading.capex;
        self.month = Month {
            demand: lines.demand,
            made: lines.made,
            sold: lines.sold,
            leftover: lines.leftover,
            lost: lines.lost,
            markdown_rate: lines.markdown_rate(),
            line_revenue: lines.revenue,
            line_cost: lines.cost,
            popup_revenue: popups.revenue,
            rental: popups.rental,
            revenue,
            contribution: trading.contribution,
            ebitda: statements.ebitda,
            depreciation: statements.depreciation,
            interest: statements.interest,
            tax: statements.tax,
            capex: trading.capex,
            working_capital_change: statements.change,
            inventory: lines.inventory,
            net_working_capital: statements.net_working_capital,
            net_fixed_assets: statements.net_fixed_assets,
            ..self.month
        };
    }

    fn raise(&mut self, t: usize) {
        let need = Need {
            cash: self.cash,
            cash_burn: self.life.cash_burn(),
            ltm_revenue: self.life.ltm_revenue.per_year(),
            rounds_closed: self.life.rounds_closed,
        };
        if !funding::is_tried(&self.terms.funding, &need) {
            return;
        }
        self.first_round_tried.get_or_insert(t);
        let window = WindowFactors {
            odds: self.window_factor(self.terms.market.shut_funding_factor),
            multiple: self.window_factor(self.terms.market.shut_multiple_factor),
        };
        let round = funding::offered(&self.terms.funding, &need, window);
        if let Some(round) = round.filter(|round| self.dice.round_closes(round.probability)) {
            self.holdings.add_round(&round, t);
            self.life.rounds_closed += 1;
            self.month.funding = round.raised;
            self.cash += round.raised;
        }
    }

    fn fail(&mut self, t: usize) -> Outcome {
        let book_value = self.month.inventory + self.month.net_fixed_assets;
        let debt = self.terms.balance_sheet.debt;
        let proceeds = exit::distress(self.terms.funding.recovery_rate, book_value, debt);
        self.end(t, Route::Failure, &proceeds)
    }

    fn sell_company(&mut self, t: usize) -> Option<Outcome> {
        if t < self.terms.exit.earliest_exit_month as usize {
            return None;
        }
        let factor = self.window_factor(self.terms.market.shut_hazard_factor);
        let standing = self.standing();
        let routes = self.terms.routes.iter().zip(&self.simulator.operator.routes);
        let hazards =
            routes.map(|(route, (_, metric))| exit::hazard(route, *metric, &standing, factor));
        let total: f64 = hazards.clone().sum();
        if !self.dice.is_sold(total / 12.0) {
            return None;
        }
        let route = drawn_in_proportion(hazards, self.dice.route * total);
        let proceeds = exit::sale(
            &self.terms.routes[route],
            self.simulator.operator.routes[route].1,
            &standing,
            self.window_factor(self.terms.market.shut_multiple_factor),
            self.terms.exit.integration_readiness,
        );
        Some(self.end(t, Route::Sale(route as u16), &proceeds))
    }

    fn value_at_horizon(&mut self) -> Outcome {
        let metric = self.simulator.operator.horizon_metric;
        let proceeds = exit::horizon(&self.terms.horizon, metric, &self.standing());
        self.end(self.simulator.operator.horizon_months - 1, Route::Horizon, &proceeds)
    }

    fn standing(&self) -> Standing {
        Standing {
            ltm_revenue: self.life.ltm_revenue.per_year(),
            ltm_ebitda: self.life.ltm_ebitda.per_year(),
            invested_capital: self.month.net_fixed_assets + self.month.net_working_capital,
            cash: self.cash,
            debt: self.terms.balance_sheet.debt,
        }
    }

    fn window_factor(&self, while_shut: f64) -> f64 {
        if self.month.window_open { 1.0 } else { while_shut }
    }

    fn end(&mut self, t: usize, route: Route, proceeds: &exit::Proceeds) -> Outcome {
        let mut outcome = Outcome {
            route,
            exit_month: t,
            first_round_tried: self.first_round_tried,
            figures: self.life.figures(self.terms.balance_sheet.tax_rate),
            ..Outcome::default()
        };
        self.holdings.pay_out(t, proceeds, &mut outcome);
        outcome
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

/// A power of something that rarely changes from month to month.
struct Power {
    exponent: f64,
    last: (f64, f64),
}

impl Power {
    fn new(exponent: f64) -> Self {
        Self { exponent, last: (1.0, 1.0) }
    }

    /// Remembers the last answer: powers are dear.
    fn of(&mut self, base: f64) -> f64 {
        if self.last.0.to_bits() != base.to_bits() {
            self.last = (base, libm::pow(base, self.exponent));
        }
        self.last.1
    }
}
