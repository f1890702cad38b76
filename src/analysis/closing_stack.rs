//! Who gets what of a sale right after the closing: the model's own waterfall, with all tranches
//! paid, today's debt and no later round.

use super::repriced::{DealPaths, Repriced};
use super::sale_prices::Sale;
use crate::model::operator::Operator;
use crate::model::waterfall::{CapTable, Payouts, ShareClass};
use crate::sampling::assumptions::Assumptions;

/// What stands between the price of the company and its common shares.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ClosingStack {
    /// Debt at time 0, its median where it is uncertain.
    pub debt: f64,
    /// Management's part of all proceeds, its median where it is uncertain.
    pub carve_out: f64,
    /// Common shares and options, in the unit of the classes' shares.
    pub common_shares: f64,
    /// The classes in the order in which they were issued, that of the round last.
    pub classes: Vec<StackedClass>,
}

/// A class of preferred shares.
#[derive(Clone, Debug, PartialEq)]
pub struct StackedClass {
    /// Its name; empty of the class of the round.
    pub name: String,
    /// Its rights.
    pub class: ShareClass,
    /// The investor's part of it for its cheque, from 0 to 1.
    pub part: f64,
}

impl ClosingStack {
    /// That of an operator; empty where the round cannot close, which no checked one is.
    pub fn of(operator: &Operator, assumptions: &Assumptions) -> Self {
        let paths = DealPaths::default();
        let deal = Repriced::new(operator, assumptions, &paths);
        let debt = assumptions.get(operator.terms.balance_sheet.debt).quantile(0.5);
        let Some(closed) = deal.fully_paid() else { return Self::default() };
        let existing = operator.existing.iter().map(|class| class.name.clone());
        let convertible = operator.convertible.iter().map(|one| one.name.clone());
        let names = existing.chain(convertible).chain([String::new()]);
        let table = closed.cap_table();
        let classes = table.classes().iter().zip(closed.parts()).zip(names);
        let stacked =
            classes.map(|((class, part), name)| StackedClass { name, class: *class, part: *part });
        Self {
            debt,
            carve_out: deal.deal().carve_out,
            common_shares: table.common_shares(),
            classes: stacked.collect(),
        }
    }

    /// A sale at a price for the company with its cash, before its debt is repaid.
    pub fn sale(&self, price: f64) -> Sale {
        let mut table = CapTable::new(self.common_shares);
        self.classes.iter().for_each(|one| table.push(one.class));
        let repaid = self.debt.min(price);
        let mut payouts = Payouts::default();
        table.distribute(price - repaid, self.carve_out, &mut payouts);
        let parts = self.classes.iter().map(|one| one.part);
        let investor = payouts.classes.iter().zip(parts).map(|(paid, part)| paid * part).sum();
        Sale { price, debt: repaid, payouts, investor }
    }

    /// All liquidation preferences.
    pub fn preference(&self) -> f64 {
        self.classes.iter().map(|one| one.class.preference_amount()).sum()
    }

    /// The price that pays debt, the carve-out of that price, and all preferences.
    pub fn price_of_preferences(&self) -> f64 {
        self.debt + self.preference() / (1.0 - self.carve_out)
    }

    /// The least price up to `most` at which the investor gets so much, to a billionth of it.
    pub fn price_for(&self, amount: f64, most: f64) -> Option<f64> {
        let reaches = |price: f64| amount * (1.0 - 1e-12) <= self.sale(price).investor;
        let (mut low, mut high) = (0.0, most);
        if !reaches(high) {
            return None;
        }
        while 1e-9 * high < high - low {
            let middle = 0.5 * (low + high);
            if reaches(middle) {
                high = middle;
            } else {
                low = middle;
            }
        }
        Some(high)
    }
}

#[cfg(test)]
mod tests {
    use super::{ClosingStack, StackedClass};
    use crate::model::waterfall::{Participation, ShareClass};

    #[test]
    fn a_preference_of_1x_brings_the_money_back_before_common_gets_anything() {
        let class = ShareClass {
            invested: 4.0,
            shares: 0.25,
            preference: 1.0,
            participation: Participation::None,
            rank: 1,
        };
        let round = StackedClass { name: String::new(), class, part: 0.5 };
        let stack =
            ClosingStack { debt: 1.0, carve_out: 0.0, common_shares: 0.75, classes: vec![round] };
        let sale = stack.sale(3.0);
        assert!((sale.investor - 1.0).abs() < 1e-12 && sale.payouts.common.abs() < 1e-12);
        let sale = stack.sale(41.0);
        assert!((sale.investor - 5.0).abs() < 1e-9, "{sale:?}");
        assert!((stack.preference() - 4.0).abs() < 1e-12);
        let drawn = ClosingStack { carve_out: 0.2, ..stack.clone() };
        let sale = drawn.sale(drawn.price_of_preferences());
        assert!((sale.investor - 2.0).abs() < 1e-12 && sale.payouts.common.abs() < 1e-9);
        let whole = stack.price_for(2.0, 1e6).expect("within reach");
        assert!((whole - 5.0).abs() < 1e-6, "{whole}");
        assert_eq!(stack.price_for(2.0, 3.0), None);
    }
}
