//! `shortrun check --weigh` against runs made by hand.

use crate::program::{self, folder_with, shortrun};

use serde_json::Value;

const SMALL: &str = include_str!("input/small.toml");

/// Mean NPV of a run of as many paths as are weighed on.
fn mean_npv(folder: &std::path::Path, change: &[&str]) -> f64 {
    let args =
        [&["run", "plan.toml", "-n", "1000", "--charts", "none", "--format", "json", "-q"], change];
    let ran = shortrun(folder, &args.concat());
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let summary: Value = serde_json::from_str(&ran.out).expect("JSON");
    summary["npv"]["mean"]["value"].as_f64().expect("a number")
}

#[test]
fn a_weight_is_the_difference_of_two_runs_and_the_heaviest_comes_first() {
    let folder = folder_with(SMALL);
    let ran = shortrun(folder.path(), &["check", "plan.toml", "--weigh", "--format", "json"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let report: Value = serde_json::from_str(&ran.out).expect("JSON");
    let found = &report["files"][0]["weights_of_defaults"];
    let heavy = found["heaviest_first"].as_array().expect("a list");
    let change = |one: &Value| one["change_of_mean_npv"]["value"].as_f64().expect("a number");
    assert!(5 < heavy.len(), "{found}");
    assert!(heavy.is_sorted_by(|a, b| change(b).abs() <= change(a).abs()));
    let base = mean_npv(folder.path(), &[]);
    let stated = found["mean_npv"]["value"].as_f64().expect("a number");
    assert!((stated - base).abs() <= 1e-9 * base.abs(), "{stated} {base}");
    for one in [&heavy[0], &heavy[heavy.len() - 1]] {
        let set = format!("{}={}", one["name"].as_str().expect("a name"), one["usual"]);
        let by_hand = mean_npv(folder.path(), &["--set", &set]) - base;
        assert!((change(one) - by_hand).abs() <= 1e-6 * base.abs(), "{set}: {one} {by_hand}");
    }
    // Every number at its default is told of, or counted.
    let rows = report["files"][0]["assumptions"].as_array().expect("a list");
    let defaults = rows.iter().filter(|row| row["written"] == false).count();
    let counted = ["without_effect", "not_tried"].map(|key| found[key].as_u64().expect("a count"));
    assert_eq!(heavy.len() as u64 + counted[0] + counted[1], defaults as u64);
}

#[test]
fn the_table_says_what_the_defaults_are_and_where_they_would_be_otherwise() {
    let folder = folder_with(SMALL);
    let ran = shortrun(folder.path(), &["check", "plan.toml", "--weigh"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let (_, table) = ran.out.split_once("Mean NPV is ").expect("it says the plan's own");
    let selling = table.lines().find(|line| line.contains("product.bread.selling_cost_share"));
    let selling = selling.expect("a direct seller's cost is heavy");
    assert!(selling.contains("0%") && selling.contains("(food)"), "{selling}");
    let words: Vec<&str> = table.split_whitespace().collect();
    assert!(words.join(" ").contains("not to be changed alone."), "{table}");
    let plain = shortrun(folder.path(), &["check", "plan.toml"]);
    assert!(!plain.out.contains("Mean NPV"), "{}", plain.out);
    let refused = shortrun(folder.path(), &["check", "plan.toml", "--weigh", "--resolved"]);
    assert_eq!(refused.code, 2);
    assert!(program::names(folder.path()).len() == 1, "nothing is written");
}

/// Two lines that are made to order, of whose prices and orders nobody is sure.
fn uncertain() -> String {
    SMALL
        .replace("price = 40", "price = { p10 = 34, p50 = 40, p90 = 47, min = 0 }")
        .replace(
            "units_per_site_month = 5_000",
            "units_per_site_month = { p10 = 3_000, p50 = 5_000, p90 = 8_000, min = 0 }",
        )
        .replace("lead_time_days = 10", "lead_time_days = { p10 = 6, p50 = 10, p90 = 16, min = 0 }")
        .replace(
            "markdown_depth = 0.7",
            "markdown_depth = { p10 = 0.5, p50 = 0.65, p90 = 0.8, min = 0, max = 1 }",
        )
}

#[test]
fn what_a_tie_moves_is_the_difference_of_two_runs() {
    let text = uncertain();
    let folder = folder_with(&text);
    let ran = shortrun(folder.path(), &["check", "plan.toml", "--weigh", "--format", "json"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let report: Value = serde_json::from_str(&ran.out).expect("JSON");
    let pairs = report["files"][0]["weights_of_pairs"].as_array().expect("a list");
    let first = pairs.first().expect("price and units multiply");
    let names = ["product.bread.price", "product.bread.units_per_site_month"];
    let between = first["between"].as_array().expect("two names");
    assert!(names.iter().all(|name| between.iter().any(|one| one == name)), "{first}");
    let tie = format!("{text}\n[[correlation]]\nbetween = {}\nrank = 0.5\n", first["between"]);
    let change = first["change_of_mean_npv"]["value"].as_f64().expect("a number");
    let by_hand = mean_npv(folder_with(&tie).path(), &[]) - mean_npv(folder.path(), &[]);
    assert!((change - by_hand).abs() <= 1e-6 * by_hand.abs(), "{change} {by_hand}");
    // What is tied is looked at no more.
    let ran = shortrun(folder_with(&tie).path(), &["check", "plan.toml", "--weigh"]);
    let table = ran.out.split_once("Drawn each on its own").map_or("", |(_, table)| table);
    let both = |line: &str| names.iter().all(|name| line.contains(name));
    assert!(!table.lines().any(both), "{table}");
}
