//! `summary.json` of a memo: everything that it says, each analysis under its
//! own key as in that command's own file.

use serde_json::{Value, json};

use super::Material;
use super::deal_json::deal_value;
use super::ends::sold;
use super::finding::sentences;
use crate::analysis::cash_marks::Mark;
use crate::analysis::evidence::{Evidence, GradeCount};
use crate::analysis::screening::Verdict;
use crate::output::assumption_table::{Counts, counts};
use crate::output::compare::json::compare_value;
use crate::output::diligence::json::diligence_value;
use crate::output::format::bound_if_none;
use crate::output::record::{Record, document};
use crate::output::run::json::summary_value;
use crate::output::screen::json::screen_value;
use crate::output::screen::words::Screened;
use crate::output::sensitivity::json::sensitivity_value;
use crate::output::stress::json::stress_value;
use crate::output::values::estimate;
use crate::sampling::assumptions::Grade;

/// The file of a memo that lists the others.
pub const MAIN: &str = "summary.json";

/// `summary.json` of a memo: the run and each analysis under its own key, with the record.
pub fn memo_json(of: &Material<'_>, record: &Record) -> String {
    let plan = of.plan();
    let against = of.against.map(|against| {
        let (comparison, shared) = (against.comparison, against.shared);
        compare_value(of.contenders, comparison, shared, against.all_remarks)
    });
    let body = json!({
        "memo": memo(of),
        "deal": deal_value(of),
        "run": summary_value(plan.info, plan.summary, of.caveats, of.assumptions),
        "sensitivity": sensitivity_value(plan.info, of.sensitivity, of.sensitivity_remarks),
        "stress": of.stress.map(|(found, remarks)| stress_value(plan.info, found, remarks)),
        "compare": against,
        "diligence": of.questions.map(|(found, info)| diligence_value(info, found)),
        "screen": screen_value(of.screening),
    });
    document(record, body)
}

/// What only a memo says.
fn memo(of: &Material<'_>) -> Value {
    let paths = of.plan().info.paths;
    json!({
        "finding": sentences(of),
        "sold": estimate(&sold(of.contenders[0].outcomes)),
        "never_seen_is_below": bound_if_none(paths),
        "runway": of.runway.iter().map(mark).collect::<Vec<_>>(),
        "rules": of.screening.operators.first().map(rules),
        "rules_of_alternatives": rules_of_alternatives(of),
        "share_of_futures_with": shares_with(of),
        "assumptions": assumptions(&counts(of.assumptions)),
        "without_spread": of.sensitivity.evidence.as_ref().map(without_spread),
    })
}

/// Of each operating figure, the share of futures that have it.
fn shares_with(of: &Material<'_>) -> Value {
    let summary = of.summary();
    let figures = summary.figures.iter().map(|one| {
        let with = one.spread.as_ref().map_or(0, |spread| spread.paths);
        (one.figure.key().to_owned(), (with as f64 / summary.paths as f64).into())
    });
    Value::Object(figures.collect())
}

/// Numbers that cannot explain anything, and how many of these are guesses.
fn without_spread(evidence: &Evidence) -> Value {
    let known = |count: &GradeCount| count.known;
    let guesses = evidence.counts.iter().filter(|count| count.grade == Grade::Guess);
    json!({
        "numbers": evidence.counts.iter().map(known).sum::<usize>(),
        "guesses": guesses.map(known).sum::<usize>(),
    })
}

fn mark(mark: &Mark) -> Value {
    json!({
        "months": mark.months,
        "out_of_cash": estimate(&mark.failed),
        "sought_new_money": estimate(&mark.sought_money),
    })
}

/// How an operator stands to the rules.
fn rules(of: &Screened) -> Value {
    json!({
        "all": of.rules.len(),
        "pass": of.count(Verdict::Pass),
        "fail": of.count(Verdict::Fail),
        "too_close": of.count(Verdict::TooClose),
        "not_applicable": of.count(Verdict::NotApplicable),
    })
}

/// How each alternative stands to the plan's rules, and how many rules of its
/// own are not used.
fn rules_of_alternatives(of: &Material<'_>) -> Value {
    let others = of.screening.operators.iter().skip(1).zip(of.unused_rules);
    let other = |(other, unused): (&Screened, &usize)| json!({ "label": other.label, "rules": rules(other), "own_rules_not_used": unused });
    others.map(other).collect()
}

fn assumptions(counts: &Counts) -> Value {
    let grades = counts.by_grade.iter();
    let grades: serde_json::Map<String, Value> =
        grades.map(|(grade, number)| (grade.name().to_owned(), (*number).into())).collect();
    json!({
        "written": counts.written,
        "uncertain": counts.uncertain,
        "by_grade": grades,
        "without_grade": counts.without_grade,
        "at_default": counts.defaults,
    })
}
