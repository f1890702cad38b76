//! Values microfactory operators for investors by Monte Carlo simulation.

pub mod sampling;
pub mod model;
pub mod engine;
pub mod analysis;
pub mod input;
pub mod output;
