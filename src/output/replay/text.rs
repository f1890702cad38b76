//! The digest of a replayed path for a terminal: what was drawn, the years,
//! what happened, who got what.

use super::settled::{flows, waterfall};
use super::title::{picked, titles};
use super::words::Teller;
use crate::analysis::fold::{Entry, folded};
use crate::analysis::replayed::Replayed;
use crate::analysis::run_info::RunInfo;
use crate::analysis::story::Happening;
use crate::analysis::years::Year;
use crate::output::document::Table;
use crate::output::format::{Money, broken, count, percent, short_hash};
use crate::output::terminal::{made_from, table_text};
use crate::output::value_words::{ValueStyle, value_words};
use crate::output::words::percentile_words;

/// Assumptions shown; the others are in the JSON.
const MOST_DRAWN: usize = 12;

/// Where repayments stand among the columns of the years, before what was raised.
const REPAID: usize = 7;

/// Columns that events take at most.
const WIDTH: usize = 118;

/// The path as a story: its months by year, its events and its returns, for the terminal.
pub fn replay_text(info: &RunInfo, replayed: &Replayed) -> String {
    let currency = info.currency.as_str();
    let title = format!("{}.", titles(replayed, currency)[0]);
    let sections = [
        heading(info, replayed),
        joined([title, picked(replayed, info.hurdle_rate, currency)], "\n"),
        draws(replayed, currency),
        years(replayed, currency),
        events(replayed, currency),
        waterfall(replayed, currency),
        flows(replayed, info.hurdle_rate, currency),
    ];
    joined(sections, "\n\n") + "\n"
}

/// Those that say something, in one text.
fn joined<const N: usize>(texts: [String; N], between: &str) -> String {
    let said: Vec<String> = texts.into_iter().filter(|one| !one.is_empty()).collect();
    said.join(between)
}

fn heading(info: &RunInfo, replayed: &Replayed) -> String {
    format!(
        "{}\n{} ({}) · {}",
        info.scenario_name,
        info.scenario_file,
        short_hash(&info.content_hash),
        made_from(info, &format!("path {}", count(replayed.replay.ledger.path))),
    )
}

fn draws(replayed: &Replayed, currency: &str) -> String {
    if replayed.drawn.is_empty() {
        return "No assumption is uncertain: this path differs from others by luck alone."
            .to_owned();
    }
    let head =
        ["Drawn, the most unusual first", "unit", "drawn", "its percentile", "P5", "P50", "P95"];
    let mut table = Table::labelled(&head);
    for one in replayed.drawn.iter().take(MOST_DRAWN) {
        let show = |value: f64| value_words(value, one.unit, currency, ValueStyle::BARE);
        let [low, middle, high] = one.usual.map(show);
        let percentile = percentile_words(one.percentile);
        let row =
            [one.name.clone(), one.unit.to_owned(), show(one.value), percentile, low, middle, high];
        table.row(row);
    }
    let more = replayed.drawn.len().saturating_sub(MOST_DRAWN);
    let more = match more {
        0 => String::new(),
        1 => "\nOne more, nearer to its median, is in replay.json.".to_owned(),
        more => format!("\n{more} more, nearer to their medians, are in replay.json."),
    };
    format!("{}{more}", table_text(&table))
}

fn years(replayed: &Replayed, currency: &str) -> String {
    let has_popups = replayed.years.iter().any(|year| 0.0 < year.popups_held);
    let repays = replayed.years.iter().any(|year| 0.0 < year.debt_repaid);
    let mut head = vec![
        "Year",
        "revenue",
        "contribution",
        "EBITDA",
        "interest, tax",
        "capex",
        "working capital",
        "raised",
        "cash at end",
        "sites",
        "available",
        "lost",
        "marked down",
    ];
    if repays {
        head.insert(REPAID, "debt repaid");
    }
    if has_popups {
        head.push("pop-ups");
    }
    let mut table = Table::labelled(&head);
    let largest = replayed.years.iter().flat_map(|year| [year.revenue, year.cash]);
    let largest = largest.chain([replayed.opening_cash]);
    let unit = Money::of_all(largest, currency);
    let mut today = vec!["today".to_owned()];
    today.resize(REPAID + 1 + usize::from(repays), String::new());
    today.push(unit.of(replayed.opening_cash));
    table.row(today);
    for (index, year) in replayed.years.iter().enumerate() {
        let mut row = year_row(index, year, unit);
        if repays {
            row.insert(REPAID, unit.of(year.debt_repaid));
        }
        if has_popups {
            row.push(format!("{:.0}", year.popups_held));
        }
        table.row(row);
    }
    table_text(&table)
}

fn year_row(index: usize, year: &Year, unit: Money<'_>) -> Vec<String> {
    let name = match year.months {
        12 => format!("{}", index + 1),
        months => format!("{} ({months} mo)", index + 1),
    };
    let share = |value: f64| if value.is_nan() { "–".to_owned() } else { percent(value) };
    let mut row = vec![name];
    row.extend(
        [
            year.revenue,
            year.contribution,
            year.ebitda,
            year.interest_and_tax,
            year.capex,
            year.working_capital_change,
            year.funding,
            year.cash,
        ]
        .map(|value| unit.of(value)),
    );
    row.push(format!("{:.0}", year.sites_open));
    row.extend([year.availability, year.lost_sales_rate, year.markdown_rate].map(share));
    row
}

/// What happened, a line each, broken where it is long. Pop-ups are in the
/// table of years.
fn events(replayed: &Replayed, currency: &str) -> String {
    let teller = Teller { names: &replayed.names, currency };
    let entries = folded(&replayed.story);
    let shown = entries.iter().filter(|one| !matches!(one.first.what, Happening::Popups(_)));
    let lines: Vec<(String, String)> =
        shown.map(|entry| (when(entry), teller.row(entry))).collect();
    let wide = lines.iter().map(|(when, _)| when.chars().count()).max().unwrap_or(0);
    let mut text = "What happened".to_owned();
    for (when, what) in lines {
        for (index, part) in broken(&what, WIDTH - wide - 3).iter().enumerate() {
            let when = if index == 0 { when.as_str() } else { "" };
            text += &format!("\n {when:<wide$}  {part}");
        }
    }
    text
}

fn when(entry: &Entry) -> String {
    let (first, last) = (entry.first.month + 1, entry.last.month + 1);
    if first == last { format!("month {first}") } else { format!("months {first}\u{2013}{last}") }
}
