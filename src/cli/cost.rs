//! What a long run will cost, said as soon as it is known how fast this machine
//! is; no result is made of it.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use crate::output::format::count;

/// The beginning of a run, by which the rest is measured; long enough that
/// what else the machine does counts for little.
const BEGINNING: Duration = Duration::from_secs(2);
/// Seconds that nobody needs to be told of.
const LONG: f64 = 15.0;

/// Simulations that are to be done, and how fast they are.
pub(super) struct Cost {
    all: u64,
    /// When the first of them were done: what comes before is not theirs.
    begun: OnceLock<Instant>,
    done: AtomicU64,
    is_known: AtomicBool,
}

impl Cost {
    /// Of so many simulations.
    pub(super) fn new(all: u64) -> Self {
        let (done, is_known) = (AtomicU64::new(0), AtomicBool::new(false));
        Self { all, begun: OnceLock::new(), done, is_known }
    }

    /// Takes in that so many more are done; what is to be said, once, where
    /// the rest takes long.
    pub(super) fn after(&self, more: u64) -> Option<String> {
        let Some(begun) = self.begun.get() else {
            self.begun.get_or_init(Instant::now);
            return None;
        };
        let done = self.done.fetch_add(more, Ordering::Relaxed) + more;
        let spent = begun.elapsed();
        let is_first = BEGINNING <= spent && !self.is_known.swap(true, Ordering::Relaxed);
        if is_first { said(self.all, done, spent.as_secs_f64()) } else { None }
    }
}

/// In words, of so many simulations of which a part took so many seconds.
fn said(all: u64, done: u64, seconds: f64) -> Option<String> {
    let total = seconds * all as f64 / done.max(1) as f64;
    let time = duration(total);
    let all = count(all);
    let line = || {
        format!(
            "shortrun: {all} simulations take about {time} on this machine; Ctrl-C stops them\n"
        )
    };
    (LONG <= total).then(line)
}

/// With two digits, as nobody knows it better.
fn duration(seconds: f64) -> String {
    let rounded = |value: f64| {
        let step = if value < 20.0 { 1.0 } else { 5.0 };
        step * (value / step).round()
    };
    match seconds {
        seconds if seconds < 100.0 => format!("{} seconds", rounded(seconds)),
        seconds if seconds < 100.0 * 60.0 => format!("{} minutes", rounded(seconds / 60.0)),
        seconds => format!("{} hours", rounded(seconds / 3600.0)),
    }
}

#[cfg(test)]
mod tests {
    use super::{Cost, said};

    #[test]
    fn what_takes_long_is_said_with_its_number_and_its_time() {
        assert_eq!(said(20_000, 10_000, 0.7), None);
        let told = |all, done| said(all, done, 0.7).unwrap_or_default();
        assert_eq!(
            told(1_000_000, 10_000),
            "shortrun: 1,000,000 simulations take about 70 seconds on this machine; Ctrl-C stops \
             them\n"
        );
        assert!(told(8_000_000, 10_000).contains("about 9 minutes"));
        assert!(told(800_000_000, 10_000).contains("about 16 hours"));
    }

    #[test]
    fn the_first_moment_says_nothing() {
        let cost = Cost::new(1_000_000_000);
        assert_eq!(cost.after(256), None);
    }
}
