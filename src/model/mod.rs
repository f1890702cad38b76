//! (being written)

pub mod returns;
pub mod waterfall;
