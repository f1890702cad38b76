//! The tables that describe the operator and its exits, one function each.

use super::catalogue::{self, known};
use super::exit_prices::price_number;
use super::lists::{self, ListForm};
use super::others::{METRICS, SENIORITIES};
use super::problem::Problem;
use super::reader::Reader;
use super::section::{Entry, Section};
use super::value;
use super::wording::{number, quoted};
use crate::model::lines::{Product, Supplier};
use crate::model::operator::{Line, Metric, NewRoundSeniority};
use crate::model::tables::{
    Campaign, Exit, Funding, Horizon, Market, Permits, Popups, Route, Sites, Traction,
};
use crate::sampling::assumptions::Input;

/// Reads a table that holds numbers alone, by its `KEYS` and `build`.
macro_rules! plain_table {
    ($reader:expr, $root:expr, $table:ident, $name:literal) => {{
        let keys = $crate::input::catalogue::known($table::<()>::KEYS, &[]);
        let mut section = $root.child($name, keys, &mut $reader.problems);
        let table = $table::build(|key| $reader.number(&mut section, key));
        section.close(&mut $reader.problems);
        table
    }};
}
pub(super) use plain_table;

/// Reads `[market]`, with growth in the years after the first where it is a list.
pub(super) fn market(reader: &mut Reader, root: &Section<'_>) -> (Market<Input>, Vec<Input>) {
    let keys = known(Market::<()>::KEYS, &[]);
    let mut section = root.child("market", keys, &mut reader.problems);
    let mut later_growth = Vec::new();
    let market = Market::build(|key| {
        if !key.by_year {
            return reader.number(&mut section, key);
        }
        let (first, later) = reader.number_by_year(&mut section, key);
        later_growth = later;
        first
    });
    section.close(&mut reader.problems);
    (market, later_growth)
}

/// The tables on sites.
pub(super) struct SiteTables {
    pub(super) sites: Sites<Input>,
    pub(super) permits: Permits<Input>,
    pub(super) first_sale_gate: bool,
}

/// Reads `[sites]` and the permits in it.
pub(super) fn sites(reader: &mut Reader, root: &Section<'_>) -> SiteTables {
    let keys = known(Sites::<()>::KEYS, catalogue::SITES);
    let mut section = root.child("sites", keys, &mut reader.problems);
    let sites = Sites::build(|key| reader.number(&mut section, key));
    let permits = plain_table!(reader, section, Permits, "permits");
    let first_sale_gate = reader.switch(&section, "first_sale_gate");
    section.close(&mut reader.problems);
    SiteTables { sites, permits, first_sale_gate }
}

/// Reads `[popups]` and the campaign in it.
pub(super) fn popups(reader: &mut Reader, root: &Section<'_>) -> (Popups<Input>, Campaign<Input>) {
    let keys = known(Popups::<()>::KEYS, catalogue::POPUPS);
    let mut section = root.child("popups", keys, &mut reader.problems);
    let popups = Popups::build(|key| reader.number(&mut section, key));
    let campaign = plain_table!(reader, section, Campaign, "campaign");
    section.close(&mut reader.problems);
    (popups, campaign)
}

/// Reads the product lines.
pub(super) fn products(reader: &mut Reader, root: &Section<'_>) -> Vec<(Product<Input>, Line)> {
    let others = catalogue::PRODUCT;
    let form = ListForm { name: "product", keys: Product::<()>::KEYS, others };
    lists::each(reader, root, &form, |reader, section, name| {
        let product = Product::build(|key| reader.number(section, key));
        let seasonality = section.entry("seasonality");
        let seasonality = seasonality.map(|entry| factors(section, entry));
        let line = Line {
            name: name.to_owned(),
            seasonality: seasonality.and_then(|read| reader.keep(read)).unwrap_or([1.0; 12]),
            has_service_level: section.entry("service_level").is_some(),
            sells_at_loss: sells_at_loss(reader, section),
        };
        (product, line)
    })
}

/// Whether a line is made at a loss; then how much of it is stocked must be said, since
/// no stock pays.
fn sells_at_loss(reader: &mut Reader, section: &Section<'_>) -> bool {
    let sells = reader.switch(section, "sells_at_loss");
    if let Some(entry) = section.entry("sells_at_loss")
        && sells
        && section.entry("service_level").is_none()
    {
        let message =
            format!("{} needs a service_level", quoted(&section.path_of("sells_at_loss")));
        let problem = Problem::error(entry.span(), message)
            .label("how much is stocked of what earns nothing")
            .hint("service_level is the chance that stock suffices, for example 0.9");
        reader.problems.push(problem);
    }
    sells
}

/// Twelve demand factors with a mean of 1.
fn factors(section: &Section<'_>, entry: Entry<'_>) -> Result<[f64; 12], Problem> {
    const TOLERANCE: f64 = 1e-6;
    let path = section.path_of("seasonality");
    let list = value::numbers(&path, entry)?;
    let path = quoted(&path);
    let Ok(factors) = <[f64; 12]>::try_from(list.as_slice()) else {
        let message = format!("{path} has {} numbers", list.len());
        let label = "must be 12, one for each month of the year";
        return Err(Problem::error(entry.span(), message).label(label));
    };
    if let Some(month) = factors.iter().position(|factor| *factor < 0.0) {
        let message = format!("{path} has {} for month {month}", number(factors[month]));
        return Err(Problem::error(entry.span(), message).label("factors must be 0 or more"));
    }
    let mean = factors.iter().sum::<f64>() / 12.0;
    if (mean - 1.0).abs() <= TOLERANCE {
        return Ok(factors);
    }
    let message = format!("the mean of {path} is {mean:.6}");
    let problem = Problem::error(entry.span(), message).label("the mean must be 1");
    Err(if 0.0 < mean && mean.is_finite() {
        problem.hint(format!("divide each factor by {mean:.9}"))
    } else {
        problem
    })
}

/// Reads the suppliers with their names.
pub(super) fn suppliers(reader: &mut Reader, root: &Section<'_>) -> Vec<(Supplier<Input>, String)> {
    let others = catalogue::SUPPLIER;
    let form = ListForm { name: "supplier", keys: Supplier::<()>::KEYS, others };
    lists::each(reader, root, &form, |reader, section, name| {
        (Supplier::build(|key| reader.number(section, key)), name.to_owned())
    })
}

/// The tables on later rounds.
pub(super) struct Funded {
    pub(super) funding: Funding<Input>,
    pub(super) traction: Traction<Input>,
    pub(super) new_round_seniority: NewRoundSeniority,
}

/// Reads `[funding]` and the traction in it.
pub(super) fn funding(reader: &mut Reader, root: &Section<'_>) -> Funded {
    let keys = known(Funding::<()>::KEYS, catalogue::FUNDING);
    let mut section = root.child("funding", keys, &mut reader.problems);
    let funding = Funding::build(|key| reader.number(&mut section, key));
    let traction = plain_table!(reader, section, Traction, "traction");
    let new_round_seniority = section
        .entry("new_round_seniority")
        .and_then(|entry| {
            let path = section.path_of("new_round_seniority");
            reader.keep(value::choice(&path, entry, &SENIORITIES))
        })
        .unwrap_or(NewRoundSeniority::Senior);
    section.close(&mut reader.problems);
    Funded { funding, traction, new_round_seniority }
}

/// `[exit]` with its routes and the horizon.
pub(super) struct Exits {
    pub(super) exit: Exit<Input>,
    pub(super) routes: Vec<(Route<Input>, (String, Metric))>,
    pub(super) horizon: Horizon<Input>,
    pub(super) horizon_metric: Metric,
}

/// Reads `[exit]`.
pub(super) fn exits(reader: &mut Reader, root: &Section<'_>) -> Exits {
    let keys = known(Exit::<()>::KEYS, catalogue::EXIT);
    let mut section = root.child("exit", keys, &mut reader.problems);
    let exit = Exit::build(|key| reader.number(&mut section, key));
    let others = catalogue::ROUTE;
    let form = ListForm { name: "route", keys: Route::<()>::KEYS, others };
    let routes = lists::each(reader, &section, &form, |reader, section, name| {
        let route = Route::build(|key| price_number(reader, section, key));
        (route, (name.to_owned(), metric(reader, section)))
    });
    let keys = known(Horizon::<()>::KEYS, catalogue::HORIZON);
    let mut inner = section.child("horizon", keys, &mut reader.problems);
    let horizon = Horizon::build(|key| price_number(reader, &mut inner, key));
    let horizon_metric = metric(reader, &mut inner);
    inner.close(&mut reader.problems);
    section.close(&mut reader.problems);
    Exits { exit, routes, horizon, horizon_metric }
}

fn metric(reader: &mut Reader, section: &mut Section<'_>) -> Metric {
    let Some(entry) = section.entry("metric") else {
        let how = "metric = …  # what the multiple applies to: \"ltm-revenue\", \"ltm-ebitda\", \
            \"invested-capital\" or \"better-of\"";
        section.lacks("metric", how.to_owned());
        return Metric::LtmRevenue;
    };
    let path = section.path_of("metric");
    reader.keep(value::choice(&path, entry, &METRICS)).unwrap_or(Metric::LtmRevenue)
}
