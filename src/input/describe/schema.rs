//! A JSON Schema of scenario files, by which editors complete, explain and
//! check keys. It is in draft 7, which all of them know.

use serde_json::{Map, Value, json};

use super::examples::Examples;
use super::numbers::{definitions, forms, in_range, short};
use super::{default_of, default_of_other, holds, remarks};
use crate::input::catalogue::{FILE, TABLES, Table};
use crate::input::others::{Kind, Missing, Other};
use crate::input::wording::allowed;
use crate::model::key::{Absent, Key};

/// The schema of a scenario file.
pub fn json_schema() -> Value {
    let examples = Examples::new();
    let mut schema = Map::new();
    schema.insert("$schema".to_owned(), json!("http://json-schema.org/draft-07/schema#"));
    schema.insert("title".to_owned(), json!("shortrun scenario"));
    let about = "One operator and one deal, for shortrun.";
    schema.extend(object(about, properties(&FILE, &examples)));
    // A file that extends another may leave out what the other has.
    schema.insert("if".to_owned(), json!({ "required": ["extends"] }));
    schema.extend(needed(&FILE).map(|needed| ("else".to_owned(), needed)));
    schema.insert("definitions".to_owned(), Value::Object(definitions()));
    Value::Object(schema)
}

fn object(about: &str, properties: Map<String, Value>) -> Map<String, Value> {
    let mut object = Map::new();
    object.insert("description".to_owned(), json!(about));
    object.insert("type".to_owned(), json!("object"));
    object.insert("properties".to_owned(), Value::Object(properties));
    object.insert("additionalProperties".to_owned(), json!(false));
    object
}

fn properties(table: &Table, examples: &Examples) -> Map<String, Value> {
    let path = table.path();
    let others = table.others.iter().map(|other| {
        let inner = child(path, other).map(|table| inside(table, other, examples));
        (other.name.to_owned(), inner.unwrap_or_else(|| plain(other)))
    });
    let keys = table.keys.iter().map(|key| (key.name.to_owned(), number(path, key, examples)));
    let old_names = table.keys.iter().filter_map(|key| Some((key.was?.to_owned(), old_name(key))));
    others.chain(keys).chain(old_names).collect()
}

/// The table that a key of the table with this path holds, if it holds one.
fn child(path: &str, other: &Other) -> Option<&'static Table> {
    let path =
        if path.is_empty() { other.name.to_owned() } else { format!("{path}.{}", other.name) };
    let is_table = matches!(other.kind, Kind::Table | Kind::List);
    TABLES.iter().find(|table| is_table && table.path() == path)
}

fn inside(table: &'static Table, other: &Other, examples: &Examples) -> Value {
    let properties = properties(table, examples);
    let mut schema = object(&sentence(table.about), properties);
    if matches!(other.kind, Kind::Table) {
        return Value::Object(schema);
    }
    // Entries are told apart by their names, whatever else is left out.
    if table.others.iter().any(|other| other.name == "name") {
        schema.insert("required".to_owned(), json!(["name"]));
    }
    json!({ "description": sentence(table.about), "type": "array", "items": schema })
}

/// A key that is a number, or what is known about it.
fn number(path: &str, key: &Key, examples: &Examples) -> Value {
    let mut schema = Map::new();
    schema.insert("description".to_owned(), json!(explained(key)));
    if let Absent::Default(value) = key.absent {
        schema.insert("default".to_owned(), short(value));
    }
    if let Some(example) = examples.of(path, key).and_then(|value| serde_json::to_value(value).ok())
    {
        schema.insert("examples".to_owned(), json!([example]));
    }
    schema.insert("anyOf".to_owned(), Value::Array(forms(key)));
    Value::Object(schema)
}

/// A key by the name that it had before.
fn old_name(key: &Key) -> Value {
    json!({
        "description": format!("Old name of {}, read as that.", key.name),
        "deprecated": true,
        "anyOf": forms(key),
    })
}

fn explained(key: &Key) -> String {
    let mut sentences = vec![sentence(key.about)];
    sentences.push(format!("Unit: {}.", key.unit));
    sentences.push(format!("Allowed: {}.", allowed(&key.range)));
    sentences.push(sentence(&match key.absent {
        Absent::Default(_) => format!("default: {}", default_of(key)),
        _ => default_of(key),
    }));
    sentences.extend(remarks(key).into_iter().map(sentence));
    sentences.join(" ")
}

/// A key that is neither a number of the model nor a table.
fn plain(other: &Other) -> Value {
    let mut sentences = vec![sentence(other.about)];
    let (_, range) = holds(&other.kind);
    if !range.is_empty() {
        sentences.push(format!("Allowed: {range}."));
    }
    sentences.push(sentence(&match other.absent {
        Missing::Required | Missing::Means(_) => default_of_other(other),
        _ => format!("default: {}", default_of_other(other)),
    }));
    let mut schema = Map::new();
    schema.insert("description".to_owned(), json!(sentences.join(" ")));
    let default = match other.absent {
        Missing::Whole(value) => Some(json!(value)),
        Missing::Word(word) => Some(json!(word)),
        Missing::Switch(value) => Some(json!(value)),
        Missing::Required | Missing::Means(_) => None,
    };
    schema.extend(default.map(|value| ("default".to_owned(), value)));
    schema.extend(example(other).map(|value| ("examples".to_owned(), json!([value]))));
    if let Value::Object(kind) = of_kind(&other.kind) {
        schema.extend(kind);
    }
    Value::Object(schema)
}

fn example(other: &Other) -> Option<Value> {
    let table: toml::Table = format!("value = {}", other.example).parse().ok()?;
    serde_json::to_value(table.get("value")?).ok()
}

fn of_kind(kind: &Kind) -> Value {
    match kind {
        Kind::Line => json!({ "type": "string", "minLength": 1 }),
        Kind::Passage => json!({ "type": "string", "minLength": 1 }),
        Kind::Date => json!({ "type": "string", "pattern": "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$" }),
        Kind::Currency => json!({ "type": "string", "pattern": "^[A-Z]{3}$" }),
        Kind::Word(words) => json!({ "enum": words }),
        Kind::Switch => json!({ "type": "boolean" }),
        Kind::Whole { min, max } => json!({ "type": "integer", "minimum": min, "maximum": max }),
        Kind::Rank => json!({ "type": "integer", "minimum": i32::MIN, "maximum": i32::MAX }),
        Kind::Number(range) => in_range(range),
        Kind::Numbers(range, count) => items(&in_range(range), *count),
        Kind::Lines(least) => {
            let line = json!({ "type": "string", "minLength": 1 });
            json!({ "type": "array", "items": line, "minItems": least })
        }
        Kind::Participation => json!({ "anyOf": [{ "enum": ["none", "full"] }, cap()] }),
        Kind::Table => json!({ "type": "object" }),
        Kind::List => json!({ "type": "array" }),
    }
}

fn items(item: &Value, count: Option<usize>) -> Value {
    match count {
        Some(count) => {
            json!({ "type": "array", "items": item, "minItems": count, "maxItems": count })
        }
        None => json!({ "type": "array", "items": item, "minItems": 1 }),
    }
}

fn cap() -> Value {
    let about = "x invested: preference and participation together";
    json!({
        "type": "object",
        "properties": {
            "cap": { "description": about, "type": "number", "exclusiveMinimum": 0 },
        },
        "required": ["cap"],
        "additionalProperties": false,
    })
}

/// What a file that stands alone must have in a table.
fn needed(table: &Table) -> Option<Value> {
    let Table { keys, others, .. } = *table;
    let required_keys = keys.iter().filter(|key| key.absent == Absent::Required);
    let required_others = others.iter().filter(|other| matches!(other.absent, Missing::Required));
    let required: Vec<&str> =
        required_others.map(|other| other.name).chain(required_keys.map(|key| key.name)).collect();
    let mut properties = Map::new();
    for other in others {
        let Some(table) = child(table.path(), other) else { continue };
        let Some(inner) = needed(table) else { continue };
        let is_list = matches!(other.kind, Kind::List);
        let empty_is_wrong = is_list && matches!(other.absent, Missing::Required);
        let inner = match (is_list, empty_is_wrong) {
            (false, _) => inner,
            (true, false) => json!({ "items": inner }),
            (true, true) => json!({ "minItems": 1, "items": inner }),
        };
        properties.insert(other.name.to_owned(), inner);
    }
    match (required.is_empty(), properties.is_empty()) {
        (true, true) => None,
        (false, true) => Some(json!({ "required": required })),
        _ => Some(json!({ "required": required, "properties": properties })),
    }
}

/// With a capital and a full stop.
fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
    format!("{first}{}.", letters.as_str())
}
