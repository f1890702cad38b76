//! The chart of a replayed path: its title says what it draws, and nothing
//! overlaps, whatever the path.

use crate::{alike, support};

use shortrun::analysis::pick::Which;
use shortrun::analysis::replayed::Replayed;
use shortrun::input::Scenario;
use shortrun::model::outcome::{Figure, Route};
use shortrun::model::simulator::Simulator;
use shortrun::output::chart::provenance::Provenance;
use shortrun::output::chart::{Chart, Domains, Size};
use shortrun::output::format::{count, moic, money};
use shortrun::output::replay::chart::replay::replay;
use support::{apparel, load, one_line};

const SHIPPED: [&str; 4] = [
    include_str!("../scenarios/apparel-nearshore.toml"),
    include_str!("../scenarios/apparel-offshore.toml"),
    include_str!("../scenarios/electronics-custom.toml"),
    include_str!("../scenarios/food-microkitchen.toml"),
];

fn provenance(scenario: &Scenario) -> Provenance {
    Provenance {
        program_version: "test".to_owned(),
        scenario_file: "a-plan-with-a-rather-long-name.toml".to_owned(),
        scenario_name: scenario.name.clone(),
        scenario_hash: scenario.content_hash.clone(),
        paths: 0,
        seed: scenario.seed,
        currency: scenario.currency.clone(),
        rates: shortrun::analysis::statistic::Rates::both(0.3),
        position: None,
        first_of: None,
    }
}

fn replayed(scenario: &Scenario, path: u64) -> Replayed {
    let simulator = Simulator::new(&scenario.operator, &scenario.assumptions, scenario.seed);
    let replay = simulator.replay(path);
    Replayed::new(&scenario.operator, &scenario.assumptions, replay, (Which::Path(path), None))
}

fn draw(scenario: &Scenario, replayed: &Replayed, size: Size) -> Chart {
    replay(&provenance(scenario), replayed, None, size)
}

/// What stands between two texts.
fn between<'a>(text: &'a str, before: &str, after: &str) -> &'a str {
    let rest = text.split_once(before).unwrap_or_else(|| panic!("{before} in {text}")).1;
    rest.split_once(after).map_or(rest, |(found, _)| found)
}

#[test]
fn titles_say_the_numbers_of_their_path() {
    let mut routes = [0; 3];
    for text in SHIPPED {
        let scenario = load(text);
        for path in 0..60 {
            let replayed = replayed(&scenario, path);
            let outcome = &replayed.replay.ledger.outcome;
            let title = draw(&scenario, &replayed, Size::Full).title().to_owned();
            assert_eq!(between(&title, "Path ", ":"), count(path));
            let (month, multiple) = (outcome.exit_month + 1, moic(outcome.moic));
            let last = replayed.replay.ledger.months[outcome.exit_month].cash;
            let figure = |figure| outcome.figure(figure).expect("every path has it");
            let lowest = money(figure(Figure::LowestCash), &scenario.currency);
            routes[outcome.route.index().min(2)] += 1;
            match outcome.route {
                Route::Failure => {
                    assert_eq!(between(&title, "returns ", ";"), multiple);
                    let how = if last < 0.0 { "out of cash" } else { "ended by a setback" };
                    let before = format!("{how} in month ");
                    assert_eq!(between(&title, &before, ","), month.to_string());
                    if last < 0.0 {
                        let missing = money(-last, &scenario.currency);
                        assert_eq!(between(&title, "; ", " were missing"), missing);
                        continue;
                    }
                }
                Route::Horizon => {
                    assert_eq!(between(&title, "operating in month ", ","), month.to_string());
                    assert_eq!(between(&title, "valued at ", ";"), multiple);
                }
                Route::Sale(_) => {
                    assert_eq!(between(&title, "sold in month ", " for"), month.to_string());
                    assert_eq!(between(&title, " for ", ";"), multiple);
                }
            }
            let of = between(&title, "lowest in month ", " at").parse::<f64>().expect("a month");
            assert!((of - 1.0 - figure(Figure::LowestCashMonth)).abs() <= 0.0, "{title}");
            assert_eq!(between(&title, " at $", "\n"), lowest.trim_start_matches('$'));
        }
    }
    assert!(routes.iter().all(|count| 3 < *count), "each ending is seen: {routes:?}");
}

/// Usual paths, one that fails at once, one of a single site and a long life,
/// and long names in a currency without a sign.
fn awkward() -> Vec<(Scenario, u64)> {
    let mut all: Vec<(Scenario, u64)> =
        SHIPPED.iter().flat_map(|text| (0..4).map(|path| (load(text), path))).collect();
    let dying = apparel()
        .replace("opening_cash = 800_000", "opening_cash = 0")
        .replace("round_size = 6_000_000", "round_size = 50_000")
        .replace("cheque = 4_000_000", "cheque = 50_000");
    all.push((load(&dying), 0));
    let quiet = "price = 10\nmaterial_cost = 4\nunits_per_site_month = 10\nlead_time_days = 1\n";
    let small = |line: &str| one_line(line).replace("opening_cash = 1e12", "opening_cash = 1e6");
    let long = small(quiet).replace("horizon_months = 120", "horizon_months = 480");
    all.push((load(&long), 0));
    let resting = small(&quiet.replace("units_per_site_month = 10", "units_per_site_month = 0"));
    all.push((load(&resting.replace("horizon_months = 120", "horizon_months = 1")), 0));
    let named = apparel()
        .replace(
            "name = \"dye house\"",
            &format!("name = \"{}\"", "a very long name, ".repeat(6) + "and so on"),
        )
        .replace("currency = \"USD\"", "currency = \"XTS\"");
    all.extend((0..3).map(|path| (load(&named), path)));
    all
}

#[test]
fn nothing_overlaps_or_leaves_the_picture_and_plots_line_up_in_every_size() {
    let mut faults = Vec::new();
    let awkward = awkward();
    for size in Size::ALL {
        let mut rectangle = None;
        for (index, (scenario, path)) in awkward.iter().enumerate() {
            let chart = draw(scenario, &replayed(scenario, *path), size);
            let found = chart.layout_faults();
            faults.extend(found.iter().map(|fault| format!("{index} {}: {fault}", size.name())));
            // The room for names of amounts depends on the currency.
            if scenario.currency == "USD" {
                let own = chart.plot_rectangle().map(f64::to_bits);
                assert_eq!(*rectangle.get_or_insert(own), own, "{index} {}", size.name());
            }
            if let Some(folder) = std::env::var_os("SHORTRUN_TEST_CHARTS") {
                let file = format!("replay-{index}-{}.png", size.name());
                std::fs::write(std::path::Path::new(&folder).join(file), chart.png())
                    .expect("works");
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn a_path_drawn_like_another_has_its_axes_and_is_cut_where_it_goes_on_beyond_them() {
    let of = awkward().into_iter().filter(|(scenario, _)| scenario.currency == "USD");
    let all: Vec<(Scenario, Replayed)> = of
        .map(|(scenario, path)| {
            let replayed = replayed(&scenario, path);
            (scenario, replayed)
        })
        .collect();
    let like = |at: usize, like: &Domains, size: Size| {
        let (scenario, replayed) = &all[at];
        replay(&provenance(scenario), replayed, Some(like), size)
    };
    let plain = |at: usize, size: Size| draw(&all[at].0, &all[at].1, size);
    let mut faults = Vec::new();
    // Some of each shape, both ways.
    let count = all.len();
    let some = [0, 4, 8, count - 3, count - 2, count - 1];
    let pairs = some.windows(2).flat_map(|pair| [(pair[0], pair[1]), (pair[1], pair[0])]);
    for (first, second) in pairs {
        for size in Size::ALL {
            let again = |lent: &Domains| like(first, lent, size);
            let drawn = |lent: &Domains| like(second, lent, size);
            let name = format!("replay-{second}-on-{first}");
            faults.extend(alike::faults_of(&name, size, &plain(first, size), again, drawn));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    let (resting, long) = (count - 1, count - 2);
    let lent = alike::lent(&plain(resting, Size::Full));
    let cut = like(long, &lent, Size::Full).svg();
    assert!(cut.contains("goes on beyond this axis, to month 480"));
    assert!(cut.contains("<polygon"), "an arrow at the end of the axis");
    assert!(!plain(long, Size::Full).svg().contains("<polygon"));
}

#[test]
fn the_numbers_beside_the_picture_are_those_of_the_ledger() {
    let scenario = load(SHIPPED[0]);
    let replayed = replayed(&scenario, 5);
    let chart = draw(&scenario, &replayed, Size::Full);
    let mut lines = chart.csv().lines();
    assert_eq!(lines.next(), Some("month,cash,revenue,sites_open,marks"));
    let months = &replayed.replay.ledger.months;
    assert_eq!(lines.clone().count(), months.len());
    for (t, (line, month)) in lines.zip(months).enumerate() {
        let row = format!("{},{},{},{},", t + 1, month.cash, month.revenue, month.sites_open);
        assert!(line.starts_with(&row), "{line} against {row}");
    }
    let alt = chart.alt_text();
    let marks = chart.csv().lines().filter(|line| !line.ends_with(',')).count() - 1;
    assert!(4 <= marks && 4 <= alt.matches("month ").count(), "{alt}");
}
