//! `[[screen]]`: rules that an investor screens by.

use super::blocks::{Screen, assumption, unreadable};
use super::catalogue::{SCREEN, number_at};
use super::lists::{self, ListForm};
use super::problem::Problem;
use super::reader::Reader;
use super::section::{Entry, Section};
use super::value;
use super::wording::{number, quoted};
use crate::analysis::grammar::{Near, Part, percentile, statistic};
use crate::analysis::screening::{Assumed, Subject};
use crate::analysis::statistic::{BREAK_EVEN_RATE, Relation, Statistic};

/// Reads the list.
pub(super) fn all(reader: &mut Reader, root: &Section<'_>, routes: &[String]) -> Vec<Screen> {
    let form = ListForm { name: "screen", keys: &[], others: SCREEN };
    let read = lists::each(reader, root, &form, |reader, section, name| {
        let subject = look_at(reader, section, routes);
        let (min, max) = (bound(reader, section, "min"), bound(reader, section, "max"));
        let given =
            ["min", "max"].map(|key| section.entry(key).is_some() || section.misspells(key));
        if given == [false, false] {
            let how = "max = …  # or min = …, or both: what passes";
            section.lacks("max", how.to_owned());
        }
        let subject = subject?;
        reader.keep_all(bounds(section, &subject, min, max))?;
        Some(Screen { name: name.to_owned(), subject, min, max })
    });
    read.into_iter().flatten().collect()
}

/// `metric` and `statistic`, put together to the name of a statistic.
fn look_at(reader: &mut Reader, section: &mut Section<'_>, routes: &[String]) -> Option<Subject> {
    if let Some(rate) = break_even_rate(section) {
        return reader.keep(rate).map(Subject::Simulated);
    }
    for (key, how) in [
        ("metric", "metric = \"…\"  # what is looked at, as in \"markdown_rate\" or \"moic_ge_3\""),
        (
            "statistic",
            "statistic = \"p75\"  # mean, sd, median, p1 to p99; or prob, of a condition",
        ),
    ] {
        if section.entry(key).is_none() {
            section.lacks(key, how.to_owned());
        }
    }
    let (metric, taken) = (section.entry("metric")?, section.entry("statistic")?);
    let line = |key: &str, entry| value::line(&section.path_of(key), entry);
    let measured = reader.keep(line("metric", metric));
    let taken_text = reader.keep(line("statistic", taken));
    let (measured, taken_text) = (measured?, taken_text?);
    if is_path(measured) {
        let read = assumed(reader, (measured, metric), (taken_text, taken));
        return reader.keep(read).map(Subject::Assumed);
    }
    let taken_text = if taken_text == "prob" { "p" } else { taken_text };
    let read = statistic(&format!("{taken_text}_{measured}"), routes);
    let read = reader.keep(read.map_err(|wrong| {
        let entry = if wrong.part == Part::Taken { taken } else { metric };
        as_entries(wrong, taken_text, entry)
    }));
    read.map(Subject::Simulated)
}

/// The break-even rate, which nothing is taken of: it is one number of the whole run.
fn break_even_rate(section: &Section<'_>) -> Option<Result<Statistic, Problem>> {
    let metric = section.entry("metric")?;
    let written = value::line(&section.path_of("metric"), metric).ok()?;
    if written != BREAK_EVEN_RATE {
        return None;
    }
    Some(match section.entry("statistic") {
        None => Ok(Statistic::BreakEvenRate),
        Some(taken) => {
            let message = format!("{} is one number of the whole run", quoted(BREAK_EVEN_RATE));
            Err(Problem::error(taken.key_span(), message).label("leave `statistic` out"))
        }
    })
}

/// Whether a metric is the dotted path of an assumption; a dot may also stand
/// in a threshold.
fn is_path(metric: &str) -> bool {
    let compares = |text: &str| Relation::ALL.iter().any(|one| text.contains(&one.infix()));
    metric.split_once('.').is_some_and(|(first, _)| !compares(first))
}

/// A percentile or the mean of an assumption, or of one in every entry of a
/// list.
fn assumed(
    reader: &Reader,
    (path, metric): (&str, Entry<'_>),
    (taken, entry): (&str, Entry<'_>),
) -> Result<Assumed, Problem> {
    if path.contains(".*.") {
        number_at(path).ok_or_else(|| {
            let message = format!("no list has the number {}", quoted(path));
            Problem::error(metric.span(), message)
                .label("write the list, `*` for any entry, and the key: supplier.*.switch_days")
        })?;
    } else {
        assumption(reader, path, metric.span())?;
    }
    let percent = match taken {
        "mean" => None,
        "median" => Some(50),
        text => Some(percentile(text).ok_or_else(|| {
            let message = format!("{} has no statistic {}", quoted(path), quoted(text));
            Problem::error(entry.span(), message)
                .label("of an assumption it can be mean, median, or p1 to p99")
        })?),
    };
    Ok(Assumed { path: path.to_owned(), percent })
}

/// The message, worded for two entries instead of one name.
fn as_entries(
    wrong: crate::analysis::grammar::Unreadable,
    taken: &str,
    entry: Entry<'_>,
) -> Problem {
    let mut wrong = wrong;
    if wrong.part == Part::Taken {
        wrong.message = format!("there is no statistic `{taken}`");
        wrong.near = None;
        wrong.list = "it can be mean, sd, median, p1 to p99, or prob".to_owned();
    } else {
        let is_taken = |near: &Near| near.taken.as_deref() == Some(taken);
        wrong.near =
            wrong.near.map(|near| if is_taken(&near) { near.without_taken() } else { near });
    }
    unreadable(wrong, entry.span())
}

fn bound(reader: &mut Reader, section: &Section<'_>, key: &str) -> Option<f64> {
    let entry = section.entry(key)?;
    reader.keep(value::finite(&section.path_of(key), entry))
}

/// What cannot be met, or cannot fail to be.
fn bounds(
    section: &Section<'_>,
    subject: &Subject,
    min: Option<f64>,
    max: Option<f64>,
) -> Result<(), Vec<Problem>> {
    let mut problems = Vec::new();
    let is_chance = matches!(subject, Subject::Simulated(statistic) if statistic.is_chance());
    for (key, bound) in [("min", min), ("max", max)] {
        let beyond = bound.filter(|p| is_chance && !(0.0..=1.0).contains(p));
        if let (Some(p), Some(entry)) = (beyond, section.entry(key)) {
            let message = format!("a chance cannot be {}", number(p));
            let problem = Problem::error(entry.span(), message).label("must be from 0 to 1");
            problems.push(if (1.0..=100.0).contains(&p) {
                problem.hint(format!("if you mean {} %, write {}", number(p), number(p / 100.0)))
            } else {
                problem
            });
        }
    }
    if let (Some(low), Some(high), Some(entry)) = (min, max, section.entry("min"))
        && high < low
    {
        let message = format!("`min` is above the `max` of {}", number(high));
        let label = "nothing could pass";
        problems.push(Problem::error(entry.span(), message).label(label));
    }
    if problems.is_empty() { Ok(()) } else { Err(problems) }
}
