//! `diligence.json`, and its tables as csv.

use serde_json::{Value, json};

use super::words::{npv_given, observation, purchase, remarks, today};
use crate::analysis::information::{Asked, Information, Observation, Precision, Step, Worth};
use crate::analysis::run_info::RunInfo;
use crate::output::csv::{Rows, number};
use crate::output::record;
use crate::output::record::Record;
use crate::output::values::estimate;

/// All of it as pretty-printed JSON with a final line end.
pub fn diligence_json(info: &RunInfo, found: &Information, record: &Record) -> String {
    record::document(record, diligence_value(info, found))
}

/// All of it as a value, without what made it.
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

fn question(found: &Information, asked: &Asked) -> Value {
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

fn worth(found: &Information, worth: &Worth) -> Value {
    let [low, high] = npv_given(found, worth);
    json!({
        "value": estimate(&worth.value),
        "before_it_is_raised_to_zero": worth.raw,
        "plug_in": worth.plug_in,
        "changes_decision": estimate(&worth.changes),
        "mean_npv_given_answer": { "p5": low, "p95": high },
        "by_less_information": worth.from_less,
    })
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

const COLUMNS: [&str; 7] = [
    "value",
    "value_standard_error",
    "changes_decision",
    "changes_decision_standard_error",
    "mean_npv_given_answer_p5",
    "mean_npv_given_answer_p95",
    "by_less_information",
];

fn cells(found: &Information, worth: &Worth) -> impl Iterator<Item = String> {
    let [low, high] = npv_given(found, worth);
    let numbers = [
        worth.value.value,
        worth.value.standard_error,
        worth.changes.value,
        worth.changes.standard_error,
        low,
        high,
    ];
    numbers.map(number).into_iter().chain([worth.from_less.to_string()])
}

/// A row for each question, with its place among those worth asking, then one
/// for each uncertain assumption. Numbers are written with all their digits.
pub fn learn_csv(found: &Information) -> Vec<u8> {
    let mut rows = Rows::new();
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
    rows.write(own.into_iter().chain(COLUMNS).map(str::to_owned));
    for (place, asked) in found.questions.iter().enumerate() {
        let steps = &found.purchase.steps;
        let bought = steps.iter().position(|step| step.question == place);
        let own = [
            "question".to_owned(),
            asked.text.clone(),
            asked.resolves.join(" + "),
            number(asked.cost),
            number(asked.net().value),
            bought.map(|step| (step + 1).to_string()).unwrap_or_default(),
            bought.map(|step| number(steps[step].adds.value)).unwrap_or_default(),
            bought.map(|step| number(steps[step].adds.standard_error)).unwrap_or_default(),
        ];
        rows.write(own.into_iter().chain(cells(found, &asked.worth)));
    }
    for one in &found.numbers {
        let own = ["assumption".to_owned(), one.name.clone(), one.name.clone()];
        let none = std::iter::repeat_n(String::new(), 5);
        rows.write(own.into_iter().chain(none).chain(cells(found, &one.worth)));
    }
    rows.finish()
}
