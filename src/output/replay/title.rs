//! What a replayed path came to, in one sentence: title of its chart and head
//! of its digest.

use crate::analysis::pick::{By, Pick, Which};
use crate::analysis::replayed::Replayed;
use crate::model::event::{Cause, Event};
use crate::model::outcome::{Figure, Route};
use crate::output::format::{count, moic, money, plural, rate};

/// How the path ended and what it returned, in wordings from the longest to the shortest.
pub fn titles(replayed: &Replayed, currency: &str) -> Vec<String> {
    let name = path_name(replayed);
    let outcome = &replayed.replay.ledger.outcome;
    let (month, multiple) = (outcome.exit_month + 1, moic(outcome.moic));
    let failure = replayed.replay.record.events.iter().find_map(|(_, event)| match event {
        Event::Failed(failed) => Some(failed),
        _ => None,
    });
    let set_back = failure.is_some_and(|one| matches!(one.cause, Cause::Setback { .. }));
    let end = match outcome.route {
        Route::Failure if set_back => {
            format!("{name}: ended by a setback in month {month}, returns {multiple}")
        }
        Route::Failure => format!("{name}: out of cash in month {month}, returns {multiple}"),
        Route::Horizon => format!("{name}: still operating in month {month}, valued at {multiple}"),
        Route::Sale(_) => format!("{name}: sold in month {month} for {multiple}"),
    };
    let value = |figure| outcome.figure(figure).unwrap_or(f64::NAN);
    let cash = value(Figure::LowestCash);
    let more = match failure.map(|failed| (failed.cause, failed.cash)) {
        Some((Cause::Cash { minimum, .. }, cash)) => {
            format!("{end}; {} were missing", money(minimum - cash, currency))
        }
        _ => {
            let month = value(Figure::LowestCashMonth) + 1.0;
            format!("{end}; cash was lowest in month {month:.0} at {}", money(cash, currency))
        }
    };
    vec![more, end]
}

/// The path, and by what it was picked: `Path 4,711 (median)`.
pub fn path_name(replayed: &Replayed) -> String {
    let path = count(replayed.replay.ledger.path);
    match &replayed.pick {
        Some(pick) => format!("Path {path} ({})", place(replayed.which, pick.by)),
        None => format!("Path {path}"),
    }
}

/// `median`, `P5 of NPV`, `worst`.
fn place(which: Which, by: By) -> String {
    let name = match which {
        Which::Path(path) => return count(path),
        Which::Percentile(50) => "median".to_owned(),
        Which::Percentile(percent) => format!("P{percent}"),
        Which::Worst => "worst".to_owned(),
        Which::Best => "best".to_owned(),
    };
    match by {
        By::Moic => name,
        By::Npv => format!("{name} by NPV"),
        By::Irr => format!("{name} by IRR"),
    }
}

/// How the path was picked, and how many are like it; empty where it was asked
/// for by its number.
pub fn picked(replayed: &Replayed, hurdle: f64, currency: &str) -> String {
    let Some(pick) = &replayed.pick else { return String::new() };
    let value = match pick.by {
        By::Moic => format!("MOIC of {}", moic(pick.value)),
        By::Npv => format!("NPV of {}", money(pick.value, currency)),
        By::Irr => format!("IRR of {}", rate(pick.value, hurdle)),
    };
    let place = match replayed.which {
        Which::Worst => "The lowest".to_owned(),
        Which::Best => "The highest".to_owned(),
        Which::Percentile(50) => "The median".to_owned(),
        Which::Percentile(percent) => format!("P{percent}"),
        Which::Path(_) => String::new(),
    };
    let paths = count(pick.paths as u64);
    let below = match pick.below {
        0 => "none has less".to_owned(),
        1 => "one has less".to_owned(),
        some => format!("{} have less", count(some as u64)),
    };
    format!("{place} of {paths} paths: {value}; {below}. {}", alike(replayed.which, pick))
}

fn alike(which: Which, pick: &Pick) -> String {
    if pick.sharing == 1 {
        return "No other path has the same.".to_owned();
    }
    let sharing = plural(pick.sharing as u64, "path");
    let how = match which {
        Which::Worst => "the first to end, and of such the one with the lowest number",
        _ => "the one with the lowest number",
    };
    format!("{sharing} have just this value; told is {how}.")
}
