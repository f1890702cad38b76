//! Points that are spread evenly over all that is drawn once a path: scrambled Sobol points.
//!
//! Path p belongs to scramble p modulo [`SCRAMBLES`] and is its point p divided by that, so a
//! longer run begins with a shorter one, and each scramble is a sample of its own. In each
//! scramble each name has its own generator matrix and its own shift, made from (seed, name,
//! scramble) alone, so that another name moves none:
//!
//! - A name that every scenario can have takes its dimension of Sobol's points
//!   (`sobol_points.rs`). An entry of a list has a name that only its scenario knows, and
//!   takes a random matrix: upper triangular with ones on the diagonal, of four the one that lies
//!   most evenly with the first dimension. It is another one in each scramble. Were it the same
//!   in all, two names that happen to lie badly with one another would do so in the whole run,
//!   and no error that is measured between scrambles could tell.
//! - That matrix is scrambled: multiplied from the left by a random lower triangular one
//!   (J. Matoušek, *Journal of Complexity* 14, 1998), and its points are shifted by random digits.
//!   So each point is uniform, and the first 2^k points of a scramble, or any 2^k from a multiple
//!   of that on, lie one in each of 2^k equal parts.

use rand::Rng;

use super::design::{SCRAMBLES, scramble_of};
use super::lanes::{LANES, Lanes};
use super::random_matrix::best_of_some;
use super::shared_scrambles::{Scrambles, scrambles_of};
use super::sobol_points::{Columns, DIGITS, columns, dimension_of};
use super::stream::{Stream, StreamKey, open_unit};
use super::widest::{Kernel, widest};

/// Paths from here on are independent of one another: no run reaches them, and what draws them
/// wants a second sample beside a run's own.
pub const END: u64 = 1 << 40;

/// As many dimensions as there are lanes.
type Block = [u64; LANES];

/// The points of some names under a seed.
pub struct Points {
    names: usize,
    /// By scramble, then by block of dimensions: the shift, and the column of each digit.
    blocks: Vec<[Block; 1 + DIGITS]>,
}

impl Points {
    /// Of these names, in their order.
    pub fn new<'a>(seed: u64, names: impl ExactSizeIterator<Item = &'a str>) -> Self {
        let count = names.len();
        let in_scramble = count.div_ceil(LANES);
        let mut blocks = vec![[[0; LANES]; 1 + DIGITS]; SCRAMBLES * in_scramble];
        for (place, name) in names.enumerate() {
            let all = scrambles_of((seed, name), || in_each_scramble(seed, name));
            for (scramble, scrambled) in all.iter().enumerate() {
                let block = &mut blocks[scramble * in_scramble + place / LANES];
                for (words, word) in block.iter_mut().zip(scrambled) {
                    words[place % LANES] = *word;
                }
            }
        }
        Self { names: count, blocks }
    }

    /// Each name's uniform of a path below [`END`], added to a list.
    pub fn uniforms(&self, path: u64, list: &mut Vec<f64>) {
        for first in (0..self.names).step_by(LANES) {
            let uniforms = self.block(path, first / LANES);
            list.extend_from_slice(&uniforms.0[..LANES.min(self.names - first)]);
        }
    }

    /// The same of the first names only.
    pub fn first<const N: usize>(&self, path: u64) -> [f64; N] {
        let uniforms = self.block(path, 0);
        std::array::from_fn(|name| uniforms[name])
    }

    fn block(&self, path: u64, block: usize) -> Lanes {
        let in_scramble = self.names.div_ceil(LANES);
        let columns = &self.blocks[scramble_of(path) * in_scramble + block];
        widest(Coordinates { columns, number: path / SCRAMBLES as u64 })
    }
}

/// The coordinates of a point in a block of dimensions.
struct Coordinates<'a> {
    columns: &'a [Block; 1 + DIGITS],
    number: u64,
}

impl Kernel for Coordinates<'_> {
    type Output = Lanes;

    #[inline(always)]
    fn run(self) -> Lanes {
        let [shift, columns @ ..] = self.columns;
        let (mut words, mut left) = (*shift, self.number);
        while left != 0 {
            let column = &columns[left.trailing_zeros() as usize];
            for lane in 0..LANES {
                words[lane] ^= column[lane];
            }
            left &= left - 1;
        }
        Lanes::each(|lane| open_unit(words[lane]))
    }
}

/// Of a name under a seed.
fn in_each_scramble(seed: u64, name: &str) -> Scrambles {
    let key = StreamKey::new(seed, &format!("scramble: {name}"));
    let own = dimension_of(name).map(columns);
    std::array::from_fn(|scramble| scrambled(&mut key.stream(scramble as u64), own.as_ref()))
}

/// A name's shift in one scramble, then its scrambled columns.
fn scrambled(stream: &mut Stream, own: Option<&Columns>) -> [u64; 1 + DIGITS] {
    let shift = stream.next_u64();
    // Column j of the lower triangular matrix, with its one on the diagonal.
    let lower: Columns = std::array::from_fn(|j| {
        let diagonal = 1 << (63 - j);
        diagonal | stream.next_u64() & (diagonal - 1)
    });
    let base = own.copied().unwrap_or_else(|| best_of_some(stream));
    let product = |mut column: u64| {
        let mut sum = 0;
        while column != 0 {
            let digit = column.leading_zeros();
            sum ^= lower[digit as usize];
            column &= !(1 << (63 - digit));
        }
        sum
    };
    let mut words = [shift; 1 + DIGITS];
    words[1..].iter_mut().zip(base).for_each(|(word, column)| *word = product(column));
    words
}

#[cfg(test)]
mod tests {
    use super::{END, Points, SCRAMBLES};

    const SEED: u64 = 20_260_101;
    const NAMES: [&str; 6] = [
        "exit: any",
        "funding: round",
        "assumption: sites.site_capex",
        "assumption: product.core.price",
        "assumption: product.core.material_cost",
        "assumption: product.other.price",
    ];

    fn points(names: &[&str]) -> Points {
        Points::new(SEED, names.iter().copied())
    }

    fn drawn(points: &Points, path: u64) -> Vec<f64> {
        let mut list = Vec::new();
        points.uniforms(path, &mut list);
        list
    }

    /// What each scramble's points are, by their numbers.
    fn in_scramble(
        points: &Points,
        scramble: usize,
        numbers: std::ops::Range<u64>,
    ) -> Vec<Vec<f64>> {
        let path = |number| number * SCRAMBLES as u64 + scramble as u64;
        numbers.map(|number| drawn(points, path(number))).collect()
    }

    #[test]
    fn points_of_a_scramble_lie_one_in_each_part_of_every_dimension() {
        let points = points(&NAMES);
        for scramble in [0, 7, 31] {
            for (k, from) in [(1, 0), (5, 0), (10, 0), (10, 1 << 10), (3, 24), (8, END / 64)] {
                let from = from >> k << k;
                let all = in_scramble(&points, scramble, from..from + (1 << k));
                for dimension in 0..NAMES.len() {
                    let part = |one: &Vec<f64>| (one[dimension] * f64::from(1 << k)) as usize;
                    let mut parts: Vec<usize> = all.iter().map(part).collect();
                    parts.sort_unstable();
                    assert!(parts.into_iter().eq(0..1 << k), "dimension {dimension}, 2^{k}");
                }
            }
        }
    }

    #[test]
    fn another_name_moves_no_point_and_another_seed_moves_all() {
        let (all, some) = (points(&NAMES), points(&[NAMES[4], NAMES[0]]));
        let other = Points::new(SEED + 1, NAMES.iter().copied());
        // More names than lanes, with the same ones among them.
        let mut names: Vec<String> =
            (0..40).map(|i| format!("assumption: product.{i}.x")).collect();
        names[37] = NAMES[4].to_owned();
        let many = Points::new(SEED, names.iter().map(String::as_str));
        for path in [0, 1, 31, 32, 20_000, END - 1] {
            let (of_all, of_some) = (drawn(&all, path), drawn(&some, path));
            assert_eq!(
                [of_all[4], of_all[0]].map(f64::to_bits),
                [of_some[0], of_some[1]].map(f64::to_bits)
            );
            assert_eq!(drawn(&many, path)[37].to_bits(), of_all[4].to_bits());
            assert_eq!(
                all.first::<2>(path).map(f64::to_bits),
                [of_all[0], of_all[1]].map(f64::to_bits)
            );
            assert!(
                drawn(&other, path).iter().zip(&of_all).all(|(a, b)| a.to_bits() != b.to_bits())
            );
        }
    }

    #[test]
    fn each_point_is_uniform_over_the_scrambles_of_many_seeds() {
        // A digit of one point in one scramble is 1 in half of all seeds, whatever the point.
        let mut ones = [[0_u32; 3]; NAMES.len()];
        for seed in 0..400 {
            let points = Points::new(seed, NAMES.iter().copied());
            for (counts, u) in ones.iter_mut().zip(drawn(&points, 77 * 32 + 5)) {
                assert!(0.0 < u && u < 1.0);
                for (digit, count) in counts.iter_mut().enumerate() {
                    *count += (u * f64::from(2 << digit)) as u32 & 1;
                }
            }
        }
        // Four standard deviations of 10.
        assert!(ones.as_flattened().iter().all(|count| count.abs_diff(200) <= 40), "{ones:?}");
    }

    /// The mean of the product of two centred coordinates over the first points of each
    /// scramble, times twelve: their correlation.
    fn correlations(points: &Points, numbers: u64, [a, b]: [usize; 2]) -> Vec<f64> {
        let of = |scramble| {
            let all = in_scramble(points, scramble, 0..numbers);
            let products = all.iter().map(|one| (one[a] - 0.5) * (one[b] - 0.5));
            12.0 * products.sum::<f64>() / numbers as f64
        };
        (0..SCRAMBLES).map(of).collect()
    }

    #[test]
    fn names_are_as_good_as_independent_and_no_pair_is_confounded_for_good() {
        let names: Vec<String> =
            (0..24).map(|i| format!("assumption: product.line {i}.price")).collect();
        let names: Vec<&str> = NAMES.into_iter().chain(names.iter().map(String::as_str)).collect();
        let (points, numbers) = (points(&names), 256);
        let of_independent = 1.0 / (numbers as f64).sqrt();
        let (mut worst, mut squares, mut pairs) = (0.0_f64, 0.0, 0.0);
        for b in 0..names.len() {
            for a in 0..b {
                let all = correlations(&points, numbers, [a, b]);
                let mean = all.iter().sum::<f64>() / all.len() as f64;
                worst = worst.max(mean.abs());
                squares += all.iter().map(|r| r * r).sum::<f64>();
                pairs += all.len() as f64;
            }
        }
        // Over all scrambles a pair's correlation is within five deviations of what it would be
        // of independent points. In one scramble it is usually 0 and seldom large, when the first
        // digits of two random matrices agree: its square is less than twice theirs.
        let of_run = of_independent / (SCRAMBLES as f64).sqrt();
        assert!(worst < 5.0 * of_run, "{worst} against {of_run}");
        let root = (squares / pairs).sqrt();
        assert!(root < 1.4 * of_independent, "{root} against {of_independent}");
    }

    #[test]
    fn a_smooth_sum_is_far_less_noisy_than_of_independent_points() {
        let points = points(&NAMES);
        let f = |u: &Vec<f64>| u.iter().map(|u| u * u).sum::<f64>() + u[0] * u[3];
        let truth = NAMES.len() as f64 / 3.0 + 0.25;
        let means: Vec<f64> = (0..SCRAMBLES)
            .map(|scramble| {
                in_scramble(&points, scramble, 0..512).iter().map(f).sum::<f64>() / 512.0 - truth
            })
            .collect();
        let variance = means.iter().map(|x| x * x).sum::<f64>() / means.len() as f64;
        // Of one independent point: six times 4/45, and the product's share.
        let independent = (6.0 * 4.0 / 45.0 + 0.25) / 512.0;
        assert!(variance < 0.02 * independent, "{variance} against {independent}");
    }
}
