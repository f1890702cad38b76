//! The pictures of a comparison.

pub mod diff;
mod difference_histogram;
pub mod exceed;
pub mod kpi;
mod layout;
mod pair_table;
pub mod panel;
mod row_words;
pub mod rows;
mod titles;
pub mod unit;
mod versus;
