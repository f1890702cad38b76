//! Figures to files: formats numbers, computes none.

pub mod format;
pub mod json;
pub mod report;
pub mod tables_csv;
