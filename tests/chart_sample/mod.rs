//! A made-up run with the shape of real ones: many total losses, a long tail.
#![allow(dead_code, reason = "each test file uses its own part")]

use shortrun::analysis::base_rates::beside as beside_others;
use shortrun::analysis::closing_stack::{ClosingStack, StackedClass};
use shortrun::analysis::errors::Errors;
use shortrun::analysis::estimate::{Estimate, mean, quantile, share};
use shortrun::analysis::failures::Failures;
use shortrun::analysis::outcomes::Outcomes;
use shortrun::analysis::plan_years::PlanYears;
use shortrun::analysis::published_rates::Peers;
use shortrun::analysis::runway::{PanelCash, Runway};
use shortrun::analysis::steps::Steps;
use shortrun::analysis::summary::PERCENTILES;
use shortrun::analysis::value_bridge::{Part, ValueBridge};
use shortrun::engine::Tally;
use shortrun::model::ledger::{Ledger, Month};
use shortrun::model::outcome::{FailureCause, Outcome, Route};
use shortrun::model::returns::CashFlow;
use shortrun::model::waterfall::{Participation, ShareClass};
use shortrun::output::chart::provenance::Provenance;
use shortrun::output::chart::{Chart, Domains, Kind, SharedAxes, Size};
use shortrun::output::run::chart::bands::bands;
use shortrun::output::run::chart::data::{
    Ending, Endings, FailuresOf, PayoutOf, Percentiles, PlanOf, Returns, Routes, RunwayOf,
};
use shortrun::output::run::chart::dots::dots;
use shortrun::output::run::chart::exceed::exceed;
use shortrun::output::run::chart::exits::exits;
use shortrun::output::run::chart::failure::failure;
use shortrun::output::run::chart::hist_irr::hist_irr;
use shortrun::output::run::chart::hist_moic::hist_moic;
use shortrun::output::run::chart::hist_npv::hist_npv;
use shortrun::output::run::chart::moic_irr::moic_irr;
use shortrun::output::run::chart::payout::payout;
use shortrun::output::run::chart::plan::plan;
use shortrun::output::run::chart::runway::runway;
use shortrun::output::run::pictures::kinds;

use shortrun::output::run::value_bridge::value_bridge_chart;
use shortrun::sampling::assumptions::Draws;

/// Kinds of which made-up paths have all that is drawn: those of what a run returns.
pub(crate) fn kinds_of_returns() -> Vec<&'static Kind> {
    let of_operations = ["kpi", "unit", "scatter"];
    kinds().into_iter().filter(|kind| !of_operations.contains(&kind.name)).collect()
}

/// A run of made-up paths.
pub(crate) struct Sample {
    pub(crate) provenance: Provenance,
    pub(crate) moic: Vec<f64>,
    pub(crate) irr: Vec<f64>,
    pub(crate) npv: Vec<f64>,
    endings: Vec<(Ending, u16)>,
    /// Of those that are sold, which of the routes.
    sales: Vec<Route>,
    exit_months: Vec<u16>,
    route_names: Vec<String>,
    cash: Vec<Vec<f64>>,
    sought: Vec<u64>,
    heavy_tail: bool,
    pub(crate) peers: Peers,
}

pub(crate) const HORIZON: usize = 84;

impl Sample {
    /// Paths with the multiples that `moic` makes of a uniform number.
    pub(crate) fn new(paths: usize, moic: impl Fn(f64) -> f64) -> Self {
        let mut state = 7_u64;
        let mut uniform = || {
            state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            ((state >> 11) as f64 + 0.5) / 9007199254740992.0
        };
        let cheque = 2e6;
        let (mut irr, mut npv, mut endings, mut cash) = (vec![], vec![], vec![], vec![]);
        let mut sought = vec![0_u64; HORIZON];
        let moic: Vec<f64> = (0..paths).map(|_| moic(uniform())).collect();
        for value in &moic {
            let month = (8.0 + 110.0 * uniform() * uniform()).min(200.0) as usize;
            let ending = match value {
                x if *x <= 0.0 && month < HORIZON => Ending::Failed,
                _ if HORIZON <= month => Ending::Operating,
                x if *x < 1.0 => Ending::SoldBelowCost,
                _ => Ending::SoldAboveCost,
            };
            let end = month.min(HORIZON - 1);
            let years = (end as f64 + 1.0) / 12.0;
            irr.push(if *value <= 0.0 { -1.0 } else { libm::pow(*value, 1.0 / years) - 1.0 });
            npv.push(cheque * (value * libm::pow(1.25, -years) - 1.0));
            endings.push((ending, end as u16));
            let drift = if ending == Ending::Failed { -1.0 / end as f64 } else { 0.02 };
            let mut level = 1.0;
            let months = (0..=end).map(|_| {
                level = f64::max(0.0, level + drift + 0.12 * (uniform() - 0.5));
                cheque * level
            });
            cash.push(months.collect());
            if uniform() < 0.6 {
                (end / 2..HORIZON).for_each(|m| sought[m] += 1);
            }
        }
        let provenance = Provenance {
            program_version: "0.1.0".into(),
            scenario_file: "apparel.toml".into(),
            scenario_name: "On-demand apparel, base case".into(),
            scenario_hash: "3f9c1a2b77e0".into(),
            paths: paths as u64,
            seed: 42,
            currency: "USD".into(),
            rates: shortrun::analysis::statistic::Rates::both(0.25),
            position: None,
            first_of: None,
        };
        let route_names =
            ["a sale", "a float, after some years of waiting for a market that wants it"];
        let mut all = Self {
            provenance,
            moic,
            irr,
            npv,
            endings,
            cash,
            sought,
            heavy_tail: false,
            peers: Peers::Funded,
            sales: Vec::new(),
            exit_months: Vec::new(),
            route_names: route_names.map(str::to_owned).to_vec(),
        };
        all.share_out();
        all
    }

    /// With so many routes of sale.
    pub(crate) fn with_routes(mut self, routes: usize) -> Self {
        self.route_names =
            (1..=routes).map(|n| format!("a buyer of the {n}. kind, far off")).collect();
        self.share_out();
        self
    }

    /// Shares out all sales among the routes, the first of which have more.
    fn share_out(&mut self) {
        let routes = self.route_names.len();
        let route = |(path, (ending, _)): (usize, &(Ending, u16))| match ending {
            Ending::Failed => Route::Failure,
            Ending::Operating => Route::Horizon,
            _ => Route::Sale((path % (path % 7 + 1)).min(routes - 1) as u16),
        };
        self.sales = self.endings.iter().enumerate().map(route).collect();
        self.exit_months = self.endings.iter().map(|(_, month)| *month).collect();
    }

    /// 38 % nothing, 7 % nearly nothing, 35 % middling, 20 % a Pareto tail.
    pub(crate) fn usual(paths: usize) -> Self {
        Self::new(paths, |u| match u {
            u if u < 0.38 => 0.0,
            u if u < 0.45 => 0.1 * (u - 0.38) / 0.07,
            u if u < 0.80 => 0.2 * libm::pow(15.0, (u - 0.45) / 0.35),
            u => f64::min(40.0, 1.5 * libm::pow((1.0 - u) / 0.2, -1.0 / 1.6)),
        })
    }

    /// A fifth of them still operate at the horizon.
    pub(crate) fn many_open(mut self) -> Self {
        for (ending, month) in self.endings.iter_mut().step_by(5) {
            (*ending, *month) = (Ending::Operating, HORIZON as u16 - 1);
        }
        self.share_out();
        self
    }

    /// None of them still operates at the horizon.
    pub(crate) fn all_sold(mut self) -> Self {
        for (ending, _) in self.endings.iter_mut().filter(|(one, _)| *one == Ending::Operating) {
            *ending = Ending::SoldAboveCost;
        }
        self.share_out();
        self
    }

    pub(crate) fn with_heavy_tail(mut self) -> Self {
        self.heavy_tail = true;
        self
    }

    /// Closing cash of the paths that still operate at the end of a month, counted from 1,
    /// ascending; and their share of all.
    pub(crate) fn operating(&self, month: usize) -> (Vec<f64>, f64) {
        let lives = |(ending, last): &(Ending, u16)| {
            *ending == Ending::Operating || month <= usize::from(*last)
        };
        let share = self.endings.iter().filter(|one| lives(one)).count() as f64;
        // In the month in which a path is sold it still has its cash.
        let has_cash = |(i, (ending, last)): &(usize, &(Ending, u16))| {
            let fails = *ending == Ending::Failed && month == usize::from(*last) + 1;
            month <= self.cash[*i].len() && !fails
        };
        let all = self.endings.iter().enumerate().filter(has_cash);
        let mut cash: Vec<f64> = all.map(|(i, _)| self.cash[i][month - 1]).collect();
        cash.sort_by(f64::total_cmp);
        (cash, share / self.endings.len() as f64)
    }

    pub(crate) fn draw(&self, kind: &Kind, size: Size) -> Chart {
        self.draw_like(None, kind, size)
    }

    /// On the axes of another picture if there is one.
    pub(crate) fn draw_like(&self, like: Option<&Domains>, kind: &Kind, size: Size) -> Chart {
        let n = self.moic.len();
        let sorted = |values: &[f64]| {
            let mut values = values.to_vec();
            values.sort_by(f64::total_cmp);
            values
        };
        let at = |values: &[f64]| -> Percentiles {
            let values = sorted(values);
            PERCENTILES.map(|p| quantile(&values, p))
        };
        let (moic, irr, npv) = (at(&self.moic), at(&self.irr), at(&self.npv));
        let part = |holds: &dyn Fn(usize) -> bool| -> Estimate {
            share((0..n).filter(|i| holds(*i)).count(), n)
        };
        let total: f64 = self.moic.iter().sum();
        let top: f64 = sorted(&self.moic)[n - (n / 100).max(1)..].iter().sum();
        let returns = Returns {
            provenance: &self.provenance,
            moic: &self.moic,
            irr: &self.irr,
            npv: &self.npv,
            cheque: 2e6,
            errors: Errors::OfPaths,
            mean_moic: mean(&self.moic),
            mean_npv: mean(&self.npv),
            loss: part(&|i| self.moic[i] < 1.0 - 1e-9),
            total_loss: part(&|i| self.moic[i] <= 0.0),
            reaches_target: part(&|i| 0.25 <= self.irr[i]),
            moic_percentiles: &moic,
            irr_percentiles: &irr,
            npv_percentiles: &npv,
            top_1_percent_share: if 0.0 < total { top / total } else { 0.0 },
            heavy_tail: self.heavy_tail,
            endings: &self.endings,
            most_paid_in: 2e6,
        };
        let beside = SharedAxes { set: std::slice::from_ref(&returns), like };
        match kind.name {
            "bands" => bands(&returns, beside, size),
            "dots" => dots(&returns, beside, size),
            "exceed" => exceed(&returns, beside, size),
            "hist" => hist_moic(&returns, beside, size),
            "hist-irr" => hist_irr(&returns, beside, size),
            "hist-npv" => hist_npv(&returns, beside, size),
            "exits" => {
                let ends = self.endings();
                exits(&ends, SharedAxes { set: std::slice::from_ref(&ends), like }, size)
            }
            "moic-irr" => {
                let ends = self.endings();
                moic_irr(
                    &returns,
                    &ends,
                    SharedAxes { set: std::slice::from_ref(&ends), like },
                    size,
                )
            }
            "runway" => self.runway(like, size),
            "payout" => {
                let closing = closing(self.route_names.len());
                let sold = |path: &usize| matches!(self.sales[*path], Route::Sale(_));
                let sales = (0..n).filter(sold).map(|path| 6e6 * self.moic[path] + closing.debt);
                let of = PayoutOf {
                    provenance: &self.provenance,
                    closing: &closing,
                    sales: sales.collect(),
                    cheque: 2e6,
                    post_money: 8e6,
                };
                payout(&of, SharedAxes { set: std::slice::from_ref(&of), like }, size)
            }
            "plan" => {
                let years = self.years();
                let of = PlanOf {
                    provenance: &self.provenance,
                    plan: &years,
                    horizon_months: HORIZON,
                    by_rule: part(&|i| self.endings[i].0 == Ending::Operating).value,
                };
                plan(&of, SharedAxes { set: std::slice::from_ref(&of), like }, size)
            }
            "failure" => {
                let of = self.failures();
                failure(&of, SharedAxes { set: std::slice::from_ref(&of), like }, size)
            }
            "bridge" => self.bridge(&returns, like, size),
            other => panic!("no chart {other}"),
        }
    }

    fn bridge(&self, returns: &Returns<'_>, like: Option<&Domains>, size: Size) -> Chart {
        // All parts, one after the other, and what is left in the last.
        let parts = |path: usize, row: &mut [f64]| {
            let gain = self.moic[path] - 1.0;
            let last = row.len() - 1;
            for (part, value) in row[..last].iter_mut().enumerate() {
                *value = gain * [0.9, -0.6, 0.3][part % 3] + 0.01 * part as f64;
            }
            row[last] = gain - row[..last].iter().sum::<f64>();
        };
        let bridge = ValueBridge {
            parts: Part::ALL.to_vec(),
            steps: Steps::means((self.moic.len(), Errors::OfPaths), Part::COUNT, parts),
            mean_moic: mean(&self.moic),
            unsold: Estimate { value: 0.2, standard_error: 0.01 },
        };
        value_bridge_chart(&bridge, returns, self.heavy_tail, SharedAxes { set: &[], like }, size)
    }

    fn endings(&self) -> Endings<'_> {
        Endings {
            provenance: &self.provenance,
            endings: &self.endings,
            routes: Routes {
                routes: &self.sales,
                exit_months: &self.exit_months,
                moic: &self.moic,
                errors: Errors::OfPaths,
            },
            route_names: &self.route_names,
            horizon_months: HORIZON,
            horizon_rule: "a drawn multiple of invested capital less a drawn discount for illiquidity",
        }
    }

    /// The plan by year: revenue, EBITDA and sites follow the cash.
    pub(crate) fn years(&self) -> PlanYears {
        let mut outcomes = Outcomes::default();
        for (path, (ending, month)) in self.endings.iter().enumerate() {
            let of_month = |cash: &f64| Month {
                cash: *cash,
                revenue: 0.2 * cash,
                ebitda: 0.05 * cash - 8e4,
                sites_open: 1.0 + (cash / 1e6).floor(),
                ..Month::default()
            };
            let route = match ending {
                Ending::Failed => Route::Failure,
                Ending::Operating => Route::Horizon,
                _ => Route::Sale(0),
            };
            let years = (f64::from(*month) + 1.0) / 12.0;
            let flow = |years, amount| CashFlow { years, amount };
            outcomes.push(
                &Draws::default(),
                &Ledger {
                    path: path as u64,
                    months: self.cash[path].iter().map(of_month).collect(),
                    outcome: Outcome {
                        route,
                        exit_month: usize::from(*month),
                        ..Outcome::default()
                    },
                    flows: vec![flow(0.0, -2e6), flow(years, 2e6 * self.moic[path])],
                    ..Ledger::default()
                },
            );
        }
        PlanYears::of(&outcomes, HORIZON)
    }

    /// The failures, of causes that take turns, beside what is published.
    pub(crate) fn failures(&self) -> FailuresOf<'_> {
        let mut outcomes = Outcomes { moic: self.moic.clone(), ..Outcomes::default() };
        for (path, (ending, month)) in self.endings.iter().enumerate() {
            let failed = *ending == Ending::Failed;
            let cause = FailureCause::ALL[path % FailureCause::ALL.len()];
            outcomes.route.push(if failed { Route::Failure } else { Route::Horizon });
            outcomes.failure.push(failed.then_some(cause));
            outcomes.exit_month.push(*month);
        }
        FailuresOf {
            provenance: &self.provenance,
            failures: Failures::of(&outcomes, HORIZON),
            beside: beside_others(&outcomes, HORIZON, self.peers),
        }
    }

    fn runway(&self, like: Option<&Domains>, size: Size) -> Chart {
        let panel: Vec<PanelCash<'_>> = self
            .cash
            .iter()
            .zip(&self.endings)
            .take(5_000)
            .map(|(cash, (ending, _))| (cash.as_slice(), *ending == Ending::Failed))
            .collect();
        let mut failed_by = vec![0_u64; HORIZON];
        for (_, month) in self.endings.iter().filter(|(ending, _)| *ending == Ending::Failed) {
            (usize::from(*month)..HORIZON).for_each(|m| failed_by[m] += 1);
        }
        let of = Runway::over(&panel, (failed_by, self.sought.clone()));
        let of = RunwayOf { provenance: &self.provenance, runway: &of, endings: &self.endings };
        runway(&of, SharedAxes { set: std::slice::from_ref(&of), like }, size)
    }
}

/// A deal with so many classes, the last that of the round, of which the investor has most.
fn closing(classes: usize) -> ClosingStack {
    let class = |number: usize| {
        let is_round = number + 1 == classes;
        let invested = if is_round { 3e6 } else { 2e5 };
        let class = ShareClass {
            invested,
            shares: 0.8 * invested / 8e6,
            preference: 1.0,
            participation: if number == 0 { Participation::Full } else { Participation::None },
            rank: number as i32,
        };
        let name = if is_round { String::new() } else { format!("Series {number}, long ago") };
        StackedClass { name, class, part: if is_round { 2.0 / 3.0 } else { 0.0 } }
    };
    ClosingStack {
        debt: if classes == 1 { 0.0 } else { 5e5 },
        carve_out: 0.05,
        common_shares: 0.6,
        classes: (0..classes).map(class).collect(),
    }
}
