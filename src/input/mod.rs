//! From the text of a scenario file to a checked scenario, or to everything
//! that is wrong with it.
//!
//! The text is walked with the place of every token at hand; nothing here
//! opens a file.

pub mod blocks;
mod business;
pub mod catalogue;
mod checks;
mod correlations;
mod deal;
pub mod describe;
mod diligence;
pub mod families;
mod lists;
pub mod others;
mod parameters;
mod problem;
mod quantity;
mod reader;
mod screen;
mod section;
mod settings;
mod shape;
mod stress;
mod suspicions;
mod syntax;
pub mod templates;
mod value;
mod wording;

use sha2::{Digest, Sha256};
use toml::de::DeTable;

pub use problem::{Problem, Problems, Severity, Span};

use crate::input::blocks::{Blocks, Question, Screen, Stress};
use crate::input::business::plain_table;
use crate::model::operator::{Operator, Terms};
use crate::model::tables::{BalanceSheet, Market, Popups, Scaling};
use crate::sampling::assumptions::Assumptions;
use reader::Reader;
use section::{Form, Section};

/// A checked scenario: one operator, one deal, and how it is simulated.
#[derive(Clone, Debug)]
pub struct Scenario {
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
    /// SHA-256 of the text, in hexadecimal.
    pub content_hash: String,
}

/// Reads the text of the scenario file called `name`.
///
/// # Errors
///
/// Every problem of the file at once, warnings among them. Of mistakes in the
/// notation itself, which make the rest unreadable, the first alone. Without
/// errors the warnings come with the scenario.
pub fn load(name: &str, text: &str) -> Result<(Scenario, Vec<Problem>), Problems> {
    let body = without_mark(text);
    let read = syntax::parse(body).and_then(|table| scenario(table.get_ref()));
    let (mut scenario, warnings) = read.map_err(|list| Problems::new(name, text, list))?;
    scenario.content_hash = hash(text);
    Ok((scenario, warnings))
}

/// The text without the byte order mark that some editors put before it.
fn without_mark(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}

fn hash(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn scenario(table: &DeTable<'_>) -> Result<(Scenario, Vec<Problem>), Vec<Problem>> {
    let mut reader = Reader::default();
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
    if reader.problems.iter().any(|problem| problem.severity == Severity::Error) {
        return Err(reader.problems);
    }
    let scenario = Scenario {
        name: heading.name,
        vertical: heading.vertical,
        currency: heading.currency,
        paths: simulation.paths,
        seed: simulation.seed,
        operator,
        assumptions: reader.assumptions,
        stress,
        screen,
        diligence,
        content_hash: String::new(),
    };
    Ok((scenario, reader.problems))
}

/// Reads all tables but the settings.
fn operator(reader: &mut Reader, root: &Section<'_>, horizon_months: u64) -> Operator {
    let investment = deal::investment(reader, root);
    let balance_sheet = plain_table!(reader, root, BalanceSheet, "balance_sheet");
    let market = plain_table!(reader, root, Market, "market");
    let (sites, permits) = business::sites(reader, root);
    let scaling = plain_table!(reader, root, Scaling, "scaling");
    let (products, lines) = business::products(reader, root).into_iter().unzip();
    let (suppliers, supplier_names) = business::suppliers(reader, root).into_iter().unzip();
    let popups = plain_table!(reader, root, Popups, "popups");
    let (funding, new_round_seniority) = business::funding(reader, root);
    let exits = business::exits(reader, root);
    let (existing, existing_rights) = investment.existing.into_iter().unzip();
    let (routes, route_metrics) = exits.routes.into_iter().unzip();
    let terms = Terms {
        deal: investment.deal,
        existing,
        balance_sheet,
        market,
        sites,
        permits,
        scaling,
        products,
        suppliers,
        popups,
        funding,
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
        lines,
        suppliers: supplier_names,
        new_round_seniority,
        routes: route_metrics,
        horizon_metric: exits.horizon_metric,
    }
}
