//! Figures to files: formats numbers, computes none.

pub mod chart;
pub mod compare_json;
pub mod compare_picture;
pub mod compare_text;
pub mod compare_words;
pub mod figures;
pub mod format;
pub mod json;
pub mod picture;
pub mod report;
pub mod tables_csv;
