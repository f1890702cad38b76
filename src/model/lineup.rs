//! The products step of several paths side by side: all lines commit, capacity
//! is rationed over them, and they sell.

use super::detail::LineDetail;
use super::lines::Product;
use super::luck::Surprises;
use super::operator;
use super::products::{Commitment, Costing, Line, LineMonth, Setting, Shocks};
use crate::sampling::lanes::{LANES, Lanes};
use crate::sampling::normal::{normal_cdfs, normal_quantiles};

/// The product lines of several paths.
pub struct Lineup {
    lines: Vec<LineLanes>,
    /// Sum of the lines' month.
    pub total: LineMonth<Lanes>,
    /// Share of what was committed that capacity allowed.
    pub capacity_factor: Lanes,
}

/// One line of several paths, with what it has committed this month.
struct LineLanes {
    seasonality: [f64; 12],
    has_service_level: bool,
    constants: Line<Lanes>,
    /// Whether there is stock, or slip, on any path so far.
    has_stock: bool,
    slips: bool,
    commitment: Commitment<Lanes>,
}

impl Lineup {
    /// The lines of no path in particular; [`Lineup::start`] gives each lane
    /// its own.
    pub fn new(lines: &[operator::Line]) -> Self {
        Self {
            lines: lines.iter().map(LineLanes::new).collect(),
            total: LineMonth::default(),
            capacity_factor: Lanes::all(1.0),
        }
    }

    /// Starts a path, in one lane, before its month 0.
    pub fn start(&mut self, lane: usize, products: &[Product<f64>], costing: Costing) {
        for (line, terms) in self.lines.iter_mut().zip(products) {
            line.start(lane, Line::new(terms, line.has_service_level, costing));
        }
    }

    /// Month `t` of each path in its setting, with the units that capacity allows.
    #[inline(always)]
    pub fn month(
        &mut self,
        t: &[usize; LANES],
        setting: &Setting<Lanes>,
        capacity: &Lanes,
        luck: &[Surprises],
    ) {
        let mut planned = Lanes::all(0.0);
        for (line, luck) in self.lines.iter_mut().zip(luck) {
            line.commit(t, setting, luck);
            for lane in 0..LANES {
                planned[lane] += line.commitment.stock[lane] + line.commitment.to_order[lane];
            }
        }
        for lane in 0..LANES {
            let share = capacity[lane] / planned[lane];
            self.capacity_factor[lane] = if capacity[lane] < planned[lane] { share } else { 1.0 };
        }
        self.total = LineMonth::default();
        for line in &self.lines {
            line.sell(&self.capacity_factor, &mut self.total);
        }
    }
}

impl Lineup {
    /// Each line's part of the month of one path.
    pub(super) fn details(&self, lane: usize) -> Vec<LineDetail> {
        self.lines.iter().map(|line| line.detail(&self.capacity_factor, lane)).collect()
    }
}

impl LineLanes {
    fn new(line: &operator::Line) -> Self {
        Self {
            seasonality: line.seasonality,
            has_service_level: line.has_service_level,
            constants: Line::default(),
            has_stock: false,
            slips: false,
            commitment: Commitment::default(),
        }
    }

    fn start(&mut self, lane: usize, line: Line) {
        self.has_stock |= line.has_stock();
        self.slips |= line.slips();
        self.constants.set_lane(lane, line);
    }

    /// Demand of the month and what is committed against it.
    #[inline(always)]
    fn commit(&mut self, t: &[usize; LANES], setting: &Setting<Lanes>, luck: &Surprises) {
        let seasons = Lanes::each(|lane| self.seasonality[t[lane] % 12]);
        let shocks = self.shocks(luck);
        for lane in 0..LANES {
            let line = self.constants.lane(lane);
            let commitment =
                line.meet_demand(seasons[lane], &setting.lane(lane), &shocks.lane(lane));
            self.commitment.set_lane(lane, commitment);
        }
        // A line that is wholly made to order has no quantiles to find.
        if self.has_stock {
            let level = &self.commitment.service_level;
            let level = Lanes::each(|lane| if 0.0 < level[lane] { level[lane] } else { 0.5 });
            let z = normal_quantiles(&level);
            for lane in 0..LANES {
                let line = self.constants.lane(lane);
                let commitment = line.order_stock(self.commitment.lane(lane), z[lane]);
                self.commitment.set_lane(lane, commitment);
            }
        }
    }

    /// Quantiles are dear, and not every line needs all of them.
    #[inline(always)]
    fn shocks(&self, luck: &Surprises) -> Shocks<Lanes> {
        let none = Lanes::all(0.0);
        Shocks {
            surprise: normal_quantiles(&luck.surprise),
            revelation: if self.has_stock { normal_quantiles(&luck.revelation) } else { none },
            slip: if self.slips { normal_quantiles(&luck.slip) } else { none },
        }
    }

    /// Adds what the share `made` of the commitment brings.
    #[inline(always)]
    fn sell(&self, made: &Lanes, total: &mut LineMonth<Lanes>) {
        let sold_through = if self.has_stock { self.sell_through(made) } else { Lanes::all(0.0) };
        for lane in 0..LANES {
            let commitment = self.commitment.lane(lane);
            let mut sum = total.lane(lane);
            sum += self.constants.lane(lane).sell(&commitment, made[lane], sold_through[lane]);
            total.set_lane(lane, sum);
        }
    }

    /// The month of one path, made again from what was committed.
    fn detail(&self, made: &Lanes, lane: usize) -> LineDetail {
        let mut alone = LineMonth::default();
        self.sell(made, &mut alone);
        let commitment = self.commitment.lane(lane);
        LineDetail {
            month: alone.lane(lane),
            forecast: if self.has_stock { commitment.forecast } else { commitment.planned },
            unit_cost: commitment.unit_cost,
            full_price_margin: self.constants.lane(lane).full_price_margin,
            lead_time_days: commitment.lead_time_days,
        }
    }

    #[inline(always)]
    fn sell_through(&self, made: &Lanes) -> Lanes {
        let (mut at_demand, mut at_stock) = (Lanes::all(0.0), Lanes::all(0.0));
        for lane in 0..LANES {
            let found = self.commitment.lane(lane).sell_through(made[lane]);
            at_demand[lane] = found.at_demand;
            at_stock[lane] = found.at_stock;
        }
        let (cdf_demand, cdf_stock) = (normal_cdfs(&at_demand), normal_cdfs(&at_stock));
        Lanes::each(|lane| {
            let found = self.commitment.lane(lane).sell_through(made[lane]);
            found.of(cdf_demand[lane], cdf_stock[lane])
        })
    }
}
