//! Quantile dotplot of MOIC: each dot is one of so many equally likely futures,
//! which can be counted.

use super::bins::{Bands, bands as count_bands};
use super::data::Returns;
use super::dot_labels::Dots;
use super::dot_words::{described, titles};
use crate::analysis::estimate::quantile_at;
use crate::analysis::level::Level;
use crate::analysis::summary::sorted;
use crate::output::chart::{
    AXIS, Area, BANDS, Chart, Domains, DotSize, Field, INK, Kind, MONEY_BACK, MONEY_BACK_BAND,
    Metadata, MoicAxis, NEAR_TOTAL_LOSS, Page, Plot, Scale, SharedAxes, Size, Span, Words, cells,
    csv_of,
};
use crate::output::format::plural;
use crate::output::run::notes::returns_notes;
use plotters::style::RGBColor;

/// Draws the dots, as many, as large and on the same axis as all beside it.
pub fn dots(returns: &Returns<'_>, beside: SharedAxes<'_, Returns<'_>>, size: Size) -> Chart {
    let axis = &MoicAxis::of(beside.set.iter().map(|one| one.moic), beside.like);
    let own = if size == Size::Half { 50 } else { 100 };
    let count = DOTS.count(beside.like).unwrap_or(own.min(returns.moic.len()));
    let values = futures(returns, count);
    let bands = &count_bands(returns);
    let words = words(returns, bands, &values);
    let page = Page::new(size, &words, size.subtitle_lines());
    let field = field(&page);
    let grain = lent_grain(beside.like).unwrap_or_else(|| {
        let all: Vec<Vec<f64>> = beside.set.iter().map(|one| futures(one, count)).collect();
        DotSize::of(&all, axis, &field, size.stretch())
    });
    let block = field.block;
    let dots = Dots {
        block,
        plot: Plot::new(&page, field.plot, Span::UNIT, Span::UNIT),
        axis,
        grain,
        dots: grain.place(&values, axis, &field),
        returns,
        bands,
    };
    draw(&page, &dots);
    dots.labels();
    let metadata = Metadata {
        kind: &KIND,
        alt_text: format!(
            "Quantile dotplot of MOIC from {NEAR_TOTAL_LOSS}x to {}x on a log scale, with those \
             below {NEAR_TOTAL_LOSS}x in a block: {}. {}",
            axis.top,
            plural(values.len() as u64, "dot"),
            described(returns, bands, &values),
        ),
        csv: numbers(&values),
        domains: vec![
            axis.domain(),
            DOTS.tells([values.len() as f64]),
            DIAMETER.tells([grain.diameter]),
            ROWS.tells([grain.rows as f64]),
        ],
    };
    page.finish(&words, Area { left: block.left, ..field.plot }, metadata)
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
    let right = page.look(INK).width("100x").max(2.4 * label);
    let whole = page.inside([0.0, 0.4 * label, right, 3.4 * label]);
    let block = Area { right: whole.left + 0.25 * page.frame.width(), ..whole };
    let gap = if page.is_half() { 12.0 } else { 20.0 * page.size.stretch() };
    Field { block, plot: Area { left: block.right + gap, ..whole } }
}

fn draw(page: &Page, Dots { plot, block, axis, grain, dots, .. }: &Dots<'_>) {
    plot.baseline();
    plot.ticks(axis.ticks());
    page.line(&[(block.left, block.bottom), (block.right, block.bottom)], 0.75, AXIS);
    let y = block.bottom + 1.1 * page.kind.label;
    page.text_at(block.left, y, page.look(INK), "0–0.1x");
    plot.upright(plot.at((axis.place(1.0), 0.0)).0, 1.0, INK);
    let radius = 0.47 * grain.diameter;
    for dot in dots {
        let fill = if dot.band == MONEY_BACK_BAND { MONEY_BACK } else { BANDS[dot.band] };
        page.discs((dot.x, dot.y), &[(radius, EDGE), (radius - 0.4, fill)]);
    }
}

/// Edges of dots.
const EDGE: RGBColor = AXIS;

/// A row for each dot.
fn numbers(values: &[f64]) -> String {
    let middle = |i: usize| (i as f64 + 0.5) / values.len() as f64;
    let rows = values.iter().enumerate().map(|(i, value)| cells([middle(i), *value]));
    csv_of(["probability", "moic"], rows)
}
