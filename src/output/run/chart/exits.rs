//! Chart of states over time: what share of paths has failed, has been sold
//! or still operates in each month. Shares of all paths, so that competing
//! endings add to 100 %.

use super::bins::split;
use super::data::{Ending, Endings};
use super::titles::share_error;
use crate::output::chart::{
    Area, Axes, BANDS, Chart, Domains, EndName, GREY_TEXT, INK, Kind, Look, Metadata, NEUTRAL,
    PAPER, Page, Scale, Size, Words, end_names, grid, short_name, steps, text_on, time, when,
};
use crate::output::format::{part, plural};
use plotters::style::RGBColor;

/// Draws the states over time, as long as the run lasts or as another picture.
pub fn exits(endings: &Endings<'_>, like: Option<&Domains>, size: Size) -> Chart {
    let states = States::of(endings, Scale::Months.count(like));
    let words = words(endings, &states, size);
    let page = Page::new(size, &words, if size == Size::Half { 2 } else { 1 });
    let plot = draw(&page, &states);
    page.finish(&words, plot, metadata(endings, &states))
}

/// How and when paths end.
pub static KIND: Kind = Kind { name: "exits", scales: &[Scale::Months], ..Kind::PLAIN };

/// The year at which the shares are written into the picture.
const KEY_MONTH: usize = 60;

/// Endings from the worst to the best, each with a long and a short name.
const LAYERS: [(Ending, [&str; 2], RGBColor); 5] = [
    (Ending::Failed, ["failed", "failed"], BANDS[1]),
    (Ending::SoldBelowCost, ["sold below cost", "sold <1x"], BANDS[2]),
    (Ending::Operating, ["still operating", "operating"], NEUTRAL),
    (Ending::SoldAboveCost, ["sold at cost or above", "sold ≥1x"], BANDS[4]),
    (Ending::Listed, ["listed", "listed"], BANDS[5]),
];

struct Layer {
    names: [&'static str; 2],
    colour: RGBColor,
    /// Share of all paths by the end of each month; 0 months first.
    shares: Vec<f64>,
}

struct States {
    layers: Vec<Layer>,
    key: usize,
    /// The last month that is drawn.
    horizon: usize,
    /// The last month of the run.
    end: usize,
    /// The end of the axis.
    axis: usize,
    paths: usize,
}

impl States {
    fn of(endings: &Endings<'_>, axis: Option<usize>) -> Self {
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
        let layers = layers.map(|((_, names, colour), shares)| Layer {
            names: *names,
            colour: *colour,
            shares,
        });
        let (axis, end) = (axis.unwrap_or(horizon), horizon);
        let horizon = horizon.min(axis);
        let paths = endings.endings.len();
        Self { layers: layers.collect(), key: KEY_MONTH.min(horizon), horizon, end, axis, paths }
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
        let sold_share: f64 = sold.iter().map(|i| shares[*i]).sum();
        let all = [
            (shares[0], ["have failed", "has failed"]),
            (sold_share, ["have been sold", "has been sold"]),
            (shares[2], ["still operate", "still operates"]),
        ];
        if let Some((_, [they, it])) = all.into_iter().find(|(share, _)| 1.0 - 1e-12 < *share) {
            return match (self.paths, *they == *"still operate") {
                (1, _) => format!("the only path {it}"),
                (_, false) => format!("all paths {they}"),
                (_, true) => "no path has failed, none has been sold, all still operate".to_owned(),
            };
        }
        let words = |share: f64, percent: u32, none: &str, some: &str| match share {
            share if share <= 0.0 => none.to_owned(),
            share => format!("{} {some}", part(percent, share)),
        };
        let failed = words(shares[0], percents[0], "no path has failed", "of paths have failed");
        let sold = words(sold_share, sum, "none has been sold", "have been sold");
        let open = words(shares[2], percents[2], "none still operates", "still operate");
        format!("{failed}, {sold} and {open}")
    }

    /// The lower and upper edge of a layer over some months: what it covers in
    /// all of them.
    fn cover(&self, layer: usize, months: std::ops::RangeInclusive<usize>) -> (f64, f64) {
        months.fold((0.0, 1.0), |(low, high), month| {
            let below: f64 = self.layers[..layer].iter().map(|layer| layer.shares[month]).sum();
            let above = below + self.layers[layer].shares[month];
            (f64::max(low, below), f64::min(high, above))
        })
    }
}

fn words<'a>(endings: &Endings<'a>, states: &States, size: Size) -> Words<'a> {
    let name = short_name(endings.provenance);
    let end: Vec<f64> = states.layers.iter().map(|layer| layer.shares[states.horizon]).collect();
    let mut notes = vec![share_error(endings.provenance.paths, &end)];
    if states.horizon < states.end {
        let later = states.sentence(states.end);
        notes.insert(0, format!("by {}: {later}", when(states.end)));
    } else if 0.0 < end[2] {
        let still = states.layers[2].names[usize::from(size == Size::Half)];
        notes.push(format!("{still} at the end: valued at {}", endings.horizon_rule));
    }
    let sentence = states.sentence(states.key);
    Words {
        provenance: endings.provenance,
        titles: vec![
            format!("By {}, {sentence}", when(states.key)),
            format!("By {}, {}", when(states.key), sentence.replace(" of paths", "")),
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
    let short = usize::from(page.size == Size::Half);
    let widest = LAYERS.iter().map(|layer| name.width(layer.1[short])).fold(0.0, f64::max);
    let room = widest + name.bold().width(">99% ") + 12.0;
    let tick = Look::new(page.kind.label, INK);
    let plot = Area {
        left: page.frame.left + tick.width("100%") + 6.0,
        top: page.frame.top + 2.0 * page.kind.label,
        right: page.frame.right - room,
        bottom: page.frame.bottom - 1.8 * page.kind.label,
    };
    let axes = page.axes(plot, 0.0..states.axis as f64, 1.0..0.0);
    let shares = [(0.0, "0%"), (0.25, "25%"), (0.5, "50%"), (0.75, "75%"), (1.0, "100%")];
    grid(page, plot, &axes, &shares.map(|(share, name)| (share, name.to_owned())));
    layers(&axes, states);
    time(page, plot, &axes, states.axis);
    if states.key < states.horizon {
        key_date(page, plot, &axes, states);
    }
    end_labels(page, plot, &axes, states, name);
    plot
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

/// The key date, and the shares at it inside the layers, on the side of its line
/// where more of them fit.
fn key_date(page: &Page, plot: Area, axes: &Axes, states: &States) {
    let key = states.key as f64;
    let sides = [true, false].map(|right| key_shares(page, plot, axes, states, right));
    let side = if sides[0].len() < sides[1].len() { &sides[1] } else { &sides[0] };
    axes.dashes(vec![(key, 0.0), (key, 1.0)], 0.75, INK);
    let head = Look::new(page.kind.label, GREY_TEXT).centred();
    let at = format!("at {}", when(states.key));
    page.text_at(axes.at(key, 0.0).0, plot.top - page.kind.label, head, &at);
    for (place, look, text) in side {
        page.text_at(place.0, place.1, *look, text);
    }
}

/// Place, look and text of each share that fits on one side of the key date.
fn key_shares(
    page: &Page,
    plot: Area,
    axes: &Axes,
    states: &States,
    right: bool,
) -> Vec<((f64, f64), Look, String)> {
    let x = axes.at(states.key as f64, 0.0).0;
    let month_wide = plot.width() / states.axis as f64;
    let shares = states.at(states.key).into_iter().zip(&states.layers).enumerate();
    let fitting = shares.filter_map(|(index, ((_, text), layer))| {
        let look = Look::new(page.kind.name, text_on(layer.colour)).bold();
        let months = ((look.width(&text) + 8.0) / month_wide).ceil() as usize;
        let (low, high) = match (right, states.key.checked_sub(months)) {
            (true, _) if states.key + months <= states.horizon => {
                states.cover(index, states.key..=states.key + months)
            }
            (false, Some(from)) => states.cover(index, from..=states.key),
            _ => return None,
        };
        let y = axes.at(0.0, 0.5 * (low + high)).1;
        let place = if right { (x + 4.0, y) } else { (x - 4.0, y) };
        let look = if right { look } else { look.right() };
        (1.3 * page.kind.name < (high - low) * plot.height()).then_some((place, look, text))
    });
    fitting.collect()
}

fn end_labels(page: &Page, plot: Area, axes: &Axes, states: &States, name: Look) {
    let head = Look::new(page.kind.label, GREY_TEXT);
    let at = format!("at {}", when(states.horizon));
    page.text_at(plot.right + 6.0, plot.top - page.kind.label, head, &at);
    let short = usize::from(page.size == Size::Half);
    let mut below = 0.0;
    let mut names = Vec::new();
    for (layer, (share, text)) in states.layers.iter().zip(states.at(states.horizon)) {
        let y = axes.at(0.0, below + 0.5 * share).1;
        below += share;
        let words = vec![(name.bold(), text), (name, layer.names[short].to_owned())];
        names.push(EndName { y, words });
    }
    names.reverse();
    end_names(page, plot, &names);
}

fn metadata(endings: &Endings<'_>, states: &States) -> Metadata {
    let mut csv = "month".to_owned();
    states.layers.iter().for_each(|layer| csv += &format!(",{}", layer.names[0]));
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
        .map(|(layer, (_, text))| format!("{} {text}", layer.names[0]))
        .collect();
    let alt_text = format!(
        "Stacked areas over time, shares of {}. At {}: {}.",
        plural(endings.provenance.paths, "path"),
        when(states.horizon),
        end.join(", ")
    );
    Metadata {
        kind: &KIND,
        alt_text,
        csv,
        domains: vec![Scale::Months.tells([0.0, states.axis as f64])],
    }
}
