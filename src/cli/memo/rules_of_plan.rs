//! The rules that a memo holds the plan to, and what it is held against.

use crate::analysis::evaluate::Evaluated;
use crate::analysis::screening::{Rule, statistics_of};
use crate::analysis::statistic::Statistic;
use crate::cli::screen::args::RuleChoice;
use crate::cli::screen::{checked, rules};
use crate::cli::simulate::{Run, sample};
use crate::input::Scenario;
use crate::output::screen::words::{Screened, Screening};

/// All scenarios, held to the rules of the plan's file and the default ones, by
/// the runs that are there.
pub(super) fn screening(labels: &[String], runs: &[Run], scenarios: &[Scenario]) -> Screening {
    let of_plan = rules(RuleChoice::Both, &scenarios[0], runs[0].info.cheque);
    let all = labels.iter().zip(runs).zip(scenarios);
    let operators = all.map(|((label, run), scenario)| one(label, run, scenario, &of_plan));
    Screening {
        operators: operators.collect(),
        ranking: None,
        left_out: Vec::new(),
        remarks: Vec::new(),
    }
}

fn one(label: &str, run: &Run, scenario: &Scenario, rules: &[Rule]) -> Screened {
    let sample = sample(&run.outcomes, &run.info);
    let evaluated = |statistic: Statistic| {
        let evaluated = statistic.evaluate(&sample);
        (statistic, evaluated)
    };
    let known: Vec<(Statistic, Evaluated)> =
        statistics_of(rules).into_iter().map(evaluated).collect();
    let of = |wanted: &Statistic| known.iter().find(|(one, _)| one == wanted).map(|(_, of)| of);
    Screened {
        label: label.to_owned(),
        info: run.info.clone(),
        break_even_rate: run.summary.break_even_rate,
        price: None,
        rules: checked(rules.to_vec(), scenario, of),
        conditions: Vec::new(),
    }
}

/// How many rules the file of each alternative has that the plan's has not:
/// nothing is held to them.
pub(super) fn unused_rules(scenarios: &[Scenario]) -> Vec<usize> {
    let own = &scenarios[0].screen;
    let unused = |one: &Scenario| one.screen.iter().filter(|rule| !own.contains(rule)).count();
    scenarios[1..].iter().map(unused).collect()
}
