//! Which scenarios can be held against each other, what they are called, and
//! what is to be said of how they differ.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path, PathBuf};

use crate::cli::Failure;
use crate::cli::misuse::Misuse;
use crate::cli::scenario::{named, rates};
use crate::input::Scenario;
use crate::output::given;
use crate::output::words::{Fact, numbers_differ};

/// Refuses a file that is given twice.
pub(in crate::cli) fn refuse_repeats(files: &[PathBuf]) -> Result<(), Failure> {
    // A file that is not there is reported when it is read.
    let place = |file: &Path| file.canonicalize().unwrap_or_else(|_| file.to_path_buf());
    let mut seen = BTreeSet::new();
    for file in files {
        if !seen.insert(place(file)) {
            let text =
                format!("{} is given twice; to compare a change, change a copy", file.display());
            return Err(Failure::misused(text));
        }
    }
    Ok(())
}

/// Refuses scenarios whose paths cannot be paired with those of the first.
pub(in crate::cli) fn refuse_unlike(
    files: &[PathBuf],
    scenarios: &[Scenario],
) -> Result<(), Failure> {
    let (first, own) = (&scenarios[0], files[0].display());
    let mut reasons = Vec::new();
    for (file, scenario) in files.iter().zip(scenarios).skip(1) {
        let file = file.display();
        let (horizon, others) = (first.operator.horizon_months, scenario.operator.horizon_months);
        if horizon != others {
            reasons.push(format!(
                "{own} and {file} cannot be compared: horizon_months is {horizon} in \
                 the first and {others} in the other; give both the same"
            ));
        }
        let (currency, others) = (&first.currency, &scenario.currency);
        if currency != others {
            reasons.push(format!(
                "{own} and {file} cannot be compared: amounts are in {currency} in the \
                 first and in {others} in the other; give both in one currency"
            ));
        }
    }
    if reasons.is_empty() { Ok(()) } else { Err(Failure::Misused(Misuse::lines(reasons))) }
}

/// The names of the files without folder and ending; those of the same name
/// are told apart by their folders, `acme-deal` and `bolt-deal`, or by a number
/// where these are no help. No two differ in case alone, for they become names
/// of files.
pub(in crate::cli) fn labels(files: &[PathBuf]) -> Vec<String> {
    let (mut labels, mut taken) = (Vec::new(), BTreeSet::new());
    for (file, depth) in files.iter().zip(depths(files)) {
        let name = within(&named(file).with_extension(""), depth, "-");
        let tries = std::iter::once(name.clone()).chain((2..).map(|n| format!("{name}-{n}")));
        let is_free = |label: &String| taken.insert(label.to_lowercase());
        labels.extend(tries.into_iter().find(is_free));
    }
    labels
}

/// Gives scenarios from files of the same name those of their folders too, so
/// that results tell them apart: `acme/deal.toml`.
pub(in crate::cli) fn name_apart(files: &[PathBuf], scenarios: &mut [Scenario]) {
    for ((file, depth), scenario) in files.iter().zip(depths(files)).zip(scenarios) {
        if 0 < depth {
            scenario.file = within(file, depth, "/");
        }
    }
}

/// The fewest folders above each file that tell it from all others; 0 where its
/// name is its own, or no folder helps.
fn depths(files: &[PathBuf]) -> Vec<usize> {
    let name =
        |file: &PathBuf, depth| within(&named(file).with_extension(""), depth, "-").to_lowercase();
    let most = |file: &PathBuf| file.components().count();
    let mut found: Vec<Option<usize>> = vec![None; files.len()];
    for depth in 0..files.iter().map(most).max().unwrap_or(0) {
        if found.iter().all(Option::is_some) {
            break;
        }
        let names: Vec<String> = files.iter().map(|file| name(file, depth)).collect();
        let mut times: BTreeMap<&str, usize> = BTreeMap::new();
        names.iter().for_each(|name| *times.entry(name).or_default() += 1);
        for ((found, file), name) in found.iter_mut().zip(files).zip(&names) {
            if found.is_none() && depth < most(file) && times[name.as_str()] == 1 {
                *found = Some(depth);
            }
        }
    }
    found.into_iter().map(Option::unwrap_or_default).collect()
}

/// The name of a file behind those of so many of the folders that it is in.
fn within(file: &Path, depth: usize, between: &str) -> String {
    let parts = file.components().filter_map(|part| match part {
        Component::Normal(name) => Some(name.to_string_lossy().into_owned()),
        _ => None,
    });
    let parts: Vec<String> = parts.collect();
    parts[parts.len().saturating_sub(depth + 1)..].join(between)
}

/// What the scenarios say differently of how they are to be run and valued.
pub(in crate::cli) fn remarks(labels: &[String], scenarios: &[Scenario]) -> Vec<String> {
    let each = |of: &dyn Fn(&Scenario) -> String| scenarios.iter().map(of).collect();
    let fact = |scenario: &Scenario, input| {
        scenario.assumptions.known(input).expect("facts are plain numbers")
    };
    let deal = |scenario: &Scenario| scenario.operator.terms.deal;
    let currency = &scenarios[0].currency;
    let mut facts = vec![
        Fact {
            name: "seeds",
            so: "all are simulated with one",
            values: each(&|one| one.seed.to_string()),
        },
        Fact {
            name: "numbers of paths",
            so: "all are simulated with one",
            values: each(&|one| one.paths.to_string()),
        },
        Fact {
            name: "designs",
            so: "all are simulated in one",
            values: each(&|one| one.design.to_string()),
        },
        Fact {
            name: "hurdle rates",
            so: "NPV and the chance of the hurdle are each at its own",
            values: each(&|one| given::share(fact(one, deal(one).hurdle_rate))),
        },
        Fact {
            name: "cheques",
            so: "NPVs are of different amounts",
            values: each(&|one| given::money(fact(one, deal(one).cheque), currency)),
        },
    ];
    if scenarios.iter().any(|one| rates(one).is_apart()) {
        facts.push(Fact {
            name: "target IRRs",
            so: "the chance of the target is each at its own",
            values: each(&|one| given::share(rates(one).target)),
        });
    }
    facts.iter().filter_map(|fact| numbers_differ(labels, fact)).collect()
}

/// Where results go unless the user says otherwise.
pub(in crate::cli) fn default_folder(labels: &[String]) -> PathBuf {
    const NAMED: usize = 3;
    let named = labels.iter().take(NAMED).cloned().collect::<Vec<_>>().join("-");
    let more = labels.len().saturating_sub(NAMED);
    let more = if 0 < more { format!("-and-{more}-more") } else { String::new() };
    Path::new("output").join(format!("compare-{named}{more}"))
}

#[cfg(test)]
mod tests {
    use super::{default_folder, labels};
    use std::path::{Path, PathBuf};

    fn of(files: &[&str]) -> Vec<String> {
        labels(&files.iter().map(PathBuf::from).collect::<Vec<_>>())
    }

    #[test]
    fn labels_are_the_files_names_and_all_different() {
        assert_eq!(of(&["a/plan.toml", "b/plan.toml", "bear.toml"]), ["a-plan", "b-plan", "bear"]);
        assert_eq!(of(&["a/plan.toml", "b/Plan.toml"]), ["a-plan", "b-Plan"]);
        assert_eq!(of(&["x/q/plan.toml", "y/q/plan.toml"]), ["x-q-plan", "y-q-plan"]);
        assert_eq!(of(&["plan.toml", "old/plan.toml"]), ["plan", "old-plan"]);
        assert_eq!(of(&["plan.toml", "plan.toml", "PLAN.toml"]), ["plan", "plan-2", "PLAN-3"]);
        assert_eq!(of(&["plan.toml", "../plan.toml"]), ["plan", "plan-2"]);
        let all = of(&["a/plan.toml", "b/plan.toml", "a-plan.toml", "A-PLAN.toml"]);
        let mut small: Vec<String> = all.iter().map(|label| label.to_lowercase()).collect();
        small.sort_unstable();
        small.dedup();
        assert_eq!(small.len(), 4, "{all:?}");
    }

    #[test]
    fn the_folder_is_named_after_the_scenarios() {
        assert_eq!(default_folder(&of(&["a.toml", "b.toml"])), Path::new("output/compare-a-b"));
        let five = of(&["a.toml", "b.toml", "c.toml", "d.toml", "e.toml"]);
        assert_eq!(default_folder(&five), Path::new("output/compare-a-b-c-and-2-more"));
    }
}
