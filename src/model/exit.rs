//! Exit: competing routes with hazards that grow with the operator, and what
//! the shareholders are paid.

use super::operator::Metric;
use super::price::{Amounts, Basis, Multiples, Price, Standing};
use super::tables;
use crate::sampling::elementary::power;
use crate::sampling::lanes::by_lane;

/// A valuation and what of it reaches the shareholders.
#[derive(Clone, Copy, Debug, Default)]
pub struct Proceeds {
    /// Enterprise value.
    pub enterprise_value: f64,
    /// For all holders, deferred part included.
    pub equity: f64,
    /// Part of `equity` that closing pays.
    pub at_closing: f64,
    /// Part of `equity` that is paid later.
    pub deferred: f64,
    /// Months until then.
    pub deferred_months: f64,
    /// Advisers and other costs of the sale.
    pub fees: f64,
    /// Part of the agreed price that is deferred and never paid.
    pub unpaid: f64,
}

by_lane! {
    /// What draws buyers of a route to an operator.
    pub struct Appeal {
        hazard_per_year,
        reference_revenue,
        size_elasticity,
        hazard_cap,
        multiple,
        revenue_multiple,
        ebitda_multiple,
    }
}

by_lane! {
    /// What buyers look at before they name a price.
    pub struct Found {
        /// Revenue of the last twelve months.
        pub ltm_revenue,
        /// EBITDA of the last twelve months.
        pub ltm_ebitda,
        /// Net fixed assets and net working capital.
        pub invested_capital,
        /// Factor of the deal window on all hazards.
        pub window_factor,
    }
}

impl Appeal {
    /// From a path's terms of the route.
    pub fn new(route: &tables::Route<f64>) -> Self {
        Self {
            hazard_per_year: route.hazard_per_year,
            reference_revenue: route.reference_revenue,
            size_elasticity: route.size_elasticity,
            hazard_cap: route.hazard_cap,
            multiple: route.multiple,
            revenue_multiple: route.revenue_multiple,
            ebitda_multiple: route.ebitda_multiple,
        }
    }

    /// Whether the hazard grows in proportion to the operator, as most do, which needs no
    /// power.
    #[inline(always)]
    pub fn is_proportional(&self) -> bool {
        (self.size_elasticity - 1.0).abs() <= 0.0
    }

    /// Yearly hazard of a sale by the route; 0 where nobody would buy on a multiple of
    /// nothing. `takes_powers` may be false where the hazard is known to be proportional.
    #[inline(always)]
    pub fn hazard(&self, metric: Metric, found: &Found, takes_powers: bool) -> f64 {
        let multiples = Multiples {
            of_metric: self.multiple,
            of_revenue: self.revenue_multiple,
            of_ebitda: self.ebitda_multiple,
        };
        let amounts = Amounts {
            ltm_revenue: found.ltm_revenue,
            ltm_ebitda: found.ltm_ebitda,
            invested_capital: found.invested_capital,
        };
        let amount = Basis::of(metric, &multiples, &amounts).amount;
        let size = found.ltm_revenue / self.reference_revenue;
        let grown = if takes_powers {
            power(size.max(f64::MIN_POSITIVE), self.size_elasticity)
        } else {
            size
        };
        let factor = if self.is_proportional() { size } else { grown };
        let hazard = (self.hazard_per_year * factor).min(self.hazard_cap) * found.window_factor;
        let is_nothing = (found.ltm_revenue <= 0.0) | (amount <= 0.0);
        if is_nothing { 0.0 } else { hazard }
    }
}

/// Proceeds of a sale by `route`.
pub fn sale(
    route: &tables::Route<f64>,
    price: &Price,
    standing: &Standing,
    integration_readiness: f64,
) -> Proceeds {
    let discount = route.integration_discount * (1.0 - integration_readiness);
    let Price { basis, window_factor, luck } = price;
    let enterprise_value = basis.value() * window_factor * (1.0 - discount) * luck;
    let claims = enterprise_value * (1.0 - route.fee_rate) + standing.cash.max(0.0) - standing.debt;
    let agreed = claims.max(0.0);
    let at_closing = agreed * (1.0 - route.deferred_share);
    let deferred = agreed * route.deferred_share * route.deferred_paid_share;
    Proceeds {
        enterprise_value,
        equity: at_closing + deferred,
        at_closing,
        deferred,
        deferred_months: route.deferred_months,
        fees: enterprise_value * route.fee_rate,
        unpaid: agreed * route.deferred_share * (1.0 - route.deferred_paid_share),
    }
}

/// Value of what is held at the horizon, when nobody has bought it.
pub fn horizon(
    terms: &tables::Horizon<f64>,
    basis: &Basis,
    standing: &Standing,
    luck: f64,
) -> Proceeds {
    let enterprise_value = basis.value() * (1.0 - terms.illiquidity_discount) * luck;
    paid_at_once(enterprise_value, enterprise_value + standing.cash - standing.debt)
}

/// What is left of an operator that fails: part of the book value and some cash, less debt.
pub fn distress(recovery_rate: f64, book_value: f64, cash: f64, debt: f64) -> Proceeds {
    let recovered = recovery_rate * book_value;
    paid_at_once(recovered, recovered + cash - debt)
}

fn paid_at_once(enterprise_value: f64, equity: f64) -> Proceeds {
    let equity = equity.max(0.0);
    Proceeds { enterprise_value, equity, at_closing: equity, ..Proceeds::default() }
}

#[cfg(test)]
mod tests {
    use super::{Appeal, Basis, Found, Price, Standing, distress, horizon, sale};
    use crate::model::operator::Metric;
    use crate::model::tables::{Horizon, Route};

    const STANDING: Standing = Standing {
        ltm_revenue: 40.0,
        ltm_ebitda: -1.0,
        invested_capital: 5.0,
        cash: 3.0,
        debt: 2.0,
    };

    fn route() -> Route<f64> {
        let mut route = Route::build(|_| 0.0);
        route.hazard_per_year = 0.1;
        route.reference_revenue = 10.0;
        route.size_elasticity = 0.5;
        route.hazard_cap = 0.15;
        route.multiple = 1.5;
        route
    }

    #[test]
    fn a_hazard_grows_with_size_up_to_its_cap_and_needs_something_to_buy() {
        let hazard = |route: &Route<f64>, metric, window_factor| {
            let Standing { ltm_revenue, ltm_ebitda, invested_capital, .. } = STANDING;
            let found = Found { ltm_revenue, ltm_ebitda, invested_capital, window_factor };
            Appeal::new(route).hazard(metric, &found, true)
        };
        let uncapped = Route { hazard_cap: f64::INFINITY, ..route() };
        assert!((hazard(&uncapped, Metric::LtmRevenue, 1.0) - 0.2).abs() < 1e-12);
        assert!((hazard(&route(), Metric::LtmRevenue, 0.5) - 0.075).abs() < 1e-12);
        assert!(hazard(&route(), Metric::LtmEbitda, 1.0) <= 0.0);
        let proportional = Route { size_elasticity: 1.0, ..uncapped };
        assert!((hazard(&proportional, Metric::LtmRevenue, 1.0) - 0.4).abs() < 1e-12);
    }

    #[test]
    fn a_sale_pays_value_less_fees_and_debt_with_part_of_it_deferred() {
        let route = Route {
            integration_discount: 0.4,
            fee_rate: 0.05,
            deferred_share: 0.2,
            deferred_months: 12.0,
            deferred_paid_share: 0.5,
            ..route()
        };
        let basis = Basis::of_route(&route, Metric::LtmRevenue, &STANDING);
        let price = Price { basis, window_factor: 0.8, luck: 1.0 };
        let proceeds = sale(&route, &price, &STANDING, 0.5);
        // 40 x 1.5 x 0.8 x (1 - 0.4 x 0.5) = 38.4; 38.4 x 0.95 + 3 - 2 = 37.48.
        assert!((proceeds.enterprise_value - 38.4).abs() < 1e-12);
        assert!((proceeds.at_closing - 37.48 * 0.8).abs() < 1e-12);
        assert!((proceeds.deferred - 37.48 * 0.1).abs() < 1e-12);
        assert!((proceeds.fees - 1.92).abs() < 1e-12);
        assert!((proceeds.unpaid - 37.48 * 0.1).abs() < 1e-12);
    }

    #[test]
    fn the_horizon_discounts_value_and_distress_recovers_books_less_debt() {
        let mut terms = Horizon::build(|_| 0.0);
        terms.multiple = 0.7;
        terms.illiquidity_discount = 0.25;
        let basis = Basis::at_horizon(&terms, Metric::LtmRevenue, &STANDING);
        let held = horizon(&terms, &basis, &STANDING, 2.0);
        assert!((held.equity - (40.0 * 0.7 * 0.75 * 2.0 + 1.0)).abs() < 1e-12);
        assert!((distress(0.3, 10.0, 0.0, 2.0).equity - 1.0).abs() < 1e-12);
        assert!((distress(0.3, 10.0, 4.0, 2.0).equity - 5.0).abs() < 1e-12);
        assert!(distress(0.1, 10.0, 0.0, 2.0).equity <= 0.0);
    }
}
