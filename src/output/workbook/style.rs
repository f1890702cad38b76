//! How cells look: number formats by unit, and the head of a sheet.

use rust_xlsxwriter::{Format, FormatAlign, FormatBorder};

use crate::model::outcome::Unit;
use crate::output::format::symbol;

/// The formats of a workbook, each made once.
pub(super) struct Styles {
    pub(super) title: Format,
    pub(super) head: Format,
    pub(super) words: Format,
    plain: Format,
    multiple: Format,
    money: Format,
    share: Format,
    one_decimal: Format,
    share_error: Format,
    multiple_error: Format,
    two_decimals: Format,
    count: Format,
    identifier: Format,
    /// Characters of the sign of the currency.
    symbol: usize,
}

impl Styles {
    pub(super) fn new(currency: &str) -> Self {
        let number = |format: &str| Format::new().set_num_format(format);
        // Quoted, so that no letter of a code is taken for a sign of the format.
        let currency = symbol(currency).replace('"', "");
        Self {
            title: Format::new().set_bold().set_font_size(13),
            head: Format::new()
                .set_bold()
                .set_border_bottom(FormatBorder::Thin)
                .set_align(FormatAlign::Left)
                .set_indent(1),
            words: Format::new().set_align(FormatAlign::Left).set_indent(1),
            plain: Format::new(),
            multiple: number("0.00\"x\""),
            money: number(&format!("\"{currency}\"#,##0")),
            share: number("0.0%"),
            one_decimal: number("0.0"),
            share_error: number("0.00%"),
            multiple_error: number("0.000\"x\""),
            two_decimals: number("0.00"),
            count: number("#,##0"),
            identifier: number("0"),
            symbol: currency.chars().count(),
        }
    }

    /// Of real numbers in a unit.
    pub(super) fn real(&self, unit: Option<Unit>) -> &Format {
        match unit {
            None => &self.plain,
            Some(Unit::Multiple) => &self.multiple,
            Some(Unit::Money) => &self.money,
            Some(Unit::Share | Unit::RatePerYear) => &self.share,
            Some(Unit::Days | Unit::Months | Unit::Month | Unit::Count) => &self.one_decimal,
        }
    }

    /// Of standard errors in a unit: a digit more than that of what they are of.
    pub(super) fn error(&self, unit: Option<Unit>) -> &Format {
        match unit {
            None => &self.plain,
            Some(Unit::Multiple) => &self.multiple_error,
            Some(Unit::Money) => &self.money,
            Some(Unit::Share | Unit::RatePerYear) => &self.share_error,
            Some(Unit::Days | Unit::Months | Unit::Month | Unit::Count) => &self.two_decimals,
        }
    }

    /// Characters that a number in a unit takes at most, with its sign.
    pub(super) fn room(&self, value: f64, unit: Option<Unit>) -> usize {
        // Without a unit the spreadsheet itself shortens what does not fit.
        const GENERAL: usize = 11;
        let digits = |value: f64| format!("{:.0}", value.abs()).len();
        let sign = usize::from(value < 0.0);
        let commas = |digits: usize| digits.saturating_sub(1) / 3;
        let whole = digits(value);
        let room = match unit {
            None => 0,
            Some(Unit::Money) => self.symbol + whole + commas(whole),
            Some(Unit::Share | Unit::RatePerYear) => digits(100.0 * value) + ".00%".len(),
            Some(Unit::Multiple) => whole + ".000x".len(),
            Some(_) => whole + commas(whole).max(".00".len()),
        };
        (sign + room).max(GENERAL)
    }

    /// Of whole numbers in a unit.
    pub(super) fn whole(&self, unit: Option<Unit>) -> &Format {
        match unit {
            Some(Unit::Month) | None => &self.identifier,
            Some(_) => &self.count,
        }
    }
}
