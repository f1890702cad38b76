//! Files without problems, and what is read from them.

use shortrun::input::catalogue::TABLES;
use shortrun::input::{Scenario, load};
use shortrun::model::key::Absent;
use shortrun::model::operator::{Metric, NewRoundSeniority};
use shortrun::model::waterfall::Participation;
use shortrun::sampling::assumptions::{Assumption, Grade, Shape};

use super::{APPAREL, SMALL, check, verdict, with};

#[track_caller]
pub(super) fn read(text: &str) -> Scenario {
    match load("base.toml", text) {
        Ok((scenario, _)) => scenario,
        Err(problems) => panic!("{problems}"),
    }
}

#[track_caller]
pub(super) fn assumption<'a>(scenario: &'a Scenario, name: &str) -> &'a Assumption {
    let Some(input) = scenario.assumptions.find(name) else { panic!("no {name}") };
    scenario.assumptions.get(input)
}

#[track_caller]
fn known(scenario: &Scenario, name: &str) -> f64 {
    match assumption(scenario, name).shape {
        Shape::Known(value) => value,
        Shape::Uncertain(_) => panic!("{name} is uncertain"),
    }
}

#[track_caller]
fn support(scenario: &Scenario, name: &str) -> (f64, f64) {
    match &assumption(scenario, name).shape {
        Shape::Uncertain(distribution) => distribution.support(),
        Shape::Known(value) => panic!("{name} is {value}"),
    }
}

#[track_caller]
fn equal(left: f64, right: f64) {
    assert_eq!(left.to_bits(), right.to_bits(), "{left} {right}");
}

#[test]
fn nothing_is_said_about_a_good_file() {
    check(SMALL, "");
    check(APPAREL, "");
}

#[test]
fn the_settings_are_those_of_the_file() {
    let scenario = read(APPAREL);
    assert_eq!(scenario.name, "Nearshore apparel microfactory");
    assert_eq!(scenario.vertical, "apparel");
    assert_eq!(scenario.currency, "USD");
    assert_eq!((scenario.paths, scenario.seed), (20_000, 20_260_101));
    assert_eq!(scenario.operator.horizon_months, 96);
}

#[test]
fn lists_keep_their_order_and_names() {
    let operator = read(APPAREL).operator;
    let lines: Vec<&str> = operator.lines.iter().map(|line| line.name.as_str()).collect();
    assert_eq!(lines, ["core", "custom"]);
    assert_eq!(operator.suppliers, ["dye house", "packaging"]);
    let routes = [("strategic sale", Metric::LtmRevenue), ("financial sale", Metric::LtmEbitda)];
    assert_eq!(operator.routes, routes.map(|(name, metric)| (name.to_owned(), metric)));
    assert_eq!(operator.existing[0].name, "Seed");
    assert_eq!(operator.terms.products.len(), 2);
    assert_eq!(operator.terms.suppliers.len(), 2);
    assert_eq!(operator.terms.routes.len(), 2);
    assert_eq!(operator.terms.existing.len(), 1);
}

#[test]
fn each_number_is_called_by_its_dotted_path() {
    let scenario = read(APPAREL);
    equal(known(&scenario, "investment.cheque"), 4_000_000.0);
    equal(known(&scenario, "investment.existing.Seed.ownership"), 0.18);
    equal(known(&scenario, "sites.permits.permit_fee"), 15_000.0);
    equal(known(&scenario, "product.custom.price"), 78.0);
    equal(known(&scenario, "supplier.dye house.output_share"), 0.7);
    equal(known(&scenario, "exit.route.strategic sale.fee_rate"), 0.03);
    equal(known(&scenario, "exit.horizon.multiple"), 0.7);
    let drawn = assumption(&scenario, "sites.site_capex");
    assert_eq!(drawn.unit, "money per site");
    assert_eq!(support(&scenario, "sites.site_capex"), (450_000.0, 1_000_000.0));
}

#[test]
fn an_operator_holds_the_inputs_of_its_own_keys() {
    let scenario = read(APPAREL);
    let name = |input| scenario.assumptions.get(input).name.as_str();
    let terms = &scenario.operator.terms;
    assert_eq!(name(terms.deal.hurdle_rate), "investment.hurdle_rate");
    assert_eq!(name(terms.permits.suspension_share), "sites.permits.suspension_share");
    assert_eq!(name(terms.products[1].capex_per_sku), "product.custom.capex_per_sku");
    assert_eq!(name(terms.suppliers[0].switch_premium), "supplier.dye house.switch_premium");
    assert_eq!(
        name(terms.routes[1].deferred_paid_share),
        "exit.route.financial sale.deferred_paid_share"
    );
    assert_eq!(name(terms.horizon.illiquidity_discount), "exit.horizon.illiquidity_discount");
}

#[test]
fn a_key_left_out_has_its_stated_default() {
    let scenario = read(SMALL);
    for table in TABLES.iter().filter(|table| !table.title.starts_with("[[")) {
        for key in table.keys {
            let path = format!("{}.{}", table.title.trim_matches(['[', ']']), key.name);
            if SMALL.contains(&format!("\n{} = ", key.name)) {
                continue;
            }
            let (Absent::Default(value) | Absent::Means(_, value)) = key.absent else {
                panic!("{path} is required")
            };
            // What a success must earn is by default what flows are discounted at.
            let value = if key.name == "target_irr" {
                known(&scenario, "investment.hurdle_rate")
            } else {
                value
            };
            equal(known(&scenario, &path), value);
        }
    }
    assert!(known(&scenario, "supplier.mill.switch_days").is_infinite());
    assert!(known(&scenario, "exit.route.trade sale.hazard_cap").is_infinite());
    equal(known(&scenario, "product.bread.season_days"), 365.0);
    assert!(!scenario.operator.lines[0].has_service_level);
    let without_settings = with(&[("paths = 1_000\nseed = 7\n", "")]);
    let scenario = read(&without_settings);
    assert_eq!((scenario.paths, scenario.seed), (20_000, 1));
}

#[test]
fn rights_of_classes_are_read_with_their_defaults() {
    let operator = read(SMALL).operator;
    assert_eq!(operator.round.participation, Participation::None);
    assert_eq!((operator.round.seniority, operator.existing[0].seniority), (1, 0));
    assert!(!operator.pro_rata);
    assert_eq!(operator.new_round_seniority, NewRoundSeniority::Senior);
    let text = with(&[
        ("participation = \"none\"", "participation = { cap = 3 }\npro_rata = true"),
        ("ownership = 0.2", "ownership = 0.2\nparticipation = \"full\"\nseniority = -2"),
    ]) + "\n[funding]\nnew_round_seniority = \"pari-passu\"\n";
    let operator = read(&text).operator;
    assert_eq!(operator.round.participation, Participation::Capped { multiple: 3.0 });
    assert_eq!(operator.existing[0].participation, Participation::Full);
    assert_eq!(operator.existing[0].seniority, -2);
    assert!(operator.pro_rata);
    assert_eq!(operator.new_round_seniority, NewRoundSeniority::PariPassu);
}

#[test]
fn seasonality_and_service_level_are_read() {
    let text = with(&[(
        "price = 40",
        "price = 40\nservice_level = 0.9\nseasonality = [0.5, 1.5, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]",
    )]);
    let line = &read(&text).operator.lines[0];
    assert!(line.has_service_level);
    assert_eq!(line.seasonality[..3], [0.5, 1.5, 1.0]);
}

#[test]
fn evidence_travels_with_its_number() {
    let text = with(&[(
        "lead_time_days = 10",
        "lead_time_days = { value = 16, source = \"site visit\", grade = \"observed\", note = \"one\" }",
    )]);
    let scenario = read(&text);
    check(&text, "");
    let lead_time = assumption(&scenario, "product.bread.lead_time_days");
    equal(known(&scenario, "product.bread.lead_time_days"), 16.0);
    assert_eq!(lead_time.source.as_deref(), Some("site visit"));
    assert_eq!(lead_time.grade, Some(Grade::Observed));
    assert_eq!(lead_time.note.as_deref(), Some("one"));
}

#[test]
fn a_fact_of_the_deal_may_name_its_source() {
    let text = with(&[(
        "pre_money = 3_000_000",
        "pre_money = { value = 3_000_000, source = \"term sheet\", grade = \"audited\" }",
    )]);
    check(&text, "");
    equal(known(&read(&text), "investment.pre_money"), 3_000_000.0);
}

#[test]
fn every_family_is_read() {
    for (family, mean) in [
        ("{ dist = \"point\", value = 7 }", 7.0),
        ("{ dist = \"constant\", value = 7 }", 7.0),
        ("{ dist = \"uniform\", min = 4, max = 8 }", 6.0),
        ("{ dist = \"triangular\", min = 3, mode = 4, max = 8 }", 5.0),
        ("{ dist = \"pert\", min = 2, mode = 4, max = 12 }", 5.0),
        ("{ dist = \"pert\", min = 2, mode = 4, max = 12, lambda = 2 }", 5.5),
        ("{ dist = \"normal\", mean = 50, sd = 2 }", 50.0),
        ("{ dist = \"lognormal\", mean = 50, sd = 20 }", 50.0),
        ("{ dist = \"beta\", alpha = 2, beta = 6 }", 0.25),
        ("{ dist = \"beta\", alpha = 2, beta = 6, min = 8, max = 16 }", 10.0),
        ("{ dist = \"gamma\", shape = 2, scale = 5 }", 10.0),
        ("{ dist = \"discrete\", values = [1, 3], weights = [1, 3] }", 2.5),
        ("{ dist = \"bernoulli\", p = 0.25 }", 0.25),
        ("{ dist = \"weibull\", shape = 1, scale = 5 }", 5.0),
        ("{ dist = \"exponential\", mean = 5 }", 5.0),
        ("{ dist = \"exponential\", rate = 0.2 }", 5.0),
        ("{ dist = \"student-t\", df = 30, location = 50, scale = 1 }", 50.0),
        ("{ dist = \"binomial\", n = 12, p = 0.25 }", 3.0),
        ("{ dist = \"poisson\", mean = 2.5 }", 2.5),
        ("{ dist = \"empirical\", values = [9, 12, 15] }", 12.0),
        ("{ dist = \"empirical\", values = [9, 12, 21], interpolate = true }", 13.5),
        ("{ dist = \"normal\", p5 = 48, p95 = 52 }", 50.0),
        ("{ dist = \"metalog\", p10 = 40, p50 = 50, p90 = 60, min = 0, max = 100 }", 50.0),
        ("{ p10 = 40, median = 50, p90 = 60, min = 0, max = 100 }", 50.0),
        (
            "{ dist = \"mixture\", components = [4, { dist = \"uniform\", min = 5, max = 7 }], \
             weights = [1, 3] }",
            5.5,
        ),
    ] {
        let text = with(&[("lead_time_days = 10", &format!("lead_time_days = {family}"))]);
        check(&text, "");
        let read_mean = match &assumption(&read(&text), "product.bread.lead_time_days").shape {
            Shape::Known(value) => *value,
            Shape::Uncertain(distribution) => distribution.mean(),
        };
        assert!((read_mean - mean).abs() < 1e-9, "{family}: {read_mean}");
    }
}

#[test]
fn a_lognormal_is_read_in_each_of_its_ways() {
    for (family, low, high) in [
        ("median = 20, p90 = 40", (0.5, 20.0), (0.9, 40.0)),
        ("p10 = 10, p90 = 40", (0.1, 10.0), (0.9, 40.0)),
        ("p95 = 40, p2_5 = 10", (0.025, 10.0), (0.95, 40.0)),
    ] {
        let family = format!("lead_time_days = {{ dist = \"lognormal\", {family} }}");
        let scenario = read(&with(&[("lead_time_days = 10", &family)]));
        let Shape::Uncertain(drawn) = &assumption(&scenario, "product.bread.lead_time_days").shape
        else {
            panic!("{family}")
        };
        for (u, value) in [low, high] {
            assert!((drawn.quantile(u) - value).abs() < 1e-9, "{family}");
        }
    }
}

#[test]
fn minimum_and_maximum_cut_the_tails() {
    let family = "lead_time_days = { dist = \"normal\", mean = 10, sd = 8, min = 2, max = 30 }";
    let text = with(&[("lead_time_days = 10", family)]);
    check(&text, "");
    assert_eq!(support(&read(&text), "product.bread.lead_time_days"), (2.0, 30.0));
}

#[test]
fn draws_outside_the_range_of_their_key_are_cut_off() {
    let family = "lead_time_days = { dist = \"normal\", mean = 10, sd = 8 }";
    let text = with(&[("lead_time_days = 10", family)]);
    assert_eq!(support(&read(&text), "product.bread.lead_time_days"), (0.0, f64::INFINITY));
}

#[test]
fn an_excluded_end_is_never_drawn() {
    let family = "demand_persistence = { dist = \"beta\", alpha = 9, beta = 0.02 }";
    let scenario = read(&(SMALL.to_owned() + "\n[market]\n" + family + "\n"));
    let Shape::Uncertain(drawn) = &assumption(&scenario, "market.demand_persistence").shape else {
        panic!("it is a distribution")
    };
    assert!(drawn.quantile(1.0 - f64::EPSILON / 2.0) < 1.0);
}

#[test]
fn what_is_drawn_at_each_event_is_marked() {
    let scenario = read(APPAREL);
    assert!(assumption(&scenario, "sites.permits.permit_delay_days").per_event);
    assert!(!assumption(&scenario, "sites.site_capex").per_event);
    assert!(assumption(&scenario, "sites.ramp_months").whole);
}

#[test]
fn names_may_be_any_text() {
    let text = with(&[
        ("name = \"bread\"", "name = \"Brød & Kager. 50 % \\\"extra\\\"\""),
        ("name = \"mill\"", "name = 'C:\\mill'"),
    ]);
    check(&text, "");
    let scenario = read(&text);
    equal(known(&scenario, "product.Brød & Kager. 50 % \"extra\".price"), 40.0);
    assert_eq!(scenario.operator.suppliers, ["C:\\mill"]);
}

#[test]
fn line_ends_and_byte_order_mark_do_not_matter() {
    let windows = format!("\u{feff}{}", SMALL.replace('\n', "\r\n"));
    check(&windows, "");
    let (plain, windows) = (read(SMALL), read(&windows));
    for ((_, left), (_, right)) in plain.assumptions.iter().zip(windows.assumptions.iter()) {
        assert_eq!(format!("{left:?}"), format!("{right:?}"));
    }
    let text = format!("\u{feff}{}", with(&[("price = 40", "price = -46")]));
    assert_eq!(verdict(&text.replace('\n', "\r\n")), verdict(&text));
    assert_eq!(verdict(&text), verdict(&with(&[("price = 40", "price = -46")])));
}

#[test]
fn the_smallest_scenario_shown_for_an_empty_file_can_be_run() {
    let shown = verdict("");
    let lines = shown.lines().skip_while(|line| line.trim() != "[scenario]");
    let lines = lines.take_while(|line| !line.ends_with("base.toml"));
    let smallest: Vec<&str> = lines.map(str::trim).collect();
    check(&smallest.join("\n"), "");
}
