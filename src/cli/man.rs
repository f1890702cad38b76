//! `shortrun man`: manual pages, made from the help texts.

use clap::{Command, CommandFactory};
use clap_mangen::Man;

use super::Failure;
use super::command::{Cli, ManArgs};
use super::files::{List, ResultFile, ResultFolder};
use super::print::print_out;

/// What lists the pages; hidden, so that `man` does not take it for one.
const LIST: List = List { command: "man", main: ".shortrun-man.json", keeps: true };

pub(super) fn man(args: &ManArgs) -> Result<(), Failure> {
    let mut command = Cli::command().disable_help_subcommand(true);
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
