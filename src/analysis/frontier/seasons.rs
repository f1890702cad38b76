//! The seasons that a study is made of, and the premium at which plans with
//! a short and a long lead time earn the same in them on average.

use rayon::iter::{IntoParallelIterator, IntoParallelRefIterator, ParallelIterator};

use super::solve::{Gains, root};
use super::{AsItIs, Question, Side};
use crate::analysis::estimate::{Estimate, mean};
use crate::model::luck::NEWS_BEFORE;
use crate::model::sourcing::{StockSeason, Surprising, Trade};
use crate::sampling::assumptions::{Draws, Sampler};
use crate::sampling::stream::StreamKey;

/// A season under both plans: the same path, the same draws.
pub(super) struct PairedSeason {
    pub(super) short: StockSeason,
    pub(super) long: StockSeason,
    /// The forecast's move between a base order and a top-up, in standard
    /// deviations.
    pub(super) update: f64,
    /// What the long plan brings.
    long_trade: Trade,
}

impl PairedSeason {
    /// Whether a unit brings more sold, and less left over, than it costs from
    /// afar. Where it does not, more stock or none is always better.
    pub(super) fn stock_is_a_risk(&self) -> bool {
        let (values, cost) = (self.short.values(), self.long.unit_cost);
        values.left < cost && cost < values.sold
    }
}

/// All of them, in path order.
pub(super) struct Seasons {
    pub(super) list: Vec<PairedSeason>,
}

impl Seasons {
    /// One season of each path, so that no two share an assumption's draw; the
    /// seasons of the year in turn.
    pub(super) fn draw(question: &Question<'_>) -> Self {
        let source = |side| Source::new(side, question.seed);
        let (short, long) = (source(question.short), source(question.long));
        let updates = StreamKey::new(question.seed, "frontier: forecast update");
        let paired = |path: u64| {
            let long = long.season(path);
            let long_trade = long.trade(question.long_days, long.unit_cost);
            let update = updates.stream(path).normal();
            PairedSeason { short: short.season(path), long, update, long_trade }
        };
        Self { list: (0..question.draws).into_par_iter().map(paired).collect() }
    }

    pub(super) fn mean_cost(&self) -> Estimate {
        let costs: Vec<f64> = self.list.iter().map(|season| season.long.unit_cost).collect();
        mean(&costs)
    }

    /// Share of line-seasons in which a left-over unit brings no less than it
    /// costs from afar.
    pub(super) fn leftovers_pay(&self) -> f64 {
        let pays = |season: &&PairedSeason| season.long.unit_cost <= season.short.values().left;
        self.list.iter().filter(pays).count() as f64 / self.list.len() as f64
    }

    /// Share of line-seasons in which capacity holds the long plan back.
    pub(super) fn held_back(&self) -> f64 {
        let count = self.list.iter().filter(|season| season.long_trade.held_back).count();
        count as f64 / self.list.len() as f64
    }

    /// What the short plan's mean unit cost, by its own file, is above the long
    /// plan's, as a share of that.
    pub(super) fn own_premium(&self) -> Estimate {
        let costs: Vec<(f64, f64)> = self
            .list
            .iter()
            .map(|season| (season.short.unit_cost, season.long.unit_cost))
            .collect();
        let Estimate { value, standard_error } = ratio(&costs);
        Estimate { value: value - 1.0, standard_error }
    }

    /// The short plan at the unit cost of its own file and a lead time of
    /// `days`, held against the long one.
    pub(super) fn as_it_is(&self, days: f64) -> AsItIs {
        let gain = |season: &PairedSeason| {
            let trade = season.short.trade(days, season.short.unit_cost);
            let gain = trade.contribution - season.long_trade.contribution;
            ((gain, season.long.planned), trade.held_back)
        };
        let (gains, held_back): (Vec<(f64, f64)>, Vec<bool>) =
            self.list.par_iter().map(gain).unzip();
        let held_back = held_back.iter().filter(|one| **one).count();
        AsItIs {
            premium: self.own_premium(),
            gain: ratio(&gains),
            held_back: held_back as f64 / self.list.len() as f64,
        }
    }
}

/// Where a line's seasons come from.
struct Source<'a> {
    side: Side<'a>,
    sampler: Sampler,
    months: StreamKey,
    before: StreamKey,
}

impl<'a> Source<'a> {
    fn new(side: Side<'a>, seed: u64) -> Self {
        let name = &side.operator.lines[side.line].name;
        Self {
            side,
            sampler: Sampler::new(side.assumptions, seed),
            // The streams that a run draws the line's luck from.
            months: StreamKey::new(seed, &format!("product: {name}")),
            before: StreamKey::new(seed, &format!("{NEWS_BEFORE}: {name}")),
        }
    }

    fn season(&self, path: u64) -> StockSeason {
        let mut draws = Draws::default();
        self.sampler.draw_into(path, &mut draws);
        let operator = self.side.operator;
        let terms = operator.terms.resolve(&draws);
        let luck = Surprising { months: self.months, before: self.before, path };
        StockSeason::new(operator, &terms, self.side.line, luck)
    }
}

/// The premium over the long plan's unit cost at which a lead time of `days`
/// earns what the long plan earns, from a first guess.
pub(super) fn premium(seasons: &Seasons, days: f64, guess: f64) -> Option<Estimate> {
    root(guess, |premium| {
        let gain = |season: &PairedSeason| {
            let cost = season.long.unit_cost;
            let Trade { contribution, units, .. } =
                season.short.trade(days, (1.0 + premium) * cost);
            (contribution - season.long_trade.contribution, cost * units)
        };
        let (gains, costs): (Vec<f64>, Vec<f64>) = seasons.list.par_iter().map(gain).unzip();
        Gains { gains, slope: -mean(&costs).value }
    })
}

/// A ratio of means, with the error of the delta method.
pub(super) fn ratio(pairs: &[(f64, f64)]) -> Estimate {
    let mean_of =
        |part: fn(&(f64, f64)) -> f64| mean(&pairs.iter().map(part).collect::<Vec<f64>>());
    let under = mean_of(|pair| pair.1).value;
    let value = mean_of(|pair| pair.0).value / under;
    let rest: Vec<f64> = pairs.iter().map(|(over, under)| over - value * under).collect();
    Estimate { value, standard_error: mean(&rest).standard_error / under.abs() }
}
