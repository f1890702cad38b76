//! The memo: its text for plain and extreme scenarios, and every number of it.

#[path = "memo/claims/mod.rs"]
mod claims;
#[path = "memo/extremes.rs"]
mod extremes;
#[path = "memo/held.rs"]
mod held;
#[path = "memo/html.rs"]
mod html;
#[path = "memo/numbers.rs"]
mod numbers;
#[path = "memo/pattern.rs"]
mod pattern;
#[path = "memo/printed.rs"]
mod printed;
use crate::program;
#[path = "memo/refusals.rs"]
mod refusals;
#[path = "memo/texts.rs"]
mod texts;
#[path = "memo/workbook.rs"]
mod workbook;

use std::fs;
use std::path::Path;

use program::shortrun;

/// A memo's folder.
struct Written {
    folder: tempfile::TempDir,
}

impl Written {
    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.folder.path().join("out").join(name)).expect(name)
    }

    fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.read("summary.json")).expect("JSON")
    }
}

/// Writes scenarios to `plan.toml`, `other-1.toml`, … and a memo of the first.
fn written(scenarios: &[&str], options: &[&str]) -> Written {
    let folder = tempfile::tempdir().expect("a folder");
    let mut args = vec!["memo".to_owned(), "plan.toml".to_owned(), "-q".to_owned()];
    for (index, text) in scenarios.iter().enumerate() {
        let name = if index == 0 { "plan.toml".to_owned() } else { format!("other-{index}.toml") };
        fs::write(folder.path().join(&name), text).expect("written");
        if 0 < index {
            args.extend(["--against".to_owned(), name]);
        }
    }
    args.extend(["--out", "out"].map(str::to_owned));
    args.extend(options.iter().map(|option| (*option).to_owned()));
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let ran = shortrun(folder.path(), &args);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{args:?}");
    Written { folder }
}

/// The section of that title, without its heading.
fn section<'a>(memo: &'a str, title: &str) -> &'a str {
    let head = format!("\n## {title}\n");
    let start = memo.find(&head).unwrap_or_else(|| panic!("no {title} in\n{memo}")) + head.len();
    let rest = &memo[start..];
    rest.find("\n## ").map_or(rest, |end| &rest[..end])
}

/// The scenario that all features of the model take part in.
const APPAREL: &str = program::APPAREL;

/// Its goods sold far below their cost.
fn losing() -> String {
    APPAREL.replace("price = ", "price = 0.05 # ")
}

/// One line of which everything is known, never sold, never short of cash.
fn certain(price: &str) -> String {
    format!(
        r#"
[scenario]
name = "One line"
currency = "USD"
source = "a test"
grade = "observed"

[simulation]
paths = 200
seed = 11
horizon_months = 24

[investment]
cheque = 1_000_000
round_size = 1_000_000
pre_money = 1_000_000
hurdle_rate = 0.2

[balance_sheet]
opening_cash = 1e9

[sites]
initial_sites = 1
max_sites = 1
site_capacity_units = 1e9

[[product]]
name = "only"
price = {price}
material_cost = 4
units_per_site_month = 1_000
lead_time_days = 5

[exit.horizon]
metric = "ltm-revenue"
multiple = 1
"#
    )
}

fn folder_names(folder: &Path) -> Vec<String> {
    program::names(folder)
}
