//! The data of a run in each of its files, read by readers that did not write
//! them and compared with the run to the last digit.

use crate::{parquet, support};

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use parquet::Value;
use shortrun::analysis::assumption_rows::assumption_rows;
use shortrun::analysis::closing_stack::ClosingStack;
use shortrun::analysis::compare::{Contender, compare};
use shortrun::analysis::default_rules::default_rules;
use shortrun::analysis::followed::Followed;
use shortrun::analysis::kpi::KpiTerms;
use shortrun::analysis::limit::Limit;
use shortrun::analysis::outcomes::{MonthFigure, NEVER, Outcomes};
use shortrun::analysis::run_info::RunInfo;
use shortrun::analysis::stress::{Case, Findings};
use shortrun::analysis::summary::{Summary, summarize};
use shortrun::analysis::timeline::{MonthSpread, month_spreads};
use shortrun::engine::Tally;
use shortrun::input::Scenario;
use shortrun::model::outcome::{FailureCause, Figure, Route};
use shortrun::model::returns::IrrKind;
use shortrun::model::stages::Stages;
use shortrun::output::compare::json::{differences_table, scenarios_table};
use shortrun::output::csv::table_csv;
use shortrun::output::run::saved::{months_parquet, panel_parquet, paths_parquet};
use shortrun::output::run::sipmath::{SIP_MEASURES, sipmath_json};
use shortrun::output::stress::tables::cases_table;
use shortrun::output::tables::months::MonthTable;
use shortrun::output::tables::paths::PathTable;
use shortrun::output::workbook::{MOST_PATHS, Parts, Sheet, workbook};
use shortrun::sampling::design::Design;
use support::{apparel, load, outcomes};

/// A run with a name that a spreadsheet would take for a formula.
struct Run {
    scenario: Scenario,
    info: RunInfo,
    outcomes: Outcomes,
    summary: Summary,
    months: Vec<MonthSpread>,
    followed: Followed,
}

impl Run {
    fn new(paths: u64) -> Self {
        let scenario = load(&apparel());
        let names = scenario.operator.routes.iter().map(|(name, _)| name.clone());
        let info = RunInfo {
            program_version: "0.1.0".to_owned(),
            scenario_file: "plan.toml".to_owned(),
            scenario_name: "=SUM(1;2) & more".to_owned(),
            vertical: "apparel".to_owned(),
            currency: scenario.currency.clone(),
            content_hash: scenario.content_hash.clone(),
            seed: 18_446_744_073_709_551_615,
            design: Design::Plain,
            paths,
            horizon_months: scenario.operator.horizon_months,
            hurdle_rate: 0.25,
            target_irr: 0.25,
            cheque: 4e6,
            post_money: 12e6,
            route_names: names.collect(),
            horizon_rule: "1.5x LTM revenue".to_owned(),
            kpi: KpiTerms::of(&scenario.assumptions, &default_rules(4e6)),
            closing: ClosingStack::default(),
        };
        let outcomes = outcomes(&scenario, 0..paths, 2);
        let summary = summarize(&outcomes, info.target_irr, &info.route_names);
        let months = month_spreads(&outcomes, info.horizon_months);
        let followed = Followed::of(&outcomes, info.horizon_months);
        Self { scenario, info, outcomes, summary, months, followed }
    }

    fn workbook(&self) -> Xlsx<Cursor<Vec<u8>>> {
        let parts = Parts {
            info: &self.info,
            summary: &self.summary,
            caveats: &["a caveat".to_owned()],
            assumptions: &assumption_rows(&self.scenario.assumptions),
            months: Some((&self.months, &self.followed.runway)),
            paths: Some(&self.outcomes),
        };
        Xlsx::new(Cursor::new(workbook(&parts, Vec::new()))).expect("a workbook")
    }

    /// Columns of the table of paths, each made from the outcomes themselves.
    fn columns(&self) -> Vec<(String, Vec<Value>)> {
        let of = &self.outcomes;
        let mut columns = vec![
            ("path", of.path.iter().map(|path| Value::Int(*path as i64)).collect()),
            ("moic", reals(&of.moic)),
            ("irr", reals(&of.irr)),
            ("irr_kind", of.irr_kind.iter().map(|kind| words(kind_words(*kind))).collect()),
            ("irr_roots", of.irr_kind.iter().map(|kind| Value::Int(roots(*kind))).collect()),
            ("npv", reals(&of.npv)),
            ("route", of.route.iter().map(|route| words(self.route_words(*route))).collect()),
            ("exit_month", of.exit_month.iter().map(|t| Value::Int((*t).into())).collect()),
            ("first_round_tried_month", of.first_round_tried.iter().map(tried).collect()),
            ("invested", reals(&of.invested)),
            ("returned", reals(&of.returned)),
            ("enterprise_value", reals(&of.enterprise_value)),
            ("equity_proceeds", reals(&of.equity_proceeds)),
            ("ownership_at_exit", reals(&of.ownership)),
        ];
        columns.extend(Figure::ALL.map(|figure| (figure.key(), reals(of.figure(figure)))));
        let stage = |of_path: fn(&Stages) -> f64| {
            reals(&of.stages.iter().map(of_path).collect::<Vec<f64>>())
        };
        columns.extend([
            ("first_year_revenue", stage(|one| one.first_year_revenue)),
            ("opening_net_cash", stage(|one| one.opening_net_cash)),
            ("closing_net_cash", stage(|one| one.closing_net_cash)),
            ("raised_later", stage(|one| one.raised_later)),
            ("sale_fees", stage(|one| one.sale_fees)),
            ("deferred_unpaid", stage(|one| one.deferred_unpaid)),
            ("carve_out", stage(|one| one.carve_out)),
        ]);
        let cause = |one: &Option<FailureCause>| one.map_or(Value::Null, |one| words(one.key()));
        columns.push(("failure_cause", of.failure.iter().map(cause).collect()));
        columns.into_iter().map(|(name, values)| (name.to_owned(), values)).collect()
    }

    fn route_words(&self, route: Route) -> &str {
        match route {
            Route::Failure => "failure",
            Route::Horizon => "horizon",
            Route::Sale(index) => &self.info.route_names[usize::from(index)],
        }
    }
}

fn reals(values: &[f64]) -> Vec<Value> {
    values.iter().map(|x| if x.is_nan() { Value::Null } else { Value::Double(*x) }).collect()
}

fn words(text: &str) -> Value {
    Value::Text(text.to_owned())
}

fn tried(month: &u16) -> Value {
    if *month == NEVER { Value::Null } else { Value::Int((*month).into()) }
}

fn kind_words(kind: IrrKind) -> &'static str {
    match kind {
        IrrKind::Solved => "solved",
        IrrKind::Several { .. } => "several_roots",
        IrrKind::TotalLoss => "total_loss",
        IrrKind::NothingContributed => "nothing_contributed",
        IrrKind::NoRate => "no_rate",
    }
}

fn roots(kind: IrrKind) -> i64 {
    match kind {
        IrrKind::Solved => 1,
        IrrKind::Several { roots } => roots as i64,
        _ => 0,
    }
}

/// The cell of a csv file of the same value.
fn parsed(cell: &str, like: &Value) -> Value {
    match like {
        _ if cell.is_empty() => Value::Null,
        Value::Int(_) => Value::Int(cell.parse().expect("a whole number")),
        Value::Double(_) => Value::Double(cell.parse().expect("a number")),
        _ => words(cell),
    }
}

#[test]
fn the_csv_of_paths_is_the_run() {
    let run = Run::new(600);
    let file = table_csv(&PathTable::new(&run.outcomes, &run.info.route_names));
    let mut reader = csv::Reader::from_reader(file.as_slice());
    let columns = run.columns();
    let heads = reader.headers().expect("heads").clone();
    assert!(heads.iter().eq(columns.iter().map(|(name, _)| name)));
    let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("a row")).collect();
    assert_eq!(rows.len(), 600);
    for (index, (name, values)) in columns.iter().enumerate() {
        for (row, value) in rows.iter().zip(values) {
            assert_eq!(&parsed(&row[index], value), value, "{name}");
        }
    }
}

#[test]
fn the_parquet_of_paths_is_the_run_by_a_reader_made_from_the_specification() {
    let run = Run::new(900);
    let file = parquet::read(&paths_parquet(&run.info, &run.outcomes));
    assert_eq!(file.rows, 900);
    assert_eq!(file.columns, run.columns());
    let facts = &file.facts;
    assert_eq!(facts["shortrun.seed"], "18446744073709551615");
    assert_eq!(facts["shortrun.scenario"], "=SUM(1;2) & more");
    assert_eq!(facts["shortrun.scenario_sha256"], run.info.content_hash);
    let about: serde_json::Value = serde_json::from_str(&facts["shortrun.columns"]).expect("JSON");
    let about = about.as_array().expect("a list");
    let names = about.iter().map(|column| column["name"].as_str().expect("a name"));
    assert!(names.eq(file.columns.iter().map(|(name, _)| name)));
    assert_eq!((&about[1]["unit"], &about[5]["unit"]), (&"multiple".into(), &"USD".into()));
}

#[test]
fn the_tables_of_months_and_of_the_panel_are_the_run() {
    let run = Run::new(300);
    let months = parquet::read(&months_parquet(&run.info, &run.months, &run.followed));
    let column = |name: &str| {
        let found = months.columns.iter().find(|(known, _)| known == name);
        &found.unwrap_or_else(|| panic!("{name}")).1
    };
    for figure in MonthFigure::ALL {
        let middle = |month: &MonthSpread| month.percentiles[figure as usize].map(|p| p[2]);
        let expected: Vec<f64> =
            run.months.iter().map(|month| middle(month).unwrap_or(f64::NAN)).collect();
        assert_eq!(column(&format!("{}_p50", figure.key())), &reals(&expected));
    }
    let failed = run.followed.runway.failed_by.iter().map(|count| Value::Int(*count as i64));
    assert!(failed.eq(column("ran_out").iter().cloned()));
    let csv = table_csv(&MonthTable::new(&run.months, &run.followed.runway));
    let mut reader = csv::Reader::from_reader(csv.as_slice());
    for (row, cells) in reader.records().enumerate() {
        let cells = cells.expect("a row");
        for (cell, (name, values)) in cells.iter().zip(&months.columns) {
            assert_eq!(parsed(cell, &values[row]), values[row], "{name}");
        }
    }

    let panel = parquet::read(&panel_parquet(&run.info, &run.outcomes, 40));
    let lived: usize = run.outcomes.panel.months().take(40).sum();
    assert_eq!(panel.rows, lived);
    let months = (0..40).map(|path| run.outcomes.panel.figure_of(MonthFigure::Cash, path));
    let cash: Vec<f64> = months.flatten().copied().collect();
    assert_eq!(panel.columns[5], ("cash".to_owned(), reals(&cash)));
}

/// A cell of a workbook; numbers have one kind there.
fn shown(cell: Option<&Data>) -> Value {
    match cell {
        None | Some(Data::Empty) => Value::Null,
        Some(Data::Float(value)) => Value::Double(*value),
        Some(Data::String(text)) => words(text),
        other => panic!("{other:?} in a workbook"),
    }
}

#[test]
fn the_workbook_holds_the_run_as_numbers_and_no_formula() {
    let run = Run::new(250);
    let mut book = run.workbook();
    let sheets = ["About", "Summary", "Percentiles", "Assumptions", "Months", "Paths", "Columns"];
    assert_eq!(book.sheet_names(), sheets);
    for sheet in sheets {
        let formulas = book.worksheet_formula(sheet).expect("a sheet");
        assert!(formulas.used_cells().all(|(_, _, text)| text.is_empty()), "{sheet}");
    }
    let paths = book.worksheet_range("Paths").expect("a sheet");
    assert_eq!(paths.height(), 252, "a title, the heads, and the paths");
    for (index, (name, values)) in run.columns().into_iter().enumerate() {
        let at = |row: usize| shown(paths.get_value((row as u32, index as u32)));
        assert_eq!(at(1), words(&name));
        for (path, value) in values.into_iter().enumerate() {
            let value = match value {
                Value::Int(whole) => Value::Double(whole as f64),
                other => other,
            };
            assert_eq!(at(path + 2), value, "{name} of path {path}");
        }
    }
    let about = book.worksheet_range("About").expect("a sheet");
    let said = |what: &str| {
        let row = about.rows().find(|row| row[0] == Data::String(what.to_owned()));
        row.unwrap_or_else(|| panic!("{what}"))[1].clone()
    };
    assert_eq!(said("scenario"), Data::String("=SUM(1;2) & more".to_owned()));
    assert_eq!(said("seed"), Data::String("18446744073709551615".to_owned()));
    assert_eq!(said("paths"), Data::Float(250.0));
    assert_eq!(said("to know"), Data::String("a caveat".to_owned()));
}

#[test]
fn summary_and_assumptions_of_the_workbook_are_those_of_the_run() {
    let run = Run::new(250);
    let mut book = run.workbook();
    let summary = book.worksheet_range("Summary").expect("a sheet");
    let row = |name: &str| {
        let found = summary.rows().find(|row| row[0] == Data::String(name.to_owned()));
        let row = found.unwrap_or_else(|| panic!("{name}"));
        (row[1].clone(), row[2].clone())
    };
    for (name, figure) in [
        ("Chance of loss", run.summary.loss),
        ("Mean MOIC", run.summary.moic.mean),
        ("Median NPV", run.summary.npv.at(0.5)),
    ] {
        let expected = (Data::Float(figure.value), Data::Float(figure.standard_error));
        assert_eq!(row(name), expected, "{name}");
    }
    let table = book.worksheet_range("Assumptions").expect("a sheet");
    let rows = assumption_rows(&run.scenario.assumptions);
    assert_eq!(table.height(), rows.len() + 2);
    for (index, assumed) in rows.iter().enumerate() {
        let at = |column: u32| shown(table.get_value((index as u32 + 2, column)));
        assert_eq!(at(0), words(&assumed.name));
        if let Some(spread) = assumed.spread() {
            for (column, value) in (3..).zip(spread.percentiles) {
                assert_eq!(at(column), Value::Double(value), "{}", assumed.name);
            }
        }
    }
}

#[test]
fn a_comparison_and_a_stress_have_sheets_of_their_own() {
    let (run, other) = (Run::new(200), Run::new(200));
    let contenders = [("plan", &run), ("-1+other", &other)].map(|(label, run)| Contender {
        label,
        info: &run.info,
        outcomes: &run.outcomes,
        summary: &run.summary,
    });
    let comparison = compare(&contenders);
    let differences = comparison.pairs[0].returns.clone();
    let limit = Limit::parse("p_loss<=0.6", &[]).expect("a limit");
    let name = "no further rounds".to_owned();
    let cases = vec![Case { name, limit, threshold: 0.6, differences }];
    let found = Findings { cases, ..Findings::default() };
    let parts = Parts {
        info: &run.info,
        summary: &run.summary,
        caveats: &[],
        assumptions: &[],
        months: None,
        paths: None,
    };
    let sheets = vec![
        Sheet::new("Cases", "Cases", cases_table(&found.cases)),
        Sheet::new("Scenarios", "Scenarios", scenarios_table(&contenders)),
        Sheet::new("Differences", "Differences", differences_table(&contenders, &comparison)),
    ];
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(workbook(&parts, sheets))).expect("a workbook");
    let names =
        ["About", "Summary", "Percentiles", "Assumptions", "Cases", "Scenarios", "Differences"];
    assert_eq!(book.sheet_names(), names);
    let cases = book.worksheet_range("Cases").expect("a sheet");
    assert_eq!(shown(cases.get_value((2, 0))), words("no further rounds"));
    assert_eq!(shown(cases.get_value((2, 2))), Value::Double(run.summary.loss.value));
    let scenarios = book.worksheet_range("Scenarios").expect("a sheet");
    assert_eq!(shown(scenarios.get_value((3, 0))), words("-1+other"));
    assert_eq!(shown(scenarios.get_value((3, 10))), Value::Double(other.summary.moic.mean.value));
    let differences = book.worksheet_range("Differences").expect("a sheet");
    assert_eq!(shown(differences.get_value((2, 9))), Value::Double(0.0), "the same run twice");
}

#[test]
fn a_workbook_of_too_many_paths_says_that_it_is_cut() {
    // What the paths are is no matter here, so the same ones serve again.
    let mut run = Run::new(20);
    let some = run.outcomes.clone();
    while run.outcomes.len() <= MOST_PATHS {
        run.outcomes.merge(some.clone());
    }
    run.info.paths = run.outcomes.len() as u64;
    let mut book = run.workbook();
    let paths = book.worksheet_range("Paths").expect("a sheet");
    assert_eq!(paths.height(), MOST_PATHS + 2);
    let title = "A row for each path: only the first 20,000 of 20,020";
    assert_eq!(shown(paths.get_value((0, 0))), words(title));
    let library: serde_json::Value =
        serde_json::from_str(&sipmath_json(&run.info, &run.outcomes)).expect("JSON");
    let said = library["provenance"].as_str().expect("text");
    assert!(said.contains("the first 10,000 of 20,020 paths"), "{said}");
}

#[test]
fn the_sip_library_keeps_the_rules_of_the_standard_and_the_paths_of_the_run() {
    let mut run = Run::new(400);
    run.outcomes.figures[Figure::ReturnOnInvestedCapital as usize][7] = f64::NAN;
    let text = sipmath_json(&run.info, &run.outcomes);
    let library: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!(library["name"], "=SUM(1;2) & more");
    assert_eq!(
        (&library["objectType"], &library["libraryType"]),
        (&"sipModel".into(), &"SIPmath_3_0".into())
    );
    assert!(library.get("dateCreated").is_none());
    let sources = library["U01"]["rng"].as_array().expect("a list");
    let sips = library["sips"].as_array().expect("a list");
    let mut arrays = text.split("\"value\":[").skip(1);
    for sip in sips {
        // A reader finds the source by its name; the trials are at its index.
        let source = sources.iter().find(|one| one["name"] == sip["ref"]["name"]);
        let source = source.expect("the source of the SIP");
        assert_eq!((&source["function"], &sip["ref"]["source"]), (&"Index".into(), &"rng".into()));
        assert_eq!(source["arguments"]["counter"], "PM_Index");
        assert_eq!(sip["function"], "SIP_Array");
        assert_eq!(sip["arguments"]["type"], "array");
        let values = sip["arguments"]["value"].as_array().expect("a list");
        assert_eq!(values.len(), 400);
        let name = sip["name"].as_str().expect("a name");
        let columns = run.columns();
        let (_, expected) = columns.iter().find(|(known, _)| known == name).expect("a column");
        // serde_json reads numbers to a last digit that may be off by one.
        let written = arrays.next().and_then(|rest| rest.split(']').next()).expect("an array");
        for (value, expected) in written.split(',').zip(expected) {
            let value = Value::Double(value.parse().expect("a number"));
            match expected {
                Value::Int(whole) => assert_eq!(value, Value::Double(*whole as f64), "{name}"),
                other => assert_eq!(&value, other, "{name}"),
            }
        }
    }
    assert!(sips.iter().any(|sip| sip["name"] == "moic"));
    let left_out = SIP_MEASURES.len() - sips.len();
    let said = library["provenance"].as_str().expect("text");
    assert!(
        0 < left_out && said.contains("not every path has ") && said.contains("roic"),
        "{said}"
    );
}
