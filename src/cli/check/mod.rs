//! `shortrun check`: what is wrong with scenario files, and what they assume.

pub(in crate::cli) mod args;
mod sheets;
mod weights;

use crate::cli::misuse::Misuse;
use std::path::Path;

use super::Failure;
use super::print::{print_out, say};
use super::scenario::{Wrong, changes, named, read_scenario, shown};
use crate::analysis::assumption_rows::{AssumptionRow, assumption_rows};
use crate::analysis::untied::{Pair, untied};
use crate::cli::check::args::CheckArgs;
use crate::cli::common_args::TableFormat;
use crate::input::{Override, Problem, Problems, Scenario, Severity};
use crate::output::assumption_table::{assumptions_csv, assumptions_text, untied_text};
use crate::output::check::report::{FileReport, ProblemReport, ScenarioReport, check_json};
use crate::output::check::weights::{pairs_text, weights_text};
use crate::output::format::short_hash;
use weights::Weights;

/// A file of the command line with its problems, and the scenario in it.
pub(super) struct Checked<'a> {
    /// The file, as given.
    pub(super) path: &'a Path,
    problems: FileProblems,
    /// The scenario, where the file has no error.
    pub(super) found: Option<ValidScenario>,
}

/// Why a file is no scenario, or what to mind in it.
enum FileProblems {
    /// There is no text: why, with its name.
    Unreadable(String),
    /// Errors and warnings in the order of the file; perhaps none.
    Read(Problems),
}

/// A scenario without errors, and its assumptions as they are listed.
pub(super) struct ValidScenario {
    pub(super) scenario: Scenario,
    pub(super) rows: Vec<AssumptionRow>,
    untied: Vec<Pair>,
    weights: Option<Weights>,
}

pub(super) fn check(args: &CheckArgs) -> Result<(), Failure> {
    let changes: Vec<Override> = changes(&args.changes.set).collect();
    let mut files: Vec<Checked<'_>> =
        args.scenarios.iter().map(|path| Checked::of(path, &changes)).collect();
    if args.weigh {
        files.iter_mut().try_for_each(|file| file.weigh(&changes, args.quiet))?;
    }
    if !args.quiet {
        print_out(&match args.format {
            TableFormat::Text if args.resolved => resolved(&files),
            TableFormat::Text => texts(&files, args.all),
            TableFormat::Json => check_json(&files.iter().map(Checked::report).collect::<Vec<_>>()),
            TableFormat::Csv => csv_of(&files),
        });
    }
    let (wrong, right): (Vec<&Checked<'_>>, Vec<&Checked<'_>>) =
        files.iter().partition(|file| file.is_wrong(args.changes.strict));
    if !args.quiet {
        let warnings = right.iter().filter(|file| file.has_problems());
        warnings.for_each(|file| say(&format!("{}\n\n", file.misuse())));
    }
    if !wrong.is_empty() {
        let all = wrong.iter().map(|file| file.misuse()).collect();
        return Err(Failure::Misused(Misuse::Blocks(all)));
    }
    if args.charts { sheets::draw(args, &files) } else { Ok(()) }
}

impl<'a> Checked<'a> {
    fn of(path: &'a Path, changes: &[Override]) -> Self {
        match read_scenario(path, changes) {
            Ok((scenario, warnings)) => {
                let found = Some(ValidScenario::of(scenario));
                Self { path, problems: FileProblems::Read(warnings), found }
            }
            Err(Wrong::Unreadable(why)) => {
                Self { path, problems: FileProblems::Unreadable(why), found: None }
            }
            Err(Wrong::Problems(problems)) => {
                Self { path, problems: FileProblems::Read(problems), found: None }
            }
        }
    }

    /// Weighs the defaults of a scenario without errors.
    fn weigh(&mut self, changes: &[Override], quiet: bool) -> Result<(), Failure> {
        if let Some(found) = &mut self.found {
            found.weights = Some(weights::weights(self.path, changes, found, quiet)?);
        }
        Ok(())
    }

    fn has_problems(&self) -> bool {
        match &self.problems {
            FileProblems::Unreadable(_) => true,
            FileProblems::Read(problems) => !problems.list().is_empty(),
        }
    }

    fn is_wrong(&self, strict: bool) -> bool {
        self.found.is_none() || (strict && self.has_problems())
    }

    fn misuse(&self) -> Misuse {
        match &self.problems {
            FileProblems::Unreadable(why) => Misuse::Said(why.clone()),
            FileProblems::Read(problems) => Misuse::Listed(shown(problems)),
        }
    }

    fn name(&self) -> String {
        named(self.path).display().to_string()
    }

    fn report(&self) -> FileReport<'_> {
        let problems = match &self.problems {
            FileProblems::Unreadable(_) => vec![ProblemReport {
                severity: "error",
                message: self.misuse().to_string(),
                place: None,
                label: String::new(),
                hints: Vec::new(),
            }],
            FileProblems::Read(problems) => {
                problems.list().iter().map(|problem| reported(problems, problem)).collect()
            }
        };
        FileReport {
            file: self.name(),
            problems,
            scenario: self.found.as_ref().map(ValidScenario::report),
        }
    }
}

impl ValidScenario {
    fn of(scenario: Scenario) -> Self {
        let rows = assumption_rows(&scenario.assumptions);
        let untied = untied(&scenario.operator, &scenario.assumptions);
        Self { scenario, rows, untied, weights: None }
    }

    fn report(&self) -> ScenarioReport<'_> {
        ScenarioReport {
            name: &self.scenario.name,
            vertical: &self.scenario.vertical,
            currency: &self.scenario.currency,
            content_hash: &self.scenario.content_hash,
            horizon_months: self.scenario.operator.horizon_months,
            rows: &self.rows,
            untied: &self.untied,
            weights: self.weights.as_ref().map(|found| &found.defaults),
            pairs: self.weights.as_ref().map(|found| found.pairs.as_slice()),
        }
    }

    fn text(&self, file: &str, all: bool) -> String {
        let Scenario { name, currency, content_hash, operator, .. } = &self.scenario;
        let months = operator.horizon_months;
        let hash = short_hash(content_hash);
        let table = assumptions_text(&self.rows, currency, all);
        let ties = untied_text(&self.untied);
        let weights = self.weights.as_ref().map_or_else(String::new, |found| {
            let defaults = weights_text(&found.defaults, currency);
            format!("\n{defaults}\n{}", pairs_text(&found.pairs, currency))
        });
        format!(
            "{name}\n{file} ({hash}) · {months} months · amounts in {currency}\n\n{table}{ties}{weights}"
        )
    }
}

fn reported(problems: &Problems, problem: &Problem) -> ProblemReport {
    ProblemReport {
        severity: match problem.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        },
        message: problem.message.clone(),
        place: problems
            .line_and_column(problem)
            .map(|(text, line, column)| (text.to_owned(), line, column)),
        label: problem.label.clone(),
        hints: problem.hints.clone(),
    }
}

fn texts(files: &[Checked<'_>], all: bool) -> String {
    let texts = files.iter().filter_map(|file| Some(file.found.as_ref()?.text(&file.name(), all)));
    texts.collect::<Vec<_>>().join("\n\n")
}

/// The scenarios as they are run: without `extends`, changes made.
fn resolved(files: &[Checked<'_>]) -> String {
    let found = files.iter().filter_map(|file| Some((file.name(), file.found.as_ref()?)));
    let several = 1 < files.len();
    let texts = found.map(|(name, found)| {
        let head = if several { format!("# {name}\n\n") } else { String::new() };
        format!("{head}{}", found.scenario.resolved)
    });
    texts.collect::<Vec<_>>().join("\n")
}

fn csv_of(files: &[Checked<'_>]) -> String {
    let found = files.iter().filter_map(|file| Some((file.name(), file.found.as_ref()?)));
    let tables = found
        .enumerate()
        .map(|(position, (name, found))| assumptions_csv(&found.rows, Some(&name), position == 0));
    tables.map(|table| String::from_utf8_lossy(&table).into_owned()).collect()
}
