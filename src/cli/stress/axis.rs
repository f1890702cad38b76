//! Axes and bands: from a block of the file, or as they are written on the
//! command line, to values that have been checked as the file's own are.

use crate::cli::misuse::Misuse;
use std::path::Path;

use crate::analysis::limit::Limit;
use crate::cli::Failure;
use crate::cli::scenario::{ScenarioArgs, change, changes, load_plain};
use crate::cli::stress::args::StressArgs;
use crate::input::blocks::{Push, Stress};
use crate::input::lookup::path_of_today;
use crate::input::{Override, Scenario};
use crate::model::names::nearest;
use crate::model::written::number;
use crate::sampling::assumptions::{Assumption, Band, Input, Shape};
use crate::sampling::percentile::probability_of;

/// Most values of an axis.
const MOST_VALUES: usize = 101;

/// An assumption with the values that it is pushed to.
#[derive(Clone, Debug)]
pub(super) struct StressAxis {
    pub(super) name: String,
    pub(super) input: Input,
    /// Rising, each once.
    pub(super) values: Vec<f64>,
    pub(super) limit: Option<Limit>,
}

/// Assumptions, each restricted to a part of its distribution.
#[derive(Clone, Debug)]
pub(super) struct BandCase {
    pub(super) name: String,
    pub(super) bands: Vec<(Input, Band)>,
    pub(super) limit: Option<Limit>,
}

/// What the blocks of the file push: axes, and bands.
pub(super) fn of_blocks(
    blocks: &[Stress],
    scenario: &Scenario,
) -> (Vec<StressAxis>, Vec<BandCase>) {
    let (mut axes, mut bands) = (Vec::new(), Vec::new());
    for block in blocks {
        let (name, input, limit) = (block.name.clone(), block.input, block.limit.clone());
        let assumption = scenario.assumptions.get(input);
        let values = match &block.push {
            Push::Values(values) => values.clone(),
            Push::Percentiles(list) => list.iter().map(|u| assumption.quantile(*u)).collect(),
            Push::Band(from, to) => {
                let band = Band { from: *from, to: *to };
                let name = format!("{name}: {}", band_words(&block.key, band));
                bands.push(BandCase { name, bands: vec![(input, band)], limit });
                continue;
            }
        };
        axes.push(StressAxis { name, input, values: rising(values), limit });
    }
    (axes, bands)
}

/// One axis, as in `scaling.coordination_exponent=1.0:1.4:9`; rounded where
/// only whole numbers are counted.
pub(super) fn parse(
    text: &str,
    args: &StressArgs,
    scenario: &Scenario,
) -> Result<StressAxis, Failure> {
    let why = |why: String| Failure::misused(format!("--axis {text}: {why}"));
    let (key, written) = text
        .rsplit_once('=')
        .ok_or_else(|| why("write KEY=from:to:count, KEY=v1,v2,v3 or KEY=p5,p50,p95".to_owned()))?;
    let input = find(key, "--axis", text, args, scenario)?;
    let assumption = scenario.assumptions.get(input);
    let values = values(written.trim(), assumption).map_err(why)?;
    let whole = |value: f64| if assumption.whole { value.round() } else { value };
    let values: Vec<f64> = values.into_iter().map(whole).collect();
    if MOST_VALUES < values.len() {
        return Err(why(format!("{} values are too many; at most {MOST_VALUES}", values.len())));
    }
    let name = assumption.name.clone();
    Ok(StressAxis { name, input, values: rising(values), limit: None })
}

/// All bands of the command line, at once.
pub(super) fn parse_bands(
    args: &StressArgs,
    scenario: &Scenario,
) -> Result<Option<BandCase>, Failure> {
    let mut bands: Vec<(Input, Band)> = Vec::new();
    let mut names = Vec::new();
    for text in &args.band {
        let why = |why: String| Failure::misused(format!("--band {text}: {why}"));
        let form = "write KEY=FROM:TO with two probabilities from 0 to 1, the lower first, as in \
                    KEY=0.9:1.0";
        let (key, written) = text.rsplit_once('=').ok_or_else(|| why(form.to_owned()))?;
        let input = find(key, "--band", text, args, scenario)?;
        let assumption = scenario.assumptions.get(input);
        if matches!(assumption.shape, Shape::Known(_)) {
            return Err(why(format!(
                "`{}` is known, so it has no distribution; use --axis with values",
                assumption.name
            )));
        }
        let ends = written
            .split_once(':')
            .and_then(|(from, to)| Some((number(from.trim())?, number(to.trim())?)));
        let band = match ends {
            Some((from, to)) if 0.0 <= from && from < to && to <= 1.0 => Band { from, to },
            _ => return Err(why(form.to_owned())),
        };
        if bands.iter().any(|(other, _)| *other == input) {
            return Err(why(format!("`{}` is restricted twice", assumption.name)));
        }
        bands.push((input, band));
        names.push(band_words(&assumption.name, band));
    }
    let case = BandCase { name: names.join("; "), bands, limit: None };
    Ok((!case.bands.is_empty()).then_some(case))
}

fn band_words(key: &str, band: Band) -> String {
    let percent = |share: f64| format!("{}", (1e6 * share).round() / 1e4);
    format!("{key} between its P{} and P{}", percent(band.from), percent(band.to))
}

/// Refuses values that the file could not hold: out of range, or at odds with
/// what else it says.
pub(super) fn check(
    cells: &[Vec<(&str, f64)>],
    origin: &str,
    args: &ScenarioArgs,
) -> Result<(), Failure> {
    let mut wrong: Vec<Misuse> = Vec::new();
    for cell in cells {
        let more = cell.iter().map(|(key, value)| change(origin, format!("{key}={value:?}")));
        if let Err(misuse) = reread(&args.scenario, &args.set, more)
            && !wrong.contains(&misuse)
        {
            wrong.push(misuse);
        }
    }
    if wrong.is_empty() { Ok(()) } else { Err(Failure::Misused(Misuse::Blocks(wrong))) }
}

/// What is wrong with the operator and the deal under more changes. What the
/// file asks of a number as it was, such as its percentiles, is no matter here.
fn reread(path: &Path, set: &[String], more: impl Iterator<Item = Override>) -> Result<(), Misuse> {
    let changes: Vec<Override> = changes(set).chain(more).collect();
    load_plain(path, &changes).map(|_| ())
}

/// The assumption of a key; a misspelt one is explained as `--set` would.
fn find(
    key: &str,
    option: &str,
    text: &str,
    args: &StressArgs,
    scenario: &Scenario,
) -> Result<Input, Failure> {
    let key = key.trim();
    let plain = key.replace('"', "");
    if let Some(input) = scenario.assumptions.find(&path_of_today(&plain)) {
        return Ok(input);
    }
    let more = [change(option, format!("{key}=1"))];
    reread(&args.scenario.scenario, &args.scenario.set, more.into_iter())
        .map_err(Failure::Misused)?;
    let names: Vec<&str> =
        scenario.assumptions.iter().map(|(_, assumption)| assumption.name.as_str()).collect();
    let near = nearest(&plain, &names).map(|near| format!("; did you mean `{near}`?"));
    Err(Failure::misused(format!(
        "{option} {text}: there is no assumption `{plain}` to push{}",
        near.unwrap_or_default()
    )))
}

fn values(written: &str, assumption: &Assumption) -> Result<Vec<f64>, String> {
    if written.contains(':') {
        return range(written);
    }
    let items: Vec<&str> = written.split(',').map(str::trim).collect();
    if items.iter().all(|item| item.starts_with('p')) {
        return percentiles(&items, assumption);
    }
    items.iter().copied().map(plain).collect()
}

fn plain(text: &str) -> Result<f64, String> {
    number(text).ok_or_else(|| format!("`{text}` is not a number"))
}

/// `from:to:count`.
fn range(written: &str) -> Result<Vec<f64>, String> {
    let parts: Vec<&str> = written.split(':').map(str::trim).collect();
    let [from, to, count] = parts.as_slice() else {
        return Err("write from:to:count, as in 1.0:1.4:9".to_owned());
    };
    let (from, to) = (plain(from)?, plain(to)?);
    let count = match count.parse::<usize>() {
        Ok(count) if (2..=MOST_VALUES).contains(&count) => count,
        _ => return Err(format!("`{count}` must be a count of values from 2 to {MOST_VALUES}")),
    };
    if !(from < to) {
        return Err("the lower value comes first".to_owned());
    }
    let at = |step: usize| {
        let steps = (count - 1) as f64;
        let value = (from * (steps - step as f64) + to * step as f64) / steps;
        tidy(value)
    };
    Ok((0..count).map(at).collect())
}

/// Without the digits that only rounding leaves: 1.1, not 1.1000000000000003.
fn tidy(value: f64) -> f64 {
    format!("{value:.12e}").parse().unwrap_or(value)
}

fn percentiles(items: &[&str], assumption: &Assumption) -> Result<Vec<f64>, String> {
    if matches!(assumption.shape, Shape::Known(_)) {
        return Err(format!(
            "`{}` is known, so it has no percentiles; give values",
            assumption.name
        ));
    }
    let at = |item: &&str| match probability_of(&item.replacen('.', "_", 1)) {
        Some(probability) => Ok(assumption.quantile(probability)),
        None => Err(format!("`{item}` must be a percentile, more than p0 and less than p100")),
    };
    items.iter().map(at).collect()
}

/// In rising order, each once.
fn rising(mut values: Vec<f64>) -> Vec<f64> {
    values.sort_by(f64::total_cmp);
    values.dedup();
    values
}
