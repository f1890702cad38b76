//! The difference between two scenarios, shared out among groups.

use crate::support;

use shortrun::analysis::grouping::{Change, Group, Said, players};
use shortrun::input::differences::{differences, tied};
use shortrun::input::mixing::Mixer;
use shortrun::input::{NoFiles, Override, Scenario, load_with};
use support::{load_file, outcomes};

fn shipped(name: &str) -> Scenario {
    load_file(&format!("scenarios/{name}.toml"), &[])
}

/// The text with changes, whatever it warns of.
fn changed(text: &str, changes: &[&str]) -> Scenario {
    let change = |text: &&str| Override { origin: "--set".to_owned(), text: (*text).to_owned() };
    let changes: Vec<Override> = changes.iter().map(change).collect();
    let read = load_with("test.toml", text, &NoFiles, &changes);
    read.map(|(scenario, _)| scenario).unwrap_or_else(|problems| panic!("{problems}"))
}

fn nearshore(changes: &[&str]) -> Scenario {
    changed(&shipped("apparel-nearshore").resolved, changes)
}

fn keys(scenarios: [&Scenario; 2]) -> Vec<String> {
    players(differences(scenarios[0], scenarios[1])).iter().map(|player| player.key()).collect()
}

/// What every path comes to, to the bit.
fn fates(scenario: &Scenario) -> Vec<(u64, u64)> {
    let of = outcomes(scenario, 0..300, 2);
    of.moic.iter().zip(&of.npv).map(|(moic, npv)| (moic.to_bits(), npv.to_bits())).collect()
}

#[test]
fn nothing_and_everything_of_the_other_are_the_two_scenarios_to_the_bit() {
    let pairs = [
        ("apparel-nearshore", "apparel-offshore"),
        ("electronics-custom", "food-microkitchen"),
        ("food-microkitchen", "apparel-nearshore"),
    ];
    for (first, other) in pairs {
        let first = shipped(first);
        // Mixtures are run with the first's settings.
        let horizon = format!("simulation.horizon_months={}", first.operator.horizon_months);
        let mut other = load_file(&format!("scenarios/{other}.toml"), &[&horizon]);
        other.seed = first.seed;
        let mixer = Mixer::new(&first, &other);
        let mixed = |groups: &[Group]| {
            let mut mixed = mixer.mixed(groups).unwrap_or_else(|problems| panic!("{problems}"));
            mixed.seed = first.seed;
            mixed
        };
        assert!(fates(&mixed(&[])) == fates(&first), "{}", first.name);
        assert!(fates(&mixed(Group::ALL)) == fates(&other), "{}", other.name);
    }
}

#[test]
fn a_mixture_differs_from_its_sources_in_the_groups_it_took_and_in_no_other() {
    let (first, other) = (shipped("apparel-nearshore"), shipped("apparel-offshore"));
    let all = keys([&first, &other]);
    assert_eq!(all, ["speed", "unit-cost", "supply", "sites", "working-capital", "balance-sheet"]);
    let mixer = Mixer::new(&first, &other);
    let taken = [Group::Speed, Group::Supply];
    let mixed = mixer.mixed(&taken).unwrap_or_else(|problems| panic!("{problems}"));
    assert_eq!(keys([&first, &mixed]), ["speed", "supply"]);
    assert_eq!(keys([&mixed, &other]), ["unit-cost", "sites", "working-capital", "balance-sheet"]);
}

#[test]
fn sources_names_and_ways_of_writing_are_no_difference() {
    let first = nearshore(&[]);
    let same = nearshore(&[
        "scenario.name='Another name'",
        "investment.seniority=1",
        "product.core.price={ value = 50.0, source = 'elsewhere' }",
        "simulation.paths=77",
    ]);
    let differ = differences(&first, &same);
    assert_eq!(differ, []);
}

#[test]
fn each_change_is_in_its_group_with_what_both_say() {
    let first = nearshore(&[]);
    let other = nearshore(&[
        "product.core.batch_units=40",
        "investment.participation='full'",
        "funding.max_rounds=0",
    ]);
    let found = differences(&first, &other);
    let of = |path: &str| -> &Change {
        found.iter().find(|change| change.path == path).unwrap_or_else(|| panic!("{found:?}"))
    };
    let batch = of("product.core.batch_units");
    assert_eq!(batch.group, Group::Speed);
    assert_eq!(batch.said[1], Said::Number("units", [40.0; 3]));
    assert_eq!(of("investment.participation").group, Group::Deal);
    assert_eq!(of("investment.participation").said[1], Said::Text("\"full\"".to_owned()));
    assert_eq!(of("funding.max_rounds").group, Group::Funding);
    assert_eq!(found.len(), 3, "{found:?}");
}

#[test]
fn a_line_that_one_scenario_has_goes_as_a_whole() {
    // Without its ties, which would name a line that a mixture may lack.
    let plain = nearshore(&[]).resolved;
    let first = changed(plain.split("\n[[correlation]]").next().unwrap_or_default(), &[]);
    let lines: Vec<String> = first.operator.lines.iter().map(|line| line.name.clone()).collect();
    let last = lines.last().expect("a line");
    let text = first.resolved.replace(&format!("name = \"{last}\""), "name = \"another\"");
    let text = text.replace(&format!("product.{last}."), "product.another.");
    let other = changed(&text, &["product.another.lead_time_days=33"]);
    let found = differences(&first, &other);
    let of_lines: Vec<&str> = found
        .iter()
        .filter(|change| change.group == Group::Lines)
        .map(|change| change.path.as_str())
        .collect();
    assert_eq!(of_lines, [format!("product.{last}"), "product.another".to_owned()]);
    let mixer = Mixer::new(&first, &other);
    let names = |groups: &[Group]| -> Vec<String> {
        let mixed = mixer.mixed(groups).unwrap_or_else(|problems| panic!("{problems}"));
        mixed.operator.lines.iter().map(|line| line.name.clone()).collect()
    };
    // Speed alone brings no part of a line that the first does not have.
    assert_eq!(names(&[Group::Speed]), lines);
    let with_lines = names(&[Group::Lines]);
    assert!(with_lines.contains(&"another".to_owned()), "{with_lines:?}");
}

#[test]
fn correlations_of_a_number_that_one_scenario_knows_are_changed_with_it() {
    const TIE: &str = "\n[[correlation]]\nbetween = [\"product.core.lead_time_days\", \
         \"product.core.conversion_cost\"]\nrank = 0.5\n";
    let plain = nearshore(&[]).resolved;
    let plain = plain.split("\n[[correlation]]").next().unwrap_or_default().to_owned();
    let first = changed(&format!("{plain}{TIE}"), &[]);
    let other = changed(&plain, &["product.core.lead_time_days=16"]);
    let found = differences(&first, &other);
    let ties = tied((&first, &other), ["first", "other"], &found);
    let why = "product.core.lead_time_days is correlated in first and not uncertain in other";
    assert_eq!(ties, [([Group::Speed, Group::Correlations], why.to_owned())]);
    let mixer = Mixer::new(&first, &other);
    assert!(mixer.mixed(&[Group::Speed, Group::Correlations]).is_ok());
    // Alone it would leave its correlation behind, which then ties nothing.
    assert!(mixer.mixed(&[Group::Speed]).is_ok());
    // Where both know it as uncertain, correlations can be changed alone.
    let other = changed(&plain, &["product.core.price=52"]);
    let found = differences(&first, &other);
    assert_eq!(tied((&first, &other), ["first", "other"], &found), []);
    assert_eq!(keys([&first, &other]), ["demand", "correlations"]);
}
