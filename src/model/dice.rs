//! What decides rounds, setbacks and exits.

use crate::sampling::elementary::ln;
use crate::sampling::stream::{Stream, StreamKey};

/// One path's dice of what few months bring; what is weighed in every month, its sale and
/// setbacks, is counted down in [`super::turns`].
///
/// An event comes when the hazard lived through has added up to a standard
/// exponential draw. Month by month this has the same law as drawing in each
/// month whether it comes; but where two plans differ a little in their
/// hazards, their events come a little earlier or later instead of in months
/// that have nothing to do with each other, and their difference is less noisy.
pub struct Dice {
    rounds: Stream,
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

/// The keys of the dice under one seed.
pub struct DiceKeys {
    /// Whether a round closes.
    pub(super) round: StreamKey,
    /// Whether the company is sold.
    pub(super) exit: StreamKey,
    /// By which route.
    pub(super) route: StreamKey,
    /// Whether there is a setback.
    pub(super) setback: StreamKey,
}

impl DiceKeys {
    /// One path's dice at time 0.
    pub fn of_path(&self, path: u64) -> Dice {
        let mut rounds = self.round.stream(path);
        let until_round = exponential(rounds.uniform());
        Dice { rounds, until_round, route: self.route.uniform(path) }
    }

    /// What one path has to live through at time 0.
    pub fn fuses_of_path(&self, path: u64) -> Fuses {
        let until_exit = exponential(self.exit.uniform(path));
        let until_setback = exponential(self.setback.uniform(path));
        Fuses { until_exit, until_setback }
    }
}

impl Dice {
    /// Lives through a month in which a round closes with this probability;
    /// whether it does.
    pub fn round_closes(&mut self, probability: f64) -> bool {
        self.until_round += libm::log1p(-probability.min(1.0));
        let closes = self.until_round < 0.0;
        if closes {
            self.until_round = exponential(self.rounds.uniform());
        }
        closes
    }
}

/// The standard exponential draw whose chance of being exceeded is `u`.
fn exponential(u: f64) -> f64 {
    -ln(u)
}
