//! What a memo consists of, before it becomes Markdown or HTML.

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
    pub rows: Vec<Vec<String>>,
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
        Self { head: head.iter().map(column).collect(), rows: Vec::new() }
    }

    /// With a row.
    pub fn row<S: Into<String>>(&mut self, cells: impl IntoIterator<Item = S>) {
        let cells: Vec<String> = cells.into_iter().map(Into::into).collect();
        debug_assert_eq!(cells.len(), self.head.len(), "a cell for each column: {cells:?}");
        self.rows.push(cells);
    }
}
