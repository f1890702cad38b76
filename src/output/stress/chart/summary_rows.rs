//! The rows of the summary of a stress: how far from the plan each assumption was pushed and where
//! that breaks, and what bands and shocks come to.

use crate::analysis::crossing::Crossing;
use crate::analysis::estimate::Estimate;
use crate::analysis::limit::Limit;
use crate::analysis::stress::{AxisResult, Case, Finding, Findings, ranked};
use crate::output::chart::{NamedRows, Size, Span, first_from, statistic_axis};
use crate::output::figures::label;
use crate::output::format::percent;
use crate::output::statistic_words::{StatisticStyle, statistic_words};
use crate::output::stress::words::{beyond, distance, within};
use crate::output::value_words::{ValueStyle, value_words};
use crate::output::words::{input_label, uncapitalised};

/// What is drawn.
pub(super) struct Rows<'a> {
    /// The nearest break first.
    pub(super) axes: Vec<AxisRow<'a>>,
    pub(super) cases: Vec<CaseRow<'a>>,
    /// Assumptions, and bands and shocks, for which there is no room.
    pub(super) left_out: [usize; 2],
}

/// An assumption that was pushed.
pub(super) struct AxisRow<'a> {
    pub(super) line: &'a AxisResult,
    pub(super) name: String,
    /// What was tried, parted where the limit is passed; none where the plan's value is 0.
    pub(super) pieces: Vec<Piece>,
    pub(super) crossing: Option<Break>,
    /// Wordings of what was found, the longest first.
    pub(super) found: Vec<String>,
}

/// Values between two distances from the plan that all keep the limit, or all fail it.
pub(super) struct Piece {
    pub(super) ends: [f64; 2],
    pub(super) holds: bool,
}

/// A break and its interval, as distances from the plan.
pub(super) struct Break {
    pub(super) at: f64,
    pub(super) interval: [f64; 2],
}

/// A band or a shock.
pub(super) struct CaseRow<'a> {
    pub(super) name: String,
    pub(super) limit: &'a Limit,
    pub(super) threshold: f64,
    pub(super) plan: f64,
    pub(super) statistic: Estimate,
    pub(super) verdict: Kept,
    pub(super) found: Vec<String>,
    /// Whether it is held to what the scale shows.
    pub(super) is_on_scale: bool,
}

/// Whether a limit is kept, as far as the errors tell.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kept {
    Holds,
    Fails,
    TooClose,
}

impl CaseRow<'_> {
    pub(super) fn holds(&self) -> bool {
        self.limit.relation.holds(self.statistic.value, self.threshold)
    }
}

impl<'a> Rows<'a> {
    /// As many as there is room for.
    pub(super) fn of(found: &'a Findings, currency: &str, size: Size) -> Self {
        let (lines, cases) = (found.lines.len(), found.cases.len());
        let both = 0 < lines && 0 < cases;
        let most = match size {
            Size::Half if both => 3,
            Size::Half => 4,
            _ => NamedRows::most(size),
        };
        let for_cases = cases.min(most.saturating_sub(lines).max(most / 3));
        let order = ranked(&found.lines).into_iter().take(most - for_cases);
        let axes: Vec<_> = order.map(|index| AxisRow::of(&found.lines[index], currency)).collect();
        let shown = found.cases.first().map(|case| &case.limit.statistic);
        let of = |case: &'a Case| CaseRow::of(case, shown == Some(&case.limit.statistic), currency);
        let left_out = [lines - axes.len(), cases - for_cases];
        Self { axes, cases: found.cases.iter().take(for_cases).map(of).collect(), left_out }
    }
}

impl<'a> AxisRow<'a> {
    fn of(line: &'a AxisResult, currency: &str) -> Self {
        let plan = line.plan_value();
        let has_scale = 0.0 < plan.abs();
        let off = |value: f64| (value - plan) / plan.abs();
        let (least, most) = line.range();
        let crossings = line.crossings();
        let ends =
            std::iter::once(least).chain(crossings.iter().map(|one| one.value)).chain([most]);
        let ends: Vec<f64> = ends.map(off).collect();
        let mut holds = line.points.first().is_some_and(|point| point.holds);
        let mut pieces = Vec::new();
        for pair in ends.windows(2) {
            pieces.push(Piece { ends: [pair[0], pair[1]], holds });
            holds = !holds;
        }
        let crossing = line.crossing().map(|one| Break {
            at: off(one.value),
            interval: [off(one.low.unwrap_or(least)), off(one.high.unwrap_or(most))],
        });
        let has_name = line.name != line.assumption.name;
        let name = if has_name { line.name.clone() } else { input_label(&line.name) };
        Self {
            line,
            name,
            pieces: if has_scale { pieces } else { Vec::new() },
            crossing: crossing.filter(|_| has_scale),
            found: found_words(line, currency),
        }
    }
}

/// The lowest and the highest value that was tried, the unit once.
fn tried(line: &AxisResult, currency: &str) -> String {
    let words = |value, style| value_words(value, line.assumption.unit, currency, style);
    let (low, high) = line.range();
    let last = words(high, ValueStyle::FULL);
    if line.points.len() == 1 {
        return format!("at {last}");
    }
    format!("from {} to {last}", words(low, ValueStyle::BARE))
}

/// What an assumption does, the longest wording first.
fn found_words(line: &AxisResult, currency: &str) -> Vec<String> {
    let tried = tried(line, currency);
    let at = |words: String, crossing: &Crossing| {
        let off = distance(line);
        let off = if off.is_empty() { "plan is 0".to_owned() } else { off };
        let chance = line.chance_beyond().map(|chance| {
            let fails = if crossing.holds_below { "above" } else { "below" };
            format!("{words} ({off}; {} likely {fails})", percent(chance))
        });
        let short = [format!("{words} ({off})"), words];
        chance.into_iter().chain(short).collect::<Vec<_>>()
    };
    match line.finding() {
        Finding::Breaks(crossing) => at(beyond(line, &crossing, currency), &crossing),
        Finding::MendedAt(crossing) => {
            at(format!("kept {}", within(line, &crossing, currency)), &crossing)
        }
        Finding::Holds => vec![format!("does not break {tried}"), "does not break".to_owned()],
        Finding::FailsThroughout => vec![format!("breaks {tried}"), "breaks throughout".to_owned()],
        Finding::BeyondThroughout => {
            vec![format!("no value works {tried}"), "no value works".to_owned()]
        }
        Finding::HoldsButPlan => vec![format!("kept {tried}"), "kept throughout".to_owned()],
    }
}

impl<'a> CaseRow<'a> {
    fn of(case: &'a Case, is_on_scale: bool, currency: &str) -> Self {
        let limit = &case.limit;
        let of = &case.differences[0].of;
        let (value, error) = (of.other.value, of.other.standard_error);
        let near = (value - case.threshold).abs() <= 2.0 * error && 0.0 < error;
        let verdict = match (near, limit.relation.holds(value, case.threshold)) {
            (true, _) => Kept::TooClose,
            (_, true) => Kept::Holds,
            (_, false) => Kept::Fails,
        };
        let words = match verdict {
            Kept::Holds => "limit kept",
            Kept::Fails => "breaks",
            Kept::TooClose => "too close to call",
        };
        let unit = limit.statistic.unit();
        let figure = |style| statistic_words(of.other, unit, currency, style);
        let with_error = figure(StatisticStyle::WithError);
        let short = figure(StatisticStyle::Against(case.threshold));
        let mut found = vec![format!("{with_error}: {words}"), format!("{short}: {words}")];
        if !is_on_scale {
            let of = uncapitalised(&label(&limit.statistic, currency));
            found.insert(0, format!("{of} {with_error}: {words}"));
            found.insert(1, format!("{of} {short}: {words}"));
        }
        found.push(short);
        Self {
            name: in_words(&case.name),
            limit,
            threshold: case.threshold,
            plan: of.base.value,
            statistic: of.other,
            verdict,
            found,
            is_on_scale,
        }
    }
}

/// A name with words in the place of keys.
fn in_words(name: &str) -> String {
    let is_key = |word: &str| {
        let is_part = |part: &str| {
            part.starts_with(|c: char| c.is_ascii_lowercase())
                && part.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
        };
        word.contains('.') && word.split('.').all(is_part)
    };
    let word = |word: &str| if is_key(word) { input_label(word) } else { word.to_owned() };
    name.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

/// From minus to plus a whole plan, or farther where an assumption breaks farther from it.
pub(super) fn of_distances(axes: &[AxisRow<'_>]) -> Span {
    const ENDS: [f64; 10] = [1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 1e3, 1e4, 1e6];
    let breaks = axes.iter().filter_map(|row| row.crossing.as_ref()).map(|one| one.at);
    let Span { low, high } = Span::of(breaks.chain([0.0]));
    Span { low: -first_from(&ENDS, -low), high: first_from(&ENDS, high) }
}

/// The axis of what bands and shocks come to, the plan and the limit among it.
pub(super) fn of_cases(cases: &[CaseRow<'_>]) -> Span {
    let Some(first) = cases.first() else { return Span::UNIT };
    let shown = cases.iter().filter(|case| case.is_on_scale);
    let values = shown.map(|case| case.statistic.value).chain([first.plan, first.threshold]);
    statistic_axis(&first.limit.statistic, values)
}

/// A distance with its sign: `+50%`.
pub(super) fn signed_percent(share: f64) -> String {
    let sign = if share < 0.0 { "\u{2212}" } else { "+" };
    format!("{sign}{:.0}%", 100.0 * share.abs())
}
