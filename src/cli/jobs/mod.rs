//! Paths that are simulated by another process, and what is sent to it and comes back.

pub(in crate::cli) mod answer;
pub(in crate::cli) mod job;
pub(in crate::cli) mod source;
pub(in crate::cli) mod store;
pub(in crate::cli) mod tally;
pub(in crate::cli) mod variation;

pub(in crate::cli) use source::{Source, gather};
