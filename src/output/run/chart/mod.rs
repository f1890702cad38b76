//! The pictures of a run.

pub mod bands;
mod bins;
mod cash;
pub mod data;
mod dot_labels;
mod dot_words;
pub mod dots;
pub mod exits;
mod hist;
pub mod hist_irr;
pub mod hist_moic;
pub mod hist_npv;
mod hurdle_times;
pub mod moic_irr;
mod moic_irr_cells;
mod moic_irr_words;
pub(in crate::output) mod notes;
mod parts;
pub mod runway;
pub(in crate::output) mod titles;
