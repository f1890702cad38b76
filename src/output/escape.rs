//! Text within HTML.

use crate::model::letters::in_one_line;

/// Text that HTML shows as it is, in one line without letters that XML does not
/// allow. A figure and its error stay in one line.
pub(super) fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for letter in in_one_line(text).replace(" ± ", "\u{a0}±\u{a0}").chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            letter => escaped.push(letter),
        }
    }
    escaped
}
