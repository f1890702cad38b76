//! Every number of the text is the figure that its sentence speaks of.

use std::collections::BTreeSet;

use serde_json::Value;

use super::claims::{Claim, Rows, Section, sections};
use super::pattern::{Found, found};

/// What a text says that its figures do not, or does not say that they do.
#[derive(Default)]
pub(crate) struct Checked {
    /// Numbers that no sentence explains, each with the text around it.
    pub(crate) strays: Vec<String>,
    /// What was said, by its name; and what has to be said somewhere.
    pub(crate) said: BTreeSet<&'static str>,
    pub(crate) known: BTreeSet<&'static str>,
    /// What has to be said of these figures and is not.
    pub(crate) unsaid: Vec<String>,
}

/// A part of the text: a paragraph, a point, or the rows of a table.
enum Block {
    Words(String),
    Table(Vec<Vec<String>>),
}

/// Text without the marks of Markdown.
fn unmarked(text: &str) -> String {
    let mut letters = text.chars();
    let mut plain = String::new();
    while let Some(letter) = letters.next() {
        plain.extend(if letter == '\\' { letters.next() } else { Some(letter) });
    }
    plain
}

fn blocks(section: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut is_new = true;
    for line in section.lines() {
        if line.trim().is_empty() {
            is_new = true;
            continue;
        }
        if let Some(row) = line.strip_prefix("| ").and_then(|row| row.strip_suffix(" |")) {
            let cells: Vec<String> = row.split(" | ").map(|cell| unmarked(cell.trim())).collect();
            match blocks.last_mut() {
                Some(Block::Table(rows)) if !is_new => rows.push(cells),
                _ => blocks.push(Block::Table(vec![cells])),
            }
            is_new = false;
            continue;
        }
        let words = line.strip_prefix("> ").or(line.strip_prefix("- ")).unwrap_or(line);
        blocks.push(Block::Words(unmarked(words)));
    }
    blocks
}

/// Holds a memo to its figures.
pub(crate) fn checked(memo: &str, json: &Value) -> Checked {
    let known = sections(json);
    let mut all = Checked::default();
    for section in &known {
        all.known.extend(section.claims.iter().map(|claim| claim.id));
        all.known.extend(section.tables.iter().map(|table| table.id));
    }
    parts(memo).for_each(|part| all.part(part, &known, json));
    all
}

/// The front of a memo, and its sections.
pub(crate) fn parts(memo: &str) -> impl Iterator<Item = &str> {
    memo.split("\n## ")
}

fn has_number(text: &str) -> bool {
    text.contains(|letter: char| letter.is_ascii_digit())
}

impl Checked {
    /// Holds one of the parts to its figures.
    pub(crate) fn part(&mut self, part: &str, known: &[Section<'_>], json: &Value) {
        if part.starts_with("# ") {
            return self.front(part, json);
        }
        let (title, text) = part.split_once('\n').unwrap_or((part, ""));
        let title = unmarked(title);
        match known.iter().find(|section| section.title == title) {
            Some(section) => self.section(section, text),
            None if has_number(part) => self.strays.push(format!("no claims on {title}")),
            None => {}
        }
    }

    /// The title and the line under it.
    fn front(&mut self, text: &str, json: &Value) {
        let vertical = json.pointer("/run/scenario/vertical").and_then(Value::as_str);
        let vertical = match vertical {
            Some(words) if !words.is_empty() => "{text:/run/scenario/vertical} · ",
            _ => "",
        };
        let pattern = format!(
            "# {{text:/run/scenario/name}}: investment memo\n\n{vertical}horizon \
             {{some:/run/scenario/horizon_months:month}} · \
             {{some:/run/run/paths:simulated path}}\n"
        );
        match found(&pattern, &unmarked(text), json) {
            Found::Said(end) if text[end..].trim().is_empty() => {}
            other => self.strays.push(format!("{text}: {other:?}")),
        }
    }

    fn section(&mut self, section: &Section<'_>, text: &str) {
        let mut here = BTreeSet::new();
        for block in blocks(text) {
            match block {
                Block::Words(words) => self.words(section, &words, &mut here),
                Block::Table(rows) => self.table(section, &rows, &mut here),
            }
        }
        let claimed = section.claims.iter().enumerate();
        let missing = claimed
            .filter(|(index, claim)| claim.pattern.is_some() && !here.contains(&(*index, "words")));
        let missing = missing.filter_map(|(_, claim)| claim.pattern.clone());
        let tables = section.tables.iter().enumerate();
        let tables = tables.filter(|(index, _)| !here.contains(&(*index, "table")));
        let missing = missing.chain(tables.map(|(_, table)| table.head.clone()));
        self.unsaid.extend(missing.map(|what| format!("{}: {what}", section.title)));
    }

    /// Sentence after sentence.
    fn words(
        &mut self,
        section: &Section<'_>,
        words: &str,
        here: &mut BTreeSet<(usize, &'static str)>,
    ) {
        let mut rest = words;
        while !rest.is_empty() {
            let claims = section.claims.iter().enumerate();
            let said = |(index, claim): (usize, &Claim)| match found(
                claim.pattern.as_ref()?,
                rest,
                section.json,
            ) {
                Found::Said(end) => Some((end, index)),
                _ => None,
            };
            if let Some((end, index)) = claims.filter_map(said).max() {
                self.said.insert(section.claims[index].id);
                here.insert((index, "words"));
                rest = rest[end..].trim_start();
                continue;
            }
            // A sentence without a number needs no explanation.
            let end = rest.find(". ").map_or(rest.len(), |end| end + 2);
            let (sentence, after) = rest.split_at(end);
            if has_number(sentence) {
                let near = section.claims.iter().filter_map(|claim| {
                    match found(claim.pattern.as_ref()?, rest, section.json) {
                        Found::Wrong(holes) => Some(holes.join(", ")),
                        _ => None,
                    }
                });
                let near: Vec<String> = near.collect();
                self.strays.push(format!("{}: {sentence} {}", section.title, near.join("; ")));
            }
            rest = after;
        }
    }

    fn table(
        &mut self,
        section: &Section<'_>,
        rows: &[Vec<String>],
        here: &mut BTreeSet<(usize, &'static str)>,
    ) {
        let head = rows[0].join(" | ");
        let tables = section.tables.iter().enumerate();
        let Some((index, table)) = tables.clone().find(|(_, table)| table.head == head) else {
            self.strays.push(format!("{}: no claims on {head}", section.title));
            return;
        };
        // The second row tells how columns stand.
        let rows = &rows[2..];
        if rows.len() != table.rows.len() {
            self.strays.push(format!("{head}: {} rows, not {}", rows.len(), table.rows.len()));
        }
        for (row, ways) in rows.iter().zip(&table.rows) {
            self.row(table, &row.join(" | "), ways, section.json);
        }
        self.said.insert(table.id);
        here.insert((index, "table"));
    }

    fn row(&mut self, table: &Rows, row: &str, ways: &[String], json: &Value) {
        let held: Vec<Found> = ways.iter().map(|way| found(way, row, json)).collect();
        if !held.contains(&Found::Said(row.len())) {
            self.strays.push(format!("{}: {row}: {held:?} of {ways:?}", table.id));
        }
    }
}
