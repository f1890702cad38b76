//! `shortrun stress`: assumptions pushed until the plan breaks.

pub(in crate::cli) mod args;
mod axis;
pub(in crate::cli) mod runs;
mod shock;

use std::path::Path;

use super::Failure;
use super::files::ResultFile;
use super::like::Terms;
use super::pictures::Choice;
use super::request::{Request, Used};
use super::rerun::{Rerun, Variation};
use super::scenario::ScenarioArgs;
use super::simulate::Plan;
use crate::analysis::limit::Limit;
use crate::analysis::statistic::{Statistic, Threshold};
use crate::analysis::stress::Findings;
use crate::cli::stress::args::StressArgs;
use crate::input::Scenario;
use crate::output::chart::Subject;
use crate::output::csv::table_csv;
use crate::output::stress::chart::{grid, line};
use crate::output::stress::json::stress_json;
use crate::output::stress::pictures;
use crate::output::stress::tables::{breaks_table, cases_table, cells_table, points_table};
use crate::output::stress::text::{remarks, stress_text};
use crate::sampling::assumptions::Shape;
use axis::{BandCase, StressAxis};
use runs::PlannedCase;
use shock::Shock;

/// The file that lists the others.
const MAIN: &str = "stress.json";
/// What a plan is held to unless something else is said.
const DEFAULT_LIMIT: &str = "p_loss<=0.5";
/// Most values of each of two axes.
const MOST_IN_TABLE: usize = 7;

pub(super) fn stress(args: &StressArgs, asked: &Request) -> Result<(), Failure> {
    let scenario = args.scenario.load(Vec::new(), args.output.quiet)?;
    let wanted = StressTest::of(args, &scenario)?;
    let choice = Choice::parse(&args.charts, &args.sizes.size, &pictures::KINDS)?;
    let choice =
        choice.like(&args.like, &wanted.drawn(&scenario), &Terms::of(&scenario.currency))?;
    let plan = args.simulation.plan(&scenario, args.output.quiet);
    plan.check(1)?;
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

/// The axes, bands and shocks of a stress, checked against the scenario, each with its limit.
pub(super) struct StressTest {
    axes: Vec<(StressAxis, Limit)>,
    grid: Option<([StressAxis; 2], Limit)>,
    bands: Vec<(BandCase, Limit)>,
    shocks: Vec<Shock>,
    /// What shocks are held to.
    limit: Limit,
}

impl StressTest {
    fn of(args: &StressArgs, scenario: &Scenario) -> Result<Self, Failure> {
        let limit = given_limit(args, scenario)?;
        if args.axis.is_empty() && args.band.is_empty() && args.shock.is_empty() {
            return Self::of_blocks(&args.scenario, limit, scenario)?
                .ok_or_else(|| nothing_to_push(&args.scenario.scenario));
        }
        let axes = args.axis.iter().map(|text| axis::parse(text, args, scenario));
        let axes: Vec<StressAxis> = axes.collect::<Result<_, _>>()?;
        let bands = axis::parse_bands(args, scenario)?.into_iter().collect();
        let wanted = if axes.len() < 2 {
            Self::lines(axes, bands, limit, scenario)
        } else {
            let wanted = Self::lines(Vec::new(), bands, limit, scenario);
            Self { grid: Some((pair(axes, scenario)?, wanted.limit.clone())), ..wanted }
        };
        let wanted = Self { shocks: shock::parse_all(&args.shock, scenario)?, ..wanted };
        wanted.check(&args.scenario, "--axis", scenario)?;
        Ok(wanted)
    }

    /// What the file's blocks push; nothing where it has none. A `limit` goes
    /// before those of the blocks.
    pub(super) fn of_blocks(
        args: &ScenarioArgs,
        limit: Option<Limit>,
        scenario: &Scenario,
    ) -> Result<Option<Self>, Failure> {
        let (axes, bands) = axis::of_blocks(&scenario.stress, scenario);
        if axes.is_empty() && bands.is_empty() {
            return Ok(None);
        }
        let wanted = Self::lines(axes, bands, limit, scenario);
        wanted.check(args, "[[stress]]", scenario)?;
        Ok(Some(wanted))
    }

    /// Axes each alone, and bands, held to the limit given, else to their own.
    fn lines(
        axes: Vec<StressAxis>,
        bands: Vec<BandCase>,
        limit: Option<Limit>,
        scenario: &Scenario,
    ) -> Self {
        let of_all = limit.clone().unwrap_or_else(|| parsed(DEFAULT_LIMIT, scenario));
        let chosen = |own: &Option<Limit>| {
            limit.clone().or_else(|| own.clone()).unwrap_or_else(|| of_all.clone())
        };
        let axes = axes.into_iter().map(|axis| {
            let limit = chosen(&axis.limit);
            (with_plan(axis, scenario), limit)
        });
        let axes = axes.collect();
        let bands = bands.into_iter().map(|case| {
            let limit = chosen(&case.limit);
            (case, limit)
        });
        let bands = bands.collect();
        Self { axes, grid: None, bands, shocks: Vec::new(), limit: of_all }
    }

    /// Refuses values that the file could not hold.
    fn check(&self, args: &ScenarioArgs, origin: &str, scenario: &Scenario) -> Result<(), Failure> {
        let key = |axis: &StressAxis| scenario.assumptions.get(axis.input).name.as_str();
        let mut cells = Vec::new();
        for (axis, limit) in &self.axes {
            refuse_moving_hurdle(axis, limit, scenario)?;
            cells.extend(axis.values.iter().map(|value| vec![(key(axis), *value)]));
        }
        if let Some((axes, limit)) = &self.grid {
            for axis in axes {
                refuse_moving_hurdle(axis, limit, scenario)?;
            }
            let [rows, columns] = axes;
            for row in &rows.values {
                let of_row = columns.values.iter();
                cells.extend(of_row.map(|column| vec![(key(rows), *row), (key(columns), *column)]));
            }
        }
        axis::check(&cells, origin, args)
    }

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
        lines.chain(table).collect()
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
        let base = runs::BaseCase::run(&rerun, scenario, &self.asked())?;
        let found = self.run_from(&base);
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
        let mut found = Findings::default();
        for (axis, limit) in &self.axes {
            found.lines.push(base.line(axis, limit)?);
        }
        if let Some(([rows, columns], limit)) = &self.grid {
            found.grid = Some(base.grid([rows, columns], limit)?);
        }
        for asked in self.cases() {
            found.cases.push(base.case(asked)?);
        }
        Ok(found)
    }

    /// Runs besides those of axes: of bands, then of shocks.
    fn cases(self) -> Vec<PlannedCase> {
        let bands = self.bands.into_iter().map(|(case, limit)| PlannedCase {
            name: case.name,
            variation: Variation { bands: case.bands, ..Variation::default() },
            statistic: limit.statistic,
        });
        let statistic = self.limit.statistic;
        let shocks = self.shocks.into_iter().map(|shock| PlannedCase {
            name: shock.name,
            variation: Variation { shocks: shock.shocks, ..Variation::default() },
            statistic: statistic.clone(),
        });
        bands.chain(shocks).collect()
    }
}

fn given_limit(args: &StressArgs, scenario: &Scenario) -> Result<Option<Limit>, Failure> {
    let routes = routes(scenario);
    let read = args.limit.as_deref().map(|text| {
        Limit::parse(text, &routes)
            .map_err(|wrong| Failure::misused(format!("--limit {text}: {wrong}")))
    });
    read.transpose()
}

fn parsed(text: &str, scenario: &Scenario) -> Limit {
    Limit::parse(text, &routes(scenario)).expect("the default is a condition")
}

fn routes(scenario: &Scenario) -> Vec<String> {
    scenario.operator.routes.iter().map(|(name, _)| name.clone()).collect()
}

fn nothing_to_push(file: &Path) -> Failure {
    Failure::misused(format!(
        "{} has no [[stress]] block, so there is nothing to push; add one, or give \
         --axis, --band or --shock",
        file.display()
    ))
}

/// The hurdle rate cannot be pushed and held on to at once.
fn refuse_moving_hurdle(
    axis: &StressAxis,
    limit: &Limit,
    scenario: &Scenario,
) -> Result<(), Failure> {
    let is_hurdle = axis.input == scenario.operator.terms.deal.hurdle_rate;
    if !is_hurdle || limit.threshold != Threshold::Hurdle {
        return Ok(());
    }
    Err(Failure::misused(format!(
        "`{limit}` is held against the hurdle rate, which is pushed here; give --limit \
         with a number"
    )))
}

/// With the plan's own value, where that is known and among the others.
fn with_plan(mut axis: StressAxis, scenario: &Scenario) -> StressAxis {
    let Shape::Known(plan) = scenario.assumptions.get(axis.input).shape else { return axis };
    let at = axis.values.partition_point(|value| *value < plan);
    let is_inside = 0 < at && at < axis.values.len();
    if is_inside && plan < axis.values[at] {
        axis.values.insert(at, plan);
    }
    axis
}

/// Two axes for a table.
fn pair(axes: Vec<StressAxis>, scenario: &Scenario) -> Result<[StressAxis; 2], Failure> {
    let misused = |why: String| Failure::misused(why.to_string());
    let pair: [StressAxis; 2] = axes.try_into().map_err(|axes: Vec<StressAxis>| {
        misused(format!("--axis is given {} times; at most twice", axes.len()))
    })?;
    if pair[0].input == pair[1].input {
        let key = &scenario.assumptions.get(pair[0].input).name;
        return Err(misused(format!("both axes push `{key}`; give two different keys")));
    }
    for axis in &pair {
        let (key, count) = (&scenario.assumptions.get(axis.input).name, axis.values.len());
        if MOST_IN_TABLE < count {
            return Err(misused(format!(
                "`{key}` has {count} values; a table of two axes has at most {MOST_IN_TABLE} of each"
            )));
        }
    }
    Ok(pair)
}
