//! The months and the events of a replayed path as csv. Heads name units.

use super::figures::{figures, kind, unit_in};
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

/// A column of the months, or of a line in them.
struct LedgerColumn<T> {
    name: &'static str,
    /// In words, in which `money` stands for the currency.
    unit: &'static str,
    value: fn(&T) -> f64,
}

const fn column<T>(
    name: &'static str,
    unit: &'static str,
    value: fn(&T) -> f64,
) -> LedgerColumn<T> {
    LedgerColumn { name, unit, value }
}

/// Demand, capacity and units.
fn operations<'a>() -> [LedgerColumn<Row<'a>>; 23] {
    [
        column("demand_index", "factor", |row| row.month.demand_index),
        column("window_open", "1 or 0", |row| row.month.window_open),
        column("sites_open", "sites", |row| row.month.sites_open),
        column("site_equivalents", "mature sites", |row| row.month.site_equivalents),
        column("demand_equivalents", "mature initial sites", |row| row.detail.demand_equivalents),
        column("price_level", "factor", |row| row.detail.price_level),
        column("availability", "share of capacity", |row| row.month.availability),
        column("material_factor", "factor", |row| row.detail.material_factor),
        column("capacity", "units", |row| row.detail.capacity_units),
        column("capacity_factor", "share of commitments", |row| row.month.capacity_factor),
        column("headroom", "units", |row| row.detail.capacity_units - row.month.made),
        column("forecast", "units", |row| row.detail.lines.iter().map(|line| line.forecast).sum()),
        column("demand", "units", |row| row.month.demand),
        column("made", "units", |row| row.month.made),
        column("sold", "units", |row| row.month.sold),
        column("leftover", "units", |row| row.month.leftover),
        column("carried", "units", |row| row.month.carried),
        column("waiting", "units", |row| row.month.waiting),
        column("lost", "units", |row| row.month.lost),
        column("markdown_rate", "share of value gone", |row| row.month.markdown_rate),
        column("popups_held", "events", |row| row.detail.popups_held),
        column("popups_refused", "events", |row| row.detail.popups_refused),
        column("ownership", "share of company", |row| row.detail.ownership),
    ]
}

/// Profit, working capital, plant and cash.
fn money<'a>() -> [LedgerColumn<Row<'a>>; 37] {
    [
        column("line_revenue", "money", |row| row.month.line_revenue),
        column("popup_revenue", "money", |row| row.month.popup_revenue),
        column("rental", "money", |row| row.month.rental),
        column("revenue", "money", |row| row.month.revenue),
        column("line_cost", "money", |row| row.month.line_cost),
        column("popup_cost", "money", |row| row.detail.popup_cost),
        column("site_cost", "money", |row| row.detail.accounts.site_cost),
        column("contribution", "money", |row| row.month.contribution),
        column("overhead", "money", |row| row.detail.accounts.overhead),
        column("carrying_cost", "money", |row| row.detail.accounts.carrying),
        column("permit_fees", "money", |row| row.detail.accounts.permit_fees),
        column("closure_cost", "money", |row| row.detail.accounts.closure_cost),
        column("ebitda", "money", |row| row.month.ebitda),
        column("depreciation", "money", |row| row.month.depreciation),
        column("written_off", "money", |row| row.detail.accounts.written_off),
        column("interest", "money", |row| row.month.interest),
        column("tax", "money", |row| row.month.tax),
        column("losses_carried_forward", "money", |row| row.detail.accounts.losses_carried_forward),
        column("inventory", "money", |row| row.month.inventory),
        column("receivables", "money", |row| row.detail.accounts.receivables),
        column("payables", "money", |row| row.detail.accounts.payables),
        column("net_working_capital", "money", |row| row.month.net_working_capital),
        column("working_capital_change", "money", |row| row.month.working_capital_change),
        column("capex", "money", |row| row.month.capex),
        column("replacement", "money", |row| row.detail.accounts.replacement),
        column("net_fixed_assets", "money", |row| row.month.net_fixed_assets),
        column("opening_cash", "money", |row| row.opening_cash),
        column("operating_cash_flow", "money", |row| {
            let month = row.month;
            month.ebitda - month.tax - month.interest - month.working_capital_change
        }),
        column("debt_repaid", "money", |row| row.month.debt_repaid),
        column("funding", "money", |row| row.month.funding),
        column("cash", "money", |row| row.month.cash),
        column("debt", "money", |row| row.month.debt),
        column("ltm_revenue", "money a year", |row| row.detail.ltm_revenue),
        column("ltm_ebitda", "money a year", |row| row.detail.ltm_ebitda),
        column("cash_burn", "money a month", |row| row.detail.cash_burn),
        column("cash_before_funding", "money", |row| row.month.cash - row.month.funding),
        column("runway", "months of burn", |row| {
            let burn = row.detail.cash_burn;
            if 0.0 < burn { row.month.cash.max(0.0) / burn } else { f64::NAN }
        }),
    ]
}

/// Columns of each line.
const LINES: [LedgerColumn<LineDetail>; 13] = [
    column("forecast", "units", |line| line.forecast),
    column("demand", "units", |line| line.month.demand),
    column("made", "units", |line| line.month.made),
    column("sold", "units", |line| line.month.sold),
    column("leftover", "units", |line| line.month.leftover),
    column("carried", "units", |line| line.month.carried),
    column("waiting", "units", |line| line.month.waiting),
    column("lost", "units", |line| line.month.lost),
    column("revenue", "money", |line| line.month.revenue),
    column("cost", "money", |line| line.month.cost),
    column("inventory", "money", |line| line.month.inventory),
    column("unit_cost", "money", |line| line.unit_cost),
    column("lead_time", "days", |line| line.lead_time_days),
];

/// A row for each month lived. Numbers are written with all their digits;
/// absent ones are empty. Money is in `currency`.
pub fn ledger_csv(replayed: &Replayed, currency: &str) -> Vec<u8> {
    let named = |name: &str, unit: &str| format!("{name} [{}]", unit_in(unit, currency));
    let columns = || operations().into_iter().chain(money());
    let mut head = vec![named("month", "from 1"), named("t", "month, from 0")];
    head.extend(columns().map(|column| named(column.name, column.unit)));
    for line in &replayed.names.lines {
        let named = |one: &LedgerColumn<_>| named(&format!("{line}: {}", one.name), one.unit);
        head.extend(LINES.iter().map(named));
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
    let columns = operations().into_iter().chain(money());
    let mut cells = vec![(row.t + 1).to_string(), row.t.to_string()];
    cells.extend(columns.map(|column| number((column.value)(row))));
    let lines = row.detail.lines.iter();
    cells.extend(lines.flat_map(|line| LINES.iter().map(|column| number((column.value)(line)))));
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
        let figures = figures.map(|one| {
            format!("{} = {} [{}]", one.name, number(one.value), unit_in(one.unit, currency))
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
