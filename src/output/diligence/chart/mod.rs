//! The picture of what answers are worth.

pub mod learn;
mod titles;
