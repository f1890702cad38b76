//! The picture of the frontier.

pub mod frontier;
mod key;
mod numbers;
mod own;
mod plane;
mod room;
mod words;
