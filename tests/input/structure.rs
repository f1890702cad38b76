//! Keys, tables and lists.

use super::{SMALL, check, verdict, with};

#[test]
fn a_misspelt_key_is_matched_with_the_nearest() {
    let text = with(&[("cheque = 1_000_000", "chque = 1_000_000")]);
    check(
        &text,
        r#"
error: `[investment]` has no key `chque`
  --> base.toml:12:1
   |
12 | chque = 1_000_000
   | ^^^^^ did you mean `cheque`?

1 problem in base.toml"#,
    );
}

#[test]
fn a_key_of_another_table_is_sent_there() {
    let text = with(&[("max_sites = 4", "max_sites = 4\npermit_fee = 900")]);
    check(
        &text,
        r#"
error: `[sites]` has no key `permit_fee`
  --> base.toml:26:1
   |
26 | permit_fee = 900
   | ^^^^^^^^^^ belongs in `[sites.permits]`

1 problem in base.toml"#,
    );
}

#[test]
fn a_key_before_any_table_is_sent_to_its_table() {
    let text = "paths = 50\n".to_owned() + SMALL;
    check(
        &text,
        r#"
error: a scenario has no table `paths`
 --> base.toml:1:1
  |
1 | paths = 50
  | ^^^^^ belongs in `[simulation]`

1 problem in base.toml"#,
    );
}

#[test]
fn a_key_like_no_other_lists_the_keys_of_the_table() {
    let text = with(&[("earliest_exit_month = 12", "colour = 12")]);
    check(
        &text,
        r#"
error: `[exit]` has no key `colour`
  --> base.toml:46:1
   |
46 | colour = 12
   | ^^^^^^
   |
   = help: it has `earliest_exit_month`, `integration_readiness`, `route` and `horizon`

1 problem in base.toml"#,
    );
}

#[test]
fn a_misspelt_table_is_matched_with_the_nearest() {
    let text = with(&[("[sites]", "[site]"), ("[sites.permits]", "[site.permits]")]);
    check(
        &text,
        r#"
error: a scenario has no table `site`
  --> base.toml:23:2
   |
23 | [site]
   |  ^^^^ did you mean `sites`?

1 problem in base.toml"#,
    );
}

#[test]
fn missing_keys_are_listed_with_their_meaning() {
    let text = with(&[("round_size = 1_500_000\n", ""), ("hurdle_rate = 0.25\n", "")]);
    check(
        &text,
        r#"
error: `[investment]` lacks `round_size` and `hurdle_rate`
  --> base.toml:11:1
   |
11 | [investment]
   | ^^^^^^^^^^^^
   |
   = help: round_size = …  # money: what the whole round raises
   = help: hurdle_rate = …  # share per year: yearly rate at which NPV discounts

1 problem in base.toml"#,
    );
}

#[test]
fn a_missing_table_is_reported_for_the_whole_file() {
    let text = with(&[(
        r#"[exit.horizon]
metric = "ltm-revenue"
multiple = 0.7
"#,
        "",
    )]);
    check(
        &text,
        r#"
error: `[exit.horizon]` is missing, with `multiple` and `metric`
--> base.toml
 = help: multiple = …  # x metric: enterprise value over the metric
 = help: metric = …  # what the multiple applies to: "ltm-revenue", "ltm-ebitda", "invested-capital" or "better-of"

1 problem in base.toml"#,
    );
}

#[test]
fn a_scenario_without_products_makes_nothing() {
    let text = with(&[(
        r#"[[product]]
name = "bread"
price = 40
material_cost = 15
units_per_site_month = 5_000
lead_time_days = 10
markdown_depth = 0.7

"#,
        "",
    )]);
    check(
        &text,
        r#"
error: there is no product
--> base.toml
 = help: add a table `[[product]]` with name, price, units_per_site_month and lead_time_days

1 problem in base.toml"#,
    );
}

#[test]
fn a_list_needs_double_brackets() {
    let text = with(&[("[[product]]", "[product]")]);
    check(
        &text,
        r#"
error: `product` is a list: there can be several
  --> base.toml:31:2
   |
31 | [product]
   |  ^^^^^^^ write `[[product]]`, in double brackets

1 problem in base.toml"#,
    );
}

#[test]
fn a_single_table_takes_single_brackets() {
    let text = with(&[("[sites]", "[[sites]]")]);
    check(
        &text,
        r#"
error: there can be only one `[sites]`
  --> base.toml:23:3
   |
23 | [[sites]]
   |   ^^^^^ write `[sites]`, in single brackets

1 problem in base.toml"#,
    );
}

#[test]
fn a_table_cannot_be_a_number() {
    let text = "market = 3\n".to_owned() + SMALL;
    check(
        &text,
        r#"
error: `[market]` must be a table, not a whole number
 --> base.toml:1:10
  |
1 | market = 3
  |          ^
  |
  = help: start it with a line `[market]`

1 problem in base.toml"#,
    );
}

#[test]
fn a_list_of_numbers_is_not_a_list_of_tables() {
    let text = "product = [1]\n".to_owned()
        + &with(&[(
            r#"[[product]]
name = "bread"
price = 40
material_cost = 15
units_per_site_month = 5_000
lead_time_days = 10
markdown_depth = 0.7

"#,
            "",
        )]);
    check(
        &text,
        r#"
error: each entry of `product` must be a table, not a whole number
 --> base.toml:1:12
  |
1 | product = [1]
  |            ^
  |
  = help: start each with a line `[[product]]`

1 problem in base.toml"#,
    );
}

#[test]
fn two_entries_of_a_list_cannot_share_a_name() {
    let text = SMALL.to_owned()
        + r#"
[[supplier]]
name = "mill"
output_share = 0.1
"#;
    check(
        &text,
        r#"
error: two entries of `[[supplier]]` are called `mill`
  --> base.toml:59:8
   |
59 | name = "mill"
   |        ^^^^^^ choose another name

1 problem in base.toml"#,
    );
}

#[test]
fn an_entry_without_a_name_is_still_checked() {
    let text = with(&[(
        r#"name = "mill"
output_share = 0.5"#,
        "output_share = 1.5",
    )]);
    check(
        &text,
        r#"
error: `[[supplier]]` lacks `name`
  --> base.toml:39:1
   |
39 | [[supplier]]
   | ^^^^^^^^^^^^
   |
   = help: name = "…"  # a name of its own within the list

error: `supplier.#1.output_share` is 1.5, outside its range
  --> base.toml:40:16
   |
40 | output_share = 1.5
   |                ^^^ must be from 0 to 1 (share of output)

2 problems in base.toml"#,
    );
}

#[test]
fn results_keep_two_route_names_for_themselves() {
    let text = with(&[(r#"name = "trade sale""#, r#"name = "horizon""#)]);
    check(
        &text,
        r#"
error: an exit route cannot be called `horizon`
  --> base.toml:49:8
   |
49 | name = "horizon"
   |        ^^^^^^^^^ choose another name
   |
   = help: results use `failure` and `horizon` for paths without a sale

1 problem in base.toml"#,
    );
}

#[test]
fn routes_that_statistics_could_not_tell_apart_are_refused() {
    let text = SMALL.replacen(
        "[[exit.route]]",
        "[[exit.route]]\nname = \"Trade-Sale\"\nmetric = \"ltm-revenue\"\nmultiple = 1\n\
         hazard_per_year = 0.1\n\n[[exit.route]]",
        1,
    );
    let said = verdict(&text);
    assert!(
        said.contains("`Trade-Sale` and `trade sale` are one name in statistics")
            && said.contains("`p_route_trade_sale` would be the chance of both"),
        "{said}"
    );
    let text = with(&[(r#"name = "trade sale""#, r#"name = "Failure""#)]);
    assert!(verdict(&text).contains("an exit route cannot be called `Failure`"));
}

#[test]
fn a_name_must_say_something() {
    let text = with(&[(r#"name = "mill""#, r#"name = " ""#)]);
    check(
        &text,
        r#"
error: `supplier.name` is empty
  --> base.toml:40:8
   |
40 | name = " "
   |        ^^^

1 problem in base.toml"#,
    );
}

#[test]
fn a_name_is_one_line() {
    let text = with(&[(r#"name = "mill""#, r#"name = "the\nmill""#)]);
    check(
        &text,
        r#"
error: `supplier.name` must be one line of text, without tabs
  --> base.toml:40:8
   |
40 | name = "the\nmill"
   |        ^^^^^^^^^^^

1 problem in base.toml"#,
    );
}

#[test]
fn text_is_written_in_quotes_and_numbers_are_not() {
    let text = with(&[
        (r#"name = "Small""#, "name = 3"),
        ("pre_money = 3_000_000", r#"pre_money = "3_000_000""#),
    ]);
    check(
        &text,
        r#"
error: `scenario.name` must be text, not a whole number
 --> base.toml:2:8
  |
2 | name = 3
  |        ^ write it in quotes

error: `investment.pre_money` must be a number, not text
  --> base.toml:14:13
   |
14 | pre_money = "3_000_000"
   |             ^^^^^^^^^^^ write 3_000_000, without quotes

2 problems in base.toml"#,
    );
}

#[test]
fn all_problems_come_at_once_in_the_order_of_the_file() {
    let text = with(&[
        (r#"currency = "EUR""#, r#"currency = "eur""#),
        ("paths = 1_000", "paths = 0"),
        ("ownership = 0.2", "ownership = 0.2\nshares = 3"),
        ("price = 40", "price = -46"),
        ("multiple = 1.0", r#"multiple = { dist = "normal", mean = 1 }"#),
        (
            r#"[exit.horizon]
metric = "ltm-revenue""#,
            r#"[exit.horizon]
metric = "revenue""#,
        ),
    ]);
    check(
        &text,
        r#"
error: `eur` is not a currency code
 --> base.toml:4:12
  |
4 | currency = "eur"
  |            ^^^^^ write "EUR"

error: `simulation.paths` is 0, outside its range
 --> base.toml:7:9
  |
7 | paths = 0
  |         ^ must be from 1 to 1_000_000_000_000

error: `investment.existing.Seed` has no key `shares`
  --> base.toml:22:1
   |
22 | shares = 3
   | ^^^^^^
   |
   = help: it has `invested`, `ownership`, `preference`, `held`, `name`, `participation` and `seniority`

error: `product.bread.price` is -46, outside its range
  --> base.toml:34:9
   |
34 | price = -46
   |         ^^^ must be more than 0 (money per unit)

error: a normal distribution lacks `sd`
  --> base.toml:53:12
   |
53 | multiple = { dist = "normal", mean = 1 }
   |            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
   |
   = help: it takes `mean` and `sd`, or two percentiles, such as `p10` and `p90`; `min` and `max` may be added

error: `exit.horizon.metric` cannot be `revenue`
  --> base.toml:56:10
   |
56 | metric = "revenue"
   |          ^^^^^^^^^ must be "ltm-revenue", "ltm-ebitda", "invested-capital" or "better-of"

6 problems in base.toml"#,
    );
}
