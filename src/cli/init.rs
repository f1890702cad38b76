//! `shortrun init`: a scenario file to begin from.

use crate::input::templates;
use clap::Args;
use clap::builder::PossibleValuesParser;
use std::path::{Path, PathBuf};

use super::Failure;
use super::files::one_file::write_one;
use super::print::print_out;
use crate::input::templates::Template;

pub(super) fn init(args: &InitArgs) -> Result<(), Failure> {
    let (name, path) = name_and_path(&args.name)?;
    if path.symlink_metadata().is_ok() && !args.force {
        let text = format!("{} is there already; --force replaces it", path.display());
        return Err(Failure::misused(text));
    }
    let template = Template::find(&args.template)
        .ok_or_else(|| Failure::misused(format!("no template `{}`", args.template)))?;
    let shown = in_a_shell(&path);
    let text = template.start(&name, &shown);
    write_one(&path, text.as_bytes(), args.force)?;
    print_out(&format!(
        "{} written from the template `{}`: {}.\nNext: shortrun run {shown}\n",
        path.display(),
        template.name,
        template.about
    ));
    Ok(())
}

/// What the scenario is called, and where its file is.
fn name_and_path(given: &str) -> Result<(String, PathBuf), Failure> {
    let path = if given.ends_with(".toml") { given.to_owned() } else { format!("{given}.toml") };
    let path = PathBuf::from(path);
    let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let wrong = if name.is_empty() || name.starts_with('.') || given.ends_with('/') {
        "give the scenario a name, as in `shortrun init acme`"
    } else if name.trim() != name || name.chars().any(char::is_control) {
        "a scenario's name is one line, without spaces around it"
    } else {
        return Ok((name, path));
    };
    Err(Failure::misused(wrong.to_string()))
}

/// A path as it is written in a shell.
fn in_a_shell(path: &Path) -> String {
    let path = path.display().to_string();
    let plain = |letter: char| letter.is_alphanumeric() || "._-/\\:".contains(letter);
    if path.chars().all(plain) { path } else { format!("'{}'", path.replace('\'', "'\\''")) }
}

/// Begin a scenario: a commented file that runs as it is
///
/// Writes a shipped scenario under a new name. Replace its figures by what is
/// known of your operator, one by one.
#[derive(Args)]
pub(in crate::cli) struct InitArgs {
    /// Name of the scenario, written to NAME.toml; or a path that ends in .toml
    pub(in crate::cli) name: String,
    /// What to begin from
    #[arg(long, default_value = "apparel", value_parser = PossibleValuesParser::new(templates::ALL.map(|template| template.name)))]
    pub(in crate::cli) template: String,
    /// Replace the file if it is there already
    #[arg(long)]
    pub(in crate::cli) force: bool,
}
