//! A memo as Markdown.

use super::document::{Block, Column, Document, Section, Table};
use super::html::Picture;

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
        Block::Note(text) => format!("> {}\n", plain(text)),
        Block::List(items) => items.iter().map(|item| format!("- {}\n", plain(item))).collect(),
        Block::Command(command) => format!("    {command}\n"),
        Block::Table(table) => of_table(table),
        Block::Picture(name) => {
            let found = pictures.iter().filter(|picture| picture.name == *name);
            let link = |picture: &Picture<'_>| {
                format!("![{}]({})\n", plain(picture.wide.title()), picture.file)
            };
            found.map(link).collect()
        }
    }
}

fn of_table(table: &Table) -> String {
    let row = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    let head = row(table.head.iter().map(|(head, _)| plain(head)).collect());
    let rule = table.head.iter().map(|(_, column)| match column {
        Column::Words => ":--".to_owned(),
        Column::Figures => "--:".to_owned(),
    });
    let rule = row(rule.collect());
    let rows = table.rows.iter().map(|cells| row(cells.iter().map(|cell| plain(cell)).collect()));
    format!("{head}{rule}{}", rows.collect::<String>())
}

/// Text that Markdown shows as it is, in one line.
fn plain(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    let is_inside = |at: usize| {
        let inside = |at: Option<usize>| {
            at.and_then(|at| letters.get(at)).is_some_and(|c| c.is_alphanumeric())
        };
        inside(at.checked_sub(1)) && inside(Some(at + 1))
    };
    let is_tag = |at: usize| {
        letters.get(at + 1).is_some_and(|c| c.is_alphabetic() || ['/', '!', '?'].contains(c))
    };
    let mut plain = String::new();
    for (at, letter) in letters.iter().enumerate() {
        let is_marked = match letter {
            '\\' | '`' | '*' | '[' | ']' | '|' => true,
            '_' => !is_inside(at),
            '<' => is_tag(at),
            '#' | '>' => at == 0,
            _ => false,
        };
        if is_marked {
            plain.push('\\');
        }
        plain.push(if letter.is_control() { ' ' } else { *letter });
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn names_with_marks_stay_as_they_are() {
        for (text, marked) in [
            ("p75_markdown_rate", "p75_markdown_rate"),
            ("_a_ | *b*", "\\_a\\_ \\| \\*b\\*"),
            ("<1% and <script>", "<1% and \\<script>"),
            ("a\nb", "a b"),
        ] {
            assert_eq!(plain(text), marked);
        }
    }
}
