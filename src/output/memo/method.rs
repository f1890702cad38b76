//! How the figures came about, what is not modelled, and how to check them.

use super::Material;
use super::not_modelled::NOT_MODELLED;
use crate::analysis::compare::Contender;
use crate::output::document::{Block, Section};
use crate::output::format::{count, percent, plural, two_digits};

pub(super) fn section(of: &Material<'_>) -> Section {
    let mut section = Section::new("Method");
    let mut points = vec![run(of)];
    points.extend(against(of));
    points.push(
        "The same scenario, seed, number of paths and version give the same figures on any \
         machine and any number of threads."
            .to_owned(),
    );
    points.extend(tail(of));
    points.extend(rows(of));
    section.blocks.push(Block::List(points));
    section
}

fn run(of: &Material<'_>) -> String {
    let info = of.info();
    format!(
        "{} of {} were simulated with seed {} by shortrun {}; the scenario\u{2019}s SHA-256 is {}.",
        plural(info.paths, "path"),
        plural(info.horizon_months as u64, "month"),
        info.seed,
        info.program_version,
        info.content_hash,
    )
}

fn against(of: &Material<'_>) -> Vec<String> {
    let others = of.contenders[1..].iter();
    let line = |other: &Contender<'_>| {
        format!(
            "{} was simulated on the same draws; its SHA-256 is {}.",
            other.label, other.info.content_hash
        )
    };
    others.map(line).collect()
}

/// How far the mean can be trusted.
fn tail(of: &Material<'_>) -> Option<String> {
    let (tail, paths) = (&of.summary().tail, of.summary().paths);
    if paths < 2 || of.summary().moic.mean.value <= 0.0 {
        return None;
    }
    let index = tail.hill_index.map_or_else(String::new, |index| {
        format!("; the tail index of MOIC (Hill) is {}", two_digits(index))
    });
    let trust = if tail.is_heavy() {
        "so the tail is heavy and the error of the mean is too small: rely on the percentiles"
    } else {
        "so the tail is not heavy and the error of the mean can be used"
    };
    Some(format!(
        "The best 1% of paths carry {} of the mean MOIC{index}, {trust}.",
        percent(tail.top_1_percent_share)
    ))
}

fn rows(of: &Material<'_>) -> Option<String> {
    let found = of.sensitivity.shares.as_ref()?.decomposition.as_ref()?;
    Some(format!(
        "Shares of variance are Sobol indices from {} rows of a second design, with 95% intervals \
         from a bootstrap.",
        count(found.rows as u64)
    ))
}

pub(super) fn not_modelled() -> Section {
    let mut section = Section::new("What is not modelled").text(&[
        "The model keeps to what decides the value of speed and small batches. It leaves out:"
            .to_owned(),
    ]);
    section.blocks.push(Block::List(NOT_MODELLED.map(str::to_owned).to_vec()));
    section
}

pub(super) fn checking() -> Section {
    let mut section = Section::new("How to check it").text(&[
        "Every figure of this memo is in summary.json, uncut, each analysis under its own key."
            .to_owned(),
        "In this folder, this makes everything again from the stored scenarios and tells what \
         differs:"
            .to_owned(),
    ]);
    section.blocks.push(Block::Command("shortrun verify .".to_owned()));
    section
}
