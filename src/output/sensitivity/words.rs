//! What drives a run, in sentences.

use super::driver_words::come_to;
use super::evidence_words::of_evidence;
use crate::analysis::drivers::{Drivers, FewRows, Sensitivity, Shares};
use crate::analysis::estimate::Estimate;
use crate::analysis::run_info::RunInfo;
use crate::analysis::sobol::{Decomposition, Interval};
use crate::output::figures::label;
use crate::output::format::{count, two_digits};
use crate::output::statistic_words::{StatisticStyle, statistic_words};
use crate::output::words::{in_sentence, outcome, percent_to_tenths};

/// Paths in a tenth below which it says little.
const FEW_IN_A_TENTH: u64 = 200;

/// What luck is called among the groups.
pub const LUCK: &str = "luck";

/// A share of the variance in per cent, with its interval.
pub fn share(interval: &Interval) -> String {
    if interval.low.is_nan() {
        return percent_to_tenths(interval.value);
    }
    format!(
        "{} [{}, {}]",
        percent_to_tenths(interval.value),
        percent_to_tenths(interval.low),
        percent_to_tenths(interval.high)
    )
}

/// Which statistic is followed, and how.
pub fn how(drivers: &Drivers, info: &RunInfo) -> String {
    let unit = drivers.statistic.unit();
    let base = statistic_words(drivers.base, unit, &info.currency, StatisticStyle::WithError);
    let (each, others) = match drivers.all.len() {
        1 => ("the one", "luck varies"),
        _ => ("each", "all other assumptions vary"),
    };
    format!(
        "{}: {base} over all paths (± 1 s.e.). For {each} assumption that is drawn once a path, the \
         paths are\nsorted by its value and cut into tenths; {others} freely. A bar goes from the \
         lowest tenth\nto the highest; at \u{2195} from the tenth with the least to the one with the \
         most.",
        label(&drivers.statistic, &info.currency),
    )
}

/// What is said where the statistic is the same on all paths.
pub fn nothing(drivers: &Drivers, info: &RunInfo) -> String {
    let base = drivers.base.value;
    format!(
        "Nothing moves {}: it is {} whatever {}.",
        in_sentence(&drivers.statistic, &info.currency),
        statistic_words(base, drivers.statistic.unit(), &info.currency, StatisticStyle::Short),
        come_to(drivers.all.len()),
    )
}

/// How many assumptions do nothing that can be told from noise.
pub fn noise(drivers: &Drivers, info: &RunInfo) -> String {
    let inside: Vec<&str> = drivers
        .all
        .iter()
        .filter(|driver| driver.bar.inside_noise)
        .map(|driver| driver.name.as_str())
        .collect();
    if inside.is_empty() {
        return String::new();
    }
    let figure = in_sentence(&drivers.statistic, &info.currency);
    let are = match (inside.len(), drivers.all.len()) {
        (_, 1) => "is the one assumption".to_owned(),
        (1, all) => format!("is 1 of {all} assumptions"),
        (some, all) => format!("are {some} of {all} assumptions"),
    };
    format!(
        "Inside the noise, within two standard errors of {figure} over a tenth of the paths, {are}: \
         {}.",
        inside.join(", "),
    )
}

/// What no diligence can explain, and what it could.
pub fn unexplained(shares: &Shares, found: &Decomposition) -> Vec<String> {
    let Some(luck) = found.groups.last() else { return Vec::new() };
    let all = luck.total.complement();
    if let [only] = &shares.groups[..]
        && only.len() == 1
    {
        // What it explains by itself is all that assumptions explain.
        return vec![
            format!(
                "If the one uncertain assumption were known exactly, {} of the variance would remain \
                 on average: no diligence can explain it.",
                share(&luck.total)
            ),
            format!("The one assumption explains {}.", share(&all)),
        ];
    }
    let mut lines = vec![
        format!(
            "If every assumption were known exactly, {} of the variance would remain on average: \
             no diligence can explain it.",
            share(&luck.total)
        ),
        format!(
            "All assumptions together explain {}; each by itself, added up, {}.",
            share(&all),
            share(&found.first_order_sum)
        ),
    ];
    if !shares.groups.is_empty() {
        let doubt = if found.together.may_be_nothing() { ", which may be nothing" } else { "" };
        lines.push(format!(
            "The difference, {}, comes of what assumptions do together{doubt}.",
            share(&found.together)
        ));
    }
    lines
}

/// Notes on how far the shares and bars can be relied on, the gravest first.
pub fn remarks(sensitivity: &Sensitivity, info: &RunInfo) -> Vec<String> {
    let Sensitivity { drivers, shares, evidence, tied, at_events, few_rows } = sensitivity;
    let mut all = Vec::new();
    if info.paths / 10 < FEW_IN_A_TENTH && !drivers.all.is_empty() {
        all.push(format!(
            "A tenth is only {} paths: good for a first look; --paths gives more.",
            info.paths / 10
        ));
    }
    if !tied.is_empty() {
        let groups: Vec<String> = tied.iter().map(|group| group.join(", ")).collect();
        all.push(format!(
            "Correlated assumptions move together: a bar shows what comes with one, not what it \
             does alone. In shares of variance they are one group: {}.",
            groups.join("; ")
        ));
    }
    if let (Some(FewRows { rows, columns, simulations }), Some(_)) = (few_rows, shares) {
        all.push(format!(
            "With {} columns the design has {} rows, so that it stays within {} simulations: \
             intervals are wider than they would be with more; --rows asks for more.",
            count(*columns),
            count(*rows),
            count(*simulations),
        ));
    }
    if let Some(shares) = shares {
        all.extend(of_shares(shares, info));
    }
    all.extend(evidence.iter().flat_map(|evidence| of_evidence(evidence, &info.currency)));
    if !at_events.is_empty() {
        all.push(format!(
            "Drawn anew at each event and so part of luck: {}.",
            at_events.join(", ")
        ));
    }
    all
}

fn of_shares(shares: &Shares, info: &RunInfo) -> Vec<String> {
    let currency = &info.currency;
    let outcome = outcome(&shares.output, currency);
    let mut all = Vec::new();
    let Some(found) = &shares.decomposition else {
        return vec![format!(
            "The rows do not differ in {outcome}: there is no variance to share out."
        )];
    };
    let unknown = found.groups.iter().any(|group| group.total.low.is_nan());
    let wide =
        found.groups.iter().filter(|group| !group.first.may_be_nothing() && group.first.is_wide());
    let lost =
        found.groups.iter().filter(|group| 0 < group.changed && group.first.may_be_nothing());
    if unknown {
        all.push(format!(
            "{outcome} differs in so few rows that the shares have no intervals; --rows gives more."
        ));
    } else {
        let (wide, lost) = (wide.count(), lost.count());
        if 0 < wide + lost {
            all.push(format!(
                "Of {} groups, {lost} explain so little alone that it may be nothing, and the \
                 intervals of {wide} more are wider than what they explain alone; more than {} \
                 rows (--rows) tell more.",
                found.groups.len(),
                count(found.rows as u64),
            ));
        }
    }
    if let Some(caps) = shares.caps {
        let unit = shares.output.statistic().unit();
        let [low, high] =
            caps.map(|cap| statistic_words(cap, unit, currency, StatisticStyle::Short));
        all.push(format!(
            "{outcome} below {low} and above {high} (its 1st and 99th percentiles) counts as these: \
             a few huge values would leave the others no variance."
        ));
    }
    all
}

/// A rank correlation with its standard error.
pub fn correlation(figure: &Estimate) -> String {
    if figure.value.is_nan() {
        return "–".to_owned();
    }
    let text = format!("{:.2} ± {}", figure.value.abs(), two_digits(figure.standard_error));
    if figure.value <= -0.005 { format!("\u{2212}{text}") } else { text }
}
