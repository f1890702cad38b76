//! Files that build on each other and changes from the command line: what
//! comes of good ones, and the one text that stands for all of them.

use shortrun::input::{Problems, Scenario, load_with};
use shortrun::sampling::assumptions::Shape;

use super::cases::{Texts, set, texts};
use super::{APPAREL, SMALL, with};

/// The scenario that `plan.toml` makes with the files beside it.
#[track_caller]
fn read(plan: &str, files: &[(&str, &str)], changes: &[&str]) -> Scenario {
    match load_with("plan.toml", plan, &texts(files), &set(changes)) {
        Ok((scenario, _)) => scenario,
        Err(problems) => panic!("{problems}"),
    }
}

fn refused(plan: &str, files: &Texts) -> Problems {
    match load_with("plan.toml", plan, files, &[]) {
        Ok(_) => panic!("nothing is wrong"),
        Err(problems) => problems,
    }
}

#[track_caller]
fn known(scenario: &Scenario, name: &str) -> f64 {
    let input = scenario.assumptions.find(name).unwrap_or_else(|| panic!("no {name}"));
    match scenario.assumptions.get(input).shape {
        Shape::Known(value) => value,
        Shape::Uncertain(_) => panic!("{name} is uncertain"),
    }
}

/// All that a scenario is but its texts.
fn content(scenario: &Scenario) -> String {
    let Scenario { name, vertical, currency, paths, seed, operator, assumptions, .. } = scenario;
    format!("{:?}", (name, vertical, currency, paths, seed, operator, assumptions))
}

#[test]
fn tables_are_changed_key_by_key_and_lists_entry_by_entry() {
    let scenario = read(
        r#"
extends = "small.toml"

[scenario]
name = "Bear"

[market]
demand_cycle_volatility = 0.2

[[investment.existing]]
name = "Angels"
invested = 1
ownership = 0.1

[[supplier]]
name = "dairy"
output_share = 0.1

[[supplier]]
name = "mill"
output_share = 0.9
"#,
        &[],
        &[],
    );
    assert_eq!((scenario.name.as_str(), scenario.vertical.as_str()), ("Bear", "food"));
    assert_eq!(scenario.operator.suppliers, ["mill", "dairy"], "added ones come last");
    assert_eq!(scenario.operator.existing[1].name, "Angels");
    for (name, value) in [
        ("supplier.mill.output_share", 0.9_f64),
        ("supplier.mill.disruption_days", 10.0),
        ("investment.existing.Seed.ownership", 0.2),
        ("market.demand_cycle_volatility", 0.2),
    ] {
        assert_eq!(known(&scenario, name).to_bits(), value.to_bits(), "{name}");
    }
}

#[test]
fn files_and_changes_are_laid_over_each_other_in_their_order() {
    let middle = "extends = \"small.toml\"\n[sites]\nmax_sites = 5\ninitial_sites = 2\n";
    let plan = "extends = \"deals/../middle.toml\"\n[sites]\nmax_sites = 6\n";
    let files = [("deals/../middle.toml", &middle.replace("small", "../small") as &str)];
    let files = [files[0], ("deals/../../small.toml", SMALL)];
    let scenario = read(plan, &files, &["sites.max_sites=7", "sites.max_sites=8"]);
    assert_eq!(known(&scenario, "sites.max_sites").to_bits(), 8.0_f64.to_bits());
    assert_eq!(known(&scenario, "sites.initial_sites").to_bits(), 2.0_f64.to_bits());
    assert_eq!(known(&scenario, "sites.site_capacity_units").to_bits(), 10_000.0_f64.to_bits());
}

#[test]
fn a_removed_entry_is_gone_and_can_be_added_anew() {
    let plan = r#"
extends = "small.toml"

[[exit.route]]
name = "trade sale"
remove = true

[[exit.route]]
name = "trade sale"
hazard_per_year = 0.3
metric = "ltm-ebitda"
multiple = 4
"#;
    let scenario = read(plan, &[], &["supplier.mill.remove=true"]);
    assert!(scenario.operator.suppliers.is_empty());
    assert_eq!(scenario.operator.routes.len(), 1);
    assert_eq!(known(&scenario, "exit.route.trade sale.multiple").to_bits(), 4.0_f64.to_bits());
}

#[test]
fn what_is_known_of_a_number_is_replaced_with_its_source() {
    let base = with(&[(
        "lead_time_days = 10",
        "lead_time_days = { dist = \"pert\", min = 1, mode = 2, max = 3, source = \"a visit\" }",
    )]);
    let plan = "extends = \"base.toml\"\n";
    let scenario = read(plan, &[("base.toml", &base)], &["product.bread.lead_time_days={value=4}"]);
    let input = scenario.assumptions.find("product.bread.lead_time_days").expect("it is there");
    let lead_time = scenario.assumptions.get(input);
    assert!(matches!(lead_time.shape, Shape::Known(_)));
    assert_eq!(lead_time.source, None, "a number has the source that stands beside it");
}

#[test]
fn layers_make_the_scenario_that_one_file_would_have_made() {
    let plan = "extends = \"small.toml\"\n[sites]\nmax_sites = 9\n[[supplier]]\nname = \"mill\"\n\
                output_share = 0.25\n";
    let one =
        with(&[("max_sites = 4", "max_sites = 9"), ("output_share = 0.5", "output_share = 0.25")]);
    let set = ["sites.max_sites=9", "supplier.mill.output_share=0.25"];
    let (layered, whole) = (read(plan, &[], &[]), read(&one, &[], &[]));
    let changed = read(SMALL, &[], &set);
    for other in [&layered, &changed] {
        assert_eq!(content(other), content(&whole));
        assert_eq!(other.resolved, whole.resolved);
        assert_eq!(other.content_hash, whole.content_hash);
    }
    assert_ne!(read(SMALL, &[], &[]).content_hash, whole.content_hash);
}

#[test]
fn the_resolved_scenario_is_one_plain_text() {
    let plan = "\
extends = \"small.toml\" # the plan\n\
[simulation]\n\
seed = 0x1F\n\
[sites.permits]\n\
suspension_share = { note = \"\\\"half\\\", says the clerk\", value = 5e-1, grade = 'guess' }\n\
[[product]]\n\
name = \"bread\"\n\
lead_time_days = { max = 45, mode = 1_0.50, min = 8, dist = \"pert\" }\n\
seasonality = [1, 1, 1, 1, 1, 1,\n 1.0, 1, 1, 1, 1, 1]\n\
[[supplier]]\n\
name = \"mill\"\n\
remove = true\n";
    let expected = r#"[scenario]
name = "Small"
vertical = "food"
currency = "EUR"
grade = "guess"

[simulation]
paths = 1000
seed = 31
horizon_months = 60

[investment]
cheque = 1000000
round_size = 1500000
pre_money = 3000000
hurdle_rate = 0.25
participation = "none"

[[investment.existing]]
name = "Seed"
invested = 500000
ownership = 0.2

[sites]
initial_sites = 1
max_sites = 4
site_capacity_units = 10000

[sites.permits]
permit_refusal_probability = 0.2
suspension_share = { value = 0.5, grade = "guess", note = "\"half\", says the clerk" }

[[product]]
name = "bread"
price = 40
material_cost = 15
units_per_site_month = 5000
lead_time_days = { dist = "pert", min = 8, mode = 10.5, max = 45 }
markdown_depth = 0.7
seasonality = [1, 1, 1, 1, 1, 1, 1.0, 1, 1, 1, 1, 1]

[exit]
earliest_exit_month = 12

[[exit.route]]
name = "trade sale"
hazard_per_year = 0.1
multiple = 1.0
metric = "ltm-revenue"

[exit.horizon]
multiple = 0.7
metric = "ltm-revenue"
"#;
    let resolved = read(plan, &[], &[]).resolved;
    assert!(resolved == expected, "{resolved}");
}

#[test]
fn the_resolved_scenario_is_the_same_scenario() {
    for text in [SMALL, APPAREL] {
        let first = read(text, &[], &["simulation.seed=18446744073709551615"]);
        let again = read(&first.resolved, &[], &[]);
        assert_eq!(content(&first), content(&again));
        assert_eq!(first.resolved, again.resolved);
        assert_eq!(first.content_hash, again.content_hash);
    }
}

#[test]
fn the_hash_is_about_the_content_and_not_about_the_notation() {
    let hash = |text: &str| read(text, &[], &[]).content_hash;
    assert_eq!(hash(SMALL), "f7ae90afe52d40c3b1261cb0a6d3546e60227d71c364040f69397d78fdd7baeb");
    let commented = SMALL.replace("[sites]", "# as planned\n[sites] # two\n");
    let windows = format!("\u{feff}{}", SMALL.replace('\n', "\r\n"));
    let regrouped = SMALL.replace("1_000_000", "1000000").replace("0.25", "2.5e-1");
    for same in [commented, windows, regrouped] {
        assert_ne!(same, SMALL);
        assert_eq!(hash(&same), hash(SMALL));
    }
    assert_ne!(hash(&with(&[("seed = 7", "seed = 8")])), hash(SMALL));
    assert_ne!(
        hash(&with(&[("price = 40", "price = { value = 40, source = \"list\" }")])),
        hash(SMALL)
    );
}

#[test]
fn a_file_below_that_is_not_text_is_refused() {
    let mut files = texts(&[]);
    files.0.insert("base.toml".to_owned(), b"[sites]\nmax\xff = 3\n".to_vec());
    assert_eq!(
        refused("extends = \"base.toml\"\n", &files).to_string(),
        "error: `base.toml` is not UTF-8 text (line 2); save it as UTF-8\n \
         --> plan.toml:1:11\n  |\n1 | extends = \"base.toml\"\n  |           ^^^^^^^^^^^\n\n\
         1 problem in plan.toml"
    );
}

#[test]
fn a_ladder_of_files_ends() {
    let name = |step: usize| format!("{step}.toml");
    let text = |step: usize| format!("extends = \"{}\"\n", name(step + 1));
    let steps: Vec<(String, String)> = (0..40).map(|step| (name(step), text(step))).collect();
    let steps: Vec<(&str, &str)> =
        steps.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let said = refused("extends = \"0.toml\"\n", &texts(&steps)).to_string();
    assert!(
        said.starts_with("error: more than 32 files build on each other\n --> 30.toml:1:11"),
        "{said}"
    );
}
