//! The inputs of a scenario as pictures.

mod density;
pub mod inputs;
