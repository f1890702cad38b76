//! From the text of a scenario file to a checked scenario, or to everything
//! that is wrong with it.
//!
//! The text is walked with the place of every token at hand. Files that build
//! on each other, and changes from the command line, are layers: each is laid
//! over those below it before anything is read. Nothing here opens a file;
//! [`Files`] is asked for what a scenario names.

mod address;
pub mod blocks;
mod bounds;
mod business;
pub mod catalogue;
mod checks;
mod closing;
mod column;
mod comparables;
mod compound;
mod correlations;
mod data;
mod deal;
mod deal_suspicions;
pub mod describe;
pub mod differences;
mod diligence;
mod exit_prices;
pub mod families;
mod files;
mod funding_checks;
mod groups;
mod layers;
mod line_suspicions;
mod lists;
pub mod lookup;
mod merge;
pub mod mixing;
pub mod others;
mod overrides;
mod parameters;
mod percentiles;
mod problem;
mod quantity;
mod reader;
mod renamed;
mod resolved;
mod screen;
mod section;
mod settings;
mod shape;
mod sources;
mod stress;
mod suspicions;
mod syntax;
pub mod templates;
mod tranches;
mod unsourced;
pub mod usual;
mod value;
mod wording;

use std::path::Path;

use sha2::{Digest, Sha256};
use toml::de::DeTable;

pub use data::DataFile;
pub use files::{Files, NoFiles, text_of};
pub use overrides::Override;
pub use problem::{Problem, Problems, Severity, Span};

use crate::analysis::comparables::{Comparable, MemoTexts};
use crate::input::blocks::{Blocks, Question, Screen, Stress};
use crate::input::business::{SiteTables, plain_table};
use crate::model::cap_table::CapTableAtClosing;
use crate::model::operator::{Operator, Terms};
use crate::model::tables::{BalanceSheet, Failure, Scaling};
use crate::sampling::assumptions::Assumptions;
use crate::sampling::design::Design;
use reader::Reader;
use section::{Form, Section};
use sources::Sources;

/// A checked scenario: one operator, one deal, and how it is simulated.
#[derive(Clone, Debug)]
pub struct Scenario {
    /// The file that it was read from, without its folder.
    pub file: String,
    /// What it is called in reports.
    pub name: String,
    /// The operator's trade, as the file words it; may be empty.
    pub vertical: String,
    /// ISO 4217 code of the currency of all amounts.
    pub currency: String,
    /// How many futures are simulated, from 1 to 10^9.
    pub paths: u64,
    /// Seed of all random numbers.
    pub seed: u64,
    /// How paths are drawn.
    pub design: Design,
    /// The operator and the deal.
    pub operator: Operator,
    /// Every number of the operator: what is known about it.
    pub assumptions: Assumptions,
    /// Assumptions to be pushed.
    pub stress: Vec<Stress>,
    /// Rules that an investor screens by.
    pub screen: Vec<Screen>,
    /// Questions that could be asked before investing.
    pub diligence: Vec<Question>,
    /// What others were sold for.
    pub comparables: Vec<Comparable>,
    /// What an analyst has to say beside the figures.
    pub memo: MemoTexts,
    /// The scenario as one text that stands alone: all layers laid over each
    /// other, in a fixed order and notation, without comments. Read again, it
    /// gives the same scenario and the same text.
    pub resolved: String,
    /// The data files that it names, by the names that `resolved` calls them.
    pub data: Vec<DataFile>,
    /// SHA-256 of `resolved` and the data files, in hexadecimal.
    pub content_hash: String,
}

impl Scenario {
    /// Who holds what before the round and after it.
    pub fn cap_table(&self) -> CapTableAtClosing {
        closing::cap_table(&self.operator, &self.assumptions)
    }
}

/// Reads the text of a scenario file called `name` that stands alone.
///
/// # Errors
///
/// As [`load_with`].
pub fn load(name: &str, text: &str) -> Result<(Scenario, Problems), Problems> {
    load_with(name, text, &NoFiles, &[])
}

/// Reads the text of the scenario file called `name`, laid over the files that
/// it extends, with `changes` laid over it. Warnings come with the scenario.
///
/// # Errors
///
/// Every problem of all layers at once, warnings among them. Of mistakes in
/// the notation itself, which make the rest unreadable, the first of each
/// layer alone.
pub fn load_with(
    name: &str,
    text: &str,
    files: &dyn Files,
    changes: &[Override],
) -> Result<(Scenario, Problems), Problems> {
    load_without((name, text), files, changes, &[])
}

/// The same for the sake of the operator and the deal alone: correlations and
/// analyses are left out, which may have no meaning for a number that a change
/// makes known.
///
/// # Errors
///
/// As [`load_with`].
pub fn load_plain(
    name: &str,
    text: &str,
    files: &dyn Files,
    changes: &[Override],
) -> Result<(Scenario, Problems), Problems> {
    load_without((name, text), files, changes, &catalogue::BESIDE_THE_OPERATOR)
}

fn load_without(
    (name, text): (&str, &str),
    files: &dyn Files,
    changes: &[Override],
    left_out: &[&str],
) -> Result<(Scenario, Problems), Problems> {
    let pairs: Vec<(&str, &str)> =
        changes.iter().map(|change| (change.origin.as_str(), change.text.as_str())).collect();
    let mut sources = Sources::new(&pairs, name, text);
    let broken = layers::follow(&mut sources, files).err();
    match layered(&sources, files, broken, left_out) {
        Ok((scenario, warnings)) => Ok((scenario, Problems::new(sources, warnings))),
        Err(problems) => Err(Problems::new(sources, problems)),
    }
}

/// Reads all texts, without what stands in the tables `left_out`; `broken` is
/// what kept the lowest from being found.
fn layered(
    sources: &Sources,
    files: &dyn Files,
    broken: Option<Problem>,
    left_out: &[&str],
) -> Result<(Scenario, Vec<Problem>), Vec<Problem>> {
    let mut unreadable: Vec<Problem> = broken.into_iter().collect();
    let texts = sources.files().iter().enumerate();
    let read = texts.map(|(position, file)| layers::tables(file, position == 0));
    let layers = kept(read, &mut unreadable);
    let read = sources.changes().iter().map(|source| overrides::read(source).map_err(|one| [one]));
    let changes = kept(read, &mut unreadable);
    if !unreadable.is_empty() {
        return Err(unreadable);
    }
    let mut reader = Reader::new(sources, files);
    let mut table = DeTable::new();
    for layer in layers.into_iter().rev() {
        let layer = renamed::in_layer(layer, "", &mut reader.problems);
        table = merge::laid_over(table, layer, "", &mut reader.problems);
    }
    for change in changes {
        let layer = overrides::layer(change, &table);
        match layer.map(|layer| renamed::in_layer(layer, "", &mut reader.problems)) {
            Ok(layer) => table = merge::laid_over(table, layer, "", &mut reader.problems),
            Err(problem) => reader.problems.push(problem),
        }
    }
    for name in left_out {
        table.remove(*name);
    }
    scenario(reader, &table)
}

/// What could be read; the problems of the rest are added to `problems`.
fn kept<T, P: IntoIterator<Item = Problem>>(
    read: impl Iterator<Item = Result<T, P>>,
    problems: &mut Vec<Problem>,
) -> Vec<T> {
    let keep = |one: Result<T, P>| one.map_err(|wrong| problems.extend(wrong)).ok();
    read.filter_map(keep).collect()
}

/// The text without the byte order mark that some editors put before it.
fn without_mark(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}

fn scenario(
    mut reader: Reader<'_>,
    table: &DeTable<'_>,
) -> Result<(Scenario, Vec<Problem>), Vec<Problem>> {
    let form = Form {
        path: String::new(),
        title: "a scenario".to_owned(),
        known: catalogue::known(&[], catalogue::ROOT),
    };
    let root = Section::open(form, 0..0, table, &mut reader.problems);
    let heading = settings::heading(&mut reader, &root);
    let simulation = settings::simulation(&mut reader, &root);
    let operator = operator(&mut reader, &root, simulation.horizon_months);
    checks::all(&mut reader, &root, &operator);
    correlations::all(&mut reader, &root);
    suspicions::all(&mut reader, &operator);
    let Blocks { stress, screen, diligence } = blocks::all(&mut reader, &root, &operator);
    let comparables = comparables::all(&mut reader, &root);
    let memo = comparables::memo(&mut reader, &root);
    if root.misspells(layers::EXTENDS) || layers::extends_in_a_table(table) {
        // All that it lacks is below it.
        reader.problems.retain(|problem| problem.span.is_some());
    }
    reader.problems.extend(unsourced::warning(&reader));
    if reader.problems.iter().any(|problem| problem.severity == Severity::Error) {
        return Err(reader.problems);
    }
    let resolved = resolved::text(table, &reader.data);
    let data = reader.data.into_files();
    let scenario = Scenario {
        file: file_name(reader.sources),
        name: heading.name,
        vertical: heading.vertical,
        currency: heading.currency,
        paths: simulation.paths,
        seed: simulation.seed,
        design: simulation.design,
        operator,
        assumptions: reader.assumptions,
        stress,
        screen,
        diligence,
        comparables,
        memo,
        content_hash: content_hash(&resolved, &data),
        resolved,
        data,
    };
    Ok((scenario, reader.problems))
}

/// The name of the file that was asked for, without its folder.
fn file_name(sources: &Sources) -> String {
    let name = Path::new(&sources.main().name).file_name();
    name.unwrap_or_default().to_string_lossy().into_owned()
}

/// The SHA-256 of the resolved text; where there are data files, of that and
/// each file's name and SHA-256, a line each, in the order of the names.
fn content_hash(resolved: &str, data: &[DataFile]) -> String {
    let lines = data.iter().map(|file| format!("{} {}\n", sha256(&file.bytes), file.name));
    sha256(lines.fold(resolved.to_owned(), |so_far, line| so_far + &line).as_bytes())
}

/// The SHA-256 of some bytes, in hexadecimal.
pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The SHA-256 of all that there is to read, in hexadecimal; little of it is in
/// memory at once.
pub fn sha256_of(mut from: impl std::io::Read) -> std::io::Result<String> {
    let mut hash = Sha256::new();
    let mut part = vec![0; 1 << 16];
    loop {
        match from.read(&mut part)? {
            0 => break Ok(hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()),
            read => hash.update(&part[..read]),
        }
    }
}

/// Reads all tables but the settings.
fn operator(reader: &mut Reader, root: &Section<'_>, horizon_months: u64) -> Operator {
    let investment = deal::investment(reader, root);
    let balance_sheet = plain_table!(reader, root, BalanceSheet, "balance_sheet");
    let (market, later_growth) = business::market(reader, root);
    let SiteTables { sites, permits, first_sale_gate } = business::sites(reader, root);
    let scaling = plain_table!(reader, root, Scaling, "scaling");
    let mut lines = business::products(reader, root);
    // What they do together is added up in the order of their names, so that
    // the order of their blocks moves no last digit.
    lines.sort_by(|(_, one), (_, other)| one.name.cmp(&other.name));
    let (products, lines) = lines.into_iter().unzip();
    let (suppliers, supplier_names) = business::suppliers(reader, root).into_iter().unzip();
    let (popups, campaign) = business::popups(reader, root);
    let business::Funded { funding, traction, new_round_seniority } =
        business::funding(reader, root);
    let failure = plain_table!(reader, root, Failure, "failure");
    let exits = business::exits(reader, root);
    let (existing, existing_rights) = investment.existing.into_iter().unzip();
    let (convertible, convertible_forms) = investment.convertible.into_iter().unzip();
    let (tranche, tranches) = investment.tranche.into_iter().unzip();
    let (routes, route_metrics) = exits.routes.into_iter().unzip();
    let terms = Terms {
        deal: investment.deal,
        existing,
        convertible,
        tranche,
        balance_sheet,
        market,
        later_growth,
        sites,
        permits,
        scaling,
        products,
        suppliers,
        popups,
        campaign,
        funding,
        traction,
        failure,
        exit: exits.exit,
        routes,
        horizon: exits.horizon,
    };
    Operator {
        terms,
        horizon_months: usize::try_from(horizon_months).unwrap_or(0),
        round: investment.round,
        pro_rata: investment.pro_rata,
        existing: existing_rights,
        convertible: convertible_forms,
        tranches,
        first_sale_gate,
        lines,
        suppliers: supplier_names,
        new_round_seniority,
        routes: route_metrics,
        horizon_metric: exits.horizon_metric,
    }
}
