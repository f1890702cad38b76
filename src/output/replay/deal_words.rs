//! What happened between an operator and those who give it money or buy it, in
//! sentences.

use super::words::{Teller, runway};
use crate::model::event::{Converted, Failed, NotClosed, ReachedHorizon, RoundClosed, Sold};
use crate::model::funding::{Need, Round};
use crate::model::operator::Metric;
use crate::model::price::Basis;
use crate::output::cap_table::{basis, share};
use crate::output::format::{moic, percent, plural, two_digits};
use crate::output::words::metric;

impl Teller<'_> {
    fn offer(&self, round: &Round) -> String {
        format!("{} at {} pre-money", self.money(round.raised), self.money(round.pre_money))
    }

    fn need(&self, need: &Need) -> String {
        format!("cash of {}{}", self.money(need.cash), runway(need.cash, need.cash_burn))
    }

    pub(super) fn converted(&self, converted: &Converted) -> String {
        let Converted { convertible, conversion, share: of_company } = converted;
        format!(
            "at the closing {} converts {} {}: into {} of the company",
            self.names.convertibles[*convertible],
            self.money(conversion.amount),
            basis(conversion),
            share(*of_company),
        )
    }

    pub(super) fn not_closed(&self, tried: &NotClosed) -> String {
        format!("round sought and not closed: {}", self.offered(tried))
    }

    pub(super) fn offered(&self, NotClosed { need, offered, is_shock }: &NotClosed) -> String {
        let offer = match offered {
            _ if *is_shock => "a shock keeps all rounds from closing".to_owned(),
            None => "nothing to raise".to_owned(),
            Some(round) => {
                let chance = self.share(round.probability);
                format!("{} on offer, with a chance of {chance}", self.offer(round))
            }
        };
        format!("{}; {offer}", self.need(need))
    }

    pub(super) fn closed(&self, closed: &RoundClosed) -> String {
        let paid_in = if 0.0 < closed.paid_in {
            format!(" and {} is paid in for it", self.money(closed.paid_in))
        } else {
            String::new()
        };
        let options = if 0.0 < closed.new_options {
            format!(" and options for {}", percent(closed.new_options))
        } else {
            String::new()
        };
        let luck = luck(closed.price_luck);
        let luck = luck.map(|luck| format!(" (its multiple {luck})")).unwrap_or_default();
        format!(
            "round {} closed: {}{luck} for {} of the company{options} ({} before it); the \
             investor\u{2019}s share goes from {} to {}{paid_in}",
            closed.number,
            self.offer(&closed.round),
            percent(closed.round.share()),
            self.need(&closed.need),
            percent(closed.share_before),
            percent(closed.share_after),
        )
    }

    pub(super) fn failed(&self, failed: &Failed) -> String {
        let rounds = if failed.max_rounds <= 0.0 {
            "with no later round in the plan".to_owned()
        } else {
            format!("after {} of {:.0} later rounds", failed.rounds_closed, failed.max_rounds)
        };
        let recovered = format!(
            "stock and plant of {} bring {}",
            self.money(failed.inventory + failed.net_fixed_assets),
            self.share(failed.recovery_rate),
        );
        format!(
            "out of cash, {} short, {rounds}; {recovered}{}: {} for shareholders",
            self.money(-failed.cash),
            self.less_debt(failed.debt),
            self.money(failed.proceeds.equity),
        )
    }

    fn less_debt(&self, debt: f64) -> String {
        if 0.0 < debt { format!(", less debt of {}", self.money(debt)) } else { String::new() }
    }

    pub(super) fn sold(&self, sold: &Sold) -> String {
        let (name, paid_by) = &self.names.routes[sold.route];
        let (value, price) = (sold.proceeds.enterprise_value, &sold.price);
        let mut from = vec![format!("{}{}", self.multiple(price.basis.multiple), better(*paid_by))];
        if price.window_factor < 1.0 || 1.0 < price.window_factor {
            let factor = two_digits(price.window_factor);
            from.push(format!("times {factor} while the window is shut"));
        }
        from.extend(luck(price.luck));
        let discount = sold.terms.integration_discount * (1.0 - sold.readiness);
        if 0.0 < discount {
            from.push(format!("less {} for integration", percent(discount)));
        }
        let from = if 1 < from.len() { format!(" ({})", from.join(", ")) } else { String::new() };
        let fee = if 0.0 < sold.terms.fee_rate {
            format!(", less fees of {}", self.share(sold.terms.fee_rate))
        } else {
            String::new()
        };
        format!(
            "sold by {name} at {} {}{from}: enterprise value {}{fee}, with cash of {}{}; {}",
            moic(value / price.basis.amount),
            self.metric(&price.basis),
            self.money(value),
            self.money(sold.standing.cash),
            self.less_debt(sold.standing.debt),
            self.paid(sold),
        )
    }

    fn paid(&self, sold: &Sold) -> String {
        let at_closing = self.money(sold.proceeds.at_closing);
        if sold.terms.deferred_share <= 0.0 {
            return format!("{at_closing} for shareholders");
        }
        format!(
            "{at_closing} for shareholders at closing, {} deferred by {}, of which {} is paid: {}",
            self.share(sold.terms.deferred_share),
            plural(sold.terms.deferred_months as u64, "month"),
            self.share(sold.terms.deferred_paid_share),
            self.money(sold.proceeds.deferred),
        )
    }

    pub(super) fn horizon(&self, horizon: &ReachedHorizon) -> String {
        let discount = if 0.0 < horizon.terms.illiquidity_discount {
            format!(" less {} for illiquidity", self.share(horizon.terms.illiquidity_discount))
        } else {
            String::new()
        };
        let luck = luck(horizon.luck).map(|luck| format!(", {luck}")).unwrap_or_default();
        format!(
            "still operating at the horizon, valued at {} {}{}{discount}{luck}: enterprise value \
             {}, with cash of {}{}; {} for shareholders",
            self.multiple(horizon.basis.multiple),
            self.metric(&horizon.basis),
            better(self.names.horizon_metric),
            self.money(horizon.proceeds.enterprise_value),
            self.money(horizon.standing.cash),
            self.less_debt(horizon.standing.debt),
            self.money(horizon.proceeds.equity),
        )
    }

    fn metric(&self, basis: &Basis) -> String {
        format!("{} of {}", metric(basis.metric), self.money(basis.amount))
    }
}

/// That another price was lower, where the better of two is paid.
fn better(metric: Metric) -> &'static str {
    if metric == Metric::BetterOf { ", the better price" } else { "" }
}

/// What nobody could know of the price, where there is such luck.
fn luck(factor: f64) -> Option<String> {
    let is_luck = factor < 1.0 || 1.0 < factor;
    is_luck.then(|| format!("times {} by luck", two_digits(factor)))
}
