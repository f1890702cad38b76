//! The rules that an operator is screened by.

use super::Material;
use super::document::{Section, Table};
use super::words::listed;
use crate::analysis::screening::{Checked, Rule, Subject, Verdict};
use crate::output::driver_words::input_label;
use crate::output::figures::label;
use crate::output::format::plural;
use crate::output::screen_words::{Screened, found, limits, verdict};

pub(super) fn section(of: &Material<'_>) -> Section {
    let Some(plan) = of.screening.operators.first() else { return Section::new("Screening rules") };
    let mut table = Table::new(&["Rule", "looks at", "#found ± s.e.", "#must be", "verdict"]);
    for (rule, checked) in &plan.rules {
        table.row([
            rule.name.clone(),
            subject(rule, checked, &plan.info.currency),
            found(rule, checked, &plan.info.currency),
            limits(rule, checked, &plan.info.currency),
            verdict(checked.verdict).to_owned(),
        ]);
    }
    Section::new("Screening rules").text(&sentences(plan)).table(table)
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
