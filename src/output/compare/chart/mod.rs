//! The pictures of a comparison.

pub mod diff;
pub mod exceed;
mod pair_table;
pub mod rows;
mod titles;
pub(in crate::output) mod versus;
