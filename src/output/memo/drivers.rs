//! What drives the outcome: the assumptions that move it, where its variance
//! comes from, and luck.

use super::Material;
use crate::analysis::drivers::{Driver, Drivers, Sensitivity, Shares};
use crate::analysis::sobol::Indices;
use crate::output::document::{Section, Table, figures, words};
use crate::output::figures::difference;
use crate::output::format::plural;
use crate::output::sensitivity::driver_words::ends_in_words;
use crate::output::sensitivity::words::{nothing, share, unexplained};
use crate::output::statistic_words::{StatisticStyle, statistic_words};
use crate::output::value_words::{ValueStyle, value_words};
use crate::output::words::{capitalised, in_sentence, input_label, outcome};

/// Assumptions that the table shows at most.
const MOST: usize = 10;

pub(super) fn section(of: &Material<'_>, drawn: &[String]) -> Section {
    let drivers = &of.sensitivity.drivers;
    let moves = !drivers.all.is_empty() && 0.0 < drivers.base.standard_error;
    let mut section = Section::new("What drives it").text(&leader(of));
    if moves {
        section =
            section.pictures(&["tornado", "scatter"].map(str::to_owned), drawn).table(table(of));
    }
    section.text(&luck(of)).notes(of.sensitivity_remarks.iter().cloned())
}

fn leader(of: &Material<'_>) -> Vec<String> {
    let drivers = &of.sensitivity.drivers;
    let Some(first) = drivers.all.first() else {
        return vec!["No assumption is uncertain: paths differ by luck alone.".to_owned()];
    };
    if !(0.0 < drivers.base.standard_error) {
        return vec![nothing(drivers, of.info())];
    }
    let statistic = in_sentence(&drivers.statistic, of.currency());
    let inside = drivers.inside_noise();
    let all = plural(drivers.all.len() as u64, "uncertain assumption");
    if let [only] = &drivers.all[..] {
        let name = input_label(&only.name);
        let does = match inside {
            0 => format!("moves {statistic}: {}", ends_in_words(only, drivers, of.currency())),
            _ => format!("does not move {statistic} by more than noise"),
        };
        return vec![format!("The one uncertain assumption, {name}, {does}."), method(drivers)];
    }
    if inside == drivers.all.len() {
        return vec![format!("None of {all} moves {statistic} by more than noise.")];
    }
    let (name, ends) = (input_label(&first.name), ends_in_words(first, drivers, of.currency()));
    let lead = if drivers.has_leader {
        format!("Of {all}, {name} moves {statistic} most: {ends}.")
    } else {
        format!(
            "{} moves {statistic} most of {all}, though not by more than noise leaves open: {ends}.",
            capitalised(&name)
        )
    };
    let noise = match inside {
        0 => String::new(),
        1 => "1 of them moves it by no more than noise.".to_owned(),
        some => format!("{some} of them move it by no more than noise."),
    };
    vec![lead, method(drivers), noise]
}

fn method(drivers: &Drivers) -> String {
    let rest = if drivers.all.len() == 1 { "luck varies" } else { "all others, and luck, vary" };
    format!("The paths are sorted by the assumption and cut into tenths; {rest} freely in each.")
}

fn table(of: &Material<'_>) -> Table {
    let drivers = &of.sensitivity.drivers;
    let shares = of.sensitivity.shares.as_ref().filter(|one| one.decomposition.is_some());
    let mut head = vec![
        words("Assumption"),
        figures("lowest tenth"),
        figures("highest tenth"),
        figures("difference ± s.e."),
    ];
    if shares.is_some() {
        head.push(figures("share of variance [95%]"));
    }
    let mut table = Table::new(head);
    let told = drivers.all.iter().filter(|driver| !driver.bar.inside_noise).take(MOST);
    for driver in told {
        let mut row = row(driver, of);
        row.extend(shares.map(|shares| of_variance(driver, shares)));
        table.row(row);
    }
    table
}

fn row(driver: &Driver, of: &Material<'_>) -> Vec<String> {
    let (unit, currency) = (of.sensitivity.drivers.statistic.unit(), of.currency());
    let mark = if driver.bar.one_way { "" } else { " \u{2195}" };
    let mut row = vec![format!("{}{mark}", input_label(&driver.name))];
    row.extend(driver.bar.end_bins().map(|bin| {
        let value = statistic_words(bin.statistic.value, unit, currency, StatisticStyle::Short);
        format!("{value} at {}", value_words(bin.input, driver.unit, currency, ValueStyle::FULL))
    }));
    row.push(difference(&driver.bar.swing, unit, currency));
    row
}

/// What a group of one explains with all that it does together with others; of
/// a group of several the numbers are about all of them.
fn of_variance(driver: &Driver, shares: &Shares) -> String {
    let group = shares.groups.iter().position(|group| group.contains(&driver.name));
    let found = shares.decomposition.as_ref();
    let indices: Option<(&Indices, usize)> = group
        .zip(found)
        .and_then(|(index, found)| Some((found.groups.get(index)?, shares.groups[index].len())));
    match indices {
        None => "–".to_owned(),
        Some((indices, members)) => {
            let mark = if members == 1 { "" } else { " †" };
            format!("{}{mark}", share(&indices.total))
        }
    }
}

/// The share of the variance that no assumption explains.
fn luck(of: &Material<'_>) -> Vec<String> {
    let Sensitivity { shares, tied, .. } = of.sensitivity;
    let Some((shares, found)) =
        shares.as_ref().and_then(|shares| Some((shares, shares.decomposition.as_ref()?)))
    else {
        return Vec::new();
    };
    if shares.groups.is_empty() {
        return Vec::new();
    }
    let what = outcome(&shares.output, of.currency());
    let how =
        if shares.output.is_bounded() { ", 1 in a path with it and 0 in one without" } else { "" };
    let mut lines = vec![format!(
        "The variance that is shared out is that of {what}{how}; an assumption\u{2019}s share is what \
         it explains alone and together with others, so the shares add to more than all."
    )];
    lines.extend(unexplained(shares, found));
    if !tied.is_empty() {
        lines.push("†: of the group of correlated assumptions that it belongs to.".to_owned());
    }
    lines
}
