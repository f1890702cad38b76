//! Figures to files: formats numbers, computes none.

pub mod assumption_table;
pub mod caveats;
pub mod chart;
pub mod check_report;
pub mod compare_json;
pub mod compare_picture;
pub mod compare_text;
pub mod compare_words;
pub mod driver_words;
pub mod figures;
pub mod format;
pub mod frontier;
pub mod json;
pub mod picture;
pub mod report;
pub mod sensitivity_csv;
pub mod sensitivity_json;
pub mod sensitivity_text;
pub mod sensitivity_words;
pub mod stress_json;
pub mod stress_picture;
pub mod stress_text;
pub mod stress_words;
pub mod tables_csv;
