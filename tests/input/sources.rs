//! Where figures come from: what counts as a source, and what is said where
//! there is none.

use shortrun::sampling::assumptions::Grade;

use super::good_files::{assumption, read};
use super::{check, with};

const GRADED: &str = "currency = \"EUR\"\ngrade = \"guess\"\n";

/// The small scenario without its `grade`.
fn ungraded(replacements: &[(&str, &str)]) -> String {
    let mut all = vec![(GRADED, "currency = \"EUR\"\n\n")];
    all.extend(replacements);
    with(&all)
}

#[test]
fn figures_without_a_source_are_named_in_one_warning() {
    check(
        &ungraded(&[]),
        r#"
warning: 22 figures have no source: `investment.cheque`, `investment.round_size`, `investment.pre_money`, …
  --> base.toml:12:10
   |
12 | cheque = 1_000_000
   |          ^^^^^^^^^ give its source, or write grade = "guess"
   |
   = help: for figures of one origin, set source or grade once in `[scenario]`

1 warning in base.toml"#,
    );
}

#[test]
fn a_source_or_the_word_guess_is_enough_and_another_grade_is_not() {
    let origin = "currency = \"EUR\"\nsource = \"business plan\"\n";
    check(&with(&[(GRADED, origin)]), "");
    check(
        &with(&[
            (GRADED, origin),
            ("price = 40", "price = { value = 40, grade = \"observed\" }"),
            ("material_cost = 15", "material_cost = { value = 15, grade = \"guess\" }"),
            ("lead_time_days = 10", "lead_time_days = { value = 10, source = \"visit\" }"),
        ]),
        r#"
warning: `product.bread.price` has no source
  --> base.toml:33:9
   |
33 | price = { value = 40, grade = "observed" }
   |         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ give its source, or write grade = "guess"

1 warning in base.toml"#,
    );
}

#[test]
fn a_figure_with_neither_source_nor_grade_takes_those_of_the_file() {
    let origin = "currency = \"EUR\"\nsource = \"business plan\"\ngrade = \"management\"\n";
    let scenario = read(&with(&[
        (GRADED, origin),
        ("price = 40", "price = { value = 40, note = \"rounded\" }"),
        ("lead_time_days = 10", "lead_time_days = { value = 10, source = \"site visit\" }"),
    ]));
    let price = assumption(&scenario, "product.bread.price");
    assert_eq!(price.source.as_deref(), Some("business plan"));
    assert_eq!((price.grade, price.note.as_deref()), (Some(Grade::Management), Some("rounded")));
    let lead_time = assumption(&scenario, "product.bread.lead_time_days");
    assert_eq!((lead_time.source.as_deref(), lead_time.grade), (Some("site visit"), None));
    let default = assumption(&scenario, "product.bread.yield_rate");
    assert_eq!((default.source.as_deref(), default.grade, default.written), (None, None, false));
}

#[test]
fn a_grade_of_the_file_is_one_of_the_five() {
    check(
        &with(&[(GRADED, "currency = \"EUR\"\ngrade = \"sure\"\n")]),
        r#"
error: `scenario.grade` cannot be `sure`
 --> base.toml:5:9
  |
5 | grade = "sure"
  |         ^^^^^^ must be "audited", "observed", "management", "analogue" or "guess"

1 problem in base.toml"#,
    );
}
