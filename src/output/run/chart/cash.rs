//! The numbers of the runway, cash by month and the chance of having failed, and what they say.

use super::data::RunwayOf;
use crate::analysis::endings::shares_by_month;
use crate::analysis::runway::RUNWAY_PERCENTILES;
use crate::output::chart::{
    Scale, SharedAxes, Size, Words, cells, csv_of, round_amount, round_months, when,
};
use crate::output::format::{money, percent, plural};
use crate::output::run::notes::share_error;
use crate::output::run::titles::{none, of_paths};

/// What the runway draws.
pub(super) struct Cash<'a> {
    /// Percentiles at [`RUNWAY_PERCENTILES`] by month, of paths that still operate: up to the
    /// month from which on they are too few.
    pub(super) months: &'a [[f64; RUNWAY_PERCENTILES.len()]],
    /// Cash of single paths by month, as long as they last.
    pub(super) singles: &'a [Vec<f64>],
    /// Shares of paths by the end of each month; 0 months first.
    pub(super) failed: Vec<f64>,
    pub(super) sought: Vec<f64>,
    pub(super) operating: Vec<f64>,
    /// The last month that is drawn.
    pub(super) horizon: usize,
    /// The last month of the run, and the share that failed by then where that
    /// is after the end of the axis.
    pub(super) end: usize,
    pub(super) failed_later: Option<f64>,
    /// The end of the axis.
    pub(super) axis: usize,
    /// The end of the axis of cash.
    pub(super) top: f64,
    /// That of this run.
    pub(super) highest: f64,
}

/// Fewer than this share of the paths have no fan: it would be of too few to tell the plan's cash.
pub(super) const FEWEST: f64 = 0.2;

/// How strong the colours of the fan are: less and less, the fewer it is of.
pub(super) const SHADES: [f64; 3] = [1.0, 0.65, 0.4];

/// The shade of a fan that is of such a share of the paths.
pub(super) fn shade_of(share: f64) -> usize {
    [0.6, 0.4].iter().filter(|least| share < **least).count()
}

/// The end of the axis of cash.
pub(super) const CASH: Scale = Scale::Amount("highest_cash");

impl<'a> Cash<'a> {
    pub(super) fn of(of: &RunwayOf<'a>, beside: SharedAxes<'_, RunwayOf<'_>>) -> Self {
        let paths = of.provenance.paths as f64;
        let end = of.runway.failed_by.len().max(1);
        let longest = beside.set.iter().map(|one| one.runway.failed_by.len()).fold(end, usize::max);
        let axis = Scale::Months.count(beside.like).unwrap_or_else(|| round_months(longest));
        let horizon = end.min(axis);
        let shares = |counts: &[u64]| -> Vec<f64> {
            let shares = counts.iter().map(|count| *count as f64 / paths);
            std::iter::once(0.0).chain(shares).take(horizon + 1).collect()
        };
        let later = of.runway.failed_by.last().map(|count| *count as f64 / paths);
        let top = || {
            let all = beside.set.iter().map(|one| highest(fan(one, &operating(one))));
            round_amount(all.fold(1.0, f64::max))
        };
        let operating = operating(of);
        let months = fan(of, &operating);
        Self {
            months: &months[..months.len().min(horizon)],
            singles: &of.runway.singles,
            failed: shares(&of.runway.failed_by),
            sought: shares(&of.runway.sought_money_by),
            operating: operating[..=horizon].to_vec(),
            horizon,
            end,
            failed_later: later.filter(|_| horizon < end),
            axis,
            top: CASH.amount(beside.like).unwrap_or_else(top),
            highest: highest(months),
        }
    }

    /// The share that still operates by the end of what is drawn.
    pub(super) fn operating_at_end(&self) -> f64 {
        self.operating.last().copied().unwrap_or(0.0)
    }

    pub(super) fn failed_at_end(&self) -> f64 {
        self.failed.last().copied().unwrap_or(0.0)
    }

    pub(super) fn sought_at_end(&self) -> f64 {
        self.sought.last().copied().unwrap_or(0.0)
    }

    /// A row for each month.
    pub(super) fn numbers(&self) -> String {
        let rows = (1..=self.horizon).map(|month| {
            let edges = self.months.get(month - 1).copied();
            let edges = edges.map_or_else(|| vec![String::new(); 7], cells);
            let shares = [&self.failed, &self.sought, &self.operating];
            let shares = shares.map(|of| of.get(month).copied().unwrap_or(0.0));
            [vec![month.to_string()], edges, cells(shares)].concat()
        });
        let percentiles = ["p5", "p10", "p25", "p50", "p75", "p90", "p95"];
        let head = ["month"].into_iter().chain(percentiles).chain([
            "ran_out",
            "sought_money",
            "operating",
        ]);
        csv_of(head, rows)
    }
}

/// The share that still operates by the end of each month, 0 months first.
fn operating(of: &RunwayOf<'_>) -> Vec<f64> {
    let months = of.runway.failed_by.len().max(1);
    let [_, _, operating, _] = shares_by_month(of.endings, months);
    operating
}

/// The percentiles of the months in which enough paths operate.
fn fan<'a>(of: &RunwayOf<'a>, operating: &[f64]) -> &'a [Percentiles] {
    let months = &of.runway.percentiles;
    let enough = operating[1..].iter().take_while(|share| FEWEST <= **share).count();
    &months[..months.len().min(enough)]
}

fn highest(fan: &[Percentiles]) -> f64 {
    fan.iter().map(|edges| edges[edges.len() - 1]).fold(0.0, f64::max)
}

/// Cash at each of [`RUNWAY_PERCENTILES`].
type Percentiles = [f64; RUNWAY_PERCENTILES.len()];

const BANDS: &str = "Bands of the month-end cash of operators that still operate hold 50, 80 and \
                     90 in 100 of them, pale where few are left; thin lines are single paths";
const SHORT: &str = "Cash of operators that still operate: bands hold 50, 80, 90 in 100 of them, \
                     pale where few are left";

pub(super) fn words<'a>(runway: &RunwayOf<'a>, size: Size, cash: &Cash<'_>) -> Words<'a> {
    let end = cash.failed_at_end();
    let panel = plural(runway.runway.panel_paths as u64, "path");
    let mut notes = vec![share_error(runway.provenance.paths, &[end])];
    notes.push(format!("cash over {panel}"));
    if cash.months.len() < cash.horizon {
        let from = when_shown(cash.months.len() + 1);
        notes.insert(0, format!("no bands from {from} on: fewer than 1 in 5 still operate"));
    }
    if cash.top < cash.highest {
        let highest = money(cash.highest, &runway.provenance.currency);
        notes.insert(0, format!("cut at the top: P95 reaches {highest}"));
    }
    if let Some(later) = cash.failed_later {
        notes.insert(0, format!("by {}: {} failed", when_shown(cash.end), percent(later)));
    }
    Words {
        provenance: runway.provenance,
        titles: titles(runway, cash),
        subtitles: if size == Size::Half { vec![SHORT.to_owned()] } else { vec![BANDS.to_owned()] },
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
        let verbs = ("fails", "does not fail");
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
            "Failure comes by {by} in {share} of paths and by {by_end} in {}; {sought} new money",
            if end < 1.0 { percent(end) } else { "all".to_owned() },
        ));
    }
    titles.push(format!("Failure comes by {by_end} in {late}; {sought} new money"));
    titles.push(format!("Failure comes by {by_end} in {late}"));
    titles
}

/// Months up to three years, whole years as years.
fn when_shown(months: usize) -> String {
    if months <= 36 { format!("month {months}") } else { when(months) }
}

pub(super) fn alt_text(runway: &RunwayOf<'_>, cash: &Cash<'_>) -> String {
    format!(
        "Fan of cash by month over {}, as long as they operate, and below it the share of all {} \
         that failed, {} by month {}; {} had to seek new money by then, and {} still operate.",
        plural(runway.runway.panel_paths as u64, "path"),
        plural(runway.provenance.paths, "path"),
        percent(cash.failed_at_end()),
        cash.horizon,
        percent(cash.sought_at_end()),
        percent(cash.operating_at_end()),
    )
}
