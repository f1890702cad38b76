//! The picture of the frontier.

pub mod frontier;
mod own;
mod plane;
mod words;
