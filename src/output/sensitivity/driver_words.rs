//! Assumptions and statistics in words, as pictures and tables of drivers need
//! them.

use crate::analysis::drivers::{Driver, Drivers};
use crate::analysis::sense::Sense;
use crate::output::format::plural;
use crate::output::statistic_words::{StatisticStyle, statistic_words};
use crate::output::value_words::{ValueStyle, value_words};

/// What so many uncertain assumptions may do: `the one uncertain assumption
/// comes to`.
pub fn come_to(assumptions: usize) -> String {
    match assumptions {
        1 => "the one uncertain assumption comes to".to_owned(),
        many => format!("the {} come to", plural(many as u64, "uncertain assumption")),
    }
}

/// The end of a bar where the statistic is better, and the other: positions in
/// `ends`. Where no way is better, the end of the lower value of the input.
pub fn better_and_worse(driver: &Driver, sense: Sense) -> [usize; 2] {
    let rises = 0.0 < driver.bar.swing.value;
    match (sense, rises) {
        (Sense::HighIsGood, true) | (Sense::LowIsGood, false) => [1, 0],
        _ => [0, 1],
    }
}

/// What a driver does, in words that fit behind its name: `38% in its best
/// tenth, 71% in its worst`.
pub fn ends_in_words(driver: &Driver, drivers: &Drivers, currency: &str) -> String {
    let unit = drivers.statistic.unit();
    let sense = drivers.statistic.sense();
    let order = better_and_worse(driver, sense);
    let bins = order.map(|end| driver.bar.end_bins()[end]);
    let [a, b] =
        bins.map(|bin| statistic_words(bin.statistic.value, unit, currency, StatisticStyle::Short));
    let part = if driver.bar.bins.len() == 10 { "tenth" } else { "part" };
    if driver.bar.by_value {
        let [at_a, at_b] =
            bins.map(|bin| value_words(bin.input, driver.unit, currency, ValueStyle::FULL));
        return format!("{a} at {at_a}, {b} at {at_b}");
    }
    if !driver.bar.one_way {
        let [at_a, at_b] =
            bins.map(|bin| value_words(bin.input, driver.unit, currency, ValueStyle::FULL));
        return format!("{a} about {at_a}, {b} about {at_b}");
    }
    match sense {
        Sense::Neither => format!("{a} in its lowest {part}, {b} in its highest"),
        _ => format!("{a} in its best {part}, {b} in its worst"),
    }
}

#[cfg(test)]
mod tests {
    use crate::output::words::input_label;

    #[test]
    fn assumptions_are_named_for_a_reader() {
        for (name, label) in [
            ("product.core.units_per_site_month", "units per site month (core)"),
            ("exit.route.strategic sale.multiple", "multiple (strategic sale)"),
            ("sites.permits.permit_refusal_probability", "permit refusal probability"),
            ("sites.site_capex", "site capex"),
        ] {
            assert_eq!(input_label(name), label);
        }
    }
}
