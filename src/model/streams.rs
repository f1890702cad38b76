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

/// The streams that decide rounds and exits.
pub struct Dice {
    round: Stream,
    exit: Stream,
    route: Stream,
}

/// One month's uniform draws for rounds and exits.
#[derive(Clone, Copy, Debug)]
pub struct Rolled {
    /// Decides whether a round closes.
    pub round: f64,
    /// Decides whether there is an exit.
    pub exit: f64,
    /// Decides by which route.
    pub route: f64,
}

impl Dice {
    /// The next month's draws.
    pub fn roll(&mut self) -> Rolled {
        Rolled {
            round: self.round.uniform(),
            exit: self.exit.uniform(),
            route: self.route.uniform(),
        }
    }
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
            dice: Dice {
                round: self.round.stream(path),
                exit: self.exit.stream(path),
                route: self.route.stream(path),
            },
        }
    }
}
