//! The assumption that a search varies, and the range it is varied over.

use super::args::BreakevenArgs;
use crate::analysis::axis::Axis;
use crate::cli::Failure;
use crate::cli::scenario::{change, changes, load_plain};
use crate::input::{Override, Scenario, lookup};
use crate::model::key::Key;
use crate::model::operator::Operator;
use crate::output::breakeven::words::Varied;
use crate::output::value_words::{ValueStyle, value_words};
use crate::sampling::assumptions::Input;

/// Halvings of a default range until the deal is consistent at its ends.
const HALVINGS: usize = 30;

/// A number of the scenario that is set to other values.
pub(super) struct Vary<'a> {
    args: &'a BreakevenArgs,
    scenario: &'a Scenario,
    pub(super) input: Input,
    pub(super) key: &'static Key,
    /// Its value in the plan, or its median.
    pub(super) plan: f64,
}

impl<'a> Vary<'a> {
    /// The number that `--vary` names; the failure proposes near names.
    pub(super) fn find(args: &'a BreakevenArgs, scenario: &'a Scenario) -> Result<Self, Failure> {
        let found = lookup::number(&args.vary, &scenario.assumptions);
        let (input, key) = found.map_err(|why| Failure::misused(format!("--vary: {why}")))?;
        let plan = scenario.assumptions.get(input).quantile(0.5);
        Ok(Self { args, scenario, input, key, plan })
    }

    /// The change to a value, by whom and as it is written.
    pub(super) fn written(&self, value: f64) -> (String, String) {
        ("--vary".to_owned(), format!("{}={value:?}", self.args.vary))
    }

    /// The operator with the number at a value, checked as if the file said so.
    pub(super) fn operator_at(&self, value: f64) -> Result<Operator, Failure> {
        let (origin, text) = self.written(value);
        let own = change(&origin, text);
        let all: Vec<Override> = changes(&self.args.scenario.set).chain([own]).collect();
        load_plain(&self.args.scenario.scenario, &all)
            .map(|scenario| scenario.operator)
            .map_err(Failure::Misused)
    }

    /// The range as asked for, or else around the plan's value as far as the
    /// deal is consistent there; and what is to be said of it.
    pub(super) fn axis(&self) -> Result<(Axis, Option<String>), Failure> {
        let (from, to) = self.default_range();
        let from = self.args.from.map(|value| self.whole("--from", value)).transpose()?.or(from);
        let to = self.args.to.map(|value| self.whole("--to", value)).transpose()?.or(to);
        let (Some(mut from), Some(mut to)) = (from, to) else {
            let (key, plan) =
                (&self.args.vary, value_words(self.plan, self.key.unit, "", ValueStyle::BARE));
            return Err(Failure::misused(format!(
                "the plan's value of {key} ({plan}) suggests no range; give --from and --to"
            )));
        };
        let mut said = Vec::new();
        if self.args.from.is_none() && self.narrow(&mut from)? {
            said.push(format!("from {}", self.shown(from)));
        }
        if self.args.to.is_none() && self.narrow(&mut to)? {
            said.push(format!("up to {}", self.shown(to)));
        }
        if !(from < to) {
            return Err(Failure::misused(format!(
                "the range of {} from {} to {} is empty; give --from below --to",
                self.args.vary,
                self.shown(from),
                self.shown(to)
            )));
        }
        self.operator_at(from)?;
        self.operator_at(to)?;
        let note =
            format!("The deal is consistent only {}: the range ends there.", said.join(" and "));
        let points = usize::try_from(self.args.points).unwrap_or(usize::MAX);
        let axis = Axis { from, to, whole: self.key.whole, points };
        Ok((axis, (!said.is_empty()).then_some(note)))
    }

    /// The number as texts tell it.
    pub(super) fn varied(&self) -> Varied<'_> {
        Varied {
            key: &self.args.vary,
            unit: self.key.unit,
            about: self.key.about,
            currency: &self.scenario.currency,
            plan: self.plan,
            known: self.scenario.assumptions.known(self.input).is_some(),
            assumption: self.scenario.assumptions.get(self.input),
        }
    }

    fn shown(&self, value: f64) -> String {
        value_words(value, self.key.unit, &self.scenario.currency, ValueStyle::BARE)
    }

    fn whole(&self, option: &str, value: f64) -> Result<f64, Failure> {
        if self.key.whole && 0.0 < (value - value.round()).abs() {
            return Err(Failure::misused(format!(
                "{option} {value}: {} is counted in whole {}",
                self.args.vary, self.key.unit
            )));
        }
        Ok(value)
    }

    /// All of it for what lies between two numbers; a tenth to ten times the
    /// plan's value for other amounts.
    fn default_range(&self) -> (Option<f64>, Option<f64>) {
        const EDGE: f64 = 1e-3;
        let (range, plan) = (&self.key.range, self.plan);
        let low = if range.open_min { range.min + EDGE } else { range.min };
        let high = if range.open_max { range.max - EDGE } else { range.max };
        let meant = range.hard();
        if meant.min.is_finite() && meant.max.is_finite() {
            return (Some(low), Some(high));
        }
        if !(plan.is_finite() && 0.0 < plan.abs()) {
            return (None, None);
        }
        let whole = |value: f64| if self.key.whole { value.round() } else { value };
        let (one, other) = (whole(0.1 * plan), whole(10.0 * plan));
        (Some(one.min(other).max(low)), Some(one.max(other).min(high)))
    }

    /// Moves an end of the default range towards the plan's value until the
    /// deal is consistent there; whether it had to.
    fn narrow(&self, end: &mut f64) -> Result<bool, Failure> {
        let is_consistent = |value: f64| match self.operator_at(value) {
            Ok(_) => Ok(true),
            Err(Failure::Misused(_)) => Ok(false),
            Err(other) => Err(other),
        };
        if is_consistent(*end)? || !is_consistent(self.plan)? {
            return Ok(false);
        }
        let (mut inside, mut outside) = (self.plan, *end);
        for _ in 0..HALVINGS {
            let middle = 0.5 * (inside + outside);
            let middle = if self.key.whole { middle.round() } else { middle };
            let moved = if is_consistent(middle)? { &mut inside } else { &mut outside };
            if (*moved - middle).abs() <= 0.0 {
                break;
            }
            *moved = middle;
        }
        *end = inside;
        Ok(true)
    }
}
