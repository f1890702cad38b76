//! The pictures of a stress.

mod axes;
pub mod grid;
mod limit;
pub mod line;
mod words;
