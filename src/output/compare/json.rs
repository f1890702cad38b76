//! `compare.json` and the tables of a comparison.

use serde_json::{Value, json};

use crate::analysis::compare::{Comparison, Contender, Difference, Pair};
use crate::analysis::shared_draws::SharedDraws;
use crate::analysis::summary::Summary;
use crate::model::outcome::Unit;
use crate::output::cell::{Cell, with_error};
use crate::output::fields::{Field, cells, heads, members, object};
use crate::output::record;
use crate::output::record::Record;
use crate::output::tables::list::ListTable;
use crate::output::values::{estimate, unit_name};
use crate::output::words::verdict;

/// The comparison as pretty-printed JSON with a final line end.
pub fn compare_json(
    contenders: &[Contender<'_>],
    comparison: &Comparison,
    shared: &[SharedDraws],
    remarks: &[String],
    record: &Record,
) -> String {
    record::document(record, compare_value(contenders, comparison, shared, remarks))
}

/// The comparison as a value, without what made it.
pub fn compare_value(
    contenders: &[Contender<'_>],
    comparison: &Comparison,
    shared: &[SharedDraws],
    remarks: &[String],
) -> Value {
    let first = contenders[0].info;
    let pairs = contenders[1..].iter().zip(&comparison.pairs).zip(shared);
    json!({
        "run": record::run(first),
        "currency": first.currency,
        "horizon_months": first.horizon_months,
        "scenarios": contenders.iter().map(scenario).collect::<Vec<_>>(),
        "pairs": pairs
            .map(|((other, pair), shared)| pair_value(contenders[0].label, other, pair, shared))
            .collect::<Vec<_>>(),
        "least_loss": comparison.least_loss.map(|index| contenders[index].label),
        "highest_mean_moic": comparison.highest_mean.map(|index| contenders[index].label),
        "notes": remarks,
    })
}

fn scenario(one: &Contender<'_>) -> Value {
    let summary = one.summary;
    let mut figures = object(&loss_fields(), summary);
    figures["near_total_loss"] = estimate(&summary.near_total_loss);
    for (name, value) in members(&return_fields(), summary) {
        figures[name] = value;
    }
    record::labelled(one.label, one.info, figures)
}

fn loss_fields() -> [Field<Summary>; 2] {
    [
        Field::estimate("loss", |summary: &Summary| summary.loss),
        Field::estimate("total_loss", |summary: &Summary| summary.total_loss),
    ]
}

fn return_fields() -> [Field<Summary>; 3] {
    [
        Field::estimate("moic_at_least_3", |summary: &Summary| summary.at_least_3x),
        Field::estimate("median_moic", |summary: &Summary| summary.moic.at(0.5)),
        Field::estimate("mean_moic", |summary: &Summary| summary.moic.mean),
    ]
}

fn pair_value(first: &str, other: &Contender<'_>, pair: &Pair, shared: &SharedDraws) -> Value {
    let returns = pair.returns.iter().map(|one| {
        let name = one.statistic.to_string();
        difference(&name, one.statistic.unit(), Some(&one.of))
    });
    let figures = pair
        .figures
        .iter()
        .map(|one| difference(one.figure.key(), one.figure.unit(), one.of.as_ref()));
    json!({
        "first": first,
        "other": other.label,
        "worse": estimate(&pair.worse),
        "same": estimate(&pair.same),
        "better": estimate(&pair.better),
        "returns": returns.collect::<Vec<_>>(),
        "operations": figures.collect::<Vec<_>>(),
        "draws": {
            "equal": shared.equal,
            "same_percentile": shared.same_percentile,
            "correlated_otherwise": shared.correlated_otherwise,
            "only_first": shared.only_first,
            "only_other": shared.only_other,
            "known_numbers_that_differ": shared.known_differ,
            "entries_of_first": shared.entries_of_first,
            "entries_of_other": shared.entries_of_other,
        },
    })
}

fn difference(key: &str, unit: Unit, of: Option<&Difference>) -> Value {
    let Some(of) = of else {
        return json!({ "key": key, "unit": unit_name(unit), "paths": 0 });
    };
    json!({
        "key": key,
        "unit": unit_name(unit),
        "paths": of.paths,
        "first": estimate(&of.base),
        "other": estimate(&of.other),
        "difference": estimate(&of.difference),
        "unpaired_standard_error": of.unpaired_error,
        "verdict": verdict(of.verdict()),
    })
}

/// A row for each scenario: its returns with their errors.
pub fn scenarios_table(contenders: &[Contender<'_>]) -> ListTable {
    let names = ["label", "file"].map(str::to_owned);
    let returns = [heads(&loss_fields()), heads(&return_fields())].concat();
    let mut rows = ListTable::new(names.into_iter().chain(returns));
    for one in contenders {
        let mut row: Vec<Cell> = vec![one.label.into(), one.info.scenario_file.as_str().into()];
        row.extend(cells(&loss_fields(), one.summary));
        row.extend(cells(&return_fields(), one.summary));
        rows.push(row);
    }
    rows
}

/// A row for each figure of each pair.
pub fn differences_table(contenders: &[Contender<'_>], comparison: &Comparison) -> ListTable {
    let head = [
        "first",
        "other",
        "figure",
        "unit",
        "paths",
        "value_in_first",
        "value_in_first_standard_error",
        "value_in_other",
        "value_in_other_standard_error",
        "difference",
        "difference_standard_error",
        "unpaired_standard_error",
        "verdict",
    ];
    let mut rows = ListTable::new(head);
    for (other, pair) in contenders[1..].iter().zip(&comparison.pairs) {
        let labels = [contenders[0].label, other.label];
        for one in &pair.returns {
            let name = one.statistic.to_string();
            let unit = one.statistic.unit();
            rows.push_in(unit, difference_row(labels, &name, unit, &one.of));
        }
        for one in &pair.figures {
            if let Some(of) = &one.of {
                let unit = one.figure.unit();
                rows.push_in(unit, difference_row(labels, one.figure.key(), unit, of));
            }
        }
    }
    rows
}

fn difference_row(labels: [&str; 2], key: &str, unit: Unit, of: &Difference) -> Vec<Cell> {
    let mut row: Vec<Cell> = labels.map(Cell::from).into();
    row.extend([key.into(), unit_name(unit).into(), of.paths.into()]);
    row.extend([&of.base, &of.other, &of.difference].into_iter().flat_map(with_error));
    row.extend([Cell::error(of.unpaired_error), verdict(of.verdict()).into()]);
    row
}
