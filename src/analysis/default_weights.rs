//! How much of a plan's expected value rests on numbers that its file leaves at their default:
//! what mean NPV would be with each of them at a usual value instead, the others as they are.

use super::estimate::Estimate;

/// A number at its default, and what it carries.
#[derive(Clone, Debug)]
pub struct DefaultWeight {
    /// Its dotted path.
    pub name: String,
    /// Its unit, in words.
    pub unit: &'static str,
    /// The default; infinite where that is no limit.
    pub default: f64,
    /// What its absence means, where it has no number.
    pub absent: Option<&'static str>,
    /// What it usually is.
    pub usual: f64,
    /// The shipped scenario that has it so; none where it is the documentation's example.
    pub usual_in: Option<&'static str>,
    /// Mean NPV with that value less mean NPV with the default, on the same draws.
    pub change: Estimate,
}

/// All of them.
#[derive(Clone, Debug)]
pub struct DefaultWeights {
    /// Paths simulated with each.
    pub paths: u64,
    /// Mean NPV of the file as it is.
    pub mean_npv: Estimate,
    /// Those that move mean NPV beyond doubt, the heaviest first.
    pub heavy: Vec<DefaultWeight>,
    /// Numbers that move it by less than two standard errors, or not at all.
    pub light: usize,
    /// Numbers that cannot be changed alone, or of which nothing is known to be usual.
    pub not_tried: usize,
}

/// Standard errors that a change must exceed.
const SURE: f64 = 2.0;

impl DefaultWeights {
    /// Sorts what was tried by its weight.
    pub fn new(
        (paths, mean_npv): (u64, Estimate),
        tried: Vec<DefaultWeight>,
        not_tried: usize,
    ) -> Self {
        let is_heavy =
            |one: &DefaultWeight| SURE * one.change.standard_error < one.change.value.abs();
        let (mut heavy, light): (Vec<_>, Vec<_>) = tried.into_iter().partition(is_heavy);
        heavy.sort_by(|a, b| b.change.value.abs().total_cmp(&a.change.value.abs()));
        Self { paths, mean_npv, heavy, light: light.len(), not_tried }
    }
}

#[cfg(test)]
mod tests {
    use super::{DefaultWeight, DefaultWeights};
    use crate::analysis::estimate::Estimate;

    #[test]
    fn what_is_beyond_doubt_comes_heaviest_first_and_the_rest_is_counted() {
        let one = |name: &str, value: f64, standard_error: f64| DefaultWeight {
            name: name.to_owned(),
            unit: "days",
            default: 0.0,
            absent: None,
            usual: 1.0,
            usual_in: None,
            change: Estimate { value, standard_error },
        };
        let tried = vec![one("a", 3.0, 1.0), one("b", -9.0, 1.0), one("c", 5.0, 3.0)];
        let found = DefaultWeights::new((100, Estimate::from(1.0)), tried, 4);
        let names: Vec<&str> = found.heavy.iter().map(|one| one.name.as_str()).collect();
        assert_eq!((names, found.light, found.not_tried), (vec!["b", "a"], 1, 4));
    }
}
