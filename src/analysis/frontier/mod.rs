//! What a short lead time is worth: the highest unit-cost premium of goods made
//! close by at which the buyer is no worse off than with goods from afar,
//! against the ratio of the lead times; in closed form, and by the products
//! step with all its frictions.

mod closed;
mod mixed;
mod seasons;
mod solve;

pub use closed::{Closed, Medians};

use super::estimate::Estimate;
use crate::engine::{Stopped, Watch};
use crate::model::operator::Operator;
use crate::sampling::assumptions::Assumptions;
use closed::closed;
use seasons::{Seasons, premium};

/// A line of a scenario.
#[derive(Clone, Copy, Debug)]
pub struct Side<'a> {
    /// The operator.
    pub operator: &'a Operator,
    /// Its numbers.
    pub assumptions: &'a Assumptions,
    /// Position of the line.
    pub line: usize,
}

/// What is asked.
#[derive(Clone, Copy, Debug)]
pub struct Question<'a> {
    /// The line whose goods are made close by.
    pub short: Side<'a>,
    /// The line whose goods come from afar; the same one where only the lead
    /// time differs.
    pub long: Side<'a>,
    /// Whether the two are of different files.
    pub two_files: bool,
    /// The long lead time, in days.
    pub long_days: f64,
    /// Seasons simulated, each at its own path's values.
    pub draws: u64,
    /// Seed of all random streams.
    pub seed: u64,
    /// What keeping a second source costs, as a share of the long-lead-time
    /// unit cost for each unit of mean demand.
    pub second_source: f64,
    /// Unit-cost premium at which topping up is looked at; if none, that of the
    /// short plan's own file.
    pub top_up_premium: Option<f64>,
}

/// What a short lead time is worth at one ratio.
#[derive(Clone, Copy, Debug)]
pub struct Point {
    /// Short over long lead time.
    pub ratio: f64,
    /// Short lead time in days.
    pub days: f64,
    /// In closed form.
    pub closed: Closed,
    /// Justified premium by simulation, as a share of the long-lead-time unit
    /// cost; none where any premium would do, or none could.
    pub premium: Option<Estimate>,
    /// Highest premium at which topping up is worth a second source; none
    /// where it is not even without a premium.
    pub mixed: Option<Estimate>,
    /// Topping up at the premium asked for.
    pub top_up: TopUp,
}

/// A base order from afar with a top-up from close by, by simulation.
#[derive(Clone, Copy, Debug)]
pub struct TopUp {
    /// Best base order over mean demand.
    pub base: Estimate,
    /// Units topped up over mean demand.
    pub units: Estimate,
    /// Contribution gained over the long plan, as a share of its unit cost, for
    /// each unit of mean demand; before what a second source costs.
    pub gain: Estimate,
}

/// The short plan at the unit cost of its own file.
#[derive(Clone, Copy, Debug)]
pub struct AsItIs {
    /// What its mean unit cost is above the long plan's, as a share of that.
    pub premium: Estimate,
    /// Contribution above the long plan's, in money for each unit of mean
    /// demand.
    pub gain: Estimate,
    /// Share of seasons in which capacity holds the short plan back.
    pub held_back: f64,
}

/// The operator's own place on the frontier.
#[derive(Clone, Copy, Debug)]
pub struct Own {
    /// At the median lead time of its file.
    pub point: Point,
    /// How it does at its own unit cost; none where the long plan's unit cost
    /// is the same file's.
    pub as_it_is: Option<AsItIs>,
}

/// What a short lead time is worth, over all ratios asked for.
#[derive(Clone, Debug)]
pub struct Study {
    /// The line's numbers at their medians.
    pub medians: Medians,
    /// The long lead time, in days.
    pub long_days: f64,
    /// Seasons simulated.
    pub draws: u64,
    /// As asked.
    pub second_source: f64,
    /// Unit-cost premium at which topping up is looked at.
    pub top_up_premium: f64,
    /// Mean unit cost of the long plan.
    pub mean_cost: Estimate,
    /// Share of seasons in which capacity holds the long plan back.
    pub held_back: f64,
    /// Share of seasons in which a left-over unit brings no less than it
    /// costs from afar; they are not among the top-ups.
    pub leftovers_pay: f64,
    /// The points, by rising ratio.
    pub points: Vec<Point>,
    /// The closed forms at many ratios from 0 to 1.
    pub curve: Vec<(f64, Closed)>,
    /// The operator's own place, where its lead time is not the long one.
    pub own: Option<Own>,
}

/// Steps of the curve of closed forms; they are closer where it is steep.
const STEPS: u32 = 80;

/// Answers a question at the ratios given, on the threads of the current pool.
///
/// # Errors
/// When `watch` asks to stop.
pub fn study(
    question: &Question<'_>,
    ratios: &[f64],
    watch: &impl Watch,
) -> Result<Study, Stopped> {
    let frontier = Frontier::new(*question);
    let at = |ratio: f64| {
        if watch.wants_stop() {
            return Err(Stopped::Asked { done: 0 });
        }
        let point = frontier.at(ratio);
        watch.advanced(question.draws);
        Ok(point)
    };
    let points = ratios.iter().map(|ratio| at(*ratio)).collect::<Result<Vec<Point>, _>>()?;
    let medians = frontier.medians;
    let own_ratio = medians.short_days / question.long_days;
    let own = (own_ratio < 1.0)
        .then(|| {
            let point = at(own_ratio)?;
            let as_it_is =
                question.two_files.then(|| frontier.seasons.as_it_is(medians.short_days));
            Ok(Own { point, as_it_is })
        })
        .transpose()?;
    let curve = (0..=STEPS).map(|step| {
        let root = f64::from(step) / f64::from(STEPS);
        (root * root, frontier.closed(root * root * question.long_days))
    });
    Ok(Study {
        medians,
        long_days: question.long_days,
        draws: question.draws,
        second_source: question.second_source,
        top_up_premium: frontier.top_up_premium,
        mean_cost: frontier.seasons.mean_cost(),
        held_back: frontier.seasons.held_back(),
        leftovers_pay: frontier.seasons.leftovers_pay(),
        points,
        curve: curve.collect(),
        own,
    })
}

/// A question with its seasons, ready to be asked at any ratio.
pub struct Frontier<'a> {
    question: Question<'a>,
    medians: Medians,
    seasons: Seasons,
    top_up_premium: f64,
}

impl<'a> Frontier<'a> {
    /// Draws the seasons and values the long plan in each, on the threads
    /// of the current pool.
    pub fn new(question: Question<'a>) -> Self {
        let medians = Medians::of(question.short, question.long);
        let seasons = Seasons::draw(&question);
        let own = || seasons.own_premium().value.max(0.0);
        let top_up_premium = question.top_up_premium.unwrap_or_else(own);
        Self { question, medians, seasons, top_up_premium }
    }

    fn closed(&self, days: f64) -> Closed {
        closed(&self.medians, &self.question, self.top_up_premium, days)
    }

    /// What a lead time of `ratio` times the long one is worth.
    pub fn at(&self, ratio: f64) -> Point {
        let days = ratio * self.question.long_days;
        let closed = self.closed(days);
        let top_ups = mixed::TopUps::of(&self.seasons, self.question.long_days, days);
        Point {
            ratio,
            days,
            closed,
            premium: premium(&self.seasons, days, closed.premium),
            mixed: top_ups.highest_premium(self.question.second_source, closed.mixed),
            top_up: top_ups.at(self.top_up_premium),
        }
    }
}
