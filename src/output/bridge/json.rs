//! `bridge.json`, and the contributions as csv.

use serde_json::{Value, json};

use super::words::{Bridge, finding, interaction};
use crate::analysis::estimate::Estimate;
use crate::analysis::grouping::{Change, Player, Said};
use crate::analysis::shapley::Attribution;
use crate::analysis::statistic::Statistic;
use crate::output::csv::{Rows, number};
use crate::output::record;
use crate::output::record::Record;
use crate::output::values::{estimate, unit_name};

/// The bridge as pretty-printed JSON with a final line end.
pub fn bridge_json(bridge: &Bridge<'_>, record: &Record) -> String {
    let scenarios = bridge.infos.map(record::scenario);
    let found = bridge.found.iter();
    let value = json!({
        "scenarios": scenarios,
        "labels": bridge.labels,
        "run": record::run(bridge.infos[0]),
        "scenarios_simulated": bridge.runs,
        "groups": bridge.players.iter().map(group).collect::<Vec<_>>(),
        "statistics": found.map(|(one, of)| statistic(bridge, one, of)).collect::<Vec<_>>(),
        "notes": bridge.notes,
    });
    record::document(record, value)
}

fn group(player: &Player) -> Value {
    json!({
        "key": player.key(),
        "label": player.label(),
        "joined_because": player.reasons,
        "differences": player.changes.iter().map(change).collect::<Vec<_>>(),
    })
}

fn change(change: &Change) -> Value {
    let [first, other] = [0, 1].map(|side: usize| said(&change.said[side]));
    json!({ "key": change.path, "group": change.group.key(), "first": first, "other": other })
}

fn said(said: &Said) -> Value {
    match said {
        Said::Absent => Value::Null,
        Said::Text(text) => json!(text),
        Said::Number(unit, [low, middle, high]) => {
            json!({ "unit": unit, "p05": low, "p50": middle, "p95": high })
        }
    }
}

fn statistic(bridge: &Bridge<'_>, statistic: &Statistic, found: &Attribution) -> Value {
    let each = bridge.players.iter().enumerate().map(|(step, player)| {
        json!({
            "group": player.key(),
            "contribution": estimate(&found.shapley.one(step)),
            "alone": estimate(&found.alone[step]),
            "last": estimate(&found.last[step]),
        })
    });
    let pairs = found.pairs.iter().map(|(pair, strength)| {
        let groups = pair.map(|player| bridge.players[player].key());
        json!({ "groups": groups, "strength": estimate(strength) })
    });
    json!({
        "statistic": statistic.to_string(),
        "unit": unit_name(statistic.unit()),
        "first": estimate(&found.first),
        "other": estimate(&found.other),
        "difference": estimate(&found.difference),
        "contributions": each.collect::<Vec<_>>(),
        "interactions": pairs.collect::<Vec<_>>(),
        "finding": finding(bridge, statistic, found),
        "interaction": interaction(bridge, statistic, found),
    })
}

/// A row for each group and statistic. Numbers are written with all their
/// digits.
pub fn bridge_csv(bridge: &Bridge<'_>) -> Vec<u8> {
    let mut rows = Rows::new();
    let figures = ["contribution", "alone", "last"];
    let head = ["statistic", "unit", "first", "other", "group"].map(str::to_owned);
    let of = |name: &str| [name.to_owned(), format!("{name}_standard_error")];
    rows.write(head.into_iter().chain(figures.into_iter().flat_map(of)));
    for (statistic, found) in &bridge.found {
        for (step, player) in bridge.players.iter().enumerate() {
            let cells = [
                statistic.to_string(),
                unit_name(statistic.unit()).to_owned(),
                number(found.first.value),
                number(found.other.value),
                player.key(),
            ];
            let figures = [found.shapley.one(step), found.alone[step], found.last[step]];
            let both = |one: Estimate| [number(one.value), number(one.standard_error)];
            rows.write(cells.into_iter().chain(figures.into_iter().flat_map(both)));
        }
    }
    rows.finish()
}
