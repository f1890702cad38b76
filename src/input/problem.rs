//! What is wrong with a scenario file, shown to the person who wrote it.

use std::fmt;
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::sources::Sources;
use super::wording::joined;

/// Bytes of the texts that a scenario is made of, laid end to end; those of a
/// scenario that stands alone are counted from its first (a byte order mark
/// not counted). [`Problems::origin`] tells the text.
pub type Span = Range<usize>;

/// The place of a table that no file has.
pub(super) const NOWHERE: Span = usize::MAX..usize::MAX;

/// Whether a scenario can be run all the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Severity {
    /// Legal, but probably not what was meant.
    Warning,
    /// The scenario cannot be run.
    Error,
}

/// One thing wrong with a scenario file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Whether the scenario can be run all the same.
    pub severity: Severity,
    /// What is wrong, in one line.
    pub message: String,
    /// Where; none where it is the file as a whole.
    pub span: Option<Span>,
    /// What would be right there, written beside the place; may be empty.
    pub label: String,
    /// Another place, further up in the layers, that made this one wrong.
    pub cause: Option<Box<Span>>,
    /// What else helps to mend it.
    pub hints: Vec<String>,
}

impl Problem {
    pub(super) fn error(span: Span, message: impl Into<String>) -> Self {
        Self::new(Severity::Error, Some(span), message.into())
    }

    pub(super) fn warning(span: Span, message: impl Into<String>) -> Self {
        Self::new(Severity::Warning, Some(span), message.into())
    }

    pub(super) fn of_file(message: impl Into<String>) -> Self {
        Self::new(Severity::Error, None, message.into())
    }

    fn new(severity: Severity, span: Option<Span>, message: String) -> Self {
        Self { severity, message, span, label: String::new(), cause: None, hints: Vec::new() }
    }

    pub(super) fn label(self, label: impl Into<String>) -> Self {
        Self { label: label.into(), ..self }
    }

    pub(super) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }

    /// The same problem, of a text that begins at `by`.
    pub(super) fn shifted(self, by: usize) -> Self {
        let span = self.span.map(|span| span.start + by..span.end + by);
        Self { span, ..self }
    }

    /// Where to look first: the cause, if it is elsewhere.
    fn place(&self) -> Option<&Span> {
        self.cause.as_deref().or(self.span.as_ref())
    }

    fn render(&self, sources: &Sources, renderer: &Renderer) -> String {
        let level = match self.severity {
            Severity::Warning => Level::WARNING,
            Severity::Error => Level::ERROR,
        };
        let primary = AnnotationKind::Primary;
        let group = Group::with_title(level.primary_title(self.message.as_str()));
        let group = match (&self.cause, &self.span) {
            (None, None) => group.element(Origin::path(&sources.main().name)),
            (None, Some(span)) => group.element(snippet(sources, span, &self.label, primary)),
            (Some(cause), None) => group.element(snippet(sources, cause, "", primary)),
            (Some(cause), Some(span)) => group
                .element(snippet(sources, cause, "because of this", primary))
                .element(snippet(sources, span, &self.label, AnnotationKind::Context)),
        };
        let hints = self.hints.iter().map(|hint| Level::HELP.message(hint.as_str()));
        renderer.render(&[group.elements(hints)])
    }
}

/// The line a span begins in, with the part of the span that lies in it marked.
fn snippet<'a>(
    sources: &'a Sources,
    span: &Span,
    label: &'a str,
    kind: AnnotationKind,
) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
    let source = sources.at(span.start);
    let (span, text) = (source.own(span), source.text.as_str());
    let start = text.floor_char_boundary(span.start);
    let line_start = text[..start].rfind('\n').map_or(0, |newline| newline + 1);
    let line = text[line_start..].lines().next().unwrap_or_default();
    let from = (start - line_start).min(line.len());
    let to = line.floor_char_boundary((span.end.max(start) - line_start).min(line.len()));
    let mark = kind.span(from..to);
    let mark = if label.is_empty() { mark } else { mark.label(label) };
    let number = 1 + text[..line_start].matches('\n').count();
    Snippet::source(line).path(&source.name).line_start(number).annotation(mark)
}

/// Everything that is wrong with one scenario, in the order of its texts.
#[derive(Clone, Debug)]
pub struct Problems {
    sources: Sources,
    list: Vec<Problem>,
}

impl Problems {
    pub(super) fn new(sources: Sources, mut list: Vec<Problem>) -> Self {
        list.sort_by_key(|problem| problem.place().map_or(usize::MAX, |span| span.start));
        Self { sources, list }
    }

    /// The problems, in the order of the texts: what the command line changes,
    /// the file, the files below it; those of the file as a whole last.
    pub fn list(&self) -> &[Problem] {
        &self.list
    }

    /// Whether nothing is wrong.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// The name of the text that a problem is in, the text, and the place in
    /// it; none for the file as a whole.
    pub fn origin(&self, problem: &Problem) -> Option<(&str, &str, Span)> {
        let place = problem.place()?;
        let source = self.sources.at(place.start);
        Some((&source.name, &source.text, source.own(place)))
    }

    /// Text, line and column, both from 1, where a problem begins.
    pub fn line_and_column(&self, problem: &Problem) -> Option<(&str, usize, usize)> {
        let (name, text, place) = self.origin(problem)?;
        let before = &text[..text.floor_char_boundary(place.start)];
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        let column = 1 + before[line_start..].chars().count();
        Some((name, 1 + before.matches('\n').count(), column))
    }

    /// How many of them are errors.
    pub fn errors(&self) -> usize {
        self.list.iter().filter(|problem| problem.severity == Severity::Error).count()
    }

    /// One line: `3 problems and 1 warning in base.toml`.
    pub fn summary(&self) -> String {
        let errors = self.errors();
        let warnings = self.list.len() - errors;
        let counted = match (errors, warnings) {
            (errors, 0) => count(errors, "problem"),
            (0, warnings) => count(warnings, "warning"),
            (errors, warnings) => {
                format!("{} and {}", count(errors, "problem"), count(warnings, "warning"))
            }
        };
        format!("{counted} in {}", self.places())
    }

    /// The names of the texts that the problems are in.
    fn places(&self) -> String {
        let main = self.sources.main().name.as_str();
        let mut names: Vec<String> = Vec::new();
        for problem in &self.list {
            let name = self.origin(problem).map_or(main, |(name, ..)| name);
            if names.iter().all(|other| other != name) {
                names.push(name.to_owned());
            }
        }
        if names.is_empty() { main.to_owned() } else { joined(&names, "and") }
    }

    /// The problems as plain text, a blank line between them: all of them, or
    /// of very many the first, errors before warnings.
    pub fn render(&self) -> String {
        self.render_with(&Renderer::plain())
    }

    /// The same with colours, for a terminal.
    pub fn render_coloured(&self) -> String {
        self.render_with(&Renderer::styled())
    }

    fn render_with(&self, renderer: &Renderer) -> String {
        let mut shown: Vec<&Problem> = self.list.iter().collect();
        if MOST_SHOWN < shown.len() {
            shown.sort_by_key(|problem| problem.severity == Severity::Warning);
            shown.truncate(MOST_SHOWN);
        }
        let hidden = self.list.len() - shown.len();
        let shown = shown.into_iter().map(|item| item.render(&self.sources, renderer));
        let mut shown = shown.collect::<Vec<_>>().join("\n\n");
        if 0 < hidden {
            shown += &format!("\n\nand {hidden} more, not shown");
        }
        shown.lines().map(str::trim_end).collect::<Vec<_>>().join("\n")
    }
}

/// More than anybody mends in one go.
const MOST_SHOWN: usize = 200;

/// A count of things in words.
pub(super) fn count(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}

impl fmt::Display for Problems {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}\n\n{}", self.render(), self.summary())
    }
}

impl std::error::Error for Problems {}
