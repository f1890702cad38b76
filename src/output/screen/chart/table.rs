//! Table of operators by rules: what passes, what fails, and what is too close to call.

use super::held::{Found, Held};
use super::layout::{LIMIT_LINES, Layout, NAME_LINES, most_columns, names, sizes};
use super::signs::{fill, sign};
use super::words::{alt_text, column_names, numbers, of_rank, rank_name, verdict_name, words};
use crate::analysis::screening::Verdict;
use crate::output::chart::{
    Area, Chart, Domains, GREY_TEXT, GRID, INK, Kind, Look, Metadata, Page, Scale, Size, balanced,
    hyphenated, provenance_of, text_on,
};
use crate::output::screen::words::Screening;

/// Most operators of one picture.
const MOST: usize = 40;

/// Draws a row for each operator and a column for each rule that most of them are held to: as many
/// rows as there is room for, from the first.
pub fn screen(screening: &Screening, like: Option<&Domains>, size: Size) -> Chart {
    let most = screening.operators.len().clamp(1, MOST);
    let places =
        (1..=most).rev().flat_map(|rows| sizes(size).into_iter().map(move |of| (rows, of)));
    let mut drawn = places.filter_map(|(rows, size)| drawn(screening, rows, like, size));
    drawn.next().expect("a single row has room in every size")
}

/// Operators by rules.
pub static KIND: Kind = Kind { name: "screen", scales: &[COLUMNS], ..Kind::PLAIN };

/// Columns of verdicts: with as many, they are as wide as those of another picture.
const COLUMNS: Scale = Scale::Count("columns");

/// The picture in this size, if so many rows have room in it.
fn drawn(screening: &Screening, rows: usize, like: Option<&Domains>, size: Size) -> Option<Chart> {
    let lent = COLUMNS.count(like);
    let are_ranked = screening.ranking.is_some();
    let most = most_columns(size, are_ranked);
    let held = Held::of(screening, rows, lent.map_or(most, |lent| lent.min(most)));
    let infos: Vec<_> = held.operators.iter().map(|one| &one.info).collect();
    let run = provenance_of(&infos);
    let words = words(&run, screening, &held, size);
    let page = Page::new(size, &words, 1);
    let columns = lent.unwrap_or(held.columns()).max(1);
    let at = Layout::of(&page, &held, (columns, are_ranked))?;
    let drawing = Drawing { page: &page, screening, held: &held, at: &at };
    drawing.draw();
    let metadata = Metadata {
        kind: &KIND,
        alt_text: alt_text(screening, &held),
        csv: numbers(&held),
        domains: vec![COLUMNS.tells([columns as f64])],
    };
    let plot = at.cells;
    Some(page.finish(&words, plot, metadata))
}

/// A table being drawn.
struct Drawing<'a> {
    page: &'a Page,
    screening: &'a Screening,
    held: &'a Held<'a>,
    at: &'a Layout,
}

impl Drawing<'_> {
    fn draw(&self) {
        let Self { page, held, at, .. } = self;
        let (look, left) = (page.look(INK), page.frame.left);
        for (row, operator) in held.operators.iter().enumerate() {
            let y = at.middle(row);
            let room = if at.has_signs_alone { at.ranked - left } else { names(page) } - 4.0;
            page.text_at(left, y, look, &look.shortened(&operator.label, room));
            let line = at.cells.top + (row + 1) as f64 * at.pitch;
            page.line(&[(left, line), (at.cells.left, line)], 0.5, GRID);
            (0..held.columns()).for_each(|column| self.cell(row, column));
        }
        self.ranks();
        if at.has_signs_alone { self.numbered() } else { self.named() }
    }

    /// What operators are ranked by.
    fn ranks(&self) {
        let Self { page, screening, held, at } = self;
        let Some(ranking) = screening.ranking.as_ref().filter(|_| !at.has_signs_alone) else {
            return;
        };
        let head = Look::new(smallest(page), GREY_TEXT);
        let room = at.ranked - page.frame.left - names(page);
        self.head_lines(
            at.ranked - 0.5 * room,
            room,
            &[(head, &rank_name(&ranking.by), NAME_LINES)],
        );
        let look = page.look(INK).right();
        for (row, operator) in held.operators.iter().enumerate() {
            let text = of_rank(ranking, screening, operator);
            page.text_at(at.ranked, at.middle(row), look, &text);
        }
    }

    fn cell(&self, row: usize, column: usize) {
        let Self { page, held, at, .. } = self;
        let Some(Found { verdict, figure }) = held.found(row, column) else { return };
        let area = at.cell(row, column);
        page.rect(area.within(0.4), fill(verdict));
        let (x, y) = area.middle();
        let (small, ink) = (page.kind.footer, text_on(fill(verdict)));
        if at.has_signs_alone || figure.is_empty() {
            return sign(page, verdict, (x, y), 0.85 * small);
        }
        let (wide, edge) = (0.62 * small, 0.25 * small);
        let room = area.width() - 2.0 * edge;
        let looks = [page.kind.label, small, smallest(page)].map(|size| Look::new(size, ink));
        let fits = |room: f64| looks.into_iter().find(|look| look.bold().width(&figure) <= room);
        let bold = verdict == Verdict::Fail;
        if let Some(look) = fits(room - wide - edge) {
            sign(page, verdict, (area.left + edge + 0.5 * wide, y), wide);
            page.text_at(area.right - edge, y, look.right().bold_if(bold), &figure);
        } else if let Some(look) = fits(room) {
            page.text_at(x, y, look.centred().bold_if(bold), &figure);
        } else {
            // A figure without room is in the numbers beside the picture.
            sign(page, verdict, (x, y), 0.85 * small);
        }
    }

    /// Heads with the names of rules and their limits, what signs mean beside them, and below the
    /// table the errors.
    fn named(&self) {
        let Self { page, held, at, .. } = self;
        let small = page.kind.footer;
        let [name, limit] = [INK, GREY_TEXT].map(|colour| Look::new(smallest(page), colour));
        for (column, [rule, of]) in column_names(held).iter().enumerate() {
            let x = at.cell(0, column).middle().0;
            let lines = [(name, rule, NAME_LINES), (limit, of, LIMIT_LINES)];
            self.head_lines(
                x,
                at.wide - 1.5,
                &lines.map(|(look, text, most)| (look, text.as_str(), most)),
            );
        }
        let verdicts = [Verdict::Pass, Verdict::TooClose, Verdict::Fail, Verdict::NotApplicable];
        let top = at.cells.top - 4.0 * 1.3 * small;
        for (place, verdict) in verdicts.into_iter().enumerate() {
            let y = top + (place as f64 + 0.5) * 1.3 * small;
            self.key(page.frame.left, y, verdict);
        }
        let y = at.cells.bottom + 0.95 * small;
        let look = Look::new(small, GREY_TEXT);
        let errors = held.rules.iter().map(|one| one.error.as_ref());
        if errors.clone().any(|error| error.is_some()) {
            page.text_at(page.frame.left, y, look, "1 s.e. at most");
        }
        for (column, error) in errors.enumerate() {
            let Some(error) = error else { continue };
            let text = format!("±{error}");
            let place = at.cell(0, column).right - 2.0;
            if look.width(&text) <= at.wide - 2.0 {
                page.text_at(place, y, look.right(), &text);
            }
        }
    }

    /// Texts above a column, the last at its foot, each in at most so many lines.
    fn head_lines(&self, x: f64, room: f64, texts: &[(Look, &str, usize)]) {
        let Self { page, at, .. } = self;
        let lines: Vec<(Look, String)> = texts
            .iter()
            .flat_map(|(look, text, most)| {
                let text = hyphenated(text, room, |text| look.width(text));
                let lines = balanced(&text, *most, room, |text| look.width(text));
                lines.into_iter().map(|line| (look.centred(), look.cut(&line, room)))
            })
            .collect();
        let high = 1.2 * page.kind.footer;
        let top = at.cells.top - 0.4 * page.kind.footer - lines.len() as f64 * high;
        for (place, (look, line)) in lines.iter().enumerate() {
            page.text_at(x, top + (place as f64 + 0.5) * high, *look, line);
        }
    }

    /// A small cell with the sign of a verdict, and what it means; returns where that ends.
    fn key(&self, x: f64, y: f64, verdict: Verdict) -> f64 {
        let small = self.page.kind.footer;
        let look = Look::new(small, GREY_TEXT);
        let area = Area::level([x, x + 1.2 * small], (y, 0.55 * small));
        self.page.rect(area, fill(verdict));
        sign(self.page, verdict, area.middle(), 0.7 * small);
        let (left, name) = (area.right + 0.4 * small, verdict_name(verdict));
        self.page.text_at(left, y, look, name);
        left + look.width(name)
    }

    /// Heads with numbers, and below the table what they and the signs stand for.
    fn numbered(&self) {
        let Self { page, held, at, .. } = self;
        let small = page.kind.footer;
        let (look, grey) = (Look::new(small, INK), Look::new(small, GREY_TEXT));
        let names = column_names(held);
        let half = 0.5 * page.frame.width();
        let top = at.cells.bottom + 0.9 * page.kind.label;
        let rows = names.len().div_ceil(2);
        for (column, [name, _]) in names.iter().enumerate() {
            let number = (column + 1).to_string();
            let x = at.cell(0, column).middle().0;
            page.text_at(x, at.cells.top - 0.8 * small, grey.centred(), &number);
            let left = page.frame.left + if column < rows { 0.0 } else { half };
            let y = top + ((column % rows) as f64 + 0.5) * 1.25 * small;
            let indent = grey.width("10") + 3.0;
            page.text_at(left + indent - 3.0, y, grey.right(), &number);
            page.text_at(left + indent, y, look, &look.cut(name, half - indent - 3.0));
        }
        let y = top + rows as f64 * 1.25 * small + 0.7 * page.kind.label;
        let verdicts = [Verdict::Pass, Verdict::TooClose, Verdict::Fail, Verdict::NotApplicable];
        let ends = verdicts
            .into_iter()
            .fold(page.frame.left, |x, verdict| self.key(x, y, verdict) + 1.2 * small);
        debug_assert!(ends <= page.frame.right + 1.2 * small, "the signs are told in one line");
    }
}

/// Size of the smallest type of a table.
fn smallest(page: &Page) -> f64 {
    0.955 * page.kind.footer
}
