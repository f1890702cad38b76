//! The months and the events of a replayed path as csv. Heads name units.

use super::figures::{figures, kind};
use super::words::Teller;
use crate::analysis::replayed::Replayed;
use crate::model::detail::{LineDetail, MonthDetail};
use crate::model::ledger::Month;
use crate::output::csv::{Rows, number};

/// One month with where it starts from.
struct Row<'a> {
    t: usize,
    opening_cash: f64,
    month: &'a Month,
    detail: &'a MonthDetail,
}

/// A column: its name, its unit (`money` stands for the currency), its value.
type LedgerColumn = (&'static str, &'static str, fn(&Row<'_>) -> f64);

/// Demand, capacity and units.
const OPERATIONS: [LedgerColumn; 19] = [
    ("demand_index", "factor", |row| row.month.demand_index),
    ("window_open", "1 or 0", |row| row.month.window_open),
    ("sites_open", "sites", |row| row.month.sites_open),
    ("site_equivalents", "mature sites", |row| row.month.site_equivalents),
    ("availability", "share of capacity", |row| row.month.availability),
    ("material_factor", "factor", |row| row.detail.material_factor),
    ("capacity", "units", |row| row.detail.capacity_units),
    ("capacity_factor", "share of commitments", |row| row.month.capacity_factor),
    ("headroom", "units", |row| row.detail.capacity_units - row.month.made),
    ("forecast", "units", |row| row.detail.lines.iter().map(|line| line.forecast).sum()),
    ("demand", "units", |row| row.month.demand),
    ("made", "units", |row| row.month.made),
    ("sold", "units", |row| row.month.sold),
    ("leftover", "units", |row| row.month.leftover),
    ("lost", "units", |row| row.month.lost),
    ("markdown_rate", "share of value made", |row| row.month.markdown_rate),
    ("popups_held", "events", |row| row.detail.popups_held),
    ("popups_refused", "events", |row| row.detail.popups_refused),
    ("ownership", "share of company", |row| row.detail.ownership),
];

/// Profit, working capital, plant and cash.
const MONEY: [LedgerColumn; 33] = [
    ("line_revenue", "money", |row| row.month.line_revenue),
    ("popup_revenue", "money", |row| row.month.popup_revenue),
    ("rental", "money", |row| row.month.rental),
    ("revenue", "money", |row| row.month.revenue),
    ("line_cost", "money", |row| row.month.line_cost),
    ("popup_cost", "money", |row| row.detail.popup_cost),
    ("site_cost", "money", |row| row.detail.accounts.site_cost),
    ("contribution", "money", |row| row.month.contribution),
    ("overhead", "money", |row| row.detail.accounts.overhead),
    ("carrying_cost", "money", |row| row.detail.accounts.carrying),
    ("permit_fees", "money", |row| row.detail.accounts.permit_fees),
    ("ebitda", "money", |row| row.month.ebitda),
    ("depreciation", "money", |row| row.month.depreciation),
    ("interest", "money", |row| row.month.interest),
    ("tax", "money", |row| row.month.tax),
    ("losses_carried_forward", "money", |row| row.detail.accounts.losses_carried_forward),
    ("inventory", "money", |row| row.month.inventory),
    ("receivables", "money", |row| row.detail.accounts.receivables),
    ("payables", "money", |row| row.detail.accounts.payables),
    ("net_working_capital", "money", |row| row.month.net_working_capital),
    ("working_capital_change", "money", |row| row.month.working_capital_change),
    ("capex", "money", |row| row.month.capex),
    ("net_fixed_assets", "money", |row| row.month.net_fixed_assets),
    ("opening_cash", "money", |row| row.opening_cash),
    ("operating_cash_flow", "money", |row| {
        let month = row.month;
        month.ebitda - month.tax - month.interest - month.working_capital_change
    }),
    ("funding", "money", |row| row.month.funding),
    ("cash", "money", |row| row.month.cash),
    ("debt", "money", |row| row.detail.debt),
    ("ltm_revenue", "money a year", |row| row.detail.ltm_revenue),
    ("ltm_ebitda", "money a year", |row| row.detail.ltm_ebitda),
    ("cash_burn", "money a month", |row| row.detail.cash_burn),
    ("cash_before_funding", "money", |row| row.month.cash - row.month.funding),
    ("runway", "months of burn", |row| {
        let burn = row.detail.cash_burn;
        if 0.0 < burn { row.month.cash.max(0.0) / burn } else { f64::NAN }
    }),
];

/// A column of each line.
type LineColumn = (&'static str, &'static str, fn(&LineDetail) -> f64);

const LINES: [LineColumn; 11] = [
    ("forecast", "units", |line| line.forecast),
    ("demand", "units", |line| line.month.demand),
    ("made", "units", |line| line.month.made),
    ("sold", "units", |line| line.month.sold),
    ("leftover", "units", |line| line.month.leftover),
    ("lost", "units", |line| line.month.lost),
    ("revenue", "money", |line| line.month.revenue),
    ("cost", "money", |line| line.month.cost),
    ("inventory", "money", |line| line.month.inventory),
    ("unit_cost", "money", |line| line.unit_cost),
    ("lead_time", "days", |line| line.lead_time_days),
];

/// A row for each month lived. Numbers are written with all their digits;
/// absent ones are empty. Money is in `currency`.
pub fn ledger_csv(replayed: &Replayed, currency: &str) -> Vec<u8> {
    let named = |name: &str, unit: &str| format!("{name} [{}]", unit.replace("money", currency));
    let columns = || OPERATIONS.iter().chain(&MONEY);
    let mut head = vec![named("month", "from 1"), named("t", "month, from 0")];
    head.extend(columns().map(|(name, unit, _)| named(name, unit)));
    for line in &replayed.names.lines {
        head.extend(LINES.map(|(name, unit, _)| named(&format!("{line}: {name}"), unit)));
    }
    let mut rows = Rows::new();
    rows.write(head.into_iter());
    let mut opening_cash = replayed.opening_cash;
    let months = replayed.replay.ledger.months.iter().zip(&replayed.replay.record.months);
    for (t, (month, detail)) in months.enumerate() {
        let row = Row { t, opening_cash, month, detail };
        opening_cash = month.cash;
        rows.write(cells(&row).into_iter());
    }
    rows.finish()
}

fn cells(row: &Row<'_>) -> Vec<String> {
    let columns = OPERATIONS.iter().chain(&MONEY);
    let mut cells = vec![(row.t + 1).to_string(), row.t.to_string()];
    cells.extend(columns.map(|(_, _, value)| number(value(row))));
    let lines = row.detail.lines.iter();
    cells.extend(lines.flat_map(|line| LINES.map(|(_, _, value)| number(value(line)))));
    cells
}

/// A row for each event: when, what, in words, and all its numbers.
pub fn events_csv(replayed: &Replayed, currency: &str) -> Vec<u8> {
    let teller = Teller { names: &replayed.names, currency };
    let mut rows = Rows::new();
    let head =
        ["month [from 1]", "t [month, from 0]", "event", "subject", "in_words", "figures [units]"];
    rows.write(head.into_iter().map(str::to_owned));
    for told in &replayed.story {
        let figures = figures(&told.what).into_iter();
        let figures = figures.map(|(name, unit, value)| {
            format!("{name} = {} [{}]", number(value), unit.replace("money", currency))
        });
        rows.write(
            [
                (told.month + 1).to_string(),
                told.month.to_string(),
                kind(&told.what).to_owned(),
                teller.subject(&told.what).to_owned(),
                teller.sentence(&told.what),
                figures.collect::<Vec<_>>().join("; "),
            ]
            .into_iter(),
        );
    }
    rows.finish()
}
