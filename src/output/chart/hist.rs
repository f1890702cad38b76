//! Histograms of MOIC, IRR and NPV.

use super::colours::BANDS;
use super::data::{Percentiles, Returns, percentile};
use super::display::Chart;
use super::histogram::{
    Bin, Delimiter, Histogram, Segment, bin_width, draw, edges, names, quartiles,
};
use super::page::{Page, Twin, Words};
use super::size::Size;
use super::ticks::{round_step, ticks};
use super::titles::{self, loss_and_rest, npv_notes, returns_notes};
use super::words::short_name;
use crate::output::format::{Money, moic, moic_tick, percent, rate, small_percent};
use plotters::style::RGBColor;

const NEAR_TOTAL_LOSS: f64 = 0.1;

/// Draws the histogram of MOIC, on a logarithmic axis.
pub fn hist_moic(returns: &Returns<'_>, size: Size) -> Chart {
    let n = returns.moic.len() as f64;
    let above = |x: f64| returns.moic.iter().filter(|moic| x < **moic).count() as f64 / n;
    let tops = [10.0, 20.0, 40.0, 100.0, 200.0, 400.0];
    let top = tops.into_iter().find(|x| above(*x) <= 0.005).unwrap_or(400.0);
    let log = |x: f64| libm::log10(x.max(1e-300));
    let place = |x: f64| (log(x) - log(NEAR_TOTAL_LOSS)) / (log(top) - log(NEAR_TOTAL_LOSS));
    let mut body: Vec<f64> =
        returns.moic.iter().copied().filter(|x| NEAR_TOTAL_LOSS <= *x && *x <= top).collect();
    let (low, high) = quartiles(&mut body);
    let spread = if body.is_empty() { (0.0, 0.0) } else { (place(low), place(high)) };
    let width = bin_width(spread, body.len(), 1.0, size);
    let mut cuts = vec![0.0, place(1.0 - 1e-9), place(3.0), place(10.0)];
    if 10.0 < top {
        cuts.push(1.0);
    }
    let colour =
        |at: f64| BANDS[2 + cuts[1..cuts.len() - 1].partition_point(|cut| *cut <= at + 1e-9)];
    let bins = count(&body, returns.moic.len(), &edges(&cuts, width), &place, &colour);
    let segments = moic_segments(returns);
    let labels = [1.0, 3.0, 10.0, 0.1, top, 0.3, 0.5, 2.0, 5.0, 20.0, 0.2, 30.0, 40.0, 50.0];
    let wanted = labels.into_iter().filter(|x| *x <= top).map(|x| (place(x), moic_tick(x)));
    let (lost, kept) = loss_and_rest(returns);
    let mut marks = delimiters(returns.moic_percentiles, &[50, 75, 90, 95], &moic);
    marks.push((returns.mean_moic.value, format!("mean {}", moic(returns.mean_moic.value))));
    let near = returns.moic.iter().filter(|x| **x < NEAR_TOTAL_LOSS).count() as f64 / n;
    let best = returns.moic.iter().copied().fold(0.0, f64::max);
    let over = if 0.0 < above(top) {
        format!("{} above {}, best {} ▸", small_percent(above(top)), moic(top), moic(best))
    } else {
        format!("best {}", moic(best))
    };
    let histogram = Histogram {
        sides: (
            format!("loses money: {lost}"),
            format!("returns capital: {kept}"),
            returns.loss.value,
        ),
        segments,
        bins,
        ticks: wanted.collect(),
        reference: place(1.0),
        delimiters: placed(marks, &place),
        beyond: (
            if 0.0 < near {
                format!("below 0.1x: {}, in the strip", percent(near))
            } else {
                String::new()
            },
            over.replace(" ▸", ""),
        ),
    };
    let name = short_name(returns.provenance);
    let words = Words {
        provenance: returns.provenance,
        titles: titles::range(returns),
        subtitles: vec![
            format!(
                "{name}: strip of all paths by MOIC; below, share of paths in each bin, log scale, line at 1x"
            ),
            "Strip of all paths by MOIC; below, share of paths per bin, log scale, line at 1x"
                .into(),
        ],
        basis: "gross of fees, undiscounted",
        notes: returns_notes(
            returns,
            &histogram.segments.iter().map(|s| s.share).collect::<Vec<_>>(),
        ),
    };
    finish("MOIC", size, &words, &histogram, (NEAR_TOTAL_LOSS, top))
}

fn moic_segments(returns: &Returns<'_>) -> Vec<Segment> {
    let mut counts = [0_u64; 6];
    for value in returns.moic {
        let band = [0.1, 1.0 - 1e-9, 3.0, 10.0].partition_point(|edge| *edge <= *value);
        counts[if *value <= 0.0 { 0 } else { band + 1 }] += 1;
    }
    let labels = ["0x", "<0.1x", "0.1–1x", "1–3x", "3–10x", "≥10x"];
    let n = returns.moic.len() as f64;
    let segment = |((count, label), colour): ((u64, &str), RGBColor)| {
        let share = count as f64 / n;
        Segment { share, names: names(label, share), colour }
    };
    counts.into_iter().zip(labels).zip(BANDS).map(segment).collect()
}

/// Draws the histogram of IRR, from -60 % to 100 %.
pub fn hist_irr(returns: &Returns<'_>, size: Size) -> Chart {
    let hurdle = returns.provenance.hurdle_rate;
    let (low, high) = (-0.6, 1.0_f64.max(hurdle + 0.2));
    let place = |x: f64| (x - low) / (high - low);
    let mut body: Vec<f64> =
        returns.irr.iter().copied().filter(|x| low <= *x && *x <= high).collect();
    let spread = quartiles(&mut body);
    let width = round_step(bin_width(spread, body.len(), high - low, size));
    let mut cuts = vec![low, 0.0, hurdle, high];
    cuts.dedup_by(|a, b| *a - *b < 1e-9);
    let colour = |at: f64| match at {
        at if at < -1e-9 => BANDS[2],
        at if at < hurdle - 1e-9 => BANDS[3],
        _ => BANDS[4],
    };
    let bins = linear(&body, returns.irr.len(), &edges(&cuts, width), &place, &colour);
    let n = returns.irr.len() as f64;
    let share =
        |holds: &dyn Fn(f64) -> bool| returns.irr.iter().filter(|x| holds(**x)).count() as f64 / n;
    let total = returns.total_loss.value;
    let clears = returns.clears_hurdle.value;
    let negative = (share(&|x| x < 0.0) - total).max(0.0);
    let short = (1.0 - total - negative - clears).max(0.0);
    let at_hurdle = rate(hurdle, hurdle);
    let parts = [
        (total, "total loss".to_owned(), BANDS[0]),
        (negative, "below 0%".to_owned(), BANDS[2]),
        (short, format!("0% to {at_hurdle}"), BANDS[3]),
        (clears, format!("{at_hurdle} or more"), BANDS[4]),
    ];
    let segments = segments_of(parts.into());
    let below = 1.0 - clears;
    let under = (share(&|x| x < low) - total).max(0.0);
    let over = share(&|x| high < x);
    let show = |x: f64| rate(x, hurdle);
    let histogram = Histogram {
        sides: (
            format!("below the hurdle: {}", percent(below)),
            format!("reaches {at_hurdle}: {}", percent(clears)),
            below,
        ),
        segments,
        bins,
        ticks: std::iter::once((place(hurdle), at_hurdle.clone()))
            .chain(ticks(low, high, 8).into_iter().map(|x| (place(x), show(x))))
            .collect(),
        reference: place(hurdle),
        delimiters: placed(delimiters(returns.irr_percentiles, &[25, 50, 75, 90], &show), &place),
        beyond: (
            format!(
                "total loss (−100%): {}, in the strip{}",
                percent(total),
                if 0.0 < under {
                    format!("; {} more below −60%", small_percent(under))
                } else {
                    String::new()
                }
            ),
            if 0.0 < over {
                format!("{} above {}", small_percent(over), show(high))
            } else {
                String::new()
            },
        ),
    };
    let name = short_name(returns.provenance);
    let words = Words {
        provenance: returns.provenance,
        titles: titles::hurdle(returns),
        subtitles: vec![
            format!(
                "{name}: strip of all paths by IRR; below, share of paths in each bin, line at the {at_hurdle} hurdle"
            ),
            format!(
                "Strip of all paths by IRR; below, share of paths per bin, line at the {at_hurdle} hurdle"
            ),
        ],
        basis: "gross of fees, IRR a year",
        notes: vec![titles::share_error(
            returns.provenance.paths,
            &[total, negative, short, clears],
        )],
    };
    finish("IRR", size, &words, &histogram, (low, high))
}

/// Draws the histogram of NPV at the hurdle rate.
pub fn hist_npv(returns: &Returns<'_>, size: Size) -> Chart {
    let n = returns.npv.len();
    let total = returns.total_loss.value;
    let pairs = || returns.npv.iter().zip(returns.moic).filter(|(_, moic)| 0.0 < **moic);
    let mut kept: Vec<f64> = pairs().map(|(npv, _)| *npv).collect();
    let lowest = kept.iter().copied().fold(-returns.cheque, f64::min);
    let last = kept.len().saturating_sub(1);
    let p98 = if kept.is_empty() {
        0.0
    } else {
        *kept.select_nth_unstable_by(last * 98 / 100, f64::total_cmp).1
    };
    let step = round_step((p98.max(-0.5 * lowest).max(1.0) - lowest) / 6.0);
    let (low, high) =
        ((lowest / step - 1e-9).floor() * step, (p98.max(1.0) / step).ceil().max(1.0) * step);
    let place = |x: f64| (x - low) / (high - low);
    let mut body: Vec<f64> = kept.iter().copied().filter(|x| *x <= high).collect();
    let width = bin_width(quartiles(&mut body), body.len(), high - low, size);
    let colour = |at: f64| if at < -1e-9 * step { BANDS[2] } else { BANDS[4] };
    let bins = linear(&body, n, &edges(&[low, 0.0, high], width), &place, &colour);
    let positive = returns.npv.iter().filter(|x| 0.0 < **x).count() as f64 / n as f64;
    let negative = (1.0 - total - positive).max(0.0);
    let parts = [
        (total, "total loss".to_owned(), BANDS[0]),
        (negative, "other NPV of 0 or less".to_owned(), BANDS[2]),
        (positive, "NPV above 0".to_owned(), BANDS[4]),
    ];
    let currency = &returns.provenance.currency;
    let unit = Money::scale(high.max(-low), currency);
    let best = returns.npv.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let over = returns.npv.iter().filter(|x| high < **x).count() as f64 / n as f64;
    let show = |x: f64| unit.tick(x);
    let mut marks = delimiters(returns.npv_percentiles, &[50, 75, 90, 95], &|x| {
        crate::output::format::money(x, currency)
    });
    marks.push((
        returns.mean_npv.value,
        format!("mean {}", crate::output::format::money(returns.mean_npv.value, currency)),
    ));
    let histogram = Histogram {
        sides: (
            format!("NPV of 0 or less: {}", percent(1.0 - positive)),
            format!("NPV above 0: {}", percent(positive)),
            1.0 - positive,
        ),
        segments: segments_of(parts.into()),
        bins,
        ticks: std::iter::once(0.0)
            .chain(ticks(low, high, 6))
            .map(|x| (place(x), show(x)))
            .collect(),
        reference: place(0.0),
        delimiters: placed(marks, &place),
        beyond: (
            if 0.0 < total {
                format!("total loss: {}, in the strip only", percent(total))
            } else {
                String::new()
            },
            if 0.0 < over {
                format!("{} above {}, best {}", small_percent(over), show(high), unit.of(best))
            } else {
                String::new()
            },
        ),
    };
    let name = short_name(returns.provenance);
    let words = Words {
        provenance: returns.provenance,
        titles: titles::value(returns, positive),
        subtitles: vec![
            format!(
                "{name}: strip of all paths by NPV; below, share of paths in each bin, line at 0"
            ),
            "Strip of all paths by NPV; below, share of paths per bin, line at 0".into(),
        ],
        basis: "gross of fees, discounted at the hurdle rate",
        notes: npv_notes(returns, &[total, negative, positive]),
    };
    finish("NPV", size, &words, &histogram, (low, high))
}

fn segments_of(parts: Vec<(f64, String, RGBColor)>) -> Vec<Segment> {
    let segment = |(share, name, colour): (f64, String, RGBColor)| Segment {
        share,
        names: names(&name, share),
        colour,
    };
    parts.into_iter().map(segment).collect()
}

type Number<'a> = &'a dyn Fn(f64) -> f64;

/// Bins over places, for an axis that is not linear.
fn count(
    values: &[f64],
    paths: usize,
    edges: &[f64],
    place: Number<'_>,
    colour: &dyn Fn(f64) -> RGBColor,
) -> Vec<Bin> {
    let mut counts = vec![0_u64; edges.len() - 1];
    for value in values {
        let bin = edges.partition_point(|edge| *edge <= place(*value)).saturating_sub(1);
        counts[bin.min(edges.len() - 2)] += 1;
    }
    let share = |count: u64| count as f64 / paths as f64;
    edges
        .windows(2)
        .zip(counts)
        .map(|(pair, count)| Bin {
            from: pair[0],
            to: pair[1],
            share: share(count),
            colour: colour(pair[0]),
        })
        .collect()
}

/// Bins over values, for a linear axis.
fn linear(
    values: &[f64],
    paths: usize,
    edges: &[f64],
    place: Number<'_>,
    colour: &dyn Fn(f64) -> RGBColor,
) -> Vec<Bin> {
    let mut bins = count(values, paths, edges, &|x| x, colour);
    for bin in &mut bins {
        (bin.from, bin.to) = (place(bin.from), place(bin.to));
    }
    bins
}

fn delimiters(
    percentiles: &Percentiles,
    at: &[u32],
    show: &dyn Fn(f64) -> String,
) -> Vec<(f64, String)> {
    let mark = |p: &u32| {
        let value = percentile(percentiles, *p).value;
        (
            value,
            if *p == 50 {
                format!("median {}", show(value))
            } else {
                format!("P{p} {}", show(value))
            },
        )
    };
    at.iter().map(mark).collect()
}

/// Those on the axis, from left to right.
fn placed(marks: Vec<(f64, String)>, place: Number<'_>) -> Vec<Delimiter> {
    let on_axis = marks.into_iter().map(|(value, text)| {
        let dotted = text.starts_with("mean");
        Delimiter { place: place(value), text, dotted }
    });
    let mut marks: Vec<Delimiter> =
        on_axis.filter(|mark| (0.0..=1.0).contains(&mark.place)).collect();
    marks.sort_by(|a, b| a.place.total_cmp(&b.place));
    marks
}

fn finish(
    measure: &str,
    size: Size,
    words: &Words<'_>,
    histogram: &Histogram,
    domain: (f64, f64),
) -> Chart {
    let page = Page::new(size, words, if size == Size::Half { 2 } else { 1 });
    let plot = draw(&page, histogram);
    let value = |at: f64| {
        if measure == "MOIC" {
            domain.0 * libm::pow(domain.1 / domain.0, at)
        } else {
            domain.0 + at * (domain.1 - domain.0)
        }
    };
    let mut csv = "from,to,share_of_paths\n".to_owned();
    for bin in &histogram.bins {
        csv += &format!("{},{},{}\n", value(bin.from), value(bin.to), bin.share);
    }
    let parts: Vec<&str> =
        histogram.segments.iter().filter_map(|s| s.names.first()).map(String::as_str).collect();
    let marks: Vec<&str> = histogram.delimiters.iter().map(|mark| mark.text.as_str()).collect();
    let alt_text = format!(
        "Strip and histogram of {measure}. Shares of paths: {}. {}.",
        parts.join(", "),
        marks.join(", ")
    );
    let twin = Twin { alt_text, csv, domains: vec![("axis", vec![domain.0, domain.1])] };
    page.finish(words, plot, twin)
}
