//! The list of commands: how each is read, carried out, and carried out again. Their options
//! stand with them, and the doc comments there are the help texts.

use std::ffi::OsString;

use clap::{ArgMatches, CommandFactory, FromArgMatches, Parser, Subcommand};

use super::Failure;
use super::breakeven::{self, args::BreakevenArgs};
use super::bridge::{self, args::BridgeArgs};
use super::chart::{self, args::ChartArgs};
use super::check::{self, args::CheckArgs};
use super::compare::{self, args::CompareArgs};
use super::completions::{self, CompletionsArgs};
use super::diligence::{self, args::DiligenceArgs};
use super::frontier::{self, args::FrontierArgs};
use super::init::{self, InitArgs};
use super::jobs::Source;
use super::man::{self, ManArgs};
use super::memo::{self, args::MemoArgs};
use super::merge::{self, args::MergeArgs};
use super::program::{Called, Program, Repeat};
use super::replay::{self, args::ReplayArgs};
use super::request::Request;
use super::reverse::{self, args::ReverseArgs};
use super::run::{self, args::RunArgs};
use super::schema::{self, SchemaArgs};
use super::screen::{self, args::ScreenArgs};
use super::sensitivity::{self, args::SensitivityArgs};
use super::stress::{self, args::StressArgs};
use super::verify::{self, args::VerifyArgs};
use super::worker::{self, args::WorkerArgs};

/// The program.
const NAME: &str = "shortrun";

/// Values microfactory operators for investors by Monte Carlo simulation.
#[derive(Parser)]
#[command(name = NAME, version, max_term_width = 100)]
pub(super) struct Cli {
    #[command(subcommand)]
    pub(super) command: Command,
}

#[derive(Subcommand)]
pub(super) enum Command {
    Run(RunArgs),
    Compare(CompareArgs),
    Memo(MemoArgs),
    Bridge(BridgeArgs),
    Frontier(FrontierArgs),
    Breakeven(BreakevenArgs),
    Diligence(DiligenceArgs),
    Screen(ScreenArgs),
    Stress(StressArgs),
    Reverse(ReverseArgs),
    Verify(VerifyArgs),
    Chart(ChartArgs),
    Replay(ReplayArgs),
    Check(CheckArgs),
    Sensitivity(SensitivityArgs),
    Merge(MergeArgs),
    Worker(WorkerArgs),
    Init(InitArgs),
    Schema(SchemaArgs),
    Completions(CompletionsArgs),
    Man(ManArgs),
}

/// How the commands are seen by those that describe them or carry out others.
const PROGRAM: Program = Program { grammar: Cli::command, repeat, from_source };

impl Command {
    /// Carries it out; `request` is the same as it is recorded.
    pub(super) fn run(self, request: &Request) -> Result<(), Failure> {
        match self {
            Self::Run(args) => run::run(&args, request),
            Self::Check(args) => check::check(&args),
            Self::Init(args) => init::init(&args),
            Self::Schema(args) => schema::schema(&args),
            Self::Completions(args) => completions::completions(&args, PROGRAM),
            Self::Man(args) => man::man(&args, PROGRAM),
            Self::Memo(args) => memo::memo(&args, request),
            Self::Bridge(args) => bridge::bridge(&args, request),
            Self::Compare(args) => compare::compare(&args, request),
            Self::Frontier(args) => frontier::frontier(&args, request),
            Self::Sensitivity(args) => sensitivity::sensitivity(&args, request),
            Self::Breakeven(args) => breakeven::breakeven(&args, request),
            Self::Diligence(args) => diligence::diligence(&args, request),
            Self::Screen(args) => screen::screen(&args, request),
            Self::Stress(args) => stress::stress(&args, request),
            Self::Chart(args) => chart::chart(&args),
            Self::Replay(args) => replay::replay(&args, request),
            Self::Reverse(args) => reverse::reverse(&args, request),
            Self::Verify(args) => verify::verify(&args, PROGRAM),
            Self::Merge(args) => merge::merge(&args, PROGRAM),
            Self::Worker(args) => worker::worker(&args),
        }
    }

    /// Gives the scenarios the names that results call them by; whether the command makes results
    /// that can be made again.
    fn call(&mut self, called: Called<'_>) -> bool {
        match self {
            Self::Run(args) => args.scenario.called = called.first(),
            Self::Sensitivity(args) => args.scenario.called = called.first(),
            Self::Reverse(args) => args.scenario.called = called.first(),
            Self::Stress(args) => args.scenario.called = called.first(),
            Self::Replay(args) => args.scenario.called = called.first(),
            Self::Breakeven(args) => args.scenario.called = called.first(),
            Self::Diligence(args) => args.scenario.called = called.first(),
            Self::Frontier(args) => {
                args.scenario.called = called.first();
                args.against_called = called.by_option().into_iter().next();
            }
            Self::Memo(args) => {
                args.scenario.called = called.first();
                args.against_called = called.by_option();
            }
            Self::Compare(args) => args.changes.called = called.all(),
            Self::Bridge(args) => args.changes.called = called.all(),
            Self::Screen(args) => {
                args.changes.called = called.all();
                args.left_out = called.left_out;
            }
            Self::Check(_)
            | Self::Init(_)
            | Self::Schema(_)
            | Self::Completions(_)
            | Self::Man(_)
            | Self::Chart(_)
            | Self::Merge(_)
            | Self::Worker(_)
            | Self::Verify(_) => return false,
        }
        true
    }
}

impl Command {
    /// Has all that it tallies of paths come from there; whether it can.
    fn tally_from(&mut self, source: Source) -> bool {
        let simulation = match self {
            Self::Run(args) => &mut args.simulation,
            Self::Compare(args) => &mut args.simulation,
            Self::Screen(args) => &mut args.simulation,
            Self::Stress(args) => &mut args.simulation,
            Self::Breakeven(args) => &mut args.simulation,
            _ => return false,
        };
        simulation.source = source;
        true
    }
}

fn from_source(line: &[OsString], source: Source) -> Result<(), Failure> {
    let name = OsString::from(NAME);
    let known = with_negative_numbers(Cli::command());
    let wrong = |error: clap::Error| Failure::misused(error.to_string().trim_end().to_owned());
    let line = std::iter::once(&name).chain(line);
    let matches = known.try_get_matches_from(line).map_err(wrong)?;
    let Cli { mut command } = Cli::from_arg_matches(&matches).map_err(wrong)?;
    if !command.tally_from(source.clone()) {
        let name = matches.subcommand_name().unwrap_or_default();
        return Err(Failure::misused(format!("`{name}` is not put together from partial results")));
    }
    let mut request = Request::of(&matches, &Cli::command());
    request.puts_together(source);
    command.run(&request)
}

/// Takes `--budget -5` as a number, so that it is refused as one and not as an
/// option that is not known.
pub(super) fn with_negative_numbers(command: clap::Command) -> clap::Command {
    let takes = |arg: clap::Arg| {
        let has_value = arg.get_action().takes_values() && !arg.is_positional();
        if has_value { arg.allow_negative_numbers(true) } else { arg }
    };
    command.mut_subcommands(|one| one.mut_args(takes))
}

fn repeat(matches: &ArgMatches, called: Called<'_>) -> Result<Option<Repeat>, clap::Error> {
    let Cli { mut command } = Cli::from_arg_matches(matches)?;
    if !command.call(called) {
        return Ok(None);
    }
    let request = Request::of_nothing_written(matches, &Cli::command());
    Ok(Some(Box::new(move || match command.run(&request) {
        // The condition on which it fails is part of what is asked.
        Ok(()) | Err(Failure::Failing(_)) => Ok(request.into_files()),
        Err(failure) => Err(failure),
    })))
}
