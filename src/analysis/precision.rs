//! How well figures are known, and how many paths it takes to know them better.

use super::errors::Errors;
use super::estimate::Estimate;
use super::grammar::statistic;
use super::statistic::Statistic;
use super::summary::{PERCENTILES, Spread, Summary};

/// Standard errors to either side of a figure that hold it with a probability of 95 %, where they
/// are found from paths: of the normal distribution.
const OF_PATHS: f64 = 1.959_963_984_540_054;
/// Where they are found between 32 scrambles: of Student's distribution with 31 degrees of freedom.
const OF_SCRAMBLES: f64 = 2.039_513_446_396_408;
/// What happens on none of n paths, or on all of them, may have a chance of so many in n (Hanley and
/// Lippman-Hand 1983).
const IN_NONE: f64 = 3.0;
/// Paths after which it is looked first; after that at twice as many each time, so that it is
/// looked few times, and spread points come in whole powers of 2.
const FIRST_LOOK: u64 = 1 << 15;

/// How well a figure is to be known: half the width of its interval of 95 %.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Width {
    /// In its unit.
    Of(f64),
    /// As a part of its value.
    Part(f64),
}

/// A statistic, and how well it is to be known.
#[derive(Clone, Debug, PartialEq)]
pub struct Goal {
    /// The statistic.
    pub statistic: Statistic,
    /// Half the width of its interval.
    pub width: Width,
}

/// How well a figure is known.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// Its name among statistics.
    pub name: String,
    /// The figure.
    pub estimate: Estimate,
    /// Half the width of its interval of 95 %.
    pub half_width: f64,
    /// How much that is to be at most.
    pub wanted: f64,
    /// Paths that it takes, about; none where nothing tells.
    pub paths: Option<u64>,
}

impl Goal {
    /// Reads `p_loss=0.2pt`, `mean_moic=1%`, `mean_npv=50000`.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn parse(text: &str, routes: &[String]) -> Result<Self, String> {
        let Some((name, width)) = text.split_once('=') else {
            return Err(format!(
                "`{text}` names no width; write it as p_loss=0.2pt or mean_moic=1%"
            ));
        };
        let statistic = statistic(name.trim(), routes).map_err(|why| why.to_string())?;
        let width = width.trim();
        let wrong = || {
            format!(
                "`{width}` is no width: write points of a chance or a rate as 0.2pt, a part of the \
                 figure as 1%, or a number in its unit, above 0"
            )
        };
        let read = |text: &str| {
            crate::model::written::number(text.trim())
                .filter(|width| 0.0 < *width)
                .ok_or_else(wrong)
        };
        let width = if let Some(points) = width.strip_suffix("pt") {
            Width::Of(read(points)? / 100.0)
        } else if let Some(part) = width.strip_suffix('%') {
            Width::Part(read(part)? / 100.0)
        } else {
            Width::Of(read(width)?)
        };
        Ok(Self { statistic, width })
    }

    /// The figure held against it, found on so many paths.
    pub fn reading(&self, estimate: Estimate, errors: Errors, paths: u64) -> Reading {
        let wanted = match self.width {
            Width::Of(width) => width,
            Width::Part(part) => part * estimate.value.abs(),
        };
        let name = self.statistic.to_string();
        Reading::new((name, self.statistic.is_chance()), estimate, wanted, (errors, paths))
    }
}

impl Reading {
    fn new(
        (name, is_chance): (String, bool),
        estimate: Estimate,
        wanted: f64,
        (errors, paths): (Errors, u64),
    ) -> Self {
        let times = if errors.of_so_many(paths as usize) { OF_SCRAMBLES } else { OF_PATHS };
        let width = times * estimate.standard_error;
        // Where nothing was seen to differ, it may still.
        let least = if is_chance { IN_NONE / paths as f64 } else { 0.0 };
        // What has no error is not known, whatever the least.
        let half_width = if width < least { least } else { width };
        let factor = half_width / wanted;
        // The least falls with the paths, an error with their root.
        let times = if width < least { factor } else { factor * factor };
        let needed = (times * paths as f64).ceil();
        let paths = (needed.is_finite() && needed < 1e18).then_some(needed as u64);
        Self { name, estimate, half_width, wanted, paths }
    }

    /// Whether it is known so well; never where it has no value or no error.
    pub fn is_met(&self) -> bool {
        self.half_width <= self.wanted
    }
}

/// After how many paths it is looked whether all is known well enough: rising, the most last.
pub fn looks(most: u64) -> Vec<u64> {
    let mut looks: Vec<u64> = std::iter::successors(Some(FIRST_LOOK), |paths| paths.checked_mul(2))
        .take_while(|paths| *paths < most)
        .collect();
    looks.push(most);
    looks
}

/// Points of a chance or a yearly rate, part of a multiple or of money, or of a multiple itself
/// and of the cheque, that a reader of a report asks for.
const POINTS: f64 = 0.01;
const PART: f64 = 0.05;
const MULTIPLE: f64 = 0.05;
const OF_CHEQUE: f64 = 0.02;

/// The name of a measure, its spread, how near its figures are to be known, and whether its mean is
/// among them.
type Row<'a> = (&'static str, &'a Spread, &'a dyn Fn(f64) -> f64, bool);

/// How well the chances and returns of a run are known, for a reader of a report.
pub fn of_report(summary: &Summary, errors: Errors, cheque: f64) -> Vec<Reading> {
    let known = (errors, summary.paths as u64);
    let chances = [
        ("p_loss", &summary.loss),
        ("p_near_total_loss", &summary.near_total_loss),
        ("p_total_loss", &summary.total_loss),
        ("p_moic_ge_3", &summary.at_least_3x),
        ("p_moic_ge_10", &summary.at_least_10x),
        ("p_irr_ge_target", &summary.reaches_target),
    ];
    let chance = |(name, figure): (&str, &Estimate)| {
        Reading::new((name.to_owned(), true), *figure, POINTS, known)
    };
    let mut readings: Vec<Reading> = chances.into_iter().map(chance).collect();
    let part = |least: f64| move |value: f64| (PART * value.abs()).max(least);
    let points = |_: f64| POINTS;
    let rows: [Row<'_>; 3] = [
        ("moic", &summary.moic, &part(MULTIPLE), true),
        ("irr", &summary.irr, &points, false),
        ("npv", &summary.npv, &part(OF_CHEQUE * cheque), true),
    ];
    for (name, spread, wanted, has_mean) in rows {
        if has_mean {
            let figure = spread.mean;
            let name = (format!("mean_{name}"), false);
            readings.push(Reading::new(name, figure, wanted(figure.value), known));
        }
        for (p, figure) in PERCENTILES.iter().zip(&spread.percentiles) {
            let name = (format!("p{:.0}_{name}", 100.0 * p), false);
            readings.push(Reading::new(name, *figure, wanted(figure.value), known));
        }
    }
    readings
}

#[cfg(test)]
mod tests {
    use super::{Errors, Estimate, Goal, Width, looks};

    #[test]
    fn goals_are_read_in_points_parts_and_units() {
        let width = |text: &str| Goal::parse(text, &[]).map(|goal| goal.width);
        assert_eq!(width("p_loss=0.2pt"), Ok(Width::Of(0.002)));
        assert_eq!(width("mean_moic = 1%"), Ok(Width::Part(0.01)));
        assert_eq!(width("mean_npv=50_000"), Ok(Width::Of(50_000.0)));
        for wrong in ["p_loss", "p_loss=", "p_loss=-1pt", "p_loss=0", "colour=1%", "p_loss=1pts"] {
            assert!(width(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_reading_says_how_many_paths_it_takes() {
        let goal = Goal::parse("p_loss=0.5pt", &[]).expect("a goal");
        let estimate = Estimate { value: 0.4, standard_error: 0.005 };
        let reading = goal.reading(estimate, Errors::OfPaths, 10_000);
        assert!(!reading.is_met() && (38_000..39_000).contains(&reading.paths.unwrap_or(0)));
        // None of so many is no proof that there is none.
        let none = goal.reading(Estimate::default(), Errors::OfPaths, 100);
        assert!(!none.is_met() && none.paths == Some(600));
        let unknown = goal.reading(f64::NAN.into(), Errors::OfScrambles, 100);
        assert!(!unknown.is_met() && unknown.paths.is_none());
    }

    #[test]
    fn it_is_looked_at_doubled_paths_and_at_the_most() {
        assert_eq!(looks(100_000), [32_768, 65_536, 100_000]);
        assert_eq!(looks(65_536), [32_768, 65_536]);
        assert_eq!(looks(500), [500]);
    }
}
