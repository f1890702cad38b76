//! The program as a person runs it.

use crate::program;

use program::{folder_with, names, shortrun};
use std::fs;
use std::path::Path;

const APPAREL: &str = include_str!("support/apparel.toml");

#[test]
fn a_run_prints_a_summary_and_writes_its_results_to_output() {
    let folder = folder_with(APPAREL);
    let ran = shortrun(folder.path(), &["run", "plan.toml", "--paths", "400"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "quiet in a pipe");
    for text in ["loss of money (MOIC below 1x)", "MOIC", "IRR", "NPV", "strategic sale", "P95"] {
        assert!(ran.out.contains(text), "{text} in\n{}", ran.out);
    }
    let place = folder.path().join("output/plan");
    let written = names(&place);
    assert!(written.contains(&"summary.json".to_owned()));
    assert!(written.iter().all(|name| !name.ends_with(".partial")), "{written:?}");
    let summary: serde_json::Value =
        serde_json::from_slice(&fs::read(place.join("summary.json")).expect("readable"))
            .expect("JSON");
    assert_eq!(summary["run"]["paths"], 400);
    assert_eq!(summary["layout_version"], 1);
    let listed: Vec<&str> =
        summary["files"].as_array().expect("a list").iter().filter_map(|f| f.as_str()).collect();
    assert_eq!(listed.len(), written.len(), "{listed:?} {written:?}");
}

#[test]
fn every_file_has_the_same_bytes_on_any_number_of_threads() {
    let folder = folder_with(APPAREL);
    let run = |out: &str, threads: &str| {
        let args =
            ["run", "plan.toml", "-n", "700", "-o", out, "-t", threads, "--export", "all", "-q"];
        assert_eq!(shortrun(folder.path(), &args).code, 0);
    };
    run("one", "1");
    run("seven", "7");
    let (one, seven) = (folder.path().join("one"), folder.path().join("seven"));
    assert_eq!(names(&one), names(&seven));
    for name in names(&one) {
        let same = fs::read(one.join(&name)).expect("readable")
            == fs::read(seven.join(&name)).expect("readable");
        assert!(same, "{name} differs");
    }
}

#[test]
fn rank_correlations_are_reported_as_asked_and_as_the_run_has_them() {
    let text = APPAREL.replace(
        "markdown_depth = 0.6",
        "markdown_depth = { dist = \"discrete\", values = [0.5, 0.6], weights = [1, 1] }",
    ) + r#"
[[correlation]]
between = ["product.core.markdown_depth", "product.core.lead_time_days"]
rank = 0.5

[[correlation]]
between = ["product.custom.markdown_depth", "product.core.markdown_depth"]
rank = -0.8
"#;
    let folder = folder_with(&text);
    let ran = shortrun(folder.path(), &["run", "plan.toml", "-n", "4000", "--charts", "none"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.err.contains("a rank correlation of about -0.68, not -0.8"), "{}", ran.err);
    let line = |name: &str| {
        let found = ran.out.lines().find(|line| line.trim_start().starts_with(name));
        found.unwrap_or_else(|| panic!("{name} in\n{}", ran.out)).to_owned()
    };
    assert!(line("Rank correlation of").ends_with("of the paths ± s.e."));
    let shown = line("product.core.markdown_depth and product.core.lead_time_days");
    assert!(shown.contains(" 0.5 ") && shown.contains(" ± 0.01"), "{shown}");
    let caveat = line("! Repeated values keep these from the rank correlation asked for");
    assert!(caveat.contains("product.custom.markdown_depth"), "{caveat}");
    assert!(!caveat.contains("lead_time_days"), "{caveat}");
    let summary = fs::read(folder.path().join("output/plan/summary.json")).expect("readable");
    let summary: serde_json::Value = serde_json::from_slice(&summary).expect("JSON");
    let pairs = summary["correlations"].as_array().expect("a list");
    assert_eq!(pairs.len(), 2);
    assert_eq!(pairs[0]["between"][1], "product.core.lead_time_days");
    for (pair, expected) in pairs.iter().zip([0.5, -0.68]) {
        let number = |value: &serde_json::Value| value.as_f64().expect("a number");
        let achieved = &pair["achieved"];
        let error = number(&achieved["standard_error"]);
        assert!((0.005..0.02).contains(&error), "{pair}");
        assert!((number(&achieved["value"]) - expected).abs() < 0.01 + 4.0 * error, "{pair}");
    }
}

#[test]
fn json_on_standard_output_is_the_file() {
    let folder = folder_with(APPAREL);
    let ran = shortrun(folder.path(), &["run", "plan.toml", "-n", "200", "--format", "json"]);
    let file = fs::read_to_string(folder.path().join("output/plan/summary.json")).expect("written");
    assert_eq!(ran.out, file);
}

#[test]
fn a_seed_on_the_command_line_changes_the_answer_and_is_recorded() {
    let folder = folder_with(APPAREL);
    let run = |seed: &str| {
        let args = ["run", "plan.toml", "-n", "200", "--format", "json", "--seed", seed];
        serde_json::from_str::<serde_json::Value>(&shortrun(folder.path(), &args).out)
            .expect("JSON")
    };
    let (one, two) = (run("1"), run("9007199254740993"));
    assert_eq!(
        (&one["run"]["seed"], &two["run"]["seed"]),
        (&"1".into(), &"9007199254740993".into())
    );
    assert_ne!(one["npv"]["mean"], two["npv"]["mean"]);
}

#[test]
fn a_wrong_scenario_is_explained_and_nothing_is_written() {
    let cases = [
        ("", "empty"),
        (&APPAREL.replace("price = 46", "price = -46"), "-46"),
        (&APPAREL.replace("yield_rate = 0.97", "yeild_rate = 0.97"), "yield_rate"),
        (&APPAREL.replace("horizon_months = 96", "horizon_months = 0"), "horizon_months"),
        (&APPAREL.replace("cheque = 4_000_000", "cheque = 7_000_000"), "round_size"),
    ];
    for (text, mentioned) in cases {
        let folder = folder_with(text);
        let ran = shortrun(folder.path(), &["run", "plan.toml"]);
        assert_eq!(ran.code, 2, "{}", ran.err);
        assert!(ran.err.contains("plan.toml") && ran.err.contains(mentioned), "{}", ran.err);
        assert!(ran.out.is_empty());
        assert_eq!(names(folder.path()), ["plan.toml"]);
    }
}

#[test]
fn wrong_arguments_and_missing_files_are_misuse() {
    let folder = folder_with(APPAREL);
    let cases: [&[&str]; 5] = [
        &["run", "elsewhere.toml"],
        &["run", "plan.toml", "--paths", "0"],
        &["run", "plan.toml", "--threads", "0"],
        &["run", "plan.toml", "--format", "yaml"],
        &["walk", "plan.toml"],
    ];
    for args in cases {
        let ran = shortrun(folder.path(), args);
        assert_eq!(ran.code, 2, "{args:?}: {}", ran.err);
        assert!(!ran.err.is_empty());
    }
    for (args, said) in [
        (&["diligence", "plan.toml", "--budget", "-5"][..], "--budget must be 0 or more"),
        (&["run", "plan.toml", "-n", "-5"], "invalid value '-5' for '--paths <PATHS>'"),
    ] {
        let ran = shortrun(folder.path(), args);
        assert_eq!(ran.code, 2, "{args:?}: {}", ran.err);
        assert!(ran.err.contains(said), "{}", ran.err);
    }
    assert_eq!(names(folder.path()), ["plan.toml"]);
}

#[test]
fn a_place_that_cannot_be_written_fails_before_the_run_and_leaves_nothing() {
    let folder = folder_with(APPAREL);
    let ran = shortrun(folder.path(), &["run", "plan.toml", "-n", "2000000", "-o", "plan.toml/x"]);
    assert_eq!(ran.code, 1, "{}", ran.err);
    assert!(ran.err.contains("plan.toml/x"), "{}", ran.err);
    assert_eq!(names(folder.path()), ["plan.toml"]);
}

#[test]
fn a_second_run_takes_the_files_of_the_first_away_but_not_other_peoples() {
    let folder = folder_with(APPAREL);
    let args = ["run", "plan.toml", "-n", "100", "-q", "-o", "out"];
    assert_eq!(shortrun(folder.path(), &[&args[..], &["--export=csv"]].concat()).code, 0);
    let place = folder.path().join("out");
    fs::write(place.join("notes.md"), "mine").expect("written");
    assert!(names(&place).contains(&"paths.csv".to_owned()));
    assert_eq!(shortrun(folder.path(), &args).code, 0);
    assert!(!names(&place).contains(&"paths.csv".to_owned()));
    assert!(names(&place).contains(&"notes.md".to_owned()));
}

/// A folder with two plans on the same draws.
fn folder_with_two() -> tempfile::TempDir {
    let folder = folder_with(APPAREL);
    let dearer = APPAREL.replace("price = 46", "price = 50");
    assert_ne!(dearer, APPAREL);
    fs::write(folder.path().join("dear.toml"), dearer).expect("written");
    folder
}

#[test]
fn a_comparison_prints_its_tables_and_writes_its_results() {
    let folder = folder_with_two();
    let args = ["compare", "plan.toml", "dear.toml", "-n", "300", "--charts", "diff,bands"];
    let ran = shortrun(folder.path(), &args);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "quiet in a pipe");
    for text in ["dear minus plan, path by path", "Mean MOIC", "On separate draws", "Markdown rate"]
    {
        assert!(ran.out.contains(text), "{text} in\n{}", ran.out);
    }
    let place = folder.path().join("output/compare-plan-dear");
    let written = names(&place);
    for name in ["compare.json", "differences.csv", "diff.png", "plan-bands.svg", "dear-bands.png"]
    {
        assert!(written.contains(&name.to_owned()), "{name} in {written:?}");
    }
    let file = fs::read_to_string(place.join("compare.json")).expect("readable");
    let value: serde_json::Value = serde_json::from_str(&file).expect("JSON");
    assert_eq!(value["files"].as_array().expect("a list").len(), written.len());
    assert_eq!(value["pairs"][0]["returns"][0]["key"], "p_loss");
    let json = shortrun(folder.path(), &[&args[..], &["--format", "json"]].concat());
    assert_eq!(json.out, file);
}

#[test]
fn a_comparison_has_the_same_bytes_on_any_number_of_threads() {
    let folder = folder_with_two();
    for (out, threads) in [("one", "1"), ("five", "5")] {
        let args =
            ["compare", "plan.toml", "dear.toml", "-n", "300", "-q", "-o", out, "-t", threads];
        assert_eq!(shortrun(folder.path(), &args).code, 0);
    }
    let (one, five) = (folder.path().join("one"), folder.path().join("five"));
    assert_eq!(names(&one), names(&five));
    for name in names(&one) {
        let read = |folder: &Path| fs::read(folder.join(&name)).expect("readable");
        assert!(read(&one) == read(&five), "{name} differs");
    }
}

#[test]
fn all_scenarios_run_with_the_seed_and_paths_of_the_first_and_that_is_said() {
    let folder = folder_with_two();
    let text = APPAREL.replace("seed = 20260101", "seed = 77");
    let text = text.replace("paths = 20_000", "paths = 300");
    fs::write(folder.path().join("first.toml"), text).expect("written");
    let ran = shortrun(folder.path(), &["compare", "first.toml", "dear.toml", "--charts", "none"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.out.contains("the same 300 paths in all · seed 77"), "{}", ran.out);
    assert!(ran.out.contains("! The seeds differ (first 77, dear "), "{}", ran.out);
}

#[test]
fn what_cannot_be_paired_is_refused_with_the_reason_and_nothing_is_written() {
    let folder = folder_with_two();
    let change = |name: &str, from: &str, to: &str| {
        assert!(APPAREL.contains(from), "{from}");
        fs::write(folder.path().join(name), APPAREL.replace(from, to)).expect("written");
    };
    change("short.toml", "horizon_months = 96", "horizon_months = 84");
    change("euro.toml", "currency = \"USD\"", "currency = \"EUR\"");
    let before = names(folder.path());
    for (files, said) in [
        (["plan.toml", "short.toml"], "horizon_months is 96 in the first and 84 in the other"),
        (["plan.toml", "euro.toml"], "amounts are in USD in the first and in EUR in the other"),
        (["plan.toml", "./plan.toml"], "./plan.toml is given twice"),
        (["plan.toml", "absent.toml"], "cannot read absent.toml"),
    ] {
        let ran = shortrun(folder.path(), &[&["compare"], &files[..]].concat());
        assert_eq!(ran.code, 2, "{}", ran.err);
        assert!(ran.err.contains(said), "{}", ran.err);
    }
    assert_eq!(shortrun(folder.path(), &["compare", "plan.toml"]).code, 2);
    let unknown = ["compare", "plan.toml", "dear.toml", "--charts", "pie"];
    assert!(shortrun(folder.path(), &unknown).err.contains("no chart `pie`; there are compare,"));
    assert_eq!(names(folder.path()), before);
}

#[test]
fn strict_turns_warnings_into_errors() {
    let text = APPAREL.replace("earliest_exit_month = 18", "earliest_exit_month = 200");
    let folder = folder_with(&text);
    let lenient = shortrun(folder.path(), &["run", "plan.toml", "-n", "100"]);
    assert_eq!(lenient.code, 0, "{}", lenient.err);
    assert!(lenient.err.contains("warning"), "{}", lenient.err);
    assert_eq!(shortrun(folder.path(), &["run", "plan.toml", "-n", "100", "--strict"]).code, 2);
}

#[test]
fn amounts_beyond_all_bounds_end_every_command_with_one_message_and_no_result() {
    // Each number is in its range, and together they are not.
    let text = APPAREL.replace("price = ", "price = 1e12 # ");
    let text = text.replace("units_per_site_month = ", "units_per_site_month = 1e12 # ");
    let asks =
        "\n[[diligence]]\nquestion = \"Q\"\nresolves = [\"scaling.learning_rate\"]\ncost = 1\n";
    let folder = folder_with(&(text.clone() + asks));
    fs::write(folder.path().join("other.toml"), text.replace("cheque = 4_", "cheque = 5_"))
        .expect("written");
    let commands: [&[&str]; 12] = [
        &["run", "plan.toml", "-n", "64"],
        &["compare", "plan.toml", "other.toml", "-n", "64"],
        &["bridge", "plan.toml", "other.toml", "-n", "64"],
        &["sensitivity", "plan.toml", "-n", "128", "--rows", "100"],
        &["stress", "plan.toml", "-n", "64", "--axis", "exit.horizon.multiple=0.5,1"],
        &["breakeven", "plan.toml", "-n", "64", "--vary", "investment.pre_money"],
        &["diligence", "plan.toml", "-n", "1000"],
        &["reverse", "plan.toml", "-n", "64", "--until", "p_loss>0.6"],
        &["memo", "plan.toml", "-n", "64"],
        &["screen", "plan.toml", "-n", "64"],
        &["replay", "plan.toml", "--path", "3"],
        &["replay", "plan.toml", "-n", "64", "--path", "median"],
    ];
    for command in commands {
        let targets: &[&str] =
            if command[0] == "breakeven" { &["--target", "p_loss<=0.5"] } else { &[] };
        let ran = shortrun(folder.path(), &[command, targets, &["--quiet"]].concat());
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{command:?}: {}", ran.err);
        let path =
            if command.contains(&"3") { "on path 3, in month 0" } else { "on path 0, in month 0" };
        for part in [path, "beyond 1e15", "product.*.units_per_site_month"] {
            assert!(ran.err.contains(part), "{command:?}: {part} in {}", ran.err);
        }
        assert!(!ran.err.contains("panicked"), "{}", ran.err);
        assert!(!folder.path().join("output").exists(), "{command:?}");
    }
}

#[test]
fn a_stored_scenario_gives_the_same_bytes_again() {
    let folder = folder_with(APPAREL);
    fs::write(
        folder.path().join("bear.toml"),
        "extends = \"plan.toml\"\n[[supplier]]\nname = \"packaging\"\nremove = true\n",
    )
    .expect("written");
    let options =
        ["--set", "product.core.lead_time_days=30", "--seed", "5", "-n", "300", "--charts", "none"];
    let first = [&["run", "bear.toml", "-o", "first", "-q", "--export=csv"], &options[..]].concat();
    let ran = shortrun(folder.path(), &first);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let again =
        ["run", "first/scenario.toml", "-o", "again", "-q", "--export=csv", "--charts", "none"];
    let ran = shortrun(folder.path(), &again);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let (one, two) = (folder.path().join("first"), folder.path().join("again"));
    assert_eq!(names(&one), names(&two));
    assert!(names(&one).contains(&"scenario.toml".to_owned()));
    let read = |path: &Path| fs::read(path).expect("readable");
    for name in names(&one) {
        let (one, two) = (read(&one.join(&name)), read(&two.join(&name)));
        if name.ends_with(".csv") || name == "scenario.toml" {
            assert!(one == two, "{name} differs");
        }
    }
    let summary = |place: &Path| {
        let text = String::from_utf8(read(&place.join("summary.json"))).expect("text");
        text.replace("\"bear.toml\"", "\"scenario.toml\"")
    };
    assert_eq!(summary(&one), summary(&two));
    let stored = String::from_utf8(read(&one.join("scenario.toml"))).expect("text");
    for line in ["seed = 5", "paths = 300", "lead_time_days = 30", "name = \"dye house\""] {
        assert!(stored.lines().any(|stored| stored == line), "{line} in\n{stored}");
    }
    assert!(!stored.contains("extends") && !stored.contains("packaging\""), "{stored}");
}

#[test]
fn a_wrong_change_is_explained_where_it_was_made() {
    let folder = folder_with(APPAREL);
    let args = ["run", "plan.toml", "--set", "product.core.price=-3", "--set", "market.x=1"];
    let ran = shortrun(folder.path(), &args);
    assert_eq!(ran.code, 2);
    for text in ["--> --set:1:20", "product.core.price=-3", "there is no `market.x`"] {
        assert!(ran.err.contains(text), "{text} in\n{}", ran.err);
    }
    assert!(ran.err.ends_with("2 problems in --set\n"), "{}", ran.err);
    assert_eq!(names(folder.path()), ["plan.toml"]);
}

#[test]
fn what_is_no_scenario_at_all_is_refused() {
    let folder = folder_with(APPAREL);
    let write = |name: &str, bytes: &[u8]| {
        fs::write(folder.path().join(name), bytes).expect("written");
    };
    fs::create_dir(folder.path().join("deals")).expect("made");
    write("latin.toml", b"[scenario]\nname = \"caf\xe9\"\n");
    write("above.toml", b"extends = \"deals\"\n");
    write("beside.toml", b"extends = \"latin.toml\"\n");
    write("nonsense.toml", &b"[=\"{,\n'#\\"[..].repeat(120_000));
    for (name, why) in [
        ("deals", "cannot read deals: it is a folder"),
        ("latin.toml", "latin.toml is not UTF-8 text (line 2)"),
        ("above.toml", "cannot read `deals`: it is a folder"),
        ("beside.toml", "`latin.toml` is not UTF-8 text (line 2)"),
        ("nonsense.toml", "nonsense.toml:1:"),
    ] {
        let ran = shortrun(folder.path(), &["run", name]);
        assert_eq!(ran.code, 2, "{name}: {}", ran.err);
        assert!(ran.err.contains(why), "{why} in\n{}", ran.err);
    }
    assert!(!folder.path().join("output").exists());
}

#[test]
fn sensitivity_tells_what_drives_the_outcome_and_writes_the_same_on_any_threads() {
    let folder = folder_with(APPAREL);
    let args = ["sensitivity", "plan.toml", "-n", "400", "--rows", "100"];
    let ran = shortrun(folder.path(), &args);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "quiet in a pipe");
    for text in ["Chance of loss", "Share of the variance of loss", "luck", "no diligence", "! "] {
        assert!(ran.out.contains(text), "{text} in\n{}", ran.out);
    }
    let place = folder.path().join("output/sensitivity-plan");
    let written = names(&place);
    let expected = [
        "doubts.csv",
        "evidence.csv",
        "scenario.toml",
        "sensitivity.json",
        "sobol.csv",
        "tornado.alt.txt",
        "tornado.csv",
        "tornado.png",
        "tornado.svg",
    ];
    assert_eq!(written, expected);
    let one = ["-t", "1", "-q", "-o", "one"];
    assert_eq!(shortrun(folder.path(), &[&args[..], &one].concat()).out, "");
    for name in expected {
        let read = |place: &Path| fs::read(place.join(name)).expect("readable");
        assert!(read(&place) == read(&folder.path().join("one")), "{name}");
    }
    let json = shortrun(folder.path(), &[&args[..], &["--format", "json"]].concat()).out;
    let value: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(value["variance"]["outcome"], "loss");
    assert_eq!(value["tornado"]["statistic"], "p_loss");
    let groups = value["variance"]["groups"].as_array().expect("groups").len();
    let bars = value["tornado"]["bars"].as_array().expect("bars").len();
    assert_eq!(groups, bars + 1, "each assumption, and luck");
    let outcomes = value["evidence"]["outcomes"].as_array().expect("outcomes");
    let named: Vec<_> = outcomes.iter().map(|of| of["outcome"].as_str().expect("text")).collect();
    assert_eq!(named, ["loss", "moic", "npv"]);
    for of in outcomes {
        let share = |part: &serde_json::Value| part["value"].as_f64().expect("a share");
        let grades = of["shares"]["grades"].as_array().expect("grades");
        let of_grades: f64 = grades.iter().map(|grade| share(&grade["share"])).sum();
        let all =
            of_grades + share(&of["shares"]["grades_together"]) + share(&of["shares"]["luck"]);
        assert!((all - 1.0).abs() < 1e-9, "{all}: {of}");
    }
    assert_eq!(value["evidence"]["doubts"].as_array().expect("doubts").len(), bars);
}

#[test]
fn sensitivity_follows_other_statistics_and_outcomes() {
    let folder = folder_with(APPAREL);
    let args = ["sensitivity", "plan.toml", "-n", "300", "--charts", "none", "--format", "json"];
    let of = |more: &[&str]| -> serde_json::Value {
        let ran = shortrun(folder.path(), &[&args[..], more].concat());
        assert_eq!(ran.code, 0, "{}", ran.err);
        serde_json::from_str(&ran.out).expect("JSON")
    };
    let moic = of(&["--stat", "p90_moic", "--rows", "100"]);
    assert_eq!(moic["variance"]["outcome"], "moic");
    assert_eq!(moic["variance"]["caps"].as_array().expect("caps").len(), 2);
    let npv = of(&["--output", "npv", "--rows", "100"]);
    assert_eq!(
        (&npv["tornado"]["statistic"], &npv["variance"]["outcome"]),
        (&"p_loss".into(), &"npv".into())
    );
    assert!(of(&["--rows", "0"])["variance"].is_null());
    assert_eq!(
        names(&folder.path().join("output/sensitivity-plan")),
        ["scenario.toml", "sensitivity.json", "tornado.csv"]
    );
}

#[test]
fn sensitivity_refuses_what_it_cannot_answer() {
    let folder = folder_with(APPAREL);
    for (more, message) in [
        (
            ["--stat", "p_los"],
            "shortrun: --stat: there is no chance `p_los`; did you mean `p_loss`?",
        ),
        (["--output", "moik"], "shortrun: --output: there is no outcome `moik`"),
        (["--rows", "7"], "shortrun: 7 rows are too few for intervals; give --rows 100 or more"),
        (["--charts", "pie"], "shortrun: no chart `pie`; there are tornado, all and none"),
        (["--output", "site_payback_months"], "of 300 paths have no site_payback_months, so"),
    ] {
        let ran = shortrun(
            folder.path(),
            &[&["sensitivity", "plan.toml", "-n", "300"], &more[..]].concat(),
        );
        assert_eq!(ran.code, 2, "{}", ran.err);
        assert!(ran.err.contains(message), "{}", ran.err);
        assert!(!folder.path().join("output").exists(), "nothing is left");
    }
}

#[test]
fn sensitivity_takes_correlated_assumptions_as_one_group_and_says_so() {
    let tied = "\n[[correlation]]\nbetween = [\"product.core.lead_time_days\", \
                \"product.core.markdown_depth\"]\nrank = 0.5\n";
    let folder = folder_with(&format!("{APPAREL}{tied}"));
    let args = ["sensitivity", "plan.toml", "-n", "300", "--rows", "100", "--charts", "none"];
    let ran = shortrun(folder.path(), &[&args[..], &["--format", "json"]].concat());
    assert_eq!(ran.code, 0, "{}", ran.err);
    let value: serde_json::Value = serde_json::from_str(&ran.out).expect("JSON");
    let pair = serde_json::json!(["product.core.lead_time_days", "product.core.markdown_depth"]);
    assert_eq!(value["correlated"], serde_json::json!([pair]));
    let groups = value["variance"]["groups"].as_array().expect("groups");
    let bars = value["tornado"]["bars"].as_array().expect("bars");
    assert_eq!(groups.len(), bars.len(), "one group less, and luck");
    assert!(groups.iter().any(|group| group["group"] == pair));
    let ran = shortrun(folder.path(), &args);
    assert!(ran.out.contains("! Correlated assumptions move together"), "{}", ran.out);
}

#[test]
fn sensitivity_says_where_nothing_moves_the_outcome() {
    let folder = folder_with(APPAREL);
    let losing = ["--set", "product.core.price=12", "--set", "product.custom.price=20"];
    let args = ["sensitivity", "plan.toml", "-n", "300", "--rows", "100", "--charts", "none"];
    let ran = shortrun(folder.path(), &[&args[..], &losing].concat());
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(
        ran.out.contains("Nothing moves the chance of loss: it is 100% whatever the "),
        "{}",
        ran.out
    );
    assert!(ran.out.contains("! The rows do not differ in loss"), "{}", ran.out);
}

#[test]
fn reverse_says_what_one_would_have_to_believe_and_writes_the_same_on_any_threads() {
    let folder = folder_with(APPAREL);
    let args = ["reverse", "plan.toml", "-n", "400", "--until", "p_npv_gt_0<0.05"];
    let ran = shortrun(folder.path(), &args);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "quiet in a pipe");
    for text in ["It counts as broken at less than 5%", "The most plausible shift", "Otherwise"] {
        assert!(ran.out.contains(text), "{text} in\n{}", ran.out);
    }
    let place = folder.path().join("output/reverse-plan");
    let expected = [
        "reverse.alt.txt",
        "reverse.csv",
        "reverse.json",
        "reverse.png",
        "reverse.svg",
        "scenario.toml",
    ];
    assert_eq!(names(&place), expected);
    let one = ["-t", "1", "-q", "-o", "one"];
    assert_eq!(shortrun(folder.path(), &[&args[..], &one].concat()).out, "");
    for name in expected {
        let read = |place: &Path| fs::read(place.join(name)).expect("readable");
        assert!(read(&place) == read(&folder.path().join("one")), "{name}");
    }
    let json = fs::read_to_string(place.join("reverse.json")).expect("readable");
    let value: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(value["outcome"], "breaks");
    let all = &value["breaks"]["all"];
    let number = |value: &serde_json::Value| value.as_f64().expect("a number");
    let distance = number(&all["distance"]["value"]);
    assert!(number(&all["distance"]["low"]) < distance && 0.0 < distance, "{distance}");
    // Nothing is correlated here: the length is that of the shifts.
    let moved = all["moved"].as_array().expect("a list");
    let shifts = moved.iter().map(|one| number(&one["shift"]));
    let square: f64 = shifts.map(|shift| shift * shift).sum();
    assert!((square.sqrt() - distance).abs() < 1e-9, "{square}");
    let few = &value["breaks"]["fewest"];
    let title = fs::read_to_string(place.join("reverse.alt.txt")).expect("readable");
    let said = format!(
        "{} move as here",
        match few["moved"].as_array().expect("a list").len() {
            1 => "1 assumption".to_owned(),
            several => format!("{several} assumptions"),
        }
    );
    assert!(title.contains(&said), "{said} in {title}");
    let far = format!("{:.2} s", number(&few["distance"]["value"]));
    assert!(title.contains(&far), "{far} in {title}");
}

#[test]
fn reverse_tells_a_plan_that_is_broken_already_from_one_that_holds() {
    let folder = folder_with(APPAREL);
    let of = |until: &str| {
        let args = ["reverse", "plan.toml", "-n", "200", "--until", until, "--within", "0.5"];
        let ran = shortrun(folder.path(), &args);
        assert_eq!(ran.code, 0, "{}", ran.err);
        ran.out
    };
    assert!(of("p_loss>=0").contains("The plan is broken as it is: nothing has to be moved."));
    let holds = of("mean_moic>1000");
    assert!(holds.contains("It does not break within 0.5 standard deviations"), "{holds}");
    let args = ["reverse", "plan.toml", "--until", "p_los>0.5"];
    let ran = shortrun(folder.path(), &args);
    assert_eq!(ran.code, 2);
    assert!(
        ran.err.contains("shortrun: --until p_los>0.5: there is no chance `p_los`"),
        "{}",
        ran.err
    );
}

#[test]
fn a_run_stands_beside_what_became_of_others() {
    let folder = folder_with(APPAREL);
    let ran = shortrun(folder.path(), &["run", "plan.toml", "-n", "300", "--charts", "none"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    for text in [
        "Beside history",
        "37% of venture dollars",
        "13% of UK companies that raised equity",
        "Held against young firms",
    ] {
        assert!(ran.out.contains(text), "{text} in\n{}", ran.out);
    }
    let json =
        fs::read_to_string(folder.path().join("output/plan/summary.json")).expect("readable");
    let value: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(value["base_rates"]["peers"], "funded", "it loses money in its first year");
    let fates = value["base_rates"]["fates"].as_array().expect("a list");
    let loses = fates.iter().find(|one| one["share_that"] == "lose money").expect("there");
    assert_eq!(loses["run"], value["probabilities"]["loss"]);
    assert!(fates.iter().all(|one| {
        let published = one["published"].as_array().expect("a list");
        published.iter().all(|one| !one["source"].as_str().unwrap_or_default().is_empty())
    }));
}

/// What a run, a memo and all descriptions of charts say.
fn said_at(hurdle: &str) -> String {
    let folder = folder_with(APPAREL);
    let set = format!("investment.hurdle_rate={hurdle}");
    let args = |command| [command, "plan.toml", "-n", "200", "--set", &set];
    let mut said = shortrun(folder.path(), &args("run")).out;
    let memo = [&args("memo")[..], &["--rows", "100", "--diligence-paths", "0"]].concat();
    assert_eq!(shortrun(folder.path(), &memo).code, 0);
    for place in ["output/plan", "output/memo-plan"] {
        for name in names(&folder.path().join(place)) {
            if name.ends_with(".alt.txt") || name == "memo.md" {
                let path = folder.path().join(place).join(name);
                said += &std::fs::read_to_string(path).expect("text");
            }
        }
    }
    said
}

#[test]
fn a_rate_is_shown_as_the_file_gives_it_in_reports_memos_and_charts() {
    for (hurdle, shown, wrong) in
        [("0.125", "12.5%", ["the 13%", "of 12%"]), ("0.004", "0.4%", ["<1% hurdle", "the 0% "])]
    {
        let said = said_at(hurdle);
        for place in [
            format!("IRR of at least the hurdle, {shown}"),
            format!("NPV at the hurdle rate of {shown}"),
            format!("reach the {shown} hurdle"),
            format!("At {shown} a year"),
            format!("the hurdle rate of {shown}"),
            format!("0% to {shown}"),
        ] {
            assert!(said.contains(&place), "{place} at {hurdle}");
        }
        assert!(!wrong.iter().any(|wrong| said.contains(wrong)), "{hurdle}");
    }
}

#[test]
fn charts_of_rates_are_right_at_hurdles_of_0_and_below() {
    for (hurdle, parts) in [
        ("-0.05", ["below −5%: ", "−5% to 0%: ", "exactly 0%: ", "above 0%: "].as_slice()),
        ("0", &["below 0%: ", "exactly 0%: ", "above 0%: "]),
        ("-0.5", &["below −50%: ", "−50% to 0%: ", "exactly 0%: ", "above 0%: "]),
    ] {
        let folder = folder_with(APPAREL);
        let set = format!("investment.hurdle_rate={hurdle}");
        let args = ["run", "plan.toml", "-n", "300", "-q", "--set", &set, "--export", "csv"];
        let ran = shortrun(folder.path(), &args);
        assert_eq!(ran.code, 0, "{}", ran.err);
        let read = |name: &str| {
            let path = folder.path().join("output/plan").join(name);
            std::fs::read_to_string(path).expect("text")
        };
        let said = read("hist-irr.alt.txt");
        let said = parts.iter().fold(said.as_str(), |rest, part| {
            rest.split_once(part).unwrap_or_else(|| panic!("{part} in order in {said}")).1
        });
        assert!(!said.contains("NaN"));
        let table = read("hist-irr.csv");
        let mut rows: Vec<Vec<f64>> = table
            .lines()
            .skip(1)
            .map(|row| row.split(',').map(|cell| cell.parse().expect("a number")).collect())
            .collect();
        // The last row is of paths that return just the capital, which are in no bin.
        let back = rows.pop().expect("rows");
        assert!(back[0].abs() <= 0.0 && back[1].abs() <= 0.0, "{back:?}");
        let hurdle: f64 = hurdle.parse().expect("a number");
        assert!(rows.iter().all(|row| row[0] < row[1]), "{table}");
        assert!(rows.windows(2).all(|pair| (pair[0][1] - pair[1][0]).abs() < 1e-9), "{table}");
        assert!(rows.iter().any(|row| (row[0] - hurdle).abs() < 1e-9), "{table}");
        let first = rows[0][0];
        let irr: Vec<f64> = {
            let paths = read("paths.csv");
            let column = |line: &str, at: usize| line.split(',').nth(at).map(str::to_owned);
            let head = paths.lines().next().expect("a head");
            let at = head.split(',').position(|name| name.starts_with("irr")).expect("IRR");
            paths.lines().skip(1).filter_map(|line| column(line, at)?.parse().ok()).collect()
        };
        let below = irr.iter().filter(|irr| -1.0 < **irr && first <= **irr && **irr < hurdle);
        let drawn: f64 = rows.iter().filter(|row| row[1] < hurdle + 1e-9).map(|row| row[2]).sum();
        assert!((drawn - below.count() as f64 / irr.len() as f64).abs() < 1e-9, "{hurdle}");
        let table = read("moic-irr.alt.txt");
        assert!(
            table.contains(if hurdle < 0.0 { "0.5x from year " } else { "0.5x never" }),
            "{table}"
        );
    }
}
