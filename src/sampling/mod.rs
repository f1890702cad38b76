//! Random numbers and distributions; knows no company.

pub mod assumptions;
pub mod contradiction;
pub mod correlation;
pub mod distribution;
pub mod elementary;
pub mod family;
mod invert;
mod matrix;
mod quantile_table;
pub mod special;
pub mod stream;
pub mod ties;
