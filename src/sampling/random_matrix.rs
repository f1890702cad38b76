//! Random generator matrices that lie evenly with the first dimension of Sobol's points.

use rand::Rng;

use super::sobol_points::Columns;
use super::stream::Stream;

/// Random matrices that a name chooses from.
const CANDIDATES: usize = 4;
/// Digits over which it is judged how evenly they lie: about as many as the number of a point of
/// a usual run has.
const JUDGED: usize = 10;

/// Of a few random upper triangular matrices the one that lies most evenly with the first
/// dimension.
pub(super) fn best_of_some(stream: &mut Stream) -> Columns {
    let mut best = random(stream);
    let mut evenness_of_best = evenness(&best);
    for _ in 1..CANDIDATES {
        let other = random(stream);
        let of_other = evenness(&other);
        if evenness_of_best < of_other {
            (best, evenness_of_best) = (other, of_other);
        }
    }
    best
}

/// A random upper triangular matrix with ones on the diagonal.
fn random(stream: &mut Stream) -> Columns {
    std::array::from_fn(|j| {
        let diagonal = 1 << (63 - j);
        diagonal | stream.next_u64() & !(diagonal | (diagonal - 1))
    })
}

/// How evenly 2^[`JUDGED`] points lie in the plane of the first dimension and that of a matrix. Of
/// k digits across and as many up as leave each of the equal cells its share of the points: how
/// many digits that is together for the k that has fewest, and the sum over all k.
fn evenness(columns: &Columns) -> (usize, usize) {
    // Row i: which digits of the number go into digit i of the coordinate.
    let rows: [u64; JUDGED] = std::array::from_fn(|i| {
        let digit = |j: usize| (columns[j] >> (63 - i) & 1) << j;
        (0..JUDGED).map(digit).sum()
    });
    // The first k digits across are the first k of the number.
    let together = (0..=JUDGED).map(|across| across + independent(rows.map(|row| row >> across)));
    together.fold((usize::MAX, 0), |(least, sum), digits| (least.min(digits), sum + digits))
}

/// How many of the rows, from the first on, are linearly independent modulo 2.
fn independent(rows: [u64; JUDGED]) -> usize {
    let mut by_leading = [0_u64; JUDGED];
    let is_new = |row: &u64| {
        let mut row = *row;
        while row != 0 {
            let leading = &mut by_leading[63 - row.leading_zeros() as usize];
            if *leading == 0 {
                *leading = row;
                return true;
            }
            row ^= *leading;
        }
        false
    };
    rows.iter().map(is_new).take_while(|is_new| *is_new).count()
}

#[cfg(test)]
mod tests {
    use super::{JUDGED, best_of_some, evenness};
    use crate::sampling::sobol_points::columns;
    use crate::sampling::stream::StreamKey;

    #[test]
    fn what_lies_evenly_is_told_from_what_does_not() {
        // The second dimension of Sobol's points lies with the first as evenly as can be: however
        // many digits are taken of one, the rest of the other are there.
        assert_eq!(evenness(&columns(1)), (JUDGED, (JUDGED + 1) * JUDGED));
        // The first lies with itself on the diagonal: the other's digits are its own.
        let (least, _) = evenness(&columns(0));
        assert_eq!(least, 1);
    }

    #[test]
    fn the_best_of_four_is_better_than_one_and_upper_triangular() {
        let (mut first, mut best) = (0, 0);
        for i in 0..200 {
            let key = StreamKey::new(i, "matrix");
            let chosen = best_of_some(&mut key.stream(0));
            for (j, column) in chosen.iter().enumerate() {
                assert_eq!((column << j >> 63, column << j << 1), (1, 0));
            }
            best += evenness(&chosen).0;
            first += evenness(&super::random(&mut key.stream(0))).0;
        }
        assert!(first + 200 < best, "{first} {best}");
    }
}
