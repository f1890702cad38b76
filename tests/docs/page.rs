//! The documentation page of the scenario language is up to date.

use std::path::Path;

use shortrun::input::describe::renewed;
use shortrun::input::load;

use super::SMALL;

#[test]
fn the_tables_of_the_page_are_those_of_the_program() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/scenario.md");
    let page = std::fs::read_to_string(&path).expect("readable");
    let renewed = renewed(&page);
    assert!(renewed.contains("| `lead_time_days` | days |"), "the tables are on the page");
    assert!(renewed.contains("| `lognormal` |"), "the families are on the page");
    if std::env::var_os("SHORTRUN_RENEW").is_some() {
        std::fs::write(&path, renewed).expect("written");
        return;
    }
    let old = page.lines().zip(renewed.lines()).find(|(old, new)| old != new);
    assert!(
        page == renewed,
        "docs/scenario.md is out of date; `SHORTRUN_RENEW=1 cargo test --test docs` renews it\n{old:#?}"
    );
}

#[test]
fn the_mistake_on_the_page_is_reported_in_these_words() {
    let text = SMALL.replace("lead_time_days = 10", "lead_time_weeks = 2");
    let problems = load("acme.toml", &text).expect_err("a misspelt key");
    let page = include_str!("../../docs/scenario.md");
    assert!(
        page.contains(&format!("```text\n{}\n```", problems.render())),
        "{}",
        problems.render()
    );
}
