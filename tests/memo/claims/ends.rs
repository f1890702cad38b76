//! How and when it ends, and how long the money lasts.

use serde_json::Value;

use super::Section;

pub(crate) fn section(json: &Value) -> Section<'_> {
    let mut section = Section::new("How and when it ends", json);
    let routes = section.list("/run/routes");
    let failed = section.place("/run/routes", "name", "failure").expect("a route");
    let some_fail = 0.0 < section.number(&format!("{failed}/paths"));
    section.put(some_fail, "failures", || {
        format!(
            "{{futures:{failed}/share}} fail, half of them by month \
             {{month:{failed}/month/p50}}."
        )
    });
    section.put(!some_fail, "no failures", || format!("{{futures:{failed}/share}} fail."));
    section.say(2 < routes.len(), "{futures:/memo/sold} are sold.");
    section
        .say(routes.len() <= 2, "The scenario has no route by which the operator could be sold.");
    let open = section.place("/run/routes", "name", "horizon").expect("a route");
    let some_open = 0.0 < section.number(&format!("{open}/paths"));
    section.put(true, "the horizon", || {
        let valued = if some_open { ", and are valued by rule (" } else { "." };
        format!(
            "{{part:{open}/share}} are still operating at the horizon, month \
             {{count:/run/scenario/horizon_months}}{valued}"
        )
    });
    let rows = (0..routes.len()).map(|index| row(&routes[index], index)).collect();
    let head = "How it ends | share ± s.e. | month P10 | P50 | P90 | mean MOIC ± s.e.";
    section.rows("endings", head, rows);
    rule(&mut section, some_open);
    section
}

/// What stands in brackets behind the horizon, from the file.
fn rule(section: &mut Section<'_>, is_told: bool) {
    let at = |name: &str| {
        let index = section.list("/run/assumptions").iter().position(|one| one["name"] == name)?;
        let one = format!("/run/assumptions/{index}");
        let key = if section.at(&format!("{one}/value")).is_null() { "p50" } else { "value" };
        Some(format!("{one}/{key}"))
    };
    let discount = at("exit.horizon.illiquidity_discount")
        .filter(|discount| 0.0 < section.number(discount))
        .map_or_else(String::new, |at| format!(" less {{pct:{at}}} for illiquidity"));
    let is_given = |pointer: &String| !section.at(pointer).is_null();
    let named = |key: &str| at(&format!("exit.horizon.{key}")).filter(is_given);
    let both = (named("revenue_multiple"), named("ebitda_multiple"));
    let of = |multiple: String, metric: &str| format!("{{num:{multiple}}} LTM {metric}");
    // A sale at the better of two multiples has both, and no other.
    let rule = match (both, named("multiple")) {
        ((Some(revenue), Some(ebitda)), None) => {
            format!("the better of {} and {}", of(revenue, "revenue"), of(ebitda, "EBITDA"))
        }
        (_, multiple) => of(multiple.expect("a multiple"), "revenue"),
    };
    section.put(is_told, "the horizon's rule", || format!("{rule}{discount}), not by a buyer."));
}

fn row(route: &Value, index: usize) -> String {
    let at = format!("/run/routes/{index}");
    let start = format!("{{text:{at}/name}} | {{chance:{at}/share:/run/run/paths}}");
    if route["month"].is_null() {
        return format!("{start} | – | – | – | –");
    }
    let months = ["p10", "p50", "p90"].map(|p| format!("{{month:{at}/month/{p}}}"));
    format!("{start} | {} | {{num:{at}/mean_moic}}", months.join(" | "))
}

pub(crate) fn runway(json: &Value) -> Section<'_> {
    let mut section = Section::new("Runway", json);
    let marks = section.list("/memo/runway");
    let told = marks.iter().position(|mark| {
        24 <= mark["months"].as_u64().unwrap_or(0)
            && mark["out_of_cash"]["value"].as_f64().is_some_and(|share| 0.0 < share)
    });
    let told = format!("/memo/runway/{}", told.unwrap_or(marks.len() - 1));
    section.put(true, "by year two", || {
        format!(
            "By the end of month {{count:{told}/months}}, {{futures:{told}/out_of_cash}} have failed \
             and {{part:{told}/sought_new_money}} have sought new money."
        )
    });
    section.say(
        true,
        "At its lowest, after new money, cash is \
         {num:/run/operations/lowest_cash/distribution/percentiles/p50} or less in half of the \
         paths and {num:/run/operations/lowest_cash/distribution/percentiles/p05} or less in one \
         of twenty; half of the paths are there by month \
         {month:/run/operations/lowest_cash_month/distribution/percentiles/p50}.",
    );
    let row = |index: usize| {
        let at = format!("/memo/runway/{index}");
        let chance = |key: &str| format!("{{chance:{at}/{key}:/run/run/paths}}");
        format!(
            "month {{count:{at}/months}} | {} | {}",
            chance("out_of_cash"),
            chance("sought_new_money")
        )
    };
    let head = "By the end of | failed ± s.e. | have sought new money ± s.e.";
    section.rows("runway", head, (0..marks.len()).map(row).collect());
    section
}
