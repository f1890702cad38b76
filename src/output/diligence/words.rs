//! What is worth learning before investing, in sentences.

use crate::analysis::break_even_price::BreakEvenPrice;
use crate::analysis::estimate::Estimate;
use crate::analysis::information::{
    Information, Observation, Precision, QuestionWorth, Step, Worth,
};
use crate::analysis::run_info::RunInfo;
use crate::output::format::{count, money, money_with_error, percent_with_error, plural};
use crate::output::given;
use crate::output::value_words::{ValueStyle, value_words};
use crate::output::worth::price_sentence;

/// A share of perfect information that the regression misses, above which it is
/// said.
const MUCH_MISSED: f64 = 0.1;

/// What would be decided today, in one word.
pub fn today(found: &Information) -> &'static str {
    if found.invests { "invest" } else { "pass" }
}

/// What is decided, and what would be decided without any answer.
pub fn decision(found: &Information, info: &RunInfo) -> String {
    format!(
        "Invest {} at a hurdle rate of {}, or pass? Mean NPV is {} (± 1 s.e.), so without any \
         answer: {}.",
        given::money(info.cheque, &info.currency),
        given::share(info.hurdle_rate),
        money_with_error(&found.npv, &info.currency),
        today(found),
    )
}

/// When an answer is worth something, and what that is.
pub fn meaning(found: &Information) -> String {
    let (turn, side) = if found.invests { ("pass", "below") } else { ("invest", "above") };
    format!(
        "An answer is worth something only if it can change the decision: if mean NPV given the \
         answer is\n{side} 0, so that one would {turn} after all. Its worth is what that brings on \
         average, at this cheque and\nhurdle rate, before the cost of asking."
    )
}

/// Whether an amount may be nothing for all the run tells.
pub fn may_be_nothing(figure: &Estimate) -> bool {
    !(2.0 * figure.standard_error < figure.value)
}

/// An amount with its error; where no path changes the decision, plainly
/// nothing.
pub fn worth(worth: &Worth, currency: &str) -> String {
    if worth.value.value <= 0.0 {
        return "nothing".to_owned();
    }
    let mark = if may_be_nothing(&worth.value) { " ~" } else { "" };
    format!("{}{mark}", money_with_error(&worth.value, currency))
}

/// Whether a question may be worth what it costs for all the run tells.
pub fn may_pay(asked: &QuestionWorth) -> bool {
    let worth = &asked.worth.value;
    asked.cost < worth.value + 2.0 * worth.standard_error
}

/// The chance that an answer changes the decision; a dash where it sometimes
/// would by the estimates, and nothing is gained by it.
pub fn changes(worth: &Worth, info: &RunInfo) -> String {
    if worth.changes.value <= 0.0 {
        return "never".to_owned();
    }
    if worth.value.value <= 0.0 {
        return "–".to_owned();
    }
    percent_with_error(&worth.changes, info.paths as usize)
}

/// Mean NPV given the answer, from its 5th to its 95th percentile.
pub fn given(found: &Information, worth: &Worth, currency: &str) -> String {
    let [low, high] = npv_given(found, worth).map(|npv| money(npv, currency));
    if low == high { low } else { format!("{low} to {high}") }
}

/// P5 and P95 of the mean NPV that an answer would leave, in money.
pub fn npv_given(found: &Information, worth: &Worth) -> [f64; 2] {
    let [low, high] = worth.expected;
    if found.invests { [-high, -low] } else { [low, high] }
}

/// How much an answer tells, for a table.
pub fn precision(asked: &QuestionWorth, currency: &str) -> String {
    match asked.precision {
        Precision::Exact => "exact".to_owned(),
        Precision::ToSd(sd) => {
            let unit = asked.units.first().copied().unwrap_or_default();
            format!("to ± {}", value_words(sd, unit, currency, ValueStyle::FULL))
        }
        Precision::Sample(size) => format!("{} seen", count(size)),
    }
}

/// What an observation of a number is.
pub fn observation(of: Observation) -> &'static str {
    match of {
        Observation::Case => "cases",
        Observation::Year => "years",
        Observation::Value => "values that scatter as much as it is uncertain today",
    }
}

/// Which questions to ask, in which order, and when to stop.
pub struct Conclusion {
    /// The sentence before the steps.
    pub said: String,
    /// A sentence or two for each question that is worth asking, in order.
    pub steps: Vec<String>,
    /// What they are worth together, and when to stop.
    pub then: Vec<String>,
}

/// What to ask, one line a step, and when to stop.
pub fn purchase(found: &Information, currency: &str) -> Vec<String> {
    let Conclusion { said, steps, then } = conclusion(found, currency);
    let steps = steps.iter().enumerate();
    let steps = steps.map(|(place, step)| format!("  {}. {step}", place + 1));
    std::iter::once(said).chain(steps).chain(then).collect()
}

/// What to ask, and when to stop.
pub fn conclusion(found: &Information, currency: &str) -> Conclusion {
    let only = |said: String| Conclusion { said, steps: Vec::new(), then: Vec::new() };
    if found.questions.is_empty() {
        return only(
            "The scenario asks no question. [[diligence]] blocks name what could be asked, what it \
             would settle and what it costs."
                .to_owned(),
        );
    }
    let within = if found.budget.is_finite() {
        format!(" for {}", given::money(found.budget, currency))
    } else {
        String::new()
    };
    if found.purchase.steps.is_empty() {
        return only(format!("Nothing is worth asking{within}. {}", why_nothing(found, currency)));
    }
    Conclusion {
        said: format!(
            "Worth asking{within}, all before deciding, in the order of what each adds over its cost:"
        ),
        steps: found.purchase.steps.iter().map(|one| step(found, one, currency)).collect(),
        then: together(found, currency),
    }
}

fn step(found: &Information, step: &Step, currency: &str) -> String {
    let asked = &found.questions[step.question];
    format!(
        "{} Adds {}, costs {}; together {} for {}.",
        asked.text,
        money_with_error(&step.adds, currency),
        given::money(asked.cost, currency),
        money_with_error(&step.joint, currency),
        given::money(step.cost, currency),
    )
}

/// What all of them are worth, and why no more is asked.
fn together(found: &Information, currency: &str) -> Vec<String> {
    let steps = &found.purchase.steps;
    let Some(net) = found.purchase.net() else { return Vec::new() };
    let doubt =
        if may_be_nothing(&net) { ", within two standard errors of what they cost" } else { "" };
    let mut lines = vec![format!(
        "Together they are worth {} over their cost{doubt}.",
        money_with_error(&net, currency),
    )];
    if steps.len() < found.questions.len() {
        let limit = if found.budget.is_finite() { " within the budget" } else { "" };
        let left = (found.questions.len() - steps.len()) as u64;
        lines.push(format!(
            "Then nothing left is worth buying{limit}: {} would add less than {}.",
            plural(left, "more question"),
            if left == 1 { "it costs" } else { "they cost" },
        ));
    }
    lines
}

/// Whether no answer to a question is worth anything.
pub fn changes_nothing(found: &Information) -> bool {
    found.questions.iter().all(|asked| asked.worth.value.value <= 0.0)
}

/// What would change the decision where no answer does: the price.
pub(in crate::output) fn by_price(found: &BreakEvenPrice, plan: f64, currency: &str) -> String {
    let would = match found {
        BreakEvenPrice::At(_) => "Another price would. ",
        BreakEvenPrice::Never { .. } | BreakEvenPrice::Always => "Nor would another price. ",
    };
    format!("{would}{}", price_sentence(found, plan, currency))
}

/// Why no question is worth its cost.
fn why_nothing(found: &Information, currency: &str) -> String {
    let best = found.questions.iter().map(|asked| &asked.worth);
    let best = best.max_by(|a, b| a.value.value.total_cmp(&b.value.value));
    match best {
        Some(best) if 0.0 < best.value.value => {
            let together = if found.purchase.tried_all { ", and no combination pays" } else { "" };
            let clearly = if found.questions.iter().any(may_pay) { "clearly " } else { "" };
            format!(
                "The most that one answer is worth is {}; none is {clearly}worth what it \
                 costs{together}.",
                money(best.value.value, currency)
            )
        }
        _ => format!(
            "No answer changes the decision: mean NPV is {}, and no single answer brings it to the \
             other side of 0.",
            money(found.npv.value, currency)
        ),
    }
}

/// Notes on how far the worth of answers can be relied on, the gravest first.
pub fn remarks(found: &Information, info: &RunInfo) -> Vec<String> {
    let currency = &info.currency;
    let mut all = Vec::new();
    if found.is_near_the_edge() {
        all.push(format!(
            "Mean NPV, {}, is within two standard errors of 0: which decision is better today \
             cannot be told from {}; more paths would tell.",
            money_with_error(&found.npv, currency),
            plural(info.paths, "path"),
        ));
    }
    let everything = &found.everything;
    let missed = everything.value.value - everything.by_regression.value;
    if MUCH_MISSED * everything.value.value < missed {
        all.push(format!(
            "The regression finds {} of the {} that {}, so values{} are low by about as large a \
             part.",
            money(everything.by_regression.value, currency),
            money(everything.value.value, currency),
            if found.numbers.len() == 1 {
                "the assumption is worth"
            } else {
                "all assumptions are worth"
            },
            if found.numbers.len() == 1 { "" } else { " of many assumptions together" },
        ));
    }
    if !found.questions.is_empty() {
        all.push(
            "Values do not add up: answers can tell the same, or be useful only together. \
             Without a stated precision an answer counts as exact, so its worth is the most that \
             asking can be worth."
                .to_owned(),
        );
    }
    for asked in found.questions.iter().filter(|asked| !asked.at_events.is_empty()) {
        all.push(format!(
            "\u{201c}{}\u{201d}: {} drawn anew at each event, which is luck here; no answer tells \
             it.",
            asked.text,
            listed(&asked.at_events),
        ));
    }
    if !found.at_events.is_empty() {
        all.push(format!(
            "Luck, and not among the assumptions that could be known, is what is drawn anew at \
             each event: {}.",
            found.at_events.join(", ")
        ));
    }
    let [together, apart] = found.regressed;
    if 0 < apart {
        all.push(format!(
            "Of so many assumptions and answers the {together} that explain most are learned from \
             together; the other {apart} are valued each by itself, and add nothing to what many \
             are worth together."
        ));
    }
    if found.questions.len() > found.purchase.steps.len() && !found.purchase.tried_all {
        all.push(
            "Too many questions to try every combination: they were added one by one, so two that \
             are useful only together may be missed."
                .to_owned(),
        );
    }
    all
}

fn listed(names: &[String]) -> String {
    format!("{} {}", names.join(", "), if names.len() == 1 { "is" } else { "are" })
}
