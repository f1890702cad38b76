//! What the chart of failures says, and its numbers.

use super::data::FailuresOf;
use super::failure_shown::Shown;
use crate::analysis::base_rates::{BaseRateComparison, Standing};
use crate::analysis::failures::FailedBy;
use crate::analysis::published_rates::{BaseRate, Fate, Peers};
use crate::model::outcome::FailureCause;
use crate::output::chart::{Size, Words, cells, csv_of, go_on, listed, when};
use crate::output::format::{bound_if_none, percent, plural};
use crate::output::run::base_rates::{published, standing_words};
use crate::output::run::notes::share_error;
use crate::output::run::titles::{all, none};

/// The name of a cause; a shorter one where there is little room.
pub(super) fn name_of(cause: FailureCause, short: bool) -> &'static str {
    match cause {
        FailureCause::BelowMinimum if short => "too little cash",
        FailureCause::DebtNotRepaid if short => "debt not paid",
        _ => cause.label(),
    }
}

/// Those of whom something is published, in a sentence.
fn others(peers: Peers) -> &'static str {
    match peers {
        Peers::Funded => "funded firms",
        Peers::Established => "established businesses",
    }
}

impl FailuresOf<'_> {
    /// What is published of failures, by years.
    fn fates(&self) -> impl Iterator<Item = (usize, &BaseRateComparison)> {
        self.beside.fates.iter().filter_map(|one| match one.fate {
            Fate::FailsWithin(years) => Some((usize::from(years), one)),
            _ => None,
        })
    }
}

pub(super) fn words<'a>(of: &FailuresOf<'a>, shown: &Shown, size: Size) -> Words<'a> {
    let last = of.failures.share(&shown.last());
    let shares: Vec<f64> = shown.years.iter().map(|by| of.failures.share(by).value).collect();
    let mut notes = vec![sources(of, shown), share_error(of.provenance.paths, &shares)];
    if shown.top < last.value {
        notes.insert(0, go_on("bars with a notch", &format!("to {}", percent(last.value))));
    }
    let end = of.failures.last();
    if shown.last().months < end.months {
        let later = percent(of.failures.share(&end).value);
        notes.insert(0, format!("by {}: {later} have failed", when(end.months)));
    }
    if !of.failures.has_causes {
        notes.push("causes were not kept".to_owned());
    }
    let who = others(of.beside.peers);
    let subtitle = if size == Size::Half {
        format!(
            "Share of all paths that have failed by the end of a year; diamonds: {who}, published"
        )
    } else {
        format!(
            "Share of all paths that have failed by the end of each year, by cause, with two \
             standard errors; diamonds are published shares of {who}"
        )
    };
    Words {
        provenance: of.provenance,
        titles: titles(of, shown),
        subtitles: vec![subtitle],
        basis: "",
        notes,
    }
}

/// Who publishes what, or that nobody does.
fn sources(of: &FailuresOf<'_>, shown: &Shown) -> String {
    let on_axis: Vec<(usize, &BaseRateComparison)> =
        of.fates().filter(|(years, _)| 12 * years <= shown.axis).collect();
    let publishers = |one: &BaseRateComparison| {
        let mut all: Vec<&str> = one.published.iter().map(BaseRate::publisher).collect();
        all.dedup();
        all.join(", ")
    };
    // Those that follow on each other by one publisher name it once.
    let groups = on_axis.chunk_by(|a, b| publishers(a.1) == publishers(b.1));
    let mut unit = " years";
    let texts = groups.map(|group| {
        let each = group.iter().map(|(years, one)| {
            let shares: Vec<String> =
                one.published.iter().map(|rate| percent(rate.share)).collect();
            let text = format!("{} after {years}{unit}", shares.join(" and "));
            unit = "";
            text
        });
        let each: Vec<String> = each.collect();
        format!("{} ({})", each.join(", "), publishers(group[0].1))
    });
    let texts = listed(texts, ", ");
    if texts.is_empty() {
        format!("nothing is published of {} that fail so soon", others(of.beside.peers))
    } else {
        format!("published: {texts}")
    }
}

/// How the run stands to what is published, from the worst standing to the best.
fn standings(of: &FailuresOf<'_>, shown: &Shown, named: bool) -> Vec<String> {
    let who = if named { format!(" of {}", others(of.beside.peers)) } else { String::new() };
    let kinds = [
        (Standing::Gloomier, format!("more than is published{who}"), "more than that"),
        (Standing::Rosier, format!("fewer than is published{who}"), "fewer than that"),
        (Standing::Among, format!("in line with what is published{who}"), "in line with it"),
    ];
    let mut clauses: Vec<String> = Vec::new();
    for (standing, first, later) in kinds {
        let years: Vec<String> = of
            .fates()
            .filter(|(years, one)| one.standing == standing && 12 * years <= shown.last().months)
            .map(|(years, _)| years.to_string())
            .collect();
        let Some((end, others)) = years.split_last() else { continue };
        let years = if others.is_empty() {
            end.clone()
        } else {
            format!("{} and {end}", others.join(", "))
        };
        clauses.push(if clauses.is_empty() {
            format!("{first} after {years} years")
        } else {
            format!("{later} after {years}")
        });
    }
    clauses
}

fn titles(of: &FailuresOf<'_>, shown: &Shown) -> Vec<String> {
    let paths = of.provenance.paths;
    let last = shown.last();
    let (end, share) = (when(last.months), of.failures.share(&last).value);
    let plain = match share {
        share if share <= 0.0 => {
            format!("{} by {end}", none(paths, "fails", "does not fail"))
        }
        share if 1.0 <= share => format!("{} by {end}", all(paths, "fail", "fails")),
        _ => format!("{} of paths fail by {end}", percent(share)),
    };
    // One path says nothing of shares.
    if paths == 1 {
        return vec![plain];
    }
    let bounded =
        if share <= 0.0 { format!("{plain} (<{})", bound_if_none(paths)) } else { plain.clone() };
    let mut titles = Vec::new();
    // The farther from what is published, the sooner it is told.
    for (start, named, most) in
        [(&bounded, true, 3), (&bounded, false, 3), (&plain, false, 3), (&plain, false, 1)]
    {
        let clauses = standings(of, shown, named);
        if !clauses.is_empty() {
            titles.push(format!("{start}: {}", clauses[..most.min(clauses.len())].join(", ")));
        }
    }
    titles.dedup();
    titles.extend([bounded, plain]);
    titles.dedup();
    titles
}

/// A row for each year, with what is published of it.
pub(super) fn numbers(of: &FailuresOf<'_>) -> String {
    let causes = FailureCause::ALL.map(FailureCause::key);
    let head = ["month", "failed", "standard_error"].into_iter().chain(causes).chain([
        "published_least",
        "published_most",
        "beside_published",
    ]);
    let rows = of.failures.years.iter().map(|by| {
        let share = of.failures.share(by);
        let by_cause = if of.failures.has_causes {
            cells(of.failures.shares_by_cause(by))
        } else {
            vec![String::new(); FailureCause::ALL.len()]
        };
        let beside = of.fates().find(|(years, _)| 12 * years == by.months).map(|(_, one)| one);
        let published = beside.map_or_else(
            || vec![String::new(); 3],
            |one| {
                let (least, most) = one.range();
                let standing = match one.standing {
                    Standing::Among => "among",
                    standing => standing_words(standing),
                };
                [cells([least, most]), vec![standing.to_owned()]].concat()
            },
        );
        let all = [by.months as f64, share.value, share.standard_error];
        [cells(all), by_cause, published].concat()
    });
    csv_of(head, rows)
}

pub(super) fn alt_text(of: &FailuresOf<'_>, shown: &Shown) -> String {
    let by =
        |by: &FailedBy| format!("{} by {}", percent(of.failures.share(by).value), when(by.months));
    let beside = of.fates().map(|(years, one)| {
        format!("after {years} years {}", listed(one.published.iter().map(published), ", "))
    });
    let beside = listed(beside, "; ");
    let published = if beside.is_empty() {
        format!("Nothing is published of {} for these years.", others(of.beside.peers))
    } else {
        format!("Published of {}: {beside}.", others(of.beside.peers))
    };
    format!(
        "Bars of the share of {} that have failed, stacked by cause: {}. {published}",
        plural(of.provenance.paths, "path"),
        listed(shown.years.iter().map(by), ", "),
    )
}
