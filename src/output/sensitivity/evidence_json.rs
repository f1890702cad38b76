//! What a result rests on, for programs and for the record.

use serde_json::{Value, json};

use super::fields::{of_doubt, of_names};
use crate::analysis::evidence::{Doubt, Evidence, GradeCount, Parts, RestsOn, weakness};
use crate::output::fields::members;
use crate::output::values::interval;

/// The grades with their weights and numbers, the shares of each outcome's
/// variance, and the ranking of numbers.
pub fn evidence_json(evidence: &Evidence) -> Value {
    json!({
        "grades": evidence.counts.iter().map(count).collect::<Vec<_>>(),
        "outcomes": evidence.outcomes.iter().map(outcome).collect::<Vec<_>>(),
        "doubts": evidence.doubts.iter().map(doubt).collect::<Vec<_>>(),
        "groups_of_several_grades": evidence.mixed,
    })
}

fn count(count: &GradeCount) -> Value {
    json!({
        "grade": count.grade.name(),
        "weakness": weakness(count.grade),
        "uncertain": count.uncertain,
        "without_a_grade": count.ungraded,
        "without_a_spread": count.known,
    })
}

fn outcome(of: &RestsOn) -> Value {
    let shares = of.parts.as_ref().map(|parts: &Parts| {
        let grades = parts
            .grades
            .iter()
            .map(|(grade, share)| json!({ "grade": grade.name(), "share": interval(share) }));
        json!({
            "grades": grades.collect::<Vec<_>>(),
            "grades_together": interval(&parts.together),
            "luck": interval(&parts.luck),
            "luck_alone": interval(&parts.luck_alone),
        })
    });
    json!({ "outcome": of.output.name(), "caps": of.caps, "shares": shares })
}

fn doubt(doubt: &Doubt) -> Value {
    let mut all = members(&of_names(), doubt);
    all.extend(members(&of_doubt(), doubt));
    Value::Object(all)
}
