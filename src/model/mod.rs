//! The operator: pure functions of an `Operator` and one path's draws.
//!
//! [`simulator`] is the month loop; the rest are its steps, in the order in
//! which a month takes them.

pub mod key;
pub mod lines;
pub mod names;
pub mod operator;
pub mod tables;

pub mod simulator;
pub mod streams;

pub mod finance;
pub mod funding;
pub mod market;
pub mod popups;
pub mod products;
pub mod sites;
pub mod supply;

pub mod deal;
pub mod exit;
pub mod returns;
pub mod waterfall;

pub mod audit;
pub mod clock;
pub mod ledger;
pub mod life;
pub mod outcome;
