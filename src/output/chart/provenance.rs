//! Where the numbers of a picture come from.

use crate::analysis::run_info::RunInfo;
use crate::analysis::statistic::Rates;

/// Where the drawn numbers come from; printed in the footer of every chart.
#[derive(Clone, Debug)]
pub struct Provenance {
    /// Version of the program.
    pub program_version: String,
    /// Scenario file without its folder; several with commas between them.
    pub scenario_file: String,
    /// Name of the scenario; several with semicolons between them, for names have commas.
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
    /// Yearly rates that the investor asks for.
    pub rates: Rates,
    /// Paths simulated in all, where the picture is of the first of them alone.
    pub first_of: Option<u64>,
    /// Position of the scenario among those of a comparison, which tells its colour.
    pub position: Option<usize>,
}

impl Provenance {
    /// Of so many paths alone, the first ones.
    #[must_use]
    pub fn of_the_first(self, paths: u64) -> Self {
        if paths < self.paths { Self { paths, first_of: Some(self.paths), ..self } } else { self }
    }
}

/// Stands between the names of several scenarios.
pub(in crate::output) const BETWEEN_NAMES: &str = "; ";

/// Where a run's numbers come from, for the footers of its charts.
pub fn provenance(info: &RunInfo) -> Provenance {
    Provenance {
        program_version: info.program_version.clone(),
        scenario_file: info.scenario_file.clone(),
        scenario_name: info.scenario_name.clone(),
        scenario_hash: info.content_hash.clone(),
        paths: info.paths,
        seed: info.seed,
        currency: info.currency.clone(),
        rates: info.rates(),
        position: None,
        first_of: None,
    }
}

/// Where the numbers of several runs on the same draws come from.
pub(in crate::output) fn provenance_of(infos: &[&RunInfo]) -> Provenance {
    let joined = |of: fn(&RunInfo) -> &str, between: &str| {
        infos.iter().map(|info| of(info)).collect::<Vec<_>>().join(between)
    };
    let all = |of: fn(&RunInfo) -> &str| joined(of, ", ");
    Provenance {
        scenario_file: all(|info| &info.scenario_file),
        scenario_name: joined(|info| &info.scenario_name, BETWEEN_NAMES),
        scenario_hash: all(|info| &info.content_hash),
        ..provenance(infos[0])
    }
}
