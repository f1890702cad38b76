//! `shortrun breakeven`: the value of an assumption at which targets are just
//! met.

pub(in crate::cli) mod args;
mod vary;

use crate::cli::misuse::Misuse;
use std::path::Path;

use super::Failure;
use super::files::ResultFile;
use super::jobs::gather;
use super::like::Terms;
use super::pictures::Choice;
use super::request::{Request, Used};
use super::rerun::{Rerun, Variation};
use super::scenario::rates;
use crate::analysis::axis::Axis;
use crate::analysis::breakeven::{Reading, Solution, solve};
use crate::analysis::evaluate::Evaluated;
use crate::analysis::limit::Limit;
use crate::analysis::statistic::{Rates, Statistic};
use crate::input::Scenario;
use crate::output::breakeven::chart::curve;
use crate::output::breakeven::json::{breakeven_csv, breakeven_json};
use crate::output::breakeven::pictures;
use crate::output::breakeven::text::breakeven_text;
use crate::output::breakeven::words::Breakeven;
use crate::output::chart::Subject;
use crate::sampling::assumptions::Shape;
use args::BreakevenArgs;
use vary::Vary;

/// The file that lists the others.
const MAIN: &str = "breakeven.json";
/// Simulations that one search takes, about; for the progress bar.
const STEPS_OF_A_SEARCH: u64 = 15;

pub(super) fn breakeven(args: &BreakevenArgs, asked: &Request) -> Result<(), Failure> {
    let scenario = args.scenario.load(Vec::new(), args.output.quiet)?;
    let targets = targets(args, &scenario)?;
    let vary = Vary::find(args, &scenario)?;
    let (axis, note) = vary.axis()?;
    let choice = Choice::parse(&args.charts, &args.sizes.size, &pictures::KINDS)?;
    let varied = scenario.assumptions.get(vary.input);
    let of = |target: &Limit| Subject::by_value(&curve::KIND, &target.statistic, varied);
    let drawn: Vec<Subject> = targets.iter().map(of).collect();
    let choice = choice.like(&args.like, &drawn, &Terms::of(&scenario.currency))?;
    let plan = args.simulation.plan(&scenario, args.output.quiet);
    let runs = args.points + STEPS_OF_A_SEARCH * targets.len() as u64;
    let rerun = Rerun::new(&plan, &scenario, runs)?;
    let folder = asked.folder(&args.output.folder(|| args.scenario.folder_of("breakeven")))?;
    let (of_plan, solution) = search(&rerun, &scenario, &vary, &axis, &targets)?;
    rerun.finish();
    let info = plan.run_info(&scenario);
    let result = Breakeven {
        info: &info,
        varied: vary.varied(),
        of_plan,
        solution: &solution,
        preference: preference(&scenario),
        notes: note.into_iter().collect(),
    };
    let table = vec![ResultFile::new("breakeven.csv", breakeven_csv(&result))];
    // The table has the numbers of the pictures.
    let drawn = choice.draw(pictures::pictures(&result)).without_numbers();
    let used = [Used::new("scenario", &scenario)];
    let files = asked.files(MAIN, &used, table, drawn, |record| breakeven_json(&result, record));
    asked.finish(folder, files, |files, place| print(args, &result, files, place))
}

fn preference(scenario: &Scenario) -> f64 {
    scenario.assumptions.get(scenario.operator.terms.deal.preference).quantile(0.5)
}

/// Reads all targets, or says what is wrong with those that cannot be read.
fn targets(args: &BreakevenArgs, scenario: &Scenario) -> Result<Vec<Limit>, Failure> {
    let routes: Vec<String> = scenario.operator.route_names();
    let read = args.target.iter().map(|text| Limit::parse(text, &routes));
    let (mut targets, mut wrong) = (Vec::new(), Vec::new());
    for one in read {
        match one {
            Ok(target) => targets.push(target),
            Err(why) => wrong.push(format!("--target: {why}")),
        }
    }
    if wrong.is_empty() { Ok(targets) } else { Err(Failure::Misused(Misuse::lines(wrong))) }
}

/// The targets as the plan has it, and where they are met.
fn search(
    rerun: &Rerun<'_>,
    scenario: &Scenario,
    vary: &Vary<'_>,
    axis: &Axis,
    targets: &[Limit],
) -> Result<(Vec<Reading>, Solution), Failure> {
    let statistics: Vec<Statistic> = targets.iter().map(|one| one.statistic.clone()).collect();
    let deal = &scenario.operator.terms.deal;
    let readings = |evaluated: Vec<Evaluated>, rates: Rates| -> Vec<Reading> {
        let pairs = targets.iter().zip(evaluated);
        pairs.map(|(target, one)| Reading::new(target, one.estimate, rates)).collect()
    };
    let known = rates(scenario);
    let rates_at = |value: f64| {
        let of = |input, known| if vary.input == input { value } else { known };
        Rates {
            hurdle: of(deal.hurdle_rate, known.hurdle),
            target: of(deal.target_irr, known.target),
        }
    };
    let mut simulate = |value: f64| {
        let operator = vary.operator_at(value)?;
        let shapes = vec![(vary.input, Shape::Known(value))];
        let changes = vec![vary.written(value)];
        let change = Variation { shapes, changes, ..Variation::default() };
        let evaluated = rerun.statistics_of(&operator, &change, &statistics)?;
        Ok(readings(evaluated, rates_at(value)))
    };
    if !rerun.is_here() {
        // The values that are looked at first, all at once.
        gather(axis.values().into_iter().map(&mut simulate))?;
    }
    let solution = solve(axis, targets, &mut simulate)?;
    // Last, since what the plan's paths live through may be known by now.
    let of_plan = readings(rerun.statistics(&Variation::default(), &statistics)?, known);
    Ok((of_plan, solution))
}

fn print(args: &BreakevenArgs, result: &Breakeven<'_>, files: &[ResultFile], place: &Path) {
    args.output.show(files, place, || breakeven_text(result));
}
