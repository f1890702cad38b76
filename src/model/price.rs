//! What a buyer pays for: the metric that a multiple is applied to, and the luck of
//! the negotiation.

use super::operator::Metric;
use super::tables::{Horizon, Route};
use crate::sampling::elementary::exp;
use crate::sampling::normal::normal_quantile;

/// What buyers look at in the month of a sale.
#[derive(Clone, Copy, Debug)]
pub struct Standing {
    /// Revenue of the last twelve months.
    pub ltm_revenue: f64,
    /// EBITDA of the last twelve months.
    pub ltm_ebitda: f64,
    /// Net fixed assets and net working capital.
    pub invested_capital: f64,
    /// Closing cash.
    pub cash: f64,
    /// Debt outstanding.
    pub debt: f64,
}

/// What a price is a multiple of.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Basis {
    /// Which metric decides: never [`Metric::BetterOf`], but the better one.
    pub metric: Metric,
    /// How much there is of it; never below 0.
    pub amount: f64,
    /// The multiple of it.
    pub multiple: f64,
}

/// What an operator would fetch before the buyer's discounts.
#[derive(Clone, Copy, Debug)]
pub struct Price {
    /// What it is a multiple of.
    pub basis: Basis,
    /// Factor on the multiple: below 1 while the deal window is shut.
    pub window_factor: f64,
    /// Factor of what nobody can know before the sale, with a mean of 1.
    pub luck: f64,
}

/// The multiples of a table: one of its metric, or two of which the better is paid.
pub(super) struct Multiples {
    pub(super) of_metric: f64,
    pub(super) of_revenue: f64,
    pub(super) of_ebitda: f64,
}

/// What there is of each metric.
pub(super) struct Amounts {
    pub(super) ltm_revenue: f64,
    pub(super) ltm_ebitda: f64,
    pub(super) invested_capital: f64,
}

impl Standing {
    fn amounts(&self) -> Amounts {
        let Self { ltm_revenue, ltm_ebitda, invested_capital, .. } = *self;
        Amounts { ltm_revenue, ltm_ebitda, invested_capital }
    }
}

impl Basis {
    /// Of a sale by `route`.
    pub fn of_route(route: &Route<f64>, metric: Metric, standing: &Standing) -> Self {
        let multiples = Multiples {
            of_metric: route.multiple,
            of_revenue: route.revenue_multiple,
            of_ebitda: route.ebitda_multiple,
        };
        Self::of(metric, &multiples, &standing.amounts())
    }

    /// Of the valuation at the horizon.
    pub fn at_horizon(terms: &Horizon<f64>, metric: Metric, standing: &Standing) -> Self {
        let multiples = Multiples {
            of_metric: terms.multiple,
            of_revenue: terms.revenue_multiple,
            of_ebitda: terms.ebitda_multiple,
        };
        Self::of(metric, &multiples, &standing.amounts())
    }

    #[inline(always)]
    pub(super) fn of(metric: Metric, multiples: &Multiples, there: &Amounts) -> Self {
        let of_metric = |metric, amount: f64, multiple| {
            // Nobody pays less than nothing for what loses money.
            Self { metric, amount: amount.max(0.0), multiple }
        };
        let revenue = |multiple| of_metric(Metric::LtmRevenue, there.ltm_revenue, multiple);
        let ebitda = |multiple| of_metric(Metric::LtmEbitda, there.ltm_ebitda, multiple);
        match metric {
            Metric::LtmRevenue => revenue(multiples.of_metric),
            Metric::LtmEbitda => ebitda(multiples.of_metric),
            Metric::InvestedCapital => {
                of_metric(metric, there.invested_capital, multiples.of_metric)
            }
            Metric::BetterOf => {
                let (by_sales, by_profit) =
                    (revenue(multiples.of_revenue), ebitda(multiples.of_ebitda));
                if by_profit.value() < by_sales.value() { by_sales } else { by_profit }
            }
        }
    }

    /// The multiple of the metric.
    #[inline(always)]
    pub fn value(&self) -> f64 {
        self.amount * self.multiple
    }
}

/// The factor of luck on a multiple: lognormal with a mean of 1, from a uniform that is
/// asked for only where there is a spread.
pub fn luck(spread: f64, uniform: impl FnOnce() -> f64) -> f64 {
    if spread <= 0.0 {
        return 1.0;
    }
    exp(spread * normal_quantile(uniform()) - 0.5 * spread * spread)
}

#[cfg(test)]
mod tests {
    use super::{Basis, Standing, luck};
    use crate::model::operator::Metric;
    use crate::model::tables::Route;

    fn basis(ltm_ebitda: f64, multiples: (f64, f64)) -> Basis {
        let mut route = Route::build(|_| 0.0);
        (route.revenue_multiple, route.ebitda_multiple) = multiples;
        let standing =
            Standing { ltm_revenue: 40.0, ltm_ebitda, invested_capital: 5.0, cash: 3.0, debt: 2.0 };
        Basis::of_route(&route, Metric::BetterOf, &standing)
    }

    #[test]
    fn the_better_of_sales_and_profits_is_paid() {
        let of = |metric, amount, multiple| Basis { metric, amount, multiple };
        assert_eq!(basis(3.0, (0.5, 6.0)), of(Metric::LtmRevenue, 40.0, 0.5));
        assert_eq!(basis(4.0, (0.5, 6.0)), of(Metric::LtmEbitda, 4.0, 6.0));
        assert_eq!(basis(-4.0, (0.5, 6.0)), of(Metric::LtmRevenue, 40.0, 0.5));
        assert!(basis(-4.0, (0.0, 6.0)).amount <= 0.0, "sales that nobody pays for are nothing");
    }

    #[test]
    fn without_a_spread_there_is_no_luck_and_none_is_drawn() {
        assert!((luck(0.0, || unreachable!("nothing is drawn")) - 1.0).abs() <= 0.0);
        assert!((luck(0.3, || 0.5) - libm::exp(-0.045)).abs() < 1e-12);
    }
}
