//! Where the plan breaks: the assumptions that its file pushes.

use super::Material;
use super::words::shown;
use crate::analysis::stress::{Case, Findings, ranked};
use crate::output::cell::Cell;
use crate::output::document::{Section, Table, figures, words};
use crate::output::figures::label;
use crate::output::stress::chart::summary;
use crate::output::stress::pictures::names_of_lines;
use crate::output::stress::words::{RANKING_HEAD, Ranked, sentences};
use crate::output::words::{condition, verdict};

/// Lines that are shown as pictures, besides the summary of all.
const SHOWN: usize = 2;

pub(super) fn section(of: &Material<'_>, drawn: &[String]) -> Section {
    let section = Section::new("Where it breaks");
    let Some((found, remarks)) = of.stress else {
        return section.text(&[
            "The scenario has no [[stress]] block, so no assumption was pushed to where the plan \
             would break."
                .to_owned(),
        ]);
    };
    let currency = of.currency();
    let order = ranked(&found.lines);
    let nearest =
        order.first().map(|index| sentences(&found.lines[*index], currency)[0].clone() + ".");
    let names = names_of_lines(found);
    let broken = order.iter().filter(|index| found.lines[**index].crossing().is_some()).count();
    // Where none breaks, one picture says what all would.
    let shown = broken.clamp(1, SHOWN);
    let lines_shown = order.iter().take(shown).map(|index| names[*index].clone());
    let pictures: Vec<String> =
        std::iter::once(summary::KIND.name.to_owned()).chain(lines_shown).collect();
    let said: Vec<String> = nearest.into_iter().chain(limit(found, currency)).collect();
    let section = section.text(&said).table(lines(found, currency));
    let order = "Nearest break first. Of an uncertain number the plan is its median, and the chance \
                 beyond is what its own distribution gives to values that break the limit.";
    let section = section.text(&[if broken == 0 { String::new() } else { order.to_owned() }]);
    let section = section.pictures(&pictures, drawn);
    let section = found
        .cases
        .iter()
        .fold(section, |section, case| section.table(differences(case, currency)));
    section.notes(remarks.iter().cloned())
}

/// The limit, where all lines have the same.
fn limit(found: &Findings, currency: &str) -> Vec<String> {
    let one = found.lines.first().filter(|_| has_one_limit(found));
    one.map(|line| format!("All are held to one limit: {}.", condition(&line.limit, currency)))
        .into_iter()
        .collect()
}

fn has_one_limit(found: &Findings) -> bool {
    found.lines.windows(2).all(|pair| pair[0].limit == pair[1].limit)
}

fn lines(found: &Findings, currency: &str) -> Table {
    // What all lines have alike is said before the table.
    let has_limits = !has_one_limit(found);
    let [_, limit, plan, at, around, off, chance] = RANKING_HEAD;
    let mut head = vec![words("Pushed")];
    head.extend(has_limits.then(|| words(limit)));
    head.extend([figures(plan), words(at), figures(around), figures(off), figures(chance)]);
    let mut table = Table::new(head);
    for index in ranked(&found.lines) {
        let Ranked { name, limit, plan, at, around, off, chance } =
            Ranked::of(&found.lines[index], currency);
        let limit = has_limits.then_some(limit);
        let first = std::iter::once(name).chain(limit);
        table.row(first.chain([plan, at, around, off, chance]));
    }
    table
}

fn differences(case: &Case, currency: &str) -> Table {
    let [plan, so, difference] = ["plan", "so", "difference ± s.e."].map(figures);
    let head = [words(&case.name), plan, so, difference, words("")];
    let mut table = Table::new(head).in_currency(currency);
    for one in &case.differences {
        let (unit, of) = (one.statistic.unit(), &one.of);
        table.row([
            Cell::from(label(&one.statistic, currency)),
            shown(&of.base, unit),
            shown(&of.other, unit),
            Cell::difference(&of.difference, unit),
            verdict(of.verdict()).into(),
        ]);
    }
    table
}
