//! The quantile function of an unbounded metalog, as a function of the
//! probability y: P(c) + S(c) logit(y), with polynomials in c = y - 1/2.

use super::special::{Tails, tails_at_logit};

/// Terms of the longest metalog.
pub(super) const MOST_TERMS: usize = 9;

/// The two polynomials, lowest power first.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Curve {
    plain: [f64; 5],
    logit: [f64; 4],
}

/// Whether a term has a logit, and its power of c.
type Term = (bool, usize);

/// The order in which Keelin (2016, equation 6) takes terms in.
const TERMS: [Term; MOST_TERMS] = [
    (false, 0),
    (true, 0),
    (true, 1),
    (false, 1),
    (false, 2),
    (true, 2),
    (false, 3),
    (true, 3),
    (false, 4),
];

fn center(at: Tails) -> f64 {
    if at.lower <= at.upper { at.lower - 0.5 } else { 0.5 - at.upper }
}

fn logit(at: Tails) -> f64 {
    libm::log(at.lower / at.upper)
}

impl Curve {
    const ZERO: Self = Self { plain: [0.0; 5], logit: [0.0; 4] };

    /// For each probability the curve that is 1 there and 0 at the others;
    /// none where they cannot be told apart.
    ///
    /// It is made of Keelin's first terms, as many as there are probabilities.
    /// Of seven that lie symmetrically about the median these do not differ:
    /// three of them are even in c and four are odd, while the values there are
    /// free in four even and three odd directions. Then the last term makes room
    /// for the one after it.
    pub(super) fn units(probabilities: &[f64]) -> Option<Vec<Self>> {
        let n = probabilities.len();
        let first: Vec<Term> = TERMS[..n].to_vec();
        Self::units_of(&first, probabilities).or_else(|| {
            let next = TERMS.get(n).into_iter();
            let other: Vec<Term> = TERMS[..n - 1].iter().chain(next).copied().collect();
            (other.len() == n).then(|| Self::units_of(&other, probabilities)).flatten()
        })
    }

    /// The same, made of these terms.
    fn units_of(terms: &[Term], probabilities: &[f64]) -> Option<Vec<Self>> {
        let n = probabilities.len();
        let rows = probabilities.iter().map(|p| {
            let at = Tails { lower: *p, upper: 1.0 - p };
            let term = |(has_logit, power): &Term| {
                let power = (0..*power).fold(1.0, |product, _| product * center(at));
                if *has_logit { power * logit(at) } else { power }
            };
            terms.iter().map(term).collect()
        });
        let inverse = inverse(rows.collect())?;
        let column = |j: usize| {
            let mut curve = Self::ZERO;
            for (row, (has_logit, power)) in inverse.iter().zip(terms) {
                let place =
                    if *has_logit { &mut curve.logit[*power] } else { &mut curve.plain[*power] };
                *place = row[j];
            }
            curve
        };
        Some((0..n).map(column).collect())
    }

    /// The curve through `values`, of the curves that are 1 at one of them.
    pub(super) fn sum(units: &[Self], values: &[f64]) -> Self {
        // Taken from the first value on, so that a far location costs no digits.
        let base = values[0];
        let mut sum = Self::ZERO;
        for (unit, value) in units.iter().zip(values) {
            sum.add(unit, value - base);
        }
        sum.drop_rounding(values[values.len() - 1] - base);
        sum.plain[0] += base;
        sum
    }

    fn add(&mut self, other: &Self, factor: f64) {
        for (mine, theirs) in self.plain.iter_mut().zip(other.plain) {
            *mine += factor * theirs;
        }
        for (mine, theirs) in self.logit.iter_mut().zip(other.logit) {
            *mine += factor * theirs;
        }
    }

    /// A coefficient that is 0 but for rounding would decide whether the far
    /// tail rises: it is made 0.
    fn drop_rounding(&mut self, scale: f64) {
        const ROUNDING: f64 = 1e-13;
        for coefficient in self.plain.iter_mut().chain(&mut self.logit) {
            if coefficient.abs() < ROUNDING * scale {
                *coefficient = 0.0;
            }
        }
    }

    pub(super) fn is_finite(&self) -> bool {
        self.plain.iter().chain(&self.logit).all(|coefficient| coefficient.is_finite())
    }

    /// The value at a probability.
    pub(super) fn value(&self, at: Tails) -> f64 {
        let ([p0, p1, p2, p3, p4], [s0, s1, s2, s3]) = (self.plain, self.logit);
        let c = center(at);
        let plain = p0 + c * (p1 + c * (p2 + c * (p3 + c * p4)));
        plain + (s0 + c * (s1 + c * (s2 + c * s3))) * logit(at)
    }

    /// Change of the value with the logit of the probability: the slope over
    /// the probability, times y (1 - y). Positive wherever the density is.
    pub(super) fn logit_slope(&self, at: Tails) -> f64 {
        self.slope_at(at, logit(at))
    }

    /// The same where the logit is known.
    pub(super) fn slope_at(&self, at: Tails, logit: f64) -> f64 {
        let ([_, p1, p2, p3, p4], [s0, s1, s2, s3]) = (self.plain, self.logit);
        let (c, d) = (center(at), at.lower * at.upper);
        let steepness = s0 + c * (s1 + c * (s2 + c * s3));
        if d <= 0.0 {
            return steepness;
        }
        let plain = p1 + c * (2.0 * p2 + c * (3.0 * p3 + c * (4.0 * p4)));
        steepness + d * ((s1 + c * (2.0 * s2 + c * (3.0 * s3))) * logit + plain)
    }

    /// Both tails at a value of a rising curve: Newton's method on the logit,
    /// kept inside a bracket.
    pub(super) fn tails(&self, value: f64) -> Tails {
        const REACH: f64 = 700.0;
        const MOST_STEPS: usize = 200;
        let (mut low, mut high) = (-REACH, REACH);
        let (mut logit, mut last_step) = (0.0_f64, f64::INFINITY);
        for _ in 0..MOST_STEPS {
            let at = tails_at_logit(logit);
            let error = self.value(at) - value;
            if 0.0 < error {
                high = logit
            } else {
                low = logit
            }
            let step = error / self.logit_slope(at);
            let next = logit - step;
            // Where Newton's method does not close in fast, the bracket is halved.
            let is_closing = low < next && next < high && step.abs() < 0.5 * last_step;
            let next = if is_closing { next } else { 0.5 * (low + high) };
            last_step = (next - logit).abs();
            logit = next;
            if last_step <= 2.0 * f64::EPSILON * logit.abs() {
                break;
            }
        }
        tails_at_logit(logit)
    }
}

/// The inverse of a small matrix by Gauss and Jordan's elimination.
fn inverse(mut rows: Vec<Vec<f64>>) -> Option<Vec<Vec<f64>>> {
    const SMALLEST_PIVOT: f64 = 1e-12;
    let n = rows.len();
    for (i, row) in rows.iter_mut().enumerate() {
        row.extend((0..n).map(|j| f64::from(u8::from(i == j))));
    }
    for column in 0..n {
        let size = |row: &usize| rows[*row][column].abs();
        let pivot = (column..n).max_by(|a, b| size(a).total_cmp(&size(b)))?;
        if !(SMALLEST_PIVOT < size(&pivot)) {
            return None;
        }
        rows.swap(column, pivot);
        let divisor = rows[column][column];
        rows[column].iter_mut().for_each(|entry| *entry /= divisor);
        let lead = rows[column].clone();
        for (_, row) in rows.iter_mut().enumerate().filter(|(i, _)| *i != column) {
            let factor = row[column];
            row.iter_mut().zip(&lead).for_each(|(entry, lead)| *entry -= factor * lead);
        }
    }
    Some(rows.into_iter().map(|row| row[n..].to_vec()).collect())
}
