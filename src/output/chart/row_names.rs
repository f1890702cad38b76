//! Names of the rows of a table that have little room.

use super::colours::INK;
use super::look::Look;
use super::page::Page;
use super::words::balanced;

/// Names of rows: in two lines of smaller type where one is too long for its room and rows are far
/// enough apart, else each in one.
pub(super) struct RowNames {
    look: Look,
    /// Of each name.
    pub(super) lines: Vec<Vec<String>>,
}

impl RowNames {
    /// Of rows that can be so far apart, in points.
    pub(super) fn of(names: &[&str], page: &Page, room: f64, apart: f64) -> Self {
        let (plain, label) = (page.look(INK), page.kind.label);
        let small = Look::new(page.kind.footer.max(0.88 * label), INK);
        let is_long = names.iter().any(|name| room < plain.width(name));
        let two_lines = |name: &&str| match plain.width(name) <= room {
            true => vec![(*name).to_owned()],
            false => balanced(name, 2, room, |text| small.width(text)),
        };
        let lines: Vec<Vec<String>> = names.iter().map(two_lines).collect();
        let is_alike = lines.iter().enumerate().any(|(at, name)| lines[..at].contains(name));
        if page.is_half() || !is_long || is_alike || apart < TWO_LINES * label {
            let lines = told_apart(names, plain, room).into_iter().map(|name| vec![name]);
            return Self { look: plain, lines: lines.collect() };
        }
        Self { look: small, lines }
    }

    /// Height of a row, in labels.
    pub(super) fn high(&self) -> f64 {
        if self.lines.iter().any(|lines| 1 < lines.len()) { TWO_LINES } else { ONE_LINE }
    }

    pub(super) fn draw(&self, page: &Page, (x, y): (f64, f64), lines: &[String]) {
        let high = 1.02 * self.look.size;
        for (row, line) in lines.iter().enumerate() {
            let above = 0.5 * (lines.len() - 1) as f64 - row as f64;
            let look = if lines.len() == 1 { page.look(INK) } else { self.look };
            page.text_at(x, y - above * high, look, line);
        }
    }
}

/// Heights of rows with names of one line and of two, in labels.
const ONE_LINE: f64 = 1.35;
const TWO_LINES: f64 = 1.92;

/// Names in their room: those that an ellipsis would make alike begin where they differ.
fn told_apart(names: &[&str], look: Look, room: f64) -> Vec<String> {
    let short: Vec<String> = names.iter().map(|name| look.shortened(name, room)).collect();
    let is_alike = |index: &usize| 1 < short.iter().filter(|one| **one == short[*index]).count();
    let alike: Vec<usize> = (0..names.len()).filter(is_alike).collect();
    let Some(first) = alike.first().map(|index| names[*index]) else { return short };
    let common = |name: &str| first.chars().zip(name.chars()).take_while(|(a, b)| a == b).count();
    let same = alike.iter().skip(1).map(|index| common(names[*index])).min().unwrap_or(0);
    let rest = |name: &str| {
        let rest: String = name.chars().skip(same).collect();
        look.cut(&format!("\u{2026}{rest}"), room)
    };
    let of = |index: usize| {
        if alike.contains(&index) { rest(names[index]) } else { short[index].clone() }
    };
    (0..names.len()).map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::super::colours::INK;
    use super::super::look::Look;
    use super::told_apart;

    #[test]
    fn long_names_that_are_alike_begin_where_they_differ() {
        let look = Look::new(8.0, INK);
        let names =
            ["failed", "a buyer of the north who pays late", "a buyer of the south who pays late"];
        let told = told_apart(&names, look, 60.0);
        assert_eq!(told[0], "failed");
        assert!(
            told[1].starts_with("\u{2026}north") && told[2].starts_with("\u{2026}south"),
            "{told:?}"
        );
        assert!(told.iter().all(|name| look.width(name) <= 60.0));
    }
}
