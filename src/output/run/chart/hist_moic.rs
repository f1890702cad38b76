//! Histogram of MOIC, on a logarithmic axis.

use super::bins::{Bands, bands};
use super::data::{Returns, percentile};
use super::hist::{Counting, EDGES, FULLEST, Marker, Measure, finish, least_top, subtitles};
use super::parts::Parts;
use crate::output::chart::{
    BANDS, Chart, Histogram, Kind, MONEY_BACK, MoicAxis, NEAR_TOTAL_LOSS, Outside, Scale,
    SharedAxes, Size, Span, Words, are_over, is_money_back, on_axis, share_of,
};
use crate::output::format::moic;
use crate::output::run::notes::{by_rule_note, returns_notes};
use crate::output::run::titles::{loss_and_rest, range};

/// Draws the histogram of MOIC, on axes and bins of all beside it.
pub fn hist_moic(returns: &Returns<'_>, beside: SharedAxes<'_, Returns<'_>>, size: Size) -> Chart {
    let axis = MoicAxis::of(beside.set.iter().map(|one| one.moic), beside.like);
    let cuts = axis.cuts();
    let band = |at: f64| cuts[1..cuts.len() - 1].partition_point(|cut| *cut <= at + 1e-9);
    // Places of the multiples that the axis has room for.
    let inside = |x: &f64| NEAR_TOTAL_LOSS <= *x && *x <= axis.top;
    let counting = Counting {
        axis: Span::UNIT,
        cuts: cuts.clone(),
        width: axis.bin_width(size),
        // Just the capital, as a preference pays it to many, is in the strip only.
        value: &|one, path| {
            let moic = Some(one.moic[path]).filter(inside).filter(|moic| !is_money_back(*moic));
            moic.map(|moic| axis.place(moic))
        },
        colour: &|at| BANDS[2 + band(at)],
        least_top: least_top(size, [0.15, 0.3]),
    };
    let (bins, edges, fullest) = counting.bins(returns, beside);
    let bands = bands(returns);
    let (lost, kept) = loss_and_rest(returns);
    let scale = Marker { place: &|x| axis.place(x), show: &moic };
    let mut marks = scale.percentiles(returns.moic_percentiles, [50, 75, 90, 95]);
    marks.extend([scale.mean(returns.mean_moic.value), scale.reference(1.0, "money back")]);
    let sides = [format!("loses money: {lost}"), format!("returns capital: {kept}")];
    let names = ["0x", "<0.1x", "0.1–1x", "exactly 1x", "1–3x", "3–10x", "≥10x"];
    let mut colours = BANDS.to_vec();
    colours.insert(3, MONEY_BACK);
    let named: Vec<_> = names.into_iter().zip(colours).collect();
    let histogram = Histogram {
        sides: (sides, returns.loss.value),
        segments: Parts::by_moic(returns, &bands).segments(&named),
        bins,
        fullest,
        ticks: axis.ticks(),
        reference: axis.place(1.0),
        landmarks: on_axis(marks.into_iter()),
        beyond: beyond(returns, &bands, &axis),
    };
    let words = Words {
        provenance: returns.provenance,
        titles: range(returns, &bands),
        subtitles: subtitles("MOIC", ", log scale"),
        basis: "gross of fees, undiscounted",
        notes: returns_notes(returns, &bands.shares),
    };
    let words = words.note_first(by_rule_note(returns));
    // Edges are places on the axis, from 0 to 1.
    let domains = vec![axis.domain(), EDGES.tells(edges)];
    let atom = Some((1.0, bands.money_back));
    let measure = Measure { name: "MOIC", kind: &KIND, value_at: &|at| axis.at(at), domains, atom };
    finish(measure, size, words, &histogram)
}

/// Histogram of MOIC.
pub static KIND: Kind = Kind {
    name: "hist",
    scales: &[Scale::Moic, EDGES, FULLEST],
    agree: |domains, _| are_over(EDGES.values(Some(domains)), Span::UNIT),
    ..Kind::PLAIN
};

/// Left the near-total losses, and a median among them; right the best paths.
fn beyond(returns: &Returns<'_>, bands: &Bands, axis: &MoicAxis) -> Outside {
    let mut beyond = Outside::default();
    let near = bands.share(0);
    let median = percentile(returns.moic_percentiles, 50).value;
    let hidden =
        if median < NEAR_TOTAL_LOSS { format!(", median {}", moic(median)) } else { String::new() };
    if 0.0 < bands.shares[0] {
        let long = format!("below 0.1x: {near}, in the strip{hidden}");
        beyond.left(long, format!("<0.1x: {near}{hidden}"));
    }
    if 0.0 < bands.money_back {
        let back = bands.back();
        beyond.left(format!("exactly 1x: {back}, in the strip"), format!("1x: {back}"));
    }
    let best = moic(bands.maximum);
    beyond.best(share_of(returns.moic, |x| axis.top < x), &moic(axis.top), &best);
    beyond
}
