//! `[[correlation]]`: what can be tied together, and what is said of the rest.

use super::{check, verdict, with};
use shortrun::input::load;
use shortrun::sampling::assumptions::Grade;

/// The small scenario with some spread, and more at its end.
fn spread(more: &str) -> String {
    with(&[
        ("price = 40", r#"price = { dist = "pert", min = 35, mode = 40, max = 50 }"#),
        (
            "lead_time_days = 10",
            r#"lead_time_days = { dist = "pert", min = 5, mode = 10, max = 30 }"#,
        ),
        ("markdown_depth = 0.7", r#"markdown_depth = { dist = "beta", alpha = 7, beta = 3 }"#),
        (
            "max_sites = 4",
            r#"max_sites = { dist = "discrete", values = [2, 6], weights = [1, 1] }"#,
        ),
        ("disruption_days = 10", r#"disruption_days = { dist = "lognormal", p10 = 5, p90 = 40 }"#),
    ]) + more
}

#[test]
fn an_unknown_name_is_matched_with_the_nearest_uncertain_number() {
    let text = spread(
        r#"
[[correlation]]
between = ["product.bread.leadtime_days", "product.bread.colour"]
rank = 0.5
"#,
    );
    check(
        &text,
        r#"
error: there is no number `product.bread.leadtime_days`
  --> base.toml:59:12
   |
59 | between = ["product.bread.leadtime_days", "product.bread.colour"]
   |            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ did you mean `product.bread.lead_time_days`?

error: there is no number `product.bread.colour`
  --> base.toml:59:43
   |
59 | between = ["product.bread.leadtime_days", "product.bread.colour"]
   |                                           ^^^^^^^^^^^^^^^^^^^^^^
   |
   = help: the uncertain numbers are `sites.max_sites`, `product.bread.price`, `product.bread.lead_time_days` and `product.bread.markdown_depth`

2 problems in base.toml"#,
    );
}

#[test]
fn numbers_that_are_known_or_drawn_at_each_event_are_not_correlated() {
    let text = spread(
        r#"
[[correlation]]
between = ["product.bread.material_cost", "product.bread.price"]
rank = 0.5

[[correlation]]
between = ["product.bread.price", "supplier.mill.disruption_days"]
rank = 0.5

[[correlation]]
between = ["product.bread.price", "exit.integration_readiness"]
rank = 0.5
"#,
    );
    check(
        &text,
        r#"
warning: `product.bread.material_cost` is a known number: its rank correlation has no effect
  --> base.toml:59:12
   |
59 | between = ["product.bread.material_cost", "product.bread.price"]
   |            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ has no spread to correlate

error: `supplier.mill.disruption_days` is drawn anew at each event
  --> base.toml:63:35
   |
63 | between = ["product.bread.price", "supplier.mill.disruption_days"]
   |                                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ only numbers drawn once per path can be correlated

warning: `exit.integration_readiness` is a known number: its rank correlation has no effect
  --> base.toml:67:35
   |
67 | between = ["product.bread.price", "exit.integration_readiness"]
   |                                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ has no spread to correlate

1 problem and 2 warnings in base.toml"#,
    );
}

#[test]
fn a_pair_is_given_once_and_has_two_numbers() {
    let text = spread(
        r#"
[[correlation]]
between = ["product.bread.price", "product.bread.lead_time_days"]
rank = 0.5

[[correlation]]
between = ["product.bread.markdown_depth", "product.bread.lead_time_days", "product.bread.price"]
rank = 0.4

[[correlation]]
between = ["product.bread.price", "product.bread.price"]
rank = 0.4

[[correlation]]
between = ["product.bread.price"]
rank = 0.4
"#,
    );
    check(
        &text,
        r#"
error: the rank correlation of `product.bread.lead_time_days` and `product.bread.price` is given twice
  --> base.toml:63:11
   |
63 | between = ["product.bread.markdown_depth", "product.bread.lead_time_days", "product.bread.price"]
   |           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ it is given above already

error: `product.bread.price` is paired with itself
  --> base.toml:67:35
   |
67 | between = ["product.bread.price", "product.bread.price"]
   |                                   ^^^^^^^^^^^^^^^^^^^^^ name another number

error: `between` needs two names at least
  --> base.toml:71:11
   |
71 | between = ["product.bread.price"]
   |           ^^^^^^^^^^^^^^^^^^^^^^^ as in ["product.core.lead_time_days", "product.core.markdown_depth"]

3 problems in base.toml"#,
    );
}

#[test]
fn a_rank_correlation_lies_between_minus_one_and_one() {
    let text = spread(
        r#"
[[correlation]]
between = ["product.bread.price", "product.bread.lead_time_days"]
rank = 1.2

[[correlation]]
between = ["product.bread.price", "product.bread.markdown_depth"]
rank = -1

[[correlation]]
between = ["product.bread.price", "sites.max_sites"]
rank = 50

[[correlation]]
between = ["product.bread.lead_time_days", "product.bread.markdown_depth"]
rank = "0.5"
"#,
    );
    check(
        &text,
        r#"
error: `rank` is 1.2, outside its range
  --> base.toml:60:8
   |
60 | rank = 1.2
   |        ^^^ must be from -0.999 to 0.999

error: `rank` is -1, outside its range
  --> base.toml:64:8
   |
64 | rank = -1
   |        ^^ must be from -0.999 to 0.999
   |
   = help: numbers that always move together are one number

error: `rank` is 50, outside its range
  --> base.toml:68:8
   |
68 | rank = 50
   |        ^^ must be from -0.999 to 0.999
   |
   = help: if you mean 50 %, write 0.5

error: `rank` must be a number, not text
  --> base.toml:72:8
   |
72 | rank = "0.5"
   |        ^^^^^ write 0.5, without quotes

4 problems in base.toml"#,
    );
}

#[test]
fn keys_that_lack_or_are_misspelt_are_named() {
    let text = spread(
        r#"
[[correlation]]
betwen = ["product.bread.price", "product.bread.lead_time_days"]
rank = 0.5

[[correlation]]
between = ["product.bread.price", "product.bread.lead_time_days"]
note = "seen in 2024"
grade = "sure"

[[correlation]]
note = "to be done"
"#,
    );
    check(
        &text,
        r#"
error: `[[correlation]]` has no key `betwen`
  --> base.toml:59:1
   |
59 | betwen = ["product.bread.price", "product.bread.lead_time_days"]
   | ^^^^^^ did you mean `between`?

error: `[[correlation]]` lacks `rank`
  --> base.toml:62:1
   |
62 | [[correlation]]
   | ^^^^^^^^^^^^^^^
   |
   = help: rank = …  # their rank correlation (Spearman's), such as 0.5

error: `grade` cannot be `sure`
  --> base.toml:65:9
   |
65 | grade = "sure"
   |         ^^^^^^ must be "audited", "observed", "management", "analogue" or "guess"

error: `[[correlation]]` lacks `between` and `rank`
  --> base.toml:67:1
   |
67 | [[correlation]]
   | ^^^^^^^^^^^^^^^
   |
   = help: between = ["…", "…"]  # the uncertain numbers that move together
   = help: rank = …  # their rank correlation (Spearman's), such as 0.5

4 problems in base.toml"#,
    );
}

#[test]
fn between_is_a_list_of_names() {
    let text = spread(
        r#"
[[correlation]]
between = "product.bread.price"
rank = 0.5

[[correlation]]
between = ["product.bread.price", 3]
"#,
    );
    check(
        &text,
        r#"
error: `between` must be a list of names, not text
  --> base.toml:59:11
   |
59 | between = "product.bread.price"
   |           ^^^^^^^^^^^^^^^^^^^^^ as in ["product.core.lead_time_days", "product.core.markdown_depth"]

error: `[[correlation]]` lacks `rank`
  --> base.toml:62:1
   |
62 | [[correlation]]
   | ^^^^^^^^^^^^^^^
   |
   = help: rank = …  # their rank correlation (Spearman's), such as 0.5

error: `between` must be a list of names, not a whole number
  --> base.toml:63:35
   |
63 | between = ["product.bread.price", 3]
   |                                   ^ write a name in quotes

3 problems in base.toml"#,
    );
}

#[test]
fn one_correlation_in_single_brackets_is_not_a_list() {
    let text = spread(
        r#"
[correlation]
between = ["product.bread.price", "product.bread.lead_time_days"]
rank = 0.5
"#,
    );
    check(
        &text,
        r#"
error: `correlation` is a list: there can be several
  --> base.toml:58:2
   |
58 | [correlation]
   |  ^^^^^^^^^^^ write `[[correlation]]`, in double brackets

1 problem in base.toml"#,
    );
}

#[test]
fn ranks_that_contradict_one_another_are_named_with_the_nearest_that_do_not() {
    let text = spread(
        r#"
[[correlation]]
between = ["product.bread.price", "product.bread.lead_time_days"]
rank = 0.9

[[correlation]]
between = ["product.bread.price", "product.bread.markdown_depth"]
rank = 0.9

[[correlation]]
between = ["product.bread.markdown_depth", "product.bread.lead_time_days"]
rank = -0.9
"#,
    );
    check(
        &text,
        r#"
error: the rank correlations of `product.bread.lead_time_days`, `product.bread.markdown_depth` and `product.bread.price` contradict one another
  --> base.toml:68:8
   |
68 | rank = -0.9
   |        ^^^^ cannot hold together with the others
   |
   = help: the nearest values that can hold together:
   = help: `product.bread.lead_time_days` and `product.bread.markdown_depth`: rank = -0.48 (instead of -0.9)
   = help: `product.bread.lead_time_days` and `product.bread.price`: rank = 0.48 (instead of 0.9)
   = help: `product.bread.markdown_depth` and `product.bread.price`: rank = 0.48 (instead of 0.9)

1 problem in base.toml"#,
    );
}

#[test]
fn a_pair_that_is_not_given_counts_as_uncorrelated_in_a_contradiction() {
    let text = spread(
        r#"
[[correlation]]
between = ["product.bread.price", "product.bread.lead_time_days"]
rank = 0.9

[[correlation]]
between = ["product.bread.price", "product.bread.markdown_depth"]
rank = 0.9
"#,
    );
    check(
        &text,
        r#"
error: the rank correlations of `product.bread.lead_time_days`, `product.bread.markdown_depth` and `product.bread.price` contradict one another
  --> base.toml:64:8
   |
64 | rank = 0.9
   |        ^^^ cannot hold together with the others
   |
   = help: the nearest values that can hold together:
   = help: `product.bread.lead_time_days` and `product.bread.markdown_depth`: rank = 0.64 (not given, which counts as 0)

1 problem in base.toml"#,
    );
}

#[test]
fn a_group_that_cannot_be_so_far_apart_is_told_the_nearest_rank() {
    let text = spread(
        r#"
[[correlation]]
between = ["product.bread.price", "product.bread.lead_time_days", "product.bread.markdown_depth"]
rank = -0.6
"#,
    );
    check(
        &text,
        r#"
error: the rank correlations of `product.bread.lead_time_days`, `product.bread.markdown_depth` and `product.bread.price` contradict one another
  --> base.toml:60:8
   |
60 | rank = -0.6
   |        ^^^^ the nearest possible is -0.48

1 problem in base.toml"#,
    );
}

#[test]
fn repeated_values_that_keep_a_rank_out_of_reach_are_suspicious() {
    let text = spread(
        r#"
[[correlation]]
between = ["product.bread.price", "sites.max_sites"]
rank = 0.8
"#,
    );
    check(
        &text,
        r#"
warning: `product.bread.price` and `sites.max_sites` will have a rank correlation of about 0.68, not 0.8
  --> base.toml:60:8
   |
60 | rank = 0.8
   |        ^^^ values of `sites.max_sites` repeat

1 warning in base.toml"#,
    );
}

#[test]
fn what_is_proposed_passes_when_it_is_pasted_back() {
    let text = spread(
        r#"
[[correlation]]
between = ["product.bread.price", "product.bread.lead_time_days"]
rank = 0.48

[[correlation]]
between = ["product.bread.price", "product.bread.markdown_depth"]
rank = 0.48

[[correlation]]
between = ["product.bread.markdown_depth", "product.bread.lead_time_days"]
rank = -0.48
"#,
    );
    assert_eq!(verdict(&text), "");
    let text = spread(
        r#"
[[correlation]]
between = ["product.bread.price", "product.bread.lead_time_days"]
rank = 0.9

[[correlation]]
between = ["product.bread.price", "product.bread.markdown_depth"]
rank = 0.9

[[correlation]]
between = ["product.bread.markdown_depth", "product.bread.lead_time_days"]
rank = 0.64
"#,
    );
    assert_eq!(verdict(&text), "");
}

#[test]
fn a_correlation_is_read_with_where_it_comes_from() {
    let text = spread(
        r#"
[[correlation]]
between = ["product.bread.price", "product.bread.lead_time_days"]
rank = -0.3
source = "twelve lines, 2024"
grade = "observed"
note = "seasonal goods alone"
"#,
    );
    let (scenario, warnings) = load("base.toml", &text).expect("no errors");
    assert!(warnings.is_empty());
    let [read] = scenario.assumptions.correlations() else { panic!("one correlation") };
    let names: Vec<&str> =
        read.between.iter().map(|input| scenario.assumptions.get(*input).name.as_str()).collect();
    assert_eq!(names, ["product.bread.price", "product.bread.lead_time_days"]);
    assert!((read.rank + 0.3).abs() < 1e-300);
    assert_eq!(read.source.as_deref(), Some("twelve lines, 2024"));
    assert_eq!(read.grade, Some(Grade::Observed));
    assert_eq!(read.note.as_deref(), Some("seasonal goods alone"));
}

#[test]
fn a_number_with_a_problem_of_its_own_is_not_said_to_be_known() {
    let text = spread(
        r#"
[[correlation]]
between = ["product.bread.price", "product.bread.lead_time_days"]
rank = 0.3
"#,
    )
    .replace("min = 35, mode = 40", "min = 35, mode = 30");
    let said = verdict(&text);
    assert!(said.contains("`mode` is 30, outside `min` to `max`"), "{said}");
    assert!(said.ends_with("\n\n1 problem in base.toml"), "{said}");
}
