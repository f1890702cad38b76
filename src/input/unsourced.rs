//! Where figures come from: each needs a `source`, or has to be called a guess.

use super::problem::Problem;
use super::reader::Reader;
use super::wording::{joined, quoted};
use crate::sampling::assumptions::{Assumption, Grade};

/// How many of them are named.
const NAMED: usize = 3;

/// One warning for all figures that the file gives without a source and does
/// not call a guess, at the first of them.
pub(super) fn warning(reader: &Reader) -> Option<Problem> {
    let unsourced = reader.assumptions.iter().filter(|(_, one)| is_unsourced(one));
    // A figure that could not be read is wrong in other ways.
    let mut places: Vec<_> = unsourced
        .filter_map(|(_, one)| Some((reader.place(&one.name)?.span.clone()?, one.name.as_str())))
        .collect();
    // Who tries a number on the command line need not say where it comes from.
    places.retain(|(span, _)| !reader.is_change(span));
    places.sort_by_key(|(span, _)| span.start);
    let (first, _) = places.first()?.clone();
    let names: Vec<String> = places.iter().take(NAMED).map(|(_, name)| quoted(name)).collect();
    let message = match places.len() {
        1 => format!("{} has no source", names.join("")),
        count if count <= NAMED => format!("{} have no source", joined(&names, "and")),
        count => {
            format!("{count} figures have no source: {}, …", names.join(", "))
        }
    };
    let hint = "for figures of one origin, set source or grade once in `[scenario]`";
    let problem =
        Problem::warning(first, message).label("give its source, or write grade = \"guess\"");
    Some(if places.len() <= NAMED { problem } else { problem.hint(hint) })
}

fn is_unsourced(one: &Assumption) -> bool {
    one.written && one.source.is_none() && one.grade != Some(Grade::Guess)
}
