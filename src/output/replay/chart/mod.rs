//! The picture of one path.

mod marks;
mod numbered;
pub mod replay;
pub(in crate::output) mod scales;
mod series;
