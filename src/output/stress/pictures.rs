//! From what a stress found to its charts.

use super::chart::{grid, line};
use crate::analysis::run_info::RunInfo;
use crate::analysis::stress::{Findings, Grid, Line};
use crate::output::chart::{Chart, Domains, Size, StressKind, Subject};
use crate::output::run::pictures::provenance;

/// What a chart of a stress is drawn from.
#[derive(Clone, Copy)]
pub enum StressPicture<'a> {
    /// One axis.
    Line(&'a Line),
    /// Two axes.
    Table(&'a Grid),
}

impl<'a> StressPicture<'a> {
    /// Those of a kind with their names: one for each axis, or the table of two.
    pub fn of(found: &'a Findings, kind: StressKind) -> Vec<(String, Self)> {
        match kind {
            StressKind::Stress => {
                names_of_lines(found).into_iter().zip(found.lines.iter().map(Self::Line)).collect()
            }
            StressKind::Stress2 => {
                let table = found.grid.iter().map(Self::Table);
                table.map(|table| (kind.name().to_owned(), table)).collect()
            }
        }
    }

    /// What it shows.
    pub fn subject(self) -> Subject {
        match self {
            Self::Line(line) => line::line_subject(line),
            Self::Table(grid) => grid::table_subject(grid),
        }
    }

    /// Its chart, on the axes of another picture if there is one.
    pub fn draw(self, info: &RunInfo, like: Option<&Domains>, size: Size) -> Chart {
        let run = provenance(info);
        match self {
            Self::Line(line) => line::stress(&run, line, like, size),
            Self::Table(grid) => grid::stress2(&run, grid, like, size),
        }
    }
}

/// Charts of a kind with their names: one for each axis, or the table of two.
pub fn stress_charts(
    info: &RunInfo,
    found: &Findings,
    kind: StressKind,
    size: Size,
) -> Vec<(String, Chart)> {
    let all = StressPicture::of(found, kind).into_iter();
    all.map(|(name, one)| (name, one.draw(info, None, size))).collect()
}

/// The names of the charts of the lines, in their order.
pub fn names_of_lines(found: &Findings) -> Vec<String> {
    names(found.lines.iter().map(|line| line.name.as_str()))
}

/// `stress` where there is one; else with the name of each, told apart.
fn names<'a>(lines: impl Iterator<Item = &'a str>) -> Vec<String> {
    let lines: Vec<&str> = lines.collect();
    let stem = StressKind::Stress.name();
    if lines.len() == 1 {
        return vec![stem.to_owned()];
    }
    let mut names: Vec<String> = Vec::new();
    for line in lines {
        let plain = format!("{stem}-{}", plain(line));
        let tries = (2..).map(|n| format!("{plain}-{n}"));
        names.extend(std::iter::once(plain.clone()).chain(tries).find(|one| !names.contains(one)));
    }
    names
}

/// Letters and digits in lower case, with hyphens for the rest.
fn plain(name: &str) -> String {
    let words = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join("-")
}

#[cfg(test)]
mod tests {
    use super::names;

    #[test]
    fn charts_are_named_after_their_axes_and_told_apart() {
        assert_eq!(names(["Site capex"].into_iter()), ["stress"]);
        let three = names(["Site capex", "site-capex", "p.core.price"].into_iter());
        assert_eq!(three, ["stress-site-capex", "stress-site-capex-2", "stress-p-core-price"]);
    }
}
