//! Random numbers and distributions; knows no company.

pub mod assumptions;
mod atoms;
pub mod contradiction;
pub mod correlation;
pub mod distribution;
pub mod elementary;
pub mod empirical;
pub mod family;
mod invert;
mod law;
mod matrix;
pub mod metalog;
mod metalog_curve;
mod metalog_feasible;
pub mod mixture;
pub mod percentile;
mod quadrature;
mod quantile_table;
mod solve;
pub mod special;
pub mod stream;
mod student;
pub mod ties;
mod valid;
mod window;
