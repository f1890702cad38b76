//! The picture of what answers are worth.

mod answers;
mod bars;
mod columns;
pub mod learn;
mod titles;
