//! The one formatter of figures: the same quantity prints as the same string
//! in titles, labels, tables, footers and descriptions.

use crate::analysis::estimate::Estimate;
use std::fmt;

/// The minus sign, as wide as a plus.
const MINUS: char = '\u{2212}';

/// A multiple on capital: two digits below 10, whole above, `x` closed up.
pub fn moic(value: f64) -> String {
    if value <= 0.0 {
        return "0x".to_owned();
    }
    if value < SMALLEST_MULTIPLE {
        return format!("<{SMALLEST_MULTIPLE}x");
    }
    let number = format!("{:.*}", moic_decimals(value), value);
    format!("{}x", with_commas(&number))
}

/// The least multiple that is shown as a number.
const SMALLEST_MULTIPLE: f64 = 0.000_1;

/// A multiple of 1 that rounding has moved a little is just that.
fn is_one(value: f64) -> bool {
    (value - 1.0).abs() <= 1e-9
}

/// Decimals that such a multiple is shown with.
pub(super) fn moic_decimals(value: f64) -> usize {
    const MOST: usize = 6;
    if value <= 0.0 || is_one(value) {
        return 0;
    }
    // What is not 1x is not shown as it: it would lie on the other side, or on neither.
    let tells = |decimals: &usize| format!("{value:.decimals$}").parse().is_ok_and(|x| !is_one(x));
    (two_digit_decimals(value)..MOST).find(tells).unwrap_or(MOST)
}

/// A round multiple on an axis: no decimals that say nothing.
pub fn moic_tick(value: f64) -> String {
    let digits = format!("{value:.2}");
    format!("{}x", digits.trim_end_matches('0').trim_end_matches('.'))
}

/// A multiple with its standard error, to the digits the error supports.
pub fn moic_with_error(figure: &Estimate) -> String {
    moic_in_parts(figure).to_string()
}

/// The same, the multiple and its error each alone.
pub(super) fn moic_in_parts(figure: &Estimate) -> Parts {
    Parts::of(figure, 2, |value, decimals| {
        let number = format!("{value:.decimals$}x");
        if is_nothing(&number) { "0x".to_owned() } else { number }
    })
}

/// A figure and its standard error as texts, before they are joined.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parts {
    /// The figure with its unit, and its sign if it is below 0.
    pub value: String,
    /// Its error; a single path has none.
    pub error: Option<String>,
    /// What both are in, where that stands behind them.
    pub behind: &'static str,
}

impl Parts {
    /// Both by `show`, to the decimals that the error supports and at `least` so
    /// many.
    pub fn of(figure: &Estimate, least: usize, show: impl Fn(f64, usize) -> String) -> Self {
        let decimals = decimals_for(figure.standard_error, least);
        let error = figure.standard_error;
        let error = (!error.is_nan()).then(|| show(error, decimals));
        Self { value: show(figure.value, decimals), error, behind: "" }
    }
}

impl fmt::Display for Parts {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { value, error, behind } = self;
        match error {
            Some(error) => write!(to, "{value} ± {error}{behind}"),
            None => write!(to, "{value}{behind}"),
        }
    }
}

/// A figure and its standard error by `show`: see [`Parts::of`]. A figure
/// without an error stands alone.
pub fn with_error(figure: &Estimate, least: usize, show: impl Fn(f64, usize) -> String) -> String {
    Parts::of(figure, least, show).to_string()
}

/// A percentage of a sample: whole, never 0 % or 100 % of what is not.
pub fn percent(share: f64) -> String {
    format!("{}%", hundredths(share))
}

/// The same without the sign.
pub(super) fn hundredths(share: f64) -> String {
    let rounded = (100.0 * share).round();
    if 0.0 < share && rounded < 1.0 {
        "<1".to_owned()
    } else if share < 1.0 && 99.0 < rounded {
        ">99".to_owned()
    } else {
        format!("{rounded:.0}")
    }
}

/// A percentage with its standard error in points, to the digits the error
/// supports; where nothing was seen, the bound that excludes it at 95 %.
pub fn percent_with_error(figure: &Estimate, n: usize) -> String {
    if figure.value <= 0.0 {
        return format!("none of {} (below {})", count(n as u64), bound_if_none(n as u64));
    }
    if 1.0 <= figure.value {
        return format!("all of {}", count(n as u64));
    }
    let error = 100.0 * figure.standard_error;
    let decimals = decimals_for(error, 1);
    format!("{:.decimals$}% ± {error:.decimals$}", 100.0 * figure.value)
}

/// What the chance of something lies below, at 95 %, if none of `n` paths shows
/// it: the chance at which that happens once in twenty, rounded up.
pub fn bound_if_none(n: u64) -> String {
    let percent = -100.0 * libm::expm1(libm::log(0.05) / n as f64);
    let decimals = (1.0 - libm::floor(libm::log10(percent))).max(0.0);
    let step = libm::pow(10.0, -decimals);
    format!("{:.*}%", decimals as usize, (percent / step - 1e-9).ceil() * step)
}

/// A small share, to two digits.
pub fn small_percent(share: f64) -> String {
    format!("{}%", two_digits(100.0 * share))
}

/// A number of so many decimals, with a true minus.
pub fn number(value: f64, decimals: usize) -> String {
    signed(value, &format!("{:.decimals$}", value.abs()))
}

/// A yearly rate: whole percent, with decimals where rounding would hide on
/// which side of `hurdle` it lies.
pub fn rate(value: f64, hurdle: f64) -> String {
    const MOST_DECIMALS: usize = 6;
    let shown = |decimals: usize| format!("{:.decimals$}", 100.0 * value);
    let side = |percent: f64| side_of(percent, 100.0 * hurdle);
    let tells = |decimals: &usize| {
        shown(*decimals).parse().is_ok_and(|percent| side(percent) == side(100.0 * value))
    };
    let decimals = (0..MOST_DECIMALS).find(tells).unwrap_or(MOST_DECIMALS);
    signed(value, &format!("{}%", shown(decimals).trim_start_matches('-')))
}

/// On which side of a threshold a value lies, rounding forgiven.
fn side_of(value: f64, threshold: f64) -> Option<std::cmp::Ordering> {
    const ROUNDING: f64 = 1e-7;
    if (value - threshold).abs() <= ROUNDING {
        return Some(std::cmp::Ordering::Equal);
    }
    value.partial_cmp(&threshold)
}

/// Shares that add up, as whole percents that do too.
pub fn whole_percents(shares: &[f64]) -> Vec<u32> {
    let total: f64 = shares.iter().sum();
    if total <= 0.0 {
        return vec![0; shares.len()];
    }
    whole_parts(shares.iter().map(|share| 100.0 * share / total.max(1e-300)), 100)
}

/// A bound on standard errors of shares, rounded up, so that it stays a bound.
pub(in crate::output) fn at_most(error: f64) -> String {
    format!("{:.1} points or less", (1000.0 * error).ceil() / 10.0)
}

/// Splits `total` percents by weight.
pub(in crate::output) fn split(weights: &[f64], total: u32) -> Vec<u32> {
    let sum: f64 = weights.iter().sum();
    if sum <= 0.0 {
        return vec![0; weights.len()];
    }
    whole_parts(weights.iter().map(|weight| weight / sum * f64::from(total)), total)
}

/// Parts of a whole number as whole numbers that add up to it: those with the largest remainders
/// are rounded up.
fn whole_parts(exact: impl Iterator<Item = f64> + Clone, total: u32) -> Vec<u32> {
    let mut whole: Vec<u32> = exact.clone().map(|part| part.floor() as u32).collect();
    let remainders: Vec<f64> = exact.map(|part| part - part.floor()).collect();
    let missing = total.saturating_sub(whole.iter().sum());
    let mut order: Vec<usize> = (0..whole.len()).collect();
    order.sort_by(|a, b| remainders[*b].total_cmp(&remainders[*a]).then(a.cmp(b)));
    order.iter().take(missing as usize).for_each(|i| whole[*i] += 1);
    whole
}

/// A whole percent of [`whole_percents`], never 0 % for something nor 100 %
/// for less than all.
pub fn part(percent: u32, share: f64) -> String {
    match percent {
        0 if 0.0 < share => "<1%".to_owned(),
        100 if share < 1.0 => ">99%".to_owned(),
        _ => format!("{percent}%"),
    }
}

/// Money in one unit, with two to three digits.
pub fn money(value: f64, currency: &str) -> String {
    Money::scale(value.abs(), currency).of(value)
}

/// Money with its standard error, in the figure's unit.
pub fn money_with_error(figure: &Estimate, currency: &str) -> String {
    money_in_parts(figure, currency).to_string()
}

/// The same, the amount and its error each alone.
pub(super) fn money_in_parts(figure: &Estimate, currency: &str) -> Parts {
    Money::scale(figure.value.abs().max(figure.standard_error), currency).in_parts(figure)
}

/// A unit of money: one for each axis or table row.
#[derive(Clone, Copy, Debug)]
pub struct Money<'a> {
    unit: f64,
    suffix: &'static str,
    currency: &'a str,
}

impl<'a> Money<'a> {
    /// The unit that suits amounts of this size.
    pub fn scale(size: f64, currency: &'a str) -> Self {
        let (unit, suffix) = match size {
            size if size < 999.5 => (1.0, ""),
            size if size < 999_500.0 => (1e3, "k"),
            size if size < 999_500_000.0 => (1e6, "M"),
            _ => (1e9, "bn"),
        };
        Self { unit, suffix, currency }
    }

    /// The unit that suits the largest of some amounts: one for a row of a
    /// table, or for all that a chart says.
    pub fn of_all(values: impl IntoIterator<Item = f64>, currency: &'a str) -> Self {
        Self::scale(values.into_iter().map(f64::abs).fold(0.0, f64::max), currency)
    }

    /// What one of the unit is worth.
    pub fn size(&self) -> f64 {
        self.unit
    }

    /// What stands behind an amount in the unit: `M`.
    pub(super) fn suffix(&self) -> &'static str {
        self.suffix
    }

    /// An amount in this unit: two digits, or more before the point.
    pub fn of(&self, value: f64) -> String {
        let size = (value / self.unit).abs();
        let decimals = match size {
            size if size < 0.000_95 => 4,
            size if size < 0.009_5 => 3,
            size if size < 0.995 => 2,
            size if size < 9.95 && !self.suffix.is_empty() => 1,
            size if size < 9.95 => 2,
            _ => 0,
        };
        self.with_decimals(value, decimals)
    }

    /// An amount with its standard error, to the digits that the error supports.
    pub fn with_error(&self, figure: &Estimate) -> String {
        self.in_parts(figure).to_string()
    }

    /// The same, the amount and its error each alone.
    pub(super) fn in_parts(&self, figure: &Estimate) -> Parts {
        let scaled = Estimate {
            value: figure.value / self.unit,
            standard_error: figure.standard_error / self.unit,
        };
        let least = if figure.standard_error.is_nan() && scaled.value.abs() < 9.95 { 1 } else { 0 };
        Parts::of(&scaled, least, |value, decimals| self.with_decimals(self.unit * value, decimals))
    }

    /// A round amount on an axis: no decimals that say nothing.
    pub fn tick(&self, value: f64) -> String {
        let size = (value / self.unit).abs();
        let decimals = usize::from(1e-6 < (size - size.round()).abs());
        self.with_decimals(value, decimals)
    }

    /// An amount with so many decimals.
    pub fn with_decimals(&self, value: f64, decimals: usize) -> String {
        let number = format!("{:.decimals$}", (value / self.unit).abs());
        let symbol = symbol(self.currency);
        if is_nothing(&number) {
            return format!("{symbol}0");
        }
        signed(value, &format!("{symbol}{}{}", with_commas(&number), self.suffix))
    }
}

/// The sign of a currency, or its code where it has none of its own.
pub fn symbol(currency: &str) -> String {
    match currency {
        "USD" => "$".to_owned(),
        "EUR" => "€".to_owned(),
        "GBP" => "£".to_owned(),
        "JPY" | "CNY" => "¥".to_owned(),
        code => format!("{code} "),
    }
}

/// A count with a comma at every third digit.
pub fn count(value: u64) -> String {
    with_commas(&value.to_string())
}

/// A number without a sign, with a comma at every third digit before its point.
fn with_commas(number: &str) -> String {
    let whole = number.split('.').next().unwrap_or_default().len();
    let mut text = String::new();
    for (i, digit) in number.chars().enumerate() {
        if 0 < i && i < whole && (whole - i).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A count of things in words.
pub fn plural(number: u64, noun: &str) -> String {
    let ending = if number == 1 { "" } else { "s" };
    format!("{} {noun}{ending}", count(number))
}

/// Two significant digits below 10, whole above.
pub fn two_digits(value: f64) -> String {
    let decimals = two_digit_decimals(value);
    signed(value, &format!("{:.decimals$}", value.abs()))
}

fn two_digit_decimals(value: f64) -> usize {
    match value.abs() {
        size if size <= 0.0 => 0,
        size if size < 0.000_95 => 4,
        size if size < 0.009_5 => 3,
        size if size < 0.995 => 2,
        size if size < 9.95 => 1,
        _ => 0,
    }
}

/// A number with one decimal below 100 and none above.
pub fn plain(value: f64) -> String {
    let decimals = if value.abs() < 99.95 { 1 } else { 0 };
    signed(value, &format!("{:.decimals$}", value.abs()))
}

/// Decimals so that the last digit printed is not far below the error.
pub fn decimals_for(error: f64, least: usize) -> usize {
    if !(0.0 < error) {
        return least;
    }
    let mut decimals = least;
    let mut step = 0.5 * libm::pow(10.0, -(least as f64));
    while error < step && decimals < least + 4 {
        decimals += 1;
        step /= 10.0;
    }
    decimals
}

/// The size of a value with its sign, unless all that is shown is nothing.
pub(super) fn signed(value: f64, size: &str) -> String {
    if value < 0.0 && !is_nothing(size) { format!("{MINUS}{size}") } else { size.to_owned() }
}

/// Whether all digits of a number are zeros.
pub(super) fn is_nothing(number: &str) -> bool {
    !number.chars().any(|c| ('1'..='9').contains(&c))
}

/// A label or a sentence within another one: with a small letter at the start, unless it
/// begins with an abbreviation.
pub(super) fn lowered(text: &str) -> String {
    let mut letters = text.chars();
    let (first, second) = (letters.next(), letters.clone().next());
    if second.is_some_and(char::is_uppercase) {
        return text.to_owned();
    }
    first.map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

/// A SHA-256 short enough to read, and long enough to tell files apart.
pub fn short_hash(sha256: &str) -> &str {
    &sha256[..7]
}

/// Lines of at most so many characters, broken between words.
pub fn broken(text: &str, width: usize) -> Vec<String> {
    let characters = |line: &str| line.chars().count() as f64;
    wrap(text.split(' '), " ", width as f64, characters)
}

/// Words in lines that are no wider than the room, unless a word alone is.
pub(super) fn wrap<'t>(
    words: impl Iterator<Item = &'t str>,
    separator: &str,
    room: f64,
    measure: impl Fn(&str) -> f64,
) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in words {
        let longer = lines.last().map(|line| format!("{line}{separator}{word}"));
        match (longer, lines.last_mut()) {
            (Some(longer), Some(line)) if measure(&longer) <= room => *line = longer,
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::{
        Money, bound_if_none, count, moic, moic_with_error, money, number, part, percent, plural,
        rate, whole_percents, with_error,
    };
    use crate::analysis::estimate::Estimate;

    #[test]
    fn multiples_have_two_digits_below_ten() {
        let cases = [
            (0.0, "0x"),
            (0.274, "0.27x"),
            (4.63, "4.6x"),
            (9.96, "10x"),
            (23.4, "23x"),
            (20_569.3, "20,569x"),
            (0.000_02, "<0.0001x"),
        ];
        for (value, text) in cases {
            assert_eq!(moic(value), text);
        }
    }

    #[test]
    fn a_multiple_is_1x_only_where_it_is_just_that() {
        let cases =
            [(1.0, "1x"), (1.0 - 1e-12, "1x"), (0.996, "0.996x"), (1.04, "1.04x"), (1.06, "1.1x")];
        for (value, text) in cases {
            assert_eq!(moic(value), text);
        }
    }

    #[test]
    fn percentages_never_say_none_or_all_of_what_is_not() {
        let cases = [(0.0, "0%"), (0.001, "<1%"), (0.684, "68%"), (0.999, ">99%"), (1.0, "100%")];
        for (value, text) in cases {
            assert_eq!(percent(value), text);
        }
    }

    #[test]
    fn parts_of_a_whole_add_to_100() {
        let shares = [0.454, 0.184, 0.134, 0.184, 0.044];
        let whole = whole_percents(&shares);
        assert_eq!(whole.iter().sum::<u32>(), 100);
        assert_eq!(whole_percents(&[0.0, 0.0]), [0, 0]);
        assert_eq!(part(0, 0.002), "<1%");
    }

    #[test]
    fn money_has_its_sign_first_and_one_unit() {
        let cases = [
            (950_000.0, "USD", "$950k"),
            (1_240_000.0, "USD", "$1.2M"),
            (-800_000.0, "EUR", "\u{2212}€800k"),
            (3.4e9, "EUR", "€3.4bn"),
            (0.0, "USD", "$0"),
            (52.4, "CHF", "CHF 52"),
            (4.25, "USD", "$4.25"),
            (28.1e12, "USD", "$28,100bn"),
        ];
        for (value, currency, text) in cases {
            assert_eq!(money(value, currency), text);
        }
    }

    #[test]
    fn a_rate_shows_on_which_side_of_the_hurdle_it_is() {
        assert_eq!(rate(0.2457, 0.25), "24.6%");
        assert_eq!(rate(-1.0, 0.25), "\u{2212}100%");
        assert_eq!(rate(0.25, 0.25), "25%");
        assert_eq!(rate(-0.001, 0.25), "0%");
        assert_eq!(rate(0.2496, 0.25), "24.96%");
        assert_eq!([rate(0.124, 0.125), rate(0.1248, 0.1246)], ["12%", "12.5%"]);
        assert_eq!([rate(0.125, 0.125), rate(-0.05, -0.05)], ["12.5%", "\u{2212}5%"]);
        assert_eq!([rate(0.006, 0.004), rate(0.004_1, 0.004)], ["1%", "0.41%"]);
    }

    #[test]
    fn errors_give_the_digits_and_a_single_path_has_none() {
        let figure = |value, standard_error| Estimate { value, standard_error };
        assert_eq!(moic_with_error(&figure(1.374, 0.021)), "1.37x ± 0.02x");
        assert_eq!(moic_with_error(&figure(0.1174, 0.002)), "0.117x ± 0.002x");
        assert_eq!(moic_with_error(&figure(0.0, 0.0)), "0x ± 0x");
        assert_eq!(moic_with_error(&figure(2.5, f64::NAN)), "2.50x");
        assert_eq!(with_error(&figure(-34.21, 0.4), 1, number), "\u{2212}34.2 ± 0.4");
        let millions = Money::of_all([-4e6, 1.2e6], "USD");
        let npv = millions.with_error(&figure(-280_000.0, 3_000.0));
        assert_eq!(npv, "\u{2212}$0.280M ± $0.003M");
        assert_eq!(millions.with_error(&figure(-1_540_000.0, f64::NAN)), "\u{2212}$1.5M");
    }

    #[test]
    fn amounts_of_one_unit_have_two_digits() {
        let millions = Money::of_all([-4e6, 1.2e6], "USD");
        let cases = [
            (-790_000.0, "\u{2212}$0.79M"),
            (-42_000.0, "\u{2212}$0.04M"),
            (1_234.0, "$0.001M"),
            (9_420_000.0, "$9.4M"),
            (31_900_000.0, "$32M"),
        ];
        for (value, text) in cases {
            assert_eq!(millions.of(value), text);
        }
    }

    #[test]
    fn what_was_never_seen_lies_below_the_chance_of_missing_it_once_in_twenty() {
        let cases = [(1, "95%"), (2, "78%"), (1_000, "0.30%"), (20_000, "0.015%")];
        for (n, text) in cases {
            assert_eq!(bound_if_none(n), text);
        }
    }

    #[test]
    fn counts_have_commas() {
        assert_eq!([7, 1_000, 20_000, 1_234_567].map(count), ["7", "1,000", "20,000", "1,234,567"]);
        assert_eq!([plural(1, "path"), plural(8_308, "path")], ["1 path", "8,308 paths"]);
    }
}
