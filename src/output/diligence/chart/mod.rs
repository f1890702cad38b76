//! The picture of what answers are worth.

mod answers;
mod bars;
pub mod learn;
mod titles;
