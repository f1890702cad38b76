//! Pictures of different runs, each made alone, lie on the same axes, so that they can be laid
//! side by side; and every bar that has no room on a scale has its notch.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use serde_json::Value;
use shortrun::output::chart::{Chart, Domains, Kind, Size};
use shortrun::output::run::chart::{
    bands, dots, failure, hist_irr, hist_moic, hist_npv, kpi, payout, runway,
};
use shortrun::output::run::pictures::kinds;

use crate::chart_sample::{HORIZON, Sample, kinds_of_returns};
use crate::every_chart;
use crate::pictures::drawn;
use crate::pictures::marks::{Mark, marks};
use crate::program::shortrun;
use crate::titles::{Table, domain};

/// A clear buy, a close call, the same brand bought from afar, and a clear pass.
const DEALS: [&str; 4] =
    ["apparel-nearshore", "apparel-offshore", "electronics-custom", "apparel-bear"];

/// Kinds with an axis of money, which goes with the size of a deal: its ends are 1, 2 or 5 and
/// zeros.
const OF_MONEY: [&str; 6] = ["hist-npv", "runway", "kpi", "unit", "plan", "payout"];

/// Takes out what an axis of money is about, and looks whether it ends where it may.
fn without_money(told: &mut Value, kind: &Kind) {
    if !OF_MONEY.contains(&kind.name) {
        return;
    }
    let all = told.as_object_mut().expect("domains");
    for name in [
        "highest_cash",
        "largest_amount",
        "axis",
        "capex_per_incremental_sku",
        "highest_revenue",
        "ebitda",
        "net",
        "prices",
    ] {
        let ends = all.remove(name).unwrap_or_default();
        let ends = ends.as_array().into_iter().flatten().filter_map(Value::as_f64);
        // What an axis reaches below 0 hangs on what it reaches above.
        for end in ends.filter(|end| 0.0 < *end) {
            let digits = format!("{:.6e}", end.abs());
            let first = digits.split_once('e').map(|(digits, _)| digits.to_owned());
            let may = ["1.000000", "2.000000", "5.000000"];
            assert!(first.is_some_and(|first| may.contains(&first.as_str())), "{name} {end}");
        }
    }
    all.remove("edges");
}

/// Whether figures that two operators have lie on the same axes: one may have figures that the other
/// lacks, such as what an SKU costs where none needs tooling.
fn agree_where_both_have_it(one: &Value, other: &Value) -> bool {
    let other = other.as_object().expect("domains");
    let mut both = one.as_object().expect("domains").iter().filter(|one| other.contains_key(one.0));
    let agree = both.clone().all(|(name, axis)| other[name] == *axis);
    agree && 4 <= both.by_ref().count()
}

/// What a picture tells of its axes.
fn domains(file: &Path) -> Value {
    let file = fs::File::open(file).expect("drawn");
    let reader = png::Decoder::new(std::io::BufReader::new(file)).read_info().expect("a picture");
    let texts = &reader.info().utf8_text;
    let told = texts.iter().find(|text| text.keyword == "shortrun:provenance").expect("told");
    let told: Value = serde_json::from_str(&told.get_text().expect("a text")).expect("an object");
    told["domains"].clone()
}

#[test]
fn pictures_of_several_deals_from_runs_of_their_own_have_equal_axes_in_every_kind() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path();
    for deal in DEALS {
        let file = format!("{}/scenarios/{deal}.toml", env!("CARGO_MANIFEST_DIR"));
        let args = "-n 1500 -q --export none --charts all --size full,half -o";
        let args = ["run", &file].into_iter().chain(args.split_whitespace()).chain([deal]);
        let ran = shortrun(path, &args.collect::<Vec<_>>());
        assert_eq!(ran.code, 0, "{deal}: {}", ran.err);
    }
    let mut apart = Vec::new();
    for (kind, size) in kinds().iter().flat_map(|kind| [(kind, ""), (kind, "-half")]) {
        let told = |deal: &str| {
            let mut told = domains(&path.join(deal).join(format!("{}{size}.png", kind.name)));
            assert!(told.as_object().is_some_and(|told| !told.is_empty()), "{}", kind.name);
            // What each investor asks for is marked on the axis, and is no part of it.
            told.as_object_mut().and_then(|told| told.remove("hurdles"));
            without_money(&mut told, kind);
            told
        };
        let first = told(DEALS[0]);
        let differs = |other: &Value| {
            if **kind == kpi::KIND {
                !agree_where_both_have_it(&first, other)
            } else {
                *other != first
            }
        };
        for other in DEALS[1..].iter().map(|deal| told(deal)).filter(differs) {
            apart.push(format!("{}{size}: {first} and {other}", kind.name));
        }
    }
    assert!(apart.is_empty(), "{}", apart.join("\n"));
}

/// The domains of a picture, with some scales as short as a part of what they were.
fn shortened(told: &str, part: f64) -> Domains {
    let told: Value = serde_json::from_str(told).expect("JSON");
    let mut domains = told["domains"].clone();
    let object = domains.as_object_mut().expect("domains");
    for name in ["bars", "fullest", "highest_share"] {
        if let Some(Value::Array(values)) = object.get_mut(name) {
            for value in values.iter_mut() {
                *value = (part * value.as_f64().expect("a number")).into();
            }
        }
    }
    Domains::read(&domains).expect("numbers")
}

/// Fills of bars, with what is exactly nothing and just the capital.
const BARS: [&str; 7] =
    ["#4A1A05", "#8F3B12", "#E0A069", "#8C8C8C", "#B7D6EA", "#5B9DCB", "#0B4F8A"];

/// Rectangles of bars in the order in which they are drawn, and white lines.
fn bars_and_notches(svg: &str) -> (Vec<[f64; 4]>, Vec<[f64; 4]>) {
    let (mut bars, mut notches) = (Vec::new(), Vec::new());
    for mark in marks(svg) {
        match mark {
            Mark::Rect { left, top, right, bottom, fill } if BARS.contains(&fill.as_str()) => {
                bars.push([left, top, right, bottom]);
            }
            Mark::Line { points, stroke } if stroke == "#FFFFFF" && points.len() == 2 => {
                let ([a, b], level) = ([points[0], points[1]], f64::min);
                notches.push([level(a.0, b.0), level(a.1, b.1), a.0.max(b.0), a.1.max(b.1)]);
            }
            _ => {}
        }
    }
    (bars, notches)
}

/// How many bars of a picture are longer than its scale, by the numbers beside it.
fn too_long(chart: &Chart, kind: &Kind, size: Size) -> usize {
    let table = Table::of(chart);
    let ends = domain(
        chart,
        match kind {
            kind if *kind == bands::KIND => "bars",
            kind if *kind == failure::KIND => "highest_share",
            _ => "fullest",
        },
    );
    if *kind == failure::KIND {
        return table.column("failed").iter().filter(|share| ends[0] < **share).count();
    }
    if *kind == payout::KIND {
        let sales = table.rows_where("kind", "sales");
        let share = |row: &&usize| table.number(**row, "share_of_sales");
        return sales.iter().filter(|row| ends[0] < share(row)).count();
    }
    if *kind != bands::KIND {
        let (from, to) = (table.column("from"), table.column("to"));
        let shares = table.column("share_of_paths");
        return (0..from.len()).filter(|i| from[*i] < to[*i] && ends[0] < shares[*i]).count();
    }
    let groups: &[&[usize]] = match size {
        Size::Half => &[&[0], &[1], &[2], &[3, 4], &[5, 6], &[7]],
        _ => &[&[0], &[1], &[2], &[3], &[4], &[5], &[6], &[7]],
    };
    let panels: &[&str] = if size == Size::Half {
        &["share_of_paths"]
    } else {
        &["share_of_paths", "share_of_proceeds"]
    };
    let sums = panels.iter().enumerate().flat_map(|(panel, name)| {
        let column = table.column(name);
        let sum = move |group: &&[usize]| group.iter().map(|i| column[*i]).sum::<f64>();
        groups.iter().map(sum).filter(|sum| ends[panel] < *sum).collect::<Vec<_>>()
    });
    sums.count()
}

/// Bars that stand upon one another, as one.
fn stacked(bars: &[[f64; 4]]) -> Vec<[f64; 4]> {
    let mut all: Vec<[f64; 4]> = Vec::new();
    for bar in bars {
        match all.iter_mut().find(|one| (one[0] - bar[0]).abs() < 0.2) {
            Some(one) => *one = [one[0], one[1].min(bar[1]), one[2], one[3].max(bar[3])],
            None => all.push(*bar),
        }
    }
    all
}

/// Whether a white line runs through a bar from one of its sides to the other.
fn crosses(bar: &[f64; 4], cut: &[f64; 4], level: bool) -> bool {
    let (across, along) = if level { (1, 0) } else { (0, 1) };
    let near = |a: f64, b: f64| (a - b).abs() < 0.2;
    let spans = near(cut[across], bar[across]) && near(cut[across + 2], bar[across + 2]);
    // That of an edge between two bars, or of a part of one, is no notch: it is not slanted.
    spans
        && bar[along] < cut[along]
        && cut[along + 2] < bar[along + 2]
        && 1.0 < cut[along + 2] - cut[along]
}

#[test]
fn every_bar_that_is_longer_than_the_scale_has_a_notch_and_no_other_has() {
    let runs = [
        ("usual", Sample::usual(2_000)),
        ("preferred", Sample::new(800, |u| if u < 0.4 { 1.0 } else { 5.0 * u * u })),
        ("lost", Sample::new(400, |u| if u < 0.8 { 0.0 } else { 2.0 * u })),
    ];
    let kinds: [&Kind; 6] = [
        &bands::KIND,
        &hist_moic::KIND,
        &hist_irr::KIND,
        &hist_npv::KIND,
        &failure::KIND,
        &payout::KIND,
    ];
    let mut seen = std::collections::BTreeMap::new();
    for ((name, run), kind) in runs.iter().flat_map(|run| kinds.map(|kind| (run, kind))) {
        for size in [Size::Full, Size::Half] {
            let label = format!("{name} {} {}", kind.name, size.name());
            let like = shortened(run.draw(kind, size).provenance(), 0.15);
            let chart = run.draw_like(Some(&like), kind, size);
            let (mut bars, notches) = bars_and_notches(&chart.svg());
            let level = *kind == bands::KIND;
            if *kind == failure::KIND {
                bars = stacked(&bars);
            }
            let is_cut = |bar: &&[f64; 4]| notches.iter().any(|cut| crosses(bar, cut, level));
            // A bar and its part of one value are one.
            let place =
                |bar: &[f64; 4]| [bar[0], if level { bar[1] } else { 0.0 }].map(f64::to_bits);
            let cut: BTreeSet<[u64; 2]> = bars.iter().filter(is_cut).map(place).collect();
            let meant = too_long(&chart, kind, size);
            assert_eq!(cut.len(), meant, "{label}");
            let told = chart.svg().contains("with a notch go on beyond this scale");
            assert_eq!(told, 0 < meant, "{label}");
            *seen.entry(kind.name).or_insert(0) += meant;
        }
    }
    assert_eq!(seen.len(), kinds.len());
    assert!(seen.values().all(|bars| 2 < *bars), "{seen:?}");
}

/// The same picture on an axis as long as a part of what it was, around 0 or else its middle.
fn on_a_part(sample: &every_chart::Sample, part: f64, size: Size) -> Option<Chart> {
    let told: Value = serde_json::from_str(sample.draw(size).provenance()).expect("JSON");
    let mut domains = told["domains"].clone();
    let ends: Vec<f64> = serde_json::from_value(domains["axis"].clone()).ok()?;
    let [low, high] = ends[..].try_into().ok()?;
    let kept: f64 = if low <= 0.0 && 0.0 <= high { 0.0 } else { 0.5 * (low + high) };
    domains["axis"] = [low, high].map(|end| kept + part * (end - kept)).to_vec().into();
    sample.draw_like(&Domains::read(&domains).expect("numbers"), size)
}

/// Level bars that end just where the plot does, each with whether a slanted white line cuts it
/// there; and how many bars are cut that end elsewhere.
fn bars_at_the_ends(chart: &Chart) -> (Vec<bool>, usize) {
    let [left, _, right, _] = chart.plot_rectangle();
    let near = |a: f64, b: f64| (a - b).abs() < 0.2;
    let (mut bars, mut cuts) = (Vec::new(), Vec::new());
    for mark in marks(&chart.svg()) {
        match mark {
            Mark::Rect { left, top, right, bottom, fill } if fill != "#FFFFFF" => {
                bars.push([left, top, right, bottom]);
            }
            Mark::Line { points, stroke } if stroke == "#FFFFFF" && points.len() == 2 => {
                let ([a, b], least) = ([points[0], points[1]], f64::min);
                cuts.push([least(a.0, b.0), least(a.1, b.1), a.0.max(b.0), a.1.max(b.1)]);
            }
            _ => {}
        }
    }
    let is_cut = |bar: &[f64; 4]| cuts.iter().any(|cut| crosses(bar, cut, true));
    // A band over all rows is no bar, nor is a bar with too little room for a notch: it has an arrow.
    let is_bar = |bar: &&[f64; 4]| bar[3] - bar[1] < 40.0 && 14.2 < bar[2] - bar[0];
    let ends = |bar: &&[f64; 4]| near(bar[2], right) || near(bar[0], left);
    let (at, elsewhere): (Vec<&[f64; 4]>, _) = bars.iter().filter(is_bar).partition(ends);
    (at.into_iter().map(is_cut).collect(), elsewhere.into_iter().filter(|bar| is_cut(bar)).count())
}

#[test]
fn level_bars_that_go_on_beyond_a_lent_axis_have_a_notch_in_every_kind_that_has_such_bars() {
    let mut seen = std::collections::BTreeMap::new();
    for sample in every_chart::samples() {
        for size in [Size::Full, Size::Half] {
            let Some(chart) = on_a_part(&sample, 0.4, size) else { continue };
            let (at, elsewhere) = bars_at_the_ends(&chart);
            let label = sample.label(size);
            assert_eq!(elsewhere, 0, "{label}: a bar within the axis is cut");
            // Bars begin at 0, which may be the left end.
            let from_zero = sample.kind == "learn";
            assert!(from_zero || at.iter().all(|is_cut| *is_cut), "{label}: {at:?}");
            *seen.entry(sample.kind).or_insert(0) += at.iter().filter(|is_cut| **is_cut).count();
        }
    }
    assert_eq!(seen.len(), 3, "{seen:?}");
    assert!(seen.values().all(|count| 2 < *count), "{seen:?}");
}

#[test]
fn the_fan_of_a_runway_is_of_operators_that_still_operate_and_ends_where_few_do() {
    let run = Sample::usual(2_000);
    let table = Table::of(&run.draw(&runway::KIND, Size::Tall));
    let mut ended = 0;
    for month in 1..=HORIZON {
        let (cash, share) = run.operating(month);
        let row = month - 1;
        assert!((table.number(row, "operating") - share).abs() < 1e-12, "month {month}");
        let median = table.number(row, "p50");
        if share < 0.2 || 0 < ended {
            assert!(median.is_nan(), "month {month}: {share}");
            ended += 1;
            continue;
        }
        let middle = cash.len() / 2;
        let near = cash[middle.saturating_sub(1)]..=cash[(middle + 1).min(cash.len() - 1)];
        assert!(near.contains(&median), "month {month}: {median}, {near:?}");
    }
    assert!(0 < ended && ended < HORIZON, "{ended} months without a fan");
}

/// Hatched lines of a picture: thin and slanted.
fn hatches(chart: &Chart) -> usize {
    let slanted = |mark: &Mark| match mark {
        Mark::Line { points, .. } if points.len() == 2 => {
            let (a, b) = (points[0], points[1]);
            let (wide, high) = ((a.0 - b.0).abs(), (a.1 - b.1).abs());
            0.5 < wide && (wide - high).abs() < 0.2
        }
        _ => false,
    };
    marks(&chart.svg()).iter().filter(|mark| slanted(mark)).count()
}

#[test]
fn value_by_rule_is_hatched_and_told_where_more_than_a_tenth_of_the_paths_have_it() {
    let (open, ended) =
        (Sample::usual(2_000).many_open(), Sample::new(300, |u| 2.0 * u).all_sold());
    let kinds: [&Kind; 4] = [&bands::KIND, &hist_moic::KIND, &hist_irr::KIND, &hist_npv::KIND];
    for kind in kinds {
        for size in Size::ALL {
            let (one, other) = (open.draw(kind, size), ended.draw(kind, size));
            let label = format!("{} {}", kind.name, size.name());
            assert!(4 < hatches(&one), "{label}: {}", hatches(&one));
            assert!(one.svg().contains("end at the horizon, valued by rule"), "{label}");
            assert_eq!(hatches(&other), 0, "{label}");
            assert!(!other.svg().contains("hatched"), "{label}");
        }
    }
}

#[test]
fn the_scenario_is_named_above_the_title_and_every_file_below_with_its_hash() {
    let mut run = Sample::usual(300);
    let long = "A plan with a name that goes on and on, of the north and of the south, of the east \
                and of the west, and of all that lies between them, in its bear case";
    long.clone_into(&mut run.provenance.scenario_name);
    for kind in kinds_of_returns() {
        for size in Size::ALL {
            let chart = run.draw(kind, size);
            let texts: Vec<(f64, String)> = marks(&chart.svg())
                .into_iter()
                .filter_map(|mark| match mark {
                    Mark::Text { y, text, .. } => Some((y, text)),
                    _ => None,
                })
                .collect();
            let first = texts.iter().min_by(|a, b| a.0.total_cmp(&b.0)).expect("texts");
            let label = format!("{} {}: {}", kind.name, size.name(), first.1);
            assert!(first.1.starts_with("A plan") && first.1.ends_with("case"), "{label}");
            assert!(first.1 == long || first.1.contains('…'), "{label}");
            assert!(texts.iter().any(|(_, text)| text.contains("(3f9c1a2)")), "{label}");
        }
    }
}

#[test]
fn footers_have_the_file_and_hash_of_every_scenario_however_many() {
    for one in drawn().iter().filter(|one| ["compare", "exceed", "diff"].contains(&one.sample.kind))
    {
        let told: Value = serde_json::from_str(one.chart.provenance()).expect("JSON");
        let words = |key: &str| told[key].as_str().expect("a text").to_owned();
        let texts: String = marks(&one.chart.svg())
            .iter()
            .filter_map(|mark| match mark {
                Mark::Text { text, .. } => Some(format!("{text} ")),
                _ => None,
            })
            .collect();
        for hash in words("scenario_hash").split(", ") {
            let short: String = hash.chars().take(7).collect();
            assert!(texts.contains(&format!("({short})")), "{}: {short}", one.label());
        }
    }
}

#[test]
fn the_block_of_dots_at_just_1x_is_centred_on_it_and_its_name_lies_on_no_dot() {
    let run = Sample::new(800, |u| if (0.3..0.55).contains(&u) { 1.0 } else { 4.0 * u * u });
    for size in Size::ALL {
        let all = marks(&run.draw(&dots::KIND, size).svg());
        let circles = |wanted: Option<&str>| -> Vec<(f64, f64, f64)> {
            let circles = all.iter().filter_map(|mark| match mark {
                Mark::Circle { x, y, radius, fill } if wanted.is_none_or(|one| one == fill) => {
                    Some((*x, *y, *radius))
                }
                _ => None,
            });
            circles.collect()
        };
        let back = circles(Some("#8C8C8C"));
        let n = if size == Size::Half { 50 } else { 100 };
        assert!((back.len() as f64 / f64::from(n) - 0.25).abs() < 0.03, "{}", back.len());
        let line = all.iter().find_map(|mark| match mark {
            Mark::Line { points, stroke } if stroke == "#1A1A1A" => {
                (points.len() == 2 && (points[0].0 - points[1].0).abs() < 0.01).then(|| points[0].0)
            }
            _ => None,
        });
        let line = line.expect("a line at 1x");
        let ends = back
            .iter()
            .fold((f64::INFINITY, 0.0_f64), |(low, high), (x, ..)| (low.min(*x), high.max(*x)));
        let radius = back[0].2;
        assert!((0.5 * (ends.0 + ends.1) - line).abs() < 0.2, "{} {line} {ends:?}", size.name());
        let (x, y, anchor) = all
            .iter()
            .find_map(|mark| match mark {
                Mark::Text { x, y, text, anchor, .. } if text.ends_with("exactly 1x") => {
                    Some((*x, *y, anchor.clone()))
                }
                _ => None,
            })
            .expect("it has its name");
        // A letter is about half as wide as high.
        let letter = match size {
            Size::Half => 7.2,
            Size::Slide => 13.5,
            _ => 8.0,
        };
        let wide = 0.5 * letter * "25% exactly 1x".len() as f64;
        let (left, right) = if anchor == "end" { (x - wide, x) } else { (x, x + wide) };
        let is_on = |(cx, cy, _): &&(f64, f64, f64)| {
            left < cx + radius
                && cx - radius < right
                && y - 0.7 * letter < cy + radius
                && cy - radius < y
        };
        assert_eq!(circles(None).iter().find(is_on), None, "{}", size.name());
    }
}
