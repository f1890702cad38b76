//! What the program and its pages say of the scenario language: the schema for
//! editors, the documentation, the templates; and what pages show of its output.

#[path = "docs/console/mod.rs"]
mod console;
#[path = "docs/data.rs"]
mod data;
#[path = "docs/json_schema.rs"]
mod json_schema;
#[path = "docs/page.rs"]
mod page;
#[path = "docs/schema.rs"]
mod schema;
#[path = "docs/snippets.rs"]
mod snippets;
#[path = "docs/templates.rs"]
mod templates;

/// A small scenario that reads without a problem.
const SMALL: &str = include_str!("input/small.toml");
