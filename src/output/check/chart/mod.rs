//! The inputs of a scenario as pictures.

mod density;
mod input_numbers;
pub mod inputs;
