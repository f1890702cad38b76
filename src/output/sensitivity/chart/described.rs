//! A tornado in words, with its numbers.

use super::tornado::{AXIS_OF_STATISTIC, KIND};
use crate::analysis::drivers::{Driver, Drivers};
use crate::output::chart::{Metadata, Provenance, Span};
use crate::output::figures::label;
use crate::output::format::plural;
use crate::output::sensitivity::csv::tornado_csv;
use crate::output::statistic_words::{StatisticStyle, statistic_words};
use crate::output::value_words::{ValueStyle, value_words};
use crate::output::words::input_label;

pub(super) fn metadata(
    drivers: &Drivers,
    shown: &[&Driver],
    (run, span): (&Provenance, Span),
) -> Metadata {
    let currency = run.currency.as_str();
    let unit = drivers.statistic.unit();
    let value = |value: f64| statistic_words(value, unit, currency, StatisticStyle::Short);
    let bars: Vec<String> = shown
        .iter()
        .map(|driver| {
            let [a, b] = driver.bar.end_bins().map(|bin| {
                let at = value_words(bin.input, driver.unit, currency, ValueStyle::SHORT);
                format!("{} at {at}", value(bin.statistic.value))
            });
            let noise = if driver.bar.inside_noise { ", inside the noise" } else { "" };
            format!("{}: {a}, {b}{noise}", input_label(&driver.name))
        })
        .collect();
    let inside = match (drivers.inside_noise(), drivers.all.len()) {
        (0, 1) => "The one uncertain assumption is not".to_owned(),
        (_, 1) => "The one uncertain assumption is".to_owned(),
        (1, all) => format!("1 of {all} uncertain assumptions is"),
        (some, all) => format!("{some} of {} are", plural(all as u64, "uncertain assumption")),
    };
    let alt_text = format!(
        "Tornado chart of {}, horizontal axis from {} to {}; {} over all {}. {}{inside} inside the \
         noise.",
        label(&drivers.statistic, currency),
        value(span.low),
        value(span.high),
        value(drivers.base.value),
        plural(run.paths, "path"),
        if bars.is_empty() { String::new() } else { format!("{}. ", bars.join("; ")) },
    );
    let csv = String::from_utf8(tornado_csv(drivers)).expect("names are text");
    Metadata { kind: &KIND, alt_text, csv, domains: vec![AXIS_OF_STATISTIC.tells(span.ends())] }
}
