//! Talks to a person; alone reads files, prints, and shows progress.

mod again;
mod bounded;
mod breakeven;
mod bridge;
mod chart;
mod check;
mod command;
mod common_args;
mod compare;
mod completions;
mod cost;
mod diligence;
mod files;
mod frontier;
mod init;
mod like;
mod man;
mod memo;
mod memory;
mod memory_left;
mod pictures;
mod print;
mod progress;
mod replay;
mod request;
mod rerun;
mod reverse;
mod run;
mod scenario;
mod schema;
mod screen;
mod sensitivity;
mod simulate;
mod stop;
mod stress;
mod verify;

use std::process::ExitCode;

use clap::{CommandFactory, FromArgMatches};

use request::Request;

/// Runs the program; the exit code is 0 when done, 1 when it failed, 2 when
/// it was misused, 3 when it was done and something fails that the user set as
/// a condition, 130 when it was interrupted.
pub fn main() -> ExitCode {
    let result = match read() {
        Ok((command, asked)) => {
            // What is drawn side by side takes a thread for each core too, whatever the
            // environment says; where there can be no more threads, one will do.
            let _ = rayon::ThreadPoolBuilder::new().num_threads(simulate::cores()).build_global();
            dispatch(command, &asked)
        }
        Err(error) if error.use_stderr() => error.exit(),
        Err(help) => {
            print::note(help.print());
            Ok(())
        }
    };
    match unless_lost(result) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            failure.print();
            ExitCode::from(failure.exit_code())
        }
    }
}

/// The command line; the error may also be help that was asked for.
fn read() -> Result<(command::Command, Request), clap::Error> {
    let matches = with_negative_numbers(command::Cli::command()).try_get_matches()?;
    let command::Cli { command } = command::Cli::from_arg_matches(&matches)?;
    Ok((command, Request::of(&matches)))
}

/// What a command came to, where what it printed is not lost: who reads only
/// that must not take it for all there is.
fn unless_lost(result: Result<(), Failure>) -> Result<(), Failure> {
    let Some(why) = print::lost() else { return result };
    let lost = format!("what was to be printed is lost: {why}");
    match result {
        Ok(()) => Err(Failure::Failed(lost)),
        Err(Failure::Failing(text)) => Err(Failure::Failed(format!("{lost}\n{text}"))),
        Err(failure) => Err(failure),
    }
}

/// Takes `--budget -5` as a number, so that it is refused as one and not as an
/// option that is not known.
fn with_negative_numbers(command: clap::Command) -> clap::Command {
    let takes = |arg: clap::Arg| {
        let has_value = arg.get_action().takes_values() && !arg.is_positional();
        if has_value { arg.allow_negative_numbers(true) } else { arg }
    };
    command.mut_subcommands(|one| one.mut_args(takes))
}

/// Runs a command; `request` is the same as it is recorded.
fn dispatch(command: command::Command, request: &Request) -> Result<(), Failure> {
    match command {
        command::Command::Run(args) => run::run(&args, request),
        command::Command::Check(args) => check::check(&args),
        command::Command::Init(args) => init::init(&args),
        command::Command::Schema(args) => schema::schema(&args),
        command::Command::Completions(args) => completions::completions(&args),
        command::Command::Man(args) => man::man(&args),
        command::Command::Memo(args) => memo::memo(&args, request),
        command::Command::Bridge(args) => bridge::bridge(&args, request),
        command::Command::Compare(args) => compare::compare(&args, request),
        command::Command::Frontier(args) => frontier::frontier(&args, request),
        command::Command::Sensitivity(args) => sensitivity::sensitivity(&args, request),
        command::Command::Breakeven(args) => breakeven::breakeven(&args, request),
        command::Command::Diligence(args) => diligence::diligence(&args, request),
        command::Command::Screen(args) => screen::screen(&args, request),
        command::Command::Stress(args) => stress::stress(&args, request),
        command::Command::Chart(args) => chart::chart(&args),
        command::Command::Replay(args) => replay::replay(&args, request),
        command::Command::Reverse(args) => reverse::reverse(&args, request),
        command::Command::Verify(args) => verify::verify(&args),
    }
}

/// Why a command did not do what was asked.
enum Failure {
    /// The scenario or the command line is wrong; the text says how.
    Misused(String),
    /// Something outside the program failed, such as the disk.
    Failed(String),
    /// All is done and written, and a condition holds on which the user wants
    /// the command to fail.
    Failing(String),
    /// The user asked to stop.
    Interrupted(String),
}

impl Failure {
    fn print(&self) {
        print::say(&match self {
            Self::Misused(text) | Self::Failing(text) => format!("{}\n", text.trim_end()),
            Self::Failed(text) | Self::Interrupted(text) => format!("shortrun: {text}\n"),
        });
    }

    /// What it says.
    fn text(&self) -> &str {
        match self {
            Self::Misused(text)
            | Self::Failed(text)
            | Self::Failing(text)
            | Self::Interrupted(text) => text,
        }
    }

    fn exit_code(&self) -> u8 {
        match self {
            Self::Failed(_) => 1,
            Self::Misused(_) => 2,
            Self::Failing(_) => 3,
            Self::Interrupted(_) => 130,
        }
    }
}
