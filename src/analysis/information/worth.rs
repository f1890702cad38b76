//! What it is worth to know a set of numbers before deciding.
//!
//! With Y the net benefit of the decision that is not taken today less that of
//! the one that is, and X what is learned,
//!
//! ```text
//! value = E[max(0, E[Y | X])]
//! ```
//!
//! which is the expected value of (partial) perfect information. Each path is
//! decided by a regression over the other folds, and counts with its own
//! outcome, not with what was expected of it. A rule of decision is worth no
//! more than the best one, so this does not overstate on average, where the
//! mean of the largest of noisy expectations would.

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use super::basis::{Column, FUNCTIONS};
use super::least_squares::{Design, Products, fold};
use super::rule::Rule;
use crate::analysis::estimate::{Estimate, mean, quantile, share, sum};
use crate::analysis::summary::sorted;

/// Columns that are multiplied with one another.
const MULTIPLIED: usize = 16;
/// Columns that are regressed on together: those that explain most. Their sums
/// of products take the square of their number; all others are regressed on by
/// themselves.
const TOGETHER: usize = 96;

/// What it is worth to know some numbers.
#[derive(Clone, Debug)]
pub struct Worth {
    /// In the currency of the outcome; 0 where the estimate is below. The error
    /// has the sampling of paths in it and what the regression's own error
    /// costs.
    pub value: Estimate,
    /// The same before it is raised to 0.
    pub raw: f64,
    /// Chance that the answer changes the decision.
    pub changes: Estimate,
    /// Mean of what the regression expects of the better decision, over that
    /// of today's: overstates where `value` understates.
    pub plug_in: f64,
    /// What is expected of the decision not taken less that taken: 5th and 95th
    /// percentile over the answers.
    pub expected: [f64; 2],
    /// Whether a smaller set, or a blunter answer, does at least as well by the
    /// estimates, so that its figures stand here.
    pub from_less: bool,
    /// Whether each path changes the decision.
    switched: Vec<bool>,
}

impl Worth {
    fn of(outcome: &[f64], rule: &Rule) -> Self {
        let switched: Vec<bool> = rule.expected.iter().map(|expected| 0.0 < *expected).collect();
        let gains: Vec<f64> = gains(outcome, &switched).collect();
        let gain = mean(&gains);
        let plug_in = sum(rule.expected.iter().map(|expected| expected.max(0.0)));
        let ordered = sorted(&rule.expected);
        let error = gain.standard_error * gain.standard_error + rule.regret * rule.regret;
        Self {
            value: Estimate { value: gain.value.max(0.0), standard_error: error.sqrt() },
            raw: gain.value,
            changes: share(switched.iter().filter(|switches| **switches).count(), outcome.len()),
            plug_in: plug_in / outcome.len() as f64,
            expected: [0.05, 0.95].map(|p| quantile(&ordered, p).value),
            from_less: false,
            switched,
        }
    }

    /// Of what tells nothing.
    fn nothing(outcome: &[f64]) -> Self {
        let expected = vec![mean(outcome).value.min(0.0); outcome.len()];
        Self::of(outcome, &Rule { expected, regret: 0.0 })
    }

    /// Whether a path changes the decision.
    pub(super) fn switches(&self, path: usize) -> bool {
        self.switched[path]
    }
}

fn gains<'a>(outcome: &'a [f64], switched: &'a [bool]) -> impl Iterator<Item = f64> + 'a {
    outcome.iter().zip(switched).map(|(y, switches)| if *switches { *y } else { 0.0 })
}

/// Numbers on all paths, and what the paths came to.
pub struct Evidence {
    /// The columns that are regressed on together, rising, and what they hold.
    together: Vec<usize>,
    columns: Vec<Column>,
    /// The others.
    apart: Vec<(usize, Column)>,
    /// Of a column that is a blunt answer, the column that it tells of.
    tells_of: Vec<Option<usize>>,
    /// Net benefit of the decision not taken less that of the one taken.
    outcome: Vec<f64>,
    invests: bool,
    compressed: Vec<f64>,
    pairs: Vec<(usize, usize)>,
    products: Products,
}

impl Evidence {
    /// `columns` are values by path, each with the column that it is a blunt
    /// answer about; `npv` is the net benefit of one of two decisions, that of
    /// the other being 0.
    ///
    /// # Panics
    /// Unless there are a hundred paths, and a value of each column for each.
    pub fn new(columns: &[(Vec<f64>, Option<usize>)], npv: &[f64]) -> Self {
        assert!(100 <= npv.len(), "a hundred paths");
        assert!(columns.iter().all(|(column, _)| column.len() == npv.len()), "a value a path");
        let invests = 0.0 < mean(npv).value;
        let outcome: Vec<f64> = npv.iter().map(|y| if invests { -y } else { *y }).collect();
        let make = super::basis::Columns::new();
        let tells_of: Vec<Option<usize>> = columns.iter().map(|(_, of)| *of).collect();
        let columns: Vec<Column> =
            columns.par_iter().map(|(column, _)| make.column(column)).collect();
        let compressed = compressed(&outcome);
        let order = strongest(&columns, &compressed);
        let mut together: Vec<usize> = order.iter().copied().take(TOGETHER).collect();
        together.sort_unstable();
        let (columns, apart) = parted(columns, &together);
        let multiplied: Vec<usize> = order.into_iter().take(MULTIPLIED).collect();
        let pairs = pairs(&multiplied, &together, &tells_of);
        let targets = [&outcome[..], &compressed];
        let products = Products::of(&Design { columns: &columns, pairs: &pairs, targets });
        Self { together, columns, apart, tells_of, outcome, invests, compressed, pairs, products }
    }

    /// How many columns are regressed on together, and how many by themselves.
    pub fn regressed(&self) -> [usize; 2] {
        [self.together.len(), self.apart.len()]
    }

    fn design(&self) -> Design<'_> {
        let targets = [&self.outcome[..], &self.compressed];
        Design { columns: &self.columns, pairs: &self.pairs, targets }
    }

    /// Whether the decision without any answer is to invest.
    pub fn invests(&self) -> bool {
        self.invests
    }

    /// Net benefit of the decision not taken less that of the one taken.
    pub(super) fn outcome(&self) -> &[f64] {
        &self.outcome
    }

    /// The value of knowing everything that will happen, luck included.
    pub fn clairvoyant(&self) -> Estimate {
        mean(&self.outcome.iter().map(|y| y.max(0.0)).collect::<Vec<f64>>())
    }

    /// By how much one set is worth more than another, on the same paths.
    pub fn gained(&self, set: &Worth, over: &Worth) -> Estimate {
        let pairs = gains(&self.outcome, &set.switched).zip(gains(&self.outcome, &over.switched));
        let gain = mean(&pairs.map(|(a, b)| a - b).collect::<Vec<f64>>());
        Estimate { value: set.value.value - over.value.value, ..gain }
    }

    /// What sets of columns are worth, in their order.
    ///
    /// Who knows more can decide as one who knows less, so no set is worth less
    /// than one that it contains, nor a number less than a blunt answer about
    /// it. Where the estimates say otherwise the better rule stands for both.
    pub fn worths(&self, sets: &[Vec<usize>]) -> Vec<Worth> {
        let design = self.design();
        let raw: Vec<Worth> = sets
            .par_iter()
            .map(|set| {
                let places: Vec<usize> = set
                    .iter()
                    .filter_map(|column| self.together.binary_search(column).ok())
                    .collect();
                match (set.is_empty(), places.is_empty()) {
                    (true, _) => Worth::nothing(&self.outcome),
                    (_, true) => Worth::of(&self.outcome, &self.by_themselves(set)),
                    _ => Worth::of(&self.outcome, &Rule::of(&design, &self.products, &places)),
                }
            })
            .collect();
        let best = |set: usize| {
            let less = (0..sets.len()).filter(|other| self.tells_less(&sets[*other], &sets[set]));
            let better = |a: &usize, b: &usize| raw[*a].raw.total_cmp(&raw[*b].raw);
            less.max_by(better).filter(|less| raw[set].raw < raw[*less].raw)
        };
        (0..sets.len())
            .map(|set| match best(set) {
                Some(less) => {
                    Worth { from_less: true, expected: raw[set].expected, ..raw[less].clone() }
                }
                None => raw[set].clone(),
            })
            .collect()
    }

    /// By columns of which none is regressed on with the others.
    fn by_themselves(&self, set: &[usize]) -> Rule {
        let known = |column: &usize| {
            let place = self.apart.binary_search_by_key(column, |(place, _)| *place).ok()?;
            Some(self.apart[place].1.clone())
        };
        let columns: Vec<Column> = set.iter().filter_map(known).take(TOGETHER).collect();
        let all: Vec<usize> = (0..columns.len()).collect();
        let targets = [&self.outcome[..], &self.compressed];
        let design = Design { columns: &columns, pairs: &[], targets };
        Rule::of(&design, &Products::of(&design), &all)
    }

    /// Whether whoever knows `more` knows all that `less` tells.
    fn tells_less(&self, less: &[usize], more: &[usize]) -> bool {
        less.iter().all(|column| {
            let source = self.tells_of[*column];
            more.contains(column) || source.is_some_and(|source| more.contains(&source))
        })
    }
}

/// Columns by how much each explains alone, the one that explains most first.
fn strongest(columns: &[Column], compressed: &[f64]) -> Vec<usize> {
    let all = columns.iter().enumerate();
    let mut order: Vec<(f64, usize)> =
        all.map(|(place, column)| (explained(column, compressed), place)).collect();
    order.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    order.into_iter().map(|(_, column)| column).collect()
}

/// Those that are regressed on together, and the others with their places.
fn parted(columns: Vec<Column>, together: &[usize]) -> (Vec<Column>, Vec<(usize, Column)>) {
    let is_apart = |place: &usize| together.binary_search(place).is_err();
    let (apart, joint): (Vec<_>, Vec<_>) =
        columns.into_iter().enumerate().partition(|(place, _)| is_apart(place));
    (joint.into_iter().map(|(_, column)| column).collect(), apart)
}

/// What is multiplied, as places among those regressed on `together`: each two
/// of some columns, save a number with a blunt answer about it.
fn pairs(
    multiplied: &[usize],
    together: &[usize],
    tells_of: &[Option<usize>],
) -> Vec<(usize, usize)> {
    let mut first = multiplied.to_vec();
    first.sort_unstable();
    let related = |a: usize, b: usize| tells_of[a] == Some(b) || tells_of[b] == Some(a);
    let pairs =
        first.iter().enumerate().flat_map(|(i, a)| first[i + 1..].iter().map(move |b| (*a, *b)));
    let place =
        |column: usize| together.binary_search(&column).expect("the strongest are together");
    pairs.filter(|(a, b)| !related(*a, *b)).map(|(a, b)| (place(a), place(b))).collect()
}

/// How much of the compressed outcome a column explains alone, to a scale, on
/// the first fold: enough to choose what is multiplied.
fn explained(Column { levels, basis, .. }: &Column, compressed: &[f64]) -> f64 {
    let mut sums = [0.0; FUNCTIONS];
    for path in fold(0, levels.len()) {
        let row = basis.at(levels[path]);
        sums.iter_mut().zip(row).for_each(|(sum, f)| *sum += f * compressed[path]);
    }
    sums.iter().map(|sum| sum * sum).sum()
}

/// The outcome with its tails drawn in, about as many middle deviations from
/// the median: the inverse hyperbolic sine.
fn compressed(outcome: &[f64]) -> Vec<f64> {
    let ordered = sorted(outcome);
    let [low, middle, high] = [0.1, 0.5, 0.9].map(|p| quantile(&ordered, p).value);
    // Ten and ninety per cent of a normal are 2.56 deviations apart.
    let scale = (high - low) / 2.56;
    let scale = if 0.0 < scale { scale } else { 1.0 };
    let drawn_in: Vec<f64> = outcome.iter().map(|y| libm::asinh((y - middle) / scale)).collect();
    let centre = mean(&drawn_in).value;
    drawn_in.iter().map(|y| y - centre).collect()
}
