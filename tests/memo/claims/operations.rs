//! The operating figures.

use serde_json::Value;

use shortrun::model::outcome::Figure;

use super::{Section, hole, listed};

const MEDIANS: [(&str, &str); 4] = [
    ("gross_margin_share", "a gross margin of"),
    ("fulfilment_days", "a time to fulfilment of"),
    ("markdown_rate", "a markdown rate of"),
    ("roic", "a yearly return on invested capital of"),
];

pub(crate) fn section(json: &Value) -> Section<'_> {
    let mut section = Section::new("Operating figures", json);
    let has = |key: &str| !json["run"]["operations"][key]["distribution"].is_null();
    let parts: Vec<String> = MEDIANS
        .iter()
        .filter(|(key, _)| has(key))
        .map(|(key, words)| format!("{words} {{num:{}/percentiles/p50}}", at(key)))
        .collect();
    section.put(!parts.is_empty(), "medians", || format!("Medians: {}.", listed(&parts)));
    let pairs = section.list("/compare/pairs");
    let pair = pairs.first().filter(|_| pairs.len() == 1);
    section.say(
        pair.is_some(),
        "Differences are {text:/compare/pairs/0/other} less {text:/compare/pairs/0/first}, over the \
         paths in which both have the figure.",
    );
    let mut head = "Figure | P5 | P50 | P95 | mean ± s.e. | paths with it".to_owned();
    if pair.is_some() {
        head += " | difference ± s.e. | ";
    }
    let rows = Figure::ALL.iter().filter(|figure| has(figure.key()));
    let rows = rows.map(|figure| row(json, *figure, pair)).collect();
    section.rows("operations", &head, rows);
    section
}

fn at(key: &str) -> String {
    format!("/run/operations/{key}/distribution")
}

fn row(json: &Value, figure: Figure, pair: Option<&Value>) -> String {
    let (key, at) = (figure.key(), at(figure.key()));
    let unit = json["run"]["operations"][key]["unit"].as_str().unwrap_or_default();
    let mut cells = vec![figure.label().to_owned()];
    cells.extend(["p05", "p50", "p95"].map(|p| hole(unit, &format!("{at}/percentiles/{p}"))));
    cells.push(hole(unit, &format!("{at}/mean")));
    cells.push(format!("{{pct:/memo/share_of_futures_with/{key}}}"));
    if let Some(pair) = pair {
        let operations = pair["operations"].as_array().expect("a list");
        let index = operations.iter().position(|one| one["key"] == key).expect(key);
        let verdict = operations[index]["verdict"].as_str();
        cells.extend(match verdict {
            None => ["–".to_owned(), String::new()],
            Some(verdict) => {
                let at = format!("/compare/pairs/0/operations/{index}/difference");
                [format!("{{num:{at}}}"), verdict.to_owned()]
            }
        });
    }
    cells.join(" | ")
}
