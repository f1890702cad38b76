//! What is wrong with a command line, or with a file that it names.

use std::fmt;

/// What is wrong, as values: only who prints it puts the program's name before
/// what the program says itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::cli) enum Misuse {
    /// A sentence of the program.
    Said(String),
    /// The errors and warnings of a scenario, as they are listed.
    Listed(String),
    /// Several, a line for each.
    Lines(Vec<Misuse>),
    /// Several, with an empty line between them.
    Blocks(Vec<Misuse>),
}

impl Misuse {
    /// Sentences of the program, a line for each.
    pub(in crate::cli) fn lines(said: Vec<String>) -> Self {
        Self::Lines(said.into_iter().map(Self::Said).collect())
    }

    /// Without the program's name, for a sentence of another text.
    pub(in crate::cli) fn words(&self) -> String {
        match self {
            Self::Said(text) | Self::Listed(text) => text.clone(),
            Self::Lines(all) => joined(all, "\n", Self::words),
            Self::Blocks(all) => joined(all, "\n\n", Self::words),
        }
    }
}

/// As it is printed: sentences of the program begin with its name.
impl fmt::Display for Misuse {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Said(text) => write!(to, "shortrun: {text}"),
            Self::Listed(text) => to.write_str(text),
            Self::Lines(all) => to.write_str(&joined(all, "\n", Self::to_string)),
            Self::Blocks(all) => to.write_str(&joined(all, "\n\n", Self::to_string)),
        }
    }
}

fn joined(all: &[Misuse], between: &str, text: impl Fn(&Misuse) -> String) -> String {
    all.iter().map(text).collect::<Vec<_>>().join(between)
}
