//! What a reader should know before relying on a summary.

use super::format::{count, moic, number, plural};
use super::given;
use crate::analysis::ranks::RankCorrelation;
use crate::analysis::run_info::RunInfo;
use crate::analysis::summary::Summary;
use crate::model::outcome::{Figure, Route};
use crate::model::returns::IrrKind;

/// Fewer paths than this are for trying things out.
const FEW_PATHS: usize = 1_000;
/// A share of paths at the horizon above this means its rule drives results.
const MANY_AT_HORIZON: f64 = 0.10;
/// Investors ask no more than this of flows that contain failure.
const DEAREST_MONEY: f64 = 0.20;
/// A rank correlation that is off by more than this, and by more than sampling
/// explains, is not the one that was asked for.
const OFF_BY: f64 = 0.02;
/// Standard errors that sampling explains.
const EXPLAINED: f64 = 4.0;
/// Makers with profits are sold at 5 to 12 times EBITDA.
const DEAR: f64 = 15.0;
/// An operating figure that so many paths lack is about the others only.
const MANY_WITHOUT: f64 = 0.5;

/// Caveats as sentences, the gravest first.
pub fn caveats(summary: &Summary, info: &RunInfo) -> Vec<String> {
    let found = [
        few_paths(summary),
        heavy_tail(summary),
        priced_twice(summary, info),
        at_horizon(summary, &info.horizon_rule),
        dear_sales(summary),
        irr_conventions(summary),
        sparse_figures(summary),
        missed_correlations(summary),
    ];
    found.into_iter().flatten().collect()
}

/// Those on the returns alone, the gravest first.
pub(super) fn of_returns(summary: &Summary, info: &RunInfo) -> Vec<String> {
    let found = [
        few_paths(summary),
        heavy_tail(summary),
        priced_twice(summary, info),
        dear_sales(summary),
        irr_conventions(summary),
    ];
    found.into_iter().chain([missed_correlations(summary)]).flatten().collect()
}

fn few_paths(summary: &Summary) -> Option<String> {
    (summary.paths < FEW_PATHS).then(|| {
        format!(
            "Only {}: good for a first look, not for a decision; the errors say how far off.",
            plural(summary.paths as u64, "path")
        )
    })
}

/// What is not of all paths, where only the first were kept.
pub fn of_the_first(kept: u64, paths: u64) -> Option<String> {
    (kept < paths).then(|| {
        format!(
            "Figures are of all {} paths; charts, tables of paths and the rank correlations of the run \
             are of the first {}.",
            count(paths),
            count(kept)
        )
    })
}

fn heavy_tail(summary: &Summary) -> Option<String> {
    let tail = &summary.tail;
    tail.is_heavy().then(|| {
        format!(
            "Heavy tail: the best 1% of paths carry {:.0}% of the mean MOIC, so the standard \
             error of the mean is too small; rely on the percentiles.",
            100.0 * tail.top_1_percent_share
        )
    })
}

/// A rate that investors ask of a success discounts failure, which the flows contain already.
fn priced_twice(summary: &Summary, info: &RunInfo) -> Option<String> {
    let failed = summary.routes.iter().find(|route| route.route == Route::Failure)?;
    (DEAREST_MONEY < info.hurdle_rate && 0 < failed.paths).then(|| {
        format!(
            "A hurdle rate of {} counts failure twice: the flows that NPV discounts contain it. \
             Well-diversified investors ask about 16.7% of such flows before fees (Kerins, Smith \
             and Smith 2004); what a success must earn is target_irr.",
            given::share(info.hurdle_rate)
        )
    })
}

fn at_horizon(summary: &Summary, rule: &str) -> Option<String> {
    let horizon = summary.routes.iter().find(|route| route.route == Route::Horizon)?;
    (MANY_AT_HORIZON < horizon.share.value).then(|| {
        format!(
            "{:.0}% of paths are neither sold nor failed at the horizon; they are valued by \
             rule ({rule}), not by a buyer.",
            100.0 * horizon.share.value
        )
    })
}

/// Prices that buyers of makers do not pay.
fn dear_sales(summary: &Summary) -> Option<String> {
    let paid = summary.figures.iter().find(|one| one.figure == Figure::EvToEbitda)?;
    let median = paid.spread.as_ref()?.at(0.5).value;
    (DEAR < median).then(|| {
        format!(
            "The median operator that is sold with a profit fetches {} EBITDA: makers are sold at \
             5x to 12x.",
            moic(median)
        )
    })
}

fn irr_conventions(summary: &Summary) -> Option<String> {
    let count = |wanted: &dyn Fn(&IrrKind) -> bool| -> usize {
        summary.irr_kinds.iter().filter(|(kind, _)| wanted(kind)).map(|(_, paths)| paths).sum()
    };
    let total_losses = count(&|kind| matches!(kind, IrrKind::TotalLoss));
    let several = count(&|kind| matches!(kind, IrrKind::Several { .. }));
    let mut parts = Vec::new();
    if 0 < total_losses {
        parts.push(format!(
            "{} without any month in which more comes back than goes in: their IRR is −100% by \
             convention",
            plural(total_losses as u64, "path")
        ));
    }
    if 0 < several {
        parts.push(format!(
            "{} with several rates of return: the one with the sign of the gain nearest to zero is \
             used",
            plural(several as u64, "path")
        ));
    }
    (!parts.is_empty()).then(|| format!("{}.", parts.join("; ")))
}

/// Which operating figures most paths lack.
pub(super) fn sparse_figures(summary: &Summary) -> Option<String> {
    let n = summary.paths as f64;
    let sparse: Vec<&str> = summary
        .figures
        .iter()
        .filter(|figure| {
            let present = figure.spread.as_ref().map_or(0, |spread| spread.paths) as f64;
            0.0 < present && present < (1.0 - MANY_WITHOUT) * n
        })
        .map(|figure| figure.figure.label())
        .collect();
    (!sparse.is_empty())
        .then(|| format!("Fewer than half of the paths have: {}.", sparse.join(", ")))
}

fn missed_correlations(summary: &Summary) -> Option<String> {
    let misses = |pair: &&RankCorrelation| {
        // Without a figure or an error there is nothing to judge by.
        let error = pair.achieved.standard_error;
        let off = pair.missed_by();
        off.is_finite() && OFF_BY < off && EXPLAINED * error < off
    };
    let missed: Vec<String> = summary
        .correlations
        .iter()
        .filter(misses)
        .map(|pair| {
            let [one, other] = &pair.between;
            let (achieved, asked) = (number(pair.achieved.value, 2), given::number(pair.asked));
            format!("{one} and {other} ({achieved}, not {asked})")
        })
        .collect();
    (!missed.is_empty()).then(|| {
        format!(
            "Repeated values keep these from the rank correlation asked for: {}.",
            missed.join(", ")
        )
    })
}
