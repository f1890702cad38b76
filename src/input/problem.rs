//! What is wrong with a scenario file, shown to the person who wrote it.

use std::fmt;
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

/// Bytes of the scenario text, from its first (a byte order mark not counted).
pub type Span = Range<usize>;

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
        Self { severity, message, span, label: String::new(), hints: Vec::new() }
    }

    pub(super) fn label(self, label: impl Into<String>) -> Self {
        Self { label: label.into(), ..self }
    }

    pub(super) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }

    fn render(&self, name: &str, text: &str, renderer: &Renderer) -> String {
        let level = match self.severity {
            Severity::Warning => Level::WARNING,
            Severity::Error => Level::ERROR,
        };
        let title = level.primary_title(self.message.as_str());
        let group = match &self.span {
            Some(span) => Group::with_title(title).element(snippet(name, text, span, &self.label)),
            None => Group::with_title(title).element(Origin::path(name)),
        };
        let hints = self.hints.iter().map(|hint| Level::HELP.message(hint.as_str()));
        renderer.render(&[group.elements(hints)])
    }
}

/// The line a span begins in, with the part of the span that lies in it marked.
fn snippet<'a>(
    name: &'a str,
    text: &'a str,
    span: &Span,
    label: &'a str,
) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
    let start = text.floor_char_boundary(span.start);
    let line_start = text[..start].rfind('\n').map_or(0, |newline| newline + 1);
    let line = text[line_start..].lines().next().unwrap_or_default();
    let from = (start - line_start).min(line.len());
    let to = line.floor_char_boundary((span.end.max(start) - line_start).min(line.len()));
    let mark = AnnotationKind::Primary.span(from..to);
    let mark = if label.is_empty() { mark } else { mark.label(label) };
    let number = 1 + text[..line_start].matches('\n').count();
    Snippet::source(line).path(name).line_start(number).annotation(mark)
}

/// Everything that is wrong with one scenario file, in the order of the file.
#[derive(Clone, Debug)]
pub struct Problems {
    name: String,
    text: String,
    list: Vec<Problem>,
}

impl Problems {
    /// The problems of the file called `name` that holds `text`.
    pub fn new(name: &str, text: &str, mut list: Vec<Problem>) -> Self {
        list.sort_by_key(|problem| problem.span.as_ref().map_or(usize::MAX, |span| span.start));
        let text = super::without_mark(text).to_owned();
        Self { name: name.to_owned(), text, list }
    }

    /// The problems, in the order of the file; those of the file as a whole last.
    pub fn list(&self) -> &[Problem] {
        &self.list
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
        format!("{counted} in {}", self.name)
    }

    /// All problems as plain text, a blank line between them.
    pub fn render(&self) -> String {
        self.render_with(&Renderer::plain())
    }

    /// The same with colours, for a terminal.
    pub fn render_coloured(&self) -> String {
        self.render_with(&Renderer::styled())
    }

    fn render_with(&self, renderer: &Renderer) -> String {
        let shown = self.list.iter().map(|item| item.render(&self.name, &self.text, renderer));
        let shown = shown.collect::<Vec<_>>().join("\n\n");
        shown.lines().map(str::trim_end).collect::<Vec<_>>().join("\n")
    }
}

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
