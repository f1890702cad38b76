//! The closing of a round: what converts into shares at it, how many options are created for it,
//! and who holds what before and after it.
//!
//! # The price of a share
//!
//! All is counted in units of the shares before the round, `S = 1`. The pre-money value `V` is
//! spread over all shares but the new money's: `x = 1 + C + B`, those before, the converted `C`
//! and the options created `B`. So a share costs `V/x`, the new money `R` buys `x R/V` of them,
//! and the round's class takes `R/(V + R)` of the company whatever converts. With the target `t`
//! for the pool after the round and `u` of it there before,
//!
//! ```text
//! B = max(0, t x (V + R)/V − u)
//! ```
//!
//! and an amount `A` converts into the most shares that its terms give:
//!
//! ```text
//! A x/(V (1 − discount))              at the discounted price
//! (A/cap) (1 + [C] + [B])             at the cap, over those of C and B that its form counts
//! ```
//!
//! With each choice made, this is one linear equation in `x`. All terms rise with `x`, and what is
//! needed beyond `x` is convex in it, so that Newton's method from `x = 1` goes up to the only
//! solution without passing it, and each step settles at least one more choice: it ends after a
//! few steps, at the exact solution. A slope that is not negative any more says that there is
//! none: then conversions and options take all that the pre-money value is spread over.

use super::operator::{ConvertibleForm, Operator};
use super::tables::{Convertible, Deal, Existing};

/// What a convertible has paid for, in money: its principal and the interest on it.
#[must_use]
pub fn amount(terms: &Convertible<f64>) -> f64 {
    terms.principal * (1.0 + terms.interest_rate * terms.months_outstanding / 12.0)
}

/// What sets the price at which something converts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// Its cap.
    Cap,
    /// Its discount.
    Discount,
    /// The price of the round: neither is better.
    Price,
}

/// What a convertible becomes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Conversion {
    /// Principal and interest, in money.
    pub amount: f64,
    /// Its shares, in units of all shares before the round.
    pub shares: f64,
    /// What it pays for a share, over what the new money pays.
    pub price: f64,
    /// What sets that.
    pub basis: Basis,
}

/// A round as it closes.
#[derive(Clone, Debug, PartialEq)]
pub struct Closing {
    /// All shares but those of the new money, in units of all shares before the round.
    pub shares: f64,
    /// Options created for the round, in the same unit; they are among `shares`.
    pub new_options: f64,
    /// What the convertibles become, in their order; it is among `shares`.
    pub conversions: Vec<Conversion>,
    /// What all shares before the round are of all after it.
    pub kept: f64,
}

/// Why a round cannot close.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Unclosable {
    /// Convertibles whose caps count what converts have been sold this share of the company, all
    /// of it or more.
    SoldOut(f64),
    /// What converts, or the options that are to be created, take all that there is before the
    /// new money.
    NothingLeft,
}

/// `fixed + slope · x`.
#[derive(Clone, Copy, Debug)]
struct Line {
    fixed: f64,
    slope: f64,
}

impl Line {
    fn at(self, x: f64) -> f64 {
        self.fixed + self.slope * x
    }
}

/// What one convertible is entitled to.
struct Claim {
    amount: f64,
    /// Shares for each unit of its capitalisation; 0 without a cap.
    of_capitalisation: f64,
    counts_converted: bool,
    counts_new_options: bool,
    /// At the round's price less the discount.
    discounted: Line,
    is_discounted: bool,
}

impl Claim {
    fn new(terms: &Convertible<f64>, form: &ConvertibleForm, pre_money: f64) -> Self {
        let amount = amount(terms);
        let discounted = amount / (pre_money * (1.0 - terms.discount));
        Self {
            amount,
            of_capitalisation: amount / terms.cap,
            counts_converted: form.kind.cap_counts_converted(),
            counts_new_options: form.cap_counts_new_pool,
            discounted: Line { fixed: 0.0, slope: discounted },
            is_discounted: 0.0 < terms.discount,
        }
    }

    /// Its shares at the cap, with these new options.
    fn capped(&self, new_options: Line) -> Line {
        // C = x − 1 − B
        let converted = if self.counts_converted { 1.0 } else { 0.0 };
        let options = if self.counts_new_options { 1.0 } else { 0.0 } - converted;
        Line {
            fixed: self.of_capitalisation * (1.0 - converted + options * new_options.fixed),
            slope: self.of_capitalisation * (converted + options * new_options.slope),
        }
    }

    /// The better of both at `x` shares, and whether that is the cap.
    fn best(&self, new_options: Line, x: f64) -> (Line, bool) {
        let capped = self.capped(new_options);
        if self.discounted.at(x) < capped.at(x) { (capped, true) } else { (self.discounted, false) }
    }
}

/// Closes a round: `terms` and `forms` are those of the convertibles.
///
/// # Errors
/// Where no price of a share gives everybody what is due.
pub fn close(
    deal: &Deal<f64>,
    terms: &[Convertible<f64>],
    forms: &[ConvertibleForm],
) -> Result<Closing, Unclosable> {
    let claims: Vec<Claim> = terms
        .iter()
        .zip(forms)
        .map(|(terms, form)| Claim::new(terms, form, deal.pre_money))
        .collect();
    let counting = claims.iter().filter(|claim| claim.counts_converted);
    let sold: f64 = counting.map(|claim| claim.of_capitalisation).sum();
    if 1.0 <= sold {
        return Err(Unclosable::SoldOut(sold));
    }
    let pool = Line {
        fixed: -deal.option_pool_before,
        slope: deal.option_pool * (deal.pre_money + deal.round_size) / deal.pre_money,
    };
    let new_options =
        |x: f64| if 0.0 < pool.at(x) { pool } else { Line { fixed: 0.0, slope: 0.0 } };
    let mut x = 1.0;
    loop {
        let options = new_options(x);
        let lines = claims.iter().map(|claim| claim.best(options, x).0).chain([options]);
        let all = lines.fold(Line { fixed: 1.0, slope: 0.0 }, |all, line| Line {
            fixed: all.fixed + line.fixed,
            slope: all.slope + line.slope,
        });
        if 1.0 <= all.slope {
            return Err(Unclosable::NothingLeft);
        }
        let next = all.fixed / (1.0 - all.slope);
        if next <= x {
            break;
        }
        x = next;
    }
    let options = new_options(x);
    let conversions = claims.iter().map(|claim| {
        let (line, is_capped) = claim.best(options, x);
        let shares = line.at(x);
        let basis = match (is_capped, claim.is_discounted) {
            (true, _) => Basis::Cap,
            (false, true) => Basis::Discount,
            (false, false) => Basis::Price,
        };
        let price = claim.amount / shares * (x / deal.pre_money);
        Conversion { amount: claim.amount, shares, price, basis }
    });
    Ok(Closing {
        shares: x,
        new_options: options.at(x),
        conversions: conversions.collect(),
        kept: deal.pre_money / (deal.pre_money + deal.round_size) / x,
    })
}

/// Whose shares a row of the table is about.
#[derive(Clone, Debug, PartialEq)]
pub enum Holder {
    /// Founders and others with common shares or granted options.
    Common,
    /// Options not yet granted.
    OptionPool,
    /// A class issued before the round, by its name.
    Existing(String),
    /// A convertible, by its name.
    Convertible(String),
    /// The class of the round.
    Round,
}

/// A row of the table: what somebody holds before the round and after it.
#[derive(Clone, Debug, PartialEq)]
pub struct Stake {
    /// Who.
    pub holder: Holder,
    /// What was put in, in money, interest included; none of common.
    pub put_in: Option<f64>,
    /// What is paid before any share of the rest, in money; none of common.
    pub preference: Option<f64>,
    /// Share of all shares before the round.
    pub before: f64,
    /// Share of all shares after it.
    pub after: f64,
    /// How it converts, if it does.
    pub conversion: Option<Conversion>,
    /// The investor's part of it after the round, from 0 to 1.
    pub part: f64,
}

/// Who holds what before a round and after it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CapTableAtClosing {
    /// The rows, the round's own last; shares of each side add up to 1.
    pub stakes: Vec<Stake>,
    /// Value of all shares after the round, at its price.
    pub post_money: f64,
    /// Value of the shares that there were before the round, at its price: the pre-money value
    /// less what converts and the options that are created.
    pub effective_pre_money: f64,
    /// The part of the round that is paid at the closing; the rest are tranches, which the
    /// table counts as paid.
    pub paid_at_closing: f64,
}

impl CapTableAtClosing {
    /// The table of a deal.
    ///
    /// # Panics
    /// If the round cannot close, which a scenario that was read without a problem excludes.
    #[must_use]
    pub fn new(
        operator: &Operator,
        deal: &Deal<f64>,
        existing: &[Existing<f64>],
        convertible: &[Convertible<f64>],
        paid_at_closing: f64,
    ) -> Self {
        let closing = close(deal, convertible, &operator.convertible);
        let closing = closing.expect("a round that was checked closes");
        let (post_money, kept) = (deal.pre_money + deal.round_size, closing.kept);
        let classes: f64 = existing.iter().map(|class| class.ownership).sum();
        let common = (1.0 - classes - deal.option_pool_before).max(0.0);
        let pool = deal.option_pool_before + closing.new_options;
        let unpreferred = |holder, before: f64, after: f64| Stake {
            holder,
            put_in: None,
            preference: None,
            before,
            after: after * kept,
            conversion: None,
            part: 0.0,
        };
        let mut stakes = vec![unpreferred(Holder::Common, common, common)];
        if 0.0 < pool {
            stakes.push(unpreferred(Holder::OptionPool, deal.option_pool_before, pool));
        }
        stakes.extend(existing.iter().zip(&operator.existing).map(|(class, rights)| Stake {
            holder: Holder::Existing(rights.name.clone()),
            put_in: Some(class.invested),
            preference: Some(class.preference * class.invested),
            before: class.ownership,
            after: class.ownership * kept,
            conversion: None,
            part: class.held,
        }));
        let forms = operator.convertible.iter().zip(convertible);
        stakes.extend(closing.conversions.iter().zip(forms).map(|(conversion, (form, terms))| {
            Stake {
                holder: Holder::Convertible(form.name.clone()),
                put_in: Some(conversion.amount),
                preference: Some(deal.preference * conversion.amount),
                before: 0.0,
                after: conversion.shares * kept,
                conversion: Some(*conversion),
                part: terms.held,
            }
        }));
        stakes.push(Stake {
            holder: Holder::Round,
            put_in: Some(deal.round_size),
            preference: Some(deal.preference * deal.round_size),
            before: 0.0,
            after: deal.round_size / post_money,
            conversion: None,
            part: deal.cheque / deal.round_size,
        });
        Self { stakes, post_money, effective_pre_money: kept * post_money, paid_at_closing }
    }

    /// Whether there is more to say than that a round is sold: something converts, options
    /// stand apart, the investor holds shares already, or a part is paid later.
    #[must_use]
    pub fn is_telling(&self) -> bool {
        let is_staged = self.paid_at_closing < 1.0;
        is_staged
            || self.stakes.iter().any(|stake| match stake.holder {
                Holder::OptionPool | Holder::Convertible(_) => true,
                Holder::Existing(_) => 0.0 < stake.part,
                Holder::Common | Holder::Round => false,
            })
    }
}
