//! The pictures of a stress.

mod axes;
pub mod grid;
pub mod line;
pub mod summary;
mod summary_rows;
mod summary_words;
mod words;
