//! The picture of the frontier.

pub mod frontier;
mod own;
mod room;
mod words;
