//! Which group each key of a scenario file belongs to. Every key is in one
//! group, or it changes no simulated number; a test holds that none is missing.

use super::catalogue::{TABLES, Table};
use crate::analysis::grouping::Group;

/// Keys of one table that belong to one group; no names stand for all that the
/// table has left.
struct Keys {
    group: Group,
    table: &'static str,
    names: &'static [&'static str],
}

const fn keys(group: Group, table: &'static str, names: &'static [&'static str]) -> Keys {
    Keys { group, table, names }
}

const GROUPS: &[Keys] = &[
    keys(
        Group::Speed,
        "product",
        &[
            "lead_time_days",
            "lead_time_volatility",
            "delivery_days",
            "reference_delivery_days",
            "delivery_elasticity",
            "batch_units",
            // A batch and the cost of setting it up are one decision: a price
            // for large batches paid for small ones is nobody's plan.
            "setup_cost",
            "made_to_order_share",
        ],
    ),
    keys(
        Group::UnitCost,
        "product",
        &[
            "material_cost",
            "conversion_cost",
            "packaging_cost",
            "packaging_price_premium",
            "fulfilment_cost",
            "selling_cost_share",
            "yield_rate",
        ],
    ),
    keys(
        Group::UnitCost,
        "scaling",
        &["learning_rate", "learning_reference_units", "learning_floor"],
    ),
    keys(
        Group::Demand,
        "product",
        &[
            "price",
            "units_per_site_month",
            "sku_count",
            "season_days",
            "planning_days",
            "forecast_volatility",
            "forecast_floor",
            "common_share",
            "abandonment_per_week",
            "launch_month",
            "seasonality",
            "sells_at_loss",
        ],
    ),
    keys(
        Group::Demand,
        "market",
        &["demand_growth_per_year", "demand_cycle_volatility", "demand_persistence", "inflation"],
    ),
    keys(
        Group::Markdowns,
        "product",
        &["markdown_depth", "clearance_share", "disposal_cost", "service_level"],
    ),
    keys(Group::Supply, "supplier", &[]),
    keys(Group::Sites, "product", &["capex_per_sku"]),
    keys(Group::Sites, "sites", &[]),
    keys(Group::Sites, "sites.permits", &[]),
    keys(Group::Sites, "scaling", &["capex_learning_rate", "cannibalisation_exponent"]),
    keys(Group::Popups, "popups", &[]),
    keys(Group::Popups, "popups.campaign", &[]),
    keys(
        Group::WorkingCapital,
        "balance_sheet",
        &[
            "receivable_days",
            "payable_days",
            "prepaid_share",
            "material_cover_days",
            "inventory_carrying_rate",
        ],
    ),
    keys(
        Group::Overhead,
        "scaling",
        &["overhead_fixed", "overhead_per_site", "coordination_exponent"],
    ),
    keys(
        Group::BalanceSheet,
        "balance_sheet",
        &[
            "opening_cash",
            "opening_fixed_assets",
            "depreciation_months",
            "replacement_share",
            "debt",
            "debt_grace_months",
            "debt_term_months",
            "debt_due_month",
            "minimum_cash",
            "interest_rate",
            "interest_on_cash",
            "tax_rate",
        ],
    ),
    keys(Group::Deal, "investment", &[]),
    keys(Group::Deal, "investment.existing", &[]),
    keys(Group::Deal, "investment.convertible", &[]),
    keys(Group::Deal, "investment.tranche", &[]),
    keys(Group::Funding, "funding", &[]),
    keys(Group::Funding, "funding.traction", &[]),
    keys(Group::Funding, "failure", &[]),
    keys(Group::Exit, "exit", &[]),
    keys(Group::Exit, "exit.route", &[]),
    keys(Group::Exit, "exit.horizon", &[]),
    keys(
        Group::Exit,
        "market",
        &[
            "window_open_months",
            "window_shut_months",
            "shut_hazard_factor",
            "shut_multiple_factor",
            "shut_funding_factor",
        ],
    ),
    keys(Group::Correlations, "correlation", &[]),
];

/// Tables that change no simulated number, or must be the same in both.
const APART: [&str; 7] =
    ["scenario", "simulation", "stress", "screen", "diligence", "comparable", "memo"];

/// The group of a key of the table at a path; none of what changes no
/// simulated number.
pub(super) fn group_of(table: &str, key: &str) -> Option<Group> {
    let own =
        |keys: &&Keys| keys.table == table && (keys.names.is_empty() || keys.names.contains(&key));
    GROUPS.iter().find(own).map(|keys| keys.group)
}

/// The tables whose keys are in groups.
pub(super) fn grouped() -> impl Iterator<Item = &'static Table> {
    TABLES.iter().filter(|table| !APART.contains(&table.path()))
}

#[cfg(test)]
mod tests {
    use super::{APART, GROUPS, TABLES, group_of, grouped};
    use crate::analysis::grouping::Group;
    use crate::input::catalogue;
    use crate::input::others::Kind;

    /// The keys of a table that hold something of their own.
    fn own_keys(table: &super::Table) -> Vec<&'static str> {
        let others = table.others.iter().filter(|other| {
            !matches!(other.kind, Kind::Table | Kind::List)
                && !["name", "remove"].contains(&other.name)
        });
        table.keys.iter().map(|key| key.name).chain(others.map(|other| other.name)).collect()
    }

    #[test]
    fn every_key_of_the_scenario_format_is_in_exactly_one_group() {
        for table in grouped() {
            for key in own_keys(table) {
                let homes = GROUPS.iter().filter(|keys| {
                    let all = keys.names.is_empty();
                    keys.table == table.path() && (all || keys.names.contains(&key))
                });
                assert_eq!(homes.count(), 1, "{} {key}", table.title);
                assert!(group_of(table.path(), key).is_some());
            }
        }
        let named = |path: &str| TABLES.iter().any(|table| table.path() == path);
        assert!(APART.into_iter().all(named));
    }

    #[test]
    fn every_named_key_is_there_and_every_group_is_used() {
        for keys in GROUPS {
            let known = catalogue::keys_at(keys.table).expect(keys.table);
            assert!(keys.names.iter().all(|name| known.contains(name)), "{:?}", keys.names);
        }
        let used = |group: &&Group| GROUPS.iter().any(|keys| keys.group == **group);
        let unused: Vec<&Group> = Group::ALL.iter().filter(|group| !used(group)).collect();
        assert_eq!(unused, [&Group::Lines], "lines are whole entries, not keys");
    }
}
