//! A figure as it is printed, held against the figure that it stands for.

use shortrun::output::format::symbol;

const MINUS: char = '\u{2212}';

/// What a figure stands for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Exact {
    pub(crate) value: f64,
    /// Its standard error, where it has one.
    pub(crate) error: Option<f64>,
}

/// One number with its sign, its currency and its unit.
struct Part<'t> {
    sign: Option<char>,
    digits: String,
    decimals: usize,
    /// The power of ten where it is printed in powers.
    power: Option<i32>,
    unit: &'t str,
    is_money: bool,
}

impl<'t> Part<'t> {
    fn read(text: &'t str, currency: &str) -> Option<Self> {
        let sign = text.chars().next().filter(|first| ['+', MINUS].contains(first));
        let rest = sign.map_or(text, |sign| &text[sign.len_utf8()..]);
        let symbol = symbol(currency);
        let (rest, is_money) = rest.strip_prefix(&symbol).map_or((rest, false), |it| (it, true));
        let end = rest.find(|c: char| !(c.is_ascii_digit() || ",.".contains(c)));
        let (number, unit) = rest.split_at(end.unwrap_or(rest.len()));
        let digits = number.replace(',', "");
        let well_formed = digits.starts_with(|c: char| c.is_ascii_digit())
            && digits.ends_with(|c: char| c.is_ascii_digit())
            && digits.matches('.').count() < 2
            && has_commas_in_place(number);
        if !well_formed {
            return None;
        }
        let decimals = digits.split_once('.').map_or(0, |(_, after)| after.len());
        let power = unit.strip_prefix('e').map(|power| {
            let end = power.find(|c: char| !(c.is_ascii_digit() || c == '-'));
            power.split_at(end.unwrap_or(power.len()))
        });
        let (power, unit) = match power {
            Some((power, unit)) => (Some(power.parse().ok()?), unit),
            None => (None, unit),
        };
        Some(Self { sign, digits, decimals, power, unit, is_money })
    }

    /// What one of its unit is; none for what is no unit.
    fn scale(&self) -> Option<f64> {
        match (self.unit, self.is_money) {
            ("" | "x" | " day" | " days" | " month" | " months", false) | ("", true) => Some(1.0),
            ("%" | " points", false) => Some(0.01),
            ("k", true) => Some(1e3),
            ("M", true) => Some(1e6),
            ("bn", true) => Some(1e9),
            _ => None,
        }
    }

    fn is_nothing(&self) -> bool {
        !self.digits.contains(|c: char| ('1'..='9').contains(&c))
    }

    /// Whether this is how `value` is printed in `scale`; of money that is
    /// nothing in the unit of its row, `row` is the size of what stands there.
    fn is(&self, value: f64, scale: f64, row: f64) -> bool {
        if !value.is_finite() {
            return false;
        }
        if self.is_nothing() && self.is_money && self.unit.is_empty() {
            return self.digits == "0" && value.abs() <= 0.5f64.max(5e-5 * row);
        }
        let size = if scale < 1.0 { 100.0 * value.abs() } else { value.abs() / scale };
        let decimals = self.decimals;
        let shown = match self.power {
            Some(power) => {
                let mut shown = format!("{size:.decimals$e}");
                let at = shown.find('e').unwrap_or(shown.len());
                if shown[at..] != format!("e{power}") {
                    shown.clear();
                }
                shown[..at.min(shown.len())].to_owned()
            }
            None => format!("{size:.decimals$}"),
        };
        let signed = match self.sign {
            Some(MINUS) => value < 0.0 && !self.is_nothing(),
            Some(_) => 0.0 < value && !self.is_nothing(),
            None => 0.0 <= value || self.is_nothing(),
        };
        signed && shown == self.digits
    }
}

fn has_commas_in_place(number: &str) -> bool {
    let whole = number.split('.').next().unwrap_or_default();
    let groups: Vec<&str> = whole.split(',').collect();
    groups.len() == 1 || (groups[0].len() <= 3 && groups[1..].iter().all(|group| group.len() == 3))
}

/// Whether a text is how a figure, with or without its error, is printed.
pub(crate) fn is_printed(text: &str, exact: Exact, currency: &str) -> bool {
    // A share of no meaning stands for the absence of a limit.
    if text == "no limit" {
        return exact.value.is_nan() || 1e6 < exact.value.abs();
    }
    let (bare, in_points) = match text.strip_suffix(" points") {
        Some(bare) => (bare, true),
        None => (text, false),
    };
    let (value, error) = match bare.split_once(" ± ") {
        Some((value, error)) => (value, Some(error)),
        None => (bare, None),
    };
    let Some(value) = Part::read(value, currency) else { return false };
    let Some(mut scale) = value.scale() else { return false };
    if in_points {
        scale = 0.01;
    }
    let row = exact.value.abs().max(exact.error.unwrap_or(0.0));
    let Some(error) = error else { return value.is(exact.value, scale, row) };
    let Some(error) = Part::read(error, currency) else { return false };
    let Some(of_error) = error.scale() else { return false };
    // Without a unit it is in that of the figure.
    let of_error = if error.unit.is_empty() && scale < 1.0 { scale } else { of_error };
    // Beside an error nothing is what is less than half of the error's last digit.
    let digit = of_error * libm::pow(10.0, -(error.decimals as f64));
    value.is(exact.value, scale, row.max(1e4 * digit))
        && error.sign.is_none()
        && exact.error.is_some_and(|exact| error.is(exact, of_error, row))
}

/// Whether a text is a share in whole per cent, never 0% or 100% of what is not.
pub(crate) fn is_whole_percent(text: &str, share: f64) -> bool {
    match text {
        "<1%" => 0.0 < share && 100.0 * share < 0.5,
        ">99%" => share < 1.0 && 99.5 <= 100.0 * share,
        "0%" => share.abs() <= 0.0,
        "100%" => (1.0 - share).abs() <= 0.0,
        text => text == format!("{:.0}%", (100.0 * share).round()),
    }
}

/// What the chance of something lies below, at 95 %, if none of `n` shows it: the
/// solution of (1 − p)^n = 0.05, rounded up to two digits.
pub(crate) fn is_bound_if_none(text: &str, n: f64) -> bool {
    let Some(bound) = text.strip_suffix('%').and_then(|text| text.parse::<f64>().ok()) else {
        return false;
    };
    let digits = text.trim_end_matches('%').replace('.', "");
    let still = |percent: f64| n * libm::log1p(-percent / 100.0);
    let decimals = text.split_once('.').map_or(0, |(_, after)| after.len() - 1);
    let step = libm::pow(10.0, -(decimals as f64));
    let limit = libm::log(0.05);
    digits.trim_matches('0').len() <= 2
        && still(bound) <= limit + 1e-6
        && limit < still(bound - step) + 1e-6
}
