//! A run of one scenario: its report, its record, its data.

pub mod base_rates;
pub mod chart;
mod closing_facts;
mod driver_facts;
mod hurdle_times;
pub mod json;
mod kpi_facts;
mod notes;
pub mod pictures;
pub mod precision;
pub mod saved;
pub mod sipmath;
pub mod text;
mod titles;
mod unit_facts;
pub mod value_bridge;
