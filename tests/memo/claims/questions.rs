//! What answers are worth.

use serde_json::Value;

use super::Section;

pub(crate) fn section(json: &Value) -> Option<Section<'_>> {
    let mut section = Section::new("What to ask before signing", json);
    if section.at("/diligence").is_null() {
        return None;
    }
    let today = section.words("/diligence/decision/today");
    section.put(true, "the decision", || {
        format!(
            "Invest {{num:/run/scenario/cheque}} at a hurdle rate of {{pct:/run/scenario/hurdle_rate}}, \
             or pass? Mean NPV is {{num:/diligence/decision/mean_npv}} (± 1 s.e.), so without any \
             answer: {today}."
        )
    });
    let (turn, side) = if today == "invest" { ("pass", "below") } else { ("invest", "above") };
    section.put(true, "what worth means", || {
        format!(
            "An answer is worth something only if it can change the decision: if mean NPV given the \
             answer is {side} 0, so that one would {turn} after all."
        )
    });
    let questions = section.list("/diligence/questions");
    let rows = questions.iter().enumerate().map(|(index, one)| row(one, index)).collect();
    let head = "Question | answer | worth ± s.e. | costs | changes the decision";
    section.rows("questions", head, rows);
    section.say(
        true,
        "To know every assumption exactly, with luck left open, is worth \
         {num:/diligence/every_assumption/value} (EVPI; between \
         {num:/diligence/every_assumption/low/value} and \
         {num:/diligence/every_assumption/high/value} by bounds from other lucks) and changes the \
         decision in {pct:/diligence/every_assumption/changes_decision}: no diligence is worth more.",
    );
    conclusion(&mut section, questions);
    notes(&mut section);
    Some(section)
}

fn value(one: &Value, pointer: &str) -> f64 {
    one.pointer(pointer).and_then(Value::as_f64).unwrap_or(f64::NAN)
}

fn row(one: &Value, index: usize) -> String {
    let at = format!("/diligence/questions/{index}");
    let answer = &one["answer"];
    let answer = if answer["exact"] == true {
        "exact".to_owned()
    } else if answer["to_sd"].is_null() {
        format!("{{count:{at}/answer/sample_size}} seen")
    } else {
        let unit = answer["unit"].as_str().unwrap_or_default();
        let (kind, word) =
            if unit.starts_with("units") { ("count", " units") } else { ("num", "") };
        format!("to ± {{{kind}:{at}/answer/to_sd}}{word}")
    };
    let (worth, error) = (value(one, "/value/value"), value(one, "/value/standard_error"));
    let doubt = if worth <= 2.0 * error { " ~" } else { "" };
    let is_worth = 0.0 < worth;
    let worth = if is_worth { format!("{{num:{at}/value}}{doubt}") } else { "nothing".to_owned() };
    let changes = match value(one, "/changes_decision/value") {
        changes if changes <= 0.0 => "never".to_owned(),
        _ if !is_worth => "–".to_owned(),
        _ => format!("{{chance:{at}/changes_decision:/diligence/run/paths}}"),
    };
    format!("{{text:{at}/question}} | {answer} | {worth} | {{num:{at}/cost}} | {changes}")
}

fn conclusion(section: &mut Section<'_>, questions: &[Value]) {
    let steps = section.list("/diligence/worth_asking/steps");
    let best = |one: &usize| value(&questions[*one], "/value/value");
    let best = (0..questions.len()).max_by(|a, b| best(a).total_cmp(&best(b))).expect("a question");
    let pays = 0.0 < value(&questions[best], "/value/value");
    let may_pay = |one: &Value| {
        let reach = value(one, "/value/value") + 2.0 * value(one, "/value/standard_error");
        value(one, "/cost") < reach
    };
    let clearly = if questions.iter().any(may_pay) { "clearly " } else { "" };
    section.put(steps.is_empty() && pays, "nothing pays", || {
        format!(
            "The most that one answer is worth is {{num:/diligence/questions/{best}/value/value}}; \
             none is {clearly}worth what it costs, and no combination pays."
        )
    });
    section.say(
        steps.is_empty() && !pays,
        "No answer changes the decision: mean NPV is {num:/diligence/decision/mean_npv/value}, and \
         no single answer brings it to the other side of 0.",
    );
    for (index, step) in steps.iter().enumerate() {
        let at = format!("/diligence/worth_asking/steps/{index}");
        let asked = questions.iter().position(|one| one["question"] == step["question"]);
        let asked = format!("/diligence/questions/{}", asked.expect("one of them"));
        section.put(true, "a step", || {
            format!(
                "{{text:{at}/question}} Adds {{num:{at}/adds}}, costs {{num:{asked}/cost}}; together \
                 {{num:{at}/together}} for {{num:{at}/cost_together}}."
            )
        });
    }
    section.say(
        !steps.is_empty(),
        "Worth asking, all before deciding, in the order of what each adds over its cost:",
    );
    if steps.is_empty() {
        return;
    }
    let net = section.at("/diligence/worth_asking/net_together");
    let in_doubt = value(net, "/value") <= 2.0 * value(net, "/standard_error");
    let doubt = if in_doubt { ", within two standard errors of what they cost" } else { "" };
    section.put(true, "together", || {
        format!("Together they are worth {{num:/diligence/worth_asking/net_together}} over their cost{doubt}.")
    });
    let left = questions.len() - steps.len();
    section.put(0 < left, "what is left", || {
        let (more, it) = if left == 1 { ("", "it costs") } else { ("s", "they cost") };
        format!(
            "Then nothing left is worth buying: {left} more question{more} would add less than {it}."
        )
    });
}

fn notes(section: &mut Section<'_>) {
    section.say(
        section.at("/diligence/decision/cannot_be_told") == true,
        "Mean NPV, {num:/diligence/decision/mean_npv}, is within two standard errors of 0: which \
         decision is better today cannot be told from {some:/diligence/run/paths:path}; more paths \
         would tell.",
    );
    let all = section.number("/diligence/every_assumption/value");
    let found = section.number("/diligence/every_assumption/by_regression");
    section.say(
        found < 0.9 * all,
        "The regression finds {num:/diligence/every_assumption/by_regression/value} of the \
         {num:/diligence/every_assumption/value/value} that all assumptions are worth, so values of \
         many assumptions together are low by about as large a part.",
    );
}
