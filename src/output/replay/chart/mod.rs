//! The picture of one path.

mod marks;
pub mod replay;
pub(in crate::output) mod scales;
