//! Columns of outcomes in path order: what every statistic is made from.

use super::errors::Errors;
use super::flows::{self, Flows};
use super::repriced::{self, DealPaths};
use super::round_use::RoundUse;
use super::strongest_driver::PanelDraws;
use super::unit_economics::UnitColumns;
use crate::engine::Tally;
use crate::model::ledger::{Ledger, Month};
use crate::model::memory::Kept;
use crate::model::outcome::{FailureCause, Figure, Route, Unit};
use crate::model::returns::IrrKind;
use crate::model::stages::Stages;
use crate::sampling::assumptions::{Assumptions, Draws};
use crate::sampling::design::Design;

/// Paths whose months are kept, those of the lowest numbers. Returns and
/// operating figures are kept of all paths.
pub const PANEL_PATHS: u64 = 20_000;

/// Bytes that the outcomes of a path are kept in, without its months and lines.
pub const BYTES_A_PATH: usize = size_of::<u64>()
    + 8 * size_of::<f64>()
    + size_of::<IrrKind>()
    + size_of::<Route>()
    + size_of::<Option<FailureCause>>()
    + 2 * size_of::<u16>()
    + size_of::<Stages>()
    + flows::BYTES_A_PATH
    + repriced::BYTES_A_PATH
    + Figure::COUNT * size_of::<f64>();

/// Bytes that a month of a path of the panel is kept in.
pub const BYTES_A_PANEL_MONTH: usize = MonthFigure::COUNT * size_of::<f64>();

/// Stands for "never" in a column of months.
pub const NEVER: u16 = u16::MAX;

macro_rules! month_figures {
    ($( $(#[doc = $doc:literal])* $variant:ident, $key:literal, $unit:expr, $field:ident; )*) => {
        /// A figure that is followed by month.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum MonthFigure { $( $(#[doc = $doc])* $variant, )* }

        impl MonthFigure {
            /// How many there are.
            pub const COUNT: usize = [$( $key, )*].len();
            /// All of them.
            pub const ALL: [Self; Self::COUNT] = [$( Self::$variant, )*];

            /// Name in results.
            pub fn key(self) -> &'static str {
                match self { $( Self::$variant => $key, )* }
            }

            /// Unit.
            pub fn unit(self) -> Unit {
                match self { $( Self::$variant => $unit, )* }
            }

            /// What it is, in a sentence.
            pub fn meaning(self) -> &'static str {
                match self { $( Self::$variant => concat!($( $doc ),*).trim_ascii_start(), )* }
            }

            fn of(self, month: &Month) -> f64 {
                match self { $( Self::$variant => month.$field, )* }
            }
        }
    };
}

month_figures! {
    /// All revenue of the month.
    Revenue, "revenue", Unit::Money, revenue;
    /// Contribution of the month.
    Contribution, "contribution", Unit::Money, contribution;
    /// EBITDA of the month.
    Ebitda, "ebitda", Unit::Money, ebitda;
    /// Closing cash.
    Cash, "cash", Unit::Money, cash;
    /// Stock and prepaid goods at cost.
    Inventory, "inventory", Unit::Money, inventory;
    /// Open sites.
    SitesOpen, "sites_open", Unit::Count, sites_open;
    /// Share of capacity that supply and permits leave.
    Availability, "availability", Unit::Share, availability;
    /// Full-price value given up over full-price value made; absent (NaN) in a
    /// month in which nothing was made.
    MarkdownRate, "markdown_rate", Unit::Share, markdown_rate;
}

impl MonthFigure {
    /// What the figure is of an operator that has failed: nothing, or, of
    /// what only a living one can have, absent.
    pub fn after_failure(self) -> Option<f64> {
        match self {
            Self::Availability | Self::MarkdownRate => None,
            _ => Some(0.0),
        }
    }
}

/// The months of the panel paths, in the parts in which they were taken in: all together they are
/// too many to be moved.
#[derive(Clone, Debug, Default)]
pub struct Panel {
    parts: Vec<PanelPart>,
    /// Paths up to the end of each.
    ends: Vec<usize>,
}

/// Some of its paths that follow upon each other.
#[derive(Clone, Debug, Default)]
struct PanelPart {
    /// Each figure by itself, the months of one path after those of the other: who asks for months
    /// asks for one figure of all paths.
    figures: [Vec<f64>; MonthFigure::COUNT],
    /// Where each path's months end.
    ends: Vec<usize>,
}

/// Paths of a part.
const PART: usize = 256;

impl PanelPart {
    fn all(&self, figure: MonthFigure) -> impl Iterator<Item = &[f64]> {
        (0..self.ends.len()).map(move |index| self.figure(figure, index))
    }

    fn figure(&self, figure: MonthFigure, index: usize) -> &[f64] {
        let start = if index == 0 { 0 } else { self.ends[index - 1] };
        &self.figures[figure as usize][start..self.ends[index]]
    }

    /// With room for so many months.
    fn with_room(months: usize) -> Self {
        Self { figures: std::array::from_fn(|_| Vec::with_capacity(months)), ends: Vec::new() }
    }

    fn push(&mut self, months: &[Month]) {
        for (kept, figure) in self.figures.iter_mut().zip(MonthFigure::ALL) {
            kept.extend(months.iter().map(|month| figure.of(month)));
        }
        self.ends.push(self.figures[0].len());
    }
}

impl Panel {
    /// Paths in the panel; they are the first of the outcomes.
    pub fn paths(&self) -> usize {
        self.ends.last().copied().unwrap_or(0)
    }

    /// How many months each of its paths lived.
    pub fn months(&self) -> impl Iterator<Item = usize> + '_ {
        self.figure(MonthFigure::Cash).map(<[f64]>::len)
    }

    /// A figure of each of its paths in the months that it lived.
    pub fn figure(&self, figure: MonthFigure) -> impl Iterator<Item = &[f64]> {
        self.parts.iter().flat_map(move |part| part.all(figure))
    }

    /// A figure of one of its paths.
    pub fn figure_of(&self, figure: MonthFigure, path: usize) -> &[f64] {
        let part = self.ends.partition_point(|end| *end <= path);
        let start = if part == 0 { 0 } else { self.ends[part - 1] };
        self.parts[part].figure(figure, path - start)
    }

    fn push(&mut self, months: &[Month]) {
        // A part that grows is moved; so it gets room, for some more than the last one had.
        let room = match self.parts.last() {
            None => Some(PART * months.len()),
            Some(part) if part.ends.len() == PART => part.ends.last().map(|end| end + end / 16),
            Some(_) => None,
        };
        if let Some(room) = room {
            self.ends.push(self.paths());
            self.parts.push(PanelPart::with_room(room));
        }
        if let (Some(part), Some(end)) = (self.parts.last_mut(), self.ends.last_mut()) {
            part.push(months);
            *end += 1;
        }
    }

    fn merge(&mut self, later: Self) {
        let paths = self.paths();
        self.parts.extend(later.parts);
        self.ends.extend(later.ends.into_iter().map(|end| end + paths));
    }
}

/// What all paths came to, in path order.
#[derive(Clone, Debug, Default)]
pub struct Outcomes {
    /// How the errors of its figures are found.
    pub errors: Errors,
    /// Path numbers.
    pub path: Vec<u64>,
    /// Distributions over contributions.
    pub moic: Vec<f64>,
    /// Yearly internal rate of return; -1 for a total loss.
    pub irr: Vec<f64>,
    /// How each rate was come by.
    pub irr_kind: Vec<IrrKind>,
    /// Net present value at the hurdle rate.
    pub npv: Vec<f64>,
    /// How each path ended.
    pub route: Vec<Route>,
    /// Why each failed that did; empty of what was written before this was kept.
    pub failure: Vec<Option<FailureCause>>,
    /// The month in which it did.
    pub exit_month: Vec<u16>,
    /// First month in which a new round was tried, or [`NEVER`].
    pub first_round_tried: Vec<u16>,
    /// Paid in by the investor.
    pub invested: Vec<f64>,
    /// Got back by the investor.
    pub returned: Vec<f64>,
    /// Enterprise value at the end.
    pub enterprise_value: Vec<f64>,
    /// Paid to all holders.
    pub equity_proceeds: Vec<f64>,
    /// The investor's fully diluted share at the end.
    pub ownership: Vec<f64>,
    /// From each company's value to what its shareholders got.
    pub stages: Vec<Stages>,
    /// Operating figures, in the order of [`Figure::ALL`]; NaN: absent.
    pub figures: [Vec<f64>; Figure::COUNT],
    /// Line revenue less line cost, per batch, of each product line; NaN: absent. What
    /// was read from a file has none.
    pub line_batch_margins: Vec<Vec<f64>>,
    /// The investor's cash flows; what was read from a file has none.
    pub flows: Flows,
    /// What these hang on beside the price of the round; what was read from a file has none.
    pub deals: DealPaths,
    /// Months of the first paths.
    pub panel: Panel,
    /// What the money of the round goes into on them; what was read from a file has none.
    pub round_use: RoundUse,
    /// What units earned on them, part by part; what was read from a file has none.
    pub units: UnitColumns,
    /// What was drawn on them; only of a run that was asked to keep it.
    pub draws: PanelDraws,
    /// Whether no months are kept, of no path.
    pub is_without_months: bool,
}

impl Outcomes {
    /// None yet, of a run in a design.
    pub fn in_design(design: Design) -> Self {
        Self { errors: design.into(), ..Self::default() }
    }

    /// The same, of paths whose months nobody reads.
    pub fn without_months(self) -> Self {
        Self { is_without_months: true, ..self }
    }

    /// The same, of paths that also keep what the first of them drew.
    pub fn keeping_draws(assumptions: &Assumptions, design: Design) -> Self {
        Self { draws: PanelDraws::of(assumptions), ..Self::in_design(design) }
    }

    /// Number of paths.
    pub fn len(&self) -> usize {
        self.moic.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.moic.is_empty()
    }

    /// One operating figure of all paths; NaN: absent.
    pub fn figure(&self, figure: Figure) -> &[f64] {
        &self.figures[figure as usize]
    }
}

impl Tally for Outcomes {
    fn push(&mut self, draws: &Draws, ledger: &Ledger) {
        let outcome = &ledger.outcome;
        self.path.push(ledger.path);
        self.moic.push(outcome.moic);
        self.irr.push(outcome.irr);
        self.irr_kind.push(outcome.irr_kind);
        self.npv.push(outcome.npv);
        self.route.push(outcome.route);
        self.failure.push(outcome.failure);
        self.exit_month.push(outcome.exit_month as u16);
        self.first_round_tried.push(outcome.first_round_tried.map_or(NEVER, |t| t as u16));
        self.invested.push(outcome.invested);
        self.returned.push(outcome.returned);
        self.enterprise_value.push(outcome.enterprise_value);
        self.equity_proceeds.push(outcome.equity_proceeds);
        self.ownership.push(outcome.ownership);
        self.stages.push(outcome.stages);
        for (column, value) in self.figures.iter_mut().zip(outcome.figures) {
            column.push(value);
        }
        self.line_batch_margins.resize(ledger.line_batch_margins.len(), Vec::new());
        for (column, value) in self.line_batch_margins.iter_mut().zip(&ledger.line_batch_margins) {
            column.push(*value);
        }
        self.flows.push(&ledger.flows);
        self.deals.push(&ledger.deal);
        // Membership by path number, so that a split of the range changes
        // nothing.
        if ledger.path < self.reads().months_below {
            self.panel.push(&ledger.months);
            self.round_use.push(ledger);
            self.units.push(&ledger.unit_parts);
            self.draws.push(draws);
        }
    }

    fn merge(&mut self, later: Self) {
        self.path.extend(later.path);
        self.moic.extend(later.moic);
        self.irr.extend(later.irr);
        self.irr_kind.extend(later.irr_kind);
        self.npv.extend(later.npv);
        self.route.extend(later.route);
        self.failure.extend(later.failure);
        self.exit_month.extend(later.exit_month);
        self.first_round_tried.extend(later.first_round_tried);
        self.invested.extend(later.invested);
        self.returned.extend(later.returned);
        self.enterprise_value.extend(later.enterprise_value);
        self.equity_proceeds.extend(later.equity_proceeds);
        self.ownership.extend(later.ownership);
        self.stages.extend(later.stages);
        for (column, values) in self.figures.iter_mut().zip(later.figures) {
            column.extend(values);
        }
        if self.line_batch_margins.is_empty() {
            self.line_batch_margins = later.line_batch_margins;
        } else {
            for (column, values) in self.line_batch_margins.iter_mut().zip(later.line_batch_margins)
            {
                column.extend(values);
            }
        }
        self.flows.merge(later.flows);
        self.deals.follow(later.deals);
        self.panel.merge(later.panel);
        self.round_use.merge(later.round_use);
        self.units.merge(later.units);
        self.draws.merge(later.draws);
    }

    fn reads(&self) -> Kept {
        let months_below = if self.is_without_months { 0 } else { PANEL_PATHS };
        Kept { months_below, ..Kept::ALL }
    }
}
