//! From what a stress found to its charts.

use super::chart::{self, Chart, Size, StressKind};
use super::picture::provenance;
use crate::analysis::run_info::RunInfo;
use crate::analysis::stress::Findings;

/// Charts of a kind with their names: one for each axis, or the table of two.
pub fn stress_charts(
    info: &RunInfo,
    found: &Findings,
    kind: StressKind,
    size: Size,
) -> Vec<(String, Chart)> {
    let run = provenance(info);
    match kind {
        StressKind::Stress => {
            let lines = names_of_lines(found).into_iter().zip(&found.lines);
            lines.map(|(name, line)| (name, chart::stress(&run, line, size))).collect()
        }
        StressKind::Stress2 => {
            let grid = found.grid.iter();
            grid.map(|grid| (kind.name().to_owned(), chart::stress2(&run, grid, size))).collect()
        }
    }
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
