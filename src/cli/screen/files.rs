//! Which files a screening is about.

use crate::cli::misuse::Misuse;
use std::fs;
use std::path::{Path, PathBuf};

use super::args::ScreenArgs;
use crate::cli::print::say;
use crate::cli::scenario::{Wrong, called, changes, read_in_folder, read_scenario, shown};
use crate::cli::{Failure, comparable};
use crate::input::{Override, Problems, Scenario, Severity};

/// The operators to screen, at least one.
pub(super) struct Candidates {
    pub(super) files: Vec<PathBuf>,
    /// Read from the files, in their order.
    pub(super) scenarios: Vec<Scenario>,
    /// Files of folders that could not be read as scenarios, and why.
    pub(super) left_out: Vec<(String, String)>,
}

/// Reads all files and the *.toml of all folders, by name. A file that is named
/// must be a scenario; what else is in a folder is left out and told of.
pub(super) fn candidates(args: &ScreenArgs) -> Result<Candidates, Failure> {
    let mut found =
        Candidates { files: Vec::new(), scenarios: Vec::new(), left_out: args.left_out.clone() };
    let mut wrong = Vec::new();
    let changes: Vec<Override> = changes(&args.changes.set).collect();
    for named in &args.scenarios {
        let is_folder = named.is_dir();
        let files = if is_folder { in_folder(named)? } else { vec![named.clone()] };
        for file in files {
            match (read(args, &file, &changes), is_folder) {
                (Ok(scenario), _) => {
                    let name = args.changes.called.get(found.files.len());
                    found.files.push(file);
                    found.scenarios.push(called(scenario, name));
                }
                (Err(why), false) => wrong.push(why.misuse()),
                (Err(_), true) => found.left_out.push(left_out(named, &file, &changes)),
            }
        }
    }
    if found.scenarios.is_empty() && wrong.is_empty() {
        let left_out = found.left_out.iter().map(|(file, why)| format!("\n  {file}: {why}"));
        let list: String = left_out.collect();
        wrong.push(Misuse::Said(format!("there is no scenario to screen{list}")));
    }
    if !wrong.is_empty() {
        return Err(Failure::Misused(Misuse::Blocks(wrong)));
    }
    comparable::refuse_repeats(&found.files)?;
    comparable::name_apart(&found.files, &mut found.scenarios);
    Ok(found)
}

/// What is said of a file of a folder. It is read again by its name there, so that this is the
/// same wherever the folder lies.
fn left_out(folder: &Path, file: &Path, changes: &[Override]) -> (String, String) {
    let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let why = match read_in_folder(folder, &name, changes) {
        Ok((_, problems)) | Err(Wrong::Problems(problems)) => first_of(&problems),
        Err(Wrong::Unreadable(why)) => why,
    };
    (name, why)
}

fn in_folder(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let cannot = |error: std::io::Error| {
        Failure::Failed(format!("cannot read the folder {}: {error}", folder.display()))
    };
    let entries: Result<Vec<_>, _> = fs::read_dir(folder).map_err(cannot)?.collect();
    let mut files: Vec<PathBuf> =
        entries.map_err(cannot)?.into_iter().map(|entry| entry.path()).collect();
    files.retain(|file| file.extension().is_some_and(|ending| ending == "toml"));
    files.sort();
    Ok(files)
}

fn read(args: &ScreenArgs, file: &Path, changes: &[Override]) -> Result<Scenario, Wrong> {
    let (scenario, warnings) = read_scenario(file, changes)?;
    if args.changes.strict && !warnings.is_empty() {
        return Err(Wrong::Problems(warnings));
    }
    if !args.quiet && args.changes.called.is_empty() && !warnings.is_empty() {
        say(&format!("{}\n", shown(&warnings)));
    }
    Ok(scenario)
}

/// The first error, or else the first warning, and how many there are.
fn first_of(problems: &Problems) -> String {
    let list = problems.list();
    let error = list.iter().find(|one| one.severity == Severity::Error);
    let first = error.or(list.first()).map(|one| one.message.as_str()).unwrap_or_default();
    format!("{first} ({})", problems.summary())
}
