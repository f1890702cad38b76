//! The finding: what a reader who reads no further has to know.

use super::Material;
use super::words::{of_futures, part, told};
use crate::analysis::compare::{Contender, Pair};
use crate::analysis::summary::Summary;
use crate::model::outcome::{Route, Unit};
use crate::output::document::Section;
use crate::output::format::{bound_if_none, count, moic, moic_with_error, percent, plural, rate};
use crate::output::given;
use crate::output::percentile_words::{from, multiple_from, multiple_up_to, up_to};
use crate::output::statistic_words::{StatisticStyle, statistic_words};
use crate::output::words::capitalised;

pub(super) fn title(of: &Material<'_>) -> String {
    format!("{}: investment memo", of.info().scenario_name)
}

/// The run; the deal stands below it.
pub(super) fn facts(of: &Material<'_>) -> String {
    let info = of.info();
    let vertical =
        if info.vertical.is_empty() { String::new() } else { format!("{} · ", info.vertical) };
    format!(
        "{vertical}horizon {} · {}",
        plural(info.horizon_months as u64, "month"),
        plural(info.paths, "simulated path"),
    )
}

pub(super) fn section(of: &Material<'_>) -> Section {
    Section::new("The finding").text(&sentences(of))
}

/// Two to four sentences; and one for each alternative.
pub(super) fn sentences(of: &Material<'_>) -> Vec<String> {
    let summary = of.summary();
    let mut sentences = match summary.paths {
        1 => only(of),
        _ => vec![loss(summary), upside(of), range(summary, &of.plan().outcomes.moic)],
    };
    if let Some(against) = of.against {
        let others = of.contenders[1..].iter().zip(&against.comparison.pairs);
        sentences.extend(others.map(|(other, pair)| alternative(other, pair, of.currency())));
    }
    sentences.retain(|sentence| !sentence.is_empty());
    sentences
}

/// The finding of a run of one path, which has no chances.
fn only(of: &Material<'_>) -> Vec<String> {
    let (summary, info) = (of.summary(), of.info());
    let ended = summary.routes.iter().find(|route| 0 < route.paths);
    let month = ended.and_then(|route| route.exit_month).map_or(f64::NAN, |months| months[1].value);
    let month = format!("month {:.0}", month + 1.0);
    let how = match ended.map(|route| (route.route, &route.name)) {
        Some((Route::Failure, _)) => format!("fails in {month}"),
        Some((Route::Sale(_), name)) => format!("ends by {name} in {month}"),
        _ => format!("is still operating in {month}, the horizon"),
    };
    vec![
        format!(
            "One path was simulated: it returns {} of what was paid in, an IRR of {}, and {how}.",
            moic(summary.moic.mean.value),
            rate(summary.irr.mean.value, info.target_irr),
        ),
        "One path says nothing of chances.".to_owned(),
    ]
}

fn loss(summary: &Summary) -> String {
    let paths = count(summary.paths as u64);
    let (loss, total) = (summary.loss.value, summary.total_loss.value);
    if 1.0 <= total {
        return format!("In all {paths} simulated paths the investor gets nothing back.");
    }
    if loss <= 0.0 {
        return format!(
            "In none of {paths} simulated paths does the investor get back less than was paid in \
             (at 95% confidence, the chance of it is below {}).",
            bound_if_none(summary.paths as u64)
        );
    }
    let share = match loss {
        loss if 1.0 <= loss => format!("all {paths}"),
        _ => format!("{} of {paths}", part(&summary.loss, summary.paths)),
    };
    let nothing = match total {
        total if total <= 0.0 => "something comes back in each of them".to_owned(),
        _ => format!("in {} nothing comes back at all", part(&summary.total_loss, summary.paths)),
    };
    format!("In {share} simulated paths the investor gets back less than was paid in; {nothing}.")
}

fn upside(of: &Material<'_>) -> String {
    let summary = of.summary();
    if 1.0 <= summary.total_loss.value {
        return String::new();
    }
    let three = capitalised(&of_futures(&summary.at_least_3x, summary.paths));
    let clears = part(&summary.reaches_target, summary.paths);
    let target = given::share(of.info().target_irr);
    let asked = if of.info().rates().is_apart() { "target" } else { "hurdle rate" };
    format!("{three} return 3x or more, and {clears} earn the {asked} of {target} a year or more.")
}

fn range(summary: &Summary, moics: &[f64]) -> String {
    if 1.0 <= summary.total_loss.value {
        return String::new();
    }
    let [middle, high] = [0.5, 0.9].map(|p| summary.moic.at(p).value);
    let (half_to, nine_to) = (multiple_up_to(middle, moics), multiple_up_to(high, moics));
    let ten_from = multiple_from(high, moics);
    let spread = if high <= 0.0 {
        format!(
            "At least nine in ten paths return nothing, and the best returns {}",
            moic(summary.moic.max)
        )
    } else if middle <= 0.0 {
        let top = from("one in ten", 0.1, high, moics);
        format!("At least half of the paths return nothing, and {top} {ten_from} or more")
    } else if half_to == nine_to && summary.moic.max <= high {
        let paths = count(summary.paths as u64);
        format!("All {paths} paths return {nine_to} or less")
    } else if half_to == nine_to {
        let nine = up_to("nine in ten paths return", 0.9, high, moics);
        format!("{} {nine_to} or less", capitalised(&nine))
    } else {
        let half = capitalised(&up_to("half of the paths return", 0.5, middle, moics));
        let top = from("one in ten", 0.1, high, moics);
        format!("{half} {half_to} or less, and {top} {ten_from} or more")
    };
    let mean = moic_with_error(&summary.moic.mean);
    let heavy = match summary.tail.is_heavy() {
        true => format!(
            ", an error that is too small because the best 1% of paths carry {} of the mean",
            percent(summary.tail.top_1_percent_share)
        ),
        false => String::new(),
    };
    format!("{spread}; the mean is {mean}{heavy}.")
}

fn alternative(other: &Contender<'_>, pair: &Pair, currency: &str) -> String {
    let [loss, mean] = [pair.loss(), pair.mean_moic()];
    format!(
        "Held against it on the same draws, {} has a chance of loss of {}, which is {}, and a mean \
         MOIC of {}, which is {}.",
        other.label,
        statistic_words(loss.other, Unit::Share, currency, StatisticStyle::WithError),
        told(loss, Unit::Share, currency),
        statistic_words(mean.other, Unit::Multiple, currency, StatisticStyle::WithError),
        told(mean, Unit::Multiple, currency),
    )
}
