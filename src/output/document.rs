//! What a memo consists of, before it becomes Markdown or HTML; a terminal
//! prints tables of the same kind.

use super::cell::Cell;

/// A memo.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    /// What it is about.
    pub title: String,
    /// The deal and the run in one line.
    pub facts: String,
    /// Its sections, the finding first.
    pub sections: Vec<Section>,
}

/// A part with a heading.
#[derive(Clone, Debug, PartialEq)]
pub struct Section {
    /// The heading.
    pub title: String,
    /// What stands under it.
    pub blocks: Vec<Block>,
}

/// What stands under a heading.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// Sentences.
    Text(String),
    /// What to know before relying on the figures above.
    Note(String),
    /// Points.
    List(Vec<String>),
    /// A command to type.
    Command(String),
    /// Figures in rows.
    Table(Table),
    /// A picture, by its name without size and ending.
    Picture(String),
}

/// Figures in rows.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// Heads of its columns, and how each stands.
    pub head: Vec<(String, Column)>,
    /// As many cells each.
    pub rows: Vec<Vec<Cell>>,
    /// What amounts are in.
    currency: String,
}

/// How a column stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// Words, to the left.
    Words,
    /// Figures, to the right.
    Figures,
}

impl Section {
    /// An empty one.
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
    /// Without rows; a head that begins with `#` is of figures.
    pub fn new(head: &[&str]) -> Self {
        let column = |head: &&str| match head.strip_prefix('#') {
            Some(figures) => (figures.to_owned(), Column::Figures),
            None => ((*head).to_owned(), Column::Words),
        };
        Self::of(head.iter().map(column).collect())
    }

    /// Without rows; the first column has labels, all others figures.
    pub fn labelled<S: AsRef<str>>(head: &[S]) -> Self {
        let columns = std::iter::once(Column::Words).chain(std::iter::repeat(Column::Figures));
        Self::of(head.iter().map(|head| head.as_ref().to_owned()).zip(columns).collect())
    }

    /// Without rows.
    pub fn of(head: Vec<(String, Column)>) -> Self {
        Self { head, rows: Vec::new(), currency: String::new() }
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

    /// Its rows in words.
    pub fn written(&self) -> impl Iterator<Item = Vec<String>> {
        self.rows.iter().map(|row| row.iter().map(|cell| cell.words(&self.currency)).collect())
    }
}
