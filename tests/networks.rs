//! Sites that differ and close again, a nominal world, and the figures that are read off
//! sites and off the last year.

use crate::support;

use shortrun::model::event::Event;
use shortrun::model::ledger::{Ledger, Month};
use shortrun::model::outcome::{Figure, Route};
use shortrun::model::simulator::{Replay, Simulator};
use support::{
    MADE_TO_ORDER, apparel, each_ledger, ledgers, load, mean_and_error, months, one_line, outcomes,
    replay, with,
};

/// The line with so many new sites, one a month from month 0 on, which open in the next.
fn grows_by(sites: u64, keys: &str) -> String {
    let text =
        one_line(MADE_TO_ORDER).replace("max_sites = 1", &format!("max_sites = {}", 1 + sites));
    with(&text, "sites", &format!("site_capex = 60_000\nmonths_between_openings = 1\n{keys}"))
}

#[test]
fn sites_alike_and_a_world_without_inflation_move_no_bit() {
    let plain = apparel();
    let mut same =
        with(&plain, "sites", "new_site_ratio = 1\nsite_volatility = 0\nclosure_months = 4");
    same = with(&same, "balance_sheet", "interest_on_cash = 0\nmaterial_cover_days = 0");
    same = with(&same, "market", "inflation = 0");
    let growth = "{ dist = \"normal\", mean = 0.06, sd = 0.05 }";
    same = same.replace(growth, &format!("[{growth}]"));
    assert!(same.contains(&format!("[{growth}]")) && same.contains("inflation"));
    let run = |text: &str| outcomes(&load(text), 0..300, 2);
    let (plain, same) = (run(&plain), run(&same));
    let bits = |values: &[f64]| values.iter().map(|x| x.to_bits()).collect::<Vec<u64>>();
    assert_eq!(bits(&plain.moic), bits(&same.moic));
    assert_eq!(bits(&plain.npv), bits(&same.npv));
}

#[test]
fn a_new_site_meets_its_ratio_of_the_demand_of_an_initial_one() {
    let text = grows_by(3, "new_site_ratio = 0.4\nramp_months = 2");
    let demand: Vec<f64> = months(&text).iter().map(|month| month.demand).collect();
    for (t, wanted) in [1000.0, 1200.0, 1600.0, 2000.0, 2200.0, 2200.0].iter().enumerate() {
        assert!((demand[t] - wanted).abs() < 1e-9, "{t}: {demand:?}");
    }
    // Rent and capacity go with the site, whatever it sells.
    let lived = months(&with(&text, "sites", "site_fixed_cost = 100"));
    let spent = months(&text)[9].contribution - lived[9].contribution;
    assert!((spent - 400.0).abs() < 1e-9, "{spent}");
}

#[test]
fn sites_that_differ_sell_the_same_on_average_and_their_mean_varies_with_one_over_their_number() {
    const PATHS: u64 = 4000;
    for sites in [1, 4, 16] {
        let text = grows_by(sites, "site_volatility = 0.4");
        let text = text.replace("horizon_months = 120", "horizon_months = 24");
        let mut means = Vec::new();
        each_ledger(&load(&text), 0..PATHS, |ledger: &Ledger| {
            means.push((ledger.months[23].demand / 1000.0 - 1.0) / sites as f64);
        });
        let (mean, error) = mean_and_error(&means);
        assert!((mean - 1.0).abs() < 4.0 * error, "{sites}: {mean} ± {error}");
        let (variance, wanted) = (error * error * PATHS as f64, libm::expm1(0.16) / sites as f64);
        assert!((variance / wanted - 1.0).abs() < 0.15, "{sites}: {variance} against {wanted}");
    }
}

#[test]
fn what_a_site_sells_hangs_on_its_number_alone() {
    let of = |keys: &str| replay(&grows_by(3, &format!("site_volatility = 0.5\n{keys}")), 5);
    let demand = |replay: &Replay| replay.ledger.months[60].demand;
    let (early, late) = (of(""), of("first_opening_month = 7\nramp_months = 3"));
    assert!((demand(&early) - demand(&late)).abs() < 1e-9);
    assert!(1.0 < (demand(&early) - 4000.0).abs(), "they differ at all");
}

const CLOSES: &str = "new_site_ratio = 0.3\nsite_fixed_cost = 10_000\nreview_months = 12\n\
                      closure_months = 3\nbuild_months = 0";

#[test]
fn a_site_that_does_not_pay_is_closed_paid_for_and_written_off() {
    let text = with(&grows_by(2, CLOSES), "balance_sheet", "depreciation_months = 60")
        .replace("months_between_openings = 1", "months_between_openings = 40");
    let Replay { ledger, record, .. } = replay(&text, 0);
    let closed: Vec<_> = record
        .events
        .iter()
        .filter_map(|(t, event)| match event {
            Event::SiteClosed(site) => Some((*t, *site)),
            _ => None,
        })
        .collect();
    // Paid in months 0, 40 and 80, as closed ones make room; open from the next on.
    assert_eq!(
        closed.iter().map(|one| (one.0, one.1.number)).collect::<Vec<_>>(),
        [(13, 1), (53, 2), (93, 3)]
    );
    for (t, site) in closed {
        // By its share: 0.3 sites' worth of 30 a unit, less its rent.
        assert!((site.contribution - (0.3 * 30_000.0 - 10_000.0)).abs() < 1e-6, "{site:?}");
        let (month, parts) = (&ledger.months[t], &record.months[t].accounts);
        assert!((parts.closure_cost - 30_000.0).abs() < 1e-9);
        assert!((month.ebitda - (30_000.0 - 10_000.0 - 30_000.0)).abs() < 1e-6);
        // Worn for the twelve months from the one after it was paid.
        assert!((parts.written_off - 60_000.0 * 0.8).abs() < 1e-6, "{}", parts.written_off);
        assert!((month.depreciation - parts.written_off).abs() < 1e-9);
        assert!(month.net_fixed_assets.abs() < 1e-6 && (month.sites_open - 1.0).abs() < 1e-12);
    }
    assert_eq!(ledger.outcome.figure(Figure::SitesClosed), Some(3.0));
}

#[test]
fn plant_of_a_closed_site_is_not_replaced_any_more() {
    let keys = "depreciation_months = 60\nreplacement_share = 0.5\nopening_fixed_assets = 1200";
    let text = with(&grows_by(1, CLOSES), "balance_sheet", keys)
        .replace("months_between_openings = 1", "months_between_openings = 1000");
    let lived = months(&text);
    assert!((lived[5].capex - 0.5 * 61_200.0 / 60.0).abs() < 1e-9);
    assert!((lived[14].capex - 0.5 * 1200.0 / 60.0).abs() < 1e-9, "{}", lived[14].capex);
}

#[test]
fn a_site_that_pays_stays_and_without_a_review_none_closes() {
    let stays = grows_by(2, &CLOSES.replace("0.3", "0.4"));
    let forever = grows_by(2, &CLOSES.replace("review_months = 12\n", ""));
    for text in [stays, forever] {
        let lived = &ledgers(&text, 1)[0];
        assert!((lived.months[119].sites_open - 3.0).abs() < 1e-12);
        assert_eq!(lived.outcome.figure(Figure::SitesClosed), Some(0.0));
    }
}

/// Where sites differ much, walking away from those that lose is worth something.
#[test]
fn the_option_to_walk_away_has_a_value() {
    let keys = "site_volatility = 0.8\nsite_fixed_cost = 25_000\nmonths_between_openings = 6";
    let earned = |more: &str| {
        let text =
            grows_by(6, &format!("{keys}\n{more}")).replace("months_between_openings = 1\n", "");
        let sum = |ledger: &Ledger| ledger.months.iter().map(|month| month.ebitda).sum::<f64>();
        ledgers(&text, 400).iter().map(sum).collect::<Vec<f64>>()
    };
    let (stuck, free) = (earned(""), earned("review_months = 12\nclosure_months = 3"));
    let gained: Vec<f64> = free.iter().zip(&stuck).map(|(free, stuck)| free - stuck).collect();
    let (mean, error) = mean_and_error(&gained);
    assert!(10.0 * error < mean, "{mean} ± {error}");
}

/// All that is money in a month of an operator whose world inflates.
#[test]
fn inflation_raises_all_prices_and_costs_alike() {
    let text = with(
        &grows_by(2, "site_fixed_cost = 3_000\nmonths_between_openings = 30"),
        "scaling",
        "overhead_fixed = 2_000\noverhead_per_site = 500",
    )
    .replace("months_between_openings = 1\n", "");
    let text = with(
        &text,
        "balance_sheet",
        "inventory_carrying_rate = 0.1\nprepaid_share = 0.5\n\
        material_cover_days = 20\npayable_days = 30\nreceivable_days = 10",
    );
    let text = with(
        &text,
        "popups",
        "events_per_site_month = 1\nvisitors_per_event = 100\n\
        conversion = 0.1\nbasket = 30\nevent_cost = 50\ngoods_cost_share = 0.4\n\
        rental_days_per_month = 2\nrental_day_rate = 90",
    );
    let text = text
        .replace(
            "lead_time_days = 0",
            "lead_time_days = 9\nfulfilment_cost = 2\n\
        selling_cost_share = 0.1\nsetup_cost = 30\nbatch_units = 20\nmade_to_order_share = 0.5\n\
        forecast_volatility = 0.4\nseason_days = 30\nmarkdown_depth = 0.5\nclearance_share = 0.7\n\
        disposal_cost = 1",
        )
        .replace("made_to_order_share = 1\n", "");
    let text = text.replace("[sites]\n", "[sites.permits]\npermit_fee = 800\n\n[sites]\n");
    let (real, nominal) = (months(&text), months(&with(&text, "market", "inflation = 0.05")));
    let of = |month: &Month| {
        [
            month.line_revenue,
            month.line_cost,
            month.popup_revenue,
            month.rental,
            month.revenue,
            month.contribution,
            month.ebitda,
            month.capex,
            month.inventory,
            month.net_working_capital,
        ]
    };
    let built = real.iter().filter(|month| 0.0 < month.capex).count();
    assert_eq!(built, 2, "sites are paid for in it");
    for (t, (real, nominal)) in real.iter().zip(&nominal).enumerate() {
        let level = libm::pow(1.05, t as f64 / 12.0);
        assert!((real.sold - nominal.sold).abs() <= 0.0, "{t}: units know no prices");
        for (index, (real, nominal)) in of(real).iter().zip(of(nominal)).enumerate() {
            let off = (nominal - level * real).abs();
            assert!(off <= 1e-9 * nominal.abs(), "{t}, {index}: {nominal} against {real}");
        }
    }
}

#[test]
fn stock_carried_is_held_at_what_it_cost_whatever_prices_do_since() {
    let text = one_line(
        "price = 48\nmaterial_cost = 24\nunits_per_site_month = 1000\nseason_days = 120\n\
         batch_units = 60\nlead_time_days = 16\nforecast_volatility = 0.8\n",
    );
    // The audit of each month would stop it where money were made by revaluing.
    let lived = months(&with(&text, "market", "inflation = 0.5"));
    let cost = |t: usize| 24.0 * libm::pow(1.5, t as f64 / 12.0);
    let month = &lived[1];
    let held = month.inventory - cost(1) * 0.5 * month.made * (60.0 / 1000.0);
    let each = held / month.carried;
    assert!(cost(0) < each && each < cost(1), "{each}");
}

#[test]
fn cash_in_the_bank_earns_interest() {
    let text = with(
        &one_line(MADE_TO_ORDER),
        "balance_sheet",
        "interest_on_cash = 0.03\ndebt = 400_000\n\
                    interest_rate = 0.1",
    );
    let mut cash = 1e12 + 1_000_000.0;
    for month in months(&text) {
        let wanted = 400_000.0 * 0.1 / 12.0 - cash * 0.03 / 12.0;
        assert!((month.interest / wanted - 1.0).abs() < 1e-12);
        cash = month.cash;
    }
}

#[test]
fn growth_may_have_a_rate_for_each_year_and_the_last_goes_on() {
    let text =
        with(&one_line(MADE_TO_ORDER), "market", "demand_growth_per_year = [0.6, 0.2, 0.05]");
    let mut level = 1000.0;
    for (t, month) in months(&text).iter().enumerate() {
        assert!((month.demand / level - 1.0).abs() < 1e-12, "{t}: {}", month.demand);
        let yearly = [0.6, 0.2, 0.05][(t / 12).min(2)];
        level *= libm::pow(1.0 + yearly, 1.0 / 12.0);
    }
}

#[test]
fn each_year_of_growth_may_be_uncertain() {
    let rates = "[0.1, { dist = \"uniform\", min = 0, max = 0.4 }]";
    let text =
        with(&one_line(MADE_TO_ORDER), "market", &format!("demand_growth_per_year = {rates}"));
    let grown: Vec<f64> = ledgers(&text, 200)
        .iter()
        .map(|ledger| ledger.months[36].demand / ledger.months[24].demand - 1.0)
        .collect();
    let (mean, error) = mean_and_error(&grown);
    assert!((mean - 0.2).abs() < 4.0 * error && 0.003 < error, "{mean} ± {error}");
    let scenario = load(&text);
    assert!(scenario.assumptions.find("market.demand_growth_per_year[1]").is_some());
}

/// A path of the full model whose figures are worked out from its months.
#[test]
fn figures_of_the_last_year_and_of_sites_are_those_of_the_months() {
    let scenario = load(&apparel());
    let simulator = Simulator::new(&scenario.operator, &scenario.assumptions, scenario.seed);
    let (mut seen, mut paid_back, mut sold) = (0, 0, 0);
    for path in 0..60 {
        let Replay { draws, ledger, record } = simulator.replay(path);
        let terms = scenario.operator.terms.resolve(&draws);
        let figure = |figure| ledger.outcome.figure(figure);
        let last = &ledger.months[ledger.months.len().saturating_sub(12)..];
        let sum = |of: fn(&Month) -> f64| last.iter().map(of).sum::<f64>();
        let close = |found: Option<f64>, wanted: f64| {
            let found = found.expect("a figure");
            assert!((found - wanted).abs() < 1e-9 * (1.0 + wanted.abs()), "{found} {wanted}");
        };
        let capital = sum(|month| month.net_fixed_assets + month.net_working_capital);
        if 0.0 < capital {
            let earned = 12.0 * 0.76 * sum(|month| month.ebitda - month.depreciation);
            close(figure(Figure::ReturnOnInvestedCapital), earned / capital);
        } else {
            assert_eq!(figure(Figure::ReturnOnInvestedCapital), None);
        }
        let tooling: f64 =
            terms.products.iter().map(|line| line.capex_per_sku * line.sku_count).sum();
        let capex = terms.sites.site_capex + tooling;
        let sites = sum(|month| month.site_equivalents);
        let stands = capex + sum(|month| month.net_working_capital) / sites;
        let a_month = sum(|month| month.contribution) / sites - 0.6 / 60.0 * capex;
        close(figure(Figure::SiteRoic), 12.0 * a_month / stands);
        let granted = record.events.iter().filter_map(|(_, event)| match event {
            Event::SiteGranted(site) => Some(*site),
            _ => None,
        });
        let granted: Vec<_> = granted.collect();
        let skus = |index: usize| -> f64 {
            record.months[index].lines.iter().map(|line| line.month.skus_offered).sum()
        };
        let added = skus(record.months.len() - 1) - skus(0);
        if 0.0 < added {
            close(figure(Figure::CapexPerIncrementalSku), granted.len() as f64 * tooling / added);
        }
        seen += 1;
        if let Some(months) = figure(Figure::SitePaybackMonths) {
            let (first, mut earned) = (granted[0], 0.0);
            let mut needed = 0.0;
            for (t, month) in ledger.months.iter().enumerate().skip(first.opens) {
                let ramp = ((t + 1 - first.opens) as f64 / 9.0).min(1.0);
                let site_cost = record.months[t].accounts.site_cost;
                let own = (month.contribution + site_cost) * ramp / month.site_equivalents;
                earned += own - site_cost / month.sites_open;
                needed += 1.0;
                if first.capex <= earned {
                    break;
                }
            }
            close(Some(months), needed);
            paid_back += 1;
        }
        let is_sale = matches!(ledger.outcome.route, Route::Sale(_));
        match figure(Figure::EvToEbitda) {
            Some(multiple) => {
                let ebitda = record.months.last().expect("a month").ltm_ebitda;
                close(Some(multiple), ledger.outcome.enterprise_value / ebitda);
                assert!(is_sale);
                sold += 1;
            }
            None => {
                let ebitda = record.months.last().expect("a month").ltm_ebitda;
                assert!(!is_sale || ebitda <= 0.0);
            }
        }
        for (line, margin) in ledger.line_batch_margins.iter().enumerate() {
            let each = || record.months.iter().map(|month| month.lines[line].month);
            let batches: f64 = each().map(|month| month.batches).sum();
            let earned: f64 = each().map(|month| month.revenue - month.cost).sum();
            assert!((margin - earned / batches).abs() < 1e-9 * margin.abs() || batches <= 0.0);
        }
    }
    assert!(seen == 60 && 5 < paid_back && 2 < sold, "{seen} {paid_back} {sold}");
}

/// Each way to hold less stock, on the same draws.
#[test]
fn fewer_days_of_stock_never_lower_the_return_on_a_site() {
    let plan = |keys: &str, product: &str| {
        let line = format!(
            "price = 48\nmaterial_cost = 15\nunits_per_site_month = 1000\nseason_days = 30\n\
             markdown_depth = 0.5\nclearance_share = 0.8\nforecast_floor = 0.2\n{product}\n"
        );
        let text =
            with(&one_line(&line), "sites", "site_capex = 100_000\nsite_fixed_cost = 12_000");
        let text = with(&text, "balance_sheet", keys);
        let scenario = load(&text);
        let (mut returns, mut days) = (Vec::new(), Vec::new());
        each_ledger(&scenario, 0..300, |ledger: &Ledger| {
            returns.push(ledger.outcome.figure(Figure::SiteRoic).expect("a return"));
            days.push(ledger.outcome.figure(Figure::InventoryDays).expect("days"));
        });
        (mean_and_error(&returns).0, mean_and_error(&days).0)
    };
    let line = "lead_time_days = 20\nbatch_units = 50\nforecast_volatility = 0.6";
    for series in [
        // Materials kept.
        [80.0, 40.0, 10.0, 0.0].map(|days| plan(&format!("material_cover_days = {days}"), line)),
        // Goods paid on their way.
        [1.0, 0.6, 0.3, 0.0].map(|share| plan(&format!("prepaid_share = {share}"), line)),
        // Lead time, with what it brings in knowledge.
        [90.0, 45.0, 20.0, 2.0]
            .map(|days| plan("prepaid_share = 0.5", &line.replace("= 20", &format!("= {days}")))),
        // Batches, which cost nothing to set up.
        [800.0, 300.0, 80.0, 20.0]
            .map(|units| plan("prepaid_share = 0.5", &line.replace("= 50", &format!("= {units}")))),
    ] {
        for pair in series.windows(2) {
            assert!(pair[1].1 < pair[0].1, "days fall: {series:?}");
            assert!(pair[0].0 <= pair[1].0, "returns rise: {series:?}");
        }
    }
}

/// What is legal and probably not meant.
#[test]
fn growth_that_never_fades_and_closing_without_review_are_said() {
    let warned = |text: &str| match shortrun::input::load("plan.toml", text) {
        Ok((_, problems)) => problems.to_string(),
        Err(problems) => panic!("{problems}"),
    };
    let growth = |rate: &str| {
        with(&one_line(MADE_TO_ORDER), "market", &format!("demand_growth_per_year = {rate}"))
    };
    let never = "growth that never fades";
    assert!(warned(&growth("0.5")).contains(never));
    assert!(warned(&growth("[0.3, 0.2, 0.6]")).contains("more than 40 % a year for 8 years"));
    assert!(!warned(&growth("[0.9, 0.7, 0.5, 0.1]")).contains(never));
    assert!(!warned(&growth("0.4")).contains(never));
    assert!(!warned(&growth("0.5").replace("= 120", "= 36")).contains(never));
    let closing = with(&one_line(MADE_TO_ORDER), "sites", "closure_months = 3");
    assert!(warned(&closing).contains("no site is ever closed without review_months"));
    let refused = |rates: &str| match shortrun::input::load("plan.toml", &growth(rates)) {
        Ok(_) => panic!("{rates} is refused"),
        Err(problems) => problems.to_string(),
    };
    assert!(refused("[]").contains("has 0 numbers"));
    assert!(refused("[0.1, -1.5]").contains("`market.demand_growth_per_year[1]` is -1.5"));
    assert!(refused("[0.1, \"a lot\"]").contains("must be a number, not text"));
}
