//! `diligence.json`, and its tables as csv.

use serde_json::{Value, json};

use super::words::{npv_given, observation, purchase, remarks, today};
use crate::analysis::break_even_price::BreakEvenPrice;
use crate::analysis::information::{
    Information, Observation, Precision, QuestionWorth, Step, Worth,
};
use crate::analysis::run_info::RunInfo;
use crate::output::cell::{Cell, with_error};
use crate::output::csv::table_csv;
use crate::output::fields::{Field, cells, heads, members, object};
use crate::output::record;
use crate::output::record::Record;
use crate::output::tables::list::ListTable;
use crate::output::values::estimate;
use crate::output::worth::price_value;

/// `diligence.json`, what answers are worth: pretty-printed with a final line end, and with the
/// record.
pub fn diligence_json(
    info: &RunInfo,
    found: &Information,
    price: Option<&(BreakEvenPrice, f64)>,
    record: &Record,
) -> String {
    let mut value = diligence_value(info, found);
    value["decision"]["break_even_price"] =
        price.map_or(Value::Null, |(price, _)| price_value(price));
    record::document(record, value)
}

/// The same without the record, as a memo holds it.
pub fn diligence_value(info: &RunInfo, found: &Information) -> Value {
    let everything = &found.everything;
    let effort = &found.effort;
    json!({
        "scenario": record::scenario(info),
        "run": {
            "paths": info.paths,
            "seed": record::seed(info.seed),
            "paths_with_other_luck": effort.lived_again,
            "other_lucks": effort.times,
        },
        "decision": {
            "today": today(found),
            "mean_npv": estimate(&found.npv),
            "cannot_be_told": found.is_near_the_edge(),
        },
        "every_assumption": {
            "value": estimate(&everything.value),
            "low": estimate(&everything.low),
            "high": estimate(&everything.high),
            "by_regression": estimate(&everything.by_regression),
            "changes_decision": estimate(&everything.changes),
        },
        "all_that_will_happen": {
            "value": estimate(&found.clairvoyant),
            "changes_decision": estimate(&found.wrong),
        },
        "questions": found.questions.iter().map(|one| question(found, one)).collect::<Vec<_>>(),
        "worth_asking": {
            "budget": found.budget.is_finite().then_some(found.budget),
            "every_combination_tried": found.purchase.tried_all,
            "steps": found.purchase.steps.iter().map(|one| step(found, one)).collect::<Vec<_>>(),
            "net_together": found.purchase.net().as_ref().map(estimate),
            "in_words": purchase(found, &info.currency),
        },
        "assumptions": found
            .numbers
            .iter()
            .map(|one| {
                let mut value = worth(found, &one.worth);
                value["assumption"] = json!(one.name);
                value["unit"] = json!(one.unit);
                value
            })
            .collect::<Vec<_>>(),
        "drawn_at_events": found.at_events,
        "notes": remarks(found, info),
    })
}

fn question(found: &Information, asked: &QuestionWorth) -> Value {
    let mut value = worth(found, &asked.worth);
    value["question"] = json!(asked.text);
    value["resolves"] = json!(asked.resolves);
    value["drawn_at_events"] = json!(asked.at_events);
    value["cost"] = json!(asked.cost);
    value["net"] = estimate(&asked.net());
    value["answer"] = match asked.precision {
        Precision::Exact => json!({ "exact": true }),
        Precision::ToSd(sd) => {
            json!({ "exact": false, "to_sd": sd, "unit": asked.units.first() })
        }
        Precision::Sample(size) => json!({
            "exact": false,
            "sample_size": size,
            "observations": asked
                .units
                .iter()
                .map(|unit| observation(Observation::of(unit)))
                .collect::<Vec<_>>(),
        }),
    };
    value
}

/// What the answers to one question are worth, among all that was found.
struct Valued<'a> {
    found: &'a Information,
    worth: &'a Worth,
}

fn worth(found: &Information, worth: &Worth) -> Value {
    let of = Valued { found, worth };
    let mut value = object(&value_fields(), &of);
    value["before_it_is_raised_to_zero"] = json!(worth.raw);
    value["plug_in"] = json!(worth.plug_in);
    for (name, one) in members(&decision_fields(), &of) {
        value[name] = one;
    }
    value
}

fn value_fields<'a>() -> [Field<Valued<'a>>; 1] {
    [Field::estimate("value", |of: &Valued<'_>| of.worth.value)]
}

/// How the answer bears on the decision.
fn decision_fields<'a>() -> [Field<Valued<'a>>; 3] {
    [
        Field::estimate("changes_decision", |of: &Valued<'_>| of.worth.changes),
        Field::parts("mean_npv_given_answer", &["p5", "p95"], |of: &Valued<'_>| {
            npv_given(of.found, of.worth).map(Cell::from).to_vec()
        }),
        Field::new("by_less_information", |of: &Valued<'_>| of.worth.from_less),
    ]
}

fn step(found: &Information, step: &Step) -> Value {
    json!({
        "question": found.questions[step.question].text,
        "adds": estimate(&step.adds),
        "together": estimate(&step.joint),
        "cost_together": step.cost,
        "changes_decision": estimate(&step.changes),
    })
}

fn worth_cells(found: &Information, worth: &Worth) -> Vec<Cell> {
    let of = Valued { found, worth };
    [cells(&value_fields(), &of), cells(&decision_fields(), &of)].concat()
}

/// A row for each question, with its place among those worth asking, then one
/// for each uncertain assumption. Numbers are written with all their digits.
pub fn learn_csv(found: &Information) -> Vec<u8> {
    let own = [
        "kind",
        "name",
        "resolves",
        "cost",
        "net",
        "place_among_those_worth_asking",
        "adds_to_those_before",
        "adds_to_those_before_standard_error",
    ];
    let shared = [heads(&value_fields()), heads(&decision_fields())].concat();
    let mut rows = ListTable::new(own.map(str::to_owned).into_iter().chain(shared));
    for (place, asked) in found.questions.iter().enumerate() {
        let mut row: Vec<Cell> = vec!["question".into(), asked.text.as_str().into()];
        row.extend([
            asked.resolves.join(" + ").into(),
            asked.cost.into(),
            asked.net().value.into(),
        ]);
        row.extend(bought(found, place));
        row.extend(worth_cells(found, &asked.worth));
        rows.push(row);
    }
    for one in &found.numbers {
        let name = one.name.as_str();
        let mut row: Vec<Cell> = vec!["assumption".into(), name.into(), name.into()];
        row.resize(own.len(), Cell::Absent);
        row.extend(worth_cells(found, &one.worth));
        rows.push(row);
    }
    table_csv(&rows)
}

/// The place of a question among those worth asking, and what it adds to those before.
fn bought(found: &Information, question: usize) -> Vec<Cell> {
    let steps = &found.purchase.steps;
    match steps.iter().position(|step| step.question == question) {
        Some(step) => {
            [Cell::from(step + 1)].into_iter().chain(with_error(&steps[step].adds)).collect()
        }
        None => vec![Cell::Absent; 3],
    }
}
