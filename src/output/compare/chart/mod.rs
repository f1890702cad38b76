//! The pictures of a comparison.

pub mod diff;
mod difference_bins;
mod difference_histogram;
pub mod exceed;
mod exceed_key;
mod interval;
mod layout;
mod pair_table;
mod row_numbers;
pub mod rows;
mod titles;
pub(in crate::output) mod versus;
