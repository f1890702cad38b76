//! What a month of a line brings: what is sold of stock and orders, what goes on into the
//! next month, what is left over.

use super::clock::MONTHS_PER_DAY;
use super::commitment::{Commitment, Committed};
use super::life::ratio;
use super::products::Line;
use crate::sampling::elementary::ln;
use crate::sampling::lanes::by_lane;

by_lane! {
    /// What a line carries from one month to the next.
    pub struct Carried {
        /// Units of stock that did not sell and whose season goes on.
        pub units,
        /// What they cost.
        pub cost,
        /// Orders in hand that found no capacity.
        pub waiting,
        /// Days that their customers have waited, over all of them.
        pub waited_days,
    }
}

by_lane! {
    /// Shares of what was committed that capacity allows.
    pub struct Allowed {
        /// Of orders in hand.
        pub orders,
        /// Of stock.
        pub stock,
    }
}

by_lane! {
    /// A month of one line, or of all of them, in units and money.
    pub struct LineMonth {
        /// Revenue with clearance.
        pub revenue,
        /// Cost of making, selling and disposing.
        pub cost,
        /// Cost of making alone.
        pub cost_of_goods,
        /// Stock held on average and goods on the way, at cost.
        pub inventory,
        /// Materials bought, at their plain price.
        pub materials,
        /// Units demanded at full price.
        pub demand,
        /// Units made for stock.
        pub stock,
        /// Units made for stock and to order.
        pub made,
        /// Units sold at full price from stock.
        pub sold_from_stock,
        /// Units sold at full price.
        pub sold,
        /// Units left over at the season's end.
        pub leftover,
        /// Units carried into the next month.
        pub carried,
        /// What they cost.
        pub carried_cost,
        /// Orders that wait for the next month, at its end.
        pub waiting,
        /// Days that their customers have waited, over all of them.
        pub waited_days,
        /// Customers who found nothing, or walked away.
        pub lost,
        /// Full-price value of units made.
        pub full_price_value,
        /// Full-price value of units that are gone: sold or left over.
        pub value_gone,
        /// Of which markdowns gave up.
        pub given_up,
        /// Days from order to delivery, over units sold.
        pub fulfilment_unit_days,
        /// Batches made.
        pub batches,
        /// SKUs on offer.
        pub skus_offered,
    }
}

impl Line {
    /// What the month brings when capacity allows so much of the commitment, and of the
    /// stock's customers `sell_through` are served.
    #[inline(always)]
    pub(super) fn sell(
        &self,
        committed: &Committed,
        carried: &Carried,
        allowed: Allowed,
        sell_through: f64,
    ) -> LineMonth {
        let Committed { plan, commitment, price_level: level } = *committed;
        let stock = allowed.stock * commitment.stock;
        let to_order = allowed.orders * commitment.to_order;
        let at_hand = stock + commitment.usable * carried.units;
        let sold_from_stock = (commitment.stock_customers * sell_through).min(at_hand).max(0.0);
        let Left { leftover, carried: carried_out, carried_cost } =
            committed.leave(carried, stock, sold_from_stock);
        let waits = 1.0 - allowed.orders;
        let waiting = waits * commitment.to_order;
        let sold = sold_from_stock + to_order;
        let units = stock + to_order;
        let price = level * self.price;
        let clearance = level * self.clearance_price * leftover;
        let cost_of_goods = commitment.unit_cost * units;
        let prepaid_days = plan.lead_time_days * self.prepaid_share;
        let unit_days = units * prepaid_days + 0.5 * stock * plan.batch_days;
        let materials = level * self.material_cost * units;
        LineMonth {
            revenue: price * sold + clearance,
            cost: cost_of_goods
                + (carried.cost - carried_cost)
                + level * self.selling_cost * sold
                + level * self.disposal_cost * leftover,
            cost_of_goods,
            inventory: commitment.unit_cost * unit_days * MONTHS_PER_DAY
                + carried_cost
                + self.material_cover_months * materials,
            materials,
            demand: commitment.demand,
            stock,
            made: units,
            sold_from_stock,
            sold,
            leftover,
            carried: carried_out,
            carried_cost,
            waiting,
            waited_days: waits * commitment.waited_days,
            lost: commitment.demand - sold + (carried.waiting - waiting),
            full_price_value: price * units,
            value_gone: price * (units + (carried.units - carried_out)),
            given_up: price * leftover - clearance,
            fulfilment_unit_days: sold * self.delivery_days
                + (to_order * plan.lead_time_days + allowed.orders * commitment.waited_days),
            batches: units * self.per_batch_unit,
            skus_offered: plan.skus_offered,
        }
    }
}

/// What is left of a month's stock, in units and at cost.
struct Left {
    leftover: f64,
    carried: f64,
    carried_cost: f64,
}

/// How the mean of the smaller of demand and stock is to be found.
pub(super) struct SellThrough {
    ratio: f64,
    outturn: f64,
    sku_spread: f64,
    /// Arguments of the normal distribution function for demand and stock.
    pub(super) at_demand: f64,
    /// The same for stock.
    pub(super) at_stock: f64,
}

impl Committed {
    /// What becomes of stock that did not sell: carried on at what it cost on
    /// average while the season lasts, then left over.
    #[inline(always)]
    fn leave(&self, carried: &Carried, stock: f64, sold: f64) -> Left {
        let on_hand = stock + carried.units;
        let over = on_hand - sold;
        let goes_on = 1.0 < self.plan.season_left;
        let cost = carried.cost + self.commitment.unit_cost * stock;
        let each = if 0.0 < on_hand { cost / on_hand } else { 0.0 };
        Left {
            leftover: if goes_on { 0.0 } else { over },
            carried: if goes_on { over } else { 0.0 },
            carried_cost: if goes_on { over * each } else { 0.0 },
        }
    }
}

impl Commitment {
    /// When the share `made` of the stock is made, beside what was carried.
    #[inline(always)]
    pub(super) fn sell_through(&self, made: f64, carried: &Carried) -> SellThrough {
        let carried = self.usable * carried.units;
        let is_carried = 0.0 < carried;
        let on_hand = (made * self.stock + carried) / self.stock_customers;
        let log = ln(if is_carried { on_hand } else { made });
        let log_of_made = self.log_stock_ratio + if made < 1.0 { log } else { 0.0 };
        let log_ratio = if is_carried { log } else { log_of_made };
        let ratio = if is_carried { on_hand } else { made * self.stock_ratio };
        let spread = self.sku_spread;
        let a = (log_ratio - self.log_outturn + 0.5 * spread * spread) / spread;
        let in_doubt = (0.0 < ratio) & (0.0 < spread) & (0.0 < self.stock_customers);
        SellThrough {
            ratio,
            outturn: self.outturn,
            sku_spread: if in_doubt { spread } else { 0.0 },
            at_demand: if in_doubt { a - spread } else { 0.0 },
            at_stock: if in_doubt { -a } else { 0.0 },
        }
    }
}

impl SellThrough {
    /// Units sold at full price over the forecast of stock customers: the mean
    /// over SKUs of the smaller of demand and stock, given the common surprise
    /// and the two values of the normal distribution function.
    #[inline(always)]
    pub(super) fn of(&self, cdf_at_demand: f64, cdf_at_stock: f64) -> f64 {
        let certain = self.ratio.min(self.outturn);
        let mean = self.outturn * cdf_at_demand + self.ratio * cdf_at_stock;
        if 0.0 < self.sku_spread { mean } else { certain }
    }
}

impl LineMonth {
    /// Adds what accounts and audit read; the rest stays as it is.
    #[inline(always)]
    pub(super) fn add_accounts(&mut self, other: &Self) {
        self.revenue += other.revenue;
        self.cost += other.cost;
        self.inventory += other.inventory;
        self.materials += other.materials;
        self.demand += other.demand;
        self.made += other.made;
        self.sold += other.sold;
        self.leftover += other.leftover;
        self.carried += other.carried;
        self.waiting += other.waiting;
        self.lost += other.lost;
    }

    /// What goes on into the next month.
    #[inline(always)]
    pub(super) fn carried_on(&self) -> Carried {
        Carried {
            units: self.carried,
            cost: self.carried_cost,
            waiting: self.waiting,
            waited_days: self.waited_days,
        }
    }

    /// Share of the full-price value of units gone that markdowns gave up; NaN,
    /// for absent, where none are.
    pub fn markdown_rate(&self) -> f64 {
        ratio(self.given_up, self.value_gone)
    }
}
