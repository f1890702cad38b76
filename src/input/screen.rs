//! `[[screen]]`: rules that an investor screens by.

use super::blocks::{Screen, unreadable};
use super::catalogue::SCREEN;
use super::lists::{self, ListForm};
use super::problem::Problem;
use super::reader::Reader;
use super::section::{Entry, Section};
use super::value;
use super::wording::number;
use crate::analysis::grammar::{Part, statistic};
use crate::analysis::statistic::Statistic;

/// Reads the list.
pub(super) fn all(reader: &mut Reader, root: &Section<'_>, routes: &[String]) -> Vec<Screen> {
    let form = ListForm { name: "screen", keys: &[], others: SCREEN };
    let read = lists::each(reader, root, &form, |reader, section, name| {
        let statistic = look_at(reader, section, routes);
        let (min, max) = (bound(reader, section, "min"), bound(reader, section, "max"));
        let given =
            ["min", "max"].map(|key| section.entry(key).is_some() || section.misspells(key));
        if given == [false, false] {
            let how = "max = …  # or min = …, or both: what passes";
            section.lacks("max", how.to_owned());
        }
        let statistic = statistic?;
        reader.keep_all(bounds(section, &statistic, min, max))?;
        Some(Screen { name: name.to_owned(), statistic, min, max })
    });
    read.into_iter().flatten().collect()
}

/// `metric` and `statistic`, put together to the name of a statistic.
fn look_at(reader: &mut Reader, section: &mut Section<'_>, routes: &[String]) -> Option<Statistic> {
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
    let taken_text = if taken_text == "prob" { "p" } else { taken_text };
    let read = statistic(&format!("{taken_text}_{measured}"), routes);
    reader.keep(read.map_err(|wrong| {
        let entry = if wrong.part == Part::Taken { taken } else { metric };
        as_entries(wrong, taken_text, entry)
    }))
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
        let prefix = format!("{taken}_");
        wrong.near = wrong.near.map(|near| near.strip_prefix(&prefix).unwrap_or(&near).to_owned());
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
    statistic: &Statistic,
    min: Option<f64>,
    max: Option<f64>,
) -> Result<(), Vec<Problem>> {
    let mut problems = Vec::new();
    for (key, bound) in [("min", min), ("max", max)] {
        let beyond = bound.filter(|p| statistic.is_chance() && !(0.0..=1.0).contains(p));
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
