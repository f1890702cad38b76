//! A statistic by the value of assumptions, and under shocks.

pub mod chart;
pub mod json;
pub mod pictures;
pub mod text;
pub mod words;
