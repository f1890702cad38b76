//! What the table of multiples and years says.

use super::data::{Ending, Endings, Returns};
use super::moic_irr_cells::{Outside, Table};
use super::titles::{all, everything_lost, loss_note, none, share_error};
use crate::output::chart::size::Size;
use crate::output::chart::words::short_name;
use crate::output::format::{moic, part, percent};
use crate::output::given;

/// When a multiple is a rate of at least the hurdle.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Meets {
    Never,
    /// Whenever it comes, as far as anybody waits.
    Always,
    /// If it comes after no more than so many years.
    Within(f64),
    /// If it comes after so many years or more: a loss is a small yearly rate
    /// where it is long in coming.
    From(f64),
}

/// Years beyond which nobody waits.
const LONG: f64 = 99.0;

fn meets(multiple: f64, hurdle: f64) -> Meets {
    let years = libm::log(multiple) / libm::log1p(hurdle);
    match (1.0 <= multiple, hurdle) {
        (is_whole, hurdle) if hurdle <= 0.0 => match is_whole {
            true => Meets::Always,
            false if 0.0 < years && years <= LONG => Meets::From(years),
            false => Meets::Never,
        },
        _ if multiple <= 1.0 => Meets::Never,
        _ if LONG < years => Meets::Always,
        _ => Meets::Within(years),
    }
}

/// A time rounded down, so that it still meets the hurdle.
fn down(years: f64) -> String {
    let steps = steps(years);
    two_or_whole((years * steps + 1e-9).floor() / steps)
}

/// A time rounded up, so that it already meets the hurdle.
fn up(years: f64) -> String {
    let steps = steps(years);
    two_or_whole((years * steps - 1e-9).ceil() / steps)
}

/// Steps of a year that a time is rounded to.
fn steps(years: f64) -> f64 {
    match years {
        years if years < 1.0 => 100.0,
        years if years < 10.0 => 10.0,
        _ => 1.0,
    }
}

/// A number of years to two decimals, without zeros at the end.
fn two_or_whole(years: f64) -> String {
    format!("{}", (100.0 * years).round() / 100.0)
}

/// When a row meets the hurdle, in words under [`head`].
pub(super) fn within(multiple: f64, hurdle: f64) -> String {
    match meets(multiple, hurdle) {
        Meets::Never => "never".to_owned(),
        Meets::Always => "always".to_owned(),
        Meets::Within(years) => format!("{} years", down(years)),
        Meets::From(years) => format!("from year {}", up(years)),
    }
}

/// What [`within`] stands under.
pub(super) fn head(hurdle: f64) -> String {
    let rate = given::share(hurdle);
    if hurdle <= 0.0 { format!("meets {rate}") } else { format!("{rate} within") }
}

/// Titles, longest first.
pub(super) fn titles(returns: &Returns<'_>, table: &Table) -> Vec<String> {
    let run = returns.provenance;
    let hurdle = given::share(run.hurdle_rate);
    if run.paths != 1 && 1.0 <= returns.total_loss.value {
        return vec![everything_lost(run.paths)];
    }
    let reach = match returns.clears_hurdle.value {
        share if share <= 0.0 => none(run.paths, "reaches the hurdle", "misses the hurdle"),
        share if 1.0 <= share => all(run.paths, "reach the hurdle", "reaches the hurdle"),
        share => format!("{} of paths reach the hurdle", percent(share)),
    };
    let known = |multiple: &f64| {
        let meets = meets(*multiple, run.hurdle_rate);
        table.rows.contains(multiple) && matches!(meets, Meets::Within(_))
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
    let (first, last) = table.span();
    let near = format!(
        "below it, share of paths nearest to it by MOIC and exit ({} to {} years)",
        two_or_whole(first),
        two_or_whole(last)
    );
    let line = hurdle_line(returns, table);
    if size == Size::Half {
        return vec![
            format!("Bold: IRR by MOIC and exit year; {near}; {line}"),
            format!(
                "Bold: IRR by MOIC and exit year; below it, share of paths nearest; {}",
                short_hurdle_line(returns, table)
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

/// What the heavy line is, or that there is none: all cells of the table lie on one side of the
/// hurdle where that is very high, or 0 and less.
fn hurdle_line(returns: &Returns<'_>, table: &Table) -> String {
    let rate = returns.provenance.hurdle_rate;
    let hurdle = given::share(rate);
    let time = if 0.0 < rate { "with the time within which" } else { "and when" };
    match met(table, rate) {
        Met::BySome => format!("heavy line: the {hurdle} hurdle, {time} a row meets it"),
        Met::ByAll => format!("all of these meet the {hurdle} hurdle"),
        Met::ByNone => format!("none of these meets the {hurdle} hurdle"),
    }
}

fn short_hurdle_line(returns: &Returns<'_>, table: &Table) -> String {
    let rate = returns.provenance.hurdle_rate;
    let hurdle = given::share(rate);
    match met(table, rate) {
        Met::BySome => format!("line: {hurdle} hurdle"),
        Met::ByAll => format!("all meet {hurdle}"),
        Met::ByNone => format!("none meets {hurdle}"),
    }
}

/// How many cells of a table meet a hurdle.
enum Met {
    BySome,
    ByAll,
    ByNone,
}

fn met(table: &Table, hurdle: f64) -> Met {
    let rows = 0..table.rows.len();
    let cells = rows.flat_map(|row| (0..table.years.len()).map(move |column| (row, column)));
    let (meeting, missing): (Vec<_>, Vec<_>) =
        cells.partition(|(row, column)| hurdle <= table.irr(*row, *column));
    match (meeting.is_empty(), missing.is_empty()) {
        (true, _) => Met::ByNone,
        (_, true) => Met::ByAll,
        _ => Met::BySome,
    }
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
    let hurdle = given::share(run.hurdle_rate);
    let clears = percent(returns.clears_hurdle.value);
    vec![
        format!("Outside the table: {}. IRR of {hurdle} or more: {clears} of paths", list(true)),
        format!("Outside: {}. IRR ≥{hurdle}: {clears}", list(true)),
        format!("Outside: {}", list(false)),
    ]
}

#[cfg(test)]
mod tests {
    use super::{Meets, meets, within};

    #[test]
    fn a_multiple_meets_the_hurdle_until_its_rate_has_fallen_to_it() {
        let Meets::Within(years) = meets(3.0, 0.25) else { panic!("some day") };
        assert!((libm::pow(1.25, years) - 3.0).abs() < 1e-12);
        assert_eq!(within(3.0, 0.25), "4.9 years");
        assert_eq!(within(10.0, 0.25), "10 years");
        assert_eq!(within(1.0, 0.25), "never");
        assert_eq!(within(1.0, 0.0), "always");
        assert_eq!(within(2.0, 2.0), "0.63 years");
        assert_eq!([within(2.0, 0.001), within(1.0, 0.001)], ["always", "never"]);
    }

    #[test]
    fn a_loss_meets_a_hurdle_below_0_once_it_is_long_in_coming() {
        let Meets::From(years) = meets(0.5, -0.05) else { panic!("some day") };
        assert!((libm::pow(0.95, years) - 0.5).abs() < 1e-12);
        assert_eq!([within(0.5, -0.05), within(1.0, -0.05)], ["from year 14", "always"]);
        assert_eq!([within(0.5, 0.0), within(0.5, -0.001)], ["never", "never"]);
    }
}
