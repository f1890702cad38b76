//! Chart of exceedance of one run: the chance of at least each multiple.

use super::bins::bands;
use super::data::Returns;
use crate::analysis::estimate::Estimate;
use crate::analysis::summary::sorted;
use crate::output::chart::{
    Area, Chart, GREY_TEXT, INK, Kind, LOSS, Metadata, MoicAxis, NO_LOSS, PAPER, Page, Plot, Scale,
    SharedAxes, Size, Span, Words, csv_of, curve, listed, share_of,
};
use crate::output::format::{moic_tick, part, percent, percent_with_error, small_percent};
use crate::output::run::notes::returns_notes;
use crate::output::run::titles::{certain, of_paths};

/// The chance of at least each multiple.
pub static KIND: Kind = Kind { name: "exceed", scales: &[Scale::Moic], ..Kind::PLAIN };

/// Multiples that are marked: the money back, and what a fund hopes for.
const MARKED: [f64; 3] = [1.0, 3.0, 10.0];

/// Places along the axis at which a curve is evaluated.
const PLACES: usize = 400;

/// The curve of a run: places on the axis from 0 to 1, and the share of paths that return at least
/// the multiple there.
pub(in crate::output) fn exceedance(moic: &[f64], axis: &MoicAxis) -> Vec<(f64, f64)> {
    let values = sorted(moic);
    let n = values.len() as f64;
    let from = |x: f64| (values.len() - values.partition_point(|value| *value < x)) as f64 / n;
    let even = (0..=PLACES).map(|i| axis.at(i as f64 / PLACES as f64));
    // A preference and a cap put many paths on one value: a step, not a slope.
    let steps = MARKED.into_iter().filter(|x| *x <= axis.top);
    let steps = steps.flat_map(|x| [x * NO_LOSS, x * (2.0 - NO_LOSS)]);
    let mut all: Vec<f64> = even.chain(steps).collect();
    all.sort_by(f64::total_cmp);
    all.into_iter().map(|x| (axis.place(x).clamp(0.0, 1.0), from(x))).collect()
}

/// Draws the curve, on the axis of all runs beside it.
pub fn exceed(returns: &Returns<'_>, beside: SharedAxes<'_, Returns<'_>>, size: Size) -> Chart {
    let axis = MoicAxis::of(beside.set.iter().map(|one| one.moic), beside.like);
    let line = exceedance(returns.moic, &axis);
    let chances = MARKED.map(|least| at_least(returns, least));
    let beyond = share_of(returns.moic, |moic| axis.top < moic);
    let cut = (0.0 < beyond)
        .then(|| format!("{} return more than {}", small_percent(beyond), moic_tick(axis.top)));
    let words = Words {
        provenance: returns.provenance,
        titles: titles(returns, &chances),
        subtitles: vec![
            "Chance of a multiple on invested capital (MOIC) of at least x, log scale; ± one \
             standard error in points"
                .to_owned(),
            "Chance of a MOIC of at least x, log scale; ± one standard error in points".to_owned(),
            "Chance of a MOIC of at least x, log scale".to_owned(),
        ],
        basis: "gross of fees, undiscounted",
        notes: returns_notes(returns, &chances.map(|chance| chance.value)),
    };
    let words = words.note_first(cut);
    let page = Page::new(size, &words, size.subtitle_lines());
    let plot = draw(&page, returns, &axis, &line, &chances);
    let metadata = Metadata {
        kind: &KIND,
        alt_text: alt_text(returns, &axis, &chances),
        csv: numbers(returns, &axis, &line),
        domains: vec![axis.domain()],
    };
    page.finish(&words, plot, metadata)
}

/// The chance of at least a multiple, rounding forgiven.
fn at_least(returns: &Returns<'_>, multiple: f64) -> Estimate {
    let moic = returns.moic;
    returns.errors.share_where(moic.len(), |path| multiple * NO_LOSS <= moic[path])
}

fn titles(returns: &Returns<'_>, chances: &[Estimate; 3]) -> Vec<String> {
    let bands = bands(returns);
    if let Some(title) = certain(returns, bands.maximum) {
        return vec![title];
    }
    let [back, three, ten] = chances.map(|chance| chance.value);
    let begin = format!("{} return the money or more", of_paths(back, &percent(back)));
    let begin = match back {
        back if back <= 0.0 => "No path returns the money".to_owned(),
        back if 1.0 <= back => "All paths return the money or more".to_owned(),
        _ => begin,
    };
    let more = |share: f64, what: &str| match share {
        share if share <= 0.0 => format!("none {what}"),
        share if 1.0 <= share => format!("all {what}"),
        share => format!("{} {what}", percent(share)),
    };
    if back <= 0.0 {
        return vec![begin];
    }
    let three_words = more(three, "3x or more");
    let long = format!("{begin}, {three_words}, {}", more(ten, "10x or more"));
    let short = format!("{begin}, {three_words}");
    if three <= 0.0 { vec![short] } else { vec![long, short] }
}

fn draw(
    page: &Page,
    returns: &Returns<'_>,
    axis: &MoicAxis,
    line: &[(f64, f64)],
    chances: &[Estimate; 3],
) -> Area {
    let (label, look) = (page.kind.label, page.look(INK));
    let half = 0.5 * look.width("100x");
    let area = page.inside([look.width("100%") + 6.0, 1.9 * label, half + 3.0, 2.2 * label]);
    let plot = Plot::new(page, area, Span::UNIT, Span::UNIT);
    let shares: &[f64] =
        if page.is_half() { &[0.0, 0.5, 1.0] } else { &[0.0, 0.2, 0.4, 0.6, 0.8, 1.0] };
    let named = shares.iter().map(|share| (*share, format!("{:.0}%", 100.0 * share)));
    plot.grid(&named.collect::<Vec<_>>());
    axis.hurdles(&plot);
    axis.draw(&plot);
    let points: Vec<(f64, f64)> = line.iter().map(|place| plot.at(*place)).collect();
    let ceiling = near_total_losses(&plot, returns, line, plot.x_of(axis.place(1.0)));
    curve(page, &points, 0);
    marks(&plot, axis, chances, ceiling);
    area
}

/// A bracket from the curve up to all paths: what the axis leaves out, of which so much is nothing;
/// `back` is where the line at money back stands.
fn near_total_losses(
    plot: &Plot<'_>,
    returns: &Returns<'_>,
    line: &[(f64, f64)],
    back: f64,
) -> f64 {
    let page = plot.page;
    let first = line.first().map_or(0.0, |(_, share)| *share);
    let (top, bottom) = (plot.area.top, plot.at((0.0, first)).1);
    if bottom - top < 1.6 * page.kind.label {
        return top;
    }
    let x = plot.area.left + 3.0;
    let places = [(x + 2.5, top + 1.0), (x, top + 1.0), (x, bottom - 2.0), (x + 2.5, bottom - 2.0)];
    page.line(&places, 1.0, LOSS);
    let (near, nothing) = (percent(1.0 - first), percent(returns.total_loss.value));
    let texts = [
        format!("{near} near-total losses (below 0.1x), {nothing} exactly 0x"),
        format!("{near} below 0.1x, {nothing} exactly 0x"),
        format!("{near} below 0.1x, {nothing} 0x"),
        format!("{near} <0.1x"),
    ];
    let look = page.look(LOSS);
    // Before the line at money back, if one of the wordings with both shares fits there.
    let whole = plot.area.width() - 12.0;
    let before = (back - x - 10.0).min(whole);
    let text = look.longest(&texts[..3], before).or(look.longest(&texts, whole));
    if let Some(text) = text {
        let y = top + 0.8 * page.kind.label;
        page.text_on_white((x + 6.0, y), look, text, (1.0, 0.55 * page.kind.label));
    }
    top + 1.4 * page.kind.label
}

/// A ring on the curve, and what is said of it.
struct Ring {
    at: (f64, f64),
    /// The chance with its error in words, longest first.
    texts: [String; 3],
}

impl Ring {
    fn of(plot: &Plot<'_>, axis: &MoicAxis, multiple: f64, chance: &Estimate) -> Option<Self> {
        let value = words(chance);
        let reached = moic_tick(multiple);
        let texts = match multiple {
            one if one <= 1.0 => {
                let long = format!("{value} return the money or more");
                [long, format!("{value} return the money"), value]
            }
            _ => {
                let long = format!("{value} return {reached} or more");
                [long, format!("{value} reach {reached}"), value]
            }
        };
        // Where no path comes so far, the title says so.
        let is_there = multiple <= axis.top && 0.0 < chance.value;
        is_there.then(|| Self { at: plot.at((axis.place(multiple), chance.value)), texts })
    }
}

/// Rings at the marked multiples. Right of a ring the curve only falls, and left of it it is
/// higher: so words stand above at the right, or below at the left where there is no room above.
fn marks(plot: &Plot<'_>, axis: &MoicAxis, chances: &[Estimate; 3], ceiling: f64) {
    let page = plot.page;
    let (stretch, label) = (page.size.stretch(), page.kind.label);
    let rings = MARKED.into_iter().zip(chances);
    let rings: Vec<Ring> =
        rings.filter_map(|(multiple, chance)| Ring::of(plot, axis, multiple, chance)).collect();
    let look = page.look(INK).bold();
    let mut taken: Vec<Area> = Vec::new();
    let beside = 6.0 * stretch;
    let end = plot.area.right + 0.5 * page.look(GREY_TEXT).width("100x");
    let is_above = |ring: &&Ring| ceiling + 1.6 * label <= ring.at.1;
    // From the foot up, those above; then from the top down, those below.
    let above = rings.iter().rev().filter(is_above).map(|ring| (ring, true));
    let below = rings.iter().filter(|ring| !is_above(ring)).map(|ring| (ring, false));
    for (ring, is_above) in above.chain(below) {
        let (x, y) = ring.at;
        let room = if is_above { end - x - beside } else { x - beside - plot.area.left - 12.0 };
        let text = look.longest(&ring.texts, room).unwrap_or(&ring.texts[2]);
        let wide = look.width(text);
        let left = if is_above { x + beside } else { x - beside - wide };
        let step = if is_above { -0.3 * label } else { 0.3 * label };
        let mut middle = if is_above { y - 0.75 * label } else { y + 0.95 * label };
        middle = middle.min(plot.area.bottom - 0.8 * label);
        let place =
            |middle: f64| Area::level([left - 2.0, left + wide + 2.0], (middle, 0.65 * label));
        while taken.iter().any(|other| other.meets(&place(middle))) {
            middle += step;
        }
        taken.push(place(middle));
        page.text_on_white((left, middle), look, text, (1.0, 0.55 * label));
    }
    for ring in &rings {
        page.discs(ring.at, &[(3.4 * stretch, INK), (2.2 * stretch, PAPER)]);
    }
}

/// A chance with its error, where it has one.
fn words(chance: &Estimate) -> String {
    match chance {
        Estimate { standard_error, .. } if !(0.0 < *standard_error) => percent(chance.value),
        _ => percent_with_error(chance, 0),
    }
}

/// A row for each place along the axis.
fn numbers(returns: &Returns<'_>, axis: &MoicAxis, line: &[(f64, f64)]) -> String {
    let n = returns.moic.len() as f64;
    let rows = line.iter().map(|(place, chance)| {
        let error = (chance * (1.0 - chance) / n).sqrt();
        [axis.at(*place), *chance, error].map(|number| number.to_string()).to_vec()
    });
    csv_of(["moic", "share_at_least", "standard_error"], rows)
}

fn alt_text(returns: &Returns<'_>, axis: &MoicAxis, chances: &[Estimate; 3]) -> String {
    let marked = MARKED.into_iter().zip(chances);
    let marked = marked
        .map(|(multiple, chance)| format!("{} at least {}", words(chance), moic_tick(multiple)));
    let nothing = returns.total_loss.value;
    let near = share_of(returns.moic, |moic| moic < 0.1);
    let whole = (100.0 * nothing).round() as u32;
    format!(
        "Line chart of the chance that a path returns at least a multiple, against the multiple \
         from 0.1x to {} on a log scale. {}; {} below 0.1x, {} exactly 0x.",
        moic_tick(axis.top),
        listed(marked, ", "),
        percent(near),
        part(whole, nothing)
    )
}
