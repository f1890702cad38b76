//! What commands write of a case.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::generated::changes::{Case, written};
use crate::generated::held::numbers_alone;
use crate::generated::runs::Run;
use crate::parquet::{self, Value as Cell};
use crate::program::{folder_with, names, shortrun};

/// Commands with options that keep them short.
pub(crate) const COMMANDS: [&[&str]; 12] = [
    &["run", "plan.toml", "--export", "all", "--size", "half"],
    &["compare", "plan.toml", "other.toml", "--size", "half"],
    &["memo", "plan.toml", "--against", "other.toml", "--rows", "100", "--size", "half"],
    &["sensitivity", "plan.toml", "--rows", "100"],
    &["sensitivity", "plan.toml", "--rows", "100", "--stat", "mean_moic"],
    &[
        "stress",
        "plan.toml",
        "--axis",
        "investment.pre_money=5000000,9000000",
        "--shock",
        "no-further-rounds",
    ],
    &["screen", "plan.toml", "other.toml"],
    &[
        "breakeven",
        "plan.toml",
        "--vary",
        "investment.pre_money",
        "--target",
        "p_loss<=0.5",
        "--points",
        "3",
    ],
    &["bridge", "plan.toml", "other.toml", "--groups", "3"],
    &["replay", "plan.toml", "--path", "p75"],
    &["reverse", "plan.toml", "--until", "p_loss>0.9"],
    &["run", "plan.toml", "--export", "csv", "--charts", "all", "--size", "slide"],
];

/// One command on a case.
pub(crate) fn of_commands(case: &Case, _: Run) -> Result<(), String> {
    let command = COMMANDS[case.number % COMMANDS.len()];
    let folder = folder_with(&case.text());
    let mut other = case.clone();
    other.changes.pop();
    fs::write(folder.path().join("other.toml"), written(&other.root())).expect("written");
    let args = [command, &["-n", "200", "--out", "out"]].concat();
    let ran = shortrun(folder.path(), &args);
    let told = format!("{command:?}: exit code {}\n{}", ran.code, ran.err);
    let is_run = command[0] == "run";
    if 100 <= ran.code || ran.err.contains("panicked") || (is_run && ran.code != 0) {
        return Err(told);
    }
    // What is refused, such as a line that the case does not have, writes nothing.
    let out = folder.path().join("out");
    if ran.code != 0 {
        return if out.exists() { Err(format!("written all the same: {told}")) } else { Ok(()) };
    }
    numbers_alone(&format!("{command:?}"), &ran.out)?;
    for name in names(&out) {
        read(&name, &out.join(&name)).map_err(|wrong| format!("{command:?}: {wrong}"))?;
    }
    Ok(())
}

fn read(name: &str, path: &Path) -> Result<(), String> {
    let bytes = fs::read(path).expect("readable");
    if name.ends_with(".parquet") {
        for (column, values) in parquet::read(&bytes).columns {
            if values.iter().any(|cell| matches!(cell, Cell::Double(x) if !x.is_finite())) {
                return Err(format!("{name}: {column} holds a number that is none"));
            }
        }
        return Ok(());
    }
    let Ok(text) = String::from_utf8(bytes) else { return Ok(()) };
    // Pictures in a page are letters without a meaning.
    if name.ends_with(".html") {
        return Ok(());
    }
    if name.ends_with(".json") {
        let value: Value =
            serde_json::from_str(&text).map_err(|error| format!("{name}: {error}"))?;
        no_gaps(name, &value)?;
    }
    numbers_alone(name, &text)
}

/// Of a figure with an error, the figure is there.
fn no_gaps(place: &str, value: &Value) -> Result<(), String> {
    match value {
        Value::Object(entries) => {
            let has = |key: &str| entries.get(key);
            if has("standard_error").is_some_and(|error| !error.is_null())
                && has("value").is_some_and(Value::is_null)
            {
                return Err(format!("{place} has an error and no value"));
            }
            entries.iter().try_for_each(|(key, one)| no_gaps(&format!("{place}.{key}"), one))
        }
        Value::Array(all) => all.iter().try_for_each(|one| no_gaps(place, one)),
        _ => Ok(()),
    }
}
