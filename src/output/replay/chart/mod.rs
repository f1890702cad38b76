//! The picture of one path.

mod marks;
pub mod replay;
mod scales;
mod series;
