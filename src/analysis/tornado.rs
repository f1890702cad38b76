//! How a statistic moves with each input, from one run: the paths are sorted by
//! the input and cut into tenths, and the statistic is taken of each. All other
//! inputs vary freely, and what is correlated with an input moves with it.

use rayon::iter::{IndexedParallelIterator, IntoParallelRefIterator, ParallelIterator};

use super::estimate::{Estimate, quantile, sum};
use super::evaluate::Evaluated;

/// Bins of an input with more values than this.
const BINS: usize = 10;
/// Standard errors within which a bin's statistic is noise.
const NOISE: f64 = 2.0;
/// Standard errors by which a bin between the ends must exceed both for the
/// statistic not to rise or fall with the input all the way. With eight bins
/// between the ends of each of thirty inputs, two would often do so by chance.
const BULGE: f64 = 3.5;

/// Takes the statistic of some paths' outputs.
pub type Take<'a> = dyn Fn(&[f64]) -> Evaluated + Sync + 'a;

/// Paths with neighbouring values of an input.
#[derive(Clone, Debug)]
pub struct Bin {
    /// Median of the input in it.
    pub input: f64,
    /// Smallest value of the input in it.
    pub low: f64,
    /// Largest.
    pub high: f64,
    /// Paths in it.
    pub paths: usize,
    /// The statistic over them; NaN where none has the measure.
    pub statistic: Estimate,
}

/// How the statistic moves with one input.
#[derive(Clone, Debug)]
pub struct Bar {
    /// Position among the inputs.
    pub input: usize,
    /// Bins in rising order of the input: one for each value where there are
    /// ten or fewer, else tenths of the paths.
    pub bins: Vec<Bin>,
    /// Whether each bin is one value.
    pub by_value: bool,
    /// The two bins that the bar goes between, in the order of the input: the
    /// first and the last; or, of an input that does not go one way, those of
    /// the lowest and the highest statistic.
    pub ends: [usize; 2],
    /// Whether these are the first and the last.
    pub one_way: bool,
    /// The statistic in the later of the two less that in the earlier; NaN
    /// where there are no two bins.
    pub swing: Estimate,
    /// Whether neither end is more than two standard errors of so small a
    /// sample from the statistic over all paths, or the two are no more than two
    /// standard errors of their difference apart.
    pub inside_noise: bool,
}

/// How the statistic moves with each input.
#[derive(Clone, Debug)]
pub struct Tornado {
    /// The statistic over all paths.
    pub base: Estimate,
    /// Two standard errors of the statistic over a tenth of the paths.
    pub noise: f64,
    /// One for each input, the longest first.
    pub bars: Vec<Bar>,
    /// By how much the first bar is longer than the second, with the error that
    /// their common paths leave; absent where there are no two.
    pub lead: Option<Estimate>,
}

impl Bar {
    /// The bins at its ends.
    pub fn end_bins(&self) -> [&Bin; 2] {
        self.ends.map(|end| &self.bins[end])
    }

    fn length(&self) -> f64 {
        self.swing.value.abs()
    }
}

impl Tornado {
    /// Bars whose ends lie within the noise.
    pub fn inside_noise(&self) -> usize {
        self.bars.iter().filter(|bar| bar.inside_noise).count()
    }

    /// Whether the first bar is longer than all others by more than two
    /// standard errors, and more than noise.
    pub fn has_leader(&self) -> bool {
        let leads = |lead: &Estimate| 2.0 * lead.standard_error < lead.value;
        let first = self.bars.first().is_some_and(|bar| !bar.inside_noise);
        first && self.lead.as_ref().is_none_or(leads)
    }
}

/// The bars of all inputs. Inputs and `output` are columns of the same paths;
/// absent outputs are NaN.
pub fn tornado(inputs: &[&[f64]], output: &[f64], take: &Take<'_>) -> Tornado {
    let base = take(output).estimate;
    let bars = inputs.par_iter().enumerate();
    let mut bars: Vec<Bar> =
        bars.map(|(input, values)| bar(input, values, (output, base), take)).collect();
    // NaN, for no length, goes last.
    bars.sort_by(|a, b| {
        a.length().is_nan().cmp(&b.length().is_nan()).then(b.length().total_cmp(&a.length()))
    });
    let lead = match &bars[..] {
        [first, second, ..] => Some(lead([first, second], inputs, output, take)),
        _ => None,
    };
    Tornado { base, noise: NOISE * base.standard_error * (BINS as f64).sqrt(), bars, lead }
}

fn bar(input: usize, values: &[f64], (output, base): (&[f64], Estimate), take: &Take<'_>) -> Bar {
    let (parts, by_value) = parts(values);
    let bins: Vec<Bin> = parts
        .into_iter()
        .map(|paths| {
            let outputs: Vec<f64> = paths.iter().map(|path| output[*path]).collect();
            let inputs: Vec<f64> = paths.iter().map(|path| values[*path]).collect();
            Bin {
                input: quantile(&inputs, 0.5).value,
                low: inputs[0],
                high: inputs[inputs.len() - 1],
                statistic: take(&outputs).estimate,
                paths: paths.len(),
            }
        })
        .collect();
    // One standard error of the statistic over as many paths as a bin has.
    let error = |bin: &Bin| base.standard_error * (values.len() as f64 / bin.paths as f64).sqrt();
    let (ends, one_way) = ends(&bins, &error);
    let [first, last] = ends.map(|end| bins.get(end));
    let far = |bin: &Bin| NOISE * error(bin) < (bin.statistic.value - base.value).abs();
    let swing = match (first, last) {
        (Some(first), Some(last)) if ends[0] != ends[1] => difference(first, last),
        _ => Estimate { value: f64::NAN, standard_error: f64::NAN },
    };
    let apart = NOISE * swing.standard_error < swing.value.abs();
    let inside_noise = !(apart && [first, last].into_iter().flatten().any(far));
    Bar { input, bins, by_value, ends, one_way, swing, inside_noise }
}

fn difference(first: &Bin, last: &Bin) -> Estimate {
    let [a, b] = [first, last].map(|bin| bin.statistic.standard_error);
    Estimate {
        value: last.statistic.value - first.statistic.value,
        standard_error: (a * a + b * b).sqrt(),
    }
}

/// Paths in rising order of their values, cut into bins; and whether each bin
/// is one value. Equal values are never parted.
fn parts(values: &[f64]) -> (Vec<Vec<usize>>, bool) {
    // Adding 0 makes 0 of -0, its equal.
    let value = |path: usize| values[path] + 0.0;
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|a, b| value(*a).total_cmp(&value(*b)));
    let same = |a: &usize, b: &usize| value(*a).total_cmp(&value(*b)).is_eq();
    let groups: Vec<&[usize]> = order.chunk_by(same).take(BINS + 1).collect();
    if groups.len() <= BINS {
        return (groups.into_iter().map(<[usize]>::to_vec).collect(), true);
    }
    let mut cuts: Vec<usize> = (1..BINS)
        .map(|bin| {
            let wanted = bin * order.len() / BINS;
            let at = value(order[wanted]);
            let from = order.partition_point(|path| value(*path) < at);
            let to = order.partition_point(|path| value(*path) <= at);
            if wanted - from <= to - wanted { from } else { to }
        })
        .filter(|cut| 0 < *cut && *cut < order.len())
        .collect();
    cuts.dedup();
    cuts.push(order.len());
    let mut from = 0;
    let bins = cuts.into_iter().map(|to| {
        let bin = order[from..to].to_vec();
        from = to;
        bin
    });
    (bins.collect(), false)
}

/// The bins that a bar goes between, and whether they are the first and the
/// last that have the statistic.
fn ends(bins: &[Bin], error: &dyn Fn(&Bin) -> f64) -> ([usize; 2], bool) {
    let value = |bin: &usize| bins[*bin].statistic.value;
    let there: Vec<usize> = (0..bins.len()).filter(|bin| !value(bin).is_nan()).collect();
    let (Some(first), Some(last)) = (there.first(), there.last()) else { return ([0, 0], true) };
    let by_value = |a: &&usize, b: &&usize| value(a).total_cmp(&value(b));
    let lowest = there.iter().min_by(by_value).unwrap_or(first);
    let highest = there.iter().max_by(by_value).unwrap_or(last);
    let beyond = |bin: &usize, end: &usize| {
        let (a, b) = (error(&bins[*bin]), error(&bins[*end]));
        BULGE * (a * a + b * b).sqrt() < (value(bin) - value(end)).abs()
    };
    let bulges = |bin: &usize| beyond(bin, first) && beyond(bin, last);
    if bulges(lowest) || bulges(highest) {
        ([*lowest.min(highest), *lowest.max(highest)], false)
    } else {
        ([*first, *last], true)
    }
}

fn lead(bars: [&Bar; 2], inputs: &[&[f64]], output: &[f64], take: &Take<'_>) -> Estimate {
    let of = bars.map(|bar| contributions(bar, inputs[bar.input], output, take));
    let squares = of[0].iter().zip(&of[1]).map(|(a, b)| (a - b) * (a - b));
    Estimate { value: bars[0].length() - bars[1].length(), standard_error: sum(squares).sqrt() }
}

/// What each path adds to the deviation of a bar's length from the truth: its
/// influence on an end over the paths there.
fn contributions(bar: &Bar, values: &[f64], output: &[f64], take: &Take<'_>) -> Vec<f64> {
    let mut all = vec![0.0; output.len()];
    let sign = if bar.swing.value < 0.0 { -1.0 } else { 1.0 };
    let (parts, _) = parts(values);
    for (end, sign) in bar.ends.into_iter().zip([-sign, sign]) {
        let paths = &parts[end];
        let outputs: Vec<f64> = paths.iter().map(|path| output[*path]).collect();
        for (path, influence) in paths.iter().zip(take(&outputs).influence) {
            all[*path] += sign * influence / paths.len() as f64;
        }
    }
    all
}
