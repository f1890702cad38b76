//! Many scenarios against rules.

pub mod json;
pub mod text;
pub mod words;
