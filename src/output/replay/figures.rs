//! The numbers of what happened on a path, by name and unit: the same for csv
//! and JSON.

use crate::analysis::stand_out::Outlier;
use crate::analysis::story::{Happening, Window};
use crate::model::event::{Disrupted, Event, Failed, Gates, ReachedHorizon, RoundClosed, Sold};
use crate::model::exit::Proceeds;
use crate::model::funding::{Need, Round};

/// A number of an event: its name, its unit in words, its value.
pub type NamedNumber = (&'static str, &'static str, f64);

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
        Happening::LostSales(_) => "lost_sales",
        Happening::Markdowns(_) => "markdowns",
        Happening::Popups(_) => "popups",
        Happening::PaidBack { .. } => "site_paid_back",
        Happening::LowestCash { .. } => "lowest_cash",
        Happening::Model(event) => match event {
            Event::Disrupted(Disrupted { supplier: None, .. }) => "permits_suspended",
            Event::Disrupted(_) => "supplier_disrupted",
            Event::LineLaunched(_) => "line_launched",
            Event::AttemptLapsed(_) => "site_attempt_lapsed",
            Event::PermitRefused { .. } => "permit_refused",
            Event::SiteGranted(_) => "site_granted",
            Event::SitesOpened { .. } => "sites_opened",
            Event::RoundNotClosed(_) => "round_not_closed",
            Event::RoundClosed(_) => "round_closed",
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
            ("demand", UNITS, launch.demand),
            ("sold", UNITS, launch.sold),
            ("revenue", MONEY, launch.revenue),
        ],
        Happening::Line(stop) => vec![
            ("is_made", "1 or 0", f64::from(u8::from(stop.is_made))),
            ("unit_cost", MONEY, stop.unit_cost),
            ("full_price_margin", MONEY, stop.full_price_margin),
        ],
        Happening::LostSales(outlier) => of_outlier(outlier, "lost", "demand"),
        Happening::Markdowns(outlier) => of_outlier(outlier, "leftover", "made"),
        Happening::Popups(year) => vec![
            ("from", MONTH, year.from as f64),
            ("held", COUNT, year.held),
            ("refused", COUNT, year.refused),
            ("revenue", MONEY, year.revenue),
            ("cost", MONEY, year.cost),
        ],
        Happening::PaidBack { months } => vec![("after", MONTHS, *months)],
        Happening::LowestCash { cash, burn } => {
            vec![("cash", MONEY, *cash), ("cash_burn", MONEY, *burn)]
        }
        Happening::Model(event) => of_event(event),
    }
}

fn of_window(window: &Window) -> Vec<NamedNumber> {
    vec![
        ("is_open", "1 or 0", f64::from(u8::from(window.is_open))),
        ("shut_hazard_factor", FACTOR, window.hazard_factor),
        ("shut_multiple_factor", FACTOR, window.multiple_factor),
        ("shut_funding_factor", FACTOR, window.funding_factor),
    ]
}

/// `units` and `of_units` name the two counts whose rate it is.
fn of_outlier(outlier: &Outlier, units: &'static str, of_units: &'static str) -> Vec<NamedNumber> {
    vec![
        ("rate", SHARE, outlier.rate),
        ("median_rate", SHARE, outlier.median),
        (units, UNITS, outlier.units),
        (of_units, UNITS, outlier.of_units),
        ("demand_over_forecast", FACTOR, outlier.demand_over_forecast),
        ("capacity_factor", SHARE, outlier.capacity_factor),
        ("availability", SHARE, outlier.availability),
    ]
}

fn of_event(event: &Event) -> Vec<NamedNumber> {
    match event {
        Event::Disrupted(event) => vec![
            ("duration", DAYS, event.days),
            ("outage", DAYS, event.outage_days),
            ("on_alternate", DAYS, event.days - event.outage_days),
            ("output_share", SHARE, event.output_share),
            ("switch_premium", SHARE, event.switch_premium),
        ],
        Event::LineLaunched(_) => Vec::new(),
        Event::AttemptLapsed(gates) => of_gates(gates),
        Event::PermitRefused { fee } => vec![("fee", MONEY, *fee)],
        Event::SiteGranted(site) => vec![
            ("site", COUNT, site.number as f64),
            ("fee", MONEY, site.fee),
            ("capex", MONEY, site.capex),
            ("permit_delay", DAYS, site.delay_days),
            ("building", MONTHS, site.build_months),
            ("opens", MONTH, site.opens as f64),
        ],
        Event::SitesOpened { count, open } => {
            vec![("opened", COUNT, *count as f64), ("open", COUNT, *open)]
        }
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
        ("cash", MONEY, gates.ready.cash),
        ("capex", MONEY, gates.capex),
        ("reserve", MONEY, gates.reserve),
        ("contribution", MONEY, gates.ready.contribution),
        ("least_contribution", MONEY, gates.least_contribution),
    ]
}

fn of_need(need: &Need) -> Vec<NamedNumber> {
    vec![
        ("cash", MONEY, need.cash),
        ("cash_burn", MONEY, need.cash_burn),
        ("ltm_revenue", MONEY, need.ltm_revenue),
    ]
}

fn of_round(round: &Round) -> Vec<NamedNumber> {
    vec![
        ("raised", MONEY, round.raised),
        ("pre_money", MONEY, round.pre_money),
        ("chance", SHARE, round.probability),
    ]
}

fn of_closed(closed: &RoundClosed) -> Vec<NamedNumber> {
    let mut all = vec![("round", COUNT, closed.number as f64)];
    all.extend(of_need(&closed.need));
    all.extend(of_round(&closed.round));
    all.extend([
        ("new_share", SHARE, closed.round.share()),
        ("share_before", SHARE, closed.share_before),
        ("share_after", SHARE, closed.share_after),
        ("paid_in", MONEY, closed.paid_in),
    ]);
    all
}

fn of_failed(failed: &Failed) -> Vec<NamedNumber> {
    let mut all = vec![
        ("cash", MONEY, failed.cash),
        ("inventory", MONEY, failed.inventory),
        ("net_fixed_assets", MONEY, failed.net_fixed_assets),
        ("recovery_rate", SHARE, failed.recovery_rate),
        ("debt", MONEY, failed.debt),
        ("rounds_closed", COUNT, failed.rounds_closed as f64),
        ("max_rounds", COUNT, failed.max_rounds),
    ];
    all.extend(of_proceeds(&failed.proceeds));
    all
}

fn of_sold(sold: &Sold) -> Vec<NamedNumber> {
    let mut all = vec![
        ("metric", MONEY, sold.metric),
        ("multiple", MULTIPLE, sold.terms.multiple),
        ("window_factor", FACTOR, sold.window_factor),
        ("integration_readiness", SHARE, sold.readiness),
        ("integration_discount", SHARE, sold.terms.integration_discount),
        ("fee_rate", SHARE, sold.terms.fee_rate),
        ("cash", MONEY, sold.standing.cash),
        ("debt", MONEY, sold.standing.debt),
        ("deferred_share", SHARE, sold.terms.deferred_share),
        ("deferred_paid_share", SHARE, sold.terms.deferred_paid_share),
        ("deferred_by", MONTHS, sold.terms.deferred_months),
    ];
    all.extend(of_proceeds(&sold.proceeds));
    all
}

fn of_horizon(horizon: &ReachedHorizon) -> Vec<NamedNumber> {
    let mut all = vec![
        ("metric", MONEY, horizon.metric),
        ("multiple", MULTIPLE, horizon.terms.multiple),
        ("illiquidity_discount", SHARE, horizon.terms.illiquidity_discount),
        ("cash", MONEY, horizon.standing.cash),
        ("debt", MONEY, horizon.standing.debt),
    ];
    all.extend(of_proceeds(&horizon.proceeds));
    all
}

fn of_proceeds(proceeds: &Proceeds) -> Vec<NamedNumber> {
    vec![
        ("enterprise_value", MONEY, proceeds.enterprise_value),
        ("at_closing", MONEY, proceeds.at_closing),
        ("deferred", MONEY, proceeds.deferred),
    ]
}
