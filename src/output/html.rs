//! A memo as one HTML file: styles and pictures inside, nothing to load, no
//! script.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::chart::Chart;
use super::document::{Block, Document, Head, Section, Table};
use super::escape::escaped;
use super::prose::as_html;

/// A picture of a memo.
#[derive(Clone, Copy, Debug)]
pub struct Picture<'a> {
    /// Its name without size and ending.
    pub name: &'a str,
    /// Its file beside the memo.
    pub file: &'a str,
    /// As it stands across a page.
    pub wide: &'a Chart,
    /// As it stands on a narrow screen.
    pub narrow: &'a Chart,
}

/// Rows of a narrow table, and of one whose cells have several lines, that no page ends within:
/// more of them would leave a quarter of the page before it empty.
const WHOLE_ON_PAPER: [usize; 2] = [10, 6];

const STYLE: &str = include_str!("html.css");

/// The memo as HTML with a final line end.
pub fn html(memo: &Document, pictures: &[Picture<'_>]) -> String {
    let sections: String =
        memo.sections.iter().map(|section| of_section(section, pictures)).collect();
    let title = escaped(&memo.title);
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n\
         <title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n\
         <h1>{title}</h1>\n<p class=\"facts\">{}</p>\n{sections}</main>\n</body>\n</html>\n",
        escaped(&memo.facts)
    )
}

fn of_section(section: &Section, pictures: &[Picture<'_>]) -> String {
    let blocks: String = section.blocks.iter().map(|block| of_block(block, pictures)).collect();
    format!("<section>\n<h2>{}</h2>\n{blocks}</section>\n", escaped(&section.title))
}

fn of_block(block: &Block, pictures: &[Picture<'_>]) -> String {
    match block {
        Block::Text(text) => format!("<p>{}</p>\n", escaped(text)),
        Block::Prose(text) => as_html(text),
        Block::Note(text) => format!("<p class=\"note\">{}</p>\n", escaped(text)),
        Block::List(items) => {
            let items = items.iter().map(|item| format!("<li>{}</li>\n", escaped(item)));
            format!("<ul>\n{}</ul>\n", items.collect::<String>())
        }
        Block::Command(command) => format!("<pre>{}</pre>\n", escaped(command)),
        Block::Table(table) => of_table(table),
        Block::Picture(name) => {
            let found = pictures.iter().filter(|picture| picture.name == *name);
            found.map(of_picture).collect()
        }
    }
}

fn of_picture(picture: &Picture<'_>) -> String {
    let uri = |chart: &Chart| {
        format!("data:image/svg+xml;base64,{}", STANDARD.encode(chart.svg().as_bytes()))
    };
    format!(
        "<figure><picture>\n<source media=\"screen and (max-width: 600px)\" srcset=\"{}\"/>\n\
         <img alt=\"{}\" src=\"{}\"/>\n</picture></figure>\n",
        uri(picture.narrow),
        escaped(picture.wide.alt_text()),
        uri(picture.wide)
    )
}

fn of_table(table: &Table) -> String {
    let class = |head: &Head| if head.is_of_figures() { " class=\"figures\"" } else { "" };
    let head = table
        .head
        .iter()
        .map(|head| format!("<th scope=\"col\"{}>{}</th>", class(head), escaped(head.text())));
    let head: String = head.collect();
    let cell = |(index, cell): (usize, &String)| {
        let head = &table.head[index];
        let text = escaped(cell.trim());
        match index {
            0 => format!("<th scope=\"row\">{text}</th>"),
            _ if cell.is_empty() => "<td class=\"empty\"></td>".to_owned(),
            _ => format!("<td{} data-label=\"{}\">{text}</td>", class(head), escaped(head.text())),
        }
    };
    let rows = table.written().map(|cells| {
        let cells: String = cells.iter().enumerate().map(cell).collect();
        format!("<tr>{cells}</tr>\n")
    });
    let rows: String = rows.collect();
    let width = width(table);
    let most = WHOLE_ON_PAPER[usize::from(!width.starts_with("narrow"))];
    let short = if table.rows.len() <= most { " short" } else { "" };
    format!(
        "<table class=\"{width}{short}\">\n<thead>\n<tr>{head}</tr>\n</thead>\n<tbody>\n{rows}</tbody>\n</table>\n"
    )
}

/// How much room a table wants: a narrow one stays a table on a narrow screen,
/// of others each row becomes a list there.
fn width(table: &Table) -> &'static str {
    let has_words = table.head.iter().skip(1).any(|head| !head.is_of_figures());
    match table.head.len() {
        0..=3 => "narrow",
        4 if !has_words => "narrow tight",
        4 | 5 => "middling",
        _ => "wide",
    }
}
