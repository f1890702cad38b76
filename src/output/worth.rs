//! What a deal is worth, in sentences that several reports say.

use super::statistic_words::percent_in_parts;
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
