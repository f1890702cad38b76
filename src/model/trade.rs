//! What a month's operations bring, of several paths side by side: effects of
//! size, product lines, pop-ups.

use super::clock::DAYS_PER_MONTH;
use super::commitment::Setting;
use super::ledger::Ledger;
use super::lineup::Lineup;
use super::luck::Luck;
use super::operator::{Operator, Terms};
use super::popups::{PopupMonth, Popups};
use super::products::Costing;
use super::scale::Scale;
use super::sites::Open;
use crate::sampling::lanes::{LANES, Lanes, by_lane};
use crate::sampling::widest::{Kernel, widest};

by_lane! {
    /// What a month's operations have to work with.
    pub struct Means {
        /// Open sites.
        pub sites_open,
        /// Open sites in mature-site equivalents.
        pub site_equivalents,
        /// The same, each counted with the demand that it meets over that of an initial
        /// site.
        pub demand_equivalents,
        /// What the first new site counts among them; 0 while it is not open.
        pub first_new_site,
        /// Share of capacity that supply and permits leave.
        pub availability,
        /// Material cost while alternates deliver, as a factor.
        pub material_factor,
        /// Market index of demand.
        pub demand_index,
        /// Prices and costs over those of time 0.
        pub price_level,
    }
}

impl Means<Lanes> {
    /// What is open in month `t` of each path.
    pub(super) fn have(&mut self, open: &Open<Lanes>, t: &[usize; LANES]) {
        widest(Have { means: self, open, t });
    }
}

/// What is open in a month.
struct Have<'a> {
    means: &'a mut Means<Lanes>,
    open: &'a Open<Lanes>,
    t: &'a [usize; LANES],
}

impl Kernel for Have<'_> {
    type Output = ();

    #[inline(always)]
    fn run(self) {
        let Self { means, open, t } = self;
        for (lane, t) in t.iter().enumerate() {
            let (open, t) = (open.lane(lane), *t as f64);
            means.sites_open[lane] = open.sites;
            means.site_equivalents[lane] = open.equivalents(t);
            means.demand_equivalents[lane] = open.demand_equivalents(t);
            means.first_new_site[lane] = open.first_new(t);
        }
    }
}

/// The operations of several paths.
pub struct Trade {
    scale: Scale<Lanes>,
    popups: Popups<Lanes>,
    /// Whether what only figures hang on is added up.
    counts: bool,
    /// Whether, on any path so far, there is a campaign, a halo, or revenue of pop-ups.
    has_campaign: bool,
    has_halo: bool,
    popups_sell: bool,
    site_capacity_units: Lanes,
    units_made: Lanes,
    /// What the month is like for every line.
    setting: Setting<Lanes>,
    /// The product lines, and their month.
    pub lineup: Lineup,
    /// The month of pop-ups and rental.
    pub popup_month: PopupMonth<Lanes>,
    /// The month's cost of head office and coordination.
    pub overhead: Lanes,
    /// Units that the month can make.
    pub capacity: Lanes,
}

impl Trade {
    /// Of no path in particular; [`Trade::start`] gives each lane its own. What only figures
    /// hang on is added up where it `counts`.
    pub fn new(operator: &Operator, counts: bool) -> Self {
        Self {
            counts,
            scale: Scale::default(),
            popups: Popups::default(),
            has_campaign: false,
            has_halo: false,
            popups_sell: false,
            site_capacity_units: Lanes::all(0.0),
            units_made: Lanes::all(0.0),
            setting: Setting::default(),
            lineup: Lineup::new(&operator.lines),
            popup_month: PopupMonth::default(),
            overhead: Lanes::all(0.0),
            capacity: Lanes::all(0.0),
        }
    }

    /// Starts the path, in one lane, whose luck was started last, before its month 0.
    pub fn start(&mut self, lane: usize, terms: &Terms<f64>, luck: &Luck) {
        let costing = Costing {
            learning_floor: terms.scaling.learning_floor,
            prepaid_share: terms.balance_sheet.prepaid_share,
            carrying_per_month: terms.balance_sheet.inventory_carrying_rate / 12.0,
            material_cover_months: terms.balance_sheet.material_cover_days / DAYS_PER_MONTH,
        };
        self.lineup.start(lane, &terms.products, costing);
        self.lineup.start_news(lane, luck);
        self.scale.set_lane(lane, Scale::new(&terms.scaling));
        let popups = Popups::new(&terms.popups, &terms.campaign);
        self.has_campaign |= popups.has_campaign();
        self.has_halo |= popups.has_halo();
        self.popups_sell |= popups.sells();
        self.popups.set_lane(lane, popups);
        self.site_capacity_units[lane] = terms.sites.site_capacity_units;
        self.units_made[lane] = 0.0;
    }

    /// Month `t` of each path with its means.
    pub fn month(&mut self, t: &[usize; LANES], means: &Means<Lanes>, luck: &Luck) {
        if self.counts {
            widest(TradeMonth::<true> { trade: self, t, means, luck });
        } else {
            widest(TradeMonth::<false> { trade: self, t, means, luck });
        }
    }

    /// What the units of one path earned, where it was added up.
    pub fn tell_units(&self, lane: usize, ledger: &mut Ledger) {
        if self.counts {
            ledger.unit_parts = self.lineup.unit_parts(lane, &mut ledger.line_batch_margins);
        }
    }

    #[inline(always)]
    fn set(&mut self, t: &[usize; LANES], means: &Means<Lanes>, drawn: &Lanes) {
        let mut halo = Lanes::all(1.0);
        if self.has_halo & !self.has_campaign {
            halo = Lanes::each(|lane| self.popups.lane(lane).halo_factor_at_plan());
        } else if self.has_halo {
            halo = Lanes::each(|lane| self.popups.lane(lane).halo_factor(drawn[lane]));
        }
        for (lane, t) in t.iter().enumerate() {
            let (scale, means) = (self.scale.lane(lane), means.lane(lane));
            self.setting.set_lane(
                lane,
                Setting {
                    month: *t as f64,
                    reach: scale.reach(means.site_equivalents, means.demand_equivalents),
                    demand_index: means.demand_index * halo[lane],
                    material_factor: means.material_factor,
                    price_level: means.price_level,
                    learning_factor: scale.learning_factor(self.units_made[lane]),
                },
            );
        }
    }

    #[inline(always)]
    fn run_popups(&mut self, drawn: &Lanes, means: &Means<Lanes>, luck: &Lanes) {
        // Without revenue it does not matter how many come.
        let z = if self.popups_sell { *luck } else { Lanes::all(0.0) };
        for lane in 0..LANES {
            let popups = self.popups.lane(lane);
            self.popup_month.set_lane(lane, popups.month(drawn[lane], &means.lane(lane), z[lane]));
        }
    }
}

/// A month of operations, with what only figures hang on or without.
struct TradeMonth<'a, const COUNTS: bool> {
    trade: &'a mut Trade,
    t: &'a [usize; LANES],
    means: &'a Means<Lanes>,
    luck: &'a Luck,
}

impl<const COUNTS: bool> Kernel for TradeMonth<'_, COUNTS> {
    type Output = ();

    #[inline(always)]
    fn run(self) {
        let Self { trade, t, means, luck } = self;
        let mut drawn = Lanes::all(1.0);
        if trade.has_campaign {
            drawn = Lanes::each(|lane| trade.popups.lane(lane).drawn(t[lane] as f64));
        }
        trade.set(t, means, &drawn);
        for lane in 0..LANES {
            trade.capacity[lane] = trade.site_capacity_units[lane]
                * means.site_equivalents[lane]
                * means.availability[lane];
            let overhead = trade.scale.lane(lane).overhead(means.sites_open[lane]);
            trade.overhead[lane] = means.price_level[lane] * overhead;
        }
        trade.lineup.month::<COUNTS>(t, &trade.setting, &trade.capacity, &luck.lines);
        for lane in 0..LANES {
            trade.units_made[lane] += trade.lineup.total.made[lane];
        }
        trade.run_popups(&drawn, means, &luck.visitors.now);
    }
}
