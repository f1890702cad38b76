//! Who was paid what at the end of a path, and the investor's cash flows.

use super::exit::Proceeds;
use super::returns::CashFlow;
use super::waterfall::{Payouts, ShareClass};

/// The end of a path, as its shareholders see it.
#[derive(Clone, Debug, Default)]
pub struct Settlement {
    /// Preferred classes in the order in which they were issued: the existing
    /// ones, what converted at this round, this round's, later ones'.
    pub classes: Vec<ClassPart>,
    /// Fully diluted share of common, options included.
    pub common_share: f64,
    /// What is paid out.
    pub proceeds: Proceeds,
    /// Who gets what of the payment at closing.
    pub at_closing: Payouts,
    /// Who gets what in all, the deferred payment included.
    pub in_all: Payouts,
    /// The investor's cash flows, as the returns are made from them.
    pub flows: Vec<CashFlow>,
}

/// A class of shares and the investor's part of it.
#[derive(Clone, Copy, Debug)]
pub struct ClassPart {
    /// The class; its shares are a share of the company.
    pub class: ShareClass,
    /// The investor's part of the class, from 0 to 1, as its flows pay for it.
    pub part: f64,
    /// What the investor held of the class before, from 0 to 1: its flows do not count it.
    pub held: f64,
}
