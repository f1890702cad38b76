//! A screening as tables for a terminal.

use super::words::{Ranking, Screened, Screening, by_words, found, limits, looked_at, verdict};
use crate::analysis::estimate::Estimate;
use crate::analysis::ranking::RankBy;
use crate::analysis::screening::Verdict;
use crate::output::document::Table;
use crate::output::figures::difference;
use crate::output::format::{plural, short_hash, with_error};
use crate::output::statistic_words::{StatisticStyle, statistic_words};
use crate::output::terminal::{in_quotes, notes, table_text};
use crate::output::worth::{break_even_rate, price_sentence};

/// The whole screening as text.
pub fn screen_text(screening: &Screening) -> String {
    let mut sections = vec![heading(screening)];
    sections.extend(screening.ranking.as_ref().map(|ranking| ranked(screening, ranking)));
    sections.extend(screening.operators.iter().map(rules));
    let left_out = screening.left_out.iter();
    let left_out =
        left_out.map(|(file, why)| format!("{} was not screened: {why}", in_quotes(file)));
    let remarks: Vec<String> = screening.remarks.iter().cloned().chain(left_out).collect();
    sections.push(notes(&remarks));
    sections.retain(|section| !section.is_empty());
    sections.join("\n\n") + "\n"
}

fn heading(screening: &Screening) -> String {
    let first = &screening.operators[0].info;
    format!(
        "{} · the same {} in all · seed {} · shortrun {}",
        plural(screening.operators.len() as u64, "operator"),
        plural(first.paths, "path"),
        first.seed,
        first.program_version
    )
}

fn ranked(screening: &Screening, ranking: &Ranking) -> String {
    let by = by_words(&ranking.by);
    let value = format!("{by} ± s.e.");
    let head = ["Rank", "operator", &value, "next: difference ± s.e.", "pass", "fail", "close"];
    let mut table = Table::labelled(&head);
    for (place, one) in ranking.order.iter().enumerate() {
        let operator = &screening.operators[one.operator];
        let currency = &operator.info.currency;
        let next = one.to_next.as_ref().map_or_else(String::new, |next| {
            let within = next.value.abs() <= 2.0 * next.standard_error;
            let remark = if within { " (indistinguishable)" } else { "" };
            format!("{}{remark}", shown_difference(&ranking.by, next, currency))
        });
        table.row([
            (place + 1).to_string(),
            operator.label.clone(),
            shown(&ranking.by, &one.value, currency),
            next,
            operator.count(Verdict::Pass).to_string(),
            operator.count(Verdict::Fail).to_string(),
            operator.count(Verdict::TooClose).to_string(),
        ]);
    }
    let better = if ranking.by.is_better_low() { "lowest" } else { "highest" };
    format!("{}\nThe {better} comes first.", table_text(&table))
}

fn shown(by: &RankBy, value: &Estimate, currency: &str) -> String {
    match by {
        RankBy::NpvPerCheque => ratio(value),
        RankBy::Statistic(statistic) => {
            statistic_words(value, statistic.unit(), currency, StatisticStyle::WithError)
        }
    }
}

fn shown_difference(by: &RankBy, value: &Estimate, currency: &str) -> String {
    match by {
        RankBy::NpvPerCheque => ratio(value),
        RankBy::Statistic(statistic) => difference(value, statistic.unit(), currency),
    }
}

fn ratio(value: &Estimate) -> String {
    with_error(value, 2, crate::output::format::number)
}

fn rules(operator: &Screened) -> String {
    let info = &operator.info;
    let head = [operator.label.as_str(), "of", "found ± s.e.", "must be", ""];
    let mut table = Table::labelled(&head);
    for (rule, checked) in &operator.rules {
        table.row([
            rule.name.clone(),
            looked_at(rule, checked),
            found(rule, checked, &info.currency),
            limits(rule, checked, &info.currency),
            verdict(checked.verdict).to_owned(),
        ]);
    }
    let name = format!(
        "{} ({} {}), amounts in {}",
        info.scenario_name,
        info.scenario_file,
        short_hash(&info.content_hash),
        info.currency
    );
    let rate = break_even_rate(operator.break_even_rate.as_ref());
    let price = operator.price.as_ref();
    let price = price.map(|(price, plan)| price_sentence(price, *plan, &info.currency));
    let worth = std::iter::once(rate).chain(price).collect::<Vec<_>>().join(" ");
    if operator.rules.is_empty() {
        return format!("{name}\n{worth}\n{} has no rules", operator.label);
    }
    format!("{name}\n{worth}\n{}", table_text(&table))
}
