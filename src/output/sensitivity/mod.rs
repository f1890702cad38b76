//! Which assumptions the answer rests on.

pub mod chart;
pub mod csv;
pub mod driver_words;
pub mod evidence_csv;
pub mod evidence_json;
pub mod evidence_text;
pub mod evidence_words;
mod fields;
pub mod json;
pub mod text;
pub mod words;
