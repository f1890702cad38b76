//! At which price, or value, a target is met.

pub mod json;
pub mod text;
pub mod words;
