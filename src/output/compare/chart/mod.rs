//! The pictures of a comparison.

pub mod diff;
mod difference_bins;
pub mod exceed;
mod interval;
mod layout;
mod pair_table;
pub mod rows;
mod titles;
pub(in crate::output) mod versus;
