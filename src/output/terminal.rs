//! Text for a terminal: words out of files cannot pose as the program's own,
//! nor move, hide or colour what stands around them.

use crate::analysis::run_info::RunInfo;
use crate::model::letters::visible;
use crate::output::document::{Head, Table};
use crate::output::format::{broken, plural, short_hash};
use comfy_table::{CellAlignment, Table as Grid, presets};

/// Longest name that is shown whole, in letters.
const MOST_SHOWN: usize = 120;

/// A name out of a file, in quotes, on one line, and not too long.
pub fn in_quotes(name: &str) -> String {
    let kept: String = name.chars().take(MOST_SHOWN).collect();
    let more = if kept.len() < name.len() { "…" } else { "" };
    let kept = kept.replace('\\', "\\\\").replace('"', "\\\"");
    format!("\"{}{more}\"", visible(&kept, &[]))
}

/// All that goes to a terminal passes through here: lines stay lines, and other
/// control characters are written by their numbers, but for the colours of
/// messages.
pub fn safe(text: &str) -> String {
    let mut parts = text.split(ESCAPE);
    let mut safe = visible(parts.next().unwrap_or_default(), &LAYOUT);
    for part in parts {
        let end = colour(part);
        let (colour, rest) = part.split_at(end);
        if colour.is_empty() {
            safe += &visible("\u{1b}", &LAYOUT);
        } else {
            safe.push(ESCAPE);
            safe += colour;
        }
        safe += &visible(rest, &LAYOUT);
    }
    safe
}

const ESCAPE: char = '\u{1b}';

/// What lays out lines.
const LAYOUT: [char; 2] = ['\n', '\t'];

/// How long what follows an escape is, if it is one of the colours in which
/// messages are printed; none of them hides anything.
fn colour(after: &str) -> usize {
    let Some(end) = after.find('m') else { return 0 };
    let code = after[..end].strip_prefix('[').and_then(|code| code.parse::<u8>().ok());
    let is_known = matches!(code, Some(0 | 1 | 31..=36 | 91..=96));
    if is_known { end + 1 } else { 0 }
}

/// Characters of a line of prose.
pub(in crate::output) const COLUMNS: usize = 108;

pub(in crate::output) fn heading(info: &RunInfo) -> String {
    let vertical =
        if info.vertical.is_empty() { String::new() } else { format!(" · {}", info.vertical) };
    format!(
        "{}{vertical}\n{} ({}) · {}",
        info.scenario_name,
        info.scenario_file,
        short_hash(&info.content_hash),
        made_from(info, &plural(info.paths, "path")),
    )
}

/// What figures are made from, the paths in words.
pub(in crate::output) fn made_from(info: &RunInfo, paths: &str) -> String {
    format!(
        "{paths} · seed {} · {} months · amounts in {} · shortrun {}",
        info.seed, info.horizon_months, info.currency, info.program_version,
    )
}

/// Caveats, each behind a mark and in lines that a terminal shows whole.
pub(in crate::output) fn notes(caveats: &[String]) -> String {
    let lines = caveats.iter().map(|caveat| format!("! {}", broken(caveat, COLUMNS).join("\n  ")));
    lines.collect::<Vec<_>>().join("\n")
}

/// A table without lines: labels to the left, figures to the right.
pub(in crate::output) fn table_text(table: &Table) -> String {
    let mut grid = Grid::new();
    grid.load_style(presets::NOTHING);
    grid.set_header(table.head.iter().map(Head::text));
    for row in table.written() {
        grid.add_row(row);
    }
    for (column, head) in grid.column_iter_mut().zip(&table.head) {
        if head.is_of_figures() {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    let lines = grid.lines().map(|line| line.trim_end().to_owned());
    lines.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::{in_quotes, safe};

    #[test]
    fn names_stay_within_their_quotes() {
        assert_eq!(in_quotes("plan.toml"), "\"plan.toml\"");
        assert_eq!(
            in_quotes("a\": verified\n\u{1b}[2K\u{202e}"),
            "\"a\\\": verified\\u000a\\u001b[2K\\u202e\""
        );
        assert_eq!(in_quotes(&"é".repeat(30_000)), format!("\"{}…\"", "é".repeat(120)));
    }

    #[test]
    fn only_lines_and_the_colours_of_messages_reach_a_terminal() {
        let coloured = "\u{1b}[1m\u{1b}[91merror\u{1b}[0m: a\tb\n";
        assert_eq!(safe(coloured), coloured);
        for (text, shown) in [
            ("\u{1b}[8mhidden", "\\u001b[8mhidden"),
            ("\u{1b}]0;title\u{7}", "\\u001b]0;title\\u0007"),
            ("\u{1b}[2J\u{1b}[1m", "\\u001b[2J\u{1b}[1m"),
            ("gone\r\u{9b}2K", "gone\\u000d\\u009b2K"),
            ("\u{1b}[1;8mx", "\\u001b[1;8mx"),
            ("\u{1b}", "\\u001b"),
        ] {
            assert_eq!(safe(text), shown);
        }
    }
}
