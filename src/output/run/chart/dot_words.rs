//! What a quantile dotplot says: its findings count dots, its description has
//! both the dots and the shares of all paths.

use super::bins::Bands;
use super::data::Returns;
use crate::output::chart::{NO_LOSS, band, listed, share_of};
use crate::output::format::moic;
use crate::output::run::titles::{certain, loss_and_rest};

/// Titles that count dots, longest first. `values` ascend.
pub(super) fn titles(returns: &Returns<'_>, values: &[f64]) -> Vec<String> {
    let n = values.len();
    if let Some(title) = certain(returns, returns.moic[0]) {
        return vec![title];
    }
    let count = |holds: fn(f64) -> bool| values.iter().filter(|x| holds(**x)).count();
    let reaches = |x: f64| 3.0 <= x;
    let three =
        counted(count(reaches), (share_of(returns.moic, reaches), n), ["returns", "return"]);
    let loses = |x: f64| x < NO_LOSS;
    let lose = counted(count(loses), (returns.loss.value, n), ["loses money", "lose money"]);
    let futures = format!("Of {n} equally likely paths, ");
    let everything = match count(|x| x <= 0.0) {
        all if all == n => {
            return vec![format!(
                "{futures}more than {} lose everything and {three} 3x or more",
                n - 1
            )];
        }
        0 => String::new(),
        all => format!(", {all} of them everything,"),
    };
    vec![
        format!("{futures}{lose}{everything} and {three} 3x or more"),
        format!("{futures}{lose} and {three} 3x or more"),
    ]
}

/// How many dots do something, where none and all are those of all paths.
fn counted(dots: usize, (share, n): (f64, usize), [it, they]: [&str; 2]) -> String {
    match dots {
        _ if share <= 0.0 => format!("none {it}"),
        _ if 1.0 <= share => format!("all {they}"),
        0 => format!("fewer than 1 {they}"),
        1 => format!("1 {it}"),
        dots if dots == n => format!("more than {} {they}", n - 1),
        dots => format!("{dots} {they}"),
    }
}

/// Dots in each band, and shares of all paths.
pub(super) fn described(returns: &Returns<'_>, bands: &Bands, values: &[f64]) -> String {
    let names = ["at 0x", "above 0x and below 0.1x", "0.1–1x", "1–3x", "3–10x", "10x or more"];
    let in_band = |i: usize| values.iter().filter(|x| band(**x) == i).count();
    let dots = names.iter().enumerate().map(|(i, name)| format!("{} {name}", in_band(i)));
    let (lost, kept) = loss_and_rest(returns);
    format!(
        "Dots: {}. Of all paths, {lost} lose money and {kept} return the capital, {} return 3x or \
         more, {} 10x or more; {} return less than 0.1x, {} nothing. Best path {}.",
        listed(dots, ", "),
        bands.three(),
        bands.share(7),
        bands.share(0),
        bands.nothing(),
        moic(bands.maximum),
    )
}

#[cfg(test)]
mod tests {
    use super::counted;

    #[test]
    fn none_and_all_are_said_of_all_paths_and_not_of_dots() {
        let cases = [
            (0, 0.0, "none returns"),
            (0, 0.004, "fewer than 1 return"),
            (1, 0.01, "1 returns"),
            (53, 0.53, "53 return"),
            (100, 0.996, "more than 99 return"),
            (100, 1.0, "all return"),
        ];
        for (dots, share, words) in cases {
            assert_eq!(counted(dots, (share, 100), ["returns", "return"]), words);
        }
    }
}
