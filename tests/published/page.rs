//! The table of `docs/validation.md` is what the model comes to.

use std::path::Path;

use super::{
    Row, Unit, allocation, disruptions, failures, newsvendor, obermeyer, portfolio, premium,
    retailers,
};

const BEGIN: &str = "<!-- figures -->\n";
const END: &str = "<!-- end of figures -->\n";

/// Whether a digit of a number is not 0.
fn tells(number: &str) -> bool {
    number.contains(|digit| ('1'..='9').contains(&digit))
}

/// With thousands separated by commas.
fn number(value: f64, decimals: usize) -> String {
    let text = format!("{:.decimals$}", value.abs());
    let (whole, rest) = text.split_at(text.find('.').unwrap_or(text.len()));
    let mut grouped = String::new();
    for (place, digit) in whole.chars().enumerate() {
        if 0 < place && (whole.len() - place).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    let sign = if value < 0.0 && tells(&text) { "−" } else { "" };
    format!("{sign}{grouped}{rest}")
}

fn written(value: f64, unit: Unit) -> String {
    match unit {
        Unit::Percent => format!("{}%", number(100.0 * value, 1)),
        Unit::Points => format!("{} points", number(100.0 * value, 1)),
        Unit::Number(decimals) => number(value, decimals),
    }
}

/// From where to where the model may lie; to the last digit where both are written alike.
fn allowed(row: &Row) -> String {
    let (from, to) = (written(row.band.0, row.unit), written(row.band.1, row.unit));
    if from == to { "to the digit".to_owned() } else { format!("{from} to {to}") }
}

fn model(row: &Row) -> String {
    let value = written(row.model, row.unit);
    let (error, mut decimals) = match row.unit {
        Unit::Percent | Unit::Points => (100.0 * row.error, 1),
        Unit::Number(decimals) => (row.error, decimals),
    };
    if error <= 0.0 {
        return value;
    }
    // As many decimals as the value has, and more where none of them tells anything.
    while !tells(&number(error, decimals)) {
        decimals += 1;
    }
    format!("{value} ± {}", number(error, decimals))
}

fn verdict(row: &Row) -> String {
    let miss = row.outside();
    if miss <= 0.0 {
        return "held".to_owned();
    }
    let unit = if let Unit::Percent = row.unit { Unit::Points } else { row.unit };
    let side = if row.model < row.band.0 { "low" } else { "high" };
    format!("**missed**, {} too {side}", written(miss, unit))
}

/// How far a miss is from its band, in widths of the band.
fn by_width(row: &Row) -> f64 {
    row.outside() / (row.band.1 - row.band.0)
}

fn table() -> String {
    let files = [
        newsvendor::rows,
        obermeyer::rows,
        allocation::rows,
        retailers::rows,
        premium::rows,
        disruptions::rows,
        failures::rows,
        portfolio::rows,
    ];
    let mut rows: Vec<Row> = files.into_iter().flat_map(|rows| rows()).collect();
    // Misses first, the widest on top; what is held keeps its order.
    rows.sort_by(|one, other| by_width(other).total_cmp(&by_width(one)));
    let mut table = "| what | by | published | allowed | model ± s.e. | verdict |\n\
                     |---|---|---|---|---|---|\n"
        .to_owned();
    for row in &rows {
        let Row { what, by, published, .. } = row;
        table += &format!(
            "| {what} | {by} | {published} | {} | {} | {} |\n",
            allowed(row),
            model(row),
            verdict(row)
        );
    }
    table
}

#[test]
fn the_figures_on_the_page_are_those_of_the_model() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/validation.md");
    let page = std::fs::read_to_string(&path).expect("readable");
    let (before, rest) = page.split_once(BEGIN).expect("the table begins");
    let (_, after) = rest.split_once(END).expect("the table ends");
    let renewed = format!("{before}{BEGIN}\n{}\n{END}{after}", table());
    if std::env::var_os("SHORTRUN_RENEW").is_some() {
        std::fs::write(&path, renewed).expect("written");
        return;
    }
    let old = page.lines().zip(renewed.lines()).find(|(old, new)| old != new);
    assert!(
        page == renewed,
        "docs/validation.md is out of date; `SHORTRUN_RENEW=1 cargo test --test all published::page` \
         renews it\n{old:#?}"
    );
}
