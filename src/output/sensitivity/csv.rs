//! What drives a run, as csv tables.

use super::words::LUCK;
use crate::analysis::drivers::{Drivers, Shares};
use crate::analysis::sobol::Interval;
use crate::output::csv::{Rows, number};

/// A row for each bin of each assumption, the assumption that moves the
/// statistic most first. Numbers are written with all their digits.
pub fn tornado_csv(drivers: &Drivers) -> Vec<u8> {
    let mut rows = Rows::new();
    let head = [
        "assumption",
        "unit",
        "statistic",
        "over_all_paths",
        "difference",
        "difference_standard_error",
        "inside_noise",
        "one_way",
        "rank_correlation_with_moic",
        "rank_correlation_with_moic_standard_error",
        "rank_correlation_with_npv",
        "rank_correlation_with_npv_standard_error",
        "bin",
        "end_of_bar",
        "assumption_min",
        "assumption_median",
        "assumption_max",
        "paths",
        "value",
        "value_standard_error",
    ];
    rows.write(head.into_iter().map(str::to_owned));
    for driver in &drivers.all {
        let bar = &driver.bar;
        for (index, bin) in bar.bins.iter().enumerate() {
            let cells = [
                driver.name.clone(),
                driver.unit.to_owned(),
                drivers.statistic.to_string(),
                number(drivers.base.value),
                number(bar.swing.value),
                number(bar.swing.standard_error),
                bar.inside_noise.to_string(),
                bar.one_way.to_string(),
                number(driver.with_moic.value),
                number(driver.with_moic.standard_error),
                number(driver.with_npv.value),
                number(driver.with_npv.standard_error),
                (index + 1).to_string(),
                bar.ends.contains(&index).to_string(),
                number(bin.low),
                number(bin.input),
                number(bin.high),
                bin.paths.to_string(),
                number(bin.statistic.value),
                number(bin.statistic.standard_error),
            ];
            rows.write(cells.into_iter());
        }
    }
    rows.finish()
}

/// A row for each group of assumptions, and for luck.
pub fn sobol_csv(shares: &Shares) -> Vec<u8> {
    let mut rows = Rows::new();
    let head = [
        "group",
        "outcome",
        "first_order",
        "first_order_low",
        "first_order_high",
        "first_order_inside_noise",
        "total",
        "total_low",
        "total_high",
        "total_inside_noise",
        "rows_changed",
        "rows",
    ];
    rows.write(head.into_iter().map(str::to_owned));
    let Some(found) = &shares.decomposition else { return rows.finish() };
    let names = shares.groups.iter().map(|group| group.join(" + ")).chain([LUCK.to_owned()]);
    for (group, name) in found.groups.iter().zip(names) {
        let cells = |interval: &Interval| {
            let ends = [interval.value, interval.low, interval.high].map(number);
            ends.into_iter().chain([interval.may_be_nothing().to_string()])
        };
        let indices = cells(&group.first).chain(cells(&group.total)).collect::<Vec<_>>();
        let last = [group.changed.to_string(), found.rows.to_string()];
        rows.write([name, shares.output.name()].into_iter().chain(indices).chain(last));
    }
    rows.finish()
}
