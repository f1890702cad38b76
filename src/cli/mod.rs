//! Talks to a person; alone reads files, prints, and shows progress.

mod again;
mod bounded;
mod breakeven;
mod bridge;
mod chart;
mod check;
mod command;
mod common_args;
mod comparable;
mod compare;
mod completions;
mod cost;
mod diligence;
mod files;
mod frontier;
mod init;
mod jobs;
mod like;
mod man;
mod memo;
mod memory;
mod memory_left;
mod merge;
mod misuse;
mod pictures;
mod print;
mod program;
mod progress;
mod replay;
mod request;
mod rerun;
mod reverse;
mod run;
mod saved;
mod scenario;
mod schema;
mod screen;
mod sensitivity;
mod simulate;
mod stop;
mod stress;
mod verify;
mod work;
mod worker;

use std::process::ExitCode;

use clap::{CommandFactory, FromArgMatches};

use command::{Cli, Command, with_negative_numbers};
use misuse::Misuse;
use request::Request;

/// Runs the program; the exit code is 0 when done, 1 when it failed, 2 when
/// it was misused, 3 when it was done and something fails that the user set as
/// a condition, 130 when it was interrupted.
pub fn main() -> ExitCode {
    let result = match read() {
        Ok((command, asked)) => {
            // What is drawn side by side takes a thread for each core too, whatever the
            // environment says; where there can be no more threads, one will do.
            let _ = rayon::ThreadPoolBuilder::new().num_threads(work::cores()).build_global();
            command.run(&asked)
        }
        Err(error) if error.use_stderr() => {
            print::note(error.print());
            return ExitCode::from(if is_worker() { worker::MISUSED } else { 2 });
        }
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

/// Whether a worker was called, whose exit codes tell whoever drives it what to do.
fn is_worker() -> bool {
    std::env::args_os().nth(1).is_some_and(|command| command == "worker")
}

/// The command line; the error may also be help that was asked for.
fn read() -> Result<(Command, Request), clap::Error> {
    let matches = with_negative_numbers(Cli::command()).try_get_matches()?;
    let Cli { command } = Cli::from_arg_matches(&matches)?;
    Ok((command, Request::of(&matches, &Cli::command())))
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

const LACKING: &str = "partial results are lacking";

/// Why a command did not do what was asked.
enum Failure {
    /// The scenario or the command line is wrong; the text says how.
    Misused(Misuse),
    /// Something outside the program failed, such as the disk.
    Failed(String),
    /// All is done and written, and a condition holds on which the user wants
    /// the command to fail.
    Failing(String),
    /// The user asked to stop.
    Interrupted(String),
    /// What others are to be told by an exit code of its own, and why.
    Refused(u8, String),
    /// Partial results are lacking, which are known to whoever looks for them.
    Lacking,
}

impl Failure {
    fn print(&self) {
        print::say(&match self {
            Self::Misused(wrong) => format!("{}\n", wrong.to_string().trim_end()),
            Self::Failing(text) => format!("{}\n", text.trim_end()),
            Self::Failed(text) | Self::Interrupted(text) | Self::Refused(_, text) => {
                format!("shortrun: {text}\n")
            }
            Self::Lacking => format!("shortrun: {LACKING}\n"),
        });
    }

    /// A misuse, in a sentence.
    fn misused(text: impl Into<String>) -> Self {
        Self::Misused(Misuse::Said(text.into()))
    }

    /// Without the program's name, for a sentence of another text.
    fn words(&self) -> String {
        match self {
            Self::Misused(wrong) => wrong.words(),
            Self::Failed(text)
            | Self::Failing(text)
            | Self::Interrupted(text)
            | Self::Refused(_, text) => text.clone(),
            Self::Lacking => LACKING.to_owned(),
        }
    }

    fn exit_code(&self) -> u8 {
        match self {
            Self::Failed(_) => 1,
            Self::Misused(_) => 2,
            Self::Failing(_) => 3,
            Self::Interrupted(_) => 130,
            Self::Refused(code, _) => *code,
            Self::Lacking => 1,
        }
    }
}
