//! A panel: one operating figure of all plans, a row for each, with its median and the share of
//! paths that is within the limit; of a single plan, bins above its row.

use super::kpi_data::{KpiPlan, Panel, Row, values};
use crate::analysis::kpi::{Kpi, KpiLimit};
use crate::analysis::measure::Measure;
use crate::analysis::statistic::Statistic;
use crate::model::outcome::{Figure, Unit};
use crate::output::chart::{
    Area, Bin, Figures, GREY_TEXT, GRID, INK, LOSS, NEUTRAL, PAPER, Page, Plot, Span, WORSE,
    bin_edges, bins, colour_of, first_from,
};
use crate::output::format::percent;
use crate::output::statistic_words::{StatisticStyle, statistic_words};
use plotters::style::RGBColor;

/// Shares that the fullest bin of a panel may be drawn to.
const TOPS: [f64; 2] = [0.3, 1.0];

/// Heights of what stands above a plot and below it, in those of a label.
pub(super) const HEAD: f64 = 2.75;
pub(super) const FOOT: f64 = 2.1;

/// Bins over an axis.
const BINS: f64 = 24.0;

/// Where the parts of a panel are.
pub(super) struct PanelPlace {
    pub(super) area: Area,
    /// Right ends of the columns of medians and of shares.
    columns: [f64; 2],
    plot: Area,
}

impl PanelPlace {
    pub(super) fn of(page: &Page, area: Area) -> Self {
        let (label, number) = (page.kind.label, page.look(INK));
        let share = number.width(">99%").max(page.look(GREY_TEXT).width("within"));
        let median = number.bold().width("999 days");
        let columns = [area.right - share - 5.0, area.right];
        let plot = Area {
            left: area.left + 4.0,
            top: area.top + HEAD * label,
            right: columns[0] - median - 7.0,
            bottom: area.bottom - FOOT * label,
        };
        Self { area, columns, plot }
    }
}

/// Bins of a panel of one plan, and the share that they are drawn to.
pub(super) struct PanelBins {
    pub(super) bins: Vec<Bin>,
    pub(super) top: f64,
}

impl PanelBins {
    /// Those at the ends hold what lies beyond.
    pub(super) fn of(panel: &Panel, plan: &KpiPlan<'_>) -> Option<Self> {
        let row = panel.rows[0].as_ref()?;
        let span = panel.span;
        let inside =
            row.limits().into_iter().filter(|limit| span.low < *limit && *limit < span.high);
        let mut cuts: Vec<f64> = [span.low].into_iter().chain(inside).chain([span.high]).collect();
        cuts.sort_by(f64::total_cmp);
        cuts.dedup_by(|a, b| (*a - *b).abs() <= 1e-9 * span.length());
        let edges = bin_edges(&cuts, span.length() / BINS);
        let values = values(panel.of, plan);
        let count = values.len();
        // What is just at most so much is within it, as is what is just at least so much.
        let least = row.limit.and_then(|limit| limit.least);
        let nudge = 1e-9 * span.length();
        let placed = values.into_iter().map(|value| {
            let at_least = least.is_some_and(|least| least <= value && value <= least + nudge);
            let value = if at_least { value } else { value - nudge };
            (span.nearest(value), false)
        });
        let middle = |from: f64| from + 0.5 * nudge.max(1e-300);
        let colour = |from: f64| match row.limit {
            Some(limit) if !limit.holds(middle(from)) => WORSE,
            _ => NEUTRAL,
        };
        let bins = bins(placed, count, &edges, colour);
        let top = first_from(&TOPS, bins.iter().map(|bin| bin.share).fold(0.0, f64::max));
        Some(Self { bins, top })
    }
}

/// The figures of a panel in words.
pub(super) fn figures_of(kpi: Kpi, currency: &str) -> Figures<'_> {
    let figure = match kpi {
        Kpi::LeadTime => Figure::FulfilmentDays,
        Kpi::Figure(figure) => figure,
    };
    Figures::of(&Statistic::Percentile(Measure::Figure(figure), 50), currency)
}

/// A figure in words.
pub(in crate::output) fn figure_words(kpi: Kpi, value: f64, currency: &str) -> String {
    match kpi.unit() {
        Unit::Days if value.abs() <= 0.0 => "0 days".to_owned(),
        unit => statistic_words(value, unit, currency, StatisticStyle::Short),
    }
}

/// The name of a panel.
pub(super) fn name(kpi: Kpi, plans: &[KpiPlan<'_>]) -> String {
    let lines = plans.iter().map(|plan| plan.info.kpi.lead_time.as_ref()?.line.as_deref());
    match kpi {
        Kpi::Figure(Figure::GrossMarginShare) => "Batch margin".to_owned(),
        Kpi::Figure(Figure::CapexPerIncrementalSku) => "Capex per added SKU".to_owned(),
        Kpi::Figure(Figure::SiteRoic) => "Return on a site, a year".to_owned(),
        Kpi::LeadTime => {
            let mut lines: Vec<&str> = lines.flatten().collect();
            lines.dedup();
            match lines[..] {
                [line] => format!("Lead time of {line}"),
                _ => "Lead time".to_owned(),
            }
        }
        other => other.label().to_owned(),
    }
}

/// A limit in a few words, of a longer and a shorter wording.
pub(super) fn limit_words(limit: &KpiLimit, currency: &str) -> [String; 3] {
    let word =
        |value: f64| statistic_words(value, limit.of.unit(), currency, StatisticStyle::Given);
    let (long, short) = match (limit.least, limit.most) {
        (Some(least), Some(most)) => {
            let both = format!("{} to {}", word(least), word(most));
            (both.clone(), both)
        }
        (Some(least), None) => (format!("at least {}", word(least)), format!("≥{}", word(least))),
        (None, Some(most)) => (format!("at most {}", word(most)), format!("≤{}", word(most))),
        (None, None) => (String::new(), String::new()),
    };
    match limit.asked {
        Some(asked) => {
            let asked = percent(asked);
            [format!("{long} in {asked} of paths"), format!("{long} in {asked}"), short]
        }
        None => [format!("{long} on average"), long, short],
    }
}

/// Draws a panel.
pub(super) fn draw(
    page: &Page,
    place: &PanelPlace,
    panel: &Panel,
    plans: &[KpiPlan<'_>],
    bins: Option<&PanelBins>,
) {
    let currency = plans[0].info.currency.as_str();
    head(page, place, panel, plans, currency);
    let rows = place.plot;
    let single = bins.is_some();
    // Bins have the upper part of a panel of one plan.
    let split = rows.top + 0.62 * rows.height();
    let intervals = if single { Area { top: split, ..rows } } else { rows };
    let plot = Plot::of_rows(page, rows, panel.span);
    if let Some(bins) = bins {
        let limits = panel.rows[0].as_ref().map(Row::limits).unwrap_or_default();
        histogram(page, Area { bottom: split, ..rows }, panel.span, bins, &limits);
    }
    if panel.rows.iter().any(Option::is_some) {
        axis(&plot, panel.of, currency);
    }
    let pitch = intervals.height() / panel.rows.len() as f64;
    for (position, row) in panel.rows.iter().enumerate() {
        let y = intervals.top + (position as f64 + 0.5) * pitch;
        let Some(row) = row else {
            let look = page.look(GREY_TEXT);
            let text = ["no path has it", "none has it", "none"];
            let room = place.columns[1] - rows.left;
            page.text_at(rows.left, y, look, look.longest(&text, room).unwrap_or_default());
            continue;
        };
        let upper = if single { rows.top } else { y - 0.5 * pitch };
        limit_marks(&plot, row, [upper, y + 0.5 * pitch]);
        interval(&plot, row, y, colour_of(position), pitch);
        let number = page.look(INK).bold().right();
        let median = figure_words(panel.of, row.median(), currency);
        page.text_at(place.columns[0], y, number, &median);
        if let Some(within) = row.within {
            page.text_at(place.columns[1], y, page.look(INK).right(), &percent(within.value));
        }
    }
}

fn head(page: &Page, place: &PanelPlace, panel: &Panel, plans: &[KpiPlan<'_>], currency: &str) {
    let (label, area) = (page.kind.label, place.area);
    let (name_look, grey) = (page.look(INK).bold(), page.look(GREY_TEXT));
    let name = name_look.cut(&name(panel.of, plans), area.width());
    let y = area.top + 0.5 * label;
    page.text_at(area.left, y, name_look, &name);
    let with = panel.rows.iter().zip(plans).filter_map(|(row, plan)| {
        let paths = row.as_ref()?.paths?;
        Some(paths as f64 / plan.info.paths.max(1) as f64)
    });
    let least = with.fold(1.0, f64::min);
    if least < 1.0 {
        let room = area.width() - name_look.width(&name) - 6.0;
        let share = percent(least);
        let texts = [format!("{share} of paths have it"), format!("{share} have it")];
        if let Some(text) = grey.longest(&texts, room) {
            page.text_at(area.right, y, grey.right(), text);
        }
    }
    let y = area.top + 1.75 * label;
    let limits: Vec<KpiLimit> = panel.rows.iter().flatten().filter_map(|row| row.limit).collect();
    let Some(first) = limits.first() else { return };
    page.text_at(place.columns[1], y, grey.right(), "within");
    let same = limits.iter().all(|other| other == first);
    let words: Vec<String> = match same {
        true => limit_words(first, currency).into(),
        false => vec!["each to its own limit".to_owned(), "own limits".to_owned()],
    };
    let limit = page.look(LOSS);
    let room = area.width() - grey.width("within") - 5.0;
    if let Some(text) = limit.longest(&words, room) {
        page.text_at(area.left, y, limit, text);
    }
}

fn axis(plot: &Plot<'_>, kpi: Kpi, currency: &str) {
    plot.baseline();
    let whole = matches!(kpi.unit(), Unit::Days | Unit::Months | Unit::Month | Unit::Count);
    let levels = figures_of(kpi, currency).levels(plot.x, 3).into_iter();
    plot.ticks(levels.map(|(value, name)| match whole {
        true => (value, format!("{value:.0}")),
        false => (value, name),
    }));
}

/// Lines at the limits, over the heights of a row.
fn limit_marks(plot: &Plot<'_>, row: &Row, [top, bottom]: [f64; 2]) {
    for limit in row.limits().into_iter().filter(|limit| !plot.x.ends_before(*limit)) {
        let x = plot.x_of(limit);
        plot.page.dashes(&[(x, top), (x, bottom)], 1.0, LOSS, (2.5, 1.5));
    }
}

/// Thin from P10 to P90, thick from P25 to P75, and a tick at the median.
fn interval(plot: &Plot<'_>, row: &Row, y: f64, colour: RGBColor, pitch: f64) {
    let page = plot.page;
    let wide = page.size.stretch().max(1.0);
    let at = row.percentiles.map(|one| one.value);
    let half = (2.75 * wide).min(0.3 * pitch);
    for (low, high, half) in [(at[0], at[4], 0.55 * wide), (at[1], at[3], half)] {
        page.rect(Area::level([plot.x_of(low), plot.x_of(high)], (y, half)), colour);
    }
    // What goes on beyond the axis has an arrow there.
    let middle = |value: f64| (value, 1.0 - (y - plot.area.top) / plot.area.height());
    for end in [at[0], at[4]] {
        plot.beyond(middle(end), colour);
    }
    if !plot.x.ends_before(at[2]) {
        let (x, length) = (plot.x_of(at[2]), (6.5 * wide).min(0.46 * pitch));
        let ends = [(x, y - length), (x, y + length)];
        page.line(&ends, 3.4 * wide, PAPER);
        page.line(&ends, 1.8 * wide, colour);
    }
}

fn histogram(page: &Page, area: Area, span: Span, bins: &PanelBins, limits: &[f64]) {
    let plot = Plot::new(page, area, span, Span::to(bins.top));
    page.line(&[(area.left, area.top), (area.right, area.top)], 0.5, GRID);
    for bin in bins.bins.iter().filter(|bin| 0.0 < bin.share) {
        plot.axes.bar((bin.from, 0.0), (bin.to, bin.share.min(bins.top)), bin.colour);
        let (x, y) = plot.axes.at(bin.to, bin.share.min(bins.top));
        page.line(&[(x, y), (x, area.bottom)], 0.4, PAPER);
    }
    page.line(&[(area.left, area.bottom), (area.right, area.bottom)], 0.5, GRID);
    scale_name(&plot, bins, limits);
}

/// Says what share the line above the bins is at, where it lies on none of them and on no limit.
fn scale_name(plot: &Plot<'_>, bins: &PanelBins, limits: &[f64]) {
    let (page, area) = (plot.page, plot.area);
    let look = page.look(GREY_TEXT);
    let text = format!("bars to {}", percent(bins.top));
    let (y, wide) = (area.top + 0.55 * page.kind.label, look.width(&text));
    let is_free = |left: &&f64| {
        let (from, to) = (**left - 2.0, **left + wide + 2.0);
        let meets = |x: f64| from < x && x < to;
        let covers = |bin: &Bin| {
            let [left, right] = [bin.from, bin.to].map(|value| plot.x_of(value));
            left < to && from < right && plot.y_of(bin.share) < y + 0.7 * page.kind.label
        };
        !bins.bins.iter().any(covers) && !limits.iter().any(|limit| meets(plot.x_of(*limit)))
    };
    let places = [1.0, 0.75, 0.5, 0.25, 0.0].map(|part| area.left + part * (area.width() - wide));
    if let Some(left) = places.iter().find(is_free) {
        page.text_at(*left, y, look, &text);
    }
}
