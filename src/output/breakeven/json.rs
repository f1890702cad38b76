//! `breakeven.json`, and the curve that was simulated as csv.

use serde_json::{Value, json};

use super::words::{Breakeven, conclusion, remarks};
use crate::analysis::breakeven::{Answer, Crossing, Reading};
use crate::analysis::walk_away::{Bound, Stretch};
use crate::output::csv::{Rows, number};
use crate::output::record;
use crate::output::record::Record;
use crate::output::values::{estimate, unit_name};

/// The search as pretty-printed JSON with a final line end.
pub fn breakeven_json(result: &Breakeven<'_>, record: &Record) -> String {
    let Breakeven { info, varied, solution, .. } = result;
    let mut notes = remarks(result);
    notes.extend(result.notes.iter().cloned());
    let pairs = solution.answers.iter().zip(&result.of_plan);
    let value = json!({
        "scenario": record::scenario(info),
        "run": record::run(info),
        "varied": {
            "key": varied.key,
            "unit": varied.unit,
            "in_plan": varied.plan,
            "known_in_plan": varied.known,
            "from": solution.axis.from,
            "to": solution.axis.to,
            "values_simulated": solution.points.len(),
        },
        "targets": pairs.map(|(answer, of_plan)| target(answer, of_plan)).collect::<Vec<_>>(),
        "all_targets_met": solution
            .together()
            .iter()
            .map(|stretch| stretch_value(result, stretch))
            .collect::<Vec<_>>(),
        "conclusion": conclusion(result),
        "notes": notes,
    });
    record::document(record, value)
}

fn target(answer: &Answer, of_plan: &Reading) -> Value {
    let outcome = match answer.crossings.len() {
        0 if answer.at_from.meets => "met everywhere",
        0 => "met nowhere",
        1 => "one value",
        _ => "several values",
    };
    json!({
        "target": answer.target.to_string(),
        "unit": unit_name(answer.target.statistic.unit()),
        "outcome": outcome,
        "in_plan": reading(of_plan),
        "at_from": reading(&answer.at_from),
        "at_to": reading(&answer.at_to),
        "values": answer.crossings.iter().map(crossing).collect::<Vec<_>>(),
    })
}

fn reading(one: &Reading) -> Value {
    json!({ "statistic": estimate(&one.estimate), "meets": one.meets })
}

fn crossing(one: &Crossing) -> Value {
    json!({
        "value": one.value,
        "met": if one.met_below { "up to it" } else { "from it" },
        "interval_95": { "low": one.low, "high": one.high },
        "statistic": estimate(&one.reading.estimate),
    })
}

fn stretch_value(result: &Breakeven<'_>, stretch: &Stretch) -> Value {
    let binds = |bound: &Bound| {
        bound.binds.map(|(answer, _)| result.solution.answers[answer].target.to_string())
    };
    json!({
        "from": stretch.from.value,
        "from_binds": binds(&stretch.from),
        "to": stretch.to.value,
        "to_binds": binds(&stretch.to),
    })
}

/// A row for each value that was simulated: each target's statistic there.
pub fn breakeven_csv(result: &Breakeven<'_>) -> Vec<u8> {
    let mut rows = Rows::new();
    let answers = &result.solution.answers;
    let columns = answers.iter().flat_map(|answer| {
        let name = answer.target.statistic.to_string();
        let target = answer.target.to_string();
        [name.clone(), format!("{name}_standard_error"), target]
    });
    rows.write([result.varied.key.to_owned()].into_iter().chain(columns));
    for point in &result.solution.points {
        let cells = point.readings.iter().flat_map(|one| {
            let met = if one.meets { "met" } else { "missed" };
            [number(one.estimate.value), number(one.estimate.standard_error), met.to_owned()]
        });
        rows.write([number(point.value)].into_iter().chain(cells));
    }
    rows.finish()
}
