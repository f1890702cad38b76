//! `shortrun screen`: operators on the same draws, held to rules and ranked.

pub(in crate::cli) mod args;
mod files;

use crate::cli::misuse::Misuse;
use std::path::Path;

use super::files::ResultFile;
use super::jobs::gather;
use super::like::Terms;
use super::pictures::{Choice, DrawnCharts, written_to};
use super::print::{print_out, say};
use super::request::{Request, Used};
use super::rerun::Rerun;
use super::simulate::Plan;
use super::{Failure, comparable};
use crate::analysis::default_rules::default_rules;
use crate::analysis::evaluate::Evaluated;
use crate::analysis::grammar::statistic;
use crate::analysis::limit::Limit;
use crate::analysis::ranking::{RankBy, rank};
use crate::analysis::screening::{Checked, Rule, statistics_of};
use crate::analysis::statistic::Statistic;
use crate::cli::common_args::TableFormat;
use crate::input::Scenario;
use crate::input::blocks::Screen;
use crate::output::screen::json::{ranking_csv, screen_csv, screen_json};
use crate::output::screen::pictures;
use crate::output::screen::text::screen_text;
use crate::output::screen::words::{Condition, Ranking, Screened, Screening, failures};
use args::{RuleChoice, ScreenArgs};
use files::{Candidates, candidates};

/// The file that lists the others.
const MAIN: &str = "screen.json";
/// The rules as a table.
const TABLE: &str = "screen.csv";
/// What is ranked by unless the user says otherwise.
const NPV_PER_CHEQUE: &str = "npv_per_cheque";
/// The condition that any rule fails.
const ANY: &str = "any";

/// What is asked of every operator besides its rules.
struct Criteria {
    by: Option<RankBy>,
    fail_if: Vec<Limit>,
    fail_if_any: bool,
}

pub(super) fn screen(args: &ScreenArgs, asked_for: &Request) -> Result<(), Failure> {
    let candidates = candidates(args)?;
    let scenarios = &candidates.scenarios;
    let mut asked = asked(args, scenarios)?;
    let unlike = unlike(&candidates);
    let reason = unlike.filter(|_| asked.by.is_some());
    if let Some(reason) = &reason {
        if args.by.is_some() {
            return Err(Failure::misused(reason.to_string()));
        }
        asked.by = None;
    }
    let choice = Choice::parse(&args.charts, &args.sizes.size, &pictures::KINDS)?;
    let choice =
        choice.like(&args.like, &pictures::subjects(), &Terms::of(&scenarios[0].currency))?;
    let plan = args.simulation.plan(&scenarios[0], args.quiet);
    let out = args.out.clone().unwrap_or_else(|| Path::new("output").join("screen"));
    let folder = asked_for.folder(&out)?;
    let mut screening = screening(args, &candidates, &asked, &plan)?;
    screening.remarks.extend(reason);
    // The table of rules has the numbers of the picture.
    let drawn = choice.draw(pictures::pictures(&screening)).without_numbers();
    let files = result_files(asked_for, &screening, &candidates.scenarios, drawn);
    asked_for.finish(folder, files, |files, place| print(args, &screening, files, place))?;
    let failed = failures(&screening, asked.fail_if_any);
    if failed.is_empty() { Ok(()) } else { Err(Failure::Failing(failed.join("\n"))) }
}

/// Reads what to rank by and when to fail; exit routes are those of all
/// operators.
fn asked(args: &ScreenArgs, scenarios: &[Scenario]) -> Result<Criteria, Failure> {
    let routes = scenarios.iter().flat_map(|one| one.operator.routes.iter());
    let routes: Vec<String> = routes.map(|(name, _)| name.clone()).collect();
    let mut wrong = Vec::new();
    let mut asked = Criteria { by: None, fail_if: Vec::new(), fail_if_any: false };
    match args.by.as_deref().unwrap_or(NPV_PER_CHEQUE) {
        _ if args.no_rank => {}
        NPV_PER_CHEQUE => asked.by = Some(RankBy::NpvPerCheque),
        text => match statistic(text, &routes) {
            Ok(one) => asked.by = Some(RankBy::Statistic(one)),
            Err(why) => wrong.push(format!("--by: {why}; or {NPV_PER_CHEQUE}")),
        },
    }
    for text in &args.fail_if {
        match Limit::parse(text, &routes) {
            _ if text == ANY => asked.fail_if_any = true,
            Ok(limit) => asked.fail_if.push(limit),
            Err(why) => wrong.push(format!("--fail-if: {why}; or `{ANY}`, of the rules")),
        }
    }
    if wrong.is_empty() { Ok(asked) } else { Err(Failure::Misused(Misuse::lines(wrong))) }
}

/// Why the operators cannot be ranked together, if they cannot: a longer horizon
/// has more time to lose or win, and rates of different money are not alike.
fn unlike(candidates: &Candidates) -> Option<String> {
    let Candidates { files, scenarios, .. } = candidates;
    let labels = comparable::labels(files);
    let (first, own) = (&scenarios[0], &labels[0]);
    let mut reasons = Vec::new();
    for (file, one) in labels.iter().zip(scenarios).skip(1) {
        let months = one.operator.horizon_months;
        if months != first.operator.horizon_months {
            let own_months = first.operator.horizon_months;
            reasons.push(format!("{own} runs for {own_months} months and {file} for {months}"));
        }
        let (currency, other) = (&first.currency, &one.currency);
        if currency != other {
            reasons.push(format!("{own} is in {currency} and {file} in {other}"));
        }
    }
    let list = reasons.join("; ");
    (!reasons.is_empty()).then(|| format!("These operators cannot be ranked together: {list}."))
}

fn screening(
    args: &ScreenArgs,
    candidates: &Candidates,
    asked: &Criteria,
    plan: &Plan,
) -> Result<Screening, Failure> {
    let Candidates { files, scenarios, left_out } = candidates;
    let labels = comparable::labels(files);
    let each = scenarios.iter().zip(&labels);
    let all = gather(each.map(|(scenario, label)| one(args, asked, plan, label, scenario)))?;
    let (operators, values): (Vec<Screened>, Vec<Option<Evaluated>>) = all.into_iter().unzip();
    let values: Vec<Evaluated> = values.into_iter().flatten().collect();
    let ranking = asked.by.clone().map(|by| Ranking { order: rank(&by, &values), by });
    let remarks = comparable::remarks(&labels, scenarios);
    Ok(Screening { operators, ranking, left_out: left_out.clone(), remarks })
}

/// Screens one operator; and what it is ranked by.
fn one(
    args: &ScreenArgs,
    asked: &Criteria,
    plan: &Plan,
    label: &str,
    scenario: &Scenario,
) -> Result<(Screened, Option<Evaluated>), Failure> {
    let info = plan.run_info(scenario);
    let rules = rules(args.rules, scenario, info.cheque);
    let mut statistics = statistics_of(&rules);
    statistics.push(Statistic::BreakEvenRate);
    let by = asked.by.as_ref().map(RankBy::statistic);
    statistics.extend(by.clone());
    statistics.extend(asked.fail_if.iter().map(|limit| limit.statistic.clone()));
    let rerun = Rerun::new(plan, scenario, 1)?;
    let (evaluated, price) = rerun.of_plan(&statistics)?;
    rerun.finish();
    let known: Vec<(Statistic, Evaluated)> = statistics.into_iter().zip(evaluated).collect();
    let of = |wanted: &Statistic| known.iter().find(|(one, _)| one == wanted).map(|(_, of)| of);
    let value = asked.by.as_ref().zip(by.as_ref().and_then(of));
    let value = value.map(|(by, of)| by.value(of, info.cheque));
    let conditions = asked.fail_if.iter().filter_map(|limit| {
        let estimate = of(&limit.statistic)?.estimate;
        let holds = limit.warns(estimate.value, info.rates());
        Some(Condition { limit: limit.clone(), estimate, holds })
    });
    let conditions = conditions.collect();
    let rules = checked(rules, scenario, of);
    let rate = of(&Statistic::BreakEvenRate).filter(|found| 0 < found.paths);
    let break_even_rate = rate.map(|found| found.estimate);
    let label = label.to_owned();
    let plan_price = scenario.operator.terms.deal.pre_money;
    let plan_price = scenario.assumptions.known(plan_price).expect("facts are plain numbers");
    let price = Some((price, plan_price));
    Ok((Screened { label, info, break_even_rate, price, rules, conditions }, value))
}

/// The rules, each with what the run says of it; `of` knows the statistics.
pub(super) fn checked<'a>(
    rules: Vec<Rule>,
    scenario: &Scenario,
    of: impl Fn(&Statistic) -> Option<&'a Evaluated>,
) -> Vec<(Rule, Checked)> {
    let checked = rules.into_iter().map(|rule| {
        let simulated = rule.statistic().and_then(&of);
        let checked = rule.check(&scenario.assumptions, simulated);
        (rule, checked)
    });
    checked.collect()
}

/// The rules that an operator is held to.
pub(super) fn rules(choice: RuleChoice, scenario: &Scenario, cheque: f64) -> Vec<Rule> {
    let own = scenario.screen.iter().map(Screen::rule);
    let own = own.filter(|_| choice != RuleChoice::Default);
    let of_all = if choice == RuleChoice::File { Vec::new() } else { default_rules(cheque) };
    own.chain(of_all).collect()
}

fn result_files(
    asked: &Request,
    screening: &Screening,
    scenarios: &[Scenario],
    drawn: DrawnCharts,
) -> Vec<ResultFile> {
    let mut files = vec![ResultFile::new(TABLE, screen_csv(screening))];
    if let Some(ranking) = &screening.ranking {
        files.push(ResultFile::new("ranking.csv", ranking_csv(screening, ranking)));
    }
    let labels = screening.operators.iter().map(|one| one.label.as_str());
    let used: Vec<Used<'_>> =
        labels.zip(scenarios).map(|(label, one)| Used::new(label, one)).collect();
    asked.files(MAIN, &used, files, drawn, |record| screen_json(screening, record))
}

fn table_of(files: &[ResultFile]) -> String {
    let table = files.iter().find(|file| file.name == TABLE);
    table.map(|file| String::from_utf8_lossy(&file.bytes).into_owned()).unwrap_or_default()
}

fn print(args: &ScreenArgs, screening: &Screening, files: &[ResultFile], place: &Path) {
    match args.format {
        TableFormat::Json => print_out(&String::from_utf8_lossy(&files[0].bytes)),
        TableFormat::Csv => print_out(&table_of(files)),
        TableFormat::Text if args.quiet => {}
        TableFormat::Text => {
            print_out(&screen_text(screening));
            print_out(&written_to(place, files));
        }
    }
    let is_table = args.format == TableFormat::Text;
    if !is_table && !args.quiet {
        for (file, why) in &screening.left_out {
            say(&format!("shortrun: {file} was not screened: {why}\n"));
        }
    }
}
