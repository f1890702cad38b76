//! From a search to its pictures.

use super::chart::curve;
use super::words::Breakeven;
use crate::output::chart::provenance::provenance;
use crate::output::chart::{Group, Kind, Picture, names_apart};

/// The kinds of chart of a search.
pub static KINDS: [&Kind; 1] = [&curve::KIND];

/// The curve of each target.
pub fn pictures<'a>(result: &'a Breakeven<'a>) -> Vec<Group<'a>> {
    let statistics: Vec<String> =
        result.solution.answers.iter().map(|one| one.target.statistic.to_string()).collect();
    let names = names_apart(curve::KIND.name, statistics.iter().map(String::as_str));
    let of = |(index, name): (usize, String)| {
        vec![Picture::new(name, curve::subject(result, index), move |like, size| {
            curve::breakeven(&provenance(result.info), result, index, like, size)
        })]
    };
    names.into_iter().enumerate().map(of).collect()
}
