//! The products step of several paths side by side: all lines commit, capacity
//! is rationed over them, and they sell.

use super::commitment::{Asked, Commitment, Committed, Known, Plan, Setting};
use super::detail::LineDetail;
use super::life::ratio;
use super::lines::Product;
use super::luck::{Luck, Surprises};
use super::news::{Heard, Moves, News};
use super::operator;
use super::products::{Costing, Line, Rules};
use super::sale::{Allowed, Carried, LineMonth};
use super::unit_parts::{UnitParts, Volumes};
use crate::sampling::elementary::exp;
use crate::sampling::lanes::{LANES, Lanes};
use crate::sampling::normal::{normal_cdfs, normal_quantiles};

/// The product lines of several paths.
pub struct Lineup {
    lines: Vec<LineLanes>,
    /// Sum of the lines' month.
    pub total: LineMonth<Lanes>,
    /// Share of what was committed that capacity allowed.
    pub capacity_factor: Lanes,
    /// The same of orders in hand, which come first, and of stock.
    allowed: Allowed<Lanes>,
    on_the_way: OnTheWay,
}

/// What is worked out of one line on the way to its commitment, in memory that all of them use.
#[derive(Default)]
struct OnTheWay {
    heard: Heard<Lanes>,
    moves: Moves<Lanes>,
    known: Known<Lanes>,
}

/// One line of several paths, with what it has committed this month.
struct LineLanes {
    seasonality: [f64; 12],
    rules: Rules,
    constants: Line<Lanes>,
    /// Whether there is stock, or are orders, or slip, on any path so far.
    has_stock: bool,
    has_orders: bool,
    slips: bool,
    news: News,
    plan: Plan<Lanes>,
    commitment: Commitment<Lanes>,
    /// Stock that the month began with, and that it ended with.
    carried_in: Carried<Lanes>,
    carried_out: Carried<Lanes>,
    /// Batches of the months lived.
    batches: Lanes,
    volumes: Volumes<Lanes>,
}

impl Lineup {
    /// The lines of no path in particular; [`Lineup::start`] gives each lane
    /// its own.
    pub fn new(lines: &[operator::Line]) -> Self {
        Self {
            lines: lines.iter().map(LineLanes::new).collect(),
            total: LineMonth::default(),
            capacity_factor: Lanes::all(1.0),
            allowed: Allowed { orders: Lanes::all(1.0), stock: Lanes::all(1.0) },
            on_the_way: OnTheWay::default(),
        }
    }

    /// Starts a path, in one lane, before its month 0.
    pub fn start(&mut self, lane: usize, products: &[Product<f64>], costing: Costing) {
        for (line, terms) in self.lines.iter_mut().zip(products) {
            line.start(lane, Line::new(terms, line.rules, costing));
        }
    }

    /// Starts the news of a path, in one lane, of which each line has what was heard
    /// before month 0.
    pub fn start_news(&mut self, lane: usize, luck: &Luck) {
        for (index, line) in self.lines.iter_mut().enumerate() {
            let months = line.constants.planning_months[lane] as usize;
            line.news.start(lane, months, luck.before(index));
        }
    }

    /// Month `t` of each path in its setting, with the units that capacity allows; what only
    /// figures hang on is 0 unless it `COUNTS`.
    #[inline(always)]
    pub fn month<const COUNTS: bool>(
        &mut self,
        t: &[usize; LANES],
        setting: &Setting<Lanes>,
        capacity: &Lanes,
        luck: &[Surprises],
    ) {
        let (mut orders, mut stock) = (Lanes::all(0.0), Lanes::all(0.0));
        let mut month_of_year = [0; LANES];
        for (lane, month) in month_of_year.iter_mut().enumerate() {
            *month = t[lane] % 12;
        }
        for (line, luck) in self.lines.iter_mut().zip(luck) {
            line.commit(&month_of_year, setting, luck, &mut self.on_the_way);
            for lane in 0..LANES {
                orders[lane] += line.commitment.to_order[lane];
                stock[lane] += line.commitment.stock[lane];
            }
        }
        for lane in 0..LANES {
            self.ration(lane, capacity[lane], orders[lane], stock[lane]);
        }
        // In its place: a whole new one would be made elsewhere first.
        for lane in 0..LANES {
            self.total.set_lane(lane, LineMonth::default());
        }
        for line in &mut self.lines {
            line.sell::<COUNTS>(&self.allowed, setting, &mut self.total);
        }
    }

    /// Orders in hand come first; stock has what they leave.
    #[inline(always)]
    fn ration(&mut self, lane: usize, capacity: f64, orders: f64, stock: f64) {
        let share = |room: f64, wanted: f64| if room < wanted { room / wanted } else { 1.0 };
        let room = (capacity - orders).max(0.0);
        self.allowed.orders[lane] = share(capacity, orders);
        self.allowed.stock[lane] = share(room, stock);
        self.capacity_factor[lane] = share(capacity, orders + stock);
    }
}

impl Lineup {
    /// What the units of all lines earned over the months that one path has lived, part by part;
    /// and of each line, in all and per batch.
    pub(super) fn unit_parts(&self, lane: usize, batch_margins: &mut Vec<f64>) -> UnitParts {
        let mut parts = UnitParts::default();
        batch_margins.clear();
        for line in &self.lines {
            let (constants, volumes) = (line.constants.lane(lane), line.volumes.lane(lane));
            let (batches, left) = (line.batches[lane], line.carried_out.lane(lane));
            let margin = parts.add(&constants, &volumes, batches, &left);
            batch_margins.push(ratio(margin, batches));
        }
        parts
    }

    /// Each line's part of the month of one path, with its price level.
    pub(super) fn details(&self, lane: usize, price_level: f64) -> Vec<LineDetail> {
        self.lines.iter().map(|line| line.detail(lane, price_level, &self.allowed)).collect()
    }
}

impl LineLanes {
    fn new(line: &operator::Line) -> Self {
        Self {
            seasonality: line.seasonality,
            rules: Rules::of(line),
            constants: Line::default(),
            has_stock: false,
            has_orders: false,
            slips: false,
            news: News::default(),
            plan: Plan::default(),
            commitment: Commitment::default(),
            carried_in: Carried::default(),
            carried_out: Carried::default(),
            batches: Lanes::all(0.0),
            volumes: Volumes::default(),
        }
    }

    fn start(&mut self, lane: usize, line: Line) {
        self.has_stock |= line.has_stock();
        self.has_orders |= line.has_orders();
        self.slips |= line.slips();
        self.constants.set_lane(lane, line);
        self.carried_out.set_lane(lane, Carried::default());
        self.volumes.set_lane(lane, Volumes::default());
        self.batches[lane] = 0.0;
    }

    /// Demand of the month and what is committed against it.
    #[inline(always)]
    fn commit(
        &mut self,
        month_of_year: &[usize; LANES],
        setting: &Setting<Lanes>,
        luck: &Surprises,
        on_the_way: &mut OnTheWay,
    ) {
        let OnTheWay { heard, moves, known } = on_the_way;
        let seasons = Lanes::each(|lane| self.seasonality[month_of_year[lane]]);
        let mut slip = Lanes::all(1.0);
        if self.slips {
            slip = Lanes::each(|lane| self.constants.lane(lane).slip(luck.slip[lane]));
        }
        for lane in 0..LANES {
            let line = self.constants.lane(lane);
            self.plan.set_lane(lane, line.plan(seasons[lane], &setting.lane(lane), slip[lane]));
        }
        self.news.hear(&luck.news);
        self.news.find(heard, &self.plan.exposed_months);
        for lane in 0..LANES {
            let exposed = self.plan.exposed_months[lane];
            moves.set_lane(lane, heard.lane(lane).moves(exposed, luck.split[lane]));
        }
        let mut keeps = Lanes::all(1.0);
        if self.has_orders {
            keeps = Lanes::each(|lane| {
                self.constants.lane(lane).keeps(self.plan.lane(lane).lead_time_days)
            });
        }
        self.carried_in = self.carried_out;
        for lane in 0..LANES {
            let (line, exposed) = (self.constants.lane(lane), self.plan.exposed_months[lane]);
            known.set_lane(lane, line.know(exposed, &moves.lane(lane), luck.sale[lane]));
        }
        let mut outturn = Lanes::all(1.0);
        // Without stock it is 1 to the bit.
        if self.has_stock {
            outturn = Lanes::each(|lane| exp(known.log_outturn[lane]));
        }
        for lane in 0..LANES {
            let (line, plan) = (self.constants.lane(lane), self.plan.lane(lane));
            let (setting, carried) = (setting.lane(lane), self.carried_in.lane(lane));
            let asked =
                Asked { known: known.lane(lane), outturn: outturn[lane], keeps: keeps[lane] };
            let commitment = line.meet_demand(&plan, &setting, &asked, &carried);
            self.commitment.set_lane(lane, commitment);
        }
        // A line that is wholly made to order has no quantiles to find.
        if self.has_stock {
            let level = &self.commitment.service_level;
            let level = Lanes::each(|lane| if 0.0 < level[lane] { level[lane] } else { 0.5 });
            let z = normal_quantiles(&level);
            for lane in 0..LANES {
                let line = self.constants.lane(lane);
                let (commitment, carried) =
                    (self.commitment.lane(lane), self.carried_in.lane(lane));
                let commitment = line.order_stock(commitment, &carried, z[lane]);
                self.commitment.set_lane(lane, commitment);
            }
        }
    }

    /// Adds what the commitment brings, as far as capacity allows it.
    #[inline(always)]
    fn sell<const COUNTS: bool>(
        &mut self,
        allowed: &Allowed<Lanes>,
        setting: &Setting<Lanes>,
        total: &mut LineMonth<Lanes>,
    ) {
        let sold_through = self.sell_through(&allowed.stock);
        for lane in 0..LANES {
            let price_level = setting.price_level[lane];
            let month = self.month(lane, price_level, allowed.lane(lane), sold_through[lane]);
            self.carried_out.set_lane(lane, month.carried_on());
            let mut sum = total.lane(lane);
            if COUNTS {
                self.batches[lane] += month.batches;
                let mut volumes = self.volumes.lane(lane);
                volumes.add(&month, &setting.lane(lane));
                self.volumes.set_lane(lane, volumes);
                sum += month;
            } else {
                sum.add_accounts(&month);
            }
            total.set_lane(lane, sum);
        }
    }

    #[inline(always)]
    fn month(
        &self,
        lane: usize,
        price_level: f64,
        allowed: Allowed,
        sold_through: f64,
    ) -> LineMonth {
        let (plan, commitment) = (self.plan.lane(lane), self.commitment.lane(lane));
        let committed = Committed { plan, commitment, price_level };
        let carried = self.carried_in.lane(lane);
        self.constants.lane(lane).sell(&committed, &carried, allowed, sold_through)
    }

    /// The month of one path, made again from what was committed.
    fn detail(&self, lane: usize, price_level: f64, allowed: &Allowed<Lanes>) -> LineDetail {
        let sold_through = self.sell_through(&allowed.stock);
        let commitment = self.commitment.lane(lane);
        LineDetail {
            month: self.month(lane, price_level, allowed.lane(lane), sold_through[lane]),
            forecast: if self.has_stock { commitment.forecast } else { self.plan.planned[lane] },
            unit_cost: commitment.unit_cost,
            sells_at_loss: self.rules.sells_at_loss,
            full_price_margin: price_level * self.constants.full_price_margin[lane],
            lead_time_days: self.plan.lead_time_days[lane],
        }
    }

    /// Of the stock's customers, the share that is served.
    #[inline(always)]
    fn sell_through(&self, made: &Lanes) -> Lanes {
        if !self.has_stock {
            return Lanes::all(0.0);
        }
        let (mut at_demand, mut at_stock) = (Lanes::all(0.0), Lanes::all(0.0));
        for lane in 0..LANES {
            let found =
                self.commitment.lane(lane).sell_through(made[lane], &self.carried_in.lane(lane));
            at_demand[lane] = found.at_demand;
            at_stock[lane] = found.at_stock;
        }
        let (cdf_demand, cdf_stock) = (normal_cdfs(&at_demand), normal_cdfs(&at_stock));
        Lanes::each(|lane| {
            let found =
                self.commitment.lane(lane).sell_through(made[lane], &self.carried_in.lane(lane));
            found.of(cdf_demand[lane], cdf_stock[lane])
        })
    }
}
