//! Which events of a path its chart names, in which short words, and where: numbers above the
//! panels, and what they mean below.

use crate::analysis::fold::{Entry, folded};
use crate::analysis::replayed::Replayed;
use crate::analysis::story::Happening;
use crate::model::event::{Cause, Disrupted, Event};
use crate::output::chart::{GREY_TEXT, INK, Look, PAPER, Page, Plot, RULE, Size, spread};
use crate::output::format::{moic, money, percent};

/// An event that is named.
pub(super) struct Mark {
    /// Its month, from 0.
    pub(super) month: usize,
    /// Short words.
    pub(super) words: String,
}

/// The weightiest events, at most so many, in order.
pub(super) fn marks(replayed: &Replayed, currency: &str, most: usize) -> Vec<Mark> {
    let entries = folded(&replayed.story);
    let mut weighty: Vec<(usize, f64)> =
        entries.iter().map(weight).enumerate().filter(|(_, weight)| 0.0 < *weight).collect();
    weighty.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    let mut kept: Vec<usize> = weighty.into_iter().take(most).map(|(index, _)| index).collect();
    kept.sort_unstable();
    let of = |index: usize| Mark {
        month: entries[index].first.month,
        words: words(&entries[index], replayed, currency),
    };
    kept.into_iter().map(of).collect()
}

/// How much an event explains; 0: never named.
fn weight(entry: &Entry) -> f64 {
    match entry.first.what {
        Happening::Model(Event::Failed(_) | Event::Sold(_) | Event::ReachedHorizon(_)) => 100.0,
        Happening::Model(Event::RoundClosed(_)) => 90.0,
        Happening::LowestCash { .. } => 80.0,
        Happening::Line(_) => 70.0,
        Happening::Model(Event::RoundNotClosed(_)) => 60.0,
        // What an outage costs: days of the whole output.
        Happening::Model(Event::Disrupted(event)) => {
            30.0 + (event.outage_days * event.output_share).min(45.0)
        }
        Happening::LostSales(outlier) | Happening::Markdowns(outlier) => {
            30.0 + 10.0 * outlier.rate.min(1.0)
        }
        Happening::Model(Event::TrancheDecided(_)) => 85.0,
        Happening::Model(Event::SiteClosed(_)) => 65.0,
        Happening::Model(Event::PermitRefused { .. }) => 34.0,
        Happening::Window(window) if window.is_first && window.is_open => 0.0,
        Happening::Window(_) => 33.0,
        Happening::Launched(_) | Happening::Model(Event::LineLaunched(_)) => 32.0,
        Happening::Model(Event::AttemptLapsed(_)) => 31.0,
        Happening::Waits(_) => 25.0,
        Happening::PaidBack { .. } => 20.0,
        Happening::Model(Event::SitesOpened { .. }) => 15.0,
        Happening::Model(Event::Converted(_) | Event::SiteGranted(_))
        | Happening::Popups(_)
        | Happening::Replaced(_)
        | Happening::Repaid { .. } => 0.0,
    }
}

fn words(entry: &Entry, replayed: &Replayed, currency: &str) -> String {
    let names = &replayed.names;
    let money = |value: f64| money(value, currency);
    let returned = || moic(replayed.replay.ledger.outcome.moic);
    let times = if 1 < entry.count { format!(", {} times", entry.count) } else { String::new() };
    match entry.first.what {
        Happening::Window(window) if window.is_open => "deal window opens".to_owned(),
        Happening::Window(window) if window.is_first => "deal window shut".to_owned(),
        Happening::Window(_) => "deal window shuts".to_owned(),
        Happening::Launched(launch) => format!("{} launched", names.lines[launch.line]),
        Happening::Line(stop) if stop.is_made => format!("{} made again", names.lines[stop.line]),
        Happening::Line(stop) => format!("{} not made: costs too much", names.lines[stop.line]),
        Happening::Waits(backlog) => format!("orders of {} wait", names.lines[backlog.line]),
        Happening::LostSales(outlier) => format!("{} of demand lost", percent(outlier.rate)),
        Happening::Markdowns(outlier) => format!("{} marked down", percent(outlier.rate)),
        Happening::Popups(year) => format!("{:.0} pop-ups held", year.held),
        Happening::Replaced(year) => format!("plant replaced for {}", money(year.spent)),
        Happening::Repaid { paid, .. } => format!("debt of {} repaid", money(paid.spent)),
        Happening::PaidBack { .. } => "first new site paid back".to_owned(),
        Happening::LowestCash { cash, .. } => format!("cash lowest, {}", money(cash)),
        Happening::Model(event) => match event {
            Event::TrancheDecided(one) => {
                let fate = if one.is_paid() { "paid" } else { "lapsed" };
                format!("tranche {} {fate}", names.tranches[one.tranche])
            }
            Event::Converted(one) => format!("{} converts", names.convertibles[one.convertible]),
            Event::Disrupted(Disrupted { supplier, days, .. }) => {
                let name = supplier.map_or("permits", |index| names.suppliers[index].as_str());
                let verb = if supplier.is_some() { "down" } else { "suspended" };
                format!("{name} {verb}, {days:.0} days")
            }
            Event::LineLaunched(line) => format!("{} launched", names.lines[line]),
            Event::AttemptLapsed(_) => format!("no site applied for{times}"),
            Event::PermitRefused { .. } => "permit refused".to_owned(),
            Event::SiteGranted(site) => format!("site for {} paid", money(site.capex)),
            Event::SitesOpened { open, .. } => format!("{open:.0} sites open"),
            Event::SiteClosed(site) => format!("new site {} closed: does not pay", site.number),
            Event::RoundNotClosed(_) => format!("round sought in vain{times}"),
            Event::RoundClosed(closed) => format!("round of {} closed", money(closed.round.raised)),
            Event::Failed(failed) => match failed.cause {
                Cause::Setback { .. } => format!("a setback ends it, returns {}", returned()),
                Cause::Cash { minimum, .. } => {
                    let short = money(minimum - failed.cash);
                    format!("out of cash, {short} short, returns {}", returned())
                }
            },
            Event::Sold(sold) => {
                format!("sold, equity {}, returns {}", money(sold.proceeds.equity), returned())
            }
            Event::ReachedHorizon(_) => {
                format!("horizon, valued at {}", returned())
            }
        },
    }
}

/// Distance of the names of two events, in heights of a label.
pub(super) const LINE: f64 = 1.35;

/// Events that are numbered at most.
pub(super) fn most(size: Size) -> usize {
    columns(size) * rows(size)
}

/// Columns of names; the small size has room for one.
fn columns(size: Size) -> usize {
    if size == Size::Half { 1 } else { 2 }
}

/// Rows of names.
pub(super) fn rows(size: Size) -> usize {
    match size {
        Size::Half | Size::Slide => 3,
        Size::Tall => 6,
        _ => 4,
    }
}

/// Thin lines through all panels.
pub(super) fn rules(timeline: &Plot<'_>, marks: &[Mark]) {
    let ends = marks.iter().map(|mark| mark.month as f64 + 1.0);
    for end in ends.filter(|end| *end <= timeline.x.high) {
        timeline.upright(timeline.x_of(end), 0.5, RULE);
    }
}

/// Numbers above the plot, pushed apart, each with a line to its place.
pub(super) fn numbers(timeline: &Plot<'_>, marks: &[Mark]) {
    let (page, top) = (timeline.page, timeline.area.top);
    let label = page.kind.label;
    let radius = 0.72 * label;
    let wanted: Vec<f64> =
        marks.iter().map(|mark| timeline.x_of(mark.month as f64 + 1.0)).collect();
    let ends = (page.frame.left + radius, page.frame.right - radius);
    let places = spread(&wanted, 2.0 * radius + 1.5, ends.0, ends.1);
    let look = Look::new(0.85 * label, PAPER).bold().centred();
    let y = top - 1.15 * label;
    for ((x, place), mark) in wanted.iter().zip(&places).zip(marks) {
        if (mark.month as f64) < timeline.x.high {
            page.line(&[(*place, y), (*x, top)], 0.5, RULE);
        }
    }
    for (number, place) in places.iter().enumerate() {
        page.disc((*place, y), radius, INK);
        page.text_at(*place, y, look, &(number + 1).to_string());
    }
}

/// What the numbers mean, in columns.
pub(super) fn named(page: &Page, top: f64, marks: &[Mark]) {
    let label = page.kind.label;
    let columns = columns(page.size);
    let rows = marks.len().div_ceil(columns).max(1);
    let column = page.frame.width() / columns as f64;
    let (bold, look) = (page.look(INK).bold(), page.look(GREY_TEXT));
    let indent = bold.width("99") + 0.7 * label;
    for (index, mark) in marks.iter().enumerate() {
        let x = page.frame.left + (index / rows) as f64 * column;
        let y = top + LINE * label * (index % rows) as f64;
        page.text_at(x, y, bold, &(index + 1).to_string());
        let words = format!("month {}: {}", mark.month + 1, mark.words);
        page.text_at(x + indent, y, look, &look.cut(&words, column - indent - 4.0));
    }
}
