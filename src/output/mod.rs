//! Figures to files: formats numbers, computes none.

pub mod assumption_table;
pub mod caveats;
pub mod chart;
pub mod check_report;
pub mod format;
pub mod json;
pub mod picture;
pub mod report;
pub mod tables_csv;
