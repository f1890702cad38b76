//! The operator: pure functions of an `Operator` and one path's draws.
pub mod key;
pub mod lines;
pub mod operator;
pub mod returns;
pub mod tables;
pub mod waterfall;
