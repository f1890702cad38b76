//! The pictures of a run.

pub mod bands;
pub(super) mod bins;
mod cash;
pub mod data;
mod dot_labels;
mod dot_words;
pub mod dots;
pub mod exits;
pub mod failure;
mod failure_words;
mod hist;
pub mod hist_irr;
pub mod hist_moic;
pub mod hist_npv;
pub mod moic_irr;
mod moic_irr_cells;
mod moic_irr_words;
mod parts;
pub mod payout;
mod payout_layers;
mod payout_words;
pub mod plan;
mod plan_panels;
mod plan_words;
pub mod runway;
