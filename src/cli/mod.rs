//! Talks to a person; alone reads files, prints, and shows progress.

mod again;
mod args;
mod bounded;
mod breakeven;
mod breakeven_args;
mod bridge;
mod bridge_args;
mod bridge_runs;
mod chart;
mod chart_args;
mod charts;
mod check;
mod common_args;
mod compare;
mod compare_charts;
mod completions;
mod contest;
mod cost;
mod design;
mod diligence;
mod diligence_args;
mod exchange;
mod export;
mod files;
mod frontier;
mod frontier_args;
mod frontier_question;
mod init;
mod known;
mod like;
mod likeness;
mod man;
mod memo;
mod memo_args;
mod memo_charts;
mod memo_questions;
mod memo_rules;
mod memo_workbook;
mod memory;
mod memory_left;
mod old_folder;
mod one_file;
mod only_chart;
mod parents;
mod print;
mod progress;
mod replay;
mod replay_args;
mod request;
mod rerun;
mod reverse;
mod reverse_args;
mod run;
mod scenario;
mod schema;
mod screen;
mod screen_args;
mod screen_files;
mod sensitivity;
mod sheets;
mod shock;
mod simulate;
mod steady;
mod stop;
mod stress;
mod stress_axis;
mod stress_charts;
mod stress_runs;
mod vary;
mod verify;
mod verify_args;

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
fn read() -> Result<(args::Command, Request), clap::Error> {
    let matches = with_negative_numbers(args::Cli::command()).try_get_matches()?;
    let args::Cli { command } = args::Cli::from_arg_matches(&matches)?;
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
fn dispatch(command: args::Command, request: &Request) -> Result<(), Failure> {
    match command {
        args::Command::Run(args) => run::run(&args, request),
        args::Command::Check(args) => check::check(&args),
        args::Command::Init(args) => init::init(&args),
        args::Command::Schema(args) => schema::schema(&args),
        args::Command::Completions(args) => completions::completions(&args),
        args::Command::Man(args) => man::man(&args),
        args::Command::Memo(args) => memo::memo(&args, request),
        args::Command::Bridge(args) => bridge::bridge(&args, request),
        args::Command::Compare(args) => compare::compare(&args, request),
        args::Command::Frontier(args) => frontier::frontier(&args, request),
        args::Command::Sensitivity(args) => sensitivity::sensitivity(&args, request),
        args::Command::Breakeven(args) => breakeven::breakeven(&args, request),
        args::Command::Diligence(args) => diligence::diligence(&args, request),
        args::Command::Screen(args) => screen::screen(&args, request),
        args::Command::Stress(args) => stress::stress(&args, request),
        args::Command::Chart(args) => chart::chart(&args),
        args::Command::Replay(args) => replay::replay(&args, request),
        args::Command::Reverse(args) => reverse::reverse(&args, request),
        args::Command::Verify(args) => verify::verify(&args),
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
