//! Random streams keyed by (seed, name, path).
//!
//! A key is a hash of seed and name; a path's stream starts from two blocks of
//! the counter-based generator Philox under that key, and runs on with
//! xoshiro256++. So any path can be drawn alone, and no stream depends on how
//! many others there are or in which order they were made.

use rand::TryRng;
use rand::rand_core::utils;
use sha2::{Digest, Sha256};

use super::lanes::{LANES, Lanes};
use super::normal::normal_quantile;
use super::normal_pairs::{normal_pair, normal_pairs};
use super::widest::{Kernel, widest};

/// Philox4x32 with ten rounds (Salmon et al., 2011): a bijection of the
/// counter under the key, each output as good as random.
pub fn philox4x32(counter: [u32; 4], key: [u32; 2]) -> [u32; 4] {
    let (mut c, mut k) = (counter, key);
    for _ in 0..10 {
        let low = u64::from(c[0]) * 0xD251_1F53;
        let high = u64::from(c[2]) * 0xCD9E_8D57;
        c = [
            (high >> 32) as u32 ^ c[1] ^ k[0],
            high as u32,
            (low >> 32) as u32 ^ c[3] ^ k[1],
            low as u32,
        ];
        k = [k[0].wrapping_add(0x9E37_79B9), k[1].wrapping_add(0xBB67_AE85)];
    }
    c
}

/// The first halves, or all, of Philox blocks of as many keys as there are lanes, with one
/// counter: a block of each key.
struct Blocks<'a> {
    keys: &'a [StreamKey],
    counter: [u32; 4],
}

impl Kernel for Blocks<'_> {
    type Output = [[u64; LANES]; 2];

    // As `philox4x32`, lane by lane, with every loop over the lanes the innermost. Each word is
    // the lower half of a number of 64 bits, whose upper half may be anything, so that none has
    // to be moved from one size to the other.
    #[inline(always)]
    fn run(self) -> [[u64; LANES]; 2] {
        let mut c = [[0; LANES]; 4];
        for (words, word) in c.iter_mut().zip(self.counter) {
            *words = [u64::from(word); LANES];
        }
        let mut k = [[0; LANES]; 2];
        for (lane, key) in self.keys.iter().take(LANES).enumerate() {
            k[0][lane] = key.0;
            k[1][lane] = key.0 >> 32;
        }
        for _ in 0..10 {
            for lane in 0..LANES {
                let low = lower(c[0][lane]) * 0xD251_1F53;
                let high = lower(c[2][lane]) * 0xCD9E_8D57;
                c[0][lane] = (high >> 32) ^ c[1][lane] ^ k[0][lane];
                c[1][lane] = high;
                c[2][lane] = (low >> 32) ^ c[3][lane] ^ k[1][lane];
                c[3][lane] = low;
                k[0][lane] = k[0][lane].wrapping_add(0x9E37_79B9);
                k[1][lane] = k[1][lane].wrapping_add(0xBB67_AE85);
            }
        }
        let mut blocks = [[0; LANES]; 2];
        for lane in 0..LANES {
            blocks[0][lane] = lower(c[0][lane]) | c[1][lane] << 32;
            blocks[1][lane] = lower(c[2][lane]) | c[3][lane] << 32;
        }
        blocks
    }
}

/// The lower half of a number of 64 bits.
#[inline(always)]
fn lower(number: u64) -> u64 {
    number & u64::from(u32::MAX)
}

fn counter(path: u64, index: u32, used_for: u32) -> [u32; 4] {
    [path as u32, (path >> 32) as u32, index, used_for]
}

/// Each key's [`StreamKey::uniform`] of a path, added to a list.
pub fn uniforms(keys: &[StreamKey], path: u64, list: &mut Vec<f64>) {
    for keys in keys.chunks(LANES) {
        let [first, _] = widest(Blocks { keys, counter: counter(path, 0, SINGLE_DRAW) });
        list.extend(first[..keys.len()].iter().map(|bits| open_unit(*bits)));
    }
}

/// Where the streams of some keys start on a path.
#[derive(Clone, Debug, Default)]
pub struct Starts(Vec<[u64; 4]>);

impl Starts {
    /// Becomes those of other keys or another path.
    pub fn find(&mut self, keys: &[StreamKey], path: u64) {
        self.0.clear();
        for keys in keys.chunks(LANES) {
            let blocks =
                |index| widest(Blocks { keys, counter: counter(path, index, STREAM_START) });
            let ([a, b], [c, d]) = (blocks(0), blocks(1));
            self.0.extend((0..keys.len()).map(|key| [a[key], b[key], c[key], d[key]]));
        }
    }
}

/// What a counter block is used for; blocks of different uses never meet.
const SINGLE_DRAW: u32 = 0;
const STREAM_START: u32 = 1;
const MONTH_DRAW: u32 = 2;

/// A named source of randomness under a seed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StreamKey(u64);

impl StreamKey {
    /// The key for `name` under `seed`: the first 64 bits of SHA-256, so that
    /// neighbouring seeds and similar names have nothing in common.
    pub fn new(seed: u64, name: &str) -> Self {
        let hash = Sha256::new()
            .chain_update(b"shortrun stream v1\0")
            .chain_update(seed.to_le_bytes())
            .chain_update(name.as_bytes())
            .finalize();
        Self(hash.iter().take(8).rev().fold(0, |key, byte| key << 8 | u64::from(*byte)))
    }

    /// One path's stream, from its start.
    pub fn stream(self, path: u64) -> Stream {
        Stream::start_at(self.start(path))
    }

    /// The streams of one path in every lane, from their start.
    pub fn streams(self, path: u64) -> Streams {
        Streams(self.start(path).map(|word| Words([word; LANES])))
    }

    fn start(self, path: u64) -> [u64; 4] {
        let [[a, b], [c, d]] =
            [self.block(path, 0, STREAM_START), self.block(path, 1, STREAM_START)];
        [a, b, c, d]
    }

    /// A path's one uniform of this name, in (0, 1).
    pub fn uniform(self, path: u64) -> f64 {
        open_unit(self.block(path, 0, SINGLE_DRAW)[0])
    }

    /// The uniform of this name in month `t` of a path, in (0, 1): for what is
    /// wanted in few months, which then costs nothing in the others.
    pub fn uniform_in_month(self, path: u64, t: usize) -> f64 {
        open_unit(self.block(path, t as u32, MONTH_DRAW)[0])
    }

    fn block(self, path: u64, index: u32, used_for: u32) -> [u64; 2] {
        let words =
            philox4x32(counter(path, index, used_for), [self.0 as u32, (self.0 >> 32) as u32]);
        let join = |low: u32, high: u32| u64::from(low) | u64::from(high) << 32;
        [join(words[0], words[1]), join(words[2], words[3])]
    }
}

/// The middle of one of 2^52 equal parts of (0, 1): never 0, never 1.
#[inline(always)]
pub(super) fn open_unit(bits: u64) -> f64 {
    // The part's number as the digits of one from 1 to 2, less what is too
    // much; exact, and with instructions that work on several lanes.
    const TOO_MUCH: f64 = 1.0 - 0.5 * f64::EPSILON;
    f64::from_bits(1f64.to_bits() | bits >> 12) - TOO_MUCH
}

/// A sequence of random numbers; a generator for `rand` as well.
#[derive(Clone, Debug)]
pub struct Stream([u64; 4]);

impl Stream {
    /// One of those whose starts were found, by its key's position, from its start.
    pub fn start_from(starts: &Starts, key: usize) -> Self {
        Self::start_at(starts.0[key])
    }

    fn start_at(start: [u64; 4]) -> Self {
        Self(start)
    }

    #[inline]
    fn next(&mut self) -> u64 {
        let [a, b, c, d] = &mut self.0;
        next(a, b, c, d)
    }

    /// Uniform in (0, 1).
    #[inline]
    pub fn uniform(&mut self) -> f64 {
        open_unit(self.next())
    }

    /// Standard normal, as the quantile of one uniform: it grows with it.
    #[inline]
    pub fn normal(&mut self) -> f64 {
        normal_quantile(self.uniform())
    }

    /// Two standard normal numbers from two uniforms.
    pub fn normal_pair(&mut self) -> [f64; 2] {
        normal_pair(self.uniform(), self.uniform())
    }

    /// As many standard normal numbers as there is room for, pair by pair, several side by side.
    pub fn normals(&mut self, list: &mut [f64]) {
        for part in list.chunks_mut(2 * LANES) {
            let [mut radii, mut angles] = [Lanes::all(0.5); 2];
            for lane in 0..part.len().div_ceil(2) {
                radii[lane] = self.uniform();
                angles[lane] = self.uniform();
            }
            let uniforms = [radii, angles];
            let pairs = widest(Pairs(&uniforms));
            for (i, normal) in part.iter_mut().enumerate() {
                *normal = pairs[i % 2][i / 2];
            }
        }
    }
}

/// Normal numbers from uniforms, pair by pair.
struct Pairs<'a>(&'a [Lanes; 2]);

impl Kernel for Pairs<'_> {
    type Output = [Lanes; 2];

    #[inline(always)]
    fn run(self) -> [Lanes; 2] {
        normal_pairs(&self.0[0], &self.0[1])
    }
}

/// The next number of a generator with these words, by xoshiro256++ (Blackman and Vigna, 2019).
#[inline(always)]
fn next(a: &mut u64, b: &mut u64, c: &mut u64, d: &mut u64) -> u64 {
    let next = a.wrapping_add(*d).rotate_left(23).wrapping_add(*a);
    let shifted = *b << 17;
    *c ^= *a;
    *d ^= *b;
    *b ^= *c;
    *a ^= *d;
    *c ^= shifted;
    *d = d.rotate_left(45);
    next
}

/// A word of each lane's generator.
#[derive(Clone, Copy, Debug)]
#[repr(align(64))]
struct Words([u64; LANES]);

/// The streams of several paths under one key, side by side: in each lane the
/// numbers of that path's [`Stream`].
#[derive(Clone, Debug)]
pub struct Streams([Words; 4]);

impl Streams {
    /// Starts another path, in one lane, of the stream of `key`.
    pub fn start(&mut self, lane: usize, key: StreamKey, path: u64) {
        self.start_at(lane, key.start(path));
    }

    /// The same of the stream of one of the keys whose starts were found, by its position.
    pub fn start_from(&mut self, lane: usize, starts: &Starts, key: usize) {
        self.start_at(lane, starts.0[key]);
    }

    fn start_at(&mut self, lane: usize, start: [u64; 4]) {
        for (words, word) in self.0.iter_mut().zip(start) {
            words.0[lane] = word;
        }
    }

    /// Each path's next uniform in (0, 1).
    #[inline(always)]
    pub fn uniforms(&mut self) -> Lanes {
        let [a, b, c, d] = &mut self.0;
        let mut uniforms = Lanes::all(0.0);
        for lane in 0..LANES {
            let (a, b) = (&mut a.0[lane], &mut b.0[lane]);
            let (c, d) = (&mut c.0[lane], &mut d.0[lane]);
            uniforms[lane] = open_unit(next(a, b, c, d));
        }
        uniforms
    }
}

impl Streams {
    /// Each path's next two standard normal numbers, from two uniforms.
    #[inline(always)]
    pub fn normal_pairs(&mut self) -> [Lanes; 2] {
        let (radius, angle) = (self.uniforms(), self.uniforms());
        normal_pairs(&radius, &angle)
    }
}

impl TryRng for Stream {
    type Error = std::convert::Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Self::Error> {
        // The upper bits, which are the better ones.
        Ok((self.next() >> 32) as u32)
    }

    fn try_next_u64(&mut self) -> Result<u64, Self::Error> {
        Ok(self.next())
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Self::Error> {
        utils::fill_bytes_via_next_word(bytes, || self.try_next_u64())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::{Starts, StreamKey, philox4x32, uniforms};
    use crate::sampling::lanes::LANES;

    #[test]
    fn philox_gives_the_known_answers_of_random123() {
        assert_eq!(
            philox4x32([0; 4], [0; 2]),
            [0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8]
        );
        assert_eq!(
            philox4x32([u32::MAX; 4], [u32::MAX; 2]),
            [0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd]
        );
        assert_eq!(
            philox4x32(
                [0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344],
                [0xa409_3822, 0x299f_31d0]
            ),
            [0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1]
        );
    }

    #[test]
    fn streams_side_by_side_have_the_numbers_of_each_alone() {
        let key = StreamKey::new(3, "a");
        let paths: [u64; LANES] = std::array::from_fn(|lane| (lane as u64) << 31);
        let mut together = key.streams(77);
        together.uniforms();
        for (lane, path) in paths.into_iter().enumerate() {
            together.start(lane, key, path);
        }
        let mut alone = paths.map(|path| key.stream(path));
        for _ in 0..1_000 {
            let pairs = together.normal_pairs();
            for (lane, stream) in alone.iter_mut().enumerate() {
                let pair = stream.normal_pair().map(f64::to_bits);
                assert_eq!(pairs.map(|normals| normals[lane].to_bits()), pair);
            }
            let uniforms = together.uniforms();
            for (lane, stream) in alone.iter_mut().enumerate() {
                assert_eq!(uniforms[lane].to_bits(), stream.uniform().to_bits());
            }
        }
    }

    #[test]
    fn a_list_of_normal_numbers_begins_as_any_shorter_one() {
        let key = StreamKey::new(3, "b");
        let mut list = [0.0; 71];
        key.stream(9).normals(&mut list);
        let mut stream = key.stream(9);
        for pair in list.chunks(2) {
            let expected = stream.normal_pair();
            assert!(pair.iter().zip(expected).all(|(one, other)| one.to_bits() == other.to_bits()));
        }
        for count in [0, 1, 11, 32, 33, 70] {
            let mut short = vec![0.0; count];
            key.stream(9).normals(&mut short);
            assert_eq!(short, list[..count]);
        }
    }

    #[test]
    fn many_keys_side_by_side_have_the_draws_of_each_alone() {
        let keys: Vec<StreamKey> = (0..37).map(|i| StreamKey::new(5, &format!("{i}"))).collect();
        let (mut drawn, mut starts) = (Vec::new(), Starts::default());
        for path in [0, 9, 1 << 40] {
            drawn.clear();
            uniforms(&keys, path, &mut drawn);
            starts.find(&keys, path);
            assert_eq!((drawn.len(), starts.0.len()), (keys.len(), keys.len()));
            for (key, (u, start)) in keys.iter().zip(drawn.iter().zip(&starts.0)) {
                assert_eq!(u.to_bits(), key.uniform(path).to_bits());
                assert_eq!(*start, key.start(path));
            }
        }
    }

    #[test]
    fn neighbouring_seeds_share_no_draw_whatever_the_path() {
        let draws = |seed| -> HashSet<u64> {
            let key = StreamKey::new(seed, "market: demand");
            (0..4_000)
                .flat_map(|path| {
                    let mut stream = key.stream(path);
                    let single = key.uniform(path).to_bits();
                    let in_month = key.uniform_in_month(path, 1).to_bits();
                    [stream.uniform().to_bits(), stream.uniform().to_bits(), single, in_month]
                })
                .collect()
        };
        let (one, next) = (draws(20_260_101), draws(20_260_102));
        assert!(15_990 < one.len(), "draws hardly ever repeat");
        assert!(one.is_disjoint(&next));
    }

    #[test]
    fn streams_are_uniform_and_uncorrelated_over_paths_months_and_names() {
        let (key, other) = (StreamKey::new(3, "a"), StreamKey::new(3, "b"));
        let n = 200_000;
        let mut products = [0.0; 6];
        let (mut sum, mut squares, mut last) = (0.0, 0.0, 0.0);
        for path in 0..n {
            let mut stream = key.stream(path);
            let (first, second) = (stream.uniform() - 0.5, stream.uniform() - 0.5);
            let elsewhere = other.stream(path).uniform() - 0.5;
            sum += first;
            squares += first * first;
            let single = key.uniform(path) - 0.5;
            let months = [0, 1].map(|t| key.uniform_in_month(path, t) - 0.5);
            let others = [second, elsewhere, last, single, months[0], months[1]];
            for (product, with) in products.iter_mut().zip(others) {
                *product += first * with;
            }
            last = first;
        }
        let n = n as f64;
        assert!((sum / n).abs() < 4.0 * (1.0 / 12.0 / n).sqrt());
        assert!((squares / n - 1.0 / 12.0).abs() < 4.0 * (1.0 / 180.0 / n).sqrt());
        for product in products {
            assert!((product / n).abs() < 4.0 / 12.0 / n.sqrt(), "{products:?}");
        }
    }

    #[test]
    fn the_first_draws_stay_as_they_are() {
        let mut stream = StreamKey::new(1, "product: core").stream(7);
        let drawn: Vec<u64> = (0..3).map(|_| stream.uniform().to_bits()).collect();
        assert_eq!(drawn, [4605435810986077379, 4583868675206725856, 4600913426620780366]);
    }
}
