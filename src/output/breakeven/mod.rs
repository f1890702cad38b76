//! At which price, or value, a target is met.

pub mod chart;
pub mod json;
pub mod pictures;
pub mod text;
pub mod words;
