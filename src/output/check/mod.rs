//! What a scenario says, before it is run.

pub mod chart;
pub mod report;
pub mod weights;
