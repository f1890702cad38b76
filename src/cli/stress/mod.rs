//! `shortrun stress`: assumptions pushed until the plan breaks.

pub(in crate::cli) mod args;
mod axis;
pub(in crate::cli) mod question;
pub(in crate::cli) mod runs;
mod shock;

use super::Failure;
use super::files::ResultFile;
use super::jobs::gather;
use super::like::Terms;
use super::pictures::Choice;
use super::request::{Request, Used};
use super::rerun::{Rerun, Variation};
use super::simulate::Plan;
use crate::analysis::limit::Limit;
use crate::analysis::statistic::Statistic;
use crate::analysis::stress::Findings;
use crate::cli::stress::args::StressArgs;
use crate::input::Scenario;
use crate::output::chart::Subject;
use crate::output::csv::table_csv;
use crate::output::stress::chart::{grid, line, summary};
use crate::output::stress::json::stress_json;
use crate::output::stress::pictures;
use crate::output::stress::tables::{breaks_table, cases_table, cells_table, points_table};
use crate::output::stress::text::{remarks, stress_text};
use axis::StressAxis;
use question::StressTest;
use runs::PlannedCase;

/// The file that lists the others.
const MAIN: &str = "stress.json";

pub(super) fn stress(args: &StressArgs, asked: &Request) -> Result<(), Failure> {
    let scenario = args.scenario.load(Vec::new(), args.output.quiet)?;
    let wanted = StressTest::of(args, &scenario)?;
    let choice = Choice::parse(&args.charts, &args.sizes.size, &pictures::KINDS)?;
    let choice =
        choice.like(&args.like, &wanted.drawn(&scenario), &Terms::of(&scenario.currency))?;
    let plan = args.simulation.plan(&scenario, args.output.quiet);
    let out = args.output.folder(|| args.scenario.folder_of("stress"));
    let folder = asked.folder(&out)?;
    let found = wanted.run(&plan, &scenario)?;
    let info = plan.run_info(&scenario);
    let remarks = remarks(&found, plan.paths);
    let drawn = choice.draw(pictures::pictures(&info, &found));
    let used = [Used::new("scenario", &scenario)];
    let files = asked.files(MAIN, &used, tables(&found), drawn, |record| {
        stress_json(&info, &found, &remarks, record)
    });
    asked.finish(folder, files, |files, place| {
        args.output.show(files, place, || stress_text(&info, &found, &remarks));
    })
}

fn tables(found: &Findings) -> Vec<ResultFile> {
    let mut files = Vec::new();
    if !found.lines.is_empty() {
        files.push(ResultFile::new("breaks.csv", table_csv(&breaks_table(&found.lines))));
        files.push(ResultFile::new("points.csv", table_csv(&points_table(&found.lines))));
    }
    files.extend(
        found.grid.iter().map(|grid| ResultFile::new("cells.csv", table_csv(&cells_table(grid)))),
    );
    if !found.cases.is_empty() {
        files.push(ResultFile::new("cases.csv", table_csv(&cases_table(&found.cases))));
    }
    files
}

impl StressTest {
    /// What there are charts of.
    fn drawn(&self, scenario: &Scenario) -> Vec<Subject> {
        let of = |axis: &StressAxis| scenario.assumptions.get(axis.input);
        let lines = self
            .axes
            .iter()
            .map(|(axis, limit)| Subject::by_value(&line::KIND, &limit.statistic, of(axis)));
        let table = self.grid.iter().map(|(axes, limit)| {
            let pushed = axes.each_ref().map(|axis| (of(axis), axis.values.len()));
            Subject::in_table(&grid::KIND, &limit.statistic, pushed)
        });
        lines.chain(table).chain(self.summarised()).collect()
    }

    /// What the summary shows, if there is one.
    fn summarised(&self) -> Option<Subject> {
        let of_axes = self.axes.iter().map(|(_, limit)| limit);
        let of_cases = self.bands.iter().map(|(_, limit)| limit);
        let of_cases = of_cases.chain(self.shocks.iter().map(|_| &self.limit));
        let limits: Vec<&Limit> = of_axes.chain(of_cases).collect();
        let has_it = summary::has_summary(self.axes.len(), limits.len() - self.axes.len());
        let statistics = limits.into_iter().map(|limit| &limit.statistic);
        summary::subject_of(statistics).filter(|_| has_it)
    }

    /// The number of runs, the plan's among them.
    pub(super) fn runs(&self) -> usize {
        let lines: usize = self.axes.iter().map(|(axis, _)| axis.values.len()).sum();
        let grid = self.grid.as_ref();
        let cells = grid.map_or(0, |([a, b], _)| a.values.len() * b.values.len());
        1 + lines + cells + self.bands.len() + self.shocks.len()
    }

    fn run(self, plan: &Plan, scenario: &Scenario) -> Result<Findings, Failure> {
        let rerun = Rerun::new(plan, scenario, self.runs() as u64)?;
        let base = runs::BaseCase::run(&rerun, scenario, &self.asked());
        if let Err(Failure::Lacking) = base {
            let base = runs::BaseCase::lacking(&rerun, scenario, &self.asked());
            return self.run_from(&base).and(Err(Failure::Lacking));
        }
        let found = self.run_from(&base?);
        rerun.finish();
        found
    }

    /// The statistics that are asked for.
    pub(super) fn asked(&self) -> Vec<Statistic> {
        let limits = self.axes.iter().map(|(_, limit)| limit);
        let limits = limits.chain(self.bands.iter().map(|(_, limit)| limit));
        limits.chain([&self.limit]).map(|limit| limit.statistic.clone()).collect()
    }

    /// Runs all of it against the plan, which was run for what is asked.
    pub(super) fn run_from(self, base: &runs::BaseCase<'_>) -> Result<Findings, Failure> {
        let lines = gather(self.axes.iter().map(|(axis, limit)| base.line(axis, limit)));
        let grid = gather(
            self.grid.iter().map(|([rows, columns], limit)| base.grid([rows, columns], limit)),
        );
        let cases = gather(self.cases().into_iter().map(|asked| base.case(asked)));
        Ok(Findings { lines: lines?, grid: grid?.pop(), cases: cases? })
    }

    /// Runs besides those of axes: of bands, then of shocks.
    fn cases(self) -> Vec<PlannedCase> {
        let bands = self.bands.into_iter().map(|(case, limit)| PlannedCase {
            name: case.name,
            variation: Variation { bands: case.bands, ..Variation::default() },
            limit,
        });
        let limit = self.limit;
        let shocks = self.shocks.into_iter().map(|shock| PlannedCase {
            name: shock.name,
            variation: Variation { shocks: shock.shocks, ..Variation::default() },
            limit: limit.clone(),
        });
        bands.chain(shocks).collect()
    }
}
