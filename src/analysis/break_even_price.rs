//! The highest price of the round at which something is asked of the investor's returns that a
//! low price gives: that mean NPV is 0 or more, or that a target is met.
//!
//! It is sought by the share of the company that the round buys, `R/(V + R)` of the pre-money
//! value `V` and the money raised `R`, in which returns are nearly straight, by regula falsi with
//! Illinois' remedy (Dowell and Jarratt 1971). All prices are held against the same paths. The
//! error of the price is that of what is asked there, over how steeply it falls with the price
//! (the delta method).

use super::errors::Errors;
use super::estimate::Estimate;
use super::repriced::Repriced;
use crate::model::returns::npv;

/// Found when what is asked is so near, in its standard errors.
const NEAR: f64 = 1e-3;
/// Or when the share that the round buys is known to this.
const NARROW: f64 = 1e-13;
/// Steps of a search at most; halving alone needs fewer.
const MOST_STEPS: usize = 100;
/// Half the distance, over the price, over which it is looked how steeply what is asked falls.
pub(super) const APART: f64 = 0.05;
/// No company that raises a round is worth more.
pub(super) const HIGHEST: f64 = 1e13;
/// Halvings until the lowest price is known at which a round can close.
const HALVINGS: usize = 60;

/// Up to which pre-money value what is asked holds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum BreakEvenPrice {
    /// Up to this one.
    At(Estimate),
    /// At no price.
    Never {
        /// The lowest at which the round can close; 0 where all of the company would be sold.
        lowest: f64,
        /// What is asked, there: how far it is above what would do, and so below 0.
        margin: Estimate,
    },
    /// At any price.
    Always,
}

/// The price at which mean NPV is 0.
///
/// Best called where rayon's threads are those of the run: it uses them.
pub fn break_even_price(deal: &Repriced<'_>, errors: Errors) -> BreakEvenPrice {
    let hurdle_rate = deal.deal().hurdle_rate;
    highest_price(deal, |pre_money| {
        let closed = deal.at(pre_money)?;
        Some(errors.mean(&deal.each(&closed, |lived| npv(lived.flows(), hurdle_rate))))
    })
}

/// The price up to which `margin` is 0 or more, which it is the less the higher the price; it is
/// none where the round cannot close.
pub fn highest_price(
    deal: &Repriced<'_>,
    margin: impl Fn(f64) -> Option<Estimate>,
) -> BreakEvenPrice {
    let (round, plan) = (deal.deal().round_size, deal.deal().pre_money);
    let lowest = lowest_price(deal);
    let at = |pre_money: f64| {
        margin(pre_money).unwrap_or(Estimate { value: f64::NAN, standard_error: f64::NAN })
    };
    let of_plan = at(plan);
    // The plan's own price is one end, whichever side it is on.
    let (dear, cheap) = if 0.0 <= of_plan.value {
        let highest = at(HIGHEST);
        if 0.0 <= highest.value {
            return BreakEvenPrice::Always;
        }
        ((HIGHEST, highest), (plan, of_plan))
    } else {
        let margin = at(lowest);
        // What no path has is not met.
        if !(0.0 <= margin.value) {
            return BreakEvenPrice::Never { lowest, margin };
        }
        ((plan, of_plan), (lowest, margin))
    };
    let share = |pre_money: f64| round / (pre_money + round);
    let price = |share: f64| (round / share - round).max(lowest);
    let (mut low, mut high) = ((share(dear.0), dear.1.value), (share(cheap.0), cheap.1.value));
    let mut best = cheap;
    let mut was_met = None;
    for _ in 0..MOST_STEPS {
        let width = high.0 - low.0;
        if best.1.value.abs() <= NEAR * best.1.standard_error || width <= NARROW * high.0 {
            break;
        }
        let straight = high.1 / (high.1 - low.1);
        // Far from straight, it still comes nearer from both sides.
        let way = if straight.is_finite() { straight.clamp(0.01, 0.99) } else { 0.5 };
        let next = high.0 - way * width;
        let found = at(price(next));
        let is_met = 0.0 <= found.value;
        // Of the end that stays twice in a row, half the value draws the line nearer to it.
        let stays = if was_met == Some(is_met) { 0.5 } else { 1.0 };
        if is_met {
            (high, low.1) = ((next, found.value), stays * low.1);
            best = (price(next), found);
        } else {
            (low, high.1) = ((next, found.value), stays * high.1);
        }
        was_met = Some(is_met);
    }
    let (below, above) = ((best.0 * (1.0 - APART)).max(lowest), best.0 * (1.0 + APART));
    let slope = (at(above).value - at(below).value) / (above - below);
    let standard_error = best.1.standard_error / slope.abs();
    BreakEvenPrice::At(Estimate { value: best.0, standard_error })
}

/// The lowest price at which the round can close.
fn lowest_price(deal: &Repriced<'_>) -> f64 {
    if deal.at(0.0).is_some() {
        return 0.0;
    }
    let (mut closes, mut fails) = (deal.deal().pre_money, 0.0);
    for _ in 0..HALVINGS {
        let middle = 0.5 * (closes + fails);
        *(if deal.at(middle).is_some() { &mut closes } else { &mut fails }) = middle;
    }
    closes
}
