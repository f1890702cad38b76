//! From one scenario to another, step by step.

pub mod json;
pub mod text;
pub mod words;
