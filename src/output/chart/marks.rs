//! The mark of a bar that goes on beyond its scale.

use super::colours::PAPER;
use super::page::Page;

/// A white cut through a bar, from one of its sides to the other.
pub(super) fn notch(page: &Page, from: (f64, f64), to: (f64, f64)) {
    page.line(&[from, to], 2.0, PAPER);
}
