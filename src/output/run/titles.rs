//! Findings about returns, worded from the numbers that are drawn.

use super::chart::bins::Bands;
use super::chart::data::{Returns, percentile};
use crate::output::format::{Money, bound_if_none, moic, part, percent, plural, rate};
use crate::output::given;
use crate::output::percentile_words::{from, multiple_from, multiple_up_to, up_to};
use crate::output::words::{asked, capitalised};

/// P(loss) and its complement, which add to 100.
pub(in crate::output) fn loss_and_rest(returns: &Returns<'_>) -> (String, String) {
    let loss = returns.loss.value;
    let whole = (100.0 * loss).round() as u32;
    (part(whole, loss), part(100 - whole.min(100), 1.0 - loss))
}

/// What all paths do; of one path, what it does.
pub(in crate::output) fn all(paths: u64, they: &str, it: &str) -> String {
    match paths {
        1 => format!("The only path {it}"),
        _ => format!("All of {} {they}", plural(paths, "path")),
    }
}

/// What no path does; of one path, what it does not.
pub(in crate::output) fn none(paths: u64, does: &str, does_not: &str) -> String {
    match paths {
        1 => format!("The only path {does_not}"),
        _ => format!("None of {} {does}", plural(paths, "path")),
    }
}

/// A share of paths whose percentage is `percent`, in words.
pub(in crate::output) fn of_paths(share: f64, percent: &str) -> String {
    match share {
        share if share <= 0.0 => "no path".to_owned(),
        share if 1.0 <= share => "all paths".to_owned(),
        _ => format!("{percent} of paths"),
    }
}

/// Titles on losses, longest first.
pub(in crate::output) fn losses(returns: &Returns<'_>, bands: &Bands) -> Vec<String> {
    with_money_back(losses_alone(returns, bands), bands)
}

fn losses_alone(returns: &Returns<'_>, bands: &Bands) -> Vec<String> {
    let paths = returns.provenance.paths;
    let (loss, total) = (returns.loss.value, returns.total_loss.value);
    let upside = match bands.at_least_3x() {
        share if share <= 0.0 => "none returns 3x or more".to_owned(),
        share if 1.0 <= share => "all return 3x or more".to_owned(),
        _ => format!("{} return 3x or more", bands.three()),
    };
    if let Some(title) = certain(returns, bands.maximum) {
        return vec![title];
    }
    if loss <= 0.0 {
        let nobody = none(paths, "loses money", "does not lose money");
        let bound = bound_if_none(paths);
        return vec![format!("{nobody} (<{bound}); {upside}"), format!("{nobody}; {upside}")];
    }
    let lose = if 1.0 <= loss {
        all(paths, "lose money", "loses money")
    } else {
        format!("{} of paths lose money", loss_and_rest(returns).0)
    };
    let everything = if total <= 0.0 {
        "none loses everything".to_owned()
    } else {
        format!("{} lose everything", bands.nothing())
    };
    vec![format!("{lose} and {everything}; {upside}"), format!("{lose}; {upside}")]
}

/// Of a single path what it returns, and of others that all of them lose everything.
pub(in crate::output) fn certain(returns: &Returns<'_>, best: f64) -> Option<String> {
    match returns.provenance.paths {
        1 => Some(format!("The only path returns {}", moic(best))),
        paths => (1.0 <= returns.total_loss.value).then(|| everything_lost(paths)),
    }
}

pub(in crate::output) fn everything_lost(paths: u64) -> String {
    all(paths, "lose everything", "loses everything")
}

/// Titles on the range of MOIC; `best` is the largest.
pub(in crate::output) fn range(returns: &Returns<'_>, bands: &Bands) -> Vec<String> {
    let told = range_alone(returns, bands.maximum);
    with_money_back(told, bands)
}

/// Titles with those that return just the capital, where they are many, each before its shorter
/// self.
fn with_money_back(titles: Vec<String>, bands: &Bands) -> Vec<String> {
    const MANY: f64 = 0.05;
    if bands.money_back < MANY || 1.0 <= bands.money_back {
        return titles;
    }
    let back = bands.back();
    let longer = titles.iter().map(|title| format!("{title}; {back} get exactly their money back"));
    longer.chain(titles.clone()).collect()
}

fn range_alone(returns: &Returns<'_>, best: f64) -> Vec<String> {
    let paths = returns.provenance.paths;
    let at = |p| percentile(returns.moic_percentiles, p).value;
    let moics = returns.moic;
    let (middle, high) = (multiple_up_to(at(50), moics), multiple_up_to(at(90), moics));
    if let Some(title) = certain(returns, best) {
        return vec![title];
    }
    if at(90) <= 0.0 {
        let lost = percent(returns.total_loss.value);
        return vec![format!("{lost} of paths return nothing; the best returns {}", moic(best))];
    }
    if middle == high && moics.iter().all(|moic| *moic <= at(90)) {
        return vec![format!("{} {high} or less", all(paths, "return", "returns"))];
    }
    let up_to = |what, part, percent| capitalised(&up_to(what, part, at(percent), moics));
    if middle == high {
        return vec![format!("{} {high} or less", up_to("nine in ten paths return", 0.9, 90))];
    }
    let top = from("one in ten returns", 0.1, at(90), moics);
    let high = multiple_from(at(90), moics);
    if at(50) <= 0.0 {
        return vec![format!("At least half of the paths return nothing; {top} {high} or more")];
    }
    let half = up_to("half of the paths return", 0.5, 50);
    vec![format!("{half} {middle} or less; {top} {high} or more")]
}

/// Titles on IRR; `clears` is the percentage of paths that reach what a success must earn.
pub(in crate::output) fn hurdle(returns: &Returns<'_>, clears: &str) -> Vec<String> {
    let run = returns.provenance;
    let rate_of = |value| rate(value, run.rates.target);
    let hurdle = given::share(run.rates.target);
    let asked = asked(run.rates);
    let median = rate_of(percentile(returns.irr_percentiles, 50).value);
    if run.paths == 1 {
        return vec![format!("The only path has an IRR of {median}; the {asked} is {hurdle}")];
    }
    let reach = match returns.reaches_target.value {
        share if share <= 0.0 => {
            let misses = format!("misses the {asked}");
            none(run.paths, &format!("reaches the {hurdle} {asked}"), &misses)
        }
        share if 1.0 <= share => {
            let reaches = format!("reaches the {asked}");
            all(run.paths, &format!("reach the {hurdle} {asked}"), &reaches)
        }
        _ => format!("{clears} of paths reach the {hurdle} {asked}"),
    };
    vec![format!("{reach}; the median IRR is {median}")]
}

/// Titles on NPV; `positive` is the share of paths above 0, and its percentage.
pub(in crate::output) fn value(
    returns: &Returns<'_>,
    positive: f64,
    percentage: &str,
    unit: &Money<'_>,
) -> Vec<String> {
    let run = returns.provenance;
    let hurdle = given::share(run.rates.hurdle);
    let mean = unit.of(returns.mean_npv.value);
    let median = unit.of(percentile(returns.npv_percentiles, 50).value);
    if run.paths == 1 {
        return vec![format!("At {hurdle} a year, the only path has an NPV of {median}")];
    }
    let share = of_paths(positive, percentage);
    let positive = format!("NPV is positive in {share}");
    // A mean that its error does not tell from 0 is no finding.
    if returns.mean_npv.value.abs() < 2.0 * returns.mean_npv.standard_error {
        return vec![
            format!("At {hurdle} a year, {}; median {median}", positive),
            format!("{positive}; median {median}"),
            positive,
        ];
    }
    vec![
        format!("At {hurdle} a year, {positive}; mean {mean}, median {median}"),
        format!("{positive}; mean {mean}, median {median}"),
        format!("{positive}; mean {mean}"),
    ]
}
