//! `shortrun completions`: a script that completes commands in a shell.

use clap::CommandFactory;

use super::Failure;
use super::command::{Cli, CompletionsArgs};
use super::print::print_out;

pub(super) fn completions(args: &CompletionsArgs) -> Result<(), Failure> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "shortrun", &mut script);
    print_out(&String::from_utf8_lossy(&script));
    Ok(())
}
