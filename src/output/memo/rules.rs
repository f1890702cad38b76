//! The rules that an operator is screened by.

use super::Material;
use super::words::listed;
use crate::analysis::screening::{Checked, Rule, Subject, Verdict};
use crate::output::document::{Section, Table, figures, words};
use crate::output::figures::label;
use crate::output::format::plural;
use crate::output::screen::words::{Screened, found, limits, verdict};
use crate::output::words::input_label;

/// Alternatives that stand beside the plan in one table at most.
const MOST: usize = 2;

pub(super) fn section(of: &Material<'_>) -> Section {
    let section = Section::new("Screening rules");
    let Some((plan, others)) = of.screening.operators.split_first() else { return section };
    let section = section.text(&sentences(plan));
    if others.is_empty() {
        return section.table(alone(plan));
    }
    let of_others = others.iter().zip(of.unused_rules);
    let said: Vec<String> =
        of_others.flat_map(|(other, unused)| alternative(other, *unused)).collect();
    let section = if plan.rules.is_empty() { section } else { section.text(&said) };
    others.chunks(MOST).fold(section, |section, others| section.table(together(plan, others)))
}

fn alone(plan: &Screened) -> Table {
    let mut table = Table::new([
        words("Rule"),
        words("looks at"),
        figures("found ± s.e."),
        figures("must be"),
        words("verdict"),
    ]);
    let currency = &plan.info.currency;
    for (rule, checked) in &plan.rules {
        table.row([
            rule.name.clone(),
            subject(rule, checked, currency),
            found(rule, checked, currency),
            limits(rule, checked, currency),
            verdict(checked.verdict).to_owned(),
        ]);
    }
    table
}

/// The plan, and in a column each what it is held against.
fn together(plan: &Screened, others: &[Screened]) -> Table {
    let labels = std::iter::once(plan).chain(others).map(|one| format!("{} ± s.e.", one.label));
    let mut head = vec![words("Rule"), words("looks at"), figures("must be")];
    head.extend(labels.map(|label| words(&label)));
    let mut table = Table::new(head);
    for (index, (rule, checked)) in plan.rules.iter().enumerate() {
        let currency = &plan.info.currency;
        let mut row = vec![
            rule.name.clone(),
            subject(rule, checked, currency),
            limits(rule, checked, currency),
            judged(rule, checked, currency),
        ];
        row.extend(others.iter().map(|other| beside(checked, other, index)));
        table.row(row);
    }
    table
}

/// What was found, and the verdict.
fn judged(rule: &Rule, checked: &Checked, currency: &str) -> String {
    if checked.verdict == Verdict::NotApplicable {
        return verdict(checked.verdict).to_owned();
    }
    format!("{}, {}", found(rule, checked, currency), verdict(checked.verdict))
}

/// The same of an alternative; where another assumption decides than in the
/// plan, with its name.
fn beside(of_plan: &Checked, other: &Screened, index: usize) -> String {
    let (rule, checked) = &other.rules[index];
    let judged = judged(rule, checked, &other.info.currency);
    let name = |of: &Checked| of.assumption.as_ref().map(|(name, _)| input_label(name));
    match name(checked).filter(|one| name(of_plan).as_ref() != Some(one)) {
        Some(other) => format!("{other}: {judged}"),
        None => judged,
    }
}

/// How an alternative stands to the same rules; and whose rules they are.
fn alternative(other: &Screened, unused: usize) -> Vec<String> {
    let held = [(Verdict::Pass, "passes"), (Verdict::Fail, "fails")];
    let held = held.map(|(verdict, words)| (other.count(verdict), words)).into_iter();
    let held: Vec<String> = held
        .filter(|(number, _)| 0 < *number)
        .map(|(number, words)| format!("{words} {number}"))
        .collect();
    let open = [
        (Verdict::TooClose, ["is too close to call", "are too close to call"]),
        (Verdict::NotApplicable, ["does not apply", "do not apply"]),
    ];
    let open = open.map(|(verdict, words)| (other.count(verdict), words)).into_iter();
    let open = open.filter(|(number, _)| 0 < *number);
    let open: Vec<String> = open
        .map(|(number, words)| format!("{number} {}", words[usize::from(1 < number)]))
        .collect();
    let held = if held.is_empty() { "passes none".to_owned() } else { listed(&held) };
    let open = if open.is_empty() { String::new() } else { format!("; {}", listed(&open)) };
    let held = format!("Held to the same rules on the same draws, {} {held}{open}.", other.label);
    let own = match unused {
        0 => String::new(),
        1 => format!("1 rule of its own, in the file of {}, is not used here.", other.label),
        some => {
            format!("{some} rules of its own, in the file of {}, are not used here.", other.label)
        }
    };
    vec![held, own]
}

/// What a rule looks at; of several assumptions the one that decides.
fn subject(rule: &Rule, checked: &Checked, currency: &str) -> String {
    match (&rule.subject, &checked.assumption) {
        (Subject::Simulated(statistic), _) => label(statistic, currency),
        (Subject::Assumed(assumed), found) => {
            let name = match found {
                Some((name, _)) => input_label(name),
                None => assumed.path.clone(),
            };
            match assumed.percent {
                None => format!("Mean of {name}"),
                Some(50) => format!("Median of {name}"),
                Some(percent) => format!("P{percent} of {name}"),
            }
        }
    }
}

fn sentences(plan: &Screened) -> Vec<String> {
    if plan.rules.is_empty() {
        return vec!["There is no rule to hold the operator to.".to_owned()];
    }
    let count = |wanted| plan.count(wanted);
    let counts = [
        (count(Verdict::Pass), ["passes", "pass"]),
        (count(Verdict::Fail), ["fails", "fail"]),
        (count(Verdict::TooClose), ["is too close to call", "are too close to call"]),
        (count(Verdict::NotApplicable), ["does not apply", "do not apply"]),
    ];
    let parts: Vec<String> = counts
        .iter()
        .filter(|(number, _)| 0 < *number)
        .map(|(number, words)| format!("{number} {}", words[usize::from(1 < *number)]))
        .collect();
    let failed: Vec<String> = plan
        .rules
        .iter()
        .filter(|(_, checked)| checked.verdict == Verdict::Fail)
        .map(|(rule, _)| format!("\u{201c}{}\u{201d}", rule.name))
        .collect();
    let failed = match failed.len() {
        0 => String::new(),
        1 => format!("{} fails.", failed[0]),
        _ => format!("These fail: {}.", listed(&failed)),
    };
    let own = plan.rules.iter().filter(|(rule, _)| !rule.is_default).count();
    let origin = match (own, plan.rules.len() - own) {
        (_, 0) => "All are of the scenario\u{2019}s file.".to_owned(),
        (0, _) => "They are a default set of what investors look for.".to_owned(),
        _ => {
            "Those of the scenario\u{2019}s file come first, then a default set of what investors \
              look for."
                .to_owned()
        }
    };
    let all = plural(plan.rules.len() as u64, "rule");
    vec![format!("Of {all}, {}.", listed(&parts)), failed, origin]
}
