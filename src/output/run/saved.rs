//! A run that is saved so that its figures can be computed and its charts drawn
//! again: `paths.parquet` (what every path came to), `months.parquet` (the
//! months in percentiles, and the runway) and `years.parquet` (the plan by year), each with what
//! the run was made from.
//!
//! [`read_paths`] gives back the [`Outcomes`] of the run to the last bit, but
//! for the panel of months and the investor's flows, which are far larger than everything else
//! and are kept only in percentiles: charts that need them take them from
//! [`read_months`] and [`read_years`]. With all of them,
//!
//! ```text
//! let followed = Followed { runway: months.runway, peers: months.peers, years };
//! summarize(&paths.outcomes, paths.info.target_irr, &paths.info.route_names)
//! Pictures::new(&paths.info, &summary, &paths.outcomes).with_followed(followed)
//! ```
//!
//! are the summary (but for the rank correlations, which are of the draws) and
//! the charts of the run.

use serde_json::{Value, json};

use super::closing_facts::{closing_stack, closing_value};
use super::{driver_facts, kpi_facts, unit_facts};
use crate::analysis::followed::Followed;
use crate::analysis::outcomes::Outcomes;
use crate::analysis::plan_years::PlanYears;
use crate::analysis::published_rates::Peers;
use crate::analysis::run_info::RunInfo;
use crate::analysis::runway::Runway;
use crate::analysis::strongest_driver::StrongestDriver;
use crate::analysis::timeline::MonthSpread;
use crate::analysis::unit_economics::UnitEconomics;
use crate::model::outcome::Unit;
use crate::output::tables::months::MonthTable;
use crate::output::tables::panel::PanelTable;
use crate::output::tables::parquet::parquet_file;
use crate::output::tables::parquet_reader::ParquetTable;
pub use crate::output::tables::parquet_reader::Unreadable;
use crate::output::tables::paths::PathTable;
use crate::output::tables::years::{YearColumn, YearTable};
use crate::output::tables::{Column, ColumnKind, DataTable, Datum, months, paths};
use crate::sampling::design::Design;

/// Version of the layout of these files; a new one for every change that could
/// break a reader.
pub const LAYOUT_VERSION: u32 = 1;

/// `paths.parquet`: a row for each path.
pub fn paths_parquet(info: &RunInfo, outcomes: &Outcomes) -> Vec<u8> {
    let units = UnitEconomics::of(&outcomes.units, outcomes.errors);
    let units = ("units".to_owned(), unit_facts::json(units.as_ref()).to_string());
    let driver = outcomes.draws.strongest(&outcomes.moic, outcomes.errors);
    let driver = ("driver".to_owned(), driver_facts::json(driver.as_ref()).to_string());
    saved(info, "paths", &PathTable::new(outcomes, &info.route_names), vec![units, driver])
}

/// `months.parquet`: a row for each month.
pub fn months_parquet(info: &RunInfo, months: &[MonthSpread], followed: &Followed) -> Vec<u8> {
    let Followed { runway, peers, .. } = followed;
    let panel = ("panel_paths".to_owned(), runway.panel_paths.to_string());
    let peers = ("peers".to_owned(), peers.key().to_owned());
    saved(info, "months", &MonthTable::new(months, runway), vec![panel, peers])
}

/// `years.parquet`: a row for each year.
pub fn years_parquet(info: &RunInfo, plan: &PlanYears) -> Vec<u8> {
    let later = ("net_later".to_owned(), plan.later.to_string());
    saved(info, "years", &YearTable::new(plan), vec![later])
}

/// `panel.parquet`: a row for each lived month of the first `paths` paths, or
/// as many as have months.
pub fn panel_parquet(info: &RunInfo, outcomes: &Outcomes, paths: usize) -> Vec<u8> {
    saved(info, "panel", &PanelTable::new(outcomes, paths), Vec::new())
}

/// A run, read from its `paths.parquet`.
#[derive(Clone, Debug)]
pub struct SavedPaths {
    /// The scenario, seed and deal that it was made from.
    pub info: RunInfo,
    /// All of it, but for the panel, which is empty.
    pub outcomes: Outcomes,
    /// What a unit earns.
    pub units: Option<UnitEconomics>,
    /// The assumption that MOIC goes with most.
    pub driver: Option<StrongestDriver>,
}

/// The months of a run, read from its `months.parquet`.
#[derive(Clone, Debug)]
pub struct SavedMonths {
    /// What it was made from.
    pub info: RunInfo,
    /// Percentiles of each month over the paths of the panel.
    pub months: Vec<MonthSpread>,
    /// Cash, and how many paths have failed.
    pub runway: Runway,
    /// Whom the operator stands beside.
    pub peers: Peers,
}

/// Reads `paths.parquet`.
///
/// # Errors
/// Where the bytes are not such a file, or one of another layout.
pub fn read_paths(bytes: Vec<u8>) -> Result<SavedPaths, Unreadable> {
    let (table, info) = open(bytes, "paths")?;
    let mut outcomes = Outcomes::in_design(info.design);
    for held in paths::PathColumn::all() {
        if held == paths::PathColumn::FailureCause && !table.has(&held.column().name) {
            continue;
        }
        let take = |cell: Datum<'_>, row| held.take(cell, &mut outcomes, &info.route_names, row);
        table.each(&held.column().name, take)?;
    }
    if outcomes.is_empty() {
        return Err(Unreadable("it has no path".to_owned()));
    }
    let units = unit_facts::read(fact(&table, "units")?).map_err(|()| not_so("units"))?;
    let driver = driver_facts::read(fact(&table, "driver")?).map_err(|()| not_so("driver"))?;
    Ok(SavedPaths { info, outcomes, units, driver })
}

/// Reads `months.parquet`.
///
/// # Errors
/// Where the bytes are not such a file, or one of another layout.
pub fn read_months(bytes: Vec<u8>) -> Result<SavedMonths, Unreadable> {
    let (table, info) = open(bytes, "months")?;
    let mut taken = months::MonthsRead::default();
    for held in months::MonthColumn::all() {
        table.each(&held.column().name, |cell, row| held.take(cell, &mut taken, row))?;
    }
    let months::MonthsRead { months, mut runway } = taken;
    runway.panel_paths = number(&table, "panel_paths")?;
    let peers = Peers::find(fact(&table, "peers")?).ok_or_else(|| not_so("peers"))?;
    Ok(SavedMonths { info, months, runway, peers })
}

/// Reads `years.parquet`.
///
/// # Errors
/// Where the bytes are not such a file, or one of another layout.
pub fn read_years(bytes: Vec<u8>) -> Result<PlanYears, Unreadable> {
    let (table, info) = open(bytes, "years")?;
    let mut years = Vec::new();
    for held in YearColumn::all() {
        if held == YearColumn::OperatingError && !table.has(&held.column().name) {
            continue;
        }
        table.each(&held.column().name, |cell, row| held.take(cell, &mut years, row))?;
    }
    let paths = usize::try_from(info.paths).map_err(|_| not_so("paths"))?;
    Ok(PlanYears { paths, years, later: number(&table, "net_later")? })
}

fn saved(info: &RunInfo, of: &str, table: &dyn DataTable, more: Vec<(String, String)>) -> Vec<u8> {
    let columns = table.columns().iter().map(|column| about(column, &info.currency));
    let columns = Value::Array(columns.collect()).to_string();
    let facts = facts(info).into_iter().chain(more);
    let head = [("table", of.to_owned()), ("layout_version", LAYOUT_VERSION.to_string())];
    let head = head.into_iter().map(|(name, value)| (name.to_owned(), value));
    let all = head.chain(facts).chain([("columns".to_owned(), columns)]);
    parquet_file(table, all.map(|(name, value)| (format!("shortrun.{name}"), value)).collect())
}

/// A column in words, for those who meet the file alone.
fn about(column: &Column, currency: &str) -> Value {
    let unit = match column.unit {
        Some(Unit::Money) => currency,
        _ => column.unit_name(),
    };
    let kind = match column.kind {
        ColumnKind::Whole => "whole number",
        ColumnKind::Real => "real number",
        ColumnKind::Words => "words",
    };
    json!({ "name": column.name, "unit": unit, "kind": kind, "meaning": column.meaning })
}

/// What a run was made from, by name.
fn facts(info: &RunInfo) -> Vec<(String, String)> {
    let facts = [
        ("version", info.program_version.clone()),
        ("scenario", info.scenario_name.clone()),
        ("scenario_file", info.scenario_file.clone()),
        ("scenario_sha256", info.content_hash.clone()),
        ("vertical", info.vertical.clone()),
        ("currency", info.currency.clone()),
        ("seed", info.seed.to_string()),
        ("design", info.design.to_string()),
        ("paths", info.paths.to_string()),
        ("horizon_months", info.horizon_months.to_string()),
        ("hurdle_rate", info.hurdle_rate.to_string()),
        ("target_irr", info.target_irr.to_string()),
        ("cheque", info.cheque.to_string()),
        ("post_money", info.post_money.to_string()),
        ("routes", json!(info.route_names).to_string()),
        ("horizon_rule", info.horizon_rule.clone()),
        ("kpi", kpi_facts::json(&info.kpi).to_string()),
        ("closing", closing_value(&info.closing).to_string()),
    ];
    facts.map(|(name, value)| (name.to_owned(), value)).to_vec()
}

/// Opens a file of this layout and of this table.
fn open(bytes: Vec<u8>, of: &str) -> Result<(ParquetTable, RunInfo), Unreadable> {
    let table = ParquetTable::open(bytes)?;
    let layout: u32 = number(&table, "layout_version")?;
    if layout != LAYOUT_VERSION {
        let version = fact(&table, "version")?;
        return Err(Unreadable(format!(
            "it has layout {layout}, written by shortrun {version}; this version reads layout \
             {LAYOUT_VERSION}"
        )));
    }
    let found = fact(&table, "table")?;
    if found != of {
        return Err(Unreadable(format!("it is the table of {found}, not of {of}")));
    }
    let info = info(&table)?;
    Ok((table, info))
}

fn info(table: &ParquetTable) -> Result<RunInfo, Unreadable> {
    let text = |name| fact(table, name).map(str::to_owned);
    let routes = serde_json::from_str(fact(table, "routes")?);
    let closing = serde_json::from_str(fact(table, "closing")?);
    let closing = closing.ok().and_then(|value| closing_stack(&value));
    Ok(RunInfo {
        program_version: text("version")?,
        scenario_file: text("scenario_file")?,
        scenario_name: text("scenario")?,
        vertical: text("vertical")?,
        currency: text("currency")?,
        content_hash: text("scenario_sha256")?,
        seed: number(table, "seed")?,
        design: design(table)?,
        paths: number(table, "paths")?,
        horizon_months: number(table, "horizon_months")?,
        hurdle_rate: number(table, "hurdle_rate")?,
        target_irr: number(table, "target_irr")?,
        cheque: number(table, "cheque")?,
        post_money: number(table, "post_money")?,
        route_names: routes.map_err(|_| not_so("routes"))?,
        horizon_rule: text("horizon_rule")?,
        kpi: kpi_facts::read(fact(table, "kpi")?).ok_or_else(|| not_so("kpi"))?,
        closing: closing.ok_or_else(|| not_so("closing"))?,
    })
}

/// What was written before there were designs has independent paths.
fn design(table: &ParquetTable) -> Result<Design, Unreadable> {
    let written = table.fact("shortrun.design").ok();
    written.map_or(Ok(Design::Plain), |name| name.parse().map_err(|()| not_so("design")))
}

fn fact<'a>(table: &'a ParquetTable, name: &str) -> Result<&'a str, Unreadable> {
    table.fact(&format!("shortrun.{name}"))
}

fn number<T: std::str::FromStr>(table: &ParquetTable, name: &str) -> Result<T, Unreadable> {
    fact(table, name)?.parse().map_err(|_| not_so(name))
}

fn not_so(name: &str) -> Unreadable {
    Unreadable(format!("what it says of shortrun.{name} makes no sense"))
}
