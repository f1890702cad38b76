//! A validator for as much of JSON Schema as the scenario schema uses. It stops
//! at a keyword that it does not know, so none is passed over.

use serde_json::Value;

/// Where a value breaks the schema, and how; empty if it does not.
pub(crate) fn faults(schema: &Value, value: &Value) -> Vec<String> {
    let mut faults = Vec::new();
    Validator { root: schema }.check(schema, value, "", &mut faults);
    faults
}

/// The same for a part of a schema.
pub(crate) fn faults_of_part(root: &Value, part: &Value, value: &Value) -> Vec<String> {
    let mut faults = Vec::new();
    Validator { root }.check(part, value, "", &mut faults);
    faults
}

struct Validator<'s> {
    root: &'s Value,
}

impl Validator<'_> {
    fn holds(&self, schema: &Value, value: &Value) -> bool {
        let mut faults = Vec::new();
        self.check(schema, value, "", &mut faults);
        faults.is_empty()
    }

    fn check(&self, schema: &Value, value: &Value, at: &str, faults: &mut Vec<String>) {
        let keywords = schema.as_object().expect("a schema is an object");
        if let Some(reference) = keywords.get("$ref") {
            assert_eq!(keywords.len(), 1, "draft 7 passes over what stands beside $ref");
            let pointer = reference.as_str().expect("text").trim_start_matches('#');
            let target = self.root.pointer(pointer);
            let Some(target) = target else { panic!("{reference} leads nowhere") };
            return self.check(target, value, at, faults);
        }
        for (keyword, limit) in keywords {
            let fine = match keyword.as_str() {
                "properties" | "patternProperties" | "items" | "additionalProperties" => {
                    self.inside(keyword, schema, value, at, faults);
                    true
                }
                "anyOf" => {
                    limit.as_array().expect("a list").iter().any(|any| self.holds(any, value))
                }
                "not" => !self.holds(limit, value),
                "propertyNames" => value.as_object().is_none_or(|entries| {
                    entries.keys().all(|key| self.holds(limit, &Value::String(key.clone())))
                }),
                "if" => {
                    if let (false, Some(other)) = (self.holds(limit, value), keywords.get("else")) {
                        self.check(other, value, at, faults);
                    }
                    true
                }
                _ => simple(keyword, limit, value),
            };
            if !fine {
                faults.push(format!("{at}: {keyword} {limit}, not {value}"));
            }
        }
    }

    fn inside(
        &self,
        keyword: &str,
        schema: &Value,
        value: &Value,
        at: &str,
        faults: &mut Vec<String>,
    ) {
        match (keyword, value) {
            ("items", Value::Array(items)) => {
                for (place, item) in items.iter().enumerate() {
                    self.check(&schema["items"], item, &format!("{at}[{place}]"), faults);
                }
            }
            ("properties", Value::Object(entries)) => {
                for (key, entry) in entries {
                    if let Some(inner) = schema["properties"].get(key) {
                        self.check(inner, entry, &format!("{at}.{key}"), faults);
                    }
                }
            }
            ("patternProperties", Value::Object(entries)) => {
                let inner = &schema["patternProperties"][PERCENTILE];
                assert!(inner.is_object(), "the one pattern of keys that this validator knows");
                for (key, entry) in entries.iter().filter(|(key, _)| is_percentile(key)) {
                    self.check(inner, entry, &format!("{at}.{key}"), faults);
                }
            }
            ("additionalProperties", Value::Object(entries)) => {
                assert_eq!(schema["additionalProperties"], Value::Bool(false));
                let known = &schema["properties"];
                let unknown = entries.keys().filter(|key| known.get(key.as_str()).is_none());
                let patterns = schema.get("patternProperties").is_some();
                let unknown = unknown.filter(|key| !(patterns && is_percentile(key)));
                faults.extend(unknown.map(|key| format!("{at}: no key {key}")));
            }
            _ => {}
        }
    }
}

/// The pattern of keys that the scenario schema uses.
const PERCENTILE: &str = "^p(0_[0-9]{1,4}|[1-9][0-9]?(_[0-9]{1,4})?)$";

fn is_percentile(key: &str) -> bool {
    let Some(digits) = key.strip_prefix('p') else { return false };
    let (whole, part) = digits.split_once('_').unwrap_or((digits, "0"));
    let all_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let may_begin_with_0 = whole == "0" && digits.contains('_');
    (may_begin_with_0 || !whole.starts_with('0'))
        && (1..=2).contains(&whole.len())
        && (1..=4).contains(&part.len())
        && all_digits(whole)
        && all_digits(part)
}

fn simple(keyword: &str, limit: &Value, value: &Value) -> bool {
    let number = |holds: fn(f64, f64) -> bool| match (value.as_f64(), limit.as_f64()) {
        (Some(value), Some(limit)) => holds(value, limit),
        _ => true,
    };
    let size = |length: Option<usize>, holds: fn(usize, usize) -> bool| {
        let limit = usize::try_from(limit.as_u64().expect("a count")).expect("small");
        length.is_none_or(|length| holds(length, limit))
    };
    let items = value.as_array().map(Vec::len);
    match keyword {
        "type" => is_of(limit.as_str().expect("one type"), value),
        "const" => limit == value,
        "enum" => limit.as_array().expect("a list").contains(value),
        "minimum" => number(|value, limit| limit <= value),
        "exclusiveMinimum" => number(|value, limit| limit < value),
        "maximum" => number(|value, limit| value <= limit),
        "exclusiveMaximum" => number(|value, limit| value < limit),
        "minProperties" => {
            size(value.as_object().map(serde_json::Map::len), |length, limit| limit <= length)
        }
        "minItems" => size(items, |length, limit| limit <= length),
        "maxItems" => size(items, |length, limit| length <= limit),
        "minLength" => size(value.as_str().map(str::len), |length, limit| limit <= length),
        "required" => value.as_object().is_none_or(|entries| {
            let names = limit.as_array().expect("a list").iter().filter_map(Value::as_str);
            names.into_iter().all(|name| entries.contains_key(name))
        }),
        "pattern" => {
            let text = value.as_str();
            let letters =
                |text: &str| text.len() == 3 && text.chars().all(|c| c.is_ascii_uppercase());
            let date = |text: &str| {
                let parts: Vec<&str> = text.split('-').collect();
                let digits = |part: &str, count: usize| {
                    part.len() == count && part.bytes().all(|byte| byte.is_ascii_digit())
                };
                let later = parts[1..].iter().all(|part| digits(part, 2));
                digits(parts[0], 4) && later && parts.len() <= 3
            };
            match limit.as_str().expect("a pattern") {
                "^[A-Z]{3}$" => text.is_none_or(letters),
                "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$" => text.is_none_or(date),
                other => panic!("this validator does not know the pattern {other}"),
            }
        }
        "$schema" | "title" | "description" | "default" | "examples" | "definitions" | "else" => {
            true
        }
        _ => panic!("the keyword {keyword} is unknown to this validator"),
    }
}

fn is_of(kind: &str, value: &Value) -> bool {
    match kind {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "number" => value.is_number(),
        "integer" => value.is_i64() || value.is_u64(),
        _ => panic!("no type {kind}"),
    }
}

#[test]
fn the_validator_tells_right_from_wrong() {
    let schema = serde_json::json!({
        "type": "object",
        "properties": {
            "n": { "anyOf": [{ "type": "number", "exclusiveMinimum": 0 }, { "const": "none" }] },
            "p": {
                "type": "object",
                "properties": { "min": { "type": "number" }, "max": { "type": "number" } },
                "patternProperties": { PERCENTILE: { "type": "number" } },
                "minProperties": 2,
                "not": { "propertyNames": { "enum": ["min", "max"] } },
                "additionalProperties": false,
            },
            "list": { "type": "array", "minItems": 2, "items": { "$ref": "#/definitions/share" } },
        },
        "additionalProperties": false,
        "if": { "required": ["list"] },
        "else": { "required": ["n"] },
        "definitions": { "share": { "type": "number", "minimum": 0, "maximum": 1 } },
    });
    let right =
        [r#"{"n":1}"#, r#"{"n":"none"}"#, r#"{"list":[0,1]}"#, r#"{"n":1,"p":{"p2_5":1,"p90":2}}"#];
    let wrong = [
        r#"{"n":0}"#,
        r#"{"n":"some"}"#,
        r#"{}"#,
        r#"{"m":1,"n":1}"#,
        r#"{"list":[0]}"#,
        r#"{"list":[0,2]}"#,
        r#"{"list":"all"}"#,
        r#"{"n":1,"p":{"p90":2}}"#,
        r#"{"n":1,"p":{"min":1,"max":2}}"#,
        r#"{"n":1,"p":{"p900":1,"p90":2}}"#,
        r#"{"n":1,"p":{"p05":1,"p90":2}}"#,
        r#"{"n":1,"p":{"p10":"1","p90":2}}"#,
        "[]",
    ];
    let faults = |text: &str| faults(&schema, &serde_json::from_str(text).expect("JSON"));
    for text in right {
        assert!(faults(text).is_empty(), "{text}: {:?}", faults(text));
    }
    for text in wrong {
        assert!(!faults(text).is_empty(), "{text}");
    }
}
