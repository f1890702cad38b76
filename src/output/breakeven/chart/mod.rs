//! The picture of a search for the value at which a target is just met.

mod axes;
pub mod curve;
mod words;
