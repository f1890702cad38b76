//! The kinds of chart, by name.

/// A kind of chart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Outcome bands of MOIC.
    Bands,
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
}

impl Kind {
    /// All of them, in the order in which a memo shows them.
    pub const ALL: [Self; 6] =
        [Self::Bands, Self::Hist, Self::HistIrr, Self::HistNpv, Self::Exits, Self::Runway];

    /// Its name on the command line and in file names.
    pub fn name(self) -> &'static str {
        match self {
            Self::Bands => "bands",
            Self::Hist => "hist",
            Self::HistIrr => "hist-irr",
            Self::HistNpv => "hist-npv",
            Self::Runway => "runway",
            Self::Exits => "exits",
        }
    }

    /// The kind of this name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}
