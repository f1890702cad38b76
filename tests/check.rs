//! `shortrun check` as a person runs it.

use crate::program;

use std::fs;
use std::path::Path;

use program::{names, shortrun};
use serde_json::Value;

const APPAREL: &str = include_str!("support/apparel.toml");
const SMALL: &str = include_str!("input/small.toml");

fn folder_with(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text) in files {
        fs::write(folder.path().join(name), text).expect("written");
    }
    folder
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).expect("JSON")
}

/// Rows of a csv table without its head.
fn rows(text: &str) -> Vec<Vec<String>> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let row = |record: Result<csv::StringRecord, csv::Error>| {
        record.expect("a row").iter().map(str::to_owned).collect()
    };
    reader.records().map(row).collect()
}

#[test]
fn the_table_shows_what_the_file_writes_and_counts_the_rest() {
    let text = SMALL
        .replace("lead_time_days = 10", "lead_time_days = { dist = \"uniform\", min = 5, max = 25, source = \"a visit to the bakery on a cold morning\", grade = \"observed\" }")
        .replace("disruption_days = 10", "disruption_days = { dist = \"uniform\", min = 1, max = 3 }");
    let folder = folder_with(&[("plan.toml", &text)]);
    let ran = shortrun(folder.path(), &["check", "plan.toml"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let lines: Vec<&str> = ran.out.lines().collect();
    assert_eq!(lines[0], "Small");
    assert!(
        lines[1].starts_with("plan.toml (") && lines[1].ends_with("60 months · amounts in EUR")
    );
    let of = |key: &str| -> String {
        let line = lines.iter().find(|line| line.trim_start().starts_with(key));
        let words: Vec<&str> = line.expect("a row").split_whitespace().collect();
        words.join(" ")
    };
    assert_eq!(of("price"), "price money per unit known €40 – guess");
    assert_eq!(
        of("lead_time_days"),
        "lead_time_days days uniform 6 15 24 15 a visit to the bakery… observed"
    );
    assert_eq!(of("disruption_days"), "disruption_days days uniform* 1.1 2 2.9 2 – guess");
    assert!(!ran.out.contains("yield_rate"), "a default");
    assert_eq!(
        lines[lines.len() - 1],
        "22 figures written: 2 uncertain, 1 observed, 21 guess; 135 more at their default (--all shows them, --weigh weighs them)"
    );
    let all = shortrun(folder.path(), &["check", "plan.toml", "--all"]).out;
    assert!(all.contains("yield_rate") && all.contains("no limit"));
    assert!(all.ends_with("21 guess; 135 at their default\n"), "{all}");
}

#[test]
fn no_line_of_the_table_is_wider_than_120_columns() {
    let scenarios = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios");
    let files = names(&scenarios);
    let mut args = vec!["check", "--all"];
    args.extend(files.iter().map(String::as_str));
    let ran = shortrun(&scenarios, &args);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "nothing is said about shipped scenarios");
    assert!(300 < ran.out.lines().count());
    for line in ran.out.lines() {
        assert!(line.chars().count() <= 120, "{line}");
    }
}

#[test]
fn json_and_csv_hold_every_figure_uncut() {
    let folder = folder_with(&[("plan.toml", APPAREL), ("small.toml", SMALL)]);
    let files = ["plan.toml", "small.toml"];
    let ran = shortrun(folder.path(), &["check", files[0], files[1], "--format", "json"]);
    let report = json(&ran.out);
    let listed = |file: usize| {
        let rows = report["files"][file]["assumptions"].as_array().expect("a list");
        rows.iter().map(|row| row["name"].as_str().expect("text").to_owned()).collect::<Vec<_>>()
    };
    let names: Vec<Vec<String>> = (0..2).map(listed).collect();
    let ran = shortrun(folder.path(), &["check", files[0], files[1], "--format", "csv"]);
    let table = rows(&ran.out);
    let in_csv = |file: &str| -> Vec<String> {
        table.iter().filter(|row| row[0] == file).map(|row| row[1].clone()).collect()
    };
    assert_eq!([in_csv(files[0]), in_csv(files[1])].to_vec(), names);
    let growth = report["files"][0]["assumptions"]
        .as_array()
        .and_then(|rows| rows.iter().find(|row| row["name"] == "market.demand_growth_per_year"))
        .expect("it is there");
    // Φ⁻¹(0.95) = 1.6448536269514722 (Abramowitz and Stegun, table 26.5).
    let expected = 0.06 + 0.05 * 1.644_853_626_951_472_2;
    assert!((growth["p95"].as_f64().expect("a number") - expected).abs() < 1e-12);
    assert_eq!((&growth["family"], &growth["written"]), (&"normal".into(), &true.into()));
    let unlimited = report["files"][1]["assumptions"]
        .as_array()
        .and_then(|rows| rows.iter().find(|row| row["name"] == "funding.max_raise"))
        .expect("it is there");
    assert_eq!((&unlimited["value"], &unlimited["written"]), (&Value::Null, &false.into()));
}

#[test]
fn what_does_not_exist_is_absent_and_the_reason_is_told() {
    let text = SMALL.replace(
        "lead_time_days = 10",
        "lead_time_days = { dist = \"student-t\", df = 1, location = 10, scale = 1, min = 0 }",
    );
    let folder = folder_with(&[("plan.toml", &text)]);
    let ran = shortrun(folder.path(), &["check", "plan.toml", "--all"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let of = |key: &str| -> String {
        let line = ran.out.lines().find(|line| line.trim_start().starts_with(key));
        line.expect("a row").split_whitespace().collect::<Vec<_>>().join(" ")
    };
    assert!(of("lead_time_days").contains(" none "), "{}", of("lead_time_days"));
    assert!(of("service_level").contains(" known none default"), "{}", of("service_level"));
    let csv = shortrun(folder.path(), &["check", "plan.toml", "--format", "csv"]).out;
    assert!(!csv.contains("NaN"), "{csv}");
    let rows = rows(&csv);
    let row = |key: &str| {
        let row = rows.iter().find(|row| row.iter().any(|cell| cell.ends_with(key)));
        row.expect("a row").clone()
    };
    let lead = row("bread.lead_time_days");
    let family = lead.iter().position(|cell| cell == "student-t").expect("the family");
    assert!(!lead[family + 2].is_empty(), "a median");
    assert_eq!((lead[family + 4].as_str(), lead[family + 5].as_str()), ("", ""), "mean and sd");
    let level = row("bread.service_level");
    let family = level.iter().position(|cell| cell == "known").expect("the family");
    assert_eq!(level[family + 2], "", "no number stands for the best stock");
    let all = json(&shortrun(folder.path(), &["check", "plan.toml", "--format", "json"]).out);
    let of = |key: &str| {
        let rows = all["files"][0]["assumptions"].as_array().expect("rows");
        let row = rows.iter().find(|row| row["name"].as_str().is_some_and(|n| n.ends_with(key)));
        row.expect("a row").clone()
    };
    let lead = of("lead_time_days");
    assert_eq!((&lead["mean"], &lead["sd"]), (&Value::Null, &Value::Null));
    assert!(lead["no_mean"].is_string() && lead["no_sd"].is_string(), "{lead}");
    let level = of("service_level");
    assert_eq!(level["value"], Value::Null);
    assert_eq!(level["absent"], "the stock that maximises expected profit");
    assert_eq!(of("price")["value"], 40.0);
}

#[test]
fn all_files_are_reported_when_one_is_wrong() {
    let wrong = SMALL.replace("price = 40", "price = -40");
    let folder = folder_with(&[("wrong.toml", &wrong), ("plan.toml", SMALL)]);
    let args = ["check", "wrong.toml", "none.toml", "plan.toml"];
    let ran = shortrun(folder.path(), &args);
    assert_eq!(ran.code, 2);
    assert!(ran.out.contains("plan.toml (") && ran.out.contains("22 figures written"));
    assert!(ran.err.contains("--> wrong.toml:33:9") && ran.err.contains("cannot read none.toml"));
    let ran = shortrun(folder.path(), &[&args[..], &["--format", "json"]].concat());
    let report = json(&ran.out);
    let problem = &report["files"][0]["problems"][0];
    assert_eq!((&problem["line"], &problem["column"]), (&33.into(), &9.into()));
    assert_eq!(
        (&problem["severity"], &report["files"][0]["assumptions"]),
        (&"error".into(), &Value::Null)
    );
    assert_eq!(report["files"][2]["problems"], Value::Array(Vec::new()));
    let ran = shortrun(folder.path(), &[&args[..], &["--charts"]].concat());
    assert_eq!(ran.code, 2);
    assert_eq!(names(folder.path()), ["plan.toml", "wrong.toml"], "nothing is written");
}

#[test]
fn strict_refuses_figures_without_a_source() {
    let text = SMALL.replace("grade = \"guess\"\n", "\n");
    let folder = folder_with(&[("plan.toml", &text)]);
    let lenient = shortrun(folder.path(), &["check", "plan.toml"]);
    assert_eq!(lenient.code, 0);
    assert!(lenient.err.starts_with("warning: 22 figures have no source: "), "{}", lenient.err);
    for command in [["check", "plan.toml", "--strict"], ["run", "plan.toml", "--strict"]] {
        let strict = shortrun(folder.path(), &command);
        assert_eq!(strict.code, 2, "{command:?}");
        assert!(strict.err.contains("1 warning in plan.toml"), "{}", strict.err);
    }
}

#[test]
fn sheets_are_written_and_those_of_an_earlier_check_go() {
    let folder = folder_with(&[("plan.toml", APPAREL)]);
    let place = folder.path().join("output/plan");
    let ran = shortrun(folder.path(), &["check", "plan.toml", "--charts"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let both = |stem: &str| ["alt.txt", "csv", "png", "svg"].map(|end| format!("{stem}.{end}"));
    let sheets = || {
        let mut sheets = names(&place);
        // The list of them.
        sheets.retain(|name| name != "inputs.json");
        sheets
    };
    assert_eq!(sheets(), [both("inputs-2"), both("inputs")].concat());
    assert!(ran.out.ends_with(" and .alt.txt:\n  inputs, inputs-2\n"), "{}", ran.out);
    fs::write(
        folder.path().join("plan.toml"),
        SMALL.replace("price = 40", "price = { dist = \"uniform\", min = 38, max = 42 }"),
    )
    .expect("written");
    assert_eq!(shortrun(folder.path(), &["check", "plan.toml", "--charts", "-q"]).code, 0);
    assert_eq!(sheets(), both("inputs"));
    let words = fs::read_to_string(place.join("inputs.alt.txt")).expect("readable");
    assert_eq!(
        words,
        "1 uncertain assumption; 1 rests on a guess. Densities of 1 uncertain assumption. \
         product.bread.price (money per unit): P5 €38.20, P50 €40, P95 €41.80; guess · no source.\n"
    );
    fs::write(folder.path().join("plan.toml"), SMALL).expect("written");
    let ran = shortrun(folder.path(), &["check", "plan.toml", "--charts", "--out", "sheets"]);
    assert!(ran.out.ends_with("Nothing in plan.toml is uncertain: no sheet is drawn\n"));
    assert!(!folder.path().join("sheets").exists());
}

#[test]
fn a_change_on_the_command_line_needs_no_source_and_problems_tell_it() {
    let folder = folder_with(&[("plan.toml", SMALL)]);
    let set = "product.bread.lead_time_days={ value = 30, grade = \"observed\" }";
    let ran = shortrun(folder.path(), &["check", "plan.toml", "--strict", "--set", set]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let row = ran.out.lines().find(|line| line.trim_start().starts_with("lead_time_days"));
    let words: Vec<&str> = row.expect("a row").split_whitespace().collect();
    assert_eq!(words.join(" "), "lead_time_days days known 30 – observed");
    let set = "product.bread.planning_days=5";
    let ran = shortrun(folder.path(), &["check", "plan.toml", "--format", "json", "--set", set]);
    let problem = &json(&ran.out)["files"][0]["problems"][0];
    assert_eq!(problem["message"], "`product.bread` commits its batches before its plan is made");
    assert_eq!(
        (&problem["in"], &problem["line"], &problem["column"]),
        (&"--set".into(), &1.into(), &29.into())
    );
}

#[test]
fn the_resolved_scenario_stands_alone_and_assumes_the_same() {
    let bear = "extends = \"plan.toml\"\n[[product]]\nname = \"bread\"\n\
        price = { value = 33, source = \"a rival\" }\n";
    let folder = folder_with(&[("plan.toml", SMALL), ("bear.toml", bear)]);
    let ran = shortrun(folder.path(), &["check", "bear.toml", "--resolved"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    fs::create_dir(folder.path().join("alone")).expect("created");
    fs::write(folder.path().join("alone/bear.toml"), &ran.out).expect("written");
    let rows_of = |file: &str| {
        let ran = shortrun(folder.path(), &["check", file, "--format", "json"]);
        json(&ran.out)["files"][0]["assumptions"].clone()
    };
    assert!(ran.out.contains("a rival") && !ran.out.contains("extends"));
    assert_eq!(rows_of("alone/bear.toml"), rows_of("bear.toml"));
}

#[test]
fn two_files_of_one_name_do_not_share_a_folder_of_sheets() {
    let folder = folder_with(&[("plan.toml", APPAREL)]);
    fs::create_dir(folder.path().join("old")).expect("created");
    fs::write(folder.path().join("old/plan.toml"), APPAREL).expect("written");
    let ran = shortrun(folder.path(), &["check", "plan.toml", "old/plan.toml", "--charts", "-q"]);
    assert_eq!(ran.code, 2);
    assert_eq!(
        ran.err,
        "shortrun: the sheets of plan.toml and old/plan.toml would both go to output/plan; \
         check them one by one, each with its own --out\n"
    );
}

#[test]
fn a_run_records_the_assumptions_that_a_check_shows() {
    let text = APPAREL.replace(
        "price = 46",
        "price = { value = 48, source = \"price list, \\\"spring\\\"\", grade = \"observed\", note = \"net of tax\" }",
    );
    let folder = folder_with(&[("plan.toml", &text)]);
    let ran = shortrun(folder.path(), &["run", "plan.toml", "-n", "50", "-q", "--charts", "none"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let read = |name: &str| {
        fs::read_to_string(folder.path().join("output/plan").join(name)).expect("written")
    };
    let checked = shortrun(folder.path(), &["check", "plan.toml", "--format", "json"]).out;
    let recorded = json(&read("summary.json"));
    assert_eq!(recorded["assumptions"], json(&checked)["files"][0]["assumptions"]);
    let price = recorded["assumptions"]
        .as_array()
        .and_then(|rows| rows.iter().find(|row| row["name"] == "product.core.price"))
        .expect("it is there");
    assert_eq!(price["source"], "price list, \"spring\"");
    assert_eq!((&price["grade"], &price["note"]), (&"observed".into(), &"net of tax".into()));
    assert_eq!((&price["value"], &price["written"]), (&48.0.into(), &true.into()));
    let checked = shortrun(folder.path(), &["check", "plan.toml", "--format", "csv"]).out;
    let without_file: Vec<Vec<String>> =
        rows(&checked).into_iter().map(|row| row[1..].to_vec()).collect();
    assert_eq!(rows(&read("assumptions.csv")), without_file);
}

#[test]
fn pairs_that_move_together_in_practice_are_listed_in_one_note() {
    let folder = folder_with(&[("plan.toml", APPAREL)]);
    let ran = shortrun(folder.path(), &["check", "plan.toml"]);
    assert!(
        ran.out.ends_with(
            "! Drawn each on its own, though they tend to move together in practice, so that joint\n  \
             extremes come too seldom; [[correlation]] ties them:\n    \
             product.core.lead_time_days and product.core.markdown_depth\n    \
             product.core.units_per_site_month and product.custom.units_per_site_month\n    \
             exit.integration_readiness and exit.route.strategic sale.hazard_per_year\n"
        ),
        "{}",
        ran.out
    );
}
