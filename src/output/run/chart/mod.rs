//! The pictures of a run.

pub mod bands;
pub(super) mod bins;
mod cash;
pub mod data;
mod dot_labels;
mod dot_words;
pub mod dots;
pub mod exceed;
pub mod exits;
mod hist;
pub mod hist_irr;
pub mod hist_moic;
pub mod hist_npv;
pub mod kpi;
mod kpi_data;
mod kpi_panel;
mod kpi_words;
pub mod moic_irr;
mod moic_irr_cells;
mod moic_irr_words;
mod parts;
pub mod runway;
pub mod scatter;
mod scatter_words;
pub mod unit;
mod unit_rows;
mod unit_words;
