//! What is said around the runway.

use super::cash::Cash;
use super::data::RunwayOf;
use super::notes::share_error;
use super::titles::{none, of_paths};
use crate::output::chart::{Size, Words, short_name, when};
use crate::output::format::{money, percent, plural};

const WIDE_BANDS: &str = "bands of month-end cash hold 50, 80 and 90 in 100 paths, 5 are above \
                          and 5 below; thin lines are single paths";

pub(super) fn words<'a>(runway: &RunwayOf<'a>, size: Size, cash: &Cash<'_>) -> Words<'a> {
    let name = short_name(runway.provenance);
    let end = cash.failed_at_end();
    let panel = plural(runway.runway.panel_paths as u64, "path");
    let meaning = "paths that run out stay at zero, sold ones at their last cash";
    let mut notes = vec![share_error(runway.provenance.paths, &[end])];
    notes.push(format!("cash over {panel}"));
    if cash.top < cash.highest {
        let highest = money(cash.highest, &runway.provenance.currency);
        notes.insert(0, format!("cut at the top: P95 reaches {highest}"));
    }
    if let Some(later) = cash.failed_later {
        notes.insert(0, format!("by {}: {} ran out", when_shown(cash.end), percent(later)));
    }
    Words {
        provenance: runway.provenance,
        titles: titles(runway, cash),
        subtitles: if size == Size::Half {
            vec![format!("Cash: bands hold 50, 80, 90 in 100 paths; {meaning}")]
        } else {
            vec![
                format!("{name}: {WIDE_BANDS}; {meaning}"),
                format!("Cash of paths at month end; {WIDE_BANDS}; {meaning}"),
            ]
        },
        basis: "before any fees of the investor",
        notes,
    }
}

fn titles(runway: &RunwayOf<'_>, cash: &Cash<'_>) -> Vec<String> {
    let end = cash.failed_at_end();
    let by_end = when_shown(cash.horizon);
    let sought = match cash.sought_at_end() {
        share if share <= 0.0 => "none seeks".to_owned(),
        share if 1.0 <= share => "all seek".to_owned(),
        share => format!("{} seek", percent(share)),
    };
    if end <= 0.0 {
        let verbs = ("runs out of cash", "does not run out of cash");
        let nobody = none(runway.provenance.paths, verbs.0, verbs.1);
        return vec![
            format!("{nobody} by {by_end}; {sought} new money"),
            format!("{nobody} by {by_end}"),
        ];
    }
    let late = of_paths(end, &percent(end));
    let mut titles = Vec::new();
    // The first round date by which it shows.
    let shows = |t: &usize| *t < cash.horizon && 0.01 <= cash.failed[*t] && cash.failed[*t] < end;
    if let Some(early) = [24, 36, 60].into_iter().find(shows) {
        let (by, share) = (when_shown(early), percent(cash.failed[early]));
        titles.push(format!(
            "Cash runs out by {by} in {share} of paths and by {by_end} in {}; {sought} new money",
            if end < 1.0 { percent(end) } else { "all".to_owned() },
        ));
    }
    titles.push(format!("Cash runs out by {by_end} in {late}; {sought} new money"));
    titles.push(format!("Cash runs out by {by_end} in {late}"));
    titles
}

/// Months up to three years, whole years as years.
fn when_shown(months: usize) -> String {
    if months <= 36 { format!("month {months}") } else { when(months) }
}
