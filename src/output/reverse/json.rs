//! `reverse.json` and its table: what it takes to break a plan, for programs
//! and for the record.

use serde_json::{Value, json};

use super::words::{ReverseTest, ShiftedNumber, asked, conclusion, moved, plausibility, remarks};
use crate::analysis::reverse::{Break, Breaks, Finding, Way};
use crate::output::cell::Cell;
use crate::output::csv::table_csv;
use crate::output::fields::{Field, cells, heads, object};
use crate::output::record;
use crate::output::record::Record;
use crate::output::tables::list::ListTable;
use crate::output::values::{estimate, unit_name};

/// `reverse.json`, what it takes to break the plan: pretty-printed with a final line end, and with
/// the record.
pub fn reverse_json(test: &ReverseTest<'_>, record: &Record) -> String {
    record::document(record, reverse_value(test))
}

fn reverse_value(test: &ReverseTest<'_>) -> Value {
    let outcome = match &test.found.finding {
        Finding::Already => "broken as it is",
        Finding::NothingUncertain => "nothing is uncertain",
        Finding::Holds(_) => "holds",
        Finding::Breaks(_) => "breaks",
    };
    let reached = match &test.found.finding {
        Finding::Holds(reached) => estimate(reached),
        _ => Value::Null,
    };
    let breaks = match &test.found.finding {
        Finding::Breaks(breaks) => ways_value(test, breaks),
        _ => Value::Null,
    };
    json!({
        "scenario": record::scenario(test.info),
        "run": record::run(test.info),
        "until": test.limit.to_string(),
        "threshold": test.threshold,
        "unit": unit_name(test.limit.statistic.unit()),
        "plan": estimate(&test.found.plan),
        "within": test.farthest,
        "outcome": outcome,
        "reached": reached,
        "breaks": breaks,
        "drawn_at_events": test.at_events.iter().map(|one| &one.name).collect::<Vec<_>>(),
        "asked": asked(test),
        "conclusion": conclusion(test),
        "notes": remarks(test),
    })
}

fn ways_value(test: &ReverseTest<'_>, breaks: &Breaks) -> Value {
    let singles = breaks.singles.iter().map(
        |(i, found)| json!({ "assumption": test.numbers[*i].name, "found": way(test, found) }),
    );
    let without = breaks.without.as_ref().map(
        |(i, found)| json!({ "assumption": test.numbers[*i].name, "found": way(test, found) }),
    );
    json!({
        "all": shift(test, &breaks.full),
        "fewest": way(test, &breaks.short),
        "only": singles.collect::<Vec<_>>(),
        "without": without,
    })
}

fn way(test: &ReverseTest<'_>, way: &Way) -> Value {
    match way {
        Way::Breaks(one) => shift(test, one),
        Way::Holds(reached) => {
            json!({ "holds_within": test.farthest, "reached": estimate(reached) })
        }
    }
}

fn shift(test: &ReverseTest<'_>, of: &Break) -> Value {
    let mut value = object(&distance(), of);
    value["chance_beyond"] = json!(of.chance_beyond());
    value["chance_as_far_in_any_direction"] = json!(of.chance_as_far());
    value["plausibility"] = json!(plausibility(of));
    value["moved"] = moved(test, of).iter().map(|one| object(&fields(), one)).collect();
    value
}

fn fields<'a>() -> [Field<ShiftedNumber<'a>>; 8] {
    [
        Field::new("assumption", |one: &ShiftedNumber<'_>| one.number.name.as_str()),
        Field::new("unit", |one: &ShiftedNumber<'_>| one.number.unit),
        Field::new("follows", |one: &ShiftedNumber<'_>| one.follows),
        Field::new("in_plan", |one: &ShiftedNumber<'_>| one.plan),
        Field::new("to_believe", |one: &ShiftedNumber<'_>| one.value),
        Field::new("percentile", |one: &ShiftedNumber<'_>| one.percentile),
        Field::new("shift", |one: &ShiftedNumber<'_>| one.shift),
        Field::new("part", |one: &ShiftedNumber<'_>| one.share),
    ]
}

/// How far a shift is, with the ends of its interval where there is one.
fn distance() -> [Field<Break>; 1] {
    [Field::parts("distance", &["value", "low", "high"], |of: &Break| {
        vec![of.distance.value.into(), of.distance.low.into(), of.distance.high.into()]
    })]
}

/// A row for each number of each shift.
pub fn reverse_csv(test: &ReverseTest<'_>) -> Vec<u8> {
    let start = std::iter::once("way".to_owned()).chain(heads(&distance()));
    let mut rows = ListTable::new(start.chain(heads(&fields())));
    for (way, of) in shifts(test) {
        for one in moved(test, of) {
            let mut row = vec![Cell::from(way.as_str())];
            row.extend(cells(&distance(), of));
            row.extend(cells(&fields(), &one));
            rows.push(row);
        }
    }
    table_csv(&rows)
}

/// Every shift that breaks the plan, with the way that it is found in.
fn shifts<'a>(test: &'a ReverseTest<'_>) -> Vec<(String, &'a Break)> {
    let Finding::Breaks(breaks) = &test.found.finding else { return Vec::new() };
    let singles = breaks.singles.iter().map(|(i, way)| ("only", Some(*i), way));
    let without = breaks.without.iter().map(|(i, way)| ("without", Some(*i), way));
    let fewest = std::iter::once(("fewest", None, &breaks.short));
    let others = fewest.chain(singles).chain(without).filter_map(|(kind, number, way)| {
        let name = number.map(|i: usize| format!(" {}", test.numbers[i].name));
        let name = format!("{kind}{}", name.unwrap_or_default());
        match way {
            Way::Breaks(one) => Some((name, one)),
            Way::Holds(_) => None,
        }
    });
    std::iter::once(("all".to_owned(), &breaks.full)).chain(others).collect()
}
