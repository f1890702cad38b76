//! The rules that the plan is held to.

use serde_json::Value;

use super::drivers::unit_behind;
use super::{Section, listed};

const RULES: &str = "/screen/operators/0/rules";

pub(crate) fn section(json: &Value) -> Section<'_> {
    let mut section = Section::new("Screening rules", json);
    let rules = section.list(RULES);
    let parts = counts(&section, rules, "/memo/rules");
    section.put(true, "of all rules", || format!("Of {{some:{RULES}:rule}}, {}.", listed(&parts)));
    failing(&mut section, rules);
    let operators = section.list("/screen/operators").len();
    if operators == 1 {
        let rows = (0..rules.len()).map(|index| row(json, &rules[index], index)).collect();
        section.rows("rules", "Rule | looks at | found ± s.e. | must be | verdict", rows);
        return section;
    }
    (1..operators).for_each(|index| alternative(&mut section, index));
    let others: Vec<usize> = (1..operators).collect();
    for others in others.chunks(2) {
        let label = |index: &usize| {
            let label = json["screen"]["operators"][index]["label"].as_str().expect("a label");
            format!("{label} ± s.e.")
        };
        let labels: Vec<String> = std::iter::once(&0).chain(others).map(label).collect();
        let rows = (0..rules.len()).map(|index| beside(json, rules, index, others));
        let head = format!("Rule | looks at | must be | {}", labels.join(" | "));
        section.rows("rules of several", &head, rows.collect());
    }
    section
}

/// How an alternative stands to the same rules.
fn alternative(section: &mut Section<'_>, index: usize) {
    let at = format!("/screen/operators/{index}");
    let other = format!("/memo/rules_of_alternatives/{}", index - 1);
    assert_eq!(section.at(&format!("{other}/label")), section.at(&format!("{at}/label")));
    let rules = section.list(&format!("{at}/rules"));
    let own: Vec<&Value> = section.list(RULES).iter().map(|rule| &rule["name"]).collect();
    assert_eq!(rules.iter().map(|rule| &rule["name"]).collect::<Vec<_>>(), own);
    let count = |key: &str| count(section, rules, &format!("{other}/rules"), key);
    let mut held = Vec::new();
    held.extend(Some(count("pass")).filter(|n| 0 < *n).map(|n| format!("passes {n}")));
    held.extend(Some(count("fail")).filter(|n| 0 < *n).map(|n| format!("fails {n}")));
    let mut open = Vec::new();
    open.extend(match count("too_close") {
        0 => None,
        1 => Some("1 is too close to call".to_owned()),
        some => Some(format!("{some} are too close to call")),
    });
    open.extend(match count("not_applicable") {
        0 => None,
        1 => Some("1 does not apply".to_owned()),
        some => Some(format!("{some} do not apply")),
    });
    let held = if held.is_empty() { "passes none".to_owned() } else { listed(&held) };
    let open = if open.is_empty() { String::new() } else { format!("; {}", listed(&open)) };
    section.put(true, "an alternative's rules", || {
        format!("Held to the same rules on the same draws, {{text:{at}/label}} {held}{open}.")
    });
    let unused = section.number(&format!("{other}/own_rules_not_used"));
    section.put(0.0 < unused, "rules that are not used", || {
        let (rule, is) = if unused <= 1.0 { ("rule", "is") } else { ("rules", "are") };
        format!(
            "{unused} {rule} of its own, in the file of {{text:{at}/label}}, {is} not used here."
        )
    });
}

fn count(section: &Section<'_>, rules: &[Value], counts: &str, key: &str) -> usize {
    let number = rules.iter().filter(|rule| rule["verdict"] == key).count();
    assert_eq!(section.at(&format!("{counts}/{key}")), number);
    number
}

fn counts(section: &Section<'_>, rules: &[Value], at: &str) -> Vec<String> {
    let verdicts = [
        ("pass", ["passes", "pass"]),
        ("fail", ["fails", "fail"]),
        ("too_close", ["is too close to call", "are too close to call"]),
        ("not_applicable", ["does not apply", "do not apply"]),
    ];
    let parts = verdicts.into_iter().filter_map(|(key, words)| {
        let number = count(section, rules, at, key);
        (0 < number).then(|| format!("{number} {}", words[usize::from(1 < number)]))
    });
    parts.collect()
}

fn failing(section: &mut Section<'_>, rules: &[Value]) {
    let failed = rules.iter().enumerate().filter(|(_, rule)| rule["verdict"] == "fail");
    let failed: Vec<String> =
        failed.map(|(index, _)| format!("\u{201c}{{text:{RULES}/{index}/name}}\u{201d}")).collect();
    section.put(failed.len() == 1, "one fails", || format!("{} fails.", failed[0]));
    section.put(1 < failed.len(), "some fail", || format!("These fail: {}.", listed(&failed)));
}

/// What the rule looks at.
fn subject(rule: &Value, at: &str) -> String {
    let of = rule["of"].as_str().unwrap_or_default();
    let Some((percent, path)) = of.split_once(" of ") else { return format!("{{stat:{at}/of}}") };
    let name = match rule["assumption"].as_str() {
        Some(_) => format!("{{label:{at}/assumption}}"),
        None => path.to_owned(),
    };
    match percent {
        "mean" => format!("Mean of {name}"),
        "p50" => format!("Median of {name}"),
        percent => format!("{} of {name}", percent.to_uppercase()),
    }
}

/// How a number of the rule is printed, a month or not, and what stands behind it.
fn kind_and_unit(json: &Value, rule: &Value, number: &Value) -> (&'static str, String) {
    let Some(name) = rule["assumption"].as_str() else {
        let of = rule["of"].as_str().unwrap_or_default();
        let is_month = of.ends_with("exit_month") || of.ends_with("_cash_month");
        return (if is_month { "month" } else { "num" }, String::new());
    };
    let all = json.pointer("/run/assumptions").and_then(Value::as_array).expect("a list");
    let found = all.iter().find(|one| one["name"] == name).map(|one| one["unit"].clone());
    // Of an alternative alone.
    let of_name = if name.ends_with("_days") { "days" } else { "" };
    ("num", unit_behind(&found.unwrap_or(of_name.into()), number))
}

fn limits(json: &Value, rule: &Value, at: &str) -> String {
    let limit = |key: &str| {
        let (kind, unit) = kind_and_unit(json, rule, &rule[key]);
        format!("{{{kind}:{at}/{key}}}{unit}")
    };
    match (rule["min"].is_null(), rule["max"].is_null()) {
        (false, true) => format!("at least {}", limit("min")),
        (true, false) => format!("at most {}", limit("max")),
        _ => format!("{} to {}", limit("min"), limit("max")),
    }
}

/// What was found, and the verdict.
fn judged(json: &Value, rule: &Value, at: &str) -> [String; 2] {
    let (kind, unit) =
        kind_and_unit(json, rule, rule["found"].get("value").unwrap_or(&rule["found"]));
    let found = match (rule["verdict"].as_str(), rule["paths"].as_u64()) {
        (Some("not_applicable"), _) => "–".to_owned(),
        (_, Some(0)) => "no path has it".to_owned(),
        _ => format!("{{{kind}:{at}/found}}{unit}"),
    };
    let verdict = match rule["verdict"].as_str().unwrap_or_default() {
        "fail" => "FAIL",
        "too_close" => "too close to call",
        "not_applicable" => "does not apply",
        verdict => verdict,
    };
    [found, verdict.to_owned()]
}

fn row(json: &Value, rule: &Value, index: usize) -> String {
    let at = format!("{RULES}/{index}");
    let [found, verdict] = judged(json, rule, &at);
    let limits = limits(json, rule, &at);
    format!("{{text:{at}/name}} | {} | {found} | {limits} | {verdict}", subject(rule, &at))
}

fn in_one_cell(json: &Value, rule: &Value, at: &str) -> String {
    let [found, verdict] = judged(json, rule, at);
    if rule["verdict"] == "not_applicable" { verdict } else { format!("{found}, {verdict}") }
}

/// The plan and some of the alternatives.
fn beside(json: &Value, rules: &[Value], index: usize, others: &[usize]) -> String {
    let (rule, at) = (&rules[index], format!("{RULES}/{index}"));
    let mut cells = vec![format!("{{text:{at}/name}}"), subject(rule, &at)];
    cells.extend([limits(json, rule, &at), in_one_cell(json, rule, &at)]);
    for other in others {
        let at = format!("/screen/operators/{other}/rules/{index}");
        let of_other = &json["screen"]["operators"][other]["rules"][index];
        let judged = in_one_cell(json, of_other, &at);
        let is_new =
            !of_other["assumption"].is_null() && of_other["assumption"] != rule["assumption"];
        cells.push(if is_new { format!("{{label:{at}/assumption}}: {judged}") } else { judged });
    }
    cells.join(" | ")
}
