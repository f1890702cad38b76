//! From what a stress found to its charts.

use super::chart::{grid, line};
use crate::analysis::run_info::RunInfo;
use crate::analysis::stress::Findings;
use crate::output::chart::provenance::provenance;
use crate::output::chart::{Group, Kind, Picture, SharedAxes};

/// The kinds of chart of a stress, in the order in which a memo shows them.
pub static KINDS: [&Kind; 2] = [&line::KIND, &grid::KIND];

/// A chart for each axis that is pushed alone, and the table of two.
pub fn pictures<'a>(info: &'a RunInfo, found: &'a Findings) -> Vec<Group<'a>> {
    let lines = names_of_lines(found).into_iter().zip(&found.lines).map(|(name, axis)| {
        vec![Picture::new(name, line::line_subject(axis), move |like, size| {
            let beside = SharedAxes { set: &found.lines, like };
            line::stress(&provenance(info), axis, beside, size)
        })]
    });
    let table = found.grid.iter().map(|table| {
        vec![Picture::new(grid::KIND.name, grid::table_subject(table), move |like, size| {
            grid::stress2(&provenance(info), table, like, size)
        })]
    });
    lines.chain(table).collect()
}

/// The names of the charts of the lines, in their order.
pub fn names_of_lines(found: &Findings) -> Vec<String> {
    names(found.lines.iter().map(|line| line.name.as_str()))
}

/// `stress` where there is one; else with the name of each, told apart.
fn names<'a>(lines: impl Iterator<Item = &'a str>) -> Vec<String> {
    let lines: Vec<&str> = lines.collect();
    let stem = line::KIND.name;
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
