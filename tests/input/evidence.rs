//! Numbers with their source, and distributions at odds with their key.

use super::{check, with};

#[test]
fn a_distribution_wholly_outside_the_range_is_refused() {
    let text = with(&[(
        "lead_time_days = 10",
        r#"lead_time_days = { dist = "uniform", min = -9, max = -3 }"#,
    )]);
    check(
        &text,
        r#"
error: `product.bread.lead_time_days` can never be 0 or more
  --> base.toml:36:18
   |
36 | lead_time_days = { dist = "uniform", min = -9, max = -3 }
   |                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ all of it lies outside (days)

1 problem in base.toml"#,
    );
}

#[test]
fn a_distribution_partly_outside_the_range_is_cut_with_a_warning() {
    let text = with(&[(
        "lead_time_days = 10",
        r#"lead_time_days = { dist = "normal", mean = 10, sd = 8 }"#,
    )]);
    check(
        &text,
        r#"
warning: 10.6 % of the draws of `product.bread.lead_time_days` lie outside its range and are cut off
  --> base.toml:36:18
   |
36 | lead_time_days = { dist = "normal", mean = 10, sd = 8 }
   |                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ must be 0 or more (days)
   |
   = help: add min = 0 to say that this is meant

1 warning in base.toml"#,
    );
}

#[test]
fn a_share_that_leaves_its_range_is_cut_with_a_warning() {
    let text = with(&[(
        "markdown_depth = 0.7",
        r#"markdown_depth = { dist = "uniform", min = 0.5, max = 1.5 }"#,
    )]);
    check(
        &text,
        r#"
warning: 50.0 % of the draws of `product.bread.markdown_depth` lie outside its range and are cut off
  --> base.toml:37:18
   |
37 | markdown_depth = { dist = "uniform", min = 0.5, max = 1.5 }
   |                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ must be from 0 to 1 (share of price)
   |
   = help: with max = 1 nothing would be cut off

1 warning in base.toml"#,
    );
}

#[test]
fn a_fact_of_the_deal_is_not_drawn() {
    let text =
        with(&[("cheque = 1_000_000", r#"cheque = { dist = "uniform", min = 1, max = 3 }"#)]);
    check(
        &text,
        r#"
error: `investment.cheque` is a fact of the deal and must be a plain number
  --> base.toml:12:10
   |
12 | cheque = { dist = "uniform", min = 1, max = 3 }
   |          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ cannot be a distribution
   |
   = help: cheque = …  # money: what the investor pays: at time 0, but for tranches

1 problem in base.toml"#,
    );
}

#[test]
fn a_table_needs_a_value_or_a_distribution() {
    let text = with(&[("lead_time_days = 10", r#"lead_time_days = { source = "site visit" }"#)]);
    check(
        &text,
        r#"
error: `product.bread.lead_time_days` has neither `value` nor `dist`
  --> base.toml:36:18
   |
36 | lead_time_days = { source = "site visit" }
   |                  ^^^^^^^^^^^^^^^^^^^^^^^^^
   |
   = help: write `value = …` for a known number, or `dist = "…"` with its parameters

1 problem in base.toml"#,
    );
}

#[test]
fn a_table_with_a_misspelt_key_is_matched_with_the_nearest() {
    let text = with(&[(
        "lead_time_days = 10",
        r#"lead_time_days = { valeu = 16, source = "site visit" }"#,
    )]);
    check(
        &text,
        r#"
error: `product.bread.lead_time_days` has no key `valeu`
  --> base.toml:36:20
   |
36 | lead_time_days = { valeu = 16, source = "site visit" }
   |                    ^^^^^ did you mean `value`?

1 problem in base.toml"#,
    );
}

#[test]
fn a_value_stands_without_parameters() {
    let text = with(&[("lead_time_days = 10", "lead_time_days = { value = 16, min = 3 }")]);
    check(
        &text,
        r#"
error: `product.bread.lead_time_days` has `min` beside `value`
  --> base.toml:36:18
   |
36 | lead_time_days = { value = 16, min = 3 }
   |                  ^^^^^^^^^^^^^^^^^^^^^^^
   |
   = help: write `value = …` for a known number, or `dist = "…"` with its parameters

1 problem in base.toml"#,
    );
}

#[test]
fn grades_and_sources_are_checked() {
    let text = with(&[
        (
            "price = 40",
            r#"price = { dist = "uniform", min = 40, max = 50, grade = "sure", sorce = "quote" }"#,
        ),
        ("lead_time_days = 10", r#"lead_time_days = { value = 16, grade = "audit", source = 3 }"#),
    ]);
    check(
        &text,
        r#"
error: `grade` cannot be `sure`
  --> base.toml:33:57
   |
33 | price = { dist = "uniform", min = 40, max = 50, grade = "sure", sorce = "quote" }
   |                                                         ^^^^^^ must be "audited", "observed", "management", "analogue" or "guess"

error: a uniform distribution has no parameter `sorce`
  --> base.toml:33:65
   |
33 | price = { dist = "uniform", min = 40, max = 50, grade = "sure", sorce = "quote" }
   |                                                                 ^^^^^ did you mean `source`?

error: `grade` cannot be `audit`
  --> base.toml:36:40
   |
36 | lead_time_days = { value = 16, grade = "audit", source = 3 }
   |                                        ^^^^^^^ did you mean "audited"?
   |
   = help: it can be "audited", "observed", "management", "analogue" or "guess"

error: `source` must be text, not a whole number
  --> base.toml:36:58
   |
36 | lead_time_days = { value = 16, grade = "audit", source = 3 }
   |                                                          ^ write it in quotes

4 problems in base.toml"#,
    );
}

#[test]
fn a_distribution_name_is_text() {
    let text = with(&[("lead_time_days = 10", "lead_time_days = { dist = 3 }")]);
    check(
        &text,
        r#"
error: `dist` must be text, not a whole number
  --> base.toml:36:27
   |
36 | lead_time_days = { dist = 3 }
   |                           ^ write it in quotes

1 problem in base.toml"#,
    );
}

#[test]
fn a_distribution_in_a_table_of_its_own_is_read_too() {
    let text = with(&[(
        "disruption_days = 10\n",
        r#"disruption_days = 10

[supplier.switch_days]
dist = "pert"
min = 1
mod = 2
max = 3
"#,
    )]);
    check(
        &text,
        r#"
error: a pert distribution has no parameter `mod`
  --> base.toml:48:1
   |
48 | mod = 2
   | ^^^ did you mean `mode`?

1 problem in base.toml"#,
    );
}
