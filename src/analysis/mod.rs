//! What outcomes mean: each figure with its Monte Carlo error.

pub mod assumption_rows;
pub mod density;
pub mod estimate;
pub mod inputs;
pub mod outcomes;
pub mod ranks;
pub mod run_info;
pub mod summary;
pub mod tail;
pub mod timeline;
pub mod untied;
