//! Some entries of a JSON file of a result, without holding the others in
//! memory, and of these no more than a result can have.

use std::cell::Cell;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

/// Most values that the entries may be made of, each key and each text one.
const MOST_VALUES: usize = 100_000;

/// The entries of a JSON object that are called so; an error where the text is
/// no JSON object, or they are far too many.
pub(super) fn entries(text: &str, names: &[&str]) -> Result<Map<String, Value>, String> {
    let left = Cell::new(MOST_VALUES);
    let mut reader = serde_json::Deserializer::from_str(text);
    let read = Top { names, left: &left }.deserialize(&mut reader);
    let read = read.and_then(|entries| reader.end().map(|()| entries));
    read.map_err(|error| error.to_string())
}

struct Top<'a> {
    names: &'a [&'a str],
    left: &'a Cell<usize>,
}

impl<'de> DeserializeSeed<'de> for Top<'_> {
    type Value = Map<String, Value>;

    fn deserialize<D: Deserializer<'de>>(self, of: D) -> Result<Self::Value, D::Error> {
        of.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Top<'_> {
    type Value = Map<String, Value>;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a JSON object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut kept = Map::new();
        while let Some(key) = map.next_key::<String>()? {
            if self.names.contains(&key.as_str()) {
                kept.insert(key, map.next_value_seed(Counted(self.left))?);
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(kept)
    }
}

/// A value of which each part takes one of those that are left.
#[derive(Clone, Copy)]
struct Counted<'a>(&'a Cell<usize>);

impl Counted<'_> {
    fn take<E: Error>(self) -> Result<(), E> {
        let left = self.0.get().checked_sub(1);
        let left = left.ok_or_else(|| E::custom("it names more than any result has"))?;
        self.0.set(left);
        Ok(())
    }
}

impl<'de> DeserializeSeed<'de> for Counted<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, of: D) -> Result<Value, D::Error> {
        self.take()?;
        of.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Counted<'_> {
    type Value = Value;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Value, A::Error> {
        let mut values = Vec::new();
        while let Some(value) = list.next_element_seed(self)? {
            values.push(value);
        }
        Ok(values.into())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let mut entries = Map::new();
        while let Some(key) = map.next_key::<String>()? {
            self.take()?;
            entries.insert(key, map.next_value_seed(self)?);
        }
        Ok(entries.into())
    }
}

#[cfg(test)]
mod tests {
    use super::entries;
    use serde_json::json;

    #[test]
    fn what_is_asked_for_is_read_and_nothing_else_is_held() {
        let text = r#"{"a": [1, -2, 0.5, "x", null, true], "b": {"c": {}}, "d": [1, 2]}"#;
        let read = entries(text, &["a", "b"]).expect("JSON");
        let wanted = json!({"a": [1, -2, 0.5, "x", null, true], "b": {"c": {}}});
        assert_eq!(serde_json::Value::Object(read), wanted);
        let many = format!("{{\"a\": [{}0], \"b\": 1}}", "0,".repeat(1_000_000));
        assert_eq!(entries(&many, &["b"]).expect("JSON").len(), 1);
        let why = entries(&many, &["a"]).expect_err("too many");
        assert!(why.starts_with("it names more than any result has"), "{why}");
        for text in ["[1]", "{\"a\": ", "{} {}", ""] {
            assert!(entries(text, &["a"]).is_err(), "{text}");
        }
    }
}
