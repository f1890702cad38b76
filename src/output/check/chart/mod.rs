//! The inputs of a scenario as pictures.

pub mod inputs;
