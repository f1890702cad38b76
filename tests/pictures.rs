//! Every kind of chart of every command: what its files hold, that nothing in it
//! overlaps, that what it says is true, and that what it draws is what is beside
//! it.

use crate::every_chart;
#[path = "pictures/files.rs"]
mod files;
#[path = "pictures/marks.rs"]
mod marks;
#[path = "pictures/places.rs"]
mod places;
#[path = "pictures/title_truth.rs"]
mod title_truth;

use std::sync::OnceLock;

use every_chart::{Sample, samples};

/// All samples, made once.
fn all() -> &'static [Sample] {
    static ALL: OnceLock<Vec<Sample>> = OnceLock::new();
    ALL.get_or_init(samples)
}
