//! `shortrun man`: manual pages, made from the help texts.

use clap::{Args, Command};
use clap_mangen::Man;
use std::path::PathBuf;

use super::Failure;
use super::files::{List, ResultFile, ResultFolder};
use super::print::print_out;
use super::program::Program;

/// What lists the pages; hidden, so that `man` does not take it for one.
const LIST: List = List { command: "man", main: ".shortrun-man.json", keeps: true };

pub(super) fn man(args: &ManArgs, program: Program) -> Result<(), Failure> {
    let mut command = (program.grammar)().disable_help_subcommand(true);
    command.build();
    let Some(place) = &args.out else {
        print_out(&String::from_utf8_lossy(&page(&command)?.bytes));
        return Ok(());
    };
    let commands = [&command].into_iter().chain(command.get_subcommands());
    let pages = commands.map(page).collect::<Result<Vec<_>, _>>()?;
    let place = ResultFolder::prepare(place)?.add(&LIST, &pages)?;
    print_out(&format!("{} manual pages written to {}\n", pages.len(), place.display()));
    Ok(())
}

fn page(command: &Command) -> Result<ResultFile, Failure> {
    let name = command.get_display_name().unwrap_or_else(|| command.get_name());
    let mut text = Vec::new();
    Man::new(command.clone())
        .render(&mut text)
        .map_err(|error| Failure::Failed(format!("cannot make the page of {name}: {error}")))?;
    Ok(ResultFile::new(&format!("{name}.1"), text))
}

/// Print the manual page, or write those of all commands
#[derive(Args)]
pub(in crate::cli) struct ManArgs {
    /// Folder for a page of each command; without it, the main page is printed
    #[arg(long, value_name = "DIR")]
    pub(in crate::cli) out: Option<PathBuf>,
}
