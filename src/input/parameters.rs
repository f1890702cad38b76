//! The parameters that each family of distributions takes, and reading them.

use super::families::{EVIDENCE, FAMILIES, Form, LATER};
use super::problem::{Problem, Span};
use super::section::Entry;
use super::wording::{all_of, joined, nearest, quoted};
use super::{value, wording};

impl Form {
    /// `a triangular distribution`
    pub(super) fn title(&self) -> String {
        format!("a {} distribution", self.name)
    }

    fn known(&self) -> Vec<&'static str> {
        let mut known: Vec<&str> = Vec::new();
        for name in self.ways.iter().copied().flatten().chain(self.optional) {
            if !known.contains(name) {
                known.push(name);
            }
        }
        known
    }

    /// What it takes, for a message: ``it takes `mean` and `sd`, or …``.
    fn takes(&self) -> String {
        let ways: Vec<String> = self.ways.iter().map(|way| all_of(way)).collect();
        let optional = match self.optional {
            [] => String::new(),
            some => format!("; {} may be added", all_of(some)),
        };
        let ways = if ways.len() < 2 { ways.join("") } else { ways.join(", or ") };
        format!("it takes {ways}{optional}")
    }
}

/// The family called `name`, or what is wrong with the name.
pub(super) fn family(name: &str, span: Span) -> Result<&'static Form, Problem> {
    if let Some(form) = FAMILIES.iter().find(|form| form.name == name) {
        return Ok(form);
    }
    let names: Vec<&str> = FAMILIES.iter().map(|form| form.name).collect();
    let quoted_names: Vec<String> = names.iter().map(|name| format!("\"{name}\"")).collect();
    let list = format!("this version knows {}", joined(&quoted_names, "and"));
    if LATER.contains(&name) {
        let message = format!("this version does not know {} distributions yet", quoted(name));
        return Err(Problem::error(span, message).hint(list));
    }
    let problem = Problem::error(span, format!("there is no distribution {}", quoted(name)));
    let problem = match nearest(name, &names) {
        Some(near) => problem.label(format!("did you mean \"{near}\"?")),
        None => problem,
    };
    Err(problem.hint(list))
}

/// A parameter that is there, with its place.
#[derive(Clone, Copy)]
pub(super) struct Parameter<'t> {
    /// Its name.
    pub(super) name: &'static str,
    entry: Entry<'t>,
}

/// The parameters of one distribution: a complete set.
pub(super) struct Parameters<'t> {
    /// The family.
    pub(super) form: &'static Form,
    /// Which of the family's ways of being defined was used.
    pub(super) way: usize,
    /// Where the distribution stands.
    pub(super) span: Span,
    given: Vec<Parameter<'t>>,
}

impl<'t> Parameters<'t> {
    /// Takes the parameters of a family from the entries of a distribution
    /// that are neither its name nor evidence.
    pub(super) fn take(
        form: &'static Form,
        span: Span,
        entries: &[(&'t str, Entry<'t>)],
    ) -> Result<Self, Vec<Problem>> {
        let known = form.known();
        let mut given = Vec::new();
        let mut problems = Vec::new();
        let mut meant = Vec::new();
        for (name, entry) in entries {
            match known.iter().find(|known| *known == name) {
                Some(name) => given.push(Parameter { name, entry: *entry }),
                None => problems.push(unknown(form, name, entry, &mut meant)),
            }
        }
        let names: Vec<&str> = given.iter().map(|parameter| parameter.name).chain(meant).collect();
        match way(form, &names) {
            Ok(way) if problems.is_empty() => Ok(Self { form, way, span, given }),
            Ok(_) => Err(problems),
            Err(wrong) => {
                problems.push(Problem::error(span, wrong).hint(form.takes()));
                Err(problems)
            }
        }
    }

    /// The number of a parameter; none where it is not given.
    pub(super) fn number(&self, name: &str) -> Result<Option<f64>, Problem> {
        self.find(name).map(|found| value::finite(name, found.entry)).transpose()
    }

    /// The list of numbers of a parameter; empty where it is not given.
    pub(super) fn numbers(&self, name: &str) -> Result<Vec<f64>, Problem> {
        self.find(name).map_or(Ok(Vec::new()), |found| value::numbers(name, found.entry))
    }

    /// Where a parameter's value stands; the distribution's place if it is not given.
    pub(super) fn span_of(&self, name: &str) -> Span {
        self.find(name).map_or_else(|| self.span.clone(), |found| found.entry.span())
    }

    fn find(&self, name: &str) -> Option<Parameter<'t>> {
        self.given.iter().copied().find(|parameter| parameter.name == name)
    }
}

fn unknown(
    form: &'static Form,
    name: &str,
    entry: &Entry<'_>,
    meant: &mut Vec<&'static str>,
) -> Problem {
    let message = format!("{} has no parameter {}", form.title(), quoted(name));
    let problem = Problem::error(entry.key_span(), message);
    let known = form.known();
    let others: Vec<&str> = known.iter().chain(EVIDENCE).copied().collect();
    match nearest(name, &others) {
        Some(near) => {
            meant.push(near);
            problem.label(format!("did you mean `{near}`?"))
        }
        None => problem.hint(form.takes()),
    }
}

/// Which way of defining the family the given names complete.
fn way(form: &Form, given: &[&str]) -> Result<usize, String> {
    let has = |name: &&&str| given.contains(*name);
    let complete = |way: &&[&str]| way.iter().all(|name| given.contains(name));
    let used: Vec<&str> = form.known().into_iter().filter(|name| given.contains(name)).collect();
    let used: Vec<&str> = used.into_iter().filter(|name| !form.optional.contains(name)).collect();
    if let Some(way) = form.ways.iter().position(complete) {
        let extra = used.iter().find(|name| !form.ways[way].contains(name));
        return match extra {
            None => Ok(way),
            Some(extra) => Err(format!(
                "{} is given in two ways at once: {} beside {}",
                form.title(),
                wording::one_of(&[extra]),
                all_of(form.ways[way])
            )),
        };
    }
    let fullest =
        form.ways.iter().max_by_key(|way| (way.iter().filter(has).count(), -(way.len() as i64)));
    let way = fullest.copied().unwrap_or_default();
    let missing: Vec<&str> = way.iter().copied().filter(|name| !given.contains(name)).collect();
    let mixed = used.iter().any(|name| !way.contains(name));
    if used.is_empty() && 1 < form.ways.len() {
        Err(format!("{} lacks its parameters", form.title()))
    } else if mixed {
        Err(format!("{} does not take {} together", form.title(), all_of(&used)))
    } else {
        Err(format!("{} lacks {}", form.title(), all_of(&missing)))
    }
}
