//! The command `frontier` as a person runs it, and its chart.

use crate::pictures::marks::{Mark, marks};
use crate::{alike, program, support};

use shortrun::output::frontier::chart::frontier;
use std::fs;
use std::path::Path;

use program::shortrun;
use shortrun::analysis::frontier::{Question, Side, study};
use shortrun::engine::Unwatched;
use shortrun::input::Scenario;
use shortrun::output::chart::{Chart, Domains, Size};
use shortrun::output::frontier::report::{FrontierReport, ScenarioName};
use shortrun::output::frontier::text::frontier_text;
use support::{load, one_line};

const NEAR: &str = include_str!("../scenarios/apparel-nearshore.toml");
const FAR: &str = include_str!("../scenarios/apparel-offshore.toml");

const LINE: &str = "price = 46\nmaterial_cost = 20\nselling_cost_share = 0.1\nfulfilment_cost = 3\n\
    markdown_depth = 0.6\nclearance_share = 0.8\ndisposal_cost = 0.5\nunits_per_site_month = 1000\n\
    sku_count = 10\nbatch_units = 50\nseason_days = 90\nlead_time_days = 20\nforecast_floor = 0.2\n\
    forecast_volatility = 0.9\ncommon_share = 0.4\n";

fn folder_with(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text) in files {
        fs::write(folder.path().join(name), text).expect("written");
    }
    folder
}

#[test]
fn the_command_prints_tables_and_writes_json_and_a_chart() {
    let folder = folder_with(&[("near.toml", NEAR), ("far.toml", FAR)]);
    let args =
        ["frontier", "near.toml", "--against", "far.toml", "-n", "300", "--ratios", "0,0.1,1"];
    let ran = shortrun(folder.path(), &args);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "quiet in a pipe");
    for text in ["ratio 0.10", "The plan costs", "Base order and top-up", "differential"] {
        assert!(ran.out.contains(text), "{text} in\n{}", ran.out);
    }
    let place = folder.path().join("output/frontier-near");
    let json: serde_json::Value =
        serde_json::from_slice(&fs::read(place.join("frontier.json")).expect("readable"))
            .expect("JSON");
    assert_eq!(json["points"].as_array().expect("a list").len(), 3);
    assert_eq!(json["line"], "core");
    let files = json["files"].as_array().expect("a list");
    assert_eq!(files.len(), fs::read_dir(&place).expect("there").count());
    let premium = &json["points"][1]["simulated"]["premium"];
    assert!(0.0 < premium["standard_error"].as_f64().expect("a number"));
    let printed = shortrun(folder.path(), &[&args[..], &["--format", "json", "-t", "3"]].concat());
    assert_eq!(printed.out.as_bytes(), fs::read(place.join("frontier.json")).expect("readable"));
}

#[test]
fn what_makes_no_sense_is_refused_with_the_reason_and_nothing_is_written() {
    let plan = one_line(LINE);
    let with = |from: &str, to: &str| {
        assert!(plan.contains(from), "{from}");
        plan.replace(from, to)
    };
    let to_order = with("price = 46", "made_to_order_share = 1\nprice = 46");
    let cases: [(String, &[&str], &str); 10] = [
        (to_order, &[], "every line of plan.toml is wholly made to order (only)"),
        (plan.clone(), &["--line", "shoes"], "plan.toml has no line `shoes`; there are only"),
        (
            with("= 20\nselling", "= 5\nselling"),
            &[],
            "a left-over unit brings 14.62 and costs 5.00",
        ),
        (with("= 20\nselling", "= 50\nselling"), &[], "a unit costs 50.00 and brings 38.40"),
        (
            with("forecast_volatility = 0.9", "forecast_volatility = 0"),
            &[],
            "forecast_volatility is 0",
        ),
        (with("site_month = 1000", "site_month = 0"), &[], "units_per_site_month is 0"),
        (
            plan.clone(),
            &["--long", "10"],
            "the long lead time, 10 days, is not above the 20.0 days",
        ),
        (plan.clone(), &["--against", "plan.toml"], "is not above the 20.0 days"),
        (plan.clone(), &["--ratios", "0.5,1.2"], "a ratio from 0 to 1 is wanted here"),
        (plan.clone(), &["--charts", "hist"], "no chart `hist`; there are frontier, all and none"),
    ];
    for (text, more, reason) in cases {
        let folder = folder_with(&[("plan.toml", &text)]);
        let ran = shortrun(folder.path(), &[&["frontier", "plan.toml"], more].concat());
        assert_eq!(ran.code, 2, "{reason}: {}", ran.err);
        assert!(ran.err.contains(reason), "{reason} in {}", ran.err);
        assert!(!folder.path().join("output").exists(), "{reason}");
    }
}

#[test]
fn a_line_that_keeps_stock_is_chosen_before_a_larger_one_made_to_order() {
    let second = format!(
        "[[product]]\nname = \"large\"\nmade_to_order_share = 1\n{}\n[exit.horizon]",
        LINE.replace("price = 46", "price = 460")
    );
    let plan = one_line(LINE).replace("[exit.horizon]", &second);
    let folder = folder_with(&[("plan.toml", &plan)]);
    let ran = shortrun(folder.path(), &["frontier", "plan.toml", "-n", "20", "--charts", "none"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.out.contains("line only"), "{}", ran.out);
    let asked = shortrun(folder.path(), &["frontier", "plan.toml", "--line", "large"]);
    assert_eq!(asked.code, 2);
    assert!(
        asked.err.contains("line `large` of plan.toml is wholly made to order"),
        "{}",
        asked.err
    );
}

fn side(scenario: &Scenario) -> Side<'_> {
    Side { operator: &scenario.operator, assumptions: &scenario.assumptions, line: 0 }
}

fn named(name: &str) -> ScenarioName {
    ScenarioName {
        name: name.to_owned(),
        file: format!("{name}.toml"),
        hash: "0123456789".to_owned(),
    }
}

fn report(near: &str, far: Option<&str>, long_days: f64, draws: u64) -> FrontierReport {
    let (near, far) = (load(near), far.map(load));
    let question = Question {
        short: side(&near),
        long: side(far.as_ref().unwrap_or(&near)),
        two_files: far.is_some(),
        long_days,
        draws,
        seed: 3,
        second_source: 0.01,
        top_up_premium: Some(0.2),
    };
    FrontierReport {
        program_version: "test".to_owned(),
        scenario: named("near"),
        against: far.is_some().then(|| named("far")),
        line: "core".to_owned(),
        currency: "USD".to_owned(),
        seed: 3,
        has_service_level: false,
        study: study(&question, &[0.0, 0.1, 0.3, 0.6, 1.0], &Unwatched).expect("nobody stops it"),
    }
}

/// Usual and awkward studies.
fn reports() -> Vec<(&'static str, FrontierReport)> {
    let plain = one_line(LINE);
    let dear = NEAR.replace("material_cost = { value = 11,", "material_cost = { value = 15,");
    let slow = plain.replace("lead_time_days = 20", "lead_time_days = 115");
    let mut long_name = report(&plain, None, 120.0, 60);
    long_name.scenario.name = "A very long name of a plan ".repeat(8);
    long_name.scenario.file = "a-very-long-file-name-".repeat(8);
    vec![
        ("plain", report(&plain, None, 120.0, 60)),
        ("against", report(NEAR, Some(FAR), 122.0, 60)),
        ("dear", report(&dear, Some(FAR), 122.0, 60)),
        ("slow", report(&slow, None, 120.0, 60)),
        ("itself", report(&slow, None, 115.0, 60)),
        (
            "tight",
            report(
                &plain.replace("forecast_volatility = 0.9", "forecast_volatility = 0.05"),
                None,
                120.0,
                60,
            ),
        ),
        (
            "wild",
            report(
                &plain.replace("forecast_volatility = 0.9", "forecast_volatility = 3"),
                None,
                400.0,
                60,
            ),
        ),
        ("long name", long_name),
    ]
}

#[test]
fn the_chart_has_no_layout_faults_at_any_size_and_charts_line_up() {
    let reports = reports();
    let rectangle = |chart: &Chart| chart.plot_rectangle().map(f64::to_bits);
    let mut faults = Vec::new();
    for size in Size::ALL {
        let first = rectangle(&frontier::frontier(&reports[0].1, None, size));
        for (name, report) in &reports {
            let chart = frontier::frontier(report, None, size);
            assert_eq!(rectangle(&chart), first, "{name}");
            if let Some(folder) = std::env::var_os("SHORTRUN_TEST_CHARTS") {
                let file = format!("frontier-{name}-{}.png", size.name());
                fs::write(Path::new(&folder).join(file), chart.png()).expect("works");
            }
            let found = chart.layout_faults();
            faults.extend(found.iter().map(|fault| format!("{name} {}: {fault}", size.name())));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn a_frontier_drawn_like_another_has_its_axis_and_marks_what_goes_on_beyond_it() {
    let reports = reports();
    let named = |name: &str| &reports.iter().find(|(one, _)| *one == name).expect("there").1;
    let mut faults = Vec::new();
    for (first, second) in [
        ("plain", "against"),
        ("against", "plain"),
        ("tight", "wild"),
        ("slow", "against"),
        ("wild", "slow"),
    ] {
        for size in Size::ALL {
            let name = format!("frontier-{second}-on-{first}");
            let drawn = frontier::frontier(named(first), None, size);
            let again = |like: &Domains| frontier::frontier(named(first), Some(like), size);
            let draw = |like: &Domains| frontier::frontier(named(second), Some(like), size);
            faults.extend(alike::faults_of(&name, size, &drawn, again, draw));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    let narrow = alike::lent(&frontier::frontier(named("tight"), None, Size::Full));
    let beyond = frontier::frontier(named("wild"), Some(&narrow), Size::Full).svg();
    assert!(beyond.contains("some premiums go on beyond this scale (arrows), all lie from "));
    // Bands and shades have more corners.
    let is_arrow = |mark: &Mark| matches!(mark, Mark::Polygon { points, .. } if points.len() == 3);
    let has_arrows = |svg: &str| marks(svg).iter().any(is_arrow);
    assert!(has_arrows(&beyond), "arrows at the end of the axis");
    let plain = frontier::frontier(named("wild"), None, Size::Full).svg();
    assert!(!has_arrows(&plain) && !plain.contains("go on beyond"));
}

/// The numbers of a text that stand before a `%`.
fn percents(text: &str) -> Vec<f64> {
    let pieces: Vec<&str> = text.split('%').collect();
    let before = pieces[..pieces.len() - 1].iter().filter_map(|piece| {
        let digits = |c: char| c.is_ascii_digit() || c == '.' || c == '\u{2212}';
        let start = piece
            .rfind(|c| !digits(c))
            .map_or(0, |at| at + piece[at..].chars().next().map_or(1, char::len_utf8));
        piece[start..].replace('\u{2212}', "-").parse().ok()
    });
    before.collect()
}

#[test]
fn the_title_says_what_is_drawn() {
    let report = report(NEAR, Some(FAR), 122.0, 400);
    let own = report.study.own.as_ref().expect("a shorter lead time");
    let (cost, justified) =
        (own.as_it_is.expect("two files").premium, own.point.premium.expect("one"));
    let chart = frontier::frontier(&report, None, Size::Full);
    let said = percents(chart.title());
    assert!((said[0] - 100.0 * cost.value.abs()).abs() <= 0.051, "{}", chart.title());
    assert!((said[1] - 100.0 * justified.value).abs() <= 0.051, "{}", chart.title());
    assert!(chart.title().contains("19 days in place of 122"), "{}", chart.title());
    let row =
        chart.csv().lines().find(|row| row.starts_with("own lead time,")).expect("in the twin");
    assert!(row.contains(&justified.value.to_string()), "{row}");
    assert!(chart.alt_text().starts_with(chart.title()), "{}", chart.alt_text());
    let alone =
        frontier::frontier(&self::report(&one_line(LINE), None, 120.0, 60), None, Size::Full);
    assert!(
        alone
            .title()
            .starts_with("At 20 days in place of 120, goods made close by may cost up to ")
    );
}

#[test]
fn a_plan_pays_where_it_costs_less_than_is_justified_and_not_where_it_costs_more() {
    let text = |near: &str| frontier_text(&report(near, Some(FAR), 122.0, 400));
    let cheap = NEAR.replace("material_cost = { value = 11,", "material_cost = { value = 8,");
    let dear = NEAR.replace("material_cost = { value = 11,", "material_cost = { value = 15,");
    assert!(cheap != dear && text(&cheap).contains(": it pays ("), "{}", text(&cheap));
    assert!(text(&dear).contains(": it does not pay ("), "{}", text(&dear));
}
