//! Who gets what if the company is sold.

use super::Material;
use crate::analysis::sale_prices::{Sale, TIMES_POST_MONEY};
use crate::output::document::{Section, Table, figures, words};
use crate::output::format::{moic, money};
use crate::output::given;
use crate::output::run::chart::payout;

/// Names of the classes, in the order of payouts.
pub(super) fn class_names(of: &Material<'_>) -> Vec<String> {
    let operator = of.operator;
    let existing = operator.existing.iter().map(|class| class.name.clone());
    let convertible = operator.convertible.iter().map(|one| one.name.clone());
    existing.chain(convertible).chain(["This round".to_owned()]).collect()
}

pub(super) fn section(of: &Material<'_>, drawn: &[String]) -> Option<Section> {
    let sales = &of.deal.sales;
    let any = |amount: fn(&Sale) -> f64| sales.iter().any(|sale| 0.0 < amount(sale));
    let times = TIMES_POST_MONEY.map(|times| figures(&given::multiple(times)));
    let mut table = Table::new(std::iter::once(words("Sold for, over post-money")).chain(times));
    let mut row = |label: &str, of_sale: &dyn Fn(&Sale) -> String| {
        table.row(std::iter::once(label.to_owned()).chain(sales.iter().map(of_sale)));
    };
    let currency = of.currency();
    row("Price", &|sale| money(sale.price, currency));
    if any(|sale| sale.debt) {
        row("Debt", &|sale| money(sale.debt, currency));
    }
    if any(|sale| sale.payouts.carve_out) {
        row("Management\u{2019}s carve-out", &|sale| money(sale.payouts.carve_out, currency));
    }
    for (index, name) in class_names(of).iter().enumerate().rev() {
        row(name, &|sale| money(sale.payouts.classes[index], currency));
    }
    row("Common and options", &|sale| money(sale.payouts.common, currency));
    row("of which this investor", &|sale| money(sale.investor, currency));
    row("MOIC of the cheque", &|sale| moic(sale.investor / of.deal.deal.cheque));
    let said =
        "Sold right after the closing for about so many times the post-money value, with all \
                tranches paid: the price is for the company with its cash, before its debt is \
                repaid and without costs of the sale. Later rounds would rank and dilute as the \
                terms say."
            .to_owned();
    (!sales.is_empty()).then(|| {
        let section = Section::new("What each class gets").table(table).text(&[said]);
        section.pictures(&[payout::KIND.name.to_owned()], drawn)
    })
}
