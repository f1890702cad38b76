//! Assumptions pushed until the plan breaks, as a person asks for it.

use crate::{program, support};

use std::fs;
use std::path::Path;

use program::{folder_with, names, shortrun};
use serde_json::Value;
use shortrun::analysis::outcomes::Outcomes;
use shortrun::engine::{self, Unwatched};
use shortrun::model::outcome::Route;
use shortrun::model::shocks::{Shocks, SupplierLost, WindowShut};
use shortrun::model::simulator::Simulator;
use shortrun::sampling::assumptions::Band;
use support::{apparel, load, one_line, outcomes};

/// What `stress` finds, from its JSON.
fn found(folder: &Path, args: &[&str]) -> Value {
    let args = [&["stress", "plan.toml", "--format", "json"], args].concat();
    let ran = shortrun(folder, &args);
    assert_eq!(ran.code, 0, "{}", ran.err);
    serde_json::from_str(&ran.out).expect("JSON")
}

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or_else(|| panic!("{value} is no number"))
}

/// 1,000 units a month at a price from 10 to 20, known demand: the enterprise
/// value at the horizon is 12,000 times price and multiple, so that a multiple
/// of m makes 180,000 with probability (20 - 15 / m) / 10.
fn certain_sale() -> String {
    one_line(
        "price = { dist = \"uniform\", min = 10, max = 20 }\nmaterial_cost = 1\n\
         units_per_site_month = 1000\nbatch_units = 1e12\nlead_time_days = 10\nseason_days = 60\n",
    )
}

const LIMIT: &str = "p_enterprise_value_ge_180000>=0.5";

#[test]
fn the_crossing_is_where_the_closed_form_puts_it_and_the_interval_holds_it() {
    let folder = folder_with(&certain_sale());
    let axis = ["--axis", "exit.horizon.multiple=0.8:1.3:11", "--limit", LIMIT, "-n", "4000"];
    let found = found(folder.path(), &axis);
    let line = &found["axes"][0];
    for point in line["points"].as_array().expect("points") {
        let multiple = number(&point["value"]);
        let exact = ((20.0 - 15.0 / multiple) / 10.0).clamp(0.0, 1.0);
        let (value, error) =
            (number(&point["statistic"]["value"]), number(&point["statistic"]["standard_error"]));
        assert!((value - exact).abs() <= 4.0 * error + 1e-9, "{multiple}: {value} for {exact}");
    }
    let (value, low, high) = (
        number(&line["break"]["value"]),
        number(&line["break"]["low"]),
        number(&line["break"]["high"]),
    );
    assert!(low < 1.0 && 1.0 < high && high - low < 0.06, "{low} to {high}");
    // The line is straight between values 0.05 apart, which the curve nearly is.
    assert!((value - 1.0).abs() < 0.02, "{value}");
    assert_eq!(line["break"]["holds"], "above");
    // The plan is at the crossing: a multiple of 1, which is among the values.
    assert_eq!(line["plan"]["value"], 1.0);
    assert_eq!(line["points"].as_array().map(Vec::len), Some(11));
}

#[test]
fn pairing_makes_the_difference_to_the_plan_surer_and_the_plan_itself_differs_by_nothing() {
    let folder = folder_with(&certain_sale());
    let axis = ["--axis", "exit.horizon.multiple=0.9,1.1", "--limit", LIMIT, "-n", "1000"];
    let found = found(folder.path(), &axis);
    let points = found["axes"][0]["points"].as_array().expect("points").clone();
    // The plan's own value was put between the two.
    let values: Vec<f64> = points.iter().map(|point| number(&point["value"])).collect();
    assert!(values.len() == 3 && (values[1] - 1.0).abs() <= 0.0, "{values:?}");
    let of = |index: usize, key: &str| number(&points[index]["minus_plan"][key]);
    assert!(of(1, "value").abs() <= 0.0 && of(1, "standard_error").abs() <= 0.0);
    let own = number(&points[2]["statistic"]["standard_error"]);
    assert!(of(2, "standard_error") < own, "{own}");
}

#[test]
fn a_band_draws_from_its_part_of_the_distribution_and_moves_nothing_else() {
    let folder = folder_with(&certain_sale());
    let band = ["--band", "product.only.price=0.9:1.0", "--limit", "mean_enterprise_value>=1"];
    let found = found(folder.path(), &[&band[..], &["-n", "2000"]].concat());
    let case = &found["cases"][0];
    assert_eq!(case["name"], "product.only.price between its P90 and P100");
    let mean = &case["statistics"][0]["case"];
    // The top tenth of 10 to 20 has a mean of 19.5.
    let exact = 12_000.0 * 19.5;
    let error = number(&mean["standard_error"]);
    assert!((number(&mean["value"]) - exact).abs() <= 4.0 * error, "{mean}");
    assert!(error < 100.0, "a tenth of the spread: {error}");

    let scenario = load(&apparel());
    let mut banded = scenario.assumptions.clone();
    let input = scenario.assumptions.find("product.core.lead_time_days").expect("in the file");
    banded.restrict(input, Band { from: 0.0, to: 1.0 });
    let run = |assumptions, shocks: Shocks| -> Outcomes {
        let simulator = Simulator::new(&scenario.operator, assumptions, 3).shocked(shocks);
        engine::run(&simulator, 0..200, &Outcomes::default(), &Unwatched).expect("not stopped")
    };
    let plain = run(&scenario.assumptions, Shocks::default());
    let whole = run(&banded, Shocks::default());
    let bits = |of: &Outcomes| of.npv.iter().map(|x| x.to_bits()).collect::<Vec<_>>();
    assert_eq!(bits(&plain), bits(&whole), "the whole distribution is no restriction");
}

#[test]
fn shocks_do_what_they_say_and_without_one_no_bit_changes() {
    let scenario = load(&apparel());
    let run = |shocks: Shocks| -> Outcomes {
        let simulator = Simulator::new(&scenario.operator, &scenario.assumptions, scenario.seed);
        engine::run(&simulator.shocked(shocks), 0..300, &Outcomes::default(), &Unwatched)
            .expect("not stopped")
    };
    let plain = outcomes(&scenario, 0..300, 2);
    let bits = |of: &Outcomes| of.npv.iter().map(|x| x.to_bits()).collect::<Vec<_>>();
    assert_eq!(bits(&plain), bits(&run(Shocks::default())));

    let rounds = |of: &Outcomes| -> f64 {
        of.figure(shortrun::model::outcome::Figure::RoundsClosed).iter().sum()
    };
    let none = run(Shocks { no_further_rounds: true, ..Shocks::default() });
    assert!(0.0 < rounds(&plain) && rounds(&none) <= 0.0);
    assert_eq!(none.first_round_tried.len(), plain.first_round_tried.len());

    let shut = run(Shocks {
        windows_shut: vec![WindowShut { month: 0, months: 1_000 }],
        ..Shocks::default()
    });
    assert!(rounds(&shut) < rounds(&plain), "rounds close less often while it is shut");

    let later = WindowShut { month: 30, months: 40 };
    let later = run(Shocks { windows_shut: vec![later], ..Shocks::default() });
    let sold = |of: &Outcomes| {
        let sales = of.route.iter().zip(&of.exit_month);
        let in_it = |month: u16| (30..70).contains(&month);
        sales.filter(|(route, month)| matches!(route, Route::Sale(_)) && in_it(**month)).count()
    };
    assert!(sold(&later) < sold(&plain), "{} of {} are sold", sold(&later), sold(&plain));

    let lost = SupplierLost { supplier: 0, month: 6, days: 400.0 };
    let lost = run(Shocks { suppliers_lost: vec![lost], ..Shocks::default() });
    let days = |of: &Outcomes| -> Vec<f64> {
        of.figure(shortrun::model::outcome::Figure::DisruptionDays).to_vec()
    };
    let longer = days(&plain).iter().zip(days(&lost)).filter(|(a, b)| **a < *b).count();
    assert!(250 < longer, "{longer} of 300 paths are disrupted for longer");
}

#[test]
fn every_file_has_the_same_bytes_on_any_number_of_threads() {
    let folder = folder_with(&apparel());
    let run = |out: &str, threads: &str| {
        let args = ["stress", "plan.toml", "-n", "300", "-q", "-o", out, "-t", threads];
        let pushed = ["--axis", "product.core.lead_time_days=p5,p50,p95"];
        let shock = ["--shock", "no-further-rounds"];
        let ran = shortrun(folder.path(), &[&args[..], &pushed, &shock].concat());
        assert_eq!((ran.code, ran.out.as_str()), (0, ""), "{}", ran.err);
    };
    run("one", "1");
    run("five", "5");
    let (one, five) = (folder.path().join("one"), folder.path().join("five"));
    assert_eq!(names(&one), names(&five));
    assert!(names(&one).contains(&"stress.png".to_owned()), "{:?}", names(&one));
    for name in names(&one) {
        let read = |place: &Path| fs::read(place.join(&name)).expect("readable");
        assert!(read(&one) == read(&five), "{name}");
    }
}

/// All numbers of a text, `$` and `%` aside.
fn numbers(text: &str) -> Vec<f64> {
    let is_part = |c: char| c.is_ascii_digit() || c == '.';
    let parts = text.split(|c: char| !is_part(c));
    parts.filter_map(|part| part.trim_matches('.').parse().ok()).collect()
}

#[test]
fn titles_say_the_numbers_that_are_drawn() {
    let folder = folder_with(&certain_sale());
    for (limit, wanted) in [
        (
            "p_enterprise_value_ge_180000>=0.52",
            "The plan itself is beyond the limit: chance of enterprise value of $180k",
        ),
        ("p_enterprise_value_ge_180000>=0.01", "Chance of enterprise value of $180k or more"),
        ("p_enterprise_value_ge_1>=0.5", "stays at least 50%"),
    ] {
        let axis = ["--axis", "exit.horizon.multiple=0.7:1.3:7", "--limit", limit, "-n", "500"];
        let found = found(folder.path(), &[&axis[..], &["--out", "here"]].concat());
        let alt = fs::read_to_string(folder.path().join("here/stress.alt.txt")).expect("there");
        let title = alt.split(". Line of").next().expect("a title");
        let line = &found["axes"][0];
        assert!(alt.contains(wanted), "{alt}");
        let Some(value) = line["break"]["value"].as_f64() else {
            assert_eq!(line["finding"], "holds throughout");
            continue;
        };
        let near = |number: &f64| (number - value).abs() <= 0.005 * value;
        assert!(numbers(title).iter().any(near), "{value} in {title}");
        let csv = fs::read_to_string(folder.path().join("here/stress.csv")).expect("there");
        assert_eq!(csv.lines().count(), 1 + line["points"].as_array().expect("points").len());
    }
}

#[test]
fn two_axes_make_a_table_that_agrees_with_runs_of_its_cells() {
    let folder = folder_with(&certain_sale());
    let axes = [
        "--axis",
        "exit.horizon.multiple=0.9,1,1.1",
        "--axis",
        "exit.horizon.illiquidity_discount=0,0.1",
        "--limit",
        LIMIT,
        "-n",
        "800",
    ];
    let table = found(folder.path(), &axes)["table"].clone();
    let changes = ["--set", "exit.horizon.multiple=1.1", "--limit", LIMIT, "-n", "800"];
    let axis = ["--axis", "exit.horizon.illiquidity_discount=0,0.1"];
    let line = found(folder.path(), &[&changes[..], &axis].concat());
    for column in 0..2 {
        assert_eq!(
            table["cells"][2][column]["statistic"],
            line["axes"][0]["points"][column]["statistic"]
        );
    }
    let written = names(&folder.path().join("output/stress-plan"));
    assert!(written.contains(&"points.csv".to_owned()), "{written:?}");
    assert!(!written.contains(&"cells.csv".to_owned()), "an earlier table does not stay");
}

#[test]
fn blocks_of_the_file_are_ranked_by_how_near_the_break_is() {
    let text = certain_sale()
        + "\n[[stress]]\nname = \"Firm\"\nkey = \"product.only.material_cost\"\nvalues = [1, 2]\n\
           limit = \"mean_enterprise_value>=1\"\n\
           [[stress]]\nname = \"Far\"\nkey = \"exit.horizon.multiple\"\nvalues = [0.5, 1.0]\n\
           limit = \"mean_enterprise_value>=126000\"\n\
           [[stress]]\nname = \"Near\"\nkey = \"exit.horizon.illiquidity_discount\"\n\
           values = [0.0, 0.5]\nlimit = \"mean_enterprise_value>=160000\"\n\
           [[stress]]\nname = \"Dear\"\nkey = \"product.only.price\"\nband = [0.0, 0.1]\n";
    let folder = folder_with(&text);
    let found = found(folder.path(), &["-n", "400"]);
    // Far: 0.7 of the plan's multiple. Near has a plan of 0, so no distance.
    assert_eq!(found["nearest_break_first"], serde_json::json!(["Far", "Near", "Firm"]));
    assert_eq!(found["axes"][0]["finding"], "holds throughout");
    assert_eq!(found["cases"][0]["name"], "Dear: product.only.price between its P0 and P10");
    let text = shortrun(folder.path(), &["stress", "plan.toml", "-n", "400"]).out;
    assert!(text.contains("does not break from $1 to $2"), "{text}");
    let written = names(&folder.path().join("output/stress-plan"));
    for name in ["breaks.csv", "cases.csv", "stress-far.png", "stress-near.svg", "stress.json"] {
        assert!(written.contains(&name.to_owned()), "{name} in {written:?}");
    }
}

#[test]
fn a_plan_beyond_its_limit_is_said_to_be() {
    let folder = folder_with(&certain_sale());
    let limit = ["--limit", "p_enterprise_value_ge_180000>=0.9", "-n", "400"];
    let axis = ["--axis", "exit.horizon.multiple=0.8,1.2"];
    let ran = shortrun(folder.path(), &[&["stress", "plan.toml"], &limit[..], &axis].concat());
    let sentence = "The plan itself is beyond the limit: chance of enterprise value of $180k or \
                    more is";
    assert!(ran.out.contains(sentence), "{}", ran.out);
    let higher = ["--axis", "exit.horizon.multiple=0.8,2"];
    let ran = shortrun(folder.path(), &[&["stress", "plan.toml"], &limit[..], &higher].concat());
    assert!(ran.out.contains("at least 90% only where exit.horizon.multiple is above 1."));
}

/// The message of a misuse, which must leave nothing behind.
fn refused(text: &str, args: &[&str]) -> String {
    let folder = folder_with(text);
    let ran = shortrun(folder.path(), &[&["stress", "plan.toml"], args].concat());
    assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{}", ran.err);
    assert_eq!(names(folder.path()), ["plan.toml"]);
    ran.err
}

#[test]
fn percentiles_in_a_block_of_the_file_are_pushed() {
    let block = "\n[[stress]]\nname = \"Price\"\nkey = \"product.only.price\"\n\
                 percentiles = [0.05, 0.95]\nlimit = \"p_loss<=0.5\"\n";
    let folder = folder_with(&(certain_sale() + block));
    let found = found(folder.path(), &["-n", "50"]);
    let points = found["axes"][0]["points"].as_array().expect("points");
    let values: Vec<f64> = points.iter().map(|point| number(&point["value"])).collect();
    // Of a price that lies evenly between 10 and 20.
    assert!((values[0] - 10.5).abs() < 1e-9 && (values[1] - 19.5).abs() < 1e-9, "{values:?}");
    assert_eq!(values.len(), 2);
}

#[test]
fn what_cannot_be_pushed_is_explained() {
    let text = certain_sale();
    for (args, message) in [
        (
            vec!["--axis", "exit.horizon.illiquidity_discount=0.5,1.5"],
            "error: `exit.horizon.illiquidity_discount` is 1.5, outside its range\n",
        ),
        (vec!["--axis", "exit.horizon.multipel=1,2"], "did you mean `exit.horizon.multiple`?"),
        (
            vec!["--axis", "exit.horizon.multiple=p5,p95"],
            "shortrun: --axis exit.horizon.multiple=p5,p95: `exit.horizon.multiple` is known, so \
             it has no percentiles; give values\n",
        ),
        (
            vec!["--axis", "product.only.price=p5,p100"],
            "shortrun: --axis product.only.price=p5,p100: `p100` must be a percentile, more than \
             p0 and less than p100\n",
        ),
        (
            vec!["--axis", "exit.horizon.multiple=2:1:5"],
            "shortrun: --axis exit.horizon.multiple=2:1:5: the lower value comes first\n",
        ),
        (
            vec!["--axis", "exit.horizon.multiple"],
            "shortrun: --axis exit.horizon.multiple: write KEY=from:to:count, KEY=v1,v2,v3 or \
             KEY=p5,p50,p95\n",
        ),
        (
            vec!["--band", "exit.horizon.multiple=0.9:1"],
            "shortrun: --band exit.horizon.multiple=0.9:1: `exit.horizon.multiple` is known, so \
             it has no distribution; use --axis with values\n",
        ),
        (
            vec!["--band", "product.only.price=0.9:1.1"],
            "shortrun: --band product.only.price=0.9:1.1: write KEY=FROM:TO with two \
             probabilities from 0 to 1, the lower first, as in KEY=0.9:1.0\n",
        ),
        (
            vec!["--shock", "no-further-round"],
            "shortrun: --shock no-further-round: there is no such shock; did you mean \
             no-further-rounds?\nshocks: deal-window-shut=MONTHS[@MONTH], supplier-lost=NAME@MONTH:DAYS, \
             no-further-rounds\n",
        ),
        (
            vec!["--shock", "supplier-lost=mill@3:10"],
            "shortrun: --shock supplier-lost=mill@3:10: there is no supplier `mill`\nsuppliers: \
             none\n",
        ),
        (
            vec!["--axis", "exit.horizon.multiple=1,2", "--limit", "p_los<=0.5"],
            "shortrun: --limit p_los<=0.5: there is no chance `p_los`; did you mean `p_loss`?\n",
        ),
        (
            vec!["--axis", "investment.hurdle_rate=0.1,0.2", "--limit", "median_irr>=hurdle"],
            "shortrun: `median_irr >= hurdle` is held against the hurdle rate, which is pushed \
             here; give --limit with a number\n",
        ),
        (
            vec![],
            "shortrun: plan.toml has no [[stress]] block, so there is nothing to push; add one, \
             or give --axis, --band or --shock\n",
        ),
    ] {
        let err = refused(&text, &args);
        assert!(err.contains(message), "{args:?}:\n{err}\ninstead of\n{message}");
    }
    let same = ["--axis", "exit.horizon.multiple=1,2"];
    let err = refused(&text, &[&same[..], &same].concat());
    let message = "both axes push `exit.horizon.multiple`; give two different keys\n";
    assert!(err.ends_with(message), "{err}");
}
