//! The network: sites that ramp up, attempts to open more, permits.

use super::clock::DAYS_PER_MONTH;
use super::event::{Gates, SiteGranted};
use super::tables;
use super::tables::Permits;

/// What the operator looks at before it applies for another site.
#[derive(Clone, Copy, Debug)]
pub struct Readiness {
    /// Cash at the end of last month.
    pub cash: f64,
    /// Mean monthly burn before capex, at least 0.
    pub operating_burn: f64,
    /// Months with revenue so far.
    pub months_with_revenue: usize,
    /// Months in a row, up to the last, with a site open and no revenue.
    pub idle_months: usize,
    /// Contribution of the last three months.
    pub contribution: f64,
    /// Revenue of the last three months.
    pub revenue: f64,
}

/// One month's draws for an attempt.
#[derive(Clone, Copy, Debug)]
pub struct AttemptDraws {
    /// Decides whether the permit is refused.
    pub refusal: f64,
    /// Days until the permit.
    pub delay_days: f64,
    /// Months of building.
    pub build_months: f64,
}

/// What an attempt cost and brought.
#[derive(Clone, Copy, Debug, Default)]
pub struct Attempt {
    /// Permit fee paid.
    pub permit_fee: f64,
    /// Capital expenditure paid.
    pub capex: f64,
    /// Whether the permit was refused.
    pub refused: bool,
}

/// The sites of one path.
pub struct Network {
    terms: tables::Sites<f64>,
    /// Whether no site is applied for before the first sale.
    first_sale_gate: bool,
    sku_capex_per_site: f64,
    capex_exponent: f64,
    /// Sites built, pending ones among them.
    built: usize,
    /// Capital expenditure of the next one.
    next_capex: f64,
    /// Sites that are open and work like mature ones.
    mature: f64,
    /// Opening months of the sites that are not, in the order they were granted.
    opens: Vec<usize>,
}

impl Network {
    /// At time 0. `sku_capex_per_site` is what a site's tooling costs over all
    /// lines.
    pub fn new(
        terms: &tables::Sites<f64>,
        capex_learning_rate: f64,
        sku_capex_per_site: f64,
    ) -> Self {
        let mut network = Self {
            terms: *terms,
            first_sale_gate: false,
            sku_capex_per_site,
            capex_exponent: libm::log2(1.0 - capex_learning_rate),
            built: 0,
            next_capex: 0.0,
            mature: terms.initial_sites,
            opens: Vec::new(),
        };
        network.next_capex = network.capex_of(1);
        network
    }

    /// The same where no site is applied for before the first sale.
    pub fn gated(self, first_sale_gate: bool) -> Self {
        Self { first_sale_gate, ..self }
    }

    /// Open sites, and how many mature ones they are worth, in month `t`;
    /// months must be asked for in turn.
    pub fn open_in(&mut self, t: usize) -> (f64, f64) {
        let (mut open, mut equivalents) = (0.0, 0.0);
        let (ramp_months, mature) = (self.terms.ramp_months, &mut self.mature);
        self.opens.retain(|opening| {
            let months = (t + 1).saturating_sub(*opening) as f64;
            let is_mature = ramp_months <= months;
            if is_mature {
                *mature += 1.0;
            } else if 0.0 < months {
                open += 1.0;
                equivalents += months / ramp_months;
            }
            !is_mature
        });
        (self.mature + open, self.mature + equivalents)
    }

    /// Capital expenditure of the `k`-th site built, counting from 1.
    pub fn capex_of(&self, k: usize) -> f64 {
        let learnt = if k == 1 { 1.0 } else { libm::pow(k as f64, self.capex_exponent) };
        self.terms.site_capex * learnt + self.sku_capex_per_site
    }

    /// Capital expenditure of the next one.
    pub fn next_capex(&self) -> f64 {
        self.next_capex
    }

    /// What an attempt that is due is held to.
    pub fn gates(&self, ready: &Readiness) -> Gates {
        let reserve = self.terms.reserve_months * ready.operating_burn;
        let least_contribution = self.terms.min_contribution_margin * ready.revenue;
        Gates {
            ready: *ready,
            capex: self.next_capex,
            reserve,
            least_contribution,
            is_funded: reserve <= ready.cash - self.next_capex,
            is_proven: if ready.months_with_revenue < 3 {
                ready.idle_months < 3
            } else {
                least_contribution <= ready.contribution
            },
            has_sold: 0 < ready.months_with_revenue || !self.first_sale_gate,
        }
    }

    /// Sites that open in month `t`; to be asked before [`Network::open_in`].
    pub fn opening_in(&self, t: usize) -> usize {
        self.opens.iter().filter(|opening| **opening == t).count()
    }

    /// The site that was granted last, on these draws.
    pub(super) fn granted(&self, attempt: &Attempt, draws: &AttemptDraws) -> SiteGranted {
        SiteGranted {
            number: self.built,
            fee: attempt.permit_fee,
            capex: attempt.capex,
            delay_days: draws.delay_days,
            build_months: draws.build_months,
            opens: self.opens.last().copied().unwrap_or_default(),
        }
    }

    /// Whether an attempt is due in month `t`.
    pub fn is_due(&self, t: usize) -> bool {
        let first = self.terms.first_opening_month as usize;
        let room = self.terms.initial_sites + (self.built as f64) < self.terms.max_sites;
        room && first <= t
            && (t - first).is_multiple_of(self.terms.months_between_openings as usize)
    }

    /// Applies for the next site in month `t`.
    pub fn attempt(&mut self, t: usize, permits: &Permits<f64>, draws: &AttemptDraws) -> Attempt {
        let permit_fee = permits.permit_fee;
        if draws.refusal < permits.permit_refusal_probability {
            return Attempt { permit_fee, capex: 0.0, refused: true };
        }
        let capex = self.next_capex;
        let months = draws.delay_days / DAYS_PER_MONTH + draws.build_months;
        // A site that never opens opens beyond any horizon.
        let months = months.ceil().clamp(1.0, 1e6);
        self.built += 1;
        self.next_capex = self.capex_of(self.built + 1);
        self.opens.push(t + months as usize);
        Attempt { permit_fee, capex, refused: false }
    }
}

#[cfg(test)]
mod tests {
    use super::{AttemptDraws, Network, Readiness};
    use crate::model::tables::{Permits, Sites};

    fn sites() -> Sites<f64> {
        let mut sites = Sites::build(|_| 0.0);
        sites.initial_sites = 2.0;
        sites.max_sites = 4.0;
        sites.first_opening_month = 6.0;
        sites.months_between_openings = 4.0;
        sites.site_capex = 100.0;
        sites.ramp_months = 4.0;
        sites.reserve_months = 2.0;
        sites.min_contribution_margin = 0.1;
        sites
    }

    const READY: Readiness = Readiness {
        cash: 1_000.0,
        operating_burn: 0.0,
        months_with_revenue: 6,
        idle_months: 0,
        contribution: 20.0,
        revenue: 100.0,
    };
    const GRANTED: AttemptDraws =
        AttemptDraws { refusal: 0.5, delay_days: 40.0, build_months: 1.0 };

    fn goes_ahead(network: &Network, ready: &Readiness) -> bool {
        network.gates(ready).are_passed()
    }

    #[test]
    fn a_site_opens_after_its_delay_rounded_up_and_ramps_from_its_first_month() {
        let mut network = Network::new(&sites(), 0.0, 7.0);
        assert!(network.is_due(6) && goes_ahead(&network, &READY) && !network.is_due(7));
        let attempt = network.attempt(6, &Permits::build(|_| 0.0), &GRANTED);
        assert!((attempt.capex - 107.0).abs() < 1e-12, "site and tooling");
        // 40 days are 1.3 months; with one month of building, month 6 + 3.
        assert_eq!(network.open_in(8), (2.0, 2.0));
        assert_eq!(network.open_in(9), (3.0, 2.25));
        assert_eq!(network.open_in(12), (3.0, 3.0));
    }

    #[test]
    fn an_attempt_lapses_for_want_of_cash_margin_or_room() {
        let mut network = Network::new(&sites(), 0.0, 0.0);
        assert!(network.is_due(6));
        let poor = Readiness { cash: 299.0, operating_burn: 100.0, ..READY };
        assert!(!goes_ahead(&network, &poor), "299 - 100 is below two months of 100");
        assert!(goes_ahead(&network, &Readiness { cash: 300.0, ..poor }));
        let thin = Readiness { contribution: 9.0, ..READY };
        assert!(!goes_ahead(&network, &thin));
        assert!(goes_ahead(&network, &Readiness { months_with_revenue: 2, ..thin }));
        for t in [6, 10] {
            network.attempt(t, &Permits::build(|_| 0.0), &GRANTED);
        }
        assert!(!network.is_due(14), "four sites open or pending");
    }

    #[test]
    fn capex_falls_by_the_learning_rate_with_each_doubling() {
        let network = Network::new(&sites(), 0.2, 0.0);
        assert!((network.capex_of(2) - 80.0).abs() < 1e-9);
        assert!((network.capex_of(4) - 64.0).abs() < 1e-9);
    }

    #[test]
    fn a_refusal_costs_the_fee_and_nothing_else_happens() {
        let mut network = Network::new(&sites(), 0.0, 0.0);
        let mut permits = Permits::build(|_| 0.0);
        permits.permit_fee = 15.0;
        permits.permit_refusal_probability = 0.6;
        let attempt = network.attempt(6, &permits, &GRANTED);
        assert!(attempt.refused && attempt.capex <= 0.0 && 14.0 < attempt.permit_fee);
        assert_eq!(network.open_in(90), (2.0, 2.0));
    }
}
