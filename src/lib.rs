//! Values microfactory operators for investors by Monte Carlo simulation.

pub mod analysis;
pub mod engine;
pub mod input;
pub mod model;
pub mod output;
pub mod sampling;
