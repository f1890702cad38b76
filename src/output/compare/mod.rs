//! Plans held against each other, path by path.

pub mod chart;
pub mod json;
pub mod pictures;
pub mod text;
pub mod words;
