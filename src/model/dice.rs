//! What decides rounds, setbacks and exits.

use crate::sampling::design::Design;
use crate::sampling::elementary::{ln, ln_1p};
use crate::sampling::spread_points::{END, Points};
use crate::sampling::stream::{Stream, StreamKey};

/// Names of the dice: until the company is sold, by which route, until the first round closes,
/// and until there is a setback.
const NAMES: [&str; 4] = ["exit: any", "exit: route", "funding: round", "failure: setback"];

/// One path's dice of what few months bring; what is weighed in every month, its sale and
/// setbacks, is counted down in [`super::turns`].
///
/// An event comes when the hazard lived through has added up to a standard
/// exponential draw. Month by month this has the same law as drawing in each
/// month whether it comes; but where two plans differ a little in their
/// hazards, their events come a little earlier or later instead of in months
/// that have nothing to do with each other, and their difference is less noisy.
pub struct Dice {
    /// What is lived through at time 0.
    pub fuses: Fuses,
    /// Draws of rounds: the key and the path, and once the first was drawn from it, the stream.
    round: (StreamKey, u64),
    rounds: Option<Stream>,
    /// Hazard still to be lived through until the next round closes.
    until_round: f64,
    /// Decides by which route the company is sold, uniform.
    pub route: f64,
}

/// Hazards to be lived through, at time 0.
#[derive(Clone, Copy, Debug)]
pub struct Fuses {
    /// Until the company is sold.
    pub until_exit: f64,
    /// Until there is a setback.
    pub until_setback: f64,
}

/// The dice of all paths under one seed.
pub struct DiceKeys {
    /// In the order of [`NAMES`].
    keys: [StreamKey; NAMES.len()],
    /// What decides instead, below [`END`], where paths are spread: of rounds, the first.
    points: Option<Points>,
}

impl DiceKeys {
    /// Those of paths that are independent of one another.
    pub fn new(seed: u64) -> Self {
        Self { keys: NAMES.map(|name| StreamKey::new(seed, name)), points: None }
    }

    /// The same in a design.
    pub fn in_design(self, seed: u64, design: Design) -> Self {
        let points = || Points::new(seed, NAMES.into_iter());
        Self { points: (design == Design::Sobol).then(points), ..self }
    }

    /// One path's dice at time 0.
    pub fn of_path(&self, path: u64) -> Dice {
        let [exit, route, round, setback] = self.keys;
        // Rounds after the first are drawn alike in every design.
        let (drawn, rounds) = match self.spread(path) {
            Some(drawn) => (drawn, None),
            None => {
                let [exit, route, setback] = [exit, route, setback].map(|key| key.uniform(path));
                let (first, rounds) = first_round((round, path));
                ([exit, route, first, setback], Some(rounds))
            }
        };
        let [exit, route, first, setback] = drawn;
        Dice {
            fuses: Fuses { until_exit: exponential(exit), until_setback: exponential(setback) },
            round: (round, path),
            rounds,
            until_round: exponential(first),
            route,
        }
    }

    fn spread(&self, path: u64) -> Option<[f64; NAMES.len()]> {
        let points = self.points.as_ref().filter(|_| path < END)?;
        Some(points.first(path))
    }
}

impl Dice {
    /// Lives through a month in which a round closes with this probability;
    /// whether it does.
    pub fn round_closes(&mut self, probability: f64) -> bool {
        self.until_round += ln_1p(-probability.min(1.0));
        let closes = self.until_round < 0.0;
        if closes {
            self.until_round = exponential(self.next_round());
        }
        closes
    }

    /// Few paths look for a second round, and so few need a stream.
    fn next_round(&mut self) -> f64 {
        let round = self.round;
        self.rounds.get_or_insert_with(|| first_round(round).1).uniform()
    }
}

/// The draw of a path's first round, and the stream that goes on with the others.
fn first_round((key, path): (StreamKey, u64)) -> (f64, Stream) {
    let mut rounds = key.stream(path);
    (rounds.uniform(), rounds)
}

/// The standard exponential draw whose chance of being exceeded is `u`.
fn exponential(u: f64) -> f64 {
    -ln(u)
}
