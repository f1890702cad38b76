//! The strongest driver of a run, as its saved data have it.

use serde_json::{Value, json};

use crate::analysis::estimate::Estimate;
use crate::analysis::strongest_driver::{DriverPart, StrongestDriver};

/// All of it, with all digits; nothing where there is none.
pub(super) fn json(driver: Option<&StrongestDriver>) -> Value {
    let Some(of) = driver else { return Value::Null };
    let parts = |parts: &[DriverPart]| parts.iter().map(part_json).collect::<Vec<_>>();
    json!({
        "name": of.name,
        "unit": of.unit,
        "numbers": of.numbers,
        "paths": of.paths,
        "rank_correlation": pair(&of.rank_correlation),
        "tenths": parts(&of.tenths),
        "fifths": parts(&of.fifths),
    })
}

fn part_json(part: &DriverPart) -> Value {
    json!({
        "values": part.values,
        "paths": part.paths,
        "moic": part.quartiles.each_ref().map(pair),
        "nothing": pair(&part.nothing),
        "money_back": pair(&part.money_back),
    })
}

/// The same, read; the error is that it makes no sense.
pub(super) fn read(text: &str) -> Result<Option<StrongestDriver>, ()> {
    let all: Value = serde_json::from_str(text).map_err(|_| ())?;
    if all.is_null() { Ok(None) } else { driver(&all).map(Some).ok_or(()) }
}

fn driver(all: &Value) -> Option<StrongestDriver> {
    let parts = |name: &str| -> Option<Vec<DriverPart>> {
        all[name].as_array()?.iter().map(part).collect()
    };
    Some(StrongestDriver {
        name: all["name"].as_str()?.to_owned(),
        unit: all["unit"].as_str()?.to_owned(),
        numbers: count(&all["numbers"])?,
        paths: count(&all["paths"])?,
        rank_correlation: estimate(&all["rank_correlation"])?,
        tenths: parts("tenths")?,
        fifths: parts("fifths")?,
    })
}

fn part(given: &Value) -> Option<DriverPart> {
    let values: Option<Vec<f64>> = given["values"].as_array()?.iter().map(Value::as_f64).collect();
    let moic: Option<Vec<Estimate>> = given["moic"].as_array()?.iter().map(estimate).collect();
    Some(DriverPart {
        values: values?.try_into().ok()?,
        paths: count(&given["paths"])?,
        quartiles: moic?.try_into().ok()?,
        nothing: estimate(&given["nothing"])?,
        money_back: estimate(&given["money_back"])?,
    })
}

fn count(given: &Value) -> Option<usize> {
    usize::try_from(given.as_u64()?).ok()
}

/// A value and its error, where one is known.
fn pair(of: &Estimate) -> Value {
    let error = (!of.standard_error.is_nan()).then_some(of.standard_error);
    json!([of.value, error])
}

fn estimate(given: &Value) -> Option<Estimate> {
    let [value, error] = given.as_array()?.as_slice() else { return None };
    let standard_error = if error.is_null() { f64::NAN } else { error.as_f64()? };
    Some(Estimate { value: value.as_f64()?, standard_error })
}
