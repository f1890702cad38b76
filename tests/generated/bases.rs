//! What cases begin from: the shipped scenarios, each as one text, without
//! what costs time and changes nothing of how a run is made.

use std::sync::OnceLock;

use toml::{Table, Value};

use crate::generated::places::{Kept, all_numbers};
use crate::support::{apparel, load, load_file};

const SHIPPED: [&str; 5] = [
    "scenarios/apparel-nearshore.toml",
    "scenarios/electronics-custom.toml",
    "scenarios/food-microkitchen.toml",
    "scenarios/apparel-offshore.toml",
    "scenarios/apparel-bear.toml",
];
/// Tables that analyses read, and no run.
const ANALYSES: [&str; 5] = ["stress", "screen", "diligence", "comparable", "memo"];
/// Long enough for roll-outs, rounds and sales, at a third of the time.
const HORIZON: i64 = 36;

/// The shipped scenarios, and the one in which all features take part.
pub(crate) fn all() -> &'static [Table] {
    static ALL: OnceLock<Vec<Table>> = OnceLock::new();
    ALL.get_or_init(|| {
        let shipped = SHIPPED.iter().map(|path| load_file(path, &[]).resolved);
        let texts = shipped.chain([load(&apparel()).resolved]);
        texts.map(|text| plain(text.parse().expect("resolved texts are TOML"))).collect()
    })
}

fn plain(mut root: Table) -> Table {
    for name in ANALYSES {
        root.remove(name);
    }
    if let Some(Value::Table(simulation)) = root.get_mut("simulation") {
        simulation.insert("horizon_months".to_owned(), HORIZON.into());
        simulation.insert("paths".to_owned(), (crate::generated::runs::PATHS as i64).into());
    }
    all_numbers(&mut root, &mut |_, value| Kept::As(quick(value)));
    root
}

/// Without its evidence, and by a family whose quantiles need no table: a
/// thousand times quicker to read.
fn quick(value: Value) -> Value {
    let Value::Table(mut table) = value else { return value };
    for key in ["source", "grade", "note"] {
        table.remove(key);
    }
    if let (1, Some(known)) = (table.len(), table.get("value")) {
        return known.clone();
    }
    let number = |key: &str| table.get(key).and_then(number_of);
    let made = |parts: [(&str, Value); 3]| {
        Value::Table(parts.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
    };
    match table.get("dist").and_then(Value::as_str) {
        Some("pert") => {
            table.insert("dist".to_owned(), "triangular".into());
            table.remove("lambda");
            Value::Table(table)
        }
        Some("beta") => made([
            ("dist", "uniform".into()),
            ("min", number("min").unwrap_or(0.05).into()),
            ("max", number("max").unwrap_or(0.6).into()),
        ]),
        Some("gamma") => {
            let mean = number("shape").zip(number("scale")).map_or(1.0, |(a, b)| a * b);
            made([("dist", "lognormal".into()), ("mean", mean.into()), ("sd", (0.7 * mean).into())])
        }
        _ => Value::Table(table),
    }
}

/// A number of TOML, whole or not.
pub(crate) fn number_of(value: &Value) -> Option<f64> {
    value.as_float().or_else(|| value.as_integer().map(|whole| whole as f64))
}
