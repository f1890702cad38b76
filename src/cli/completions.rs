//! `shortrun completions`: a script that completes commands in a shell.

use clap::Args;
use clap_complete::Shell;

use super::Failure;
use super::print::print_out;
use super::program::Program;

pub(super) fn completions(args: &CompletionsArgs, program: Program) -> Result<(), Failure> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut (program.grammar)(), "shortrun", &mut script);
    print_out(&String::from_utf8_lossy(&script));
    Ok(())
}

/// Print a script that completes commands and options in a shell
#[derive(Args)]
pub(in crate::cli) struct CompletionsArgs {
    /// The shell
    pub(in crate::cli) shell: Shell,
}
