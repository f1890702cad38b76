//! One path, month by month.

pub mod chart;
pub mod csv;
mod deal_words;
pub mod figures;
pub mod json;
mod settled;
pub mod text;
pub mod title;
pub mod words;
