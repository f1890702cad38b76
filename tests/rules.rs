//! Rules that a scenario may add: lines made at a loss, the gate of the first sale, plant
//! that is replaced, a halo with an end, campaigns, dearer packaging, delivery that counts.

use crate::support;

use shortrun::input::{self, Scenario};
use shortrun::model::ledger::Month;
use support::{MADE_TO_ORDER, apparel, load, months, one_line, outcomes, with};

#[test]
fn rules_that_are_not_asked_for_move_nothing() {
    let given = apparel();
    let plain = given.replace("replacement_share = 0.6\n", "");
    let mut same = given.replace("replacement_share = 0.6", "replacement_share = 0");
    for (table, keys) in [
        ("sites", "first_sale_gate = false"),
        ("popups", "campaign = { factor = 1, month = 3, decay_months = 5 }"),
    ] {
        same = with(&same, table, keys);
    }
    same = same.replace(
        "name = \"core\"\n",
        "name = \"core\"\nsells_at_loss = false\npackaging_price_premium = 0\n\
         delivery_elasticity = 0\nreference_delivery_days = 7\n",
    );
    assert!(same.contains("reference_delivery_days"));
    let run = |text: &str| outcomes(&load(text), 0..300, 2);
    let (plain, same) = (run(&plain), run(&same));
    let bits = |values: &[f64]| values.iter().map(|x| x.to_bits()).collect::<Vec<u64>>();
    assert_eq!(bits(&plain.moic), bits(&same.moic));
    assert_eq!(bits(&plain.npv), bits(&same.npv));
}

#[test]
fn a_line_that_sells_at_a_loss_sells_and_learns_its_way_out() {
    let dear = "price = 50\nmaterial_cost = 10\nconversion_cost = 60\nunits_per_site_month = 1000\n\
                lead_time_days = 5\nbatch_units = 100\nseason_days = 30\nservice_level = 0.9\n";
    let learns = "learning_rate = 0.3\nlearning_reference_units = 5000";
    let stops = months(&with(&one_line(dear), "scaling", learns));
    assert!(stops.iter().all(|month| month.made <= 0.0 && month.sold <= 0.0));
    let goes_on = format!("{dear}sells_at_loss = true\n");
    let lived = months(&with(&one_line(&goes_on), "scaling", learns));
    let margin = |month: &Month| month.line_revenue - month.line_cost;
    assert!(lived.iter().all(|month| 900.0 < month.sold));
    assert!(margin(&lived[0]) < 0.0 && 0.0 < margin(&lived[119]), "{:?}", lived[119]);
}

#[test]
fn a_line_that_sells_at_a_loss_says_how_much_it_stocks() {
    let text = one_line(&format!("{MADE_TO_ORDER}sells_at_loss = true\n"));
    let problems = match input::load("plan.toml", &text) {
        Ok(_) => panic!("it is refused"),
        Err(problems) => problems.to_string(),
    };
    assert!(problems.contains("`product.only.sells_at_loss` needs a service_level"), "{problems}");
}

/// A plan that opens a site every month and sells from month 10 on.
fn launches_late(keys: &str) -> Vec<Month> {
    let line = format!("{MADE_TO_ORDER}launch_month = 10\n");
    let text = one_line(&line).replace("max_sites = 1", "max_sites = 50").replace(
        "initial_sites = 1",
        &format!("initial_sites = 1\nsite_capex = 100\nmonths_between_openings = 1\n{keys}"),
    );
    months(&text)
}

#[test]
fn the_first_sale_gate_never_lets_a_site_be_applied_for_before_a_sale() {
    let paid = |months: &[Month]| months.iter().position(|month| 0.0 < month.capex);
    assert_eq!(paid(&launches_late("first_sale_gate = true")), Some(11));
    assert_eq!(paid(&launches_late("first_sale_gate = false")), Some(0));
}

#[test]
fn three_months_with_a_site_open_and_no_revenue_fail_the_gate_of_margins() {
    let months = launches_late("");
    let applied: Vec<bool> = months.iter().map(|month| 0.0 < month.capex).collect();
    // Nothing is known before three months were lived; then nothing sells until month 10.
    assert_eq!(
        applied[..13],
        [true, true, true, false, false, false, false, false, false, false, false, true, true]
    );
}

#[test]
fn plant_is_replaced_by_its_share_of_the_wear_of_all_plant_ever_bought() {
    let keys = "opening_fixed_assets = 6000\ndepreciation_months = 60\nreplacement_share = 0.6";
    let text = with(&one_line(MADE_TO_ORDER), "balance_sheet", keys)
        .replace("max_sites = 1", "max_sites = 3")
        .replace(
            "initial_sites = 1",
            "initial_sites = 1\nsite_capex = 1200\nfirst_opening_month = 5",
        );
    let (mut bought, mut sites, mut book) = (6000.0, 0, 6000.0);
    for (t, month) in months(&text).iter().enumerate() {
        let replaced = 0.6 * bought / 60.0;
        let of_site = month.capex - replaced;
        assert!(of_site.abs() < 1e-6 || (of_site - 1200.0).abs() < 1e-6, "{t}: {of_site}");
        sites += usize::from(1.0 < of_site);
        bought += of_site;
        book += month.capex - month.depreciation;
        assert!((book - month.net_fixed_assets).abs() < 1e-6, "{t}");
    }
    assert_eq!(sites, 2);
    let unworn = text.replace("depreciation_months = 60", "depreciation_months = 0");
    assert!(months(&unworn).iter().all(|month| month.capex < 1201.0 && month.depreciation <= 0.0));
}

const EVENTS: &str = "events_per_site_month = 2\nvisitors_per_event = 300\nconversion = 0.1\n\
                      basket = 50\ndemand_halo = 0.2\nevent_permit_refusal = 0.25\n";

/// Demand over that without pop-ups.
fn halo(keys: &str) -> Vec<f64> {
    let text = with(&one_line(MADE_TO_ORDER), "popups", keys);
    months(&text).iter().map(|month| month.demand / 1000.0 - 1.0).collect()
}

#[test]
fn a_halo_has_an_end_and_more_events_never_lower_it() {
    assert!((halo(EVENTS)[7] - 0.2 * 0.75 * 0.95).abs() < 1e-12, "95 % at plan");
    let mut last = 0.0;
    for events in [0.0, 0.5, 1.0, 2.0, 5.0, 20.0, 400.0] {
        let keys = EVENTS.replace("month = 2", &format!("month = {events}"));
        let found = halo(&format!("{keys}halo_visitors = 400\n"))[0];
        let wanted = 0.15 * (1.0 - libm::exp(-events * 300.0 / 400.0));
        assert!((found - wanted).abs() < 1e-12 && last <= found, "{events}: {found} {wanted}");
        last = found;
    }
}

#[test]
fn a_campaign_draws_visitors_from_its_month_on_and_fades() {
    let keys = format!("{EVENTS}campaign = {{ factor = 3, month = 6, decay_months = 2 }}\n");
    let text = with(&one_line(MADE_TO_ORDER), "popups", &keys);
    for (t, month) in months(&text).iter().enumerate() {
        let since = t as f64 - 6.0;
        let drawn = if since < 0.0 { 1.0 } else { 1.0 + 2.0 * libm::exp(-since / 2.0) };
        let revenue = 2.0 * 0.75 * 300.0 * 0.1 * 50.0 * drawn;
        assert!((month.popup_revenue / revenue - 1.0).abs() < 1e-12, "{t}");
        let halo = 0.15 * (1.0 - libm::pow(20.0, -drawn));
        assert!((month.demand / 1000.0 - 1.0 - halo).abs() < 1e-12, "{t}");
    }
}

#[test]
fn packaging_that_customers_pay_for_raises_the_price_and_nothing_else() {
    let of = |keys: &str| {
        months(&one_line(&format!("{MADE_TO_ORDER}selling_cost_share = 0.1\n{keys}")))[3]
    };
    let (plain, paid) = (of(""), of("packaging_cost = 1\npackaging_price_premium = 0.04\n"));
    assert!((paid.line_revenue / plain.line_revenue - 1.04).abs() < 1e-12);
    assert!((paid.sold - plain.sold).abs() < 1e-9);
    let more = 1.0 * plain.sold + 0.1 * (paid.line_revenue - plain.line_revenue);
    assert!((paid.line_cost - plain.line_cost - more).abs() < 1e-6);
}

#[test]
fn slower_delivery_loses_customers_by_its_elasticity() {
    let of = |days: f64, elasticity: f64| {
        let keys = format!(
            "delivery_days = {days}\nreference_delivery_days = 4\ndelivery_elasticity = {elasticity}\n"
        );
        months(&one_line(&format!("{MADE_TO_ORDER}{keys}")))[0].demand / 1000.0
    };
    for (days, elasticity, wanted) in [
        (4.0, 0.3, 1.0),
        (8.0, 0.3, libm::pow(2.0, -0.3)),
        (2.0, 0.5, libm::pow(2.0, 0.5)),
        (0.2, 1.0, 4.0),
        (9.0, 0.0, 1.0),
    ] {
        assert!((of(days, elasticity) - wanted).abs() < 1e-12, "{days} {elasticity}");
    }
}

/// What is legal and probably not meant.
#[test]
fn what_these_rules_leave_without_effect_is_said() {
    let warned = |text: &str| match input::load("plan.toml", text) {
        Ok((_, problems)) => problems.to_string(),
        Err(problems) => panic!("{problems}"),
    };
    let _: Scenario = load(&one_line(MADE_TO_ORDER));
    let line = |keys: &str| one_line(&format!("{MADE_TO_ORDER}{keys}"));
    let unsure = line("delivery_days = { dist = \"uniform\", min = 1, max = 9 }\n");
    assert!(warned(&unsure).contains("sells the same however long delivery takes"));
    let nothing = line("delivery_elasticity = 0.3\n");
    assert!(warned(&nothing).contains("without reference_delivery_days"));
    let worn = with(&one_line(MADE_TO_ORDER), "balance_sheet", "opening_fixed_assets = 6000");
    assert!(warned(&worn).contains("never replaced within the horizon of 120"));
    let campaign = with(&one_line(MADE_TO_ORDER), "popups", "campaign = { factor = 3 }");
    assert!(warned(&campaign).contains("a campaign draws nobody"));
}
