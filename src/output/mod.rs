//! Figures to files: formats numbers, computes none.

pub mod caveats;
pub mod chart;
pub mod format;
pub mod json;
pub mod picture;
pub mod report;
pub mod tables_csv;
