//! The plan's own place on the frontier: what its lead time justifies, and what
//! the plan costs.

use super::frontier::RATIOS;
use super::room::padded;
use crate::analysis::frontier::Own;
use crate::output::chart::{Area, Axes, LOSS, Look, PAPER, Page, Span, beyond};
use crate::output::frontier::report::{days, plain_premium};

/// From the head of the plot down to the marks of the plan's own place.
pub(super) fn leader(page: &Page, plot: Area, axes: &Axes, (own, span): (&Own, Span)) {
    let Some(justified) = own.point.premium else {
        return;
    };
    let cost = own.as_it_is.map_or(justified.value, |own| own.premium.value);
    let foot = axes.at(own.point.ratio, span.nearest(justified.value.min(cost)));
    page.dashes(&[(foot.0, plot.top), foot], 0.9, LOSS, (2.0, 2.0));
}

/// The plan's own lead time: what it justifies, and what the plan costs. The
/// words stand above all curves, at the head of a line from the marks.
pub(super) fn place(page: &Page, plot: Area, axes: &Axes, (own, span): (&Own, Span)) {
    let Some(justified) = own.point.premium else {
        return;
    };
    let ratio = own.point.ratio;
    let at = axes.at(ratio, span.nearest(justified.value));
    let ring_justified = || {
        if !beyond(page, axes, (ratio, justified.value), (RATIOS, span), LOSS) {
            ring(page, at);
        }
    };
    let at_days = days(own.point.days);
    let up_to = plain_premium(justified.value);
    let wordings = match &own.as_it_is {
        Some(as_it_is) => {
            let premium = as_it_is.premium.value;
            if !beyond(page, axes, (ratio, premium), (RATIOS, span), LOSS) {
                let (cost, size) = (axes.at(ratio, premium), page.size.stretch());
                page.disc(cost, 4.2 * size, PAPER);
                page.disc(cost, 3.4 * size, LOSS);
            }
            ring_justified();
            let costs = plain_premium(as_it_is.premium.value);
            vec![
                format!(
                    "this plan, {at_days} days: costs {costs} more (dot), {up_to} justified (ring)"
                ),
                format!("this plan: {costs} (dot), justified {up_to} (ring)"),
                format!("{costs} (dot), {up_to} justified"),
            ]
        }
        None => {
            ring_justified();
            vec![format!("this line, {at_days} days: up to {up_to}"), format!("up to {up_to}")]
        }
    };
    let look = Look::new(page.kind.label, LOSS).bold();
    let y = plot.top + 0.6 * look.size;
    let fits = |text: &&String| at.0 + 6.0 + look.width(text) <= page.frame.right;
    match wordings.iter().find(fits) {
        Some(text) => padded(page, (at.0 + 6.0 + 0.5 * look.width(text), y), look.centred(), text),
        None => wordings.last().into_iter().for_each(|text| {
            padded(page, (at.0 - 6.0 - 0.5 * look.width(text), y), look.centred(), text);
        }),
    }
}

fn ring(page: &Page, place: (f64, f64)) {
    let size = page.size.stretch();
    page.disc(place, 4.4 * size, PAPER);
    page.disc(place, 3.6 * size, LOSS);
    page.disc(place, 2.1 * size, PAPER);
}
