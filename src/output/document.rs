//! What a memo consists of, before it becomes Markdown or HTML; a terminal
//! prints tables of the same kind.

use super::cell::Cell;

/// A memo as a title and sections of blocks, which Markdown and HTML write each in their way.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    /// The name of the scenario, and that this is a memo of it.
    pub title: String,
    /// The deal and the run in one line.
    pub facts: String,
    /// Its sections, the finding first.
    pub sections: Vec<Section>,
}

/// A part with a heading.
#[derive(Clone, Debug, PartialEq)]
pub struct Section {
    /// Its heading, without a number.
    pub title: String,
    /// In the order in which they are read.
    pub blocks: Vec<Block>,
}

/// What stands under a heading.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// A paragraph.
    Text(String),
    /// What an analyst has written, as Markdown.
    Prose(String),
    /// What to know before relying on the figures above.
    Note(String),
    /// A list, a point in each string.
    List(Vec<String>),
    /// A command to type in the folder of the memo.
    Command(String),
    /// A table of words and figures.
    Table(Table),
    /// A picture, by its name without size and ending.
    Picture(String),
}

/// A table of words and figures, whose first cells name its rows.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// One for each column.
    pub head: Vec<Head>,
    /// Each of as many cells as there are heads.
    pub rows: Vec<Vec<Cell>>,
    /// ISO code of the currency of amounts; empty where there are none.
    currency: String,
}

/// What stands over a column, which says how its cells stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Head {
    /// Over words, to the left.
    Words(String),
    /// Over figures, to the right.
    Figures(String),
}

/// The head of a column of words.
pub fn words(head: &str) -> Head {
    Head::Words(head.to_owned())
}

/// The head of a column of figures.
pub fn figures(head: &str) -> Head {
    Head::Figures(head.to_owned())
}

impl Head {
    /// The words over the column.
    pub fn text(&self) -> &str {
        match self {
            Self::Words(text) | Self::Figures(text) => text,
        }
    }

    /// Whether figures stand under it.
    pub fn is_of_figures(&self) -> bool {
        matches!(self, Self::Figures(_))
    }
}

impl Section {
    /// Under a heading, without blocks.
    pub fn new(title: &str) -> Self {
        Self { title: title.to_owned(), blocks: Vec::new() }
    }

    /// With a paragraph of some sentences; none for none.
    #[must_use]
    pub fn text(mut self, sentences: &[String]) -> Self {
        let said: Vec<&str> =
            sentences.iter().map(String::as_str).filter(|one| !one.is_empty()).collect();
        if !said.is_empty() {
            self.blocks.push(Block::Text(said.join(" ")));
        }
        self
    }

    /// With what an analyst has written.
    #[must_use]
    pub fn prose(mut self, text: &str) -> Self {
        self.blocks.push(Block::Prose(text.to_owned()));
        self
    }

    /// With a note for each.
    #[must_use]
    pub fn notes(mut self, notes: impl IntoIterator<Item = String>) -> Self {
        self.blocks.extend(notes.into_iter().map(Block::Note));
        self
    }

    /// With a table; none without rows.
    #[must_use]
    pub fn table(mut self, table: Table) -> Self {
        if !table.rows.is_empty() {
            self.blocks.push(Block::Table(table));
        }
        self
    }

    /// With those of these pictures that were drawn.
    #[must_use]
    pub fn pictures(mut self, names: &[String], drawn: &[String]) -> Self {
        let there = names.iter().filter(|name| drawn.contains(name));
        self.blocks.extend(there.cloned().map(Block::Picture));
        self
    }
}

impl Table {
    /// Without rows.
    pub fn new(head: impl IntoIterator<Item = Head>) -> Self {
        Self { head: head.into_iter().collect(), rows: Vec::new(), currency: String::new() }
    }

    /// Without rows; the first column has labels, all others figures.
    pub fn labelled<S: AsRef<str>>(head: &[S]) -> Self {
        let kinds =
            std::iter::once(words as fn(&str) -> Head).chain(std::iter::repeat(figures as _));
        Self::new(head.iter().zip(kinds).map(|(head, kind)| kind(head.as_ref())))
    }

    /// With amounts in a currency.
    #[must_use]
    pub fn in_currency(self, currency: &str) -> Self {
        Self { currency: currency.to_owned(), ..self }
    }

    /// With a row; a short one lacks its last cells.
    pub fn row<C: Into<Cell>>(&mut self, cells: impl IntoIterator<Item = C>) {
        let mut cells: Vec<Cell> = cells.into_iter().map(Into::into).collect();
        debug_assert!(cells.len() <= self.head.len(), "a column for each cell: {cells:?}");
        cells.resize(self.head.len(), Cell::Empty);
        self.rows.push(cells);
    }

    /// Its rows with every value in words, in its unit.
    pub fn written(&self) -> impl Iterator<Item = Vec<String>> {
        self.rows.iter().map(|row| row.iter().map(|cell| cell.words(&self.currency)).collect())
    }
}
