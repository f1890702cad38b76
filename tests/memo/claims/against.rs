//! The differences to the alternatives.

use serde_json::Value;

use shortrun::output::format::{part, whole_percents};

use super::{Section, hole};

pub(crate) fn sections(json: &Value) -> Vec<Section<'_>> {
    let pairs = json.pointer("/compare/pairs").and_then(Value::as_array);
    let pairs = pairs.map_or(&[][..], Vec::as_slice);
    pairs.iter().enumerate().map(|(index, pair)| against(json, pair, index)).collect()
}

fn against<'j>(json: &'j Value, pair: &'j Value, index: usize) -> Section<'j> {
    let at = format!("/compare/pairs/{index}");
    let [first, other] = ["first", "other"].map(|key| pair[key].as_str().expect("a label"));
    let mut section = Section::new(&format!("Against {other}"), json);
    let shares = ["worse", "same", "better"].map(|key| pair[key]["value"].as_f64().expect(key));
    let whole = whole_percents(&shares);
    assert_eq!(whole.iter().sum::<u32>(), 100);
    let [worse, same, better] = [0, 1, 2].map(|i| part(whole[i], shares[i]));
    section.put(true, "path by path", || {
        format!(
            "{{text:{at}/other}} ({{text:/compare/scenarios/{}/name}}) returns less than \
             {{text:{at}/first}} in {worse} of paths, the same in {same} and more in {better}.",
            index + 1
        )
    });
    let all = pair["returns"].as_array().map_or(0, Vec::len);
    let rows = (0..all).map(|one| row(pair, &at, "returns", one)).collect();
    let head = format!("Returns | {first} | {other} | difference ± s.e. | ");
    section.rows("a pair", &head, rows);
    section
}

/// A row for a statistic of both, their difference and what it says.
pub(crate) fn row(of: &Value, at: &str, list: &str, index: usize) -> String {
    let one = &of[list][index];
    let at = format!("{at}/{list}/{index}");
    let unit = one["unit"].as_str().unwrap_or_default();
    let verdict = one["verdict"].as_str().unwrap_or_default();
    let [first, other] = if list == "returns" { ["first", "other"] } else { ["plan", "case"] };
    let name = if list == "returns" { "key" } else { "statistic" };
    let is_absent = |key: &str| one[key].is_null() || one[key]["value"].is_null();
    let value = |key: &str| match is_absent(key) {
        true if list == "returns" => "absent".to_owned(),
        true => "–".to_owned(),
        false => hole(unit, &format!("{at}/{key}")),
    };
    let difference =
        if is_absent("difference") { String::new() } else { format!("{{num:{at}/difference}}") };
    format!("{{stat:{at}/{name}}} | {} | {} | {difference} | {verdict}", value(first), value(other))
}
