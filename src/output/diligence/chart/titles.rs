//! Findings about what is worth learning, worded from the numbers that are
//! drawn.

use crate::analysis::information::{Information, QuestionWorth};
use crate::analysis::run_info::RunInfo;
use crate::output::diligence::words::{may_pay, today};
use crate::output::format::{count, money, money_with_error, percent, plural};
use crate::output::given;
use crate::output::words::{capitalised, input_label};

/// Titles, longest first.
pub(super) fn titles(found: &Information, info: &RunInfo) -> Vec<String> {
    let currency = info.currency.as_str();
    if found.questions.is_empty() {
        return of_numbers(found, currency);
    }
    let priced = |asked: &QuestionWorth| {
        let worth = money(asked.worth.value.value, currency);
        format!("worth {worth}, costs {}", money(asked.cost, currency))
    };
    let steps = &found.purchase.steps;
    let npv = mean_npv(found, currency);
    match &steps[..] {
        [] if found.questions.iter().all(|asked| asked.worth.value.value <= 0.0) => vec![
            format!(
                "No answer changes the decision: {npv}, and none brings it to the other \
                 side of 0"
            ),
            format!("No answer changes the decision: {npv}"),
        ],
        [] if found.questions.iter().any(may_pay) => vec![
            format!("No question is clearly worth what it costs; {npv}"),
            "No question is clearly worth what it costs".to_owned(),
        ],
        [] => vec![format!("No question is worth what it costs; {npv}")],
        [first, rest @ ..] => {
            let first = &found.questions[first.question];
            let led = found.purchase.lead.as_ref();
            let leads = led.is_none_or(|lead| 2.0 * lead.standard_error < lead.value);
            let question = first.text.trim_end_matches('?');
            let ask = if leads && !rest.is_empty() { "Ask first" } else { "Worth asking" };
            let others = match rest.len() as u64 {
                0 => String::new(),
                1 => "; then one more pays".to_owned(),
                more => format!("; then {} more pay", count(more)),
            };
            vec![
                format!("{ask}: {question}? {}{others}", capitalised(&priced(first))),
                format!("{ask}: {question}? {}", capitalised(&priced(first))),
            ]
        }
    }
}

/// The mean NPV, where its error tells it from 0.
fn mean_npv(found: &Information, currency: &str) -> String {
    if found.npv.value.abs() < 2.0 * found.npv.standard_error {
        return "mean NPV cannot be told from 0".to_owned();
    }
    format!("mean NPV is {}", money(found.npv.value, currency))
}

fn of_numbers(found: &Information, currency: &str) -> Vec<String> {
    let npv = mean_npv(found, currency);
    let Some(first) = found.numbers.first() else {
        return vec![format!("No assumption is uncertain; {npv}")];
    };
    if first.worth.value.value <= 0.0 {
        return vec![format!("No single assumption, if known, changes the decision: {npv}")];
    }
    let name = capitalised(&input_label(&first.name));
    let worth = money(first.worth.value.value, currency);
    let chance = percent(first.worth.changes.value);
    vec![
        format!(
            "{name} would be worth {worth} to know: it changes the decision in {chance} of paths"
        ),
        format!("{name} would be worth {worth} to know"),
    ]
}

/// What the marks are, longest first.
pub(super) fn subtitles(found: &Information) -> Vec<String> {
    let turn = if found.invests { "passing" } else { "investing" };
    let bars = format!(
        "Bars: what an answer is worth because it can turn the decision to {turn}, mean over all \
         answers"
    );
    if found.questions.is_empty() {
        return vec![
            format!("{bars}; lines ± 2 s.e. Grey: may be nothing."),
            "Bars: worth of knowing it, ± 2 s.e. Grey: may be nothing.".to_owned(),
        ];
    }
    vec![
        format!(
            "{bars}; lines ± 2 s.e., marks: cost. Blue: worth asking, what it adds to those above; \
             grey: not, or perhaps nothing."
        ),
        "Bars: worth of the answer, ± 2 s.e.; marks: cost. Blue: worth asking, what it adds."
            .to_owned(),
    ]
}

/// Notes for the footer.
pub(super) fn notes(found: &Information, info: &RunInfo, shown: usize) -> Vec<String> {
    let currency = info.currency.as_str();
    let everything = if found.everything.value.value <= 0.0 {
        "worth nothing".to_owned()
    } else {
        money_with_error(&found.everything.value, currency)
    };
    let mut notes = vec![
        format!(
            "invest {} at {}, or pass; today: {}",
            given::money(info.cheque, currency),
            given::share(info.hurdle_rate),
            today(found)
        ),
        format!("mean NPV {}", money_with_error(&found.npv, currency)),
        match found.numbers.len() {
            1 => format!("the assumption known: {everything}"),
            _ => format!("all assumptions known: {everything}"),
        },
        "worths do not add up".to_owned(),
    ];
    let (all, what) = if found.questions.is_empty() {
        (found.numbers.len(), "uncertain assumption")
    } else {
        (found.questions.len(), "question")
    };
    if shown < all {
        notes.push(format!("{shown} of {} shown", plural(all as u64, what)));
    }
    notes
}
