//! What stands in the picture of a screening: operators in their order, and the rules that most of
//! them are held to.

use crate::analysis::screening::{Checked, Rule, Subject, Verdict};
use crate::model::outcome::Unit;
use crate::output::chart::Figures;
use crate::output::figures::error;
use crate::output::format::number;
use crate::output::screen::words::{Screened, Screening, limits};
use crate::output::value_words::{ValueStyle, value_words};

/// The operators and rules that are drawn.
pub(super) struct Held<'a> {
    /// In the order of the ranking, or else as they were given.
    pub(super) operators: Vec<&'a Screened>,
    /// Rules that more than half of them are held to.
    pub(super) rules: Vec<SharedRule<'a>>,
    /// Whether some are held to others besides, or there is no room for all of these.
    pub(super) has_others: bool,
}

/// A rule that several operators are held to, perhaps each at a limit of its own.
pub(super) struct SharedRule<'a> {
    pub(super) rule: &'a Rule,
    /// The limit, where it is the same for all that it applies to; empty where it applies to none.
    pub(super) limit: Option<String>,
    /// The largest standard error of what was found, in its unit; absent of what has none.
    pub(super) error: Option<String>,
}

/// What an operator comes to under a rule.
pub(super) struct Found {
    pub(super) verdict: Verdict,
    pub(super) figure: String,
}

impl<'a> Held<'a> {
    /// The first so many operators of a screening, in at most so many columns.
    pub(super) fn of(screening: &'a Screening, operators: usize, most_columns: usize) -> Self {
        let operators: Vec<&Screened> = in_order(screening).take(operators).collect();
        let mut rules: Vec<&Rule> = Vec::new();
        for (rule, _) in operators.iter().flat_map(|one| &one.rules) {
            let held = operators.iter().filter(|one| checked(one, rule).is_some()).count();
            if operators.len() < 2 * held && !rules.iter().any(|other| is_same(other, rule)) {
                rules.push(rule);
            }
        }
        let is_other = |(rule, _): &(Rule, Checked)| !rules.iter().any(|one| is_same(one, rule));
        let mut has_others = operators.iter().any(|one| one.rules.iter().any(is_other));
        has_others |= most_columns < rules.len();
        rules.truncate(most_columns.saturating_sub(usize::from(has_others)).max(1));
        let rules = rules.into_iter().map(|rule| SharedRule::of(rule, &operators)).collect();
        Self { operators, rules, has_others }
    }

    /// Columns of verdicts.
    pub(super) fn columns(&self) -> usize {
        self.rules.len() + usize::from(self.has_others)
    }

    /// What stands in a column of verdicts; nothing where the operator is not held to its rule.
    pub(super) fn found(&self, row: usize, column: usize) -> Option<Found> {
        let operator = self.operators[row];
        match self.rules.get(column) {
            Some(shared) => {
                let (rule, checked) = checked(operator, shared.rule)?;
                let figure = figure(rule, checked, &operator.info.currency);
                Some(Found { verdict: checked.verdict, figure })
            }
            None => self.others(operator),
        }
    }

    /// The rules that have no column of their own, as one: the worst verdict, and how many fail or, where none
    /// does, pass.
    fn others(&self, operator: &Screened) -> Option<Found> {
        let others: Vec<Verdict> = self.other_rules(operator).map(|(_, one)| one.verdict).collect();
        let count = |verdict| others.iter().filter(|one| **one == verdict).count();
        let worst = [Verdict::Fail, Verdict::TooClose, Verdict::Pass, Verdict::NotApplicable];
        let verdict = worst.into_iter().find(|verdict| 0 < count(*verdict))?;
        Some(Found { verdict, figure: format!("{} of {}", count(verdict), others.len()) })
    }

    fn other_rules<'s>(
        &'s self,
        operator: &'s Screened,
    ) -> impl Iterator<Item = &'s (Rule, Checked)> {
        let is_other =
            |(rule, _): &&(Rule, Checked)| !self.rules.iter().any(|one| is_same(one.rule, rule));
        operator.rules.iter().filter(is_other)
    }
}

impl<'a> SharedRule<'a> {
    fn of(rule: &'a Rule, operators: &[&'a Screened]) -> Self {
        let held = || operators.iter().filter_map(|one| Some((*one, checked(one, rule)?)));
        let mut limits: Vec<String> = held()
            .filter(|(_, (_, one))| one.verdict != Verdict::NotApplicable)
            .map(|(one, (rule, checked))| limits(rule, checked, &one.info.currency))
            .collect();
        limits.dedup();
        let limit = if limits.len() < 2 { Some(limits.pop().unwrap_or_default()) } else { None };
        let Some(statistic) = rule.statistic() else { return Self { rule, limit, error: None } };
        let largest = held()
            .filter(|(_, (_, one))| 0.0 <= one.found.standard_error)
            .max_by(|a, b| a.1.1.found.standard_error.total_cmp(&b.1.1.found.standard_error));
        let error = largest.map(|(operator, (_, one))| {
            let largest = one.found.standard_error;
            let is_none = largest <= 1e-9 * one.found.value.abs();
            let unit = statistic.unit();
            let words = error(largest, unit, &operator.info.currency);
            if is_none { "0".to_owned() } else { words }
        });
        Self { rule, limit, error }
    }
}

/// The operators in the order in which they stand.
pub(super) fn in_order(screening: &Screening) -> impl Iterator<Item = &Screened> {
    let ranked = screening.ranking.iter().flat_map(|one| &one.order);
    let ranked = ranked.map(|one| &screening.operators[one.operator]);
    let given = if screening.ranking.is_some() { &[][..] } else { &screening.operators };
    ranked.chain(given)
}

/// The rule as an operator is held to it, and what came of it.
fn checked<'s>(operator: &'s Screened, rule: &Rule) -> Option<(&'s Rule, &'s Checked)> {
    let own = operator.rules.iter().find(|(own, _)| is_same(own, rule));
    own.map(|(rule, checked)| (rule, checked))
}

/// Whether two rules ask the same, perhaps at other limits.
fn is_same(one: &Rule, other: &Rule) -> bool {
    (&one.name, &one.subject, one.is_default) == (&other.name, &other.subject, other.is_default)
}

/// What was found, short, and never rounded on to a limit that it misses.
fn figure(rule: &Rule, checked: &Checked, currency: &str) -> String {
    let value = checked.found.value;
    match (&rule.subject, &checked.assumption) {
        _ if checked.verdict == Verdict::NotApplicable => String::new(),
        _ if value.is_nan() => "none".to_owned(),
        (_, Some((_, unit))) => value_words(value, unit, currency, ValueStyle::BARE),
        (Subject::Simulated(statistic), _) => {
            let limits = rule.min.into_iter().chain(rule.max);
            let far = |limit: &f64| (value - limit).abs();
            let nearest = limits.min_by(|a, b| far(a).total_cmp(&far(b))).unwrap_or(f64::NAN);
            match statistic.unit() {
                Unit::Share | Unit::RatePerYear => percent(value, nearest),
                _ => Figures::of(statistic, currency).against(nearest).value(value),
            }
        }
        (Subject::Assumed(_), None) => String::new(),
    }
}

/// A share to a tenth of a percent below 10 %, and as far as it takes to tell it from a limit.
fn percent(share: f64, limit: f64) -> String {
    const MOST: usize = 6;
    let text = |share: f64, decimals: usize| format!("{}%", number(100.0 * share, decimals));
    let first = usize::from(share.abs() < 0.0995 && 0.0 < share.abs());
    let is_limit = (share - limit).abs() <= 1e-12;
    let tells = |decimals: &usize| is_limit || text(share, *decimals) != text(limit, *decimals);
    text(share, (first..MOST).find(tells).unwrap_or(MOST))
}

#[cfg(test)]
mod tests {
    use super::percent;

    #[test]
    fn a_share_is_told_from_its_limit() {
        for (share, limit, text) in [
            (0.5, 0.65, "50%"),
            (0.0731, 0.05, "7.3%"),
            (-0.0131, -0.02, "\u{2212}1.3%"),
            (0.6498, 0.65, "64.98%"),
            (0.65, 0.65, "65%"),
            (0.0, 0.05, "0%"),
        ] {
            assert_eq!(percent(share, limit), text);
        }
    }
}
