//! Many scenarios against rules.

pub mod chart;
pub mod json;
pub mod pictures;
pub mod text;
pub mod words;
