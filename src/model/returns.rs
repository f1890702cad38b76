//! Return measures of dated cash flows: multiple of invested capital, net present value, and the
//! internal rate of return with the reason where it is a convention.
//!
//! The IRR is sought as a continuous rate `d = ln(1 + IRR)`, in which discounting is `exp(-d t)`:
//! every IRR from -100 % up has one, and none is near a pole.
//!
//! Flows of the same moment are netted. Then, by Descartes' rule of signs (which holds for sums of
//! exponentials), flows that change sign once have exactly one IRR. It is found by Newton's method
//! on the logarithm of (discounted later flows / discounted earlier flows), which is nearly linear
//! in `d`, inside a bracket that the shortest and the longest time between two flows of opposite
//! sign give.
//!
//! Flows that change sign more often (a follow-on after a distribution) can have several IRRs, or
//! none. All are found: the roots of a derivative that has one sign change fewer lie between them.
//! The one chosen **has the sign of the net gain and is nearest to zero**, as agreements that name
//! a rule provide (the lowest positive rate for a profit, the negative one closest to zero for a
//! loss), so that IRR and MOIC agree on whether money was made. Net present value falls through
//! zero there as the rate rises, as it does for an investment and does not for a loan. Where no
//! root has that sign, it is the one nearest to zero. A spreadsheet's XIRR would report whichever
//! root its guess leads to.

use std::cmp::Ordering;

use crate::sampling::elementary::{exp, exp_m1, ln, ln_1p};

/// Money that changes hands at one moment.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CashFlow {
    /// When, in years from the first payment or any other fixed moment.
    pub years: f64,
    /// How much, in money: negative if the investor pays, positive if it receives.
    pub amount: f64,
}

/// How an [`Irr`] came about.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum IrrKind {
    /// The only rate at which the flows are worth nothing.
    Solved,
    /// One of several such rates: that of the net gain's sign nearest to zero.
    Several {
        /// How many there are; rates that coincide count once.
        roots: usize,
    },
    /// Nothing came back, or at no moment more than was paid in at that moment: -100 % by
    /// convention.
    TotalLoss,
    /// Nothing was ever paid in: no rate.
    NothingContributed,
    /// No rate makes the flows worth nothing, as when a payment is returned, with a gain or
    /// without, in the moment it is made.
    #[default]
    NoRate,
}

/// An internal rate of return.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Irr {
    /// The rate per year (0.1 is 10 %), at least -1, and infinite beyond what an `f64` holds; NaN
    /// where there is none.
    pub rate: f64,
    /// Whether the rate is a solution, a choice or a convention.
    pub kind: IrrKind,
}

/// Net present value at the moment 0 of `flows`, in their money, at a `rate` per year above -1; NaN
/// at other rates. `Σ amount (1 + rate)^-years`.
#[must_use]
pub fn npv(flows: &[CashFlow], rate: f64) -> f64 {
    if rate.is_nan() || rate <= -1.0 {
        return f64::NAN;
    }
    let continuous = ln_1p(rate);
    flows.iter().fold(0.0, |sum, flow| sum + flow.amount * exp(-flow.years * continuous))
}

/// Multiple of invested capital: all that came back over all that was paid in. NaN where nothing
/// was paid in. Flows of the same moment are not netted.
#[must_use]
pub fn moic(flows: &[CashFlow]) -> f64 {
    let (mut paid_in, mut came_back) = (0.0, 0.0);
    for flow in flows {
        if flow.amount < 0.0 {
            paid_in -= flow.amount;
        } else {
            came_back += flow.amount;
        }
    }
    if 0.0 < paid_in { came_back / paid_in } else { f64::NAN }
}

/// Internal rate of return per year of flows in any order, compounded yearly and annualised over
/// any span, short ones too, as a spreadsheet's XIRR does. The module's page says how it is found
/// and which is chosen; [`IrrKind`] says what the answer is where there is no equation to solve.
///
/// # Panics
///
/// If a time or an amount is not finite.
#[must_use]
pub fn irr(flows: &[CashFlow]) -> Irr {
    let finite = |flow: &CashFlow| flow.years.is_finite() && flow.amount.is_finite();
    assert!(flows.iter().all(finite), "cash flows: {flows:?}");
    if !flows.iter().any(|flow| flow.amount < 0.0) {
        Irr { rate: f64::NAN, kind: IrrKind::NothingContributed }
    } else if !flows.iter().any(|flow| 0.0 < flow.amount) {
        Irr { rate: -1.0, kind: IrrKind::TotalLoss }
    } else if is_netted(flows) {
        irr_of_netted(flows)
    } else {
        irr_of_netted(&netted(flows))
    }
}

/// Whether flows are in order of time, no two at the same moment and none of nothing.
fn is_netted(flows: &[CashFlow]) -> bool {
    flows.windows(2).all(|pair| pair[0].years < pair[1].years)
        && flows.iter().all(|flow| 0.0 < flow.amount.abs())
}

fn netted(flows: &[CashFlow]) -> Vec<CashFlow> {
    let mut sorted = flows.to_vec();
    sorted.sort_by(|a, b| a.years.total_cmp(&b.years));
    let mut netted: Vec<CashFlow> = Vec::with_capacity(sorted.len());
    for flow in sorted {
        match netted.last_mut() {
            Some(last) if flow.years <= last.years => last.amount += flow.amount,
            _ => netted.push(flow),
        }
    }
    netted.retain(|flow| 0.0 < flow.amount.abs());
    netted
}

fn irr_of_netted(flows: &[CashFlow]) -> Irr {
    let solved = |continuous| Irr { rate: exp_m1(continuous), kind: IrrKind::Solved };
    match (sign_changes(flows), flows) {
        (0, [first, ..]) if first.amount < 0.0 => Irr { rate: -1.0, kind: IrrKind::TotalLoss },
        (0, _) => Irr { rate: f64::NAN, kind: IrrKind::NoRate },
        (1, [first, last]) => {
            solved(log_of_ratio(last.amount.abs(), first.amount.abs()) / (last.years - first.years))
        }
        (1, _) => solved(only_root(flows)),
        _ => chosen(&roots(flows), flows.iter().map(|flow| flow.amount).sum()),
    }
}

fn sign_changes(flows: &[CashFlow]) -> usize {
    flows.windows(2).filter(|pair| is_sign_change(pair)).count()
}

fn is_sign_change(pair: &[CashFlow]) -> bool {
    (pair[0].amount < 0.0) != (pair[1].amount < 0.0)
}

/// How many flows come before the first change of sign; all where there is none.
fn before_sign_change(flows: &[CashFlow]) -> usize {
    flows.windows(2).position(is_sign_change).map_or(flows.len(), |last| last + 1)
}

/// `ln(top / bottom)`, without losing digits where the two are close.
fn log_of_ratio(top: f64, bottom: f64) -> f64 {
    if (0.5 * bottom..=2.0 * bottom).contains(&top) {
        ln_1p((top - bottom) / bottom)
    } else {
        ln(top / bottom)
    }
}

/// The continuous rate of flows that change sign once. With `h(d)` the logarithm of discounted
/// later over discounted earlier flows, `-h'` is the difference of their mean times, between the
/// shortest and the longest time from an earlier to a later flow: this brackets the root.
fn only_root(flows: &[CashFlow]) -> f64 {
    let (earlier, later) = flows.split_at(before_sign_change(flows));
    let first_later = later[0].years;
    let last_earlier = earlier[earlier.len() - 1].years;
    let longest = later[later.len() - 1].years - earlier[0].years;
    let (log_multiple, mean_time) = log_ratio_and_mean_time(earlier, later, 0.0);
    let ends = [log_multiple / longest, log_multiple / (first_later - last_earlier)];
    let (mut low, mut high) = (ends[0].min(ends[1]), ends[0].max(ends[1]));
    let mut rate = log_multiple / mean_time;
    for _ in 0..200 {
        let (log_ratio, mean_time) = log_ratio_and_mean_time(earlier, later, rate);
        *(if log_ratio < 0.0 { &mut high } else { &mut low }) = rate;
        let newton = rate + log_ratio / mean_time;
        let next = if low <= newton && newton <= high { newton } else { low + 0.5 * (high - low) };
        let step = (next - rate).abs();
        rate = next;
        // The error after a Newton step is of the order of the step squared.
        if step * longest <= 1e-9 {
            break;
        }
    }
    rate
}

/// Logarithm of the later flows' discounted sum over the earlier flows', and the time between
/// their discounted mean times.
fn log_ratio_and_mean_time(earlier: &[CashFlow], later: &[CashFlow], rate: f64) -> (f64, f64) {
    let (early, late) = (discounted(earlier, rate), discounted(later, rate));
    let log_ratio = log_of_ratio(late.sum, early.sum) - rate * (late.from - early.from);
    (log_ratio, late.from + late.mean_time - early.from - early.mean_time)
}

/// The absolute amounts discounted to the moment `from`, which is that of the largest discount
/// factor, so that nothing overflows; `mean_time` is from there.
struct Discounted {
    from: f64,
    sum: f64,
    mean_time: f64,
}

fn discounted(flows: &[CashFlow], rate: f64) -> Discounted {
    // One alone stays what it is at its own moment.
    if let [flow] = flows {
        return Discounted { from: flow.years, sum: flow.amount.abs(), mean_time: 0.0 };
    }
    let from = largest_factor_at(flows, rate);
    let (mut sum, mut weighted) = (0.0, 0.0);
    for flow in flows {
        let time = flow.years - from;
        let value = flow.amount.abs() * exp(-rate * time);
        sum += value;
        weighted += value * time;
    }
    Discounted { from, sum, mean_time: weighted / sum }
}

fn largest_factor_at(flows: &[CashFlow], rate: f64) -> f64 {
    if rate < 0.0 { flows[flows.len() - 1].years } else { flows[0].years }
}

/// The root of the net gain's sign nearest to zero, or else the one nearest to zero.
fn chosen(roots: &[f64], gain: f64) -> Irr {
    let nearest = |a: &f64, b: &f64| a.abs().total_cmp(&b.abs());
    let agreeing = roots.iter().copied().filter(|root| 0.0 < root * gain).min_by(nearest);
    let any = || roots.iter().copied().min_by(nearest);
    match (agreeing.or_else(any), roots.len()) {
        (None, _) => Irr { rate: f64::NAN, kind: IrrKind::NoRate },
        (Some(root), 1) => Irr { rate: exp_m1(root), kind: IrrKind::Solved },
        (Some(root), roots) => Irr { rate: exp_m1(root), kind: IrrKind::Several { roots } },
    }
}

/// All continuous rates at which netted flows are worth nothing, ascending. Their value carried to
/// a moment between two flows of opposite sign has a derivative in the rate that changes sign once
/// less (the step in the proof of Descartes' rule); between its roots the value is monotone.
fn roots(flows: &[CashFlow]) -> Vec<f64> {
    let split = before_sign_change(flows);
    let (Some(before), Some(after)) = (flows.get(split - 1), flows.get(split)) else {
        return Vec::new();
    };
    let moment = 0.5 * (before.years + after.years);
    let slope = |f: &CashFlow| CashFlow { years: f.years, amount: f.amount * (moment - f.years) };
    let turns = roots(&flows.iter().map(slope).collect::<Vec<_>>());

    let mut edges = vec![(f64::NEG_INFINITY, sign(flows[flows.len() - 1].amount))];
    edges.extend(turns.into_iter().map(|turn| (turn, sign_at_turn(flows, turn))));
    edges.push((f64::INFINITY, sign(flows[0].amount)));
    let mut found = Vec::new();
    for pair in edges.windows(2) {
        let [(low, low_sign), (high, high_sign)] = [pair[0], pair[1]];
        if high_sign.is_eq() {
            found.push(high);
        } else if low_sign.is_ne() && low_sign != high_sign {
            found.push(crossing(flows, [low, high], low_sign));
        }
    }
    found
}

fn sign(value: f64) -> Ordering {
    value.partial_cmp(&0.0).unwrap_or(Ordering::Equal)
}

/// Sign of the discounted sum of flows at a continuous rate.
fn sign_at(flows: &[CashFlow], rate: f64) -> Ordering {
    let from = largest_factor_at(flows, rate);
    sign(flows.iter().map(|flow| flow.amount * exp(-rate * (flow.years - from))).sum())
}

/// As [`sign_at`], but equal within rounding: where the value turns, it may touch zero.
fn sign_at_turn(flows: &[CashFlow], rate: f64) -> Ordering {
    let from = largest_factor_at(flows, rate);
    let values = || flows.iter().map(|flow| flow.amount * exp(-rate * (flow.years - from)));
    let gross: f64 = values().map(f64::abs).sum();
    let net: f64 = values().sum();
    if net.abs() <= 1e-13 * gross { Ordering::Equal } else { sign(net) }
}

/// The root between two rates, either of which may be infinite, by bisection to the last bit;
/// `low_sign` is the value's sign at the lower end, and it has the other one at the upper.
fn crossing(flows: &[CashFlow], [low, high]: [f64; 2], low_sign: Ordering) -> f64 {
    let inside = if low.is_finite() { low } else { 0.0_f64.min(high) };
    let mut low = inside;
    let mut high = if high.is_finite() { high } else { inside };
    let mut reach = 1.0;
    while sign_at(flows, low) != low_sign {
        low = inside - reach;
        reach *= 2.0;
    }
    reach = 1.0;
    while sign_at(flows, high) != low_sign.reverse() {
        high = inside + reach;
        reach *= 2.0;
    }
    loop {
        let middle = low + 0.5 * (high - low);
        let at_middle = sign_at(flows, middle);
        if middle <= low || high <= middle || at_middle.is_eq() {
            return middle;
        }
        *(if at_middle == low_sign { &mut low } else { &mut high }) = middle;
    }
}
