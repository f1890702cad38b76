//! Who gets what at which prices, and the axes of the picture of it.

use super::data::PayoutOf;
use super::payout_layers::{Holders, Shares};
use crate::analysis::sale_prices::sales;
use crate::output::chart::{Scale, SharedAxes, Span, first_from};

/// The axis of prices, which is logarithmic.
pub(super) const PRICES: Scale = Scale::Values("prices", |values| match values {
    [low, high] => 0.0 < *low && low < high,
    _ => false,
});
/// The end of the axis of shares of sales.
pub(super) const FULLEST: Scale = Scale::Amount("fullest");

/// Bins to a decade of prices.
const BINS: usize = 10;
/// Prices to a decade at which the shares are computed, besides those at which they bend.
const FINE: usize = 40;
/// Decades of the axis.
const DECADES: i32 = 3;

/// What is drawn, and on which axes.
pub(super) struct Shown {
    /// From the least to the highest price.
    pub(super) prices: Span,
    /// The end of the axis of shares of sales.
    pub(super) fullest: f64,
    /// Who gets what at each price that is looked at, ascending.
    pub(super) shares: Vec<Shares>,
    pub(super) holders: Holders,
    /// Edges of the bins of sales, and the share of all sales in each.
    pub(super) edges: Vec<f64>,
    pub(super) bins: Vec<f64>,
    /// Shares of sales below the axis and above it.
    pub(super) beyond: [f64; 2],
    /// What a price must be for all preferences to be paid.
    pub(super) preferences: f64,
    /// Share of sales that bring less.
    pub(super) inside: f64,
    /// The least price at which the investor has the cheque back.
    pub(super) whole: Option<f64>,
}

/// Less than a sale by this part is as much, so that rounding moves nothing.
const ROUNDING: f64 = 1e-9;

impl Shown {
    pub(super) fn of(
        of: &PayoutOf<'_>,
        SharedAxes { set, like }: SharedAxes<'_, PayoutOf<'_>>,
    ) -> Self {
        let prices = PRICES.span(like).unwrap_or_else(|| prices(set));
        let edges = edges(prices);
        let bins = of.bins(&edges);
        let own = || {
            let most = set.iter().flat_map(|one| one.bins(&edges)).fold(0.0, f64::max);
            first_from(&[0.15, 0.30, 0.60, 1.0], most)
        };
        let stack = of.closing;
        let preferences = stack.price_of_preferences();
        let n = of.sales.len().max(1) as f64;
        let share = |holds: &dyn Fn(f64) -> bool| {
            of.sales.iter().filter(|price| holds(**price)).count() as f64 / n
        };
        let holders = Holders::of(stack);
        Self {
            fullest: FULLEST.amount(like).unwrap_or_else(own),
            shares: grid(of, prices)
                .into_iter()
                .map(|price| holders.shares(stack, price))
                .collect(),
            holders,
            beyond: [share(&|price| price < prices.low), share(&|price| prices.high < price)],
            preferences,
            inside: share(&|price| price < preferences * (1.0 - ROUNDING)),
            whole: stack.price_for(of.cheque, 1e4 * prices.high),
            prices,
            edges,
            bins,
        }
    }

    /// Where a price is on the axis, from 0 to 1.
    pub(super) fn place(&self, price: f64) -> f64 {
        let log = |price: f64| libm::log10(price.max(1e-300));
        (log(price) - log(self.prices.low)) / (log(self.prices.high) - log(self.prices.low))
    }
}

impl PayoutOf<'_> {
    /// The share of all sales in each bin, the last with its upper end.
    fn bins(&self, edges: &[f64]) -> Vec<f64> {
        let mut counts = vec![0_usize; edges.len() - 1];
        for price in self.sales.iter().filter(|price| edges[0] <= **price) {
            let bin = edges.partition_point(|edge| *edge <= *price) - 1;
            match counts.get_mut(bin) {
                Some(count) => *count += 1,
                None if *price <= edges[edges.len() - 1] => counts[bin - 1] += 1,
                None => {}
            }
        }
        let all = self.sales.len().max(1) as f64;
        counts.into_iter().map(|count| count as f64 / all).collect()
    }
}

/// Three decades around the largest post-money value: from a tenth or less of it on.
fn prices(set: &[PayoutOf<'_>]) -> Span {
    let post_money = set.iter().map(|one| one.post_money).fold(1.0, f64::max);
    let power = libm::floor(libm::log10(post_money) + 1e-12) as i32 - 1;
    let end = |power: i32| libm::pow(10.0, f64::from(power));
    Span { low: end(power), high: end(power + DECADES) }
}

/// Edges of bins over an axis: so many to a decade, whatever its ends are.
fn edges(prices: Span) -> Vec<f64> {
    spaced(prices, BINS)
}

fn spaced(Span { low, high }: Span, to_a_decade: usize) -> Vec<f64> {
    let decades = libm::log10(high / low);
    let count = (decades * to_a_decade as f64).round().max(1.0) as usize;
    let at = |i: usize| match i {
        0 => low,
        i if i == count => high,
        i => low * libm::pow(10.0, decades * i as f64 / count as f64),
    };
    (0..=count).map(at).collect()
}

/// Prices at which shares are computed: evenly spaced ones, those of the memo, and those from which
/// debt and preferences are paid.
fn grid(of: &PayoutOf<'_>, prices: Span) -> Vec<f64> {
    let stack = of.closing;
    let memo = sales(stack, of.post_money).into_iter().map(|sale| sale.price);
    let bends = [stack.debt, stack.price_of_preferences()];
    let all = spaced(prices, FINE).into_iter().chain(memo).chain(bends);
    let mut all: Vec<f64> =
        all.filter(|price| prices.low <= *price && *price <= prices.high).collect();
    all.sort_by(f64::total_cmp);
    all.dedup_by(|a, b| (*a - *b).abs() <= 1e-9 * *b);
    all
}
