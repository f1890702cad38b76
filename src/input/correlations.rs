//! `[[correlation]]`: which uncertain numbers move together.

use std::collections::BTreeMap;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::catalogue::{CORRELATION, known};
use super::families::EVIDENCE;
use super::problem::{Problem, Span};
use super::quantity::{Evidence, evidence};
use super::reader::{Reader, per_cent_hint};
use super::section::{Entry, Form, Section, kind};
use super::value;
use super::wording::{all_of, joined, nearest, number, quoted};
use crate::sampling::assumptions::{Assumption, Correlation, Input, Shape};
use crate::sampling::contradiction::{Infeasible, Proposal};
use crate::sampling::correlation::{LARGEST_RANK, gaussian_of_rank};
use crate::sampling::ties::Ranking;

/// One table with the places that problems are shown at.
struct Tie {
    correlation: Correlation,
    rank: Span,
}

/// What a name in a table stands for.
enum Named {
    /// A number that can be correlated.
    Varying(Input),
    /// One without a spread, so that the rank has no effect on it, as a warning says.
    Fixed(Problem),
    /// One that has a problem elsewhere.
    Wrong,
}

/// Reads all of them; the numbers must have been read before.
pub(super) fn all(reader: &mut Reader, root: &Section<'_>) {
    let tables = root.list("correlation", &mut reader.problems);
    let mut ties: Vec<Tie> = Vec::new();
    let mut all_read = true;
    for (table, header) in tables {
        match tie(reader, table, header, &ties) {
            Some(read) => ties.extend(read),
            None => all_read = false,
        }
    }
    // A table with a problem of its own might change the verdict on the rest.
    if all_read {
        together(reader, &ties);
    }
}

/// What a table ties; nothing, where all but one of its numbers turned out to be known.
fn tie(
    reader: &mut Reader,
    table: &DeTable<'_>,
    header: Span,
    earlier: &[Tie],
) -> Option<Option<Tie>> {
    let path = "correlation".to_owned();
    let title = "`[[correlation]]`".to_owned();
    let form = Form { path, title, known: known(&[], CORRELATION) };
    let mut section = Section::open(form, header, table, &mut reader.problems);
    let between_at = required(&mut section, "between", BETWEEN);
    let rank_at = required(&mut section, "rank", RANK);
    let evidence = evidence_of(reader, &section);
    section.close(&mut reader.problems);
    let rank = rank_at.and_then(|entry| reader.keep(rank(entry)));
    let between = between_at.and_then(|entry| {
        let read = between(reader, entry);
        reader.keep_all(read)
    });
    let between = varying(reader, between?)?;
    let rank = rank?;
    if between.len() < 2 {
        return Some(None);
    }
    let correlation = Correlation {
        between,
        rank,
        source: evidence.source,
        grade: evidence.grade,
        note: evidence.note,
    };
    if let Some(twice) = given_twice(reader, &correlation, earlier, between_at?.span()) {
        reader.problems.push(twice);
        return None;
    }
    Some(Some(Tie { correlation, rank: rank_at?.span() }))
}

/// The numbers that vary, with a warning about each that does not; none where one has a
/// problem elsewhere.
fn varying(reader: &mut Reader, all: Vec<Named>) -> Option<Vec<Input>> {
    let mut inputs = Vec::new();
    let mut wrong = false;
    for one in all {
        match one {
            Named::Varying(input) => inputs.push(input),
            Named::Fixed(warning) => reader.problems.push(warning),
            Named::Wrong => wrong = true,
        }
    }
    (!wrong).then_some(inputs)
}

const RANK: &str = "rank = …  # their rank correlation (Spearman's), such as 0.5";
const BETWEEN: &str = "between = [\"…\", \"…\"]  # the uncertain numbers that move together";

fn required<'t>(section: &mut Section<'t>, key: &'static str, how: &str) -> Option<Entry<'t>> {
    let entry = section.entry(key);
    if entry.is_none() {
        section.lacks(key, how.to_owned());
    }
    entry
}

fn evidence_of(reader: &mut Reader, section: &Section<'_>) -> Evidence {
    let given = EVIDENCE.iter().filter_map(|name| Some((*name, section.entry(name)?)));
    let (evidence, wrong) = evidence(&given.collect::<Vec<_>>());
    reader.problems.extend(wrong);
    evidence
}

fn rank(entry: Entry<'_>) -> Result<f64, Problem> {
    let rank = value::finite("rank", entry)?;
    if rank.abs() <= LARGEST_RANK {
        return Ok(rank);
    }
    let most = number(LARGEST_RANK);
    let message = format!("`rank` is {}, outside its range", number(rank));
    let problem =
        Problem::error(entry.span(), message).label(format!("must be from -{most} to {most}"));
    Err(if (2.0..=100.0).contains(&rank.abs()) {
        problem.hint(per_cent_hint(rank))
    } else if rank.abs() <= 1.0 {
        problem.hint("numbers that always move together are one number")
    } else {
        problem
    })
}

/// The numbers named.
fn between(reader: &Reader, entry: Entry<'_>) -> Result<Vec<Named>, Vec<Problem>> {
    const AS_IN: &str = "as in [\"product.core.lead_time_days\", \"product.core.markdown_depth\"]";
    let DeValue::Array(items) = entry.value() else {
        let message = format!("`between` must be a list of names, not {}", kind(entry.value()));
        return Err(vec![Problem::error(entry.span(), message).label(AS_IN)]);
    };
    if items.len() < 2 {
        let message = "`between` needs two names at least";
        return Err(vec![Problem::error(entry.span(), message).label(AS_IN)]);
    }
    let (mut found, mut problems) = (Vec::new(), Vec::new());
    for item in items.iter() {
        match named(reader, item) {
            Ok(Named::Varying(input)) if is_among(&found, input) => {
                let name = quoted(&reader.assumptions.get(input).name);
                let problem = Problem::error(item.span(), format!("{name} is paired with itself"));
                problems.push(problem.label("name another number"));
            }
            Ok(named) => found.push(named),
            Err(problem) => problems.push(problem),
        }
    }
    if problems.is_empty() { Ok(found) } else { Err(problems) }
}

fn is_among(found: &[Named], wanted: Input) -> bool {
    found.iter().any(|one| matches!(one, Named::Varying(input) if *input == wanted))
}

/// The number of that name. One that has become known, as by a change from the command line,
/// is no reason to refuse the file: there is nothing left to tie.
fn named(reader: &Reader, item: &Spanned<DeValue<'_>>) -> Result<Named, Problem> {
    let DeValue::String(name) = item.get_ref() else {
        let message = format!("`between` must be a list of names, not {}", kind(item.get_ref()));
        return Err(Problem::error(item.span(), message).label("write a name in quotes"));
    };
    let Some(input) = reader.assumptions.find(name) else {
        return Err(unknown(reader, name, item.span()));
    };
    let about = reader.assumptions.get(input);
    let name = quoted(&about.name);
    let Some(place) = reader.place(&about.name) else { return Ok(Named::Wrong) };
    let caused = |problem: Problem, label: &str| reader.caused(problem.label(label), &[place]);
    if about.per_event && !place.known {
        let message = format!("{name} is drawn anew at each event");
        let label = "only numbers drawn once per path can be correlated";
        return Err(caused(Problem::error(item.span(), message), label));
    }
    if !place.known && varies(about) {
        return Ok(Named::Varying(input));
    }
    let why = if place.known { "is a known number" } else { "always has the same value" };
    let message = format!("{name} {why}: its rank correlation has no effect");
    Ok(Named::Fixed(caused(Problem::warning(item.span(), message), "has no spread to correlate")))
}

fn varies(number: &Assumption) -> bool {
    const NEAREST_TO_0: f64 = f64::EPSILON / 2.0;
    number.quantile(NEAREST_TO_0) < number.quantile(1.0 - NEAREST_TO_0)
}

fn unknown(reader: &Reader, name: &str, span: Span) -> Problem {
    const MOST_LISTED: usize = 12;
    let can_be = |number: &Assumption| {
        matches!(number.shape, Shape::Uncertain(_)) && !number.per_event && varies(number)
    };
    let all = reader.assumptions.iter().filter(|(_, number)| can_be(number));
    let names: Vec<&str> = all.map(|(_, number)| number.name.as_str()).collect();
    let problem = Problem::error(span, format!("there is no number {}", quoted(name)));
    match nearest(name, &names) {
        Some(near) => problem.label(format!("did you mean {}?", quoted(near))),
        None if names.is_empty() => problem.hint("no number of this file is uncertain"),
        None if names.len() <= MOST_LISTED => {
            problem.hint(format!("the uncertain numbers are {}", all_of(&names)))
        }
        None => problem
            .hint(format!("a name is the path of tables and keys, such as {}", quoted(names[0]))),
    }
}

fn given_twice(
    reader: &Reader,
    correlation: &Correlation,
    earlier: &[Tie],
    span: Span,
) -> Option<Problem> {
    let before = |(one, other): &(Input, Input)| {
        let mut all = earlier.iter().flat_map(|tie| tie.correlation.pairs());
        all.any(|pair| pair == (*one, *other) || pair == (*other, *one))
    };
    let (one, other) = correlation.pairs().find(before)?;
    let names = [one, other].map(|input| reader.assumptions.get(input).name.as_str());
    let message = format!("the rank correlation of {} is given twice", all_of(&names));
    Some(Problem::error(span, message).label("it is given above already"))
}

/// What must hold between all of them, and what is suspicious.
fn together(reader: &mut Reader, ties: &[Tie]) {
    let all = ties.iter().map(|tie| tie.correlation.clone()).collect();
    let found: Vec<Problem> = match reader.assumptions.correlate(all) {
        Ok(()) => out_of_reach(reader, ties),
        Err(wrong) => wrong.iter().filter_map(|one| infeasible(reader, ties, one)).collect(),
    };
    reader.problems.extend(found);
}

/// Shown at the last of the ranks that contradict one another.
fn infeasible(reader: &Reader, ties: &[Tie], wrong: &Infeasible) -> Option<Problem> {
    const MOST_SHOWN: usize = 20;
    let name = |input: Input| &reader.assumptions.get(input).name;
    let takes_part = |tie: &&Tie| {
        let mut pairs = tie.correlation.pairs();
        pairs.any(|(a, b)| [a, b].iter().all(|input| wrong.conflict.contains(name(*input))))
    };
    let last = ties.iter().rfind(takes_part)?;
    let names: Vec<&str> = wrong.conflict.iter().map(String::as_str).collect();
    let message = format!("the rank correlations of {} contradict one another", all_of(&names));
    let problem = Problem::error(last.rank.clone(), message);
    if let Some(rank) = alike(&wrong.nearest, &last.correlation) {
        return Some(problem.label(format!("the nearest possible is {}", number(rank))));
    }
    let problem = problem
        .label("cannot hold together with the others")
        .hint("the nearest values that can hold together:");
    let shown = wrong.nearest.iter().take(MOST_SHOWN).map(proposal);
    let more = wrong.nearest.len().saturating_sub(MOST_SHOWN);
    let more = (0 < more).then(|| format!("and others for {more} more pairs"));
    Some(shown.chain(more).fold(problem, Problem::hint))
}

/// The one rank that is proposed for all pairs of a group, if it is the same
/// and for no others.
fn alike(nearest: &[Proposal], group: &Correlation) -> Option<f64> {
    let rank = nearest.first()?.rank;
    let same =
        nearest.iter().all(|pair| pair.asked.is_some() && pair.rank.total_cmp(&rank).is_eq());
    (same && nearest.len() == group.pairs().count()).then_some(rank)
}

fn proposal(pair: &Proposal) -> String {
    let [one, other] = pair.between.each_ref().map(|name| quoted(name));
    let asked = match pair.asked {
        Some(asked) => format!("instead of {}", number(asked)),
        None => "not given, which counts as 0".to_owned(),
    };
    format!("{one} and {other}: rank = {} ({asked})", number(pair.rank))
}

/// Pairs whose repeated values keep them from the rank correlation asked for.
fn out_of_reach(reader: &Reader, ties: &[Tie]) -> Vec<Problem> {
    let mut rankings: BTreeMap<Input, Ranking> = BTreeMap::new();
    for input in ties.iter().flat_map(|tie| &tie.correlation.between) {
        let number = reader.assumptions.get(*input);
        rankings.entry(*input).or_insert_with(|| Ranking::of(|u| number.quantile(u)));
    }
    let pairs = ties.iter().flat_map(|tie| tie.correlation.pairs().map(move |pair| (tie, pair)));
    pairs
        .filter_map(|(tie, (one, other))| {
            let repeat = |input: &Input| rankings[input].has_repeats();
            let repeating: Vec<Input> = [one, other].into_iter().filter(repeat).collect();
            let r = gaussian_of_rank(tie.correlation.rank);
            let expected = (!repeating.is_empty())
                .then(|| rankings[&one].expected_rank(&rankings[&other], r))??;
            missed(reader, tie, [one, other], (&repeating, expected))
        })
        .collect()
}

/// Of a pair whose expected rank correlation is not what was asked for.
fn missed(
    reader: &Reader,
    tie: &Tie,
    between: [Input; 2],
    (repeating, expected): (&[Input], f64),
) -> Option<Problem> {
    const NEGLIGIBLE: f64 = 0.02;
    let asked = tie.correlation.rank;
    (expected.abs() < asked.abs() - NEGLIGIBLE).then(|| {
        let name = |input: &Input| quoted(&reader.assumptions.get(*input).name);
        let [one, other] = between.each_ref().map(name);
        let asked = number(asked);
        let message = format!(
            "{one} and {other} will have a rank correlation of about {expected:.2}, not {asked}"
        );
        let repeating: Vec<String> = repeating.iter().map(name).collect();
        let label = format!("values of {} repeat", joined(&repeating, "and"));
        Problem::warning(tie.rank.clone(), message).label(label)
    })
}
