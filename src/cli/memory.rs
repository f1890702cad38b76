//! Whether a command fits in memory, before it begins. What it keeps of each
//! path follows from what it is asked for; the sizes were measured, and the page
//! on results says how.

use super::Failure;
use super::memory_left::left;
use super::print::say;
use crate::analysis::drivers::uncertain;
use crate::analysis::outcomes::{BYTES_A_PANEL_MONTH, BYTES_A_PATH, PANEL_PATHS};
use crate::analysis::{round_use, unit_economics};
use crate::input::Scenario;
use crate::output::format::count;

/// The program itself, its threads, and the pictures that they draw at once.
const AT_REST: u64 = 60 << 20;
/// What is worth a word where nobody knows what there is.
const MUCH: u64 = 2 << 30;
/// Terms of the largest regression, and the sums of products that it keeps.
const TERMS_OF_A_NUMBER: u64 = 7;
const OTHER_TERMS: u64 = 130;
const TOGETHER: u64 = 96;
const SUMS: u64 = 6;

/// Something that is kept in memory for each path of a run.
#[derive(Clone, Copy, Debug)]
pub(super) struct MemoryUse {
    /// Bytes of each path.
    a_path: u64,
    /// Months of each path of the panel.
    months: u64,
    /// Bytes besides, whatever the paths.
    once: u64,
}

impl MemoryUse {
    const NOTHING: Self = Self { a_path: 0, months: 0, once: 0 };
    /// `paths.parquet`, and what it is made in.
    pub(super) const PARQUET: Self = Self { a_path: 260, ..Self::NOTHING };
    /// `paths.csv`, and what it is made in.
    pub(super) const CSV: Self = Self { a_path: 420, ..Self::NOTHING };
    /// `workbook.xlsx`, whose sheets end at their last row.
    pub(super) const WORKBOOK: Self = Self { a_path: 130, ..Self::NOTHING };
    /// `sipmath.json`, whose paths are the first ones.
    pub(super) const SIPMATH: Self = Self { a_path: 20, ..Self::NOTHING };

    /// Outcomes of each path, and the columns that are sorted for a summary.
    pub(super) fn outcomes(scenario: &Scenario) -> Self {
        let months = scenario.operator.horizon_months as u64;
        let lines = scenario.operator.lines.len() * size_of::<f64>();
        Self { a_path: grown((BYTES_A_PATH + lines) as u64), months, once: 0 }
    }

    /// What each uncertain number was drawn at, and its ranks.
    pub(super) fn drawn(scenario: &Scenario) -> Self {
        let numbers = uncertain(&scenario.assumptions).inputs().len() as u64;
        Self { a_path: grown(8 * numbers) + 48, ..Self::NOTHING }
    }

    /// What the first paths drew for each uncertain number.
    pub(super) fn panel_draws(scenario: &Scenario) -> Self {
        let numbers = uncertain(&scenario.assumptions).inputs().len() as u64;
        Self { once: grown(8 * numbers) * PANEL_PATHS, ..Self::NOTHING }
    }

    /// So many statistics, each of which keeps numbers of every path.
    pub(super) fn statistics(count: usize) -> Self {
        Self { a_path: grown(16 * count as u64), ..Self::NOTHING }
    }

    /// What answers are learned from: each number, twice and as a regression
    /// sees it, and whether it changes the decision.
    pub(super) fn learned(scenario: &Scenario) -> Self {
        let numbers = uncertain(&scenario.assumptions).inputs().len() as u64;
        let terms = TERMS_OF_A_NUMBER * numbers.min(TOGETHER) + OTHER_TERMS;
        Self { a_path: grown(20 * numbers) + 200, once: 8 * SUMS * terms * terms, ..Self::NOTHING }
    }

    /// Charts, each made of a column or two.
    pub(super) fn charts() -> Self {
        Self { a_path: 30, ..Self::NOTHING }
    }

    /// Bytes that it takes, of so many paths.
    pub(super) fn bytes(&self, paths: u64) -> u64 {
        let months = self.months.saturating_mul(paths.min(PANEL_PATHS));
        let panel = months.saturating_mul(BYTES_A_PANEL_MONTH as u64);
        let of_path = round_use::BYTES_A_PANEL_PATH + unit_economics::BYTES_A_PANEL_PATH;
        let of_round = if self.months == 0 { 0 } else { of_path as u64 };
        let panel = panel.saturating_add(of_round.saturating_mul(paths.min(PANEL_PATHS)));
        self.a_path.saturating_mul(paths).saturating_add(panel).saturating_add(self.once)
    }
}

/// A list that grows has room to spare.
const fn grown(bytes: u64) -> u64 {
    bytes + bytes / 4
}

/// Refuses what of so many paths does not fit in the memory that is left; where the system does
/// not say what that is, says what much is needed. `beside` are bytes that do
/// not grow with paths.
pub(super) fn check(
    paths: u64,
    quiet: bool,
    kept: &[MemoryUse],
    beside: u64,
) -> Result<(), Failure> {
    let needed = |paths: u64| {
        let all = kept.iter().map(|one| one.bytes(paths));
        all.fold(AT_REST.saturating_add(beside), u64::saturating_add)
    };
    let need = needed(paths);
    match left() {
        Some(free) if free < need => Err(Failure::Failed(refusal(paths, free, &needed))),
        None if MUCH < need && !quiet => {
            say(&format!("shortrun: {} of memory are needed\n", size(need)));
            Ok(())
        }
        _ => Ok(()),
    }
}

/// What does not fit, and what does.
fn refusal(paths: u64, free: u64, needed: &dyn Fn(u64) -> u64) -> String {
    let (mut fits, mut beyond) = (0, paths);
    while 1 < beyond - fits {
        let middle = fits + (beyond - fits) / 2;
        if needed(middle) <= free { fits = middle } else { beyond = middle }
    }
    // Two digits: nobody knows it better.
    let unit = 10_u64.pow(fits.max(1).ilog10().saturating_sub(1));
    let most = fits / unit * unit;
    let then = if 0 < most {
        format!("about {} paths fit; give --paths, or fewer files by --export", count(most))
    } else {
        "free some, or ask for less".to_owned()
    };
    format!(
        "{} paths need about {} of memory and {} are left: {then}; nothing was written",
        count(paths),
        size(needed(paths)),
        size(free),
    )
}

/// With two or three digits.
fn size(bytes: u64) -> String {
    let gigabytes = bytes as f64 / 1e9;
    match gigabytes {
        few if few < 1.0 => format!("{:.0} MB", 1e3 * few),
        some if some < 10.0 => format!("{some:.1} GB"),
        many => format!("{many:.0} GB"),
    }
}

#[cfg(test)]
mod tests {
    use super::{MemoryUse, refusal, size};

    #[test]
    fn a_refusal_says_what_would_fit() {
        let needed =
            |paths: u64| MemoryUse { a_path: 400, months: 0, once: 1_000_000 }.bytes(paths);
        assert_eq!(
            refusal(10_000_000, 1_501_000_000, &needed),
            "10,000,000 paths need about 4.0 GB of memory and 1.5 GB are left: about 3,700,000 paths \
             fit; give --paths, or fewer files by --export; nothing was written"
        );
        let none = refusal(10, 500, &needed);
        assert!(
            none.contains("10 paths need about 1 MB") && none.contains("ask for less"),
            "{none}"
        );
    }

    #[test]
    fn sizes_are_short() {
        assert_eq!(
            [5_000_000, 1_240_000_000, 23_400_000_000].map(size),
            ["5 MB", "1.2 GB", "23 GB"]
        );
    }

    #[test]
    fn only_paths_of_the_panel_keep_their_months() {
        let kept = MemoryUse { a_path: 0, months: 12, once: 0 };
        assert_eq!(kept.bytes(1_000_000), kept.bytes(20_000));
        assert!(kept.bytes(10) < kept.bytes(11));
    }
}
