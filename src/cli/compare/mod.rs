//! `shortrun compare`: scenarios on the same draws.

pub(in crate::cli) mod args;
mod export;

use crate::cli::comparable;
use crate::cli::scenario::load_all;

use std::path::Path;

use super::files::ResultFile;
use super::jobs::gather;
use super::like::Terms;
use super::memory::MemoryUse;
use super::pictures::{Choice, chosen};
use super::request::{Request, Used};
use super::scenario::rates;
use super::simulate::{Plan, Run};
use super::{Failure, memory};
use crate::analysis::compare::{
    Comparison, Contender, compare as compare_runs, compare_known, compared,
};
use crate::analysis::evaluate::Evaluated;
use crate::analysis::shared_draws::{SharedDraws, shared_draws};
use crate::analysis::statistic::Rates;
use crate::cli::compare::args::CompareArgs;
use crate::input::Scenario;
use crate::output::chart::Kind;
use crate::output::compare::json::{compare_json, differences_table, scenarios_table};
use crate::output::compare::pictures::{self, ComparePictures};
use crate::output::compare::text::compare_text;
use crate::output::csv::table_csv;
use crate::output::run::pictures as run;

/// The file that lists the others.
const MAIN: &str = "compare.json";

/// Everything that results are made from.
pub(super) struct Results<'a> {
    pub(super) contenders: Vec<Contender<'a>>,
    pub(super) comparison: Comparison,
    pub(super) shared: Vec<SharedDraws>,
    pub(super) remarks: Vec<String>,
}

pub(super) fn compare(args: &CompareArgs, asked: &Request) -> Result<(), Failure> {
    comparable::refuse_repeats(&args.scenarios)?;
    let mut scenarios = load_all(&args.scenarios, &args.changes, args.output.quiet)?;
    comparable::refuse_unlike(&args.scenarios, &scenarios)?;
    comparable::name_apart(&args.scenarios, &mut scenarios);
    let labels = comparable::labels(&args.scenarios);
    let targets: Vec<f64> = scenarios.iter().map(|one| rates(one).target).collect();
    let choice = Choice::parse(&args.charts, &args.sizes.size, &pictures::kinds())?;
    let panels = chosen_panels(&args.panel)?;
    let terms = Terms { currency: &scenarios[0].currency, target_irrs: &targets };
    let choice = choice.like(&args.like, &pictures::subjects(), &terms)?;
    let plan = args.simulation.plan(&scenarios[0], args.output.quiet);
    let plan = refuse_unspread(plan)?;
    if !plan.is_flat() {
        plan.check(scenarios.len() as u64)?;
    }
    let written = args.export.kept(plan.kept(), scenarios.len()).into_iter();
    let kept = written
        .chain(scenarios.iter().map(MemoryUse::outcomes))
        .chain(scenarios.iter().map(MemoryUse::panel_draws))
        .chain([MemoryUse::charts()]);
    memory::check(plan.kept(), plan.quiet, &kept.collect::<Vec<_>>(), 0)?;
    let out = args.output.folder(|| comparable::default_folder(&labels));
    let folder = asked.folder(&out)?;
    let (runs, comparison) = compared_in_parts(&plan, &scenarios)?;
    let results = results(&labels, &scenarios, &runs, comparison);
    let used: Vec<Used<'_>> =
        labels.iter().zip(&scenarios).map(|(label, one)| Used::new(label, one)).collect();
    let named = labels.iter().map(String::as_str).zip(&runs);
    let data = args.export.files(named);
    let files = result_files(asked, &used, &results, data, (&choice, &panels));
    asked.finish(folder, files, |files, place| print(args, &results, files, place))
}

/// The kinds of chart of a scenario of which panels are drawn.
pub(super) fn chosen_panels(named: &[String]) -> Result<Vec<&'static Kind>, Failure> {
    chosen(named, &run::kinds())
}

/// Keeps few paths where differences can be told without all of them: between scrambles; and
/// refuses to put together what cannot be told so.
fn refuse_unspread(plan: Plan) -> Result<Plan, Failure> {
    if plan.errors().of_so_many(plan.paths as usize) {
        return Ok(plan.keeping_few());
    }
    if plan.source.is_here() {
        return Ok(Plan { is_flat: false, ..plan });
    }
    Err(Failure::misused(format!(
        "{} paths of the design {} are not put together from parts, since how scenarios differ is \
         told path by path there; {}",
        plan.paths,
        plan.design,
        plan.errors().advice()
    )))
}

/// The runs of the scenarios; and how they compare, where that comes from exact sums.
fn compared_in_parts(
    plan: &Plan,
    scenarios: &[Scenario],
) -> Result<(Vec<Run>, Option<Comparison>), Failure> {
    if !plan.is_flat() {
        return Ok((plan.simulate(scenarios)?, None));
    }
    let all_rates: Vec<Rates> = scenarios.iter().map(rates).collect();
    let statistics = compared(&all_rates);
    let runs = plan.simulate_for(scenarios, &statistics);
    let together = gather(scenarios[1..].iter().map(|other| plan.beside(&scenarios[0], other)));
    let runs = runs?;
    let evaluated: Vec<Vec<Evaluated>> = runs.iter().map(|run| run.evaluated.clone()).collect();
    let comparison = compare_known(&statistics, &evaluated, together?);
    Ok((runs, Some(comparison)))
}

/// Holds the runs of the scenarios against the first; how they compare may be known.
pub(super) fn results<'a>(
    labels: &'a [String],
    scenarios: &[Scenario],
    runs: &'a [Run],
    known: Option<Comparison>,
) -> Results<'a> {
    let contenders: Vec<Contender<'a>> = labels
        .iter()
        .zip(runs)
        .map(|(label, run)| Contender {
            label,
            info: &run.info,
            outcomes: &run.outcomes,
            summary: &run.summary,
        })
        .collect();
    let draws = |scenario: &'_ Scenario| {
        shared_draws(
            (&scenarios[0].assumptions, &scenarios[0].operator),
            (&scenario.assumptions, &scenario.operator),
        )
    };
    let mut remarks = comparable::remarks(labels, scenarios);
    for (label, run) in labels.iter().zip(runs) {
        remarks.extend(run.caveats.iter().map(|caveat| format!("{label}: {caveat}")));
    }
    let comparison = known.unwrap_or_else(|| compare_runs(&contenders));
    Results { contenders, comparison, shared: scenarios[1..].iter().map(draws).collect(), remarks }
}

fn result_files(
    asked: &Request,
    used: &[Used<'_>],
    results: &Results<'_>,
    data: Vec<ResultFile>,
    (choice, panels): (&Choice, &[&'static Kind]),
) -> Vec<ResultFile> {
    let Results { contenders, comparison, shared, remarks } = results;
    let mut files = vec![
        ResultFile::new("scenarios.csv", table_csv(&scenarios_table(contenders))),
        ResultFile::new("differences.csv", table_csv(&differences_table(contenders, comparison))),
    ];
    files.extend(data);
    let pictures = ComparePictures::new(contenders, comparison);
    let drawn = choice.draw(pictures.list()).with(choice.draw_panels(pictures.panels(panels)));
    asked.files(MAIN, used, files, drawn, |record| {
        compare_json(contenders, comparison, shared, remarks, record)
    })
}

fn print(args: &CompareArgs, results: &Results<'_>, files: &[ResultFile], place: &Path) {
    let Results { contenders, comparison, shared, remarks } = results;
    args.output.show(files, place, || compare_text(contenders, comparison, shared, remarks));
}
