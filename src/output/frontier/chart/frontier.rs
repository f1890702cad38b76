//! Chart of the frontier: the justified unit-cost premium against the ratio of
//! lead times, with the plan's own place and what lies on either side.

use super::own;
use super::room::{Curve, Room};
use super::words::{alt_text, titles};
use crate::analysis::estimate::Estimate;
use crate::analysis::frontier::Study;
use crate::output::chart::{
    Area, Axes, Chart, Domains, GAIN, GREY_TEXT, INK, Kind, LOSS, Look, Metadata, PAPER, Page,
    Provenance, Scale, Size, Span, Words, baseline, beyond, clip, cut as cut_of, grid, short_name,
    ticks, ticks_below,
};
use crate::output::format::number;
use crate::output::frontier::report::{FrontierReport, Named, days, plain_premium};
use plotters::style::RGBColor;

/// Standard errors that a whisker reaches to either side.
const WHISKER: f64 = 2.0;

/// Draws the frontier.
pub fn frontier(report: &FrontierReport, like: Option<&Domains>, size: Size) -> Chart {
    let run = provenance(report);
    let span = PREMIUM.span(like).unwrap_or_else(|| Span::new(vertical(&report.study)));
    let mut words = words(report, &run, size);
    words.notes.splice(0..0, cut(&report.study, span));
    let page = Page::new(size, &words, 2);
    let plot = draw(&page, report, span);
    let metadata = Metadata {
        kind: &KIND,
        alt_text: alt_text(report),
        csv: csv(&report.study),
        domains: vec![RATIO.tells(RATIOS.ends()), PREMIUM.tells(span.ends())],
    };
    page.finish(&words, plot, metadata)
}

/// The axis of ratios.
pub(in crate::output) const RATIOS: Span = Span { low: 0.0, high: 1.0 };
/// The premium on unit cost that a short lead time justifies.
pub static KIND: Kind = Kind { name: "frontier", scales: &[RATIO, PREMIUM], ..Kind::PLAIN };

/// Ratios, which are always the same.
const RATIO: Scale = Scale::Optional("ratio");
/// Premiums on unit cost.
const PREMIUM: Scale = Scale::Span("premium");

/// Says so where premiums have no room on a lent axis.
fn cut(study: &Study, span: Span) -> Option<String> {
    let closed = study.curve.iter().flat_map(|(_, one)| [Some(one.premium), one.mixed]).flatten();
    let own = study.own.as_ref();
    let cost = own.and_then(|own| own.as_it_is).map(|own| own.premium.value);
    let justified = own.and_then(|own| own.point.premium).map(|one| one.value);
    let simulated = simulated(study).into_iter().map(|(_, figure, ..)| figure.value);
    let all: Vec<f64> = closed.chain(simulated).chain(cost).chain(justified).collect();
    cut_of(["some premiums", " (arrows)"], all.into_iter(), span, plain_premium)
}

fn provenance(report: &FrontierReport) -> Provenance {
    let both = |part: fn(&Named) -> &String| {
        let all = std::iter::once(&report.scenario).chain(&report.against);
        all.map(|one| part(one).as_str()).collect::<Vec<_>>().join(", ")
    };
    Provenance {
        program_version: report.program_version.clone(),
        scenario_file: both(|one| &one.file),
        scenario_name: report.scenario.name.clone(),
        scenario_hash: both(|one| &one.hash),
        paths: report.study.draws,
        seed: report.seed,
        currency: report.currency.clone(),
        hurdle_rate: f64::NAN,
        title_edited: false,
    }
}

fn words<'a>(report: &FrontierReport, run: &'a Provenance, size: Size) -> Words<'a> {
    let study = &report.study;
    let (line, name) = (&report.line, short_name(run));
    let meaning =
        "highest unit-cost premium at which short lead times leave the buyer no worse off";
    let mut notes = vec![error_note(study)];
    notes.push("one month at plan of each path".to_owned());
    let least = plain_premium(study.second_source);
    notes.push(format!("a top-up pays if it gains {least} of the unit cost per unit of demand"));
    notes.push("closed form at medians, without batches or capacity".to_owned());
    Words {
        provenance: run,
        titles: titles(report),
        subtitles: if size == Size::Half {
            vec![format!("{line}: {meaning}, by short over long lead time")]
        } else {
            vec![
                format!(
                    "{name}, {line}: {meaning}, in % of the long plan's unit cost, by short over \
                         long lead time"
                ),
                format!("{line}: {meaning}, in % of the long plan's unit cost"),
            ]
        },
        basis: "",
        notes,
    }
}

fn error_note(study: &Study) -> String {
    let all = study.points.iter().flat_map(|point| [point.premium, point.mixed]).flatten();
    let largest = all.map(|figure| figure.standard_error).fold(0.0, f64::max);
    format!("premiums ± {:.1} points or less (1 s.e.)", (1000.0 * largest).ceil() / 10.0)
}

/// The span of the axis of premiums.
fn vertical(study: &Study) -> (f64, f64) {
    let mut all: Vec<f64> = vec![0.0];
    for (_, closed) in &study.curve {
        all.push(closed.premium);
        all.extend(closed.mixed);
    }
    let own = study.own.as_ref();
    for point in study.points.iter().chain(own.map(|own| &own.point)) {
        for figure in [point.premium, point.mixed].into_iter().flatten() {
            all.push(figure.value - WHISKER * figure.standard_error);
            all.push(figure.value + WHISKER * figure.standard_error);
        }
    }
    all.extend(own.and_then(|own| own.as_it_is).map(|own| own.premium.value));
    let (low, high) =
        (all.iter().copied().fold(0.0, f64::min), all.iter().copied().fold(0.01, f64::max));
    // Above, there is room for the words on the plan's own place.
    let spare = 0.08 * (high - low);
    (if low < 0.0 { low - spare } else { 0.0 }, high + 2.5 * spare)
}

fn draw(page: &Page, report: &FrontierReport, span: Span) -> Area {
    let study = &report.study;
    let label = page.kind.label;
    let look = Look::new(label, INK);
    let half = page.size == Size::Half;
    let keys = if half { 2.0 } else { 1.0 };
    let plot = Area {
        left: page.frame.left + look.width("\u{2212}100%") + 6.0,
        top: page.frame.top + 1.5 * label * keys + 0.4 * label,
        right: page.frame.right - look.width("120 days") * 0.5,
        bottom: page.frame.bottom - 3.2 * label,
    };
    let Span { low, high } = span;
    let axes = page.axes(plot, 0.0..1.0, high..low);
    let count = if half { 4 } else { 6 };
    let lines = ticks(low, high, count).into_iter();
    let lines =
        lines.map(|value| (value, format!("{}%", number(100.0 * value, decimals(high - low)))));
    grid(page, plot, &axes, &lines.collect::<Vec<_>>());
    baseline(page, plot);
    if low < 0.0 {
        axes.line(vec![(0.0, 0.0), (1.0, 0.0)], 1.0, INK);
    }
    lead_times(page, plot, &axes, study.long_days);
    key(page);
    curves(&axes, (study, span));
    if let Some(own) = &study.own {
        own::leader(page, plot, &axes, (own, span));
    }
    dots(page, &axes, (study, span));
    if let Some(own) = &study.own {
        own::place(page, plot, &axes, (own, span));
    }
    regions(page, plot, &axes, (study, span));
    plot
}

fn decimals(span: f64) -> usize {
    usize::from(span < 0.05)
}

/// The ratios under the plot, each with its days below it.
fn lead_times(page: &Page, plot: Area, axes: &Axes, long_days: f64) {
    let label = page.kind.label;
    let steps: &[f64] = if page.size == Size::Half {
        &[0.0, 0.5, 1.0]
    } else {
        &[0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8, 1.0]
    };
    let ratios: Vec<(f64, String)> =
        steps.iter().map(|ratio| (*ratio, plain_ratio(*ratio))).collect();
    ticks_below(page, plot, axes, &ratios);
    let look = Look::new(label, GREY_TEXT).centred();
    for ratio in steps {
        let at = (axes.at(*ratio, 0.0).0, plot.bottom + 2.35 * label);
        let short = days(ratio * long_days);
        let text = if *ratio < 1.0 { short } else { format!("{short} days") };
        if page.is_free(at, look, &text, 3.0) {
            page.text_at(at.0, at.1, look, &text);
        }
    }
}

fn plain_ratio(ratio: f64) -> String {
    let text = format!("{ratio:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text.is_empty() { "0".to_owned() } else { text.to_owned() }
}

/// What the two kinds of mark are.
fn key(page: &Page) {
    let label = page.kind.label;
    let look = Look::new(label, INK);
    let half = page.size == Size::Half;
    let (local, mixed) = if half {
        ("all close by (line: closed form)", "topped up (dots: simulated)")
    } else {
        ("all made close by", "base order from afar, topped up")
    };
    let swatch = 22.0 * page.size.stretch();
    let mut at = (page.frame.left, page.frame.top + 0.6 * label);
    for (text, colour, is_mixed) in [(local, GAIN, false), (mixed, INK, true)] {
        let ends = [(at.0, at.1), (at.0 + swatch, at.1)];
        if is_mixed {
            page.dashes(&ends, 1.1, colour, (3.0, 2.0));
        } else {
            page.line(&ends, 1.8, colour);
        }
        dot(page, (at.0 + 0.5 * swatch, at.1), colour, is_mixed);
        page.text_at(at.0 + swatch + 5.0, at.1, look, text);
        if half {
            at.1 += 1.4 * label;
        } else {
            at.0 += swatch + look.width(text) + 22.0;
        }
    }
    if !half {
        let look = Look::new(label, GREY_TEXT);
        let texts = ["lines: closed form; dots: simulated, ± 2 s.e.", "dots: simulated, ± 2 s.e."];
        let from = at.0 - 8.0;
        let fits = |text: &&str| from + look.width(text) <= page.frame.right;
        if let Some(text) = texts.into_iter().find(fits) {
            page.text_at(from, at.1, look, text);
        }
    }
}

/// A filled dot, or an open one.
fn dot(page: &Page, place: (f64, f64), colour: RGBColor, open: bool) {
    let size = page.size.stretch() * if page.size == Size::Half { 0.8 } else { 1.0 };
    page.disc(place, 3.2 * size, PAPER);
    page.disc(place, 2.5 * size, colour);
    if open {
        page.disc(place, 1.4 * size, PAPER);
    }
}

/// The closed forms, and the errors of what is simulated.
fn curves(axes: &Axes, (study, span): (&Study, Span)) {
    let on_axes = |points: &[(f64, f64)]| clip::line(points, (RATIOS, span)).into_iter();
    let mixed = study.curve.iter().map(|(ratio, closed)| (*ratio, closed.mixed));
    let mixed: Vec<(f64, f64)> =
        mixed.filter_map(|(ratio, premium)| Some((ratio, premium?))).collect();
    if 1 < mixed.len() {
        on_axes(&mixed).for_each(|piece| axes.dashes(piece, 1.1, INK));
    }
    let local = study.curve.iter().map(|(ratio, closed)| (*ratio, closed.premium));
    on_axes(&local.collect::<Vec<_>>()).for_each(|piece| axes.edged(piece, 1.8, GAIN));
    for (ratio, figure, colour, _) in simulated(study) {
        let reach = WHISKER * figure.standard_error;
        let ends = [(ratio, figure.value - reach), (ratio, figure.value + reach)];
        on_axes(&ends).for_each(|piece| axes.edged(piece, 1.0, colour));
    }
}

/// Ratio, premium, colour and whether the dot is open.
type Dot = (f64, Estimate, RGBColor, bool);

fn simulated(study: &Study) -> Vec<Dot> {
    let mixed = study.points.iter().map(|point| (point.ratio, point.mixed, INK, true));
    let local = study.points.iter().map(|point| (point.ratio, point.premium, GAIN, false));
    let all = mixed.chain(local);
    all.filter_map(|(ratio, figure, colour, open)| Some((ratio, figure?, colour, open))).collect()
}

fn dots(page: &Page, axes: &Axes, (study, span): (&Study, Span)) {
    for (ratio, figure, colour, open) in simulated(study) {
        if !beyond(page, axes, (ratio, figure.value), (RATIOS, span), colour) {
            dot(page, axes.at(ratio, figure.value), colour, open);
        }
    }
}

/// What lies on either side of the curves, in words where there is room.
fn regions(page: &Page, plot: Area, axes: &Axes, (study, span): (&Study, Span)) {
    let local = Curve::of(study, (axes, span), false);
    let mixed = Curve::of(study, (axes, span), true);
    let half = page.size == Size::Half;
    let room =
        Room { page, plot, own: study.own.as_ref().map(|own| axes.at(own.point.ratio, 0.0).0) };
    let pays = Look::new(page.kind.label, GAIN).bold();
    let grey = Look::new(page.kind.label, GREY_TEXT).bold();
    let floor = axes.at(0.0, 0.0).1.min(plot.bottom);
    let all: &[&str] = if half { &["pays"] } else { &["pays for all units", "pays"] };
    room.name((&|x| local.lowest(x), &|_| floor), pays, all);
    let top_ups: &[&str] =
        if half { &["pays as top-up"] } else { &["pays for top-ups only", "pays as top-up"] };
    room.name((&|x| mixed.lowest(x), &|x| local.highest(x)), grey, top_ups);
    let neither = |x: f64| mixed.highest(x).min(local.highest(x));
    room.name(
        (&|_| plot.top, &neither),
        Look::new(page.kind.label, LOSS).bold(),
        &["does not pay"],
    );
}

fn csv(study: &Study) -> String {
    let mut csv =
        "kind,ratio,days,premium,standard_error,top_up_premium,top_up_standard_error\n".to_owned();
    let cell = |value: Option<f64>| value.map_or_else(String::new, |value| value.to_string());
    for (ratio, closed) in &study.curve {
        let mixed = cell(closed.mixed);
        csv += &format!(
            "closed form,{ratio},{},{},,{mixed},\n",
            ratio * study.long_days,
            closed.premium
        );
    }
    let own = study.own.as_ref().map(|own| ("own lead time", &own.point));
    for (kind, point) in study.points.iter().map(|point| ("simulated", point)).chain(own) {
        let both = [point.premium, point.mixed].map(|figure| {
            let parts = [figure.map(|one| one.value), figure.map(|one| one.standard_error)];
            parts.map(cell).join(",")
        });
        csv += &format!("{kind},{},{},{}\n", point.ratio, point.days, both.join(","));
    }
    if let Some(as_it_is) = study.own.as_ref().and_then(|own| own.as_it_is.map(|one| (own, one))) {
        let (own, Estimate { value, standard_error }) = (as_it_is.0, as_it_is.1.premium);
        csv += &format!(
            "own cost,{},{},{value},{standard_error},,\n",
            own.point.ratio, own.point.days
        );
    }
    csv
}
