//! Writing to the terminal.

use std::io::{self, ErrorKind, Write};
use std::sync::OnceLock;

use crate::output::terminal::safe;

/// Why some of what was to be printed is lost.
static LOST: OnceLock<String> = OnceLock::new();

/// Prints; what cannot be printed is kept in mind until the end ([`lost`]).
pub(super) fn print_out(text: &str) {
    note(io::stdout().write_all(safe(text).as_bytes()));
}

/// Keeps in mind why something could not be printed, and sees to it that
/// nothing waits in a buffer where its loss would not be seen. A reader that
/// stops reading, such as `head`, is not an error.
pub(super) fn note(printed: io::Result<()>) {
    let printed = printed.and_then(|()| io::stdout().flush());
    if let Err(error) = printed
        && error.kind() != ErrorKind::BrokenPipe
    {
        let _ = LOST.set(error.to_string());
    }
}

/// Why some of what was to be printed is lost, if it is.
pub(super) fn lost() -> Option<&'static str> {
    LOST.get().map(String::as_str)
}

/// Says something beside the results; there is nowhere to say that it cannot.
pub(super) fn say(text: &str) {
    let _ = io::stderr().write_all(safe(text).as_bytes());
}
