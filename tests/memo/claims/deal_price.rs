//! What to pay at most.

use serde_json::Value;

use shortrun::analysis::grammar::statistic;
use shortrun::output::figures::label;

use super::Section;

const TERMS: &str = "/deal/terms";

pub(crate) fn price(json: &Value) -> Section<'_> {
    let mut section = Section::new("What to pay at most", json);
    let all = section.list("/deal/price");
    let rows = (0..all.len()).map(|index| price_row(&section, &all[index], index)).collect();
    let head = "Asked | at this price ± s.e. | holds up to a pre-money value of ± s.e.";
    section.rows("what is asked", head, rows);
    section.say(true, "The pre-money value asked is {num:/deal/terms/pre_money}.");
    for (index, one) in all.iter().enumerate() {
        let at = format!("/deal/price/{index}/at_lowest");
        if one["at_lowest"]["found"]["value"].is_null() {
            continue;
        }
        let found = format!("{{num:{at}/found}}");
        let is = match one["asked"]["kind"].as_str() {
            Some("npv") => format!("mean NPV is {found}"),
            Some("rule") => format!("{} is {found}", statistic_label(json, &one["asked"])),
            _ => format!("half of the paths that do not fail earn {found} or less"),
        };
        let is_free = one["at_lowest"]["pre_money"].as_f64() <= Some(0.0);
        section.put(is_free, "no price works", || {
            format!(
                "No price works: even for nothing (a pre-money value of 0, which buys all of the \
                 company) {is}."
            )
        });
        section.put(!is_free, "no price works at which it closes", || {
            format!(
                "No price works: even at {{num:{at}/pre_money}}, the lowest pre-money value at \
                 which the round can close, {is}."
            )
        });
    }
    section
}

fn statistic_label(json: &Value, asked: &Value) -> String {
    let routes = json["run"]["routes"].as_array().expect("routes").iter();
    let names: Vec<String> =
        routes.map(|route| route["name"].as_str().expect("a name").to_owned()).collect();
    let text = asked["statistic"].as_str().expect("a statistic");
    let statistic = statistic(text, &names).expect("a statistic");
    let label = label(&statistic, json["run"]["scenario"]["currency"].as_str().expect("a code"));
    let (first, rest) = label.split_at(1);
    first.to_lowercase() + rest
}

fn price_row(section: &Section<'_>, one: &Value, index: usize) -> String {
    let at = format!("/deal/price/{index}");
    let (asked, found) = match one["asked"]["kind"].as_str() {
        Some("npv") => (
            format!("mean NPV at {{pct:{TERMS}/hurdle_rate}} is 0 or more"),
            format!("{{num:{at}/at_plan}}"),
        ),
        Some("rule") => {
            let label = statistic_label(section.json, &one["asked"]);
            let name = format!("{{text:{at}/asked/name}}");
            let bound = match one["asked"]["at_least"].is_null() {
                true => format!("at most {{num:{at}/asked/at_most}}"),
                false => format!("at least {{num:{at}/asked/at_least}}"),
            };
            (format!("{name}: {label} {bound}"), format!("{{num:{at}/at_plan}}"))
        }
        _ => (
            format!(
                "half of the paths that do not fail earn {{pct:{TERMS}/target_irr}} a year or more"
            ),
            match one["at_plan"]["value"].is_null() {
                true => "median absent".to_owned(),
                false => format!("median {{num:{at}/at_plan}}"),
            },
        ),
    };
    let highest = match one["holds"].as_str() {
        Some("up to a price") => format!("{{num:{at}/highest_pre_money}}"),
        Some("at any price") => "any price".to_owned(),
        _ => "no price works".to_owned(),
    };
    format!("{asked} | {found} | {highest}")
}
