//! What is said around the summary of a stress, and its numbers.

use super::summary_rows::{AxisRow, CaseRow, Kept, Rows, signed_percent};
use crate::analysis::limit::Limit;
use crate::analysis::stress::{Findings, ranked};
use crate::output::chart::{Figures, Provenance, Span, Words, csv_of, listed};
use crate::output::csv::number;
use crate::output::figures::label;
use crate::output::format::{lowered, plural};
use crate::output::stress::json::finding_key;
use crate::output::stress::words::beyond;
use crate::output::words::{capitalised, condition};

/// What is said around it.
pub(super) fn words<'a>(
    run: &'a Provenance,
    rows: &Rows<'_>,
    [distances, cases]: [Span; 2],
) -> Words<'a> {
    let marks = "pale: the limit is kept, dark: it fails; ring: the break";
    let axes = format!("How far from the plan\u{2019}s value; {marks}");
    let of_cases = rows.cases.first().map(|case| label(&case.limit.statistic, &run.currency));
    let subtitles = match (&of_cases, rows.axes.is_empty()) {
        (Some(statistic), true) => vec![format!("{statistic} under each band and shock, ± 2 s.e.")],
        (Some(statistic), false) => vec![
            format!("{axes}; below, {} under bands and shocks, ± 2 s.e.", lowered(statistic)),
            format!("{axes}; below, {}", lowered(statistic)),
            axes,
        ],
        (None, _) => vec![format!("{axes}; line in it: 2 s.e. of that"), axes],
    };
    let short = "Pale: the limit is kept; dark: it fails".to_owned();
    let subtitles = subtitles.into_iter().chain([short]).collect();
    let titles = titles(rows, &run.currency);
    Words {
        provenance: run,
        titles,
        subtitles,
        basis: "",
        notes: notes(run, rows, [distances, cases]),
    }
}

/// The limits, each with what is held to it where there are several.
fn limits(rows: &Rows<'_>, currency: &str) -> Vec<String> {
    let mut all: Vec<(&Limit, Vec<&str>)> = Vec::new();
    let of_axes = rows.axes.iter().map(|row| (&row.line.limit, row.name.as_str()));
    let of_cases = rows.cases.iter().map(|case| (case.limit, case.name.as_str()));
    for (limit, name) in of_axes.chain(of_cases) {
        match all.iter_mut().find(|(other, _)| *other == limit) {
            Some((_, names)) => names.push(name),
            None => all.push((limit, vec![name])),
        }
    }
    all.sort_by_key(|(_, names)| std::cmp::Reverse(names.len()));
    let of = |(place, (limit, names)): (usize, &(&Limit, Vec<&str>))| match place {
        0 => format!("limit: {}", condition(limit, currency)),
        _ => format!("of {}: {}", names.join(", "), condition(limit, currency)),
    };
    all.iter().enumerate().map(of).collect()
}

fn notes(run: &Provenance, rows: &Rows<'_>, [distances, cases]: [Span; 2]) -> Vec<String> {
    let mut notes = limits(rows, &run.currency);
    let [axes, cases_left] = rows.left_out.map(|left| left as u64);
    if 0 < axes {
        notes.push(format!("{} without room", plural(axes, "more assumption")));
    }
    if 0 < cases_left {
        notes.push(format!("{cases_left} more bands and shocks without room"));
    }
    let is_long = |row: &&AxisRow<'_>| {
        row.pieces.iter().flat_map(|piece| piece.ends).any(|end| distances.ends_before(end))
    };
    if rows.axes.iter().any(|row| is_long(&row)) {
        notes.push("bars with a notch or an arrow go on beyond this scale".to_owned());
    }
    let reach: Vec<f64> = rows
        .cases
        .iter()
        .filter(|case| case.is_on_scale)
        .map(|case| case.statistic.value)
        .collect();
    if let Some(case) = rows.cases.first().filter(|_| reach.iter().any(|x| cases.ends_before(*x))) {
        let figures = Figures::of(&case.limit.statistic, &run.currency);
        let Span { low, high } = Span::of(reach.into_iter());
        notes.push(format!(
            "arrows: beyond this scale, from {} to {}",
            figures.short(low),
            figures.short(high)
        ));
    }
    if rows.axes.iter().any(|row| row.line.chance_beyond().is_some()) {
        notes.push("likely, where written: by the plan\u{2019}s own distribution".to_owned());
    }
    if rows.axes.iter().any(|row| row.pieces.is_empty()) {
        notes.push("no bar: the plan\u{2019}s value is 0".to_owned());
    }
    notes.push("same draws".to_owned());
    notes
}

/// Titles, longest first: how many of what is drawn break the plan, and which comes nearest.
fn titles(rows: &Rows<'_>, currency: &str) -> Vec<String> {
    let of_axes = axes_sentences(rows, currency);
    let of_cases = cases_sentence(&rows.cases);
    match (of_axes.first(), of_cases) {
        (Some(long), Some(cases)) => {
            let last = of_axes.last().unwrap_or(long);
            let mut titles = vec![format!("{long}; {}", lowered(&cases)), long.clone()];
            titles.push(format!("{last}; {}", lowered(&cases)));
            titles.extend(of_axes.into_iter().skip(1));
            titles
        }
        (Some(_), None) => of_axes,
        (None, Some(cases)) => vec![cases],
        (None, None) => vec!["Nothing was pushed".to_owned()],
    }
}

/// Of assumptions; those of which the plan itself misses the limit are counted apart.
fn axes_sentences(rows: &Rows<'_>, currency: &str) -> Vec<String> {
    let axes = &rows.axes;
    let the_nearest = if rows.left_out[0] == 0 { "" } else { "the nearest " };
    let kept: Vec<&AxisRow<'_>> = axes.iter().filter(|row| row.line.plan_holds()).collect();
    let missed: Vec<&AxisRow<'_>> = axes.iter().filter(|row| !row.line.plan_holds()).collect();
    let works = |row: &&&AxisRow<'_>| row.line.points.iter().any(|point| point.holds);
    let mending = missed.iter().filter(works).count();
    if kept.is_empty() {
        let beyond = "The plan itself is beyond its limit";
        let mended = match (missed.len(), mending) {
            (0, _) => return Vec::new(),
            (1, 0) => "no value that was tried keeps it".to_owned(),
            (1, _) => "another value would keep it".to_owned(),
            (all, 0) => format!("no value of {all} assumptions keeps it"),
            (all, some) => format!("{some} of {all} assumptions could mend it"),
        };
        return vec![format!("{beyond}; {mended}"), beyond.to_owned()];
    }
    // What the plan misses as it stands comes before what else could break it.
    let missing = match (missed.len(), mending) {
        (0, _) => None,
        (1, 0) => Some("The plan misses 1 limit, which no value keeps".to_owned()),
        (1, _) => Some("The plan misses 1 limit, which another value would keep".to_owned()),
        (all, 0) => Some(format!("The plan misses {all} limits, which no value keeps")),
        (all, some) => Some(format!("The plan misses {all} limits, of which {some} could be kept")),
    };
    let other = if missing.is_some() { "other " } else { "" };
    let breaks = |row: &&&AxisRow<'_>| row.line.points.iter().any(|point| !point.holds);
    let (all, breaking) = (kept.len(), kept.iter().filter(breaks).count());
    let first = match (all, breaking) {
        (1, 0) => format!("{} does not break the plan in what was tried", kept[0].name),
        (1, _) => match (kept[0].line.crossing(), &kept[0].crossing) {
            (Some(crossing), Some(found)) => {
                let at = beyond(kept[0].line, &crossing, currency);
                format!("{} breaks the plan {at} ({})", kept[0].name, signed_percent(found.at))
            }
            _ => format!("{} breaks the plan in what was tried", kept[0].name),
        },
        (_, 0) => format!(
            "None of {the_nearest}{all} {other}assumptions breaks the plan in what was tried"
        ),
        (_, 1) => format!("1 of {the_nearest}{all} {other}assumptions breaks the plan"),
        (_, some) => format!("{some} of {the_nearest}{all} {other}assumptions break the plan"),
    };
    let far = |row: &&&AxisRow<'_>| row.crossing.as_ref().map_or(f64::INFINITY, |one| one.at.abs());
    let nearest = kept.iter().filter(|row| row.crossing.is_some());
    let nearest = nearest.min_by(|a, b| far(a).total_cmp(&far(b)));
    let nearest = nearest.and_then(|row| {
        let (crossing, off) = (row.line.crossing()?, row.crossing.as_ref()?.at);
        let at = beyond(row.line, &crossing, currency);
        let which = if breaking == 1 { "it is" } else { "the nearest is" };
        Some(format!("{which} {}, {at} ({})", row.name, signed_percent(off)))
    });
    let own = nearest.filter(|_| 1 < all).map(|nearest| format!("{first}; {nearest}"));
    let own: Vec<String> = own.into_iter().chain([first]).collect();
    let Some(missing) = missing else {
        return own.into_iter().map(|sentence| capitalised(&sentence)).collect();
    };
    let sentences = own.iter().map(|own| format!("{missing}; {}", lowered(own)));
    let sentences: Vec<String> = sentences.chain([missing.clone()]).collect();
    sentences.into_iter().map(|sentence| capitalised(&sentence)).collect()
}

/// Of bands and shocks.
fn cases_sentence(cases: &[CaseRow<'_>]) -> Option<String> {
    let count = |verdict: Kept| cases.iter().filter(|case| case.verdict == verdict).count();
    let (all, failing, close) = (cases.len(), count(Kept::Fails), count(Kept::TooClose));
    let undecided = match close {
        0 => String::new(),
        close => format!(", {close} too close to call"),
    };
    let of = if all == 1 { "band or shock" } else { "bands and shocks" };
    match (all, failing) {
        (0, _) => None,
        (1, 0) => Some(format!("The {of} does not break the limit{undecided}")),
        (1, _) => Some(format!("The {of} breaks the limit")),
        (_, 0) => Some(format!("None of {all} {of} breaks the limit{undecided}")),
        (_, 1) => Some(format!("1 of {all} {of} breaks the limit{undecided}")),
        (_, some) => Some(format!("{some} of {all} {of} break the limit{undecided}")),
    }
}

/// A row for each assumption, the nearest break first, then for each band and shock.
pub(super) fn numbers(found: &Findings) -> String {
    let head = [
        "kind",
        "name",
        "key",
        "limit",
        "plan",
        "lowest_tried",
        "highest_tried",
        "finding",
        "break",
        "fails",
        "break_low",
        "break_high",
        "off_plan",
        "chance_beyond",
        "statistic",
        "standard_error",
        "threshold",
        "holds_in_plan",
    ];
    let none = || String::new();
    let some = |value: Option<f64>| number(value.unwrap_or(f64::NAN));
    let axes = ranked(&found.lines).into_iter().map(|index| {
        let line = &found.lines[index];
        let crossing = line.crossing();
        let (low, high) = line.range();
        vec![
            "assumption".to_owned(),
            line.name.clone(),
            line.assumption.name.clone(),
            line.limit.to_string(),
            number(line.plan_value()),
            number(low),
            number(high),
            finding_key(line.finding()).to_owned(),
            some(crossing.map(|one| one.value)),
            crossing.map_or_else(none, |one| {
                (if one.holds_below { "above" } else { "below" }).to_owned()
            }),
            some(crossing.and_then(|one| one.low)),
            some(crossing.and_then(|one| one.high)),
            some(line.relative_distance()),
            some(line.chance_beyond()),
            number(line.plan.value),
            number(line.plan.standard_error),
            number(line.threshold),
            line.plan_holds().to_string(),
        ]
    });
    let cases = found.cases.iter().map(|case| {
        let of = &case.differences[0].of;
        let holds = |value| case.limit.relation.holds(value, case.threshold);
        let finding = if holds(of.other.value) { "holds" } else { "fails" };
        let mut row = vec!["case".to_owned(), case.name.clone(), none(), case.limit.to_string()];
        row.push(number(of.base.value));
        row.extend([none(), none(), finding.to_owned()]);
        row.extend(std::iter::repeat_with(none).take(6));
        row.extend([of.other.value, of.other.standard_error, case.threshold].map(number));
        row.push(holds(of.base.value).to_string());
        row
    });
    csv_of(head, axes.chain(cases))
}

/// The summary in words.
pub(super) fn alt_text(found: &Findings, rows: &Rows<'_>) -> String {
    let first = |wordings: &[String]| wordings.first().cloned().unwrap_or_default();
    let axes = rows.axes.iter().map(|row| format!("{}: {}", row.name, first(&row.found)));
    let cases = rows.cases.iter().map(|case| format!("{}: {}", case.name, first(&case.found)));
    format!(
        "Bars of {} and {}, each on one scale, from the plan. {}.",
        plural(found.lines.len() as u64, "assumption"),
        plural(found.cases.len() as u64, "band or shock"),
        listed(axes.chain(cases), ". "),
    )
}
