//! From the price of a unit to what is left of it, cost by cost: what all lines of a path sold for
//! and what that cost over its life. The parts add up to line revenue less line cost.

use super::commitment::Setting;
use super::products::Line;
use super::sale::{Carried, LineMonth};
use crate::sampling::lanes::by_lane;

macro_rules! unit_parts {
    ($( $(#[doc = $doc:literal])* $variant:ident, $key:literal, $label:literal; )*) => {
        /// A part of what a unit earns: its price, or a cost, which is negative.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum UnitPart { $( $(#[doc = $doc])* $variant, )* }

        impl UnitPart {
            /// All of them, in the order in which they are told.
            pub const ALL: [Self; Self::COUNT] = [$( Self::$variant, )*];
            /// How many there are.
            pub const COUNT: usize = [$( $key, )*].len();

            /// Name in results.
            pub fn key(self) -> &'static str {
                match self { $( Self::$variant => $key, )* }
            }

            /// Name for a reader.
            pub fn label(self) -> &'static str {
                match self { $( Self::$variant => $label, )* }
            }
        }
    };
}

unit_parts! {
    /// Full price of units that are sold or left over.
    Price, "full_price", "Full price";
    /// What left-over units bring less than their full price.
    Markdowns, "markdowns", "Markdowns";
    /// Materials at their plain price.
    Materials, "materials", "Materials";
    /// What materials cost more while alternates deliver.
    Alternates, "alternates", "Alternates";
    /// Packaging.
    Packaging, "packaging", "Packaging";
    /// Conversion, with what is learned.
    Making, "making", "Making";
    /// Set-ups of batches.
    SetUp, "set_up", "Set-up";
    /// What went into units that did not come out good.
    Scrap, "scrap", "Rework, scrap";
    /// Picking, shipping and returns.
    Fulfilment, "fulfilment", "Shipping, returns";
    /// Payment fees, commissions and paid marketing.
    Selling, "selling", "Fees, commissions";
    /// Getting rid of what nobody buys.
    Disposal, "disposal", "Disposal";
    /// Cost, counted above, of what is still in stock at the end.
    Stock, "still_in_stock", "Still in stock";
}

/// The parts of all lines of one path.
#[derive(Clone, Copy, Debug, Default)]
pub struct UnitParts {
    /// In the order of [`UnitPart::ALL`].
    pub parts: [f64; UnitPart::COUNT],
    /// Units sold or left over.
    pub units: f64,
    /// Batches made.
    pub batches: f64,
}

by_lane! {
    /// Units of a line over the months lived, each times the price level of its month.
    pub struct Volumes {
        /// Made.
        made,
        /// Made, times the learning factor.
        learned,
        /// Made, times what materials cost over their plain price.
        sourced,
        /// Sold at full price.
        sold,
        /// Left over.
        leftover,
    }
}

impl Volumes {
    /// Adds a month.
    #[inline(always)]
    pub(super) fn add(&mut self, month: &LineMonth, setting: &Setting) {
        let made = setting.price_level * month.made;
        self.made += made;
        self.learned += made * setting.learning_factor;
        self.sourced += made * setting.material_factor;
        self.sold += setting.price_level * month.sold;
        self.leftover += setting.price_level * month.leftover;
    }
}

impl UnitParts {
    /// Adds a line that made so many batches and has so much left. What it earned in all.
    pub(super) fn add(
        &mut self,
        line: &Line,
        volumes: &Volumes,
        batches: f64,
        left: &Carried,
    ) -> f64 {
        let mut earned = 0.0;
        let costs = UnitCosts::of(line, volumes);
        for (sum, part) in self.parts.iter_mut().zip(UnitPart::ALL) {
            let part = line.unit_part(part, volumes, &costs, left);
            *sum += part;
            earned += part;
        }
        self.units += batches * line.batch_units - left.units;
        self.batches += batches;
        earned
    }
}

/// What several parts hang on.
struct UnitCosts {
    making: f64,
    packaging: f64,
    started: f64,
}

impl UnitCosts {
    fn of(line: &Line, of: &Volumes) -> Self {
        let making = line.conversion_floor * of.made + line.conversion_learnable * of.learned;
        let packaging = line.packaging_cost * of.made;
        Self { making, packaging, started: line.material_cost * of.sourced + packaging + making }
    }
}

impl Line {
    #[inline(always)]
    fn unit_part(&self, part: UnitPart, of: &Volumes, costs: &UnitCosts, left: &Carried) -> f64 {
        match part {
            UnitPart::Price => self.price * (of.sold + of.leftover),
            UnitPart::Markdowns => -(self.price - self.clearance_price) * of.leftover,
            UnitPart::Materials => -self.material_cost * of.made,
            UnitPart::Alternates => -self.material_cost * (of.sourced - of.made),
            UnitPart::Packaging => -costs.packaging,
            UnitPart::Making => -costs.making,
            UnitPart::SetUp => -self.setup_per_unit * of.made,
            UnitPart::Scrap => -(self.started_per_good - 1.0) * costs.started,
            UnitPart::Fulfilment => -self.fulfilment_cost * of.sold,
            UnitPart::Selling => -(self.selling_cost - self.fulfilment_cost) * of.sold,
            UnitPart::Disposal => -self.disposal_cost * of.leftover,
            UnitPart::Stock => left.cost,
        }
    }
}
