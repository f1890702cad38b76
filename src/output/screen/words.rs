//! A screening in words: what operators were held to, and what came of it.

use crate::analysis::break_even_price::BreakEvenPrice;
use crate::analysis::estimate::Estimate;
use crate::analysis::limit::Limit;
use crate::analysis::ranking::{RankBy, Ranked};
use crate::analysis::run_info::RunInfo;
use crate::analysis::screening::{Assumed, Checked, Rule, Subject, Verdict};
use crate::analysis::statistic::Threshold;
use crate::output::figures::limit_words;
use crate::output::given;
use crate::output::statistic_words::{StatisticStyle, statistic_words};
use crate::output::value_words::{ValueStyle, value_words};

/// All operators, each held to its rules, and their ranking.
#[derive(Clone, Debug)]
pub struct Screening {
    /// Of each operator, in the order in which they were given.
    pub operators: Vec<Screened>,
    /// Their order, unless the rules alone were asked for.
    pub ranking: Option<Ranking>,
    /// Files that were not screened, and why.
    pub left_out: Vec<(String, String)>,
    /// Notes on how the operators differ.
    pub remarks: Vec<String>,
}

/// The order of the operators.
#[derive(Clone, Debug)]
pub struct Ranking {
    /// The statistic, or the amount for a unit of cheque, that decides.
    pub by: RankBy,
    /// The best first.
    pub order: Vec<Ranked>,
}

/// One operator with its rules and the conditions that make the screening fail.
#[derive(Clone, Debug)]
pub struct Screened {
    /// What it is called in the screening.
    pub label: String,
    /// What its run was made from.
    pub info: RunInfo,
    /// The rate at which its mean NPV is 0; none where there is no such rate from -50 % on.
    pub break_even_rate: Option<Estimate>,
    /// The price at which its mean NPV is 0, and the one that the plan pays; absent where no
    /// other price was looked at.
    pub price: Option<(BreakEvenPrice, f64)>,
    /// Its rules and what the run says of them.
    pub rules: Vec<(Rule, Checked)>,
    /// The conditions on which the screening fails.
    pub conditions: Vec<Condition>,
}

/// A condition on which the screening fails.
#[derive(Clone, Debug)]
pub struct Condition {
    /// The condition of `--fail-if`.
    pub limit: Limit,
    /// The value of its statistic in the run.
    pub estimate: Estimate,
    /// Whether it holds, or no path has the statistic.
    pub holds: bool,
}

impl Screened {
    /// How many rules have that verdict.
    pub(in crate::output) fn count(&self, verdict: Verdict) -> usize {
        self.rules.iter().filter(|(_, checked)| checked.verdict == verdict).count()
    }
}

/// A verdict in words.
pub(in crate::output) fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Pass => "pass",
        Verdict::Fail => "FAIL",
        Verdict::TooClose => "too close to call",
        Verdict::NotApplicable => "does not apply",
    }
}

/// What the rule looks at; of several assumptions the one that decides.
pub(in crate::output) fn looked_at(rule: &Rule, checked: &Checked) -> String {
    match (&rule.subject, &checked.assumption) {
        (Subject::Assumed(of), Some((name, _))) => {
            let of = Assumed { path: name.clone(), percent: of.percent };
            Subject::Assumed(of).to_string()
        }
        (subject, _) => subject.to_string(),
    }
}

/// What was found, with its error where it was simulated.
pub(in crate::output) fn found(rule: &Rule, checked: &Checked, currency: &str) -> String {
    match (&rule.subject, &checked.assumption) {
        _ if checked.verdict == Verdict::NotApplicable => "–".to_owned(),
        _ if checked.paths == Some(0) => "no path has it".to_owned(),
        (_, Some((_, unit))) => value_words(checked.found.value, unit, currency, ValueStyle::FULL),
        (Subject::Simulated(statistic), _) => {
            statistic_words(checked.found, statistic.unit(), currency, StatisticStyle::WithError)
        }
        (Subject::Assumed(_), None) => "–".to_owned(),
    }
}

/// What passes: `at most 12%`.
pub(in crate::output) fn limits(rule: &Rule, checked: &Checked, currency: &str) -> String {
    let show = |value: f64| match (&rule.subject, &checked.assumption) {
        (Subject::Simulated(statistic), _) => {
            limit_words(Threshold::Number(value), statistic.unit(), currency)
        }
        (_, Some((_, unit))) => value_words(value, unit, currency, ValueStyle::FULL.given()),
        (_, None) => given::number(value),
    };
    match (rule.min, rule.max) {
        (Some(min), Some(max)) => format!("{} to {}", show(min), show(max)),
        (Some(min), None) => format!("at least {}", show(min)),
        (None, Some(max)) => format!("at most {}", show(max)),
        (None, None) => String::new(),
    }
}

/// What is ranked by.
pub(in crate::output) fn by_words(by: &RankBy) -> String {
    match by {
        RankBy::NpvPerCheque => "npv_per_cheque".to_owned(),
        RankBy::Statistic(statistic) => statistic.to_string(),
    }
}

/// What makes the screening fail, a line for each; with `any`, every rule that
/// fails.
pub fn failures(screening: &Screening, any: bool) -> Vec<String> {
    let of_rules = screening.operators.iter().flat_map(|operator| {
        let failed = |(_, checked): &&(Rule, Checked)| checked.verdict == Verdict::Fail;
        let line = move |(rule, checked): &(Rule, Checked)| {
            let currency = &operator.info.currency;
            let (found, limits) = (found(rule, checked, currency), limits(rule, checked, currency));
            format!("{}: {} fails: {found}, must be {limits}", operator.label, rule.name)
        };
        operator.rules.iter().filter(failed).map(line)
    });
    let of_rules: Vec<String> = if any { of_rules.collect() } else { Vec::new() };
    let conditions = screening.operators.iter().flat_map(|operator| {
        let holds = operator.conditions.iter().filter(|condition| condition.holds);
        holds.map(move |condition| {
            if condition.estimate.value.is_nan() {
                return format!("{}: {}: no path has it", operator.label, condition.limit);
            }
            let unit = condition.limit.statistic.unit();
            let shown = statistic_words(
                condition.estimate,
                unit,
                &operator.info.currency,
                StatisticStyle::WithError,
            );
            format!("{}: {} holds: {shown}", operator.label, condition.limit)
        })
    });
    of_rules.into_iter().chain(conditions).collect()
}
