//! The pictures of a stress.

mod axes;
mod classes;
pub mod grid;
mod grid_numbers;
mod limit;
pub mod line;
mod line_words;
