//! The language of statistics: how each is written, and what is wrong with a
//! text that is none.
//!
//! ```text
//! statistic  = ("mean" | "sd" | "median" | "p1" … "p99") "_" measure
//!            | "p_" event
//!            | "break_even_rate"
//! event      = "loss" | "total_loss" | "near_total_loss"
//!            | "failure" | "horizon" | "sale" | "route_" name
//!            | "failed_by_" months
//!            | measure "_" ("ge" | "gt" | "le" | "lt") "_" threshold
//! threshold  = number | "hurdle" | "target"
//! ```

use std::fmt;

use super::measure::Measure;
use super::statistic::{BREAK_EVEN_RATE, Event, Relation, Statistic, Threshold};
use crate::model::names::nearest;
use crate::model::outcome::Unit;
use crate::model::written::number;

/// Which part of a statistic could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// What is taken over the paths: `mean`, `p75`.
    Taken,
    /// What is measured, or what holds, on a path.
    Measured,
    /// What it is held against.
    Limit,
}

/// Why a text is no statistic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// The part at fault.
    pub part: Part,
    /// What is wrong.
    pub message: String,
    /// What was probably meant.
    pub near: Option<Near>,
    /// What can be written there.
    pub list: String,
}

/// What was probably meant by a text: a statistic, or a threshold alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Near {
    /// Of a statistic, what is taken over the paths: `p`, `mean`.
    pub taken: Option<String>,
    /// What is measured or holds on a path, or the threshold.
    pub written: String,
}

impl Near {
    /// A statistic.
    fn of(taken: &str, written: &str) -> Self {
        Self { taken: Some(taken.to_owned()), written: written.to_owned() }
    }

    /// What is written, without what is taken of it.
    #[must_use]
    pub fn without_taken(self) -> Self {
        Self { taken: None, ..self }
    }
}

/// As it is written.
impl fmt::Display for Near {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(taken) = &self.taken {
            write!(out, "{taken}_")?;
        }
        out.write_str(&self.written)
    }
}

impl fmt::Display for Unreadable {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.message)?;
        if let Some(near) = &self.near {
            write!(out, "; did you mean `{near}`?")?;
        }
        write!(out, "\n{}", self.list)
    }
}

impl std::error::Error for Unreadable {}

const EVENTS: [(&str, Event); 4] = [
    ("loss", Event::Loss),
    ("total_loss", Event::TotalLoss),
    ("near_total_loss", Event::NearTotalLoss),
    ("sale", Event::Sale),
];
/// Endings that every scenario has.
const ENDINGS: [&str; 2] = ["failure", "horizon"];

/// Reads a statistic. `routes` are the names of the scenario's exit routes.
///
/// # Errors
/// What is wrong, the nearest statistic, and what there is.
pub fn statistic(text: &str, routes: &[String]) -> Result<Statistic, Unreadable> {
    if text == BREAK_EVEN_RATE {
        return Ok(Statistic::BreakEvenRate);
    }
    let Some((taken, rest)) = text.split_once('_') else {
        return Err(no_statistic(text));
    };
    match taken {
        "p" => event(rest, routes).map(Statistic::Chance),
        "mean" => measure(taken, rest).map(Statistic::Mean),
        "sd" => measure(taken, rest).map(Statistic::Sd),
        "median" => measure(taken, rest).map(|measure| Statistic::Percentile(measure, 50)),
        _ => {
            let percent = percentile(taken).ok_or_else(|| no_statistic(text))?;
            measure(taken, rest).map(|measure| Statistic::Percentile(measure, percent))
        }
    }
}

/// A route's name as it is written in a statistic.
pub fn route_key(name: &str) -> String {
    let letter = |c: char| if c.is_alphanumeric() { c.to_ascii_lowercase() } else { '_' };
    name.chars().map(letter).collect()
}

/// `p75`: a whole number from 1 to 99.
pub fn percentile(taken: &str) -> Option<u8> {
    let digits = taken.strip_prefix('p').filter(|digits| digits.len() <= 2)?;
    let plain = digits.chars().all(|digit| digit.is_ascii_digit());
    digits.parse().ok().filter(|percent| plain && (1..=99).contains(percent))
}

fn measure(taken: &str, key: &str) -> Result<Measure, Unreadable> {
    Measure::find(key).ok_or_else(|| {
        let near = probable(key, &measure_keys()).map(|near| Near::of(taken, near));
        let message = format!("there is no measure `{key}`");
        Unreadable { part: Part::Measured, message, near, list: list_of_measures() }
    })
}

fn event(text: &str, routes: &[String]) -> Result<Event, Unreadable> {
    if let Some((_, event)) = EVENTS.into_iter().find(|(key, _)| *key == text) {
        return Ok(event);
    }
    if ENDINGS.contains(&text) {
        return Ok(Event::Route(text.to_owned()));
    }
    if let Some(months) = text.strip_prefix("failed_by_") {
        return failed_by(months);
    }
    if let Some(name) = text.strip_prefix("route_") {
        return route(name, routes);
    }
    match parted(text) {
        Some((key, relation, written)) => {
            let measure = measure("p", key).map_err(|wrong| Unreadable {
                near: wrong.near.map(|near| {
                    Near::of("p", &format!("{}_{}_{written}", near.written, relation.key()))
                }),
                ..wrong
            })?;
            Ok(Event::Compares(measure, relation, threshold(written, measure.unit())?))
        }
        None => Err(no_event(text)),
    }
}

/// `moic_ge_3` as its three parts.
fn parted(text: &str) -> Option<(&str, Relation, &str)> {
    Relation::ALL.into_iter().find_map(|relation| {
        let (key, written) = text.rsplit_once(&relation.infix())?;
        Some((key, relation, written))
    })
}

/// A whole number of months, 1 at least.
fn failed_by(text: &str) -> Result<Event, Unreadable> {
    let is_plain = text.chars().all(|digit| digit.is_ascii_digit());
    match text.parse() {
        Ok(months) if is_plain && 0 < months => Ok(Event::FailedBy(months)),
        _ => Err(Unreadable {
            part: Part::Measured,
            message: format!("`{text}` is no number of months"),
            near: None,
            list: "write a whole number of months, such as p_failed_by_18".to_owned(),
        }),
    }
}

fn route(key: &str, routes: &[String]) -> Result<Event, Unreadable> {
    let mut known: Vec<String> = ENDINGS.map(str::to_owned).to_vec();
    known.extend(routes.iter().map(|name| route_key(name)));
    if known.iter().any(|known| known == key) {
        return Ok(Event::Route(key.to_owned()));
    }
    let names: Vec<&str> = known.iter().map(String::as_str).collect();
    Err(Unreadable {
        part: Part::Measured,
        message: format!("there is no exit route `{key}`"),
        near: probable(key, &names).map(|near| Near::of("p", &format!("route_{near}"))),
        list: format!("routes: {}", names.join(", ")),
    })
}

/// A number, `20%`, or `hurdle` or `target` where a rate is compared.
pub(super) fn threshold(text: &str, unit: Unit) -> Result<Threshold, Unreadable> {
    match text {
        "hurdle" if unit == Unit::RatePerYear => return Ok(Threshold::Hurdle),
        "target" if unit == Unit::RatePerYear => return Ok(Threshold::Target),
        _ => {}
    }
    let (digits, scale) = text.strip_suffix('%').map_or((text, 1.0), |digits| (digits, 100.0));
    match number(digits) {
        Some(value) => Ok(Threshold::Number(value / scale)),
        None => Err(Unreadable {
            part: Part::Limit,
            message: format!("`{text}` is not a number"),
            near: None,
            list: match unit {
                Unit::RatePerYear => {
                    "write a rate such as 0.25 or 25%, `hurdle` or `target`".to_owned()
                }
                _ => "write a number such as 0.5, 50% or 250_000".to_owned(),
            },
        }),
    }
}

fn no_statistic(text: &str) -> Unreadable {
    Unreadable {
        part: Part::Taken,
        message: format!("there is no statistic `{text}`"),
        near: nearest_statistic(text),
        list: LIST_OF_STATISTICS.to_owned(),
    }
}

fn no_event(text: &str) -> Unreadable {
    Unreadable {
        part: Part::Measured,
        message: format!("there is no chance `p_{text}`"),
        near: nearest_statistic(&format!("p_{text}")),
        list: format!("{LIST_OF_CHANCES}\n{}", list_of_measures()),
    }
}

/// The statistic that a misspelt one may have been.
fn nearest_statistic(text: &str) -> Option<Near> {
    let chances = EVENTS.iter().map(|(key, _)| *key).chain(ENDINGS);
    let chances = chances.map(|key| Near::of("p", key));
    let taken = ["mean", "sd", "median"].into_iter();
    let others =
        taken.flat_map(|taken| measure_keys().into_iter().map(move |key| Near::of(taken, key)));
    let rate = Near { taken: None, written: BREAK_EVEN_RATE.to_owned() };
    let known: Vec<Near> = chances.chain(others).chain([rate]).collect();
    let names: Vec<String> = known.iter().map(Near::to_string).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let found = nearest(text, &names)?;
    known.into_iter().zip(names).find(|(_, name)| *name == found).map(|(near, _)| near)
}

const LIST_OF_STATISTICS: &str = "statistics: mean_…, sd_…, median_…, p1_… to p99_… with a \
    measure, as in mean_moic; break_even_rate; chances: p_loss, p_total_loss, p_near_total_loss, \
    p_failure, p_horizon, p_sale, p_route_<name>, p_failed_by_<months>, \
    p_<measure>_ge_<number> (ge, gt, le, lt)";
const LIST_OF_CHANCES: &str = "chances: p_loss, p_total_loss, p_near_total_loss, p_failure, \
    p_horizon, p_sale, p_route_<name>, p_failed_by_<months>, p_<measure>_ge_<number> (ge, gt, le, lt)";

fn list_of_measures() -> String {
    format!("measures: {}", measure_keys().join(", "))
}

fn measure_keys() -> Vec<&'static str> {
    Measure::all().map(Measure::key).collect()
}

/// The nearest name, or else one with the written text in it.
fn probable<'a>(written: &str, names: &[&'a str]) -> Option<&'a str> {
    let with_it = || names.iter().copied().find(|name| 2 < written.len() && name.contains(written));
    nearest(written, names).or_else(with_it)
}

#[cfg(test)]
mod tests {
    use super::{route_key, statistic};

    fn routes() -> Vec<String> {
        vec!["Strategic sale".to_owned()]
    }

    #[test]
    fn a_statistic_is_written_as_it_is_read() {
        for text in [
            "mean_moic",
            "sd_npv",
            "median_irr",
            "p75_markdown_rate",
            "p5_exit_month",
            "p_loss",
            "p_total_loss",
            "p_near_total_loss",
            "p_failure",
            "p_horizon",
            "p_sale",
            "p_route_strategic_sale",
            "p_moic_ge_3",
            "p_moic_lt_1",
            "p_irr_ge_hurdle",
            "p_irr_gt_-0.5",
            "p_full_price_sell_through_le_0.8",
            "mean_ltm_revenue_at_end",
            "break_even_rate",
        ] {
            assert_eq!(statistic(text, &routes()).map(|read| read.to_string()), Ok(text.into()));
        }
    }

    #[test]
    fn one_statistic_can_be_written_in_several_ways() {
        for (text, plain) in [
            ("p50_moic", "median_moic"),
            ("p05_npv", "p5_npv"),
            ("p_route_failure", "p_failure"),
            ("p_irr_ge_25%", "p_irr_ge_0.25"),
            ("p_npv_gt_250_000", "p_npv_gt_250000"),
        ] {
            assert_eq!(statistic(text, &routes()), statistic(plain, &routes()), "{text}");
            assert!(statistic(text, &routes()).is_ok(), "{text}");
        }
    }

    #[test]
    fn what_is_no_statistic_is_told_the_nearest() {
        for (text, message, near) in [
            ("moic", "there is no statistic `moic`", ""),
            ("p0_moic", "there is no statistic `p0_moic`", "sd_moic"),
            ("p100_moic", "there is no statistic `p100_moic`", ""),
            ("p+5_moic", "there is no statistic `p+5_moic`", ""),
            ("men_moic", "there is no statistic `men_moic`", "mean_moic"),
            ("mean_moik", "there is no measure `moik`", "mean_moic"),
            ("p90_ownership", "there is no measure `ownership`", "p90_ownership_at_exit"),
            ("p_los", "there is no chance `p_los`", "p_loss"),
            ("breakeven_rate", "there is no statistic `breakeven_rate`", "break_even_rate"),
            ("p_route_strategic", "there is no exit route `strategic`", "p_route_strategic_sale"),
            ("p_moik_ge_3", "there is no measure `moik`", "p_moic_ge_3"),
            ("p_moic_ge_hurdle", "`hurdle` is not a number", ""),
            ("p_moic_ge_inf", "`inf` is not a number", ""),
            ("p_moic_ge_", "`` is not a number", ""),
        ] {
            let wrong = statistic(text, &routes()).expect_err(text);
            assert_eq!(wrong.message, message);
            let told = wrong.near.map(|near| near.to_string()).unwrap_or_default();
            assert_eq!(told, near, "{text}");
        }
    }

    #[test]
    fn the_message_lists_what_there_is() {
        let wrong = statistic("mean_colour", &[]).expect_err("no such measure").to_string();
        assert!(
            wrong.starts_with("there is no measure `colour`\nmeasures: moic, irr, npv,"),
            "{wrong}"
        );
    }

    #[test]
    fn names_of_routes_are_written_with_underscores() {
        assert_eq!(route_key("Trade sale (EU)"), "trade_sale__eu_");
    }
}
