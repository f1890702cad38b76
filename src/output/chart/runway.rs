//! Chart of the runway: cash by month above, and below it the share of paths
//! that have run out, which a fan of percentiles cannot show.

use super::colours::{AXIS, FAN, GAIN, GREY_TEXT, GRID, INK, LOSS, PAPER};
use super::data::{Ending, Runway};
use super::display::{Area, Chart};
use super::exits::{steps, years};
use super::page::{Axes, Look, Page, Twin, Words};
use super::size::Size;
use super::ticks::{spread, ticks};
use super::titles::share_error;
use super::words::short_name;
use crate::analysis::estimate::quantile;
use crate::output::format::{Money, percent, plural};

/// Draws the runway.
pub fn runway(runway: &Runway<'_>, size: Size) -> Chart {
    let cash = Cash::of(runway);
    let words = words(runway, size, &cash);
    let page = Page::new(size, &words, 2);
    let plot = draw(&page, runway, &cash);
    page.finish(&words, plot, twin(runway, &cash))
}

/// Probabilities of the fan's edges and its middle.
const EDGES: [f64; 7] = [0.05, 0.10, 0.25, 0.50, 0.75, 0.90, 0.95];

struct Cash {
    /// Percentiles at [`EDGES`] by month, as far as any path counts.
    months: Vec<[f64; 7]>,
    singles: Vec<Vec<f64>>,
    failed: Vec<f64>,
    sought: Vec<f64>,
    horizon: usize,
}

impl Cash {
    fn of(runway: &Runway<'_>) -> Self {
        let horizon = runway.failed_by.len().max(1);
        let months = (0..horizon).map_while(|month| percentiles(runway, month)).collect();
        let paths = runway.provenance.paths as f64;
        let shares = |counts: &[u64]| {
            let shares = counts.iter().map(|count| *count as f64 / paths);
            std::iter::once(0.0).chain(shares).collect::<Vec<f64>>()
        };
        Self {
            months,
            singles: singles(runway),
            failed: shares(runway.failed_by),
            sought: shares(runway.sought_money_by),
            horizon,
        }
    }

    fn top(&self) -> f64 {
        self.months.iter().map(|month| month[6]).fold(1.0, f64::max)
    }

    fn failed_at_end(&self) -> f64 {
        self.failed.last().copied().unwrap_or(0.0)
    }
}

/// Over the panel: failed paths stay in at zero, and sold ones at the cash they
/// were sold with, so that every month is of the same paths and the share at
/// zero is that of the lower panel.
fn percentiles(runway: &Runway<'_>, month: usize) -> Option<[f64; 7]> {
    let value = |(months, ending): &(&[f64], Ending)| match months.get(month) {
        Some(cash) => cash.max(0.0),
        None if *ending == Ending::Failed => 0.0,
        None => months.last().copied().unwrap_or(0.0).max(0.0),
    };
    let mut values: Vec<f64> = runway.panel.iter().map(value).collect();
    values.sort_unstable_by(f64::total_cmp);
    (!values.is_empty()).then(|| EDGES.map(|p| quantile(&values, p).value))
}

/// Four paths of the panel, chosen by their largest cash only so that the same
/// run always shows the same ones.
fn singles(runway: &Runway<'_>) -> Vec<Vec<f64>> {
    let last = |months: &[f64]| months.last().copied().unwrap_or(0.0);
    let mut order: Vec<usize> = (0..runway.panel.len()).collect();
    order.sort_by(|a, b| {
        let key = |i: usize| (runway.panel[i].0.len() as f64, last(runway.panel[i].0));
        let ((a0, a1), (b0, b1)) = (key(*a), key(*b));
        a0.total_cmp(&b0).then(a1.total_cmp(&b1)).then(a.cmp(b))
    });
    let pick = |p: f64| order.get((p * order.len() as f64) as usize).copied();
    let mut chosen: Vec<usize> = [0.1, 0.35, 0.6, 0.85].into_iter().filter_map(pick).collect();
    chosen.dedup();
    chosen.iter().map(|i| runway.panel[*i].0.iter().map(|cash| cash.max(0.0)).collect()).collect()
}

fn words<'a>(runway: &Runway<'a>, size: Size, cash: &Cash) -> Words<'a> {
    let name = short_name(runway.provenance);
    let end = cash.failed_at_end();
    let panel = plural(runway.panel.len() as u64, "path");
    let meaning = "paths that run out stay at zero, sold ones at their last cash";
    let mut notes = vec![share_error(runway.provenance.paths, &[end])];
    notes.push(format!("cash over {panel}"));
    let bands = match size {
        Size::Half => "Cash: bands hold 50, 80, 90 in 100 paths",
        _ => "cash at month end; bands hold 50, 80 and 90 in 100 paths, 5 are above and 5 below",
    };
    Words {
        provenance: runway.provenance,
        titles: titles(runway, cash),
        subtitles: vec![
            format!("{name}: {bands}; thin lines are single paths; {meaning}"),
            format!("{name}: {bands}; {meaning}"),
            format!("{bands}; {meaning}"),
        ],
        basis: "before any fees of the investor",
        notes,
    }
}

fn titles(runway: &Runway<'_>, cash: &Cash) -> Vec<String> {
    let end = cash.failed_at_end();
    if end <= 0.0 {
        let paths = plural(runway.provenance.paths, "path");
        return vec![format!("None of {paths} runs out of cash within {} months", cash.horizon)];
    }
    let late = percent(end);
    let by_end = time(cash.horizon);
    let sought = percent(cash.sought.last().copied().unwrap_or(0.0));
    let mut titles = Vec::new();
    // The first round date by which it shows.
    let early = [24, 36, 60].into_iter().find(|t| *t < cash.horizon && 0.01 <= cash.failed[*t]);
    if let Some(early) = early {
        titles.push(format!(
            "Cash runs out by {} in {} of paths and by {by_end} in {late}; {sought} seek new money",
            time(early),
            percent(cash.failed[early])
        ));
    }
    titles.push(format!("Cash runs out by {by_end} in {late} of paths"));
    titles
}

/// Months up to three years, whole years as years.
fn time(months: usize) -> String {
    if 36 < months && months.is_multiple_of(12) {
        format!("year {}", months / 12)
    } else {
        format!("month {months}")
    }
}

fn draw(page: &Page, runway: &Runway<'_>, cash: &Cash) -> Area {
    let unit = Money::scale(cash.top(), &runway.provenance.currency);
    let tick = Look::new(page.kind.label, INK);
    let head = Look::new(page.kind.label, GREY_TEXT);
    let left = page.frame.left + tick.width("¥999bn").max(tick.width(&unit.of(cash.top()))) + 6.0;
    let right =
        page.frame.right - tick.width("had to seek").max(tick.width("median ¥999bn")) - 12.0;
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

fn fan(page: &Page, plot: Area, cash: &Cash, unit: Money<'_>) {
    let top = 1.05 * cash.top();
    let axes = page.axes(plot, 0.0..cash.horizon as f64, top..0.0);
    let look = Look::new(page.kind.label, INK).right();
    let count = if page.size == Size::Half { 3 } else { 4 };
    for value in ticks(0.0, top, count) {
        let y = axes.at(0.0, value).1;
        page.line(&[(plot.left, y), (plot.right, y)], 0.5, GRID);
        page.text_at(plot.left - 5.0, y, look, &unit.tick(value));
    }
    let at = |edge: usize| -> Vec<(f64, f64)> {
        cash.months.iter().enumerate().map(|(m, p)| (m as f64 + 1.0, p[edge])).collect()
    };
    for (band, colour) in FAN.into_iter().enumerate() {
        let mut shape = at(6 - band);
        shape.extend(at(band).into_iter().rev());
        axes.shape(shape, colour);
    }
    for path in &cash.singles {
        let cut = path.iter().enumerate().map(|(m, cash)| (m as f64 + 1.0, cash.min(top)));
        axes.line(cut.collect(), 0.6, GREY_TEXT);
    }
    axes.line(at(3), 1.8, GAIN);
    page.line(&[(plot.left, plot.bottom), (plot.right, plot.bottom)], 0.75, AXIS);
    fan_labels(page, plot, cash, &axes);
}

fn fan_labels(page: &Page, plot: Area, cash: &Cash, axes: &Axes) {
    let Some(last) = cash.months.last() else { return };
    let names = [(6, "P95"), (4, "P75"), (3, "median")];
    let wanted: Vec<f64> = names.iter().map(|(edge, _)| axes.at(0.0, last[*edge]).1).collect();
    let low = plot.top + 0.5 * page.kind.label;
    let places = spread(&wanted, 1.35 * page.kind.label, low, plot.bottom - 0.3 * page.kind.label);
    for ((edge, name), y) in names.iter().zip(places) {
        let look = Look::new(page.kind.label, INK);
        let look = if *edge == 3 { look.bold() } else { look };
        page.text_at(plot.right + 6.0, y, look, name);
    }
}

fn chances(page: &Page, plot: Area, cash: &Cash) {
    let axes = page.axes(plot, 0.0..cash.horizon as f64, 1.0..0.0);
    let look = Look::new(page.kind.label, INK).right();
    for share in [0.0, 0.5, 1.0] {
        let y = axes.at(0.0, share).1;
        page.line(&[(plot.left, y), (plot.right, y)], 0.5, GRID);
        page.text_at(plot.left - 5.0, y, look, &format!("{:.0}%", 100.0 * share));
    }
    let mut shape = steps(&cash.failed);
    shape.push((cash.horizon as f64, 0.0));
    axes.shape(shape, LOSS);
    axes.dashes(steps(&cash.sought), 1.0, INK);
    years(page, plot, &axes, cash.horizon);
    end_names(page, plot, cash, &axes);
    points(page, plot, cash, &axes);
}

/// Names and final shares of both curves, in one line each where the panel is
/// too low for two.
fn end_names(page: &Page, plot: Area, cash: &Cash, axes: &Axes) {
    let sought = cash.sought.last().copied().unwrap_or(0.0);
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
fn points(page: &Page, _: Area, cash: &Cash, axes: &Axes) {
    let look = Look::new(page.kind.label, LOSS).bold().centred();
    for month in [12, 24, 36, 60].into_iter().filter(|month| *month < cash.horizon) {
        if cash.failed[month] <= 0.0 {
            continue;
        }
        let (x, y) = axes.at(month as f64, cash.failed[month]);
        page.disc((x, y), 2.6, PAPER);
        page.disc((x, y), 1.8, LOSS);
        let above = y - 1.2 * page.kind.label;
        let text = percent(cash.failed[month]);
        if page.is_free((x, above), look, &text) {
            let half = 0.5 * look.width(&text) + 1.0;
            let pad = Area {
                left: x - half,
                right: x + half,
                top: above - 0.5 * page.kind.label,
                bottom: above + 0.5 * page.kind.label,
            };
            page.rect(pad, PAPER);
            page.text_at(x, above, look, &text);
        }
    }
}

fn twin(runway: &Runway<'_>, cash: &Cash) -> Twin {
    let mut csv = "month,p5,p10,p25,p50,p75,p90,p95,ran_out,sought_money\n".to_owned();
    for month in 1..=cash.horizon {
        let edges = cash.months.get(month - 1);
        let cells = edges.map_or_else(
            || vec![String::new(); 7],
            |edges| edges.iter().map(f64::to_string).collect(),
        );
        let row = [month.to_string(), cells.join(",")].join(",");
        let share = |of: &[f64]| of.get(month).copied().unwrap_or(0.0);
        csv += &format!("{row},{},{}\n", share(&cash.failed), share(&cash.sought));
    }
    let alt_text = format!(
        "Fan of cash by month over {}, and below it the share of all {} that ran out of cash, {} \
         by month {}; {} had to seek new money by then.",
        plural(runway.panel.len() as u64, "path"),
        plural(runway.provenance.paths, "path"),
        percent(cash.failed_at_end()),
        cash.horizon,
        percent(cash.sought.last().copied().unwrap_or(0.0))
    );
    let domains =
        vec![("months", vec![0.0, cash.horizon as f64]), ("cash", vec![0.0, 1.05 * cash.top()])];
    Twin { alt_text, csv, domains }
}
