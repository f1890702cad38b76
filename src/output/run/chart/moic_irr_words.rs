//! What the table of multiples and years says.

use super::data::{Ending, Endings, Returns};
use super::hurdle_times::{Meets, meets, two_or_whole, within};
use super::moic_irr_cells::{Outside, Table};
use super::notes::{loss_note, share_error};
use super::titles::{all, everything_lost, none};
use crate::output::chart::{Size, short_name};
use crate::output::format::{moic, moic_tick, part, percent};
use crate::output::given;
use crate::output::words::uncapitalised;

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
            moic_tick(*three),
            time(*three),
            moic_tick(*five),
            time(*five).trim_end_matches(" years"),
        ),
        _ => format!("At {hurdle} a year, {} must come within {}", moic_tick(*one), time(*one)),
    };
    let tail = uncapitalised(&reach);
    vec![format!("{two}; {tail}"), reach]
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
        Cells::Some => format!("heavy line: the {hurdle} hurdle, {time} a row meets it"),
        Cells::All => format!("all of these meet the {hurdle} hurdle"),
        Cells::None => format!("none of these meets the {hurdle} hurdle"),
    }
}

fn short_hurdle_line(returns: &Returns<'_>, table: &Table) -> String {
    let rate = returns.provenance.hurdle_rate;
    let hurdle = given::share(rate);
    match met(table, rate) {
        Cells::Some => format!("line: {hurdle} hurdle"),
        Cells::All => format!("all meet {hurdle}"),
        Cells::None => format!("none meets {hurdle}"),
    }
}

/// How many cells of a table meet a hurdle.
enum Cells {
    Some,
    All,
    None,
}

fn met(table: &Table, hurdle: f64) -> Cells {
    let rows = 0..table.rows.len();
    let cells = rows.flat_map(|row| (0..table.years.len()).map(move |column| (row, column)));
    let (meeting, missing): (Vec<_>, Vec<_>) =
        cells.partition(|(row, column)| hurdle <= table.irr(*row, *column));
    match (meeting.is_empty(), missing.is_empty()) {
        (true, _) => Cells::None,
        (_, true) => Cells::All,
        _ => Cells::Some,
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
