//! How often the intervals of a run that stops when figures are known hold the truth.
//!
//! `cargo bench --bench precision -- 1000` stops 1,000 runs of `apparel-nearshore.toml`, each under
//! a seed of its own, and counts. The truth comes from 10^8 paths of another seed, from as many as the
//! second argument says, or from a run that has been made: the argument is then its `summary.json`.

#![allow(clippy::print_stdout, reason = "it prints what it counts")]

use std::error::Error;

use shortrun::analysis::errors::Errors;
use shortrun::analysis::estimate::Estimate;
use shortrun::analysis::partial;
use shortrun::analysis::partial::asked::Asked;
use shortrun::analysis::partial::column::Terms;
use shortrun::analysis::partial::inquiry::Inquiry;
use shortrun::analysis::partial::tallied::Tallied;
use shortrun::analysis::partial::tally::Ready;
use shortrun::analysis::precision::{Goal, Reading, looks};
use shortrun::analysis::repriced::{DealPaths, Repriced};
use shortrun::analysis::statistic::{Rates, Statistic};
use shortrun::engine::{self, Unwatched};
use shortrun::input::{Scenario, load};
use shortrun::model::simulator::Simulator;
use shortrun::sampling::design::Design;

const SCENARIO: &str = include_str!("../scenarios/apparel-nearshore.toml");
/// What is to be known: about as narrow as at the first look, so that luck decides whether there is
/// another; the third ranks paths.
const GOALS: [&str; 3] = ["p_loss=0.38pt", "mean_moic=1.15%", "p90_moic=1.6%"];
/// Where `summary.json` has these.
const PLACES: [&str; 3] = ["/probabilities/loss", "/moic/mean", "/moic/percentiles/p90"];
/// Paths at most of each run.
const MOST: u64 = 1 << 19;

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// What the statistics come to over so many first paths, those before `from` in `so_far`.
struct Sampled<'a> {
    scenario: &'a Scenario,
    names: Vec<String>,
    statistics: Vec<Statistic>,
    seed: u64,
    so_far: Option<Tallied>,
}

impl Sampled<'_> {
    fn tally(&self, asked: &Asked, from: u64, to: u64) -> Result<Tallied> {
        let Scenario { operator, assumptions, .. } = self.scenario;
        let fact = |input| assumptions.known(input).unwrap_or(f64::NAN);
        let deal = &operator.terms.deal;
        let rates = Rates { hurdle: fact(deal.hurdle_rate), target: fact(deal.target_irr) };
        let terms = Terms { rates, route_names: &self.names };
        let nobody = DealPaths::default();
        let ready = Ready::new(asked, terms, Repriced::new(operator, assumptions, &nobody))?;
        let simulator = Simulator::in_design(operator, assumptions, self.seed, Design::Sobol);
        let run = engine::run_exact((&simulator, None), from..to, || ready.nothing(), &Unwatched);
        Ok(run.map_err(|why| format!("{why:?}"))?.into_tallied().0)
    }

    fn estimates(&mut self, from: u64, to: u64) -> Result<Vec<Estimate>> {
        let wanted = partial::statistics::wanted(&self.statistics);
        let mut inquiry = Inquiry::new(to, Errors::OfScrambles, wanted);
        let asked = inquiry.next(|_| None);
        let mut tallied = self.tally(&asked, from, to)?;
        if let Some(before) = self.so_far.take() {
            tallied.merge(&asked, before);
        }
        inquiry.learn(&asked, tallied.clone());
        self.so_far = Some(tallied);
        loop {
            let asked = inquiry.next(|_| None);
            if asked.is_nothing() {
                break;
            }
            let tallied = self.tally(&asked, 0, to)?;
            inquiry.learn(&asked, tallied);
        }
        let all = partial::statistics::evaluated(&inquiry, &self.statistics);
        Ok(all.into_iter().map(|one| one.estimate).collect())
    }
}

/// What a run has found for the goals.
fn told_by(summary: &str) -> Result<Vec<Estimate>> {
    let summary: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(summary)?)?;
    let of = |place: &str| {
        let figure = summary.pointer(place).ok_or("the summary lacks a figure")?;
        let part = |name: &str| figure[name].as_f64().ok_or("a figure has no number");
        Ok(Estimate { value: part("value")?, standard_error: part("standard_error")? })
    };
    PLACES.into_iter().map(of).collect()
}

fn main() -> Result<()> {
    let mut arguments = std::env::args().skip(1).filter(|one| !one.starts_with('-'));
    let repeats: u64 = arguments.next().as_deref().unwrap_or("20").parse()?;
    let paths = arguments.next().unwrap_or_else(|| "100000000".to_owned());
    let (scenario, _) = load("apparel-nearshore.toml", SCENARIO).map_err(|_| "no scenario")?;
    let names: Vec<String> =
        scenario.operator.routes.iter().map(|(name, _)| name.clone()).collect();
    let goals: Vec<Goal> = GOALS
        .iter()
        .map(|text| Goal::parse(text, &names))
        .collect::<std::result::Result<_, _>>()?;
    let of_seed = |seed: u64, goals: &[Goal]| Sampled {
        scenario: &scenario,
        names: names.clone(),
        statistics: goals.iter().map(|goal| goal.statistic.clone()).collect(),
        seed,
        so_far: None,
    };
    let truth = if paths.ends_with(".json") {
        told_by(&paths)?
    } else {
        of_seed(u64::MAX, &goals).estimates(0, paths.parse()?)?
    };
    // Each alone, so that none is looked at more often than it asks for.
    for (goal, truth) in goals.iter().zip(&truth) {
        let (mut held, mut stopped, mut unmet) = (0, 0, 0);
        for seed in 1..=repeats {
            let mut sampled = of_seed(seed, std::slice::from_ref(goal));
            let mut from = 0;
            for to in looks(MOST) {
                let estimate = sampled.estimates(from, to)?[0];
                let reading: Reading = goal.reading(estimate, Errors::OfScrambles, to);
                if reading.is_met() || to == MOST {
                    stopped += to;
                    unmet += u64::from(!reading.is_met());
                    held += u64::from((estimate.value - truth.value).abs() <= reading.half_width);
                    break;
                }
                from = to;
            }
        }
        println!(
            "{}: truth {:.6} ± {:.6}; {held} of {repeats} intervals hold it ({:.1}%), after {:.0} \
             paths on average, {unmet} not as narrow as asked",
            goal.statistic,
            truth.value,
            truth.standard_error,
            100.0 * held as f64 / repeats as f64,
            stopped as f64 / repeats as f64,
        );
    }
    Ok(())
}
