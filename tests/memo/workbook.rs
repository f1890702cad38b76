//! The memo's spreadsheet: what it holds besides the run.

use std::path::Path;

use calamine::{Data, Reader, Xlsx, open_workbook};

use super::held::pushed_in_three_ways;
use super::program::shortrun;
use super::{APPAREL, written};

const PUSHED: &str = "[[stress]]\nname = \"Price\"\nkey = \"product.core.price\"\nvalues = [30, 38, 46]\n\
    limit = \"p_loss<=0.65\"\n";

/// The rows of a sheet: the names of its columns, and what stands under them.
fn rows(book: &mut Xlsx<std::io::BufReader<std::fs::File>>, sheet: &str) -> Vec<Vec<Data>> {
    let range = book.worksheet_range(sheet).expect(sheet);
    range.rows().skip(1).map(<[Data]>::to_vec).collect()
}

#[test]
fn the_workbook_holds_what_breaks_the_plan_and_what_an_alternative_changes() {
    let pushed = format!("{APPAREL}\n{PUSHED}");
    let other = APPAREL.replace("price = 46", "price = 52");
    let options = ["--paths", "200", "--rows", "0", "--charts", "none"];
    let memo = written(&[&pushed, &other], &options);
    let file = memo.folder.path().join("out/workbook.xlsx");
    let mut book: Xlsx<_> = open_workbook(&file).expect("a workbook");
    let sheets = [
        "About",
        "Summary",
        "Percentiles",
        "Assumptions",
        "Months",
        "Paths",
        "Deal",
        "Breaks",
        "Points",
        "Scenarios",
        "Differences",
        "Rules",
        "Columns",
    ];
    assert_eq!(book.sheet_names(), sheets);
    let json = memo.json();
    let deal = rows(&mut book, "Deal");
    let figure = |name: &str| deal.iter().find(|row| row[0] == *name).expect(name);
    let reserve = figure("deal.later_money.reserve");
    let told = &json["deal"]["later_money"]["reserve"];
    for (cell, key) in reserve[1..].iter().zip(["value", "standard_error"]) {
        assert_eq!(*cell, told[key].as_f64().expect("a number"), "{key}");
    }
    assert_eq!(figure("deal.terms.pre_money")[1], 9e6);
    let breaks = rows(&mut book, "Breaks");
    assert_eq!(breaks.len(), 2);
    assert_eq!(breaks[1][1], Data::String("product.core.price".to_owned()));
    let differences = rows(&mut book, "Differences");
    let at = |name: &str| differences[0].iter().position(|one| *one == name).expect(name);
    let loss = differences.iter().find(|row| row[at("figure")] == "p_loss").expect("a row");
    let told = json["compare"]["pairs"][0]["returns"].as_array().expect("returns");
    let told = told.iter().find(|one| one["key"] == "p_loss").expect("a figure");
    assert_eq!(loss[at("difference")], told["difference"]["value"].as_f64().expect("a number"));
    assert_eq!(rows(&mut book, "Paths").len(), 1 + 200);
    let record = json["files"].to_string();
    assert!(record.contains("workbook.xlsx"), "{record}");
}

/// A number or words, as csv has them; absent cells are empty.
fn as_csv(cell: &Data) -> String {
    match cell {
        Data::Empty => String::new(),
        Data::String(words) => words.clone(),
        Data::Float(value) => value.to_string(),
        other => panic!("{other:?} in a workbook"),
    }
}

/// The rows of a csv file, its head among them.
fn csv_rows(file: &Path) -> Vec<Vec<String>> {
    let rows = csv::ReaderBuilder::new().has_headers(false).from_path(file);
    let rows = rows.expect("readable").into_records();
    rows.map(|row| row.expect("a row").iter().map(str::to_owned).collect()).collect()
}

/// Sheets, each with its csv file.
type Twins = &'static [(&'static str, &'static str)];

/// The sheets of a memo that other commands write as csv, to the last digit.
#[test]
fn sheets_hold_what_other_commands_write_as_csv() {
    let other = APPAREL.replace("price = 46", "price = 52");
    let memo = written(
        &[&pushed_in_three_ways(), &other],
        &["-n", "200", "--rows", "0", "--charts", "none", "--diligence-paths", "0"],
    );
    let folder = memo.folder.path();
    let file = folder.join("out/workbook.xlsx");
    let mut book: Xlsx<_> = open_workbook(&file).expect("a workbook");
    let twins: [(&[&str], Twins); 3] = [
        (
            &["stress", "plan.toml", "--charts", "none"],
            &[("Breaks", "breaks.csv"), ("Points", "points.csv"), ("Cases", "cases.csv")],
        ),
        (
            &["compare", "plan.toml", "other-1.toml", "--charts", "none"],
            &[("Scenarios", "scenarios.csv"), ("Differences", "differences.csv")],
        ),
        (&["screen", "plan.toml", "other-1.toml"], &[("Rules", "screen.csv")]),
    ];
    for (command, sheets) in twins {
        let args = [command, &["-n", "200", "-q", "-o", "twin"]].concat();
        let ran = shortrun(folder, &args);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{command:?}");
        for (sheet, name) in sheets {
            let range = book.worksheet_range(sheet).expect(sheet);
            let shown = range.rows().skip(1).map(|row| row.iter().map(as_csv).collect());
            let shown: Vec<Vec<String>> = shown.collect();
            let written = csv_rows(&folder.join("twin").join(name));
            assert!(1 < written.len(), "{name}");
            assert_eq!(shown, written, "{sheet}");
        }
        std::fs::remove_dir_all(folder.join("twin")).expect("removed");
    }
}
