//! `shortrun frontier`: what a short lead time is worth.

pub(in crate::cli) mod args;
mod question;

use crate::output::frontier::chart::frontier as chart;
use std::path::Path;

use super::files::ResultFile;
use super::like::Terms;
use super::pictures::Choice;
use super::progress::Progress;
use super::request::{Request, Used};
use super::scenario::{called, load};
use super::simulate::{threads, without_result};
use super::{Failure, stop};
use crate::analysis::frontier::{Question, Study, study};
use crate::input::Scenario;
use crate::output::chart::{Picture, Subject};
use crate::output::frontier::json::frontier_json;
use crate::output::frontier::report::{FrontierReport, ScenarioName};
use crate::output::frontier::text::frontier_text;
use args::FrontierArgs;
use question::question;

/// The file that lists the others.
const MAIN: &str = "frontier.json";

pub(super) fn frontier(args: &FrontierArgs, asked: &Request) -> Result<(), Failure> {
    let scenario = args.scenario.load(Vec::new(), args.output.quiet)?;
    let other = args.against.as_deref();
    let quiet = args.output.quiet || args.against_called.is_some();
    let other = other.map(|file| load(file, &[], args.scenario.strict, quiet)).transpose()?;
    let other = other.map(|other| called(other, args.against_called.as_ref()));
    let choice = Choice::parse(&args.charts, &args.sizes.size, &[&chart::KIND])?;
    let shown = [Subject::of_kind(&chart::KIND)];
    let choice = choice.like(&args.like, &shown, &Terms::of(&scenario.currency))?;
    let question = question(args, &scenario, other.as_ref())?;
    let folder = asked.folder(&args.output.folder(|| args.scenario.folder_of("frontier")))?;
    let study = answer(args, &question)?;
    let report = report(&scenario, other.as_ref(), &question, study);
    let against =
        other.as_ref().map(|scenario| Used { label: "against", option: Some("against"), scenario });
    let used: Vec<Used<'_>> =
        std::iter::once(Used::new("scenario", &scenario)).chain(against).collect();
    let picture = Picture::of_kind(&chart::KIND, |like, size| chart::frontier(&report, like, size));
    let drawn = choice.draw(vec![vec![picture]]);
    let files =
        asked.files(MAIN, &used, Vec::new(), drawn, |record| frontier_json(&report, record));
    asked.finish(folder, files, |files, place| print(args, &report, files, place))
}

fn answer(args: &FrontierArgs, question: &Question<'_>) -> Result<Study, Failure> {
    let pool = threads(args.luck.threads())?;
    let mut ratios = args.ratios.clone();
    ratios.sort_by(f64::total_cmp);
    ratios.dedup();
    stop::listen();
    let progress = Progress::new(question.draws * (ratios.len() as u64 + 1), args.output.quiet);
    let file = args.scenario.scenario.to_string_lossy();
    let study = pool.install(|| study(question, &ratios, &progress)).map_err(without_result(&file));
    progress.finish();
    study
}

fn report(
    scenario: &Scenario,
    other: Option<&Scenario>,
    question: &Question<'_>,
    study: Study,
) -> FrontierReport {
    let line = &scenario.operator.lines[question.short.line];
    FrontierReport {
        program_version: env!("CARGO_PKG_VERSION").to_owned(),
        scenario: named(scenario),
        against: other.map(named),
        line: line.name.clone(),
        currency: scenario.currency.clone(),
        seed: question.seed,
        has_service_level: line.has_service_level,
        study,
    }
}

fn named(scenario: &Scenario) -> ScenarioName {
    ScenarioName {
        name: scenario.name.clone(),
        file: scenario.file.clone(),
        hash: scenario.content_hash.clone(),
    }
}

fn print(args: &FrontierArgs, report: &FrontierReport, files: &[ResultFile], place: &Path) {
    args.output.show(files, place, || frontier_text(report));
}
