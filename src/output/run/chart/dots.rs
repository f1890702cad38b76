//! Quantile dotplot of MOIC: each dot is one of so many equally likely futures,
//! which can be counted.

use super::bins::{Bands, bands as count_bands};
use super::data::Returns;
use super::dot_labels::labels;
use super::dot_stacks::{Dot, DotSize, Field};
use super::dot_words::{described, titles};
use super::notes::returns_notes;
use crate::analysis::estimate::quantile_at;
use crate::analysis::level::Level;
use crate::analysis::summary::sorted;
use crate::output::chart::{
    AXIS, Area, BANDS, Chart, Domains, INK, Kind, Look, Metadata, MoicAxis, NEAR_TOTAL_LOSS, Page,
    RULE, Scale, SharedAxes, Size, Words, baseline, cells, csv_of, short_name, ticks_below,
};
use crate::output::format::plural;

/// Draws the dots, as many, as large and on the same axis as all beside it.
pub fn dots(returns: &Returns<'_>, beside: SharedAxes<'_, Returns<'_>>, size: Size) -> Chart {
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
        DotSize::of(&all, &axis, &field, size.stretch())
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

fn lent_grain(like: Option<&Domains>) -> Option<DotSize> {
    Some(DotSize { diameter: DIAMETER.amount(like)?, rows: ROWS.count(like)? })
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

fn draw(page: &Page, field: &Field, (axis, grain, dots): (&MoicAxis, &DotSize, &[Dot])) {
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

fn metadata(
    returns: &Returns<'_>,
    (bands, values): (&Bands, &[f64]),
    axis: &MoicAxis,
    grain: &DotSize,
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
