//! What an analyst writes in a scenario file, as Markdown: kept as it is in a Markdown file but
//! for its headings, which stand below the memo's own, and as HTML with all else escaped. Of
//! Markdown it knows paragraphs, headings, lists, **bold**, *italic*, `code` and links, whose
//! addresses stand beside their words: a memo loads nothing.

use super::escape::escaped;

/// Headings of a memo above those of an analyst.
const ABOVE: usize = 2;
const MOST: usize = 6;

/// The text for a Markdown file, with a final line end.
pub(super) fn as_markdown(text: &str) -> String {
    let mut is_code = false;
    let line = |line: &str| {
        is_code ^= line.trim_start().starts_with("```");
        match heading(line) {
            Some((level, words)) if !is_code => format!("{} {words}\n", "#".repeat(level)),
            _ => format!("{line}\n"),
        }
    };
    text.lines().map(line).collect()
}

/// The text as HTML.
pub(super) fn as_html(text: &str) -> String {
    let mut html = String::new();
    let mut open: Vec<&str> = Vec::new();
    let mut list = None;
    for line in text.lines().chain([""]) {
        let (of_list, item) = item(line).map_or((None, ""), |(kind, words)| (Some(kind), words));
        let head = heading(line);
        let is_end = line.trim().is_empty() || of_list.is_some() || head.is_some();
        if is_end && !open.is_empty() {
            let words = inline(&std::mem::take(&mut open).join(" "));
            html += &if list.is_some() {
                format!("<li>{words}</li>\n")
            } else {
                format!("<p>{words}</p>\n")
            };
        }
        // A list ends where anything else begins.
        if list != of_list && (of_list.is_some() || is_end) {
            html += &list.map(|kind: &str| format!("</{kind}>\n")).unwrap_or_default();
            html += &of_list.map(|kind| format!("<{kind}>\n")).unwrap_or_default();
            list = of_list;
        }
        match head {
            Some((level, words)) => html += &format!("<h{level}>{}</h{level}>\n", inline(words)),
            None if of_list.is_some() => open.push(item),
            None if !line.trim().is_empty() => open.push(line.trim()),
            None => {}
        }
    }
    html
}

/// The level and the words of a heading, below the memo's own.
fn heading(line: &str) -> Option<(usize, &str)> {
    let words = line.trim_start_matches('#');
    let level = line.len() - words.len();
    let is_one = 0 < level && level <= MOST && words.starts_with(' ') && !words.trim().is_empty();
    is_one.then(|| ((ABOVE + level).min(MOST), words.trim().trim_end_matches('#').trim_end()))
}

/// Whether a line begins an entry of a list, of which kind, and its words.
fn item(line: &str) -> Option<(&'static str, &str)> {
    let line = line.trim_start();
    let point = ["- ", "* ", "+ "].iter().find_map(|mark| line.strip_prefix(mark));
    if let Some(words) = point {
        return Some(("ul", words.trim()));
    }
    let words = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_numbered = words.len() < line.len();
    let words = words.strip_prefix(". ").or_else(|| words.strip_prefix(") "));
    words.filter(|_| is_numbered).map(|words| ("ol", words.trim()))
}

/// Marks within a line, each with the tag that it stands for; longer ones first.
const MARKS: [(&str, &str); 4] = [("**", "strong"), ("__", "strong"), ("*", "em"), ("`", "code")];

/// Words with their marks; what is not closed stands for itself.
fn inline(words: &str) -> String {
    let mut html = String::new();
    let mut rest = words;
    while let Some(first) = rest.chars().next() {
        let after = &rest[first.len_utf8()..];
        if let Some(letter) =
            after.chars().next().filter(|one| first == '\\' && one.is_ascii_punctuation())
        {
            html += &escaped(&letter.to_string());
            rest = &after[letter.len_utf8()..];
        } else if let Some((tag, inside, end)) = marked(rest) {
            let inside = if tag == "code" { escaped(inside) } else { inline(inside) };
            html += &format!("<{tag}>{inside}</{tag}>");
            rest = &rest[end..];
        } else if let Some((shown, address, end)) = link(rest) {
            html += &format!("{} ({})", inline(shown), escaped(address));
            rest = &rest[end..];
        } else {
            // As far as nothing else can begin.
            let end = after
                .find(['\\', '*', '_', '`', '['])
                .map_or(rest.len(), |at| at + first.len_utf8());
            html += &escaped(&rest[..end]);
            rest = &rest[end..];
        }
    }
    html
}

/// A tag, what is inside it, and where it ends.
fn marked(text: &str) -> Option<(&'static str, &str, usize)> {
    MARKS.iter().find_map(|(mark, tag)| {
        let inside = text.strip_prefix(mark)?;
        let end = inside.find(mark).filter(|end| 0 < *end)?;
        let is_tight = !inside.starts_with(' ') && !inside[..end].ends_with(' ');
        is_tight.then(|| (*tag, &inside[..end], 2 * mark.len() + end))
    })
}

/// The words of a link, its address, and where it ends.
fn link(text: &str) -> Option<(&str, &str, usize)> {
    let (words, after) = text.strip_prefix('[')?.split_once("](")?;
    let (address, _) = after.split_once(')')?;
    (!words.contains(['[', ']'])).then(|| (words, address, words.len() + address.len() + 4))
}

#[cfg(test)]
mod tests {
    use super::{as_html, as_markdown};

    #[test]
    fn markdown_is_kept_with_its_headings_below_those_of_the_memo() {
        let text = "# Why\nA *b*.\n\n## How\n```\n# no heading\n```\n#hash";
        let kept = "### Why\nA *b*.\n\n#### How\n```\n# no heading\n```\n#hash\n";
        assert_eq!(as_markdown(text), kept);
    }

    #[test]
    fn html_has_paragraphs_lists_and_marks_and_no_tag_of_the_writer() {
        for (text, html) in [
            ("One\nline.\n\nTwo.", "<p>One line.</p>\n<p>Two.</p>\n"),
            ("# Why", "<h3>Why</h3>\n"),
            (
                "A:\n- b\n- c\n  d\n\nE",
                "<p>A:</p>\n<ul>\n<li>b</li>\n<li>c d</li>\n</ul>\n<p>E</p>\n",
            ),
            ("1. a\n2. b", "<ol>\n<li>a</li>\n<li>b</li>\n</ol>\n"),
            ("**a** *b* `c*` \\*d", "<p><strong>a</strong> <em>b</em> <code>c*</code> *d</p>\n"),
            ("[a](http://b?c=1&d)", "<p>a (http://b?c=1&amp;d)</p>\n"),
            (
                "<script>x</script> & 2 * 3 * 4",
                "<p>&lt;script&gt;x&lt;/script&gt; &amp; 2 * 3 * 4</p>\n",
            ),
            ("**a", "<p>**a</p>\n"),
            ("**<b>**", "<p><strong>&lt;b&gt;</strong></p>\n"),
            ("", ""),
        ] {
            assert_eq!(as_html(text), html, "{text}");
        }
    }
}
