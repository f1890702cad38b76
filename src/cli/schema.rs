//! `shortrun schema`: the JSON Schema of scenario files.

use super::Failure;
use super::print::print_out;
use crate::input::describe::json_schema;
use clap::Args;

pub(super) fn schema(_: &SchemaArgs) -> Result<(), Failure> {
    print_out(&format!("{:#}\n", json_schema()));
    Ok(())
}

/// Print a JSON Schema of scenario files, for editors
///
/// An editor that knows it completes keys, explains them, and marks mistakes
/// while you write. `shortrun run` checks more than a schema can say.
#[derive(Args)]
pub(in crate::cli) struct SchemaArgs {}
