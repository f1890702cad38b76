//! What happens on a path, heard where it happens. A run listens to nothing,
//! and what would be told is not even made then; a replay writes it all down.
//! Listening changes no draw and no number.

use super::detail::MonthDetail;
use super::event::Event;
use super::settlement::Settlement;

/// Hears what happens on paths.
pub trait Log {
    /// Whether anybody listens.
    const LISTENS: bool;

    /// Something happens in month `t`.
    fn note(&mut self, t: usize, event: impl FnOnce() -> Event);
    /// A month is over.
    fn keep_month(&mut self, detail: impl FnOnce() -> MonthDetail);
    /// The shareholders are paid.
    fn settle(&mut self, settlement: impl FnOnce() -> Settlement);
}

/// Listens to nothing, and costs nothing.
#[derive(Clone, Copy, Debug)]
pub struct Silent;

impl Log for Silent {
    const LISTENS: bool = false;

    #[inline(always)]
    fn note(&mut self, _: usize, _: impl FnOnce() -> Event) {}

    #[inline(always)]
    fn keep_month(&mut self, _: impl FnOnce() -> MonthDetail) {}

    #[inline(always)]
    fn settle(&mut self, _: impl FnOnce() -> Settlement) {}
}

/// Writes down what happens on one path.
#[derive(Clone, Debug, Default)]
pub struct Record {
    /// Events with their months, in the order in which they happened.
    pub events: Vec<(usize, Event)>,
    /// What the months were made of, from month 0 on.
    pub months: Vec<MonthDetail>,
    /// How the shareholders were paid.
    pub settlement: Settlement,
}

impl Log for Record {
    const LISTENS: bool = true;

    fn note(&mut self, t: usize, event: impl FnOnce() -> Event) {
        self.events.push((t, event()));
    }

    fn keep_month(&mut self, detail: impl FnOnce() -> MonthDetail) {
        self.months.push(detail());
    }

    fn settle(&mut self, settlement: impl FnOnce() -> Settlement) {
        self.settlement = settlement();
    }
}

impl<L: Log> Log for &mut L {
    const LISTENS: bool = L::LISTENS;

    #[inline(always)]
    fn note(&mut self, t: usize, event: impl FnOnce() -> Event) {
        (**self).note(t, event);
    }

    #[inline(always)]
    fn keep_month(&mut self, detail: impl FnOnce() -> MonthDetail) {
        (**self).keep_month(detail);
    }

    #[inline(always)]
    fn settle(&mut self, settlement: impl FnOnce() -> Settlement) {
        (**self).settle(settlement);
    }
}
