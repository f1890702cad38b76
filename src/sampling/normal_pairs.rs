//! Standard normal draws two at a time, by Box and Muller (1958): the radius from one uniform, the
//! angle from another. Exact but for rounding, and half as much work as two quantiles. Neither
//! draw grows with its uniform, so it is for what has no ranks to keep: the luck of months. One
//! logarithm, one root, and two short polynomials without a branch, so that a loop over them can
//! be widened; lane by lane the bits are those of one pair.

use super::elementary::ln;
use super::lanes::{LANES, Lanes};

/// Adding it rounds to a whole number, which is then in the lowest bits.
const ROUNDER: f64 = 6_755_399_441_055_744.0;
const QUARTER: f64 = std::f64::consts::FRAC_PI_2;

/// Two independent standard normal numbers from two independent uniforms in (0, 1).
#[inline(always)]
pub fn normal_pair(radius: f64, angle: f64) -> [f64; 2] {
    let r = (-2.0 * ln(radius)).sqrt();
    let [cosine, sine] = cosine_and_sine(angle);
    [r * cosine, r * sine]
}

/// The same in every lane.
#[inline(always)]
pub fn normal_pairs(radius: &Lanes, angle: &Lanes) -> [Lanes; 2] {
    let mut pairs = [Lanes::all(0.0); 2];
    for lane in 0..LANES {
        let [one, other] = normal_pair(radius[lane], angle[lane]);
        pairs[0][lane] = one;
        pairs[1][lane] = other;
    }
    pairs
}

/// Cosine and sine of a part, 0 to 1, of a full turn: from those of the rest beside the nearest
/// quarter, at most an eighth of a turn, by Taylor's series.
#[inline(always)]
fn cosine_and_sine(turn: f64) -> [f64; 2] {
    const SINE: [f64; 8] = series(1);
    const COSINE: [f64; 9] = series(0);
    let rounded = 4.0 * turn + ROUNDER;
    let quarter = rounded.to_bits();
    let x = (4.0 * turn - (rounded - ROUNDER)) * QUARTER;
    let (x2, x4) = (x * x, (x * x) * (x * x));
    let x8 = x4 * x4;
    let low = (SINE[0] + SINE[1] * x2) + x4 * (SINE[2] + SINE[3] * x2);
    let high = (SINE[4] + SINE[5] * x2) + x4 * (SINE[6] + SINE[7] * x2);
    let sine = x * (low + x8 * high);
    let low = (COSINE[0] + COSINE[1] * x2) + x4 * (COSINE[2] + COSINE[3] * x2);
    let high = (COSINE[4] + COSINE[5] * x2) + x4 * (COSINE[6] + COSINE[7] * x2);
    let cosine = low + x8 * (high + x8 * COSINE[8]);
    // An odd quarter swaps the two; signs go round with the quarters.
    let swaps = 0u64.wrapping_sub(quarter & 1);
    let (c, s) = (cosine.to_bits(), sine.to_bits());
    let swapped = (c ^ s) & swaps;
    let (c_sign, s_sign) = ((quarter ^ (quarter >> 1)) << 63, (quarter >> 1) << 63);
    [f64::from_bits(c ^ swapped ^ c_sign), f64::from_bits(s ^ swapped ^ s_sign)]
}

/// Coefficients of every second power from `first` on, with alternating signs.
const fn series<const N: usize>(first: u32) -> [f64; N] {
    let mut coefficients = [1.0; N];
    let (mut factorial, mut power, mut i) = (1.0, first, 1);
    while i < N {
        factorial *= -(((power + 1) * (power + 2)) as f64);
        power += 2;
        coefficients[i] = 1.0 / factorial;
        i += 1;
    }
    coefficients
}

#[cfg(test)]
mod tests {
    use super::{cosine_and_sine, normal_pair, normal_pairs};
    use crate::sampling::lanes::Lanes;
    use crate::sampling::stream::StreamKey;
    use crate::sampling::widest::{Kernel, Width, use_at_most, widest};

    #[test]
    fn cosines_and_sines_are_those_of_libm_in_every_quarter() {
        for i in 1..400_000 {
            let turn = f64::from(i) / 400_000.0;
            let [cosine, sine] = cosine_and_sine(turn);
            let angle = std::f64::consts::TAU * turn;
            assert!((cosine - libm::cos(angle)).abs() < 1.5e-15, "{turn}: {cosine}");
            assert!((sine - libm::sin(angle)).abs() < 1.5e-15, "{turn}: {sine}");
            assert!((cosine * cosine + sine * sine - 1.0).abs() < 1e-15, "{turn}");
        }
        // Close to the axes relative digits are left, too.
        let [cosine, sine] = cosine_and_sine(1e-12);
        assert!((sine / (std::f64::consts::TAU * 1e-12) - 1.0).abs() < 1e-15 && 1.0 <= cosine);
    }

    #[test]
    fn pairs_have_the_moments_of_independent_normal_numbers() {
        let (mut stream, n) = (StreamKey::new(11, "pairs").stream(0), 1_000_000);
        let mut sums = [0.0; 9];
        let mut beyond = [0.0; 2];
        for _ in 0..n {
            let [a, b] = normal_pair(stream.uniform(), stream.uniform());
            let terms =
                [a, b, a * a, b * b, a * b, a * a * b * b, a * a * a, a * a * a * a, b * b * b * b];
            sums.iter_mut().zip(terms).for_each(|(sum, term)| *sum += term);
            beyond[0] += f64::from(1.644_853_626_951_472_7 < a);
            beyond[1] += f64::from(b < -1.644_853_626_951_472_7);
        }
        let n = f64::from(n);
        let expected = [0.0, 0.0, 1.0, 1.0, 0.0, 1.0, 0.0, 3.0, 3.0];
        let sds = [1.0, 1.0, 2f64.sqrt(), 2f64.sqrt(), 1.0, 8f64.sqrt(), 15f64.sqrt(), 9.8, 9.8];
        for ((sum, expected), sd) in sums.iter().zip(expected).zip(sds) {
            assert!((sum / n - expected).abs() < 4.0 * sd / n.sqrt(), "{sums:?}");
        }
        for count in beyond {
            assert!((count / n - 0.05).abs() < 4.0 * (0.05f64 * 0.95 / n).sqrt(), "{beyond:?}");
        }
    }

    struct Pairs<'a>(&'a Lanes, &'a Lanes);

    impl Kernel for Pairs<'_> {
        type Output = [Lanes; 2];

        #[inline(always)]
        fn run(self) -> [Lanes; 2] {
            normal_pairs(self.0, self.1)
        }
    }

    #[test]
    fn lanes_have_the_bits_of_single_pairs_at_every_width() {
        let mut stream = StreamKey::new(12, "pairs").stream(0);
        for round in 0..2_000 {
            // Radii from the middle to the far tail.
            let scale = f64::from_bits((1023 - round % 52) << 52);
            let [u, v] = [scale, 1.0].map(|scale| Lanes::each(|_| scale * stream.uniform()));
            for width in Width::ALL {
                use_at_most(width);
                let [one, other] = widest(Pairs(&u, &v));
                for lane in 0..16 {
                    let alone = normal_pair(u[lane], v[lane]).map(f64::to_bits);
                    assert_eq!([one[lane], other[lane]].map(f64::to_bits), alone);
                }
            }
        }
    }
}
