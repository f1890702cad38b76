//! Chart of exceedance: the chance of at least each multiple, a curve for each
//! scenario.

use super::titles::curves;
use super::versus::{provenance, share_error, share_from};
use crate::analysis::compare::Contender;
use crate::output::chart::{
    Area, Chart, Domains, GREY_TEXT, INK, LOSS, MOST_CURVES, Metadata, MoicAxis, Page, Plot, Size,
    Span, Words, cells, csv_of, curve, listed, plain,
};
use crate::output::format::{moic_tick, percent, plural, small_percent};
pub use crate::output::run::chart::exceed::KIND;
use crate::output::run::chart::exceed::exceedance;

/// The thresholds of the table beside the curves.
const COLUMNS: [&str; 3] = ["<0.1x", "≥1x", "≥3x"];

/// Draws a curve for each scenario, at most five of them, three at half size.
pub(in crate::output) fn exceed(
    contenders: &[Contender<'_>],
    like: Option<&Domains>,
    size: Size,
) -> Chart {
    let most = if size == Size::Half { 3 } else { MOST_CURVES };
    let shown = &contenders[..contenders.len().min(most)];
    let run = provenance(shown);
    let multiples = MoicAxis::of(shown.iter().map(|one| one.outcomes.moic.as_slice()), like);
    let left_out = contenders.len() - shown.len();
    let mut notes = vec!["gross of fees, undiscounted".to_owned(), share_error(shown)];
    if 0 < left_out {
        notes.push(format!("not drawn: {}", plural(left_out as u64, "more scenario")));
    }
    let beyond = shown.iter().map(|one| share_from(&one.outcomes.moic, multiples.top));
    let beyond = beyond.fold(0.0, f64::max);
    let cut = (like.is_some() && 0.0 < beyond).then(|| {
        let (top, most) = (moic_tick(multiples.top), small_percent(beyond));
        format!("curves go on above {top}, the highest with {most}")
    });
    let words = Words {
        provenance: &run,
        titles: curves(shown),
        subtitles: vec![
            "Chance of a multiple on invested capital (MOIC) of at least x, log scale; higher is better"
                .to_owned(),
            "Chance of a MOIC of at least x, log scale; higher is better".to_owned(),
        ],
        basis: "",
        notes,
    };
    let words = words.note_first(cut);
    let page = Page::new(size, &words, size.subtitle_lines());
    let lines: Vec<Vec<(f64, f64)>> =
        shown.iter().map(|one| exceedance(&one.outcomes.moic, &multiples)).collect();
    let plot = draw(&page, shown, &multiples, &lines);
    let metadata = Metadata {
        kind: &KIND,
        alt_text: alt_text(shown, &multiples),
        csv: numbers(shown, &multiples, &lines),
        domains: vec![multiples.domain()],
    };
    page.finish(&words, plot, metadata)
}

fn draw(
    page: &Page,
    contenders: &[Contender<'_>],
    multiples: &MoicAxis,
    lines: &[Vec<(f64, f64)>],
) -> Area {
    let (label, look, below) = (page.kind.label, page.look(INK), page.is_half());
    let half = 0.5 * look.width("100x");
    let table = if below { 0.0 } else { 0.36 * page.frame.width() };
    let rows = if below { (contenders.len() + 1) as f64 * 1.35 * label } else { 0.0 };
    let left = look.width("100%") + 6.0;
    let area = page.inside([left, 1.9 * label, table + half, 2.2 * label + rows]);
    let plot = Plot::new(page, area, Span::UNIT, Span::UNIT);
    let shares: &[f64] = if below { &[0.0, 0.5, 1.0] } else { &[0.0, 0.2, 0.4, 0.6, 0.8, 1.0] };
    let named = shares.iter().map(|share| (*share, format!("{:.0}%", 100.0 * share)));
    plot.grid(&named.collect::<Vec<_>>());
    multiples.hurdles(&plot);
    multiples.draw(&plot);
    near_total_losses(&plot, lines);
    for (position, line) in lines.iter().enumerate() {
        let points: Vec<(f64, f64)> = line.iter().map(|place| plot.at(*place)).collect();
        curve(page, &points, position);
    }
    let place = if below {
        Area { left: page.frame.left, top: area.bottom + 2.2 * label, ..page.frame }
    } else {
        Area { left: area.right + half + 10.0, top: area.top, ..page.frame }
    };
    key(page, place, contenders);
    area
}

/// A bracket from the highest curve up to all paths: what the axis leaves out.
fn near_total_losses(plot: &Plot<'_>, lines: &[Vec<(f64, f64)>]) {
    let page = plot.page;
    let first = |line: &Vec<(f64, f64)>| line.first().map_or(0.0, |(_, share)| *share);
    let highest = lines.iter().map(first).fold(0.0, f64::max);
    let (top, bottom) = (plot.area.top, plot.at((0.0, highest)).1);
    if bottom - top < 1.6 * page.kind.label {
        return;
    }
    let x = plot.area.left + 3.0;
    let places = [(x + 2.5, top + 1.0), (x, top + 1.0), (x, bottom - 2.0), (x + 2.5, bottom - 2.0)];
    page.line(&places, 1.0, LOSS);
    let texts = ["near-total losses: the gap up to 100%", "near-total losses", "<0.1x"];
    let (look, room) = (page.look(LOSS), plot.x_of(0.5) - 10.0 - x);
    if let Some(text) = look.longest(&texts, room) {
        page.text_at(x + 6.0, top + 0.8 * page.kind.label, look, text);
    }
}

/// A swatch, a name and three chances for each curve.
fn key(page: &Page, place: Area, contenders: &[Contender<'_>]) {
    let label = page.kind.label;
    let (name, number, head) =
        (page.look(INK), page.look(INK).right(), page.look(GREY_TEXT).right());
    let column = number.width(">99%").max(head.width("<0.1x")) + 9.0;
    let right = |i: usize| place.right - (COLUMNS.len() - 1 - i) as f64 * column;
    let (pitch, top) = (1.35 * label, place.top + 0.4 * label);
    for (i, text) in COLUMNS.iter().enumerate() {
        page.text_at(right(i), top, head, text);
    }
    let (swatch, gap) = (20.0, 5.0);
    let after = place.left + swatch + gap;
    let beside = right(0) - column + 4.0 - after;
    let widest = name.widest(contenders.iter().map(|one| one.label));
    // Else a name stands above its chances, if there is room for all of them.
    let high = (1.0 + 2.15 * contenders.len() as f64) * pitch;
    let in_line = page.is_half() || widest <= beside || place.bottom < place.top + high;
    let (lines, room) = if in_line { (1.0, beside) } else { (2.15, place.right - after) };
    for (position, one) in contenders.iter().enumerate() {
        let y = top + (1.0 + lines * position as f64) * pitch;
        curve(page, &[(place.left, y), (place.left + swatch, y)], position);
        page.text_at(after, y, name, &name.cut(one.label, room));
        let below = if in_line { 0.0 } else { 0.92 * pitch };
        for (i, share) in chances(one).into_iter().enumerate() {
            page.text_at(right(i), y + below, number, &percent(share));
        }
    }
}

fn chances(one: &Contender<'_>) -> [f64; 3] {
    let summary = one.summary;
    [summary.near_total_loss.value, 1.0 - summary.loss.value, summary.at_least_3x.value]
}

/// A row for each place along the axis.
fn numbers(
    contenders: &[Contender<'_>],
    multiples: &MoicAxis,
    lines: &[Vec<(f64, f64)>],
) -> String {
    let labels = contenders.iter().map(|one| plain(one.label));
    let rows = (0..lines[0].len()).map(|i| {
        let shares = lines.iter().map(|line| line[i].1);
        cells([multiples.at(lines[0][i].0)].into_iter().chain(shares))
    });
    csv_of(["moic".to_owned()].into_iter().chain(labels), rows)
}

fn alt_text(contenders: &[Contender<'_>], multiples: &MoicAxis) -> String {
    let texts = contenders.iter().map(|one| {
        let [near, back, three] = chances(one).map(percent);
        let ten = percent(share_from(&one.outcomes.moic, 10.0));
        format!(
            "{}: {near} below 0.1x, {back} at least 1x, {three} at least 3x, {ten} at least 10x",
            one.label
        )
    });
    format!(
        "Line chart of the chance that a path returns at least a multiple, against the multiple \
         from 0.1x to {}x on a log scale. {}.",
        multiples.top,
        listed(texts, "; ")
    )
}
