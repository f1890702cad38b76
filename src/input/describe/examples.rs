//! Examples of values: from the shipped scenarios, so that they are sure to be
//! read without a problem and to be of a usual size.

use toml::{Table, Value};

use crate::input::families::EVIDENCE;
use crate::input::templates;
use crate::input::wording::number;
use crate::model::key::Key;

/// Examples of keys that no shipped scenario has.
const OTHERS: [(&str, &str, f64); 51] = [
    ("investment.tranche", "share", 0.4),
    ("investment.tranche", "month", 12.0),
    ("investment.tranche", "latest_month", 24.0),
    ("investment.tranche", "contribution_margin", 0.05),
    ("investment.tranche", "ltm_revenue", 5_000_000.0),
    ("investment.tranche", "sites_open", 4.0),
    ("balance_sheet", "interest_on_cash", 0.02),
    ("balance_sheet", "material_cover_days", 20.0),
    ("market", "inflation", 0.02),
    ("sites", "new_site_ratio", 0.8),
    ("sites", "site_volatility", 0.3),
    ("sites", "review_months", 24.0),
    ("sites", "closure_months", 6.0),
    ("investment", "target_irr", 0.35),
    ("investment", "option_pool", 0.1),
    ("investment", "option_pool_before", 0.03),
    ("investment.existing", "held", 0.25),
    ("investment.convertible", "principal", 400_000.0),
    ("investment.convertible", "cap", 6_000_000.0),
    ("investment.convertible", "discount", 0.2),
    ("investment.convertible", "interest_rate", 0.06),
    ("investment.convertible", "months_outstanding", 18.0),
    ("investment.convertible", "held", 0.5),
    ("balance_sheet", "debt_grace_months", 12.0),
    ("balance_sheet", "debt_term_months", 48.0),
    ("balance_sheet", "debt_due_month", 36.0),
    ("balance_sheet", "minimum_cash", 100_000.0),
    ("funding", "max_dilution", 0.35),
    ("funding", "option_pool_top_up", 0.05),
    ("funding.traction", "weak", -0.1),
    ("funding.traction", "strong", 0.25),
    ("funding.traction", "floor", 0.2),
    ("failure", "setback_per_year", 0.07),
    ("failure", "fading_months", 48.0),
    ("failure", "setback_cash_share", 0.5),
    ("funding", "step_multiple_spread", 0.3),
    ("exit.route", "revenue_multiple", 0.6),
    ("exit.route", "ebitda_multiple", 7.0),
    ("exit.route", "multiple_spread", 0.4),
    ("exit.horizon", "multiple", 0.6),
    ("exit.horizon", "revenue_multiple", 0.5),
    ("exit.horizon", "ebitda_multiple", 5.0),
    ("exit.horizon", "multiple_spread", 0.4),
    ("product", "service_level", 0.95),
    ("product", "packaging_price_premium", 0.03),
    ("product", "reference_delivery_days", 4.0),
    ("product", "delivery_elasticity", 0.2),
    ("popups", "halo_visitors", 400.0),
    ("popups.campaign", "factor", 3.0),
    ("popups.campaign", "month", 6.0),
    ("popups.campaign", "decay_months", 2.0),
];

/// The shipped scenarios, to look for examples in.
pub(super) struct Examples {
    scenarios: Vec<Table>,
}

impl Examples {
    pub(super) fn new() -> Self {
        let scenarios = templates::ALL.iter().filter_map(|template| template.text.parse().ok());
        Self { scenarios: scenarios.collect() }
    }

    /// A value of a key of the table with this path, without its evidence.
    pub(super) fn of(&self, path: &str, key: &Key) -> Option<Value> {
        let shipped = self.scenarios.iter().find_map(|scenario| within(scenario, path, key.name));
        let other = || other(path, key.name).map(Value::Float);
        shipped.map(without_evidence).or_else(other)
    }
}

/// The example of a key that no shipped scenario has.
pub(super) fn other(path: &str, name: &str) -> Option<f64> {
    let found = OTHERS.iter().find(|(home, key, _)| *home == path && *key == name);
    found.map(|(_, _, value)| *value)
}

/// The value of a key in the table with this path; in a list, of the first
/// entry that has it.
fn within(table: &Table, path: &str, name: &str) -> Option<Value> {
    if path.is_empty() {
        return table.get(name).cloned();
    }
    let (first, rest) = path.split_once('.').unwrap_or((path, ""));
    match table.get(first)? {
        Value::Table(inner) => within(inner, rest, name),
        Value::Array(entries) => {
            entries.iter().find_map(|entry| within(entry.as_table()?, rest, name))
        }
        _ => None,
    }
}

fn without_evidence(value: Value) -> Value {
    let Value::Table(mut table) = value else { return value };
    table.retain(|key, _| !EVIDENCE.contains(&key));
    match (table.len(), table.get("value")) {
        (1, Some(known)) => known.clone(),
        _ => Value::Table(table),
    }
}

/// A value as an analyst would write it.
pub(super) fn written(value: &Value) -> String {
    match value {
        Value::Integer(whole) => number(*whole as f64),
        Value::Float(value) => number(*value),
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(written).collect();
            format!("[{}]", items.join(", "))
        }
        Value::Table(table) => {
            let entries: Vec<String> =
                table.iter().map(|(key, value)| format!("{key} = {}", written(value))).collect();
            format!("{{ {} }}", entries.join(", "))
        }
        other => other.to_string(),
    }
}
