//! Letters that a reader cannot see, or that change how others are read.

/// Whether a letter may not be in a line of text: control characters, marks
/// that turn the direction of writing or end a line, and what Unicode keeps
/// from being a character at all, which XML has no way to write.
pub fn is_unseen(letter: char) -> bool {
    is_no_character(letter)
        || letter.is_control()
        || matches!(
            letter,
            '\u{61c}'
                | '\u{200b}'
                | '\u{200e}'
                | '\u{200f}'
                | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{feff}'
                | '\u{fff9}'..='\u{fffb}'
                | '\u{e0001}'
        )
}

/// Whether Unicode has set a code point aside as none of its characters.
fn is_no_character(letter: char) -> bool {
    let code = u32::from(letter);
    (0xfdd0..=0xfdef).contains(&code) || 0xfffe <= code & 0xffff
}

/// A text with each unseen letter but those of `kept` written by its number, as
/// JSON and many languages write it: `\u202e`.
pub fn visible(text: &str, kept: &[char]) -> String {
    let mut shown = String::with_capacity(text.len());
    for letter in text.chars() {
        if is_unseen(letter) && !kept.contains(&letter) {
            let mut units = [0; 2];
            let units = letter.encode_utf16(&mut units).iter();
            shown.extend(units.map(|unit| format!("\\u{unit:04x}")));
        } else {
            shown.push(letter);
        }
    }
    shown
}

/// A text in one line without unseen letters: those that lay out lines become
/// spaces, others the sign for a letter that cannot be shown.
pub fn in_one_line(text: &str) -> String {
    let seen = |letter| match letter {
        '\u{9}'..='\u{d}' | '\u{2028}' | '\u{2029}' => ' ',
        letter if is_unseen(letter) => '\u{fffd}',
        letter => letter,
    };
    text.chars().map(seen).collect()
}

#[cfg(test)]
mod tests {
    use super::{in_one_line, is_unseen, visible};

    #[test]
    fn names_of_all_languages_are_seen_and_what_hides_or_turns_is_not() {
        let seen = "Ateliê São Paulo, 纺织 & Söhne – “N° 5” 👕 می‌خواهم e\u{301}";
        assert!(!seen.chars().any(is_unseen));
        let unseen = [
            '\0',
            '\t',
            '\n',
            '\u{1b}',
            '\u{7f}',
            '\u{9b}',
            '\u{200f}',
            '\u{202e}',
            '\u{2066}',
            '\u{2028}',
            '\u{feff}',
            '\u{fdd0}',
            '\u{fffe}',
            '\u{ffff}',
            '\u{1ffff}',
            '\u{10fffe}',
        ];
        assert!(unseen.into_iter().all(is_unseen));
        assert_eq!(in_one_line("a\r\nb\u{202e}c\u{fffe}d"), "a  b\u{fffd}c\u{fffd}d");
        assert_eq!(visible("a\u{1b}[8m\u{1ffff}\n", &['\n']), "a\\u001b[8m\\ud83f\\udfff\n");
    }
}
