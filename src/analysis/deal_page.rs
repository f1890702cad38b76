//! What a committee is asked to decide on: the deal, and what follows from it alone or from the
//! paths of its run.

use super::closing_stack::ClosingStack;
use super::estimate::Estimate;
use super::evaluate::Sample;
use super::later_money::LaterMoney;
use super::price_targets::{PriceTarget, price_targets};
use super::repriced::Repriced;
use super::round_use::{Paid, SourcesAndUses};
use super::sale_prices::{Sale, sales};
use super::screening::Rule;
use super::summary::sorted;
use super::yearly::{YEAR_PERCENTILES, YearSpread, yearly};
use crate::model::operator::{Metric, Operator};
use crate::model::tables::{Deal, Tranche};
use crate::sampling::assumptions::{Assumptions, Input};

/// The deal, and what follows from it.
#[derive(Clone, Debug)]
pub struct DealPage {
    /// Its terms; what of them may be uncertain is at its median.
    pub deal: Deal<f64>,
    /// Whether management's part of proceeds is drawn.
    pub carve_out_is_drawn: bool,
    /// Parts of the round that are paid later.
    pub tranches: Vec<Tranche<f64>>,
    /// Debt at time 0, its median where it is uncertain.
    pub debt: f64,
    /// Whether that is drawn.
    pub debt_is_drawn: bool,
    /// Liquidation preference of later rounds, its median.
    pub later_preference: f64,
    /// Who gets what at some prices.
    pub sales: Vec<Sale>,
    /// Where the money of the round comes from and goes; none without a path of the panel.
    pub round_use: Option<SourcesAndUses>,
    /// Revenue and EBITDA by year.
    pub years: Vec<YearSpread>,
    /// The investor's share at the end, at [`YEAR_PERCENTILES`].
    pub ownership_at_exit: [Estimate; YEAR_PERCENTILES.len()],
    /// What comes after the money of the round.
    pub later: Option<LaterMoney>,
    /// Up to which price what is asked of returns holds.
    pub targets: Vec<PriceTarget>,
    /// The multiples at which the scenario values the operator.
    pub exit_multiples: Vec<ExitMultiple>,
}

/// A multiple at which the scenario values the operator.
#[derive(Clone, Debug, PartialEq)]
pub struct ExitMultiple {
    /// The route, or `horizon`.
    pub route: String,
    /// Revenue or EBITDA.
    pub metric: Metric,
    /// Its P5, P50 and P95, before the luck of a sale.
    pub percentiles: [f64; 3],
}

impl DealPage {
    /// Of the run of an operator, which is held to those rules.
    pub fn of(
        operator: &Operator,
        assumptions: &Assumptions,
        run: &Sample<'_>,
        rules: &[Rule],
    ) -> Self {
        let outcomes = run.outcomes;
        let repriced = Repriced::new(operator, assumptions, &outcomes.deals);
        let median = |input: &Input| assumptions.get(*input).quantile(0.5);
        let is_drawn = |input: Input| assumptions.known(input).is_none();
        let (terms, deal) = (&operator.terms, *repriced.deal());
        let tranches: Vec<Tranche<f64>> = terms.tranche.iter().map(|one| one.map(median)).collect();
        let later_parts: f64 = tranches.iter().map(|one| one.share).sum();
        let debt = median(&terms.balance_sheet.debt);
        let paid = Paid {
            round_size: deal.round_size,
            cheque: deal.cheque,
            at_closing: (1.0 - later_parts).max(0.0),
        };
        let (errors, ownership) = (outcomes.errors, &outcomes.ownership);
        let sorted_ownership = sorted(ownership);
        Self {
            deal,
            carve_out_is_drawn: is_drawn(terms.deal.carve_out),
            tranches,
            debt,
            debt_is_drawn: is_drawn(terms.balance_sheet.debt),
            later_preference: median(&terms.funding.new_round_preference),
            sales: sales(
                &ClosingStack::of(operator, assumptions),
                deal.pre_money + deal.round_size,
            ),
            round_use: outcomes.round_use.means(&paid, operator.horizon_months, errors),
            years: yearly(outcomes, operator.horizon_months),
            ownership_at_exit: YEAR_PERCENTILES
                .map(|p| errors.quantile(ownership, &sorted_ownership, p)),
            later: LaterMoney::of(outcomes, &repriced),
            targets: price_targets(&repriced, run, rules),
            exit_multiples: exit_multiples(operator, assumptions),
        }
    }
}

/// Of revenue and of EBITDA, in the order of the routes; the horizon comes last.
fn exit_multiples(operator: &Operator, assumptions: &Assumptions) -> Vec<ExitMultiple> {
    let terms = &operator.terms;
    let routes = operator.routes.iter().zip(&terms.routes).map(|((name, metric), route)| {
        (name.as_str(), *metric, [route.multiple, route.revenue_multiple, route.ebitda_multiple])
    });
    let horizon = &terms.horizon;
    let horizon = (
        "horizon",
        operator.horizon_metric,
        [horizon.multiple, horizon.revenue_multiple, horizon.ebitda_multiple],
    );
    let of = |(route, metric, [own, revenue, ebitda]): (&str, Metric, [Input; 3])| {
        let one = |metric: Metric, input: Input| ExitMultiple {
            route: route.to_owned(),
            metric,
            percentiles: [0.05, 0.5, 0.95].map(|p| assumptions.get(input).quantile(p)),
        };
        match metric {
            Metric::LtmRevenue | Metric::LtmEbitda => vec![one(metric, own)],
            Metric::BetterOf => {
                vec![one(Metric::LtmRevenue, revenue), one(Metric::LtmEbitda, ebitda)]
            }
            Metric::InvestedCapital => Vec::new(),
        }
    };
    routes.chain([horizon]).flat_map(of).collect()
}
