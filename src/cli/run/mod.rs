//! `shortrun run`: a scenario file in, the distribution of returns out.

pub(in crate::cli) mod args;
pub(in crate::cli) mod export;
mod precision;

use std::cell::LazyCell;
use std::path::{Path, PathBuf};

use super::files::ResultFile;
use super::like::Terms;
use super::memory::MemoryUse;
use super::pictures::Choice;
use super::request::{Request, Used};
use super::scenario::rates;
use super::simulate::Run;
use super::{Failure, memory};
use crate::analysis::assumption_rows::assumption_rows;
use crate::analysis::followed::Followed;
use crate::analysis::precision::of_report;
use crate::analysis::runway::Runway;
use crate::analysis::timeline::month_spreads;
use crate::cli::run::args::RunArgs;
use crate::input::Scenario;
use crate::output::assumption_table::assumptions_csv;
use crate::output::csv::table_csv;
use crate::output::run::json::summary_json;
use crate::output::run::pictures::{self, CHARTS, Pictures, RunChart};
use crate::output::run::precision::Precise;
use crate::output::run::text;
use crate::output::tables::months::MonthTable;

/// The file that lists the others.
const MAIN: &str = "summary.json";

pub(super) fn run(args: &RunArgs, asked: &Request) -> Result<(), Failure> {
    let scenario = args.scenario.load_run(&args.simulation, args.output.quiet)?;
    let choice = Choice::parse_usual(
        &args.charts,
        &args.sizes.size,
        &pictures::kinds(),
        &pictures::ON_REQUEST,
    )?;
    let terms = Terms { currency: &scenario.currency, target_irrs: &[rates(&scenario).target] };
    let choice = choice.like(&args.like, &CHARTS.each_ref().map(RunChart::subject), &terms)?;
    let mut plan = args.simulation.plan(&scenario, args.output.quiet).keeping_few();
    let goals = precision::goals(&args.precision, &scenario)?;
    if !goals.is_empty() && args.simulation.paths.is_none() {
        plan.paths = precision::MOST;
    }
    let written = args.export.kept().into_iter();
    let kept = written.chain([MemoryUse::outcomes(&scenario), MemoryUse::charts()]);
    let kept: Vec<MemoryUse> = kept.chain([MemoryUse::panel_draws(&scenario)]).collect();
    memory::check(plan.kept(), plan.quiet, &kept, 0)?;
    let folder = asked.folder(&out_folder(args)?)?;
    let mut precise = Precise::default();
    if !goals.is_empty() {
        (plan.paths, precise.asked) = precision::stop(&plan, &scenario, &goals)?;
    }
    let mut runs = plan.simulate(std::slice::from_ref(&scenario))?;
    let run = &mut runs[0];
    run.summary.break_even_price = Some(plan.break_even_price(&scenario, run)?);
    precise.report = of_report(&run.summary, plan.errors(), run.info.cheque);
    let files = result_files(asked, args, &scenario, (run, &precise), &choice);
    asked.finish(folder, files, |files, place| print(args, (run, &precise), files, place))
}

fn out_folder(args: &RunArgs) -> Result<PathBuf, Failure> {
    match &args.output.out {
        Some(out) => Ok(out.clone()),
        None => args.scenario.default_folder(),
    }
}

fn result_files(
    asked: &Request,
    args: &RunArgs,
    scenario: &Scenario,
    (run, precise): (&Run, &Precise),
    choice: &Choice,
) -> Vec<ResultFile> {
    let assumptions = assumption_rows(&scenario.assumptions);
    let table = assumptions_csv(&assumptions, None, true);
    let mut files = vec![ResultFile::new("assumptions.csv", table)];
    let months = month_spreads(&run.outcomes, run.info.horizon_months);
    let horizon = run.info.horizon_months;
    let runway = Runway::of(&run.outcomes, horizon);
    // For what is drawn now, or may be later.
    let followed = LazyCell::new(|| Followed::with(runway.clone(), &run.outcomes, horizon));
    let month_table = MonthTable::new(&months, &runway);
    files.push(ResultFile::new("months.csv", table_csv(&month_table)));
    files.extend(args.export.files(run, &assumptions, (&months, &runway), &followed));
    let mut pictures = Pictures::new(&run.info, &run.summary, &run.outcomes);
    if !choice.is_none() {
        pictures = pictures.with_followed(followed.clone());
    }
    let drawn = choice.draw(pictures.list());
    asked.files(MAIN, &[Used::new("scenario", scenario)], files, drawn, |record| {
        summary_json(&run.info, &run.summary, (&run.caveats, precise), &assumptions, record)
    })
}

fn print(args: &RunArgs, (run, precise): (&Run, &Precise), files: &[ResultFile], place: &Path) {
    let said = || text::report(&run.info, &run.summary, (&run.caveats, precise));
    args.output.show(files, place, said);
}
