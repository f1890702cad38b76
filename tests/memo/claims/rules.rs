//! The rules that the plan is held to.

use serde_json::Value;

use super::{Section, listed};

const RULES: &str = "/screen/operators/0/rules";

pub(crate) fn section(json: &Value) -> Section<'_> {
    let mut section = Section::new("Screening rules", json);
    let rules = section.list(RULES);
    counts(&mut section, rules);
    failing(&mut section, rules);
    let rows = (0..rules.len()).map(|index| row(json, &rules[index], index)).collect();
    section.rows("rules", "Rule | looks at | found ± s.e. | must be | verdict", rows);
    section
}

fn counts(section: &mut Section<'_>, rules: &[Value]) {
    let verdicts = [
        ("pass", ["passes", "pass"]),
        ("fail", ["fails", "fail"]),
        ("too_close", ["is too close to call", "are too close to call"]),
        ("not_applicable", ["does not apply", "do not apply"]),
    ];
    let parts = verdicts.into_iter().filter_map(|(key, words)| {
        let number = rules.iter().filter(|rule| rule["verdict"] == key).count();
        assert_eq!(section.at(&format!("/memo/rules/{key}")), number);
        (0 < number).then(|| format!("{number} {}", words[usize::from(1 < number)]))
    });
    let parts: Vec<String> = parts.collect();
    section.put(true, "of all rules", || format!("Of {{some:{RULES}:rule}}, {}.", listed(&parts)));
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

/// What is to be added to a limit, which is printed as the figure is.
fn kind_and_unit<'j>(json: &'j Value, rule: &'j Value) -> (&'static str, &'static str) {
    let Some(name) = rule["assumption"].as_str() else {
        let of = rule["of"].as_str().unwrap_or_default();
        let is_month = of.ends_with("exit_month") || of.ends_with("_cash_month");
        return (if is_month { "month" } else { "num" }, "");
    };
    let all = json.pointer("/run/assumptions").and_then(Value::as_array).expect("a list");
    let found = all.iter().find(|one| one["name"] == name);
    ("num", if found.is_some_and(|one| one["unit"] == "days") { " d" } else { "" })
}

fn row(json: &Value, rule: &Value, index: usize) -> String {
    let at = format!("{RULES}/{index}");
    let (kind, unit) = kind_and_unit(json, rule);
    let limit = |key: &str| format!("{{{kind}:{at}/{key}}}{unit}");
    let limits = match (rule["min"].is_null(), rule["max"].is_null()) {
        (false, true) => format!("at least {}", limit("min")),
        (true, false) => format!("at most {}", limit("max")),
        _ => format!("{} to {}", limit("min"), limit("max")),
    };
    let found = match (rule["verdict"].as_str(), rule["paths"].as_u64()) {
        (_, Some(0)) => "no path has it".to_owned(),
        (Some("not_applicable"), None) => "–".to_owned(),
        _ => limit("found"),
    };
    let verdict = match rule["verdict"].as_str().unwrap_or_default() {
        "fail" => "FAIL",
        "too_close" => "too close to call",
        "not_applicable" => "does not apply",
        verdict => verdict,
    };
    format!("{{text:{at}/name}} | {} | {found} | {limits} | {verdict}", subject(rule, &at))
}
