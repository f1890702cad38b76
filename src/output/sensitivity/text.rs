//! What drives a run, as tables for a terminal.

use super::evidence_text::evidence_text;
use super::words::{LUCK, correlation, how, noise, nothing, share, unexplained};
use crate::analysis::drivers::{Driver, Drivers, Sensitivity, Shares};
use crate::analysis::run_info::RunInfo;
use crate::analysis::sobol::{Decomposition, Indices};
use crate::output::document::Table;
use crate::output::figures::difference;
use crate::output::format::{broken, count};
use crate::output::statistic_words::{StatisticStyle, statistic_words};
use crate::output::terminal::{heading, notes, table_text};
use crate::output::value_words::{ValueStyle, value_words};
use crate::output::words::outcome;

/// The whole of it as text.
pub fn sensitivity_text(info: &RunInfo, of: &Sensitivity, remarks: &[String]) -> String {
    let mut sections = vec![heading(info)];
    if of.drivers.all.is_empty() {
        sections.push("No assumption is uncertain: outcomes differ by luck alone.".to_owned());
    } else if of.drivers.base.standard_error <= 0.0 {
        sections.push(nothing(&of.drivers, info));
    } else {
        sections.push(how(&of.drivers, info));
        sections.push(tornado(&of.drivers, info));
        sections.push(lines(&noise(&of.drivers, info)));
    }
    if let Some(shares) = &of.shares
        && let Some(found) = &shares.decomposition
    {
        sections.push(variance(shares, found, info));
        sections.push(unexplained(shares, found).join("\n"));
    }
    if let Some(evidence) = &of.evidence {
        sections.push(evidence_text(evidence, info));
    }
    sections.push(notes(remarks));
    sections.retain(|section| !section.is_empty());
    sections.join("\n\n") + "\n"
}

/// A text in lines that a terminal shows whole.
fn lines(text: &str) -> String {
    const COLUMNS: usize = 110;
    broken(text, COLUMNS).join("\n")
}

fn tornado(drivers: &Drivers, info: &RunInfo) -> String {
    let head = [
        "Assumption",
        "lowest tenth",
        "highest tenth",
        "",
        "difference ± s.e.",
        "rank corr. MOIC",
        "NPV",
    ];
    let mut table = Table::labelled(&head);
    let told = drivers.all.iter().filter(|driver| !driver.bar.inside_noise);
    let mut rows = 0;
    for driver in told {
        table.row(row(driver, drivers, info));
        rows += 1;
    }
    if rows == 0 { String::new() } else { table_text(&table) }
}

fn row(driver: &Driver, drivers: &Drivers, info: &RunInfo) -> Vec<String> {
    let (unit, currency) = (drivers.statistic.unit(), info.currency.as_str());
    let mut cells = vec![driver.name.clone()];
    for bin in driver.bar.end_bins() {
        let value = statistic_words(bin.statistic.value, unit, currency, StatisticStyle::Short);
        cells.push(format!(
            "{value} at {}",
            value_words(bin.input, driver.unit, currency, ValueStyle::FULL)
        ));
    }
    cells.push(if driver.bar.one_way { "" } else { "\u{2195}" }.to_owned());
    cells.push(difference(&driver.bar.swing, unit, currency));
    cells.extend([&driver.with_moic, &driver.with_npv].map(correlation));
    cells
}

/// Groups that explain less than this are only counted.
const LEAST: f64 = 0.005;

fn variance(shares: &Shares, found: &Decomposition, info: &RunInfo) -> String {
    let title = format!("Share of the variance of {}", outcome(&shares.output, &info.currency));
    let mut table = Table::labelled(&[&title, "alone [95%]", "with all it does [95%]"]);
    let mut order: Vec<(&Indices, String)> = found
        .groups
        .iter()
        .zip(shares.groups.iter().map(|group| group.join(" + ")).chain([LUCK.to_owned()]))
        .collect();
    order.sort_by(|a, b| b.0.total.value.total_cmp(&a.0.total.value));
    let told = |indices: &Indices| LEAST <= indices.total.value;
    for (indices, name) in order.iter().filter(|(indices, _)| told(indices)) {
        let first = share(&indices.first);
        let mark = if indices.first.may_be_nothing() { " ~" } else { "" };
        table.row([name.clone(), format!("{first}{mark}"), share(&indices.total)]);
    }
    let rest = order.iter().filter(|(indices, _)| !told(indices)).count();
    let rest = if rest == 0 {
        String::new()
    } else {
        format!("{rest} more explain less than 0.5% each, with all they do. ")
    };
    format!(
        "{}\n{rest}~: may be nothing. {} rows, {} simulations.",
        table_text(&table),
        count(found.rows as u64),
        count((found.rows * (found.groups.len() + 2)) as u64),
    )
}
