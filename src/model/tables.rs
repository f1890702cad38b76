//! The tables of a scenario file that describe the deal, the market, the
//! network of sites, the funding and the exit. Products and what feeds them
//! are in `lines`.

use super::key::{
    BELOW_ONE, DAYS, EVENTS, EXPONENT, GROWTH, Key, MARGIN, MONEY, MONTH_OR_MORE, MONTHS, MULTIPLE,
    POSITIVE_SHARE, RETURN, ROUNDS, SHARE, SITES, SOME_MONEY, SOME_MONTHS, SOME_UNITS, SPREAD,
    TIMES, UNITS, YEARLY, table,
};

/// Of a multiple of one metric, which a scenario must give.
const ONE_METRIC: &str = "must be given, but not with metric = \"better-of\"";
/// Of a multiple that must be given with the metric of the better price.
const BETTER_OF: &str = "must be given with metric = \"better-of\", and only then";

table! {
    /// `[investment]`: the deal on the table.
    Deal {
        cheque: "money", SOME_MONEY, "what the investor pays: at time 0, but for tranches", fact();
        round_size: "money", SOME_MONEY, "what the whole round raises", fact();
        pre_money: "money", SOME_MONEY, "value of all shares and options before the round", fact();
        option_pool: "share of all shares after the round", BELOW_ONE, "options not yet granted right after the closing; those that are missing are created before it, at the cost of all but the new money", or(0.0), fact();
        option_pool_before: "share of all shares before the round", BELOW_ONE, "options not yet granted before the round, a part of common", or(0.0), fact();
        preference: "x invested", TIMES, "liquidation preference of the round's class", or(1.0), fact();
        carve_out: "share of proceeds", BELOW_ONE, "management's share off the top of any proceeds", or(0.0);
        hurdle_rate: "share per year", RETURN, "yearly rate at which NPV discounts", fact();
        target_irr: "share per year", RETURN, "yearly rate that a success must earn: no number is discounted at it", fact(), absent_means("as hurdle_rate", 0.0);
    }
}

table! {
    /// `[[investment.existing]]`: a class issued before this round.
    Existing {
        invested: "money", MONEY, "what its holders paid", fact();
        ownership: "share of all shares before the round", SHARE, "fully diluted, before this round", fact();
        preference: "x invested", TIMES, "liquidation preference", or(1.0), fact();
        held: "share of the class", SHARE, "what the investor holds of it already; it moves no return", or(0.0), fact();
    }
}

table! {
    /// `[[investment.convertible]]`: money paid before for shares of this round.
    Convertible {
        principal: "money", SOME_MONEY, "what was paid for it", fact();
        cap: "money", SOME_MONEY, "valuation cap: the highest value at which it converts", absent_means("no cap", f64::INFINITY), fact();
        discount: "share of the price", BELOW_ONE, "discount on the price of this round; it converts at the better of cap and discount", or(0.0), fact();
        interest_rate: "share per year", YEARLY, "simple interest of a note, which converts too", or(0.0), fact();
        months_outstanding: "months", MONTHS, "how long a note has borne interest at the closing", or(0.0), fact();
        held: "share of the convertible", SHARE, "what the investor holds of it already; it moves no return", or(0.0), fact();
    }
}

table! {
    /// `[[investment.tranche]]`: a part of the round that is paid later, if at all.
    Tranche {
        share: "share of the round", POSITIVE_SHARE, "part of the round, and of the cheque, that is paid in this tranche", fact();
        month: "months after closing", MONTHS, "when it falls due: so many months after the closing, at the beginning of that month", fact(), whole();
        latest_month: "months after closing", MONTHS, "until when its conditions may be met; it is paid as soon as they are, and never after", absent_means("its month: then or never", 0.0), fact(), whole();
        contribution_margin: "share of revenue", MARGIN, "condition: contribution over revenue of the last six months is at least this", absent_means("no such condition", -1e9), fact();
        ltm_revenue: "money per year", MONEY, "condition: LTM revenue is at least this", absent_means("no such condition", 0.0), fact();
        sites_open: "sites", SITES, "condition: at least so many sites are open", absent_means("no such condition", 0.0), fact();
    }
}

table! {
    /// `[balance_sheet]`: the opening position and the terms of trade.
    BalanceSheet {
        opening_cash: "money", MONEY, "cash before the round", or(0.0);
        opening_fixed_assets: "money", MONEY, "book value of plant at time 0", or(0.0);
        depreciation_months: "months", MONTHS, "straight-line life of plant; 0: not depreciated", or(60.0), whole();
        replacement_share: "share of depreciation", TIMES, "plant that is replaced each month, over the straight-line wear of all plant ever bought", or(0.0);
        debt: "money", MONEY, "debt outstanding at time 0; what of it is not repaid before is repaid at exit", or(0.0);
        debt_grace_months: "months", MONTHS, "months of interest alone before the first of the even repayments", or(0.0), whole();
        debt_term_months: "months", MONTH_OR_MORE, "over how many months the debt is repaid evenly, after the grace", absent_means("it is repaid in debt_due_month, or else at exit", f64::INFINITY), whole();
        debt_due_month: "month", MONTHS, "month at whose end all debt is repaid at once", absent_means("it is repaid over debt_term_months, or else at exit", f64::INFINITY), whole();
        minimum_cash: "money", MONEY, "cash that lenders ask for: below it a round is tried, and without one the operator fails", or(0.0);
        interest_rate: "share per year", YEARLY, "interest on the debt", or(0.0);
        interest_on_cash: "share per year", YEARLY, "interest that cash in the bank earns", or(0.0);
        tax_rate: "share of taxable profit", SHARE, "tax on profit after losses carried forward", or(0.0);
        receivable_days: "days of revenue", DAYS, "how long customers take to pay", or(0.0);
        payable_days: "days of material cost", DAYS, "how long the operator takes to pay for materials", or(0.0);
        prepaid_share: "share of unit cost", SHARE, "share of a batch's cost that is paid while it is on its way", or(0.0);
        material_cover_days: "days of material use", DAYS, "stock of materials that is kept, as days of what is used", or(0.0);
        inventory_carrying_rate: "share of inventory per year", YEARLY, "storage, insurance and shrinkage, without the cost of capital", or(0.0);
    }
}

table! {
    /// `[market]`: demand over time, and the window for deals.
    Market {
        demand_growth_per_year: "share per year", GROWTH, "growth of mean demand", or(0.0), by_year();
        demand_cycle_volatility: "log-sd", SPREAD, "stationary spread of the demand index around its trend", or(0.0);
        demand_persistence: "share per month", BELOW_ONE, "how much of last month's deviation remains", or(0.9);
        inflation: "share per year", GROWTH, "yearly rise of all prices, costs and fees of the operator, from time 0 on; not of the deal", or(0.0);
        window_open_months: "months", SOME_MONTHS, "mean length of a spell in which deals get done", or(48.0);
        window_shut_months: "months", SOME_MONTHS, "mean length of a spell in which they do not", or(24.0);
        shut_hazard_factor: "factor", TIMES, "exit hazards while the window is shut, times this", or(1.0);
        shut_multiple_factor: "factor", TIMES, "exit multiples and pre-money multiples while shut, times this", or(1.0);
        shut_funding_factor: "factor", TIMES, "odds that a round closes while shut, times this", or(1.0);
    }
}

table! {
    /// `[sites]`: the network and its roll-out.
    Sites {
        initial_sites: "sites", SITES, "sites open and mature at time 0", whole();
        max_sites: "sites", SITES, "the roll-out stops at this many, open and pending", whole();
        first_opening_month: "month", MONTHS, "month of the first attempt to open a site", or(0.0), whole();
        months_between_openings: "months", MONTH_OR_MORE, "pace of the attempts", or(6.0), whole();
        site_capacity_units: "units per site and month", SOME_UNITS, "what a mature site can make";
        site_capex: "money per site", MONEY, "cost of building the first new site", or(0.0);
        site_fixed_cost: "money per site and month", MONEY, "rent, crew and upkeep of an open site", or(0.0);
        build_months: "months", MONTHS, "fitting out, after the permit", or(0.0), per_event();
        ramp_months: "months", MONTH_OR_MORE, "until a new site works like a mature one", or(1.0), whole();
        new_site_ratio: "x an initial site", TIMES, "demand that a new site meets, over that of an initial one", or(1.0);
        site_volatility: "log-sd", SPREAD, "how much new sites differ in demand from one another", or(0.0);
        review_months: "months", MONTH_OR_MORE, "age at which a new site is closed if it does not pay its own fixed cost; again every 12 months", absent_means("none is ever closed", f64::INFINITY), whole();
        closure_months: "months of site_fixed_cost", MONTHS, "what closing a site costs", or(0.0);
        reserve_months: "months of operating burn", MONTHS, "cash that must remain for an attempt to go ahead", or(0.0);
        min_contribution_margin: "share of revenue", MARGIN, "last quarter's contribution margin below which an attempt lapses", or(-1e9);
    }
}

table! {
    /// `[sites.permits]`: permission to open, and to stay open.
    Permits {
        permit_fee: "money per attempt", MONEY, "paid whatever the answer", or(0.0);
        permit_refusal_probability: "probability", SHARE, "of an attempt", or(0.0);
        permit_delay_days: "days", DAYS, "from application to permit", or(0.0), per_event();
        suspensions_per_year: "events per year", EVENTS, "suspensions of the whole network's permits", or(0.0);
        suspension_days: "days", DAYS, "length of a suspension", or(0.0), per_event();
        suspension_share: "share of output", SHARE, "output that a suspension stops", or(1.0);
    }
}

table! {
    /// `[scaling]`: what gets better and what gets worse with size.
    Scaling {
        learning_rate: "share per doubling", BELOW_ONE, "fall of conversion cost, above its floor, with each doubling of volume", or(0.0);
        learning_reference_units: "units", UNITS, "volume made before time 0, in effect; 0: no learning", or(0.0);
        learning_floor: "share of conversion cost", SHARE, "part that never gets cheaper", or(0.0);
        capex_learning_rate: "share per doubling", BELOW_ONE, "fall of site capex with each doubling of sites built", or(0.0);
        overhead_fixed: "money per month", MONEY, "head office", or(0.0);
        overhead_per_site: "money per month", MONEY, "overhead of the first site; grows with sites to the power of coordination_exponent", or(0.0);
        coordination_exponent: "exponent", EXPONENT, "1: overhead in proportion to sites; above 1: coordination costs more with each", or(1.0);
        cannibalisation_exponent: "exponent", SHARE, "how far neighbouring sites share demand, which grows with sites to the power of one minus this: at 0 each site brings its own, at 1 all share that of one", or(0.0);
    }
}

table! {
    /// `[popups]`: events, showroom halo and rental of idle space.
    Popups {
        events_per_site_month: "events", EVENTS, "pop-up events planned per mature site and month", or(0.0);
        event_permit_refusal: "probability", SHARE, "share of the events that is refused", or(0.0);
        visitors_per_event: "visitors", UNITS, "mean visitors of an event", or(0.0);
        visitor_volatility: "sd / mean", SPREAD, "spread of visitors from month to month", or(0.0);
        conversion: "share of visitors", SHARE, "visitors who buy", or(0.0);
        basket: "money", MONEY, "what a buyer spends", or(0.0);
        goods_cost_share: "share of revenue", TIMES, "cost of the goods sold at events", or(0.0);
        event_cost: "money per event", MONEY, "space, crew and transport", or(0.0);
        demand_halo: "share of demand", TIMES, "lift of ordinary demand from being seen by all who can be reached", or(0.0);
        halo_visitors: "visitors per mature site and month", SOME_UNITS, "visitors at which 63% of the halo is reached, 95% at three times as many", absent_means("so many that 95% of the halo is reached at plan", f64::INFINITY);
        rental_days_per_month: "days per mature site", DAYS, "days on which space or machines are let", or(0.0);
        rental_day_rate: "money per day", MONEY, "rent for such a day", or(0.0);
    }
}

table! {
    /// `[popups.campaign]`: a one-off that draws visitors, and fades.
    Campaign {
        factor: "factor", TIMES, "visitors in its first month, times this", or(1.0);
        month: "month", MONTHS, "its first month", or(0.0), whole();
        decay_months: "months", SOME_MONTHS, "until 63% of what it drew more has gone", or(2.0);
    }
}

table! {
    /// `[funding]`: later rounds, and what is left when there are none.
    Funding {
        max_rounds: "rounds", ROUNDS, "rounds that can close after this one", or(0.0), whole();
        trigger_runway_months: "months of cash burn", MONTHS, "a round is tried when less is left", or(6.0);
        round_close_probability_per_month: "probability", SHARE, "that a round tried in a month closes in it", or(0.0), was("round_close_probability");
        raise_months: "months of cash burn", MONTHS, "size of a round", or(18.0);
        min_raise: "money", MONEY, "smallest round", or(0.0);
        max_raise: "money", MONEY, "largest round", absent_means("no limit", f64::INFINITY);
        step_multiple: "x LTM revenue", MULTIPLE, "pre-money value of a later round", or(1.0);
        step_multiple_spread: "log-sd", SPREAD, "luck in step_multiple, drawn once for each round: nobody can know it before", or(0.0);
        pre_money_floor: "money", SOME_MONEY, "smallest pre-money value of a later round", or(1.0);
        new_round_preference: "x invested", TIMES, "liquidation preference of later rounds", or(1.0);
        max_dilution: "share of all shares after the round", POSITIVE_SHARE, "the most that a round may sell; one that would sell more does not close", or(1.0);
        option_pool_top_up: "share of all shares after the round", BELOW_ONE, "options created before each later round, at the cost of all but its money", or(0.0);
        recovery_rate: "share of book value", SHARE, "what inventory and plant fetch in distress", or(0.0);
    }
}

table! {
    /// `[funding.traction]`: how the odds of a round go with what the operator earns.
    Traction {
        weak: "share of revenue", MARGIN, "contribution margin of the last twelve months at which, and below, odds are at their floor", absent_means("odds do not hang on it", f64::NEG_INFINITY);
        strong: "share of revenue", MARGIN, "contribution margin at which, and above, odds are full", absent_means("odds do not hang on it", f64::NEG_INFINITY);
        floor: "factor", SHARE, "what is left of the odds at a weak margin, and before there is any revenue", or(0.0);
    }
}

table! {
    /// `[failure]`: what ends an operator that still has cash.
    Failure {
        setback_per_year: "events per year", EVENTS, "rate, at time 0, of setbacks that end an operator while its EBITDA of the last twelve months is negative", or(0.0);
        fading_months: "months", SOME_MONTHS, "until 63% of that rate has gone", or(48.0);
        setback_cash_share: "share of cash", SHARE, "what of its cash is left after a setback, for lenders and shareholders", or(0.5);
    }
}

table! {
    /// `[exit]`: what all routes share.
    Exit {
        earliest_exit_month: "month", MONTHS, "no sale before it", or(0.0), whole();
        integration_readiness: "index from 0 to 1", SHARE, "how well the operator plugs into a national retail network", or(1.0);
    }
}

table! {
    /// `[[exit.route]]`: one way of being bought.
    Route {
        hazard_per_year: "events per year", EVENTS, "rate of sales at the reference revenue with the window open";
        reference_revenue: "money per year", SOME_MONEY, "LTM revenue at which the hazard is as stated", or(1.0);
        size_elasticity: "exponent", EXPONENT, "how the hazard grows with LTM revenue", or(0.0);
        hazard_cap: "events per year", EVENTS, "largest hazard", absent_means("no limit", f64::INFINITY);
        multiple: "x metric", MULTIPLE, "enterprise value over the metric", absent_means(ONE_METRIC, 0.0);
        revenue_multiple: "x LTM revenue", MULTIPLE, "enterprise value over revenue, if that is more than by EBITDA", absent_means(BETTER_OF, 0.0);
        ebitda_multiple: "x LTM EBITDA", MULTIPLE, "enterprise value over EBITDA, if that is more than by revenue", absent_means(BETTER_OF, 0.0);
        multiple_spread: "log-sd", SPREAD, "luck in the price, drawn at the sale: nobody can know it before", or(0.0);
        integration_discount: "share of value", SHARE, "lost where integration readiness is 0", or(0.0);
        fee_rate: "share of enterprise value", BELOW_ONE, "advisers and other costs of the sale", or(0.0);
        deferred_share: "share of proceeds", SHARE, "held in escrow or earn-out", or(0.0);
        deferred_months: "months", MONTHS, "until the deferred part is due", or(0.0), whole();
        deferred_paid_share: "share of the deferred part", SHARE, "what of it is paid in the end", or(1.0);
    }
}

table! {
    /// `[exit.horizon]`: how an operator is valued that was never sold.
    Horizon {
        multiple: "x metric", MULTIPLE, "enterprise value over the metric", absent_means(ONE_METRIC, 0.0);
        revenue_multiple: "x LTM revenue", MULTIPLE, "enterprise value over revenue, if that is more than by EBITDA", absent_means(BETTER_OF, 0.0);
        ebitda_multiple: "x LTM EBITDA", MULTIPLE, "enterprise value over EBITDA, if that is more than by revenue", absent_means(BETTER_OF, 0.0);
        multiple_spread: "log-sd", SPREAD, "luck in the value, drawn at the horizon: nobody can know it before", or(0.0);
        illiquidity_discount: "share of value", SHARE, "for a stake that nobody has offered to buy", or(0.0);
    }
}
