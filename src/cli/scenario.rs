//! The scenario that a command works on: its file, the changes to it, and what
//! is said about it.

use crate::analysis::statistic::Rates;
use crate::cli::common_args::ChangeArgs;
use crate::cli::misuse::Misuse;
use std::borrow::Cow;
use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use clap::Args;

use super::Failure;
use super::bounded::{self, Disk, Folder, Purpose};
use super::common_args::SimulationArgs;
use super::files::ResultFile;
use super::print::say;
use crate::input::{self, Override, Problems, Scenario};
use crate::output::record::stored_as;
use crate::output::terminal::in_quotes;

/// Which scenario, with what changes; every command about a scenario takes these.
#[derive(Args)]
pub(super) struct ScenarioArgs {
    /// Scenario file (TOML); - reads it from standard input
    pub(super) scenario: PathBuf,
    /// Change one assumption, as if the file said so: product.core.lead_time_days=30; can be given
    /// several times
    #[arg(long = "set", value_name = "KEY=VALUE")]
    pub(super) set: Vec<String>,
    /// Treat warnings about the scenario as errors
    #[arg(long)]
    pub(super) strict: bool,
    /// What results call the file where that is not its name, as of a stored
    /// scenario; nothing is said of its warnings then.
    #[arg(skip)]
    pub(super) called: Option<String>,
}

impl ScenarioArgs {
    /// Reads the scenario, with the changes and then `more` of them laid over
    /// it. Warnings are printed, unless `quiet`.
    pub(super) fn load(&self, more: Vec<Override>, quiet: bool) -> Result<Scenario, Failure> {
        let changes: Vec<Override> = changes(&self.set).chain(more).collect();
        let quiet = quiet || self.called.is_some();
        let scenario = load(&self.scenario, &changes, self.strict, quiet)?;
        Ok(called(scenario, self.called.as_ref()))
    }

    /// The scenario as it is run: options of the command line are part of it.
    pub(super) fn load_run(&self, args: &SimulationArgs, quiet: bool) -> Result<Scenario, Failure> {
        let whole = |value: Option<u64>| value.map(|value| value.to_string());
        let options = [
            ("--paths", "paths", whole(args.paths)),
            ("--seed", "seed", whole(args.luck.seed)),
            ("--design", "design", args.design.map(|design| format!("\"{design}\""))),
        ];
        let changes = options.into_iter().filter_map(|(option, key, value)| {
            value.map(|value| change(option, format!("simulation.{key}={value}")))
        });
        self.load(changes.collect(), quiet)
    }

    /// Where results go unless the user says otherwise. The name of a file such as
    /// `...toml` names no folder of its own but one above.
    pub(super) fn default_folder(&self) -> Result<PathBuf, Failure> {
        let stem = self.stem();
        if !stem.starts_with('.') {
            return Ok(Path::new("output").join(&*stem));
        }
        Err(Failure::misused(format!(
            "{} begins with a dot, so no folder is named after it; say with --out where \
             the results go",
            in_quotes(&self.scenario.file_name().unwrap_or_default().to_string_lossy())
        )))
    }

    /// Where the results of a command other than `run` go.
    pub(super) fn folder_of(&self, command: &str) -> PathBuf {
        Path::new("output").join(format!("{command}-{}", self.stem()))
    }

    /// The name of the file without its ending.
    pub(super) fn stem(&self) -> Cow<'_, str> {
        named(&self.scenario).file_stem().unwrap_or_default().to_string_lossy().into_owned().into()
    }
}

/// The file of a scenario, and standard input under the name that results call
/// it by.
pub(super) fn named(path: &Path) -> &Path {
    if is_standard_input(path) { Path::new("stdin") } else { path }
}

/// Whether a scenario is read from standard input: a file of that name is `./-`.
fn is_standard_input(path: &Path) -> bool {
    path == Path::new("-")
}

/// Standard input, read once however often the scenario is loaded.
fn standard_input() -> Result<Vec<u8>, String> {
    static READ: OnceLock<Result<Vec<u8>, String>> = OnceLock::new();
    let read = || {
        let input = std::io::stdin();
        if input.is_terminal() {
            return Err("it is a terminal; pipe a scenario into it, or name a file".to_owned());
        }
        bounded::read_from(input.lock(), Purpose::Scenario).map_err(|why| why.to_string())
    };
    READ.get_or_init(read).clone()
}

/// The scenario under another name than its file's, if there is one.
pub(super) fn called(mut scenario: Scenario, name: Option<&String>) -> Scenario {
    if let Some(name) = name {
        scenario.file.clone_from(name);
    }
    scenario
}

/// The rates that the investor of a scenario asks for.
pub(super) fn rates(scenario: &Scenario) -> Rates {
    let deal = &scenario.operator.terms.deal;
    let fact = |input| scenario.assumptions.known(input).expect("facts are plain numbers");
    Rates { hurdle: fact(deal.hurdle_rate), target: fact(deal.target_irr) }
}

/// Reads a scenario with changes laid over it. Its warnings are errors if
/// `strict`, and else printed, unless `quiet`.
pub(super) fn load(
    path: &Path,
    changes: &[Override],
    strict: bool,
    quiet: bool,
) -> Result<Scenario, Failure> {
    let (scenario, warnings) =
        read_scenario(path, changes).map_err(|wrong| Failure::Misused(wrong.misuse()))?;
    if strict && !warnings.is_empty() {
        return Err(Failure::Misused(Misuse::Listed(shown(&warnings))));
    }
    if !quiet && !warnings.is_empty() {
        say(&format!("{}\n", shown(&warnings)));
    }
    Ok(scenario)
}

/// What kept a scenario from being read.
pub(super) enum Wrong {
    /// There is no file, or no text in it: why, with its name.
    Unreadable(String),
    /// At least one error, or under `--strict` a warning.
    Problems(Problems),
}

impl Wrong {
    /// As a command that needs the scenario refuses it.
    pub(super) fn misuse(&self) -> Misuse {
        match self {
            Self::Unreadable(why) => Misuse::Said(why.clone()),
            Self::Problems(problems) => Misuse::Listed(shown(problems)),
        }
    }
}

/// Reads a scenario with changes laid over it; its warnings come with it.
pub(super) fn read_scenario(
    path: &Path,
    changes: &[Override],
) -> Result<(Scenario, Problems), Wrong> {
    let (name, text) = text(path)?;
    input::load_with(&name, &text, &Disk, changes).map_err(Wrong::Problems)
}

/// The same of a file in a folder, which is called by its name there, as are all that it names.
pub(super) fn read_in_folder(
    folder: &Path,
    name: &str,
    changes: &[Override],
) -> Result<(Scenario, Problems), Wrong> {
    let bytes = bounded::read(&folder.join(name), Purpose::Scenario);
    let text = text_of(name, bytes.map_err(|why| why.to_string()))?;
    input::load_with(name, &text, &Folder(folder), changes).map_err(Wrong::Problems)
}

/// The name and the text of a file.
fn text(path: &Path) -> Result<(String, String), Wrong> {
    let name = named(path).display().to_string();
    let bytes = if is_standard_input(path) {
        standard_input()
    } else {
        bounded::read(path, Purpose::Scenario).map_err(|why| why.to_string())
    };
    let text = text_of(&name, bytes)?;
    Ok((name, text))
}

fn text_of(name: &str, bytes: Result<Vec<u8>, String>) -> Result<String, Wrong> {
    let bytes = bytes.map_err(|why| Wrong::Unreadable(format!("cannot read {name}: {why}")))?;
    input::text_of(bytes).map_err(|why| Wrong::Unreadable(format!("{name} {why}")))
}

/// Reads the operator and the deal of a scenario alone, with changes laid over
/// it, without a word about warnings.
pub(super) fn load_plain(path: &Path, changes: &[Override]) -> Result<Scenario, Misuse> {
    let (name, text) = text(path).map_err(|wrong| wrong.misuse())?;
    let read = input::load_plain(&name, &text, &Disk, changes);
    read.map(|(scenario, _)| scenario).map_err(|problems| Misuse::Listed(shown(&problems)))
}

/// Scenarios as they were run, by their names without the ending, with the
/// data that they name: enough to run them again.
pub(super) fn stored<'a>(
    scenarios: impl IntoIterator<Item = (&'a str, &'a Scenario)>,
) -> Vec<ResultFile> {
    let mut files: Vec<ResultFile> = Vec::new();
    for (name, scenario) in scenarios {
        let text = scenario.resolved.clone().into_bytes();
        files.push(ResultFile::new(&stored_as(name), text));
        for data in &scenario.data {
            // Names are made of the content: the same name is the same file.
            if files.iter().all(|file| file.name != data.name) {
                files.push(ResultFile::new(&data.name, data.bytes.clone()));
            }
        }
    }
    files
}

/// The changes that `--set` asks for.
pub(super) fn changes(set: &[String]) -> impl Iterator<Item = Override> {
    set.iter().map(|text| change("--set", text.clone()))
}

/// A change to the scenario by an option of the command line.
pub(super) fn change(origin: &str, text: String) -> Override {
    Override { origin: origin.to_owned(), text }
}

/// In colour where a person is looking.
pub(super) fn shown(problems: &Problems) -> String {
    let coloured = std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none();
    let all = if coloured { problems.render_coloured() } else { problems.render() };
    format!("{all}\n\n{}", problems.summary())
}

/// All scenarios, or what is wrong with all those that cannot be read.
pub(in crate::cli) fn load_all(
    files: &[PathBuf],
    args: &ChangeArgs,
    quiet: bool,
) -> Result<Vec<Scenario>, Failure> {
    let mut scenarios = Vec::new();
    let mut wrong = Vec::new();
    let changes: Vec<Override> = changes(&args.set).collect();
    let quiet = quiet || !args.called.is_empty();
    for (index, file) in files.iter().enumerate() {
        match load(file, &changes, args.strict, quiet) {
            Ok(scenario) => scenarios.push(called(scenario, args.called.get(index))),
            Err(Failure::Misused(one)) => wrong.push(one),
            Err(other) => return Err(other),
        }
    }
    if wrong.is_empty() { Ok(scenarios) } else { Err(Failure::Misused(Misuse::Blocks(wrong))) }
}
