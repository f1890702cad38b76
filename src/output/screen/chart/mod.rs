//! The picture of a screening.

mod held;
mod layout;
mod signs;
pub mod table;
mod words;
