//! The memo's spreadsheet: what it holds besides the run.

use calamine::{Data, Reader, Xlsx, open_workbook};

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
        "Breaks",
        "Points",
        "Scenarios",
        "Differences",
        "Columns",
    ];
    assert_eq!(book.sheet_names(), sheets);
    let json = memo.json();
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
