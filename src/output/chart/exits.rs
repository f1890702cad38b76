//! Chart of states over time: what share of paths has failed, has been sold
//! or still operates in each month. Shares of all paths, so that competing
//! endings add to 100 %.

use super::bins::split;
use super::colours::{AXIS, BANDS, GRID, INK, NEUTRAL, PAPER, text_on};
use super::data::{Ending, Endings};
use super::display::{Area, Chart};
use super::page::{Axes, Look, Page, Twin, Words};
use super::size::Size;
use super::ticks::spread;
use super::titles::share_error;
use super::words::short_name;
use crate::output::format::{part, plural};
use plotters::style::RGBColor;

/// Draws the states over time.
pub fn exits(endings: &Endings<'_>, size: Size) -> Chart {
    let states = States::of(endings);
    let words = words(endings, &states);
    let page = Page::new(size, &words, if size == Size::Half { 2 } else { 1 });
    let plot = draw(&page, &states);
    page.finish(&words, plot, twin(endings, &states))
}

/// The year at which the shares are written into the picture.
const KEY_MONTH: usize = 60;

const LAYERS: [(Ending, &str, RGBColor); 5] = [
    (Ending::Failed, "failed", BANDS[1]),
    (Ending::SoldBelowCost, "sold below cost", BANDS[2]),
    (Ending::Operating, "still operating", NEUTRAL),
    (Ending::SoldAboveCost, "sold at cost or above", BANDS[4]),
    (Ending::Listed, "listed", BANDS[5]),
];

struct Layer {
    name: &'static str,
    colour: RGBColor,
    /// Share of all paths by the end of each month; 0 months first.
    shares: Vec<f64>,
}

struct States {
    layers: Vec<Layer>,
    key: usize,
    horizon: usize,
}

impl States {
    fn of(endings: &Endings<'_>) -> Self {
        let horizon = endings.horizon_months.max(1);
        let mut counts = vec![[0_u64; 5]; horizon + 1];
        let index = |ending| LAYERS.iter().position(|layer| layer.0 == ending).unwrap_or(2);
        for (ending, month) in endings.endings {
            if *ending != Ending::Operating {
                counts[(usize::from(*month) + 1).min(horizon)][index(*ending)] += 1;
            }
        }
        let paths = endings.endings.len() as f64;
        let mut shares = vec![Vec::new(); 5];
        let mut so_far = [0_u64; 5];
        for month in counts {
            (0..5).for_each(|i| so_far[i] += month[i]);
            let ended: u64 = so_far.iter().sum();
            for (i, list) in shares.iter_mut().enumerate() {
                let paths_in =
                    if i == 2 { endings.endings.len() as u64 - ended } else { so_far[i] };
                list.push(paths_in as f64 / paths);
            }
        }
        let layers = LAYERS.iter().zip(shares).filter(|(layer, shares)| {
            layer.0 != Ending::Listed || shares.last().is_some_and(|share| 0.0 < *share)
        });
        let layer = |((_, name, colour), shares): (&(Ending, &'static str, RGBColor), Vec<f64>)| {
            Layer { name, colour: *colour, shares }
        };
        Self { layers: layers.map(layer).collect(), key: KEY_MONTH.min(horizon), horizon }
    }

    /// Shares at a month and their percents, which add to 100.
    fn at(&self, month: usize) -> Vec<(f64, String)> {
        let shares: Vec<f64> = self.layers.iter().map(|layer| layer.shares[month]).collect();
        let percents = split(&shares, 100);
        shares.iter().zip(percents).map(|(share, whole)| (*share, part(whole, *share))).collect()
    }

    /// Failed, sold and operating in words, at a month.
    fn sentence(&self, month: usize) -> String {
        let shares: Vec<f64> = self.layers.iter().map(|layer| layer.shares[month]).collect();
        let percents = split(&shares, 100);
        let sold: Vec<usize> = (0..shares.len()).filter(|i| *i != 0 && *i != 2).collect();
        let sum: u32 = sold.iter().map(|i| percents[*i]).sum();
        let sold = part(sum, sold.iter().map(|i| shares[*i]).sum());
        let (failed, open) = (part(percents[0], shares[0]), part(percents[2], shares[2]));
        format!("{failed} of paths have failed, {sold} have been sold and {open} still operate")
    }
}

fn when(month: usize) -> String {
    if month.is_multiple_of(12) { format!("year {}", month / 12) } else { format!("month {month}") }
}

fn words<'a>(endings: &Endings<'a>, states: &States) -> Words<'a> {
    let name = short_name(endings.provenance);
    let end: Vec<f64> = states.layers.iter().map(|layer| layer.shares[states.horizon]).collect();
    let mut notes = vec![share_error(endings.provenance.paths, &end)];
    if 0.0 < end[2] {
        notes.push(endings.horizon_rule.trim_end_matches('.').to_owned());
    }
    let sentence = states.sentence(states.key);
    Words {
        provenance: endings.provenance,
        titles: vec![
            format!("By {}, {sentence}", when(states.key)),
            sentence.replace(" of paths", ""),
        ],
        subtitles: vec![
            format!(
                "{name}: share of all paths in each state, by years since the investment; cost is MOIC of 1x"
            ),
            format!("{name}: share of paths in each state; cost is MOIC of 1x"),
            "Share of paths in each state; cost is MOIC of 1x".to_owned(),
        ],
        basis: "gross of fees, undiscounted",
        notes,
    }
}

fn draw(page: &Page, states: &States) -> Area {
    let name = Look::new(page.kind.label, INK);
    let widest = LAYERS.iter().map(|layer| name.width(layer.1)).fold(0.0, f64::max);
    let room = widest + name.bold().width(">99% ") + 12.0;
    let tick = Look::new(page.kind.label, INK);
    let plot = Area {
        left: page.frame.left + tick.width("100%") + 6.0,
        top: page.frame.top + 1.4 * page.kind.label,
        right: page.frame.right - room,
        bottom: page.frame.bottom - 1.8 * page.kind.label,
    };
    let axes = page.axes(plot, 0.0..states.horizon as f64, 1.0..0.0);
    grid(page, plot, &axes);
    layers(&axes, states);
    years(page, plot, &axes, states.horizon);
    if states.key < states.horizon {
        key_date(page, plot, &axes, states);
    }
    end_labels(page, plot, &axes, states, name);
    plot
}

fn grid(page: &Page, plot: Area, axes: &Axes) {
    let look = Look::new(page.kind.label, INK).right();
    for quarter in 0..5 {
        let share = 0.25 * f64::from(quarter);
        let y = axes.at(0.0, share).1;
        page.line(&[(plot.left, y), (plot.right, y)], 0.5, GRID);
        page.text_at(plot.left - 5.0, y, look, &format!("{:.0}%", 100.0 * share));
    }
}

/// Each layer reaches from the sum of those below it to the sum with it, in
/// steps of a month; white lines part them.
fn layers(axes: &Axes, states: &States) {
    let mut below = vec![0.0; states.horizon + 1];
    let mut seams = Vec::new();
    for layer in &states.layers {
        let above: Vec<f64> = below.iter().zip(&layer.shares).map(|(a, b)| a + b).collect();
        let mut shape = steps(&above);
        shape.extend(steps(&below).into_iter().rev());
        axes.shape(shape, layer.colour);
        seams.push(steps(&above));
        below = above;
    }
    seams.pop();
    for seam in seams {
        axes.line(seam, 0.8, PAPER);
    }
}

/// A share reached by the end of month m holds until the end of month m + 1.
pub(super) fn steps(shares: &[f64]) -> Vec<(f64, f64)> {
    let mut line = Vec::with_capacity(2 * shares.len());
    for (month, share) in shares.iter().enumerate() {
        if 0 < month {
            line.push((month as f64, shares[month - 1]));
        }
        line.push((month as f64, *share));
    }
    line
}

/// Ticks at whole years, and the time axis itself.
pub(super) fn years(page: &Page, plot: Area, axes: &Axes, months: usize) {
    let look = Look::new(page.kind.label, INK).centred();
    page.line(&[(plot.left, plot.bottom), (plot.right, plot.bottom)], 0.75, AXIS);
    let step = if 120 < months { 24 } else { 12 };
    let y = plot.bottom + 1.1 * page.kind.label;
    for month in (0..=months).step_by(step) {
        let x = axes.at(month as f64, 0.0).0;
        page.line(&[(x, plot.bottom), (x, plot.bottom + 3.0)], 0.5, AXIS);
        let text = if month == 0 { "today".to_owned() } else { when(month) };
        if page.is_free((x, y), look, &text) {
            page.text_at(x, y, look, &text);
        }
    }
}

fn key_date(page: &Page, plot: Area, axes: &Axes, states: &States) {
    let x = axes.at(states.key as f64, 0.0).0;
    page.dashes(&[(x, plot.top), (x, plot.bottom)], 0.75, INK, (3.0, 2.0));
    let mut below = 0.0;
    for (layer, (share, text)) in states.layers.iter().zip(states.at(states.key)) {
        let y = axes.at(0.0, below + 0.5 * share).1;
        below += share;
        let look = Look::new(page.kind.name, text_on(layer.colour)).bold().right();
        let tall = share * plot.height();
        if 1.3 * page.kind.name < tall {
            page.text_at(x - 4.0, y, look, &text);
        }
    }
}

fn end_labels(page: &Page, plot: Area, axes: &Axes, states: &States, name: Look) {
    let head = Look::new(page.kind.label, super::colours::GREY_TEXT);
    page.text_at(
        plot.right + 6.0,
        plot.top - page.kind.label,
        head,
        &format!("at {}", when(states.horizon)),
    );
    let ends = states.at(states.horizon);
    let mut below = 0.0;
    let mut shown = Vec::new();
    for (layer, (share, text)) in states.layers.iter().zip(ends) {
        shown.push((axes.at(0.0, below + 0.5 * share).1, layer.name, text));
        below += share;
    }
    shown.reverse();
    let wanted: Vec<f64> = shown.iter().map(|label| label.0).collect();
    let low = plot.top + 0.5 * page.kind.label;
    let places = spread(&wanted, 1.35 * page.kind.label, low, plot.bottom - 0.3 * page.kind.label);
    for ((_, layer, text), y) in shown.iter().zip(places) {
        page.text_at(plot.right + 6.0, y, name.bold(), text);
        let x = plot.right + 6.0 + name.bold().width(&format!("{text} "));
        page.text_at(x, y, name, layer);
    }
}

fn twin(endings: &Endings<'_>, states: &States) -> Twin {
    let mut csv = "month".to_owned();
    states.layers.iter().for_each(|layer| csv += &format!(",{}", layer.name));
    csv.push('\n');
    for month in 0..=states.horizon {
        csv += &month.to_string();
        states.layers.iter().for_each(|layer| csv += &format!(",{}", layer.shares[month]));
        csv.push('\n');
    }
    let end: Vec<String> = states
        .layers
        .iter()
        .zip(states.at(states.horizon))
        .map(|(layer, (_, text))| format!("{} {text}", layer.name))
        .collect();
    let alt_text = format!(
        "Stacked areas over time, shares of {}. At {}: {}.",
        plural(endings.provenance.paths, "path"),
        when(states.horizon),
        end.join(", ")
    );
    Twin { alt_text, csv, domains: vec![("months", vec![0.0, states.horizon as f64])] }
}
