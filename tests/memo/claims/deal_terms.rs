//! The terms of the deal.

use serde_json::Value;

use super::{Section, listed};

const TERMS: &str = "/deal/terms";

fn is_true(value: &Value) -> bool {
    value == &Value::Bool(true)
}

pub(crate) fn terms(json: &Value) -> Section<'_> {
    let mut section = Section::new("The deal", json);
    let at = |key: &str| format!("{TERMS}/{key}");
    let num = |key: &str| format!("{{num:{TERMS}/{key}}}");
    let is_some = |key: &str| 0.0 < section.number(&at(key));
    let drawn = |key: &str| match is_true(section.at(&at(key))) {
        true => " (the median: it is uncertain)",
        false => "",
    };
    let mut rows = vec![
        format!(
            "Round | {} at a pre-money value of {}: {} after the round",
            num("round_size"),
            num("pre_money"),
            num("post_money")
        ),
        format!(
            "This cheque | {} for {{tenths:{TERMS}/share_bought}} of all shares, fully diluted",
            num("cheque")
        ),
        format!("Preference | {}, {}{}", num("preference"), beside(&section), ranks(&section)),
        format!(
            "Later rounds | the investor {}; they rank {}, with a preference of {}",
            match is_true(section.at(&at("pro_rata"))) {
                true => "pays in to keep its share (pro rata)",
                false => "takes no part (no pro rata)",
            },
            match section.words(&at("later_rounds/seniority")) {
                "senior" => "above all classes",
                _ => "with the most senior class",
            },
            num("later_rounds/preference")
        ),
    ];
    if is_some("option_pool") {
        let pool = "of all shares after the round, not yet granted";
        rows.push(format!("Options | {{tenths:{TERMS}/option_pool}} {pool}"));
    }
    rows.push(match is_some("carve_out") {
        true => format!(
            "Carve-out | {{tenths:{TERMS}/carve_out}} of all proceeds to management, before \
             preferences{}",
            drawn("carve_out_is_drawn")
        ),
        false => "Carve-out | none".to_owned(),
    });
    let tranches = section.list(&at("tranches")).iter().enumerate();
    rows.extend(tranches.map(|(index, one)| tranche(one, &format!("{TERMS}/tranches/{index}"))));
    if is_some("debt") {
        let drawn = drawn("debt_is_drawn");
        rows.push(format!("Debt | {} outstanding today{drawn}", num("debt")));
    }
    let (hurdle, target) = (section.number(&at("hurdle_rate")), section.number(&at("target_irr")));
    let asked = format!("Asked of returns | a hurdle rate of {{pct:{TERMS}/hurdle_rate}} a year");
    rows.push(match (hurdle - target).abs() <= 0.0 {
        true => asked,
        false => format!("{asked}; of a success, {{pct:{TERMS}/target_irr}} a year"),
    });
    section.rows("terms", "Term | ", rows);
    section
}

fn beside(section: &Section<'_>) -> String {
    let path = format!("{TERMS}/participation");
    match section.at(&path).as_str() {
        Some("none") => "not participating".to_owned(),
        Some(_) => "participating without limit".to_owned(),
        None => format!("participating up to {{num:{path}/cap}} in all"),
    }
}

fn ranks(section: &Section<'_>) -> String {
    let own = section.number(&format!("{TERMS}/seniority"));
    let classes = section.list(&format!("{TERMS}/existing"));
    let of = |holds: &dyn Fn(f64) -> bool, word: &str| {
        let those = classes.iter().enumerate();
        let those = those.filter(|(_, one)| holds(one["seniority"].as_f64().expect("a rank")));
        let names: Vec<String> =
            those.map(|(index, _)| format!("{{text:{TERMS}/existing/{index}/class}}")).collect();
        (!names.is_empty()).then(|| format!("{word} {}", listed(&names)))
    };
    let parts = [
        of(&|rank| own < rank, "after"),
        of(&|rank| (rank - own).abs() < 0.5, "beside"),
        of(&|rank| rank < own, "before"),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    if parts.is_empty() { String::new() } else { format!("; paid {}", parts.join(", ")) }
}

fn tranche(one: &Value, at: &str) -> String {
    let conditions: Vec<String> = [
        (
            "contribution_margin",
            format!("a contribution margin of at least {{tenths:{at}/contribution_margin}}"),
        ),
        ("ltm_revenue", format!("LTM revenue of at least {{num:{at}/ltm_revenue}}")),
        ("sites_open", format!("at least {{count:{at}/sites_open}} open sites")),
    ]
    .into_iter()
    .filter(|(key, _)| !one[*key].is_null())
    .map(|(_, words)| words)
    .collect();
    let month = format!("{{count:{at}/month}} months after the closing");
    let when = match (conditions.is_empty(), one["month"].as_f64() < one["latest_month"].as_f64()) {
        (true, _) => month,
        (false, true) => format!(
            "from {month} to {{count:{at}/latest_month}}, as soon as there are {}",
            listed(&conditions)
        ),
        (false, false) => format!("{month}, if there are {}", listed(&conditions)),
    };
    format!(
        "Tranche {{text:{at}/name}} | {{tenths:{at}/share}} of the round and of the cheque, {when}"
    )
}
