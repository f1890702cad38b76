//! Where nothing is moved: the statistic on its own axis, against the limit and
//! the side of it that counts as broken.

use crate::output::statistic_words::{StatisticStyle, statistic_words};
use std::cmp::Ordering;

use crate::analysis::estimate::Estimate;
use crate::analysis::reverse::Finding;
use crate::analysis::statistic::Relation;
use crate::output::chart::{
    Area, Axes, CLASSES, Domains, GREY_TEXT, GRID, INK, LOSS, Look, Page, Scale, Size, Span, WORSE,
    arrow_head, baseline, levels_of, ticks_below,
};
use crate::output::reverse::words::ReverseTest;
use crate::output::words::kept;

/// The statistic in the plan and, where it holds, at the worst that was found.
pub(super) fn levels<'a>(test: &ReverseTest<'a>) -> Vec<(&'static str, &'a Estimate)> {
    let mut all = vec![("plan", &test.found.plan)];
    if let Finding::Holds(reached) = &test.found.finding {
        all.push(("at worst", reached));
    }
    all
}

/// The statistic, where no shift is drawn.
pub(super) const STATISTIC: Scale = Scale::Optional("statistic");

/// The axis of another picture, or else one with 0, all levels with two
/// standard errors, and the limit on it, and some of what is beyond; none where
/// one of them is not known.
pub(super) fn span(test: &ReverseTest<'_>, like: Option<&Domains>) -> Option<Span> {
    let reach = |level: &Estimate| [-2.0, 2.0].map(|n| level.value + n * level.standard_error);
    let levels = levels(test);
    let all: Vec<f64> =
        levels.iter().flat_map(|(_, level)| reach(level)).chain([0.0, test.threshold]).collect();
    let low = all.iter().copied().fold(f64::INFINITY, f64::min);
    let high = all.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    if !all.iter().all(|value| value.is_finite()) || !(low < high) {
        return None;
    }
    if let Some(lent) = STATISTIC.span(like) {
        return Some(lent);
    }
    let room = 0.12 * (high - low);
    let (low, high) = (if low < 0.0 { low - room } else { low }, high + room);
    let is_chance = test.limit.statistic.is_chance();
    Some(Span::new(if is_chance { (low.max(0.0), high.min(1.0)) } else { (low, high) }))
}

/// Draws them, if all are known.
pub(super) fn draw(page: &Page, test: &ReverseTest<'_>, span: Option<Span>) -> Area {
    let label = page.kind.label;
    let look = Look::new(label, INK);
    let plot = Area {
        left: page.frame.left + look.width("at worst") + label,
        top: page.frame.top + 2.0 * label,
        right: page.frame.right - 2.0 * label,
        bottom: page.frame.bottom - 2.0 * label,
    };
    let Some(span) = span else { return plot };
    let axes = page.axes(plot, span.low..span.high, 0.0..1.0);
    limit(page, plot, &axes, (test, span));
    let shown = levels(test);
    let pitch = plot.height() / shown.len() as f64;
    for (row, (name, figure)) in shown.iter().enumerate() {
        let y = plot.top + (row as f64 + 0.5) * pitch;
        page.text_at(page.frame.left, y, look, name);
        page.line(&[(plot.left, y), (plot.right, y)], 0.5, GRID);
        let colour = if row == 0 { INK } else { WORSE };
        dot(page, &axes, (test, figure, span), (y, colour));
    }
    baseline(page, plot);
    let count = if page.size == Size::Half { 4 } else { 6 };
    let unit = test.limit.statistic.unit();
    ticks_below(
        page,
        plot,
        &axes,
        &levels_of(unit, (span.low, span.high), &test.info.currency, count),
    );
    plot
}

/// The side that counts as broken, named above.
fn limit(page: &Page, plot: Area, axes: &Axes, (test, span): (&ReverseTest<'_>, Span)) {
    let x = axes.at(span.nearest(test.threshold), 0.0).0;
    let is_above = matches!(test.limit.relation, Relation::Ge | Relation::Gt);
    let broken = if is_above { Area { left: x, ..plot } } else { Area { right: x, ..plot } };
    page.rect(broken, CLASSES[1]);
    if !span.ends_before(test.threshold) {
        page.dashes(&[(x, plot.top), (x, plot.bottom)], 1.0, LOSS, (3.0, 2.0));
    }
    let look = Look::new(page.kind.label, LOSS).bold().centred();
    let words = format!("broken: {}", kept(test.limit, &test.info.currency));
    let words = match span.side(test.threshold) {
        Ordering::Less if !is_above => format!("\u{2190} {words}"),
        Ordering::Greater if is_above => format!("{words} \u{2192}"),
        _ => words,
    };
    let half = 0.5 * look.width(&words);
    let middle = 0.5 * (broken.left + broken.right);
    let middle = middle.min(page.frame.right - half).max(page.frame.left + half);
    page.text_at(middle, plot.top - 0.9 * page.kind.label, look, &words);
}

/// A figure with two standard errors, and its number on the side with room.
fn dot(
    page: &Page,
    axes: &Axes,
    (test, figure, span): (&ReverseTest<'_>, &Estimate, Span),
    (y, colour): (f64, plotters::style::RGBColor),
) {
    let label = page.kind.label;
    let on_axis = |value: f64| axes.at(span.nearest(value), 0.0).0;
    let at = |errors: f64| on_axis(figure.value + errors * figure.standard_error);
    page.line(&[(at(-2.0), y), (at(2.0), y)], 2.0, GREY_TEXT);
    match span.side(figure.value) {
        Ordering::Equal => page.disc((at(0.0), y), 0.4 * label, colour),
        side => arrow_head(page, (at(0.0), y), (side, Ordering::Equal), colour),
    }
    let text = statistic_words(
        figure,
        test.limit.statistic.unit(),
        &test.info.currency,
        StatisticStyle::WithError,
    );
    let above = y - 1.2 * label;
    let look = Look::new(label, INK).bold().centred();
    let half = 0.5 * look.width(&text);
    let mut x = at(0.0);
    // The number stays on the figure's side of the limit.
    let limit = on_axis(test.threshold);
    if (x - limit).abs() < half + 3.0 {
        x = if x < limit { limit - half - 3.0 } else { limit + half + 3.0 };
    }
    let x = x.min(page.frame.right - half).max(page.frame.left + half);
    page.text_at(x, above, look, &text);
}
