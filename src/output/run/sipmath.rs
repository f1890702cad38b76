//! The paths of a run as a library of SIPs (stochastic information packets), by
//! the SIPmath 3.0 standard of ProbabilityManagement.org.
//!
//! Each measure is an array of trials (the standard's function `SIP_Array`,
//! type `array`), all drawn by one index, so that trial t of every SIP is the
//! same path and what moves together does so here too. No curve is fitted: a
//! MOIC is exactly 0 on many paths, which no metalog can say.

use serde_json::{Value, json};

use crate::analysis::measure::Measure;
use crate::analysis::outcomes::Outcomes;
use crate::analysis::run_info::RunInfo;
use crate::model::outcome::{Figure, Unit};
use crate::output::format::count;
use crate::output::values::unit_name;

/// Trials of a SIP at most.
pub const MOST_TRIALS: usize = 10_000;

/// What becomes a SIP, if every trial has it.
pub const SIP_MEASURES: [Measure; 15] = [
    Measure::Moic,
    Measure::Irr,
    Measure::Npv,
    Measure::ExitMonth,
    Measure::PaidIn,
    Measure::Returned,
    Measure::EnterpriseValue,
    Measure::Figure(Figure::GrossMarginShare),
    Measure::Figure(Figure::FulfilmentDays),
    Measure::Figure(Figure::MarkdownRate),
    Measure::Figure(Figure::InventoryDays),
    Measure::Figure(Figure::ReturnOnInvestedCapital),
    Measure::Figure(Figure::LowestCash),
    Measure::Figure(Figure::SitesOpen),
    Measure::Figure(Figure::LtmRevenue),
];

/// The library, of the first [`MOST_TRIALS`] paths, with a final line end. It
/// has no date, which the standard does not ask for.
pub fn sipmath_json(info: &RunInfo, outcomes: &Outcomes) -> String {
    let trials = outcomes.len().min(MOST_TRIALS);
    // The standard's arrays hold numbers alone.
    let (whole, lacking): (Vec<Measure>, Vec<Measure>) = SIP_MEASURES
        .into_iter()
        .partition(|measure| measure.column(outcomes)[..trials].iter().all(|x| x.is_finite()));
    let sips = whole.iter().map(|measure| sip(*measure, outcomes, trials, &info.currency));
    let library = json!({
        "name": info.scenario_name,
        "objectType": "sipModel",
        "libraryType": "SIPmath_3_0",
        "version": "1",
        "provenance": provenance(info, trials, &lacking),
        "globalVariables": [],
        "U01": { "rng": [
            { "name": "path", "function": "Index", "arguments": { "counter": "PM_Index" } },
        ] },
        "sips": sips.collect::<Vec<_>>(),
    });
    format!("{library}\n")
}

fn sip(measure: Measure, outcomes: &Outcomes, trials: usize, currency: &str) -> Value {
    let unit = match measure.unit() {
        Unit::Money => currency,
        other => unit_name(other),
    };
    let values = &measure.column(outcomes)[..trials];
    json!({
        "name": measure.column_name(),
        "ref": { "source": "rng", "name": "path" },
        "function": "SIP_Array",
        "arguments": { "type": "array", "value": values },
        "metadata": {
            "label": measure.label(),
            "unit": unit,
            "meaning": measure.meaning(),
            "count": trials,
        },
    })
}

/// Where the numbers come from, and which are not there.
fn provenance(info: &RunInfo, trials: usize, lacking: &[Measure]) -> String {
    let mut text = format!(
        "shortrun {}, scenario {} (SHA-256 {}), seed {}, the first {} of {} paths, amounts in {}",
        info.program_version,
        info.scenario_file,
        info.content_hash,
        info.seed,
        count(trials as u64),
        count(info.paths),
        info.currency,
    );
    if !lacking.is_empty() {
        let keys: Vec<&str> = lacking.iter().map(|measure| measure.column_name()).collect();
        text += &format!("; not every path has {}, left out", keys.join(", "));
    }
    text
}
