//! The assumptions of a scenario as a table for a terminal, as csv and as JSON.

use serde_json::{Value, json};

use crate::analysis::assumption_rows::{AssumedFigure, AssumptionRow};
use crate::analysis::untied::Pair;
use crate::output::csv::Rows;
use crate::output::format::plural;
use crate::output::value_words::{ValueStyle, value_words};
use crate::sampling::assumptions::Grade;

/// Heads of the columns, and how wide each may be. Figures take what they need
/// and are never cut; sources take what is left of [`WIDTH`].
const COLUMNS: [(&str, usize); 9] = [
    ("", 28),
    ("unit", 14),
    ("family", 11),
    ("P5", 6),
    ("P50", 6),
    ("P95", 6),
    ("mean", 6),
    ("source", 10),
    ("grade", 10),
];

/// Characters that a line of the table takes at most.
const WIDTH: usize = 118;

/// Columns of figures, which stand to the right, and the one of sources.
const FIGURES: std::ops::Range<usize> = 3..7;
const SOURCE: usize = 7;

const BETWEEN: &str = " ";

/// Of a number that is left out, and of a mean that there is not.
const NONE: &str = "none";

/// What is printed for one scenario: the rows that the file writes, or `all`
/// of them, under the heads of their tables, and what they come to.
pub fn assumptions_text(rows: &[AssumptionRow], currency: &str, all: bool) -> String {
    let shown: Vec<&AssumptionRow> = rows.iter().filter(|row| all || row.written).collect();
    let mut lines = table(&shown, currency);
    if shown.iter().any(|row| row.per_event && row.spread().is_some()) {
        lines.push("* drawn anew at each event; all others once for each path".to_owned());
    }
    lines.push(String::new());
    lines.push(totals(rows, all));
    lines.join("\n") + "\n"
}

fn table(rows: &[&AssumptionRow], currency: &str) -> Vec<String> {
    let row = |row: &&AssumptionRow| {
        let (home, key) = row.name.rsplit_once('.').unwrap_or(("", &row.name));
        (home.to_owned(), cells(row, key, currency))
    };
    let rows: Vec<(String, [String; 9])> = rows.iter().map(row).collect();
    let widths = widths(rows.iter().map(|(_, cells)| cells));
    let mut lines = vec![line(&COLUMNS.map(|(head, _)| head.to_owned()), &widths)];
    let mut head = "";
    for (home, cells) in &rows {
        if home != head {
            lines.push(home.clone());
            head = home;
        }
        lines.push(line(cells, &widths));
    }
    lines
}

/// How many figures there are of each kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counts {
    /// Figures that the file writes.
    pub written: usize,
    /// Those of them that are a distribution.
    pub uncertain: usize,
    /// Written ones of each grade that there is, best first.
    pub by_grade: Vec<(Grade, usize)>,
    /// Written ones without a grade.
    pub without_grade: usize,
    /// Figures that the file leaves at their default.
    pub defaults: usize,
}

/// How many figures are written, uncertain and graded.
pub fn counts(rows: &[AssumptionRow]) -> Counts {
    let count = |holds: &dyn Fn(&AssumptionRow) -> bool| {
        rows.iter().filter(|row| row.written && holds(row)).count()
    };
    let by_grade =
        Grade::ALL.into_iter().map(|grade| (grade, count(&|row| row.grade == Some(grade))));
    Counts {
        written: count(&|_| true),
        uncertain: count(&|row| row.spread().is_some()),
        by_grade: by_grade.filter(|(_, number)| 0 < *number).collect(),
        without_grade: count(&|row| row.grade.is_none()),
        defaults: rows.iter().filter(|row| !row.written).count(),
    }
}

/// `150 figures written: 34 uncertain, …; 12 more at their default`
fn totals(rows: &[AssumptionRow], all: bool) -> String {
    let Counts { written, uncertain, by_grade, without_grade, defaults } = counts(rows);
    let grades = by_grade.iter().map(|(grade, number)| format!("{number} {grade}"));
    let mut parts = vec![format!("{uncertain} uncertain")];
    parts.extend(grades);
    if 0 < without_grade {
        parts.push(format!("{without_grade} without a grade"));
    }
    let more = match (defaults, all) {
        (0, _) => String::new(),
        (_, true) => format!("; {defaults} at their default"),
        (_, false) => {
            format!("; {defaults} more at their default (--all shows them, --weigh weighs them)")
        }
    };
    format!("{} written: {}{more}", plural(written as u64, "figure"), parts.join(", "))
}

/// One note on all pairs that belong together and are drawn each on its own;
/// empty if there are none.
pub fn untied_text(pairs: &[Pair]) -> String {
    if pairs.is_empty() {
        return String::new();
    }
    let lines = pairs.iter().map(|(a, b)| format!("    {a} and {b}\n"));
    let lines: String = lines.collect();
    format!(
        "! Drawn each on its own, though they tend to move together in practice, so that joint\n  \
         extremes come too seldom; [[correlation]] ties them:\n{lines}"
    )
}

fn cells(row: &AssumptionRow, key: &str, currency: &str) -> [String; 9] {
    let show = |value: f64| value_words(value, row.unit, currency, ValueStyle::BARE);
    let mark = if row.per_event && row.spread().is_some() { "*" } else { "" };
    let family = format!("{}{mark}", row.family());
    let [low, middle, high, mean] = match &row.figure {
        AssumedFigure::Known(value) => {
            let shown = match row.absent {
                Some(_) => NONE.to_owned(),
                None => value_words(*value, row.unit, currency, ValueStyle::BARE.given()),
            };
            [String::new(), shown, String::new(), String::new()]
        }
        AssumedFigure::Uncertain(spread) => {
            let [low, middle, high] = spread.percentiles.map(show);
            let mean = spread.without_mean().map_or_else(|| show(spread.mean), |_| NONE.to_owned());
            [low, middle, high, mean]
        }
    };
    let source = match &row.source {
        Some(source) => source.clone(),
        None if row.written => "–".to_owned(),
        None => "default".to_owned(),
    };
    let grade = row.grade.map_or_else(String::new, |grade| grade.to_string());
    [format!("  {key}"), row.unit.to_owned(), family, low, middle, high, mean, source, grade]
}

fn widths<'a>(rows: impl Iterator<Item = &'a [String; 9]>) -> [usize; 9] {
    let mut widths = COLUMNS.map(|(_, width)| width);
    for cells in rows {
        for column in FIGURES {
            widths[column] = widths[column].max(cells[column].chars().count());
        }
    }
    let taken: usize = widths.iter().sum::<usize>() + BETWEEN.len() * (widths.len() - 1);
    widths[SOURCE] += WIDTH.saturating_sub(taken);
    widths
}

fn line(cells: &[String; 9], widths: &[usize; 9]) -> String {
    let cells = cells.iter().zip(widths).enumerate().map(|(column, (text, width))| {
        if FIGURES.contains(&column) {
            return format!("{text:>width$}");
        }
        format!("{:<width$}", shortened(text, *width))
    });
    cells.collect::<Vec<_>>().join(BETWEEN).trim_end().to_owned()
}

/// At most so many characters, the last of them an ellipsis where some are lost.
fn shortened(text: &str, width: usize) -> String {
    if text.chars().count() <= width {
        return text.to_owned();
    }
    let kept: String = text.chars().take(width - 1).collect();
    format!("{}…", kept.trim_end())
}

/// Columns of the csv table.
const CSV_HEAD: [&str; 16] = [
    "name",
    "unit",
    "family",
    "p5",
    "p50",
    "p95",
    "mean",
    "sd",
    "min",
    "max",
    "per_event",
    "whole",
    "source",
    "grade",
    "note",
    "written",
];

/// All rows as csv; of a known number, only `p50` is there, and of one that is
/// left out, which has a meaning, nothing. A mean, a deviation or an end that
/// does not exist is an empty cell. With a `file`,
/// its name is the first column, without a head if it is not the `first`.
pub fn assumptions_csv(rows: &[AssumptionRow], file: Option<&str>, first: bool) -> Vec<u8> {
    let mut out = Rows::new();
    if first {
        out.write(file.map(|_| "file").into_iter().chain(CSV_HEAD).map(str::to_owned));
    }
    for row in rows {
        out.write(file.map(str::to_owned).into_iter().chain(csv_cells(row)));
    }
    out.finish()
}

fn csv_cells(row: &AssumptionRow) -> [String; 16] {
    let figures = match &row.figure {
        AssumedFigure::Known(value) => {
            let known = row.absent.is_none().then_some(*value);
            [None, known, None, None, None, None, None]
        }
        AssumedFigure::Uncertain(spread) => {
            let [low, middle, high] = spread.percentiles;
            let mean = spread.without_mean().is_none().then_some(spread.mean);
            let sd = spread.without_sd().is_none().then_some(spread.sd);
            let [low, middle, high, min, max] =
                [low, middle, high, spread.min, spread.max].map(Some);
            [low, middle, high, mean, sd, min, max]
        }
    };
    // An end, a mean or a spread that a distribution does not have is absent.
    let figures = figures.map(|figure| figure.filter(|value| value.is_finite()));
    let [p5, p50, p95, mean, sd, min, max] =
        figures.map(|figure| figure.map_or_else(String::new, |value| value.to_string()));
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    [
        row.name.clone(),
        row.unit.to_owned(),
        row.family().to_owned(),
        p5,
        p50,
        p95,
        mean,
        sd,
        min,
        max,
        row.per_event.to_string(),
        row.whole.to_string(),
        text(&row.source),
        row.grade.map_or_else(String::new, |grade| grade.to_string()),
        text(&row.note),
        row.written.to_string(),
    ]
}

/// All rows as JSON; what does not exist is null, with the reason beside it, and
/// an infinite end, which is no limit at all, is null too.
pub fn assumptions_json(rows: &[AssumptionRow]) -> Value {
    rows.iter().map(row_json).collect()
}

fn row_json(row: &AssumptionRow) -> Value {
    let mut value = json!({ "name": row.name, "unit": row.unit, "family": row.family() });
    let figures = match &row.figure {
        AssumedFigure::Known(known) => match row.absent {
            Some(meaning) => json!({ "value": null, "absent": meaning }),
            None => json!({ "value": known }),
        },
        AssumedFigure::Uncertain(spread) => {
            let [low, middle, high] = spread.percentiles;
            let mut figures = json!({
                "p5": low,
                "p50": middle,
                "p95": high,
                "mean": spread.mean,
                "sd": spread.sd,
                "min": spread.min,
                "max": spread.max,
            });
            for (name, why) in [("no_mean", spread.without_mean()), ("no_sd", spread.without_sd())]
            {
                if let Some(why) = why {
                    figures[name] = json!(why);
                }
            }
            figures
        }
    };
    let rest = json!({
        "per_event": row.per_event,
        "whole": row.whole,
        "source": row.source,
        "grade": row.grade.map(Grade::name),
        "note": row.note,
        "written": row.written,
    });
    for part in [figures, rest] {
        if let (Value::Object(all), Value::Object(part)) = (&mut value, part) {
            all.extend(part);
        }
    }
    value
}
