//! What answers to open questions are worth.

pub mod chart;
pub mod json;
pub mod text;
pub mod words;
