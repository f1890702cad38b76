//! The texts that a scenario is made of, laid end to end, so that a span of
//! bytes names both a text and a place in it.

use super::problem::Span;
use super::without_mark;

/// A text and where it comes from.
#[derive(Clone, Debug)]
pub(super) struct Source {
    /// File name, or the option of the command line.
    pub(super) name: String,
    /// The text, without a byte order mark.
    pub(super) text: String,
    /// Where it begins among all texts.
    pub(super) start: usize,
}

impl Source {
    /// The same bytes, counted from the beginning of this text.
    pub(super) fn own(&self, span: &Span) -> Span {
        let of = |position: usize| position.saturating_sub(self.start).min(self.text.len());
        of(span.start)..of(span.end)
    }

    /// Bytes of this text, counted among all texts.
    pub(super) fn among_all(&self, own: &Span) -> Span {
        self.start + own.start..self.start + own.end
    }
}

/// All texts: changes on the command line, the file, and the files below it.
#[derive(Clone, Debug)]
pub(super) struct Sources {
    list: Vec<Source>,
    changes: usize,
}

impl Sources {
    /// The texts of the changes, each with its origin, and of the file.
    pub(super) fn new(changes: &[(&str, &str)], name: &str, text: &str) -> Self {
        let mut sources = Self { list: Vec::new(), changes: changes.len() };
        for (origin, text) in changes {
            sources.add(origin, text);
        }
        sources.add(name, text);
        sources
    }

    /// Adds the file that the last one extends.
    pub(super) fn add(&mut self, name: &str, text: &str) {
        let start = self.list.last().map_or(0, |last| last.start + last.text.len() + 1);
        let text = without_mark(text).to_owned();
        self.list.push(Source { name: name.to_owned(), text, start });
    }

    /// The changes of the command line, in their order.
    pub(super) fn changes(&self) -> &[Source] {
        &self.list[..self.changes]
    }

    /// The file, and after each file the one that it extends.
    pub(super) fn files(&self) -> &[Source] {
        &self.list[self.changes..]
    }

    /// The file itself.
    pub(super) fn main(&self) -> &Source {
        &self.list[self.changes]
    }

    /// Whether a place lies in a change of the command line.
    pub(super) fn is_change(&self, position: usize) -> bool {
        self.index(position) < self.changes
    }

    /// The text that a place lies in.
    pub(super) fn at(&self, position: usize) -> &Source {
        &self.list[self.index(position)]
    }

    /// How far up the text lies that a place is in: what lies further up
    /// replaces what lies below it.
    pub(super) fn height(&self, position: usize) -> usize {
        let index = self.index(position);
        // A later change replaces an earlier one; a file replaces the later ones.
        if index < self.changes { self.list.len() + index } else { self.list.len() - index }
    }

    fn index(&self, position: usize) -> usize {
        self.list.partition_point(|source| source.start <= position).saturating_sub(1)
    }
}

#[cfg(test)]
mod tests {
    use super::Sources;

    #[test]
    fn a_place_is_found_in_its_text() {
        let mut sources = Sources::new(&[("--set", "a=1"), ("--set", "b=2")], "top", "\u{feff}x");
        sources.add("base", "yy");
        for (position, name, text) in
            [(0, "--set", "a=1"), (3, "--set", "a=1"), (4, "--set", "b=2"), (8, "top", "x")]
        {
            let source = sources.at(position);
            assert_eq!((source.name.as_str(), source.text.as_str()), (name, text), "{position}");
        }
        assert_eq!(sources.at(10).own(&(11..12)), 1..2);
        assert_eq!(sources.at(10).among_all(&(1..2)), 11..12);
        let heights = [10, 8, 0, 4].map(|position| sources.height(position));
        assert!(heights.is_sorted_by(|low, high| low < high), "{heights:?}");
    }
}
