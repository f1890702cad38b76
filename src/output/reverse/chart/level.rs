//! Where nothing is moved: the statistic on its own axis, against the limit and
//! the side of it that counts as broken.

use std::cmp::Ordering;

use crate::analysis::estimate::Estimate;
use crate::analysis::reverse::Finding;
use crate::analysis::statistic::Relation;
use crate::output::chart::{
    Area, CLASSES, Domains, Figures, GREY_TEXT, GRID, INK, LOSS, Page, Plot, Scale, Span, WORSE,
    arrow_head,
};
use crate::output::reverse::words::ReverseTest;
use crate::output::words::kept;
use plotters::style::RGBColor;

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
    let all = levels.iter().flat_map(|(_, level)| reach(level)).chain([0.0, test.threshold]);
    let Span { low, high } = Span::of(all.clone());
    if !all.clone().all(f64::is_finite) || !(low < high) {
        return None;
    }
    let own = || {
        let room = 0.12 * (high - low);
        let (low, high) = (if low < 0.0 { low - room } else { low }, high + room);
        let is_chance = test.limit.statistic.is_chance();
        Span::new(if is_chance { (low.max(0.0), high.min(1.0)) } else { (low, high) })
    };
    Some(STATISTIC.span(like).unwrap_or_else(own))
}

/// Draws them, if all are known.
pub(super) fn draw(page: &Page, test: &ReverseTest<'_>, span: Option<Span>) -> Area {
    let label = page.kind.label;
    let look = page.look(INK);
    let left = look.width("at worst") + label;
    let area = page.inside([left, 2.0 * label, 2.0 * label, 2.0 * label]);
    let Some(span) = span else { return area };
    let plot = Plot::of_rows(page, area, span);
    limit(&plot, test);
    let shown = levels(test);
    let pitch = area.height() / shown.len() as f64;
    for (row, (name, figure)) in shown.iter().enumerate() {
        let y = area.top + (row as f64 + 0.5) * pitch;
        page.text_at(page.frame.left, y, look, name);
        page.line(&[(area.left, y), (area.right, y)], 0.5, GRID);
        dot(&plot, test, figure, y, if row == 0 { INK } else { WORSE });
    }
    plot.baseline();
    let figures = Figures::of(&test.limit.statistic, &test.info.currency);
    plot.ticks(figures.levels(span, if page.is_half() { 4 } else { 6 }));
    area
}

/// The side that counts as broken, named above.
fn limit(plot: &Plot<'_>, test: &ReverseTest<'_>) {
    let Plot { page, area, x: span, .. } = plot;
    let x = plot.x_of(test.threshold);
    let is_above = matches!(test.limit.relation, Relation::Ge | Relation::Gt);
    let broken = if is_above { Area { left: x, ..*area } } else { Area { right: x, ..*area } };
    page.rect(broken, CLASSES[1]);
    if !span.ends_before(test.threshold) {
        plot.upright_dashes(x, 1.0, LOSS);
    }
    let look = page.look(LOSS).bold().centred();
    let words = format!("broken: {}", kept(test.limit, &test.info.currency));
    let words = match span.side(test.threshold) {
        Ordering::Less if !is_above => format!("\u{2190} {words}"),
        Ordering::Greater if is_above => format!("{words} \u{2192}"),
        _ => words,
    };
    let middle = page.clear_of_edges(0.5 * (broken.left + broken.right), look, &words);
    page.text_at(middle, area.top - 0.9 * page.kind.label, look, &words);
}

/// A figure with two standard errors, and its number on the side with room.
fn dot(plot: &Plot<'_>, test: &ReverseTest<'_>, figure: &Estimate, y: f64, colour: RGBColor) {
    let page = plot.page;
    let label = page.kind.label;
    let [low, x, high] =
        [-2.0, 0.0, 2.0].map(|errors| plot.x_of(figure.value + errors * figure.standard_error));
    page.line(&[(low, y), (high, y)], 2.0, GREY_TEXT);
    match plot.x.side(figure.value) {
        Ordering::Equal => page.disc((x, y), 0.4 * label, colour),
        side => arrow_head(page, (x, y), (side, Ordering::Equal), colour),
    }
    let figures = Figures::of(&test.limit.statistic, &test.info.currency);
    let text = figures.with_error(figure);
    let look = page.look(INK).bold().centred();
    let half = 0.5 * look.width(&text);
    // The number stays on the figure's side of the limit.
    let limit = plot.x_of(test.threshold);
    let x = match x {
        x if half + 3.0 <= (x - limit).abs() => x,
        x if x < limit => limit - half - 3.0,
        _ => limit + half + 3.0,
    };
    page.text_at(page.clear_of_edges(x, look, &text), y - 1.2 * label, look, &text);
}
