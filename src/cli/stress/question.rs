//! What a stress pushes, by the command line or by the blocks of the file.

use std::path::Path;

use super::args::StressArgs;
use super::axis::{self, BandCase, StressAxis};
use super::shock::{self, Shock};
use crate::analysis::limit::Limit;
use crate::analysis::statistic::Threshold;
use crate::cli::Failure;
use crate::cli::scenario::ScenarioArgs;
use crate::input::Scenario;
use crate::sampling::assumptions::Shape;

/// What a plan is held to unless something else is said: the rule by which one invests, which
/// counts what makes the company bigger as well as what makes it safer.
const DEFAULT_LIMIT: &str = "mean_npv>=0";
/// Most values of each of two axes.
const MOST_IN_TABLE: usize = 7;

/// The axes, bands and shocks of a stress, checked against the scenario, each with its limit.
pub(in crate::cli) struct StressTest {
    pub(super) axes: Vec<(StressAxis, Limit)>,
    pub(super) grid: Option<([StressAxis; 2], Limit)>,
    pub(super) bands: Vec<(BandCase, Limit)>,
    pub(super) shocks: Vec<Shock>,
    /// What shocks are held to.
    pub(super) limit: Limit,
}

impl StressTest {
    pub(super) fn of(args: &StressArgs, scenario: &Scenario) -> Result<Self, Failure> {
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
    pub(in crate::cli) fn of_blocks(
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
            refuse_moving_rate(axis, limit, scenario)?;
            cells.extend(axis.values.iter().map(|value| vec![(key(axis), *value)]));
        }
        if let Some((axes, limit)) = &self.grid {
            for axis in axes {
                refuse_moving_rate(axis, limit, scenario)?;
            }
            let [rows, columns] = axes;
            for row in &rows.values {
                let of_row = columns.values.iter();
                cells.extend(of_row.map(|column| vec![(key(rows), *row), (key(columns), *column)]));
            }
        }
        axis::check(&cells, origin, args)
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
    scenario.operator.route_names()
}

fn nothing_to_push(file: &Path) -> Failure {
    Failure::misused(format!(
        "{} has no [[stress]] block, so there is nothing to push; add one, or give \
         --axis, --band or --shock",
        file.display()
    ))
}

/// A rate that the investor asks for cannot be pushed and held on to at once.
fn refuse_moving_rate(
    axis: &StressAxis,
    limit: &Limit,
    scenario: &Scenario,
) -> Result<(), Failure> {
    let deal = &scenario.operator.terms.deal;
    let (held_against, called) = match limit.threshold {
        Threshold::Number(_) => return Ok(()),
        Threshold::Hurdle => (deal.hurdle_rate, "hurdle rate"),
        Threshold::Target => (deal.target_irr, "target IRR"),
    };
    if axis.input != held_against {
        return Ok(());
    }
    Err(Failure::misused(format!(
        "`{limit}` is held against the {called}, which is pushed here; give --limit with a number"
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
