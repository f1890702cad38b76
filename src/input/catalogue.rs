//! All tables of a scenario file and their keys.

use super::parameters::EVIDENCE;
use crate::model::key::Key;
use crate::model::lines::{Product, Supplier};
use crate::model::tables::{
    BalanceSheet, Deal, Existing, Exit, Funding, Horizon, Market, Permits, Popups, Route, Scaling,
    Sites,
};

/// One table of a scenario file.
pub struct Table {
    /// As written in the file: `[sites.permits]`, `[[product]]`.
    pub title: &'static str,
    /// Its keys that are numbers.
    pub keys: &'static [Key],
    /// Its other keys and the tables in it.
    pub others: &'static [&'static str],
}

const fn table(
    title: &'static str,
    keys: &'static [Key],
    others: &'static [&'static str],
) -> Table {
    Table { title, keys, others }
}

/// Keys of the file itself.
pub(super) const ROOT: &[&str] = &[
    "scenario",
    "simulation",
    "investment",
    "balance_sheet",
    "market",
    "sites",
    "scaling",
    "product",
    "supplier",
    "popups",
    "funding",
    "exit",
    "correlation",
];
/// Keys of `[scenario]`.
pub(super) const SCENARIO: &[&str] = &["name", "vertical", "currency", "source", "grade"];
/// Keys of `[simulation]`.
pub(super) const SIMULATION: &[&str] = &["paths", "seed", "horizon_months"];
/// Keys of `[investment]` that are not numbers, and the list in it.
pub(super) const INVESTMENT: &[&str] = &["seniority", "participation", "pro_rata", "existing"];
/// Keys of `[[investment.existing]]` that are not numbers.
pub(super) const EXISTING: &[&str] = &["name", "participation", "seniority"];
/// The table in `[sites]`.
pub(super) const SITES: &[&str] = &["permits"];
/// Keys of `[[product]]` that are not numbers.
pub(super) const PRODUCT: &[&str] = &["name", "seasonality"];
/// Keys of `[[supplier]]` that are not numbers.
pub(super) const SUPPLIER: &[&str] = &["name"];
/// Keys of `[funding]` that are not numbers.
pub(super) const FUNDING: &[&str] = &["new_round_seniority"];
/// The tables in `[exit]`.
pub(super) const EXIT: &[&str] = &["route", "horizon"];
/// Keys of `[[exit.route]]` that are not numbers.
pub(super) const ROUTE: &[&str] = &["name", "metric"];
/// Keys of `[exit.horizon]` that are not numbers.
pub(super) const HORIZON: &[&str] = &["metric"];

/// Keys of `[[correlation]]`.
pub(super) const CORRELATION: &[&str] = &["between", "rank", "source", "grade", "note"];

/// Every table of a scenario file, in the customary order.
pub const TABLES: &[Table] = &[
    table("[scenario]", &[], SCENARIO),
    table("[simulation]", &[], SIMULATION),
    table("[investment]", Deal::<()>::KEYS, INVESTMENT),
    table("[[investment.existing]]", Existing::<()>::KEYS, EXISTING),
    table("[balance_sheet]", BalanceSheet::<()>::KEYS, &[]),
    table("[market]", Market::<()>::KEYS, &[]),
    table("[sites]", Sites::<()>::KEYS, SITES),
    table("[sites.permits]", Permits::<()>::KEYS, &[]),
    table("[scaling]", Scaling::<()>::KEYS, &[]),
    table("[[product]]", Product::<()>::KEYS, PRODUCT),
    table("[[supplier]]", Supplier::<()>::KEYS, SUPPLIER),
    table("[popups]", Popups::<()>::KEYS, &[]),
    table("[funding]", Funding::<()>::KEYS, FUNDING),
    table("[exit]", Exit::<()>::KEYS, EXIT),
    table("[[exit.route]]", Route::<()>::KEYS, ROUTE),
    table("[exit.horizon]", Horizon::<()>::KEYS, HORIZON),
    table("[[correlation]]", &[], CORRELATION),
];

/// The names of a table's keys.
pub(super) fn known(keys: &'static [Key], others: &'static [&'static str]) -> Vec<&'static str> {
    keys.iter().map(|key| key.name).chain(others.iter().copied()).collect()
}

/// The table of that name inside another one, or else the tables that have a
/// key of that name.
pub(super) fn homes_of(name: &str) -> Vec<&'static str> {
    // These stand beside numbers in any table.
    if EVIDENCE.contains(&name) {
        return Vec::new();
    }
    let own_title = |title: &str| {
        title.trim_matches(['[', ']']).rsplit_once('.').is_some_and(|(_, last)| last == name)
    };
    let nested: Vec<_> = TABLES.iter().map(|table| table.title).filter(|t| own_title(t)).collect();
    if !nested.is_empty() {
        return nested;
    }
    let has = |table: &&Table| {
        table.others.contains(&name) || table.keys.iter().any(|key| key.name == name)
    };
    TABLES.iter().filter(has).map(|table| table.title).collect()
}

/// Why a key of the scenario language that this version cannot read is
/// refused; none for other keys.
pub(super) fn not_yet(path: &str, name: &str) -> Option<String> {
    const BLOCKS: [&str; 3] = ["stress", "screen", "diligence"];
    if path.is_empty() && BLOCKS.contains(&name) {
        Some(format!("this version does not support `[[{name}]]` yet"))
    } else if path.is_empty() && name == "extends" {
        Some("this version does not support `extends` yet".to_owned())
    } else if name == "remove" {
        Some("this version does not support `remove` yet".to_owned())
    } else {
        None
    }
}
