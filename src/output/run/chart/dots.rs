//! Quantile dotplot of MOIC: each dot is one of so many equally likely futures,
//! which can be counted.

use super::bins::{Bands, bands as count_bands};
use super::data::Returns;
use super::dot_stacks::{Dot, Field, Grain};
use super::dot_words::{described, titles};
use super::titles::{loss_and_rest, returns_notes};
use crate::analysis::estimate::quantile_at;
use crate::analysis::level::Level;
use crate::analysis::summary::sorted;
use crate::output::chart::{
    AXIS, Area, BANDS, Beside, Chart, Domains, GAIN, GREY_TEXT, INK, Kind, LOSS, Look, Metadata,
    MoicAxis, NEAR_TOTAL_LOSS, Page, RULE, Scale, Size, Words, baseline, cells, csv_of,
    share_above, short_name, ticks_below,
};
use crate::output::format::{moic, part, plural, small_percent};

/// Draws the dots, as many, as large and on the same axis as all beside it.
pub fn dots(returns: &Returns<'_>, beside: Beside<'_, Returns<'_>>, size: Size) -> Chart {
    let axis = MoicAxis::of(beside.set.iter().map(|one| one.moic), beside.like);
    let own = if size == Size::Half { 50 } else { 100 };
    let count = DOTS.count(beside.like).unwrap_or(own.min(returns.moic.len()));
    let values = futures(returns, count);
    let bands = count_bands(returns);
    let words = words(returns, &bands, &values);
    let page = Page::new(size, &words, if size == Size::Half { 2 } else { 1 });
    let field = field(&page);
    let grain = lent_grain(beside.like).unwrap_or_else(|| {
        let all: Vec<Vec<f64>> = beside.set.iter().map(|one| futures(one, count)).collect();
        Grain::of(&all, &axis, &field, size.stretch())
    });
    let dots = grain.place(&values, &axis, &field);
    draw(&page, &field, (&axis, &grain, &dots));
    labels(&page, &field, (&axis, &grain, &dots), (returns, &bands));
    let plot = Area { left: field.block.left, ..field.plot };
    page.finish(&words, plot, metadata(returns, (&bands, &values), &axis, &grain))
}

/// A hundred equally likely paths by their MOIC.
pub static KIND: Kind =
    Kind { name: "dots", scales: &[Scale::Moic, DOTS, DIAMETER, ROWS], ..Kind::PLAIN };

/// How many dots there are, how large they are in points, and how many stand upon each other.
const DOTS: Scale = Scale::Count("dots");
const DIAMETER: Scale = Scale::Amount("diameter");
const ROWS: Scale = Scale::Count("rows");

fn lent_grain(like: Option<&Domains>) -> Option<Grain> {
    Some(Grain { diameter: DIAMETER.amount(like)?, rows: ROWS.count(like)? })
}

/// Multiples of equal probability, ascending: the middle of each of `count`
/// equal parts of the paths.
fn futures(returns: &Returns<'_>, count: usize) -> Vec<f64> {
    let sorted = sorted(returns.moic);
    let middle = |i: usize| Level::new(2 * i + 1, 2 * count);
    (0..count).map(|i| quantile_at(&sorted, middle(i)).value).collect()
}

fn words<'a>(returns: &Returns<'a>, bands: &Bands, values: &[f64]) -> Words<'a> {
    let name = short_name(returns.provenance);
    let dots = match values.len() {
        1 => "dot is a path".to_owned(),
        n => format!("dot is one of {n} equally likely paths"),
    };
    let mut notes = returns_notes(returns, &bands.shares);
    notes.push("percentages are of all paths".to_owned());
    Words {
        provenance: returns.provenance,
        titles: titles(returns, values),
        subtitles: vec![
            format!("{name}: each {dots}, by MOIC, log scale; at left, below 0.1x"),
            format!("Each {dots}, by MOIC, log scale; at left, below 0.1x"),
            format!("Each {dots}, by MOIC, log scale"),
        ],
        basis: "gross of fees, undiscounted",
        notes,
    }
}

/// A quarter of the width is kept for near-total losses, so that plots line up.
fn field(page: &Page) -> Field {
    let label = page.kind.label;
    let top = page.frame.top + 0.4 * label;
    let bottom = page.frame.bottom - 3.4 * label;
    let left = page.frame.left;
    let block = Area { left, top, right: left + 0.25 * page.frame.width(), bottom };
    let gap = if page.size == Size::Half { 12.0 } else { 20.0 * page.size.stretch() };
    let right = page.frame.right - Look::new(label, INK).width("100x").max(2.4 * label);
    Field { block, plot: Area { left: block.right + gap, top, right, bottom } }
}

fn draw(page: &Page, field: &Field, (axis, grain, dots): (&MoicAxis, &Grain, &[Dot])) {
    let (plot, block) = (field.plot, field.block);
    let axes = page.axes(plot, 0.0..1.0, 1.0..0.0);
    baseline(page, plot);
    ticks_below(page, plot, &axes, &axis.ticks());
    page.line(&[(block.left, block.bottom), (block.right, block.bottom)], 0.75, AXIS);
    let y = plot.bottom + 1.1 * page.kind.label;
    page.text_at(block.left, y, Look::new(page.kind.label, INK), "0–0.1x");
    let back = axes.at(axis.place(1.0), 0.0).0;
    page.line(&[(back, plot.top), (back, plot.bottom)], 1.0, INK);
    for dot in dots {
        page.disc((dot.x, dot.y), 0.47 * grain.diameter, RULE);
        page.disc((dot.x, dot.y), 0.47 * grain.diameter - 0.4, BANDS[dot.band]);
    }
}

/// Shares of all paths at the lines that part them, and over the block.
fn labels(
    page: &Page,
    field: &Field,
    (axis, grain, dots): (&MoicAxis, &Grain, &[Dot]),
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
    (text, grain, dots): (&str, &Grain, &[Dot]),
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
    grain: &Grain,
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

fn metadata(
    returns: &Returns<'_>,
    (bands, values): (&Bands, &[f64]),
    axis: &MoicAxis,
    grain: &Grain,
) -> Metadata {
    let middle = |i: usize| (i as f64 + 0.5) / values.len() as f64;
    let rows = values.iter().enumerate().map(|(i, value)| cells([middle(i), *value]));
    let csv = csv_of(["probability", "moic"], rows);
    let alt_text = format!(
        "Quantile dotplot of MOIC from {NEAR_TOTAL_LOSS}x to {}x on a log scale, with those below \
         {NEAR_TOTAL_LOSS}x in a block: {}. {}",
        axis.top,
        plural(values.len() as u64, "dot"),
        described(returns, bands, values),
    );
    let domains = vec![
        axis.domain(),
        DOTS.tells([values.len() as f64]),
        DIAMETER.tells([grain.diameter]),
        ROWS.tells([grain.rows as f64]),
    ];
    Metadata { kind: &KIND, alt_text, csv, domains }
}
