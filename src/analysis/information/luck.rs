//! What knowing every assumption is worth, luck left open: from paths lived
//! again with the same assumptions and other luck.
//!
//! With m the mean net benefit of a path over R other lucks, deciding by m and
//! valuing by it too overstates by half the density of the true mean at 0 times
//! its variance; deciding each luck by the mean of the others, and valuing it
//! by itself, understates by as much, to the same order. The truth lies between
//! them, on average, and half way is off by a smaller order.

use super::worth::{Evidence, Worth};
use crate::analysis::estimate::{Estimate, mean};

/// What knowing every assumption is worth.
#[derive(Clone, Copy, Debug)]
pub struct Everything {
    /// The value of perfect information about all assumptions: what the
    /// regression's rule is worth, and what other lucks say it misses.
    pub value: Estimate,
    /// A bound from below, on average: a rule that decides by what other lucks
    /// came to, or the regression's if that is worth more.
    pub low: Estimate,
    /// A bound from above, on average.
    pub high: Estimate,
    /// The part that the regression's rule finds.
    pub by_regression: Estimate,
    /// Chance that knowing every assumption changes the decision.
    pub changes: Estimate,
}

impl Everything {
    /// Of the regression alone, where no path is lived again.
    pub(super) fn by_regression(rule: &Worth) -> Self {
        let high = Estimate { value: rule.plug_in.max(rule.value.value), ..rule.value };
        Self {
            value: rule.value,
            low: rule.value,
            high,
            by_regression: rule.value,
            changes: rule.changes,
        }
    }

    /// With so many other `times` of the first paths, one path's together.
    pub(super) fn of(evidence: &Evidence, rule: &Worth, again: &[f64], times: usize) -> Self {
        let sign = if evidence.invests() { -1.0 } else { 1.0 };
        let paths = again.chunks_exact(times).map(|lucks| of_path(lucks, sign));
        let [mut low, mut high, mut half] = [const { Vec::new() }; 3];
        for (path, (below, above, middle)) in paths.enumerate() {
            let by_rule = if rule.switches(path) { middle } else { 0.0 };
            low.push(below - by_rule);
            high.push(above - by_rule);
            half.push(0.5 * (below + above) - by_rule);
        }
        // What the rule is worth is known from many more paths, so only what it
        // misses is taken from these.
        let plus = |differences: &[f64]| {
            let missed = mean(differences);
            let own = rule.value;
            let square = own.standard_error * own.standard_error
                + missed.standard_error * missed.standard_error;
            Estimate { value: own.value + missed.value.max(0.0), standard_error: square.sqrt() }
        };
        let by_regression = rule.value;
        Self {
            value: plus(&half),
            low: plus(&low),
            high: plus(&high),
            by_regression,
            changes: rule.changes,
        }
    }
}

/// The two bounds of one path and the mean of its lucks.
fn of_path(lucks: &[f64], sign: f64) -> (f64, f64, f64) {
    let n = lucks.len() as f64;
    let total: f64 = lucks.iter().map(|y| sign * y).sum();
    let by_others = lucks.iter().map(|y| sign * y).filter(|own| 0.0 < total - own);
    let below: f64 = by_others.sum::<f64>() / n;
    (below, (total / n).max(0.0), total / n)
}

#[cfg(test)]
mod tests {
    use super::{Everything, Evidence};
    use crate::sampling::normal::{normal_cdf, normal_density};
    use crate::sampling::stream::StreamKey;

    #[test]
    fn bounds_enclose_the_truth_and_what_a_rule_misses_is_made_up_for() {
        // NPV = -1 + 2 z + 3 luck; each path's mean is -1 + 2 z.
        let truth = 2.0 * normal_density(0.5) - normal_cdf(-0.5);
        let (paths, times) = (20_000, 8);
        let mut z = Vec::new();
        let (mut npv, mut again) = (Vec::new(), Vec::new());
        for path in 0..paths {
            let mut stream = StreamKey::new(11, "lucks").stream(path);
            let own = stream.normal();
            z.push(own);
            npv.push(-1.0 + 2.0 * own + 3.0 * stream.normal());
            again.extend((0..times).map(|_| -1.0 + 2.0 * own + 3.0 * stream.normal()));
        }
        let evidence = Evidence::new(&[(z, None)], &npv);
        // One rule knows z, the other nothing.
        for rule in evidence.worths(&[vec![0], Vec::new()]) {
            let found = Everything::of(&evidence, &rule, &again, times);
            let error = found.value.standard_error;
            assert!(error < 0.03 && (found.value.value - truth).abs() < 3.0 * error, "{found:?}");
            let [low, high] = [found.low, found.high];
            assert!(low.value < truth + 2.0 * low.standard_error, "{found:?}");
            assert!(truth - 2.0 * high.standard_error < high.value, "{found:?}");
            assert!(found.by_regression.value <= found.low.value, "{found:?}");
        }
    }
}
