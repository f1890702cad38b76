//! Small scenarios for tests, and ways to simulate them.
#![allow(dead_code, reason = "each test file uses its own part")]

use std::collections::BTreeMap;
use std::sync::Mutex;

use shortrun::analysis::closing_stack::ClosingStack;
use shortrun::analysis::default_rules::default_rules;
use shortrun::analysis::information::{Precision, Question};
use shortrun::analysis::kpi::KpiTerms;
use shortrun::analysis::outcomes::Outcomes;
use shortrun::analysis::run_info::RunInfo;
use shortrun::engine::{self, Unwatched};
use shortrun::input::blocks::Answer;
use shortrun::input::{self, Files, Override, Scenario};
use shortrun::model::ledger::{Ledger, Month};
use shortrun::model::simulator::{Replay, Simulator};
use shortrun::sampling::assumptions::Draws;
use shortrun::sampling::design::Design;

/// One line, one site, nothing uncertain but what `product` says; never sold,
/// never short of cash.
pub(crate) fn one_line(product: &str) -> String {
    format!(
        r#"
[scenario]
name = "One line"
currency = "USD"

[simulation]
paths = 100
seed = 11
horizon_months = 120

[investment]
cheque = 1_000_000
round_size = 1_000_000
pre_money = 1_000_000
hurdle_rate = 0.2

[balance_sheet]
opening_cash = 1e12

[sites]
initial_sites = 1
max_sites = 1
site_capacity_units = 1e12

[[product]]
name = "only"
{product}

[exit.horizon]
metric = "ltm-revenue"
multiple = 1
"#
    )
}

/// The scenario that all features of the model take part in.
pub(crate) fn apparel() -> String {
    include_str!("apparel.toml").to_owned()
}

/// A checked scenario; panics with its problems. Each text is read once, and the tables of
/// its distributions are made once.
pub(crate) fn load(text: &str) -> Scenario {
    static LOADED: Mutex<BTreeMap<String, Scenario>> = Mutex::new(BTreeMap::new());
    let loaded = || LOADED.lock().expect("no test stops while it holds them");
    if let Some(scenario) = loaded().get(text) {
        return scenario.clone();
    }
    match input::load("test.toml", text) {
        Ok((scenario, _)) => loaded().entry(text.to_owned()).or_insert(scenario).clone(),
        Err(problems) => panic!("{problems}"),
    }
}

/// Files on the disk.
struct Disk;

impl Files for Disk {
    fn read(&self, path: &str) -> Result<Vec<u8>, String> {
        std::fs::read(path).map_err(|error| error.to_string())
    }
}

/// The checked scenario of a file, with changes as by `--set`; panics with its
/// problems and warnings.
pub(crate) fn load_file(path: &str, changes: &[&str]) -> Scenario {
    let text = std::fs::read_to_string(path).expect("a readable file");
    let change = |text: &&str| Override { origin: "--set".to_owned(), text: (*text).to_owned() };
    let changes: Vec<Override> = changes.iter().map(change).collect();
    match input::load_with(path, &text, &Disk, &changes) {
        Ok((scenario, warnings)) if warnings.is_empty() => scenario,
        Ok((_, problems)) | Err(problems) => panic!("{problems}"),
    }
}

/// Simulates paths on `threads` threads.
pub(crate) fn outcomes(
    scenario: &Scenario,
    paths: std::ops::Range<u64>,
    threads: usize,
) -> Outcomes {
    let simulator = Simulator::new(&scenario.operator, &scenario.assumptions, scenario.seed);
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
    let empty = Outcomes::keeping_draws(&scenario.assumptions, Design::Plain);
    pool.install(|| engine::run(&simulator, paths, &empty, &Unwatched)).expect("nobody stops it")
}

/// Simulates paths one by one and hands each to `look`.
pub(crate) fn each_ledger(
    scenario: &Scenario,
    paths: std::ops::Range<u64>,
    mut look: impl FnMut(&Ledger),
) {
    let simulator = Simulator::new(&scenario.operator, &scenario.assumptions, scenario.seed);
    let (mut draws, mut ledger) = (Draws::default(), Ledger::default());
    for path in paths {
        simulator.simulate(path, &mut draws, &mut ledger);
        look(&ledger);
    }
}

/// A product line that is made to order, without any luck: a site sells 1,000 a month and
/// earns 30,000.
pub(crate) const MADE_TO_ORDER: &str = "price = 50\nmaterial_cost = 20\nunits_per_site_month = 1000\n\
                                made_to_order_share = 1\nlead_time_days = 0\n";

/// Some paths, from the first on.
pub(crate) fn ledgers(text: &str, paths: u64) -> Vec<Ledger> {
    let mut all = Vec::new();
    each_ledger(&load(text), 0..paths, |ledger: &Ledger| all.push(ledger.clone()));
    all
}

/// The months of the first path.
pub(crate) fn months(text: &str) -> Vec<Month> {
    ledgers(text, 1).remove(0).months
}

/// One path with what happens on it.
pub(crate) fn replay(text: &str, path: u64) -> Replay {
    let scenario = load(text);
    Simulator::new(&scenario.operator, &scenario.assumptions, scenario.seed).replay(path)
}

/// A plan with `keys` added to a table of it.
pub(crate) fn with(text: &str, table: &str, keys: &str) -> String {
    let head = format!("[{table}]\n");
    if text.contains(&head) {
        text.replace(&head, &format!("{head}{keys}\n"))
    } else {
        text.replace("[[product]]", &format!("{head}{keys}\n\n[[product]]"))
    }
}

/// Mean of a sample and its standard error.
pub(crate) fn mean_and_error(sample: &[f64]) -> (f64, f64) {
    let n = sample.len() as f64;
    let mean = sample.iter().sum::<f64>() / n;
    let squares = sample.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>();
    (mean, (squares / (n - 1.0) / n).sqrt())
}

/// A run of so many paths of a scenario that stands in a file of this name.
pub(crate) fn run_info(file: &str, scenario: &Scenario, paths: u64) -> RunInfo {
    let deal = &scenario.operator.terms.deal;
    let fact = |input| scenario.assumptions.known(input).expect("a fact");
    RunInfo {
        program_version: "test".to_owned(),
        scenario_file: file.to_owned(),
        scenario_name: scenario.name.clone(),
        vertical: scenario.vertical.clone(),
        currency: scenario.currency.clone(),
        content_hash: scenario.content_hash.clone(),
        seed: scenario.seed,
        design: Design::Plain,
        paths,
        horizon_months: scenario.operator.horizon_months,
        hurdle_rate: fact(deal.hurdle_rate),
        target_irr: fact(deal.target_irr),
        cheque: fact(deal.cheque),
        post_money: fact(deal.pre_money) + fact(deal.round_size),
        route_names: scenario.operator.routes.iter().map(|(name, _)| name.clone()).collect(),
        horizon_rule: "a rule".to_owned(),
        kpi: KpiTerms::of(&scenario.assumptions, &default_rules(fact(deal.cheque))),
        closing: ClosingStack::of(&scenario.operator, &scenario.assumptions),
    }
}

/// The questions of a scenario.
pub(crate) fn questions(scenario: &Scenario) -> Vec<Question> {
    let all = scenario.diligence.iter().map(|one| Question {
        text: one.text.clone(),
        resolves: one.resolves.iter().map(|(_, input)| *input).collect(),
        cost: one.cost,
        precision: match one.answer {
            Answer::Exact => Precision::Exact,
            Answer::ToSd(sd) => Precision::ToSd(sd),
            Answer::Sample(size) => Precision::Sample(size),
        },
    });
    all.collect()
}
