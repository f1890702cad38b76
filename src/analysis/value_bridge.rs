//! From money paid in to money got back: what each part of a path's fate adds
//! to its MOIC or takes away, and the means over the paths.
//!
//! The parts of a path are differences between one stage and the next, so they
//! add up to its MOIC less 1 whatever they are, and so do their means. The page
//! `docs/bridge.md` has the formulas.

use super::estimate::Estimate;
use super::outcomes::Outcomes;
use super::run_info::RunInfo;
use super::steps::Steps;
use crate::model::outcome::{Figure, Route};
use crate::model::stages::Stages;

/// Declares the parts in the order in which they are taken.
macro_rules! parts {
    ($( $(#[doc = $doc:literal])* $variant:ident, $key:literal, $label:literal; )*) => {
        /// One part of the way from money paid in to money got back.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Part { $( $(#[doc = $doc])* $variant, )* }

        impl Part {
            /// All of them, in the order in which they are taken.
            pub const ALL: [Self; Self::COUNT] = [$( Self::$variant, )*];
            /// How many there are.
            pub const COUNT: usize = [$( $key, )*].len();

            /// Name in results.
            pub fn key(self) -> &'static str {
                match self { $( Self::$variant => $key, )* }
            }

            /// Name for a reader.
            pub fn label(self) -> &'static str {
                match self { $( Self::$variant => $label, )* }
            }
        }
    };
}

parts! {
    /// All that failed companies gain or lose, as one.
    Failures, "failed_companies", "Failed companies";
    /// Revenue against the first year's, at the multiple paid for that.
    Growth, "revenue_growth", "Revenue growth";
    /// Value per unit of revenue at the end against entry.
    Multiple, "multiple", "Change of multiple";
    /// Enterprise value against entry, where entry has no multiple.
    Value, "enterprise_value", "Change of enterprise value";
    /// Cash that the business brought in or used up.
    Cash, "cash_used", "Cash brought in or used";
    /// Debt that neither the company's value nor the shareholders pay.
    DebtUnpaid, "debt_unpaid", "Debt that stays unpaid";
    /// Costs of the sale.
    Fees, "sale_fees", "Costs of the sale";
    /// Deferred price that is never paid.
    DeferredUnpaid, "deferred_unpaid", "Deferred price not paid";
    /// Management's carve-out.
    CarveOut, "carve_out", "Management's carve-out";
    /// Money of later rounds in the company, but for what the investor pays.
    NewMoney, "new_money", "New money in later rounds";
    /// The share that later rounds take.
    Dilution, "dilution", "Dilution by later rounds";
    /// What the waterfall pays beyond the fully diluted share.
    Preferences, "preferences", "Preferences";
}

/// The parts of one path, by [`Part::ALL`].
pub type Parts = [f64; Part::COUNT];

/// One path's parts, each per unit paid in; 1 and they add up to its MOIC.
pub fn parts_of(outcomes: &Outcomes, path: usize, info: &RunInfo) -> Parts {
    let [invested, returned] = [outcomes.invested[path], outcomes.returned[path]];
    let mut parts = [0.0; Part::COUNT];
    if outcomes.route[path] == Route::Failure {
        parts[Part::Failures as usize] = returned - invested;
    } else {
        let end = End {
            stages: outcomes.stages[path],
            enterprise_value: outcomes.enterprise_value[path],
            ltm_revenue: outcomes.figure(Figure::LtmRevenue)[path],
            equity: outcomes.equity_proceeds[path],
        };
        parts = end.of_company(info.post_money).map(|part| part * info.cheque / info.post_money);
        let (before, after) = (info.cheque / info.post_money, outcomes.ownership[path]);
        let shared = end.equity - end.stages.carve_out;
        // What the investor itself pays into later rounds is no gain.
        parts[Part::NewMoney as usize] -= invested - info.cheque;
        parts[Part::Dilution as usize] = (after - before) * shared;
        parts[Part::Preferences as usize] = returned - after * shared;
    }
    parts.map(|part| part / invested)
}

/// A company at its end.
struct End {
    stages: Stages,
    enterprise_value: f64,
    ltm_revenue: f64,
    /// Paid to all shareholders and management.
    equity: f64,
}

impl End {
    /// The parts of the company as a whole, in money, for a holder of all of it.
    fn of_company(&self, post_money: f64) -> Parts {
        let Stages { first_year_revenue, opening_net_cash, closing_net_cash, .. } = self.stages;
        let entry = post_money - opening_net_cash;
        let mut parts = [0.0; Part::COUNT];
        if 0.0 < first_year_revenue && 0.0 < entry {
            let grown = entry * self.ltm_revenue / first_year_revenue;
            parts[Part::Growth as usize] = grown - entry;
            parts[Part::Multiple as usize] = self.enterprise_value - grown;
        } else {
            parts[Part::Value as usize] = self.enterprise_value - entry;
        }
        let Stages { raised_later, sale_fees, deferred_unpaid, carve_out, .. } = self.stages;
        let claims = self.enterprise_value - sale_fees + closing_net_cash;
        parts[Part::Cash as usize] = closing_net_cash - opening_net_cash - raised_later;
        parts[Part::DebtUnpaid as usize] = (-claims).max(0.0);
        parts[Part::Fees as usize] = -sale_fees;
        parts[Part::DeferredUnpaid as usize] = -deferred_unpaid;
        parts[Part::CarveOut as usize] = -carve_out;
        parts[Part::NewMoney as usize] = raised_later;
        parts
    }
}

/// Parts below this on every path are what rounding leaves of nothing.
const ROUNDING: f64 = 1e-9;

/// The means of all parts.
#[derive(Clone, Debug)]
pub struct ValueBridge {
    /// The parts that are not 0 on every path, in the order of [`Part::ALL`].
    pub parts: Vec<Part>,
    /// Their means, in multiples of what was paid in.
    pub steps: Steps,
    /// Mean MOIC: 1 and all steps.
    pub mean_moic: Estimate,
    /// What of it is the value at the horizon of companies that nobody bought.
    pub unsold: Estimate,
}

/// The bridge of a run of at least one path.
pub fn value_bridge(outcomes: &Outcomes, info: &RunInfo) -> ValueBridge {
    let paths = outcomes.len();
    let of_path = |path| parts_of(outcomes, path, info);
    let mut is_there = [false; Part::COUNT];
    for path in 0..paths {
        let parts = of_path(path);
        is_there.iter_mut().zip(parts).for_each(|(is, part)| *is |= ROUNDING < part.abs());
    }
    let errors = outcomes.errors;
    let all =
        Steps::means((paths, errors), Part::COUNT, |path, row| row.copy_from_slice(&of_path(path)));
    let kept: Vec<usize> = (0..Part::COUNT).filter(|part| is_there[*part]).collect();
    let unsold = outcomes.moic.iter().zip(&outcomes.route);
    let unsold = unsold.map(|(moic, route)| if *route == Route::Horizon { *moic } else { 0.0 });
    ValueBridge {
        parts: kept.iter().map(|part| Part::ALL[*part]).collect(),
        steps: all.only(&kept),
        mean_moic: errors.mean(&outcomes.moic),
        unsold: errors.mean_of(unsold),
    }
}
