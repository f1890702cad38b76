//! What outcomes mean: each figure with its Monte Carlo error.

pub mod caveats;
pub mod estimate;
pub mod inputs;
pub mod evaluate;
pub mod grammar;
pub mod limit;
pub mod measure;
pub mod outcomes;
pub mod ranks;
pub mod run_info;
pub mod statistic;
pub mod summary;
pub mod tail;
pub mod timeline;
