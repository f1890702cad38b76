//! What a unit earns, as the saved data of a run have it.

use serde_json::{Value, json};

use crate::analysis::estimate::Estimate;
use crate::analysis::unit_economics::UnitEconomics;

/// All of it, with all digits; nothing where no path sold anything.
pub(super) fn json(economics: Option<&UnitEconomics>) -> Value {
    let Some(of) = economics else { return Value::Null };
    let list = |parts: &[Estimate]| parts.iter().map(pair).collect::<Vec<_>>();
    json!({
        "panel_paths": of.panel_paths,
        "paths": of.paths,
        "per_unit": list(&of.per_unit),
        "unit_margin": pair(&of.unit_margin),
        "per_batch": list(&of.per_batch),
        "batch_margin": pair(&of.batch_margin),
    })
}

/// The same, read; the error is that it makes no sense.
pub(super) fn read(text: &str) -> Result<Option<UnitEconomics>, ()> {
    let all: Value = serde_json::from_str(text).map_err(|_| ())?;
    if all.is_null() { Ok(None) } else { economics(&all).map(Some).ok_or(()) }
}

fn economics(all: &Value) -> Option<UnitEconomics> {
    let count = |name: &str| usize::try_from(all[name].as_u64()?).ok();
    let list = |name: &str| {
        let parts: Option<Vec<Estimate>> = all[name].as_array()?.iter().map(estimate).collect();
        parts?.try_into().ok()
    };
    Some(UnitEconomics {
        panel_paths: count("panel_paths")?,
        paths: count("paths")?,
        per_unit: list("per_unit")?,
        unit_margin: estimate(&all["unit_margin"])?,
        per_batch: list("per_batch")?,
        batch_margin: estimate(&all["batch_margin"])?,
    })
}

/// A value and its error; of one path none is known.
fn pair(of: &Estimate) -> Value {
    let error = (!of.standard_error.is_nan()).then_some(of.standard_error);
    json!([of.value, error])
}

fn estimate(given: &Value) -> Option<Estimate> {
    let [value, error] = given.as_array()?.as_slice() else { return None };
    let standard_error = if error.is_null() { f64::NAN } else { error.as_f64()? };
    Some(Estimate { value: value.as_f64()?, standard_error })
}
