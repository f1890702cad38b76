//! Single values: types, ranges, counts and words.

use shortrun::input::load;

use super::{check, with};

#[test]
fn a_price_cannot_be_negative() {
    let text = with(&[("price = 40", "price = -46")]);
    check(
        &text,
        r#"
error: `product.bread.price` is -46, outside its range
  --> base.toml:33:9
   |
33 | price = -46
   |         ^^^ must be more than 0 (money per unit)

1 problem in base.toml"#,
    );
}

#[test]
fn a_probability_lies_from_0_to_1() {
    let text = with(&[("permit_refusal_probability = 0.2", "permit_refusal_probability = 1.3")]);
    check(
        &text,
        r#"
error: `sites.permits.permit_refusal_probability` is 1.3, outside its range
  --> base.toml:29:30
   |
29 | permit_refusal_probability = 1.3
   |                              ^^^ must be from 0 to 1 (probability)

1 problem in base.toml"#,
    );
}

#[test]
fn a_probability_in_per_cent_is_recognised() {
    let text = with(&[("permit_refusal_probability = 0.2", "permit_refusal_probability = 20")]);
    check(
        &text,
        r#"
error: `sites.permits.permit_refusal_probability` is 20, outside its range
  --> base.toml:29:30
   |
29 | permit_refusal_probability = 20
   |                              ^^ must be from 0 to 1 (probability)
   |
   = help: if you mean 20 %, write 0.2

1 problem in base.toml"#,
    );
}

#[test]
fn a_share_without_a_limit_may_still_be_a_percentage() {
    let text = with(&[("hurdle_rate = 0.25", "hurdle_rate = 9")]);
    check(
        &text,
        r#"
warning: `investment.hurdle_rate` is 900 %
  --> base.toml:16:15
   |
16 | hurdle_rate = 9
   |               ^ a share per year, not a percentage
   |
   = help: if you mean 9 %, write 0.09

1 warning in base.toml"#,
    );
}

/// What is said of a file in which these are replaced.
fn said(changes: &[(&str, &str)]) -> String {
    match load("base.toml", &with(changes)) {
        Ok((_, warnings)) => warnings.render(),
        Err(problems) => problems.render(),
    }
}

#[test]
fn the_probability_of_an_end_that_is_excluded_counts_as_outside() {
    // Less than 1, and it is 1 in two cases of five.
    let fee = "metric = \"ltm-revenue\"\nfee_rate = { dist = \"bernoulli\", p = 0.4 }";
    let route =
        format!("\n[[exit.route]]\nname = \"trade\"\nhazard_per_year = 0.1\nmultiple = 1\n{fee}\n");
    let text = with(&[]) + &route;
    let (_, warnings) = load("base.toml", &text).expect("warned of");
    let told = warnings.render();
    assert!(told.contains("40.0 % of the draws of `exit.route.trade.fee_rate`"), "{told}");
    assert!(told.contains("1 itself may not come up"), "{told}");
    // More than 0, and it is 0 in half of them.
    let skus = "lead_time_days = 10\nsku_count = { dist = \"discrete\", values = [0, 40, 60], \
                weights = [2, 1, 1] }";
    let told = said(&[("lead_time_days = 10", skus)]);
    assert!(told.contains("50.0 % of the draws of `product.bread.sku_count`"), "{told}");
    // An end without a probability of its own is no matter.
    let whole = "lead_time_days = 10\nsku_count = { dist = \"uniform\", min = 0, max = 40 }";
    let told = said(&[("lead_time_days = 10", whole)]);
    assert!(!told.contains("cut off"), "{told}");
}

#[test]
fn ends_that_leave_nearly_nothing_are_told() {
    let of = |value: &str| said(&[("lead_time_days = 10", &format!("lead_time_days = {value}"))]);
    let told = of("{ dist = \"normal\", mean = 50, sd = 10, max = 20 }");
    assert!(told.contains("`max` cuts away 99.9 % of a normal distribution"), "{told}");
    assert!(told.contains("without it half of all draws are below 50"), "{told}");
    let told =
        of("{ dist = \"mixture\", components = [1, { dist = \"lognormal\", p10 = 1, p90 = 9, \
         min = 40 }], weights = [1, 1] }");
    assert!(told.contains("`min` cuts away "), "{told}");
    let told = of("{ dist = \"normal\", mean = 50, sd = 10, max = 50 }");
    assert!(!told.contains("cuts away"), "{told}");
}

#[test]
fn what_no_deal_has_is_refused_with_the_reason_and_a_far_tail_is_left_alone() {
    let days = |value: &str| said(&[("lead_time_days = 10", &format!("lead_time_days = {value}"))]);
    let told = days("1e15");
    for part in ["outside its range", "must be from 0 to 3650 (days)", "ten years"] {
        assert!(told.contains(part), "{part} in {told}");
    }
    assert!(days("-1").contains("must be 0 or more (days)"), "{}", days("-1"));
    let told = days("{ dist = \"lognormal\", p10 = 1e4, p90 = 1e6 }");
    assert!(told.contains("the median of `product.bread.lead_time_days` is"), "{told}");
    let told = days("{ dist = \"lognormal\", p10 = 20, p90 = 3000 }");
    assert!(told.contains("lie outside its range and are cut off"), "{told}");
    assert!(told.contains("add max = 3650 to say that this is meant"), "{told}");
    // P99.99 is inside, and what lies beyond is left as it is.
    let told = days("{ dist = \"lognormal\", p10 = 6, p90 = 60 }");
    assert!(!told.contains("cut off"), "{told}");
}

#[test]
fn a_number_in_quotes_is_text() {
    let text = with(&[("price = 40", r#"price = "40""#)]);
    check(
        &text,
        r#"
error: `product.bread.price` must be a number, not text
  --> base.toml:33:9
   |
33 | price = "40"
   |         ^^^^ write 40, without quotes

1 problem in base.toml"#,
    );
}

#[test]
fn a_comma_in_a_quoted_number_is_never_dropped_silently() {
    for (written, meant) in [
        ("\"0,435\"", "write 0.435, without quotes"),
        ("\"1,5\"", "write 1.5, without quotes"),
        ("\"1,234\"", "write 1234 or 1.234, without quotes"),
        ("\"1.234,5\"", "write 1234.5, without quotes"),
        ("\"12,5 %\"", "write 0.125"),
    ] {
        let text = with(&[("price = 40", &format!("price = {written}"))]);
        let said = load("base.toml", &text).expect_err("text").render();
        assert!(said.contains(meant), "{written}: {said}");
    }
    // Two numbers are not one.
    let text = with(&[("price = 40", "price = 48 49")]);
    let said = load("base.toml", &text).expect_err("two numbers").render();
    assert!(!said.contains("4849"), "{said}");
}

#[test]
fn a_percentage_in_quotes_is_text() {
    let text = with(&[("hurdle_rate = 0.25", r#"hurdle_rate = "25 %""#)]);
    check(
        &text,
        r#"
error: `investment.hurdle_rate` must be a number, not text
  --> base.toml:16:15
   |
16 | hurdle_rate = "25 %"
   |               ^^^^^^ write 0.25

1 problem in base.toml"#,
    );
}

#[test]
fn a_formula_in_quotes_is_text() {
    let text = with(&[("price = 40", r#"price = "pert(30, 40, 50)""#)]);
    check(
        &text,
        r#"
error: `product.bread.price` must be a number, not text
  --> base.toml:33:9
   |
33 | price = "pert(30, 40, 50)"
   |         ^^^^^^^^^^^^^^^^^^
   |
   = help: a number: 0.5; or what is known about it: { dist = "pert", min = 0.2, mode = 0.5, max = 0.9 }

1 problem in base.toml"#,
    );
}

#[test]
fn a_number_is_not_a_date_a_switch_or_a_list() {
    let text = with(&[
        ("price = 40\nmaterial_cost = 15", "price = 2026-03-04\nmaterial_cost = true"),
        ("markdown_depth = 0.7", "markdown_depth = [0.6, 0.7]"),
    ]);
    check(
        &text,
        r#"
error: `product.bread.price` must be a number, not a date
  --> base.toml:33:9
   |
33 | price = 2026-03-04
   |         ^^^^^^^^^^

error: `product.bread.material_cost` must be a number, not true or false
  --> base.toml:34:17
   |
34 | material_cost = true
   |                 ^^^^

error: `product.bread.markdown_depth` must be a number, not a list
  --> base.toml:37:18
   |
37 | markdown_depth = [0.6, 0.7]
   |                  ^^^^^^^^^^
   |
   = help: a number: 0.5; or what is known about it: { dist = "pert", min = 0.2, mode = 0.5, max = 0.9 }

3 problems in base.toml"#,
    );
}

#[test]
fn a_whole_number_has_a_largest_size() {
    let text = with(&[
        ("seed = 7", "seed = 99999999999999999999"),
        ("pre_money = 3_000_000", "pre_money = 99999999999999999999"),
    ]);
    check(
        &text,
        r#"
error: `simulation.seed` is too large for a whole number
 --> base.toml:8:8
  |
8 | seed = 99999999999999999999
  |        ^^^^^^^^^^^^^^^^^^^^ must be at most 18446744073709551615

error: `investment.pre_money` is too large
  --> base.toml:14:13
   |
14 | pre_money = 99999999999999999999
   |             ^^^^^^^^^^^^^^^^^^^^ must be at most 1e15 in size

2 problems in base.toml"#,
    );
}

#[test]
fn a_number_is_finite() {
    let text = with(&[
        ("price = 40\nmaterial_cost = 15", "price = inf\nmaterial_cost = nan"),
        ("lead_time_days = 10", "lead_time_days = 1e999"),
    ]);
    check(
        &text,
        r#"
error: `product.bread.price` must be a finite number
  --> base.toml:33:9
   |
33 | price = inf
   |         ^^^ write a finite number

error: `product.bread.material_cost` must be a finite number
  --> base.toml:34:17
   |
34 | material_cost = nan
   |                 ^^^ write a finite number

error: `product.bread.lead_time_days` must be a finite number
  --> base.toml:36:18
   |
36 | lead_time_days = 1e999
   |                  ^^^^^ write a finite number

3 problems in base.toml"#,
    );
}

#[test]
fn the_horizon_is_at_least_one_month() {
    let text = with(&[("horizon_months = 60", "horizon_months = 0")]);
    check(
        &text,
        r#"
error: `simulation.horizon_months` is 0, outside its range
 --> base.toml:9:18
  |
9 | horizon_months = 0
  |                  ^ must be from 1 to 600

1 problem in base.toml"#,
    );
}

#[test]
fn the_horizon_is_at_most_600_months_and_whole() {
    let text = with(&[(
        "paths = 1_000\nseed = 7\nhorizon_months = 60",
        "paths = 1e3\nseed = -7\nhorizon_months = 5_000",
    )]);
    check(
        &text,
        r#"
error: `simulation.paths` must be a whole number
 --> base.toml:7:9
  |
7 | paths = 1e3
  |         ^^^ write digits only

error: `simulation.seed` must not be negative
 --> base.toml:8:8
  |
8 | seed = -7
  |        ^^ write 0 or more

error: `simulation.horizon_months` is 5000, outside its range
 --> base.toml:9:18
  |
9 | horizon_months = 5_000
  |                  ^^^^^ must be from 1 to 600

3 problems in base.toml"#,
    );
}

#[test]
fn a_count_is_rounded_with_a_warning() {
    let text = with(&[("initial_sites = 1", "initial_sites = 1.5")]);
    check(
        &text,
        r#"
warning: `sites.initial_sites` is counted in whole sites
  --> base.toml:24:17
   |
24 | initial_sites = 1.5
   |                 ^^^ rounded to 2

1 warning in base.toml"#,
    );
}

#[test]
fn seasonality_has_twelve_factors() {
    let text = with(&[("lead_time_days = 10", "lead_time_days = 10\nseasonality = [1, 1, 1]")]);
    check(
        &text,
        r#"
error: `product.bread.seasonality` has 3 numbers
  --> base.toml:37:15
   |
37 | seasonality = [1, 1, 1]
   |               ^^^^^^^^^ must be 12, one for each month of the year

1 problem in base.toml"#,
    );
}

#[test]
fn seasonality_has_a_mean_of_1() {
    let text = with(&[(
        "lead_time_days = 10",
        r#"lead_time_days = 10
seasonality = [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1.5, 1.5]"#,
    )]);
    check(
        &text,
        r#"
error: the mean of `product.bread.seasonality` is 1.083333
  --> base.toml:37:15
   |
37 | seasonality = [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1.5, 1.5]
   |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ the mean must be 1
   |
   = help: divide each factor by 1.083333333

1 problem in base.toml"#,
    );
}

#[test]
fn seasonality_is_never_negative_and_made_of_numbers() {
    let text = with(&[(
        "lead_time_days = 10",
        r#"lead_time_days = 10
seasonality = [-1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1.5, 2.5]"#,
    )]) + r#"
[[product]]
name = "cake"
price = 9
material_cost = 4
markdown_depth = 1
units_per_site_month = 10
lead_time_days = 1
seasonality = [1, "x"]
"#;
    check(
        &text,
        r#"
error: `product.bread.seasonality` has -1 for month 0
  --> base.toml:37:15
   |
37 | seasonality = [-1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1.5, 2.5]
   |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ factors must be 0 or more

error: `product.cake.seasonality[1]` must be a number, not text
  --> base.toml:66:19
   |
66 | seasonality = [1, "x"]
   |                   ^^^

2 problems in base.toml"#,
    );
}

#[test]
fn a_metric_is_one_of_three() {
    let text = with(&[
        (
            r#"hazard_per_year = 0.1
metric = "ltm-revenue""#,
            r#"hazard_per_year = 0.1
metric = "ltm_revenue""#,
        ),
        (
            r#"[exit.horizon]
metric = "ltm-revenue""#,
            r#"[exit.horizon]
metric = "EBITDA""#,
        ),
    ]);
    check(
        &text,
        r#"
error: `exit.route.trade sale.metric` cannot be `ltm_revenue`
  --> base.toml:51:10
   |
51 | metric = "ltm_revenue"
   |          ^^^^^^^^^^^^^ did you mean "ltm-revenue"?
   |
   = help: it can be "ltm-revenue", "ltm-ebitda", "invested-capital" or "better-of"

error: `exit.horizon.metric` cannot be `EBITDA`
  --> base.toml:55:10
   |
55 | metric = "EBITDA"
   |          ^^^^^^^^ must be "ltm-revenue", "ltm-ebitda", "invested-capital" or "better-of"

2 problems in base.toml"#,
    );
}

#[test]
fn participation_is_none_full_or_capped() {
    let text = with(&[
        (r#"participation = "none""#, r#"participation = "fully""#),
        ("ownership = 0.2", "ownership = 0.2\nparticipation = { max = 2 }\nseniority = 1.5"),
    ]);
    check(
        &text,
        r#"
error: `investment.participation` cannot be `fully`
  --> base.toml:15:17
   |
15 | participation = "fully"
   |                 ^^^^^^^ did you mean "full"?
   |
   = help: it can be "none" or "full"
   = help: for participation up to a cap write { cap = 3.0 } (x invested)

error: `investment.existing.Seed.participation` lacks `cap`
  --> base.toml:22:17
   |
22 | participation = { max = 2 }
   |                 ^^^^^^^^^^^
   |
   = help: cap = 3.0  # x invested: preference and participation together

error: `investment.existing.Seed.participation` has no key `max`
  --> base.toml:22:19
   |
22 | participation = { max = 2 }
   |                   ^^^
   |
   = help: it has `cap`

error: `investment.existing.Seed.seniority` must be a whole number
  --> base.toml:23:13
   |
23 | seniority = 1.5
   |             ^^^ write digits only

4 problems in base.toml"#,
    );
}

#[test]
fn participation_is_not_a_number() {
    let text = with(&[
        (r#"participation = "none""#, "participation = 2"),
        (
            "hurdle_rate = 0.25",
            r#"hurdle_rate = 0.25

pro_rata = "yes""#,
        ),
    ]);
    check(
        &text,
        r#"
error: `investment.participation` must be "none", "full" or a cap, not a whole number
  --> base.toml:15:17
   |
15 | participation = 2
   |                 ^
   |
   = help: for participation up to a cap write { cap = 3.0 } (x invested)

error: `investment.pro_rata` must be true or false, not text
  --> base.toml:18:12
   |
18 | pro_rata = "yes"
   |            ^^^^^ write true or false, without quotes

2 problems in base.toml"#,
    );
}

#[test]
fn a_number_is_of_a_usual_size() {
    let text =
        with(&[("pre_money = 3_000_000", "pre_money = 3e16"), ("price = 40", "price = 1e-300")]);
    check(
        &text,
        r#"
error: `investment.pre_money` is too large
  --> base.toml:14:13
   |
14 | pre_money = 3e16
   |             ^^^^ must be at most 1e15 in size

error: `product.bread.price` is too small
  --> base.toml:33:9
   |
33 | price = 1e-300
   |         ^^^^^^ must be 0, or at least 1e-15 in size

2 problems in base.toml"#,
    );
}

#[test]
fn an_estimate_below_a_share_of_a_percent_is_counted() {
    let text = with(&[("price = 40", r#"price = { dist = "normal", mean = 40, sd = 10 }"#)]);
    check(
        &text,
        r#"
warning: less than 0.01 % of the draws of `product.bread.price` lie outside its range and are cut off
  --> base.toml:33:9
   |
33 | price = { dist = "normal", mean = 40, sd = 10 }
   |         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ must be more than 0 (money per unit)
   |
   = help: add min = 0 to say that this is meant

1 warning in base.toml"#,
    );
}
