//! The operator: pure functions of an `Operator` and one path's draws.
//!
//! [`simulator`] is the month loop. It takes several paths side by side: what
//! all of them compute alike ([`luck`], [`market`], [`trade`], [`accounts`]) goes
//! over lanes,
//! and what each decides for itself is its [`company`]. The rest are the steps
//! of a month and of its end.

pub mod key;
pub mod letters;
pub mod lines;
pub mod names;
pub mod operator;
pub mod tables;
pub mod written;

pub mod simulator;

pub mod accounts;
pub mod company;
pub mod dice;
pub mod lineup;
pub mod luck;
pub mod trade;
pub mod tranches;
pub mod turns;

pub mod commitment;
pub mod finance;
pub mod funding;
pub mod market;
pub mod news;
pub mod popups;
pub mod products;
pub mod sale;
pub mod scale;
pub mod shocks;
pub mod sites;
pub mod stages;
pub mod supply;

pub mod cap_table;
pub mod deal;
pub mod deal_path;
pub mod debt;
pub mod exit;
pub mod price;
pub mod returns;
pub mod unit_parts;
pub mod waterfall;

pub mod newsvendor;
pub mod reactive;
pub mod sourcing;

#[cfg(test)]
mod worked_season;

pub mod detail;
pub mod event;
pub mod log;
pub mod setback;
pub mod settlement;

pub mod audit;
pub mod beyond;
pub mod clock;
pub mod counted;
pub mod ledger;
pub mod life;
pub mod memory;
pub mod outcome;
