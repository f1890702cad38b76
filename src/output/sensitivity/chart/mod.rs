//! The picture of which assumptions matter.

mod bars;
mod described;
mod titles;
pub mod tornado;
