//! What the charts draw: plain records, filled from a run's results.

use crate::analysis::assumption_rows::AssumptionRow;
use crate::analysis::density::Density;
use crate::analysis::estimate::Estimate;
use crate::analysis::runway::Runway;
use crate::analysis::sense::Sense;
use crate::analysis::steps::Steps;
use crate::analysis::summary::PERCENTILES;
use crate::output::printed_steps::PrintedSteps;

/// Where the drawn numbers come from; printed in the footer of every chart.
#[derive(Clone, Debug)]
pub struct Provenance {
    /// Version of the program.
    pub program_version: String,
    /// Scenario file without its folder; several with commas between them.
    pub scenario_file: String,
    /// Name of the scenario; several with commas between them.
    pub scenario_name: String,
    /// Hash of the scenario's text, in hexadecimal; several with commas
    /// between them.
    pub scenario_hash: String,
    /// Paths simulated; 0 where the picture is of the scenario itself.
    pub paths: u64,
    /// Seed of all random streams.
    pub seed: u64,
    /// ISO code of the currency.
    pub currency: String,
    /// Yearly rate that the investor asks for.
    pub hurdle_rate: f64,
    /// Whether a person replaced the title; the footer then says so.
    pub title_edited: bool,
}

/// Percentiles of one measure at each of [`PERCENTILES`].
pub type Percentiles = [Estimate; PERCENTILES.len()];

/// Returns of all paths, and their statistics, which charts print as they are.
#[derive(Clone, Copy, Debug)]
pub struct Returns<'a> {
    /// The run.
    pub provenance: &'a Provenance,
    /// Distributions over contributions, in path order.
    pub moic: &'a [f64],
    /// Yearly internal rate of return, in path order; -1 for a total loss.
    pub irr: &'a [f64],
    /// Net present value at the hurdle rate, in path order.
    pub npv: &'a [f64],
    /// What the investor pays at time 0.
    pub cheque: f64,
    /// Mean MOIC.
    pub mean_moic: Estimate,
    /// Mean NPV.
    pub mean_npv: Estimate,
    /// P(MOIC < 1).
    pub loss: Estimate,
    /// P(MOIC = 0).
    pub total_loss: Estimate,
    /// P(IRR >= hurdle rate).
    pub clears_hurdle: Estimate,
    /// Percentiles of MOIC.
    pub moic_percentiles: &'a Percentiles,
    /// Percentiles of IRR.
    pub irr_percentiles: &'a Percentiles,
    /// Percentiles of NPV.
    pub npv_percentiles: &'a Percentiles,
    /// Share of the mean MOIC that the best 1 % of paths carry.
    pub top_1_percent_share: f64,
    /// Whether the tail is so heavy that standard errors of means are too small.
    pub heavy_tail: bool,
}

/// How a path stands at its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// Ran out of cash.
    Failed,
    /// Sold, and the investor lost money.
    SoldBelowCost,
    /// Sold, and the investor got the capital back or more.
    SoldAboveCost,
    /// Listed.
    Listed,
    /// Still operating at the horizon.
    Operating,
}

/// How and when every path ended.
#[derive(Clone, Copy, Debug)]
pub struct Endings<'a> {
    /// The run.
    pub provenance: &'a Provenance,
    /// The ending of each path and its month, counted from 0.
    pub endings: &'a [(Ending, u16)],
    /// Months simulated at most.
    pub horizon_months: usize,
    /// How paths that still operate at the horizon are valued, in words.
    pub horizon_rule: &'a str,
}

/// Cash by month, and how many paths ran out of it.
#[derive(Clone, Copy, Debug)]
pub struct RunwayOf<'a> {
    /// The run.
    pub provenance: &'a Provenance,
    /// What is drawn of it.
    pub runway: &'a Runway,
}

/// Steps that lead from one figure to another.
#[derive(Clone, Debug)]
pub struct Bridge<'a> {
    /// The run.
    pub provenance: &'a Provenance,
    /// What it shows of all that bridges can.
    pub of: String,
    /// Findings, longest first.
    pub titles: Vec<String>,
    /// What is drawn, longest first.
    pub subtitles: Vec<String>,
    /// How the figures are to be taken.
    pub basis: &'a str,
    /// What else one must know.
    pub notes: Vec<String>,
    /// Names of both ends.
    pub names: [&'a str; 2],
    /// The figure at the start.
    pub start: f64,
    /// Names of the steps.
    pub step_names: Vec<String>,
    /// The steps.
    pub steps: &'a Steps,
    /// The figure at the end.
    pub end: Estimate,
    /// All of them as printed.
    pub printed: &'a PrintedSteps<'a>,
    /// Which way is better.
    pub sense: Sense,
    /// A figure to hold all others against, and its name.
    pub reference: Option<(f64, &'a str)>,
    /// The least and the most that the axis must reach, as [`span`] has it of
    /// this bridge and of those that lie beside it.
    pub span: (f64, f64),
}

/// The least and the most of all levels of a bridge, two standard errors to
/// either side among them.
pub fn span(start: f64, steps: &Steps, end: &Estimate) -> (f64, f64) {
    let reach = |at: f64, error: f64| {
        let reach = if error.is_nan() { 0.0 } else { 2.0 * error };
        (at - reach, at + reach)
    };
    let (low, high) = reach(end.value, end.standard_error);
    let mut level = start;
    (0..steps.len()).fold((low.min(start), high.max(start)), |(low, high), step| {
        let one = steps.one(step);
        level += one.value;
        let (least, most) = reach(level, one.standard_error);
        (low.min(least), high.max(most))
    })
}

/// One uncertain number of a scenario.
#[derive(Clone, Copy, Debug)]
pub struct UncertainInput<'a> {
    /// What is assumed of it.
    pub row: &'a AssumptionRow,
    /// How likely which value is.
    pub density: &'a Density,
}

/// The uncertain numbers of a scenario, in the order of the file.
#[derive(Clone, Copy, Debug)]
pub struct InputSheet<'a> {
    /// The scenario; no paths.
    pub provenance: &'a Provenance,
    /// All of them.
    pub inputs: &'a [UncertainInput<'a>],
}

/// Index of probability `percent` / 100 in [`PERCENTILES`].
pub(in crate::output) fn percentile(percentiles: &Percentiles, percent: u32) -> Estimate {
    let at = PERCENTILES.iter().position(|p| (100.0 * p - f64::from(percent)).abs() < 1e-9);
    percentiles[at.expect("a reported percentile")]
}
