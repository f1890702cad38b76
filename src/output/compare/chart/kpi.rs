//! Chart of operating figures of several scenarios: how quick they are, and what that costs by the
//! unit.

use super::versus::{provenance, short};
use crate::analysis::compare::{Comparison, Contender, Difference, Verdict};
use crate::analysis::kpi::Kpi;
use crate::model::outcome::Figure;
use crate::output::chart::{Chart, Domains, Size};
use crate::output::format::{Money, percent};
use crate::output::run::chart::kpi::{KpiPlan, figure_words, kpi_of_plans, most_plans};

/// Draws a row for each scenario in each panel, for as many scenarios as there is room.
pub(in crate::output) fn kpi(
    contenders: &[Contender<'_>],
    comparison: &Comparison,
    like: Option<&Domains>,
    size: Size,
) -> Chart {
    let shown = &contenders[..contenders.len().min(most_plans(size))];
    let plans: Vec<KpiPlan<'_>> = shown.iter().map(plan).collect();
    let more = contenders.len() - shown.len();
    let titles = |drawn: &[Kpi]| titles(shown, comparison, drawn);
    kpi_of_plans(&plans, &provenance(shown), (&titles, more), like, size)
}

fn plan<'a>(one: &Contender<'a>) -> KpiPlan<'a> {
    let Contender { label, info, summary, outcomes } = *one;
    KpiPlan { label, info, summary, outcomes }
}

/// Titles, longest first.
fn titles(contenders: &[Contender<'_>], comparison: &Comparison, drawn: &[Kpi]) -> Vec<String> {
    let is_drawn = |figure: Figure| drawn.contains(&Kpi::Figure(figure));
    match contenders {
        [first, other] => two(first, other, comparison, &is_drawn),
        _ => many(contenders, &is_drawn),
    }
}

fn median(one: &Contender<'_>, figure: Figure) -> Option<f64> {
    let found = one.summary.figures.iter().find(|of| of.figure == figure)?;
    Some(found.spread.as_ref()?.at(0.5).value)
}

fn days(value: f64) -> String {
    figure_words(Kpi::Figure(Figure::FulfilmentDays), value, "")
}

fn two(
    first: &Contender<'_>,
    other: &Contender<'_>,
    comparison: &Comparison,
    is_drawn: &dyn Fn(Figure) -> bool,
) -> Vec<String> {
    let (a, b) = (short(first.label), short(other.label));
    let pair = &comparison.pairs[0];
    let of = |figure: Figure| {
        let found = pair.figures.iter().find(|one| one.figure == figure && is_drawn(figure));
        found?.of.as_ref()
    };
    let both = median(first, Figure::FulfilmentDays).zip(median(other, Figure::FulfilmentDays));
    let met = both.zip(of(Figure::FulfilmentDays)).map(|((of_a, of_b), difference)| {
        let (of_a, of_b) = (days(of_a), days(of_b));
        match difference.verdict() {
            Verdict::Higher | Verdict::Lower if of_a != of_b => {
                format!("{b} meets orders in {of_b} instead of {of_a}")
            }
            Verdict::Indistinguishable => {
                format!("{b} and {a} cannot be told apart by how soon they meet orders")
            }
            _ => format!("{b} and {a} meet orders in {of_b}"),
        }
    });
    let earned =
        of(Figure::UnitGrossMargin).map(|difference| earns(difference, &first.info.currency, &b));
    match (met, earned) {
        (Some(met), Some([long, short])) => {
            let does = met.contains("instead");
            let joined = if does { format!("{met} and {short}") } else { format!("{met}; {long}") };
            vec![joined, met]
        }
        (Some(one), None) => vec![one],
        (None, Some([one, _])) => vec![one],
        (None, None) => vec!["No path has these figures in both scenarios".to_owned()],
    }
}

/// What a unit of the other scenario earns more or less than one of the first, with the scenario's
/// name and without.
fn earns(difference: &Difference, currency: &str, name: &str) -> [String; 2] {
    let size = difference.difference.value.abs();
    let amount = Money::scale(size, currency).of(size);
    let text = match difference.verdict() {
        Verdict::Higher => format!("earns {amount} more a unit"),
        Verdict::Lower => format!("earns {amount} less a unit"),
        Verdict::Equal => "earns the same a unit".to_owned(),
        _ => {
            return [
                "margins a unit cannot be told apart",
                "a margin a unit that cannot be told apart",
            ]
            .map(str::to_owned);
        }
    };
    [format!("{name} {text}"), text]
}

fn many(contenders: &[Contender<'_>], is_drawn: &dyn Fn(Figure) -> bool) -> Vec<String> {
    let range = |figure: Figure, words: &dyn Fn(f64) -> String| {
        let medians = contenders.iter().filter_map(|one| median(one, figure));
        let values: Vec<f64> = medians.filter(|_| is_drawn(figure)).collect();
        let low = values.iter().copied().reduce(f64::min)?;
        let high = values.iter().copied().reduce(f64::max)?;
        let (low, high) = (words(low), words(high));
        let from = low.strip_suffix(" days").unwrap_or(&low);
        Some(if low == high { low } else { format!("{from} to {high}") })
    };
    let met = range(Figure::FulfilmentDays, &days);
    let cost = range(Figure::MarkdownRate, &percent);
    let all = contenders.len();
    let met = met.map(|met| format!("At the median, {all} scenarios meet orders in {met}"));
    match (met, cost) {
        (Some(met), Some(cost)) => vec![format!("{met}; markdowns cost {cost}"), met],
        (Some(met), None) => vec![met],
        (None, Some(cost)) => {
            vec![format!("At the median, markdowns cost {cost} in {all} scenarios")]
        }
        (None, None) => vec!["No path has these figures".to_owned()],
    }
}
