//! The parameters that each family of distributions takes, and reading them.

use super::families::{EVIDENCE, FAMILIES, Form};
use super::problem::{Problem, Span};
use super::section::Entry;
use super::wording::{all_of, joined, nearest, quoted};
use super::{value, wording};
use crate::sampling::percentile::{Percentile, probability_of};

impl Form {
    /// `a triangular distribution`
    pub(super) fn title(&self) -> String {
        let article = if self.name.starts_with('e') { "an" } else { "a" };
        format!("{article} {} distribution", self.name)
    }

    fn known(&self) -> Vec<&'static str> {
        let mut known: Vec<&str> = Vec::new();
        let median: &[&str] = if self.percentiles.is_some() { &["median"] } else { &[] };
        for name in self.ways.iter().copied().flatten().chain(median).chain(self.optional) {
            if !known.contains(name) {
                known.push(name);
            }
        }
        known
    }

    /// What it takes, for a message: ``it takes `mean` and `sd`, or …``.
    fn takes(&self) -> String {
        let mut ways: Vec<String> = self.ways.iter().map(|way| all_of(way)).collect();
        ways.extend(self.percentiles.map(|percentiles| match percentiles {
            (2, 2) => "two percentiles, such as `p10` and `p90`".to_owned(),
            (least, most) => {
                format!("{least} to {most} percentiles, such as `p10`, `p50` and `p90`")
            }
        }));
        let optional = match self.optional {
            [] => String::new(),
            some => format!("; {} may be added", all_of(some)),
        };
        format!("it takes {}{optional}", ways.join(", or "))
    }

    fn is_percentile(&self, name: &str) -> bool {
        self.percentiles.is_some() && probability_of(name).is_some()
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
    name: &'t str,
    entry: Entry<'t>,
}

/// The parameters of one distribution: a complete set.
pub(super) struct Parameters<'t> {
    /// The family.
    pub(super) form: &'static Form,
    /// Which of the family's ways of being defined was used; none of them if
    /// percentiles were.
    pub(super) way: Option<usize>,
    /// Where the distribution stands.
    pub(super) span: Span,
    /// Between which values the number that it is of has a meaning.
    pub(super) limits: (f64, f64),
    given: Vec<Parameter<'t>>,
}

impl<'t> Parameters<'t> {
    /// Takes the parameters of a family from the entries of a distribution
    /// that are neither its name nor evidence.
    pub(super) fn take(
        form: &'static Form,
        (span, limits): (Span, (f64, f64)),
        entries: &[(&'t str, Entry<'t>)],
    ) -> Result<Self, Vec<Problem>> {
        let known = form.known();
        let mut given = Vec::new();
        let mut problems = Vec::new();
        let mut meant = Vec::new();
        for (name, entry) in entries {
            if known.contains(name) || form.is_percentile(name) {
                given.push(Parameter { name, entry: *entry });
            } else {
                problems.push(unknown(form, name, entry, &mut meant));
            }
        }
        let names: Vec<&str> = given.iter().map(|parameter| parameter.name).chain(meant).collect();
        match way(form, &names) {
            Ok(way) if problems.is_empty() => Ok(Self { form, way, span, limits, given }),
            Ok(_) => Err(problems),
            Err(wrong) => {
                let problem = Problem::error(span, wrong).hint(form.takes());
                let as_in = format!("as in {}", form.example);
                let is_bare = given.is_empty() && problems.is_empty();
                problems.push(if is_bare { problem.hint(as_in) } else { problem });
                Err(problems)
            }
        }
    }

    /// The number of a parameter; none where it is not given.
    pub(super) fn number(&self, name: &str) -> Result<Option<f64>, Problem> {
        self.find(name).map(|found| value::finite(name, found.entry)).transpose()
    }

    /// The whole number of a parameter; none where it is not given.
    pub(super) fn whole(&self, name: &str) -> Result<Option<u64>, Problem> {
        self.find(name).map(|found| value::whole(name, found.entry)).transpose()
    }

    /// Whether a switch is on; off where it is not given.
    pub(super) fn switch(&self, name: &str) -> Result<bool, Problem> {
        self.find(name).map_or(Ok(false), |found| value::switch(name, found.entry))
    }

    /// The text of a parameter; none where it is not given.
    pub(super) fn text(&self, name: &str) -> Result<Option<&'t str>, Problem> {
        self.find(name).map(|found| value::text(name, found.entry)).transpose()
    }

    /// Where and what a parameter is, if it is given.
    pub(super) fn entry(&self, name: &str) -> Option<Entry<'t>> {
        self.find(name).map(|found| found.entry)
    }

    /// The percentiles that are given, each with its name as written, by
    /// rising probability.
    pub(super) fn percentiles(&self) -> Result<Vec<(&'t str, Percentile)>, Problem> {
        let mut percentiles = Vec::new();
        for parameter in &self.given {
            let Some(probability) = probability_of(parameter.name) else { continue };
            let value = value::finite(parameter.name, parameter.entry)?;
            percentiles.push((parameter.name, Percentile { probability, value }));
        }
        percentiles.sort_by(|a, b| a.1.probability.total_cmp(&b.1.probability));
        for pair in percentiles.windows(2) {
            if !(pair[0].1.probability < pair[1].1.probability) {
                let names = all_of(&[pair[0].0, pair[1].0]);
                let message = format!("{names} are the same percentile");
                return Err(Problem::error(self.span_of(pair[1].0), message).label("leave one out"));
            }
        }
        Ok(percentiles)
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
        None if form.percentiles.is_some() && is_like_a_percentile(name) => {
            problem.hint("percentiles are `p1` to `p99`, or as `p2_5` for 2.5 %")
        }
        None => problem.hint(form.takes()),
    }
}

fn is_like_a_percentile(name: &str) -> bool {
    name.to_lowercase()
        .strip_prefix('p')
        .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
}

/// Which way of defining the family the given names complete; none where
/// percentiles do.
fn way(form: &Form, given: &[&str]) -> Result<Option<usize>, String> {
    let title = form.title();
    let has = |name: &&&str| given.contains(*name);
    let complete = |way: &&[&str]| way.iter().all(|name| given.contains(name));
    let percentiles: Vec<&str> =
        given.iter().copied().filter(|name| form.is_percentile(name)).collect();
    let used = form.known().into_iter().filter(|name| given.contains(name));
    let used = used.filter(|name| !form.optional.contains(name) && !percentiles.contains(name));
    let used: Vec<&str> = used.chain(percentiles.iter().copied()).collect();
    if let Some(way) = form.ways.iter().position(complete) {
        let extra = used.iter().find(|name| !form.ways[way].contains(name));
        return match extra {
            None => Ok(Some(way)),
            Some(extra) => Err(two_ways(&title, extra, form.ways[way])),
        };
    }
    let fullest =
        form.ways.iter().max_by_key(|way| (way.iter().filter(has).count(), -(way.len() as i64)));
    let way = fullest.copied().unwrap_or_default();
    let missing: Vec<&str> = way.iter().copied().filter(|name| !given.contains(name)).collect();
    let is_percentiles = used.len() == percentiles.len();
    let mixed = !is_percentiles && used.iter().any(|name| !way.contains(name));
    match form.percentiles {
        Some(limits) if is_percentiles && !used.is_empty() => {
            counted(&title, percentiles.len(), limits).map(|()| None)
        }
        Some((least, _)) if mixed && least <= percentiles.len() => {
            Err(two_ways(&title, used[0], &percentiles))
        }
        _ if used.is_empty() && (form.ways.len() != 1 || form.percentiles.is_some()) => {
            Err(format!("{title} lacks its parameters"))
        }
        _ if mixed => Err(format!("{title} does not take {} together", all_of(&used))),
        _ => Err(format!("{title} lacks {}", all_of(&missing))),
    }
}

fn two_ways(title: &str, extra: &str, way: &[&str]) -> String {
    let extra = wording::one_of(&[extra]);
    format!("{title} is given in two ways at once: {extra} beside {}", all_of(way))
}

/// Holds that there are neither too few percentiles nor too many.
fn counted(title: &str, count: usize, (least, most): (usize, usize)) -> Result<(), String> {
    if (least..=most).contains(&count) {
        return Ok(());
    }
    let number = if least == most { least.to_string() } else { format!("{least} to {most}") };
    Err(format!("{title} takes {number} percentiles, not {count}"))
}
