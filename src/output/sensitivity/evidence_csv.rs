//! What a result rests on, as csv tables.

use crate::analysis::evidence::{Evidence, Parts, RestsOn, weakness};
use crate::analysis::sobol::Interval;
use crate::output::csv::{Rows, number};

/// A row for each part of each outcome's variance; those of an outcome add up
/// to 1.
pub fn evidence_csv(evidence: &Evidence) -> Vec<u8> {
    let mut rows = Rows::new();
    let head = ["outcome", "part", "numbers", "share", "share_low", "share_high", "inside_noise"];
    rows.write(head.into_iter().map(str::to_owned));
    for of in &evidence.outcomes {
        if let Some(parts) = &of.parts {
            of_outcome(&mut rows, evidence, (of, parts));
        }
    }
    rows.finish()
}

fn of_outcome(rows: &mut Rows, evidence: &Evidence, (of, parts): (&RestsOn, &Parts)) {
    let mut write = |part: &str, numbers: String, share: &Interval| {
        let figures = [share.value, share.low, share.high].map(number);
        let start = [of.output.name(), part.to_owned(), numbers];
        rows.write(start.into_iter().chain(figures).chain([share.may_be_nothing().to_string()]));
    };
    for (grade, share) in &parts.grades {
        let count = evidence.counts.iter().find(|count| count.grade == *grade);
        let numbers = count.map_or(0, |count| count.uncertain);
        write(grade.name(), numbers.to_string(), share);
    }
    write("grades together", String::new(), &parts.together);
    write("luck", String::new(), &parts.luck);
}

/// A row for each group of numbers, the one first that matters most and is
/// known worst.
pub fn doubts_csv(evidence: &Evidence) -> Vec<u8> {
    let mut rows = Rows::new();
    let head = [
        "group",
        "outcome",
        "grade",
        "without_a_grade",
        "total",
        "total_low",
        "total_high",
        "weakness",
        "product",
        "product_low",
        "product_high",
    ];
    rows.write(head.into_iter().map(str::to_owned));
    let outcome = evidence.outcomes.first().map(|of| of.output.name()).unwrap_or_default();
    for doubt in &evidence.doubts {
        let of = |interval: &Interval| [interval.value, interval.low, interval.high].map(number);
        let start = [
            doubt.names.join(" + "),
            outcome.clone(),
            doubt.grade.name().to_owned(),
            doubt.ungraded.to_string(),
        ];
        let weight = [number(weakness(doubt.grade))];
        let cells = start.into_iter().chain(of(&doubt.influence)).chain(weight);
        rows.write(cells.chain(of(&doubt.score)));
    }
    rows.finish()
}
