//! A scenario with every amount of money multiplied.

use shortrun::input::catalogue::TABLES;
use shortrun::model::key::{Absent, Key};
use toml::{Table, Value};

use crate::generated::bases::number_of;
use crate::generated::places::{Kept, all_numbers, tables};

/// Every amount times `factor`; none where a number is drawn from a family
/// that has no unit, such as a count.
pub(crate) fn amounts(mut root: Table, factor: f64) -> Option<Table> {
    // What a file leaves out and is an amount is scaled too.
    for form in TABLES {
        for key in form.keys.iter().filter(|key| is_money(key)) {
            let Absent::Default(default) = key.absent else { continue };
            for table in tables(&mut root, form) {
                table.entry(key.name).or_insert(default.into());
            }
        }
    }
    let are_kept = all_numbers(&mut root, &mut |key, value| {
        if !is_money(key) {
            return Kept::As(value);
        }
        scaled(&value, factor).map_or(Kept::Not, Kept::As)
    });
    are_kept.then_some(root)
}

fn is_money(key: &Key) -> bool {
    key.unit.starts_with("money")
}

fn scaled(value: &Value, factor: f64) -> Option<Value> {
    if let Some(number) = number_of(value) {
        return Some((number * factor).into());
    }
    let table = value.as_table()?;
    let family = table.get("dist").and_then(Value::as_str).unwrap_or("metalog");
    if matches!(family, "bernoulli" | "binomial" | "poisson") {
        return None;
    }
    let mut made = Table::new();
    if family == "beta" {
        made.insert("min".to_owned(), 0.0.into());
        made.insert("max".to_owned(), factor.into());
    }
    for (name, part) in table {
        made.insert(name.clone(), parameter(name, part, factor)?);
    }
    Some(Value::Table(made))
}

fn parameter(name: &str, part: &Value, factor: f64) -> Option<Value> {
    let all = |parts: &[Value]| -> Option<Vec<Value>> {
        parts.iter().map(|one| scaled(one, factor)).collect()
    };
    Some(match name {
        "dist" | "alpha" | "beta" | "shape" | "df" | "lambda" | "weights" | "interpolate" => {
            part.clone()
        }
        "rate" => (number_of(part)? / factor).into(),
        "values" | "components" => Value::Array(all(part.as_array()?)?),
        _ => (number_of(part)? * factor).into(),
    })
}
