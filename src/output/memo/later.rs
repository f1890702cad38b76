//! What comes after the money of the round.

use super::Material;
use crate::analysis::estimate::Estimate;
use crate::output::cell::Cell;
use crate::output::document::{Section, Table, figures, words};
use crate::output::format::{decimals_for, money_with_error};
use crate::output::words::percent_to_tenths;

pub(super) fn section(of: &Material<'_>) -> Option<Section> {
    let found = of.deal.later.as_ref()?;
    let mut table = Table::new([words("After this round"), figures("± s.e.")]);
    let parts = ["a quarter", "half", "three quarters"];
    for (part, month) in parts.into_iter().zip(&found.short_by) {
        let label = format!("sought new money or failed: {part} of the paths by");
        table.row([Cell::from(label), by_month(month, of.info().horizon_months).into()]);
    }
    let amount = |figure: &Estimate| Cell::from(money_with_error(figure, of.currency()));
    let paths = of.summary().paths;
    table.row([Cell::from("later rounds close in"), Cell::Chance(found.raises, paths)]);
    table.row([
        Cell::from("raised in them by all investors, mean over all paths"),
        amount(&found.raised),
    ]);
    table.row([
        Cell::from("reserve to keep this investor\u{2019}s share, mean"),
        amount(&found.reserve),
    ]);
    table.row([
        Cell::from("reserve that suffices in nine of ten paths"),
        amount(&found.reserve_p90),
    ]);
    let pays = match of.operator.pro_rata {
        true => "It is what the investor pays in, as it has pro rata.",
        false => "The returns of this memo are without it: the deal has no pro rata.",
    };
    let now = of.deal.deal.cheque / (of.deal.deal.pre_money + of.deal.deal.round_size);
    let said = format!(
        "The reserve is what the investor, with {} after the round, would pay to take its share of \
         each later round. {pays}",
        percent_to_tenths(now)
    );
    Some(Section::new("Money after this round").table(table).text(&[said]))
}

/// A month counted from 1, or that fewer paths ever do.
fn by_month(month: &Estimate, horizon: usize) -> String {
    match month.value.is_finite() {
        false => format!("not within {horizon} months"),
        true if month.standard_error.is_nan() => format!("month {:.0}", month.value),
        true => {
            let decimals = decimals_for(month.standard_error, 1);
            format!("month {:.0} ± {:.decimals$}", month.value, month.standard_error)
        }
    }
}
