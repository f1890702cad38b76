//! Analysis blocks: what to stress, what to screen for, what to ask.

use super::{check, with};
use shortrun::input::blocks::{Answer, Push};
use shortrun::input::load;

const UNCERTAIN: (&str, &str) =
    ("markdown_depth = 0.7", "markdown_depth = { dist = \"uniform\", min = 0.5, max = 0.9 }");

/// What is said of blocks at the end of the small scenario.
#[track_caller]
fn check_blocks(blocks: &str, expected: &str) {
    check(&format!("{}\n\n{blocks}\n", with(&[UNCERTAIN]).trim_end()), expected);
}

#[test]
fn a_key_path_like_none_is_matched_with_the_nearest() {
    check_blocks(
        r#"[[stress]]
name = "Delay"
key = "product.bread.lead_time_dayz"
values = [10, 20]"#,
        r#"
error: there is no assumption `product.bread.lead_time_dayz`
  --> base.toml:60:7
   |
60 | key = "product.bread.lead_time_dayz"
   |       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ did you mean `product.bread.lead_time_days`?

1 problem in base.toml"#,
    );
}

#[test]
fn a_key_of_another_list_entry_is_suggested_by_its_last_word() {
    check_blocks(
        r#"[[stress]]
name = "Delay"
key = "product.core.lead_time_days"
values = [10, 20]"#,
        r#"
error: there is no assumption `product.core.lead_time_days`
  --> base.toml:60:7
   |
60 | key = "product.core.lead_time_days"
   |       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ did you mean `product.bread.lead_time_days`?

1 problem in base.toml"#,
    );
}

#[test]
fn a_value_outside_the_range_of_its_key_is_shown() {
    check_blocks(
        r#"[[stress]]
name = "Refusals"
key = "sites.permits.permit_refusal_probability"
values = [0.2, 40]

[[stress]]
name = "Sites"
key = "sites.max_sites"
values = [2, 3.5]"#,
        r#"
error: `sites.permits.permit_refusal_probability` is 40, outside its range
  --> base.toml:61:16
   |
61 | values = [0.2, 40]
   |                ^^ must be from 0 to 1 (probability)
   |
   = help: if you mean 40 %, write 0.4

error: `sites.max_sites` is counted in whole sites
  --> base.toml:66:14
   |
66 | values = [2, 3.5]
   |              ^^^ must be a whole number, as in 4

2 problems in base.toml"#,
    );
}

#[test]
fn a_known_number_has_no_percentiles() {
    check_blocks(
        r#"[[stress]]
name = "Delay"
key = "product.bread.lead_time_days"
percentiles = [0.05, 0.95]

[[stress]]
name = "Price"
key = "product.bread.price"
band = [0.9, 1.0]"#,
        r#"
error: `product.bread.lead_time_days` is known, so it has no percentiles
  --> base.toml:61:1
   |
61 | percentiles = [0.05, 0.95]
   | ^^^^^^^^^^^ use `values`

error: `product.bread.price` is known, so it has no percentiles
  --> base.toml:66:1
   |
66 | band = [0.9, 1.0]
   | ^^^^ use `values`

2 problems in base.toml"#,
    );
}

#[test]
fn percentiles_are_probabilities() {
    check_blocks(
        r#"[[stress]]
name = "Depth"
key = "product.bread.markdown_depth"
percentiles = [0, 0.5, 95]

[[stress]]
name = "Worst tenth"
key = "product.bread.markdown_depth"
band = [90, 100]

[[stress]]
name = "One end"
key = "product.bread.markdown_depth"
band = [0.9]"#,
        r#"
error: a percentile is 0
  --> base.toml:61:16
   |
61 | percentiles = [0, 0.5, 95]
   |                ^ must be more than 0, and less than 1

error: a percentile is 95
  --> base.toml:61:24
   |
61 | percentiles = [0, 0.5, 95]
   |                        ^^ must be more than 0, and less than 1
   |
   = help: if you mean 95 %, write 0.95

error: `band` is no part of a distribution
  --> base.toml:66:8
   |
66 | band = [90, 100]
   |        ^^^^^^^^^ must be two probabilities from 0 to 1, the lower first
   |
   = help: if you mean per cent, write [0.9, 1]

error: `band` has 1 number
  --> base.toml:71:8
   |
71 | band = [0.9]
   |        ^^^^^ must be two probabilities, as in [0.9, 1.0] for the highest tenth

4 problems in base.toml"#,
    );
}

#[test]
fn a_stress_has_one_list_that_is_not_empty() {
    check_blocks(
        r#"[[stress]]
name = "Empty"
key = "product.bread.price"
values = []

[[stress]]
name = "Both"
key = "product.bread.markdown_depth"
values = [0.5]
percentiles = [0.5]

[[stress]]
name = "Neither"
key = "product.bread.price"

[[stress]]
values = [3]"#,
        r#"
error: `values` is empty
  --> base.toml:61:10
   |
61 | values = []
   |          ^^ must have a number at least

error: `stress.Both` has `values` and `percentiles`
  --> base.toml:67:1
   |
67 | percentiles = [0.5]
   | ^^^^^^^^^^^ give one of them

error: `stress.Neither` lacks `values`
  --> base.toml:69:1
   |
69 | [[stress]]
   | ^^^^^^^^^^
   |
   = help: values = [1.0, 1.2, 1.5]  # or percentiles = [0.05, 0.95] of its own distribution, or band = [0.9, 1.0]

error: `[[stress]]` lacks `name` and `key`
  --> base.toml:73:1
   |
73 | [[stress]]
   | ^^^^^^^^^^
   |
   = help: name = "…"  # a name of its own within the list
   = help: key = "…"  # the dotted path of the number to push

4 problems in base.toml"#,
    );
}

#[test]
fn a_limit_is_a_condition_on_a_statistic() {
    check_blocks(
        r#"[[stress]]
name = "Delay"
key = "product.bread.lead_time_days"
values = [10, 20]
limit = "p_los<=0.5"

[[stress]]
name = "Price"
key = "product.bread.price"
values = [30]
limit = "p_loss""#,
        r#"
error: there is no chance `p_los`
  --> base.toml:62:9
   |
62 | limit = "p_los<=0.5"
   |         ^^^^^^^^^^^^ did you mean `p_loss`?
   |
   = help: chances: p_loss, p_total_loss, p_near_total_loss, p_failure, p_horizon, p_sale, p_route_<name>, p_failed_by_<months>, p_<measure>_ge_<number> (ge, gt, le, lt)
   = help: measures: moic, irr, npv, exit_month, paid_in, returned, enterprise_value, equity_proceeds, money_raised, ownership_at_exit, batch_gross_margin, unit_gross_margin, gross_margin_share, fulfilment_days, full_price_sell_through, markdown_rate, lost_sales_rate, inventory_days, roic, site_roic, capex_per_incremental_sku, site_payback_months, lowest_cash, lowest_cash_month, sites_open_at_end, sites_closed, disruption_days, permits_refused, rounds_closed, ltm_revenue_at_end, ev_to_ebitda, popup_revenue_share, gross_margin_change

error: `p_loss` is not a condition
  --> base.toml:68:9
   |
68 | limit = "p_loss"
   |         ^^^^^^^^
   |
   = help: write a statistic, one of >= > <= <, and a number: p_loss<=0.5, mean_moic>=2

2 problems in base.toml"#,
    );
}

#[test]
fn a_screen_looks_at_a_known_measure_and_statistic() {
    check_blocks(
        r#"[[screen]]
name = "Markdowns"
metric = "markdown_rat"
statistic = "p75"
max = 0.18

[[screen]]
name = "Mean"
metric = "moic"
statistic = "average"
min = 2

[[screen]]
name = "Chance"
metric = "los"
statistic = "prob"
max = 0.5"#,
        r#"
error: there is no measure `markdown_rat`
  --> base.toml:60:10
   |
60 | metric = "markdown_rat"
   |          ^^^^^^^^^^^^^^ did you mean `markdown_rate`?
   |
   = help: measures: moic, irr, npv, exit_month, paid_in, returned, enterprise_value, equity_proceeds, money_raised, ownership_at_exit, batch_gross_margin, unit_gross_margin, gross_margin_share, fulfilment_days, full_price_sell_through, markdown_rate, lost_sales_rate, inventory_days, roic, site_roic, capex_per_incremental_sku, site_payback_months, lowest_cash, lowest_cash_month, sites_open_at_end, sites_closed, disruption_days, permits_refused, rounds_closed, ltm_revenue_at_end, ev_to_ebitda, popup_revenue_share, gross_margin_change

error: there is no statistic `average`
  --> base.toml:67:13
   |
67 | statistic = "average"
   |             ^^^^^^^^^
   |
   = help: it can be mean, sd, median, p1 to p99, or prob

error: there is no chance `p_los`
  --> base.toml:72:10
   |
72 | metric = "los"
   |          ^^^^^ did you mean `loss`?
   |
   = help: chances: p_loss, p_total_loss, p_near_total_loss, p_failure, p_horizon, p_sale, p_route_<name>, p_failed_by_<months>, p_<measure>_ge_<number> (ge, gt, le, lt)
   = help: measures: moic, irr, npv, exit_month, paid_in, returned, enterprise_value, equity_proceeds, money_raised, ownership_at_exit, batch_gross_margin, unit_gross_margin, gross_margin_share, fulfilment_days, full_price_sell_through, markdown_rate, lost_sales_rate, inventory_days, roic, site_roic, capex_per_incremental_sku, site_payback_months, lowest_cash, lowest_cash_month, sites_open_at_end, sites_closed, disruption_days, permits_refused, rounds_closed, ltm_revenue_at_end, ev_to_ebitda, popup_revenue_share, gross_margin_change

3 problems in base.toml"#,
    );
}

#[test]
fn a_screen_can_be_passed_and_failed() {
    check_blocks(
        r#"[[screen]]
name = "Nothing passes"
metric = "moic"
statistic = "mean"
min = 3
max = 2

[[screen]]
name = "Percent"
metric = "loss"
statistic = "prob"
max = 50

[[screen]]
name = "No bound"
metric = "loss"
statistic = "prob"

[[screen]]
name = "Nothing""#,
        r#"
error: `min` is above the `max` of 2
  --> base.toml:62:7
   |
62 | min = 3
   |       ^ nothing could pass

error: a chance cannot be 50
  --> base.toml:69:7
   |
69 | max = 50
   |       ^^ must be from 0 to 1
   |
   = help: if you mean 50 %, write 0.5

error: `screen.No bound` lacks `max`
  --> base.toml:71:1
   |
71 | [[screen]]
   | ^^^^^^^^^^
   |
   = help: max = …  # or min = …, or both: what passes

error: `screen.Nothing` lacks `metric`, `statistic` and `max`
  --> base.toml:76:1
   |
76 | [[screen]]
   | ^^^^^^^^^^
   |
   = help: metric = "…"  # what is looked at, as in "markdown_rate" or "moic_ge_3"
   = help: statistic = "p75"  # mean, sd, median, p1 to p99; or prob, of a condition
   = help: max = …  # or min = …, or both: what passes

4 problems in base.toml"#,
    );
}

#[test]
fn a_question_resolves_what_is_uncertain() {
    check_blocks(
        r#"[[diligence]]
question = "How long does a switch take?"
resolves = ["supplier.mil.switch_days"]
cost = 25_000

[[diligence]]
question = "What is the price?"
resolves = ["product.bread.price"]
cost = -1

[[diligence]]
question = "Anything else?"
resolves = []
cost = 10"#,
        r#"
error: there is no assumption `supplier.mil.switch_days`
  --> base.toml:60:13
   |
60 | resolves = ["supplier.mil.switch_days"]
   |             ^^^^^^^^^^^^^^^^^^^^^^^^^^ did you mean `supplier.mill.switch_days`?

warning: `product.bread.price` is known, so there is nothing to resolve
  --> base.toml:65:13
   |
65 | resolves = ["product.bread.price"]
   |             ^^^^^^^^^^^^^^^^^^^^^ its answer tells nothing
   |
   = help: write it as a distribution, of what it may turn out to be

error: the cost of a question is -1
  --> base.toml:66:8
   |
66 | cost = -1
   |        ^^ must be 0 or more

error: `resolves` is empty
  --> base.toml:70:12
   |
70 | resolves = []
   |            ^^ must name what the answer tells of

3 problems and 1 warning in base.toml"#,
    );
}

#[test]
fn a_question_is_asked_once_with_one_kind_of_answer() {
    check_blocks(
        r#"[[diligence]]
question = "How deep?"
resolves = ["product.bread.markdown_depth", "product.bread.markdown_depth"]
cost = 1_000

[[diligence]]
question = "How deep are they?"
resolves = ["product.bread.markdown_depth"]
cost = 1_000
to_sd = 0.05
sample_size = 4

[[diligence]]
question = "How deep are markdowns?"
resolves = ["product.bread.markdown_depth"]
cost = 1_000
to_sd = 0.5

[[diligence]]
question = "How deep were they?"
resolves = "product.bread.markdown_depth"
cost = 1_000
sample_size = 0

[[diligence]]
cost = 1_000"#,
        r#"
error: `product.bread.markdown_depth` is named twice
  --> base.toml:60:45
   |
60 | resolves = ["product.bread.markdown_depth", "product.bread.markdown_depth"]
   |                                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ leave one out

error: `[[diligence]]` has `to_sd` and `sample_size`
  --> base.toml:68:1
   |
68 | sample_size = 4
   | ^^^^^^^^^^^ give one of them

error: an answer that leaves a deviation of 0.5 tells nothing
  --> base.toml:74:9
   |
74 | to_sd = 0.5
   |         ^^^ must be less than today's, 0.115

error: `resolves` must be a list of names, not text
  --> base.toml:78:12
   |
78 | resolves = "product.bread.markdown_depth"
   |            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ as in ["supplier.mill.switch_days"]

error: `sample_size` is 0
  --> base.toml:80:15
   |
80 | sample_size = 0
   |               ^ must be from 1 to 1_000_000_000 observations

error: `[[diligence]]` lacks `question` and `resolves`
  --> base.toml:82:1
   |
82 | [[diligence]]
   | ^^^^^^^^^^^^^
   |
   = help: question = "…"  # what would be asked
   = help: resolves = ["supplier.mill.switch_days"]  # what the answer tells of

6 problems in base.toml"#,
    );
}

#[test]
fn blocks_that_are_right_are_read_whole() {
    let blocks = r#"
[[stress]]
name = "Depth"
key = "product.bread.markdown_depth"
percentiles = [0.05, 0.5]
limit = "p_loss <= 50%"

[[stress]]
name = "Worst tenth"
key = "product.bread.markdown_depth"
band = [0.9, 1]

[[stress]]
name = "Delay"
key = "product.bread.lead_time_days"
values = [10, 20.5]

[[screen]]
name = "Low markdowns"
metric = "markdown_rate"
statistic = "p75"
max = 0.18

[[screen]]
name = "Upside"
metric = "moic_ge_3"
statistic = "prob"
min = 0.1

[[screen]]
name = "By the trade"
metric = "route_trade_sale"
statistic = "prob"
min = 0.2
max = 1

[[diligence]]
question = "How deep are markdowns?"
resolves = ["product.bread.markdown_depth"]
cost = 25_000
to_sd = 0.02

[[diligence]]
question = "What do ten shops say?"
resolves = ["product.bread.markdown_depth"]
cost = 0
sample_size = 10

[[diligence]]
question = "What does the ledger say?"
resolves = ["product.bread.markdown_depth"]
cost = 5_000
"#;
    let (scenario, warnings) =
        load("base.toml", &(with(&[UNCERTAIN]) + blocks)).expect("no problem");
    assert_eq!(warnings.list(), []);
    let pushes: Vec<&Push> = scenario.stress.iter().map(|stress| &stress.push).collect();
    let expected = [
        &Push::Percentiles(vec![0.05, 0.5]),
        &Push::Band(0.9, 1.0),
        &Push::Values(vec![10.0, 20.5]),
    ];
    assert_eq!(pushes, expected);
    let limit = scenario.stress[0].limit.as_ref().map(ToString::to_string);
    assert_eq!(limit.as_deref(), Some("p_loss <= 0.5"));
    let depth = &scenario.stress[0];
    assert_eq!(scenario.assumptions.get(depth.input).name, depth.key);
    let screens: Vec<String> =
        scenario.screen.iter().map(|screen| screen.subject.to_string()).collect();
    assert_eq!(screens, ["p75_markdown_rate", "p_moic_ge_3", "p_route_trade_sale"]);
    assert_eq!((scenario.screen[0].min, scenario.screen[0].max), (None, Some(0.18)));
    let answers: Vec<Answer> = scenario.diligence.iter().map(|asked| asked.answer).collect();
    assert_eq!(answers, [Answer::ToSd(0.02), Answer::Sample(10), Answer::Exact]);
    assert_eq!(scenario.diligence[0].resolves[0].1, depth.input);
}

#[test]
fn a_number_that_is_wrong_itself_is_not_reported_again_by_the_block_that_pushes_it() {
    let text = with(&[("lead_time_days = 10", "lead_time_days = -10")])
        + "\n[[stress]]\nname = \"Delay\"\nkey = \"product.bread.lead_time_days\"\nvalues = [20]\n";
    check(
        &text,
        r#"
error: `product.bread.lead_time_days` is -10, outside its range
  --> base.toml:36:18
   |
36 | lead_time_days = -10
   |                  ^^^ must be 0 or more (days)

1 problem in base.toml"#,
    );
}
