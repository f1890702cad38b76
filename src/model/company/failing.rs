//! How an operator fails, and what is left of it then.

use super::{Accounts, Company};
use crate::model::event::{Cause, Failed};
use crate::model::exit;
use crate::model::turns::Turns;

impl Company<'_> {
    /// Whether it fails in the month that was lived through last, after funding.
    pub(super) fn fails(&self, accounts: &Accounts, turns: &Turns) -> bool {
        self.lacks_cash(accounts) || turns.is_set_back(self.lane)
    }

    /// The failure with what it was made from.
    pub(super) fn failed(&self, accounts: &Accounts) -> Failed {
        let (month, lived) = (accounts.month.lane(self.lane), &accounts.life.lived);
        let (cause, cash_left) = if self.lacks_cash(accounts) {
            let minimum = self.terms.balance_sheet.minimum_cash;
            let repayment = month.debt_repaid;
            (Cause::Cash { minimum, repayment }, month.cash.max(0.0))
        } else {
            let cash_share = self.terms.failure.setback_cash_share;
            let ltm_ebitda = lived.ltm_ebitda[self.lane];
            (Cause::Setback { ltm_ebitda, cash_share }, cash_share * month.cash)
        };
        let (recovery_rate, debt) = (self.terms.funding.recovery_rate, self.owed(accounts));
        let book_value = month.inventory + month.net_fixed_assets;
        Failed {
            cause,
            cash: month.cash,
            inventory: month.inventory,
            net_fixed_assets: month.net_fixed_assets,
            recovery_rate,
            debt,
            rounds_closed: self.events.rounds_closed,
            max_rounds: self.terms.funding.max_rounds,
            proceeds: exit::distress(recovery_rate, book_value, cash_left, debt),
        }
    }

    /// Debt outstanding, with what of the month's repayment there was no cash for.
    pub(super) fn owed(&self, accounts: &Accounts) -> f64 {
        let month = &accounts.month;
        let overdrawn = (-accounts.cash[self.lane]).max(0.0);
        month.debt[self.lane] + overdrawn.min(month.debt_repaid[self.lane])
    }

    fn lacks_cash(&self, accounts: &Accounts) -> bool {
        accounts.cash[self.lane] < self.terms.balance_sheet.minimum_cash
    }
}
