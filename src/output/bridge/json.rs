//! `bridge.json`, and the contributions as csv.

use serde_json::{Value, json};

use super::words::{Bridge, finding, interaction};
use crate::analysis::grouping::{Change, Player, Said};
use crate::analysis::shapley::Attribution;
use crate::analysis::statistic::Statistic;
use crate::output::cell::Cell;
use crate::output::csv::table_csv;
use crate::output::fields::{Field, cells, heads, object};
use crate::output::record;
use crate::output::record::Record;
use crate::output::tables::list::ListTable;
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
    let steps = contributions(bridge, found);
    let each = steps.iter().map(|step| object(&fields(), step));
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

/// What a group contributes to the difference of a statistic.
struct Contribution<'a> {
    player: &'a Player,
    found: &'a Attribution,
    /// The place of the group among all.
    step: usize,
}

fn contributions<'a>(bridge: &'a Bridge<'_>, found: &'a Attribution) -> Vec<Contribution<'a>> {
    let players = bridge.players.iter().enumerate();
    players.map(|(step, player)| Contribution { player, found, step }).collect()
}

fn fields<'a>() -> [Field<Contribution<'a>>; 4] {
    [
        Field::new("group", |of: &Contribution<'_>| of.player.key()),
        Field::estimate("contribution", |of: &Contribution<'_>| of.found.shapley.one(of.step)),
        Field::estimate("alone", |of: &Contribution<'_>| of.found.alone[of.step]),
        Field::estimate("last", |of: &Contribution<'_>| of.found.last[of.step]),
    ]
}

/// A row for each group and statistic. Numbers are written with all their
/// digits.
pub fn bridge_csv(bridge: &Bridge<'_>) -> Vec<u8> {
    let start = ["statistic", "unit", "first", "other"].map(str::to_owned);
    let mut rows = ListTable::new(start.into_iter().chain(heads(&fields())));
    for (statistic, found) in &bridge.found {
        for step in contributions(bridge, found) {
            let mut row = vec![statistic.to_string().into(), unit_name(statistic.unit()).into()];
            row.extend([found.first.value, found.other.value].map(Cell::from));
            row.extend(cells(&fields(), &step));
            rows.push(row);
        }
    }
    table_csv(&rows)
}
