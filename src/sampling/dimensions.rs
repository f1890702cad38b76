//! The uncertain numbers of a scenario, each with a uniform of its own, and how their
//! quantiles are found: what many of them need alike is computed side by side.

use std::sync::OnceLock;

use super::distribution::{ByScore, Distribution, Way};
use super::elementary::{ln, round};
use super::lanes::{LANES, Lanes};
use super::normal::normal_quantiles;
use super::push::Push;
use super::shared_tables::Shared;
use super::stream::StreamKey;
use super::widest::{Kernel, widest};

/// A number with a uniform of its own.
pub(super) struct Dimension {
    /// Its position in the table of assumptions.
    pub(super) index: usize,
    pub(super) key: StreamKey,
    /// None for a correlated number whose value is known after all: the others
    /// are drawn as if it were not.
    pub(super) distribution: Option<Distribution>,
    /// Whether it is rounded to the nearest whole number.
    pub(super) whole: bool,
    pub(super) push: Push,
}

#[inline]
pub(super) fn rounded(value: f64, whole: bool) -> f64 {
    if whole { round(value) } else { value }
}

/// A dimension by its position, with what it is asked for on every path.
#[derive(Clone, Copy)]
struct Place {
    position: usize,
    /// Where its value goes.
    index: usize,
    whole: bool,
}

impl Place {
    fn new(position: usize, one: &Dimension) -> Self {
        Self { position, index: one.index, whole: one.whole }
    }

    fn take(self, quantile: f64, values: &mut [f64]) {
        values[self.index] = rounded(quantile, self.whole);
    }
}

/// Which dimensions are found in which way.
#[derive(Default)]
pub(super) struct Quantiles {
    by_logit: Vec<Vec<Place>>,
    by_score: Vec<(Vec<Place>, ByScore<Lanes>)>,
    alone: Vec<Place>,
    /// Whether any of them is pushed.
    are_pushed: bool,
    /// Of those that are found by logit: made when a path is first drawn.
    tables: OnceLock<Vec<Shared>>,
}

impl Quantiles {
    pub(super) fn new(dimensions: &[Dimension]) -> Self {
        let (mut by_logit, mut by_score, mut alone) = (Vec::new(), Vec::new(), Vec::new());
        for (position, one) in dimensions.iter().enumerate() {
            let place = Place::new(position, one);
            match one.distribution.as_ref().map(Distribution::way) {
                Some(Way::ByLogit) => by_logit.push(place),
                Some(Way::ByScore(form)) => by_score.push((place, form)),
                Some(Way::Alone) => alone.push(place),
                None => {}
            }
        }
        let by_score = by_score.chunks(LANES).map(|chunk| {
            let mut forms = ByScore::default();
            for (lane, (_, form)) in chunk.iter().enumerate() {
                forms.set_lane(lane, *form);
            }
            (chunk.iter().map(|(place, _)| *place).collect(), forms)
        });
        Self {
            by_score: by_score.collect(),
            by_logit: by_logit.chunks(LANES).map(<[Place]>::to_vec).collect(),
            alone,
            are_pushed: dimensions.iter().any(|one| one.push != Push::default()),
            tables: OnceLock::new(),
        }
    }

    /// The tables of those that are found by logit, in their order.
    fn tables_of(&self, dimensions: &[Dimension]) -> Vec<Shared> {
        let places = self.by_logit.iter().flatten();
        let distributions = places.map(|place| dimensions[place.position].distribution.as_ref());
        distributions.map(|one| one.and_then(Distribution::shared_table)).collect()
    }

    /// Each dimension's quantile at its uniform, rounded where it is whole.
    pub(super) fn find(&self, dimensions: &[Dimension], uniforms: &[f64], values: &mut [f64]) {
        let probability = |place: &Place| {
            let u = uniforms[place.position];
            if self.are_pushed { dimensions[place.position].push.at(u) } else { u }
        };
        let chunk_of = |places: &[Place]| {
            // Lanes without a dimension have any probability.
            let mut chunk = Lanes::all(0.5);
            for (u, place) in chunk.0.iter_mut().zip(places) {
                *u = probability(place);
            }
            chunk
        };
        let tables = self.tables.get_or_init(|| self.tables_of(dimensions));
        for (places, tables) in self.by_logit.iter().zip(tables.chunks(LANES)) {
            let u = chunk_of(places);
            let logits = widest(Logits(&u));
            for (lane, (place, table)) in places.iter().zip(tables).enumerate() {
                let found = table.as_ref().map_or(Err(None), |table| table.at_logit(logits[lane]));
                match found {
                    Ok(quantile) => place.take(quantile, values),
                    Err(guess) => {
                        if let Some(distribution) = &dimensions[place.position].distribution {
                            place.take(distribution.quantile_near(u[lane], guess), values);
                        }
                    }
                }
            }
        }
        for (places, forms) in &self.by_score {
            let quantiles = widest(AtScores { u: &chunk_of(places), forms });
            for (lane, place) in places.iter().enumerate() {
                place.take(quantiles[lane], values);
            }
        }
        for place in &self.alone {
            if let Some(distribution) = &dimensions[place.position].distribution {
                place.take(distribution.quantile(probability(place)), values);
            }
        }
    }
}

/// The logits of probabilities.
struct Logits<'a>(&'a Lanes);

impl Kernel for Logits<'_> {
    type Output = Lanes;

    #[inline(always)]
    fn run(self) -> Lanes {
        Lanes::each(|lane| ln(self.0[lane] / (1.0 - self.0[lane])))
    }
}

/// Quantiles that are found from normal ones.
struct AtScores<'a> {
    u: &'a Lanes,
    forms: &'a ByScore<Lanes>,
}

impl Kernel for AtScores<'_> {
    type Output = Lanes;

    #[inline(always)]
    fn run(self) -> Lanes {
        let z = normal_quantiles(self.u);
        Lanes::each(|lane| self.forms.lane(lane).at(z[lane]))
    }
}

#[cfg(test)]
mod tests {
    use super::{Dimension, Distribution, Push, Quantiles, StreamKey};
    use crate::sampling::family::Family;

    #[test]
    fn quantiles_side_by_side_have_the_bits_of_each_alone() {
        let families = [
            Family::Pert { min: 1.0, mode: 4.0, max: 9.0, lambda: 4.0 },
            Family::Lognormal { log_mean: 1.0, log_sd: 0.7 },
            Family::Normal { mean: -3.0, sd: 2.0 },
            Family::Gamma { shape: 2.0, scale: 0.3 },
            Family::Triangular { min: 0.0, mode: 1.0, max: 5.0 },
        ];
        let dimension = |index: usize| {
            let whole = Distribution::new(families[index % 5].clone()).expect("a distribution");
            let part = whole.truncated(Some(-1.0), Some(6.0)).expect("a part");
            let distribution = Some(if index.is_multiple_of(3) { part } else { whole });
            let key = StreamKey::new(1, "a");
            Dimension { index, key, distribution, whole: false, push: Push::default() }
        };
        let dimensions: Vec<Dimension> = (0..40).map(dimension).collect();
        let quantiles = Quantiles::new(&dimensions);
        let mut values = vec![0.0; dimensions.len()];
        for u in [1e-13, 1e-4, 0.3, 0.5, 0.51, 0.975, 1.0 - 1e-13] {
            let uniforms: Vec<f64> = (0..40).map(|i| u * (1.0 - 1e-3 * f64::from(i))).collect();
            quantiles.find(&dimensions, &uniforms, &mut values);
            for ((one, value), u) in dimensions.iter().zip(&values).zip(&uniforms) {
                let alone = one.distribution.as_ref().map(|it| it.quantile(*u).to_bits());
                assert_eq!(alone, Some(value.to_bits()), "{u}");
            }
        }
    }
}
