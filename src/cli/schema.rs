//! `shortrun schema`: the JSON Schema of scenario files.

use super::Failure;
use super::command::SchemaArgs;
use super::print::print_out;
use crate::input::describe::json_schema;

pub(super) fn schema(_: &SchemaArgs) -> Result<(), Failure> {
    print_out(&format!("{:#}\n", json_schema()));
    Ok(())
}
