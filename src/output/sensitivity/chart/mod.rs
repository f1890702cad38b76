//! The picture of which assumptions matter.

mod bars;
mod titles;
pub mod tornado;
