//! Who holds what before a round and after it, as a table and as JSON.

use serde_json::{Value, json};

use super::document::{Table, figures, words};
use super::format::{money, number};
use crate::model::cap_table::{Basis, CapTableAtClosing, Conversion, Holder, Stake};

/// How something converts, in words: `at its cap, 62.5% of the price`.
pub(super) fn basis(conversion: &Conversion) -> String {
    let by = match conversion.basis {
        Basis::Cap => "at its cap",
        Basis::Discount => "at its discount",
        Basis::Price => return "at the price".to_owned(),
    };
    format!("{by}, {} of the price", share(conversion.price))
}

/// In per cent, to a tenth: shares of a cap table are known exactly.
pub(super) fn share(value: f64) -> String {
    format!("{}%", number(100.0 * value, 1))
}

/// A row for each holder, and one for all.
pub(super) fn table_of(cap_table: &CapTableAtClosing, currency: &str) -> Table {
    let stakes = &cap_table.stakes;
    let mut table = Table::new([
        words("Who holds what"),
        figures("put in"),
        figures("preference"),
        figures("before"),
        figures("after"),
        figures("the investor"),
        words("converts"),
    ]);
    let amount = |value: Option<f64>| value.map(|one| money(one, currency)).unwrap_or_default();
    let some_share = |value: f64| if 0.0 < value { share(value) } else { String::new() };
    for stake in stakes {
        table.row([
            name(&stake.holder),
            amount(stake.put_in),
            amount(stake.preference),
            some_share(stake.before),
            some_share(stake.after),
            some_share(stake.part * stake.after),
            stake.conversion.as_ref().map(basis).unwrap_or_default(),
        ]);
    }
    let sum = |of: fn(&Stake) -> f64| share(stakes.iter().map(of).sum());
    table.row([
        "All".to_owned(),
        String::new(),
        String::new(),
        sum(|stake| stake.before),
        sum(|stake| stake.after),
        sum(|stake| stake.part * stake.after),
        String::new(),
    ]);
    table
}

/// The same where nothing converts and nobody holds but one kind of share.
pub(super) fn short_table_of(cap_table: &CapTableAtClosing) -> Table {
    let mut table = Table::new([
        words("Who holds what"),
        figures("before"),
        figures("after"),
        figures("the investor"),
    ]);
    let some_share = |value: f64| if 0.0 < value { share(value) } else { String::new() };
    for stake in &cap_table.stakes {
        let shares = [stake.before, stake.after, stake.part * stake.after].map(some_share);
        table.row(std::iter::once(name(&stake.holder)).chain(shares));
    }
    table
}

fn name(holder: &Holder) -> String {
    match holder {
        Holder::Common => "Common and granted options".to_owned(),
        Holder::OptionPool => "Options not yet granted".to_owned(),
        Holder::Existing(name) | Holder::Convertible(name) => name.clone(),
        Holder::Round => "This round".to_owned(),
    }
}

/// What the table comes to, and what of it returns count.
pub(super) fn remark(cap_table: &CapTableAtClosing, currency: &str) -> String {
    let value = format!(
        "Before the closing and after it; at the price of the round all shares are worth {}, those \
         that there were {}.",
        money(cap_table.post_money, currency),
        money(cap_table.effective_pre_money, currency),
    );
    let value = if cap_table.paid_at_closing < 1.0 {
        let paid = share(cap_table.paid_at_closing);
        format!(
            "{value} After it means with all tranches; at the closing {paid} of the round is paid."
        )
    } else {
        value
    };
    let round = |stake: &Stake| stake.holder == Holder::Round;
    if !cap_table.stakes.iter().any(|stake| 0.0 < stake.part && !round(stake)) {
        return value;
    }
    format!("{value} Returns are of the cheque alone: what the investor held before moves none.")
}

/// The table as JSON; shares are of all shares, `part_of_investor` of the holder's.
pub(super) fn cap_table_value(cap_table: &CapTableAtClosing) -> Value {
    json!({
        "post_money": cap_table.post_money,
        "effective_pre_money": cap_table.effective_pre_money,
        "paid_at_closing": cap_table.paid_at_closing,
        "holders": cap_table.stakes.iter().map(stake_value).collect::<Vec<_>>(),
    })
}

fn stake_value(stake: &Stake) -> Value {
    let kind = match stake.holder {
        Holder::Common => "common",
        Holder::OptionPool => "option_pool",
        Holder::Existing(_) => "existing",
        Holder::Convertible(_) => "convertible",
        Holder::Round => "round",
    };
    json!({
        "holder": name(&stake.holder),
        "kind": kind,
        "put_in": stake.put_in,
        "preference": stake.preference,
        "share_before": stake.before,
        "share_after": stake.after,
        "part_of_investor": stake.part,
        "converts": stake.conversion.as_ref().map(conversion_value),
    })
}

fn conversion_value(conversion: &Conversion) -> Value {
    let at = match conversion.basis {
        Basis::Cap => "cap",
        Basis::Discount => "discount",
        Basis::Price => "price",
    };
    json!({ "at": at, "amount": conversion.amount, "price_over_round": conversion.price })
}
