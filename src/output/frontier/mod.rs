//! Lead time against cost and risk: the critical fractile's frontier.

pub mod chart;
pub mod json;
mod notes;
pub mod report;
pub mod text;
