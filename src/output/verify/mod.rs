//! What came of making results again.

pub mod difference;
pub mod report;
