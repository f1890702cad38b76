//! What stands on the sheets that no other file has as a table.

use super::Parts;
use super::sheet::Sheet;
use crate::analysis::assumption_rows::{AssumedFigure, AssumptionRow};
use crate::analysis::estimate::Estimate;
use crate::analysis::summary::{PERCENTILES, RouteSummary, Spread, Summary};
use crate::model::outcome::Unit;
use crate::output::cell::{Cell, with_error};
use crate::output::tables::Column;
use crate::output::tables::list::ListTable;
use crate::output::tables::months::month_columns;
use crate::output::tables::paths::path_columns;
use crate::output::values::unit_name;
use crate::output::words::asked;

/// The first sheet: what the workbook is, where it comes from, what to know.
pub(super) fn about(parts: &Parts<'_>, sheets: &[Sheet<'_>]) -> Sheet<'static> {
    let info = parts.info;
    let mut table = ListTable::new(["what", "value", "remark"]);
    let mut say = |what: &str, value: Cell, remark: &str| {
        table.push(vec![what.into(), value, remark.into()]);
    };
    say("scenario", info.scenario_name.as_str().into(), "");
    say("file", info.scenario_file.as_str().into(), "");
    say("kind of operator", info.vertical.as_str().into(), "");
    say("SHA-256", info.content_hash.as_str().into(), "of the scenario as it was run");
    say("program", format!("shortrun {}", info.program_version).into(), "");
    // A spreadsheet would round a number of more than 15 digits.
    say("seed", info.seed.to_string().into(), "of all random streams");
    say("design", info.design.name().into(), "how paths are drawn");
    say("paths", Cell::Whole(info.paths), "simulated");
    say("horizon", info.horizon_months.into(), "months");
    say("currency", info.currency.as_str().into(), "amounts are not in thousands");
    table.push_in(Unit::Money, vec!["cheque".into(), info.cheque.into(), "paid at time 0".into()]);
    let hurdle = vec!["hurdle rate".into(), info.hurdle_rate.into(), "NPV discounts at it".into()];
    table.push_in(Unit::Share, hurdle);
    if info.rates().is_apart() {
        let target = vec!["target IRR".into(), info.target_irr.into(), "of a success".into()];
        table.push_in(Unit::Share, target);
    }
    let mut say = |what: &str, value: &str, remark: &str| {
        table.push(vec![what.into(), value.into(), remark.into()]);
    };
    say(
        "standard errors",
        "of the simulation alone",
        "they say nothing about whether the assumptions are right",
    );
    say("empty cells", "absent", "a figure that has no meaning there; nothing is rounded away");
    for caveat in parts.caveats {
        say("to know", caveat, "");
    }
    for sheet in sheets {
        say("sheet", sheet.name, &sheet.title);
    }
    Sheet::new("About", "A run of shortrun: Monte Carlo simulation, no advice", table)
}

/// A figure in each row.
pub(super) fn summary(parts: &Parts<'_>) -> ListTable {
    let of = parts.summary;
    let mut table = ListTable::new(["figure", "value", "standard_error", "unit", "paths"]);
    let mut add = |name: &str, figure: &Estimate, unit: Unit, paths: usize| {
        let [value, error] = with_error(figure);
        table.push_in(unit, vec![name.into(), value, error, unit_name(unit).into(), paths.into()]);
    };
    let reaching = format!("Chance of IRR of the {} or more", asked(parts.info.rates()));
    for (name, chance) in [
        ("Chance of loss", &of.loss),
        ("Chance of total loss", &of.total_loss),
        ("Chance of less than 0.1x", &of.near_total_loss),
        ("Chance of 3x or more", &of.at_least_3x),
        ("Chance of 10x or more", &of.at_least_10x),
        (&reaching, &of.reaches_target),
    ] {
        add(name, chance, Unit::Share, of.paths);
    }
    if let Some(rate) = &of.break_even_rate {
        add("Break-even rate", rate, Unit::RatePerYear, of.paths);
    }
    for (name, spread, unit) in returns(of) {
        add(&format!("Mean {name}"), &spread.mean, unit, spread.paths);
        add(&format!("Median {name}"), &spread.at(0.5), unit, spread.paths);
    }
    let share = Estimate { value: of.tail.top_1_percent_share, standard_error: f64::NAN };
    add("Share of the mean MOIC that the best 1% of paths carry", &share, Unit::Share, of.paths);
    for route in &of.routes {
        route_rows(route, of.paths, &mut add);
    }
    for one in &of.figures {
        let (label, unit) = (one.figure.label(), one.figure.unit());
        let nothing = Estimate { value: f64::NAN, standard_error: f64::NAN };
        let spread = one.spread.as_ref();
        let mean = spread.map_or(nothing, |spread| spread.mean);
        let paths = spread.map_or(0, |spread| spread.paths);
        add(&format!("Mean of: {label}"), &mean, unit, paths);
    }
    table
}

fn route_rows(
    route: &RouteSummary,
    all: usize,
    add: &mut impl FnMut(&str, &Estimate, Unit, usize),
) {
    let name = &route.name;
    add(&format!("Share of paths that end by: {name}"), &route.share, Unit::Share, all);
    if let Some([_, middle, _]) = &route.exit_month {
        add(&format!("Median month of: {name}"), middle, Unit::Month, route.paths);
    }
    if let Some(mean) = &route.mean_moic {
        add(&format!("Mean MOIC of: {name}"), mean, Unit::Multiple, route.paths);
    }
}

fn returns(of: &Summary) -> [(&'static str, &Spread, Unit); 3] {
    [
        ("MOIC", &of.moic, Unit::Multiple),
        ("IRR", &of.irr, Unit::RatePerYear),
        ("NPV", &of.npv, Unit::Money),
    ]
}

/// A distribution in each row.
pub(super) fn percentiles(of: &Summary) -> ListTable {
    let names = PERCENTILES.map(|p| format!("P{:.0}", 100.0 * p));
    let mut heads = vec!["figure".to_owned(), "unit".to_owned(), "paths".to_owned()];
    heads.extend(["min".to_owned(), "max".to_owned(), "mean".to_owned(), "mean s.e.".to_owned()]);
    heads.extend(names.iter().flat_map(|name| [name.clone(), format!("{name} s.e.")]));
    let mut table = ListTable::new(heads.iter().map(String::as_str));
    let returns = returns(of).map(|(name, spread, unit)| (name, Some(spread), unit));
    let figures = of.figures.iter();
    let figures = figures.map(|one| (one.figure.label(), one.spread.as_ref(), one.figure.unit()));
    for (name, spread, unit) in returns.into_iter().chain(figures) {
        let mut row: Vec<Cell> = vec![name.into(), unit_name(unit).into()];
        row.push(spread.map_or(0, |spread| spread.paths).into());
        if let Some(spread) = spread {
            row.extend([spread.min.into(), spread.max.into()]);
            row.extend(with_error(&spread.mean));
            row.extend(spread.percentiles.iter().flat_map(with_error));
        }
        table.push_in(unit, row);
    }
    table
}

/// A number of the scenario in each row.
pub(super) fn assumptions(rows: &[AssumptionRow]) -> ListTable {
    let mut table = ListTable::new([
        "name", "unit", "family", "P5", "P50", "P95", "mean", "source", "grade", "note", "written",
    ]);
    for row in rows {
        let text = |text: &Option<String>| text.as_deref().map_or(Cell::Absent, Cell::from);
        let mut cells: Vec<Cell> =
            vec![row.name.as_str().into(), row.unit.into(), row.family().into()];
        match &row.figure {
            AssumedFigure::Known(value) => {
                let known = row.absent.map_or_else(|| (*value).into(), Cell::from);
                cells.extend([Cell::Absent, known, Cell::Absent, Cell::Absent]);
            }
            AssumedFigure::Uncertain(spread) => {
                cells.extend(spread.percentiles.map(Cell::from));
                cells.push(spread.mean.into());
            }
        }
        let grade = row.grade.map_or(Cell::Absent, |grade| grade.to_string().into());
        let written = if row.written { "in the file" } else { "default" };
        cells.extend([text(&row.source), grade, text(&row.note), written.into()]);
        table.push(cells);
    }
    table
}

/// What the columns of the tables hold.
pub(super) fn columns() -> ListTable {
    let mut table = ListTable::new(["sheet", "column", "unit", "what it is"]);
    let mut list = |sheet: &str, columns: Vec<Column>| {
        for column in columns {
            let (name, unit) = (column.name.as_str(), column.unit_name());
            table.push(vec![sheet.into(), name.into(), unit.into(), column.meaning.into()]);
        }
    };
    list("Paths", path_columns());
    list("Months", month_columns());
    table
}
