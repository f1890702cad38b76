//! The terms of the deal.

use super::Material;
use super::words::listed;
use crate::model::operator::{ClassRights, NewRoundSeniority};
use crate::model::tables::Tranche;
use crate::model::waterfall::Participation;
use crate::output::cap_table::share;
use crate::output::document::{Section, Table, words};
use crate::output::given;

/// A margin that is no condition.
const NO_MARGIN: f64 = -1e9;

pub(super) fn section(of: &Material<'_>) -> Section {
    let mut table = Table::new([words("Term"), words("")]);
    let mut row = |term: &str, said: String| {
        if !said.is_empty() {
            table.row([term.to_owned(), said]);
        }
    };
    row("Round", round(of));
    row("This cheque", cheque(of));
    row("Preference", preference(of));
    row("Later rounds", later_rounds(of));
    row("Options", options(of));
    row("Carve-out", carve_out(of));
    for (name, terms) in of.operator.tranches.iter().zip(&of.deal.tranches) {
        row(&format!("Tranche {name}"), tranche(terms, of.currency()));
    }
    row("Debt", debt(of));
    row("Asked of returns", asked(of));
    Section::new("The deal").table(table)
}

fn money(of: &Material<'_>, amount: f64) -> String {
    given::money(amount, of.currency())
}

fn round(of: &Material<'_>) -> String {
    let deal = &of.deal.deal;
    format!(
        "{} at a pre-money value of {}: {} after the round",
        money(of, deal.round_size),
        money(of, deal.pre_money),
        money(of, deal.pre_money + deal.round_size),
    )
}

fn cheque(of: &Material<'_>) -> String {
    let deal = &of.deal.deal;
    let bought = deal.cheque / (deal.pre_money + deal.round_size);
    format!("{} for {} of all shares, fully diluted", money(of, deal.cheque), share(bought))
}

/// What is paid first, what beside it, and before whom.
fn preference(of: &Material<'_>) -> String {
    let multiple = given::multiple(of.deal.deal.preference);
    let beside = match of.operator.round.participation {
        Participation::None => "not participating".to_owned(),
        Participation::Full => "participating without limit".to_owned(),
        Participation::Capped { multiple } => {
            format!("participating up to {} in all", given::multiple(multiple))
        }
    };
    let own = of.operator.round.seniority;
    let ranks = |holds: &dyn Fn(i32) -> bool, words: &str| {
        let those = of.operator.existing.iter().filter(|class| holds(class.seniority));
        let names: Vec<String> = those.map(|class: &ClassRights| class.name.clone()).collect();
        (!names.is_empty()).then(|| format!("{words} {}", listed(&names)))
    };
    let ranks = [
        ranks(&|rank| own < rank, "after"),
        ranks(&|rank| rank == own, "beside"),
        ranks(&|rank| rank < own, "before"),
    ];
    let ranks: Vec<String> = ranks.into_iter().flatten().collect();
    let ranks = match ranks.is_empty() {
        true => String::new(),
        false => format!("; paid {}", ranks.join(", ")),
    };
    format!("{multiple}, {beside}{ranks}")
}

fn later_rounds(of: &Material<'_>) -> String {
    let right = match of.operator.pro_rata {
        true => "the investor pays in to keep its share (pro rata)",
        false => "the investor takes no part (no pro rata)",
    };
    let rank = match of.operator.new_round_seniority {
        NewRoundSeniority::Senior => "they rank above all classes",
        NewRoundSeniority::PariPassu => "they rank with the most senior class",
    };
    let preference = given::multiple(of.deal.later_preference);
    format!("{right}; {rank}, with a preference of {preference}")
}

fn options(of: &Material<'_>) -> String {
    let pool = of.deal.deal.option_pool;
    match 0.0 < pool {
        true => format!("{} of all shares after the round, not yet granted", share(pool)),
        false => String::new(),
    }
}

fn carve_out(of: &Material<'_>) -> String {
    let part = of.deal.deal.carve_out;
    let drawn = if of.deal.carve_out_is_drawn { " (the median: it is uncertain)" } else { "" };
    match 0.0 < part {
        true => format!("{} of all proceeds to management, before preferences{drawn}", share(part)),
        false => "none".to_owned(),
    }
}

fn tranche(terms: &Tranche<f64>, currency: &str) -> String {
    let mut conditions = Vec::new();
    if NO_MARGIN < terms.contribution_margin {
        let margin = share(terms.contribution_margin);
        conditions.push(format!("a contribution margin of at least {margin}"));
    }
    if 0.0 < terms.ltm_revenue {
        conditions
            .push(format!("LTM revenue of at least {}", given::money(terms.ltm_revenue, currency)));
    }
    if 0.0 < terms.sites_open {
        conditions.push(format!("at least {:.0} open sites", terms.sites_open));
    }
    let month = format!("{:.0} months after the closing", terms.month);
    let when = match conditions.is_empty() {
        true => month,
        false if terms.month < terms.latest_month => format!(
            "from {month} to {:.0}, as soon as there are {}",
            terms.latest_month,
            listed(&conditions)
        ),
        false => format!("{month}, if there are {}", listed(&conditions)),
    };
    format!("{} of the round and of the cheque, {when}", share(terms.share))
}

fn debt(of: &Material<'_>) -> String {
    let drawn = if of.deal.debt_is_drawn { " (the median: it is uncertain)" } else { "" };
    match 0.0 < of.deal.debt {
        true => format!("{} outstanding today{drawn}", money(of, of.deal.debt)),
        false => String::new(),
    }
}

fn asked(of: &Material<'_>) -> String {
    let info = of.info();
    let hurdle = given::share(info.hurdle_rate);
    match info.rates().is_apart() {
        true => format!(
            "a hurdle rate of {hurdle} a year; of a success, {} a year",
            given::share(info.target_irr)
        ),
        false => format!("a hurdle rate of {hurdle} a year"),
    }
}
