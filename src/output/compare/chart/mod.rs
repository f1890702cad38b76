//! The pictures of a comparison.

pub(in crate::output) mod diff;
pub(in crate::output) mod exceed;
mod pair_table;
pub(in crate::output) mod rows;
mod titles;
pub(in crate::output) mod versus;
