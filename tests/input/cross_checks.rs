//! What must hold between numbers, and what is suspicious.

use super::{SMALL, check, with};

#[test]
fn the_cheque_is_part_of_the_round() {
    let text = with(&[("cheque = 1_000_000", "cheque = 2_000_000")]);
    check(
        &text,
        r#"
error: the cheque of 2_000_000 exceeds the round
  --> base.toml:12:10
   |
12 | cheque = 2_000_000
   |          ^^^^^^^^^ must be at most the round_size of 1_500_000

1 problem in base.toml"#,
    );
}

#[test]
fn existing_classes_own_at_most_everything() {
    let text = with(&[(
        "ownership = 0.2",
        r#"ownership = 0.2

[[investment.existing]]
name = "Angels"
invested = 100_000
ownership = 0.85"#,
    )]);
    check(
        &text,
        r#"
error: the existing classes own 105 % together
  --> base.toml:26:13
   |
26 | ownership = 0.85
   |             ^^^^ ownership before the round must add up to at most 1

1 problem in base.toml"#,
    );
}

#[test]
fn a_cap_covers_the_preference() {
    let text = with(&[(r#"participation = "none""#, "participation = { cap = 0.5 }")]);
    check(
        &text,
        r#"
error: the cap of 0.5 x is below the preference
  --> base.toml:15:17
   |
15 | participation = { cap = 0.5 }
   |                 ^^^^^^^^^^^^^ the cap must be at least the preference of 1 x

1 problem in base.toml"#,
    );
}

#[test]
fn a_company_without_sites_makes_nothing() {
    let text = with(&[("initial_sites = 1\nmax_sites = 4", "initial_sites = 0\nmax_sites = 0")]);
    check(
        &text,
        r#"
error: there are no sites, and none can ever open
  --> base.toml:25:13
   |
25 | max_sites = 0
   |             ^ must be at least 1

1 problem in base.toml"#,
    );
}

#[test]
fn there_are_never_fewer_sites_at_most_than_at_first() {
    let text = with(&[("initial_sites = 1", "initial_sites = 6")]);
    check(
        &text,
        r#"
error: max_sites is below the 6 initial sites
  --> base.toml:25:13
   |
25 | max_sites = 4
   |             ^ must be at least 6

1 problem in base.toml"#,
    );
}

#[test]
fn the_largest_round_is_not_below_the_smallest() {
    let text = SMALL.to_owned() + "\n[funding]\nmin_raise = 500\nmax_raise = 200\n";
    check(
        &text,
        r#"
error: max_raise is below the min_raise of 500
  --> base.toml:60:13
   |
60 | max_raise = 200
   |             ^^^ must be at least 500

1 problem in base.toml"#,
    );
}

#[test]
fn an_exit_after_the_horizon_is_suspicious() {
    let text = with(&[("earliest_exit_month = 12", "earliest_exit_month = 60")]);
    check(
        &text,
        r#"
warning: no sale can happen within the horizon of 60 months
  --> base.toml:46:23
   |
46 | earliest_exit_month = 60
   |                       ^^ the last month in which a sale can happen is month 59

1 warning in base.toml"#,
    );
}

#[test]
fn a_launch_after_the_horizon_is_suspicious() {
    let text = with(&[("price = 40", "price = 40\nlaunch_month = 72")]);
    check(
        &text,
        r#"
warning: `product.bread` never sells within the horizon of 60 months
  --> base.toml:34:16
   |
34 | launch_month = 72
   |                ^^ the last month is month 59

1 warning in base.toml"#,
    );
}

#[test]
fn a_price_below_cost_is_suspicious() {
    let text = with(&[("price = 40", "price = 12")]);
    check(
        &text,
        r#"
warning: `product.bread` sells at a loss, so none of it is ever made
  --> base.toml:33:9
   |
33 | price = 12
   |         ^^ after selling costs and fulfilment 12.00, while a unit costs 15.00
   |
   = help: an operator that means to learn its way down sets sells_at_loss = true

1 warning in base.toml"#,
    );
}

#[test]
fn left_overs_worth_more_than_they_cost_are_suspicious() {
    let text = with(&[("markdown_depth = 0.7\n", "")]);
    check(
        &text,
        r#"
warning: a left-over unit of `product.bread` brings more than it costs
  --> base.toml:33:9
   |
33 | price = 40
   |         ^^ left over 40.00, cost 15.00
   |
   = help: stock is then never too high; set markdown_depth and clearance_share

1 warning in base.toml"#,
    );
}

#[test]
fn effects_that_something_else_switches_off_are_suspicious() {
    let text = with(&[
        ("permit_refusal_probability = 0.2", "suspensions_per_year = 0.5"),
        ("disruption_days = 10", "switch_premium = 0.2"),
    ]) + r#"
[scaling]
learning_rate = 0.1

[funding]
max_rounds = 2

[popups]
demand_halo = 0.1
"#;
    check(
        &text,
        r#"
warning: a suspension lasts no time while suspension_days is 0
  --> base.toml:29:24
   |
29 | suspensions_per_year = 0.5
   |                        ^^^ has no effect

warning: a disruption lasts no time while disruption_days is 0
  --> base.toml:42:24
   |
42 | disruptions_per_year = 0.2
   |                        ^^^ has no effect

warning: there is no alternate supplier without switch_days
  --> base.toml:43:18
   |
43 | switch_premium = 0.2
   |                  ^^^ has no effect

warning: there is no learning while learning_reference_units is 0
  --> base.toml:59:17
   |
59 | learning_rate = 0.1
   |                 ^^^ has no effect
   |
   = help: set learning_reference_units to the volume that today's cost already has behind it

warning: no later round ever closes while round_close_probability_per_month is 0
  --> base.toml:62:14
   |
62 | max_rounds = 2
   |              ^ has no effect

warning: there is no halo while events_per_site_month is 0
  --> base.toml:65:15
   |
65 | demand_halo = 0.1
   |               ^^^ has no effect

6 warnings in base.toml"#,
    );
}

#[test]
fn an_exit_route_at_odds_with_itself_is_suspicious() {
    let text = with(&[(
        "hazard_per_year = 0.1",
        "hazard_per_year = 0.1\nhazard_cap = 0.05\nintegration_discount = 0.3",
    )]);
    check(
        &text,
        r#"
warning: the hazard is cut off by hazard_cap already at the reference revenue
  --> base.toml:51:14
   |
51 | hazard_cap = 0.05
   |              ^^^^ below the hazard_per_year of 0.1

warning: nothing is lost to integration while integration_readiness is 1
  --> base.toml:52:24
   |
52 | integration_discount = 0.3
   |                        ^^^ has no effect

2 warnings in base.toml"#,
    );
}

#[test]
fn two_errors_and_a_warning_are_counted_apart() {
    let text = with(&[
        ("cheque = 1_000_000", "cheque = 2_000_000"),
        ("price = 40", "price = 12\nlaunch_month = -1"),
    ]);
    check(
        &text,
        r#"
error: the cheque of 2_000_000 exceeds the round
  --> base.toml:12:10
   |
12 | cheque = 2_000_000
   |          ^^^^^^^^^ must be at most the round_size of 1_500_000

warning: `product.bread` sells at a loss, so none of it is ever made
  --> base.toml:33:9
   |
33 | price = 12
   |         ^^ after selling costs and fulfilment 12.00, while a unit costs 15.00
   |
   = help: an operator that means to learn its way down sets sells_at_loss = true

error: `product.bread.launch_month` is -1, outside its range
  --> base.toml:34:16
   |
34 | launch_month = -1
   |                ^^ must be 0 or more (month)

2 problems and 1 warning in base.toml"#,
    );
}

#[test]
fn a_service_level_beyond_the_critical_ratio_is_suspicious() {
    // Full price 40, cost 15, left over 12: (40 - 15) / (40 - 12) = 0.89.
    let month = |level: f64| format!("price = 40\nseason_days = 30\nservice_level = {level}");
    check(&with(&[("price = 40", &month(0.94))]), "");
    // Over a season of a year what is left may still sell.
    check(&with(&[("price = 40", "price = 40\nservice_level = 0.98")]), "");
    let text = with(&[("price = 40", &month(0.98))]);
    check(
        &text,
        r#"
warning: `product.bread` stocks more than pays
  --> base.toml:35:17
   |
35 | service_level = 0.98
   |                 ^^^^ a service level of about 0.89 pays most
   |
   = help: leave service_level out to stock what maximises expected profit

1 warning in base.toml"#,
    );
}

#[test]
fn a_lead_time_longer_than_the_plan_is_suspicious() {
    let text = with(&[("lead_time_days = 10", "lead_time_days = 10\nplanning_days = 5")]);
    check(
        &text,
        r#"
warning: `product.bread` commits its batches before its plan is made
  --> base.toml:36:18
   |
36 | lead_time_days = 10
   |                  ^^ the plan is made 5 days before the sale (planning_days)

1 warning in base.toml"#,
    );
}

#[test]
fn surprises_that_most_skus_share_are_suspicious() {
    let text = with(&[(
        "lead_time_days = 10",
        "lead_time_days = 10\nforecast_volatility = 0.8\ncommon_share = 0.3",
    )]);
    check(
        &text,
        r#"
warning: the SKUs of `product.bread` surprise together for years
  --> base.toml:38:16
   |
38 | common_share = 0.3
   |                ^^^ what they share lasts from month to month; 0.05 to 0.12 is usual

1 warning in base.toml"#,
    );
}

#[test]
fn batches_that_outlast_the_season_are_suspicious() {
    let text = with(&[("price = 40", "price = 40\nbatch_units = 3_000\nsku_count = 50")]);
    check(
        &text,
        r#"
warning: one batch of each SKU of `product.bread` is more than a season sells: 150_000 units against 60_000
  --> base.toml:34:15
   |
34 | batch_units = 3_000
   |               ^^^^^ only about 20 of 50 SKUs are offered

1 warning in base.toml"#,
    );
}

#[test]
fn a_demand_far_above_capacity_is_suspicious() {
    let text = with(&[("units_per_site_month = 5_000", "units_per_site_month = 60_000")]);
    check(
        &text,
        r#"
warning: `product.bread` has 6 times the demand that a site can make
  --> base.toml:35:24
   |
35 | units_per_site_month = 60_000
   |                        ^^^^^^ units per site and month, while a site makes 10_000

1 warning in base.toml"#,
    );
}

#[test]
fn a_hurdle_rate_that_prices_failure_is_suspicious() {
    check(&with(&[("hurdle_rate = 0.25", "hurdle_rate = 0.4")]), "");
    let text = with(&[("hurdle_rate = 0.25", "hurdle_rate = 0.5")]);
    check(
        &text,
        r#"
warning: a hurdle rate of 50 % prices failure, which the flows contain too
  --> base.toml:16:15
   |
16 | hurdle_rate = 0.5
   |               ^^^ early-stage investors ask 30-40 %, growth investors 20-25 %
   |
   = help: failed paths count in NPV by themselves; a rate that allows for them as well counts them twice

1 warning in base.toml"#,
    );
}

#[test]
fn amounts_in_thousands_are_suspicious() {
    let text = with(&[
        ("cheque = 1_000_000", "cheque = 1_000"),
        ("round_size = 1_500_000", "round_size = 1_500"),
        ("pre_money = 3_000_000", "pre_money = 3_000"),
    ]);
    check(
        &text,
        r#"
warning: the cheque is only 1000
  --> base.toml:12:10
   |
12 | cheque = 1_000
   |          ^^^^^ amounts are in units of the currency, not in thousands

1 warning in base.toml"#,
    );
    let text = with(&[
        ("cheque = 1_000_000", "cheque = 20_000"),
        ("round_size = 1_500_000", "round_size = 30_000"),
        ("pre_money = 3_000_000", "pre_money = 60_000"),
    ]);
    check(
        &text,
        r#"
warning: the operator is valued at 90_000, but its open sites sell 2_400_000 a year
  --> base.toml:14:13
   |
14 | pre_money = 60_000
   |             ^^^^^^ amounts are in units of the currency, not in thousands

1 warning in base.toml"#,
    );
}

#[test]
fn a_roll_out_that_opens_nothing_is_suspicious() {
    let text = with(&[(
        "max_sites = 4",
        "max_sites = 4\nfirst_opening_month = 50\nbuild_months = { dist = \"uniform\", min = 10, max = 14 }",
    )]);
    check(
        &text,
        r#"
warning: no new site opens within the horizon of 60 months
  --> base.toml:26:23
   |
26 | first_opening_month = 50
   |                       ^^ with permit and building, the first opens about month 62

1 warning in base.toml"#,
    );
}

#[test]
fn a_multiple_of_ebitda_on_revenue_is_suspicious() {
    let text = with(&[("multiple = 1.0", "multiple = 7")]);
    check(
        &text,
        r#"
warning: 7 times revenue is more than makers are sold for
  --> base.toml:52:12
   |
52 | multiple = 7
   |            ^ usually 0.5 to 3
   |
   = help: if it is a multiple of EBITDA, write metric = "ltm-ebitda"

1 warning in base.toml"#,
    );
}
