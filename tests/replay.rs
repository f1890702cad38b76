//! One future told month by month, as a person asks for it.

use crate::{program, support};

use std::fs;
use std::path::Path;

use program::{APPAREL, folder_with, names, shortrun};
use serde_json::Value;

/// Runs a replay with JSON on standard output.
fn told(folder: &Path, args: &[&str]) -> Value {
    let ran = shortrun(folder, &[&["replay", "plan.toml", "--format", "json"], args].concat());
    assert_eq!(ran.code, 0, "{}", ran.err);
    serde_json::from_str(&ran.out).expect("JSON")
}

/// The rows of a csv file, the head first.
fn table(path: &Path) -> Vec<Vec<String>> {
    let text = fs::read(path).expect("readable");
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_slice());
    let rows = reader.records().map(|row| row.expect("a row").iter().map(str::to_owned).collect());
    rows.collect()
}

/// A column of a table by its name, without its unit, as numbers.
fn column(table: &[Vec<String>], name: &str) -> Vec<f64> {
    let is_it = |head: &String| head == name || head.starts_with(&format!("{name} ["));
    let index = table[0].iter().position(is_it).unwrap_or_else(|| panic!("no column {name}"));
    let number = |row: &Vec<String>| row[index].parse().unwrap_or(f64::NAN);
    table[1..].iter().map(number).collect()
}

#[test]
fn a_replay_writes_its_files_and_prints_a_digest_also_into_a_pipe() {
    let folder = folder_with(APPAREL);
    let ran = shortrun(folder.path(), &["replay", "plan.toml", "--path", "17"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    for text in
        ["Path 17: ", "Drawn, the most unusual first", "Year", "What happened", "This round"]
    {
        assert!(ran.out.contains(text), "{text} in\n{}", ran.out);
    }
    let place = folder.path().join("output/replay-plan-17");
    let files = [
        "events.csv",
        "ledger.csv",
        "replay.alt.txt",
        "replay.csv",
        "replay.json",
        "replay.png",
        "replay.svg",
        "scenario.toml",
    ];
    assert_eq!(names(&place), files);
    let json = fs::read_to_string(place.join("replay.json")).expect("readable");
    let value: Value = serde_json::from_str(&json).expect("JSON");
    let listed = value["files"].as_array().expect("a list").len();
    assert_eq!((listed, &value["pick"]), (files.len(), &Value::Null));
    let again =
        shortrun(folder.path(), &["replay", "plan.toml", "--path", "17", "--format", "json"]);
    assert_eq!(again.out, json);
    let none = ["replay", "plan.toml", "--path", "17", "-q", "--charts", "none"];
    assert_eq!(shortrun(folder.path(), &none).out, "");
    assert_eq!(names(&place), ["events.csv", "ledger.csv", "replay.json", "scenario.toml"]);
}

#[test]
fn the_picked_path_is_that_of_the_run_whatever_picks_it_on_any_number_of_threads() {
    let folder = folder_with(APPAREL);
    let run = ["run", "plan.toml", "-n", "600", "-q", "--charts", "none", "--export", "csv"];
    assert_eq!(shortrun(folder.path(), &run).code, 0);
    let paths = table(&folder.path().join("output/plan/paths.csv"));
    let ended = column(&paths, "exit_month");
    for (by, word, rank) in [
        ("moic", "worst", 1),
        ("moic", "p05", 30),
        ("moic", "median", 300),
        ("npv", "p90", 540),
        ("irr", "p75", 450),
        ("npv", "best", 600),
    ] {
        let values = column(&paths, by);
        let mut sorted = values.clone();
        sorted.sort_by(f64::total_cmp);
        let value = sorted[rank - 1];
        let alike = (0..600).filter(|i| values[*i].to_bits() == value.to_bits());
        let expected = if word == "worst" {
            alike.clone().min_by_key(|i| (ended[*i] as usize, *i))
        } else {
            alike.clone().next()
        };
        let expected = expected.expect("one has the value");
        let args = ["--path", word, "--by", by, "-n", "600", "--charts", "none", "-t"];
        let one = told(folder.path(), &[&args[..], &["1"]].concat());
        let two = told(folder.path(), &[&args[..], &["2"]].concat());
        assert!(one == two, "{word} {by}");
        assert_eq!(one["path"], expected as u64, "{word} by {by}");
        assert_eq!(one["pick"]["paths_of_this_value"], alike.count() as u64, "{word} by {by}");
        // All digits of the path's row in the run.
        for key in ["moic", "irr", "npv", "invested", "returned", "equity_proceeds"] {
            let of_run = column(&paths, key)[expected];
            let of_replay = one[key].as_f64().expect("a number");
            assert_eq!(of_replay.to_bits(), of_run.to_bits(), "{key} of {word} by {by}");
        }
    }
}

/// Products of these and 100 come out above the whole number, in doubles.
#[test]
fn of_a_hundred_paths_every_percentile_is_the_path_of_that_rank() {
    let folder = folder_with(APPAREL);
    let run = ["run", "plan.toml", "-n", "100", "-q", "--charts", "none", "--export", "csv"];
    assert_eq!(shortrun(folder.path(), &run).code, 0);
    let values = column(&table(&folder.path().join("output/plan/paths.csv")), "npv");
    let mut sorted = values.clone();
    sorted.sort_by(f64::total_cmp);
    for percent in [7, 14, 28, 55, 56, 81] {
        let word = format!("p{percent}");
        let args = ["--path", &word, "--by", "npv", "-n", "100", "--charts", "none"];
        let path = told(folder.path(), &args)["path"].as_u64().expect("a path") as usize;
        assert_eq!(values[path].to_bits(), sorted[percent - 1].to_bits(), "{word}");
    }
}

#[test]
fn the_ledger_adds_up_row_by_row_to_the_last_digit() {
    let folder = folder_with(APPAREL);
    for path in ["0", "3", "1099511627775"] {
        let one = told(folder.path(), &["--path", path, "--charts", "none", "-o", "out"]);
        let ledger = table(&folder.path().join("out/ledger.csv"));
        let has_unit = |head: &String| head.contains(" [") && head.ends_with(']');
        assert!(ledger[0].iter().all(has_unit), "{:?}", ledger[0]);
        let of = |name: &str| column(&ledger, name);
        let same = |what: &str, a: Vec<f64>, b: Vec<f64>| {
            let equal = a.iter().zip(&b).all(|(a, b)| a.to_bits() == b.to_bits());
            assert!(equal, "{what} of path {path}: {a:?} {b:?}");
        };
        let minus = |a: Vec<f64>, b: Vec<f64>| -> Vec<f64> {
            a.iter().zip(&b).map(|(a, b)| a - b).collect()
        };
        let plus = |a: Vec<f64>, b: Vec<f64>| -> Vec<f64> {
            a.iter().zip(&b).map(|(a, b)| a + b).collect()
        };
        let lines = plus(of("core: revenue"), of("custom: revenue"));
        same("line revenue", lines, of("line_revenue"));
        let revenue = plus(plus(of("line_revenue"), of("popup_revenue")), of("rental"));
        same("revenue", revenue, of("revenue"));
        let contribution = minus(minus(of("revenue"), of("line_cost")), of("popup_cost"));
        same("contribution", minus(contribution, of("site_cost")), of("contribution"));
        let ebitda = minus(minus(of("contribution"), of("overhead")), of("carrying_cost"));
        same("ebitda", minus(ebitda, of("permit_fees")), of("ebitda"));
        let working = minus(plus(of("inventory"), of("receivables")), of("payables"));
        same("working capital", working, of("net_working_capital"));
        let flow = minus(minus(of("ebitda"), of("tax")), of("interest"));
        let flow = minus(flow, of("working_capital_change"));
        same("operating cash flow", flow, of("operating_cash_flow"));
        let before = plus(of("opening_cash"), minus(of("operating_cash_flow"), of("capex")));
        same("cash", plus(before, of("funding")), of("cash"));
        same("opening cash", of("opening_cash")[1..].to_vec(), of("cash"));
        let lived = one["exit_month"].as_u64().expect("a month") as usize + 1;
        assert_eq!((ledger.len() - 1, of("month")[lived - 1] as usize), (lived, lived));
        // The investor's flows add up to the NPV, and multiply to the MOIC.
        let flows = one["cash_flows"].as_array().expect("a list");
        let number = |value: &Value| value.as_f64().expect("a number");
        let npv = flows.iter().fold(0.0, |sum, flow| sum + number(&flow["present_value"]));
        assert_eq!(npv.to_bits(), number(&one["npv"]).to_bits());
        let back: f64 = flows.iter().map(|flow| number(&flow["amount"]).max(0.0)).sum();
        assert_eq!(back.to_bits(), number(&one["returned"]).to_bits());
        let paid: f64 = one["waterfall"]
            .as_array()
            .expect("a list")
            .iter()
            .map(|holder| number(&holder["in_all"]))
            .sum();
        let proceeds = number(&one["equity_proceeds"]);
        assert!((paid - proceeds).abs() <= 1e-9 * proceeds, "{paid} of {proceeds}");
    }
}

#[test]
fn what_there_is_no_path_for_is_explained_and_nothing_is_written() {
    let folder = folder_with(APPAREL);
    for word in ["p100", "p0", "mean", "1099511627776", "-3", "4.5", ""] {
        let path = format!("--path={word}");
        let ran = shortrun(folder.path(), &["replay", "plan.toml", &path]);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{word}");
        assert_eq!(
            ran.err,
            format!(
                "shortrun: --path: there is no path `{word}`; write its number, from 0 to \
                 1099511627775, or p1 to p99 (p05, p10, p25, ...), median, worst or best\n"
            )
        );
    }
    for args in [&["--by", "mean"][..], &["--charts", "bands"], &["--size", "huge"]] {
        let ran = shortrun(folder.path(), &[&["replay", "plan.toml"], args].concat());
        assert_eq!(ran.code, 2, "{args:?}: {}", ran.err);
    }
    assert_eq!(names(folder.path()), ["plan.toml"]);
}

#[test]
fn ties_are_counted_and_said() {
    let folder = folder_with(&support::one_line(
        "price = 10\nmaterial_cost = 11\nunits_per_site_month = 10\nlead_time_days = 1\n",
    ));
    // Nothing is ever sold, and all paths are alike: cash is handed back at the horizon.
    let ran = shortrun(folder.path(), &["replay", "plan.toml", "--path", "p90", "-n", "50"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(
        ran.out.contains(
            "none has less. 50 paths have just this value; told is the one with the lowest number."
        ),
        "{}",
        ran.out
    );
    assert!(
        ran.out
            .contains("No assumption is uncertain: this path differs from others by luck alone."),
        "{}",
        ran.out
    );
    let ran = shortrun(folder.path(), &["replay", "plan.toml", "--path", "worst", "-n", "50"]);
    let how = "told is the first to end, and of such the one with the lowest number.";
    assert!(ran.out.contains(how), "{}", ran.out);
}
