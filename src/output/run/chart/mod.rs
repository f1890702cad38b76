//! The pictures of a run.

mod band_rows;
pub mod bands;
mod binning;
mod bins;
pub(in crate::output) mod cash;
pub mod data;
mod delimiters;
mod dot_stacks;
mod dot_words;
pub mod dots;
mod exit_layers;
mod exit_states;
pub mod exits;
mod hist;
pub mod hist_irr;
pub mod hist_moic;
pub mod hist_npv;
mod histogram;
pub mod moic_irr;
mod moic_irr_cells;
mod moic_irr_words;
pub mod runway;
pub(in crate::output) mod titles;
