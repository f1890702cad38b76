//! Where marks stand: bars are as long and points as far along their axes as the
//! numbers beside the picture have it, read from what is drawn.

use std::collections::BTreeSet;

use shortrun::output::chart::{Chart, Size};

use crate::every_chart::{Facts, KINDS};
use crate::pictures::marks::{Mark, Place, marks};
use crate::pictures::{Drawn, drawn, screened};
use crate::titles::{Table, Value, agrees, asked, domain, units};

/// Values with the places that they are drawn at, in points.
type Pairs = Vec<(f64, f64)>;

const LOSS: &str = "#8F3B12";
const GAIN: &str = "#0B4F8A";
const INK: &str = "#1A1A1A";
const PAPER: &str = "#FFFFFF";
const NOTHING: &str = "#4A1A05";
/// Of outcome bands, worst first, with what is exactly nothing in front.
const BANDS: [&str; 6] = [NOTHING, LOSS, "#E0A069", "#B7D6EA", "#5B9DCB", GAIN];
const NEUTRAL: &str = "#DDDDDD";
const MONEY_BACK: &str = "#8C8C8C";
/// Of scenarios after the first, by their place among all.
const OTHERS: [&str; 5] = ["#7612A5", "#0C6E62", "#B86E00", "#C2418C", "#595959"];
const WORSE: &str = "#E0A069";

/// Rounding to a twentieth of a point, at both ends of a length.
const ROOM: f64 = 0.11;

/// Whether all places are on one straight axis; which is not.
fn straight(what: &str, pairs: &[(f64, f64)]) -> Vec<String> {
    let known: Vec<&(f64, f64)> = pairs.iter().filter(|(value, _)| value.is_finite()).collect();
    let least = known.iter().min_by(|a, b| a.0.total_cmp(&b.0));
    let most = known.iter().max_by(|a, b| a.0.total_cmp(&b.0));
    let (Some((low, from)), Some((high, to))) = (least, most) else { return Vec::new() };
    let along = |value: f64| if low < high { (value - low) / (high - low) } else { 0.0 };
    let off = known.iter().filter(|(value, at)| {
        let exact = from + along(*value) * (to - from);
        !((at - exact).abs() <= ROOM)
    });
    off.map(|(value, at)| format!("{what}: {value} is drawn at {at}")).collect()
}

/// Left, top, right and bottom of the rectangles of some fills, in their order.
fn rects(all: &[Mark], fills: &[&str]) -> Vec<[f64; 4]> {
    let rects = all.iter().filter_map(|mark| match mark {
        Mark::Rect { left, top, right, bottom, fill } if fills.contains(&fill.as_str()) => {
            Some([*left, *top, *right, *bottom])
        }
        _ => None,
    });
    rects.collect()
}

/// The rectangles that are not white.
fn filled(all: &[Mark]) -> Vec<[f64; 4]> {
    let fills: BTreeSet<&str> = all
        .iter()
        .filter_map(|mark| match mark {
            Mark::Rect { fill, .. } if fill != PAPER => Some(fill.as_str()),
            _ => None,
        })
        .collect();
    rects(all, &fills.into_iter().collect::<Vec<_>>())
}

fn circles(all: &[Mark], wanted: &str) -> Vec<(Place, f64)> {
    let circles = all.iter().filter_map(|mark| match mark {
        Mark::Circle { x, y, radius, fill } if fill == wanted => Some(((*x, *y), *radius)),
        _ => None,
    });
    circles.collect()
}

fn lines(all: &[Mark], wanted: &str) -> Vec<Vec<Place>> {
    let lines = all.iter().filter_map(|mark| match mark {
        Mark::Line { points, stroke } if stroke == wanted => Some(points.clone()),
        _ => None,
    });
    lines.collect()
}

/// The first text after each rectangle of some.
fn texts_in(all: &[Mark], cells: &[[f64; 4]]) -> Vec<String> {
    let inside =
        |cell: &[f64; 4], x: f64, y: f64| cell[0] < x && x < cell[2] && cell[1] < y && y < cell[3];
    let text = |cell: &[f64; 4]| {
        all.iter().find_map(|mark| match mark {
            Mark::Text { x, y, text, anchor, .. } if anchor == "middle" && inside(cell, *x, *y) => {
                Some(text.clone())
            }
            _ => None,
        })
    };
    cells.iter().filter_map(text).collect()
}

fn bands(chart: &Chart, all: &[Mark], size: Size) -> Vec<String> {
    let table = Table::of(chart);
    let groups: &[&[usize]] = match size {
        Size::Half => &[&[0], &[1], &[2], &[3, 4], &[5, 6], &[7]],
        _ => &[&[0], &[1], &[2], &[3], &[4], &[5], &[6], &[7]],
    };
    let bars = rects(all, &BANDS[1..]);
    let sums = |name: &str| -> Vec<f64> {
        let column = table.column(name);
        groups.iter().map(|group| group.iter().map(|i| column[*i]).sum()).collect()
    };
    let panels: &[&str] = match size {
        Size::Full | Size::Tall => &["share_of_paths", "share_of_proceeds"],
        _ => &["share_of_paths"],
    };
    let mut wrong = Vec::new();
    for (panel, name) in panels.iter().enumerate() {
        let of = &bars[panel * groups.len()..(panel + 1) * groups.len()];
        let lengths = sums(name).into_iter().zip(of.iter().map(|bar| bar[2] - bar[0]));
        let mut pairs: Pairs = lengths.collect();
        if panel == 0 {
            let nothing = rects(all, &[NOTHING]);
            pairs.extend(
                nothing.iter().map(|bar| (table.number(8, "share_of_paths"), bar[2] - bar[0])),
            );
            let back = rects(all, &[MONEY_BACK]);
            pairs.extend(
                back.iter().map(|bar| (table.number(9, "share_of_paths"), bar[2] - bar[0])),
            );
        }
        pairs.push((0.0, 0.0));
        wrong.extend(straight(name, &pairs));
    }
    wrong
}

fn dots(chart: &Chart, all: &[Mark]) -> Vec<String> {
    let moic = Table::of(chart).column("moic");
    let edges = [0.1, 1.0 - 1e-9, 3.0, 10.0, f64::INFINITY];
    let band =
        |x: f64| if x <= 0.0 { 0 } else { 1 + edges.iter().filter(|edge| **edge <= x).count() };
    let mut wrong = Vec::new();
    let is_back = |x: f64| (x - 1.0).abs() <= 1e-9;
    for (i, fill) in BANDS.iter().chain([&MONEY_BACK]).enumerate() {
        let is_of_it = |x: f64| if is_back(x) { i == BANDS.len() } else { band(x) == i };
        let meant = moic.iter().filter(|x| is_of_it(**x)).count();
        let drawn = circles(all, fill).len();
        if drawn != meant {
            wrong.push(format!("{drawn} dots of {meant} in band {i}"));
        }
    }
    wrong
}

/// Bars on one foot, from the first of as many as there are shares.
fn bins(table: &Table, names: [&str; 2], all: &[Mark], log: bool) -> Vec<String> {
    let [from, to] = names.map(|name| table.column(name));
    let shares = table.column("share_of_paths");
    let drawn: Vec<usize> =
        // What has one value is in the strip only.
        (0..from.len())
            .filter(|i| 0.0 < shares[*i] && !from[*i].is_nan() && from[*i] < to[*i])
            .collect();
    let bars = rects(all, &BANDS);
    let bars = &bars[bars.len() - drawn.len()..];
    let place = |value: f64| if log { libm::log(value) } else { value };
    let (mut along, mut high) = (Pairs::new(), vec![(0.0, 0.0)]);
    for (bar, i) in bars.iter().zip(&drawn) {
        along.extend([(place(from[*i]), bar[0]), (place(to[*i]), bar[2])]);
        high.push((shares[*i], bar[3] - bar[1]));
    }
    [straight("along the axis", &along), straight("share", &high)].concat()
}

fn exits(chart: &Chart, all: &[Mark]) -> Vec<String> {
    let table = Table::of(chart);
    let (last, [_, top, _, bottom]) = (table.len() - 1, chart.plot_rectangle());
    let shapes: Vec<&Vec<Place>> = all
        .iter()
        .filter_map(
            |mark| if let Mark::Polygon { points, .. } = mark { Some(points) } else { None },
        )
        .collect();
    let mut wrong = Vec::new();
    // After the states stands what a table says of them.
    let states = table.head()[1..].iter().take_while(|name| !name.starts_with("median_year"));
    let states: Vec<&String> = states.collect();
    for (shape, name) in shapes.iter().zip(&states) {
        // Up along the upper edge by two corners a month, and back along the lower.
        let half = shape.len() / 2;
        for month in [0, 12, 24, last].into_iter().filter(|month| *month <= last) {
            let upper = shape[2 * month].1;
            let lower = shape[2 * half - 1 - 2 * month].1;
            let share = (lower - upper) / (bottom - top);
            if !((share - table.number(month, name)).abs() * (bottom - top) <= ROOM) {
                wrong.push(format!("{name} is {share} at month {month}"));
            }
        }
    }
    if shapes.len() != states.len() {
        wrong.push("not a shape for each state".to_owned());
    }
    // Keys of the table have the colours of their layers, the upper first.
    let fills = all.iter().filter_map(|mark| match mark {
        Mark::Polygon { fill, .. } => Some(fill),
        _ => None,
    });
    let keys = all.iter().filter_map(|mark| match mark {
        Mark::Rect { fill, .. } if fill != PAPER => Some(fill),
        _ => None,
    });
    if !fills.collect::<Vec<_>>().into_iter().rev().eq(keys) {
        wrong.push("keys are not of the layers".to_owned());
    }
    wrong
}

/// Fills of causes of failure, from the foot up.
const CAUSES: [&str; 4] = [LOSS, "#D98A4B", "#F1C79F", NOTHING];

fn failure(chart: &Chart, all: &[Mark]) -> Vec<String> {
    let table = Table::of(chart);
    let [_, top, _, bottom] = chart.plot_rectangle();
    let high = domain(chart, "highest_share")[0];
    let heights = [(0.0, 0.0), (high, bottom - top)];
    let causes = ["out_of_cash", "below_minimum_cash", "debt_not_repaid", "setback"];
    let mut wrong = Vec::new();
    for (name, fill) in causes.into_iter().zip(CAUSES) {
        let shares: Vec<f64> =
            table.column(name).into_iter().filter(|share| 0.0 < *share).collect();
        let bars = rects(all, &[fill]);
        if bars.len() != shares.len() {
            wrong.push(format!("{} bars of {name} for {}", bars.len(), shares.len()));
            continue;
        }
        let pairs = shares.into_iter().zip(bars.iter().map(|bar| bar[3] - bar[1]));
        wrong.extend(straight(name, &pairs.chain(heights).collect::<Pairs>()));
    }
    wrong
}

fn payout(chart: &Chart, all: &[Mark]) -> Vec<String> {
    let table = Table::of(chart);
    let rows = table.rows_where("kind", "payout");
    let end = table.head().iter().position(|name| name == "investor_moic").expect("a column");
    let holders = &table.head()[3..end];
    let layers: Vec<&Vec<Place>> = all
        .iter()
        .filter_map(|mark| match mark {
            Mark::Polygon { points, .. } if points.len() == 2 * rows.len() => Some(points),
            _ => None,
        })
        .collect();
    let mut wrong = Vec::new();
    if layers.len() != holders.len() {
        return vec![format!("{} layers of {}", layers.len(), holders.len())];
    }
    let lowest = layers[0][2 * rows.len() - 1].1;
    let highest = layers[holders.len() - 1].iter().map(|at| at.1).fold(f64::INFINITY, f64::min);
    for (name, layer) in holders.iter().zip(&layers) {
        let share = |row: &usize| table.number(*row, name) / table.number(*row, "price");
        let high = |i: usize| layer[2 * rows.len() - 1 - i].1 - layer[i].1;
        let pairs = rows.iter().enumerate().map(|(i, row)| (share(row), high(i)));
        let ends = [(0.0, 0.0), (1.0, lowest - highest)];
        wrong.extend(straight(name, &pairs.chain(ends).collect::<Pairs>()));
    }
    let along = rows.iter().zip(layers[0]);
    let along = along.map(|(row, at)| (libm::log10(table.number(*row, "price")), at.0));
    wrong.extend(straight("price", &along.collect::<Pairs>()));
    // Bars of sales stand on the foot of the lower panel.
    let foot = chart.plot_rectangle()[3];
    let bars = rects(all, &["#5B9DCB"]).into_iter().filter(|bar| (bar[3] - foot).abs() < ROOM);
    let bars: Vec<[f64; 4]> = bars.collect();
    let sales = table.rows_where("kind", "sales").into_iter();
    let sales: Vec<f64> =
        sales.map(|row| table.number(row, "share_of_sales")).filter(|share| 0.0 < *share).collect();
    if bars.len() == sales.len() {
        let pairs = sales.iter().zip(&bars).map(|(share, bar)| (*share, bar[3] - bar[1]));
        wrong.extend(straight("sales", &pairs.collect::<Pairs>()));
    } else {
        wrong.push(format!("{} bars for {} bins of sales", bars.len(), sales.len()));
    }
    wrong
}

fn plan(chart: &Chart, all: &[Mark], size: Size) -> Vec<String> {
    let table = Table::of(chart);
    let medians = lines(all, GAIN);
    let names: &[&str] = match size {
        Size::Half => &["revenue", "ebitda", "cash"],
        _ => &["sites_open", "revenue", "ebitda", "cash"],
    };
    // Of years in which at least a fifth of the paths operate.
    let enough = (0..table.len()).take_while(|row| 0.2 <= table.number(*row, "operating"));
    let known = |row: &usize| !table.number(*row, "revenue_p50").is_nan();
    let rows: Vec<usize> = enough.filter(known).collect();
    let mut wrong = Vec::new();
    if medians.len() != if rows.is_empty() { 0 } else { names.len() } {
        return vec![format!("{} medians", medians.len())];
    }
    for (name, line) in names.iter().zip(medians) {
        // A single year is a level mark that ends where it does.
        let line = &line[line.len() - rows.len()..];
        let median = format!("{name}_p50");
        let values = rows.iter().zip(line).map(|(row, at)| (table.number(*row, &median), at.1));
        let months = rows.iter().zip(line).map(|(row, at)| (table.number(*row, "month"), at.0));
        wrong.extend(straight(name, &values.collect::<Pairs>()));
        wrong.extend(straight("months", &months.collect::<Pairs>()));
    }
    // The last line in ink that has all years is the mean of what the investor has.
    let mean = lines(all, INK).into_iter().rfind(|line| line.len() == table.len());
    let mean = mean.unwrap_or_default();
    let net = domain(chart, "net");
    let inside = |value: f64| value.clamp(net[0], net[1]);
    let pairs = table.column("net_mean").into_iter().zip(&mean).map(|(x, at)| (inside(x), at.1));
    wrong.extend(straight("net", &pairs.collect::<Pairs>()));
    if mean.len() != table.len() {
        wrong.push("no line of the mean".to_owned());
    }
    wrong
}

fn runway(chart: &Chart, all: &[Mark]) -> Vec<String> {
    let table = Table::of(chart);
    let top = domain(chart, "highest_cash")[0];
    let median = &lines(all, GAIN)[0];
    let cash = table.column("p50");
    let known = (0..table.len()).filter(|row| !cash[*row].is_nan());
    let at: Vec<(f64, f64, Place)> = known
        .zip(median)
        .map(|(row, place)| (table.number(row, "month"), cash[row].min(top), *place))
        .collect();
    let time: Pairs = at.iter().map(|(month, _, place)| (*month, place.0)).collect();
    let level: Pairs = at.iter().map(|(_, cash, place)| (*cash, place.1)).collect();
    let mut wrong = [straight("month", &time), straight("median", &level)].concat();
    // The dark shape is as high as the share that ran out in the end.
    let ran_out = all.iter().find_map(|mark| match mark {
        Mark::Polygon { points, fill } if fill == LOSS => Some(points),
        _ => None,
    });
    let shares = table.column("ran_out");
    let shape = ran_out.expect("a shape of those that ran out");
    let foot = shape[shape.len() - 1].1;
    let steps: Pairs =
        (1..=shares.len()).map(|month| (shares[month - 1], foot - shape[2 * month].1)).collect();
    wrong.extend(straight("ran out", &[steps, vec![(0.0, 0.0)]].concat()));
    wrong
}

fn moic_irr(chart: &Chart, all: &[Mark]) -> Vec<String> {
    let table = Table::of(chart);
    let (hurdle, _) = asked(chart);
    let cells = filled(all);
    let texts = texts_in(all, &cells);
    let rates: Vec<f64> = table.column("irr").into_iter().filter(|irr| !irr.is_nan()).collect();
    if texts.len() != rates.len() {
        return vec![format!("{} cells for {}", texts.len(), rates.len())];
    }
    let wrong = texts.iter().zip(rates);
    let wrong = wrong.filter_map(|(text, irr)| agrees(text, &Value::Rate(irr, hurdle)).err());
    wrong.collect()
}

fn bridge(chart: &Chart, all: &[Mark]) -> Vec<String> {
    let table = Table::of(chart);
    let bars: Vec<[f64; 4]> = all
        .iter()
        .filter_map(|mark| match mark {
            Mark::Rect { left, top, right, bottom, fill } if fill != PAPER => {
                Some([*left, *top, *right, *bottom])
            }
            _ => None,
        })
        .collect();
    let last = table.len() - 1;
    let ends = |row: usize| {
        let (from, to) = (table.number(row, "from"), table.number(row, "to"));
        [from.min(to), from.max(to)]
    };
    // Where there are too many, the smallest are one bar: then only both ends are.
    let rows: Vec<(usize, usize)> = if bars.len() == table.len() {
        (0..=last).map(|row| (row, row)).collect()
    } else {
        vec![(0, 0), (last, bars.len() - 1)]
    };
    let pairs: Pairs = rows
        .into_iter()
        .flat_map(|(row, bar)| {
            let [low, high] = ends(row);
            [(low, bars[bar][0]), (high, bars[bar][2])]
        })
        .collect();
    straight("level", &pairs)
}

fn compare(chart: &Chart, all: &[Mark], size: Size) -> Vec<String> {
    let table = Table::of(chart);
    let drawn = if size == Size::Half { table.len().min(3) } else { table.len() };
    let losses = rects(all, &[LOSS]);
    let mut pairs: Pairs = (0..drawn)
        .map(|row| (table.number(row, "below_0.1x"), losses[row][2] - losses[row][0]))
        .collect();
    pairs.push((0.0, 0.0));
    let mut wrong = straight("below 0.1x", &pairs);
    let top = domain(chart, "axis")[1];
    let mut intervals = rects(all, &[&[INK], &OTHERS[..]].concat()).into_iter();
    let mut along = Pairs::new();
    for (row, ends) in (0..drawn).flat_map(|row| [(row, ["p10", "p90"]), (row, ["p25", "p75"])]) {
        let [low, high] = ends.map(|name| table.number(row, name));
        if 0.1 < high {
            let bar = intervals.next().expect("an interval");
            let on_axis = |value: f64| libm::log(value.clamp(0.1, top));
            along.extend([(on_axis(low), bar[0]), (on_axis(high), bar[2])]);
        }
    }
    wrong.extend(straight("interval", &along));
    wrong
}

fn exceed(chart: &Chart, all: &[Mark]) -> Vec<String> {
    let table = Table::of(chart);
    let moic: Vec<f64> = table.column("moic").into_iter().map(libm::log).collect();
    let curves: Vec<&Vec<Place>> = all
        .iter()
        .filter_map(|mark| match mark {
            Mark::Line { points, .. } if points.len() == moic.len() => Some(points),
            _ => None,
        })
        .collect();
    let names: Vec<&String> =
        table.head()[1..].iter().filter(|name| *name != "standard_error").collect();
    let mut wrong = Vec::new();
    if curves.len() != names.len() {
        wrong.push(format!("{} curves of {}", curves.len(), names.len()));
    }
    let [_, top, _, bottom] = chart.plot_rectangle();
    for (curve, name) in curves.iter().zip(names) {
        let along: Pairs = moic.iter().zip(curve.iter()).map(|(x, place)| (*x, place.0)).collect();
        wrong.extend(straight("multiple", &along));
        let shares = table.column(name);
        let mut high: Pairs =
            shares.iter().zip(curve.iter()).map(|(y, place)| (*y, place.1)).collect();
        high.extend([(0.0, bottom), (1.0, top)]);
        wrong.extend(straight(name, &high));
    }
    wrong
}

fn diff(chart: &Chart, all: &[Mark]) -> Vec<String> {
    let table = Table::of(chart);
    let strip = rects(all, &[WORSE, NEUTRAL, BANDS[4]]);
    let shares = table.column("share_of_paths");
    let sum = |holds: &dyn Fn(f64) -> bool| -> f64 {
        (0..table.len())
            .filter(|row| {
                let ends =
                    ["difference_from", "difference_to"].map(|name| table.number(*row, name));
                holds(0.5 * (ends[0] + ends[1]))
            })
            .map(|row| shares[row])
            .sum()
    };
    let parts = [sum(&|x| x < 0.0), shares[shares.len() - 1], sum(&|x| 0.0 < x)];
    let mut widths: Pairs =
        parts.into_iter().zip(strip.iter().map(|part| part[2] - part[0])).collect();
    widths.push((0.0, 0.0));
    let mut wrong = straight("strip", &widths);
    wrong.extend(bins(&table, ["difference_from", "difference_to"], all, false));
    wrong
}

fn tornado(chart: &Chart, all: &[Mark]) -> Vec<String> {
    let table = Table::of(chart);
    let [left, _, right, _] = chart.plot_rectangle();
    let axis = domain(chart, "axis");
    let mut keys = table.texts("assumption");
    keys.dedup();
    // A bar may be of two parts, of the paths on either side of all.
    let mut bars: Vec<[f64; 4]> = Vec::new();
    for part in rects(all, &["#8C8C8C", WORSE, BANDS[4], "#A9CCE3"]) {
        match bars.last_mut().filter(|bar| (bar[1] - part[1]).abs() < ROOM) {
            Some(bar) => bar[2] = part[2],
            None => bars.push(part),
        }
    }
    let mut wrong = Vec::new();
    let mut next = bars.iter();
    for key in keys {
        let rows = table.rows_where("assumption", key);
        let is_end = |row: &&usize| table.text(**row, "end_of_bar") == "true";
        let ends: Vec<f64> =
            rows.iter().filter(is_end).map(|row| table.number(*row, "value")).collect();
        let low = ends.iter().copied().fold(f64::INFINITY, f64::min);
        let high = ends.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let is_seen = ROOM < (high - low) / (axis[1] - axis[0]) * (right - left);
        if ends.iter().any(|end| end.is_nan()) || !is_seen {
            continue;
        }
        // As many as there is room for.
        let Some(bar) = next.next() else { break };
        let pairs = [(axis[0], left), (axis[1], right), (low, bar[0]), (high, bar[2])];
        wrong.extend(straight(key, &pairs));
    }
    wrong.extend(next.next().map(|_| "a bar of nothing".to_owned()));
    wrong
}

fn stress(chart: &Chart, all: &[Mark]) -> Vec<String> {
    let table = Table::of(chart);
    let [left, top, right, bottom] = chart.plot_rectangle();
    let (x, y) = (domain(chart, "value"), domain(chart, "statistic"));
    let (values, statistics) = (table.column("value"), table.column("statistic"));
    let known: Vec<usize> = (0..table.len()).filter(|row| !statistics[*row].is_nan()).collect();
    let dots = circles(all, GAIN);
    if dots.len() != known.len() {
        return vec![format!("{} dots for {}", dots.len(), known.len())];
    }
    let mut along = vec![(x[0], left), (x[1], right)];
    let mut high = vec![(y[0], bottom), (y[1], top)];
    for (row, (place, _)) in known.iter().zip(dots) {
        along.push((values[*row], place.0));
        high.push((statistics[*row], place.1));
    }
    [straight("value", &along), straight("statistic", &high)].concat()
}

/// Places along an axis of ratios where its ends are more than a factor of four apart.
fn along(ends: &[f64], value: f64) -> f64 {
    if 0.0 < ends[0] && 4.0 * ends[0] < ends[1] { libm::log10(value) } else { value }
}

fn breakeven(chart: &Chart, all: &[Mark]) -> Vec<String> {
    let table = Table::of(chart);
    let [left, top, right, bottom] = chart.plot_rectangle();
    let (x, y) = (domain(chart, "value"), domain(chart, "statistic"));
    let (values, statistics) = (table.column("value"), table.column("statistic"));
    let known: Vec<usize> = (0..table.len()).filter(|row| !statistics[*row].is_nan()).collect();
    let dots = circles(all, GAIN);
    if dots.len() != known.len() {
        return vec![format!("{} dots for {}", dots.len(), known.len())];
    }
    let mut level = vec![(along(&x, x[0]), left), (along(&x, x[1]), right)];
    let mut high = vec![(y[0], bottom), (y[1], top)];
    for (row, (place, _)) in known.iter().zip(dots) {
        level.push((along(&x, values[*row]), place.0));
        high.push((statistics[*row], place.1));
    }
    // A ring stands at the last value that meets the target, at the limit.
    let meets = table.texts("meets");
    let met = |row: usize| meets[row] == "true";
    let turns = (1..table.len()).filter(|row| met(*row) != met(row - 1));
    let turns: Vec<usize> = turns.map(|row| if met(row) { row } else { row - 1 }).collect();
    let rings: Vec<Place> = circles(all, INK)
        .into_iter()
        .filter(|(_, radius)| *radius > 3.0)
        .map(|(at, _)| at)
        .collect();
    if rings.len() != turns.len() {
        return vec![format!("{} rings for {}", rings.len(), turns.len())];
    }
    for (row, ring) in turns.into_iter().zip(rings) {
        level.push((along(&x, values[row]), ring.0));
        high.push((table.number(row, "threshold"), ring.1));
    }
    [straight("value", &level), straight("statistic", &high)].concat()
}

/// Rings of breaks, and discs of bands and shocks.
fn summary(chart: &Chart, all: &[Mark]) -> Vec<String> {
    let table = Table::of(chart);
    let [left, top, right, bottom] = chart.plot_rectangle();
    let inside = |at: &Place| top < at.1 && at.1 < bottom;
    let discs: Vec<Place> = circles(all, INK).into_iter().map(|(at, _)| at).collect();
    let axes = table.rows_where("kind", "assumption");
    let (ends, cases) = (domain(chart, "off_plan"), domain(chart, "statistic"));
    let mut wrong = Vec::new();
    let rings = discs.iter().filter(|at| inside(at));
    let breaks = axes.iter().map(|row| table.number(*row, "off_plan")).filter(|off| !off.is_nan());
    let mut level: Pairs = breaks.zip(rings).map(|(off, at)| (off, at.0)).collect();
    if !axes.is_empty() {
        level.extend([(ends[0], left), (ends[1], right)]);
        wrong.extend(straight("off plan", &level));
    }
    let limit =
        |row: usize| table.text(row, "limit").split(' ').next().unwrap_or_default().to_owned();
    let rows = table.rows_where("kind", "case");
    let first = rows.first().map(|row| limit(*row)).unwrap_or_default();
    let shown = rows.into_iter().filter(|row| limit(*row) == first);
    let below = discs.iter().filter(|at| axes.is_empty() || !inside(at));
    let statistics = shown.map(|row| table.number(row, "statistic"));
    let mut level: Pairs = statistics.zip(below).map(|(value, at)| (value, at.0)).collect();
    level.extend([(cases[0], left), (cases[1], right)]);
    wrong.extend(straight("statistic", &level));
    wrong
}

fn stress2(chart: &Chart, all: &[Mark], facts: &Facts) -> Vec<String> {
    let table = Table::of(chart);
    let cells = filled(all);
    let texts = texts_in(all, &cells);
    if texts.len() != table.len() || cells.len() != table.len() {
        return vec![format!("{} cells for {}", texts.len(), table.len())];
    }
    let threshold = facts.of("threshold");
    let is_money = facts.words("label").contains("NPV");
    let value = |x: f64| if is_money { Value::Money(x) } else { Value::Rate(x, threshold) };
    let said = texts.iter().zip(table.column("statistic"));
    said.filter_map(|(text, x)| agrees(text, &value(x)).err()).collect()
}

fn learn(chart: &Chart, all: &[Mark]) -> Vec<String> {
    let table = Table::of(chart);
    let [left, _, right, _] = chart.plot_rectangle();
    let axis = domain(chart, "axis");
    let questions = table.rows_where("kind", "question");
    let place = |row: usize| table.number(row, "place_among_those_worth_asking");
    let value = |row: usize| table.number(row, "value");
    let mut rows =
        if questions.is_empty() { table.rows_where("kind", "assumption") } else { questions };
    // What is worth asking first, in its order, then the rest by its worth.
    if table.text(0, "kind") == "question" {
        let rank = |row: usize| if place(row).is_nan() { f64::INFINITY } else { place(row) };
        rows.sort_by(|a, b| rank(*a).total_cmp(&rank(*b)).then(value(*b).total_cmp(&value(*a))));
    }
    let shown = |row: usize| {
        let adds = table.number(row, "adds_to_those_before");
        if place(row).is_nan() { value(row) } else { adds }
    };
    let bars = rects(all, &["#5B9DCB", NEUTRAL]);
    let worth = rows.into_iter().map(shown).filter(|worth| 0.0 < *worth);
    let ends = worth.zip(&bars).map(|(worth, bar)| (worth, bar[2]));
    let mut pairs: Pairs = ends.collect();
    pairs.extend([(axis[0], left), (axis[1], right)]);
    pairs.extend(bars.iter().map(|bar| (0.0, bar[0])));
    straight("worth", &pairs)
}

fn frontier(chart: &Chart, all: &[Mark]) -> Vec<String> {
    let table = Table::of(chart);
    let [left, top, right, bottom] = chart.plot_rectangle();
    let (x, y) = (domain(chart, "ratio"), domain(chart, "premium"));
    let rows = table.rows_where("kind", "simulated");
    let known: Vec<usize> =
        rows.into_iter().filter(|row| !table.number(*row, "premium").is_nan()).collect();
    // The key has a dot too, above the plot.
    let mut dots = circles(all, GAIN);
    dots.retain(|(place, _)| top - ROOM <= place.1);
    if dots.len() < known.len() {
        return vec![format!("{} dots for {}", dots.len(), known.len())];
    }
    let mut along = vec![(x[0], left), (x[1], right)];
    let mut high = vec![(y[0], bottom), (y[1], top)];
    for (row, (place, _)) in known.iter().zip(dots) {
        along.push((table.number(*row, "ratio"), place.0));
        high.push((table.number(*row, "premium"), place.1));
    }
    [straight("ratio", &along), straight("premium", &high)].concat()
}

fn reverse(chart: &Chart, all: &[Mark]) -> Vec<String> {
    let table = Table::of(chart);
    if table.len() == 0 {
        return Vec::new();
    }
    let fewest = table.rows_where("way", "fewest");
    let rows = if fewest.is_empty() { table.rows_where("way", "all") } else { fewest };
    let [left, _, right, _] = chart.plot_rectangle();
    let dots = circles(all, WORSE);
    let mut pairs: Pairs = rows
        .iter()
        .zip(&dots)
        .map(|(row, (place, _))| (table.number(*row, "percentile"), place.0))
        .collect();
    pairs.extend(circles(all, INK).iter().map(|(place, _)| (0.5, place.0)));
    pairs.extend([(0.0, left), (1.0, right)]);
    straight("percentile", &pairs)
}

fn replay(chart: &Chart, all: &[Mark]) -> Vec<String> {
    let table = Table::of(chart);
    let curves = lines(all, GAIN);
    let (cash, revenue) = (table.column("cash"), table.column("revenue"));
    // Cash begins with what there is at the start, which is not beside the picture.
    let place = |i: usize| curves[0][i + 1];
    let mut wrong = Vec::new();
    if curves[0].len() != cash.len() + 1 {
        wrong.push(format!("{} points of cash for {} months", curves[0].len(), cash.len()));
        return wrong;
    }
    wrong.extend(straight(
        "cash",
        &(0..cash.len()).map(|i| (cash[i], place(i).1)).collect::<Pairs>(),
    ));
    let months = (0..cash.len()).map(|i| (i as f64 + 1.0, place(i).0));
    wrong.extend(straight("month", &months.collect::<Pairs>()));
    let of_revenue = revenue.iter().zip(&curves[1]).map(|(value, place)| (*value, place.1));
    wrong.extend(straight("revenue", &of_revenue.collect::<Pairs>()));
    wrong
}

/// Panels of figures: lines from P10 to P90 and P25 to P75 in each row, and bins above one alone.
fn kpi(chart: &Chart, all: &[Mark]) -> Vec<String> {
    let table = Table::of(chart);
    let fills: Vec<&str> = [INK].into_iter().chain(OTHERS).collect();
    let lines = rects(all, &fills);
    let bars = rects(all, &[NEUTRAL, WORSE]);
    let (mut line, mut bar, mut wrong) = (0, 0, Vec::new());
    let figures: BTreeSet<&str> = table.texts("figure").into_iter().collect();
    let mut seen = Vec::new();
    for figure in table.texts("figure") {
        if seen.contains(&figure) || !is_drawn(chart, figure) {
            continue;
        }
        seen.push(figure);
        let axis = domain(chart, figure);
        let cut = |value: f64| value.clamp(axis[0], axis[1]);
        let rows = table.rows_where("figure", figure);
        let (bins, plans): (Vec<usize>, Vec<usize>) =
            rows.into_iter().partition(|row| !table.text(*row, "from").is_empty());
        let mut along = Pairs::new();
        let mut high = vec![(0.0, 0.0)];
        for row in plans.into_iter().filter(|row| !table.number(*row, "p50").is_nan()) {
            for [low, high] in [["p10", "p90"], ["p25", "p75"]] {
                let Some(rect) = lines.get(line) else { return vec!["too few lines".into()] };
                along.push((cut(table.number(row, low)), rect[0]));
                along.push((cut(table.number(row, high)), rect[2]));
                line += 1;
            }
        }
        for row in bins.into_iter().filter(|row| 0.0 < table.number(*row, "share_of_paths")) {
            let Some(rect) = bars.get(bar) else { return vec!["too few bars".into()] };
            along.push((table.number(row, "from"), rect[0]));
            along.push((table.number(row, "to"), rect[2]));
            high.push((table.number(row, "share_of_paths"), rect[3] - rect[1]));
            bar += 1;
        }
        wrong.extend(straight(figure, &along));
        wrong.extend(straight(&format!("{figure} bins"), &high));
    }
    if (line, bar) != (lines.len(), bars.len()) || figures.len() < seen.len() {
        wrong.push(format!("{line} of {} lines, {bar} of {} bars", lines.len(), bars.len()));
    }
    wrong
}

/// Bars from P25 to P75 on the axis of multiples, of all parts that come so far.
fn scatter(chart: &Chart, all: &[Mark]) -> Vec<String> {
    let table = Table::of(chart);
    let (axis, [_, top, _, bottom]) = (domain(chart, "axis"), chart.plot_rectangle());
    let log = |x: f64| libm::log(x.clamp(axis[0], axis[1]));
    let bars = rects(all, &[NEUTRAL]);
    let parts = (0..table.len()).filter(|row| axis[0] < table.number(*row, "p75"));
    let parts: Vec<usize> = parts.collect();
    if parts.len() != bars.len() {
        return vec![format!("{} bars for {} parts", bars.len(), parts.len())];
    }
    let mut pairs = vec![(log(axis[0]), bottom), (log(axis[1]), top)];
    for (row, bar) in parts.into_iter().zip(bars) {
        pairs.push((log(table.number(row, "p75")), bar[1]));
        pairs.push((log(table.number(row, "p25")), bar[3]));
    }
    straight("multiple", &pairs)
}

/// Bars of units: each row begins where the one above ends, and the margin at 0.
fn unit(chart: &Chart, all: &[Mark]) -> Vec<String> {
    let plans = units(chart);
    let bars = filled(all);
    let rows = plans.first().map_or(0, |unit| unit.rows.len() + 2);
    if bars.len() != plans.len() * rows {
        return vec![format!("{} bars for {} units", bars.len(), plans.len())];
    }
    let axis = domain(chart, "axis");
    let [left, _, right, _] = chart.plot_rectangle();
    let mut pairs = vec![(axis[0], left), (axis[1], right)];
    for (place, of) in plans.iter().enumerate() {
        let mut level = of.price;
        let mut ends = vec![(0.0, of.price)];
        for (change, ..) in &of.rows {
            ends.push((level, level + change));
            level += change;
        }
        ends.push((0.0, of.margin));
        for (row, (from, to)) in ends.into_iter().enumerate() {
            let bar = bars[row * plans.len() + place];
            pairs.extend([(f64::min(from, to), bar[0]), (f64::max(from, to), bar[2])]);
        }
    }
    straight("amount", &pairs)
}

/// Whether a picture tells an axis of that name.
fn is_drawn(chart: &Chart, axis: &str) -> bool {
    let told: serde_json::Value = serde_json::from_str(chart.provenance()).expect("JSON");
    told["domains"].get(axis).is_some()
}

/// What of a picture does not stand where the numbers beside it have it.
fn misplaced(kind: &str, chart: &Chart, facts: &Facts, size: Size) -> Vec<String> {
    let all = marks(&chart.svg());
    let table = || Table::of(chart);
    match kind {
        "bands" => bands(chart, &all, size),
        "dots" => dots(chart, &all),
        "hist" => bins(&table(), ["from", "to"], &all, true),
        "hist-irr" | "hist-npv" => bins(&table(), ["from", "to"], &all, false),
        "exits" => exits(chart, &all),
        "runway" => runway(chart, &all),
        "failure" => failure(chart, &all),
        "plan" => plan(chart, &all, size),
        "payout" => payout(chart, &all),
        "moic-irr" => moic_irr(chart, &all),
        "kpi" => kpi(chart, &all),
        "scatter" => scatter(chart, &all),
        "unit" => unit(chart, &all),
        "value bridge" | "bridge" => bridge(chart, &all),
        "compare" => compare(chart, &all, size),
        "exceed" => exceed(chart, &all),
        "diff" => diff(chart, &all),
        "tornado" => tornado(chart, &all),
        "stress" => stress(chart, &all),
        "stress2" => stress2(chart, &all, facts),
        "learn" if 0 < table().len() => learn(chart, &all),
        "frontier" => frontier(chart, &all),
        "reverse" => reverse(chart, &all),
        "replay" => replay(chart, &all),
        "breakeven" => breakeven(chart, &all),
        "stress-summary" => summary(chart, &all),
        "screen" => screened::screen(chart, &all),
        _ => Vec::new(),
    }
}

#[test]
fn bars_and_points_stand_where_the_numbers_beside_the_picture_have_them() {
    let (mut faults, mut kinds) = (Vec::new(), BTreeSet::new());
    for drawn in drawn() {
        let Drawn { sample, size, chart } = drawn;
        kinds.insert(sample.kind);
        let wrong = misplaced(sample.kind, chart, &sample.facts, *size);
        faults.extend(wrong.iter().take(3).map(|what| format!("{}: {what}", drawn.label())));
    }
    assert!(KINDS.iter().all(|kind| kinds.contains(kind)), "{kinds:?}");
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
