//! What panels of operating figures show: of each plan its percentiles, what it is held to, and how
//! many paths have the figure.

use crate::analysis::errors::Errors;
use crate::analysis::estimate::{Estimate, mean, quantile};
use crate::analysis::kpi::{Kpi, KpiLimit};
use crate::analysis::outcomes::Outcomes;
use crate::analysis::run_info::RunInfo;
use crate::analysis::summary::Summary;
use crate::model::outcome::{Figure, Unit};
use crate::output::chart::{Domains, Scale, Size, Span, round_amount};

/// A plan whose figures are drawn.
#[derive(Clone, Copy)]
pub(in crate::output) struct KpiPlan<'a> {
    /// What it is called among several.
    pub(in crate::output) label: &'a str,
    pub(in crate::output) info: &'a RunInfo,
    pub(in crate::output) summary: &'a Summary,
    pub(in crate::output) outcomes: &'a Outcomes,
}

/// The percentiles that are drawn.
pub(super) const DRAWN: [f64; 5] = [0.10, 0.25, 0.50, 0.75, 0.90];

/// A figure of a plan, over the paths that have it.
pub(super) struct Row {
    /// How many they are; of the lead time, which is not simulated, none.
    pub(super) paths: Option<usize>,
    /// The least and the most.
    pub(super) extremes: [f64; 2],
    /// P5 and P95.
    pub(super) ends: [f64; 2],
    /// At each of [`DRAWN`].
    pub(super) percentiles: [Estimate; DRAWN.len()],
    pub(super) mean: Estimate,
    pub(super) limit: Option<KpiLimit>,
    /// The share of them that is within the limit.
    pub(super) within: Option<Estimate>,
}

/// A figure of all plans; none of a plan of which no path has it.
pub(super) struct Panel {
    pub(super) of: Kpi,
    pub(super) rows: Vec<Option<Row>>,
    pub(super) span: Span,
}

impl Row {
    fn of(kpi: Kpi, plan: &KpiPlan<'_>) -> Option<Self> {
        let terms = &plan.info.kpi;
        let limit = terms.limit(kpi).copied();
        let within = |column: &[f64], errors| limit.map(|limit| limit.share(column, errors));
        if let Kpi::Figure(figure) = kpi {
            let spread = plan.summary.figures.iter().find(|one| one.figure == figure)?;
            let spread = spread.spread.as_ref()?;
            return Some(Self {
                paths: Some(spread.paths),
                extremes: [spread.min, spread.max],
                ends: [0.05, 0.95].map(|p| spread.at(p).value),
                percentiles: DRAWN.map(|p| spread.at(p)),
                mean: spread.mean,
                limit,
                within: within(plan.outcomes.figure(figure), plan.outcomes.errors),
            });
        }
        let values = values(kpi, plan);
        let exact = |value: f64| Estimate { value, standard_error: 0.0 };
        let at = |p: f64| quantile(&values, p).value;
        let is_there = !values.is_empty();
        is_there.then(|| Self {
            paths: None,
            extremes: [values[0], values[values.len() - 1]],
            ends: [0.05, 0.95].map(at),
            percentiles: DRAWN.map(|p| exact(at(p))),
            mean: exact(mean(&values).value),
            limit,
            within: within(&values, Errors::OfPaths).map(|share| exact(share.value)),
        })
    }

    /// Whether some paths lie beyond an axis.
    pub(super) fn is_cut(&self, span: Span) -> bool {
        self.extremes.into_iter().any(|value| span.ends_before(value))
    }

    /// What it is held to, the lower first.
    pub(super) fn limits(&self) -> Vec<f64> {
        self.limit.iter().flat_map(|limit| [limit.least, limit.most]).flatten().collect()
    }

    pub(super) fn median(&self) -> f64 {
        self.percentiles[2].value
    }
}

/// The values of a figure, of the paths that have it; of the lead time its percentiles.
pub(super) fn values(kpi: Kpi, plan: &KpiPlan<'_>) -> Vec<f64> {
    match kpi {
        Kpi::LeadTime => {
            plan.info.kpi.lead_time.as_ref().map(|one| one.days.clone()).unwrap_or_default()
        }
        Kpi::Figure(figure) => {
            let all = plan.outcomes.figure(figure).iter().copied();
            all.filter(|value| !value.is_nan()).collect()
        }
    }
}

/// The figures that are always drawn, of one plan and of several: batches of plans differ in size,
/// so plans are held against each other by the unit.
fn usual(plans: usize) -> [Kpi; 6] {
    let margin = if plans == 1 { Figure::GrossMarginShare } else { Figure::UnitGrossMargin };
    [
        Kpi::Figure(Figure::FulfilmentDays),
        Kpi::LeadTime,
        Kpi::Figure(Figure::MarkdownRate),
        Kpi::Figure(Figure::InventoryDays),
        Kpi::Figure(margin),
        Kpi::Figure(Figure::SiteRoic),
    ]
}

/// The panels of some plans, the usual ones first, then those that a plan has a limit on; or
/// those of another picture, with its axes.
pub(super) fn panels(plans: &[KpiPlan<'_>], like: Option<&Domains>, size: Size) -> Vec<Panel> {
    let mut all = usual(plans.len()).to_vec();
    // A half has room for few: what is quick, and what that costs, come first.
    if size == Size::Half {
        let first = [all[0], all[4], all[2], all[5]];
        all.sort_by_key(|kpi| first.iter().position(|one| one == kpi).unwrap_or(first.len()));
    }
    let usual = all.clone();
    for limit in plans.iter().flat_map(|plan| &plan.info.kpi.limits) {
        if !all.contains(&limit.of) {
            all.push(limit.of);
        }
    }
    if let Some(like) = like {
        let figures = Figure::ALL.into_iter().map(Kpi::Figure);
        let others: Vec<Kpi> = figures.filter(|one| !all.contains(one)).collect();
        all.extend(others);
        all.retain(|kpi| like.values(kpi.key()).is_some());
    }
    let panel = |of: Kpi| {
        let rows: Vec<Option<Row>> = plans.iter().map(|plan| Row::of(of, plan)).collect();
        let span = Scale::Span(of.key()).span(like);
        let span = span.unwrap_or_else(|| own_span(of, rows.iter().flatten()));
        Panel { of, rows, span }
    };
    // Of figures that are drawn for their limits, those that no path has say nothing.
    let is_there =
        |panel: &Panel| usual.contains(&panel.of) || panel.rows.iter().any(Option::is_some);
    all.into_iter().map(panel).filter(|panel| like.is_some() || is_there(panel)).collect()
}

/// The first axis of few on which nine in ten paths of each plan lie, and every limit.
fn own_span<'a>(of: Kpi, rows: impl Iterator<Item = &'a Row> + Clone) -> Span {
    let limits = rows.clone().flat_map(Row::limits);
    let needed = Span::of(rows.flat_map(|row| row.ends).chain(limits));
    if needed.high < needed.low {
        return axes(of, 0.0)[0];
    }
    let size = needed.high.max(-needed.low);
    let all = axes(of, size);
    let holds = |span: &&Span| !span.ends_before(needed.low) && !span.ends_before(needed.high);
    all.iter().find(holds).copied().unwrap_or(all[all.len() - 1])
}

/// Axes of a figure, the shortest first; `size` is the largest amount that they are for.
fn axes(of: Kpi, size: f64) -> Vec<Span> {
    let to = |ends: &[f64]| ends.iter().map(|high| Span::to(*high)).collect();
    let both = |ends: &[(f64, f64)]| ends.iter().copied().map(Span::new).collect();
    let figure = match of {
        Kpi::LeadTime => return to(&[200.0, 500.0, 1_000.0, 10_000.0]),
        Kpi::Figure(figure) => figure,
    };
    match (figure, figure.unit()) {
        (Figure::FulfilmentDays, _) => to(&[30.0, 100.0, 500.0, 1_000.0, 10_000.0]),
        (Figure::MarkdownRate, _) => to(&[0.3, 1.0]),
        (Figure::InventoryDays, _) => to(&[200.0, 500.0, 1_000.0, 10_000.0]),
        (Figure::GrossMarginShare, _) => both(&[(0.0, 0.6), (-1.0, 1.0), (-10.0, 1.0)]),
        (Figure::GrossMarginChange, _) => both(&[(-0.1, 0.1), (-0.5, 0.5), (-2.0, 2.0)]),
        (Figure::PopupRevenueShare, _) => to(&[0.2, 1.0]),
        (_, Unit::Share) => both(&[(0.0, 1.0), (-1.0, 1.0), (-10.0, 10.0)]),
        (_, Unit::RatePerYear) => {
            both(&[(-1.0, 3.0), (-10.0, 10.0), (-100.0, 100.0), (-1_000.0, 1_000.0)])
        }
        (_, Unit::Days) => to(&[30.0, 100.0, 500.0, 1_000.0, 10_000.0]),
        (_, Unit::Months | Unit::Month) => to(&[60.0, 120.0, 240.0, 1_200.0]),
        (_, Unit::Count) => to(&[10.0, 50.0, 200.0, 1_000.0, 10_000.0]),
        (_, Unit::Multiple) => to(&[20.0, 100.0, 1_000.0]),
        (_, Unit::Money) => {
            let high = round_amount(size);
            vec![Span::to(high), Span { low: -high, high }]
        }
    }
}
