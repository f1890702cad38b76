//! Distributions, their parameters and the evidence beside them.

use super::{check, with};

#[test]
fn a_misspelt_family_is_matched_with_the_nearest() {
    let text = with(&[(
        "lead_time_days = 10",
        r#"lead_time_days = { dist = "traingular", min = 1, mode = 2, max = 3 }"#,
    )]);
    check(
        &text,
        r#"
error: there is no distribution `traingular`
  --> base.toml:36:27
   |
36 | lead_time_days = { dist = "traingular", min = 1, mode = 2, max = 3 }
   |                           ^^^^^^^^^^^^ did you mean "triangular"?
   |
   = help: this version knows "point", "constant", "uniform", "triangular", "pert", "normal", "lognormal", "beta", "gamma", "weibull", "exponential", "student-t", "bernoulli", "binomial", "poisson", "discrete", "empirical", "metalog" and "mixture"

1 problem in base.toml"#,
    );
}

#[test]
fn a_family_like_no_other_lists_them_all() {
    let text = with(&[(
        "lead_time_days = 10",
        r#"lead_time_days = { dist = "gaussian", mean = 1, sd = 2 }"#,
    )]);
    check(
        &text,
        r#"
error: there is no distribution `gaussian`
  --> base.toml:36:27
   |
36 | lead_time_days = { dist = "gaussian", mean = 1, sd = 2 }
   |                           ^^^^^^^^^^
   |
   = help: this version knows "point", "constant", "uniform", "triangular", "pert", "normal", "lognormal", "beta", "gamma", "weibull", "exponential", "student-t", "bernoulli", "binomial", "poisson", "discrete", "empirical", "metalog" and "mixture"

1 problem in base.toml"#,
    );
}

#[test]
fn a_missing_parameter_is_named() {
    let text = with(&[(
        "lead_time_days = 10",
        r#"lead_time_days = { dist = "triangular", min = 1, max = 3 }"#,
    )]);
    check(
        &text,
        r#"
error: a triangular distribution lacks `mode`
  --> base.toml:36:18
   |
36 | lead_time_days = { dist = "triangular", min = 1, max = 3 }
   |                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
   |
   = help: it takes `min`, `mode` and `max`

1 problem in base.toml"#,
    );
}

#[test]
fn a_misspelt_parameter_is_matched_with_the_nearest() {
    let text = with(&[(
        "lead_time_days = 10",
        r#"lead_time_days = { dist = "triangular", min = 1, mod = 2, max = 3 }"#,
    )]);
    check(
        &text,
        r#"
error: a triangular distribution has no parameter `mod`
  --> base.toml:36:50
   |
36 | lead_time_days = { dist = "triangular", min = 1, mod = 2, max = 3 }
   |                                                  ^^^ did you mean `mode`?

1 problem in base.toml"#,
    );
}

#[test]
fn a_parameter_of_another_family_is_refused() {
    let text = with(&[(
        "lead_time_days = 10",
        r#"lead_time_days = { dist = "normal", mean = 9, sd = 1, alpha = 3, min = 0 }"#,
    )]);
    check(
        &text,
        r#"
error: a normal distribution has no parameter `alpha`
  --> base.toml:36:55
   |
36 | lead_time_days = { dist = "normal", mean = 9, sd = 1, alpha = 3, min = 0 }
   |                                                       ^^^^^
   |
   = help: it takes `mean` and `sd`, or two percentiles, such as `p10` and `p90`; `min` and `max` may be added

1 problem in base.toml"#,
    );
}

#[test]
fn a_lognormal_is_given_in_one_way_only() {
    let text = with(&[(
        "lead_time_days = 10",
        r#"lead_time_days = { dist = "lognormal", p10 = 3, p90 = 9, mean = 5 }"#,
    )]);
    check(
        &text,
        r#"
error: a lognormal distribution is given in two ways at once: `mean` beside `p10` and `p90`
  --> base.toml:36:18
   |
36 | lead_time_days = { dist = "lognormal", p10 = 3, p90 = 9, mean = 5 }
   |                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
   |
   = help: it takes `mean` and `sd`, or two percentiles, such as `p10` and `p90`; `min` and `max` may be added

1 problem in base.toml"#,
    );
}

#[test]
fn a_lognormal_is_not_given_in_two_ways_at_once() {
    let text = with(&[(
        "lead_time_days = 10",
        r#"lead_time_days = { dist = "lognormal", p10 = 3, p90 = 9, mean = 5, sd = 2 }"#,
    )]);
    check(
        &text,
        r#"
error: a lognormal distribution is given in two ways at once: `p10` beside `mean` and `sd`
  --> base.toml:36:18
   |
36 | lead_time_days = { dist = "lognormal", p10 = 3, p90 = 9, mean = 5, sd = 2 }
   |                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
   |
   = help: it takes `mean` and `sd`, or two percentiles, such as `p10` and `p90`; `min` and `max` may be added

1 problem in base.toml"#,
    );
}

#[test]
fn a_lognormal_without_its_second_parameter_says_which() {
    let text =
        with(&[("lead_time_days = 10", r#"lead_time_days = { dist = "lognormal", median = 5 }"#)]);
    check(
        &text,
        r#"
error: a lognormal distribution takes 2 percentiles, not 1
  --> base.toml:36:18
   |
36 | lead_time_days = { dist = "lognormal", median = 5 }
   |                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
   |
   = help: it takes `mean` and `sd`, or two percentiles, such as `p10` and `p90`; `min` and `max` may be added

1 problem in base.toml"#,
    );
}

#[test]
fn a_lognormal_without_parameters_lists_its_ways() {
    let text = with(&[("lead_time_days = 10", r#"lead_time_days = { dist = "lognormal" }"#)]);
    check(
        &text,
        r#"
error: a lognormal distribution lacks its parameters
  --> base.toml:36:18
   |
36 | lead_time_days = { dist = "lognormal" }
   |                  ^^^^^^^^^^^^^^^^^^^^^^
   |
   = help: it takes `mean` and `sd`, or two percentiles, such as `p10` and `p90`; `min` and `max` may be added
   = help: as in { dist = "lognormal", p10 = 9, p90 = 34 }

1 problem in base.toml"#,
    );
}

#[test]
fn a_mode_lies_between_its_ends() {
    let text = with(&[(
        "lead_time_days = 10",
        r#"lead_time_days = { dist = "pert", min = 8, mode = 60, max = 45 }"#,
    )]);
    check(
        &text,
        r#"
error: `mode` is 60, outside `min` to `max`
  --> base.toml:36:51
   |
36 | lead_time_days = { dist = "pert", min = 8, mode = 60, max = 45 }
   |                                                   ^^ must be from 8 to 45

1 problem in base.toml"#,
    );
}

#[test]
fn a_maximum_lies_above_its_minimum() {
    let text = with(&[(
        "lead_time_days = 10",
        r#"lead_time_days = { dist = "uniform", min = 9, max = 3 }"#,
    )]);
    check(
        &text,
        r#"
error: `max` must be above `min`
  --> base.toml:36:53
   |
36 | lead_time_days = { dist = "uniform", min = 9, max = 3 }
   |                                                     ^ 3 is not above 9

1 problem in base.toml"#,
    );
}

#[test]
fn a_distribution_of_one_value_is_a_number() {
    let text = with(&[
        ("price = 40", r#"price = { dist = "normal", mean = 40, sd = 0 }"#),
        ("lead_time_days = 10", r#"lead_time_days = { dist = "uniform", min = 9, max = 9 }"#),
    ]);
    check(
        &text,
        r#"
error: `sd` of a normal distribution is 0
  --> base.toml:33:44
   |
33 | price = { dist = "normal", mean = 40, sd = 0 }
   |                                            ^ must be more than 0; for a known number write just the number

error: `max` must be above `min`
  --> base.toml:36:53
   |
36 | lead_time_days = { dist = "uniform", min = 9, max = 9 }
   |                                                     ^ 9 is not above 9
   |
   = help: for a known number write just the number

2 problems in base.toml"#,
    );
}

#[test]
fn percentiles_rise() {
    let text = with(&[(
        "lead_time_days = 10",
        r#"lead_time_days = { dist = "lognormal", p10 = 9, p90 = 3 }"#,
    )]);
    check(
        &text,
        r#"
error: `p90` must be above `p10`
  --> base.toml:36:55
   |
36 | lead_time_days = { dist = "lognormal", p10 = 9, p90 = 3 }
   |                                                       ^ 3 is not above 9

1 problem in base.toml"#,
    );
}

#[test]
fn scales_are_positive() {
    let text = with(&[
        (
            "permit_refusal_probability = 0.2",
            r#"permit_refusal_probability = { dist = "beta", alpha = 2, beta = 0 }"#,
        ),
        ("lead_time_days = 10", r#"lead_time_days = { dist = "gamma", shape = -2, scale = 1 }"#),
    ]);
    check(
        &text,
        r#"
error: `beta` of a beta distribution is 0
  --> base.toml:29:65
   |
29 | permit_refusal_probability = { dist = "beta", alpha = 2, beta = 0 }
   |                                                                 ^ must be more than 0

error: `shape` of a gamma distribution is -2
  --> base.toml:36:44
   |
36 | lead_time_days = { dist = "gamma", shape = -2, scale = 1 }
   |                                            ^^ must be more than 0

2 problems in base.toml"#,
    );
}

#[test]
fn each_value_has_a_weight() {
    let text = with(&[(
        "lead_time_days = 10",
        r#"lead_time_days = { dist = "discrete", values = [5, 10, 20], weights = [1, 2] }"#,
    )]);
    check(
        &text,
        r#"
error: 3 values have 2 weights
  --> base.toml:36:71
   |
36 | lead_time_days = { dist = "discrete", values = [5, 10, 20], weights = [1, 2] }
   |                                                                       ^^^^^^ give one weight for each value

1 problem in base.toml"#,
    );
}

#[test]
fn weights_are_not_all_zero() {
    let text = with(&[
        ("price = 40", r#"price = { dist = "discrete", values = [5, 10], weights = [-1, 2] }"#),
        (
            "lead_time_days = 10",
            r#"lead_time_days = { dist = "discrete", values = [5, 10], weights = [0, 0] }"#,
        ),
    ]);
    check(
        &text,
        r#"
error: a weight is -1
  --> base.toml:33:58
   |
33 | price = { dist = "discrete", values = [5, 10], weights = [-1, 2] }
   |                                                          ^^^^^^^ weights must be 0 or more

error: the weights add up to 0
  --> base.toml:36:67
   |
36 | lead_time_days = { dist = "discrete", values = [5, 10], weights = [0, 0] }
   |                                                                   ^^^^^^ one of them at least must be above 0

2 problems in base.toml"#,
    );
}

#[test]
fn a_bernoulli_takes_a_probability() {
    let text =
        with(&[("lead_time_days = 10", r#"lead_time_days = { dist = "bernoulli", p = 3 }"#)]);
    check(
        &text,
        r#"
error: the probability `p` is 3
  --> base.toml:36:44
   |
36 | lead_time_days = { dist = "bernoulli", p = 3 }
   |                                            ^ must be from 0 to 1

1 problem in base.toml"#,
    );
}

#[test]
fn a_parameter_is_a_number() {
    let text = with(&[(
        "lead_time_days = 10",
        r#"lead_time_days = { dist = "pert", min = "8", mode = 16, max = 45 }"#,
    )]);
    check(
        &text,
        r#"
error: `min` must be a number, not text
  --> base.toml:36:41
   |
36 | lead_time_days = { dist = "pert", min = "8", mode = 16, max = 45 }
   |                                         ^^^ write 8, without quotes

1 problem in base.toml"#,
    );
}

#[test]
fn a_truncation_must_leave_something() {
    let text = with(&[(
        "lead_time_days = 10",
        r#"lead_time_days = { dist = "gamma", shape = 2, scale = 3, max = -1 }"#,
    )]);
    check(
        &text,
        r#"
error: a gamma distribution has nothing below -1
  --> base.toml:36:64
   |
36 | lead_time_days = { dist = "gamma", shape = 2, scale = 3, max = -1 }
   |                                                                ^^ `min` and `max` leave no values

1 problem in base.toml"#,
    );
}

#[test]
fn a_shape_is_of_a_usual_size() {
    let text = with(&[(
        "lead_time_days = 10",
        r#"lead_time_days = { dist = "gamma", shape = 1e6, scale = 3 }"#,
    )]);
    check(
        &text,
        r#"
error: `shape` of a gamma distribution is 1_000_000
  --> base.toml:36:44
   |
36 | lead_time_days = { dist = "gamma", shape = 1e6, scale = 3 }
   |                                            ^^^ must be from 0.001 to 10_000

1 problem in base.toml"#,
    );
}
