//! What outcomes mean: each figure with its Monte Carlo error.

pub mod assumption_rows;
pub mod columns;
pub mod compare;
pub mod crossing;
pub mod density;
pub mod drivers;
pub mod estimate;
pub mod evaluate;
pub mod frontier;
pub mod grammar;
pub mod inputs;
pub mod limit;
pub mod measure;
pub mod outcomes;
pub mod ranks;
pub mod run_info;
pub mod sense;
pub mod shared_draws;
pub mod sobol;
pub mod statistic;
pub mod stress;
pub mod summary;
pub mod tail;
pub mod timeline;
pub mod tornado;
pub mod untied;
