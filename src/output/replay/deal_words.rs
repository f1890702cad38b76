//! What happened between an operator and those who give it money or buy it, in
//! sentences.

use super::words::{Teller, runway};
use crate::analysis::story::Spending;
use crate::model::event::{Cause, Converted, Failed, NotClosed, ReachedHorizon, RoundClosed, Sold};
use crate::model::funding::{Need, Round, Traction};
use crate::model::operator::Metric;
use crate::model::outcome::FailureCause;
use crate::model::price::Basis;
use crate::model::tranches::{Condition, Decided};
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

    pub(super) fn tranche(&self, decided: &Decided) -> String {
        let name = &self.names.tranches[decided.tranche];
        let conditions: Vec<String> =
            decided.conditions().map(|condition| self.condition(&condition)).collect();
        let why = if conditions.is_empty() {
            String::new()
        } else {
            format!(": {}", conditions.join(", "))
        };
        if !decided.is_paid() {
            return format!("tranche {name} is never paid{why}");
        }
        format!(
            "tranche {name} of {} paid at the price of the closing, {} of it by the investor, who \
             then has {} of the company{why}",
            self.money(decided.raised),
            self.money(decided.paid_in),
            share(decided.share_after),
        )
    }

    /// What a condition asks for and what was found.
    fn condition(&self, condition: &Condition) -> String {
        let Condition { name, asked, found, .. } = *condition;
        let in_words = |value: f64| match name {
            "contribution_margin" if value.is_nan() => "none".to_owned(),
            "contribution_margin" => percent(value),
            "ltm_revenue" => self.money(value),
            _ => format!("{value:.0}"),
        };
        let of = match name {
            "contribution_margin" => "contribution margin of the last six months",
            "ltm_revenue" => "LTM revenue",
            _ => "open sites",
        };
        let verdict = if condition.is_met { "at least" } else { "short of" };
        format!("{of} {}, {verdict} {}", in_words(found), in_words(asked))
    }

    pub(super) fn not_closed(&self, tried: &NotClosed) -> String {
        format!("round sought and not closed: {}", self.offered(tried))
    }

    pub(super) fn offered(&self, NotClosed { need, offered, is_shock }: &NotClosed) -> String {
        let offer = match offered {
            _ if *is_shock => "a shock keeps all rounds from closing".to_owned(),
            None => "nothing to raise".to_owned(),
            Some(round) if round.sells_too_much() => format!(
                "{} would sell {} of the company, more than the {} allowed",
                self.offer(round),
                percent(round.share()),
                self.share(round.max_dilution),
            ),
            Some(round) => {
                let chance = self.share(round.probability);
                let traction = self.traction(&round.traction);
                format!("{} on offer, with a chance of {chance}{traction}", self.offer(round))
            }
        };
        format!("{}; {offer}", self.need(need))
    }

    /// `, 40% of the odds at a contribution margin of 5%`; nothing where it leaves them whole.
    fn traction(&self, Traction { contribution_margin, factor }: &Traction) -> String {
        if 1.0 <= *factor {
            return String::new();
        }
        let left = percent(*factor);
        if contribution_margin.is_nan() {
            format!(", {left} of the odds before there is any revenue")
        } else {
            let margin = percent(*contribution_margin);
            format!(", {left} of the odds at a contribution margin of {margin}")
        }
    }

    pub(super) fn repaid(&self, Spending { from, spent }: &Spending, owed: f64) -> String {
        let owed = if 0.0 < owed {
            format!("{} is still owed", self.money(owed))
        } else {
            "nothing is owed any more".to_owned()
        };
        format!("since month {}: debt repaid with {}; {owed}", from + 1, self.money(*spent))
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
        let (why, cash) = self.cause(failed);
        format!(
            "{why}, {rounds}; {recovered}{cash}{}: {} for shareholders",
            self.less_debt(failed.debt),
            self.money(failed.proceeds.equity),
        )
    }

    /// Why it failed, and what of its cash is left.
    fn cause(&self, failed: &Failed) -> (String, String) {
        let cash = self.money(failed.cash);
        match failed.cause {
            Cause::Cash { repayment, .. } if failed.cash < 0.0 => {
                let short = self.money(-failed.cash);
                let why = match failed.cause_code() {
                    FailureCause::DebtNotRepaid => {
                        let due = self.money(repayment);
                        format!("a repayment of {due} cannot be made, {short} short")
                    }
                    _ => format!("out of cash, {short} short"),
                };
                (why, String::new())
            }
            Cause::Cash { minimum, .. } => {
                let why = format!("cash of {cash} is below the {} asked for", self.money(minimum));
                (why, format!(", with cash of {cash}"))
            }
            Cause::Setback { ltm_ebitda, cash_share } => {
                let why =
                    format!("a setback ends it at an LTM EBITDA of {}", self.money(ltm_ebitda));
                (why, format!(", with {} of cash of {cash}", self.share(cash_share)))
            }
        }
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
