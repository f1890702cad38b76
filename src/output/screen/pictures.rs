//! From a screening to its picture.

use super::chart::table;
use super::words::Screening;
use crate::output::chart::{Group, Kind, Picture, Subject};

/// The kinds of chart of a screening.
pub static KINDS: [&Kind; 1] = [&table::KIND];

/// What is drawn of a screening.
pub fn subjects() -> Vec<Subject> {
    KINDS.iter().map(|kind| Subject::of_kind(kind)).collect()
}

/// The table of operators by rules.
pub fn pictures(screening: &Screening) -> Vec<Group<'_>> {
    let table = Picture::of_kind(&table::KIND, |like, size| table::screen(screening, like, size));
    vec![vec![table]]
}
