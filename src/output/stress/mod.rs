//! A statistic by the value of assumptions, and under shocks.

pub mod chart;
mod fields;
pub mod json;
pub mod pictures;
pub mod tables;
pub mod text;
pub mod words;
