//! What a deal is worth, in sentences that several reports say.

use serde_json::{Value, json};

use super::format::{money, money_with_error};
use super::given;
use super::statistic_words::percent_in_parts;
use super::values::estimate;
use crate::analysis::break_even_price::BreakEvenPrice;
use crate::analysis::estimate::Estimate;

/// The rate at which the deal is just worth its price; none where there is no such rate.
pub(in crate::output) fn break_even_rate(found: Option<&Estimate>) -> String {
    let Some(found) = found else {
        return "No rate from \u{2212}50% on makes mean NPV 0: far less comes back than is paid in."
            .to_owned();
    };
    let shown = percent_in_parts(found);
    let loses = if found.value < 0.0 {
        ": no positive rate, as less comes back on average than is paid in"
    } else {
        ""
    };
    format!("Mean NPV is 0 at the break-even rate of {shown} a year{loses}.")
}

/// The price at which the deal is just worth it, beside that of the plan.
pub(in crate::output) fn price_sentence(
    found: &BreakEvenPrice,
    plan: f64,
    currency: &str,
) -> String {
    let asked = given::money(plan, currency);
    match found {
        BreakEvenPrice::At(price) => format!(
            "Mean NPV is 0 at a pre-money price of {}, where the plan pays {asked}.",
            money_with_error(price, currency)
        ),
        BreakEvenPrice::Never { lowest, margin } if margin.value.is_finite() => {
            let cheap = if *lowest < 1.0 { "nothing".to_owned() } else { money(*lowest, currency) };
            let npv = money_with_error(margin, currency);
            format!("No price works: even for {cheap} pre-money mean NPV is {npv}.")
        }
        BreakEvenPrice::Never { .. } => "No price works.".to_owned(),
        BreakEvenPrice::Always => "Mean NPV is above 0 at any price.".to_owned(),
    }
}

/// The same in JSON.
pub(in crate::output) fn price_value(found: &BreakEvenPrice) -> Value {
    match found {
        BreakEvenPrice::At(price) => {
            json!({ "outcome": "one price", "pre_money": estimate(price) })
        }
        BreakEvenPrice::Never { lowest, margin } => json!({
            "outcome": "no price works",
            "lowest_pre_money": lowest,
            "mean_npv_there": estimate(margin),
        }),
        BreakEvenPrice::Always => json!({ "outcome": "any price works" }),
    }
}
