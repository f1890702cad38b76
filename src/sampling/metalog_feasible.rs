//! Whether a metalog has a density: its quantile function must rise
//! everywhere, and if it does not, which percentile would have to change.

use super::metalog::Bounds;
use super::metalog_curve::Curve;
use super::percentile::Percentile;
use super::special::{Tails, tails_at_logit};
use super::valid::ShapeError;

/// Logits at which the slope is looked at: to a chance of one in 10^17.
const REACH: i32 = 40;
/// Places per unit of logit.
const PER_UNIT: i32 = 32;

fn places() -> impl Iterator<Item = f64> {
    (-REACH * PER_UNIT..=REACH * PER_UNIT).map(|i| f64::from(i) / f64::from(PER_UNIT))
}

/// Holds that the curve through the percentiles rises everywhere; `units` are
/// the curves that are 1 at one of them.
pub(super) fn check(
    curve: &Curve,
    units: &[Curve],
    percentiles: &[Percentile],
    bounds: Bounds,
) -> Result<(), ShapeError> {
    let (slope, logit) = lowest_slope(curve);
    if 0.0 < slope {
        return Ok(());
    }
    let at = Percentile { probability: tails_at_logit(logit).lower, value: f64::NAN };
    let message = format!("the density would be negative {}", near(at.probability, percentiles));
    let Some(remedy) = remedy(curve, units, percentiles, bounds) else {
        let remedy = "changing a single one of them does not mend it; leave one out".to_owned();
        return Err(ShapeError::new(None, message).with_remedy(remedy));
    };
    Err(ShapeError::of(percentiles[remedy.index].name(), message).with_remedy(remedy.range()))
}

/// In which of the intervals between the percentiles a probability lies.
fn near(probability: f64, percentiles: &[Percentile]) -> String {
    let above = percentiles.partition_point(|one| one.probability < probability);
    match (above.checked_sub(1).map(|i| percentiles[i]), percentiles.get(above)) {
        (Some(low), Some(high)) => format!("between {} and {}", low.name(), high.name()),
        (Some(low), None) => format!("above {}", low.name()),
        (None, high) => format!("below {}", high.map_or_else(String::new, Percentile::name)),
    }
}

/// The lowest slope and where it is: the lowest place, and between its
/// neighbours the lowest point by golden section.
fn lowest_slope(curve: &Curve) -> (f64, f64) {
    const GOLDEN: f64 = 0.618_033_988_749_894_8;
    let slope = |logit: f64| curve.logit_slope(tails_at_logit(logit));
    let places: Vec<(f64, f64)> = places().map(|logit| (slope(logit), logit)).collect();
    let mut lowest = (f64::INFINITY, 0.0);
    for three in places.windows(3) {
        if three[0].0 < three[1].0 || three[2].0 < three[1].0 {
            continue;
        }
        let (mut low, mut high) = (three[0].1, three[2].1);
        for _ in 0..40 {
            let step = GOLDEN * (high - low);
            if slope(high - step) < slope(low + step) {
                high = low + step
            } else {
                low = high - step
            }
        }
        let middle = 0.5 * (low + high);
        lowest = if slope(middle) < lowest.0 { (slope(middle), middle) } else { lowest };
    }
    let ends = [places[0], places[places.len() - 1]];
    ends.into_iter().fold(lowest, |lowest, end| if end.0 < lowest.0 { end } else { lowest })
}

/// A percentile and the values for which all is well, the others unchanged.
struct Remedy {
    index: usize,
    lowest: f64,
    highest: f64,
}

impl Remedy {
    fn range(&self) -> String {
        match (self.lowest.is_finite(), self.highest.is_finite()) {
            (true, false) => format!("at least {}", self.lowest),
            (false, true) => format!("at most {}", self.highest),
            _ => format!("from {} to {}", self.lowest, self.highest),
        }
    }
}

/// The middle one of three percentiles, or the one of more that has to move
/// least, seen against the whole range.
fn remedy(
    curve: &Curve,
    units: &[Curve],
    percentiles: &[Percentile],
    bounds: Bounds,
) -> Option<Remedy> {
    let range = percentiles[percentiles.len() - 1].value - percentiles[0].value;
    let remedies = units.iter().enumerate().filter_map(|(index, unit)| {
        let value = percentiles[index].value;
        let (low, high) = feasible(curve, unit, bounds.inward(value))?;
        let (lowest, highest) = inside(bounds.outward(low), bounds.outward(high), range)?;
        let change = (lowest - value).max(value - highest);
        let is_middle = percentiles.len() == 3 && index == 1;
        Some((Remedy { index, lowest, highest }, if is_middle { 0.0 } else { change }))
    });
    remedies.min_by(|a, b| a.1.total_cmp(&b.1)).map(|(remedy, _)| remedy)
}

/// Between which values of one percentile the slope is positive everywhere:
/// it is linear in that value.
fn feasible(curve: &Curve, unit: &Curve, value: f64) -> Option<(f64, f64)> {
    let (mut low, mut high) = (f64::NEG_INFINITY, f64::INFINITY);
    let ends = [Tails { lower: 0.0, upper: 1.0 }, Tails { lower: 1.0, upper: 0.0 }];
    for at in places().map(tails_at_logit).chain(ends) {
        let (slope, change) = (curve.logit_slope(at), unit.logit_slope(at));
        let limit = value - slope / change;
        if 0.0 < change {
            low = low.max(limit);
        } else if change < 0.0 {
            high = high.min(limit);
        }
    }
    (low < high).then_some((low, high))
}

/// The same limits as short numbers, a little inside.
fn inside(low: f64, high: f64, range: f64) -> Option<(f64, f64)> {
    let digits = 3 - libm::floor(libm::log10((high - low).min(range))) as i32;
    let unit = libm::pow(10.0, f64::from(digits.abs()));
    let in_units = |value: f64| if digits < 0 { value / unit } else { value * unit };
    let back = |steps: f64| if digits < 0 { steps * unit } else { steps / unit };
    let lowest = if low.is_finite() { back(in_units(low).floor() + 2.0) } else { low };
    let highest = if high.is_finite() { back(in_units(high).ceil() - 2.0) } else { high };
    (lowest < highest).then_some((lowest, highest))
}
