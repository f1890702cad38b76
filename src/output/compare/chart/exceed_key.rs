//! What curves stand for, with three chances of each.

use super::versus::curve;
use crate::analysis::compare::Contender;
use crate::output::chart::{Area, GREY_TEXT, INK, Look, Page, name_within};
use crate::output::format::percent;

/// The thresholds of the table beside the curves.
const COLUMNS: [&str; 3] = ["<0.1x", "≥1x", "≥3x"];

/// A swatch, a name and three chances for each curve.
pub(super) fn key(page: &Page, place: Area, contenders: &[Contender<'_>], in_line: bool) {
    let label = page.kind.label;
    let head = Look::new(label, GREY_TEXT).right();
    let number = Look::new(label, INK).right();
    let column = number.width(">99%").max(head.width("<0.1x")) + 9.0;
    let right = |i: usize| place.right - (COLUMNS.len() - 1 - i) as f64 * column;
    let pitch = 1.35 * label;
    for (i, name) in COLUMNS.iter().enumerate() {
        page.text_at(right(i), place.top + 0.4 * label, head, name);
    }
    let name_look = Look::new(label, INK);
    let (swatch, gap) = (20.0, 5.0);
    let beside = right(0) - column + 4.0 - (place.left + swatch + gap);
    let widest = contenders.iter().map(|one| name_look.width(one.label)).fold(0.0, f64::max);
    let in_line = in_line || widest <= beside;
    let lines = if in_line { 1.0 } else { 2.15 };
    let room = if in_line { beside } else { place.right - (place.left + swatch + gap) };
    for (position, one) in contenders.iter().enumerate() {
        let y = place.top + 0.4 * label + (1.0 + lines * position as f64) * pitch;
        curve(page, &[(place.left, y), (place.left + swatch, y)], position);
        let name = name_within(one.label, room, name_look);
        page.text_at(place.left + swatch + gap, y, name_look, &name);
        for (i, share) in chances(one).into_iter().enumerate() {
            let below = if in_line { 0.0 } else { 0.92 * pitch };
            page.text_at(right(i), y + below, number, &percent(share));
        }
    }
}

pub(super) fn chances(one: &Contender<'_>) -> [f64; 3] {
    let summary = one.summary;
    [summary.near_total_loss.value, 1.0 - summary.loss.value, summary.at_least_3x.value]
}
