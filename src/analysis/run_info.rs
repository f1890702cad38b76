//! What a run was made from: enough to make it again.

use super::closing_stack::ClosingStack;
use super::kpi::KpiTerms;
use super::statistic::Rates;
use crate::sampling::design::Design;

/// Paths that one run can have at most: path j + 2^40 is another use of path j.
pub const MOST_PATHS: u64 = 1_000_000_000_000;

/// Paths at most where all of them are kept, of all scenarios together.
pub const MOST_IN_COLUMNS: u64 = 50_000_000;

/// Paths of a run that are kept, the first ones. Figures are of all paths; charts, tables of paths,
/// and the rank correlations that a run has are of these.
pub const MOST_KEPT: u64 = 200_000;

/// Where a result comes from and what it is about.
#[derive(Clone, Debug)]
pub struct RunInfo {
    /// Version of the program.
    pub program_version: String,
    /// Scenario file, as named by the user without its folder.
    pub scenario_file: String,
    /// Name of the scenario.
    pub scenario_name: String,
    /// Kind of operator, in the scenario's words.
    pub vertical: String,
    /// ISO code of the currency.
    pub currency: String,
    /// SHA-256 of the resolved scenario and its data, in hexadecimal.
    pub content_hash: String,
    /// Seed of all random streams.
    pub seed: u64,
    /// How paths are drawn.
    pub design: Design,
    /// Paths simulated.
    pub paths: u64,
    /// Months simulated at most.
    pub horizon_months: usize,
    /// Yearly rate at which NPV discounts.
    pub hurdle_rate: f64,
    /// Yearly rate that a success must earn.
    pub target_irr: f64,
    /// What the investor pays at time 0.
    pub cheque: f64,
    /// Value of all shares and options right after the round.
    pub post_money: f64,
    /// Names of the exit routes.
    pub route_names: Vec<String>,
    /// What valued the paths that were never sold, in words.
    pub horizon_rule: String,
    /// What its operating figures are held to.
    pub kpi: KpiTerms,
    /// Who gets what of a sale right after the closing.
    pub closing: ClosingStack,
}

impl RunInfo {
    /// The rates that its investor asks for.
    pub fn rates(&self) -> Rates {
        Rates { hurdle: self.hurdle_rate, target: self.target_irr }
    }
}
