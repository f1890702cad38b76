//! Which events of a path its chart names, and in which short words.

use crate::analysis::fold::{Entry, folded};
use crate::analysis::replayed::Replayed;
use crate::analysis::story::Happening;
use crate::model::event::{Disrupted, Event};
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
        Happening::Model(Event::PermitRefused { .. }) => 34.0,
        Happening::Window(window) if window.is_first && window.is_open => 0.0,
        Happening::Window(_) => 33.0,
        Happening::Launched(_) | Happening::Model(Event::LineLaunched(_)) => 32.0,
        Happening::Model(Event::AttemptLapsed(_)) => 31.0,
        Happening::PaidBack { .. } => 20.0,
        Happening::Model(Event::SitesOpened { .. }) => 15.0,
        Happening::Model(Event::SiteGranted(_)) | Happening::Popups(_) => 0.0,
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
        Happening::LostSales(outlier) => format!("{} of demand lost", percent(outlier.rate)),
        Happening::Markdowns(outlier) => format!("{} marked down", percent(outlier.rate)),
        Happening::Popups(year) => format!("{:.0} pop-ups held", year.held),
        Happening::PaidBack { .. } => "first new site paid back".to_owned(),
        Happening::LowestCash { cash, .. } => format!("cash lowest, {}", money(cash)),
        Happening::Model(event) => match event {
            Event::Disrupted(Disrupted { supplier, days, .. }) => {
                let name = supplier.map_or("permits", |index| names.suppliers[index].as_str());
                let verb = if supplier.is_some() { "down" } else { "suspended" };
                format!("{name} {verb}, {days:.0} d")
            }
            Event::LineLaunched(line) => format!("{} launched", names.lines[line]),
            Event::AttemptLapsed(_) => format!("no site applied for{times}"),
            Event::PermitRefused { .. } => "permit refused".to_owned(),
            Event::SiteGranted(site) => format!("site for {} paid", money(site.capex)),
            Event::SitesOpened { open, .. } => format!("{open:.0} sites open"),
            Event::RoundNotClosed(_) => format!("round sought in vain{times}"),
            Event::RoundClosed(closed) => format!("round of {} closed", money(closed.round.raised)),
            Event::Failed(failed) => {
                format!("out of cash, {} short, returns {}", money(-failed.cash), returned())
            }
            Event::Sold(sold) => {
                format!("sold, equity {}, returns {}", money(sold.proceeds.equity), returned())
            }
            Event::ReachedHorizon(_) => {
                format!("horizon, valued at {}", returned())
            }
        },
    }
}
