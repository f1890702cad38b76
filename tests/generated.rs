//! Scenarios that nobody wrote: the shipped ones with keys, families, entries
//! and choices changed at random, over the whole catalogue. Whatever they hold,
//! a run of them is made of numbers, in order, that add up; and what must leave
//! a result alone does.
//!
//! A case is a base and a few changes, each made from a number of its own, so
//! that a failing one is cut down to the changes it needs before it is shown.

#[path = "generated/bases.rs"]
mod bases;
#[path = "generated/changes.rs"]
mod changes;
#[path = "generated/families.rs"]
mod families;
#[path = "generated/files.rs"]
mod files;
#[path = "generated/held.rs"]
mod held;
#[path = "generated/places.rs"]
mod places;
#[path = "generated/random.rs"]
mod random;
#[path = "generated/rules.rs"]
mod rules;
#[path = "generated/runs.rs"]
mod runs;
#[path = "generated/scaled.rs"]
mod scaled;

use std::panic::{AssertUnwindSafe, catch_unwind};

use changes::Case;
use random::Random;
use runs::Run;

/// Cases of a rule; some have fewer.
const CASES: usize = 175;

/// Makes valid cases until there are enough, and holds each to `rule`.
fn hold(seed: u64, cases: usize, rule: impl Fn(&Case, Run) -> Result<(), String>) {
    let mut random = Random(seed);
    let (mut held, mut tried) = (0, 0);
    while held < cases {
        let case = Case::new(tried, &mut random);
        tried += 1;
        assert!(tried < 4 * cases, "{held} of {tried} cases are valid: too few");
        match judged(&case, &rule) {
            None => {}
            Some(Ok(())) => held += 1,
            Some(Err(wrong)) => fail(case, &wrong, &rule),
        }
    }
}

/// What comes of a case; none where its scenario is refused.
fn judged(
    case: &Case,
    rule: &impl Fn(&Case, Run) -> Result<(), String>,
) -> Option<Result<(), String>> {
    let scenario = runs::load(&case.text()).ok()?;
    let result = catch_unwind(AssertUnwindSafe(|| {
        let run = runs::of(scenario)?;
        Some(held::sound(&run, case.number).and_then(|()| rule(case, run)))
    }));
    result.unwrap_or_else(|panic| {
        let text = panic.downcast_ref::<String>().cloned();
        let text = text.or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned()));
        Some(Err(format!("panic: {}", text.unwrap_or_default())))
    })
}

/// Takes away the changes that it fails without, and shows the rest.
fn fail(mut case: Case, wrong: &str, rule: &impl Fn(&Case, Run) -> Result<(), String>) -> ! {
    let mut wrong = wrong.to_owned();
    let mut at = 0;
    while at < case.changes.len() {
        let mut fewer = case.clone();
        fewer.changes.remove(at);
        if let Some(Err(still)) = judged(&fewer, rule) {
            (case, wrong) = (fewer, still);
        } else {
            at += 1;
        }
    }
    panic!(
        "{wrong}\n\nchanged from the shipped scenario:\n{}\nall of it:\n{}",
        case.told(),
        case.text()
    );
}

#[test]
fn a_thousandfold_of_every_amount_leaves_multiples_and_rates() {
    hold(1, CASES, rules::thousandfold);
}

#[test]
fn a_higher_hurdle_rate_never_raises_the_value_of_money_that_goes_in_first() {
    hold(2, CASES, rules::higher_hurdle);
}

#[test]
fn comments_and_the_order_of_product_lines_change_nothing() {
    hold(3, CASES, rules::reordered);
}

#[test]
fn an_assumption_without_effect_moves_no_other_draw() {
    hold(4, CASES, rules::without_effect);
}

#[test]
fn half_the_price_is_worse_on_no_path() {
    hold(6, CASES / 2, rules::half_price);
}

#[test]
fn every_command_writes_numbers_alone() {
    hold(5, 2 * files::COMMANDS.len(), files::of_commands);
}
