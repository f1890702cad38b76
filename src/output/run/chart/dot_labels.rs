//! What is written between dots: shares of all paths, at the lines that part them.

use super::bins::Bands;
use super::data::Returns;
use super::dot_stacks::{Dot, DotSize, Field};
use super::titles::loss_and_rest;
use crate::output::chart::{
    Area, GAIN, GREY_TEXT, INK, LOSS, Look, MoicAxis, Page, RULE, share_above,
};
use crate::output::format::{moic, part, small_percent};

/// Shares of all paths at the lines that part them, and over the block.
pub(super) fn labels(
    page: &Page,
    field: &Field,
    (axis, grain, dots): (&MoicAxis, &DotSize, &[Dot]),
    (returns, bands): (&Returns<'_>, &Bands),
) {
    let plot = field.plot;
    let axes = page.axes(plot, 0.0..1.0, 1.0..0.0);
    let look = |colour| Look::new(page.kind.label, colour).bold();
    let (lost, kept) = loss_and_rest(returns);
    let back = axes.at(axis.place(1.0), 0.0).0;
    let y = plot.top + 0.5 * page.kind.label;
    let loses = [format!("{lost} lose money"), format!("{lost} lose")];
    let room = back - 4.0 - page.frame.left;
    if let Some(text) = look(LOSS).longest(&loses, room) {
        page.text_at(back - 4.0, y, look(LOSS).right(), text);
    }
    page.text_at(back + 4.0, y, look(GAIN), &format!("{kept} return capital"));
    let reach = part(bands.at_least_3x_percent, bands.at_least_3x());
    let ten = part(bands.share_percents[7], bands.shares[7]);
    let mut before = back;
    for (multiple, share, high) in [(3.0, reach, 0.8), (10.0, ten, 0.6)] {
        if axis.place(multiple) < 0.97 {
            let text = format!("{share} reach {multiple}x");
            let x = axes.at(axis.place(multiple), 0.0).0;
            hurdle(page, plot, (x, before, high), (&text, grain, dots));
            before = x;
        }
    }
    block_labels(page, field, grain, (dots, returns, bands));
    beyond(page, plot, axis, (returns, bands));
}

/// Where a text may stand: from and to, its place and look, its height, and the
/// head of its line below that, in labels.
type Side = ((f64, f64), (f64, Look), f64, f64);

/// A line at a multiple, with the share that reaches it right of its head,
/// above the dots there. `before` is the line left of it.
fn hurdle(
    page: &Page,
    plot: Area,
    (x, before, high): (f64, f64, f64),
    (text, grain, dots): (&str, &DotSize, &[Dot]),
) {
    let label = page.kind.label;
    let look = Look::new(label, GAIN).bold();
    let (wide, half) = (look.width(text), 0.5 * grain.diameter);
    let usual = plot.bottom - high * plot.height() + 0.5 * label;
    let above = |from: f64, to: f64| {
        let near = dots.iter().filter(|dot| from - half < dot.x && dot.x < to + half);
        let highest = near.map(|dot| dot.y - half).fold(plot.bottom, f64::min);
        usual.min(highest - 0.9 * label)
    };
    // Right of the line, left of it unless that crosses the one before, or over it.
    let edge = page.frame.right;
    let over = look.right();
    let last = edge.min(x - 2.0 + wide);
    let sides = [
        ((x + 4.0, x + 4.0 + wide), (x + 4.0, look), above(x, x + 4.0 + wide), -0.5),
        ((x - 4.0 - wide, x - 4.0), (x - 4.0, over), above(x - 4.0 - wide, x), -0.5),
        ((last - wide, last), (last, over), above(last - wide, last), 0.8),
    ];
    // The row at the head of the plot is that of losses and gains.
    let row = plot.top + 1.8 * label;
    let fits = |((from, to), (at, look), y, _): &&Side| {
        let is_beside = *from <= x || x + 4.0 <= *from;
        let inside = before + 3.0 <= *from && *to <= edge && row <= *y && is_beside;
        inside && page.is_free((*at, *y), *look, text, 3.0)
    };
    let found = sides.iter().find(fits);
    let head = found.map_or(usual - 0.5 * label, |(_, _, y, below)| y + below * label);
    page.dashes(&[(x, head), (x, plot.bottom)], 0.75, RULE, (3.0, 2.0));
    if let Some((_, (at, look), y, _)) = found {
        page.text_at(*at, *y, *look, text);
    }
}

/// Over the block: how many lose nearly all, and how many of them all.
fn block_labels(
    page: &Page,
    field: &Field,
    grain: &DotSize,
    (dots, returns, bands): (&[Dot], &Returns<'_>, &Bands),
) {
    let label = page.kind.label;
    let inside = dots.iter().filter(|dot| dot.band < 2);
    let highest = inside.map(|dot| dot.y - 0.5 * grain.diameter).fold(field.block.bottom, f64::min);
    let near = part(bands.share_percents[0], bands.shares[0]);
    let all = part(bands.total_loss_percent, returns.total_loss.value);
    let lines = [
        (
            Look::new(label, LOSS).bold(),
            vec![format!("{near} near-total losses"), format!("{near} <0.1x")],
        ),
        (Look::new(label, INK), vec![format!("{all} exactly 0x"), format!("{all} at 0x")]),
    ];
    for (row, (look, wordings)) in lines.iter().enumerate() {
        let y = highest - (2.2 - 1.3 * row as f64) * label;
        if let Some(text) = look.longest(wordings, field.block.width() + 4.0) {
            page.text_at(field.block.left, y, *look, text);
        }
    }
}

/// What lies right of the axis, and the best path.
fn beyond(page: &Page, plot: Area, axis: &MoicAxis, (returns, bands): (&Returns<'_>, &Bands)) {
    let (over, best) = (share_above(returns.moic, axis.top), moic(bands.maximum));
    let text = if 0.0 < over {
        format!("{} above {}, best {best}", small_percent(over), moic(axis.top))
    } else {
        format!("best {best}")
    };
    let y = plot.bottom + 2.6 * page.kind.label;
    page.text_at(page.frame.right, y, Look::new(page.kind.label, GREY_TEXT).right(), &text);
}
