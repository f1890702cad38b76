//! `shortrun bridge`: the difference between two scenarios, shared out among
//! groups of assumptions.

pub(in crate::cli) mod args;
mod runs;

use std::path::PathBuf;

use super::files::ResultFile;
use super::like::Terms;
use super::pictures::Choice;
use super::request::{Request, Used};
use super::{Failure, comparable};
use crate::analysis::grammar;
use crate::analysis::grouping::{Group, Player, join, players};
use crate::analysis::measure::Measure;
use crate::analysis::statistic::{Event, Statistic};
use crate::cli::scenario::load_all;
use crate::input::Scenario;
use crate::input::differences::{differences, tied};
use crate::output::bridge::json::{bridge_csv, bridge_json};
use crate::output::bridge::text::bridge_text;
use crate::output::bridge::words::{Bridge, bridge_pictures, bridge_subject};
use crate::output::chart::{Subject, steps};
use args::BridgeArgs;
use runs::Coalitions;

/// The file that lists the others.
const MAIN: &str = "bridge.json";

pub(super) fn bridge(args: &BridgeArgs, asked: &Request) -> Result<(), Failure> {
    comparable::refuse_repeats(&args.scenarios)?;
    let mut scenarios = load_all(&args.scenarios, &args.changes, args.output.quiet)?;
    comparable::refuse_unlike(&args.scenarios, &scenarios)?;
    comparable::name_apart(&args.scenarios, &mut scenarios);
    let labels = comparable::labels(&args.scenarios);
    let statistics = statistics(args, &scenarios)?;
    let choice = Choice::parse(&args.charts, &args.sizes.size, &[&steps::KIND])?;
    let shown: Vec<Subject> = statistics.iter().map(bridge_subject).collect();
    let choice = choice.like(&args.like, &shown, &Terms::of(&scenarios[0].currency))?;
    let plan = args.simulation.plan(&scenarios[0], args.output.quiet);
    let folder = asked.folder(&out_folder(args, &labels))?;
    let all = changed(args, &scenarios, [&labels[0], &labels[1]])?;
    let most = usize::try_from(args.groups).unwrap_or(usize::MAX);
    let coalitions = Coalitions::new(&plan, [&scenarios[0], &scenarios[1]], &statistics)?;
    let (players, attributions) = coalitions.shared_out(all, most)?;
    let infos: Vec<_> = scenarios.iter().map(|one| plan.run_info(one)).collect();
    let mut notes = comparable::remarks(&labels, &scenarios);
    notes.extend(players.iter().flat_map(|player| player.reasons.iter().cloned()));
    let bridge = Bridge {
        infos: [&infos[0], &infos[1]],
        labels: [&labels[0], &labels[1]],
        players: &players,
        found: statistics.iter().cloned().zip(attributions).collect(),
        runs: coalitions.runs(),
        notes,
    };
    let table = vec![ResultFile::new("bridge.csv", bridge_csv(&bridge))];
    let drawn = choice.draw(bridge_pictures(&bridge));
    let used: Vec<Used<'_>> =
        labels.iter().zip(&scenarios).map(|(label, one)| Used::new(label, one)).collect();
    let files = asked.files(MAIN, &used, table, drawn, |record| bridge_json(&bridge, record));
    asked.finish(folder, files, |files, place| {
        args.output.show(files, place, || bridge_text(&bridge));
    })
}

fn out_folder(args: &BridgeArgs, labels: &[String]) -> PathBuf {
    let default = || PathBuf::from("output").join(format!("bridge-{}", labels.join("-")));
    args.output.folder(default)
}

/// Mean NPV, mean MOIC, the chance of loss, and what else is asked for.
fn statistics(args: &BridgeArgs, scenarios: &[Scenario]) -> Result<Vec<Statistic>, Failure> {
    let routes = scenarios.iter().flat_map(|one| &one.operator.routes);
    let routes: Vec<String> = routes.map(|(name, _)| name.clone()).collect();
    let mut all = vec![
        Statistic::Mean(Measure::Npv),
        Statistic::Mean(Measure::Moic),
        Statistic::Chance(Event::Loss),
    ];
    for text in &args.stat {
        let read = grammar::statistic(text, &routes);
        let one = read.map_err(|why| Failure::misused(format!("--stat: {why}")))?;
        if !all.contains(&one) {
            all.push(one);
        }
    }
    Ok(all)
}

/// What is changed, group by group: those that are tied and those that are
/// asked for together as one.
fn changed(
    args: &BridgeArgs,
    scenarios: &[Scenario],
    labels: [&str; 2],
) -> Result<Vec<Player>, Failure> {
    let changes = differences(&scenarios[0], &scenarios[1]);
    let ties = tied((&scenarios[0], &scenarios[1]), labels, &changes);
    let mut all = players(changes);
    for (groups, why) in ties {
        let [one, other] = groups.map(|group| group.label());
        join(&mut all, &groups, &format!("{one} and {other} are changed together: {why}."));
    }
    for text in &args.join {
        let groups: Vec<Group> = text.split(',').map(group).collect::<Result<_, _>>()?;
        let labels: Vec<&str> = groups.iter().map(|group| group.label()).collect();
        let why = format!("{} are changed together, as asked.", labels.join(" and "));
        join(&mut all, &groups, &why);
    }
    Ok(all)
}

fn group(name: &str) -> Result<Group, Failure> {
    let found = Group::ALL.iter().find(|group| group.key() == name.trim());
    found.copied().ok_or_else(|| {
        let known = Group::ALL.iter().map(|group| group.key()).collect::<Vec<_>>().join(", ");
        Failure::misused(format!("--join: no group `{name}`; there are {known}"))
    })
}
