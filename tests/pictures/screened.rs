//! The cells of a screening: each has the fill of its verdict, where its operator and its rule are.

use std::collections::BTreeSet;

use shortrun::output::chart::Chart;

use crate::pictures::marks::Mark;
use crate::titles::Table;

/// Fills of what passes, is too close to call, and fails.
const FILLS: [(&str, &str); 3] =
    [("pass", "#DCE9F4"), ("too_close", "#E0A069"), ("fail", "#8F3B12")];

pub(super) fn screen(chart: &Chart, all: &[Mark]) -> Vec<String> {
    let table = Table::of(chart);
    let mut operators = table.texts("operator");
    operators.dedup();
    let own = |row: usize| table.text(row, "column").parse::<usize>().ok();
    let shared = (0..table.len()).filter_map(own).max().unwrap_or(0);
    let has_others = (0..table.len()).any(|row| own(row).is_none());
    let columns = shared + usize::from(has_others);
    let mut meant = BTreeSet::new();
    for (place, operator) in operators.iter().enumerate() {
        let rows = table.rows_where("operator", operator);
        let verdict = |row: &usize| table.text(*row, "verdict");
        for row in rows.iter().filter(|row| own(**row).is_some()) {
            meant.insert((place, own(*row).expect("a column") - 1, verdict(row).to_owned()));
        }
        let others: Vec<&str> =
            rows.iter().filter(|row| own(**row).is_none()).map(verdict).collect();
        let worst = ["fail", "too_close", "pass"].into_iter().find(|one| others.contains(one));
        meant.extend(worst.map(|worst| (place, shared, worst.to_owned())));
    }
    meant.retain(|(_, _, verdict)| verdict != "not_applicable");
    let [left, top, right, bottom] = chart.plot_rectangle();
    let (wide, high) = ((right - left) / columns as f64, (bottom - top) / operators.len() as f64);
    let drawn: BTreeSet<_> = all
        .iter()
        .filter_map(|mark| match mark {
            Mark::Rect { left: l, top: t, right: r, bottom: b, fill } => {
                let (verdict, _) = FILLS.iter().find(|(_, one)| one == fill)?;
                let (x, y) = (0.5 * (l + r), 0.5 * (t + b));
                let inside = left < x && x < right && top < y && y < bottom;
                let at = (((y - top) / high) as usize, ((x - left) / wide) as usize);
                inside.then(|| (at.0, at.1, (*verdict).to_owned()))
            }
            _ => None,
        })
        .collect();
    meant
        .symmetric_difference(&drawn)
        .map(|cell| format!("{cell:?} is not as it is meant"))
        .collect()
}
