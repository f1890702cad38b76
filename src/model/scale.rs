//! What gets better and what gets worse with size: learning, neighbours that
//! share customers, and the cost of coordination.

use super::tables::Scaling;
use crate::sampling::elementary::{ln, power};
use crate::sampling::lanes::by_lane;

by_lane! {
    /// A path's effects of size.
    pub struct Scale {
        /// One over the units of the reference volume.
        per_learning_unit,
        /// Of volume, below 0.
        learning_exponent,
        reach_exponent,
        overhead_fixed,
        overhead_per_site,
        coordination_exponent,
    }
}

impl Scale {
    /// From a path's terms.
    pub fn new(terms: &Scaling<f64>) -> Self {
        // Without a reference volume, or a rate, nothing is learnt: a power of 0.
        let learns = 0.0 < terms.learning_rate && 0.0 < terms.learning_reference_units;
        Self {
            per_learning_unit: if learns { 1.0 / terms.learning_reference_units } else { 1.0 },
            learning_exponent: if learns {
                std::f64::consts::LOG2_E * ln(1.0 - terms.learning_rate)
            } else {
                0.0
            },
            reach_exponent: 1.0 - terms.cannibalisation_exponent,
            overhead_fixed: terms.overhead_fixed,
            overhead_per_site: terms.overhead_per_site,
            coordination_exponent: terms.coordination_exponent,
        }
    }

    /// Customers within reach of the network, as mature sites' worth: those of so many
    /// sites, which meet the demand of so many.
    #[inline(always)]
    pub fn reach(&self, site_equivalents: f64, demand_equivalents: f64) -> f64 {
        let shared = power(site_equivalents, self.reach_exponent);
        let alike = if site_equivalents <= 1.0 { site_equivalents } else { shared };
        let differ = demand_equivalents / site_equivalents;
        alike * if 0.0 < site_equivalents { differ } else { 1.0 }
    }

    /// Part of the learnable conversion cost that volume made so far leaves.
    #[inline(always)]
    pub fn learning_factor(&self, units_made: f64) -> f64 {
        power(1.0 + units_made * self.per_learning_unit, self.learning_exponent)
    }

    /// Head office and coordination.
    #[inline(always)]
    pub fn overhead(&self, sites_open: f64) -> f64 {
        let coordinated = self.overhead_per_site * power(sites_open, self.coordination_exponent);
        self.overhead_fixed + if 0.0 < sites_open { coordinated } else { 0.0 }
    }
}
