//! The results that a folder holds.

use std::fs;
use std::path::Path;

use super::files::LISTING;
use super::{Failure, bounded};
use crate::output::record::Record;
use crate::output::record_reader::{self, ReadRecord};
use crate::output::terminal::in_quotes;

/// The record of a result.
pub(super) struct Saved {
    pub(super) record: Record,
    /// What a screening did not take, as its main file tells.
    pub(super) left_out: Vec<(String, String)>,
}

/// The results in a folder, by the names of their main files.
pub(super) fn saved_results(folder: &Path) -> Result<Vec<Saved>, Failure> {
    let misused = |why: String| Failure::misused(format!("{}: {why}", folder.display()));
    let entries = fs::read_dir(folder).map_err(|error| misused(error.to_string()))?;
    let mut names: Vec<String> = entries
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| name.ends_with(".json") && !name.starts_with('.'))
        .collect();
    names.sort();
    let (mut saved, mut wrong, mut unread) = (Vec::new(), Vec::new(), String::new());
    for name in names {
        let text = match bounded::record_text(folder, &name) {
            Ok(text) => text,
            Err(why) => {
                unread += &format!("; {} cannot be read: {why}", in_quotes(&name));
                continue;
            }
        };
        match record_reader::read(&name, &text) {
            ReadRecord::Foreign => {}
            ReadRecord::Unreadable(why) => {
                wrong.push(misused(format!("{}: {why}", in_quotes(&name))))
            }
            // A list of files that are no result, such as charts drawn again.
            ReadRecord::Record(record) if LISTING.contains(&record.command.as_str()) => {}
            ReadRecord::Record(record) => {
                saved.push(Saved { record: *record, left_out: record_reader::left_out(&text) });
            }
        }
    }
    match wrong.into_iter().next() {
        Some(failure) => Err(failure),
        None if saved.is_empty() => {
            Err(misused(format!("there is no result of shortrun with a record in it{unread}")))
        }
        None => Ok(saved),
    }
}
