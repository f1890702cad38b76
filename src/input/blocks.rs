//! The analysis blocks of a scenario file: what to stress, what an investor
//! screens for, and what could be asked before investing.

use super::problem::{Problem, Span};
use super::reader::Reader;
use super::section::Section;
use super::wording::quoted;
use super::{diligence, screen, stress};
use crate::analysis::grammar::Unreadable;
use crate::analysis::limit::Limit;
use crate::analysis::screening::{Rule, Subject};
use crate::model::key::Key;
use crate::model::names::nearest;
use crate::model::operator::Operator;
use crate::sampling::assumptions::Input;

/// The analysis blocks of a file, each in the order of the file.
pub(super) struct Blocks {
    pub(super) stress: Vec<Stress>,
    pub(super) screen: Vec<Screen>,
    pub(super) diligence: Vec<Question>,
}

/// An assumption to be pushed.
#[derive(Clone, Debug)]
pub struct Stress {
    /// What it is called in reports.
    pub name: String,
    /// Dotted path of the assumption.
    pub key: String,
    /// The assumption.
    pub input: Input,
    /// Where it is pushed to.
    pub push: Push,
    /// What the run should keep to.
    pub limit: Option<Limit>,
}

/// Where an assumption is pushed to.
#[derive(Clone, Debug, PartialEq)]
pub enum Push {
    /// To each of these values, all in its range; at least one.
    Values(Vec<f64>),
    /// To each of these quantiles of its distribution, in (0, 1); at least one.
    Percentiles(Vec<f64>),
    /// Into the part of its distribution between two probabilities.
    Band(f64, f64),
}

/// A rule that an investor screens by; at least one of the bounds is there.
#[derive(Clone, Debug, PartialEq)]
pub struct Screen {
    /// What it is called in reports.
    pub name: String,
    /// What is looked at.
    pub subject: Subject,
    /// The least that passes.
    pub min: Option<f64>,
    /// The most that passes.
    pub max: Option<f64>,
}

impl Screen {
    /// The rule, as one that a run can be held to.
    pub fn rule(&self) -> Rule {
        Rule {
            name: self.name.clone(),
            subject: self.subject.clone(),
            min: self.min,
            max: self.max,
            is_default: false,
            needs: None,
            source: "",
        }
    }
}

/// A question that could be asked before investing.
#[derive(Clone, Debug)]
pub struct Question {
    /// In the analyst's words.
    pub text: String,
    /// The uncertain assumptions that the answer tells of, at least one, with
    /// their dotted paths.
    pub resolves: Vec<(String, Input)>,
    /// What asking costs, in the currency of the file.
    pub cost: f64,
    /// How much the answer tells.
    pub answer: Answer,
}

/// How much an answer tells.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Answer {
    /// The value itself.
    Exact,
    /// So much that this standard deviation is left.
    ToSd(f64),
    /// As much as this many observations.
    Sample(u64),
}

/// Reads all blocks, once the assumptions are known.
pub(super) fn all(reader: &mut Reader, root: &Section<'_>, operator: &Operator) -> Blocks {
    let routes: Vec<String> = operator.route_names();
    Blocks {
        stress: stress::all(reader, root, &routes),
        screen: screen::all(reader, root, &routes),
        diligence: diligence::all(reader, root),
    }
}

/// The assumption that a block names; only a misspelt one is a problem: where
/// the assumption's own entry is at fault, that is said already.
pub(super) fn assumption(
    reader: &Reader,
    path: &str,
    span: Span,
) -> Result<(&'static Key, Input), Problem> {
    let known = reader.key(path).map_err(|names| unknown(path, &names, span.clone()))?;
    let input = reader.assumptions.find(path).ok_or_else(|| unknown(path, &[], span))?;
    Ok((known, input))
}

fn unknown(path: &str, names: &[&str], span: Span) -> Problem {
    let problem = Problem::error(span, format!("there is no assumption {}", quoted(path)));
    let same_key = |name: &&str| {
        let last = |text: &str| text.rsplit('.').next().map(str::to_owned);
        last(name) == last(path)
    };
    match nearest(path, names).or_else(|| names.iter().copied().find(same_key)) {
        Some(near) => problem.label(format!("did you mean `{near}`?")),
        None => problem.label("must be the dotted path of a number").hint(
            "as in `market.growth_rate` or, for `[[product]]` called core, `product.core.price`",
        ),
    }
}

/// What is wrong with a statistic or a condition.
pub(super) fn unreadable(wrong: Unreadable, span: Span) -> Problem {
    let problem = Problem::error(span, wrong.message);
    let problem = match wrong.near {
        Some(near) => problem.label(format!("did you mean `{near}`?")),
        None => problem,
    };
    wrong.list.lines().fold(problem, Problem::hint)
}
