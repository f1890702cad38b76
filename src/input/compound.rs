//! Distributions that are made up of values or of other distributions.

use toml::de::DeValue;

use super::column::{self, Fault};
use super::data::Data;
use super::families::EVIDENCE;
use super::parameters::Parameters;
use super::problem::Problem;
use super::quantity;
use super::section::{Entry, kind};
use super::shape::{Amount, refused};
use super::wording::{number, quoted};
use crate::sampling::distribution::Distribution;
use crate::sampling::empirical::Empirical;
use crate::sampling::family::Family;
use crate::sampling::mixture::Mixture;

/// Values and their weights.
pub(super) fn discrete(given: &Parameters<'_>) -> Result<Family, Problem> {
    let values = given.numbers("values")?;
    if values.is_empty() {
        return Err(Problem::error(given.span_of("values"), "`values` is empty"));
    }
    let weights = weights(given, ("value", values.len()), true)?;
    Ok(Family::Discrete { values, weights })
}

/// A weight for each of the things, perhaps 0.
fn weights(
    given: &Parameters<'_>,
    (thing, count): (&str, usize),
    may_be_0: bool,
) -> Result<Vec<f64>, Problem> {
    let weights = given.numbers("weights")?;
    let at = given.span_of("weights");
    if count != weights.len() {
        let (things, have) = if count == 1 { ("", "has") } else { ("s", "have") };
        let noun = if weights.len() == 1 { "weight" } else { "weights" };
        let message = format!("{count} {thing}{things} {have} {} {noun}", weights.len());
        return Err(Problem::error(at, message).label(format!("give one weight for each {thing}")));
    }
    let is_wrong = |weight: &&f64| **weight < 0.0 || (!may_be_0 && **weight <= 0.0);
    if let Some(wrong) = weights.iter().find(is_wrong) {
        let message = format!("a weight is {}", number(*wrong));
        let label = if may_be_0 { "must be 0 or more" } else { "must be more than 0" };
        return Err(Problem::error(at, message).label(format!("weights {label}")));
    }
    let total: f64 = weights.iter().sum();
    if !(0.0 < total && total < f64::INFINITY) {
        let message = format!("the weights add up to {}", number(total));
        return Err(Problem::error(at, message).label("one of them at least must be above 0"));
    }
    Ok(weights)
}

/// Observed values, written out or from a column of a file.
pub(super) fn empirical(given: &Parameters<'_>, data: &Data<'_>) -> Result<Family, Problem> {
    let interpolate = given.switch("interpolate")?;
    let is_listed = given.entry("values").is_some();
    let (values, at) = if is_listed {
        (given.numbers("values")?, given.span_of("values"))
    } else {
        (from_file(given, data)?, given.span_of("column"))
    };
    if values.is_empty() {
        return Err(Problem::error(at, "`values` is empty"));
    }
    if interpolate && values.iter().all(|value| value.to_bits() == values[0].to_bits()) {
        let message = format!("all values are {}: there is nothing between", number(values[0]));
        return Err(Problem::error(at, message).hint("for a known number write just the number"));
    }
    let empirical = Empirical::new(values, interpolate).map_err(|wrong| refused(given, &wrong))?;
    Ok(Family::Empirical(empirical))
}

fn from_file(given: &Parameters<'_>, data: &Data<'_>) -> Result<Vec<f64>, Problem> {
    let Some(file) = given.entry("file") else { return Ok(Vec::new()) };
    let column = given.text("column")?.unwrap_or_default();
    let bytes = data.read("file", file)?;
    let numbers = column::numbers(&bytes, column).map_err(|fault| {
        let Fault { is_name, message, label, hint } = fault;
        let at = if is_name { given.span_of("column") } else { file.span() };
        let problem = Problem::error(at, message).label(label);
        hint.into_iter().fold(problem, Problem::hint)
    })?;
    data.keep(file, column, &numbers);
    Ok(numbers)
}

/// One of several distributions.
pub(super) fn mixture(
    given: &Parameters<'_>,
    data: &Data<'_>,
    warnings: &mut Vec<Problem>,
) -> Result<Family, Vec<Problem>> {
    let items = items(given).map_err(|problem| vec![problem])?;
    let (mut components, mut problems) = (Vec::new(), Vec::new());
    for (position, item) in items.iter().enumerate() {
        let name = format!("components[{position}]");
        match component((&name, *item, given.limits), data, warnings) {
            Ok(component) => components.push(component),
            Err(more) => problems.extend(more),
        }
    }
    match weights(given, ("component", items.len()), false) {
        Ok(weights) if problems.is_empty() => Mixture::new(components, &weights)
            .map(Family::Mixture)
            .map_err(|wrong| vec![refused(given, &wrong)]),
        read => {
            problems.extend(read.err());
            Err(problems)
        }
    }
}

/// The components as they stand in the file.
fn items<'t>(given: &Parameters<'t>) -> Result<Vec<Entry<'t>>, Problem> {
    let Some(list) = given.entry("components") else { return Ok(Vec::new()) };
    match list.value() {
        DeValue::Array(items) if items.is_empty() => {
            Err(Problem::error(list.span(), "`components` is empty"))
        }
        DeValue::Array(items) => Ok(items.iter().map(|item| list.item(item)).collect()),
        other => {
            let message =
                format!("`components` must be a list of distributions, not {}", kind(other));
            let label = "as in [{ dist = \"normal\", mean = 9, sd = 2 }, 14]";
            Err(Problem::error(list.span(), message).label(label))
        }
    }
}

fn component(
    (name, entry, limits): (&str, Entry<'_>, (f64, f64)),
    data: &Data<'_>,
    warnings: &mut Vec<Problem>,
) -> Result<Distribution, Vec<Problem>> {
    if let DeValue::Table(table) = entry.value() {
        let evidence = table.iter().map(Entry::named).find(|(key, _)| EVIDENCE.contains(key));
        if let Some((key, entry)) = evidence {
            let message = format!("{} stands beside a component", quoted(key));
            let label = format!("write `{key}` once, beside `components`");
            return Err(vec![Problem::error(entry.key_span(), message).label(label)]);
        }
    }
    match quantity::read((name, entry), limits, data)?.amount {
        Amount::Drawn(drawn) => {
            warnings.extend(drawn.warnings);
            Ok(drawn.distribution)
        }
        Amount::Known(value) => {
            let one = Family::Discrete { values: vec![value], weights: vec![1.0] };
            Distribution::new(one)
                .map_err(|wrong| vec![Problem::error(entry.span(), wrong.to_string())])
        }
    }
}
