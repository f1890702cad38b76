//! The waterfall at the end of a replayed path, a line for each holder.

use crate::analysis::replayed::{Discounted, Replayed};
use crate::model::outcome::Outcome;
use crate::model::returns::IrrKind;
use crate::model::settlement::{ClassPart, Settlement};
use crate::model::waterfall::Participation;
use crate::output::document::Table;
use crate::output::format::{Money, moic, money, number, percent, rate};
use crate::output::given;
use crate::output::terminal::table_text;

/// A holder and what it is paid.
pub(super) struct Holder {
    pub(super) name: String,
    /// None of common and of management.
    pub(super) invested: Option<f64>,
    /// Fully diluted share; none of management.
    pub(super) share: Option<f64>,
    /// What it is paid before any share of the rest, in money.
    pub(super) preference: Option<f64>,
    /// Seniority: the higher is paid first.
    pub(super) rank: Option<i32>,
    /// What it takes, in words: its preference, its shares, nothing.
    pub(super) takes: &'static str,
    pub(super) at_closing: f64,
    pub(super) deferred: f64,
    pub(super) in_all: f64,
    /// The investor's part of the holder, from 0 to 1.
    pub(super) part: f64,
    /// What it held of it before, which its flows do not count.
    pub(super) held: f64,
}

/// Everybody who is paid, the most senior first; management where it has a
/// carve-out.
pub(super) fn holders(replayed: &Replayed) -> Vec<Holder> {
    let settled = &replayed.replay.record.settlement;
    let mut all: Vec<Holder> = (0..settled.classes.len())
        .map(|index| class(settled, index, class_name(&replayed.names.earlier, index)))
        .collect();
    all.sort_by_key(|holder| std::cmp::Reverse(holder.rank));
    let [closing, whole] = [&settled.at_closing, &settled.in_all];
    if 0.0 < whole.carve_out {
        let paid = Paid { at_closing: closing.carve_out, in_all: whole.carve_out };
        let name = "Management\u{2019}s carve-out";
        all.insert(0, unclassed(name, None, "its share off the top", paid));
    }
    let takes = if 0.0 < whole.common { "its shares" } else { "nothing" };
    let paid = Paid { at_closing: closing.common, in_all: whole.common };
    all.push(unclassed("Common and options", Some(settled.common_share), takes, paid));
    all
}

/// What somebody is paid.
struct Paid {
    at_closing: f64,
    /// With what is paid later.
    in_all: f64,
}

/// Somebody who holds no class of preferred shares.
fn unclassed(name: &str, share: Option<f64>, takes: &'static str, paid: Paid) -> Holder {
    let Paid { at_closing, in_all } = paid;
    Holder {
        name: name.to_owned(),
        invested: None,
        share,
        preference: None,
        rank: None,
        takes,
        at_closing,
        deferred: in_all - at_closing,
        in_all,
        part: 0.0,
        held: 0.0,
    }
}

fn class_name(earlier: &[String], index: usize) -> String {
    match earlier.get(index) {
        Some(name) => name.clone(),
        None if index == earlier.len() => "This round".to_owned(),
        None => format!("Later round {}", index - earlier.len()),
    }
}

fn class(settled: &Settlement, index: usize, name: String) -> Holder {
    let ClassPart { class, part, held } = settled.classes[index];
    let (closing, in_all) = (settled.at_closing.classes[index], settled.in_all.classes[index]);
    let preference = class.preference_amount();
    let near = 1e-9 * preference.max(1.0);
    let cap = match class.participation {
        Participation::Capped { multiple } => (multiple * class.invested).max(preference),
        Participation::None | Participation::Full => f64::NAN,
    };
    let takes = match class.participation {
        _ if in_all <= 0.0 => "nothing",
        _ if in_all < preference - near => "part of its preference",
        _ if in_all <= preference + near => "its preference",
        Participation::None => "its shares: it converts",
        Participation::Full => "its preference and its shares",
        Participation::Capped { .. } if in_all < cap - near => "its preference and its shares",
        Participation::Capped { .. } if in_all <= cap + near => "up to its cap",
        Participation::Capped { .. } => "its shares: it converts",
    };
    Holder {
        name,
        invested: Some(class.invested),
        share: Some(class.shares),
        preference: Some(preference),
        rank: Some(class.rank),
        takes,
        at_closing: closing,
        deferred: in_all - closing,
        in_all,
        part,
        held,
    }
}

/// The waterfall as a table.
pub(super) fn waterfall(replayed: &Replayed, currency: &str) -> String {
    let proceeds = &replayed.replay.record.settlement.proceeds;
    let is_deferred = 0.0 < proceeds.deferred;
    let mut head = vec!["Who gets what", "put in", "share", "preference", "takes"];
    if is_deferred {
        head.extend(["at closing", "deferred"]);
    }
    head.extend(["in all", "of it the investor"]);
    let all = holders(replayed);
    let is_held = all.iter().any(|holder| 0.0 < holder.held);
    if is_held {
        head.push("on what it held before");
    }
    let mut table = Table::labelled(&head);
    let money = |value: f64| money(value, currency);
    let or_nothing = |value: Option<f64>| value.map(money).unwrap_or_default();
    for holder in all {
        let mut row = vec![
            holder.name,
            or_nothing(holder.invested),
            holder.share.map(percent).unwrap_or_default(),
            or_nothing(holder.preference),
            holder.takes.to_owned(),
        ];
        if is_deferred {
            row.extend([money(holder.at_closing), money(holder.deferred)]);
        }
        let of_it = |part: f64| {
            let paid = || format!("{} ({})", money(part * holder.in_all), percent(part));
            if 0.0 < part { paid() } else { String::new() }
        };
        row.extend([money(holder.in_all), of_it(holder.part)]);
        if is_held {
            row.push(of_it(holder.held));
        }
        table.row(row);
    }
    let mut sum = vec!["All".to_owned()];
    let totals = if is_deferred { 4 } else { 2 } + usize::from(is_held);
    sum.resize(head.len() - totals, String::new());
    if is_deferred {
        sum.extend([money(proceeds.at_closing), money(proceeds.deferred)]);
    }
    sum.extend([money(proceeds.equity), String::new()]);
    sum.resize(head.len(), String::new());
    table.row(sum);
    table_text(&table)
}

/// The investor's cash flows, and what returns they make.
pub(super) fn flows(replayed: &Replayed, hurdle: f64, currency: &str) -> String {
    let rate_of = given::share(hurdle);
    let mut table = Table::labelled(&[
        "The investor\u{2019}s cash flows",
        "paid",
        &format!("worth today at {rate_of} a year"),
    ]);
    let unit = Money::of_all(replayed.flows.iter().map(|one| one.flow.amount), currency);
    for Discounted { flow, present_value } in &replayed.flows {
        let months = 12.0 * flow.years;
        let when =
            if 0.0 < months { format!("end of month {months:.0}") } else { "today".to_owned() };
        table.row([when, unit.of(flow.amount), unit.of(*present_value)]);
    }
    format!(
        "{}\n{}",
        table_text(&table),
        returns(&replayed.replay.ledger.outcome, hurdle, currency)
    )
}

fn returns(outcome: &Outcome, hurdle: f64, currency: &str) -> String {
    let irr = match outcome.irr_kind {
        IrrKind::TotalLoss => {
            format!("IRR {} by convention, as nothing came back", rate(outcome.irr, hurdle))
        }
        _ => format!("IRR {}", rate(outcome.irr, hurdle)),
    };
    let multiple = match outcome.moic {
        value if 0.0 < value && value < 9.995 => format!("{}x", number(value, 2)),
        value => moic(value),
    };
    format!(
        "MOIC {} / {} = {}; {irr}; NPV {} at the hurdle rate of {}.",
        money(outcome.returned, currency),
        money(outcome.invested, currency),
        multiple,
        money(outcome.npv, currency),
        given::share(hurdle),
    )
}
