//! A design of swapped draws, simulated: where the variance of outcomes comes
//! from, and what evidence that is known by.

use super::LEAST_ROWS;
use crate::analysis::columns::Columns;
use crate::analysis::drivers::{FewRows, Output, Shares, group_names};
use crate::analysis::evidence::{Evidence, GradeDesign, Simulated, evidence};
use crate::analysis::measure::Measure;
use crate::analysis::run_info::RunInfo;
use crate::analysis::sobol::Bootstrap;
use crate::analysis::statistic::{Event, Statistic};
use crate::cli::Failure;
use crate::cli::progress::Progress;
use crate::cli::request::Request;
use crate::cli::simulate::without_result;
use crate::engine;
use crate::model::simulator::Simulator;
use crate::sampling::assumptions::Assumptions;
use crate::sampling::swaps::Swaps;

/// Samples of the rows that intervals are made from.
const REPLICATES: u64 = 1_000;

/// Paths that a design simulates at most where nobody says how many rows it has:
/// with more than some sixty uncertain numbers it has fewer rows than usual.
const MOST_SIMULATIONS: u64 = 1_000_000;

/// A design that has yet to be simulated.
pub(in crate::cli) struct Design<'a> {
    simulator: &'a Simulator<'a>,
    assumptions: &'a Assumptions,
    grades: GradeDesign,
    /// The one asked for, and those that every investor asks for.
    outputs: Vec<Output>,
}

impl<'a> Design<'a> {
    /// For what `output` depends on.
    pub(in crate::cli) fn new(
        simulator: &'a Simulator<'a>,
        assumptions: &'a Assumptions,
        output: &Output,
    ) -> Self {
        let usual = [
            Statistic::Chance(Event::Loss),
            Statistic::Mean(Measure::Moic),
            Statistic::Mean(Measure::Npv),
        ];
        let mut outputs = vec![output.clone()];
        let usual = usual.iter().map(Output::of);
        outputs.extend(usual.filter(|one| one != output));
        let grades = GradeDesign::of(assumptions, simulator.sampler());
        Self { simulator, assumptions, grades, outputs }
    }

    /// Paths that so many rows simulate.
    pub(in crate::cli) fn simulations(&self, rows: u64) -> u64 {
        rows * self.grades.columns() as u64
    }

    /// The rows that were asked for; or, where nobody did, as many of them as
    /// keep it to [`MOST_SIMULATIONS`], which is recorded.
    pub(in crate::cli) fn chosen(&self, rows: u64, asked: &Request) -> u64 {
        let most = self.most_rows();
        if rows <= most || !asked.leaves_open("rows") {
            return rows;
        }
        asked.chose("rows", most.to_string());
        most
    }

    /// So many rows, if they are as many as a design of so many columns has
    /// where nobody says how many; they and the columns.
    pub(in crate::cli) fn kept_within(&self, rows: u64) -> Option<FewRows> {
        let columns = self.grades.columns() as u64;
        let few = FewRows { rows, columns, simulations: MOST_SIMULATIONS };
        (rows == self.most_rows()).then_some(few)
    }

    fn most_rows(&self) -> u64 {
        most_rows(self.grades.columns() as u64)
    }

    /// Bytes that so many rows are kept in: the outcomes of each path, and what
    /// is added up of them.
    pub(in crate::cli) fn bytes(&self, rows: u64) -> u64 {
        let each = 8 * (2 * self.outputs.len() as u64 + 4);
        self.simulations(rows).saturating_mul(each)
    }

    /// Simulates the rows and shares out the variances.
    pub(in crate::cli) fn shares(
        &self,
        rows: u64,
        info: &RunInfo,
        progress: &Progress,
    ) -> Result<(Shares, Evidence), Failure> {
        let sampler = self.simulator.sampler();
        let swaps = Swaps::new(sampler).with_unions(&self.grades.unions());
        let design = (self.simulator, &swaps);
        let statistics: Vec<_> = self.outputs.iter().map(|one| one.statistic().clone()).collect();
        let empty = Columns::new(&statistics, info.rates(), &info.route_names);
        let values = engine::run_rows(design, 0..rows, &empty, &Columns::by_path, progress)
            .map_err(without_result(&info.scenario_file))?;
        let columns = swaps.columns();
        let simulated = Simulated { values: &values, columns, outputs: &self.outputs };
        let groups = group_names(self.assumptions, sampler);
        let of_groups: Vec<usize> = (0..groups.len() + 3).collect();
        let of_output = simulated.of(0, &of_groups);
        if of_output.iter().any(|value| value.is_nan()) {
            return Err(Failure::Failed(format!(
                "some rows have no {}, so its variance cannot be shared out; nothing was written",
                self.outputs[0].name()
            )));
        }
        let bootstrap = Bootstrap { seed: info.seed, replicates: REPLICATES };
        let shares = Shares::of(self.outputs[0].clone(), groups, &of_output, bootstrap);
        let grades = (&self.grades, sampler);
        let evidence = evidence(self.assumptions, grades, &simulated, &shares, bootstrap);
        Ok((shares, evidence))
    }
}

/// Rows of so many columns that keep a design to [`MOST_SIMULATIONS`].
fn most_rows(columns: u64) -> u64 {
    (MOST_SIMULATIONS / columns).max(LEAST_ROWS)
}

#[cfg(test)]
mod tests {
    use crate::cli::pictures::DrawnCharts;
    use clap::{Args, Command};

    use super::{Design, most_rows};
    use crate::analysis::drivers::Output;
    use crate::analysis::statistic::{Event, Statistic};
    use crate::cli::request::{Request, Used};
    use crate::cli::sensitivity::args::SensitivityArgs;
    use crate::input::templates::Template;
    use crate::input::{Scenario, load};
    use crate::model::simulator::Simulator;
    use crate::output::record::Given;

    fn asked(arguments: &[&str]) -> Request {
        let all = ["shortrun", "sensitivity", "plan.toml"].iter().chain(arguments);
        let sensitivity = SensitivityArgs::augment_args(Command::new("sensitivity"));
        let known = Command::new("shortrun").subcommand(sensitivity);
        Request::of(&known.clone().try_get_matches_from(all).expect("a command"), &known)
    }

    /// Rows that a design has, and those that are recorded.
    fn rows(scenario: &Scenario, arguments: &[&str], wanted: u64) -> (u64, Given) {
        let simulator = Simulator::new(&scenario.operator, &scenario.assumptions, 1);
        let output = Output::of(&Statistic::Chance(Event::Loss));
        let asked = asked(arguments);
        let design = Design::new(&simulator, &scenario.assumptions, &output);
        let chosen = design.chosen(wanted, &asked);
        let mut recorded = None;
        asked.files(
            "x.json",
            &[Used::new("scenario", scenario)],
            Vec::new(),
            DrawnCharts::default(),
            |record| {
                recorded = record.options.iter().find(|(name, _)| name == "rows").cloned();
                String::new()
            },
        );
        (chosen, recorded.expect("rows are recorded").1)
    }

    #[test]
    fn a_design_of_many_numbers_has_fewer_rows_and_the_record_says_how_many() {
        assert_eq!([61, 503, 1_000_000].map(most_rows), [16_393, 1_988, 100]);
        let text = Template::find("apparel").expect("shipped").text;
        let one = |n: usize| {
            format!(
                "[[product]]\nname = \"x{n}\"\nlead_time_days = 9\nsku_count = {{ p10 = 1, p90 = 3 }}\n\
                 price = {{ p10 = 3, p90 = 9 }}\nunits_per_site_month = {{ p10 = 1, p90 = 3 }}\n\n"
            )
        };
        let many: String = (0..30).map(one).collect();
        let many = text.replace("[popups]", &format!("{many}[popups]"));
        let [few, many] = [text, &many].map(|text| load("x.toml", text).expect("valid").0);
        let given = |text: &str| Given::One(text.to_owned());
        assert_eq!(rows(&few, &[], 16_384), (16_384, given("16384")));
        let (chosen, recorded) = rows(&many, &[], 16_384);
        assert!(5_000 < chosen && chosen < 10_000, "{chosen}");
        assert_eq!(recorded, given(&chosen.to_string()));
        assert_eq!(rows(&many, &["--rows", "16384"], 16_384), (16_384, given("16384")));
    }
}
