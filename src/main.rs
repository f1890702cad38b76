//! The `shortrun` command.

use std::process::ExitCode;

fn main() -> ExitCode {
    shortrun::cli::main()
}
