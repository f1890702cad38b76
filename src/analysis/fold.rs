//! Attempts of one kind that follow one another, as one entry of a story.

use super::story::{Happening, Occurrence};
use crate::model::event::Event;

/// An event, or several of one kind in a row.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    /// The first of them.
    pub first: Occurrence,
    /// The last of them.
    pub last: Occurrence,
    /// How many.
    pub count: usize,
}

/// What breaks off a row of attempts, and what belongs to it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Row {
    /// Attempts at a site that lapse, until one is made.
    Sites,
    /// Rounds that do not close, until one does.
    Rounds,
}

/// The story with rows of lapsed attempts at sites, and of rounds sought month
/// after month, folded into their first.
pub fn folded(story: &[Occurrence]) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    let mut going_on: [Option<usize>; 2] = [None, None];
    for told in story {
        let row = row_of(&told.what);
        if let Some((row, true)) = row
            && let Some(index) = going_on[row as usize]
            && follows(row, &entries[index].last, told)
        {
            entries[index].last = *told;
            entries[index].count += 1;
            continue;
        }
        if let Some((row, is_attempt)) = row {
            going_on[row as usize] = is_attempt.then_some(entries.len());
        }
        entries.push(Entry { first: *told, last: *told, count: 1 });
    }
    entries
}

/// The row that an event belongs to, and whether it goes on with it or breaks
/// it off.
fn row_of(what: &Happening) -> Option<(Row, bool)> {
    let Happening::Model(event) = what else { return None };
    match event {
        Event::AttemptLapsed(_) => Some((Row::Sites, true)),
        Event::PermitRefused { .. } | Event::SiteGranted(_) => Some((Row::Sites, false)),
        Event::RoundNotClosed(_) => Some((Row::Rounds, true)),
        Event::RoundClosed(_) => Some((Row::Rounds, false)),
        _ => None,
    }
}

/// Rounds are sought month after month, or anew.
fn follows(row: Row, last: &Occurrence, next: &Occurrence) -> bool {
    row == Row::Sites || next.month == last.month + 1
}

#[cfg(test)]
mod tests {
    use super::folded;
    use crate::analysis::story::{Happening, Occurrence};
    use crate::model::event::{Event, NotClosed};
    use crate::model::funding::Need;

    #[test]
    fn rounds_sought_month_after_month_are_one_entry_whatever_comes_between() {
        let need = Need {
            cash: 1.0,
            cash_burn: 1.0,
            minimum_cash: 0.0,
            ltm_revenue: 0.0,
            rounds_closed: 0,
        };
        let tried = NotClosed { need, offered: None, is_shock: false };
        let tried = Happening::Model(Event::RoundNotClosed(tried));
        let refused = Happening::Model(Event::PermitRefused { fee: 1.0 });
        let story = [(3, tried), (4, refused), (4, tried), (5, tried), (9, tried)]
            .map(|(month, what)| Occurrence { month, what });
        let rows: Vec<(usize, usize, usize)> = folded(&story)
            .iter()
            .map(|entry| (entry.first.month, entry.last.month, entry.count))
            .collect();
        assert_eq!(rows, [(3, 5, 3), (4, 4, 1), (9, 9, 1)]);
    }
}
