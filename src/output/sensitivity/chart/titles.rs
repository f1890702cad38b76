//! Findings about what drives a run, worded from the numbers that are drawn,
//! and what else a tornado says.

use crate::analysis::drivers::{Driver, Drivers};
use crate::analysis::sense::Sense;
use crate::model::outcome::Unit;
use crate::output::chart::{Figures, Provenance, Span, listed};
use crate::output::figures::{error, label};
use crate::output::format::plural;
use crate::output::sensitivity::driver_words::{better_and_worse, come_to, ends_in_words};
use crate::output::value_words::{ValueStyle, value_words};
use crate::output::words::{capitalised, in_sentence, input_label};

/// Fewer paths than this have no tenths to speak of.
const LEAST_PATHS: u64 = 100;

/// Titles of a tornado, longest first.
pub(super) fn tornado(drivers: &Drivers, run: &Provenance) -> Vec<String> {
    let currency = run.currency.as_str();
    let figure = in_sentence(&drivers.statistic, currency);
    let figures = Figures::of(&drivers.statistic, currency);
    let base = figures.short(drivers.base.value);
    let all = &drivers.all[..];
    let [first, rest @ ..] = all else {
        return vec![format!("No assumption is uncertain; {figure} is {base}")];
    };
    if drivers.base.value.is_nan() {
        return vec![format!("No path has a figure for {figure}")];
    }
    if run.paths < LEAST_PATHS {
        let paths = plural(run.paths, "path");
        return vec![format!("What moves {figure}, {base}, cannot be told from {paths}")];
    }
    if drivers.base.standard_error <= 0.0 {
        let they = come_to(all.len());
        return vec![format!("Nothing moves {figure}: it is {base} whatever {they}")];
    }
    if rest.is_empty() && first.bar.inside_noise {
        let only = "The one uncertain assumption does not move";
        return vec![format!("{only} {figure}, {base}, by more than noise")];
    }
    if drivers.inside_noise() == all.len() {
        return vec![format!("No single assumption moves {figure}, {base}, by more than noise")];
    }
    let name = |driver: &Driver| input_label(&driver.name);
    let ends = ends_in_words(first, drivers, currency);
    let range = |driver: &Driver| {
        let order = better_and_worse(driver, drivers.statistic.sense());
        let [a, b] = order.map(|end| figures.short(driver.bar.end_bins()[end].statistic.value));
        format!("{a} to {b}")
    };
    let subject = capitalised(&name(first));
    let short = format!("{subject}: {figure} from {}", range(first));
    if drivers.has_leader && !rest.is_empty() {
        return vec![format!("{subject} moves {figure} most: {ends}"), short];
    }
    let alone = format!("{subject} moves {figure}: {ends}");
    match rest.first().filter(|second| !second.bar.inside_noise) {
        Some(second) => vec![
            format!(
                "{subject} moves {figure} from {}, {} from {}; which moves it more cannot be told",
                range(first),
                name(second),
                range(second)
            ),
            alone,
            short,
        ],
        None => vec![alone, short],
    }
}

/// What the marks are, longest first.
pub(super) fn subtitles(drivers: &Drivers, run: &Provenance) -> Vec<String> {
    let figure = label(&drivers.statistic, &run.currency);
    let ends = match drivers.statistic.sense() {
        Sense::Neither => "its lowest and in its highest tenth",
        _ => "its best and in its worst tenth",
    };
    if drivers.base.standard_error <= 0.0 {
        return vec![format!(
            "{figure} in each tenth of each assumption, all others varying freely"
        )];
    }
    vec![
        format!(
            "{figure} where each assumption is in {ends} and all others vary freely; in the column, \
             the assumption's median there. Grey band: two standard errors of a tenth; bars inside \
             it are noise."
        ),
        format!(
            "{figure} with each assumption in {ends}; right, its median there. Grey: noise, ± 2 \
             s.e. of a tenth."
        ),
        format!("{figure} with each assumption in {ends}; right, its median; grey: noise"),
    ]
}

/// Notes for the footer.
pub(super) fn notes(drivers: &Drivers, shown: &[&Driver], run: &Provenance) -> Vec<String> {
    let all = drivers.all.len() as u64;
    if all == 0 {
        return Vec::new();
    }
    let mut notes = match (all, drivers.inside_noise()) {
        (1, 0) => vec!["the one uncertain assumption".to_owned()],
        (1, _) => vec!["the one uncertain assumption, inside the noise".to_owned()],
        (_, inside) => vec![format!(
            "{} of {} shown, {inside} of all inside the noise",
            shown.len(),
            plural(all, "uncertain assumption"),
        )],
    };
    if 0.0 < drivers.noise && shown.iter().any(|driver| !driver.bar.by_value) {
        let one = error(0.5 * drivers.noise, drivers.statistic.unit(), &run.currency);
        let points = match drivers.statistic.unit() {
            Unit::Share | Unit::RatePerYear => " points",
            _ => "",
        };
        let paths = run.paths / 10;
        notes.push(format!("a tenth is {}, ± {one}{points} (1 s.e.)", plural(paths, "path")));
    }
    if shown.iter().any(|driver| !driver.bar.one_way) {
        notes.push("\u{2195}: from the tenth with the least to that with the most".to_owned());
    }
    notes
}

pub(super) fn alt_text(
    drivers: &Drivers,
    shown: &[&Driver],
    run: &Provenance,
    span: Span,
) -> String {
    let currency = run.currency.as_str();
    let figures = Figures::of(&drivers.statistic, currency);
    let bars = shown.iter().map(|driver| {
        let [a, b] = driver.bar.end_bins().map(|bin| {
            let at = value_words(bin.input, driver.unit, currency, ValueStyle::FULL);
            format!("{} at {at}", figures.short(bin.statistic.value))
        });
        let noise = if driver.bar.inside_noise { ", inside the noise" } else { "" };
        format!("{}: {a}, {b}{noise}", input_label(&driver.name))
    });
    let bars = listed(bars, "; ");
    let inside = match (drivers.inside_noise(), drivers.all.len()) {
        (0, 1) => "The one uncertain assumption is not".to_owned(),
        (_, 1) => "The one uncertain assumption is".to_owned(),
        (1, all) => format!("1 of {all} uncertain assumptions is"),
        (some, all) => format!("{some} of {} are", plural(all as u64, "uncertain assumption")),
    };
    format!(
        "Tornado chart of {}, horizontal axis from {} to {}; {} over all {}. {}{inside} inside the \
         noise.",
        label(&drivers.statistic, currency),
        figures.short(span.low),
        figures.short(span.high),
        figures.short(drivers.base.value),
        plural(run.paths, "path"),
        if bars.is_empty() { String::new() } else { format!("{bars}. ") },
    )
}
