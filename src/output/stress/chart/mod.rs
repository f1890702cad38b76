//! The pictures of a stress.

mod axes;
pub mod grid;
pub mod line;
