//! The kinds of chart, by name.

use super::subject::Subject;

/// A kind of chart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Outcome bands of MOIC.
    Bands,
    /// Quantile dotplot of MOIC.
    Dots,
    /// Histogram of MOIC.
    Hist,
    /// Histogram of IRR.
    HistIrr,
    /// Histogram of NPV.
    HistNpv,
    /// Cash by month and the chance of having run out.
    Runway,
    /// How and when paths end.
    Exits,
    /// Multiples and years as yearly rates, with the paths around them.
    MoicIrr,
    /// From money paid in to mean MOIC.
    Bridge,
}

impl Kind {
    /// All of them, in the order in which a memo shows them.
    pub const ALL: [Self; 9] = [
        Self::Bands,
        Self::Dots,
        Self::Hist,
        Self::HistIrr,
        Self::HistNpv,
        Self::Exits,
        Self::Runway,
        Self::MoicIrr,
        Self::Bridge,
    ];

    /// Its name on the command line and in file names.
    pub fn name(self) -> &'static str {
        match self {
            Self::Bands => "bands",
            Self::Dots => "dots",
            Self::Hist => "hist",
            Self::HistIrr => "hist-irr",
            Self::HistNpv => "hist-npv",
            Self::Runway => "runway",
            Self::Exits => "exits",
            Self::MoicIrr => "moic-irr",
            Self::Bridge => "bridge",
        }
    }

    /// What a chart of it shows.
    pub fn subject(self) -> Subject {
        match self {
            Self::Bridge => Subject::of_parts(self.name()),
            _ => Subject::of_kind(self.name()),
        }
    }
}

/// A kind of chart of several scenarios.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CompareKind {
    /// A row for each scenario.
    Compare,
    /// The chance of at least each multiple.
    Exceed,
    /// The difference of a pair, path by path.
    Diff,
}

impl CompareKind {
    /// All of them, in the order in which a memo shows them.
    pub const ALL: [Self; 3] = [Self::Compare, Self::Diff, Self::Exceed];

    /// Its name on the command line and in file names.
    pub fn name(self) -> &'static str {
        match self {
            Self::Compare => "compare",
            Self::Exceed => "exceed",
            Self::Diff => "diff",
        }
    }
}

/// A kind of chart of a scenario that is pushed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StressKind {
    /// A statistic by the value of one assumption.
    Stress,
    /// A statistic by the values of two.
    Stress2,
}

impl StressKind {
    /// All of them, in the order in which a memo shows them.
    pub const ALL: [Self; 2] = [Self::Stress, Self::Stress2];

    /// Its name on the command line and in file names.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Stress => "stress",
            Self::Stress2 => "stress2",
        }
    }
}

/// A kind of chart of one path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReplayKind {
    /// Cash, revenue and sites by month, with what happened.
    Replay,
}

impl ReplayKind {
    /// All of them.
    pub const ALL: [Self; 1] = [Self::Replay];

    /// Its name on the command line and in file names.
    pub fn name(self) -> &'static str {
        match self {
            Self::Replay => "replay",
        }
    }
}
