//! What the table of multiples and years says.

use super::data::{Ending, Endings, Returns};
use super::moic_irr_cells::{Outside, Table};
use super::size::Size;
use super::titles::{all, everything_lost, loss_note, none, share_error};
use super::words::short_name;
use crate::output::format::{moic, part, percent, rate};

/// The longest time after which a multiple still is a rate of at least the
/// hurdle, in years; infinite where it always is, nothing where it never is.
fn latest(multiple: f64, hurdle: f64) -> Option<f64> {
    let years = libm::log(multiple) / libm::log1p(hurdle);
    match (multiple, hurdle) {
        (multiple, hurdle) if hurdle <= 0.0 => (1.0 <= multiple).then_some(f64::INFINITY),
        (multiple, _) if multiple <= 1.0 => None,
        _ => Some(years),
    }
}

/// A time rounded down, so that it still meets the hurdle.
fn down(years: f64) -> String {
    let steps = match years {
        years if years < 1.0 => 100.0,
        years if years < 10.0 => 10.0,
        _ => 1.0,
    };
    two_or_whole((years * steps + 1e-9).floor() / steps)
}

/// A number of years to two decimals, without zeros at the end.
fn two_or_whole(years: f64) -> String {
    format!("{}", (100.0 * years).round() / 100.0)
}

/// The latest time in words.
pub(super) fn within(multiple: f64, hurdle: f64) -> String {
    match latest(multiple, hurdle) {
        None => "never".to_owned(),
        Some(years) if years.is_infinite() || 99.0 < years => "always".to_owned(),
        Some(years) => format!("{} years", down(years)),
    }
}

/// Titles, longest first.
pub(super) fn titles(returns: &Returns<'_>, table: &Table) -> Vec<String> {
    let run = returns.provenance;
    let hurdle = rate(run.hurdle_rate, run.hurdle_rate);
    if run.paths != 1 && 1.0 <= returns.total_loss.value {
        return vec![everything_lost(run.paths)];
    }
    let reach = match returns.clears_hurdle.value {
        share if share <= 0.0 => none(run.paths, "reaches the hurdle", "misses the hurdle"),
        share if 1.0 <= share => all(run.paths, "reach the hurdle", "reaches the hurdle"),
        share => format!("{} of paths reach the hurdle", percent(share)),
    };
    let known = |multiple: &f64| {
        let years = latest(*multiple, run.hurdle_rate).filter(|years| years.is_finite());
        table.rows.contains(multiple) && years.is_some()
    };
    let asked: Vec<f64> = [3.0, 5.0].into_iter().filter(known).collect();
    let time = |multiple: f64| within(multiple, run.hurdle_rate);
    let [.., one] = asked.as_slice() else { return vec![reach] };
    let two = match asked.as_slice() {
        [three, five] => format!(
            "At {hurdle} a year, {} must come within {} and {} within {}",
            moic_of(*three),
            time(*three),
            moic_of(*five),
            time(*five).trim_end_matches(" years"),
        ),
        _ => format!("At {hurdle} a year, {} must come within {}", moic_of(*one), time(*one)),
    };
    let tail = lower_first(&reach);
    vec![format!("{two}; {tail}"), reach]
}

fn moic_of(multiple: f64) -> String {
    crate::output::format::moic_tick(multiple)
}

/// `All of …` within a sentence.
fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    let first: String = letters.next().into_iter().flat_map(char::to_lowercase).collect();
    first + letters.as_str()
}

/// Subtitles, longest first.
pub(super) fn subtitles(returns: &Returns<'_>, table: &Table, size: Size) -> Vec<String> {
    let name = short_name(returns.provenance);
    let hurdle = rate(returns.provenance.hurdle_rate, returns.provenance.hurdle_rate);
    let (first, last) = table.span();
    let near = format!(
        "below it, share of paths nearest to it by MOIC and exit ({} to {} years)",
        two_or_whole(first),
        two_or_whole(last)
    );
    let line =
        format!("heavy line: the {hurdle} hurdle, with the time within which a row meets it");
    if size == Size::Half {
        return vec![
            format!("Bold: IRR by MOIC and exit year; {near}; {line}"),
            format!(
                "Bold: IRR by MOIC and exit year; below it, share of paths nearest; line: {hurdle} hurdle"
            ),
        ];
    }
    vec![
        format!(
            "{name}: IRR of one payment in and one back, by MOIC and exit year; {near}; {line}"
        ),
        format!("IRR of one payment in and one back, by MOIC and exit year; {near}; {line}"),
        format!("IRR of one payment in and one back; below it, share of paths nearest; {line}"),
    ]
}

/// Footer notes.
pub(super) fn notes(returns: &Returns<'_>, endings: &Endings<'_>, table: &Table) -> Vec<String> {
    let open = endings.endings.iter().filter(|(ending, _)| *ending == Ending::Operating).count();
    let open = open as f64 / endings.endings.len() as f64;
    let mut notes = vec![
        "one payment in, one out".to_owned(),
        share_error(returns.provenance.paths, table.shares()),
        loss_note(returns),
    ];
    if 0.0 < open {
        notes.push(format!("{} end at the horizon, valued by rule", percent(open)));
    }
    notes
}

/// Paths that are in no cell, and those that reach the hurdle; longest first.
pub(super) fn outside(returns: &Returns<'_>, table: &Table) -> Vec<String> {
    let run = returns.provenance;
    let (low, high) = table.multiples();
    let (first, last) = table.span();
    let words = [
        (Outside::TotalLoss, "total losses (−100%)".to_owned(), "total losses".to_owned()),
        (Outside::Below, format!("below {}", moic(low)), format!("<{}", moic(low))),
        (Outside::Above, format!("above {}", moic(high)), format!(">{}", moic(high))),
        (
            Outside::Sooner,
            format!("before {} years", two_or_whole(first)),
            format!("<{} years", two_or_whole(first)),
        ),
        (
            Outside::Later,
            format!("after {} years", two_or_whole(last)),
            format!(">{} years", two_or_whole(last)),
        ),
    ];
    let list = |long: bool| {
        let some = words.iter().filter(|(place, ..)| 0.0 < table.beyond(*place).0);
        let some: Vec<String> = some
            .map(|(place, longer, shorter)| {
                let (share, percent) = table.beyond(*place);
                format!("{} {}", part(percent, share), if long { longer } else { shorter })
            })
            .collect();
        if some.is_empty() { "no path".to_owned() } else { some.join(", ") }
    };
    let hurdle = rate(run.hurdle_rate, run.hurdle_rate);
    let clears = percent(returns.clears_hurdle.value);
    vec![
        format!("Outside the table: {}. IRR of {hurdle} or more: {clears} of paths", list(true)),
        format!("Outside: {}. IRR ≥{hurdle}: {clears}", list(true)),
        format!("Outside: {}", list(false)),
    ]
}

#[cfg(test)]
mod tests {
    use super::{latest, within};

    #[test]
    fn a_multiple_meets_the_hurdle_until_its_rate_has_fallen_to_it() {
        let years = latest(3.0, 0.25).expect("some day");
        assert!((libm::pow(1.25, years) - 3.0).abs() < 1e-12);
        assert_eq!(within(3.0, 0.25), "4.9 years");
        assert_eq!(within(10.0, 0.25), "10 years");
        assert_eq!(within(1.0, 0.25), "never");
        assert_eq!(within(1.0, 0.0), "always");
        assert_eq!(within(2.0, 2.0), "0.63 years");
    }
}
