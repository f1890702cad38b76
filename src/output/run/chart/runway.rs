//! Chart of the runway: cash by month of operators that still operate above, and below it the
//! shares of all paths that do, that have failed and that had to seek money.

use super::cash::{CASH, Cash, SHADES, alt_text, shade_of, words};
use super::data::RunwayOf;
use crate::output::chart::{
    Area, Chart, EndName, FAN, GAIN, GREY_TEXT, INK, Kind, LOSS, Metadata, PAPER, Page, Plot,
    SINGLE_PATH, Scale, SharedAxes, Size, Span, by_month, end_names, mixed, steps, ticks, time,
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
    let right = tick.width(">99% sought money").max(end) + 8.0;
    let row = 1.9 * page.kind.label;
    let whole = page.inside([tick.width(&widest) + 6.0, row, right, 1.8 * page.kind.label]);
    let height = whole.height() - row - 4.0;
    let upper = Area { bottom: whole.top + 0.6 * height, ..whole };
    let lower = Area { top: whole.bottom - 0.4 * height, ..whole };
    page.text_at(whole.left, upper.top - 0.55 * row, head, "Cash of those that operate");
    page.text_at(whole.left, lower.top - 0.55 * row, head, "Share of all paths");
    let months = Span::to(cash.axis as f64);
    fan(&Plot::new(page, upper, months, Span::to(cash.top)), cash, currency);
    chances(&Plot::new(page, lower, months, Span::UNIT), cash);
    whole
}

fn fan(plot: &Plot<'_>, cash: &Cash<'_>, currency: &str) {
    let (page, axes, top) = (plot.page, &plot.axes, plot.y.high);
    let unit = Money::scale(cash.top, currency);
    let money = ticks(0.0, top, if page.is_half() { 3 } else { 5 }).into_iter();
    plot.grid(&money.map(|value| (value, unit.tick(value))).collect::<Vec<_>>());
    let at = |edge: usize| -> Vec<(f64, f64)> {
        let months = cash.months.iter().enumerate();
        by_month(months.map(|(m, p)| (m as f64 + 1.0, p[edge].min(top))).collect())
    };
    // From one month to the next a piece of the fan, those of one shade as one.
    for (band, colour) in FAN.into_iter().enumerate() {
        let [upper, lower] = [at(6 - band), at(band)];
        let shades = upper.iter().map(|(month, _)| shade(cash, *month)).collect::<Vec<_>>();
        let mut from = 0;
        while from + 1 < upper.len() {
            let same = shades[from..].iter().take_while(|one| **one == shades[from]).count();
            let to = (from + same.max(1)).min(upper.len() - 1);
            let mut shape = upper[from..=to].to_vec();
            shape.extend(lower[from..=to].iter().rev());
            axes.shape(shape, mixed(colour, SHADES[shades[from]]));
            from = to;
        }
    }
    // The small size has no room to explain single paths.
    if !page.is_half() {
        // No further than the bands, whose names stand there.
        let shown = |path: &'_ Vec<f64>| path.len().min(cash.months.len());
        cash.singles.iter().for_each(|path| single(plot, &path[..shown(path)]));
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
    end_names(plot, cash.months.len() as f64, &names);
}

/// The shade of a month.
fn shade(cash: &Cash<'_>, month: f64) -> usize {
    shade_of(cash.operating[(month as usize).min(cash.horizon)])
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
    plot.axes.edged(steps(&cash.operating), 1.4, INK);
    plot.axes.dashes(steps(&cash.sought), 1.0, INK);
    time(plot, cash.axis);
    chance_names(plot, cash);
    points(plot, cash);
}

/// Names and final shares of the curves, each at the end of its own.
fn chance_names(plot: &Plot<'_>, cash: &Cash<'_>) {
    let page = plot.page;
    let plain = page.look(INK);
    let mut names = [
        (cash.sought_at_end(), "sought money", plain),
        (cash.operating_at_end(), "operate", plain.bold()),
        (cash.failed_at_end(), "failed", page.look(LOSS).bold()),
    ];
    names.sort_by(|a, b| b.0.total_cmp(&a.0));
    let names = names.map(|(share, name, look)| EndName {
        y: plot.y_of(share),
        words: vec![(look, format!("{} {name}", percent(share)))],
    });
    end_names(plot, cash.horizon as f64, &names);
}

/// Numbers on the curve of paths that failed, each above its place where it lies on no other.
fn points(plot: &Plot<'_>, cash: &Cash<'_>) {
    let page = plot.page;
    let label = page.kind.label;
    let look = page.look(LOSS).bold().centred();
    let months = [12, 24, 36, 60].into_iter().filter(|month| *month < cash.horizon);
    for month in months.filter(|month| 0.0 < cash.failed[*month]) {
        let (x, y) = plot.at((month as f64, cash.failed[month]));
        let text = percent(cash.failed[month]);
        let wide = 0.5 * look.width(&text) + 2.0;
        let months = (wide / (plot.x_of(1.0) - plot.x_of(0.0))).ceil() as usize;
        let near = month.saturating_sub(months)..=(month + months).min(cash.horizon);
        let heights = near.flat_map(|month| [cash.sought[month], cash.operating[month]]);
        let heights: Vec<f64> = heights.map(|share| plot.y_of(share)).collect();
        let is_clear = |above: &f64| {
            let apart = heights.iter().all(|other| 0.85 * label < (other - above).abs());
            plot.area.top + 0.4 * label < *above
                && apart
                && page.is_free((x, *above), look, &text, 2.0)
        };
        let aboves = [1.2, 2.2, 3.2].map(|lines| y - lines * label);
        if let Some(above) = aboves.into_iter().find(is_clear) {
            page.discs((x, y), &[(2.6, PAPER), (1.8, LOSS)]);
            page.text_on_white((x, above), look, &text, (1.0, 0.5 * label));
        }
    }
}
