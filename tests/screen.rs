//! Operators held to rules and ranked.

use std::fs;
use std::path::Path;

use program::shortrun;
use serde_json::Value;
use shortrun::analysis::default_rules::default_rules;
use shortrun::analysis::errors::Errors;
use shortrun::analysis::estimate::Estimate;
use shortrun::analysis::evaluate::Evaluated;
use shortrun::analysis::grammar::statistic;
use shortrun::analysis::ranking::{RankBy, rank};
use shortrun::analysis::screening::{Assumed, Rule, Subject, Verdict};
use shortrun::sampling::assumptions::Assumptions;

use crate::{program, support};

fn rule(subject: Subject, min: Option<f64>, max: Option<f64>) -> Rule {
    Rule { name: "rule".to_owned(), subject, min, max, is_default: false, source: "", needs: None }
}

fn loss(max: f64, value: f64, standard_error: f64) -> Verdict {
    let subject = Subject::Simulated(statistic("p_loss", &[]).expect("a statistic"));
    let estimate = Estimate { value, standard_error };
    let (influence, of_scrambles) = (Vec::new(), None);
    let errors = Errors::OfPaths;
    let simulated = Evaluated { estimate, errors, paths: 100, influence, of_scrambles };
    rule(subject, None, Some(max)).check(&Assumptions::default(), Some(&simulated)).verdict
}

#[test]
fn a_limit_within_two_errors_is_too_close_to_call() {
    assert_eq!(loss(0.5, 0.479, 0.01), Verdict::Pass);
    assert_eq!(loss(0.5, 0.481, 0.01), Verdict::TooClose);
    assert_eq!(loss(0.5, 0.519, 0.01), Verdict::TooClose);
    assert_eq!(loss(0.5, 0.521, 0.01), Verdict::Fail);
    // Without an error a limit is met exactly; what no path has fails, and what
    // has no error, of a single path, tells nothing.
    assert_eq!(loss(0.5, 0.5, 0.0), Verdict::Pass);
    assert_eq!(loss(0.5, f64::NAN, f64::NAN), Verdict::Fail);
    assert_eq!(loss(0.5, 0.0, f64::NAN), Verdict::TooClose);
}

#[test]
fn a_rule_about_assumptions_is_decided_by_the_worst_of_them() {
    let scenario = support::load(&support::apparel());
    let check = |path: &str, percent, min, max| {
        let subject = Subject::Assumed(Assumed { path: path.to_owned(), percent });
        rule(subject, min, max).check(&scenario.assumptions, None)
    };
    let slow = check("supplier.*.switch_days", Some(50), None, Some(2.0));
    let (name, unit) = slow.assumption.expect("there are suppliers");
    let values: Vec<f64> = scenario
        .assumptions
        .iter()
        .filter(|(_, one)| one.name.starts_with("supplier.") && one.name.ends_with(".switch_days"))
        .map(|(_, one)| one.quantile(0.5))
        .collect();
    let longest = values.iter().copied().fold(0.0, f64::max);
    assert!((slow.found.value - longest).abs() < 1e-12 && unit == "days", "{name}");
    assert_eq!(slow.verdict, if longest <= 2.0 { Verdict::Pass } else { Verdict::Fail });
    let quick = check("supplier.*.switch_days", Some(50), Some(0.0), None);
    assert!(quick.found.value <= longest && quick.verdict == Verdict::Pass);
    let none = check("popups.*.basket", Some(50), None, Some(2.0));
    assert_eq!((none.verdict, none.assumption), (Verdict::NotApplicable, None));
}

#[test]
fn operators_stand_in_the_order_of_what_is_better() {
    let of = |value: f64, influence: [f64; 2]| Evaluated {
        estimate: Estimate { value, standard_error: 0.1 },
        errors: Errors::OfPaths,
        paths: 2,
        influence: influence.into(),
        of_scrambles: None,
    };
    let values = [of(0.4, [1.0, -1.0]), of(0.6, [1.0, -1.0]), of(f64::NAN, [0.0, 0.0])];
    let order = |text: &str| {
        let by = RankBy::Statistic(statistic(text, &[]).expect("a statistic"));
        rank(&by, &values).iter().map(|one| one.operator).collect::<Vec<_>>()
    };
    assert_eq!(order("mean_moic"), [1, 0, 2]);
    for low_is_better in ["p_loss", "p_moic_lt_2", "p_markdown_rate_ge_0.2", "p_failure"] {
        assert_eq!(order(low_is_better), [0, 1, 2], "{low_is_better}");
    }
    // The same luck on each path: the difference has no error.
    let by = RankBy::Statistic(statistic("mean_moic", &[]).expect("a statistic"));
    let next = rank(&by, &values)[0].to_next.expect("a next one");
    assert!((next.value + 0.2).abs() < 1e-12 && next.standard_error.abs() < 1e-12);
    let per_cheque = RankBy::NpvPerCheque.value(&values[0], 4.0);
    assert!((per_cheque.estimate.value - 0.1).abs() < 1e-12);
    assert!((per_cheque.influence[0] - 0.25).abs() < 1e-12);
}

/// A good operator, a dearer one, and a file that is no scenario.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| {
        fs::create_dir_all(folder.path().join("plans")).expect("made");
        fs::write(folder.path().join("plans").join(name), text).expect("written");
    };
    let good = support::one_line(
        "price = 100\nunits_per_site_month = 2_000\nlead_time_days = 10\nmaterial_cost = 40",
    )
    .replace("opening_cash = 1e12", "opening_cash = 0");
    write("a-dear.toml", &good.replace("pre_money = 1_000_000", "pre_money = 40_000_000"));
    write(
        "b-good.toml",
        &(good.clone()
            + "\n[[screen]]\nname = \"Large\"\nmetric = \"ltm_revenue_at_end\"\nstatistic = \"mean\"\nmin = 1e9\n"),
    );
    write("c-notes.toml", "text = 1");
    write("d-euro.txt", &good.replace("USD", "EUR"));
    folder
}

fn json(folder: &Path) -> Value {
    let text = fs::read_to_string(folder.join("output/screen/screen.json")).expect("written");
    serde_json::from_str(&text).expect("JSON")
}

#[test]
fn a_folder_is_ranked_and_what_is_no_scenario_is_told_of() {
    let folder = folder();
    let ran = shortrun(folder.path(), &["screen", "plans", "-n", "60", "--quiet"]);
    assert_eq!((ran.code, ran.out.as_str()), (0, ""), "{}", ran.err);
    let json = json(folder.path());
    let order: Vec<&str> = json["ranking"]["order"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|one| one["label"].as_str())
        .collect();
    assert_eq!(order, ["b-good", "a-dear"]);
    assert_eq!(json["not_screened"][0]["file"], "c-notes.toml");
    assert!(json["not_screened"][0]["reason"].as_str().is_some_and(|why| why.contains("`text`")));
    let rules = json["operators"][1]["rules"].as_array().expect("a list");
    assert_eq!(rules.len(), 1 + default_rules(1.0).len());
    assert_eq!((&rules[0]["origin"], &rules[0]["verdict"]), (&"file".into(), &"fail".into()));
    let of = |name: &str| rules.iter().find(|one| one["name"] == name).expect("there");
    // No supplier that could fail: nothing to switch.
    assert_eq!(of("Suppliers switched within 48 hours")["verdict"], "not_applicable");
    assert_eq!(of("Lead times in weeks, not months")["verdict"], "pass");
    assert_eq!(of("Chance of loss")["verdict"], "pass");
    let table =
        fs::read_to_string(folder.path().join("output/screen/screen.csv")).expect("written");
    assert_eq!(table.lines().count(), 1 + rules.len() + rules.len() - 1);
}

#[test]
fn a_rule_that_fails_or_a_condition_that_holds_ends_with_code_3() {
    let folder = folder();
    let base = ["screen", "plans/b-good.toml", "-n", "60", "--rules", "file", "-q"];
    let run = |more: &[&str]| {
        let ran = shortrun(folder.path(), &[&base[..], more].concat());
        (ran.code, ran.err)
    };
    assert_eq!(run(&[]).0, 0);
    let (code, err) = run(&["--fail-if", "any"]);
    assert!(code == 3 && err.starts_with("b-good: Large fails: "), "{err}");
    let (code, err) = run(&["--fail-if", "p_loss<=0.5"]);
    assert_eq!((code, err.trim()), (3, "b-good: p_loss <= 0.5 holds: 0.0% ± 0.0"));
    assert_eq!(run(&["--fail-if", "p_loss>0.5"]).0, 0);
    let (code, err) = run(&["--fail-if", "p_los>0.5"]);
    assert!(code == 2 && err.contains("did you mean `p_loss`?"), "{err}");
    let (code, err) = run(&["--by", "mean_colour"]);
    assert!(code == 2 && err.contains("measures: moic") && err.contains("npv_per_cheque"), "{err}");
}

#[test]
fn a_condition_on_a_figure_that_no_path_has_fails_as_a_rule_on_it_does() {
    let folder = folder();
    let text = fs::read_to_string(folder.path().join("plans/b-good.toml")).expect("readable");
    let rule = "\n[[screen]]\nname = \"Styles\"\nmetric = \"capex_per_incremental_sku\"\n\
                statistic = \"mean\"\nmax = 24\n";
    let without_rules = text.split("\n[[screen]]").next().expect("a text").to_owned();
    fs::write(folder.path().join("one-site.toml"), without_rules + rule).expect("written");
    let run = |condition: &str| {
        let args = ["screen", "one-site.toml", "-n", "60", "--rules", "file", "-q", "--fail-if"];
        let ran = shortrun(folder.path(), &[&args[..], &[condition]].concat());
        (ran.code, ran.err)
    };
    let (code, err) = run("any");
    assert!(code == 3 && err.contains("Styles fails: no path has it"), "{err}");
    for condition in ["mean_capex_per_incremental_sku > 24", "p90_capex_per_incremental_sku <= 6"] {
        let (code, err) = run(condition);
        assert_eq!((code, err.trim()), (3, &*format!("one-site: {condition}: no path has it")));
    }
    let until = "mean_capex_per_incremental_sku>24";
    let args = ["reverse", "one-site.toml", "-n", "60", "--until", until, "--charts", "none"];
    let ran = shortrun(folder.path(), &args);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.out.contains("absent in the plan"), "{}", ran.out);
    assert!(ran.out.contains("The plan is broken as it is"), "{}", ran.out);
}

#[test]
fn a_named_file_must_be_a_scenario() {
    let folder = folder();
    let ran = shortrun(folder.path(), &["screen", "plans/b-good.toml", "plans/c-notes.toml"]);
    assert!(ran.code == 2 && ran.err.contains("text"), "{}", ran.err);
    assert!(!folder.path().join("output").exists());
}

#[test]
fn what_is_in_another_currency_is_screened_but_not_ranked() {
    let folder = folder();
    let base = ["screen", "plans/b-good.toml", "plans/d-euro.txt", "-n", "60"];
    let ran = shortrun(folder.path(), &base);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let reason = "These operators cannot be ranked together: b-good is in USD and d-euro in EUR.";
    assert!(ran.out.contains(&format!("! {reason}")) && !ran.out.contains("Rank"), "{}", ran.out);
    let ran = shortrun(folder.path(), &[&base[..], &["--by", "p_loss", "-q"]].concat());
    assert_eq!((ran.code, ran.err.trim()), (2, format!("shortrun: {reason}").as_str()));
}
