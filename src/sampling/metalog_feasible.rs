//! Whether a metalog has a density: its quantile function must rise
//! everywhere, and if it does not, which percentile would have to change.

use std::sync::LazyLock;

use super::metalog::{Bounds, check_order};
use super::metalog_curve::Curve;
use super::percentile::Percentile;
use super::special::{Tails, tails_at_logit};
use super::valid::ShapeError;

/// Logits at which the slope is looked at: to a chance of one in 10^17.
const REACH: i32 = 40;
/// Places per unit of logit.
const PER_UNIT: i32 = 32;

/// Slopes that differ by less of themselves are the same but for rounding.
const ROUNDING: f64 = 1e-12;

/// The logits, with the probabilities that they are those of.
static PLACES: LazyLock<Vec<(f64, Tails)>> = LazyLock::new(|| {
    let logits = (-REACH * PER_UNIT..=REACH * PER_UNIT).map(|i| f64::from(i) / f64::from(PER_UNIT));
    logits.map(|logit| (logit, tails_at_logit(logit))).collect()
});

/// The curve through percentiles, and the curves that are 1 at one of them and
/// 0 at the others.
pub(super) struct Fit<'a> {
    pub(super) curve: Curve,
    units: Vec<Curve>,
    percentiles: &'a [Percentile],
    bounds: Bounds,
}

impl<'a> Fit<'a> {
    /// None where the percentiles cannot be told apart.
    pub(super) fn of(percentiles: &'a [Percentile], bounds: Bounds) -> Option<Self> {
        let probabilities: Vec<f64> = percentiles.iter().map(|one| one.probability).collect();
        let units = Curve::units(&probabilities)?;
        let curve = Curve::sum(&units, &values(percentiles, bounds));
        curve.is_finite().then_some(Self { curve, units, percentiles, bounds })
    }

    /// Whether all is well with another value for one of them.
    fn accepts(&self, index: usize, value: f64) -> bool {
        let mut moved = self.percentiles.to_vec();
        moved[index].value = value;
        is_well(&moved, self.bounds, &self.units)
    }

    /// Whether all is well without one of them.
    fn is_well_without(&self, index: usize) -> bool {
        let mut others = self.percentiles.to_vec();
        others.remove(index);
        let probabilities: Vec<f64> = others.iter().map(|one| one.probability).collect();
        let units = Curve::units(&probabilities);
        units.is_some_and(|units| is_well(&others, self.bounds, &units))
    }
}

fn values(percentiles: &[Percentile], bounds: Bounds) -> Vec<f64> {
    percentiles.iter().map(|one| bounds.inward(one.value)).collect()
}

/// Whether a metalog passes through percentiles: what [`check`] asks, of any.
fn is_well(percentiles: &[Percentile], bounds: Bounds, units: &[Curve]) -> bool {
    check_order(percentiles, bounds).is_ok() && {
        let curve = Curve::sum(units, &values(percentiles, bounds));
        curve.is_finite() && 0.0 < lowest_slope(&curve).0
    }
}

/// Holds that the curve rises everywhere. Advice keeps to the values from the
/// first limit to the second, and was tried.
pub(super) fn check(fit: &Fit<'_>, limits: (f64, f64)) -> Result<(), ShapeError> {
    let (slope, logit) = lowest_slope(&fit.curve);
    if 0.0 < slope {
        return Ok(());
    }
    let percentiles = fit.percentiles;
    let at = Percentile { probability: tails_at_logit(logit).lower, value: f64::NAN };
    let message = format!("the density would be negative {}", near(at.probability, percentiles));
    if let Some(remedy) = remedy(fit, limits) {
        let name = percentiles[remedy.index].name();
        return Err(ShapeError::of(name, message).with_remedy(remedy.range()));
    }
    let without = (0..percentiles.len()).find(|index| fit.is_well_without(*index));
    let remedy = match without {
        Some(index) => format!("leave out {}", percentiles[index].name()),
        None => "give fewer of them: three say most of what is known".to_owned(),
    };
    let remedy = format!("changing a single one of them does not mend it; {remedy}");
    Err(ShapeError::new(None, message).with_remedy(remedy))
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
    let places: Vec<(f64, f64)> =
        PLACES.iter().map(|(logit, at)| (curve.slope_at(*at, *logit), *logit)).collect();
    let lower = |one: (f64, f64), other: (f64, f64)| if other.0 < one.0 { other } else { one };
    let mut lowest = places.iter().copied().fold((f64::INFINITY, 0.0), lower);
    for three in places.windows(3) {
        let [before, (middle, _), after] = [three[0], three[1], three[2]];
        let falls = before.0.max(after.0) - middle;
        // Far out the slope is the same everywhere; and a low place that is well above the lowest
        // has no lower neighbourhood than the distance to its neighbours.
        let is_flat = falls <= ROUNDING * middle.abs();
        if before.0 < middle || after.0 < middle || is_flat || lowest.0 < middle - falls {
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
        lowest = lower(lowest, (slope(middle), middle));
    }
    lowest
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
fn remedy(fit: &Fit<'_>, limits: (f64, f64)) -> Option<Remedy> {
    let Fit { curve, units, percentiles, bounds } = fit;
    let range = percentiles[percentiles.len() - 1].value - percentiles[0].value;
    let mut found: Vec<(f64, usize, (f64, f64))> = Vec::new();
    for (index, unit) in units.iter().enumerate() {
        let value = percentiles[index].value;
        let Some((low, high)) = feasible(curve, unit, bounds.inward(value)) else { continue };
        let (low, high) = (bounds.outward(low), bounds.outward(high));
        let (low, high) = (low.max(limits.0), high.min(limits.1));
        let change = (low - value).max(value - high);
        let is_middle = percentiles.len() == 3 && index == 1;
        found.push((if is_middle { f64::NEG_INFINITY } else { change }, index, (low, high)));
    }
    found.sort_by(|a, b| a.0.total_cmp(&b.0));
    found.into_iter().find_map(|(_, index, (low, high))| {
        let accepts = |value: f64| fit.accepts(index, value);
        let (lowest, highest) = inside(low, high, range, accepts)?;
        Some(Remedy { index, lowest, highest })
    })
}

/// Between which values of one percentile the slope is positive everywhere:
/// it is linear in that value.
fn feasible(curve: &Curve, unit: &Curve, value: f64) -> Option<(f64, f64)> {
    let (mut low, mut high) = (f64::NEG_INFINITY, f64::INFINITY);
    let ends = [Tails { lower: 0.0, upper: 1.0 }, Tails { lower: 1.0, upper: 0.0 }];
    for at in PLACES.iter().map(|(_, at)| *at).chain(ends) {
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

/// The same limits as short numbers, a little inside: as far as is accepted
/// when it is tried, since the slope was looked at in places alone.
fn inside(low: f64, high: f64, range: f64, accepts: impl Fn(f64) -> bool) -> Option<(f64, f64)> {
    const FURTHER: [f64; 12] =
        [2.0, 3.0, 5.0, 9.0, 17.0, 33.0, 65.0, 129.0, 257.0, 513.0, 1025.0, 2049.0];
    if !(low < high) {
        return None;
    }
    let digits = 3 - libm::floor(libm::log10((high - low).min(range))) as i32;
    let unit = libm::pow(10.0, f64::from(digits.abs()));
    let in_units = |value: f64| if digits < 0 { value / unit } else { value * unit };
    let back = |steps: f64| if digits < 0 { steps * unit } else { steps / unit };
    let up = |further: f64| back(in_units(low).floor() + further);
    let down = |further: f64| back(in_units(high).ceil() - further);
    let first = |at: &dyn Fn(f64) -> f64| {
        FURTHER.into_iter().map(at).find(|value| low < *value && *value < high && accepts(*value))
    };
    let lowest = if low.is_finite() { first(&up)? } else { low };
    let highest = if high.is_finite() { first(&down)? } else { high };
    (lowest < highest).then_some((lowest, highest))
}
