//! Chart of exceedance: the chance of at least each multiple, a curve for each
//! scenario.

use super::exceed_key::{chances, key};
use super::titles::curves;
use super::versus::{MOST_CURVES, curve, provenance, share_error, share_from};
use crate::analysis::compare::Contender;
use crate::analysis::summary::sorted;
use crate::output::chart::{
    Area, Axes, Chart, Domains, INK, Kind, LOSS, Look, Metadata, MoicAxis, Page, Scale, Size,
    Words, cells, csv_of, grid, plain,
};
use crate::output::format::{moic_tick, percent, plural, small_percent};

/// Places along the axis at which a curve is evaluated.
const PLACES: usize = 400;

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
    let beyond = |one: &Contender<'_>| share_from(&one.outcomes.moic, multiples.top);
    let beyond = shown.iter().map(beyond).fold(0.0, f64::max);
    if like.is_some() && 0.0 < beyond {
        let text = format!(
            "curves go on above {}, the highest with {}",
            moic_tick(multiples.top),
            small_percent(beyond)
        );
        notes.insert(0, text);
    }
    if 0 < left_out {
        notes.push(format!("not drawn: {}", plural(left_out as u64, "more scenario")));
    }
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
    let page = Page::new(size, &words, if size == Size::Half { 2 } else { 1 });
    let lines: Vec<Vec<(f64, f64)>> = shown.iter().map(|one| line(one, &multiples)).collect();
    let plot = draw(&page, shown, &multiples, &lines);
    page.finish(&words, plot, metadata(shown, &multiples, &lines))
}

/// The chance of at least each multiple.
pub static KIND: Kind = Kind { name: "exceed", scales: &[Scale::Moic], ..Kind::PLAIN };

/// The curve of a scenario: places on the axis, and shares.
fn line(one: &Contender<'_>, multiples: &MoicAxis) -> Vec<(f64, f64)> {
    let values = sorted(&one.outcomes.moic);
    let n = values.len() as f64;
    let from = |x: f64| (values.len() - values.partition_point(|value| *value < x)) as f64 / n;
    let even = (0..=PLACES).map(|i| multiples.at(i as f64 / PLACES as f64));
    // A preference and a cap put many paths on one value: a step, not a slope.
    let steps = [1.0, 3.0, 10.0].into_iter().filter(|x| *x <= multiples.top);
    let steps = steps.flat_map(|x| [x * (1.0 - 1e-9), x * (1.0 + 1e-9)]);
    let mut all: Vec<f64> = even.chain(steps).collect();
    all.sort_by(f64::total_cmp);
    all.into_iter().map(|x| (multiples.place(x).clamp(0.0, 1.0), from(x))).collect()
}

fn draw(
    page: &Page,
    contenders: &[Contender<'_>],
    multiples: &MoicAxis,
    lines: &[Vec<(f64, f64)>],
) -> Area {
    let label = page.kind.label;
    let look = Look::new(label, INK);
    let below = page.size == Size::Half;
    let table = if below { 0.0 } else { 0.36 * page.frame.width() };
    let rows = if below { (contenders.len() + 1) as f64 * 1.35 * label } else { 0.0 };
    let plot = Area {
        left: page.frame.left + look.width("100%") + 6.0,
        top: page.frame.top + 1.9 * label,
        right: page.frame.right - table - 0.5 * look.width("100x"),
        bottom: page.frame.bottom - 2.2 * label - rows,
    };
    let axes = page.axes(plot, 0.0..1.0, 1.0..0.0);
    let shares: &[f64] = if below { &[0.0, 0.5, 1.0] } else { &[0.0, 0.2, 0.4, 0.6, 0.8, 1.0] };
    let named = shares.iter().map(|share| (*share, format!("{:.0}%", 100.0 * share)));
    grid(page, plot, &axes, &named.collect::<Vec<_>>());
    multiples.hurdles(page, plot, &axes);
    multiples.draw(page, plot, &axes);
    near_total_losses(page, plot, &axes, lines);
    for (position, line) in lines.iter().enumerate() {
        let points: Vec<(f64, f64)> = line.iter().map(|(x, y)| axes.at(*x, *y)).collect();
        curve(page, &points, position);
    }
    let place = if below {
        Area { left: page.frame.left, top: plot.bottom + 2.2 * label, ..page.frame }
    } else {
        let left = plot.right + 0.5 * look.width("100x") + 10.0;
        Area { left, top: plot.top, ..page.frame }
    };
    key(page, place, contenders, below);
    plot
}

/// A bracket from the highest curve up to all paths: what the axis leaves out.
fn near_total_losses(page: &Page, plot: Area, axes: &Axes, lines: &[Vec<(f64, f64)>]) {
    let first = |line: &Vec<(f64, f64)>| line.first().map_or(0.0, |(_, share)| *share);
    let highest = lines.iter().map(first).fold(0.0, f64::max);
    let (top, bottom) = (plot.top, axes.at(0.0, highest).1);
    let look = Look::new(page.kind.label, LOSS);
    if bottom - top < 1.6 * page.kind.label {
        return;
    }
    let x = plot.left + 3.0;
    page.line(
        &[(x + 2.5, top + 1.0), (x, top + 1.0), (x, bottom - 2.0), (x + 2.5, bottom - 2.0)],
        1.0,
        LOSS,
    );
    let texts = ["near-total losses: the gap up to 100%", "near-total losses", "<0.1x"];
    let room = axes.at(0.5, 0.0).0 - 10.0 - x;
    if let Some(text) = look.longest(&texts, room) {
        page.text_at(x + 6.0, top + 0.8 * page.kind.label, look, text);
    }
}

fn metadata(
    contenders: &[Contender<'_>],
    multiples: &MoicAxis,
    lines: &[Vec<(f64, f64)>],
) -> Metadata {
    let labels = contenders.iter().map(|one| plain(one.label));
    let rows = (0..lines[0].len()).map(|i| {
        let shares = lines.iter().map(|line| line[i].1);
        cells([multiples.at(lines[0][i].0)].into_iter().chain(shares))
    });
    let csv = csv_of(["moic".to_owned()].into_iter().chain(labels), rows);
    let texts: Vec<String> = contenders
        .iter()
        .map(|one| {
            let [near, back, three] = chances(one).map(percent);
            let ten = percent(share_from(&one.outcomes.moic, 10.0));
            format!(
                "{}: {near} below 0.1x, {back} at least 1x, {three} at least 3x, {ten} at least 10x",
                one.label
            )
        })
        .collect();
    let alt_text = format!(
        "Line chart of the chance that a path returns at least a multiple, against the multiple \
         from 0.1x to {}x on a log scale. {}.",
        multiples.top,
        texts.join("; ")
    );
    Metadata { kind: &KIND, alt_text, csv, domains: vec![multiples.domain()] }
}
