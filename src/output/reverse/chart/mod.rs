//! The pictures of a reverse test.

mod level;
pub mod shift;
mod words;
