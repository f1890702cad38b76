//! The schema of "a number, or what is known about it".

use serde_json::{Map, Value, json};

use crate::input::catalogue::TABLES;
use crate::input::families::{EVIDENCE, FAMILIES, Form, Kind, Parameter};
use crate::input::value::LARGEST;
use crate::input::wording::allowed;
use crate::model::key::{Drawn, Key, Range};
use crate::sampling::assumptions::Grade;

/// The family that is meant where there are percentiles and no name.
const UNNAMED: &str = "metalog";
/// Percentiles that editors propose; any other can be written too.
const USUAL_PERCENTILES: [&str; 7] = ["p5", "p10", "p25", "p50", "p75", "p90", "p95"];
/// How percentiles are called.
const PERCENTILE_NAMES: &str = "^p(0_[0-9]{1,4}|[1-9][0-9]?(_[0-9]{1,4})?)$";

/// The definitions that numbers refer to: known numbers in each range, each
/// family, all families together, and evidence.
pub(super) fn definitions() -> Map<String, Value> {
    let mut definitions = Map::new();
    for key in TABLES.iter().flat_map(|table| table.keys) {
        definitions.entry(known_name(&key.range)).or_insert_with(|| known(&key.range));
    }
    for form in FAMILIES {
        definitions.insert(form.name.to_owned(), family(form));
    }
    let refs: Vec<Value> = FAMILIES.iter().map(|form| reference(form.name)).collect();
    definitions.insert("distribution".to_owned(), json!({ "anyOf": refs }));
    definitions.insert("grade".to_owned(), grade());
    let text = |about: &str| json!({ "description": about, "type": "string" });
    let source = "who or what says so; one line, for the report";
    definitions.insert("source".to_owned(), text(source));
    definitions.insert("note".to_owned(), text("anything else worth knowing"));
    definitions
}

/// A plain number in a range, and of a size that can be computed with.
pub(super) fn in_range(range: &Range) -> Value {
    of_type("number", range)
}

fn of_type(kind: &str, range: &Range) -> Value {
    let (least, most) = (range.min.max(-LARGEST), range.max.min(LARGEST));
    let is_open_below = range.open_min && range.min.is_finite();
    let is_open_above = range.open_max && range.max.is_finite();
    let mut schema = Map::new();
    schema.insert("type".to_owned(), json!(kind));
    let keyword = if is_open_below { "exclusiveMinimum" } else { "minimum" };
    schema.insert(keyword.to_owned(), short(least));
    let keyword = if is_open_above { "exclusiveMaximum" } else { "maximum" };
    schema.insert(keyword.to_owned(), short(most));
    Value::Object(schema)
}

/// What may be written for a key.
pub(super) fn forms(key: &Key) -> Vec<Value> {
    let mut forms = vec![in_range(&key.range), reference(&known_name(&key.range))];
    if key.drawn != Drawn::Never {
        forms.push(reference("distribution"));
    }
    if key.by_year {
        let year = json!({ "anyOf": forms.clone() });
        forms.push(json!({ "type": "array", "items": year, "minItems": 1 }));
    }
    forms
}

/// What the definition of a known number in a range is called.
fn known_name(range: &Range) -> String {
    let words = allowed(range).replace(|letter: char| !letter.is_alphanumeric(), "-");
    format!("known-{words}")
}

/// A known number in a range, with its evidence.
fn known(range: &Range) -> Value {
    let mut properties = Map::new();
    properties.insert("value".to_owned(), in_range(range));
    object(properties, &["value"], "a known number with its evidence")
}

/// A number without a needless `.0`.
pub(super) fn short(value: f64) -> Value {
    const EXACT: f64 = 9e15;
    if value.fract() == 0.0 && value.abs() < EXACT { json!(value as i64) } else { json!(value) }
}

fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/definitions/{name}") })
}

fn grade() -> Value {
    let words = Grade::ALL.map(Grade::name);
    json!({ "description": "how well the number is known, best first", "enum": words })
}

/// Any of the ways to define a distribution of a family.
fn family(form: &Form) -> Value {
    let mut ways: Vec<Value> = form.ways.iter().map(|way| complete(form, way)).collect();
    if let Some((least, _)) = form.percentiles {
        ways.push(through_percentiles(form, least, &["dist"]));
        if form.name == UNNAMED {
            ways.push(through_percentiles(form, least, &[]));
        }
    }
    match ways.pop() {
        Some(only) if ways.is_empty() => only,
        last => {
            ways.extend(last);
            json!({ "anyOf": ways })
        }
    }
}

/// A distribution with one of the family's complete sets of parameters.
fn complete(form: &Form, way: &[&'static str]) -> Value {
    let optional = form.optional.iter().filter(|name| !way.contains(name));
    let names = way.iter().chain(optional).copied();
    object(named(form, names), &[&["dist"], way].concat(), form.about)
}

/// A distribution with percentiles. A schema cannot count them beside other
/// keys, so it asks for one of them at least, and for enough keys.
fn through_percentiles(form: &Form, least: usize, required: &[&str]) -> Value {
    let about = percentile(form);
    let mut properties = named(form, form.optional.iter().copied());
    properties.retain(|name, _| name != "dist" || !required.is_empty());
    let others: Vec<String> =
        properties.keys().cloned().chain(EVIDENCE.iter().map(|name| (*name).to_owned())).collect();
    let usual = USUAL_PERCENTILES.iter().chain(&["median"]);
    properties.extend(usual.map(|name| ((*name).to_owned(), about.clone())));
    let mut schema = object(properties, required, form.about);
    schema["patternProperties"] = json!({ PERCENTILE_NAMES: about });
    schema["minProperties"] = json!(required.len() + least);
    schema["not"] = json!({ "propertyNames": { "enum": others } });
    schema
}

fn percentile(form: &Form) -> Value {
    let described = form.parameters.iter().find(|parameter| parameter.name == "pNN");
    described.map_or_else(|| json!({ "type": "number" }), parameter)
}

/// The name of a family and these parameters of it.
fn named(form: &Form, names: impl Iterator<Item = &'static str>) -> Map<String, Value> {
    let dist = json!({ "description": form.about, "const": form.name });
    let parameters = names.map(|name| {
        let described = form.parameters.iter().find(|parameter| parameter.name == name);
        (name.to_owned(), described.map_or_else(|| json!({}), parameter))
    });
    [("dist".to_owned(), dist)].into_iter().chain(parameters).collect()
}

fn parameter(parameter: &Parameter) -> Value {
    let mut schema = match parameter.kind {
        Kind::Number => in_range(&parameter.range),
        Kind::Whole => of_type("integer", &parameter.range),
        Kind::Numbers => {
            json!({ "type": "array", "minItems": 1, "items": in_range(&parameter.range) })
        }
        Kind::Text => json!({ "type": "string", "minLength": 1 }),
        Kind::Switch => json!({ "type": "boolean" }),
        Kind::Distributions => {
            let item = json!({ "anyOf": [in_range(&parameter.range), reference("distribution")] });
            json!({ "type": "array", "minItems": 1, "items": item })
        }
    };
    schema["description"] = json!(parameter.about);
    schema
}

/// A table with these keys and any evidence beside them.
fn object(mut properties: Map<String, Value>, required: &[&str], about: &str) -> Value {
    for name in EVIDENCE {
        properties.insert((*name).to_owned(), reference(name));
    }
    json!({
        "description": about,
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": false,
    })
}

#[cfg(test)]
mod tests {
    use crate::input::families::FAMILIES;

    #[test]
    fn every_parameter_of_every_family_is_described() {
        for form in FAMILIES {
            let names = form.ways.iter().copied().flatten().chain(form.optional);
            let percentiles = form.percentiles.map(|_| &"pNN");
            for name in names.chain(percentiles) {
                let described = form.parameters.iter().any(|parameter| parameter.name == *name);
                assert!(described, "`{name}` of {}", form.name);
            }
        }
    }
}
