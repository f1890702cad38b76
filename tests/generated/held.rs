//! What holds of every run, whatever its scenario.

use serde_json::Value;
use shortrun::analysis::assumption_rows::assumption_rows;
use shortrun::analysis::estimate::Estimate;
use shortrun::analysis::followed::Followed;
use shortrun::analysis::summary::{Spread, Summary};
use shortrun::analysis::timeline::month_spreads;
use shortrun::output::assumption_table::assumptions_csv;
use shortrun::output::caveats::caveats;
use shortrun::output::chart::Size;
use shortrun::output::csv::table_csv;
use shortrun::output::run::json::summary_value;
use shortrun::output::run::pictures::Pictures;
use shortrun::output::run::precision::Precise;
use shortrun::output::run::saved::{months_parquet, paths_parquet};
use shortrun::output::run::sipmath::sipmath_json;
use shortrun::output::run::text::report;
use shortrun::output::tables::months::MonthTable;
use shortrun::output::tables::paths::PathTable;

use crate::generated::runs::Run;
use crate::parquet::{self, Value as Cell};

/// Texts are written of one case in so many, and pictures drawn.
const CASES_PER_TEXT: usize = 5;
const CASES_PER_PICTURE: usize = 35;

type Held = Result<(), String>;

fn that(holds: bool, what: impl FnOnce() -> String) -> Held {
    if holds { Ok(()) } else { Err(what()) }
}

/// Its figures; of some cases, by the number of the case, all that is written of it.
pub(crate) fn sound(run: &Run, number: usize) -> Held {
    figures(run)?;
    if !number.is_multiple_of(CASES_PER_TEXT) {
        return Ok(());
    }
    for (name, text) in Texts::of(run).all() {
        numbers_alone(name, text)?;
    }
    saved("paths.parquet", &paths_parquet(&run.info, &run.outcomes))?;
    let (months, followed) = months(run);
    saved("months.parquet", &months_parquet(&run.info, &months, &followed))?;
    if number.is_multiple_of(CASES_PER_PICTURE) { pictures(run) } else { Ok(()) }
}

/// The files of a run that are texts.
#[derive(PartialEq)]
pub(crate) struct Texts {
    /// All of the summary but the table of assumptions, and without the hash.
    pub(crate) summary: String,
    pub(crate) assumptions: String,
    pub(crate) paths: String,
    pub(crate) months: String,
    report: String,
    sipmath: String,
}

impl Texts {
    pub(crate) fn of(run: &Run) -> Self {
        let rows = assumption_rows(&run.scenario.assumptions);
        let remarks = caveats(&run.summary, &run.info);
        let mut summary = summary_value(&run.info, &run.summary, &remarks, &rows);
        summary["assumptions"] = Value::Null;
        let (months, followed) = months(run);
        let csv = |table| String::from_utf8(table).expect("csv is text");
        Self {
            summary: serde_json::to_string_pretty(&summary).expect("it can be written"),
            assumptions: csv(assumptions_csv(&rows, None, true)),
            paths: csv(table_csv(&PathTable::new(&run.outcomes, &run.info.route_names))),
            months: csv(table_csv(&MonthTable::new(&months, &followed.runway))),
            report: report(&run.info, &run.summary, (&remarks, &Precise::default())),
            sipmath: sipmath_json(&run.info, &run.outcomes),
        }
    }

    pub(crate) fn all(&self) -> [(&'static str, &str); 6] {
        [
            ("summary.json", &self.summary),
            ("assumptions.csv", &self.assumptions),
            ("paths.csv", &self.paths),
            ("months.csv", &self.months),
            ("the report", &self.report),
            ("sipmath.json", &self.sipmath),
        ]
    }
}

fn months(run: &Run) -> (Vec<shortrun::analysis::timeline::MonthSpread>, Followed) {
    let horizon = run.info.horizon_months;
    (month_spreads(&run.outcomes, horizon), Followed::of(&run.outcomes, horizon))
}

/// No word of a text is what becomes of a number that is none.
pub(crate) fn numbers_alone(name: &str, text: &str) -> Held {
    const NONE: [&str; 4] = ["NaN", "nan", "inf", "Infinity"];
    let word = |word: &&str| NONE.contains(word);
    let split = |line: &str| {
        line.split(|letter: char| !letter.is_alphanumeric()).find(word).map(str::to_owned)
    };
    match text.lines().find_map(|line| split(line).map(|word| (word, line))) {
        Some((word, line)) => Err(format!("{name} says {word}: {line}")),
        None => Ok(()),
    }
}

fn saved(name: &str, bytes: &[u8]) -> Held {
    for (column, values) in parquet::read(bytes).columns {
        let wrong = values.iter().find(|cell| matches!(cell, Cell::Double(x) if !x.is_finite()));
        that(wrong.is_none(), || format!("{name}: {column} holds {wrong:?}"))?;
    }
    Ok(())
}

fn pictures(run: &Run) -> Held {
    let pictures = Pictures::new(&run.info, &run.summary, &run.outcomes);
    for picture in pictures.list().into_iter().flatten() {
        let chart = picture.draw(None, Size::Full);
        for (end, text) in [
            ("svg", chart.svg()),
            ("csv", chart.csv().to_owned()),
            ("txt", chart.alt_text().to_owned()),
        ] {
            numbers_alone(&format!("{}.{end}", picture.name), &text)?;
        }
    }
    Ok(())
}

fn finite(name: &str, one: &Estimate) -> Held {
    that(
        one.value.is_finite() && 0.0 <= one.standard_error && one.standard_error.is_finite(),
        || format!("{name} is {one:?}"),
    )
}

/// The figures of a run, and what they are made from.
pub(crate) fn figures(run: &Run) -> Held {
    summary(&run.summary)?;
    outcomes(run)
}

fn summary(summary: &Summary) -> Held {
    let chances = [
        &summary.total_loss,
        &summary.near_total_loss,
        &summary.loss,
        &summary.at_least_10x,
        &summary.at_least_3x,
        &summary.reaches_target,
    ];
    for one in chances {
        finite("a chance", one)?;
        that(0.0 <= one.value && one.value <= 1.0, || format!("a chance is {}", one.value))?;
    }
    that(chances[0].value <= chances[1].value && chances[1].value <= chances[2].value, || {
        "more are lost in full than in part".to_owned()
    })?;
    that(chances[3].value <= chances[4].value, || "more reach 10x than 3x".to_owned())?;
    that(summary.loss.value + summary.at_least_3x.value <= 1.0 + 1e-12, || {
        "losses and gains are more than all".to_owned()
    })?;
    for (name, of) in [("moic", &summary.moic), ("irr", &summary.irr), ("npv", &summary.npv)] {
        spread(name, of)?;
    }
    for figure in &summary.figures {
        figure.spread.iter().try_for_each(|of| spread(figure.figure.key(), of))?;
    }
    let ended: usize = summary.routes.iter().map(|route| route.paths).sum();
    let shares: f64 = summary.routes.iter().map(|route| route.share.value).sum();
    let kinds: usize = summary.irr_kinds.iter().map(|(_, paths)| paths).sum();
    that(ended == summary.paths && kinds == summary.paths && (shares - 1.0).abs() < 1e-9, || {
        format!("{ended} paths end, {shares} of all, {kinds} have a rate, of {}", summary.paths)
    })
}

fn spread(name: &str, of: &Spread) -> Held {
    let values = of.percentiles.iter().map(|one| one.value);
    let all: Vec<f64> = std::iter::once(of.min).chain(values).chain([of.max]).collect();
    that(all.is_sorted() && all.iter().all(|value| value.is_finite()), || {
        format!("{name}: not in order: {all:?}")
    })?;
    if 1 < of.paths {
        finite(name, &of.mean)?;
        of.percentiles.iter().try_for_each(|one| finite(name, one))?;
    }
    let room = 1e-9 * of.max.abs().max(of.min.abs());
    that(of.min - room <= of.mean.value && of.mean.value <= of.max + room, || {
        format!("{name}: the mean {} lies outside {} to {}", of.mean.value, of.min, of.max)
    })
}

fn outcomes(run: &Run) -> Held {
    let all = &run.outcomes;
    let (months, Followed { runway, .. }) = months(run);
    for path in 0..all.len() {
        let returned = all.returned[path];
        let room = 1e-9 * all.equity_proceeds[path].abs().max(1.0);
        that(-room <= returned && returned <= all.equity_proceeds[path] + room, || {
            format!("path {path}: {returned} of {} come back", all.equity_proceeds[path])
        })?;
        let owned = all.ownership[path];
        that(0.0 <= owned && owned <= 1.0, || format!("path {path}: owns {owned}"))?;
        let moic = all.returned[path] / all.invested[path];
        that((moic - all.moic[path]).abs() <= 1e-9 * moic.max(1.0), || {
            format!("path {path}: {} is not {moic}", all.moic[path])
        })?;
    }
    for month in &months {
        for values in month.percentiles.iter().flatten() {
            that(values.is_sorted() && values.iter().all(|value| value.is_finite()), || {
                format!("month {}: not in order: {values:?}", month.month)
            })?;
        }
    }
    that(runway.failed_by.is_sorted() && runway.sought_money_by.is_sorted(), || {
        "fewer have failed later".to_owned()
    })?;
    for at in &runway.percentiles {
        that(at.is_sorted() && at.iter().all(|value| value.is_finite()), || {
            format!("the runway is not in order: {at:?}")
        })?;
    }
    Ok(())
}
