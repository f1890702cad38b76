//! What must hold on every path, whatever is drawn: cash reconciles with its
//! flows, the balance sheet with profit, units with demand.

use super::ledger::Month;
use super::operator::Terms;

/// Rounding allowed, relative to the money or units that moved.
const TOLERANCE: f64 = 1e-9;

/// Follows one path and checks each of its months.
pub struct Audit {
    last_cash: f64,
    last_net_assets: Option<f64>,
}

impl Audit {
    /// At time 0.
    pub fn new(terms: &Terms<f64>) -> Self {
        let last_cash = terms.balance_sheet.opening_cash + terms.deal.round_size;
        Self { last_cash, last_net_assets: None }
    }

    /// Checks month `t`, the next one; says what does not add up.
    #[inline]
    pub fn check(&mut self, t: usize, month: &Month) -> Result<(), String> {
        let moved = moved_money(month) + self.last_cash.abs();
        let flows =
            month.ebitda - month.tax - month.interest - month.capex - month.working_capital_change
                + month.funding;
        agree(t, "cash", self.last_cash + flows, month.cash, moved)?;
        let net_assets = month.cash + month.net_working_capital + month.net_fixed_assets;
        let profit = month.ebitda - month.depreciation - month.interest - month.tax;
        if let Some(last) = self.last_net_assets {
            let scale = moved + month.net_working_capital.abs() + month.net_fixed_assets;
            agree(t, "net assets", last + profit + month.funding, net_assets, scale)?;
        }
        let units = month.made + month.demand;
        agree(t, "units made", month.sold + month.leftover, month.made, units)?;
        agree(t, "units demanded", month.sold + month.lost, month.demand, units)?;
        if month.leftover.min(month.sold) < 0.0 || month.lost < -TOLERANCE * units {
            return Err(format!("month {t}: negative units"));
        }
        self.last_cash = month.cash;
        self.last_net_assets = Some(net_assets);
        Ok(())
    }
}

fn moved_money(month: &Month) -> f64 {
    month.revenue + month.revenue - month.ebitda.min(0.0)
        + month.capex
        + month.funding
        + month.line_cost
        + month.inventory
}

/// Never true for NaN.
#[inline]
fn agree(t: usize, what: &str, left: f64, right: f64, scale: f64) -> Result<(), String> {
    if (left - right).abs() <= TOLERANCE * (1.0 + scale) {
        return Ok(());
    }
    Err(disagreement(t, what, left, right))
}

#[cold]
fn disagreement(t: usize, what: &str, left: f64, right: f64) -> String {
    format!("month {t}: {what} {left} against {right}")
}
