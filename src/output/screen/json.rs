//! `screen.json`, and the rules and the ranking as csv.

use serde_json::{Value, json};

use super::words::{Condition, Ranking, Screened, Screening, by_words};
use crate::analysis::screening::{Checked, Rule, Subject, Verdict};
use crate::output::cell::{Cell, with_error};
use crate::output::csv::{Rows, number, table_csv};
use crate::output::record;
use crate::output::record::Record;
use crate::output::tables::list::ListTable;
use crate::output::values::estimate;
use crate::output::worth::price_value;

/// The screening as pretty-printed JSON with a final line end.
pub fn screen_json(screening: &Screening, record: &Record) -> String {
    record::document(record, screen_value(screening))
}

/// The screening as a value, without what made it.
pub fn screen_value(screening: &Screening) -> Value {
    let first = &screening.operators[0].info;
    let left_out = screening.left_out.iter();
    json!({
        "run": record::run(first),
        "ranking": screening.ranking.as_ref().map(|one| ranking(screening, one)),
        "operators": screening.operators.iter().map(operator).collect::<Vec<_>>(),
        "not_screened": left_out
            .map(|(file, why)| json!({ "file": file, "reason": why }))
            .collect::<Vec<_>>(),
        "notes": screening.remarks,
    })
}

fn ranking(screening: &Screening, ranking: &Ranking) -> Value {
    let order = ranking.order.iter().map(|one| {
        json!({
            "label": screening.operators[one.operator].label,
            "value": estimate(&one.value),
            "next_less_this": one.to_next.as_ref().map(estimate),
        })
    });
    json!({
        "by": by_words(&ranking.by),
        "first": if ranking.by.is_better_low() { "lowest" } else { "highest" },
        "order": order.collect::<Vec<_>>(),
    })
}

fn operator(one: &Screened) -> Value {
    let info = &one.info;
    let figures = json!({
        "break_even_rate": one.break_even_rate.as_ref().map(estimate),
        "break_even_price": one.price.as_ref().map(|(price, _)| price_value(price)),
        "rules": one.rules.iter().map(|(rule, checked)| rule_value(rule, checked)).collect::<Vec<_>>(),
        "fail_if": one.conditions.iter().map(condition).collect::<Vec<_>>(),
    });
    record::labelled(&one.label, info, figures)
}

fn rule_value(rule: &Rule, checked: &Checked) -> Value {
    json!({
        "name": rule.name,
        "origin": origin(rule),
        "source": (!rule.source.is_empty()).then_some(rule.source),
        "of": rule.subject.to_string(),
        "min": rule.min,
        "max": rule.max,
        "found": estimate(&checked.found),
        "assumption": checked.assumption.as_ref().map(|(name, _)| name),
        "paths": checked.paths,
        "verdict": verdict_key(checked.verdict),
    })
}

fn condition(one: &Condition) -> Value {
    json!({
        "condition": one.limit.to_string(),
        "found": estimate(&one.estimate),
        "holds": one.holds,
    })
}

fn origin(rule: &Rule) -> &'static str {
    if rule.is_default { "default" } else { "file" }
}

/// A verdict as files have it.
pub(in crate::output) fn verdict_key(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Pass => "pass",
        Verdict::Fail => "fail",
        Verdict::TooClose => "too_close",
        Verdict::NotApplicable => "not_applicable",
    }
}

/// A row for each rule of each operator.
pub fn rules_table(screening: &Screening) -> ListTable {
    let mut rows = ListTable::new([
        "operator",
        "file",
        "rule",
        "origin",
        "of",
        "assumption",
        "found",
        "standard_error",
        "paths",
        "min",
        "max",
        "verdict",
    ]);
    for one in &screening.operators {
        for (rule, checked) in &one.rules {
            let mut row: Vec<Cell> = vec![
                one.label.as_str().into(),
                one.info.scenario_file.as_str().into(),
                rule.name.as_str().into(),
                origin(rule).into(),
                rule.subject.to_string().into(),
                checked.assumption.as_ref().map_or(Cell::Absent, |(name, _)| name.as_str().into()),
            ];
            row.extend(with_error(&checked.found));
            row.push(checked.paths.map_or(Cell::Absent, Cell::from));
            row.extend([rule.min.into(), rule.max.into(), verdict_key(checked.verdict).into()]);
            match &rule.subject {
                Subject::Simulated(statistic) => rows.push_in(statistic.unit(), row),
                Subject::Assumed(_) => rows.push(row),
            }
        }
    }
    rows
}

/// The table of rules as csv, with all digits.
pub fn screen_csv(screening: &Screening) -> Vec<u8> {
    table_csv(&rules_table(screening))
}

/// A row for each operator, the best first.
pub fn ranking_csv(screening: &Screening, ranking: &Ranking) -> Vec<u8> {
    let mut rows = Rows::new();
    let by = by_words(&ranking.by);
    let error = |name: &str| format!("{name}_standard_error");
    let head =
        ["rank".to_owned(), "operator".to_owned(), "file".to_owned(), by.clone(), error(&by)];
    let next = "next_less_this";
    rows.write(head.into_iter().chain([next.to_owned(), error(next)]));
    for (place, one) in ranking.order.iter().enumerate() {
        let operator = &screening.operators[one.operator];
        let next = one.to_next.unwrap_or(crate::analysis::estimate::Estimate {
            value: f64::NAN,
            standard_error: f64::NAN,
        });
        let cells = [
            (place + 1).to_string(),
            operator.label.clone(),
            operator.info.scenario_file.clone(),
            number(one.value.value),
            number(one.value.standard_error),
            number(next.value),
            number(next.standard_error),
        ];
        rows.write(cells.into_iter());
    }
    rows.finish()
}
