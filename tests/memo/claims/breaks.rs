//! Where the plan breaks.

use serde_json::Value;
use shortrun::output::words::capitalised;

use super::{Section, hole};

pub(crate) fn section(json: &Value) -> Section<'_> {
    let mut section = Section::new("Where it breaks", json);
    let axes = section.list("/stress/axes");
    if axes.is_empty() {
        section.say(true, "The scenario has no [[stress]] block");
        return section;
    }
    let order = section.list("/stress/nearest_break_first");
    let at = |name: &Value| axes.iter().position(|axis| axis["name"] == *name).expect("an axis");
    let order: Vec<usize> = order.iter().map(at).collect();
    nearest(&mut section, &axes[order[0]], order[0]);
    let is_one = axes.iter().all(|axis| axis["limit"] == axes[0]["limit"]);
    section.put(is_one, "one limit", || {
        format!("All are held to one limit: {}.", limit(&axes[0], "/stress/axes/0"))
    });
    section.say(
        section.paths() < 1_000.0,
        "{some:/run/run/paths:path} are few: expect breaks to move with the seed.",
    );
    let rows = order.iter().map(|index| rows(json, &axes[*index], *index, is_one)).collect();
    let limit = if is_one { "" } else { "limit | " };
    let head = format!(
        "Pushed | {limit}plan | breaks where it is | 2 s.e. around it | off plan | chance beyond"
    );
    section.table("breaks", head, rows);
    for (index, case) in section.list("/stress/cases").iter().enumerate() {
        let name = case["name"].as_str().unwrap_or_default();
        let head = format!("{name} | plan | so | difference ± s.e. | ");
        let all = case["statistics"].as_array().map_or(0, Vec::len);
        let at = format!("/stress/cases/{index}");
        let row = |one: usize| super::against::row(case, &at, "statistics", one);
        section.rows("a case", &head, (0..all).map(row).collect());
    }
    section
}

/// What is limited, as it stands within a sentence, and in words that it is kept and that it is
/// not.
fn about(axis: &Value, at: &str) -> (&'static str, String, String) {
    let limit = axis["limit"].as_str().unwrap_or_default();
    let threshold = format!("{{num:{at}/threshold}}");
    match limit.rsplit_once(' ').map(|(condition, _)| condition) {
        Some("p_loss <=") => {
            ("chance of loss", format!("at most {threshold}"), format!("exceeds {threshold}"))
        }
        Some("mean_npv >=") => {
            ("mean NPV", format!("at least {threshold}"), format!("is below {threshold}"))
        }
        _ => panic!("{limit}: no words for it"),
    }
}

/// The limit in words, in a table.
fn limit(axis: &Value, at: &str) -> String {
    let (what, kept, _) = about(axis, at);
    format!("{what} {kept}")
}

/// The plan's value with what it is.
fn plan(axis: &Value, at: &str) -> String {
    let unit = word(axis, axis["plan"]["value"].as_f64());
    format!("{{num:{at}/plan/value}}{unit}")
}

/// The unit of an axis where it is a word.
fn word(axis: &Value, value: Option<f64>) -> &'static str {
    let is_one = value.is_some_and(|value| (value - 1.0).abs() <= 0.0);
    match axis["unit"].as_str().unwrap_or_default().split(' ').next() {
        Some("units") => " units",
        Some("days") if is_one => " day",
        Some("days") => " days",
        Some("months") if is_one => " month",
        Some("months") => " months",
        _ => "",
    }
}

/// Of whole numbers alone a limit is passed at the next.
fn is_whole(json: &Value, axis: &Value) -> bool {
    let all = json.pointer("/run/assumptions").and_then(Value::as_array).expect("a list");
    all.iter().find(|one| one["name"] == axis["key"]).expect("an assumption")["whole"] == true
}

/// Where the limit fails, or holds.
fn beyond(json: &Value, axis: &Value, at: &str, fails: bool) -> String {
    let is_above = (axis["break"]["holds"] == "below") == fails;
    let value = axis["break"]["value"].as_f64().unwrap_or(f64::NAN);
    match (is_whole(json, axis), is_above) {
        (true, true) => {
            let next = value.floor() + 1.0;
            format!("{next}{} or more", word(axis, Some(next)))
        }
        (true, false) => {
            let next = value.ceil() - 1.0;
            format!("{next}{} or less", word(axis, Some(next)))
        }
        (false, above) => {
            let words = if above { "above" } else { "below" };
            format!("{words} {{num:{at}/break/value}}{}", word(axis, None))
        }
    }
}

fn tried(axis: &Value, at: &str) -> String {
    let points = axis["points"].as_array().expect("points");
    let last = points.len() - 1;
    let of = |index: usize| {
        let unit = word(axis, points[index]["value"].as_f64());
        format!("{{num:{at}/points/{index}/value}}{unit}")
    };
    format!("from {} to {}", of(0), of(last))
}

fn nearest(section: &mut Section<'_>, axis: &Value, index: usize) {
    let at = format!("/stress/axes/{index}");
    let is_median = axis["plan"]["is_median"] == true;
    let whose = if is_median { "plan\u{2019}s median" } else { "plan" };
    let plan = format!("({whose} {})", plan(axis, &at));
    let name = format!("{{text:{at}/name}}");
    let (what, kept, missed) = about(axis, &at);
    let planned = hole("share", &format!("{at}/plan/statistic/value"));
    let is = |finding: &str| axis["finding"] == finding;
    let json = section.json;
    section.put(is("breaks"), "breaks", || {
        let beyond = beyond(json, axis, &at, true);
        format!("{} {missed} where {name} is {beyond} {plan}.", capitalised(what))
    });
    section.put(is("holds throughout"), "holds", || {
        format!("{} stays {kept} with {name} {} {plan}.", capitalised(what), tried(axis, &at))
    });
    section.put(is("plan beyond, mended"), "mended", || {
        let within = beyond(json, axis, &at, false);
        format!(
            "The plan itself is beyond the limit: {what} is {planned}, and {kept} only where {name} \
             is {within}."
        )
    });
    section.put(is("plan beyond throughout"), "beyond throughout", || {
        format!(
            "The plan itself is beyond the limit: {what} is {planned}, and no value of {name} works: \
             it {missed} {}.",
            tried(axis, &at)
        )
    });
}

/// Ways to write the row of an axis.
fn rows(json: &Value, axis: &Value, index: usize, is_one: bool) -> Vec<String> {
    let at = format!("/stress/axes/{index}");
    let limit = if is_one { String::new() } else { format!(" | {}", limit(axis, &at)) };
    let start = format!("{{text:{at}/name}}{limit} | {}", plan(axis, &at));
    if axis["break"].is_null() {
        let points = axis["points"].as_array().expect("points");
        let all_hold = points.iter().all(|point| point["holds"] == true);
        let what = match (all_hold, axis["plan"]["holds"] == true) {
            (true, _) => "does not break",
            (false, true) => "fails throughout,",
            (false, false) => "no value works,",
        };
        return vec![format!("{start} | {what} {} |  |  | ", tried(axis, &at))];
    }
    let sign = axis["relative_distance"].as_f64().is_some_and(|by| 0.0 <= by);
    let off = format!("{}{{size:{at}/relative_distance}}", if sign { "+" } else { "\u{2212}" });
    let chance = axis["chance_beyond"].as_f64().map(|_| format!("{{pct:{at}/chance_beyond}}"));
    let chance = chance.unwrap_or_default();
    let beyond = beyond(json, axis, &at, true);
    let around = |around: String| format!("{start} | {beyond} | {around} | {off} | {chance}");
    interval(json, axis, &at).into_iter().map(around).collect()
}

/// Ways to write where a break may be: both ends may be printed as one.
fn interval(json: &Value, axis: &Value, at: &str) -> Vec<String> {
    let whole = is_whole(json, axis);
    let end = |key: &str, round: fn(f64) -> f64| -> Option<String> {
        let value = axis["break"][key].as_f64()?;
        Some(if whole {
            format!("{}{}", round(value), word(axis, Some(round(value))))
        } else {
            format!("{{num:{at}/break/{key}}}{}", word(axis, None))
        })
    };
    let points = axis["points"].as_array().expect("points");
    let tried = |index: usize| format!("{{num:{at}/points/{index}/value}}{}", word(axis, None));
    match (end("low", f64::floor), end("high", f64::ceil)) {
        (Some(low), Some(high)) => vec![format!("{low} to {high}"), format!("near {low}")],
        (None, Some(high)) => vec![format!("{} or below, to {high}", tried(0))],
        (Some(low), None) => vec![format!("{low} to {} or above", tried(points.len() - 1))],
        (None, None) => vec!["anywhere in the range".to_owned()],
    }
}
