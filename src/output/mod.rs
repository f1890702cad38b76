//! Figures to files: formats numbers, computes none.

pub mod json;
pub mod tables_csv;
