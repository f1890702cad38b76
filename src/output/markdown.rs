//! A memo as Markdown.

use super::document::{Block, Document, Section, Table};
use super::html::Picture;
use super::prose::as_markdown;
use crate::model::letters::in_one_line;

/// The memo as Markdown with a final line end; pictures are linked by their
/// file names and have their titles for words: the longer ones are beside them.
pub fn markdown(memo: &Document, pictures: &[Picture<'_>]) -> String {
    let mut text = format!("# {}\n\n{}\n", plain(&memo.title), plain(&memo.facts));
    for Section { title, blocks } in &memo.sections {
        text += &format!("\n## {}\n", plain(title));
        text.extend(blocks.iter().map(|block| format!("\n{}", of_block(block, pictures))));
    }
    text
}

fn of_block(block: &Block, pictures: &[Picture<'_>]) -> String {
    match block {
        Block::Text(text) => format!("{}\n", plain(text)),
        Block::Prose(text) => as_markdown(text),
        Block::Note(text) => format!("> {}\n", plain(text)),
        Block::List(items) => items.iter().map(|item| format!("- {}\n", plain(item))).collect(),
        Block::Command(command) => format!("    {}\n", in_one_line(command)),
        Block::Table(table) => of_table(table),
        Block::Picture(name) => {
            let found = pictures.iter().filter(|picture| picture.name == *name);
            let shown = |picture: &Picture<'_>| {
                format!("![{}]({})\n", plain(picture.wide.title()), link(picture.file))
            };
            found.map(shown).collect()
        }
    }
}

fn of_table(table: &Table) -> String {
    let row = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    let head = row(table.head.iter().map(|head| plain(head.text())).collect());
    let rule = |is_of_figures: bool| if is_of_figures { "--:" } else { ":--" }.to_owned();
    let rule = table.head.iter().map(|head| rule(head.is_of_figures()));
    let rule = row(rule.collect());
    let rows = table.written().map(|cells| row(cells.iter().map(|cell| plain(cell)).collect()));
    format!("{head}{rule}{}", rows.collect::<String>())
}

/// Text that every kind of Markdown shows as it is, in one line: by a backslash
/// where all know it, else by the number that HTML has for the sign.
///
/// Kinds differ in what they take a backslash for: Python-Markdown knows none
/// before `<` and `$`, and others read formulas between dollars, marks and raised
/// letters between signs, and code in braces.
fn plain(text: &str) -> String {
    let line = in_one_line(text.trim());
    let letters: Vec<char> = line.chars().collect();
    let marker = marker(&letters);
    // Formulas, and what is struck out, raised or lowered, stand between two.
    let is_pair = |sign: char| 1 < letters.iter().filter(|letter| **letter == sign).count();
    let mut plain = String::new();
    for (at, letter) in letters.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|at| letters.get(at)).copied();
        let after = letters.get(at + 1).copied();
        let is_inside =
            before.is_some_and(char::is_alphanumeric) && after.is_some_and(char::is_alphanumeric);
        match letter {
            '\\' | '`' | '*' | '[' | ']' | '|' | '{' | '}' => plain.extend(['\\', *letter]),
            '_' if !is_inside => plain += "\\_",
            '<' => plain += "&lt;",
            '$' | '~' | '^' if is_pair(*letter) => plain += &format!("&#{};", u32::from(*letter)),
            '=' if before == Some('=') || after == Some('=') => plain += "&#61;",
            '&' if after.is_some_and(|c| c.is_alphanumeric() || c == '#') => plain += "&amp;",
            '>' if at == 0 => plain += "&gt;",
            ':' if at == 0 => plain += "&#58;",
            letter if marker == Some(at) => plain.extend(['\\', *letter]),
            letter => plain.push(*letter),
        }
    }
    plain
}

/// Where a line has the sign that would make it a heading, an entry of a list
/// or a rule.
fn marker(letters: &[char]) -> Option<usize> {
    let digits = letters.iter().take_while(|letter| letter.is_ascii_digit()).count();
    let sign = letters.get(digits)?;
    let is_marker = match (digits, sign) {
        (0, '#') => return Some(0),
        (0, '-' | '+') => true,
        (0, _) => false,
        (_, sign) => matches!(sign, '.' | ')'),
    };
    let is_alone = letters.get(digits + 1).is_none_or(|after| *after == ' ' || after == sign);
    (is_marker && is_alone).then_some(digits)
}

/// The name of a file as a link: a space or a bracket would end it.
fn link(file: &str) -> String {
    let kept = |byte: &u8| byte.is_ascii_alphanumeric() || b"-._".contains(byte);
    let written = file.bytes().map(|byte| {
        if kept(&byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }
    });
    written.collect()
}

#[cfg(test)]
mod tests {
    use super::{link, plain};

    #[test]
    fn names_with_marks_stay_as_they_are_in_every_kind_of_markdown() {
        for (text, marked) in [
            ("p75_markdown_rate", "p75_markdown_rate"),
            ("_a_ | *b*", "\\_a\\_ \\| \\*b\\*"),
            ("<1% and <script>", "&lt;1% and &lt;script>"),
            ("a\nb\u{202e}", "a b\u{fffd}"),
            (
                "$5 to $6, x^2^, ~~no~~",
                "&#36;5 to &#36;6, x&#94;2&#94;, &#126;&#126;no&#126;&#126;",
            ),
            ("cheque $4.0M ~", "cheque $4.0M ~"),
            ("{1 + 1} ==a== b = c", "\\{1 + 1\\} &#61;&#61;a&#61;&#61; b = c"),
            ("![x](y) `z` \\(", "!\\[x\\](y) \\`z\\` \\\\("),
            ("S & P, R&D, &copy; &#38;", "S & P, R&amp;D, &amp;copy; &amp;#38;"),
            ("# a", "\\# a"),
            ("> a > b", "&gt; a > b"),
            (": a", "&#58; a"),
            ("- a", "\\- a"),
            ("---", "\\---"),
            ("-5% a year", "-5% a year"),
            ("+ a", "\\+ a"),
            ("1. a", "1\\. a"),
            ("12) a", "12\\) a"),
            ("1.5x a", "1.5x a"),
            ("    a", "a"),
        ] {
            assert_eq!(plain(text), marked);
        }
        assert_eq!(link("a b(1)-half.png"), "a%20b%281%29-half.png");
    }
}
