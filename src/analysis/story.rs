//! The story of one path: what happened on it, in order, from what the model
//! told while it happened and from what stands out in the months' own figures.

use crate::model::event::{Cause, Event, Failed};
use crate::model::ledger::Month;
use crate::model::operator::Operator;
use crate::model::outcome::Figure;
use crate::model::simulator::Replay;

use super::stand_out::{Outlier, outliers};

/// Something that happened, and when.
#[derive(Clone, Copy, Debug)]
pub struct Occurrence {
    /// The month, from 0.
    pub month: usize,
    /// What.
    pub what: Happening,
}

/// What happened.
#[derive(Clone, Copy, Debug)]
pub enum Happening {
    /// The deal window as it was in month 0, or as it becomes.
    Window(Window),
    /// What the model told.
    Model(Event),
    /// A line sells for the first time.
    Launched(Launch),
    /// A line is no longer made, or made again; see [`Stop`].
    Line(Stop),
    /// Orders of a line begin to wait for capacity.
    Waits(Backlog),
    /// Lost sales that stand out among the path's months.
    LostSales(Outlier),
    /// Markdowns that stand out among the path's months.
    Markdowns(Outlier),
    /// The pop-ups of twelve months, or of fewer at the end.
    Popups(PopupYear),
    /// Plant that was replaced in a year.
    Replaced(Spending),
    /// Debt that was repaid in a year.
    Repaid {
        /// What was paid.
        paid: Spending,
        /// What is still owed at its end.
        owed: f64,
    },
    /// The contribution of a mature site has paid back the first new one.
    PaidBack {
        /// Months from time 0.
        months: f64,
    },
    /// Cash is the lowest of the path's life.
    LowestCash {
        /// Closing cash.
        cash: f64,
        /// Mean monthly burn of the last three months, before any round.
        burn: f64,
    },
}

/// What was spent on something in twelve months, or in fewer at the end.
#[derive(Clone, Copy, Debug)]
pub struct Spending {
    /// First month, from 0.
    pub from: usize,
    /// How much.
    pub spent: f64,
}

/// A state of the deal window.
#[derive(Clone, Copy, Debug)]
pub struct Window {
    /// Whether deals get done.
    pub is_open: bool,
    /// Whether it was so from the start.
    pub is_first: bool,
    /// While it is shut: factor on the hazards of a sale.
    pub hazard_factor: f64,
    /// Factor on multiples.
    pub multiple_factor: f64,
    /// Factor on the odds that a round closes.
    pub funding_factor: f64,
}

/// A line's first month.
#[derive(Clone, Copy, Debug)]
pub struct Launch {
    /// Position of the line.
    pub line: usize,
    /// Units demanded.
    pub demand: f64,
    /// Units sold at full price.
    pub sold: f64,
    /// Its revenue.
    pub revenue: f64,
}

/// A line that is not made since a unit costs more than it brings, or made
/// again.
#[derive(Clone, Copy, Debug)]
pub struct Stop {
    /// Position of the line.
    pub line: usize,
    /// Whether it is made.
    pub is_made: bool,
    /// Variable cost of a good unit.
    pub unit_cost: f64,
    /// What a unit brings at full price.
    pub full_price_margin: f64,
}

/// Orders of a line that find no capacity and wait.
#[derive(Clone, Copy, Debug)]
pub struct Backlog {
    /// Position of the line.
    pub line: usize,
    /// Units that wait at the end of the first month.
    pub waiting: f64,
    /// The most that wait, in any month before all are served.
    pub most: f64,
    /// Months until none waits, or the path ends.
    pub months: usize,
}

/// Pop-ups over some months.
#[derive(Clone, Copy, Debug)]
pub struct PopupYear {
    /// First month, from 0.
    pub from: usize,
    /// Events held.
    pub held: f64,
    /// Events planned and refused.
    pub refused: f64,
    /// Revenue of the events.
    pub revenue: f64,
    /// Cost of the events and of the goods sold at them.
    pub cost: f64,
}

/// The story of a path in order; within a month in the order in which the
/// model goes through it.
pub fn story(operator: &Operator, replay: &Replay) -> Vec<Occurrence> {
    let events = replay.record.events.iter();
    let mut all: Vec<Occurrence> = events
        .map(|(month, event)| Occurrence { month: *month, what: happening(*event, *month, replay) })
        .collect();
    all.extend(windows(operator, replay));
    all.extend(stops(replay));
    all.extend(backlogs(replay));
    all.extend(outliers(replay));
    all.extend(popups(replay));
    all.extend(replacements(replay));
    all.extend(repayments(replay));
    all.extend(marks(replay));
    all.sort_by_key(|told| (told.month, told.what.place()));
    all
}

/// What the model told; of a launch, with how the line sold.
fn happening(event: Event, month: usize, replay: &Replay) -> Happening {
    match (event, replay.record.months.get(month)) {
        (Event::LineLaunched(line), Some(detail)) => {
            let of = &detail.lines[line].month;
            let (demand, sold, revenue) = (of.demand, of.sold, of.revenue);
            Happening::Launched(Launch { line, demand, sold, revenue })
        }
        _ => Happening::Model(event),
    }
}

impl Happening {
    /// Where it comes in its month.
    fn place(&self) -> u8 {
        match self {
            Self::Window(_) | Self::Model(Event::Converted(_) | Event::TrancheDecided(_)) => 0,
            Self::Model(Event::Disrupted(_)) => 1,
            Self::Model(Event::SiteClosed(_) | Event::SitesOpened { .. }) => 2,
            Self::Model(
                Event::AttemptLapsed(_) | Event::PermitRefused { .. } | Event::SiteGranted(_),
            ) => 3,
            Self::Launched(_) | Self::Model(Event::LineLaunched(_)) => 4,
            Self::Line(_) => 5,
            Self::Waits(_) => 6,
            Self::LostSales(_) => 7,
            Self::Markdowns(_) => 8,
            Self::Popups(_) | Self::Replaced(_) | Self::Repaid { .. } => 9,
            Self::PaidBack { .. } => 10,
            Self::Model(Event::RoundNotClosed(_) | Event::RoundClosed(_)) => 11,
            Self::LowestCash { .. } => 12,
            Self::Model(Event::Failed(_) | Event::Sold(_) | Event::ReachedHorizon(_)) => 13,
        }
    }
}

/// The window's state in month 0 and its moves, unless it makes no difference.
fn windows(operator: &Operator, replay: &Replay) -> Vec<Occurrence> {
    let market = operator.terms.market.map(|input| replay.draws[*input]);
    let factors =
        [market.shut_hazard_factor, market.shut_multiple_factor, market.shut_funding_factor];
    if factors.iter().all(|factor| (factor - 1.0).abs() <= 0.0) {
        return Vec::new();
    }
    let is_open = |month: &Month| 0.0 < month.window_open;
    let months = &replay.ledger.months;
    let moves = (0..months.len())
        .filter(|t| *t == 0 || is_open(&months[*t]) != is_open(&months[*t - 1]))
        .map(|month| {
            let window = Window {
                is_open: is_open(&months[month]),
                is_first: month == 0,
                hazard_factor: market.shut_hazard_factor,
                multiple_factor: market.shut_multiple_factor,
                funding_factor: market.shut_funding_factor,
            };
            Occurrence { month, what: Happening::Window(window) }
        });
    moves.collect()
}

/// Months in which a line stops paying, or pays again.
fn stops(replay: &Replay) -> Vec<Occurrence> {
    let months = &replay.record.months;
    let lines = months.first().map_or(0, |month| month.lines.len());
    let mut all = Vec::new();
    for line in 0..lines {
        let mut is_made = true;
        for (month, detail) in months.iter().enumerate() {
            let of = &detail.lines[line];
            // A line that rests says nothing.
            if 0.0 < of.month.demand && of.does_not_pay() == is_made {
                is_made = !is_made;
                let (unit_cost, full_price_margin) = (of.unit_cost, of.full_price_margin);
                let stop = Stop { line, is_made, unit_cost, full_price_margin };
                all.push(Occurrence { month, what: Happening::Line(stop) });
            }
        }
    }
    all
}

/// Spells in which orders of a line wait, told in their first month.
fn backlogs(replay: &Replay) -> Vec<Occurrence> {
    /// Fewer units than this are what rounding leaves of none.
    const SOME: f64 = 1e-6;
    let months = &replay.record.months;
    let lines = months.first().map_or(0, |month| month.lines.len());
    let mut all = Vec::new();
    for line in 0..lines {
        let waiting: Vec<f64> =
            months.iter().map(|month| month.lines[line].month.waiting).collect();
        let mut first = 0;
        for spell in waiting.chunk_by(|a, b| (SOME < *a) == (SOME < *b)) {
            if SOME < spell[0] {
                let most = spell.iter().copied().fold(0.0, f64::max);
                let backlog = Backlog { line, waiting: spell[0], most, months: spell.len() };
                all.push(Occurrence { month: first, what: Happening::Waits(backlog) });
            }
            first += spell.len();
        }
    }
    all
}

/// Pop-ups by the year, told in its last month.
fn popups(replay: &Replay) -> Vec<Occurrence> {
    let months: Vec<usize> = (0..replay.record.months.len()).collect();
    let years = months.chunks(12).map(|year| {
        let details = year.iter().map(|t| &replay.record.months[*t]);
        let popups = PopupYear {
            from: year[0],
            held: details.clone().map(|month| month.popups_held).sum(),
            refused: details.clone().map(|month| month.popups_refused).sum(),
            revenue: year.iter().map(|t| replay.ledger.months[*t].popup_revenue).sum(),
            cost: details.map(|month| month.popup_cost).sum(),
        };
        Occurrence { month: year[0] + year.len() - 1, what: Happening::Popups(popups) }
    });
    let is_planned = |told: &Occurrence| matches!(told.what, Happening::Popups(year) if 0.0 < year.held + year.refused);
    years.filter(is_planned).collect()
}

/// Plant replaced by the year, told in its last month.
fn replacements(replay: &Replay) -> Vec<Occurrence> {
    let spent = replay.record.months.iter().map(|month| month.accounts.replacement);
    let told = |(month, spending)| Occurrence { month, what: Happening::Replaced(spending) };
    spent_by_year(spent).map(told).collect()
}

/// Debt repaid by the year, likewise.
fn repayments(replay: &Replay) -> Vec<Occurrence> {
    let months = &replay.ledger.months;
    let told = |(month, paid): (usize, Spending)| {
        let owed = months[month].debt;
        Occurrence { month, what: Happening::Repaid { paid, owed } }
    };
    spent_by_year(months.iter().map(|month| month.debt_repaid)).map(told).collect()
}

/// What is spent each year, with the year's last month; years without are left out.
fn spent_by_year(months: impl Iterator<Item = f64>) -> impl Iterator<Item = (usize, Spending)> {
    let months: Vec<f64> = months.collect();
    let years: Vec<(usize, Spending)> = months
        .chunks(12)
        .enumerate()
        .map(|(year, months)| {
            let from = 12 * year;
            (from + months.len() - 1, Spending { from, spent: months.iter().sum() })
        })
        .collect();
    years.into_iter().filter(|(_, spending)| 0.0 < spending.spent)
}

/// Marks that the operating figures name. Where cash is lowest because it has
/// run out, the failure says so.
fn marks(replay: &Replay) -> Vec<Occurrence> {
    let outcome = &replay.ledger.outcome;
    let runs_out = matches!(
        replay.record.events.last(),
        Some((_, Event::Failed(Failed { cause: Cause::Cash { .. }, .. })))
    );
    let lowest = outcome.figure(Figure::LowestCash).zip(outcome.figure(Figure::LowestCashMonth));
    let lowest = lowest.filter(|_| !runs_out).map(|(cash, month)| {
        let month = month as usize;
        let burn = replay.record.months.get(month).map_or(0.0, |detail| detail.cash_burn);
        Occurrence { month, what: Happening::LowestCash { cash, burn } }
    });
    let first_opens = replay.record.events.iter().find_map(|(_, event)| match event {
        Event::SiteGranted(site) => Some(site.opens),
        _ => None,
    });
    let paid_back = outcome.figure(Figure::SitePaybackMonths).zip(first_opens);
    let paid_back = paid_back.map(|(months, opened)| Occurrence {
        month: opened + (months as usize).saturating_sub(1),
        what: Happening::PaidBack { months },
    });
    lowest.into_iter().chain(paid_back).collect()
}
