//! What others of the kind were sold for, beside what the scenario supposes; and what an analyst
//! says beside the figures.

use super::deal_page::ExitMultiple;
use super::summary::sorted;
use crate::model::operator::Metric;

/// A company that was sold or is traded, and at which multiple.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparable {
    /// What it is called.
    pub name: String,
    /// Revenue or EBITDA of the last twelve months.
    pub metric: Metric,
    /// Enterprise value over that.
    pub multiple: f64,
    /// When: a year, a month or a day, as in `2024-05`.
    pub date: String,
    /// Who says so.
    pub source: String,
}

/// What an analyst has to say beside the figures, each as Markdown.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MemoTexts {
    /// What is proposed.
    pub recommendation: Option<String>,
    /// Of the people.
    pub team: Option<String>,
    /// Of the market.
    pub market: Option<String>,
}

/// All comparables of one metric.
#[derive(Clone, Debug)]
pub struct OfMetric {
    /// Revenue or EBITDA.
    pub metric: Metric,
    /// How many there are.
    pub count: usize,
    /// The lowest multiple.
    pub lowest: f64,
    /// The middle one; of an even number, halfway between the two in the middle.
    pub median: f64,
    /// The highest.
    pub highest: f64,
    /// What the scenario supposes of the same metric.
    pub own: Vec<ExitMultiple>,
}

/// Revenue first, then EBITDA; without those that no comparable is of.
pub fn by_metric(all: &[Comparable], own: &[ExitMultiple]) -> Vec<OfMetric> {
    let of = |metric: Metric| {
        let those = all.iter().filter(|one| one.metric == metric);
        let multiples = sorted(&those.map(|one| one.multiple).collect::<Vec<f64>>());
        let (lowest, highest) = (*multiples.first()?, *multiples.last()?);
        let count = multiples.len();
        let median = 0.5 * (multiples[(count - 1) / 2] + multiples[count / 2]);
        let own = own.iter().filter(|one| one.metric == metric).cloned().collect();
        Some(OfMetric { metric, count, lowest, median, highest, own })
    };
    [Metric::LtmRevenue, Metric::LtmEbitda].into_iter().filter_map(of).collect()
}
