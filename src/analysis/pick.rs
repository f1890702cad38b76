//! Which path of a run is its median, its worst, and so on.

use super::level::Level;
use crate::engine::Tally;
use crate::model::ledger::Ledger;
use crate::model::memory::Kept;
use crate::sampling::assumptions::Draws;

/// Paths have numbers below this one; those from it on are the second futures
/// of a sensitivity's rows.
pub const PATHS_END: u64 = 1 << 40;

/// A path, by its number or by its place among the paths of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// The path of this number, whether the run has it or not.
    Path(u64),
    /// The path at so many percent, from 1 to 99.
    Percentile(u8),
    /// The lowest.
    Worst,
    /// The highest.
    Best,
}

impl Which {
    /// Reads a number, `p1` to `p99` (also `p05`), `median`, `worst` or `best`;
    /// none for anything else, and for numbers from [`PATHS_END`] on.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = |text: &str| {
            let all = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
            all.then(|| text.parse::<u64>().ok()).flatten()
        };
        match text {
            "median" => return Some(Self::Percentile(50)),
            "worst" => return Some(Self::Worst),
            "best" => return Some(Self::Best),
            _ => {}
        }
        if let Some(rank) = text.strip_prefix('p') {
            let percent = digits(rank).filter(|_| rank.len() <= 2)?;
            return (1..=99).contains(&percent).then_some(Self::Percentile(percent as u8));
        }
        digits(text).filter(|path| *path < PATHS_END).map(Self::Path)
    }
}

/// What paths are put in order by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum By {
    /// Distributions over contributions.
    #[default]
    Moic,
    /// Net present value at the hurdle rate.
    Npv,
    /// Internal rate of return per year.
    Irr,
}

impl By {
    /// Its name in results.
    pub fn key(self) -> &'static str {
        match self {
            Self::Moic => "moic",
            Self::Npv => "npv",
            Self::Irr => "irr",
        }
    }
}

/// The paths of a run with what puts them in order, in path order.
#[derive(Clone, Debug, Default)]
pub struct Standings {
    by: By,
    path: Vec<u64>,
    value: Vec<f64>,
    exit_month: Vec<u16>,
}

/// A path that was picked among those of a run.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pick {
    /// Its number.
    pub path: u64,
    /// What it was picked by.
    pub by: By,
    /// Its value of that.
    pub value: f64,
    /// Paths with less.
    pub below: usize,
    /// Paths with the same value, itself among them.
    pub sharing: usize,
    /// Paths of the run that have a value; an IRR may be absent.
    pub paths: usize,
}

impl Standings {
    /// Of no path so far.
    pub fn by(by: By) -> Self {
        Self { by, ..Self::default() }
    }

    /// The path at a place. Among paths of the same value it is the one with
    /// the lowest number; the worst is the one that ended first, and of several
    /// such the one with the lowest number. None of a [`Which::Path`], and
    /// where no path has a value.
    pub fn pick(&self, which: Which) -> Option<Pick> {
        let mut sorted: Vec<f64> =
            self.value.iter().copied().filter(|value| !value.is_nan()).collect();
        sorted.sort_unstable_by(f64::total_cmp);
        let paths = sorted.len();
        let rank = match which {
            Which::Path(_) => return None,
            Which::Percentile(percent) => Level::percent(percent).rank(paths) - 1,
            Which::Worst => 0,
            Which::Best => paths.checked_sub(1)?,
        };
        let value = *sorted.get(rank)?;
        let alike = (0..self.path.len()).filter(|i| (self.value[*i] - value).abs() <= 0.0);
        let first = match which {
            Which::Worst => alike.clone().min_by_key(|i| (self.exit_month[*i], self.path[*i])),
            _ => alike.clone().min_by_key(|i| self.path[*i]),
        };
        let below = sorted.iter().filter(|other| **other < value).count();
        let path = self.path[first?];
        Some(Pick { path, by: self.by, value, below, sharing: alike.count(), paths })
    }
}

impl Tally for Standings {
    fn push(&mut self, _: &Draws, ledger: &Ledger) {
        let outcome = &ledger.outcome;
        self.path.push(ledger.path);
        self.value.push(match self.by {
            By::Moic => outcome.moic,
            By::Npv => outcome.npv,
            By::Irr => outcome.irr,
        });
        self.exit_month.push(outcome.exit_month as u16);
    }

    fn merge(&mut self, later: Self) {
        self.path.extend(later.path);
        self.value.extend(later.value);
        self.exit_month.extend(later.exit_month);
    }

    fn reads(&self) -> Kept {
        Kept { rate_of_return: self.by == By::Irr, ..Kept::ENDING }
    }
}

#[cfg(test)]
mod tests {
    use super::{By, Standings, Which};

    #[test]
    fn a_path_is_named_by_number_percentile_or_word() {
        for (text, which) in [
            ("0", Which::Path(0)),
            ("4711", Which::Path(4_711)),
            ("1099511627775", Which::Path((1 << 40) - 1)),
            ("p05", Which::Percentile(5)),
            ("p5", Which::Percentile(5)),
            ("p99", Which::Percentile(99)),
            ("median", Which::Percentile(50)),
            ("worst", Which::Worst),
            ("best", Which::Best),
        ] {
            assert_eq!(Which::parse(text), Some(which), "{text}");
        }
        for text in
            ["", "p", "p0", "p00", "p100", "p005", "p-5", "p2_5", "-1", "1e3", "1099511627776"]
        {
            assert_eq!(Which::parse(text), None, "{text}");
        }
    }

    #[test]
    fn ties_go_to_the_lowest_number_and_the_worst_is_the_one_that_ended_first() {
        let standings = Standings {
            by: By::Moic,
            path: (10..20).collect(),
            value: vec![0.0, 2.0, 0.0, 0.0, 1.0, 1.0, 3.0, 3.0, 5.0, f64::NAN],
            exit_month: vec![30, 40, 12, 12, 50, 50, 60, 60, 70, 8],
        };
        let pick = |which| {
            let pick = standings.pick(which).expect("a path");
            (pick.path, pick.below, pick.sharing, pick.paths)
        };
        assert_eq!(pick(Which::Worst), (12, 0, 3, 9));
        assert_eq!(pick(Which::Percentile(1)), (10, 0, 3, 9));
        // Rank 5 of 9, from below.
        assert_eq!(pick(Which::Percentile(50)), (14, 3, 2, 9));
        assert_eq!(pick(Which::Percentile(75)), (16, 6, 2, 9));
        assert_eq!(pick(Which::Best), (18, 8, 1, 9));
        assert_eq!(standings.pick(Which::Path(10)), None);
        assert_eq!(Standings::by(By::Irr).pick(Which::Best), None);
    }
}
