//! A run of one scenario: its report, its record, its data.

pub mod base_rates;
pub mod chart;
pub mod json;
pub mod pictures;
pub mod saved;
pub mod sipmath;
pub mod text;
pub mod value_bridge;
