//! What a check of scenario files found, for programs.

use serde_json::{Value, json};

use super::weights::{pairs_value, weights_value};
use crate::analysis::assumption_rows::AssumptionRow;
use crate::analysis::default_weights::DefaultWeights;
use crate::analysis::pair_weights::PairWeight;
use crate::analysis::untied::Pair;
use crate::output::assumption_table::assumptions_json;
use crate::output::record::LAYOUT_VERSION;

/// One file that was checked.
#[derive(Debug)]
pub struct FileReport<'a> {
    /// Its path, as the command line gives it.
    pub file: String,
    /// Errors and warnings.
    pub problems: Vec<ProblemReport>,
    /// The scenario; none where it has an error.
    pub scenario: Option<ScenarioReport<'a>>,
}

/// One error or warning, with its place in the file.
#[derive(Debug)]
pub struct ProblemReport {
    /// `error` or `warning`.
    pub severity: &'static str,
    /// What is wrong, in a sentence without a full stop.
    pub message: String,
    /// The text, a file or an option of the command line, and line and column
    /// in it, both from 1; none where it is the file as a whole.
    pub place: Option<(String, usize, usize)>,
    /// What would be right there; may be empty.
    pub label: String,
    /// What else helps to mend it, a line each.
    pub hints: Vec<String>,
}

/// What a scenario without errors says of itself.
#[derive(Debug)]
pub struct ScenarioReport<'a> {
    /// The name that its file gives it.
    pub name: &'a str,
    /// The operator's trade, such as `apparel`; may be empty.
    pub vertical: &'a str,
    /// ISO code of its currency.
    pub currency: &'a str,
    /// SHA-256 of the scenario as it is run and of its data, in hexadecimal.
    pub content_hash: &'a str,
    /// Months simulated at most.
    pub horizon_months: usize,
    /// All numbers that it has, those at their default among them.
    pub rows: &'a [AssumptionRow],
    /// Pairs that belong together and are drawn each on its own.
    pub untied: &'a [Pair],
    /// What the defaults carry, where that was asked.
    pub weights: Option<&'a DefaultWeights>,
    /// Pairs whose tie would matter, likewise.
    pub pairs: Option<&'a [PairWeight]>,
}

/// Pretty-printed JSON with a final line end.
pub fn check_json(files: &[FileReport<'_>]) -> String {
    let all: Vec<Value> = files.iter().map(file).collect();
    let all = json!({ "layout_version": LAYOUT_VERSION, "files": all });
    serde_json::to_string_pretty(&all).expect("plain values always serialize") + "\n"
}

fn file(report: &FileReport<'_>) -> Value {
    let scenario = report.scenario.as_ref();
    let heading = scenario.map(|scenario| {
        json!({
            "name": scenario.name,
            "vertical": scenario.vertical,
            "currency": scenario.currency,
            "sha256": scenario.content_hash,
            "horizon_months": scenario.horizon_months,
        })
    });
    json!({
        "file": report.file,
        "problems": report.problems.iter().map(problem).collect::<Vec<_>>(),
        "scenario": heading,
        "independent_pairs": scenario.map(|scenario| scenario.untied),
        "weights_of_defaults": scenario.and_then(|scenario| scenario.weights).map(weights_value),
        "weights_of_pairs": scenario.and_then(|scenario| scenario.pairs).map(pairs_value),
        "assumptions": scenario.map(|scenario| assumptions_json(scenario.rows)),
    })
}

fn problem(report: &ProblemReport) -> Value {
    json!({
        "severity": report.severity,
        "message": report.message,
        "in": report.place.as_ref().map(|(text, ..)| text),
        "line": report.place.as_ref().map(|(_, line, _)| line),
        "column": report.place.as_ref().map(|(.., column)| column),
        "label": report.label,
        "hints": report.hints,
    })
}
