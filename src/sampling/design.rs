//! How the paths of a run lie among all that could happen.

use std::fmt;
use std::str::FromStr;

/// Scrambles of a run: path p belongs to scramble p modulo this, of which it is point
/// p divided by this. They are independent of one another and alike in law, so that errors can be
/// measured between them.
pub const SCRAMBLES: usize = 32;

/// How paths are drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Design {
    /// What is drawn once a path is spread evenly, by scrambled Sobol points.
    #[default]
    Sobol,
    /// Each path is independent of all others.
    Plain,
}

impl Design {
    /// All of them, the default first.
    pub const ALL: [Self; 2] = [Self::Sobol, Self::Plain];

    /// Name on the command line and in results.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Sobol => "sobol",
            Self::Plain => "plain",
        }
    }
}

impl fmt::Display for Design {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Design {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|design| design.name() == text).ok_or(())
    }
}

/// The scramble that a path belongs to.
pub fn scramble_of(path: u64) -> usize {
    (path % SCRAMBLES as u64) as usize
}
