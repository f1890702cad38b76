//! Pictures of different runs, each made alone, lie on the same axes, so that they can be laid
//! side by side; and every bar that has no room on a scale has its notch.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use serde_json::Value;
use shortrun::output::chart::{Chart, Domains, Kind, Size};
use shortrun::output::run::chart::{bands, hist_irr, hist_moic, hist_npv};
use shortrun::output::run::pictures::kinds;

use crate::chart_sample::Sample;
use crate::pictures::marks::{Mark, marks};
use crate::program::shortrun;
use crate::titles::{Table, domain};

/// Very different deals: brands near and far, and a maker of electronics with another horizon.
const DEALS: [(&str, &str, &str); 3] = [
    ("near", include_str!("../scenarios/apparel-nearshore.toml"), ""),
    ("far", include_str!("../scenarios/apparel-offshore.toml"), ""),
    (
        "electronics",
        include_str!("../scenarios/electronics-custom.toml"),
        " --set investment.hurdle_rate=0.3 --set investment.cheque=3000000",
    ),
];

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
fn pictures_of_three_deals_from_three_runs_have_equal_axes_in_every_kind() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path();
    for (name, text, set) in DEALS {
        fs::write(path.join(format!("{name}.toml")), text).expect("written");
        let args =
            format!("run {name}.toml -n 1500 -q --export none --size full,half{set} -o {name}");
        let ran = shortrun(path, &args.split_whitespace().collect::<Vec<_>>());
        assert_eq!(ran.code, 0, "{name}: {}", ran.err);
    }
    let mut apart = Vec::new();
    for (kind, size) in kinds().iter().flat_map(|kind| [(kind, ""), (kind, "-half")]) {
        let file = |deal: &str| path.join(deal).join(format!("{}{size}.png", kind.name));
        let [first, others @ ..] = DEALS.map(|(deal, ..)| domains(&file(deal)));
        assert!(first.as_object().is_some_and(|told| !told.is_empty()), "{}", kind.name);
        for other in others.iter().filter(|other| **other != first) {
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
    for name in ["bars", "fullest"] {
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
    let ends = domain(chart, if *kind == bands::KIND { "bars" } else { "fullest" });
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
    let kinds: [&Kind; 4] = [&bands::KIND, &hist_moic::KIND, &hist_irr::KIND, &hist_npv::KIND];
    let mut seen = 0;
    for ((name, run), kind) in runs.iter().flat_map(|run| kinds.map(|kind| (run, kind))) {
        for size in [Size::Full, Size::Half] {
            let label = format!("{name} {} {}", kind.name, size.name());
            let like = shortened(run.draw(kind, size).provenance(), 0.15);
            let chart = run.draw_like(Some(&like), kind, size);
            let (bars, notches) = bars_and_notches(&chart.svg());
            let level = *kind == bands::KIND;
            let is_cut = |bar: &&[f64; 4]| notches.iter().any(|cut| crosses(bar, cut, level));
            // A bar and its part of one value are one.
            let place =
                |bar: &[f64; 4]| [bar[0], if level { bar[1] } else { 0.0 }].map(f64::to_bits);
            let cut: BTreeSet<[u64; 2]> = bars.iter().filter(is_cut).map(place).collect();
            let meant = too_long(&chart, kind, size);
            assert_eq!(cut.len(), meant, "{label}");
            let told = chart.svg().contains("with a notch go on beyond this scale");
            assert_eq!(told, 0 < meant, "{label}");
            seen += meant;
        }
    }
    assert!(20 < seen, "{seen} bars were cut");
}
