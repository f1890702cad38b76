//! Values at ranks of a sample, and its order, from how it falls into equal bins of its range: what
//! is smaller never falls into a later bin, so that only values of one bin are to be compared. For
//! a sample as it comes from paths that takes a third of the time of sorting or selecting.

/// Bins that values at ranks are sought in.
const SOUGHT: usize = 1_024;
/// Fewer values are put in order as they are.
const FEW: usize = 256;
/// Values in a bin, on average, where all are put in order.
const IN_BIN: usize = 4;

/// Equal bins from the least value of a sample to the largest.
#[derive(Clone, Copy)]
struct Bins {
    low: f64,
    per_width: f64,
}

impl Bins {
    /// So many; none where values are few, all the same, one of them is none, or their range is
    /// beyond what a number can hold.
    fn over(values: &[f64], count: usize) -> Option<Self> {
        if values.len() < FEW {
            return None;
        }
        let (mut low, mut high, mut all) = (f64::INFINITY, f64::NEG_INFINITY, true);
        for value in values {
            low = if *value < low { *value } else { low };
            high = if high < *value { *value } else { high };
            all &= !value.is_nan();
        }
        let per_width = (count - 1) as f64 / (high - low);
        let is_sound = all && low < high && 0.0 < per_width && per_width.is_finite();
        is_sound.then_some(Self { low, per_width })
    }

    /// The bin that a value falls into.
    #[inline]
    fn place(self, value: f64) -> u32 {
        /// What is added to this is rounded to a whole number, which its lowest bits then are.
        const WHOLE: f64 = (1_u64 << 52) as f64;
        ((value - self.low) * self.per_width + WHOLE).to_bits() as u32
    }
}

/// A rank, from 0, and the value found there.
type Wanted = (usize, f64);

/// The values at rising ranks, from 0, of a sample in any order.
pub(super) fn at_ranks<const N: usize>(sample: &mut [f64], rising: [usize; N]) -> [f64; N] {
    let mut wanted = rising.map(|rank| (rank, f64::NAN));
    seek(sample, &mut wanted);
    wanted.map(|(_, value)| value)
}

/// The same of a sample and so many zeros beside it.
pub(super) fn at_ranks_with_zeros<const N: usize>(
    sample: &mut [f64],
    zeros: usize,
    rising: [usize; N],
) -> [f64; N] {
    let below: usize = sample.iter().map(|value| usize::from(value.is_sign_negative())).sum();
    let mut wanted = rising.map(|rank| (rank, 0.0));
    let (lower, rest) = wanted.split_at_mut(rising.partition_point(|rank| *rank < below));
    let among = rest.partition_point(|(rank, _)| *rank < below + zeros);
    let higher = &mut rest[among..];
    higher.iter_mut().for_each(|(rank, _)| *rank -= zeros);
    // Both are sought at once, without what lies among the zeros.
    let mut sought = [lower, &*higher].concat();
    seek(sample, &mut sought);
    let (low, high) = sought.split_at(lower.len());
    lower.copy_from_slice(low);
    higher.copy_from_slice(high);
    wanted.map(|(_, value)| value)
}

fn seek(sample: &mut [f64], rising: &mut [Wanted]) {
    let Some(bins) = Bins::over(sample, SOUGHT) else { return select(sample, rising) };
    let places: Vec<u16> = sample.iter().map(|value| bins.place(*value) as u16).collect();
    // In turn, so that equal values do not wait for one another's count.
    let mut counts = [[0_u32; SOUGHT]; 2];
    let (pairs, last) = places.as_chunks::<2>();
    for [one, other] in pairs {
        counts[0][usize::from(*one) % SOUGHT] += 1;
        counts[1][usize::from(*other) % SOUGHT] += 1;
    }
    last.iter().for_each(|place| counts[0][usize::from(*place) % SOUGHT] += 1);
    // Which bins have values that are wanted, numbered from 1, and how many lie before each.
    let mut asked = [0_u8; SOUGHT];
    let mut found: Vec<(usize, Vec<f64>)> = Vec::new();
    let (mut bin, mut before) = (0, 0);
    let within = |bin: usize| (counts[0][bin] + counts[1][bin]) as usize;
    for (rank, _) in rising.iter() {
        while before + within(bin) <= *rank {
            before += within(bin);
            bin += 1;
        }
        if asked[bin] == 0 {
            found.push((before, Vec::with_capacity(within(bin))));
            asked[bin] = found.len() as u8;
        }
    }
    for (value, place) in sample.iter().zip(&places) {
        let number = asked[usize::from(*place) % SOUGHT];
        if number != 0 {
            found[usize::from(number) - 1].1.push(*value);
        }
    }
    let mut rest = rising;
    for (before, mut values) in found {
        let those = rest.partition_point(|(rank, _)| *rank < before + values.len());
        let (here, later) = std::mem::take(&mut rest).split_at_mut(those);
        here.iter_mut().for_each(|(rank, _)| *rank -= before);
        if values.len() < sample.len() / 2 {
            seek(&mut values, here)
        } else {
            select(&mut values, here)
        }
        rest = later;
    }
}

/// The same, where bins do not help.
fn select(sample: &mut [f64], rising: &mut [Wanted]) {
    let mut from = 0;
    for (rank, found) in rising {
        // What lies before the last one found is no larger, and is looked at no more.
        let (_, value, _) = sample[from..].select_nth_unstable_by(*rank - from, f64::total_cmp);
        (from, *found) = (*rank, *value);
    }
}

/// Puts values in order.
pub(super) fn sort(values: &mut [f64]) {
    let count = values.len() / IN_BIN;
    let Some(bins) = Bins::over(values, count) else {
        return values.sort_unstable_by(f64::total_cmp);
    };
    let parted = values.to_vec();
    let places: Vec<u32> = parted.iter().map(|value| bins.place(*value)).collect();
    let mut ends = starts(&places, count);
    for (value, place) in parted.into_iter().zip(&places) {
        let end = &mut ends[*place as usize];
        values[*end as usize] = value;
        *end += 1;
    }
    each_bin(&ends, |start, end| values[start..end].sort_unstable_by(f64::total_cmp));
}

/// The indices of values in their order.
pub(super) fn order(values: &[f64]) -> Vec<u32> {
    let by_value = |a: &u32, b: &u32| values[*a as usize].total_cmp(&values[*b as usize]);
    let mut order: Vec<u32> = (0..values.len() as u32).collect();
    let count = values.len() / IN_BIN;
    let Some(bins) = Bins::over(values, count) else {
        order.sort_unstable_by(by_value);
        return order;
    };
    let places: Vec<u32> = values.iter().map(|value| bins.place(*value)).collect();
    let mut ends = starts(&places, count);
    for (index, place) in (0..).zip(&places) {
        let end = &mut ends[*place as usize];
        order[*end as usize] = index;
        *end += 1;
    }
    each_bin(&ends, |start, end| order[start..end].sort_unstable_by(by_value));
    order
}

/// Where the values of each bin begin, once they are parted.
fn starts(places: &[u32], count: usize) -> Vec<u32> {
    let mut starts = vec![0; count];
    places.iter().for_each(|place| starts[*place as usize] += 1);
    let mut before = 0;
    for start in &mut starts {
        before += *start;
        *start = before - *start;
    }
    starts
}

/// Each bin with more than one value.
fn each_bin(ends: &[u32], mut of: impl FnMut(usize, usize)) {
    let mut start = 0;
    for end in ends {
        let end = *end as usize;
        if start + 1 < end {
            of(start, end);
        }
        start = end;
    }
}

#[cfg(test)]
mod tests {
    use super::{at_ranks, at_ranks_with_zeros, order, sort};
    use crate::sampling::stream::{Stream, StreamKey};

    /// Samples of which bins are full, empty, of one value, too narrow or too wide.
    fn samples() -> Vec<Vec<f64>> {
        let mut stream = StreamKey::new(7, "bins").stream(0);
        let of = |n: usize, stream: &mut Stream, value: &dyn Fn(f64) -> f64| -> Vec<f64> {
            (0..n).map(|_| value(stream.normal())).collect()
        };
        let mut all = Vec::new();
        for n in [1, 2, 255, 256, 257, 5_000] {
            all.push(of(n, &mut stream, &|z| z));
            all.push(of(n, &mut stream, &|z| (2.0 * z).round()));
            all.push(of(n, &mut stream, &|z| z.max(0.0)));
            all.push(of(n, &mut stream, &|z| libm::exp(9.0 * z)));
            all.push(of(n, &mut stream, &|z| if z < 0.0 { -0.0 } else { 0.0 }));
            all.push(of(n, &mut stream, &|z| f64::from_bits((1e9 * z.abs()) as u64)));
            all.push(of(n, &mut stream, &|z| if z < -2.0 { f64::MIN } else { z * 1e308 }));
            all.push(of(n, &mut stream, &|z| if 2.0 < z { f64::NAN } else { z }));
            all.push(of(n, &mut stream, &|z| if 2.0 < z { f64::INFINITY } else { z }));
        }
        all
    }

    fn bits(values: &[f64]) -> Vec<u64> {
        values.iter().map(|value| value.to_bits()).collect()
    }

    #[test]
    fn values_at_ranks_and_the_order_are_those_of_the_sorted_sample() {
        for sample in samples() {
            let mut sorted = sample.clone();
            sorted.sort_by(f64::total_cmp);
            let n = sample.len();
            let ranks = [0, n / 20, n / 2, n / 2, (n - 1).min(n / 2 + 1), n - 1];
            let found = at_ranks(&mut sample.clone(), ranks);
            assert_eq!(bits(&found), bits(&ranks.map(|rank| sorted[rank])));
            let mut whole = sample.clone();
            sort(&mut whole);
            assert_eq!(bits(&whole), bits(&sorted));
            let ordered: Vec<f64> =
                order(&sample).into_iter().map(|index| sample[index as usize]).collect();
            assert_eq!(bits(&ordered), bits(&sorted));
        }
    }

    #[test]
    fn zeros_beside_a_sample_count_as_if_they_were_in_it() {
        for sample in samples() {
            for zeros in [0, 1, 300, 9_000] {
                let mut sorted = [sample.as_slice(), &vec![0.0; zeros]].concat();
                sorted.sort_by(f64::total_cmp);
                let n = sorted.len();
                let ranks = [n / 20, n / 4, n / 2, 3 * n / 4, n - 1];
                let found = at_ranks_with_zeros(&mut sample.clone(), zeros, ranks);
                assert_eq!(bits(&found), bits(&ranks.map(|rank| sorted[rank])), "{zeros} of {n}");
            }
        }
    }
}
