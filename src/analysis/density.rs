//! How likely which value of an uncertain number is: from exact differences of
//! its distribution function, so that nothing is smoothed over a bound.

use crate::sampling::assumptions::{Assumption, Shape};
use crate::sampling::distribution::Distribution;

/// Cells that a range is cut into.
const CELLS: usize = 120;
/// Where a tail that runs on is left off, as a probability on each side.
const LEFT_OFF: f64 = 0.01;
/// A bound is shown if it is no further beyond the place where the tail would
/// be left off than this share of what is shown.
const NEAR: f64 = 0.25;
/// More values than this are shown as a curve.
const MOST_BARS: f64 = 60.0;

/// How likely which value is.
#[derive(Clone, Debug, PartialEq)]
pub enum Density {
    /// Mean density in cells of equal width that join.
    Curve {
        /// From the first cell to the last.
        cells: Vec<Cell>,
        /// Whether tails are left off: below the first, above the last cell.
        cut: [bool; 2],
    },
    /// Values and their probabilities, in ascending order.
    Bars(Vec<(f64, f64)>),
}

/// A cell of a curve.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cell {
    /// Its lower end.
    pub from: f64,
    /// Its upper end.
    pub to: f64,
    /// Probability over width.
    pub density: f64,
}

/// The density of a number; none for a known one.
pub fn density(assumption: &Assumption) -> Option<Density> {
    let Shape::Uncertain(distribution) = &assumption.shape else { return None };
    let atoms = distribution.atoms();
    if let Some(atoms) = atoms.filter(|atoms| atoms.len() as f64 <= MOST_BARS) {
        return Some(Density::Bars(if assumption.whole { rounded(&atoms) } else { atoms }));
    }
    let ([from, to], cut) = range(distribution);
    if assumption.whole && to - from <= MOST_BARS {
        return Some(Density::Bars(whole_numbers(distribution, from, to)));
    }
    Some(Density::Curve { cells: cells(distribution, from, to), cut })
}

/// What is shown of a distribution, and where a tail is left off.
fn range(distribution: &Distribution) -> ([f64; 2], [bool; 2]) {
    let (low, high) =
        (distribution.single_quantile(LEFT_OFF), distribution.single_quantile(1.0 - LEFT_OFF));
    let (min, max) = distribution.support();
    let near = NEAR * (high - low);
    let at_min = low - near <= min;
    let at_max = max <= high + near;
    let ends = [if at_min { min } else { low }, if at_max { max } else { high }];
    (ends, [!at_min, !at_max])
}

fn cells(distribution: &Distribution, from: f64, to: f64) -> Vec<Cell> {
    let edge = |i: usize| from + (to - from) * i as f64 / CELLS as f64;
    // What lies on the lower end itself belongs to the first cell.
    let below = |i: usize| {
        if i == 0 { distribution.cdf(from.next_down()) } else { distribution.cdf(edge(i)) }
    };
    let cell = |i: usize| {
        let (from, to) = (edge(i), edge(i + 1));
        Cell { from, to, density: (below(i + 1) - below(i)).max(0.0) / (to - from) }
    };
    (0..CELLS).map(cell).collect()
}

fn whole_numbers(distribution: &Distribution, from: f64, to: f64) -> Vec<(f64, f64)> {
    let (first, last) = (from.round() as i64, to.round() as i64);
    let share = |number: i64| {
        let number = number as f64;
        (number, distribution.cdf(number + 0.5) - distribution.cdf(number - 0.5))
    };
    (first..=last).map(share).filter(|(_, share)| 0.0 < *share).collect()
}

fn rounded(atoms: &[(f64, f64)]) -> Vec<(f64, f64)> {
    let mut bars: Vec<(f64, f64)> = Vec::new();
    for (value, share) in atoms {
        let value = value.round();
        match bars.last_mut().filter(|(last, _)| value <= *last) {
            Some((_, sum)) => *sum += share,
            None => bars.push((value, *share)),
        }
    }
    bars
}

#[cfg(test)]
mod tests {
    use super::{CELLS, Density, density};
    use crate::sampling::assumptions::{Assumption, Shape};
    use crate::sampling::distribution::Distribution;
    use crate::sampling::family::Family;

    fn of(family: Family, cut: (Option<f64>, Option<f64>), whole: bool) -> Density {
        let distribution = Distribution::new(family).expect("sound");
        let distribution = match cut {
            (None, None) => distribution,
            (low, high) => distribution.truncated(low, high).expect("not empty"),
        };
        let assumption = Assumption {
            name: "n".to_owned(),
            unit: "days",
            shape: Shape::Uncertain(distribution),
            per_event: false,
            whole,
            written: true,
            source: None,
            grade: None,
            note: None,
        };
        density(&assumption).expect("uncertain")
    }

    #[test]
    fn a_uniform_is_flat_up_to_its_bounds() {
        let Density::Curve { cells, cut } =
            of(Family::Uniform { min: 2.0, max: 6.0 }, (None, None), false)
        else {
            panic!("a curve")
        };
        assert_eq!((cells.len(), cut), (CELLS, [false, false]));
        assert!(cells.iter().all(|cell| (cell.density - 0.25).abs() < 1e-12));
        assert!(cells[0].from <= 2.0 && 6.0 <= cells[CELLS - 1].to);
    }

    #[test]
    fn a_truncated_normal_ends_at_its_cut_with_all_its_mass() {
        let normal = Family::Normal { mean: 0.0, sd: 1.0 };
        let Density::Curve { cells, cut } = of(normal, (Some(0.0), Some(2.0)), false) else {
            panic!("a curve")
        };
        assert_eq!(cut, [false, false]);
        let mass: f64 = cells.iter().map(|cell| cell.density * (cell.to - cell.from)).sum();
        assert!((mass - 1.0).abs() < 1e-12, "{mass}");
        // The density at 0 is 2 φ(0) / (2 Φ(2) − 1).
        assert!((cells[0].density - 0.398_942_28 / 0.477_249_87).abs() < 1e-3);
    }

    #[test]
    fn a_tail_that_runs_on_is_left_off() {
        let Density::Curve { cells, cut } =
            of(Family::Normal { mean: 10.0, sd: 1.0 }, (None, None), false)
        else {
            panic!("a curve")
        };
        assert_eq!(cut, [true, true]);
        let mass: f64 = cells.iter().map(|cell| cell.density * (cell.to - cell.from)).sum();
        assert!((mass - 0.98).abs() < 1e-9, "{mass}");
    }

    #[test]
    fn discrete_and_whole_numbers_are_bars() {
        let discrete = Family::Discrete { values: vec![7.0, 3.0], weights: vec![1.0, 3.0] };
        assert_eq!(
            of(discrete, (None, None), false),
            Density::Bars(vec![(3.0, 0.75), (7.0, 0.25)])
        );
        let Density::Bars(bars) = of(Family::Uniform { min: 1.0, max: 4.0 }, (None, None), true)
        else {
            panic!("bars")
        };
        let shares: Vec<i64> = bars.iter().map(|(_, share)| (6.0 * share).round() as i64).collect();
        assert_eq!(shares, [1, 2, 2, 1]);
    }
}
