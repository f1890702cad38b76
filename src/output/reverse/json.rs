//! `reverse.json` and its table: what it takes to break a plan, for programs
//! and for the record.

use serde_json::{Value, json};

use super::words::{Moved, ReverseTest, asked, conclusion, moved, plausibility, remarks};
use crate::analysis::reverse::{Break, Breaks, Finding, Way};
use crate::output::csv::{Rows, number};
use crate::output::record;
use crate::output::record::Record;
use crate::output::values::{estimate, unit_name};

/// All of it as pretty-printed JSON with a final line end.
pub fn reverse_json(test: &ReverseTest<'_>, record: &Record) -> String {
    record::document(record, reverse_value(test))
}

/// All of it as a value, without what made it.
pub fn reverse_value(test: &ReverseTest<'_>) -> Value {
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
    let distance = of.distance;
    json!({
        "distance": { "value": distance.value, "low": distance.low, "high": distance.high },
        "chance_beyond": of.chance_beyond(),
        "chance_as_far_in_any_direction": of.chance_as_far(),
        "plausibility": plausibility(of),
        "moved": moved(test, of).iter().map(one).collect::<Vec<_>>(),
    })
}

fn one(one: &Moved<'_>) -> Value {
    json!({
        "assumption": one.number.name,
        "unit": one.number.unit,
        "follows": one.follows,
        "in_plan": one.plan,
        "to_believe": one.value,
        "percentile": one.percentile,
        "shift": one.shift,
        "part": one.share,
    })
}

/// A row for each number of each shift.
pub fn reverse_csv(test: &ReverseTest<'_>) -> Vec<u8> {
    let mut rows = Rows::new();
    let head = [
        "way",
        "distance",
        "distance_low",
        "distance_high",
        "assumption",
        "unit",
        "follows",
        "in_plan",
        "to_believe",
        "percentile",
        "shift",
        "part",
    ];
    rows.write(head.into_iter().map(str::to_owned));
    if let Finding::Breaks(breaks) = &test.found.finding {
        table(&mut rows, test, ("all", &breaks.full));
        let singles = breaks.singles.iter().map(|(i, way)| ("only", Some(*i), way));
        let without = breaks.without.iter().map(|(i, way)| ("without", Some(*i), way));
        let fewest = std::iter::once(("fewest", None, &breaks.short));
        for (kind, number, way) in fewest.chain(singles).chain(without) {
            let name = number.map(|i: usize| format!(" {}", test.numbers[i].name));
            let name = format!("{kind}{}", name.unwrap_or_default());
            if let Way::Breaks(one) = way {
                table(&mut rows, test, (&name, one));
            }
        }
    }
    rows.finish()
}

fn table(rows: &mut Rows, test: &ReverseTest<'_>, (way, of): (&str, &Break)) {
    let end = |end: Option<f64>| end.map(number).unwrap_or_default();
    for one in moved(test, of) {
        let figures = [one.plan, one.value, one.percentile, one.shift, one.share].map(number);
        let start = [
            way.to_owned(),
            number(of.distance.value),
            end(of.distance.low),
            end(of.distance.high),
            one.number.name.clone(),
            one.number.unit.to_owned(),
            one.follows.to_string(),
        ];
        rows.write(start.into_iter().chain(figures));
    }
}
