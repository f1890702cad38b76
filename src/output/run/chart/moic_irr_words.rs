//! What the table of multiples and years says.

use super::data::{Ending, Endings, Returns};
use super::moic_irr_cells::Table;
use crate::analysis::hurdle::{Meets, meets};
use crate::analysis::moic_years::Outside;
use crate::analysis::statistic::Rates;
use crate::output::chart::{Size, listed};
use crate::output::format::{moic, moic_tick, percent};
use crate::output::given;
use crate::output::run::hurdle_times::{two_or_whole, within};
use crate::output::run::notes::{loss_note, share_error};
use crate::output::run::titles::{all, everything_lost, none};
use crate::output::words::{asked, uncapitalised};

/// Titles, longest first.
pub(super) fn titles(returns: &Returns<'_>, table: &Table) -> Vec<String> {
    let run = returns.provenance;
    let hurdle = given::share(run.rates.target);
    let asked_for = asked(run.rates);
    if run.paths != 1 && 1.0 <= returns.total_loss.value {
        return vec![everything_lost(run.paths)];
    }
    let reach = match returns.reaches_target.value {
        share if share <= 0.0 => {
            none(run.paths, &format!("reaches the {asked_for}"), &format!("misses the {asked_for}"))
        }
        share if 1.0 <= share => {
            all(run.paths, &format!("reach the {asked_for}"), &format!("reaches the {asked_for}"))
        }
        share => format!("{} of paths reach the {asked_for}", percent(share)),
    };
    let known = |multiple: &f64| {
        let meets = meets(*multiple, run.rates.target);
        table.paths.rows.contains(multiple) && matches!(meets, Meets::Within(_))
    };
    let told: Vec<f64> = [3.0, 5.0].into_iter().filter(known).collect();
    let time = |multiple: f64| within(multiple, run.rates.target);
    let [.., one] = told.as_slice() else { return vec![reach] };
    let two = match told.as_slice() {
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
    let [first, last] = table.paths.ends[1];
    let near = format!(
        "bold, the share of paths nearest to each by MOIC and exit ({} to {} years)",
        two_or_whole(first),
        two_or_whole(last)
    );
    let [line, short] = hurdle_line(returns, table);
    if size == Size::Half {
        return vec![
            format!("IRR by MOIC and exit year; {near}; {line}"),
            format!("IRR by MOIC and exit year; bold: share of paths nearest; {short}"),
        ];
    }
    vec![
        format!("IRR of one payment in and one back, by MOIC and exit year; {near}; {line}"),
        format!("IRR of one payment in and one back; bold: share of paths nearest; {line}"),
    ]
}

/// What the heavy line is, or that there is none: all cells of the table lie on one side of the
/// hurdle where that is very high, or 0 and less. In a long wording and a short one.
fn hurdle_line(returns: &Returns<'_>, table: &Table) -> [String; 2] {
    let Rates { target: rate, .. } = returns.provenance.rates;
    let (hurdle, asked) = (given::share(rate), asked(returns.provenance.rates));
    let time = if 0.0 < rate { "with the time within which" } else { "and when" };
    let meets = |(row, column): (usize, usize)| rate <= table.paths.irr(row, column);
    match (table.cells().any(meets), table.cells().all(meets)) {
        (false, _) => {
            [format!("none of these meets the {hurdle} {asked}"), format!("none meets {hurdle}")]
        }
        (_, true) => {
            [format!("all of these meet the {hurdle} {asked}"), format!("all meet {hurdle}")]
        }
        _ => [
            format!("heavy line: the {hurdle} {asked}, {time} a row meets it"),
            format!("line: {hurdle} {asked}"),
        ],
    }
}

/// Footer notes.
pub(super) fn notes(returns: &Returns<'_>, endings: &Endings<'_>, table: &Table) -> Vec<String> {
    let open = endings.endings.iter().filter(|(ending, _)| *ending == Ending::Operating).count();
    let open = open as f64 / endings.endings.len() as f64;
    let mut notes = vec![
        "one payment in, one out".to_owned(),
        share_error(returns.provenance.paths, &table.paths.shares),
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
    let [[low, high], [first, last]] = table.paths.ends;
    let [low, high] = [low, high].map(moic);
    let [first, last] = [first, last].map(two_or_whole);
    let words = [
        (Outside::TotalLoss, "total losses (−100%)".to_owned(), "total losses".to_owned()),
        (Outside::Below, format!("below {low}"), format!("<{low}")),
        (Outside::Above, format!("above {high}"), format!(">{high}")),
        (Outside::Sooner, format!("before {first} years"), format!("<{first} years")),
        (Outside::Later, format!("after {last} years"), format!(">{last} years")),
    ];
    let list = |long: bool| {
        let some = words.iter().filter_map(|(place, longer, shorter)| {
            let share = table.share(table.paths.beyond(*place))?;
            Some(format!("{share} {}", if long { longer } else { shorter }))
        });
        let some = listed(some, ", ");
        if some.is_empty() { "no path".to_owned() } else { some }
    };
    let hurdle = given::share(run.rates.target);
    let clears = percent(returns.reaches_target.value);
    vec![
        format!("Outside the table: {}. IRR of {hurdle} or more: {clears} of paths", list(true)),
        format!("Outside: {}. IRR ≥{hurdle}: {clears}", list(true)),
        format!("Outside: {}", list(false)),
    ]
}

pub(super) fn alt_text(returns: &Returns<'_>, table: &Table) -> String {
    let Rates { target: hurdle, .. } = returns.provenance.rates;
    let ends = |values: &[f64]| (values[0], values[values.len() - 1]);
    let ((low, high), (first, last)) = (ends(&table.paths.rows), ends(&table.paths.years));
    let time = |multiple: &f64| format!("{} {}", moic_tick(*multiple), within(*multiple, hurdle));
    format!(
        "Table of the IRR of a single payment returned as {} to {} after {first} to {last} years, \
         with the share of paths around each. A multiple meets the {} of {} if it comes{}: \
         {}. {}.",
        moic(low),
        moic(high),
        asked(returns.provenance.rates),
        given::share(hurdle),
        if hurdle <= 0.0 { "" } else { " within" },
        listed(table.paths.rows.iter().map(time), ", "),
        outside(returns, table)[0],
    )
}
