//! Mistakes in the notation itself.

use super::{SMALL, check, with};

#[test]
fn an_empty_file_shows_the_smallest_scenario() {
    let text = String::new();
    check(
        &text,
        r#"
error: the file is empty
--> base.toml
 = help: the smallest scenario is

         [scenario]
         name = "…"
         currency = "USD"
         grade = "guess"

         [simulation]
         horizon_months = 60

         [investment]
         cheque = 1_000_000
         round_size = 1_000_000
         pre_money = 3_000_000
         hurdle_rate = 0.25

         [sites]
         initial_sites = 1
         max_sites = 1
         site_capacity_units = 10_000

         [[product]]
         name = "…"
         price = 40
         material_cost = 15
         units_per_site_month = 5_000
         lead_time_days = 10
         markdown_depth = 0.7

         [exit.horizon]
         metric = "ltm-revenue"
         multiple = 0.7

1 problem in base.toml"#,
    );
}

#[test]
fn a_file_of_comments_says_so() {
    let text = String::from("# to do\n\n# later\n");
    check(
        &text,
        r#"
error: the file holds nothing but comments
--> base.toml
 = help: the smallest scenario is

         [scenario]
         name = "…"
         currency = "USD"
         grade = "guess"

         [simulation]
         horizon_months = 60

         [investment]
         cheque = 1_000_000
         round_size = 1_000_000
         pre_money = 3_000_000
         hurdle_rate = 0.25

         [sites]
         initial_sites = 1
         max_sites = 1
         site_capacity_units = 10_000

         [[product]]
         name = "…"
         price = 40
         material_cost = 15
         units_per_site_month = 5_000
         lead_time_days = 10
         markdown_depth = 0.7

         [exit.horizon]
         metric = "ltm-revenue"
         multiple = 0.7

1 problem in base.toml"#,
    );
}

#[test]
fn a_table_given_twice_is_refused() {
    let text = SMALL.to_owned() + "\n[sites]\nmax_sites = 3\n";
    check(
        &text,
        r#"
error: the same thing is given twice
  --> base.toml:58:2
   |
58 | [sites]
   |  ^^^^^ this table is there already

1 problem in base.toml"#,
    );
}

#[test]
fn a_key_given_twice_is_refused() {
    let text = with(&[("max_sites = 4", "max_sites = 4\nmax_sites = 5")]);
    check(
        &text,
        r#"
error: the same thing is given twice
  --> base.toml:26:1
   |
26 | max_sites = 5
   | ^^^^^^^^^ this key is there already

1 problem in base.toml"#,
    );
}

#[test]
fn of_mistakes_in_the_notation_only_the_first_is_shown() {
    let text =
        with(&[(r#"name = "Small""#, r#"name = "Small"#), ("max_sites = 4", "max_sites = 16%")]);
    check(
        &text,
        r#"
error: this cannot be read as TOML: invalid basic string, expected `"`
 --> base.toml:2:14
  |
2 | name = "Small
  |              ^

1 problem in base.toml"#,
    );
}

#[test]
fn a_percentage_is_written_as_a_share() {
    let text = with(&[("hurdle_rate = 0.25", "hurdle_rate = 25%")]);
    check(
        &text,
        r#"
error: this is neither a number nor text in quotes
  --> base.toml:16:15
   |
16 | hurdle_rate = 25%
   |               ^^^ write 0.25: shares are not in per cent

1 problem in base.toml"#,
    );
}

#[test]
fn numbers_have_no_commas() {
    let text = with(&[("pre_money = 3_000_000", "pre_money = 3,000,000")]);
    check(
        &text,
        r#"
error: a number has no commas
  --> base.toml:14:14
   |
14 | pre_money = 3,000,000
   |              ^ write 4_000 or 4000; 0.5 rather than 0,5

1 problem in base.toml"#,
    );
}

#[test]
fn numbers_have_no_unit() {
    let text = with(&[("pre_money = 3_000_000", "pre_money = $3m")]);
    check(
        &text,
        r#"
error: this is neither a number nor text in quotes
  --> base.toml:14:13
   |
14 | pre_money = $3m
   |             ^^^ write 3_000_000, without a unit

1 problem in base.toml"#,
    );
}

#[test]
fn a_key_needs_a_value() {
    let text = with(&[("pre_money = 3_000_000", "pre_money =")]);
    check(
        &text,
        r#"
error: a key has no value
  --> base.toml:14:12
   |
14 | pre_money =
   |            ^ write a value after the `=`

1 problem in base.toml"#,
    );
}

#[test]
fn a_family_needs_quotes() {
    let text = with(&[(
        "lead_time_days = 10",
        "lead_time_days = { dist = pert, min = 1, mode = 2, max = 3 }",
    )]);
    check(
        &text,
        r#"
error: this is neither a number nor text in quotes
  --> base.toml:36:27
   |
36 | lead_time_days = { dist = pert, min = 1, mode = 2, max = 3 }
   |                           ^^^^ text must be in quotes

1 problem in base.toml"#,
    );
}

#[test]
fn a_line_without_an_equals_sign_is_not_toml() {
    let text = with(&[("max_sites = 4", "max_sites 4")]);
    check(
        &text,
        r#"
error: this cannot be read as TOML: key with no value, expected `=`
  --> base.toml:25:11
   |
25 | max_sites 4
   |           ^

1 problem in base.toml"#,
    );
}
