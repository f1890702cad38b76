//! Takes in paths of one scenario as they are simulated, for what is asked of them.

use std::collections::VecDeque;

use super::asked::{About, Asked};
use super::column::{Column, Seen, Terms};
use super::group_of;
use super::tallied::Tallied;
use crate::analysis::flows::{Discount, month_of};
use crate::analysis::repriced::{DealPaths, Repriced};
use crate::engine::Exact;
use crate::model::deal::Holdings;
use crate::model::deal_path::DealPath;
use crate::model::ledger::Ledger;
use crate::model::returns::{IrrKind, npv};
use crate::sampling::assumptions::Draws;

/// What is asked of paths, made ready for a scenario.
pub struct Ready<'a> {
    asked: &'a Asked,
    columns: Vec<Column>,
    terms: Terms<'a>,
    discounts: Vec<Discount>,
    deal: Repriced<'a>,
    /// At each price that is asked for; none where the round cannot close.
    closed: Vec<Option<Holdings>>,
}

impl<'a> Ready<'a> {
    /// For a scenario with those terms and that deal, whose paths are taken in; the failure is the
    /// column that the scenario does not have.
    pub fn new(asked: &'a Asked, terms: Terms<'a>, deal: Repriced<'a>) -> Result<Self, String> {
        let read =
            |text: &String| Column::read(text, terms.route_names).ok_or_else(|| text.clone());
        let columns =
            asked.columns.iter().map(|one| read(&one.column)).collect::<Result<_, _>>()?;
        let discounts = asked.discounted.iter().map(|one| Discount::at(one.at)).collect();
        let closed = asked.priced.iter().map(|one| deal.at(one.at)).collect();
        Ok(Self { asked, columns, terms, discounts, deal, closed })
    }

    /// Nothing taken in yet.
    pub fn nothing(&self) -> Tally<'_, 'a> {
        let searched = self.asked.break_even_price.then(Vec::new);
        let lived = self.closed.iter().flatten().next().cloned();
        let seen = VecDeque::new();
        Tally { ready: self, tallied: Tallied::of_nothing(self.asked), lived, searched, seen }
    }
}

/// Takes in paths.
pub struct Tally<'r, 'a> {
    ready: &'r Ready<'a>,
    tallied: Tallied,
    /// Memory for a path at another price.
    lived: Option<Holdings>,
    /// Kept for a search among all prices.
    searched: Option<Vec<(u64, DealPath)>>,
    /// Paths of another scenario that are not taken in yet in this one.
    seen: VecDeque<Seen>,
}

impl Tally<'_, '_> {
    /// What was tallied, and what a search for a price is to be made on.
    pub fn into_tallied(mut self) -> (Tallied, Option<DealPaths>) {
        self.tallied.settle(self.ready.asked);
        (self.tallied, self.searched.map(DealPaths::in_order))
    }

    fn take_flows(&mut self, ledger: &Ledger, group: usize) {
        for flow in &ledger.flows {
            self.tallied.flows.add(month_of(flow), group, flow.amount);
        }
    }

    fn take_priced(&mut self, ledger: &Ledger, group: usize) {
        let Some(lived) = &mut self.lived else { return };
        let Ready { asked, deal, closed, .. } = self.ready;
        let hurdle_rate = deal.deal().hurdle_rate;
        let of_prices = asked.priced.iter().zip(closed).zip(&mut self.tallied.priced);
        for ((About { about, .. }, closed), moments) in of_prices {
            let Some(closed) = closed else { continue };
            deal.relive(lived, closed, &ledger.deal);
            moments.push(*about, npv(lived.flows(), hurdle_rate), group);
        }
    }
}

impl Exact for Tally<'_, '_> {
    fn push(&mut self, _: &Draws, ledger: &Ledger) {
        let Ready { asked, columns, terms, discounts, .. } = self.ready;
        let group = group_of(ledger.path);
        let seen = self.seen.pop_front();
        self.tallied.paths[group] += 1;
        let of = asked.columns.iter().zip(columns).zip(&mut self.tallied.columns);
        for ((asked, column), tallied) in of {
            let value = column.on(ledger, *terms, seen.as_ref());
            if !value.is_nan() {
                tallied.push(asked, value, group);
            }
        }
        if asked.irr_kinds {
            let kind = kind_text(ledger.outcome.irr_kind);
            let own = self.tallied.irr_kinds.entry(kind).or_insert((0, ledger.path));
            *own = (own.0 + 1, own.1.min(ledger.path));
        }
        if asked.flows {
            self.take_flows(ledger, group);
        }
        let rates = asked.discounted.iter().zip(discounts);
        for ((about, discount), moments) in rates.zip(&mut self.tallied.discounted) {
            moments.push(about.about, discount.npv(&ledger.flows), group);
        }
        if !asked.priced.is_empty() {
            self.take_priced(ledger, group);
        }
        if let Some(paths) = &mut self.searched {
            paths.push((ledger.path, ledger.deal.clone()));
        }
    }

    fn see(&mut self, ledger: &Ledger) {
        self.seen.push_back(Seen::of(ledger));
    }

    fn merge(&mut self, other: Self) {
        self.tallied.merge(self.ready.asked, other.tallied);
        if let (Some(own), Some(other)) = (&mut self.searched, other.searched) {
            own.extend(other);
        }
    }
}

/// How jobs write how a rate was come by.
fn kind_text(kind: IrrKind) -> String {
    match kind {
        IrrKind::Solved => "solved".to_owned(),
        IrrKind::Several { roots } => format!("several {roots}"),
        IrrKind::TotalLoss => "total loss".to_owned(),
        IrrKind::NothingContributed => "nothing contributed".to_owned(),
        IrrKind::NoRate => "no rate".to_owned(),
    }
}

/// How a rate was come by that is so written; none where nothing is.
pub fn kind_of(text: &str) -> Option<IrrKind> {
    Some(match text {
        "solved" => IrrKind::Solved,
        "total loss" => IrrKind::TotalLoss,
        "nothing contributed" => IrrKind::NothingContributed,
        "no rate" => IrrKind::NoRate,
        other => IrrKind::Several { roots: other.strip_prefix("several ")?.parse().ok()? },
    })
}
