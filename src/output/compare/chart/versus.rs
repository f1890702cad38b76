//! What charts of several scenarios have in common: colours, the axis of
//! multiples, and where the numbers come from.

use crate::analysis::compare::Contender;
use crate::analysis::estimate::Estimate;
use crate::analysis::run_info::RunInfo;
use crate::output::chart::{Page, Provenance, provenance_of};
use crate::output::format::decimals_for;
use plotters::style::RGBColor;

/// Most scenarios that curves can be told apart of.
pub(in crate::output) const MOST_CURVES: usize = 5;

/// Colours of scenarios, the first black; told apart in grey by their dashes.
pub(in crate::output) const COLOURS: [RGBColor; MOST_CURVES] = [
    RGBColor(0x1A, 0x1A, 0x1A),
    RGBColor(0x76, 0x12, 0xA5),
    RGBColor(0x0C, 0x6E, 0x62),
    RGBColor(0xB8, 0x6E, 0x00),
    RGBColor(0x2C, 0x99, 0xE8),
];

/// Dashes of scenarios, in points; none for the first.
const DASHES: [Option<(f64, f64)>; MOST_CURVES] =
    [None, Some((10.0, 2.5)), Some((2.0, 2.0)), Some((6.0, 2.5)), Some((15.0, 3.5))];

/// Colour of the rows of scenarios after the first.
pub(in crate::output) const OTHERS: RGBColor = RGBColor(0x3F, 0x6E, 0x9A);

/// A curve of the scenario at that position.
pub(in crate::output) fn curve(page: &Page, points: &[(f64, f64)], position: usize) {
    let stretch = page.size.stretch().max(1.0);
    let width = 1.7 * stretch;
    match DASHES[position] {
        None => page.line(points, width, COLOURS[position]),
        Some((on, off)) => {
            page.dashes(points, width, COLOURS[position], (on * stretch, off * stretch));
        }
    }
}

/// Share of values of at least `least`, rounding forgiven.
pub(in crate::output) fn share_from(values: &[f64], least: f64) -> f64 {
    let least = least * (1.0 - 1e-9);
    values.iter().filter(|value| least <= **value).count() as f64 / values.len() as f64
}

/// The largest standard error of the chances that charts of scenarios show.
pub(in crate::output) fn share_error(contenders: &[Contender<'_>]) -> String {
    let n = contenders[0].outcomes.len() as f64;
    let shares = contenders
        .iter()
        .flat_map(|one| [one.summary.loss, one.summary.near_total_loss, one.summary.at_least_3x]);
    let largest = shares.map(|share| share.value * (1.0 - share.value) / n).fold(0.0, f64::max);
    // Rounded up, so that it stays a bound.
    format!("shares ± {:.1} points or less", (1000.0 * largest.sqrt()).ceil() / 10.0)
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
