//! A statistic by tenths of each input: closed forms, ties, noise, and titles
//! that say what is drawn.

use crate::{alike, support};

use shortrun::analysis::drivers::{Drivers, drivers, uncertain};
use shortrun::analysis::errors::Errors;
use shortrun::analysis::evaluate::Sample;
use shortrun::analysis::grammar::statistic;
use shortrun::analysis::measure::Measure;
use shortrun::analysis::outcomes::Outcomes;
use shortrun::analysis::statistic::{Rates, Statistic};
use shortrun::analysis::tornado::{Tornado, tornado};
use shortrun::engine;
use shortrun::engine::Unwatched;
use shortrun::model::simulator::Simulator;
use shortrun::output::chart::provenance::Provenance;
use shortrun::output::chart::{Chart, Domains, Size};
use shortrun::output::sensitivity::chart::tornado;
use shortrun::sampling::stream::StreamKey;
use support::load;

const APPAREL: &str = include_str!("../scenarios/apparel-nearshore.toml");

/// Independent uniform columns.
fn columns(seed: u64, count: usize, paths: usize) -> Vec<Vec<f64>> {
    let column = |index: usize| {
        let mut stream = StreamKey::new(seed, "tornado test").stream(index as u64);
        (0..paths).map(|_| stream.uniform()).collect()
    };
    (0..count).map(column).collect()
}

/// The tornado of the mean of a function of each path's inputs.
fn of_mean(columns: &[Vec<f64>], function: impl Fn(&[f64]) -> f64) -> Tornado {
    let all: Vec<&[f64]> = columns.iter().map(Vec::as_slice).collect();
    let paths = 0..columns[0].len();
    let output: Vec<f64> = paths
        .map(|path| function(&columns.iter().map(|column| column[path]).collect::<Vec<_>>()))
        .collect();
    let mean = Statistic::Mean(Measure::Moic);
    tornado(&all, &output, &|values| mean.of(values, Errors::OfPaths))
}

/// 2 x + y of uniform x and y: in the lowest tenth of x it is 0.6 on average,
/// in the highest 2.4, and its variance in either is (1 + 4 / 100) / 12.
#[test]
fn the_ends_of_a_bar_and_their_errors_are_those_of_a_closed_form() {
    let of = of_mean(&columns(1, 3, 50_000), |x| 2.0 * x[0] + x[1]);
    let order: Vec<usize> = of.bars.iter().map(|bar| bar.input).collect();
    assert_eq!(order, [0, 1, 2]);
    let error = (1.04_f64 / 12.0 / 5_000.0).sqrt();
    let [low, high] = of.bars[0].end_bins();
    for (bin, truth, input) in [(low, 0.6, 0.05), (high, 2.4, 0.95)] {
        assert_eq!(bin.paths, 5_000);
        assert!((bin.statistic.value - truth).abs() < 4.0 * error, "{:?}", bin.statistic);
        assert!((bin.statistic.standard_error / error - 1.0).abs() < 0.05);
        assert!((bin.input - input).abs() < 0.01);
    }
    let swing = of.bars[0].swing;
    assert!((swing.value - 1.8).abs() < 4.0 * 2.0_f64.sqrt() * error);
    assert!((swing.standard_error / error / 2.0_f64.sqrt() - 1.0).abs() < 0.05);
    // The variance of 2 x + y is 5/12; a tenth of the paths has ten times that of all.
    assert!((of.noise / (2.0 * (5.0_f64 / 12.0 / 5_000.0).sqrt()) - 1.0).abs() < 0.02);
    assert!(of.has_leader() && !of.bars[1].inside_noise && of.bars[2].inside_noise);
}

#[test]
fn an_input_that_does_not_go_one_way_has_a_bar_from_the_least_to_the_most() {
    let of = of_mean(&columns(2, 2, 20_000), |x| (x[0] - 0.5) * (x[0] - 0.5) + 0.1 * x[1]);
    let bowl = of.bars.iter().find(|bar| bar.input == 0).expect("there");
    assert!(!bowl.one_way && !bowl.inside_noise);
    let least = bowl.ends.map(|end| bowl.bins[end].statistic.value).into_iter().fold(1.0, f64::min);
    assert!(bowl.bins.iter().all(|bin| least <= bin.statistic.value));
    assert!(bowl.ends.iter().any(|end| [4, 5].contains(end)), "{:?}", bowl.ends);
    assert!(of.bars.iter().find(|bar| bar.input == 1).is_some_and(|bar| bar.one_way));
}

#[test]
fn few_values_have_a_bin_each_and_equal_values_are_never_parted() {
    let uniforms = columns(3, 1, 1_000).remove(0);
    let three: Vec<f64> = uniforms.iter().map(|u| (3.0 * u).floor()).collect();
    let of = of_mean(std::slice::from_ref(&three), |x| x[0]);
    let bar = &of.bars[0];
    assert!(bar.by_value && bar.one_way && bar.bins.len() == 3);
    assert!(bar.bins.iter().all(|bin| (bin.low - bin.high).abs() <= 0.0));
    assert_eq!(bar.bins[1].paths, three.iter().filter(|x| **x > 0.5 && **x < 1.5).count());
    // Half of the paths at 0: five tenths are one bin, and the others are tenths.
    let half: Vec<f64> = uniforms.iter().map(|u| (u - 0.5).max(0.0)).collect();
    let of = of_mean(std::slice::from_ref(&half), |x| x[0]);
    let bar = &of.bars[0];
    assert!(!bar.by_value);
    assert_eq!(bar.bins.iter().map(|bin| bin.paths).sum::<usize>(), 1_000);
    for bins in bar.bins.windows(2) {
        assert!(bins[0].high < bins[1].low);
    }
    assert_eq!(bar.bins[0].paths, half.iter().filter(|x| **x <= 0.0).count());
    let same = of_mean(&[vec![2.0; 100]], |_| 1.0);
    assert!(same.bars[0].inside_noise && same.bars[0].swing.value.is_nan() && !same.has_leader());
}

#[test]
fn inputs_that_do_nothing_lie_inside_the_noise_as_often_as_they_should() {
    // One of two ends is two standard errors off, and the two are two of theirs
    // apart, with a chance of 2.9%: of 400 bars 388 ± 3 are inside.
    let mut all = columns(4, 401, 4_000);
    let output = all.pop().expect("the last one");
    let inputs: Vec<&[f64]> = all.iter().map(Vec::as_slice).collect();
    let mean = Statistic::Mean(Measure::Moic);
    let of = tornado(&inputs, &output, &|values| mean.of(values, Errors::OfPaths));
    let inside = of.inside_noise();
    assert!((375..=399).contains(&inside), "{inside} of 400");
    let two_ways = of.bars.iter().filter(|bar| !bar.one_way).count();
    assert!(two_ways < 6, "{two_ways} of 400 seem to go both ways");
}

#[test]
fn of_two_equal_inputs_none_leads() {
    let leads = |seed: u64, second: f64| {
        let all = columns(seed, 3, 2_000);
        let of = of_mean(&all, |x| x[0] + second * x[1] + 0.3 * x[2]);
        u32::from(of.has_leader())
    };
    let equal: u32 = (100..300).map(|seed| leads(seed, 1.0)).sum();
    assert!((1..=20).contains(&equal), "{equal} of 200 times a leader that is none");
    let unequal: u32 = (100..120).map(|seed| leads(seed, 0.5)).sum();
    assert_eq!(unequal, 20);
}

struct Run {
    drivers: Drivers,
    provenance: Provenance,
}

fn run(text: &str, paths: u64, written: &str) -> Run {
    let scenario = load(text);
    let routes: Vec<String> =
        scenario.operator.routes.iter().map(|(name, _)| name.clone()).collect();
    let simulator = Simulator::new(&scenario.operator, &scenario.assumptions, 1);
    let empty = (Outcomes::default(), uncertain(&scenario.assumptions));
    let (outcomes, inputs) =
        engine::run(&simulator, 0..paths, &empty, &Unwatched).expect("nobody stops it");
    let sample = Sample { outcomes: &outcomes, rates: Rates::both(0.3), route_names: &routes };
    let statistic = statistic(written, &routes).expect("a statistic");
    Run {
        drivers: drivers(&scenario.assumptions, &inputs, &sample, &statistic),
        provenance: Provenance {
            program_version: "test".to_owned(),
            scenario_file: "test.toml".to_owned(),
            scenario_name: scenario.name.clone(),
            scenario_hash: scenario.content_hash.clone(),
            paths,
            seed: 1,
            currency: scenario.currency.clone(),
            rates: Rates::both(0.3),
            position: None,
            first_of: None,
        },
    }
}

impl Run {
    fn draw(&self, size: Size) -> Chart {
        tornado::tornado(&self.drivers, &self.provenance, None, size)
    }

    fn draw_like(&self, like: &Domains, size: Size) -> Chart {
        tornado::tornado(&self.drivers, &self.provenance, Some(like), size)
    }
}

/// Everything is sold below cost.
fn losing() -> String {
    let cheap = APPAREL.replace("price = { value = 50,", "price = { value = 12,");
    cheap.replace("price = { value = 78,", "price = { value = 20,")
}

/// Whatever is uncertain is replaced by a number.
fn certain() -> String {
    support::one_line("price = 10\nunits_per_site_month = 100\nlead_time_days = 10")
}

#[test]
fn no_text_of_a_tornado_overlaps_another_or_leaves_the_picture() {
    let runs = [
        ("usual", run(APPAREL, 2_000, "p_loss")),
        ("mean", run(APPAREL, 2_000, "mean_npv")),
        ("spread", run(APPAREL, 2_000, "sd_moic")),
        ("days", run(APPAREL, 1_000, "p75_fulfilment_days")),
        ("losing", run(&losing(), 400, "p_loss")),
        ("few", run(APPAREL, 12, "median_irr")),
        ("one", run(APPAREL, 1, "p_loss")),
        ("certain", run(&certain(), 50, "p_loss")),
    ];
    let mut faults = Vec::new();
    for (name, run) in &runs {
        for size in Size::ALL {
            let chart = run.draw(size);
            let of = chart.layout_faults();
            faults.extend(of.iter().map(|fault| format!("{name} {}: {fault}", size.name())));
            if let Some(folder) = std::env::var_os("SHORTRUN_TEST_CHARTS") {
                let file = format!("tornado-{name}-{}.png", size.name());
                std::fs::write(std::path::Path::new(&folder).join(file), chart.png())
                    .expect("works");
            }
            assert_eq!(
                chart.plot_rectangle().map(f64::to_bits),
                runs[0].1.draw(size).plot_rectangle().map(f64::to_bits)
            );
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn a_tornado_drawn_like_another_has_its_axis_and_marks_what_goes_on_beyond_it() {
    let usual = |written| run(APPAREL, 2_000, written);
    let poor = |written| run(&losing(), 400, written);
    let pairs = [
        ("tornado-all-beyond", usual("p_loss"), poor("p_loss")),
        ("tornado-money", poor("mean_npv"), usual("mean_npv")),
        ("tornado-money-below", usual("mean_npv"), poor("mean_npv")),
        ("tornado-certain", usual("mean_moic"), run(&certain(), 50, "mean_moic")),
    ];
    let mut faults = Vec::new();
    for (name, first, second) in &pairs {
        for size in Size::ALL {
            let again = |like: &Domains| first.draw_like(like, size);
            let draw = |like: &Domains| second.draw_like(like, size);
            faults.extend(alike::faults_of(name, size, &first.draw(size), again, draw));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    let drawn = |first: &Run, second: &Run| {
        second.draw_like(&alike::lent(&first.draw(Size::Full)), Size::Full).svg()
    };
    // Every row is an arrow, and so is the chance over all paths.
    let beyond = drawn(&pairs[0].1, &pairs[0].2);
    assert_eq!(beyond.matches("<polygon").count(), 8);
    assert!(beyond.contains("all paths 100% \u{2192}"));
    assert!(beyond.contains("go on beyond this scale, all lie at 100%"));
    // Bars to both sides are cut at the end of the plot.
    let money = drawn(&pairs[1].1, &pairs[1].2);
    assert!(money.contains("bars with a notch or an arrow go on beyond this scale, all lie from "));
    let plain = pairs[1].2.draw(Size::Full).svg();
    assert!(!plain.contains("go on beyond"));
}

#[test]
fn the_title_has_the_numbers_that_are_drawn() {
    let run = run(APPAREL, 4_000, "p_loss");
    let chart = run.draw(Size::Full);
    let first = &run.drivers.all[0];
    assert_eq!(first.name, "product.core.units_per_site_month");
    let [low, high] = first.bar.end_bins().map(|bin| bin.statistic.value);
    assert!(high < low, "more customers, fewer losses");
    assert_eq!(
        chart.title(),
        format!(
            "Units per site month (core) moves the chance of loss most: {:.0}% in its best tenth, \
             {:.0}% in its worst",
            100.0 * high,
            100.0 * low
        )
    );
    let rows: Vec<&str> = chart.csv().lines().collect();
    assert_eq!(rows.len(), 1 + 10 * run.drivers.all.len());
    assert!(rows[1].starts_with("product.core.units_per_site_month,"));
    assert!(rows[1].ends_with(&format!("{low},{}", first.bar.bins[0].statistic.standard_error)));
}

#[test]
fn where_everything_is_lost_nothing_moves_it() {
    let run = run(&losing(), 400, "p_loss");
    let chart = run.draw(Size::Full);
    assert_eq!(
        chart.title(),
        "Nothing moves the chance of loss: it is 100% whatever the 30 uncertain assumptions come to"
    );
    assert_eq!(run.drivers.inside_noise(), run.drivers.all.len());
    assert!(!run.drivers.has_leader);
}

#[test]
fn without_uncertain_assumptions_the_chart_says_so() {
    let run = run(&certain(), 50, "p_loss");
    let title = run.draw(Size::Full).title().to_owned();
    assert!(title.starts_with("No assumption is uncertain; the chance of loss is "), "{title}");
}

#[test]
fn rank_correlations_have_the_sign_of_the_effect() {
    let run = run(APPAREL, 2_000, "mean_moic");
    let of = |name: &str| run.drivers.all.iter().find(|driver| driver.name == name).expect(name);
    assert!(0.3 < of("product.core.units_per_site_month").with_moic.value);
    assert!(of("product.core.selling_cost_share").with_npv.value < -0.1);
}
