//! From the price of a unit to its margin, cost by cost: means over the paths of the panel of what
//! each earned per unit and per batch, so that parts add up to the margin as they do on each path.

use super::errors::Errors;
use super::estimate::Estimate;
use crate::model::unit_parts::{UnitPart, UnitParts};

/// The units of the paths of the panel.
#[derive(Clone, Debug, Default)]
pub struct UnitColumns(Vec<UnitParts>);

/// Bytes that the units of a path of the panel are kept in.
pub const BYTES_A_PANEL_PATH: usize = size_of::<UnitParts>();

/// What a unit and a batch earn, on average over paths.
#[derive(Clone, Debug, PartialEq)]
pub struct UnitEconomics {
    /// Paths of the panel.
    pub panel_paths: usize,
    /// Those of them that sold units, or had some left over: what the means are over.
    pub paths: usize,
    /// Per unit sold or left over, in the order of [`UnitPart::ALL`].
    pub per_unit: [Estimate; UnitPart::COUNT],
    /// Their sum.
    pub unit_margin: Estimate,
    /// Per batch made, in the same order.
    pub per_batch: [Estimate; UnitPart::COUNT],
    /// Their sum.
    pub batch_margin: Estimate,
}

impl UnitColumns {
    /// Takes in the next path.
    pub(super) fn push(&mut self, parts: &UnitParts) {
        self.0.push(*parts);
    }

    /// Takes in the paths that follow upon these.
    pub(super) fn merge(&mut self, later: Self) {
        self.0.extend(later.0);
    }

    /// The parts of each path, in their order.
    pub fn paths(&self) -> &[UnitParts] {
        &self.0
    }
}

impl UnitEconomics {
    /// The means; none where no path sold anything.
    pub fn of(columns: &UnitColumns, errors: Errors) -> Option<Self> {
        let paths = columns.0.iter().filter(|one| 0.0 < one.units).count();
        if paths == 0 {
            return None;
        }
        let over = |base: fn(&UnitParts) -> f64| {
            // A path may have sold units of batches that are too small to count.
            let has = |one: &UnitParts| 0.0 < one.units && 0.0 < base(one);
            let of = |part: &dyn Fn(&UnitParts) -> f64| {
                let each = |one| if has(one) { part(one) / base(one) } else { f64::NAN };
                errors.mean_of(columns.0.iter().map(each))
            };
            let parts = UnitPart::ALL.map(|which| of(&|one| one.parts[which as usize]));
            (parts, of(&|one| one.parts.iter().sum()))
        };
        let (per_unit, unit_margin) = over(|one| one.units);
        let (per_batch, batch_margin) = over(|one| one.batches);
        let panel_paths = columns.0.len();
        Some(Self { panel_paths, paths, per_unit, unit_margin, per_batch, batch_margin })
    }

    /// A part per unit.
    pub fn part(&self, which: UnitPart) -> Estimate {
        self.per_unit[which as usize]
    }
}
