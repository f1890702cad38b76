//! Scales that pictures share. A kind names its scales once: from that follow what its pictures
//! tell of themselves, and whether another picture can be drawn on them.

use super::like::Domains;
use super::span::Span;

/// Returns below this are near-total losses, which the axis of multiples does not show.
pub(in crate::output) const NEAR_TOTAL_LOSS: f64 = 0.1;

/// Ends of that axis, which charts of different runs may share.
pub(super) const TOPS: [f64; 8] = [10.0, 20.0, 40.0, 100.0, 200.0, 400.0, 4_000.0, 40_000.0];

/// A scale of a kind of chart, by its name among the domains of its pictures.
#[derive(Clone, Copy)]
pub enum Scale {
    /// Time from 0, in months.
    Months,
    /// The logarithmic axis of multiples.
    Moic,
    /// Two ends, the lower first.
    Span(&'static str),
    /// A single value above 0.
    Amount(&'static str),
    /// A number of things, from 1 on.
    Count(&'static str),
    /// At least two values, each larger than the one before.
    Edges(&'static str),
    /// Values of which this holds.
    Values(&'static str, fn(&[f64]) -> bool),
    /// Values that some pictures tell, and without which another can be drawn.
    Optional(&'static str),
}

/// What a picture tells of one of its scales.
pub(in crate::output) struct Domain {
    pub(in crate::output) name: &'static str,
    pub(in crate::output) values: Vec<f64>,
}

impl Scale {
    pub(in crate::output) fn name(self) -> &'static str {
        match self {
            Self::Months => "months",
            Self::Moic => "axis",
            Self::Span(name) | Self::Amount(name) | Self::Count(name) | Self::Edges(name) => name,
            Self::Values(name, _) | Self::Optional(name) => name,
        }
    }

    /// Whether another picture can be drawn as far as it depends on this scale.
    pub(in crate::output) fn is_lent(self, domains: &Domains) -> bool {
        matches!(self, Self::Optional(_)) || self.values(Some(domains)).is_some()
    }

    /// As a picture tells it.
    pub(in crate::output) fn tells(self, values: impl Into<Vec<f64>>) -> Domain {
        Domain { name: self.name(), values: values.into() }
    }

    /// The values that another picture lends, if they make such a scale.
    pub(in crate::output) fn values(self, like: Option<&Domains>) -> Option<&[f64]> {
        like?.values(self.name()).filter(|values| match self {
            Self::Months => months(values).is_some(),
            Self::Moic => is_of_multiples(values),
            Self::Span(_) => ends(values).is_some(),
            Self::Amount(_) => amount(values).is_some(),
            Self::Count(_) => count(values).is_some(),
            Self::Edges(_) => is_ascending(values),
            Self::Values(_, holds) => holds(values),
            Self::Optional(_) => true,
        })
    }

    /// Two ends that another picture lends.
    pub(in crate::output) fn span(self, like: Option<&Domains>) -> Option<Span> {
        ends(self.values(like)?)
    }

    /// An amount that another picture lends.
    pub(in crate::output) fn amount(self, like: Option<&Domains>) -> Option<f64> {
        amount(self.values(like)?)
    }

    /// A number of things, or of months, that another picture lends.
    pub(in crate::output) fn count(self, like: Option<&Domains>) -> Option<usize> {
        let values = self.values(like)?;
        if matches!(self, Self::Months) { months(values) } else { count(values) }
    }

    /// A list of values that another picture lends.
    pub(in crate::output) fn list(self, like: Option<&Domains>) -> Option<Vec<f64>> {
        self.values(like).map(<[f64]>::to_vec)
    }
}

/// Two ends, the lower first.
pub(in crate::output) fn ends(values: &[f64]) -> Option<Span> {
    match values {
        [low, high] if low < high => Some(Span { low: *low, high: *high }),
        _ => None,
    }
}

fn amount(values: &[f64]) -> Option<f64> {
    match values {
        [value] if 0.0 < *value => Some(*value),
        _ => None,
    }
}

/// A whole number from 1 on.
pub(in crate::output) fn count(values: &[f64]) -> Option<usize> {
    let value = amount(values)?;
    let is_count = (value - value.round()).abs() < 1e-9 && value < 1e9 && 0.5 < value;
    is_count.then_some(value.round() as usize)
}

/// At least two values, each larger than the one before.
pub(in crate::output) fn is_ascending(values: &[f64]) -> bool {
    2 <= values.len() && values.windows(2).all(|pair| pair[0] < pair[1])
}

fn months(values: &[f64]) -> Option<usize> {
    const MOST: f64 = 1200.0;
    match values {
        [from, to] if from.abs() <= 0.0 && 1.0 <= *to && *to <= MOST => Some(to.round() as usize),
        _ => None,
    }
}

fn is_of_multiples(values: &[f64]) -> bool {
    ends(values)
        .is_some_and(|ends| TOPS.contains(&ends.high) && (ends.low - NEAR_TOTAL_LOSS).abs() < 1e-9)
}
