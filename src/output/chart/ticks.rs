//! Round places for ticks and bin edges.

/// The 1-2-5 step nearest above `size`.
pub(super) fn round_step(size: f64) -> f64 {
    let power = libm::pow(10.0, libm::log10(size.max(1e-12)).floor());
    let factor = [1.0, 2.0, 5.0, 10.0].into_iter().find(|f| size <= f * power * (1.0 + 1e-9));
    factor.unwrap_or(10.0) * power
}

/// Multiples of a 1-2-5 step within a range, about `count` of them.
pub(super) fn ticks(low: f64, high: f64, count: usize) -> Vec<f64> {
    let step = round_step((high - low) / count.max(1) as f64);
    let first = (low / step - 1e-9).ceil() as i64;
    let last = (high / step + 1e-9).floor() as i64;
    (first..=last).map(|i| i as f64 * step).collect()
}

/// Centres of labels pushed apart to a distance of `least`, in their order,
/// within a range.
pub(super) fn spread(wanted: &[f64], least: f64, low: f64, high: f64) -> Vec<f64> {
    let mut places = wanted.to_vec();
    let mut floor = low;
    for place in &mut places {
        *place = place.max(floor);
        floor = *place + least;
    }
    let mut ceiling = high;
    for place in places.iter_mut().rev() {
        *place = place.min(ceiling);
        ceiling = *place - least;
    }
    places
}

#[cfg(test)]
mod tests {
    use super::{spread, ticks};

    #[test]
    fn ticks_are_round_and_within_the_range() {
        assert_eq!(
            ticks(-0.6, 1.0, 8),
            [-0.6, -0.4, -0.2, 0.0, 0.2, 0.4, 0.6, 0.8, 1.0].map(|x: f64| (x * 5.0).round() * 0.2)
        );
    }

    #[test]
    fn labels_are_pushed_apart_and_stay_inside() {
        assert_eq!(
            spread(&[5.0, 5.0, 29.0], 10.0, 0.0, 30.0),
            [5.0, 15.0, 29.0].map(|x: f64| if x > 20.0 { 29.0 } else { x })
        );
    }
}
