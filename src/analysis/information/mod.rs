//! What it is worth to learn before deciding: of each uncertain assumption, of
//! each question that could be asked, and of all assumptions together.
//!
//! The decision is to invest or to pass, at the scenario's cheque and hurdle
//! rate; its net benefit is NPV, or 0. All values are in the scenario's
//! currency, at time 0, per decision.

mod answer;
mod basis;
mod least_squares;
mod luck;
mod purchase;
mod rule;
mod worth;

use crate::analysis::drivers::uncertain;
use crate::analysis::estimate::{Estimate, mean};
use crate::analysis::inputs::Inputs;
use crate::analysis::ranks::ranks;
use crate::engine::{self, Stopped, Tally, Watch};
use crate::model::ledger::Ledger;
use crate::model::memory::Kept;
use crate::model::simulator::Simulator;
use crate::sampling::assumptions::{Assumptions, Draws, Input};
use crate::sampling::normal::normal_quantile;
use crate::sampling::stream::StreamKey;

pub use answer::{Observation, Precision};
pub use luck::Everything;
pub use purchase::{Purchase, Step};
pub use worth::{Evidence, Worth};

/// A question that could be asked before deciding.
#[derive(Clone, Debug)]
pub struct Question {
    /// In the analyst's words; keys the noise of blunt answers.
    pub text: String,
    /// What the answer tells of.
    pub resolves: Vec<Input>,
    /// What asking costs.
    pub cost: f64,
    /// How much the answer tells of each of them.
    pub precision: Precision,
}

/// How much is simulated.
#[derive(Clone, Copy, Debug)]
pub struct Effort {
    /// Paths of the run, a hundred at least.
    pub paths: u64,
    /// Of them, from the first on, so many are lived again.
    pub lived_again: u64,
    /// So many times.
    pub times: u64,
}

impl Effort {
    /// All that is simulated.
    pub fn simulated(&self) -> u64 {
        self.paths.saturating_add(self.lived_again.saturating_mul(self.times))
    }
}

/// What is known of a scenario's paths.
#[derive(Clone, Debug, Default)]
pub struct Sample {
    /// The uncertain assumptions of each.
    pub inputs: Inputs,
    /// Net present value of each.
    pub npv: Vec<f64>,
    /// Net present values of the first paths lived again, one path's together.
    pub again: Vec<f64>,
    /// How often each was.
    pub times: u64,
}

/// Net present values in path order.
#[derive(Clone, Debug, Default)]
struct Npvs(Vec<f64>);

impl Tally for Npvs {
    fn push(&mut self, _: &Draws, ledger: &Ledger) {
        self.0.push(ledger.outcome.npv);
    }

    fn merge(&mut self, later: Self) {
        self.0.extend(later.0);
    }

    fn reads(&self) -> Kept {
        Kept::ENDING
    }
}

impl Sample {
    /// Simulates it, on the threads of the current pool.
    ///
    /// # Errors
    /// When `watch` asks to stop.
    pub fn simulate(
        simulator: &Simulator<'_>,
        assumptions: &Assumptions,
        effort: Effort,
        watch: &impl Watch,
    ) -> Result<Self, Stopped> {
        let empty = (Npvs::default(), uncertain(assumptions));
        let (npv, inputs) = engine::run(simulator, 0..effort.paths, &empty, watch)?;
        let again = 0..effort.lived_again.min(effort.paths);
        let read = |ledger: &Ledger| ledger.outcome.npv;
        let again = engine::run_again(simulator, again, effort.times, &read, watch)?;
        Ok(Self { inputs, npv: npv.0, again, times: effort.times })
    }
}

/// What an uncertain assumption is worth knowing.
#[derive(Clone, Debug)]
pub struct Number {
    /// Its dotted path.
    pub name: String,
    /// Its unit, in words.
    pub unit: &'static str,
    /// What knowing it exactly is worth.
    pub worth: Worth,
}

/// What a question is worth asking.
#[derive(Clone, Debug)]
pub struct QuestionWorth {
    /// In the analyst's words.
    pub text: String,
    /// Names of what the answer tells of.
    pub resolves: Vec<String>,
    /// Their units, in words.
    pub units: Vec<&'static str>,
    /// Names among them that are drawn anew at each event: they have no value
    /// that could be learned, and count as luck.
    pub at_events: Vec<String>,
    /// How much the answer tells.
    pub precision: Precision,
    /// What asking costs.
    pub cost: f64,
    /// What the answer is worth.
    pub worth: Worth,
}

impl QuestionWorth {
    /// What the answer is worth over what it costs.
    pub fn net(&self) -> Estimate {
        Estimate { value: self.worth.value.value - self.cost, ..self.worth.value }
    }
}

/// What there is to learn, and what it is worth.
#[derive(Clone, Debug)]
pub struct Information {
    /// Whether the decision without any answer is to invest.
    pub invests: bool,
    /// Mean NPV.
    pub npv: Estimate,
    /// Share of the paths on which the decision is wrong after the event.
    pub wrong: Estimate,
    /// The value of knowing all that will happen, luck included.
    pub clairvoyant: Estimate,
    /// The value of knowing every assumption, luck left open.
    pub everything: Everything,
    /// Each uncertain assumption that is drawn once a path, the one most worth
    /// knowing first.
    pub numbers: Vec<Number>,
    /// The questions, the one with the most value over its cost first.
    pub questions: Vec<QuestionWorth>,
    /// Which of them to ask; positions are those in `questions`.
    pub purchase: Purchase,
    /// What may be spent on them; infinite where there is no limit.
    pub budget: f64,
    /// Names of uncertain assumptions that are drawn anew at each event.
    pub at_events: Vec<String>,
    /// Paths, those lived again, and how often.
    pub effort: Effort,
    /// Numbers and blunt answers that were learned from together, and how many
    /// only by themselves.
    pub regressed: [usize; 2],
}

impl Information {
    /// Whether mean NPV is so near 0 that it cannot be told which decision is
    /// better today.
    pub fn is_near_the_edge(&self) -> bool {
        !(2.0 * self.npv.standard_error < self.npv.value.abs())
    }
}

/// The columns that regressions see, and the sets of them that are valued.
struct Layout {
    columns: Vec<(Vec<f64>, Option<usize>)>,
    offers: Vec<purchase::Offer>,
    numbers: usize,
}

impl Layout {
    fn of(
        (assumptions, seed): (&Assumptions, u64),
        sample: &Sample,
        questions: &[Question],
    ) -> Self {
        let inputs = sample.inputs.inputs();
        let values = |place: usize| sample.inputs.column(inputs[place]).unwrap_or_default();
        let mut columns: Vec<(Vec<f64>, Option<usize>)> =
            (0..inputs.len()).map(|place| (values(place).to_vec(), None)).collect();
        let offers = questions.iter().map(|question| {
            let known = |input: &Input| inputs.binary_search(input).ok();
            let told = question.resolves.iter().filter_map(known).map(|place| {
                let assumption = assumptions.get(inputs[place]);
                let own = assumptions.stream_name(inputs[place]);
                let name = format!("diligence: {}: {own}", question.text);
                let key = StreamKey::new(seed, &name);
                let scores = if question.precision == Precision::Exact {
                    Vec::new()
                } else {
                    normal_scores(values(place))
                };
                let of = (values(place), &scores[..]);
                match answer::signals(assumption, question.precision, of, key) {
                    None => place,
                    Some(signals) => {
                        columns.push((signals, Some(place)));
                        columns.len() - 1
                    }
                }
            });
            (told.collect(), question.cost)
        });
        let offers = offers.collect();
        Self { columns, offers, numbers: inputs.len() }
    }

    /// Each number, each combination of questions, and all numbers.
    fn sets(&self) -> Vec<Vec<usize>> {
        let numbers = (0..self.numbers).map(|number| vec![number]);
        let questions = purchase::combinations(self.offers.len());
        let questions = questions.into_iter().map(|bits| self.set(bits));
        numbers.chain(questions).chain([(0..self.numbers).collect()]).collect()
    }

    fn set(&self, bits: u32) -> Vec<usize> {
        purchase::columns(&self.offers, bits, &|column| self.columns[column].1)
    }
}

fn normal_scores(values: &[f64]) -> Vec<f64> {
    let n = values.len() as f64;
    ranks(values).into_iter().map(|rank| normal_quantile((rank - 0.5) / n)).collect()
}

/// What there is to learn of a scenario, from its simulated paths. Blunt
/// answers are drawn under `seed`.
///
/// # Panics
/// Where the sample has less than a hundred paths, or there are more than 31
/// questions.
pub fn learn(
    (assumptions, seed): (&Assumptions, u64),
    sample: &Sample,
    questions: &[Question],
    budget: f64,
) -> Information {
    assert!(questions.len() < 32, "{} questions", questions.len());
    let layout = Layout::of((assumptions, seed), sample, questions);
    let evidence = Evidence::new(&layout.columns, &sample.npv);
    let mut worths = evidence.worths(&layout.sets());
    let rule = worths.pop().expect("the set of all numbers");
    let tried = worths.split_off(layout.numbers);
    let everything = match sample.times as usize {
        times if 2 <= times && !sample.again.is_empty() => {
            Everything::of(&evidence, &rule, &sample.again, times)
        }
        _ => Everything::by_regression(&rule),
    };
    let more = |sets: &[u32]| {
        let mut all: Vec<Vec<usize>> = sets.iter().map(|bits| layout.set(*bits)).collect();
        all.extend((0..layout.offers.len()).map(|offer| layout.set(1 << offer)));
        let mut worths = evidence.worths(&all);
        worths.truncate(sets.len());
        worths
    };
    let bought = purchase::purchase((&evidence, &layout.offers), &tried, budget, &more);
    let alone = |offer: usize| {
        let sets = purchase::combinations(layout.offers.len());
        let place = sets.iter().position(|bits| *bits == 1 << offer).unwrap_or_default();
        tried[place].clone()
    };
    let asked: Vec<QuestionWorth> = questions
        .iter()
        .enumerate()
        .map(|(offer, question)| asked(assumptions, question, alone(offer)))
        .collect();
    let (questions, purchase) = ordered(asked, bought);
    let positive = evidence.outcome().iter().filter(|y| 0.0 < **y).count();
    Information {
        invests: evidence.invests(),
        npv: mean(&sample.npv),
        wrong: crate::analysis::estimate::share(positive, sample.npv.len()),
        clairvoyant: evidence.clairvoyant(),
        everything,
        numbers: numbers(assumptions, sample, worths),
        questions,
        purchase,
        budget,
        at_events: at_events(assumptions, assumptions.iter().map(|(input, _)| input)),
        effort: Effort {
            paths: sample.npv.len() as u64,
            lived_again: sample.again.len() as u64 / sample.times.max(1),
            times: sample.times,
        },
        regressed: evidence.regressed(),
    }
}

fn asked(assumptions: &Assumptions, question: &Question, worth: Worth) -> QuestionWorth {
    let name = |input: &Input| assumptions.get(*input).name.clone();
    QuestionWorth {
        text: question.text.clone(),
        resolves: question.resolves.iter().map(name).collect(),
        units: question.resolves.iter().map(|input| assumptions.get(*input).unit).collect(),
        at_events: at_events(assumptions, question.resolves.iter().copied()),
        precision: question.precision,
        cost: question.cost,
        worth,
    }
}

fn at_events(assumptions: &Assumptions, inputs: impl Iterator<Item = Input>) -> Vec<String> {
    let each = inputs.map(|input| assumptions.get(input));
    let each = each.filter(|one| one.per_event && one.is_uncertain());
    each.map(|one| one.name.clone()).collect()
}

fn numbers(assumptions: &Assumptions, sample: &Sample, worths: Vec<Worth>) -> Vec<Number> {
    let of = sample.inputs.inputs().iter().zip(worths);
    let mut all: Vec<Number> = of
        .map(|(input, worth)| {
            let one = assumptions.get(*input);
            Number { name: one.name.clone(), unit: one.unit, worth }
        })
        .collect();
    all.sort_by(|a, b| by_worth(&a.worth, &b.worth));
    all
}

/// The most valuable first; of those without value the one that comes nearest
/// to changing the decision.
fn by_worth(a: &Worth, b: &Worth) -> std::cmp::Ordering {
    let order = b.value.value.total_cmp(&a.value.value);
    order.then(b.expected[1].total_cmp(&a.expected[1]))
}

/// The questions by value over cost, and what is bought in the same positions.
fn ordered(asked: Vec<QuestionWorth>, mut purchase: Purchase) -> (Vec<QuestionWorth>, Purchase) {
    let mut all: Vec<(usize, QuestionWorth)> = asked.into_iter().enumerate().collect();
    all.sort_by(|(_, a), (_, b)| {
        let order = b.net().value.total_cmp(&a.net().value);
        order.then(by_worth(&a.worth, &b.worth))
    });
    for step in &mut purchase.steps {
        let place = all.iter().position(|(offer, _)| *offer == step.question);
        step.question = place.unwrap_or(step.question);
    }
    (all.into_iter().map(|(_, asked)| asked).collect(), purchase)
}
