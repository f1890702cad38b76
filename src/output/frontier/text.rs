//! What a short lead time is worth, for the terminal.

use super::notes::remarks;
use super::report::{FrontierReport, ScenarioName, Verdict, absent, days, plain_premium, premium};
use crate::analysis::estimate::Estimate;
use crate::analysis::frontier::{Own, TopUp};
use crate::model::newsvendor::differential_of_premium;
use crate::output::document::Table;
use crate::output::format::{Money, number, percent, plural, short_hash};
use crate::output::terminal::{notes, table_text};

/// The whole study as text.
pub fn frontier_text(report: &FrontierReport) -> String {
    let sections = [
        heading(report),
        premiums(report),
        own(report).unwrap_or_default(),
        top_ups(report),
        notes(&remarks(report)),
    ];
    sections.iter().filter(|one| !one.is_empty()).cloned().collect::<Vec<_>>().join("\n\n") + "\n"
}

fn heading(report: &FrontierReport) -> String {
    let FrontierReport { scenario, study, .. } = report;
    let named =
        |one: &ScenarioName| format!("{} ({} {})", one.name, one.file, short_hash(&one.hash));
    let far = report.against.as_ref().map_or_else(
        || "the same line at a long lead time".to_owned(),
        |other| format!("the same line in {}", named(other)),
    );
    let money = Money::scale(study.mean_cost.value, &report.currency);
    format!(
        "{} · line {}\nagainst {far}: {} days, unit cost {} on average\n{} · seed {} · amounts in \
         {} · shortrun {}",
        named(scenario),
        report.line,
        days(study.long_days),
        money.with_error(&study.mean_cost),
        plural(study.draws, "season"),
        report.seed,
        report.currency,
        report.program_version,
    )
}

fn premiums(report: &FrontierReport) -> String {
    let study = &report.study;
    let money = Money::scale(study.mean_cost.value, &report.currency);
    let mut table = Table::labelled(&[
        "Justified premium",
        "days",
        "closed form",
        "simulated ± s.e.",
        "a unit",
        "differential",
        "top-up: closed form",
        "simulated ± s.e.",
    ]);
    for point in &study.points {
        let of =
            |show: &dyn Fn(&Estimate) -> String| point.premium.as_ref().map_or_else(absent, show);
        table.row([
            format!("ratio {}", number(point.ratio, 2)),
            days(point.days),
            plain_premium(point.closed.premium),
            of(&premium),
            of(&|figure| money.of(figure.value * study.mean_cost.value)),
            of(&|figure| plain_premium(differential_of_premium(figure.value))),
            point.closed.mixed.map_or_else(absent, plain_premium),
            point.mixed.as_ref().map_or_else(absent, premium),
        ]);
    }
    format!(
        "{}\nPremium: share of the long plan's unit cost. Differential: the same as a share of the \
         short plan's.\nTop-up: the highest premium at which a base order from afar with a top-up \
         from close by\nstill gains {} of the unit cost for each unit of demand, the cost of a \
         second source.",
        table_text(&table),
        plain_premium(study.second_source),
    )
}

/// What the plan's own lead time justifies, in a sentence or two.
fn own(report: &FrontierReport) -> Option<String> {
    let Own { point, as_it_is } = report.study.own.as_ref()?;
    let justified = point.premium.as_ref().map_or_else(|| "no figure".to_owned(), premium);
    let at = format!("at its {} days", days(point.days));
    Some(match as_it_is {
        Some(own) => format!(
            "The plan costs {} more a unit; {justified} is justified {at}: {} ({} a unit of \
             demand, 1 s.e.).",
            premium(&own.premium),
            Verdict::of(&own.gain).words(),
            Money::scale(report.study.mean_cost.value, &report.currency).with_error(&own.gain),
        ),
        None => format!(
            "The line as it is, {at}: a premium of {justified} is justified ({} in closed form).",
            plain_premium(point.closed.premium)
        ),
    })
}

fn top_ups(report: &FrontierReport) -> String {
    let study = &report.study;
    let asked = plain_premium(study.top_up_premium);
    let title = format!("Base order and top-up at {asked}");
    let mut table = Table::labelled(&[
        title.as_str(),
        "days",
        "base / demand",
        "top-up / demand",
        "gain in % of unit cost",
        "closed form",
        "of mismatch cost",
    ]);
    for point in &study.points {
        let TopUp { base, units, gain } = &point.top_up;
        table.row([
            format!("ratio {}", number(point.ratio, 2)),
            days(point.days),
            share(base),
            share(units),
            premium(gain),
            plain_premium(point.closed.gain),
            format!("{}%", number(100.0 * point.closed.recovered, 0)),
        ]);
    }
    table_text(&table)
}

/// A share in whole percent; none where no season has it.
fn share(figure: &Estimate) -> String {
    if figure.value.is_nan() { absent() } else { percent(figure.value) }
}
