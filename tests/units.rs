//! What a unit earns, part by part: the parts are those of the scenario, and add up to the margins
//! that a run reports.

use crate::support;

use shortrun::analysis::errors::Errors;
use shortrun::analysis::outcomes::Outcomes;
use shortrun::analysis::summary::summarize;
use shortrun::analysis::unit_economics::UnitEconomics;
use shortrun::model::outcome::Figure;
use shortrun::model::unit_parts::UnitPart;
use shortrun::output::chart::Size;
use shortrun::output::run::chart::unit;
use shortrun::output::run::pictures::Pictures;
use shortrun::output::run::saved::{paths_parquet, read_paths};
use support::{load, load_file, one_line, outcomes, run_info};

const SHIPPED: [&str; 5] =
    ["apparel-nearshore", "apparel-offshore", "electronics-custom", "food-microkitchen", "minimal"];

fn near(a: f64, b: f64, what: &str) {
    assert!((a - b).abs() <= 1e-9 * a.abs().max(b.abs()).max(1e-6), "{what}: {a}, {b}");
}

#[test]
fn parts_add_up_to_the_margins_that_the_run_reports_on_each_path_and_on_average() {
    for name in SHIPPED {
        let scenario = load_file(&format!("scenarios/{name}.toml"), &[]);
        let info = run_info(name, &scenario, 150);
        let run: Outcomes = outcomes(&scenario, 0..150, 2);
        assert_eq!(run.units.paths().len(), 150);
        for (path, parts) in run.units.paths().iter().enumerate() {
            let sum: f64 = parts.parts.iter().sum();
            let of = |figure: Figure| run.figure(figure)[path];
            let [unit, batch] = [Figure::UnitGrossMargin, Figure::BatchGrossMargin].map(of);
            if 0.0 < parts.units {
                near(sum, unit * parts.units, &format!("{name} {path} units"));
                near(sum, batch * parts.batches, &format!("{name} {path} batches"));
            } else {
                assert!(unit.is_nan(), "{name} {path}");
            }
        }
        let found =
            UnitEconomics::of(&run.units, Errors::OfPaths).expect("some path sells something");
        let summary = summarize(&run, info.target_irr, &info.route_names);
        let mean = |figure: Figure| {
            let spread = summary.figures[figure as usize].spread.as_ref().expect("some have it");
            assert_eq!(spread.paths, found.paths, "{name}");
            spread.mean
        };
        let unit = mean(Figure::UnitGrossMargin);
        near(found.unit_margin.value, unit.value, name);
        near(found.unit_margin.standard_error, unit.standard_error, name);
        near(found.batch_margin.value, mean(Figure::BatchGrossMargin).value, name);
        for (parts, margin) in
            [(&found.per_unit, found.unit_margin), (&found.per_batch, found.batch_margin)]
        {
            near(parts.iter().map(|part| part.value).sum(), margin.value, name);
        }
        // A price is no cost, and no cost is a gain.
        for part in UnitPart::ALL {
            let value = found.part(part).value;
            let is_plus = [UnitPart::Price, UnitPart::Stock].contains(&part);
            assert!(if is_plus { 0.0 <= value } else { value <= 0.0 }, "{name} {part:?} {value}");
        }
    }
}

#[test]
fn each_part_of_a_line_that_is_made_to_order_is_what_the_scenario_says() {
    let line = "price = 20\nmaterial_cost = 4\npackaging_cost = 0.5\nconversion_cost = 3\n\
                yield_rate = 0.9\nsetup_cost = 60\nbatch_units = 50\nfulfilment_cost = 1.2\n\
                selling_cost_share = 0.1\nmade_to_order_share = 1\nlead_time_days = 5\n\
                units_per_site_month = 400\nmarkdown_depth = 0.5";
    let run = outcomes(&load(&one_line(line)), 0..3, 1);
    let found = UnitEconomics::of(&run.units, Errors::OfPaths).expect("it sells");
    let scrap = (4.0 + 0.5 + 3.0) * (1.0 / 0.9 - 1.0);
    for (part, value) in [
        (UnitPart::Price, 20.0),
        (UnitPart::Markdowns, 0.0),
        (UnitPart::Materials, -4.0),
        (UnitPart::Alternates, 0.0),
        (UnitPart::Packaging, -0.5),
        (UnitPart::Making, -3.0),
        (UnitPart::SetUp, -60.0 / 50.0),
        (UnitPart::Scrap, -scrap),
        (UnitPart::Fulfilment, -1.2),
        (UnitPart::Selling, -0.1 * 20.0),
        (UnitPart::Disposal, 0.0),
        (UnitPart::Stock, 0.0),
    ] {
        near(found.part(part).value, value, part.key());
    }
    near(found.batch_margin.value, 50.0 * found.unit_margin.value, "a batch of 50");
}

#[test]
fn what_is_left_over_is_marked_down_to_what_it_brings_and_the_rest_is_disposed_of() {
    let line = "price = 20\nmaterial_cost = 4\nconversion_cost = 3\nlead_time_days = 60\n\
                units_per_site_month = 400\nmarkdown_depth = 0.5\nclearance_share = 0.8\n\
                disposal_cost = 1\nseason_days = 90\nforecast_volatility = 0.5";
    let run = outcomes(&load(&one_line(line)), 0..40, 2);
    for parts in run.units.paths() {
        let of = |part: UnitPart| parts.parts[part as usize];
        // Of each left over, 0.8 bring 10 instead of 20, and 0.2 cost 1 instead of bringing 20.
        let left_over = -of(UnitPart::Disposal) / 0.2;
        assert!(0.0 < left_over, "{parts:?}");
        near(of(UnitPart::Markdowns), -left_over * (20.0 - 0.8 * 10.0), "markdowns");
        near(of(UnitPart::Price), 20.0 * parts.units, "full price of all that is gone");
    }
}

#[test]
fn a_unit_is_drawn_again_from_saved_paths() {
    let scenario = load_file("scenarios/food-microkitchen.toml", &[]);
    let info = run_info("food.toml", &scenario, 60);
    let run = outcomes(&scenario, 0..60, 2);
    let saved = read_paths(paths_parquet(&info, &run)).expect("a file of ours");
    assert_eq!(saved.units, UnitEconomics::of(&run.units, Errors::OfPaths));
    let draw = |pictures: Pictures<'_>| {
        let list = pictures.list();
        let one = list.iter().flatten().find(|one| *one.subject.kind == unit::KIND);
        one.expect("a run has it").draw(None, Size::Full).png()
    };
    let summary = summarize(&run, info.target_irr, &info.route_names);
    let first = draw(Pictures::new(&info, &summary, &run));
    let again = Pictures::new(&saved.info, &summary, &saved.outcomes);
    assert!(first == draw(again.with_units(saved.units.clone())));
}
