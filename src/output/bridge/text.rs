//! A difference shared out among groups, as tables for a terminal.

use super::words::{Bridge, finding, interaction, said};
use crate::analysis::shapley::Attribution;
use crate::analysis::statistic::Statistic;
use crate::output::document::Table;
use crate::output::figures::{difference, label};
use crate::output::format::{plural, short_hash};
use crate::output::terminal::{notes, table_text};

/// Contributions by statistic, interactions and what differs, for the terminal.
pub fn bridge_text(bridge: &Bridge<'_>) -> String {
    let mut sections = vec![heading(bridge)];
    let found = || bridge.found.iter();
    sections.push(found().map(|(one, of)| finding(bridge, one, of)).collect::<Vec<_>>().join("\n"));
    if !bridge.players.is_empty() {
        sections.extend(found().map(|(one, of)| contributions(bridge, one, of)));
        let pairs = found().map(|(one, of)| interaction(bridge, one, of));
        sections.push(pairs.collect::<Vec<_>>().join("\n"));
        sections.push(changes(bridge));
    }
    sections.push(notes(&bridge.notes));
    sections.retain(|section| !section.is_empty());
    sections.join("\n\n") + "\n"
}

fn heading(bridge: &Bridge<'_>) -> String {
    let [first, other] = bridge.infos;
    let file = |info: &crate::analysis::run_info::RunInfo| {
        format!("{} ({})", info.scenario_file, short_hash(&info.content_hash))
    };
    format!(
        "From {} to {} · {} each, {} on the same draws · seed {} · amounts in {} · shortrun {}",
        file(first),
        file(other),
        plural(first.paths, "path"),
        plural(bridge.runs as u64, "scenario"),
        first.seed,
        first.currency,
        first.program_version,
    )
}

fn contributions(bridge: &Bridge<'_>, statistic: &Statistic, found: &Attribution) -> String {
    let (unit, currency) = (statistic.unit(), bridge.currency());
    let printed = bridge.printed(statistic, found);
    let head = label(statistic, currency);
    let mut table =
        Table::labelled(&[head.as_str(), "contributes", "± s.e.", "changed alone", "changed last"]);
    let end = |name: &str, text: String, error: String| {
        vec![name.to_owned(), text, error, String::new(), String::new()]
    };
    table.row(end(bridge.labels[0], printed.start(), printed.error(&found.first)));
    for (step, player) in bridge.players.iter().enumerate() {
        let figure = found.shapley.one(step);
        table.row(vec![
            format!("  {}", player.label()),
            printed.together(&[step]),
            printed.error(&figure),
            difference(&found.alone[step], unit, currency),
            difference(&found.last[step], unit, currency),
        ]);
    }
    table.row(end(bridge.labels[1], printed.end(), printed.error(&found.other)));
    let all = printed.error(&found.difference);
    table.row(end("Difference", printed.difference(), all));
    table_text(&table)
}

fn changes(bridge: &Bridge<'_>) -> String {
    let mut table = Table::labelled(&["What differs", bridge.labels[0], bridge.labels[1]]);
    for player in bridge.players {
        table.row(vec![player.label(), String::new(), String::new()]);
        for change in &player.changes {
            let [first, other] =
                [0, 1].map(|side: usize| said(&change.said[side], bridge.currency()));
            table.row(vec![format!("  {}", change.path), first, other]);
        }
    }
    format!("{}\nOf uncertain numbers: median (P5 to P95).", table_text(&table))
}
