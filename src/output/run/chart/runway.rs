//! Chart of the runway: cash by month above, and below it the share of paths
//! that have failed, which a fan of percentiles cannot show.

use super::cash::{CASH, Cash, alt_text, words};
use super::data::RunwayOf;
use crate::output::chart::{
    Area, Chart, EndName, FAN, GAIN, GREY_TEXT, INK, Kind, LOSS, Metadata, PAPER, Page, Plot,
    SINGLE_PATH, Scale, SharedAxes, Size, Span, by_month, end_names, spread, steps, ticks, time,
};
use crate::output::format::{Money, percent, symbol};

/// Draws the runway, on the axes of all beside it.
pub fn runway(runway: &RunwayOf<'_>, beside: SharedAxes<'_, RunwayOf<'_>>, size: Size) -> Chart {
    let cash = Cash::of(runway, beside);
    let words = words(runway, size, &cash);
    let page = Page::new(size, &words, 2);
    let plot = draw(&page, &cash, &runway.provenance.currency);
    let metadata = Metadata {
        kind: &KIND,
        alt_text: alt_text(runway, &cash),
        csv: cash.numbers(),
        domains: vec![Scale::Months.tells([0.0, cash.axis as f64]), CASH.tells([cash.top])],
    };
    page.finish(&words, plot, metadata)
}

/// Cash by month and the chance of having failed.
pub static KIND: Kind =
    Kind { name: "runway", in_money: true, scales: &[Scale::Months, CASH], ..Kind::PLAIN };

fn draw(page: &Page, cash: &Cash<'_>, currency: &str) -> Area {
    let (tick, head) = (page.look(INK), page.look(GREY_TEXT));
    // Room for any number, so that charts of different runs line up.
    let widest = format!("{}999bn", symbol(currency));
    let end = tick.bold().width(&format!("median {widest}"));
    let right = tick.width("had to seek").max(end) + 6.0;
    let row = 1.9 * page.kind.label;
    let whole = page.inside([tick.width(&widest) + 6.0, row, right, 1.8 * page.kind.label]);
    let height = whole.height() - row - 4.0;
    let upper = Area { bottom: whole.top + 0.6 * height, ..whole };
    let lower = Area { top: whole.bottom - 0.4 * height, ..whole };
    page.text_at(whole.left, upper.top - 0.55 * row, head, "Cash");
    page.text_at(whole.left, lower.top - 0.55 * row, head, "Share of all paths");
    let months = Span::to(cash.axis as f64);
    fan(&Plot::new(page, upper, months, Span::to(1.05 * cash.top)), cash, currency);
    chances(&Plot::new(page, lower, months, Span::UNIT), cash);
    whole
}

fn fan(plot: &Plot<'_>, cash: &Cash<'_>, currency: &str) {
    let (page, axes, top) = (plot.page, &plot.axes, plot.y.high);
    let unit = Money::scale(cash.top, currency);
    let money = ticks(0.0, top, if page.is_half() { 3 } else { 4 }).into_iter();
    plot.grid(&money.map(|value| (value, unit.tick(value))).collect::<Vec<_>>());
    let at = |edge: usize| -> Vec<(f64, f64)> {
        let months = cash.months.iter().enumerate();
        by_month(months.map(|(m, p)| (m as f64 + 1.0, p[edge].min(top))).collect())
    };
    for (band, colour) in FAN.into_iter().enumerate() {
        let mut shape = at(6 - band);
        shape.extend(at(band).into_iter().rev());
        axes.shape(shape, colour);
    }
    // The small size has no room to explain single paths.
    if !page.is_half() {
        cash.singles.iter().for_each(|path| single(plot, &path[..path.len().min(cash.horizon)]));
    }
    axes.edged(at(3), 1.8, GAIN);
    plot.baseline();
    let Some(last) = cash.months.last() else { return };
    let names = [(6, "P95"), (4, "P75"), (3, "median")].map(|(edge, name)| {
        let look = page.look(INK).bold_if(name == "median");
        let beyond = if top < last[edge] { " ↑" } else { "" };
        let words = vec![(look, format!("{name} {}{beyond}", unit.of(last[edge])))];
        EndName { y: plot.y_of(last[edge]), words }
    });
    end_names(plot, &names);
}

/// A single path, broken where it is above the plot.
fn single(plot: &Plot<'_>, path: &[f64]) {
    let points = path.iter().enumerate().map(|(m, cash)| (m as f64 + 1.0, *cash));
    let points = by_month(points.collect());
    for piece in points.split(|(_, cash)| plot.y.high < *cash).filter(|piece| 1 < piece.len()) {
        plot.axes.line(piece.to_vec(), 0.5, SINGLE_PATH);
    }
}

fn chances(plot: &Plot<'_>, cash: &Cash<'_>) {
    let shares = [(0.0, "0%"), (0.5, "50%"), (1.0, "100%")];
    plot.grid(&shares.map(|(share, name)| (share, name.to_owned())));
    let mut shape = steps(&cash.failed);
    shape.push((cash.horizon as f64, 0.0));
    plot.axes.shape(shape, LOSS);
    plot.axes.dashes(steps(&cash.sought), 1.0, INK);
    time(plot, cash.axis);
    chance_names(plot, cash);
    points(plot, cash);
}

/// Names and final shares of both curves, in one line each where the panel is
/// too low for two.
fn chance_names(plot: &Plot<'_>, cash: &Cash<'_>) {
    let (page, area) = (plot.page, plot.area);
    let (sought, failed) = (cash.sought_at_end(), cash.failed_at_end());
    let line = 1.3 * page.kind.label;
    let [seek, ran_out] = if page.is_half() {
        [vec![format!("{} sought", percent(sought))], vec![format!("{} failed", percent(failed))]]
    } else {
        let seek = vec![format!("{} had to", percent(sought)), "seek money".to_owned()];
        [seek, vec![percent(failed), "failed".to_owned()]]
    };
    let height = line * seek.len() as f64;
    let low = area.top + 0.5 * page.kind.label;
    let wanted = [plot.at((0.0, sought)).1 - 0.5 * line, plot.at((0.0, failed)).1];
    let mut tops = spread(&wanted, height, low, area.bottom - height + 0.8 * line);
    tops[0] = tops[0].max(low).min(tops[1] - height);
    let looks = [page.look(INK), page.look(LOSS).bold()];
    for ((top, look), lines) in tops.into_iter().zip(looks).zip([seek, ran_out]) {
        for (row, text) in lines.iter().enumerate() {
            page.text_at(area.right + 6.0, top + line * row as f64, look, text);
        }
    }
}

/// Numbers on the curve of paths that failed.
fn points(plot: &Plot<'_>, cash: &Cash<'_>) {
    let page = plot.page;
    let label = page.kind.label;
    let look = page.look(LOSS).bold().centred();
    let months = [12, 24, 36, 60].into_iter().filter(|month| *month < cash.horizon);
    for month in months.filter(|month| 0.0 < cash.failed[*month]) {
        let (x, y) = plot.at((month as f64, cash.failed[month]));
        let text = percent(cash.failed[month]);
        let above = y - 1.2 * label;
        if page.is_free((x, above), look, &text, 2.0) {
            page.discs((x, y), &[(2.6, PAPER), (1.8, LOSS)]);
            page.text_on_white((x, above), look, &text, (1.0, 0.5 * label));
        }
    }
}
