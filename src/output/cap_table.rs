//! Who holds what before a round and after it, as a table and as JSON.

use serde_json::{Value, json};

use super::document::{Table, figures, words};
use super::format::{Money, money, percent};
use crate::model::cap_table::{Basis, CapTableAtClosing, Conversion, Holder, Stake};

/// How something converts, in words: `at its cap, for 62% of the price of the round`.
pub(super) fn basis(conversion: &Conversion) -> String {
    let by = match conversion.basis {
        Basis::Cap => "at its cap",
        Basis::Discount => "at its discount",
        Basis::Price => return "at the price of the round".to_owned(),
    };
    format!("{by}, for {} of the price of the round", percent(conversion.price))
}

/// A row for each holder, and one for all.
pub(super) fn table_of(cap_table: &CapTableAtClosing, currency: &str) -> Table {
    let stakes = &cap_table.stakes;
    let has_part = |stake: &Stake| 0.0 < stake.part;
    let mut table = Table::new([
        words("Who holds what"),
        figures("put in"),
        figures("preference"),
        figures("before the round"),
        figures("after it"),
        figures("of that the investor"),
        words("converts"),
    ]);
    let amounts = stakes.iter().flat_map(|stake| [stake.put_in, stake.preference]);
    let unit = Money::of_all(amounts.flatten(), currency);
    for stake in stakes {
        let amount = |value: Option<f64>| value.map(|value| unit.of(value)).unwrap_or_default();
        let share = |value: f64| if 0.0 < value { percent(value) } else { String::new() };
        table.row([
            name(&stake.holder),
            amount(stake.put_in),
            amount(stake.preference),
            share(stake.before),
            share(stake.after),
            if has_part(stake) { percent(stake.part * stake.after) } else { String::new() },
            stake.conversion.as_ref().map(basis).unwrap_or_default(),
        ]);
    }
    let sum = |of: fn(&Stake) -> f64| percent(stakes.iter().map(of).sum());
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
        "At the price of the round all shares are worth {}, and those before it {}.",
        money(cap_table.post_money, currency),
        money(cap_table.effective_pre_money, currency),
    );
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
