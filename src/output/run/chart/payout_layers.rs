//! The holders among whom a price is shared out, as layers of a picture.

use crate::analysis::closing_stack::ClosingStack;
use crate::analysis::sale_prices::Sale;
use crate::output::chart::{BANDS, CLASSES, GREY_TEXT, MONEY_BACK, NEUTRAL};
use plotters::style::RGBColor;

/// A layer: what some get.
pub(super) struct Holder {
    pub(super) name: String,
    pub(super) colour: RGBColor,
    of: fn(&Sale, &ClosingStack, &[usize]) -> f64,
    /// The classes that it is of.
    classes: Vec<usize>,
}

/// All layers, from the foot up.
pub(super) struct Holders {
    pub(super) all: Vec<Holder>,
}

/// What each layer gets of a price.
pub(super) struct Shares {
    pub(super) price: f64,
    pub(super) amounts: Vec<f64>,
}

/// Earlier classes that have a layer each.
const MOST_CLASSES: usize = 2;

fn debt(sale: &Sale, _: &ClosingStack, _: &[usize]) -> f64 {
    sale.debt
}

/// What classes get less what the investor gets of them.
fn others(sale: &Sale, stack: &ClosingStack, classes: &[usize]) -> f64 {
    let of = |class: &usize| sale.payouts.classes[*class] * (1.0 - stack.classes[*class].part);
    classes.iter().map(of).sum()
}

fn investor(sale: &Sale, _: &ClosingStack, _: &[usize]) -> f64 {
    sale.investor
}

fn carve_out(sale: &Sale, _: &ClosingStack, _: &[usize]) -> f64 {
    sale.payouts.carve_out
}

fn common(sale: &Sale, _: &ClosingStack, _: &[usize]) -> f64 {
    sale.payouts.common
}

impl Holders {
    pub(super) fn of(stack: &ClosingStack) -> Self {
        let round = stack.classes.len().saturating_sub(1);
        let layer = |name: &str, colour, of, classes: Vec<usize>| Holder {
            name: name.to_owned(),
            colour,
            of,
            classes,
        };
        let mut all = Vec::new();
        if 0.0 < stack.debt {
            all.push(layer("debt", GREY_TEXT, debt, Vec::new()));
        }
        let shades = [CLASSES[4], CLASSES[2]];
        if round <= MOST_CLASSES {
            for (class, shade) in (0..round).zip(shades) {
                all.push(layer(&stack.classes[class].name, shade, others, vec![class]));
            }
        } else {
            let name = format!("earlier classes ({round})");
            all.push(layer(&name, shades[0], others, (0..round).collect()));
        }
        if stack.classes.get(round).is_some_and(|class| class.part < 1.0) {
            all.push(layer("others of this round", BANDS[4], others, vec![round]));
        }
        all.push(layer("this investor", BANDS[5], investor, Vec::new()));
        if 0.0 < stack.carve_out {
            all.push(layer("carve-out", MONEY_BACK, carve_out, Vec::new()));
        }
        all.push(layer("common, options", NEUTRAL, common, Vec::new()));
        Self { all }
    }

    pub(super) fn shares(&self, stack: &ClosingStack, price: f64) -> Shares {
        let sale = stack.sale(price);
        let amounts = self.all.iter().map(|holder| (holder.of)(&sale, stack, &holder.classes));
        Shares { price, amounts: amounts.collect() }
    }
}
