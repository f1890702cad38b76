//! What charts of several scenarios have in common: names, figures, and where the numbers come
//! from.

use crate::analysis::compare::Contender;
use crate::analysis::estimate::Estimate;
use crate::analysis::run_info::RunInfo;
use crate::output::chart::{Provenance, provenance_of, share_of};
use crate::output::format::{at_most, decimals_for};

/// Share of values of at least `least`, rounding forgiven.
pub(in crate::output) fn share_from(values: &[f64], least: f64) -> f64 {
    let least = least * (1.0 - 1e-9);
    share_of(values, |value| least <= value)
}

/// The largest standard error of the chances that charts of scenarios show.
pub(in crate::output) fn share_error(contenders: &[Contender<'_>]) -> String {
    let n = contenders[0].outcomes.len() as f64;
    let summaries = contenders.iter().map(|one| one.summary);
    let shares = summaries.flat_map(|one| [one.loss, one.near_total_loss, one.at_least_3x]);
    let largest = shares.map(|share| share.value * (1.0 - share.value) / n).fold(0.0, f64::max);
    format!("shares ± {}", at_most(largest.sqrt()))
}

/// Where the numbers of several runs on the same draws come from.
pub(in crate::output) fn provenance(contenders: &[Contender<'_>]) -> Provenance {
    let infos: Vec<&RunInfo> = contenders.iter().map(|one| one.info).collect();
    provenance_of(&infos)
}

/// A multiple to the digits that its error supports, without that error.
pub(in crate::output) fn multiple_alone(figure: &Estimate) -> String {
    let decimals = decimals_for(figure.standard_error, 2);
    let number = format!("{:.decimals$}x", figure.value);
    let is_nothing = !number.chars().any(|digit| ('1'..='9').contains(&digit));
    if is_nothing { "0x".to_owned() } else { number }
}

/// A difference of multiples in the same way, with its sign.
pub(in crate::output) fn difference_alone(figure: &Estimate) -> String {
    let size = multiple_alone(&Estimate { value: figure.value.abs(), ..*figure });
    match figure.value {
        _ if size == "0x" => size,
        value if value < 0.0 => format!("\u{2212}{size}"),
        _ => format!("+{size}"),
    }
}

/// The label of a scenario within a title.
pub(in crate::output) fn short(label: &str) -> String {
    const MOST: usize = 24;
    if label.chars().count() <= MOST {
        return label.to_owned();
    }
    let kept: String = label.chars().take(MOST - 1).collect();
    format!("{kept}…")
}
