//! The tables of a scenario file that describe product lines and suppliers.

use super::key::{AT_LEAST_ONE, Key, NON_NEGATIVE, POSITIVE, POSITIVE_SHARE, SHARE, table};

table! {
    /// `[[product]]`: one product line.
    Product {
        price: "money per unit", POSITIVE, "full price, net of sales tax";
        material_cost: "money per unit", NON_NEGATIVE, "materials and components", or(0.0);
        conversion_cost: "money per unit", NON_NEGATIVE, "labour and machine time", or(0.0);
        packaging_cost: "money per unit", NON_NEGATIVE, "packaging", or(0.0);
        fulfilment_cost: "money per unit sold", NON_NEGATIVE, "picking, shipping and returns", or(0.0);
        disposal_cost: "money per unit", NON_NEGATIVE, "getting rid of a unit that clearance did not sell", or(0.0);
        setup_cost: "money per batch", NON_NEGATIVE, "changing over to the batch", or(0.0);
        yield_rate: "share", POSITIVE_SHARE, "good units per unit started", or(1.0);
        selling_cost_share: "share of price", SHARE, "payment fees, commissions and paid marketing", or(0.0);
        units_per_site_month: "units", NON_NEGATIVE, "mean demand at full price per mature site";
        sku_count: "SKUs", POSITIVE, "variants on offer", or(1.0);
        batch_units: "units", AT_LEAST_ONE, "units of one SKU in a batch", or(1.0);
        lead_time_days: "days", NON_NEGATIVE, "from committing a batch to stock ready for sale";
        lead_time_volatility: "log-sd", NON_NEGATIVE, "monthly slip of the lead time", or(0.0);
        delivery_days: "days", NON_NEGATIVE, "from dispatch to the customer", or(0.0);
        season_days: "days", POSITIVE, "selling season, after which a unit is left over", or(365.0);
        planning_days: "days", NON_NEGATIVE, "how long before the sale the plan was made", or(365.0);
        forecast_volatility: "log-sd per root year", NON_NEGATIVE, "how fast the forecast of one SKU's demand drifts", or(0.0);
        forecast_floor: "log-sd", NON_NEGATIVE, "error that no lead time removes", or(0.0);
        common_share: "share of log-variance", SHARE, "part of the surprise shared by the line's SKUs", or(0.0);
        markdown_depth: "share of price", SHARE, "price cut at clearance", or(0.0);
        clearance_share: "share of left-over units", SHARE, "left-overs that clearance sells", or(1.0);
        made_to_order_share: "share of customers", SHARE, "customers for whom a unit is made after they order", or(0.0);
        abandonment_per_week: "share per week", NON_NEGATIVE, "rate at which waiting customers walk away", or(0.0);
        service_level: "probability", super::key::BELOW_ONE, "chance that stock suffices", absent_means("the stock that maximises expected profit", 0.0);
        launch_month: "month", NON_NEGATIVE, "first month in which the line sells", or(0.0), whole();
        capex_per_sku: "money per SKU and site", NON_NEGATIVE, "tooling and samples that each new site needs", or(0.0);
    }
}

table! {
    /// `[[supplier]]`: one supplier that can fail.
    Supplier {
        output_share: "share of output", SHARE, "output that stops without it";
        disruptions_per_year: "events per year", NON_NEGATIVE, "how often it fails", or(0.0);
        disruption_days: "days", NON_NEGATIVE, "how long a failure lasts", or(0.0), per_event();
        switch_days: "days", NON_NEGATIVE, "until a qualified alternate delivers", absent_means("no alternate", f64::INFINITY);
        switch_premium: "share of material cost", super::key::RATE, "extra cost while on the alternate", or(0.0);
    }
}
