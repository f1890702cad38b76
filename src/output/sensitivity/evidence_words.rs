//! What a result rests on, in sentences.

use crate::analysis::evidence::{Evidence, Parts, RestsOn};
use crate::analysis::sobol::Interval;
use crate::output::format::plural;
use crate::output::words::{outcome, percent_to_tenths};
use crate::sampling::assumptions::Grade;

/// Numbers of a grade, as a sentence names them.
pub fn numbers_of(grade: Grade) -> &'static str {
    match grade {
        Grade::Audited => "audited numbers",
        Grade::Observed => "numbers that were observed",
        Grade::Management => "what the operator says",
        Grade::Analogue => "comparable cases",
        Grade::Guess => "guesses",
    }
}

/// A share with a word of doubt where its interval reaches nothing.
fn doubted(share: &Interval) -> String {
    let figure = percent_to_tenths(share.value);
    if share.may_be_nothing() { format!("{figure} (may be nothing)") } else { figure }
}

/// What the variance of an outcome comes of, the weakest evidence first; none
/// where it does not vary.
pub fn rests_on(of: &RestsOn, currency: &str) -> Option<String> {
    let Parts { grades, together, luck, .. } = of.parts.as_ref()?;
    let outcome = outcome(&of.output, currency);
    if grades.is_empty() {
        return Some(format!("All variance of {outcome} is luck: no number is uncertain."));
    }
    // The first says the verb for all.
    let of_grade = |(index, (grade, share)): (usize, &(Grade, Interval))| {
        let verb = if index == 0 { " comes" } else { "" };
        format!("{}{verb} of {}", doubted(share), numbers_of(*grade))
    };
    let mut parts: Vec<String> = grades.iter().rev().enumerate().map(of_grade).collect();
    if 1 < grades.len() {
        parts.push(format!("{} of what these do together", doubted(together)));
    }
    Some(format!(
        "Of the variance of {outcome}, {} and {} of luck, alone and with them, which no evidence \
         takes away.",
        parts.join(", "),
        percent_to_tenths(luck.value),
    ))
}

/// Numbers that cannot explain anything, because the file gives no spread.
pub fn without_spread(evidence: &Evidence) -> Option<String> {
    let known: usize = evidence.counts.iter().map(|count| count.known).sum();
    let guesses = evidence.counts.iter().filter(|count| count.grade == Grade::Guess);
    let guesses: usize = guesses.map(|count| count.known).sum();
    (0 < known).then(|| {
        format!(
            "{} of the file {} no spread and so explain nothing here, however weak their evidence; \
             {guesses} of them {} a guess or without a grade.",
            plural(known as u64, "number"),
            if known == 1 { "has" } else { "have" },
            if guesses == 1 { "is" } else { "are" },
        )
    })
}

/// A grade as the first cell of a row.
pub fn grade_words(grade: Grade) -> &'static str {
    match grade {
        Grade::Audited => "audited",
        Grade::Observed => "observed",
        Grade::Management => "said by the operator",
        Grade::Analogue => "comparable cases",
        Grade::Guess => "guesses",
    }
}

/// Notes on groups of several grades, and on outcomes whose extremes were cut.
pub(in crate::output) fn of_evidence(evidence: &Evidence, currency: &str) -> Vec<String> {
    let mut all = Vec::new();
    if !evidence.mixed.is_empty() {
        let groups: Vec<String> = evidence.mixed.iter().map(|group| group.join(", ")).collect();
        all.push(format!(
            "Correlated assumptions of several grades count with the weakest of them: {}.",
            groups.join("; ")
        ));
    }
    let capped = evidence.outcomes.iter().skip(1).filter(|of| of.caps.is_some());
    let capped: Vec<String> = capped.map(|of| outcome(&of.output, currency)).collect();
    if !capped.is_empty() {
        all.push(format!(
            "For what the result rests on, {} beyond the 1st and 99th percentile counts as these.",
            capped.join(" and ")
        ));
    }
    all
}
