//! Where targets are met, in words.

use crate::analysis::breakeven::{Answer, Crossing, Reading, Solution};
use crate::analysis::limit::Limit;
use crate::analysis::measure::Measure;
use crate::analysis::run_info::RunInfo;
use crate::analysis::statistic::{Event, Statistic, Threshold};
use crate::analysis::walk_away::{Bound, Stretch};
use crate::output::statistic_words::{StatisticStyle, statistic_words};
use crate::output::value_words::{ValueStyle, value_words};
use crate::output::words::input_label;
use crate::sampling::assumptions::Assumption;

/// The assumption that was varied.
#[derive(Clone, Copy, Debug)]
pub struct Varied<'a> {
    /// Dotted path of its key in the scenario: `investment.pre_money`.
    pub key: &'a str,
    /// Unit in words, as the documentation of keys has it.
    pub unit: &'a str,
    /// What the key means, in a sentence.
    pub about: &'a str,
    /// Currency of the scenario.
    pub currency: &'a str,
    /// Its value in the plan, or its median.
    pub plan: f64,
    /// Whether the plan has it as a known number.
    pub known: bool,
    /// What the plan assumes of it.
    pub assumption: &'a Assumption,
}

/// A search for the values at which targets are met.
#[derive(Clone, Debug)]
pub struct Breakeven<'a> {
    /// What the searches were made with.
    pub info: &'a RunInfo,
    /// The number whose value is sought.
    pub varied: Varied<'a>,
    /// The targets as the plan has it.
    pub of_plan: Vec<Reading>,
    /// Where each target is met and missed, over the range.
    pub solution: &'a Solution,
    /// The liquidation preference of the investor's class, in multiples of what
    /// is paid in.
    pub preference: f64,
    /// Notes on the range itself, such as where it was cut.
    pub notes: Vec<String>,
}

impl Varied<'_> {
    /// Whether it is what the investor pays for the company.
    fn is_price(&self) -> bool {
        self.key == "investment.pre_money"
    }

    /// What it is called in a sentence.
    pub(in crate::output) fn name(&self) -> String {
        if self.is_price() { "pre-money price".to_owned() } else { input_label(self.key) }
    }

    /// What follows `every` and `no` in a sentence on its values.
    pub(in crate::output) fn one_of_its_values(&self) -> String {
        if self.is_price() { self.name() } else { format!("value of {}", self.name()) }
    }

    /// `plan $9M`, or `plan’s median 16 days` where the plan has a distribution.
    pub(in crate::output) fn plan_words(&self) -> String {
        let whose = if self.known { "plan" } else { "plan\u{2019}s median" };
        format!("{whose} {}", self.plan())
    }

    /// From P10 to P90 of the plan's own distribution, if it has one.
    pub(in crate::output) fn middle(&self) -> Option<[f64; 2]> {
        (!self.known).then(|| [0.1, 0.9].map(|u| self.assumption.quantile(u)))
    }

    /// A value of the number in its unit, to three digits.
    pub(in crate::output) fn shown(&self, value: f64) -> String {
        value_words(value, self.unit, self.currency, ValueStyle::BARE)
    }

    /// Its value in the plan, or its median.
    pub(in crate::output) fn plan(&self) -> String {
        let style = ValueStyle::BARE.given_if(self.known);
        value_words(self.plan, self.unit, self.currency, style)
    }

    /// An interval of it; an end that is beyond the range is not known.
    pub(in crate::output) fn interval(&self, crossing: &Crossing) -> String {
        match (crossing.low, crossing.high) {
            (Some(low), Some(high)) => format!("{} to {}", self.shown(low), self.shown(high)),
            (None, Some(high)) => format!("up to {}", self.shown(high)),
            (Some(low), None) => format!("from {}", self.shown(low)),
            (None, None) => "the whole range".to_owned(),
        }
    }
}

/// A statistic with its error.
pub(in crate::output) fn reading(target: &Limit, reading: &Reading, currency: &str) -> String {
    if reading.estimate.value.is_nan() {
        return "no path has it".to_owned();
    }
    statistic_words(reading.estimate, target.statistic.unit(), currency, StatisticStyle::WithError)
}

/// Where a target is met that never changes.
pub(in crate::output) fn without_crossing(answer: &Answer) -> &'static str {
    if answer.at_from.meets { "everywhere" } else { "nowhere" }
}

/// What each target comes to that has not exactly one answer.
pub(in crate::output) fn remarks(result: &Breakeven<'_>) -> Vec<String> {
    let Breakeven { varied, solution, .. } = result;
    let (from, to) = (varied.shown(solution.axis.from), varied.shown(solution.axis.to));
    let of = |answer: &Answer| {
        let target = &answer.target;
        let at = |one: &Reading| reading(target, one, varied.currency);
        let (at_from, at_to) = (at(&answer.at_from), at(&answer.at_to));
        match answer.crossings.len() {
            0 => Some(format!(
                "`{target}` is met {} from {from} to {to}: {at_from} at {from}, {at_to} at {to}. {}",
                without_crossing(answer),
                if is_price_free(result, answer) { PRICE_FREE } else { ANOTHER_RANGE },
            )),
            1 => None,
            many => Some(format!(
                "`{target}` is crossed {many} times between {from} and {to}; all are listed.{}",
                if overlap(answer) {
                    " Their intervals overlap: more paths are needed to tell them apart."
                } else {
                    ""
                }
            )),
        }
    };
    solution.answers.iter().filter_map(of).collect()
}

const ANOTHER_RANGE: &str = "Another range, with --from and --to, may have an answer.";

/// A preference of 1x or more pays back what was paid in before the others share
/// in anything, however small the share that it bought.
const PRICE_FREE: &str = "With a preference of 1x or more, as here, the chance of losing money does \
    not depend on the price: below the preference the investor is paid first, whatever share was \
    bought. Targets such as p_moic_ge_3, p_irr_ge_hurdle or mean_moic do.";

/// Whether a target is on a loss of money, the price is varied, and the
/// investor's preference makes the one independent of the other.
fn is_price_free(result: &Breakeven<'_>, answer: &Answer) -> bool {
    let is_loss = match &answer.target.statistic {
        Statistic::Chance(Event::Loss | Event::TotalLoss | Event::NearTotalLoss) => true,
        Statistic::Chance(Event::Compares(Measure::Moic, _, Threshold::Number(multiple))) => {
            *multiple <= 1.0
        }
        _ => false,
    };
    is_loss && result.varied.is_price() && 1.0 <= result.preference
}

fn overlap(answer: &Answer) -> bool {
    answer.crossings.windows(2).any(|pair| match (pair[0].high, pair[1].low) {
        (Some(high), Some(low)) => low <= high,
        _ => true,
    })
}

/// The values at which all targets are met.
pub(in crate::output) fn conclusion(result: &Breakeven<'_>) -> String {
    let Breakeven { varied, solution, .. } = result;
    let stretches = solution.together();
    let (from, to) = (varied.shown(solution.axis.from), varied.shown(solution.axis.to));
    match stretches.as_slice() {
        [] if varied.is_price() => {
            let met =
                if solution.answers.len() < 2 { "meets the target" } else { "meets all targets" };
            format!("No price works: none from {from} to {to} {met}.")
        }
        [] if solution.answers.len() < 2 => {
            format!("No value from {from} to {to} meets the target.")
        }
        [] => format!("No value from {from} to {to} meets all targets together."),
        [one] => sentence(result, one),
        many => {
            let parts: Vec<String> = many.iter().map(|one| in_between(varied, one)).collect();
            format!("All targets are met {}.", parts.join(", and "))
        }
    }
}

fn in_between(varied: &Varied<'_>, stretch: &Stretch) -> String {
    format!("from {} to {}", varied.shown(stretch.from.value), varied.shown(stretch.to.value))
}

/// One stretch, with what binds it.
fn sentence(result: &Breakeven<'_>, stretch: &Stretch) -> String {
    let varied = &result.varied;
    let binding = |bound: &Bound| {
        let (answer, crossing) = bound.binds?;
        let answer = &result.solution.answers[answer];
        let interval = varied.interval(&answer.crossings[crossing]);
        Some(format!("`{}` binds (95% interval: {interval})", answer.target))
    };
    let (from, to) = (varied.shown(stretch.from.value), varied.shown(stretch.to.value));
    let price = varied.is_price();
    match (binding(&stretch.from), binding(&stretch.to)) {
        (None, None) => format!("Every value from {from} to {to} meets what is asked."),
        (None, Some(why)) if price => format!("Pay at most {to} pre-money: {why}."),
        (None, Some(why)) => format!("{} at most {to}: {why}.", varied.key),
        (Some(why), None) => format!("{} at least {from}: {why}.", varied.key),
        (Some(low), Some(high)) => {
            format!("{} from {from}: {low}; to {to}: {high}.", varied.key)
        }
    }
}
