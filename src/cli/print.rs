//! Writing to the terminal.

use std::io::Write;

use crate::output::terminal::safe;

/// Prints; a reader that stops reading, such as `head`, is not an error.
pub(super) fn print_out(text: &str) {
    let _ = std::io::stdout().write_all(safe(text).as_bytes());
}

/// Says something beside the results.
pub(super) fn say(text: &str) {
    let _ = std::io::stderr().write_all(safe(text).as_bytes());
}
