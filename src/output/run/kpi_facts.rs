//! What the operating figures of a run are held to, as its saved data have it.

use serde_json::{Value, json};

use crate::analysis::kpi::{Kpi, KpiLimit, KpiTerms, LeadTime};

/// All of it; numbers have all their digits.
pub(super) fn json(terms: &KpiTerms) -> Value {
    let limit = |limit: &KpiLimit| {
        let KpiLimit { of, least, most, asked } = limit;
        json!({ "figure": of.key(), "least": least, "most": most, "asked_share": asked })
    };
    let lead_time = terms
        .lead_time
        .as_ref()
        .map(|LeadTime { line, days }| json!({ "line": line, "percentiles": days }));
    json!({ "lead_time": lead_time, "limits": terms.limits.iter().map(limit).collect::<Vec<_>>() })
}

/// The same, read; nothing where it makes no sense.
pub(super) fn read(text: &str) -> Option<KpiTerms> {
    let all: Value = serde_json::from_str(text).ok()?;
    let limits = all["limits"].as_array()?.iter().map(limit).collect::<Option<_>>()?;
    let lead_time = match &all["lead_time"] {
        Value::Null => None,
        given => Some(lead_time(given)?),
    };
    Some(KpiTerms { lead_time, limits })
}

fn limit(given: &Value) -> Option<KpiLimit> {
    let of = Kpi::find(given["figure"].as_str()?)?;
    let [least, most, asked] =
        ["least", "most", "asked_share"].map(|name| number_or_none(&given[name]));
    Some(KpiLimit { of, least: least?, most: most?, asked: asked? })
}

/// A number, or that there is none.
fn number_or_none(given: &Value) -> Option<Option<f64>> {
    if given.is_null() { Some(None) } else { Some(Some(given.as_f64()?)) }
}

fn lead_time(given: &Value) -> Option<LeadTime> {
    let days = given["percentiles"].as_array()?.iter().map(Value::as_f64).collect::<Option<_>>()?;
    let line = match &given["line"] {
        Value::Null => None,
        name => Some(name.as_str()?.to_owned()),
    };
    Some(LeadTime { line, days })
}
