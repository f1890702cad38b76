//! The rows of a unit: its price, its costs as they follow from each other, and what is left.

use crate::analysis::unit_economics::UnitEconomics;
use crate::model::unit_parts::UnitPart;
use crate::output::chart::Size;

/// A plan whose unit is drawn; of one that sells nothing there is none.
#[derive(Clone, Copy)]
pub(in crate::output) struct UnitPlan<'a> {
    /// What it is called among several.
    pub(in crate::output) label: &'a str,
    pub(in crate::output) economics: Option<&'a UnitEconomics>,
}

/// A row by its name, and the parts that it shows; the margin is what is left.
pub(in crate::output) struct RowKind {
    pub(in crate::output) name: &'static str,
    pub(in crate::output) parts: &'static [UnitPart],
}

const fn row(name: &'static str, parts: &'static [UnitPart]) -> RowKind {
    RowKind { name, parts }
}

const PRICE: RowKind = row("Full price", &[UnitPart::Price]);
const MARKDOWNS: RowKind = row("Markdowns", &[UnitPart::Markdowns, UnitPart::Disposal]);
const MATERIALS: RowKind =
    row("Materials", &[UnitPart::Materials, UnitPart::Alternates, UnitPart::Packaging]);
const STOCK: RowKind = row("Still in stock", &[UnitPart::Stock]);
const MARGIN: RowKind = row("Margin", &[]);

/// The rows; the same for all plans, so that pictures of different ones line up.
static ROWS: [RowKind; 10] = [
    PRICE,
    MARKDOWNS,
    MATERIALS,
    row("Making", &[UnitPart::Making]),
    row("Set-up", &[UnitPart::SetUp]),
    row("Rework, scrap", &[UnitPart::Scrap]),
    row("Shipping, returns", &[UnitPart::Fulfilment]),
    row("Fees, commissions", &[UnitPart::Selling]),
    STOCK,
    MARGIN,
];

/// Those that a half has room for.
static FEW_ROWS: [RowKind; 7] = [
    PRICE,
    MARKDOWNS,
    MATERIALS,
    row("Making", &[UnitPart::Making, UnitPart::SetUp, UnitPart::Scrap]),
    row("Selling", &[UnitPart::Fulfilment, UnitPart::Selling]),
    STOCK,
    MARGIN,
];

/// The rows of a picture of that size.
pub(in crate::output) fn rows_of(size: Size) -> &'static [RowKind] {
    if size == Size::Half { &FEW_ROWS } else { &ROWS }
}

impl RowKind {
    /// As it stands in a sentence, with what it does to the price.
    pub(in crate::output) fn verb(&self, plural: &str, singular: &str) -> String {
        let is_one = ["Making", "Set-up", "Selling"].contains(&self.name);
        let name = self.name.replace(", ", " and ").to_lowercase();
        format!("{name} {}", if is_one { singular } else { plural })
    }

    /// What it adds to a unit, or takes away.
    pub(in crate::output) fn change(&self, of: &UnitEconomics) -> f64 {
        self.parts.iter().map(|part| of.part(*part).value).sum()
    }

    /// More than its error, however its parts go together.
    pub(in crate::output) fn error(&self, of: &UnitEconomics) -> f64 {
        self.parts.iter().map(|part| of.part(*part).standard_error).sum()
    }

    /// Whether it is a cost, or what is in stock.
    pub(in crate::output) fn is_between(&self) -> bool {
        !self.parts.is_empty() && !self.parts.contains(&UnitPart::Price)
    }
}

/// A bar: from what was left before to what is left after.
pub(super) struct UnitRow {
    pub(super) from: f64,
    pub(super) to: f64,
    /// Whether it is the price or the margin.
    pub(super) is_end: bool,
}

impl UnitRow {
    /// What is added, or taken away.
    pub(super) fn change(&self) -> f64 {
        self.to - self.from
    }

    /// The same, rounded so that printed changes add up to what is left as printed.
    pub(super) fn printed(&self, price: f64) -> f64 {
        let step = step_of(price);
        let round = |value: f64| step * (value / step).round();
        round(self.to) - round(self.from)
    }
}

/// What the last printed digit of an amount is worth, for a price with three digits.
pub(super) fn step_of(price: f64) -> f64 {
    libm::pow(10.0, libm::floor(libm::log10(price.max(1e-9))) - 2.0)
}

/// The rows of a plan; none where it sells nothing.
pub(super) fn rows(economics: Option<&UnitEconomics>, shown: &[RowKind]) -> Vec<UnitRow> {
    let Some(of) = economics else { return Vec::new() };
    let mut level = 0.0;
    let all = shown.iter().map(|kind| {
        if !kind.is_between() {
            level = if kind.parts.is_empty() { of.unit_margin.value } else { kind.change(of) };
            return UnitRow { from: 0.0, to: level, is_end: true };
        }
        let from = level;
        level += kind.change(of);
        UnitRow { from, to: level, is_end: false }
    });
    all.collect()
}
