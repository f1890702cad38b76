//! What a short lead time is worth, as text and as JSON.

use serde_json::{Value, json};

use crate::analysis::estimate::Estimate;
use crate::analysis::frontier::{Closed, Own, Point, Study, TopUp};
use crate::model::newsvendor::differential_of_premium;
use crate::output::document::Table;
use crate::output::format::{Money, Parts, count, number, percent, plural, short_hash};
use crate::output::record;
use crate::output::record::Record;
use crate::output::terminal::{notes, table_text};

/// A scenario, as results name it.
#[derive(Clone, Debug)]
pub struct ScenarioName {
    /// The name that its file gives it.
    pub name: String,
    /// Its file without the folder.
    pub file: String,
    /// Hash of its text, in hexadecimal.
    pub hash: String,
}

/// A study with what it was made from.
#[derive(Clone, Debug)]
pub struct FrontierReport {
    /// Version of the program that made the study.
    pub program_version: String,
    /// The scenario whose line has the short lead time.
    pub scenario: ScenarioName,
    /// The scenario that it is held against.
    pub against: Option<ScenarioName>,
    /// Name of the product line in it.
    pub line: String,
    /// ISO code of the currency.
    pub currency: String,
    /// Seed of all random streams.
    pub seed: u64,
    /// Whether the line plans for a given service level.
    pub has_service_level: bool,
    /// The premiums that lead times justify, and top-ups.
    pub study: Study,
}

/// A premium in percent, with its error.
pub(in crate::output) fn premium(figure: &Estimate) -> String {
    let points =
        Estimate { value: 100.0 * figure.value, standard_error: 100.0 * figure.standard_error };
    if points.value.is_nan() {
        return absent();
    }
    // An error of nothing, or of a single month, has no digits to give.
    if !(0.005 <= points.standard_error) {
        return format!("{}%", number(points.value, 1));
    }
    let least = crate::output::format::decimals_for(points.standard_error, 1).min(2);
    let Parts { value, error, behind } = Parts::of(&points, least, number);
    Parts { value: format!("{value}%"), error, behind }.to_string()
}

/// A premium without an error, in percent with one decimal.
pub(in crate::output) fn plain_premium(share: f64) -> String {
    format!("{}%", number(100.0 * share, 1))
}

/// A number of days: whole above ten.
pub(in crate::output) fn days(days: f64) -> String {
    let decimals = usize::from(days < 9.95 && 0.05 < (days - days.round()).abs());
    number(days, decimals)
}

/// How the plan's own cost stands to what is justified.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It costs less than is justified.
    Pays,
    /// It costs more.
    DoesNotPay,
    /// The error does not tell.
    Open,
}

impl Verdict {
    /// By the difference of contributions on the same draws.
    pub fn of(gain: &Estimate) -> Self {
        let sure = 2.0 * gain.standard_error;
        match gain.value {
            value if sure < value => Self::Pays,
            value if value < -sure => Self::DoesNotPay,
            _ => Self::Open,
        }
    }

    /// The verdict in a sentence: `it pays`.
    pub fn words(self) -> &'static str {
        match self {
            Self::Pays => "it pays",
            Self::DoesNotPay => "it does not pay",
            Self::Open => "too close to tell",
        }
    }
}

fn absent() -> String {
    "–".to_owned()
}

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
        plural(study.draws, "line-month"),
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

/// A share in whole percent; none where no line-month has it.
fn share(figure: &Estimate) -> String {
    if figure.value.is_nan() { absent() } else { percent(figure.value) }
}

fn remarks(report: &FrontierReport) -> Vec<String> {
    let study = &report.study;
    let mut all = vec![
        "Closed form: the line's numbers at their medians, lead time and forecast floor alone."
            .to_owned(),
        "Simulated: one month at plan for each of the paths, uncertain numbers drawn for each; \
         with batches, count noise, slips and capacity, on the same draws for both plans."
            .to_owned(),
    ];
    if study.draws < 1_000 {
        all.push(format!("Only {}: good for a first look.", plural(study.draws, "line-month")));
    }
    if 0.0 < study.medians.made_to_order_share {
        all.push(format!(
            "{} of the line's customers wait for a unit made to order; here all are served from \
             stock.",
            percent(study.medians.made_to_order_share)
        ));
    }
    if report.has_service_level {
        all.push(
            "The file sets a service level: the simulation keeps it, the closed form and the \
             top-ups order what is best."
                .to_owned(),
        );
    }
    all.extend(limits(study));
    let missing = study.points.iter().filter(|point| point.premium.is_none()).count();
    if 0 < missing {
        all.push(format!(
            "{} of {} points have no simulated premium: the long plan earns nothing there, or no \
             premium makes the plans equal.",
            count(missing as u64),
            count(study.points.len() as u64)
        ));
    }
    all
}

/// Where capacity or salvage bounds what a short lead time can earn.
fn limits(study: &Study) -> Vec<String> {
    let mut all = Vec::new();
    let own = study.own.as_ref().and_then(|own| own.as_it_is);
    let short = own.map_or(0.0, |own| own.held_back);
    if 0.0 < study.held_back || 0.0 < short {
        let both = own.map_or_else(String::new, |own| {
            format!(" and the plan close by in {}", percent(own.held_back))
        });
        all.push(format!(
            "Capacity holds the long plan back in {} of line-months{both}; top-ups are not held \
             back.",
            percent(study.held_back)
        ));
    }
    if 0.0 < study.leftovers_pay {
        all.push(format!(
            "In {} of line-months a left-over unit brings no less than it costs from afar: stock \
             is no risk, and a short lead time earns nothing. They are in the premium; top-ups \
             leave them out.",
            percent(study.leftovers_pay)
        ));
    }
    all
}

/// The study as pretty-printed JSON with a final line end.
pub fn frontier_json(report: &FrontierReport, record: &Record) -> String {
    let study = &report.study;
    let medians = &study.medians;
    let named =
        |one: &ScenarioName| json!({ "name": one.name, "file": one.file, "sha256": one.hash });
    let value = json!({
        "scenario": named(&report.scenario),
        "against": report.against.as_ref().map(named),
        "line": report.line,
        "currency": report.currency,
        "run": { "line_months": study.draws, "seed": record::seed(report.seed) },
        "premium_base": "unit cost of the long plan",
        "long_days": study.long_days,
        "mean_long_unit_cost": estimate(&study.mean_cost),
        "second_source_cost": study.second_source,
        "top_up_premium": study.top_up_premium,
        "share_held_back_by_capacity": study.held_back,
        "share_where_leftovers_pay": study.leftovers_pay,
        "medians": {
            "brings_sold": medians.values.sold,
            "brings_left_over": medians.values.left,
            "long_unit_cost": medians.long_cost,
            "short_unit_cost": medians.short_cost,
            "short_days": medians.short_days,
            "forecast_floor": medians.floor,
            "forecast_volatility": medians.volatility,
        },
        "points": study.points.iter().map(point).collect::<Vec<_>>(),
        "own": study.own.as_ref().map(|own| json!({
            "point": point(&own.point),
            "premium": own.as_it_is.as_ref().map(|own| estimate(&own.premium)),
            "share_held_back_by_capacity": own.as_it_is.as_ref().map(|own| own.held_back),
            "gain_per_unit_of_demand": own.as_it_is.as_ref().map(|own| estimate(&own.gain)),
            "verdict": own.as_it_is.as_ref().map(|own| Verdict::of(&own.gain).words()),
        })),
        "remarks": remarks(report),
    });
    record::document(record, value)
}

fn estimate(figure: &Estimate) -> Value {
    json!({ "value": figure.value, "standard_error": figure.standard_error })
}

fn point(point: &Point) -> Value {
    let TopUp { base, units, gain } = &point.top_up;
    let Closed { premium, mixed, top_up, gain: closed_gain, recovered } = &point.closed;
    json!({
        "ratio": point.ratio,
        "days": point.days,
        "closed_form": {
            "premium": premium,
            "cost_differential": differential_of_premium(*premium),
            "top_up_premium": mixed,
            "top_up": {
                "base": top_up.base,
                "units": top_up.top_up,
                "gain_share_of_unit_cost": closed_gain,
                "share_of_mismatch_cost": recovered,
            },
        },
        "simulated": {
            "premium": point.premium.as_ref().map(estimate),
            "cost_differential": point.premium.map(|one| differential_of_premium(one.value)),
            "top_up_premium": point.mixed.as_ref().map(estimate),
            "top_up": {
                "base": estimate(base),
                "units": estimate(units),
                "gain_share_of_unit_cost": estimate(gain),
            },
        },
    })
}
