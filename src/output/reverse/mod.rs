//! Which change of the assumptions breaks a thesis.

pub mod chart;
pub mod json;
pub mod text;
pub mod words;
