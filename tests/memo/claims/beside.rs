//! What stands beside the figures: comparables and an analyst's texts.

use serde_json::Value;

use super::{Section, listed};

fn metric(key: &Value) -> &'static str {
    match key.as_str() {
        Some("ltm-revenue") => "LTM revenue",
        _ => "LTM EBITDA",
    }
}

pub(crate) fn comparables(json: &Value) -> Option<Section<'_>> {
    let mut section = Section::new("Comparables", json);
    let at = "/deal/comparables";
    let all = section.list(&format!("{at}/all"));
    let rows = all.iter().enumerate().map(|(index, one)| {
        let at = format!("{at}/all/{index}");
        let metric = metric(&one["metric"]);
        format!("{{text:{at}/name}} | {{num:{at}/multiple}} | {metric} | {{text:{at}/date}} | {{text:{at}/source}}")
    });
    section.rows("comparables", "Comparable | multiple | of | date | source", rows.collect());
    let rows = section.list(&format!("{at}/by_metric")).iter().enumerate().map(|(index, one)| {
        let at = format!("{at}/by_metric/{index}");
        let plan = one["plan"].as_array().expect("a list").iter().enumerate();
        let plan: Vec<String> = plan
            .map(|(index, own)| {
                let at = format!("{at}/plan/{index}");
                let route = format!("{{text:{at}/route}} {{num:{at}/p50}}");
                match own["p05"].as_f64() < own["p95"].as_f64() {
                    true => format!("{route} ({{num:{at}/p05}} to {{num:{at}/p95}})"),
                    false => route,
                }
            })
            .collect();
        let plan = if plan.is_empty() { "nothing of this kind".to_owned() } else { listed(&plan) };
        format!(
            "{} | {{count:{at}/count}} | {{num:{at}/lowest}} | {{num:{at}/median}} | \
             {{num:{at}/highest}} | {plan}",
            metric(&one["metric"])
        )
    });
    let head = "Multiple of | comparables | from | median | to | this plan supposes";
    section.rows("comparables together", head, rows.collect());
    section.say(true, "Of an uncertain multiple the median stands, with P5 to P95;");
    (!all.is_empty()).then_some(section)
}

/// What an analyst has written.
pub(crate) fn texts(json: &Value) -> Vec<Section<'_>> {
    let written = |(title, key): (&str, &str)| {
        let mut section = Section::new(title, json);
        let at = format!("/deal/texts/{key}");
        let is_there = !section.at(&at).is_null();
        section.put(is_there, "an analyst's text", || format!("{{text:{at}}}"));
        is_there.then_some(section)
    };
    let all = [("Recommendation", "recommendation"), ("Team", "team"), ("Market", "market")];
    all.into_iter().filter_map(written).collect()
}
