//! Sentences where everything or nothing happens.

use super::held::heavy_tailed;
use super::{APPAREL, certain, losing, section, written};

const PLAIN: [&str; 4] = ["--rows", "100", "--charts", "none"];

fn finding(memo: &str) -> &str {
    section(memo, "The finding").trim()
}

/// Out of cash in its second month, with nothing left to sell.
pub(crate) fn bankrupt() -> String {
    let costly = certain("1").replace("max_sites = 1", "max_sites = 1\nsite_fixed_cost = 1e6");
    costly.replace("opening_cash = 1e9", "opening_cash = 1e5") + "[funding]\nrecovery_rate = 0\n"
}

#[test]
fn where_everything_is_lost_nothing_else_is_said_of_returns() {
    let memo = written(&[&bankrupt()], &PLAIN).read("memo.md");
    assert_eq!(finding(&memo), "In all 200 simulated paths the investor gets nothing back.");
}

#[test]
fn where_every_future_loses_money_what_is_left_is_told() {
    let memo = written(&[&losing()], &[&PLAIN[..], &["--paths", "200"]].concat()).read("memo.md");
    let said = finding(&memo);
    let start = "In all 200 simulated paths the investor gets back less than was paid in; in ";
    assert!(said.starts_with(start), "{said}");
    assert!(said.contains("None of 200 paths return 3x or more, and none earn the hurdle rate"));
    let drives = section(&memo, "What drives it");
    assert!(drives.contains("Nothing moves the chance of loss: it is 100%"), "{drives}");
}

#[test]
fn one_future_says_nothing_of_chances() {
    let memo = written(&[APPAREL], &["--paths", "1", "--rows", "0"]).read("memo.md");
    let said = finding(&memo);
    assert!(said.starts_with("One path was simulated: it returns "), "{said}");
    assert!(said.ends_with("One path says nothing of chances."), "{said}");
    assert!(!memo.contains("NaN"), "{memo}");
}

#[test]
fn a_plan_without_uncertainty_exits_or_stress_says_so() {
    let memo = written(&[&certain("12")], &PLAIN).read("memo.md");
    let drives = section(&memo, "What drives it");
    assert!(drives.contains("No assumption is uncertain: paths differ by luck alone."));
    let breaks = section(&memo, "Where it breaks");
    assert!(breaks.contains("The scenario has no \\[\\[stress\\]\\] block"));
    let said = "In none of 200 simulated paths does the investor get back less than was paid in (at \
                95% confidence, the chance of it is below 1.5%).";
    assert!(finding(&memo).starts_with(said), "{}", finding(&memo));
    let ends = section(&memo, "How and when it ends");
    assert!(ends.contains("The scenario has no route by which the operator could be sold."));
    assert!(ends.contains("All are still operating at the horizon, month 24"));
}

#[test]
fn a_plan_against_itself_is_equal() {
    let memo = written(&[APPAREL, APPAREL], &[&PLAIN[..], &["--paths", "300"]].concat());
    let memo = memo.read("memo.md");
    let said = finding(&memo);
    assert!(said.contains("which is equal, and a mean MOIC of"), "{said}");
    assert!(said.ends_with("which is equal."), "{said}");
}

#[test]
fn what_cannot_be_told_apart_is_called_indistinguishable() {
    let near = APPAREL.replace("price = 46", "price = 46.05");
    // Paths that are spread tell the two apart.
    let few = [&PLAIN[..], &["--paths", "150", "--design", "plain"]].concat();
    let memo = written(&[APPAREL, &near], &few);
    let said = memo.read("memo.md");
    assert!(finding(&said).contains("indistinguishable ("), "{}", finding(&said));
}

#[test]
fn where_few_futures_carry_the_mean_its_error_is_said_to_be_too_small() {
    let doubt = ", an error that is too small because the best 1% of paths carry ";
    for (text, is_said) in [(heavy_tailed(), true), (APPAREL.to_owned(), false)] {
        let memo = written(&[&text], &[&PLAIN[..], &["--paths", "500"]].concat());
        let (text, json) = (memo.read("memo.md"), memo.json());
        assert_eq!(json["run"]["tail"]["heavy"], is_said);
        assert_eq!(finding(&text).contains(doubt), is_said, "{}", finding(&text));
        assert_eq!(text.contains("> Heavy tail: the best 1% of paths carry "), is_said);
        let trust = if is_said { "so the tail is heavy" } else { "so the tail is not heavy" };
        assert!(section(&text, "Method").contains(trust));
    }
}
