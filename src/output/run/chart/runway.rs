//! Chart of the runway: cash by month above, and below it the share of paths
//! that have run out, which a fan of percentiles cannot show.

use super::cash::{CASH, Cash};
use super::data::RunwayOf;
use super::runway_words::words;
use crate::output::chart::{
    Area, Axes, Chart, EndName, FAN, GAIN, GREY_TEXT, INK, Kind, LOSS, Look, Metadata, PAPER, Page,
    SINGLE_PATH, Scale, SharedAxes, Size, baseline, by_month, cells, csv_of, end_names, grid,
    spread, steps, ticks, time,
};
use crate::output::format::{Money, percent, plural, symbol};

/// Draws the runway, on the axes of all beside it.
pub fn runway(runway: &RunwayOf<'_>, beside: SharedAxes<'_, RunwayOf<'_>>, size: Size) -> Chart {
    let cash = Cash::of(runway, beside);
    let words = words(runway, size, &cash);
    let page = Page::new(size, &words, 2);
    let plot = draw(&page, runway, &cash);
    page.finish(&words, plot, metadata(runway, &cash))
}

/// Cash by month and the chance of having run out.
pub static KIND: Kind =
    Kind { name: "runway", in_money: true, scales: &[Scale::Months, CASH], ..Kind::PLAIN };

fn draw(page: &Page, runway: &RunwayOf<'_>, cash: &Cash<'_>) -> Area {
    let unit = Money::scale(cash.top, &runway.provenance.currency);
    let tick = Look::new(page.kind.label, INK);
    let head = Look::new(page.kind.label, GREY_TEXT);
    // Room for any number, so that charts of different runs line up.
    let widest = format!("{}999bn", symbol(&runway.provenance.currency));
    let left = page.frame.left + tick.width(&widest) + 6.0;
    let end = tick.bold().width(&format!("median {widest}"));
    let right = page.frame.right - tick.width("had to seek").max(end) - 6.0;
    let row = 1.9 * page.kind.label;
    let whole = Area {
        left,
        right,
        top: page.frame.top + row,
        bottom: page.frame.bottom - 1.8 * page.kind.label,
    };
    let height = whole.height() - row - 4.0;
    let upper = Area { bottom: whole.top + 0.6 * height, ..whole };
    let lower = Area { top: whole.bottom - 0.4 * height, ..whole };
    page.text_at(left, upper.top - 0.55 * row, head, "Cash");
    page.text_at(left, lower.top - 0.55 * row, head, "Share of all paths");
    fan(page, upper, cash, unit);
    chances(page, lower, cash);
    whole
}

fn fan(page: &Page, plot: Area, cash: &Cash<'_>, unit: Money<'_>) {
    let top = 1.05 * cash.top;
    let axes = page.axes(plot, 0.0..cash.axis as f64, top..0.0);
    let count = if page.size == Size::Half { 3 } else { 4 };
    let money = ticks(0.0, top, count).into_iter().map(|value| (value, unit.tick(value)));
    grid(page, plot, &axes, &money.collect::<Vec<_>>());
    let at = |edge: usize| -> Vec<(f64, f64)> {
        let months = cash.months.iter().take(cash.horizon).enumerate();
        by_month(months.map(|(m, p)| (m as f64 + 1.0, p[edge].min(top))).collect())
    };
    for (band, colour) in FAN.into_iter().enumerate() {
        let mut shape = at(6 - band);
        shape.extend(at(band).into_iter().rev());
        axes.shape(shape, colour);
    }
    // The small size has no room to explain single paths.
    if page.size != Size::Half {
        let shown = |path: &Vec<f64>| path.iter().copied().take(cash.horizon).collect::<Vec<f64>>();
        cash.singles.iter().for_each(|path| single(&axes, &shown(path), top));
    }
    axes.edged(at(3), 1.8, GAIN);
    baseline(page, plot);
    if let Some(last) = cash.months.iter().take(cash.horizon).next_back() {
        let names = [(6, "P95"), (4, "P75"), (3, "median")].map(|(edge, name)| {
            let look = Look::new(page.kind.label, INK);
            let look = if name == "median" { look.bold() } else { look };
            let beyond = if top < last[edge] { " ↑" } else { "" };
            let words = vec![(look, format!("{name} {}{beyond}", unit.of(last[edge])))];
            EndName { y: axes.at(0.0, last[edge].min(top)).1, words }
        });
        end_names(page, plot, &names);
    }
}

/// A single path, broken where it is above the plot.
fn single(axes: &Axes, path: &[f64], top: f64) {
    let points = path.iter().enumerate().map(|(m, cash)| (m as f64 + 1.0, *cash));
    let points = by_month(points.collect());
    for piece in points.split(|(_, cash)| top < *cash).filter(|piece| 1 < piece.len()) {
        axes.line(piece.to_vec(), 0.5, SINGLE_PATH);
    }
}

fn chances(page: &Page, plot: Area, cash: &Cash<'_>) {
    let axes = page.axes(plot, 0.0..cash.axis as f64, 1.0..0.0);
    let shares = [(0.0, "0%"), (0.5, "50%"), (1.0, "100%")];
    grid(page, plot, &axes, &shares.map(|(share, name)| (share, name.to_owned())));
    let mut shape = steps(&cash.failed);
    shape.push((cash.horizon as f64, 0.0));
    axes.shape(shape, LOSS);
    axes.dashes(steps(&cash.sought), 1.0, INK);
    time(page, plot, &axes, cash.axis);
    chance_names(page, plot, cash, &axes);
    points(page, cash, &axes);
}

/// Names and final shares of both curves, in one line each where the panel is
/// too low for two.
fn chance_names(page: &Page, plot: Area, cash: &Cash<'_>, axes: &Axes) {
    let sought = cash.sought_at_end();
    let failed = cash.failed_at_end();
    let line = 1.3 * page.kind.label;
    let [seek, ran_out] = if page.size == Size::Half {
        [vec![format!("{} sought", percent(sought))], vec![format!("{} ran out", percent(failed))]]
    } else {
        let seek = vec![format!("{} had to", percent(sought)), "seek money".to_owned()];
        [seek, vec![percent(failed), "ran out".to_owned()]]
    };
    let height = line * seek.len() as f64;
    let low = plot.top + 0.5 * page.kind.label;
    let wanted = [axes.at(0.0, sought).1 - 0.5 * line, axes.at(0.0, failed).1];
    let mut tops = spread(&wanted, height, low, plot.bottom - height + 0.8 * line);
    tops[0] = tops[0].max(low).min(tops[1] - height);
    let loss = Look::new(page.kind.label, LOSS).bold();
    for (top, look, lines) in
        [(tops[0], Look::new(page.kind.label, INK), seek), (tops[1], loss, ran_out)]
    {
        for (row, text) in lines.iter().enumerate() {
            page.text_at(plot.right + 6.0, top + line * row as f64, look, text);
        }
    }
}

/// Numbers on the curve of paths that ran out.
fn points(page: &Page, cash: &Cash<'_>, axes: &Axes) {
    let label = page.kind.label;
    let look = Look::new(label, LOSS).bold().centred();
    let months = [12, 24, 36, 60].into_iter().filter(|month| *month < cash.horizon);
    for month in months.filter(|month| 0.0 < cash.failed[*month]) {
        let (x, y) = axes.at(month as f64, cash.failed[month]);
        let text = percent(cash.failed[month]);
        let above = y - 1.2 * label;
        if page.is_free((x, above), look, &text, 2.0) {
            page.disc((x, y), 2.6, PAPER);
            page.disc((x, y), 1.8, LOSS);
            page.text_on_white((x, above), look, &text, (1.0, 0.5 * label));
        }
    }
}

fn metadata(runway: &RunwayOf<'_>, cash: &Cash<'_>) -> Metadata {
    let rows = (1..=cash.horizon).map(|month| {
        let edges = cash.months.get(month - 1).copied();
        let edges = edges.map_or_else(|| vec![String::new(); 7], cells);
        let shares = [&cash.failed, &cash.sought].map(|of| of.get(month).copied().unwrap_or(0.0));
        [vec![month.to_string()], edges, cells(shares)].concat()
    });
    let percentiles = ["p5", "p10", "p25", "p50", "p75", "p90", "p95"];
    let head = ["month"].into_iter().chain(percentiles).chain(["ran_out", "sought_money"]);
    let csv = csv_of(head, rows);
    let alt_text = format!(
        "Fan of cash by month over {}, and below it the share of all {} that ran out of cash, {} \
         by month {}; {} had to seek new money by then.",
        plural(runway.runway.panel_paths as u64, "path"),
        plural(runway.provenance.paths, "path"),
        percent(cash.failed_at_end()),
        cash.horizon,
        percent(cash.sought_at_end())
    );
    let domains = vec![Scale::Months.tells([0.0, cash.axis as f64]), CASH.tells([cash.top])];
    Metadata { kind: &KIND, alt_text, csv, domains }
}
