//! `shortrun check --charts`: sheets of the uncertain assumptions, as files.

use std::path::{Path, PathBuf};

use super::{Checked, ValidScenario};
use crate::analysis::density::{Density, density};
use crate::cli::Failure;
use crate::cli::check::args::CheckArgs;
use crate::cli::common_args::TableFormat;
use crate::cli::files::{List, ResultFile, ResultFolder};
use crate::cli::pictures::{files_of, written_to};
use crate::cli::print::print_out;
use crate::cli::scenario::{named, rates};
use crate::output::chart::Chart;
use crate::output::chart::provenance::Provenance;
use crate::output::check::chart::inputs::{InputSheet, UncertainInput, inputs};

/// Names of sheets begin with this.
const STEM: &str = "inputs";
/// What lists the sheets.
const LIST: List = List { command: "check", main: "inputs.json", keeps: false };

/// Draws the sheets of all files, then writes them.
pub(super) fn draw(args: &CheckArgs, files: &[Checked<'_>]) -> Result<(), Failure> {
    let folders = folders(args)?;
    for (file, folder) in files.iter().zip(folders) {
        let Some(found) = &file.found else { continue };
        let written = write(file.path, found, &folder)?;
        if !args.quiet && args.format == TableFormat::Text {
            print_out(&written);
        }
    }
    Ok(())
}

/// A folder for each file; no two files share one.
fn folders(args: &CheckArgs) -> Result<Vec<PathBuf>, Failure> {
    let of_file = |base: &Path, file: &Path| base.join(named(file).file_stem().unwrap_or_default());
    let files = &args.scenarios;
    let folders: Vec<PathBuf> = match (&args.out, files.as_slice()) {
        (Some(out), [_]) => vec![out.clone()],
        (Some(out), _) => files.iter().map(|file| of_file(out, file)).collect(),
        (None, _) => files.iter().map(|file| of_file(Path::new("output"), file)).collect(),
    };
    for (position, folder) in folders.iter().enumerate() {
        if let Some(earlier) = folders[..position].iter().position(|other| other == folder) {
            let text = format!(
                "the sheets of {} and {} would both go to {}; check them one by one, \
                 each with its own --out",
                files[earlier].display(),
                files[position].display(),
                folder.display()
            );
            return Err(Failure::misused(text));
        }
    }
    Ok(folders)
}

/// Writes the sheets of one scenario, and says so.
fn write(path: &Path, found: &ValidScenario, folder: &Path) -> Result<String, Failure> {
    let sheets = sheets(path, found);
    if sheets.is_empty() {
        return Ok(format!("\nNothing in {} is uncertain: no sheet is drawn\n", path.display()));
    }
    let files: Vec<ResultFile> =
        sheets.iter().enumerate().flat_map(|(page, sheet)| files_of(&stem(page), sheet)).collect();
    let place = ResultFolder::prepare(folder)?.add(&LIST, &files)?;
    Ok(written_to(&place, &files))
}

/// `inputs`, `inputs-2`, `inputs-3`, …
fn stem(page: usize) -> String {
    if page == 0 { STEM.to_owned() } else { format!("{STEM}-{}", page + 1) }
}

fn sheets(path: &Path, found: &ValidScenario) -> Vec<Chart> {
    let assumptions = &found.scenario.assumptions;
    let densities: Vec<Option<Density>> =
        assumptions.iter().map(|(_, assumption)| density(assumption)).collect();
    let uncertain = found.rows.iter().zip(&densities);
    let inputs_of: Vec<UncertainInput<'_>> = uncertain
        .filter_map(|(row, density)| Some(UncertainInput { row, density: density.as_ref()? }))
        .collect();
    let provenance = provenance(path, found);
    inputs(&InputSheet { provenance: &provenance, inputs: &inputs_of })
}

fn provenance(path: &Path, found: &ValidScenario) -> Provenance {
    let scenario = &found.scenario;
    Provenance {
        program_version: env!("CARGO_PKG_VERSION").to_owned(),
        scenario_file: named(path).file_name().unwrap_or_default().to_string_lossy().into_owned(),
        scenario_name: scenario.name.clone(),
        scenario_hash: scenario.content_hash.clone(),
        paths: 0,
        seed: scenario.seed,
        currency: scenario.currency.clone(),
        rates: rates(scenario),
        position: None,
        first_of: None,
    }
}
