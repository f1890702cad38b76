//! The tables of a scenario file that describe product lines and suppliers.

use super::key::{
    BELOW_ONE, DAYS, EVENTS, EXPONENT, Key, MONEY, MONTHS, POSITIVE_SHARE, PREMIUM, SHARE,
    SOME_DAYS, SOME_MONEY, SOME_UNITS, SPREAD, TIMES, UNIT_OR_MORE, UNITS, table,
};

table! {
    /// `[[product]]`: one product line.
    Product {
        price: "money per unit", SOME_MONEY, "full price, net of sales tax";
        material_cost: "money per unit", MONEY, "materials and components", or(0.0);
        conversion_cost: "money per unit", MONEY, "labour and machine time", or(0.0);
        packaging_cost: "money per unit", MONEY, "packaging", or(0.0);
        packaging_price_premium: "share of price", PREMIUM, "what customers pay more for goods in this packaging", or(0.0);
        fulfilment_cost: "money per unit sold", MONEY, "picking, shipping and returns", or(0.0);
        disposal_cost: "money per unit", MONEY, "getting rid of a unit that clearance did not sell", or(0.0);
        setup_cost: "money per batch", MONEY, "changing over to the batch", or(0.0);
        yield_rate: "share", POSITIVE_SHARE, "good units per unit started", or(1.0);
        selling_cost_share: "share of price", SHARE, "payment fees, commissions and paid marketing", or(0.0);
        units_per_site_month: "units", UNITS, "mean demand at full price per mature site; in all it grows with the sites, unless scaling.cannibalisation_exponent is 1";
        sku_count: "SKUs", SOME_UNITS, "variants on offer", or(1.0);
        batch_units: "units", UNIT_OR_MORE, "units of one SKU in a batch", or(1.0);
        lead_time_days: "days", DAYS, "from committing a batch to stock ready for sale";
        lead_time_volatility: "log-sd", SPREAD, "monthly slip of the lead time", or(0.0);
        delivery_days: "days", DAYS, "from dispatch to the customer", or(0.0);
        reference_delivery_days: "days", SOME_DAYS, "delivery at which customers order as planned", absent_means("as planned with any delivery_days", f64::INFINITY);
        delivery_elasticity: "elasticity", EXPONENT, "by how many percent demand falls where delivery takes 1% longer", or(0.0);
        season_days: "days", SOME_DAYS, "selling season, after which a unit is left over", or(365.0);
        planning_days: "days", DAYS, "how long before the sale the plan was made", or(365.0);
        forecast_volatility: "log-sd per root year", SPREAD, "how fast the forecast of one SKU's demand drifts", or(0.0);
        forecast_floor: "log-sd", SPREAD, "error that no lead time removes", or(0.0);
        common_share: "share of log-variance", SHARE, "part of the surprise shared by the line's SKUs", or(0.0);
        markdown_depth: "share of price", SHARE, "price cut at clearance", or(0.0);
        clearance_share: "share of left-over units", SHARE, "left-overs that clearance sells", or(1.0);
        made_to_order_share: "share of customers", SHARE, "customers for whom a unit is made after they order", or(0.0);
        abandonment_per_week: "share per week", TIMES, "rate at which waiting customers walk away", or(0.0);
        service_level: "probability", BELOW_ONE, "chance that stock suffices", absent_means("the stock that maximises expected profit", 0.0);
        launch_month: "month", MONTHS, "first month in which the line sells", or(0.0), whole();
        capex_per_sku: "money per SKU and site", MONEY, "tooling and samples that each new site needs", or(0.0);
    }
}

table! {
    /// `[[supplier]]`: one supplier that can fail.
    Supplier {
        output_share: "share of output", SHARE, "output that stops without it";
        disruptions_per_year: "events per year", EVENTS, "how often it fails", or(0.0);
        disruption_days: "days", DAYS, "how long a failure lasts", or(0.0), per_event();
        switch_days: "days", DAYS, "until a qualified alternate delivers", absent_means("no alternate", f64::INFINITY);
        switch_premium: "share of material cost", PREMIUM, "extra cost while on the alternate", or(0.0);
    }
}
