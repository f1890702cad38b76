//! Who gets what if the company is sold right after the closing: the model's own waterfall, with
//! all tranches paid and today's debt.

use super::closing_stack::ClosingStack;
use crate::model::waterfall::Payouts;

/// Prices that are looked at, over the post-money value.
pub const TIMES_POST_MONEY: [f64; 5] = [0.5, 1.0, 2.0, 4.0, 8.0];

/// A sale at one price.
#[derive(Clone, Debug)]
pub struct Sale {
    /// Paid for the company with its cash, before its debt is repaid.
    pub price: f64,
    /// What of it repays debt.
    pub debt: f64,
    /// What of the rest everybody gets.
    pub payouts: Payouts,
    /// What of that the investor gets for its cheque.
    pub investor: f64,
}

/// The sales at prices around the post-money value, to two digits.
pub fn sales(stack: &ClosingStack, post_money: f64) -> Vec<Sale> {
    TIMES_POST_MONEY.map(|times| stack.sale(to_two_digits(times * post_money))).to_vec()
}

fn to_two_digits(amount: f64) -> f64 {
    let unit = libm::pow(10.0, libm::floor(libm::log10(amount)) - 1.0);
    // Units below 1 would not be exact.
    if unit < 1.0 { amount } else { (amount / unit).round() * unit }
}
