//! What reading a file gathers: problems, the table of assumptions, and where
//! each number stands.

use std::collections::{BTreeMap, BTreeSet};

use toml::de::DeValue;

use super::data::Data;
use super::files::Files;
use super::problem::{Problem, Span};
use super::quantity::{self, Evidence, Quantity};
use super::section::{Entry, Section};
use super::shape::{Amount, Drawn as Written};
use super::sources::Sources;
use super::value;
use super::wording::{allowed, number, percent, quoted};
use crate::model::key::{Absent, Drawn, Key, Range};
use crate::sampling::assumptions::{Assumption, Assumptions, Input, Shape};
use crate::sampling::distribution::Distribution;

/// A share of draws below which nothing is said of it.
const NEGLIGIBLE: f64 = 1e-9;
/// A share of draws that may lie where no deal goes: P0.01 and P99.99 may not.
const BEYOND_DEALS: f64 = 1e-4;

/// What stands in where there is a problem, and is never used.
const NOTHING: (Shape, Evidence) =
    (Shape::Known(0.0), Evidence { source: None, grade: None, note: None });

/// A number that was read without problems.
#[derive(Clone, Debug)]
pub(super) struct Place {
    /// The number, or the median of its distribution.
    pub(super) central: f64,
    /// Whether it is known rather than drawn.
    pub(super) known: bool,
    /// Where it stands; none where the default holds.
    pub(super) span: Option<Span>,
}

/// What reading a file gathers.
pub(super) struct Reader<'a> {
    /// Everything wrong so far.
    pub(super) problems: Vec<Problem>,
    /// The numbers so far.
    pub(super) assumptions: Assumptions,
    /// The data files that the scenario names.
    pub(super) data: Data<'a>,
    pub(super) sources: &'a Sources,
    /// Where figures come from that do not say so themselves.
    pub(super) evidence_of_file: Evidence,
    places: BTreeMap<String, Place>,
    keys: BTreeMap<String, &'static Key>,
    names: BTreeSet<String>,
}

impl<'a> Reader<'a> {
    /// Starts to read the scenario that these texts make.
    pub(super) fn new(sources: &'a Sources, files: &'a dyn Files) -> Self {
        Self {
            problems: Vec::new(),
            assumptions: Assumptions::default(),
            evidence_of_file: Evidence::default(),
            data: Data::new(sources, files),
            sources,
            places: BTreeMap::new(),
            keys: BTreeMap::new(),
            names: BTreeSet::new(),
        }
    }

    /// Reads the number of one key, or takes its default. Where there is a
    /// problem, a number stands in that is never used.
    pub(super) fn number(&mut self, section: &mut Section<'_>, key: &'static Key) -> Input {
        let path = section.path_of(key.name);
        let entry = section.entry(key.name);
        let read = match entry {
            None => (self.absent(section, key, &path), Evidence::default()),
            Some(entry) => self.given(key, &path, entry),
        };
        self.push(key, path, read, entry.is_some())
    }

    /// Reads the number of a key that may be a list of one for each year: the first, and
    /// those of later years. Each is an assumption of its own, the first with the path of
    /// the key.
    pub(super) fn number_by_year(
        &mut self,
        section: &mut Section<'_>,
        key: &'static Key,
    ) -> (Input, Vec<Input>) {
        const MOST_YEARS: usize = 50;
        let entry = section.entry(key.name);
        let Some((entry, DeValue::Array(items))) = entry.map(|entry| (entry, entry.value())) else {
            return (self.number(section, key), Vec::new());
        };
        let path = section.path_of(key.name);
        if items.is_empty() || MOST_YEARS < items.len() {
            let message = format!("{} has {} numbers", quoted(&path), items.len());
            let label = format!("must be 1 to {MOST_YEARS}, one for each year");
            self.problems.push(Problem::error(entry.span(), message).label(label));
            return (self.push(key, path, NOTHING, true), Vec::new());
        }
        let mut years = Vec::new();
        for (year, item) in items.iter().enumerate() {
            let path = if year == 0 { path.clone() } else { format!("{path}[{year}]") };
            let read = self.given(key, &path, entry.item(item));
            years.push(self.push(key, path, read, true));
        }
        (years.remove(0), years)
    }

    /// The number of a key that is not given and whose default is another number of the file.
    pub(super) fn default_number(
        &mut self,
        section: &Section<'_>,
        key: &'static Key,
        value: f64,
    ) -> Input {
        self.push(key, section.path_of(key.name), (Shape::Known(value), Evidence::default()), false)
    }

    /// The number of a key that has no meaning beside what else the table says: it takes
    /// its place among the assumptions and is never used.
    pub(super) fn no_number(&mut self, section: &Section<'_>, key: &'static Key) -> Input {
        let name = self.unused(section.path_of(key.name));
        self.assumptions.push(Assumption {
            name,
            unit: key.unit,
            shape: Shape::Known(0.0),
            per_event: false,
            whole: false,
            written: false,
            source: None,
            grade: None,
            note: None,
        })
    }

    /// What is given for a key, or one of its years.
    fn given(&mut self, key: &'static Key, path: &str, entry: Entry<'_>) -> (Shape, Evidence) {
        match quantity::read((path, entry), limits(&key.range), &self.data) {
            Ok(quantity) => {
                let (shape, evidence) = self.checked(key, path, quantity);
                (shape, evidence.or(&self.evidence_of_file))
            }
            Err(problems) => {
                self.problems.extend(problems);
                NOTHING
            }
        }
    }

    fn push(
        &mut self,
        key: &'static Key,
        path: String,
        (shape, evidence): (Shape, Evidence),
        written: bool,
    ) -> Input {
        self.keys.insert(path.clone(), key);
        let table = path.strip_suffix(key.name).unwrap_or_default();
        let old_path = key.was.map(|old| format!("{table}{old}"));
        let name = self.unused(path);
        let input = self.assumptions.push(Assumption {
            name,
            unit: key.unit,
            shape,
            per_event: key.drawn == Drawn::PerEvent,
            whole: key.whole,
            written,
            source: evidence.source,
            grade: evidence.grade,
            note: evidence.note,
        });
        if let Some(old_path) = old_path {
            self.assumptions.draw_as(input, old_path);
        }
        input
    }

    /// Whether a number is changed on the command line.
    pub(super) fn is_change(&self, place: &Span) -> bool {
        self.sources.is_change(place.start)
    }

    /// What was read of a number without problems.
    pub(super) fn place(&self, path: &str) -> Option<&Place> {
        self.places.get(path)
    }

    /// The key of an assumption, and all their names.
    pub(super) fn key(&self, path: &str) -> Result<&'static Key, Vec<&str>> {
        let names = || self.keys.keys().map(String::as_str).collect();
        self.keys.get(path).copied().ok_or_else(names)
    }

    /// Notes where a number stands that is no assumption.
    pub(super) fn settle(&mut self, path: &str, central: f64, span: Span) {
        self.places.insert(path.to_owned(), Place { central, known: true, span: Some(span) });
    }

    /// A problem that hangs on several numbers, with the one that a layer
    /// further up changed as its cause.
    pub(super) fn caused(&self, problem: Problem, places: &[&Place]) -> Problem {
        let height = |span: &Span| self.sources.height(span.start);
        let Some(shown) = problem.span.as_ref().map(height) else { return problem };
        let changed = places.iter().filter_map(|place| place.span.as_ref());
        let highest = changed.max_by_key(|span| height(span));
        let cause = highest.filter(|span| shown < height(span)).cloned().map(Box::new);
        Problem { cause, ..problem }
    }

    /// Notes a problem, if there is one, and keeps what was read.
    pub(super) fn keep<T>(&mut self, read: Result<T, Problem>) -> Option<T> {
        read.map_err(|problem| self.problems.push(problem)).ok()
    }

    /// The same for several problems.
    pub(super) fn keep_all<T>(&mut self, read: Result<T, Vec<Problem>>) -> Option<T> {
        read.map_err(|problems| self.problems.extend(problems)).ok()
    }

    /// A switch, which is off where it is not given.
    pub(super) fn switch(&mut self, section: &Section<'_>, name: &str) -> bool {
        let read = section.entry(name).map(|entry| value::switch(&section.path_of(name), entry));
        read.and_then(|read| self.keep(read)).unwrap_or(false)
    }

    /// The path, or one like it where an entry without a name of its own
    /// happens to have the path of another: there is a problem then already.
    fn unused(&mut self, mut path: String) -> String {
        while !self.names.insert(path.clone()) {
            path.push('\'');
        }
        path
    }

    fn absent(&mut self, section: &mut Section<'_>, key: &'static Key, path: &str) -> Shape {
        let value = match key.absent {
            Absent::Required => {
                section.lacks(key.name, how(key));
                return Shape::Known(0.0);
            }
            Absent::Default(value) | Absent::Means(_, value) => value,
        };
        if !section.misspells(key.name) {
            let place = Place { central: value, known: true, span: None };
            self.places.insert(path.to_owned(), place);
        }
        Shape::Known(value)
    }

    fn checked(&mut self, key: &Key, path: &str, quantity: Quantity) -> (Shape, Evidence) {
        let Quantity { amount, evidence, span } = quantity;
        let checked = match amount {
            Amount::Known(value) => self.known(key, path, value, span),
            Amount::Drawn(drawn) => self.drawn(key, path, drawn, span),
        };
        match checked {
            Ok(shape) => (shape, evidence),
            Err(problem) => {
                self.problems.push(problem);
                (Shape::Known(0.0), evidence)
            }
        }
    }

    fn known(&mut self, key: &Key, path: &str, value: f64, span: Span) -> Result<Shape, Problem> {
        if !key.range.contains(value) {
            return Err(outside(key, path, value, span));
        }
        self.problems.extend(suspect_share(key, path, value, span.clone()));
        let taken = if key.whole { value.round() } else { value };
        if 0.0 < (taken - value).abs() {
            let message = format!("{} is counted in whole {}", quoted(path), key.unit);
            let label = format!("rounded to {}", number(taken));
            self.problems.push(Problem::warning(span.clone(), message).label(label));
        }
        let place = Place { central: taken, known: true, span: Some(span) };
        self.places.insert(path.to_owned(), place);
        Ok(Shape::Known(taken))
    }

    fn drawn(
        &mut self,
        key: &Key,
        path: &str,
        drawn: Written,
        span: Span,
    ) -> Result<Shape, Problem> {
        if key.drawn == Drawn::Never {
            let message =
                format!("{} is a fact of the deal and must be a plain number", quoted(path));
            let problem = Problem::error(span, message).label("cannot be a distribution");
            return Err(problem.hint(how(key)));
        }
        self.problems.extend(drawn.warnings);
        let drawn = self.within(key, path, (drawn.distribution, drawn.can_be_cut), &span)?;
        let central = drawn.single_quantile(0.5);
        self.problems.extend(suspect_share(key, path, central, span.clone()));
        self.places.insert(path.to_owned(), Place { central, known: false, span: Some(span) });
        Ok(Shape::Uncertain(drawn))
    }

    /// The part of a distribution that lies in the key's range.
    fn within(
        &mut self,
        key: &Key,
        path: &str,
        (drawn, can_be_cut): (Distribution, bool),
        span: &Span,
    ) -> Result<Distribution, Problem> {
        let range = &key.range;
        let (lowest, highest) = extremes(&drawn, range);
        let (low, high) = ends(range);
        let low = low.filter(|low| lowest < *low);
        let high = high.filter(|high| *high < highest);
        let beyond = Beyond::of(&drawn, range);
        let (below, above) =
            (low.map_or(0.0, |_| beyond.below), high.map_or(0.0, |_| beyond.above));
        // What no deal has, and hardly any path draws, is no reason to cut.
        let low = low.filter(|_| !range.soft_min || BEYOND_DEALS < below);
        let high = high.filter(|_| !range.soft_max || BEYOND_DEALS < above);
        if low.is_none() && high.is_none() {
            return Ok(drawn);
        }
        let violated = side(range, low.is_some(), high.is_some());
        let Ok(cut) = drawn.truncated(low, high) else {
            let message = format!("{} can never be {}", quoted(path), allowed(&violated));
            let label = format!("all of it lies outside ({})", key.unit);
            return Err(explained(Problem::error(span.clone(), message).label(label), &violated));
        };
        let is_misplaced = (range.soft_min && 0.5 < below) || (range.soft_max && 0.5 < above);
        if is_misplaced {
            let median = number(drawn.single_quantile(0.5));
            let message = format!("the median of {} is {median}, outside its range", quoted(path));
            let label = format!("must be {} ({})", allowed(&violated), key.unit);
            return Err(explained(Problem::error(span.clone(), message).label(label), &violated));
        }
        let share = low.map_or(0.0, |_| below) + high.map_or(0.0, |_| above);
        if NEGLIGIBLE < share {
            let sides = (low.filter(|_| NEGLIGIBLE < below), high.filter(|_| NEGLIGIBLE < above));
            let hint = hint_to_cut(&drawn, range, sides, can_be_cut);
            let problem = partly_outside(key, path, (share, &violated), span.clone());
            self.problems.push(problem.hint(hint));
        }
        Ok(cut)
    }
}

/// How much of a distribution lies outside a range, on either side.
struct Beyond {
    below: f64,
    above: f64,
}

impl Beyond {
    /// An end that does not belong to the range lies outside, with the
    /// probability that it may have of its own.
    fn of(drawn: &Distribution, range: &Range) -> Self {
        let Range { min, max, .. } = *range;
        let below = if range.open_min { drawn.cdf(min) } else { drawn.cdf_below(min) };
        let up_to = if range.open_max { drawn.cdf_below(max) } else { drawn.cdf(max) };
        Self { below, above: 1.0 - up_to }
    }
}

/// Between which values a number has a meaning.
fn limits(range: &Range) -> (f64, f64) {
    let (low, high) = ends(&range.hard());
    (low.unwrap_or(f64::NEG_INFINITY), high.unwrap_or(f64::INFINITY))
}

/// The smallest and largest value that can be drawn. An end that is only
/// approached is not drawn, unless rounding gets there.
fn extremes(drawn: &Distribution, range: &Range) -> (f64, f64) {
    const NEAREST_TO_0: f64 = 1e-18;
    const NEAREST_TO_1: f64 = 1.0 - f64::EPSILON / 2.0;
    let (mut lowest, mut highest) = drawn.support();
    if range.min <= lowest {
        lowest = drawn.single_quantile(NEAREST_TO_0);
    }
    if highest <= range.max {
        highest = drawn.single_quantile(NEAREST_TO_1);
    }
    (lowest, highest)
}

/// The smallest and largest allowed number, where there are such.
fn ends(range: &Range) -> (Option<f64>, Option<f64>) {
    let low = if range.open_min { range.min.next_up() } else { range.min };
    let high = if range.open_max { range.max.next_down() } else { range.max };
    (range.min.is_finite().then_some(low), range.max.is_finite().then_some(high))
}

/// A range as it is told of where only one of its ends matters: one that has
/// a meaning always, one that no deal reaches where it is passed.
fn side(range: &Range, below: bool, above: bool) -> Range {
    let hard = range.hard();
    let (low, high) = (if below { *range } else { hard }, if above { *range } else { hard });
    Range {
        min: low.min,
        open_min: low.open_min,
        soft_min: low.soft_min,
        max: high.max,
        open_max: high.open_max,
        soft_max: high.soft_max,
        why: range.why,
    }
}

/// With the reason for an end that no deal reaches.
fn explained(problem: Problem, violated: &Range) -> Problem {
    let has_reason = (violated.soft_min || violated.soft_max) && !violated.why.is_empty();
    if has_reason { problem.hint(violated.why) } else { problem }
}

fn partly_outside(key: &Key, path: &str, (beyond, violated): (f64, &Range), span: Span) -> Problem {
    let message = format!(
        "{} of the draws of {} lie outside its range and are cut off",
        percent(beyond),
        quoted(path)
    );
    let label = format!("must be {} ({})", allowed(violated), key.unit);
    Problem::warning(span, message).label(label)
}

/// How to write a distribution so that nothing of it is cut off unasked: with
/// ends that it can have and that leave nothing more to say.
fn hint_to_cut(
    drawn: &Distribution,
    range: &Range,
    (low, high): (Option<f64>, Option<f64>),
    can_be_cut: bool,
) -> String {
    const ELSE: &str = "no value that it is given by may lie outside";
    let (min, max) = (low.map(|_| range.min), high.map(|_| range.max));
    let excluded = [(min, range.open_min), (max, range.open_max)];
    let mut excluded = excluded.iter().filter_map(|(end, open)| end.filter(|_| *open));
    let is_value = |end: f64| drawn.cdf_below(end) + NEGLIGIBLE < drawn.cdf(end);
    if let Some(end) = excluded.find(|end| is_value(*end)) {
        return format!("{} itself may not come up: leave it out", number(end));
    }
    let written = [("min", min), ("max", max)].into_iter();
    let bounds: Vec<String> = written
        .filter_map(|(name, end)| end.map(|end| format!("{name} = {}", number(end))))
        .collect();
    let bounds = bounds.join(", ");
    if can_be_cut {
        format!("add {bounds} to say that this is meant")
    } else if drawn.family().between(min, max).is_some() {
        format!("with {bounds} nothing would be cut off")
    } else {
        ELSE.to_owned()
    }
}

pub(super) fn outside(key: &Key, path: &str, value: f64, span: Span) -> Problem {
    let message = format!("{} is {}, outside its range", quoted(path), number(value));
    let range = &key.range;
    let violated = side(range, !range.is_high_enough(value), !range.is_low_enough(value));
    let label = format!("must be {} ({})", allowed(&violated), key.unit);
    let problem = explained(Problem::error(span, message).label(label), &violated);
    let is_share = range.max <= 1.0 || key.unit.starts_with("share");
    if is_share && (2.0..=100.0).contains(&value) {
        problem.hint(per_cent_hint(value))
    } else {
        problem
    }
}

/// A share without an upper limit that looks as if it were in per cent.
fn suspect_share(key: &Key, path: &str, value: f64, span: Span) -> Option<Problem> {
    const LARGEST_USUAL: f64 = 2.0;
    let unlimited = key.unit.starts_with("share") && 1.0 < key.range.max;
    (unlimited && LARGEST_USUAL < value).then(|| {
        let message = format!("{} is {} %", quoted(path), number(100.0 * value));
        let label = format!("a {}, not a percentage", key.unit);
        Problem::warning(span, message).label(label).hint(per_cent_hint(value))
    })
}

/// How to write a number that was meant in per cent.
pub(super) fn per_cent_hint(value: f64) -> String {
    format!("if you mean {} %, write {}", number(value), number(value / 100.0))
}

/// How a key is written.
pub(super) fn how(key: &Key) -> String {
    format!("{} = …  # {}: {}", key.name, key.unit, key.about)
}
