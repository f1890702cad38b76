//! Shocks as they are written on the command line.

use crate::cli::Failure;
use crate::cli::misuse::Misuse;
use crate::input::Scenario;
use crate::model::clock::DAYS_PER_MONTH;
use crate::model::names::nearest;
use crate::model::shocks::{Shocks, SupplierLost, WindowShut};
use crate::model::written::number;
use crate::output::format::plural;

const WINDOW: &str = "deal-window-shut";
const SUPPLIER: &str = "supplier-lost";
const ROUNDS: &str = "no-further-rounds";
/// The forms of `--shock`, for messages.
const FORMS: &str = "shocks: deal-window-shut=MONTHS[@MONTH], supplier-lost=NAME@MONTH:DAYS, \
                     no-further-rounds";

/// A shock, with its words for a report.
#[derive(Clone, Debug)]
pub(super) struct Shock {
    pub(super) name: String,
    pub(super) shocks: Shocks,
}

/// All that are given, each alone; and then, of several, all together.
pub(super) fn parse_all(texts: &[String], scenario: &Scenario) -> Result<Vec<Shock>, Failure> {
    let mut shocks = Vec::new();
    let mut wrong = Vec::new();
    for text in texts {
        match parse(text, scenario) {
            Ok(shock) => shocks.push(shock),
            Err(why) => wrong.push(format!("--shock {text}: {why}")),
        }
    }
    if !wrong.is_empty() {
        return Err(Failure::Misused(Misuse::lines(wrong)));
    }
    if 1 < shocks.len() {
        let all = shocks.iter().fold(Shocks::default(), |sum, one| together(sum, &one.shocks));
        shocks.push(Shock { name: "all of these shocks".to_owned(), shocks: all });
    }
    Ok(shocks)
}

fn together(mut sum: Shocks, one: &Shocks) -> Shocks {
    sum.windows_shut.extend(&one.windows_shut);
    sum.suppliers_lost.extend(&one.suppliers_lost);
    sum.no_further_rounds |= one.no_further_rounds;
    sum
}

fn parse(text: &str, scenario: &Scenario) -> Result<Shock, String> {
    let (kind, value) = text.split_once('=').map_or((text, None), |(a, b)| (a, Some(b)));
    match (kind.trim(), value.map(str::trim)) {
        (ROUNDS, None) => Ok(Shock {
            name: "no further rounds".to_owned(),
            shocks: Shocks { no_further_rounds: true, ..Shocks::default() },
        }),
        (ROUNDS, Some(_)) => Err(format!("{ROUNDS} takes no value")),
        (WINDOW, Some(months)) => window_shut(months, scenario),
        (SUPPLIER, Some(value)) => supplier_lost(value, scenario),
        (WINDOW, None) => {
            Err("write for how many months, from today or from a month on (0 is the \
                               first), as in deal-window-shut=24 or deal-window-shut=24@36"
                .to_owned())
        }
        (SUPPLIER, None) => Err(supplier_form()),
        (other, _) => {
            let near = nearest(other, &[WINDOW, SUPPLIER, ROUNDS]);
            let near = near.map(|near| format!("; did you mean {near}?")).unwrap_or_default();
            Err(format!("there is no such shock{near}\n{FORMS}"))
        }
    }
}

fn window_shut(value: &str, scenario: &Scenario) -> Result<Shock, String> {
    let horizon = scenario.operator.horizon_months;
    let (months, month) =
        value.split_once('@').map_or((value, None), |(a, b)| (a.trim(), Some(b.trim())));
    let months = match months.parse::<usize>() {
        Ok(months) if (1..=horizon).contains(&months) => months,
        _ => {
            return Err(format!(
                "`{months}` must be whole months from 1 to {horizon}, the horizon"
            ));
        }
    };
    let name = format!("deal window shut for {}", plural(months as u64, "month"));
    let month = month.map_or(Ok(0), |text| whole_month(text, horizon))?;
    let name = if month == 0 { name } else { format!("{name} from month {} on", month + 1) };
    let windows_shut = vec![WindowShut { month, months }];
    Ok(Shock { name, shocks: Shocks { windows_shut, ..Shocks::default() } })
}

fn whole_month(text: &str, horizon: usize) -> Result<usize, String> {
    let month = text.parse::<usize>().ok().filter(|month| *month < horizon);
    month.ok_or_else(|| format!("`{text}` must be a whole month from 0 to {}", horizon - 1))
}

fn supplier_form() -> String {
    "write the supplier, the month in which it is lost (0 is the first) and for how many days, as \
     in 'supplier-lost=dye house@12:90'"
        .to_owned()
}

fn supplier_lost(value: &str, scenario: &Scenario) -> Result<Shock, String> {
    let parts = value.rsplit_once('@').and_then(|(name, when)| {
        let (month, days) = when.split_once(':')?;
        Some((name.trim(), month.trim(), days.trim()))
    });
    let (name, month, days) = parts.ok_or_else(supplier_form)?;
    let names: Vec<&str> = scenario.operator.suppliers.iter().map(String::as_str).collect();
    let Some(supplier) = names.iter().position(|known| *known == name) else {
        let near = nearest(name, &names);
        let near = near.map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
        let known = if names.is_empty() { "none".to_owned() } else { names.join(", ") };
        return Err(format!("there is no supplier `{name}`{near}\nsuppliers: {known}"));
    };
    let horizon = scenario.operator.horizon_months;
    let month = whole_month(month, horizon)?;
    let longest = (horizon as f64 * DAYS_PER_MONTH).ceil();
    let days = match number(days) {
        Some(days) if 0.0 < days && days <= longest => days,
        _ => return Err(format!("`{days}` must be days, more than 0 and at most {longest}")),
    };
    let lost = SupplierLost { supplier, month, days };
    Ok(Shock {
        name: format!("{name} lost in month {} for {days} days", month + 1),
        shocks: Shocks { suppliers_lost: vec![lost], ..Shocks::default() },
    })
}
