//! What answers are worth: the words and the chart.

use crate::{alike, support};

use shortrun::analysis::information::{Effort, Information, Sample, learn};
use shortrun::analysis::run_info::RunInfo;
use shortrun::engine::Unwatched;
use shortrun::model::simulator::Simulator;
use shortrun::output::chart::provenance::provenance;
use shortrun::output::chart::{Chart, Domains, Size};
use shortrun::output::diligence::chart::learn;
use shortrun::output::diligence::text::diligence_text;
use shortrun::output::format::money;
use support::{load, one_line, questions, run_info};

const ELECTRONICS: &str = include_str!("../scenarios/electronics-custom.toml");
const NEARSHORE: &str = include_str!("../scenarios/apparel-nearshore.toml");

struct Run {
    info: RunInfo,
    found: Information,
}

fn run(text: &str, paths: u64, budget: f64) -> Run {
    let scenario = load(text);
    let (assumptions, seed) = (&scenario.assumptions, scenario.seed);
    let questions = questions(&scenario);
    let simulator = Simulator::new(&scenario.operator, assumptions, seed);
    let effort = Effort { paths, lived_again: 100, times: 4 };
    let sample = Sample::simulate(&simulator, assumptions, effort, &Unwatched);
    let sample = sample.expect("nobody stops it");
    Run {
        info: run_info("test.toml", &scenario, paths),
        found: learn((assumptions, seed), &sample, &questions, budget),
    }
}

impl Run {
    fn draw(&self, size: Size) -> Chart {
        learn::learn(&self.found, &self.info, (&provenance(&self.info), None), size)
    }

    fn draw_like(&self, like: &Domains, size: Size) -> Chart {
        learn::learn(&self.found, &self.info, (&provenance(&self.info), Some(like)), size)
    }
}

/// A scenario without its questions.
fn unasked(text: &str) -> &str {
    text.split("[[diligence]]").next().unwrap_or_default()
}

fn certain() -> String {
    one_line("price = 10\nunits_per_site_month = 100\nlead_time_days = 10")
}

#[test]
fn no_text_of_the_chart_overlaps_another_or_leaves_the_picture() {
    let runs = [
        ("some", run(ELECTRONICS, 8_000, f64::INFINITY)),
        ("none", run(NEARSHORE, 2_000, f64::INFINITY)),
        ("unasked", run(unasked(ELECTRONICS), 2_000, f64::INFINITY)),
        ("certain", run(&certain(), 200, f64::INFINITY)),
    ];
    let mut faults = Vec::new();
    for (name, run) in &runs {
        for size in Size::ALL {
            let chart = run.draw(size);
            let of = chart.layout_faults();
            faults.extend(of.iter().map(|fault| format!("{name} {}: {fault}", size.name())));
            if let Some(folder) = std::env::var_os("SHORTRUN_TEST_CHARTS") {
                let file = format!("learn-{name}-{}.png", size.name());
                std::fs::write(std::path::Path::new(&folder).join(file), chart.png())
                    .expect("works");
            }
            let other = runs[0].1.draw(size).plot_rectangle().map(f64::to_bits);
            assert_eq!(chart.plot_rectangle().map(f64::to_bits), other, "{name}");
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn a_picture_drawn_like_another_has_its_axis_and_rows_and_cuts_longer_bars() {
    let runs = [
        ("some", run(ELECTRONICS, 4_000, f64::INFINITY)),
        ("near", run(NEARSHORE, 2_000, f64::INFINITY)),
        ("unasked", run(unasked(ELECTRONICS), 2_000, f64::INFINITY)),
    ];
    let mut faults = Vec::new();
    for (of, first) in &runs {
        for (name, second) in &runs {
            for size in Size::ALL {
                let again = |like: &Domains| first.draw_like(like, size);
                let drawn = |like: &Domains| second.draw_like(like, size);
                let name = format!("learn-{name}-on-{of}");
                faults.extend(alike::faults_of(&name, size, &first.draw(size), again, drawn));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    // Where there is nothing to learn, the axis ends at 1.
    let nothing = run(&certain(), 200, f64::INFINITY);
    let lent = alike::lent(&nothing.draw(Size::Full));
    assert!(nothing.draw_like(&lent, Size::Full) == nothing.draw(Size::Full));
    let cut = runs[0].1.draw_like(&lent, Size::Full).svg();
    assert!(cut.contains("bars with a notch go on beyond this scale"));
    assert!(!runs[0].1.draw(Size::Full).svg().contains("go on beyond"));
}

#[test]
fn the_title_has_the_worth_and_the_cost_of_the_first_question() {
    let run = run(ELECTRONICS, 8_000, 40_000.0);
    let found = &run.found;
    let step = found.purchase.steps.first().expect("one that pays");
    let asked = &found.questions[step.question];
    assert!(found.purchase.steps.last().is_some_and(|step| step.cost <= 40_000.0));
    let worth = money(asked.worth.value.value, "USD");
    let cost = money(asked.cost, "USD");
    assert_eq!(
        run.draw(Size::Full).title(),
        format!(
            "Worth asking: How firm are the orders of the four cells? Worth {worth}, costs {cost}"
        )
    );
}

#[test]
fn the_text_tells_the_decision_both_bounds_and_when_to_stop() {
    let bought = run(ELECTRONICS, 8_000, 40_000.0);
    let text = diligence_text(&bought.info, &bought.found, None);
    for part in [
        "Invest $8M at a hurdle rate of 15%, or pass? Mean NPV is ",
        "so without any answer: invest.",
        "every assumption exactly, luck left open (EVPI)",
        "all that will happen, luck included",
        "Worth asking for $40k, all before deciding",
        "Then nothing left is worth buying within the budget: 6 more questions",
    ] {
        assert!(text.contains(part), "{part}\nis not in\n{text}");
    }
    let nothing = run(NEARSHORE, 2_000, 1_000.0);
    let text = diligence_text(&nothing.info, &nothing.found, None);
    assert!(text.contains("Nothing is worth asking for $1k. "), "{text}");
    let unasked = run(unasked(NEARSHORE), 1_000, f64::INFINITY);
    let text = diligence_text(&unasked.info, &unasked.found, None);
    assert!(text.contains("The scenario asks no question."), "{text}");
}
