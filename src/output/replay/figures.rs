//! The numbers of what happened on a path, by name and unit: the same for csv
//! and JSON.

use crate::analysis::stand_out::Outlier;
use crate::analysis::story::{Happening, Spending, Window};
use crate::model::event::{
    Cause, Disrupted, Event, Failed, Gates, ReachedHorizon, RoundClosed, Sold,
};
use crate::model::exit::Proceeds;
use crate::model::funding::{Need, Round};

/// A number of an event.
pub struct NamedNumber {
    /// Its name in results: `cash_burn`.
    pub name: &'static str,
    /// Its unit in words, in which `money` stands for the currency.
    pub unit: &'static str,
    /// Its value in the unit.
    pub value: f64,
}

fn number(name: &'static str, unit: &'static str, value: f64) -> NamedNumber {
    NamedNumber { name, unit, value }
}

/// A unit in words, with the currency for `money`.
pub(super) fn unit_in(unit: &str, currency: &str) -> String {
    unit.replace("money", currency)
}

/// Units of the numbers, in words.
const MONEY: &str = "money";
const SHARE: &str = "share";
const FACTOR: &str = "factor";
const DAYS: &str = "days";
const MONTHS: &str = "months";
const UNITS: &str = "units";
const COUNT: &str = "count";
const MONTH: &str = "month, from 0";
const MULTIPLE: &str = "multiple";

/// What kind of event it is, in results.
pub fn kind(what: &Happening) -> &'static str {
    match what {
        Happening::Window(_) => "deal_window",
        Happening::Launched(_) => "line_launched",
        Happening::Line(_) => "line_pays",
        Happening::Waits(_) => "orders_wait",
        Happening::LostSales(_) => "lost_sales",
        Happening::Markdowns(_) => "markdowns",
        Happening::Popups(_) => "popups",
        Happening::Replaced(_) => "plant_replaced",
        Happening::Repaid { .. } => "debt_repaid",
        Happening::PaidBack { .. } => "site_paid_back",
        Happening::LowestCash { .. } => "lowest_cash",
        Happening::Model(event) => match event {
            Event::Converted(_) => "converted",
            Event::TrancheDecided(one) if one.is_paid() => "tranche_paid",
            Event::TrancheDecided(_) => "tranche_lapsed",
            Event::Disrupted(Disrupted { supplier: None, .. }) => "permits_suspended",
            Event::Disrupted(_) => "supplier_disrupted",
            Event::LineLaunched(_) => "line_launched",
            Event::AttemptLapsed(_) => "site_attempt_lapsed",
            Event::PermitRefused { .. } => "permit_refused",
            Event::SiteGranted(_) => "site_granted",
            Event::SitesOpened { .. } => "sites_opened",
            Event::SiteClosed(_) => "site_closed",
            Event::RoundNotClosed(_) => "round_not_closed",
            Event::RoundClosed(_) => "round_closed",
            Event::Failed(Failed { cause: Cause::Setback { .. }, .. }) => "setback",
            Event::Failed(_) => "failure",
            Event::Sold(_) => "sale",
            Event::ReachedHorizon(_) => "horizon",
        },
    }
}

/// All numbers of an event, in the order of the results.
pub fn figures(what: &Happening) -> Vec<NamedNumber> {
    match what {
        Happening::Window(window) => of_window(window),
        Happening::Launched(launch) => vec![
            number("demand", UNITS, launch.demand),
            number("sold", UNITS, launch.sold),
            number("revenue", MONEY, launch.revenue),
        ],
        Happening::Line(stop) => vec![
            number("is_made", "1 or 0", f64::from(u8::from(stop.is_made))),
            number("unit_cost", MONEY, stop.unit_cost),
            number("full_price_margin", MONEY, stop.full_price_margin),
        ],
        Happening::Waits(backlog) => vec![
            number("waiting", UNITS, backlog.waiting),
            number("most_waiting", UNITS, backlog.most),
            number("for", MONTHS, backlog.months as f64),
        ],
        Happening::LostSales(outlier) => of_outlier(outlier, "lost", "demand"),
        Happening::Markdowns(outlier) => of_outlier(outlier, "leftover", "gone"),
        Happening::Popups(year) => vec![
            number("from", MONTH, year.from as f64),
            number("held", COUNT, year.held),
            number("refused", COUNT, year.refused),
            number("revenue", MONEY, year.revenue),
            number("cost", MONEY, year.cost),
        ],
        Happening::Replaced(spending) => of_spending(spending).into(),
        Happening::Repaid { paid, owed } => {
            let mut all = Vec::from(of_spending(paid));
            all.push(number("debt", MONEY, *owed));
            all
        }
        Happening::PaidBack { months } => vec![number("after", MONTHS, *months)],
        Happening::LowestCash { cash, burn } => {
            vec![number("cash", MONEY, *cash), number("cash_burn", MONEY, *burn)]
        }
        Happening::Model(event) => of_event(event),
    }
}

fn of_spending(Spending { from, spent }: &Spending) -> [NamedNumber; 2] {
    [number("from", MONTH, *from as f64), number("spent", MONEY, *spent)]
}

fn of_window(window: &Window) -> Vec<NamedNumber> {
    vec![
        number("is_open", "1 or 0", f64::from(u8::from(window.is_open))),
        number("shut_hazard_factor", FACTOR, window.hazard_factor),
        number("shut_multiple_factor", FACTOR, window.multiple_factor),
        number("shut_funding_factor", FACTOR, window.funding_factor),
    ]
}

/// `units` and `of_units` name the two counts whose rate it is.
fn of_outlier(outlier: &Outlier, units: &'static str, of_units: &'static str) -> Vec<NamedNumber> {
    vec![
        number("rate", SHARE, outlier.rate),
        number("median_rate", SHARE, outlier.median),
        number(units, UNITS, outlier.units),
        number(of_units, UNITS, outlier.of_units),
        number("demand_over_forecast", FACTOR, outlier.demand_over_forecast),
        number("capacity_factor", SHARE, outlier.capacity_factor),
        number("availability", SHARE, outlier.availability),
    ]
}

fn of_event(event: &Event) -> Vec<NamedNumber> {
    match event {
        Event::TrancheDecided(one) => vec![
            number("raised", MONEY, one.raised),
            number("paid_in", MONEY, one.paid_in),
            number("share_after", SHARE, one.share_after),
            number("contribution_margin", SHARE, one.traction.contribution_margin),
            number("ltm_revenue", MONEY, one.traction.ltm_revenue),
            number("sites_open", COUNT, one.traction.sites_open),
        ],
        Event::Converted(converted) => vec![
            number("amount", MONEY, converted.conversion.amount),
            number("price_over_round", FACTOR, converted.conversion.price),
            number("share", SHARE, converted.share),
        ],
        Event::Disrupted(event) => vec![
            number("duration", DAYS, event.days),
            number("outage", DAYS, event.outage_days),
            number("on_alternate", DAYS, event.days - event.outage_days),
            number("output_share", SHARE, event.output_share),
            number("switch_premium", SHARE, event.switch_premium),
        ],
        Event::LineLaunched(_) => Vec::new(),
        Event::AttemptLapsed(gates) => of_gates(gates),
        Event::PermitRefused { fee } => vec![number("fee", MONEY, *fee)],
        Event::SiteGranted(site) => vec![
            number("site", COUNT, site.number as f64),
            number("fee", MONEY, site.fee),
            number("capex", MONEY, site.capex),
            number("permit_delay", DAYS, site.delay_days),
            number("building", MONTHS, site.build_months),
            number("opens", MONTH, site.opens as f64),
        ],
        Event::SitesOpened { count, open } => {
            vec![number("opened", COUNT, *count as f64), number("open", COUNT, *open)]
        }
        Event::SiteClosed(site) => vec![
            number("site", COUNT, site.number as f64),
            number("age", MONTHS, site.age_months as f64),
            number("contribution", MONEY, site.contribution),
            number("closing_cost", MONEY, site.cost),
            number("capex", MONEY, site.capex),
        ],
        Event::RoundNotClosed(tried) => {
            let offered = tried.offered.iter().flat_map(of_round);
            of_need(&tried.need).into_iter().chain(offered).collect()
        }
        Event::RoundClosed(closed) => of_closed(closed),
        Event::Failed(failed) => of_failed(failed),
        Event::Sold(sold) => of_sold(sold),
        Event::ReachedHorizon(horizon) => of_horizon(horizon),
    }
}

fn of_gates(gates: &Gates) -> Vec<NamedNumber> {
    vec![
        number("cash", MONEY, gates.ready.cash),
        number("capex", MONEY, gates.capex),
        number("reserve", MONEY, gates.reserve),
        number("contribution", MONEY, gates.ready.contribution),
        number("least_contribution", MONEY, gates.least_contribution),
    ]
}

fn of_need(need: &Need) -> Vec<NamedNumber> {
    vec![
        number("cash", MONEY, need.cash),
        number("cash_burn", MONEY, need.cash_burn),
        number("ltm_revenue", MONEY, need.ltm_revenue),
    ]
}

fn of_round(round: &Round) -> Vec<NamedNumber> {
    let mut all =
        vec![number("raised", MONEY, round.raised), number("pre_money", MONEY, round.pre_money)];
    if round.sells_too_much() {
        let most = number("max_dilution", SHARE, round.max_dilution);
        all.extend([number("new_share", SHARE, round.share()), most]);
        return all;
    }
    all.push(number("chance", SHARE, round.probability));
    if round.traction.factor < 1.0 {
        let margin = round.traction.contribution_margin;
        all.push(number("contribution_margin", SHARE, margin));
        all.push(number("traction", FACTOR, round.traction.factor));
    }
    all
}

fn of_closed(closed: &RoundClosed) -> Vec<NamedNumber> {
    let mut all = vec![number("round", COUNT, closed.number as f64)];
    all.extend(of_need(&closed.need));
    all.extend(of_round(&closed.round));
    if 0.0 < closed.new_options {
        all.push(number("new_options", SHARE, closed.new_options));
    }
    all.extend(of_luck(closed.price_luck));
    all.extend([
        number("new_share", SHARE, closed.round.share()),
        number("share_before", SHARE, closed.share_before),
        number("share_after", SHARE, closed.share_after),
        number("paid_in", MONEY, closed.paid_in),
    ]);
    all
}

fn of_failed(failed: &Failed) -> Vec<NamedNumber> {
    let mut all = vec![
        number("cash", MONEY, failed.cash),
        number("inventory", MONEY, failed.inventory),
        number("net_fixed_assets", MONEY, failed.net_fixed_assets),
        number("recovery_rate", SHARE, failed.recovery_rate),
        number("debt", MONEY, failed.debt),
        number("rounds_closed", COUNT, failed.rounds_closed as f64),
        number("max_rounds", COUNT, failed.max_rounds),
    ];
    match failed.cause {
        Cause::Cash { minimum, repayment } => {
            let due = [("minimum_cash", minimum), ("repayment", repayment)];
            let due = due.into_iter().filter(|(_, amount)| 0.0 < *amount);
            all.extend(due.map(|(name, amount)| number(name, MONEY, amount)));
        }
        Cause::Setback { ltm_ebitda, cash_share } => {
            all.push(number("ltm_ebitda", MONEY, ltm_ebitda));
            all.push(number("cash_share", SHARE, cash_share));
        }
    }
    all.extend(of_proceeds(&failed.proceeds));
    all
}

fn of_sold(sold: &Sold) -> Vec<NamedNumber> {
    let mut all = vec![
        number("metric", MONEY, sold.price.basis.amount),
        number("multiple", MULTIPLE, sold.price.basis.multiple),
        number("window_factor", FACTOR, sold.price.window_factor),
        number("integration_readiness", SHARE, sold.readiness),
        number("integration_discount", SHARE, sold.terms.integration_discount),
        number("fee_rate", SHARE, sold.terms.fee_rate),
        number("cash", MONEY, sold.standing.cash),
        number("debt", MONEY, sold.standing.debt),
        number("deferred_share", SHARE, sold.terms.deferred_share),
        number("deferred_paid_share", SHARE, sold.terms.deferred_paid_share),
        number("deferred_by", MONTHS, sold.terms.deferred_months),
    ];
    all.extend(of_luck(sold.price.luck));
    all.extend(of_proceeds(&sold.proceeds));
    all
}

/// The factor on a multiple that nobody could know, where there is one.
fn of_luck(factor: f64) -> Option<NamedNumber> {
    (factor < 1.0 || 1.0 < factor).then(|| number("price_luck", FACTOR, factor))
}

fn of_horizon(horizon: &ReachedHorizon) -> Vec<NamedNumber> {
    let mut all = vec![
        number("metric", MONEY, horizon.basis.amount),
        number("multiple", MULTIPLE, horizon.basis.multiple),
        number("illiquidity_discount", SHARE, horizon.terms.illiquidity_discount),
        number("cash", MONEY, horizon.standing.cash),
        number("debt", MONEY, horizon.standing.debt),
    ];
    all.extend(of_luck(horizon.luck));
    all.extend(of_proceeds(&horizon.proceeds));
    all
}

fn of_proceeds(proceeds: &Proceeds) -> Vec<NamedNumber> {
    vec![
        number("enterprise_value", MONEY, proceeds.enterprise_value),
        number("at_closing", MONEY, proceeds.at_closing),
        number("deferred", MONEY, proceeds.deferred),
    ]
}
