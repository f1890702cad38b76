//! Numbers that a scenario or a command line gives, as they were given: the
//! shortest decimal that reads back as the same number. Computed figures are
//! rounded, in [`super::format`].

use super::format::{count, signed, symbol};

/// A share or rate in percent: `12.5%`, `0.4%`.
pub fn share(value: f64) -> String {
    signed(value, &format!("{}%", Decimal::of(value).shifted(2)))
}

/// A multiple: `3x`.
pub fn multiple(value: f64) -> String {
    signed(value, &format!("{}x", Decimal::of(value).shifted(0)))
}

/// A number: very small and very large ones in powers of ten.
pub fn number(value: f64) -> String {
    let size = value.abs();
    if 0.0 < size && !(1e-3..1e9).contains(&size) {
        return signed(value, &format!("{size:e}"));
    }
    signed(value, &Decimal::of(value).shifted(0))
}

/// Money, in thousands, millions or billions where three decimals are enough
/// for it, else with all its digits.
pub fn money(value: f64, currency: &str) -> String {
    const UNITS: [(f64, i32, &str); 3] = [(1e9, -9, "bn"), (1e6, -6, "M"), (1e3, -3, "k")];
    const MOST_DECIMALS: usize = 3;
    let decimal = Decimal::of(value);
    let unit = UNITS.iter().find(|(unit, ..)| *unit <= value.abs());
    let unit = unit.filter(|(_, shift, _)| decimal.decimals(*shift) <= MOST_DECIMALS);
    let (shift, suffix) = unit.map_or((0, ""), |(_, shift, suffix)| (*shift, *suffix));
    // Cents have two digits.
    let zero = if shift == 0 && decimal.decimals(0) == 1 { "0" } else { "" };
    signed(value, &format!("{}{}{zero}{suffix}", symbol(currency), decimal.shifted(shift)))
}

/// A number of an assumption, by its unit in words.
pub fn assumption(value: f64, unit: &str, currency: &str) -> String {
    match unit {
        unit if unit.starts_with("money") => money(value, currency),
        unit if is_share(unit) => share(value),
        unit if unit.starts_with("x ") => multiple(value),
        _ => number(value),
    }
}

/// Whether numbers of a unit are shown in percent.
pub(super) fn is_share(unit: &str) -> bool {
    unit.starts_with("share") || unit == "probability"
}

/// The shortest decimal that reads back as a number, without its sign.
struct Decimal {
    /// Its digits, without zeros at either end.
    digits: String,
    /// Digits before the point; below 0 zeros that follow it.
    point: i32,
}

impl Decimal {
    fn of(value: f64) -> Self {
        let text = format!("{:e}", value.abs());
        let (digits, power) = text.split_once('e').unwrap_or((&text, "0"));
        let digits = digits.replace('.', "").trim_end_matches('0').to_owned();
        Self { digits, point: power.parse().unwrap_or(0) + 1 }
    }

    /// Digits behind the point, ten to the `shift` times.
    fn decimals(&self, shift: i32) -> usize {
        usize::try_from(self.digits.len() as i32 - self.point - shift).unwrap_or(0)
    }

    /// Ten to the `shift` times the number, with commas.
    fn shifted(&self, shift: i32) -> String {
        let point = self.point + shift;
        let before = usize::try_from(point).unwrap_or(0);
        let whole: String =
            self.digits.chars().chain(std::iter::repeat('0')).take(before).collect();
        let whole = whole.parse().map_or(whole, count);
        let zeros = "0".repeat(usize::try_from(-point).unwrap_or(0));
        let rest = self.digits.get(before..).unwrap_or("");
        let whole = if whole.is_empty() { "0" } else { &whole };
        if rest.is_empty() { whole.to_owned() } else { format!("{whole}.{zeros}{rest}") }
    }
}

#[cfg(test)]
mod tests {
    use super::{assumption, money, multiple, number, share};

    #[test]
    fn rates_and_shares_are_shown_as_they_were_given() {
        for (value, text) in [
            (0.125, "12.5%"),
            (0.004, "0.4%"),
            (0.12, "12%"),
            (0.0, "0%"),
            (-0.05, "\u{2212}5%"),
            (0.001, "0.1%"),
            (0.07, "7%"),
            (0.29, "29%"),
            (1.0, "100%"),
            (12.5, "1,250%"),
            (0.123_456_789, "12.3456789%"),
            (1e-7, "0.00001%"),
        ] {
            assert_eq!(share(value), text);
        }
    }

    #[test]
    fn every_share_of_a_thousandth_reads_back() {
        for thousandths in 0..=1_000_u32 {
            let value = f64::from(thousandths) / 1_000.0;
            let (whole, part) = (thousandths / 10, thousandths % 10);
            let expected = if part == 0 { format!("{whole}%") } else { format!("{whole}.{part}%") };
            assert_eq!(share(value), expected);
        }
    }

    #[test]
    fn money_keeps_its_digits_and_is_short_where_it_can_be() {
        for (value, text) in [
            (600_000.0, "$600k"),
            (1_250_000.0, "$1.25M"),
            (1_234_567.0, "$1,234,567"),
            (999_999.0, "$999.999k"),
            (1e12, "$1,000bn"),
            (2.5e9, "$2.5bn"),
            (46.0, "$46"),
            (1.1, "$1.10"),
            (12.345, "$12.345"),
            (0.0, "$0"),
            (-1_500.0, "\u{2212}$1.5k"),
        ] {
            assert_eq!(money(value, "USD"), text);
        }
    }

    #[test]
    fn numbers_and_multiples_lose_nothing() {
        assert_eq!(
            [number(12_345.678), number(1e12), number(2.5e-5)],
            ["12,345.678", "1e12", "2.5e-5"]
        );
        assert_eq!([number(0.7), number(-3.0), number(1e3)], ["0.7", "\u{2212}3", "1,000"]);
        assert_eq!([multiple(3.0), multiple(1.25)], ["3x", "1.25x"]);
        assert_eq!(assumption(0.333, "share of price", "USD"), "33.3%");
        assert_eq!(assumption(1.5, "x revenue", "USD"), "1.5x");
    }
}
