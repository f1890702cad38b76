//! The families of counts, observations, percentiles and mixtures, and what is
//! said about their mistakes.

use shortrun::input::families::FAMILIES;
use shortrun::input::{Files, load, load_with};
use shortrun::sampling::assumptions::Shape;

use super::{check, with};

#[test]
fn a_weibull_shape_is_of_a_usual_size() {
    let text = with(&[(
        "lead_time_days = 10",
        r#"lead_time_days = { dist = "weibull", shape = 0.01, scale = 3 }"#,
    )]);
    check(
        &text,
        r#"
error: `shape` of a weibull distribution is 0.01
  --> base.toml:36:46
   |
36 | lead_time_days = { dist = "weibull", shape = 0.01, scale = 3 }
   |                                              ^^^^ must be from 0.05 to 10_000

1 problem in base.toml"#,
    );
}

#[test]
fn a_weibull_lacks_its_scale() {
    let text =
        with(&[("lead_time_days = 10", r#"lead_time_days = { dist = "weibull", shape = 2 }"#)]);
    check(
        &text,
        r#"
error: a weibull distribution lacks `scale`
  --> base.toml:36:18
   |
36 | lead_time_days = { dist = "weibull", shape = 2 }
   |                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
   |
   = help: it takes `shape` and `scale`; `min` and `max` may be added

1 problem in base.toml"#,
    );
}

#[test]
fn an_exponential_takes_a_mean_or_a_rate() {
    let text = with(&[(
        "lead_time_days = 10",
        r#"lead_time_days = { dist = "exponential", mean = 3, rate = 0.3 }"#,
    )]);
    check(
        &text,
        r#"
error: an exponential distribution is given in two ways at once: `rate` beside `mean`
  --> base.toml:36:18
   |
36 | lead_time_days = { dist = "exponential", mean = 3, rate = 0.3 }
   |                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
   |
   = help: it takes `mean`, or `rate`; `min` and `max` may be added

1 problem in base.toml"#,
    );
}

#[test]
fn an_exponential_needs_one_of_them() {
    let text =
        with(&[("lead_time_days = 10", r#"lead_time_days = { dist = "exponential", max = 30 }"#)]);
    check(
        &text,
        r#"
error: an exponential distribution lacks its parameters
  --> base.toml:36:18
   |
36 | lead_time_days = { dist = "exponential", max = 30 }
   |                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
   |
   = help: it takes `mean`, or `rate`; `min` and `max` may be added

1 problem in base.toml"#,
    );
}

#[test]
fn a_rate_is_positive() {
    let text =
        with(&[("lead_time_days = 10", r#"lead_time_days = { dist = "exponential", rate = 0 }"#)]);
    check(
        &text,
        r#"
error: `rate` of an exponential distribution is 0
  --> base.toml:36:49
   |
36 | lead_time_days = { dist = "exponential", rate = 0 }
   |                                                 ^ must be more than 0

1 problem in base.toml"#,
    );
}

#[test]
fn degrees_of_freedom_are_positive() {
    let text = with(&[(
        "lead_time_days = 10",
        r#"lead_time_days = { dist = "student-t", df = 0, location = 9, scale = 2 }"#,
    )]);
    check(
        &text,
        r#"
error: `df` of a student-t distribution is 0
  --> base.toml:36:45
   |
36 | lead_time_days = { dist = "student-t", df = 0, location = 9, scale = 2 }
   |                                             ^ must be more than 0

1 problem in base.toml"#,
    );
}

#[test]
fn degrees_of_freedom_are_not_too_few() {
    let text = with(&[(
        "lead_time_days = 10",
        r#"lead_time_days = { dist = "student-t", df = 0.2, location = 9, scale = 2 }"#,
    )]);
    check(
        &text,
        r#"
error: `df` of a student-t distribution is 0.2
  --> base.toml:36:45
   |
36 | lead_time_days = { dist = "student-t", df = 0.2, location = 9, scale = 2 }
   |                                             ^^^ must be from 0.5 to 10_000

1 problem in base.toml"#,
    );
}

#[test]
fn a_student_t_lacks_its_location_and_scale() {
    let text =
        with(&[("lead_time_days = 10", r#"lead_time_days = { dist = "student-t", df = 4 }"#)]);
    check(
        &text,
        r#"
error: a student-t distribution lacks `location` and `scale`
  --> base.toml:36:18
   |
36 | lead_time_days = { dist = "student-t", df = 4 }
   |                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
   |
   = help: it takes `df`, `location` and `scale`; `min` and `max` may be added

1 problem in base.toml"#,
    );
}

#[test]
fn trials_are_whole() {
    let text = with(&[(
        "lead_time_days = 10",
        r#"lead_time_days = { dist = "binomial", n = 12.5, p = 0.3 }"#,
    )]);
    check(
        &text,
        r#"
error: `n` must be a whole number
  --> base.toml:36:43
   |
36 | lead_time_days = { dist = "binomial", n = 12.5, p = 0.3 }
   |                                           ^^^^ write digits only

1 problem in base.toml"#,
    );
}

#[test]
fn there_is_a_trial() {
    let text = with(&[(
        "lead_time_days = 10",
        r#"lead_time_days = { dist = "binomial", n = 0, p = 0.3 }"#,
    )]);
    check(
        &text,
        r#"
error: `n` of a binomial distribution is 0
  --> base.toml:36:43
   |
36 | lead_time_days = { dist = "binomial", n = 0, p = 0.3 }
   |                                           ^ must be from 1 to 1_000_000

1 problem in base.toml"#,
    );
}

#[test]
fn a_trial_succeeds_with_a_probability() {
    let text = with(&[(
        "lead_time_days = 10",
        r#"lead_time_days = { dist = "binomial", n = 12, p = 30 }"#,
    )]);
    check(
        &text,
        r#"
error: the probability `p` is 30
  --> base.toml:36:51
   |
36 | lead_time_days = { dist = "binomial", n = 12, p = 30 }
   |                                                   ^^ must be from 0 to 1

1 problem in base.toml"#,
    );
}

#[test]
fn events_are_not_too_many() {
    let text = with(&[(
        "lead_time_days = 10",
        r#"lead_time_days = { dist = "poisson", mean = 3_000_000 }"#,
    )]);
    check(
        &text,
        r#"
error: `mean` of a poisson distribution is 3_000_000
  --> base.toml:36:45
   |
36 | lead_time_days = { dist = "poisson", mean = 3_000_000 }
   |                                             ^^^^^^^^^ must be at most 1_000_000

1 problem in base.toml"#,
    );
}

#[test]
fn counts_can_be_cut_to_nothing() {
    let text = with(&[(
        "lead_time_days = 10",
        r#"lead_time_days = { dist = "poisson", mean = 3, min = 4.2, max = 4.8 }"#,
    )]);
    check(
        &text,
        r#"
error: a poisson distribution has nothing between 4.2 and 4.8
  --> base.toml:36:65
   |
36 | lead_time_days = { dist = "poisson", mean = 3, min = 4.2, max = 4.8 }
   |                                                                 ^^^ `min` and `max` leave no values

1 problem in base.toml"#,
    );
}

#[test]
fn a_normal_takes_two_percentiles() {
    let text = with(&[(
        "lead_time_days = 10",
        r#"lead_time_days = { dist = "normal", p10 = 3, p50 = 5, p90 = 9 }"#,
    )]);
    check(
        &text,
        r#"
error: a normal distribution takes 2 percentiles, not 3
  --> base.toml:36:18
   |
36 | lead_time_days = { dist = "normal", p10 = 3, p50 = 5, p90 = 9 }
   |                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
   |
   = help: it takes `mean` and `sd`, or two percentiles, such as `p10` and `p90`; `min` and `max` may be added

1 problem in base.toml"#,
    );
}

#[test]
fn a_percentile_does_not_stand_beside_a_mean() {
    let text = with(&[(
        "lead_time_days = 10",
        r#"lead_time_days = { dist = "normal", p10 = 3, mean = 5 }"#,
    )]);
    check(
        &text,
        r#"
error: a normal distribution does not take `mean` and `p10` together
  --> base.toml:36:18
   |
36 | lead_time_days = { dist = "normal", p10 = 3, mean = 5 }
   |                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
   |
   = help: it takes `mean` and `sd`, or two percentiles, such as `p10` and `p90`; `min` and `max` may be added

1 problem in base.toml"#,
    );
}

#[test]
fn percentiles_of_a_normal_rise() {
    let text = with(&[(
        "lead_time_days = 10",
        r#"lead_time_days = { dist = "normal", p95 = 3, p5 = 4 }"#,
    )]);
    check(
        &text,
        r#"
error: `p95` must be above `p5`
  --> base.toml:36:43
   |
36 | lead_time_days = { dist = "normal", p95 = 3, p5 = 4 }
   |                                           ^ 3 is not above 4

1 problem in base.toml"#,
    );
}

#[test]
fn percentiles_of_a_lognormal_are_positive() {
    let text = with(&[(
        "lead_time_days = 10",
        r#"lead_time_days = { dist = "lognormal", p5 = -1, p95 = 4 }"#,
    )]);
    check(
        &text,
        r#"
error: `p5` of a lognormal distribution is -1
  --> base.toml:36:45
   |
36 | lead_time_days = { dist = "lognormal", p5 = -1, p95 = 4 }
   |                                             ^^ must be more than 0

1 problem in base.toml"#,
    );
}

#[test]
fn there_is_no_hundredth_percentile() {
    let text = with(&[(
        "lead_time_days = 10",
        r#"lead_time_days = { dist = "metalog", p10 = 3, p50 = 5, p100 = 40 }"#,
    )]);
    check(
        &text,
        r#"
error: a metalog distribution has no parameter `p100`
  --> base.toml:36:56
   |
36 | lead_time_days = { dist = "metalog", p10 = 3, p50 = 5, p100 = 40 }
   |                                                        ^^^^
   |
   = help: percentiles are `p1` to `p99`, or as `p2_5` for 2.5 %

1 problem in base.toml"#,
    );
}

#[test]
fn one_percentile_is_not_enough() {
    let text = with(&[("lead_time_days = 10", r#"lead_time_days = { p50 = 16, min = 0 }"#)]);
    check(
        &text,
        r#"
error: a metalog distribution takes 2 to 9 percentiles, not 1
  --> base.toml:36:18
   |
36 | lead_time_days = { p50 = 16, min = 0 }
   |                  ^^^^^^^^^^^^^^^^^^^^^
   |
   = help: it takes 2 to 9 percentiles, such as `p10`, `p50` and `p90`; `min` and `max` may be added

1 problem in base.toml"#,
    );
}

#[test]
fn ten_percentiles_are_too_many() {
    let text = with(&[(
        "lead_time_days = 10",
        r#"lead_time_days = { p5 = 1, p10 = 2, p20 = 3, p30 = 4, p40 = 5, p50 = 6, p60 = 7, p70 = 8, p80 = 9, p90 = 10 }"#,
    )]);
    check(
        &text,
        r#"
error: a metalog distribution takes 2 to 9 percentiles, not 10
  --> base.toml:36:18
   |
36 | lead_time_days = { p5 = 1, p10 = 2, p20 = 3, p30 = 4, p40 = 5, p50 = 6, p60 = 7, p70 = 8, p80 = 9, p90 = 10 }
   |                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
   |
   = help: it takes 2 to 9 percentiles, such as `p10`, `p50` and `p90`; `min` and `max` may be added

1 problem in base.toml"#,
    );
}

#[test]
fn a_median_is_the_50th_percentile() {
    let text = with(&[(
        "lead_time_days = 10",
        r#"lead_time_days = { p10 = 9, median = 16, p50 = 17, p90 = 34 }"#,
    )]);
    check(
        &text,
        r#"
error: `median` and `p50` are the same percentile
  --> base.toml:36:48
   |
36 | lead_time_days = { p10 = 9, median = 16, p50 = 17, p90 = 34 }
   |                                                ^^ leave one out

1 problem in base.toml"#,
    );
}

#[test]
fn percentiles_of_a_metalog_rise() {
    let text =
        with(&[("lead_time_days = 10", r#"lead_time_days = { p10 = 9, p50 = 36, p90 = 34 }"#)]);
    check(
        &text,
        r#"
error: `p90` must be above `p50`
  --> base.toml:36:45
   |
36 | lead_time_days = { p10 = 9, p50 = 36, p90 = 34 }
   |                                             ^^ 34 is not above 36

1 problem in base.toml"#,
    );
}

#[test]
fn a_metalog_begins_below_its_percentiles() {
    let text = with(&[(
        "lead_time_days = 10",
        r#"lead_time_days = { p10 = 9, p50 = 16, p90 = 34, min = 10 }"#,
    )]);
    check(
        &text,
        r#"
error: `p10` must be above `min`
  --> base.toml:36:26
   |
36 | lead_time_days = { p10 = 9, p50 = 16, p90 = 34, min = 10 }
   |                          ^ 9 is not above 10

1 problem in base.toml"#,
    );
}

#[test]
fn a_metalog_ends_above_its_percentiles() {
    let text = with(&[(
        "lead_time_days = 10",
        r#"lead_time_days = { p10 = 9, p50 = 16, p90 = 34, min = 0, max = 30 }"#,
    )]);
    check(
        &text,
        r#"
error: `max` must be above `p90`
  --> base.toml:36:64
   |
36 | lead_time_days = { p10 = 9, p50 = 16, p90 = 34, min = 0, max = 30 }
   |                                                                ^^ 30 is not above 34

1 problem in base.toml"#,
    );
}

#[test]
fn an_infeasible_middle_is_told_its_range() {
    let text = with(&[(
        "lead_time_days = 10",
        r#"lead_time_days = { dist = "metalog", p10 = 9, p50 = 33, p90 = 34 }"#,
    )]);
    check(
        &text,
        r#"
error: no metalog passes through these percentiles: the density would be negative above p90
  --> base.toml:36:53
   |
36 | lead_time_days = { dist = "metalog", p10 = 9, p50 = 33, p90 = 34 }
   |                                                     ^^ with the others as they are, must be from 13.18 to 29.82

1 problem in base.toml"#,
    );
}

#[test]
fn an_infeasible_median_is_pointed_at_as_written() {
    let text = with(&[(
        "lead_time_days = 10",
        r#"lead_time_days = { p10 = 9, median = 33.9, p90 = 34, min = 8 }"#,
    )]);
    check(
        &text,
        r#"
error: no metalog passes through these percentiles: the density would be negative above p90
  --> base.toml:36:38
   |
36 | lead_time_days = { p10 = 9, median = 33.9, p90 = 34, min = 8 }
   |                                      ^^^^ with the others as they are, must be from 9.74 to 23.1

1 problem in base.toml"#,
    );
}

#[test]
fn of_more_percentiles_the_one_to_change_is_found() {
    let text = with(&[(
        "lead_time_days = 10",
        r#"lead_time_days = { p5 = 2, p25 = 9, p50 = 14, p75 = 14.5, p95 = 30 }"#,
    )]);
    check(
        &text,
        r#"
error: no metalog passes through these percentiles: the density would be negative below p5
  --> base.toml:36:43
   |
36 | lead_time_days = { p5 = 2, p25 = 9, p50 = 14, p75 = 14.5, p95 = 30 }
   |                                           ^^ with the others as they are, must be from 9.516 to 13.473

1 problem in base.toml"#,
    );
}

#[test]
fn where_no_single_percentile_is_at_fault_one_has_to_go() {
    let text = with(&[(
        "lead_time_days = 10",
        r#"lead_time_days = { p10 = 1, p20 = 10, p30 = 10.1, p50 = 10.2, p60 = 30, p70 = 30.1, p90 = 31 }"#,
    )]);
    check(
        &text,
        r#"
error: no metalog passes through these percentiles: the density would be negative above p90
  --> base.toml:36:18
   |
36 | lead_time_days = { p10 = 1, p20 = 10, p30 = 10.1, p50 = 10.2, p60 = 30, p70 = 30.1, p90 = 31 }
   |                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
   |
   = help: changing a single one of them does not mend it; give fewer of them: three say most of what is known

1 problem in base.toml"#,
    );
}

#[test]
fn a_value_does_not_stand_beside_percentiles() {
    let text =
        with(&[("lead_time_days = 10", r#"lead_time_days = { value = 16, p10 = 9, p90 = 34 }"#)]);
    check(
        &text,
        r#"
error: `product.bread.lead_time_days` has `p10` and `p90` beside `value`
  --> base.toml:36:18
   |
36 | lead_time_days = { value = 16, p10 = 9, p90 = 34 }
   |                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
   |
   = help: write `value = …` for a known number, or `dist = "…"` with its parameters

1 problem in base.toml"#,
    );
}

#[test]
fn a_misspelt_key_beside_percentiles_is_matched() {
    let text = with(&[(
        "lead_time_days = 10",
        r#"lead_time_days = { p10 = 9, p50 = 16, p90 = 34, mn = 0 }"#,
    )]);
    check(
        &text,
        r#"
error: a metalog distribution has no parameter `mn`
  --> base.toml:36:49
   |
36 | lead_time_days = { p10 = 9, p50 = 16, p90 = 34, mn = 0 }
   |                                                 ^^ did you mean `min`?

1 problem in base.toml"#,
    );
}

#[test]
fn observed_values_are_needed() {
    let text =
        with(&[("lead_time_days = 10", r#"lead_time_days = { dist = "empirical", values = [] }"#)]);
    check(
        &text,
        r#"
error: `values` is empty
  --> base.toml:36:49
   |
36 | lead_time_days = { dist = "empirical", values = [] }
   |                                                 ^^

1 problem in base.toml"#,
    );
}

#[test]
fn observed_values_are_numbers() {
    let text = with(&[(
        "lead_time_days = 10",
        r#"lead_time_days = { dist = "empirical", values = [1, "2", 3] }"#,
    )]);
    check(
        &text,
        r#"
error: `values[1]` must be a number, not text
  --> base.toml:36:53
   |
36 | lead_time_days = { dist = "empirical", values = [1, "2", 3] }
   |                                                     ^^^ write 2, without quotes

1 problem in base.toml"#,
    );
}

#[test]
fn one_value_cannot_be_interpolated() {
    let text = with(&[(
        "lead_time_days = 10",
        r#"lead_time_days = { dist = "empirical", values = [4, 4], interpolate = true }"#,
    )]);
    check(
        &text,
        r#"
error: all values are 4: there is nothing between
  --> base.toml:36:49
   |
36 | lead_time_days = { dist = "empirical", values = [4, 4], interpolate = true }
   |                                                 ^^^^^^
   |
   = help: for a known number write just the number

1 problem in base.toml"#,
    );
}

#[test]
fn interpolation_is_a_switch() {
    let text = with(&[(
        "lead_time_days = 10",
        r#"lead_time_days = { dist = "empirical", values = [4, 5], interpolate = "yes" }"#,
    )]);
    check(
        &text,
        r#"
error: `interpolate` must be true or false, not text
  --> base.toml:36:71
   |
36 | lead_time_days = { dist = "empirical", values = [4, 5], interpolate = "yes" }
   |                                                                       ^^^^^ write true or false, without quotes

1 problem in base.toml"#,
    );
}

#[test]
fn a_file_needs_a_column() {
    let text = with(&[(
        "lead_time_days = 10",
        r#"lead_time_days = { dist = "empirical", file = "days.csv" }"#,
    )]);
    check(
        &text,
        r#"
error: an empirical distribution lacks `column`
  --> base.toml:36:18
   |
36 | lead_time_days = { dist = "empirical", file = "days.csv" }
   |                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
   |
   = help: it takes `values`, or `file` and `column`; `interpolate`, `min` and `max` may be added

1 problem in base.toml"#,
    );
}

#[test]
fn values_do_not_stand_beside_a_file() {
    let text = with(&[(
        "lead_time_days = 10",
        r#"lead_time_days = { dist = "empirical", values = [4, 5], file = "days.csv", column = "days" }"#,
    )]);
    check(
        &text,
        r#"
error: an empirical distribution is given in two ways at once: `file` beside `values`
  --> base.toml:36:18
   |
36 | lead_time_days = { dist = "empirical", values = [4, 5], file = "days.csv", column = "days" }
   |                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
   |
   = help: it takes `values`, or `file` and `column`; `interpolate`, `min` and `max` may be added

1 problem in base.toml"#,
    );
}

#[test]
fn without_files_a_file_cannot_be_read() {
    let text = with(&[(
        "lead_time_days = 10",
        r#"lead_time_days = { dist = "empirical", file = "days.csv", column = "days" }"#,
    )]);
    check(
        &text,
        r#"
error: cannot read `days.csv`: no other file can be read here
  --> base.toml:36:47
   |
36 | lead_time_days = { dist = "empirical", file = "days.csv", column = "days" }
   |                                               ^^^^^^^^^^

1 problem in base.toml"#,
    );
}

#[test]
fn each_component_has_a_weight() {
    let text = with(&[(
        "lead_time_days = 10",
        r#"lead_time_days = { dist = "mixture", components = [4, 5, 6], weights = [1, 2] }"#,
    )]);
    check(
        &text,
        r#"
error: 3 components have 2 weights
  --> base.toml:36:72
   |
36 | lead_time_days = { dist = "mixture", components = [4, 5, 6], weights = [1, 2] }
   |                                                                        ^^^^^^ give one weight for each component

1 problem in base.toml"#,
    );
}

#[test]
fn weights_of_components_are_positive() {
    let text = with(&[(
        "lead_time_days = 10",
        r#"lead_time_days = { dist = "mixture", components = [4, 5], weights = [1, 0] }"#,
    )]);
    check(
        &text,
        r#"
error: a weight is 0
  --> base.toml:36:69
   |
36 | lead_time_days = { dist = "mixture", components = [4, 5], weights = [1, 0] }
   |                                                                     ^^^^^^ weights must be more than 0

1 problem in base.toml"#,
    );
}

#[test]
fn components_are_a_list() {
    let text = with(&[(
        "lead_time_days = 10",
        r#"lead_time_days = { dist = "mixture", components = 4, weights = [1] }"#,
    )]);
    check(
        &text,
        r#"
error: `components` must be a list of distributions, not a whole number
  --> base.toml:36:51
   |
36 | lead_time_days = { dist = "mixture", components = 4, weights = [1] }
   |                                                   ^ as in [{ dist = "normal", mean = 9, sd = 2 }, 14]

1 problem in base.toml"#,
    );
}

#[test]
fn there_are_components() {
    let text = with(&[(
        "lead_time_days = 10",
        r#"lead_time_days = { dist = "mixture", components = [], weights = [] }"#,
    )]);
    check(
        &text,
        r#"
error: `components` is empty
  --> base.toml:36:51
   |
36 | lead_time_days = { dist = "mixture", components = [], weights = [] }
   |                                                   ^^

1 problem in base.toml"#,
    );
}

#[test]
fn a_wrong_component_is_pointed_at() {
    let text = with(&[(
        "lead_time_days = 10",
        r#"lead_time_days = { dist = "mixture", components = [4, { dist = "normal", mean = 9, sd = -2 }], weights = [1, 2, 3] }"#,
    )]);
    check(
        &text,
        r#"
error: `sd` of a normal distribution is -2
  --> base.toml:36:89
   |
36 | lead_time_days = { dist = "mixture", components = [4, { dist = "normal", mean = 9, sd = -2 }], weights = [1, 2, 3] }
   |                                                                                         ^^ must be more than 0

error: 2 components have 3 weights
  --> base.toml:36:106
   |
36 | lead_time_days = { dist = "mixture", components = [4, { dist = "normal", mean = 9, sd = -2 }], weights = [1, 2, 3] }
   |                                                                                                          ^^^^^^^^^ give one weight for each component

2 problems in base.toml"#,
    );
}

#[test]
fn a_parameter_that_a_component_lacks_is_named() {
    let text = with(&[(
        "lead_time_days = 10",
        r#"lead_time_days = { dist = "mixture", components = [{ dist = "gamma", shape = 2 }, { dist = "nomal", mean = 9, sd = 2 }], weights = [1, 2] }"#,
    )]);
    check(
        &text,
        r#"
error: a gamma distribution lacks `scale`
  --> base.toml:36:52
   |
36 | lead_time_days = { dist = "mixture", components = [{ dist = "gamma", shape = 2 }, { dist = "nomal", mean = 9, sd = 2 }], weights = [...
   |                                                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
   |
   = help: it takes `shape` and `scale`; `min` and `max` may be added

error: there is no distribution `nomal`
  --> base.toml:36:92
   |
36 | lead_time_days = { dist = "mixture", components = [{ dist = "gamma", shape = 2 }, { dist = "nomal", mean = 9, sd = 2 }], weights = [...
   |                                                                                            ^^^^^^^ did you mean "normal"?
   |
   = help: this version knows "point", "constant", "uniform", "triangular", "pert", "normal", "lognormal", "beta", "gamma", "weibull", "exponential", "student-t", "bernoulli", "binomial", "poisson", "discrete", "empirical", "metalog" and "mixture"

2 problems in base.toml"#,
    );
}

#[test]
fn a_component_is_a_number_or_a_distribution() {
    let text = with(&[(
        "lead_time_days = 10",
        r#"lead_time_days = { dist = "mixture", components = ["4", true], weights = [1, 2] }"#,
    )]);
    check(
        &text,
        r#"
error: `components[0]` must be a number, not text
  --> base.toml:36:52
   |
36 | lead_time_days = { dist = "mixture", components = ["4", true], weights = [1, 2] }
   |                                                    ^^^ write 4, without quotes

error: `components[1]` must be a number, not true or false
  --> base.toml:36:57
   |
36 | lead_time_days = { dist = "mixture", components = ["4", true], weights = [1, 2] }
   |                                                         ^^^^

2 problems in base.toml"#,
    );
}

#[test]
fn a_component_in_a_component_is_checked_too() {
    let text = with(&[(
        "lead_time_days = 10",
        r#"lead_time_days = { dist = "mixture", components = [{ dist = "mixture", components = [1, { p10 = 3, p90 = 2 }], weights = [1, 1] }, 7], weights = [1, 2] }"#,
    )]);
    check(
        &text,
        r#"
error: `p90` must be above `p10`
  --> base.toml:36:106
   |
36 | lead_time_days = { dist = "mixture", components = [{ dist = "mixture", components = [1, { p10 = 3, p90 = 2 }], weights = [1, 1] }, 7...
   |                                                                                                          ^ 2 is not above 3

1 problem in base.toml"#,
    );
}

#[test]
fn a_component_has_no_source_of_its_own() {
    let text = with(&[(
        "lead_time_days = 10",
        r#"lead_time_days = { dist = "mixture", components = [{ value = 3, source = "visit" }, 7], weights = [1, 2] }"#,
    )]);
    check(
        &text,
        r#"
error: `source` stands beside a component
  --> base.toml:36:65
   |
36 | lead_time_days = { dist = "mixture", components = [{ value = 3, source = "visit" }, 7], weights = [1, 2] }
   |                                                                 ^^^^^^ write `source` once, beside `components`

1 problem in base.toml"#,
    );
}

#[test]
fn a_mixture_can_be_cut_to_nothing() {
    let text = with(&[(
        "lead_time_days = 10",
        r#"lead_time_days = { dist = "mixture", components = [3, { dist = "uniform", min = 5, max = 7 }], weights = [1, 2], min = 3.5, max = 4.5 }"#,
    )]);
    check(
        &text,
        r#"
error: a mixture distribution has nothing between 3.5 and 4.5
  --> base.toml:36:131
   |
36 | lead_time_days = { dist = "mixture", components = [3, { dist = "uniform", min = 5, max = 7 }], weights = [1, 2], min = 3.5, max = 4.5 }
   |                                                                                                                                   ^^^ `min` and `max` leave no values

1 problem in base.toml"#,
    );
}

/// A csv file of lead times.
struct Sheet(&'static str);

impl Files for Sheet {
    fn read(&self, path: &str) -> Result<Vec<u8>, String> {
        if path == "data/days.csv" {
            return Ok(self.0.as_bytes().to_vec());
        }
        Err("no such file".to_owned())
    }
}

const FROM_FILE: &str =
    r#"lead_time_days = { dist = "empirical", file = "data/days.csv", column = "days" }"#;

#[track_caller]
fn said_of(line: &str, sheet: &'static str) -> String {
    let text = with(&[("lead_time_days = 10", line)]);
    let problems =
        load_with("base.toml", &text, &Sheet(sheet), &[]).expect_err("must not be accepted");
    problems.to_string()
}

#[test]
fn values_are_read_from_a_column_of_a_file() {
    let text = with(&[("lead_time_days = 10", FROM_FILE)]);
    let sheet = Sheet("order,days\n1,12\n2,14\n3,19\n");
    let (scenario, warnings) = load_with("base.toml", &text, &sheet, &[]).expect("a good file");
    assert!(warnings.is_empty());
    let input = scenario.assumptions.find("product.bread.lead_time_days").expect("read");
    let Shape::Uncertain(drawn) = &scenario.assumptions.get(input).shape else {
        panic!("it is drawn")
    };
    assert_eq!(drawn.family_name(), "empirical");
    assert_eq!([0.3, 0.6, 0.9].map(|u| drawn.quantile(u).to_string()), ["12", "14", "19"]);
}

#[test]
fn a_column_that_is_not_there_is_matched_with_the_nearest() {
    assert_eq!(
        said_of(FROM_FILE, "order,day\n1,12\n"),
        r#"error: the file has no column `days`
  --> base.toml:36:73
   |
36 | lead_time_days = { dist = "empirical", file = "data/days.csv", column = "days" }
   |                                                                         ^^^^^^ did you mean "day"?
   |
   = help: it has `order` and `day`

1 problem in base.toml"#
    );
}

#[test]
fn a_cell_that_is_not_a_number_is_told_with_its_line() {
    assert_eq!(
        said_of(FROM_FILE, "order,days\n1,12\n2,n/a\n"),
        r#"error: line 3 of the file has `n/a` in column `days`
  --> base.toml:36:47
   |
36 | lead_time_days = { dist = "empirical", file = "data/days.csv", column = "days" }
   |                                               ^^^^^^^^^^^^^^^ must be a number, as 1234.5, without a unit

1 problem in base.toml"#
    );
}

#[test]
fn a_file_that_is_not_there_is_told() {
    let line = FROM_FILE.replace("days.csv", "dyas.csv");
    assert_eq!(
        said_of(&line, ""),
        r#"error: cannot read `data/dyas.csv`: no such file
  --> base.toml:36:47
   |
36 | lead_time_days = { dist = "empirical", file = "data/dyas.csv", column = "days" }
   |                                               ^^^^^^^^^^^^^^^

1 problem in base.toml"#
    );
}

#[test]
fn every_family_is_described_and_its_example_is_read() {
    for form in FAMILIES {
        let text = with(&[("lead_time_days = 10", &format!("lead_time_days = {}", form.example))]);
        let (scenario, _) = load("base.toml", &text).expect(form.example);
        let input = scenario.assumptions.find("product.bread.lead_time_days").expect("read");
        match &scenario.assumptions.get(input).shape {
            Shape::Uncertain(drawn) => assert_eq!(drawn.family_name(), form.name),
            Shape::Known(_) => assert!(["point", "constant"].contains(&form.name)),
        }
        let mut described: Vec<&str> = form.parameters.iter().map(|one| one.name).collect();
        described.sort_unstable();
        let taken = form.ways.iter().copied().flatten().chain(form.optional).copied();
        let mut taken: Vec<&str> = taken.chain(form.percentiles.map(|_| "pNN")).collect();
        taken.sort_unstable();
        taken.dedup();
        assert_eq!(described, taken, "{}", form.name);
        assert!(form.about.ends_with('.'), "{}", form.name);
    }
}
