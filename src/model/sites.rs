//! The network: sites that ramp up, attempts to open more, permits, and sites that are
//! closed again.

use super::clock::DAYS_PER_MONTH;
use super::event::{Gates, SiteGranted};
use super::tables;
use super::tables::Permits;
use crate::sampling::elementary::{exp, ln};
use crate::sampling::lanes::by_lane;
use crate::sampling::normal::normal_quantile;

/// Months from one review of a site to the next.
const MONTHS_BETWEEN_REVIEWS: Short = 12;

/// A month as few bytes, so that more sites lie close together.
type Short = u32;

/// Beyond any horizon.
const NEVER: Short = Short::MAX;

/// Logarithms of the numbers up to that of the last site of most networks.
const LOGARITHMS: [f64; 33] = {
    let mut logarithms = [f64::NEG_INFINITY; 33];
    let mut k = 1;
    while k < logarithms.len() {
        logarithms[k] = ln(k as f64);
        k += 1;
    }
    logarithms
};

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

/// One month's draws for an attempt; those of a permit that is refused decide nothing.
#[derive(Clone, Copy, Debug, Default)]
pub struct AttemptDraws {
    /// Decides whether the permit is refused.
    pub refusal: f64,
    /// Days until the permit.
    pub delay_days: f64,
    /// Months of building.
    pub build_months: f64,
    /// Decides how much demand the site is going to meet; uniform.
    pub demand: f64,
}

/// What an attempt cost and brought.
#[derive(Clone, Copy, Debug, Default)]
pub struct Attempt {
    /// Permit fee paid.
    pub permit_fee: f64,
    /// Capital expenditure paid.
    pub capex: f64,
    /// Of which for tooling.
    pub tooling: f64,
    /// Whether the permit was refused.
    pub refused: bool,
}

by_lane! {
    /// What is open from a month on until something happens to the sites. What ramps up grows in
    /// a straight line, which is given by where it would have been in month 0 and what it gains
    /// each month.
    pub struct Open {
        /// Open sites.
        pub sites,
        /// The same in mature-site equivalents.
        equivalents_at_0,
        equivalents_gained,
        /// Those, each counted with the demand that it meets over that of an initial site.
        demand_at_0,
        demand_gained,
        /// What the first new site counts among the latter; 0 while it is not open.
        first_new_at_0,
        first_new_gained,
    }
}

impl Open {
    /// Mature-site equivalents in month `t`.
    #[inline(always)]
    pub fn equivalents(&self, t: f64) -> f64 {
        self.equivalents_at_0 + self.equivalents_gained * t
    }

    /// The same, each counted with the demand that it meets over that of an initial site.
    #[inline(always)]
    pub fn demand_equivalents(&self, t: f64) -> f64 {
        self.demand_at_0 + self.demand_gained * t
    }

    /// What the first new site counts among these; 0 while it is not open.
    #[inline(always)]
    pub fn first_new(&self, t: f64) -> f64 {
        self.first_new_at_0 + self.first_new_gained * t
    }

    /// So many that work like mature ones of the demand of an initial site.
    fn mature(sites: f64) -> Self {
        Self { sites, equivalents_at_0: sites, demand_at_0: sites, ..Self::default() }
    }

    /// Adds a site that is open in month `t`; one that ramps up gains `gained` of a mature one
    /// each month.
    fn add(&mut self, site: &Site, t: Short, gained: f64) {
        let is_mature = site.matures <= t;
        let gained = if is_mature { 0.0 } else { gained };
        // In its first month it has gained once.
        let at_0 = if is_mature { 1.0 } else { gained * (1.0 - f64::from(site.opens)) };
        self.sites += 1.0;
        self.equivalents_at_0 += at_0;
        self.equivalents_gained += gained;
        self.demand_at_0 += at_0 * site.demand;
        self.demand_gained += gained * site.demand;
        if site.number == 1 {
            self.first_new_at_0 = at_0 * site.demand;
            self.first_new_gained = gained * site.demand;
        }
    }
}

/// A site that was built.
#[derive(Clone, Copy, Debug)]
struct Site {
    /// Which one it is of the sites built, from 1.
    number: Short,
    /// Month in which it was paid.
    paid: Short,
    /// Month in which it opens.
    opens: Short,
    /// Month from which on it works like a mature one.
    matures: Short,
    /// The next month in which it is reviewed, if it ever is.
    reviewed: Short,
    /// The next month in which it opens, is mature or is reviewed.
    turn: Short,
    /// What was paid for it.
    capex: f64,
    /// Prices of that month over those of time 0.
    price_level: f64,
    /// Demand that it meets once it is mature, over that of an initial site.
    demand: f64,
}

impl Site {
    /// Moves on to its first turn after month `t`. It is reviewed when it has been open for the
    /// months of a first review, and in every twelfth month after.
    fn pass(&mut self, t: Short) {
        if self.reviewed <= t {
            self.reviewed += MONTHS_BETWEEN_REVIEWS;
        }
        let after = |month: Short| if t < month { month } else { NEVER };
        self.turn = after(self.opens).min(after(self.matures)).min(after(self.reviewed));
    }
}

/// What a review of sites goes by.
#[derive(Clone, Copy, Debug)]
pub struct Review {
    /// Contribution of a month before the fixed cost of sites, by the last six months,
    /// of one that meets the demand of an initial site.
    pub contribution: f64,
    /// Rent, crew and upkeep of a site, in money of the month.
    pub fixed_cost: f64,
}

/// A site that is closed.
#[derive(Clone, Copy, Debug)]
pub struct Closed {
    /// Which one it is of the sites built, from 1.
    pub number: usize,
    /// How many months it was open.
    pub age_months: usize,
    /// What it would have brought a month after its fixed cost, below 0.
    pub contribution: f64,
    /// What was paid for it once, and in which month.
    pub capex: f64,
    /// Month in which it was paid.
    pub paid: usize,
    /// What was paid for it in money of time 0.
    pub real_capex: f64,
    /// What closing it costs.
    pub cost: f64,
}

/// The sites of one path.
#[derive(Debug)]
pub struct Network {
    terms: tables::Sites<f64>,
    /// Whether no site is applied for before the first sale.
    first_sale_gate: bool,
    sku_capex_per_site: f64,
    capex_exponent: f64,
    /// What a site that ramps up gains each month.
    gained: f64,
    /// Age at which a site is first reviewed, in months, if it ever is.
    review_age: Short,
    /// The next month in which the pace has an attempt, and months from one to the next.
    attempt: usize,
    pace: usize,
    /// Sites built, pending and closed ones among them.
    built: usize,
    closed: usize,
    /// Capital expenditure of the next one, in money of time 0.
    next_capex: f64,
    /// Those that stand or are under way, in the order they were granted.
    sites: Vec<Site>,
    /// The first months in which it is the turn of any of them, and any is reviewed.
    turn: Short,
    reviewed: Short,
    /// What is open until then.
    open: Open,
    /// Whether that has yet to be made anew.
    is_changed: bool,
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
            sku_capex_per_site: 0.0,
            capex_exponent: 0.0,
            gained: 0.0,
            review_age: NEVER,
            attempt: 0,
            pace: 1,
            built: 0,
            closed: 0,
            next_capex: 0.0,
            sites: Vec::new(),
            turn: 0,
            reviewed: 0,
            open: Open::default(),
            is_changed: false,
        };
        network.start(terms, capex_learning_rate, sku_capex_per_site);
        network
    }

    /// Becomes that of another path at time 0, without giving up its memory.
    pub(super) fn start(
        &mut self,
        terms: &tables::Sites<f64>,
        capex_learning_rate: f64,
        sku_capex_per_site: f64,
    ) {
        self.terms = *terms;
        self.sku_capex_per_site = sku_capex_per_site;
        self.capex_exponent = std::f64::consts::LOG2_E * ln(1.0 - capex_learning_rate);
        self.gained = 1.0 / terms.ramp_months;
        let age = terms.review_months;
        self.review_age = if age.is_finite() { age as Short } else { NEVER };
        self.attempt = terms.first_opening_month as usize;
        self.pace = (terms.months_between_openings as usize).max(1);
        (self.built, self.closed) = (0, 0);
        self.next_capex = self.capex_of(1);
        self.sites.clear();
        (self.turn, self.reviewed, self.is_changed) = (NEVER, NEVER, true);
    }

    /// The same where no site is applied for before the first sale.
    pub fn gated(self, first_sale_gate: bool) -> Self {
        Self { first_sale_gate, ..self }
    }

    /// What is open in month `t`, and until the next turn; months must be asked for in turn.
    pub fn open_in(&mut self, t: usize) -> Open {
        self.changed_in(t).unwrap_or(self.open)
    }

    /// The same, if it is not what was open before.
    pub(super) fn changed_in(&mut self, t: usize) -> Option<Open> {
        let t = t as Short;
        if self.turn <= t {
            let Self { sites, turn, reviewed, is_changed, .. } = self;
            (*turn, *reviewed) = (NEVER, NEVER);
            for site in sites.iter_mut() {
                if site.turn <= t {
                    *is_changed |= site.opens == t || site.matures == t;
                    site.pass(t);
                }
                *turn = site.turn.min(*turn);
                *reviewed = site.reviewed.min(*reviewed);
            }
        }
        if !self.is_changed {
            return None;
        }
        self.is_changed = false;
        self.open = Open::mature(self.terms.initial_sites);
        for site in self.sites.iter().filter(|site| site.opens <= t) {
            self.open.add(site, t, self.gained);
        }
        Some(self.open)
    }

    /// Sites that are open, as they were made out last.
    pub(super) fn sites_open(&self) -> f64 {
        self.open.sites
    }

    /// Closes the sites that are reviewed in month `t`, before [`Network::open_in`] is
    /// asked, and do not pay.
    pub fn close_in(&mut self, t: usize, review: impl Fn() -> Review) -> Vec<Closed> {
        let mut closed = Vec::new();
        let (t, Self { terms, sites, reviewed, .. }) = (t as Short, &mut *self);
        if t < *reviewed {
            return closed;
        }
        let Review { contribution, fixed_cost } = review();
        sites.retain(|site| {
            if site.reviewed != t {
                return true;
            }
            let age_months = t - site.opens;
            let ramp = (f64::from(age_months + 1) / terms.ramp_months).min(1.0);
            let own = contribution * (ramp * site.demand) - fixed_cost;
            if own < 0.0 {
                closed.push(Closed {
                    number: site.number as usize,
                    age_months: age_months as usize,
                    contribution: own,
                    capex: site.capex,
                    paid: site.paid as usize,
                    real_capex: site.capex / site.price_level,
                    cost: terms.closure_months * fixed_cost,
                });
            }
            0.0 <= own
        });
        self.closed += closed.len();
        self.is_changed |= !closed.is_empty();
        closed
    }

    /// The first month from `t` on in which anything may happen to the sites, if nothing is
    /// asked of them before it: until then what is open stays as it is.
    pub fn next_turn(&mut self, t: usize) -> usize {
        (self.turn as usize).min(self.next_attempt(t))
    }

    /// The first month from `t` on in which an attempt is due; never while there is no room.
    fn next_attempt(&mut self, t: usize) -> usize {
        if !self.has_room() {
            return usize::MAX;
        }
        while self.attempt < t {
            self.attempt = self.attempt.saturating_add(self.pace);
        }
        self.attempt
    }

    /// Number of the next site built, from 1.
    pub fn next_number(&self) -> usize {
        self.built + 1
    }

    /// Capital expenditure of the `k`-th site built, counting from 1, in money of time 0.
    pub fn capex_of(&self, k: usize) -> f64 {
        let log = LOGARITHMS.get(k).map_or_else(|| ln(k as f64), |log| *log);
        let learnt = if k == 1 { 1.0 } else { exp(self.capex_exponent * log) };
        self.terms.site_capex * learnt + self.sku_capex_per_site
    }

    /// Capital expenditure of the next one, in money of time 0.
    pub fn next_capex(&self) -> f64 {
        self.next_capex
    }

    /// Whether so much cash would pay for an attempt and leave the reserve, at prices of the
    /// month.
    pub(super) fn is_funded(&self, cash: f64, operating_burn: f64, price_level: f64) -> bool {
        self.terms.reserve_months * operating_burn <= cash - price_level * self.next_capex
    }

    /// What an attempt that is due is held to, at prices of the month.
    pub fn gates(&self, ready: &Readiness, price_level: f64) -> Gates {
        let capex = price_level * self.next_capex;
        let reserve = self.terms.reserve_months * ready.operating_burn;
        let least_contribution = self.terms.min_contribution_margin * ready.revenue;
        Gates {
            ready: *ready,
            capex,
            reserve,
            least_contribution,
            is_funded: self.is_funded(ready.cash, ready.operating_burn, price_level),
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
        self.sites.iter().filter(|site| site.opens as usize == t).count()
    }

    /// The site that was granted last, on these draws.
    pub(super) fn granted(&self, attempt: &Attempt, draws: &AttemptDraws) -> SiteGranted {
        SiteGranted {
            number: self.built,
            fee: attempt.permit_fee,
            capex: attempt.capex,
            delay_days: draws.delay_days,
            build_months: draws.build_months,
            opens: self.sites.last().map_or(0, |site| site.opens as usize),
        }
    }

    /// Whether an attempt is due in month `t`.
    pub fn is_due(&mut self, t: usize) -> bool {
        self.next_attempt(t) == t
    }

    /// Whether more sites may stand or be under way.
    fn has_room(&self) -> bool {
        let standing = (self.built - self.closed) as f64;
        self.terms.initial_sites + standing < self.terms.max_sites
    }

    /// Applies for the next site in month `t`, at prices of that month.
    pub fn attempt(
        &mut self,
        t: usize,
        permits: &Permits<f64>,
        draws: &AttemptDraws,
        price_level: f64,
    ) -> Attempt {
        let permit_fee = price_level * permits.permit_fee;
        if draws.refusal < permits.permit_refusal_probability {
            return Attempt { permit_fee, refused: true, ..Attempt::default() };
        }
        let capex = price_level * self.next_capex;
        let tooling = price_level * self.sku_capex_per_site;
        let months = draws.delay_days / DAYS_PER_MONTH + draws.build_months;
        // A site that never opens opens beyond any horizon.
        let months = months.ceil().clamp(1.0, 1e6);
        self.built += 1;
        self.next_capex = self.capex_of(self.built + 1);
        let paid = t as Short;
        let opens = paid + months as Short;
        let ramp_months = self.terms.ramp_months.ceil() as Short;
        let reviewed = opens.saturating_add(self.review_age);
        self.turn = self.turn.min(opens);
        self.reviewed = self.reviewed.min(reviewed);
        self.sites.push(Site {
            number: self.built as Short,
            paid,
            opens,
            // In its first month it has ramped up for one.
            matures: opens.saturating_add(ramp_months.saturating_sub(1)),
            reviewed,
            turn: opens,
            capex,
            price_level,
            demand: self.terms.new_site_ratio * self.luck_of_a_site(draws.demand),
        });
        Attempt { permit_fee, capex, tooling, refused: false }
    }

    /// A factor of mean 1 on what a site sells.
    fn luck_of_a_site(&self, u: f64) -> f64 {
        let log_sd = self.terms.site_volatility;
        if log_sd <= 0.0 {
            return 1.0;
        }
        exp(log_sd * normal_quantile(u) - 0.5 * log_sd * log_sd)
    }
}

#[cfg(test)]
mod tests {
    use super::{AttemptDraws, Network, Readiness, Review};
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
        sites.new_site_ratio = 1.0;
        sites.review_months = f64::INFINITY;
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
        AttemptDraws { refusal: 0.5, delay_days: 40.0, build_months: 1.0, demand: 0.5 };

    fn open_in(network: &mut Network, t: usize) -> (f64, f64) {
        let (open, t) = (network.open_in(t), t as f64);
        let apart = open.demand_equivalents(t) - open.equivalents(t);
        assert!(apart.abs() < 1e-12, "sites alike");
        (open.sites, open.equivalents(t))
    }

    fn goes_ahead(network: &Network, ready: &Readiness) -> bool {
        network.gates(ready, 1.0).are_passed()
    }

    #[test]
    fn a_site_opens_after_its_delay_rounded_up_and_ramps_from_its_first_month() {
        let mut network = Network::new(&sites(), 0.0, 7.0);
        assert!(network.is_due(6) && goes_ahead(&network, &READY) && !network.is_due(7));
        let attempt = network.attempt(6, &Permits::build(|_| 0.0), &GRANTED, 1.0);
        assert!((attempt.capex - 107.0).abs() < 1e-12, "site and tooling");
        // 40 days are 1.3 months; with one month of building, month 6 + 3.
        assert_eq!(open_in(&mut network, 8), (2.0, 2.0));
        assert_eq!(open_in(&mut network, 9), (3.0, 2.25));
        assert_eq!(open_in(&mut network, 12), (3.0, 3.0));
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
            network.attempt(t, &Permits::build(|_| 0.0), &GRANTED, 1.0);
        }
        assert!(!network.is_due(14), "four sites open or pending");
    }

    #[test]
    fn a_site_that_does_not_pay_is_closed_at_its_review_and_makes_room() {
        let terms = Sites { review_months: 5.0, closure_months: 3.0, ..sites() };
        let mut network = Network::new(&Sites { new_site_ratio: 0.5, ..terms }, 0.0, 7.0);
        for t in [6, 10] {
            network.attempt(t, &Permits::build(|_| 0.0), &GRANTED, 1.25);
        }
        let mut closed = Vec::new();
        for t in 6..40 {
            let review = || Review { contribution: 19.0, fixed_cost: 10.0 };
            closed.extend(network.close_in(t, review).into_iter().map(|site| (t, site)));
            let open = network.open_in(t);
            if t == 13 {
                // One mature site of half the demand, one in its first of four months.
                let (sites, t) = (open.sites, t as f64);
                let counts = [open.equivalents(t), open.demand_equivalents(t), open.first_new(t)];
                assert_eq!((sites, counts), (4.0, [3.25, 2.0 + 0.5 + 0.125, 0.5]));
            }
        }
        let [(14, first), (18, _)] = closed.as_slice() else { panic!("{closed:?}") };
        assert_eq!((first.number, first.age_months, first.paid), (1, 5, 6));
        assert!((first.contribution - (19.0 * 0.5 - 10.0)).abs() < 1e-12);
        assert!((first.cost - 30.0).abs() < 1e-12 && (first.real_capex - 107.0).abs() < 1e-12);
        assert_eq!(network.open_in(40), Network::new(&terms, 0.0, 0.0).open_in(0));
        assert!(network.is_due(42), "the closed ones make room");
        assert!((network.next_capex() - 107.0).abs() < 1e-12);
    }

    #[test]
    fn a_site_that_pays_is_reviewed_every_year_and_stays() {
        let terms = Sites { review_months: 5.0, ..sites() };
        let mut network = Network::new(&terms, 0.0, 0.0);
        network.attempt(6, &Permits::build(|_| 0.0), &GRANTED, 1.0);
        let reviewed = std::cell::RefCell::new(Vec::new());
        for t in 6..40 {
            let review = || {
                reviewed.borrow_mut().push(t);
                Review { contribution: 10.0, fixed_cost: 10.0 }
            };
            assert!(network.close_in(t, review).is_empty());
            network.open_in(t);
        }
        assert_eq!(reviewed.into_inner(), [14, 26, 38]);
    }

    #[test]
    fn the_demand_of_sites_has_a_mean_of_1_and_the_spread_asked_for() {
        let mut terms = sites();
        terms.site_volatility = 0.4;
        let network = Network::new(&terms, 0.0, 0.0);
        let factors: Vec<f64> =
            (0..4000).map(|i| network.luck_of_a_site((f64::from(i) + 0.5) / 4000.0)).collect();
        let mean = factors.iter().sum::<f64>() / 4000.0;
        let logs = factors.iter().map(|factor| libm::pow(libm::log(*factor) + 0.08, 2.0));
        assert!((mean - 1.0).abs() < 1e-3, "{mean}");
        assert!((logs.sum::<f64>() / 4000.0 - 0.16).abs() < 1e-3);
    }

    #[test]
    fn nothing_happens_to_the_sites_before_their_next_turn() {
        let terms = Sites { review_months: 5.0, new_site_ratio: 0.5, ..sites() };
        let mut network = Network::new(&terms, 0.0, 0.0);
        let review = || Review { contribution: 19.0, fixed_cost: 10.0 };
        let (mut turn, mut last) = (0, network.open_in(0));
        for t in 0..60 {
            if t < turn {
                assert!(!network.is_due(t), "{t}");
                assert!(network.close_in(t, || unreachable!("nothing is reviewed")).is_empty());
                assert_eq!(network.open_in(t), last, "{t}");
                continue;
            }
            network.close_in(t, review);
            last = network.open_in(t);
            if network.is_due(t) {
                network.attempt(t, &Permits::build(|_| 0.0), &GRANTED, 1.0);
            }
            turn = network.next_turn(t + 1);
            assert!(t < turn);
        }
        assert!(0 < network.closed && 2 < network.built);
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
        let attempt = network.attempt(6, &permits, &GRANTED, 1.0);
        assert!(attempt.refused && attempt.capex <= 0.0 && 14.0 < attempt.permit_fee);
        assert_eq!(open_in(&mut network, 90), (2.0, 2.0));
    }
}
