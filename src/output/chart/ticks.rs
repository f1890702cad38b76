//! Round places for ticks and bin edges.

/// The 1-2-5 step nearest above `size`.
pub(in crate::output) fn round_step(size: f64) -> f64 {
    let power = libm::pow(10.0, libm::log10(size.max(1e-12)).floor());
    let factor = [1.0, 2.0, 5.0, 10.0].into_iter().find(|f| size <= f * power * (1.0 + 1e-9));
    factor.unwrap_or(10.0) * power
}

/// Multiples of a 1-2-5 step within a range, about `count` of them.
pub(in crate::output) fn ticks(low: f64, high: f64, count: usize) -> Vec<f64> {
    let step = round_step((high - low) / count.max(1) as f64);
    let first = (low / step - 1e-9).ceil() as i64;
    let last = (high / step + 1e-9).floor() as i64;
    (first..=last).map(|i| i as f64 * step).collect()
}

/// Ticks of a share from 0 to `high`, about `count` of them, in percent with
/// the decimals that their step needs.
pub(in crate::output) fn percent_ticks(high: f64, count: usize) -> Vec<(f64, String)> {
    // Steps of 5 may leave only 0 and one more: then closer ones.
    let fewest = 1 + count / 2;
    let enough = |count: &usize| fewest <= ticks(0.0, high, *count).len();
    let count = (count..=4 * count).find(enough).unwrap_or(count);
    let step = 100.0 * round_step(high / count.max(1) as f64);
    let decimals = decimals_of(step);
    let text = |share: f64| match share {
        share if share <= 0.0 => "0%".to_owned(),
        share => format!("{:.decimals$}%", 100.0 * share),
    };
    ticks(0.0, high, count).into_iter().map(|share| (share, text(share))).collect()
}

/// Decimals that tell multiples of a step apart.
pub(in crate::output) fn decimals_of(step: f64) -> usize {
    (-libm::floor(libm::log10(step) + 1e-9)).max(0.0) as usize
}

/// Centres of labels pushed apart to a distance of `least`, in their order,
/// within a range.
pub(in crate::output) fn spread(wanted: &[f64], least: f64, low: f64, high: f64) -> Vec<f64> {
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
    use super::{percent_ticks, spread, ticks};

    #[test]
    fn ticks_are_round_and_within_the_range() {
        assert_eq!(
            ticks(-0.6, 1.0, 8),
            [-0.6, -0.4, -0.2, 0.0, 0.2, 0.4, 0.6, 0.8, 1.0].map(|x: f64| (x * 5.0).round() * 0.2)
        );
    }

    #[test]
    fn ticks_of_small_shares_have_the_decimals_they_need() {
        let texts = |high| -> Vec<String> {
            percent_ticks(high, 4).into_iter().map(|(_, text)| text).collect()
        };
        assert_eq!(texts(0.124), ["0%", "5%", "10%"]);
        assert_eq!(texts(0.097), ["0%", "2%", "4%", "6%", "8%"]);
        assert_eq!(texts(0.0124), ["0%", "0.5%", "1.0%"]);
        assert_eq!(texts(0.000_21), ["0%", "0.01%", "0.02%"]);
    }

    #[test]
    fn labels_are_pushed_apart_and_stay_inside() {
        assert_eq!(
            spread(&[5.0, 5.0, 29.0], 10.0, 0.0, 30.0),
            [5.0, 15.0, 29.0].map(|x: f64| if x > 20.0 { 29.0 } else { x })
        );
    }
}
