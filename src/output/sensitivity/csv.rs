//! What drives a run, as csv tables.

use super::fields::{of_assumption, of_bar, of_bin, of_group, of_ranks};
use super::words::LUCK;
use crate::analysis::drivers::{Drivers, Shares};
use crate::output::cell::Cell;
use crate::output::csv::table_csv;
use crate::output::fields::{cells, heads};
use crate::output::tables::list::ListTable;

/// A row for each bin of each assumption, the assumption that moves the
/// statistic most first. Numbers are written with all their digits.
pub fn tornado_csv(drivers: &Drivers) -> Vec<u8> {
    let of_all = ["statistic", "over_all_paths"].map(str::to_owned).to_vec();
    let of_place = ["bin", "end_of_bar"].map(str::to_owned).to_vec();
    let of_driver = [heads(&of_bar()), heads(&of_ranks())].concat();
    let head = [heads(&of_assumption()), of_all, of_driver, of_place, heads(&of_bin())];
    let mut rows = ListTable::new(head.concat());
    for driver in &drivers.all {
        let mut start = cells(&of_assumption(), driver);
        start.extend([drivers.statistic.to_string().into(), drivers.base.value.into()]);
        start.extend(cells(&of_bar(), driver));
        start.extend(cells(&of_ranks(), driver));
        for (index, bin) in driver.bar.bins.iter().enumerate() {
            let place = [(index + 1).into(), driver.bar.ends.contains(&index).into()];
            let bin = cells(&of_bin(), bin);
            rows.push(start.iter().cloned().chain(place).chain(bin).collect());
        }
    }
    table_csv(&rows)
}

/// A row for each group of assumptions, and for luck.
pub fn sobol_csv(shares: &Shares) -> Vec<u8> {
    let names = ["group", "outcome"].map(str::to_owned).to_vec();
    let mut rows = ListTable::new([names, heads(&of_group()), vec!["rows".to_owned()]].concat());
    let Some(found) = &shares.decomposition else { return table_csv(&rows) };
    let names = shares.groups.iter().map(|group| group.join(" + ")).chain([LUCK.to_owned()]);
    for (group, name) in found.groups.iter().zip(names) {
        let mut row: Vec<Cell> = vec![name.into(), shares.output.name().into()];
        row.extend(cells(&of_group(), group));
        row.push(found.rows.into());
        rows.push(row);
    }
    table_csv(&rows)
}
