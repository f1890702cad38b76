//! The one table of assumptions, and one path's draw of all of them.

use std::fmt;
use std::ops::Index;
use std::str::FromStr;
use std::sync::Arc;

use super::contradiction::Infeasible;
use super::correlation::{Block, LARGEST_RANK, Pair, Ties, blocks, gaussian_of_rank};
use super::design::Design;
use super::dimensions::{Dimension, Quantiles, rounded};
use super::distribution::Distribution;
use super::kept_draws::KeptDraws;
use super::push::Push;
use super::spread_points::{self, Points};
use super::stream::{self, StreamKey};

pub use super::push::Band;

/// Position of a number in the table of assumptions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Input(u32);

impl Input {
    /// The position.
    #[inline]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// What is known of a number.
#[derive(Clone, Debug)]
pub enum Shape {
    /// Its value.
    Known(f64),
    /// How likely which value is.
    Uncertain(Distribution),
}

/// How good the evidence for a number is, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Grade {
    /// Checked by somebody independent.
    Audited,
    /// Seen or measured.
    Observed,
    /// Said by the operator.
    Management,
    /// Taken from something like it.
    Analogue,
    /// Nothing but judgement.
    Guess,
}

impl Grade {
    /// All grades, best first.
    pub const ALL: [Self; 5] =
        [Self::Audited, Self::Observed, Self::Management, Self::Analogue, Self::Guess];

    /// Name in scenario files.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Audited => "audited",
            Self::Observed => "observed",
            Self::Management => "management",
            Self::Analogue => "analogue",
            Self::Guess => "guess",
        }
    }
}

impl fmt::Display for Grade {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Grade {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|grade| grade.name() == text).ok_or(())
    }
}

/// One number of a scenario and where it comes from.
#[derive(Clone, Debug)]
pub struct Assumption {
    /// Dotted path, such as `product.core.lead_time_days`.
    pub name: String,
    /// Unit, in words.
    pub unit: &'static str,
    /// What is known of it.
    pub shape: Shape,
    /// Whether it is drawn anew at each event instead of once per path.
    pub per_event: bool,
    /// Whether it is rounded to the nearest whole number.
    pub whole: bool,
    /// Whether the file says it, rather than a default.
    pub written: bool,
    /// Who says so.
    pub source: Option<String>,
    /// How good the evidence is.
    pub grade: Option<Grade>,
    /// Anything else to know.
    pub note: Option<String>,
}

impl Assumption {
    /// Whether its value is not known.
    pub fn is_uncertain(&self) -> bool {
        matches!(self.shape, Shape::Uncertain(_))
    }

    /// The value that is not exceeded with probability `u`, in (0, 1): of a
    /// known number always its own.
    pub fn quantile(&self, u: f64) -> f64 {
        match &self.shape {
            Shape::Known(value) => rounded(*value, self.whole),
            Shape::Uncertain(distribution) => rounded(distribution.quantile(u), self.whole),
        }
    }
}

/// What is known of how numbers move together.
#[derive(Clone, Debug)]
pub struct Correlation {
    /// Two numbers or more: each with each.
    pub between: Vec<Input>,
    /// Spearman's rank correlation of each pair.
    pub rank: f64,
    /// Who says so.
    pub source: Option<String>,
    /// How good the evidence is.
    pub grade: Option<Grade>,
    /// Anything else to know.
    pub note: Option<String>,
}

impl Correlation {
    /// Each pair once.
    pub fn pairs(&self) -> impl Iterator<Item = (Input, Input)> {
        let others = |(i, one): (usize, &Input)| {
            let one = *one;
            self.between[i + 1..].iter().map(move |other| (one, *other))
        };
        self.between.iter().enumerate().flat_map(others)
    }
}

/// Every number of a scenario, in the order in which they were read.
#[derive(Clone, Debug, Default)]
pub struct Assumptions {
    list: Vec<Assumption>,
    correlations: Vec<Correlation>,
    blocks: Vec<Block>,
    pushes: Vec<(Input, Push)>,
    /// Numbers that draw by a name that they once had.
    renamed: Vec<(Input, String)>,
}

impl Assumptions {
    /// Adds a number.
    ///
    /// # Panics
    /// Where there is one of that name already: names key the random streams.
    pub fn push(&mut self, assumption: Assumption) -> Input {
        assert!(self.find(&assumption.name).is_none(), "two assumptions: {}", assumption.name);
        self.list.push(assumption);
        Input(self.list.len() as u32 - 1)
    }

    /// Keeps the draws that a number had when it was called `name`.
    pub fn draw_as(&mut self, input: Input, name: String) {
        self.renamed.push((input, name));
    }

    /// What keys a number's draws: its name, or the first that it had.
    pub fn stream_name(&self, input: Input) -> &str {
        let renamed = self.renamed.iter().find(|(one, _)| *one == input);
        renamed.map_or(&self.get(input).name, |(_, name)| name)
    }

    /// The number at a position.
    pub fn get(&self, input: Input) -> &Assumption {
        &self.list[input.index()]
    }

    /// The value of a number that is known.
    pub fn known(&self, input: Input) -> Option<f64> {
        match self.get(input).shape {
            Shape::Known(value) => Some(value),
            Shape::Uncertain(_) => None,
        }
    }

    /// The position of the number of that name.
    pub fn find(&self, name: &str) -> Option<Input> {
        let index = self.list.iter().position(|assumption| assumption.name == name)?;
        Some(Input(index as u32))
    }

    /// Replaces what is known of a number.
    pub fn set(&mut self, input: Input, shape: Shape) {
        self.list[input.index()].shape = shape;
    }

    /// Restricts an uncertain number to a band of its distribution: what it
    /// would have drawn at probability u, it draws at that share of the way
    /// through the band, from the same stream. Correlations stay what they
    /// are between ranks, within the band, and no other number moves. Of a
    /// known number nothing changes.
    ///
    /// # Panics
    /// Unless `0 <= from < to <= 1`.
    pub fn restrict(&mut self, input: Input, band: Band) {
        assert!(0.0 <= band.from && band.from < band.to && band.to <= 1.0, "{band:?}");
        self.push_of(input).band = Some(band);
    }

    /// Moves an uncertain number in normal scores: what it would have drawn at
    /// probability u, it draws at Φ(Φ⁻¹(u) + `by`), from the same stream. Its
    /// median becomes its percentile Φ(`by`), its support and its correlations
    /// stay what they are, and no other number moves. Of a known number
    /// nothing changes.
    ///
    /// # Panics
    /// Unless `by` is a finite number.
    pub fn shift(&mut self, input: Input, by: f64) {
        assert!(by.is_finite(), "a shift by {by}");
        self.push_of(input).shift = by;
    }

    fn push_of(&mut self, input: Input) -> &mut Push {
        let found = self.pushes.iter().position(|(other, _)| *other == input);
        let index = found.unwrap_or_else(|| {
            self.pushes.push((input, Push::default()));
            self.pushes.len() - 1
        });
        &mut self.pushes[index].1
    }

    fn pushed(&self, input: Input) -> Push {
        let found = self.pushes.iter().find(|(other, _)| *other == input);
        found.map(|(_, push)| *push).unwrap_or_default()
    }

    /// The correlation of the normal scores of two numbers.
    pub fn score_correlation(&self, one: Input, other: Input) -> f64 {
        if one == other {
            return 1.0;
        }
        let ties = |correlation: &&Correlation| {
            [one, other].iter().all(|input| correlation.between.contains(input))
        };
        let found = self.correlations.iter().find(ties);
        found.map_or(0.0, |correlation| gaussian_of_rank(correlation.rank))
    }

    /// Ties numbers together, instead of how they were tied before. Pairs that
    /// are not mentioned have no rank correlation.
    ///
    /// # Errors
    /// Where no numbers can have all these rank correlations; nothing is
    /// changed then.
    ///
    /// # Panics
    /// Where a pair is there twice or consists of one number, a rank is beyond
    /// [`LARGEST_RANK`], or a number is drawn at each event: it has not one
    /// value that could move with another.
    pub fn correlate(&mut self, correlations: Vec<Correlation>) -> Result<(), Vec<Infeasible>> {
        let mut pairs: Vec<Pair<'_>> = Vec::new();
        for correlation in &correlations {
            assert!(correlation.rank.abs() <= LARGEST_RANK, "a rank of {}", correlation.rank);
            for (one, other) in correlation.pairs() {
                let both = [self.get(one), self.get(other)];
                assert!(both.iter().all(|number| !number.per_event), "one value per path");
                let mut between = both.map(|number| number.name.as_str());
                between.sort_unstable();
                assert!(between[0] != between[1], "{} with itself", between[0]);
                assert!(pairs.iter().all(|pair| pair.between != between), "twice: {between:?}");
                pairs.push(Pair { between, rank: correlation.rank });
            }
        }
        self.blocks = blocks(&pairs)?;
        self.correlations = correlations;
        Ok(())
    }

    /// How numbers are tied together.
    pub fn correlations(&self) -> &[Correlation] {
        &self.correlations
    }

    /// All of them with their positions.
    pub fn iter(&self) -> impl Iterator<Item = (Input, &Assumption)> {
        self.list.iter().enumerate().map(|(index, one)| (Input(index as u32), one))
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }
}

/// Draws the assumptions of any path under one seed.
///
/// Each uncertain number has a uniform of its own, keyed by its name, and is
/// its quantile there: adding or changing one moves no other. In a design they are the
/// coordinates of points that are spread evenly ([`super::spread_points`]), keyed likewise. Correlated
/// numbers are quantiles at probabilities that are made from their uniforms by
/// a Gaussian copula, see [`super::correlation`].
pub struct Sampler {
    template: Vec<f64>,
    dimensions: Vec<Dimension>,
    /// Those of the dimensions.
    keys: Vec<StreamKey>,
    /// What draws them instead, below [`spread_points::END`], where paths are spread.
    points: Option<Points>,
    quantiles: Quantiles,
    blocks: Vec<(Block, Vec<usize>)>,
    ties: Ties,
    events: Vec<Option<Event>>,
    kept: Option<Kept>,
}

/// Values that need not be drawn again.
struct Kept {
    draws: Arc<KeptDraws>,
    /// Where each uncertain number's value stands in them, and where it goes.
    places: Vec<(usize, usize)>,
}

impl Kept {
    /// Whether a sampler draws just this on the first path.
    fn is_drawn_by(&self, sampler: &Sampler) -> bool {
        let mut draws = Draws::default();
        sampler.draw_into(0, &mut draws);
        let is_same = |values: &[f64]| {
            let mut places = self.places.iter();
            places.all(|(from, to)| values[*from].to_bits() == draws.values[*to].to_bits())
        };
        self.draws.of_path(0).is_none_or(is_same)
    }
}

struct Event {
    distribution: Distribution,
    whole: bool,
    push: Push,
}

/// One path's values of all assumptions.
#[derive(Debug, Default)]
pub struct Draws {
    path: u64,
    values: Vec<f64>,
    independent: Vec<f64>,
    uniforms: Vec<f64>,
    normals: Vec<f64>,
}

impl Clone for Draws {
    fn clone(&self) -> Self {
        let mut draws = Self::default();
        draws.clone_from(self);
        draws
    }

    /// Uses the memory that is there again, which what is derived does not; what is worked with
    /// on the way is not taken over.
    fn clone_from(&mut self, other: &Self) {
        self.path = other.path;
        self.values.clone_from(&other.values);
        self.independent.clone_from(&other.independent);
        self.uniforms.clone_from(&other.uniforms);
    }
}

impl Draws {
    /// The path they belong to.
    pub fn path(&self) -> u64 {
        self.path
    }

    /// The same numbers on another path, where events are drawn otherwise; into `draws`, whose
    /// memory is used again.
    pub fn on_path(&self, path: u64, draws: &mut Self) {
        draws.clone_from(self);
        draws.path = path;
    }

    /// The probabilities at which the uncertain numbers were drawn, in the
    /// order of [`Sampler::inputs`], before they are pushed; of one that is
    /// restricted to a band, the share of the way through it. Those of correlated ones are correlated.
    pub fn uniforms(&self) -> &[f64] {
        &self.uniforms
    }

    /// The independent uniforms that these were made from, in the same order;
    /// of a number that is not correlated they are the same.
    pub fn independent(&self) -> &[f64] {
        &self.independent
    }
}

impl Index<Input> for Draws {
    type Output = f64;

    #[inline]
    fn index(&self, input: Input) -> &f64 {
        &self.values[input.index()]
    }
}

impl Sampler {
    /// For a table of assumptions under `seed`; each path is independent of all others.
    pub fn new(assumptions: &Assumptions, seed: u64) -> Self {
        let mut sampler = Self {
            template: Vec::new(),
            dimensions: Vec::new(),
            keys: Vec::new(),
            points: None,
            quantiles: Quantiles::default(),
            blocks: Vec::new(),
            ties: Ties::default(),
            events: Vec::new(),
            kept: None,
        };
        for (input, _) in assumptions.iter() {
            sampler.add(input, assumptions, seed);
        }
        for block in &assumptions.blocks {
            sampler.tie(block, assumptions, seed);
        }
        sampler.ties = Ties::new(&sampler.blocks);
        sampler.keys = sampler.dimensions.iter().map(|one| one.key).collect();
        sampler.quantiles = Quantiles::new(&sampler.dimensions);
        sampler
    }

    /// The same for a table of assumptions under `seed`, in a design.
    pub fn in_design(assumptions: &Assumptions, seed: u64, design: Design) -> Self {
        let plain = Self::new(assumptions, seed);
        if design == Design::Plain {
            return plain;
        }
        let names: Vec<String> = plain.inputs().map(|input| key_name(input, assumptions)).collect();
        let points = Some(Points::new(seed, names.iter().map(String::as_str)));
        Self { points, ..plain }
    }

    /// The same with values that were kept of another sampler, under the same seed and in the same
    /// design, which draws every number that is uncertain here as this one does. Of a path whose
    /// values are kept, nothing is known but these: neither its uniforms nor what they were made
    /// from.
    ///
    /// # Panics
    /// Where a number is uncertain that was not kept.
    pub fn keeping(self, draws: Arc<KeptDraws>) -> Self {
        let uncertain = self.dimensions.iter().filter(|one| one.distribution.is_some());
        let place = |one: &Dimension| {
            let kept = draws.place(Input(one.index as u32));
            (kept.expect("what is uncertain was kept"), one.index)
        };
        let places = uncertain.map(place).collect();
        let kept = Kept { draws, places };
        debug_assert!(kept.is_drawn_by(&self), "what another sampler draws otherwise");
        Self { kept: Some(kept), ..self }
    }

    fn add(&mut self, input: Input, assumptions: &Assumptions, seed: u64) {
        let (assumption, push) = (assumptions.get(input), assumptions.pushed(input));
        let whole = assumption.whole;
        let (value, event) = match &assumption.shape {
            Shape::Known(value) => (rounded(*value, whole), None),
            Shape::Uncertain(distribution) if assumption.per_event => {
                // Nothing reads it by path; the mean is there for a debugger.
                let event = Event { distribution: distribution.clone(), whole, push };
                (distribution.mean(), Some(event))
            }
            Shape::Uncertain(distribution) => {
                let distribution = Some(distribution.clone());
                let one = dimension(input, assumptions, distribution, seed);
                self.dimensions.push(Dimension { push, ..one });
                (f64::NAN, None)
            }
        };
        self.template.push(value);
        self.events.push(event);
    }

    fn tie(&mut self, block: &Block, assumptions: &Assumptions, seed: u64) {
        let member = |name: &String| {
            let input = assumptions.find(name).expect("blocks are made of the table's names");
            let found = self.dimensions.iter().position(|one| one.index == input.index());
            found.unwrap_or_else(|| {
                let known = dimension(input, assumptions, None, seed);
                self.dimensions.push(known);
                self.dimensions.len() - 1
            })
        };
        let members = block.names().iter().map(member).collect();
        self.blocks.push((block.clone(), members));
    }

    /// The numbers that have a uniform, in the order of their uniforms: the
    /// uncertain ones as in the table, then those that are correlated with
    /// others although their value is known.
    pub fn inputs(&self) -> impl ExactSizeIterator<Item = Input> {
        self.dimensions.iter().map(|one| Input(one.index as u32))
    }

    /// Which numbers are drawn independently of all others, as positions among
    /// [`Sampler::inputs`]: each alone, or with those that it is correlated
    /// with, directly or through others. Groups stand in the order of their
    /// first members; those in which nothing is uncertain are left out.
    pub fn groups(&self) -> Vec<Vec<usize>> {
        let mut groups: Vec<Vec<usize>> =
            self.blocks.iter().map(|(_, members)| members.clone()).collect();
        let tied: Vec<usize> = groups.iter().flatten().copied().collect();
        groups
            .extend((0..self.dimensions.len()).filter(|one| !tied.contains(one)).map(|i| vec![i]));
        groups.iter_mut().for_each(|group| group.sort_unstable());
        groups.retain(|group| group.iter().any(|i| self.dimensions[*i].distribution.is_some()));
        groups.sort_unstable();
        groups
    }

    /// Draws one path's values into `draws`, whose memory is used again.
    pub fn draw_into(&self, path: u64, draws: &mut Draws) {
        draws.independent.clear();
        if let Some(kept) = &self.kept
            && let Some(values) = kept.draws.of_path(path)
        {
            draws.uniforms.clear();
            draws.values.clone_from(&self.template);
            for (from, to) in &kept.places {
                draws.values[*to] = values[*from];
            }
            draws.path = path;
            return;
        }
        match &self.points {
            Some(points) if path < spread_points::END => {
                points.uniforms(path, &mut draws.independent);
            }
            _ => stream::uniforms(&self.keys, path, &mut draws.independent),
        }
        self.finish(path, draws);
    }

    /// The same from given uniforms, in (0, 1) and independent of one another,
    /// in the order of [`Sampler::inputs`]. Draws at events remain those of
    /// `path`.
    ///
    /// # Panics
    /// Where there is not one for each of the inputs.
    pub fn draw_from(&self, path: u64, independent: &[f64], draws: &mut Draws) {
        assert_eq!(independent.len(), self.dimensions.len(), "a uniform for each input");
        draws.independent.clear();
        draws.independent.extend_from_slice(independent);
        self.finish(path, draws);
    }

    /// The same from the draws of two paths, `a` and `b`: the numbers of some whole groups
    /// ([`Sampler::groups`]) as on `b`, all others as on `a`. Groups are drawn independently of
    /// one another, so nothing has to be drawn anew. Draws at events are those of `path`.
    pub fn mix(&self, path: u64, (a, b): (&Draws, &Draws), groups: &[usize], draws: &mut Draws) {
        a.on_path(path, draws);
        for position in groups {
            draws.independent[*position] = b.independent[*position];
            draws.uniforms[*position] = b.uniforms[*position];
            let index = self.dimensions[*position].index;
            draws.values[index] = b.values[index];
        }
    }

    /// From independent uniforms to values.
    fn finish(&self, path: u64, draws: &mut Draws) {
        let Draws { independent, uniforms, values, normals, .. } = draws;
        uniforms.clone_from(independent);
        self.ties.tie(independent, normals, uniforms);
        values.clone_from(&self.template);
        self.quantiles.find(&self.dimensions, uniforms, values);
        draws.path = path;
    }

    /// The value of a per-event number at probability `u` of its distribution.
    pub fn event(&self, input: Input, u: f64) -> f64 {
        match &self.events[input.index()] {
            Some(event) => rounded(event.distribution.quantile(event.push.at(u)), event.whole),
            None => self.template[input.index()],
        }
    }
}

/// What keys a number's draws.
fn key_name(input: Input, assumptions: &Assumptions) -> String {
    format!("assumption: {}", assumptions.stream_name(input))
}

/// A number of the table with a uniform of its own.
fn dimension(
    input: Input,
    assumptions: &Assumptions,
    distribution: Option<Distribution>,
    seed: u64,
) -> Dimension {
    let key = StreamKey::new(seed, &key_name(input, assumptions));
    let whole = assumptions.get(input).whole;
    Dimension { index: input.index(), key, distribution, whole, push: Push::default() }
}

#[cfg(test)]
mod tests {
    use super::{Assumption, Assumptions, Draws, Input, Sampler, Shape};
    use crate::sampling::distribution::Distribution;
    use crate::sampling::family::Family;

    fn uncertain(name: &str, whole: bool) -> Assumption {
        let shape = Distribution::new(Family::Pert { min: 1.0, mode: 4.0, max: 9.0, lambda: 4.0 });
        Assumption {
            name: name.to_owned(),
            unit: "days",
            shape: Shape::Uncertain(shape.expect("a pert")),
            per_event: false,
            whole,
            written: true,
            source: None,
            grade: None,
            note: None,
        }
    }

    fn table(names: &[&str]) -> (Assumptions, Vec<Input>) {
        let mut table = Assumptions::default();
        let inputs = names.iter().map(|name| table.push(uncertain(name, false))).collect();
        (table, inputs)
    }

    #[test]
    fn an_added_assumption_moves_no_other_draw() {
        let (two, of_two) = table(&["a", "b"]);
        let (three, of_three) = table(&["a", "new", "b"]);
        let (mut left, mut right) = (Draws::default(), Draws::default());
        for path in [0, 1, 77, u64::MAX] {
            Sampler::new(&two, 5).draw_into(path, &mut left);
            Sampler::new(&three, 5).draw_into(path, &mut right);
            assert_eq!(left[of_two[0]].to_bits(), right[of_three[0]].to_bits());
            assert_eq!(left[of_two[1]].to_bits(), right[of_three[2]].to_bits());
            assert_ne!(left[of_two[0]].to_bits(), left[of_two[1]].to_bits());
        }
    }

    #[test]
    fn a_path_alone_equals_itself_in_the_crowd_and_another_seed_differs() {
        let (names, inputs) = table(&["a"]);
        let (sampler, mut draws) = (Sampler::new(&names, 5), Draws::default());
        let crowd: Vec<u64> = (0..50)
            .map(|path| {
                sampler.draw_into(path, &mut draws);
                draws[inputs[0]].to_bits()
            })
            .collect();
        let mut alone = Draws::default();
        sampler.draw_into(31, &mut alone);
        assert_eq!(alone[inputs[0]].to_bits(), crowd[31]);
        Sampler::new(&names, 6).draw_into(31, &mut alone);
        assert!(!crowd.contains(&alone[inputs[0]].to_bits()));
    }

    #[test]
    fn whole_numbers_are_rounded() {
        let mut names = Assumptions::default();
        let input = names.push(uncertain("n", true));
        let (sampler, mut draws) = (Sampler::new(&names, 5), Draws::default());
        for path in 0..100 {
            sampler.draw_into(path, &mut draws);
            assert!(draws[input].fract().abs() < 1e-300);
        }
    }
}
