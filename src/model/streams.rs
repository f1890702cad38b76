//! The named random streams of an operator.
//!
//! Each is keyed by (seed, name, path) and advances by the same number of
//! draws every month, so that what a month draws depends on nothing else:
//! adding a supplier, or changing an assumption, moves no other draw.

use super::operator::Operator;
use super::sites::AttemptStreams;
use crate::sampling::stream::{Stream, StreamKey};

/// The keys of an operator's streams under one seed.
pub struct Streams {
    demand: StreamKey,
    window: StreamKey,
    suspension: (StreamKey, StreamKey),
    refusal: StreamKey,
    delay: StreamKey,
    build: StreamKey,
    suppliers: Vec<(StreamKey, StreamKey)>,
    lines: Vec<StreamKey>,
    popups: StreamKey,
    round: StreamKey,
    exit: StreamKey,
    route: StreamKey,
}

/// One path's streams at time 0.
pub struct PathStreams {
    /// Shocks of the demand index.
    pub demand: Stream,
    /// Moves of the deal window.
    pub window: Stream,
    /// Beginnings and lengths of permit suspensions.
    pub suspension: (Stream, Stream),
    /// Attempts to open sites.
    pub attempts: AttemptStreams,
    /// Beginnings and lengths of each supplier's disruptions.
    pub suppliers: Vec<(Stream, Stream)>,
    /// Surprises of each line.
    pub lines: Vec<Stream>,
    /// Shocks of pop-up visitors.
    pub popups: Stream,
    /// Rounds and exits.
    pub dice: Dice,
}

/// What decides rounds and exits.
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
    /// The same for the sale of the company.
    until_exit: f64,
    /// Decides by which route, uniform.
    pub route: f64,
}

impl Dice {
    fn new(mut rounds: Stream, exit: f64, route: f64) -> Self {
        let until_round = exponential(rounds.uniform());
        Self { rounds, until_round, until_exit: exponential(exit), route }
    }

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

    /// Lives through a month with this hazard of a sale; whether there is one.
    pub fn is_sold(&mut self, hazard: f64) -> bool {
        self.until_exit -= hazard;
        self.until_exit < 0.0
    }
}

/// The standard exponential draw whose chance of being exceeded is `u`.
fn exponential(u: f64) -> f64 {
    -libm::log(u)
}

impl Streams {
    /// The keys for `operator` under `seed`.
    pub fn new(operator: &Operator, seed: u64) -> Self {
        let key = |name: &str| StreamKey::new(seed, name);
        Self {
            demand: key("market: demand"),
            window: key("market: deal window"),
            suspension: (key("permits: suspension"), key("permits: suspension days")),
            refusal: key("permits: refusal"),
            delay: key("permits: delay"),
            build: key("sites: building"),
            suppliers: operator
                .suppliers
                .iter()
                .map(|name| {
                    (key(&format!("supplier: {name}")), key(&format!("supplier days: {name}")))
                })
                .collect(),
            lines: operator
                .lines
                .iter()
                .map(|line| key(&format!("product: {}", line.name)))
                .collect(),
            popups: key("popups: visitors"),
            round: key("funding: round"),
            exit: key("exit: any"),
            route: key("exit: route"),
        }
    }

    /// The streams of one path.
    pub fn of_path(&self, path: u64) -> PathStreams {
        let both = |keys: &(StreamKey, StreamKey)| (keys.0.stream(path), keys.1.stream(path));
        PathStreams {
            demand: self.demand.stream(path),
            window: self.window.stream(path),
            suspension: both(&self.suspension),
            attempts: AttemptStreams {
                refusal: self.refusal.stream(path),
                delay: self.delay.stream(path),
                build: self.build.stream(path),
            },
            suppliers: self.suppliers.iter().map(both).collect(),
            lines: self.lines.iter().map(|key| key.stream(path)).collect(),
            popups: self.popups.stream(path),
            dice: Dice::new(
                self.round.stream(path),
                self.exit.uniform(path),
                self.route.uniform(path),
            ),
        }
    }
}
