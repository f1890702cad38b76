//! The deal: its terms, its price, who holds what, and what follows for a committee.

use serde_json::Value;

use shortrun::analysis::grammar::statistic;
use shortrun::output::figures::label;

use super::{Section, listed};

const TERMS: &str = "/deal/terms";

/// A share in tenths of a per cent, of what is not there nothing.
fn share(value: f64) -> String {
    if 0.0 < value { format!("{:.1}%", 100.0 * value) } else { String::new() }
}

fn is_true(value: &Value) -> bool {
    value == &Value::Bool(true)
}

pub(crate) fn terms(json: &Value) -> Section<'_> {
    let mut section = Section::new("The deal", json);
    let at = |key: &str| format!("{TERMS}/{key}");
    let num = |key: &str| format!("{{num:{TERMS}/{key}}}");
    let is_some = |key: &str| 0.0 < section.number(&at(key));
    let drawn = |key: &str| match is_true(section.at(&at(key))) {
        true => " (the median: it is uncertain)",
        false => "",
    };
    let mut rows = vec![
        format!(
            "Round | {} at a pre-money value of {}: {} after the round",
            num("round_size"),
            num("pre_money"),
            num("post_money")
        ),
        format!(
            "This cheque | {} for {{tenths:{TERMS}/share_bought}} of all shares, fully diluted",
            num("cheque")
        ),
        format!("Preference | {}, {}{}", num("preference"), beside(&section), ranks(&section)),
        format!(
            "Later rounds | the investor {}; they rank {}, with a preference of {}",
            match is_true(section.at(&at("pro_rata"))) {
                true => "pays in to keep its share (pro rata)",
                false => "takes no part (no pro rata)",
            },
            match section.words(&at("later_rounds/seniority")) {
                "senior" => "above all classes",
                _ => "with the most senior class",
            },
            num("later_rounds/preference")
        ),
    ];
    if is_some("option_pool") {
        let pool = "of all shares after the round, not yet granted";
        rows.push(format!("Options | {{tenths:{TERMS}/option_pool}} {pool}"));
    }
    rows.push(match is_some("carve_out") {
        true => format!(
            "Carve-out | {{tenths:{TERMS}/carve_out}} of all proceeds to management, before \
             preferences{}",
            drawn("carve_out_is_drawn")
        ),
        false => "Carve-out | none".to_owned(),
    });
    let tranches = section.list(&at("tranches")).iter().enumerate();
    rows.extend(tranches.map(|(index, one)| tranche(one, &format!("{TERMS}/tranches/{index}"))));
    if is_some("debt") {
        let drawn = drawn("debt_is_drawn");
        rows.push(format!("Debt | {} outstanding today{drawn}", num("debt")));
    }
    let (hurdle, target) = (section.number(&at("hurdle_rate")), section.number(&at("target_irr")));
    let asked = format!("Asked of returns | a hurdle rate of {{pct:{TERMS}/hurdle_rate}} a year");
    rows.push(match (hurdle - target).abs() <= 0.0 {
        true => asked,
        false => format!("{asked}; of a success, {{pct:{TERMS}/target_irr}} a year"),
    });
    section.rows("terms", "Term | ", rows);
    section
}

fn beside(section: &Section<'_>) -> String {
    let path = format!("{TERMS}/participation");
    match section.at(&path).as_str() {
        Some("none") => "not participating".to_owned(),
        Some(_) => "participating without limit".to_owned(),
        None => format!("participating up to {{num:{path}/cap}} in all"),
    }
}

fn ranks(section: &Section<'_>) -> String {
    let own = section.number(&format!("{TERMS}/seniority"));
    let classes = section.list(&format!("{TERMS}/existing"));
    let of = |holds: &dyn Fn(f64) -> bool, word: &str| {
        let those = classes.iter().enumerate();
        let those = those.filter(|(_, one)| holds(one["seniority"].as_f64().expect("a rank")));
        let names: Vec<String> =
            those.map(|(index, _)| format!("{{text:{TERMS}/existing/{index}/class}}")).collect();
        (!names.is_empty()).then(|| format!("{word} {}", listed(&names)))
    };
    let parts = [
        of(&|rank| own < rank, "after"),
        of(&|rank| (rank - own).abs() < 0.5, "beside"),
        of(&|rank| rank < own, "before"),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    if parts.is_empty() { String::new() } else { format!("; paid {}", parts.join(", ")) }
}

fn tranche(one: &Value, at: &str) -> String {
    let conditions: Vec<String> = [
        (
            "contribution_margin",
            format!("a contribution margin of at least {{tenths:{at}/contribution_margin}}"),
        ),
        ("ltm_revenue", format!("LTM revenue of at least {{num:{at}/ltm_revenue}}")),
        ("sites_open", format!("at least {{count:{at}/sites_open}} open sites")),
    ]
    .into_iter()
    .filter(|(key, _)| !one[*key].is_null())
    .map(|(_, words)| words)
    .collect();
    let month = format!("{{count:{at}/month}} months after the closing");
    let when = match (conditions.is_empty(), one["month"].as_f64() < one["latest_month"].as_f64()) {
        (true, _) => month,
        (false, true) => format!(
            "from {month} to {{count:{at}/latest_month}}, as soon as there are {}",
            listed(&conditions)
        ),
        (false, false) => format!("{month}, if there are {}", listed(&conditions)),
    };
    format!(
        "Tranche {{text:{at}/name}} | {{tenths:{at}/share}} of the round and of the cheque, {when}"
    )
}

pub(crate) fn price(json: &Value) -> Section<'_> {
    let mut section = Section::new("What to pay at most", json);
    let all = section.list("/deal/price");
    let rows = (0..all.len()).map(|index| price_row(&section, &all[index], index)).collect();
    let head = "Asked | at this price ± s.e. | holds up to a pre-money value of ± s.e.";
    section.rows("what is asked", head, rows);
    section.say(true, "The pre-money value asked is {num:/deal/terms/pre_money}.");
    for (index, one) in all.iter().enumerate() {
        let at = format!("/deal/price/{index}/at_lowest");
        if one["at_lowest"]["found"]["value"].is_null() {
            continue;
        }
        let found = format!("{{num:{at}/found}}");
        let is = match one["asked"]["kind"].as_str() {
            Some("npv") => format!("mean NPV is {found}"),
            Some("rule") => format!("{} is {found}", statistic_label(json, &one["asked"])),
            _ => format!("half of the paths that do not fail earn {found} or less"),
        };
        let is_free = one["at_lowest"]["pre_money"].as_f64() <= Some(0.0);
        section.put(is_free, "no price works", || {
            format!(
                "No price works: even for nothing (a pre-money value of 0, which buys all of the \
                 company) {is}."
            )
        });
        section.put(!is_free, "no price works at which it closes", || {
            format!(
                "No price works: even at {{num:{at}/pre_money}}, the lowest pre-money value at \
                 which the round can close, {is}."
            )
        });
    }
    section
}

fn statistic_label(json: &Value, asked: &Value) -> String {
    let routes = json["run"]["routes"].as_array().expect("routes").iter();
    let names: Vec<String> =
        routes.map(|route| route["name"].as_str().expect("a name").to_owned()).collect();
    let text = asked["statistic"].as_str().expect("a statistic");
    let statistic = statistic(text, &names).expect("a statistic");
    let label = label(&statistic, json["run"]["scenario"]["currency"].as_str().expect("a code"));
    let (first, rest) = label.split_at(1);
    first.to_lowercase() + rest
}

fn price_row(section: &Section<'_>, one: &Value, index: usize) -> String {
    let at = format!("/deal/price/{index}");
    let (asked, found) = match one["asked"]["kind"].as_str() {
        Some("npv") => (
            format!("mean NPV at {{pct:{TERMS}/hurdle_rate}} is 0 or more"),
            format!("{{num:{at}/at_plan}}"),
        ),
        Some("rule") => {
            let label = statistic_label(section.json, &one["asked"]);
            let name = format!("{{text:{at}/asked/name}}");
            let bound = match one["asked"]["at_least"].is_null() {
                true => format!("at most {{num:{at}/asked/at_most}}"),
                false => format!("at least {{num:{at}/asked/at_least}}"),
            };
            (format!("{name}: {label} {bound}"), format!("{{num:{at}/at_plan}}"))
        }
        _ => (
            format!(
                "half of the paths that do not fail earn {{pct:{TERMS}/target_irr}} a year or more"
            ),
            match one["at_plan"]["value"].is_null() {
                true => "median absent".to_owned(),
                false => format!("median {{num:{at}/at_plan}}"),
            },
        ),
    };
    let highest = match one["holds"].as_str() {
        Some("up to a price") => format!("{{num:{at}/highest_pre_money}}"),
        Some("at any price") => "any price".to_owned(),
        _ => "no price works".to_owned(),
    };
    format!("{asked} | {found} | {highest}")
}

pub(crate) fn cap_table(json: &Value) -> Section<'_> {
    let mut section = Section::new("Who holds what", json);
    let holders = section.list("/run/cap_table/holders");
    let number = |value: &Value| value.as_f64().unwrap_or(0.0);
    let is_staged = section.number("/run/cap_table/paid_at_closing") < 1.0;
    let is_telling = is_staged
        || holders.iter().any(|one| match one["kind"].as_str() {
            Some("option_pool" | "convertible") => true,
            Some("existing") => 0.0 < number(&one["part_of_investor"]),
            _ => false,
        });
    let shares = |one: &Value| {
        let after = number(&one["share_after"]);
        [number(&one["share_before"]), after, number(&one["part_of_investor"]) * after].map(share)
    };
    if is_telling {
        let rows = holders.iter().enumerate().map(|(index, one)| {
            let at = format!("/run/cap_table/holders/{index}");
            let amount = |key: &str| match one[key].is_null() {
                true => String::new(),
                false => format!("{{num:{at}/{key}}}"),
            };
            let price = format!("{{tenths:{at}/converts/price_over_round}} of the price");
            let converts = match one["converts"]["at"].as_str() {
                None => String::new(),
                Some("price") => "at the price".to_owned(),
                Some(basis) => format!("at its {basis}, {price}"),
            };
            let [before, after, own] = shares(one);
            let (put_in, preference) = (amount("put_in"), amount("preference"));
            let holder = format!("{{text:{at}/holder}}");
            [holder, put_in, preference, before, after, own, converts].join(" | ")
        });
        let all: f64 = holders
            .iter()
            .map(|one| number(&one["part_of_investor"]) * number(&one["share_after"]))
            .sum();
        let rows = rows.chain([format!("All |  |  | 100.0% | 100.0% | {} | ", share(all))]);
        let head =
            "Who holds what | put in | preference | before | after | the investor | converts";
        section.rows("who holds what", head, rows.collect());
    } else {
        let rows = holders.iter().enumerate().map(|(index, one)| {
            format!("{{text:/run/cap_table/holders/{index}/holder}} | {}", shares(one).join(" | "))
        });
        let head = "Who holds what | before | after | the investor";
        section.rows("who holds what, in short", head, rows.collect());
    }
    section.say(
        is_telling,
        "Before the closing and after it; at the price of the round all shares are worth \
         {num:/run/cap_table/post_money}, those that there were \
         {num:/run/cap_table/effective_pre_money}.",
    );
    section.say(
        is_staged,
        "After it means with all tranches; at the closing {tenths:/run/cap_table/paid_at_closing} \
         of the round is paid.",
    );
    section.say(
        true,
        "For its cheque the investor holds {tenths:/deal/terms/share_bought} with all tranches \
         paid, and {tenths:/deal/ownership_at_exit/p50} at the end in the median path \
         ({tenths:/deal/ownership_at_exit/p25} to {tenths:/deal/ownership_at_exit/p75} in the \
         middle half of paths).",
    );
    section
}

pub(crate) fn sources(json: &Value) -> Section<'_> {
    let mut section = Section::new("Sources and uses", json);
    let at = "/deal/sources_and_uses";
    let count = |side: &str| section.list(&format!("{at}/{side}")).len();
    let cells = |side: &str, index: usize| match index < count(side) {
        true => format!("{{text:{at}/{side}/{index}/label}} | {{num:{at}/{side}/{index}/mean}}"),
        false => " | ".to_owned(),
    };
    let rows = (0..count("sources").max(count("uses")))
        .map(|index| format!("{} | {}", cells("sources", index), cells("uses", index)))
        .chain([format!("All | {{num:{at}/total/sources}} | All | {{num:{at}/total/uses}}")])
        .collect();
    section.rows("sources and uses", "Sources | mean | Uses | mean", rows);
    section.say(
        true,
        "Means over {count:/deal/sources_and_uses/paths} paths, each until \
         {count:/deal/sources_and_uses/months} months after the closing, or until it ends or new \
         money comes in if that is earlier: {num:/deal/sources_and_uses/mean_months} months on \
         average.",
    );
    section
}

pub(crate) fn sales(json: &Value) -> Section<'_> {
    let mut section = Section::new("What each class gets", json);
    let sales = section.list("/deal/sales");
    let row = |label: String, key: &str| {
        let cells = (0..sales.len()).map(|index| format!("{{num:/deal/sales/{index}/{key}}}"));
        format!("{label} | {}", cells.collect::<Vec<_>>().join(" | "))
    };
    let any = |key: &str| sales.iter().any(|sale| sale[key].as_f64() > Some(0.0));
    let mut rows = vec![row("Price".to_owned(), "price")];
    if any("debt") {
        rows.push(row("Debt".to_owned(), "debt"));
    }
    if any("carve_out") {
        rows.push(row("Management\u{2019}s carve-out".to_owned(), "carve_out"));
    }
    let classes = sales[0]["classes"].as_array().expect("classes").len();
    rows.extend((0..classes).rev().map(|class| {
        let name = format!("{{text:/deal/sales/0/classes/{class}/class}}");
        row(name, &format!("classes/{class}/paid"))
    }));
    rows.push(row("Common and options".to_owned(), "common"));
    rows.push(row("of which this investor".to_owned(), "investor"));
    rows.push(row("MOIC of the cheque".to_owned(), "moic"));
    section.rows("sales", "Sold for, over post-money | 0.5x | 1x | 2x | 4x | 8x", rows);
    section
}

pub(crate) fn years(json: &Value) -> Option<Section<'_>> {
    let mut section = Section::new("Revenue and EBITDA", json);
    let years = section.list("/deal/years");
    let shown = (0..years.len()).filter(|index| [1, 2, 3, 4, 5, 7, 10].contains(&(index + 1)));
    let rows = shown.map(|index| {
        let at = format!("/deal/years/{index}");
        let of = |what: &str| {
            ["p25", "p50", "p75"].map(|p| format!("{{num:{at}/{what}/{p}}}")).join(" | ")
        };
        let (revenue, ebitda) = (of("revenue"), of("ebitda"));
        format!("{{count:{at}/year}} | {{pct:{at}/operating}} | {revenue} | {ebitda}")
    });
    let head = "Year | operating | revenue P25 | P50 | P75 | EBITDA P25 | P50 | P75";
    section.rows("years", head, rows.collect());
    section.say(
        true,
        "Sums of twelve months from the closing, over the paths that operate through the year; \
         their share is of {count:/deal/panel_paths} paths.",
    );
    (!years.is_empty()).then_some(section)
}

pub(crate) fn later(json: &Value) -> Section<'_> {
    let mut section = Section::new("Money after this round", json);
    let at = "/deal/later_money";
    let by = |(part, p): (&str, &str)| {
        let month = match section.at(&format!("{at}/short_by_month/{p}")).is_null() {
            true => "not within {count:/run/scenario/horizon_months} months".to_owned(),
            false => format!("month {{num:{at}/short_by_month/{p}}}"),
        };
        format!("sought new money or failed: {part} of the paths by | {month}")
    };
    let parts = [("a quarter", "p25"), ("half", "p50"), ("three quarters", "p75")];
    let mut rows = parts.map(by).to_vec();
    rows.extend([
        format!("later rounds close in | {{chance:{at}/raises:/run/run/paths}}"),
        format!("raised in them by all investors, mean over all paths | {{num:{at}/raised}}"),
        format!("reserve to keep this investor\u{2019}s share, mean | {{num:{at}/reserve}}"),
        format!("reserve that suffices in nine of ten paths | {{num:{at}/reserve_p90}}"),
    ]);
    section.rows("later money", "After this round | ± s.e.", rows);
    section.say(
        true,
        "The reserve is what the investor, with {tenths:/deal/terms/share_bought} after the round, \
         would pay to take its share of each later round.",
    );
    section
}

fn metric(key: &Value) -> &'static str {
    match key.as_str() {
        Some("ltm-revenue") => "LTM revenue",
        _ => "LTM EBITDA",
    }
}

pub(crate) fn comparables(json: &Value) -> Option<Section<'_>> {
    let mut section = Section::new("Comparables", json);
    let at = "/deal/comparables";
    let all = section.list(&format!("{at}/all"));
    let rows = all.iter().enumerate().map(|(index, one)| {
        let at = format!("{at}/all/{index}");
        let metric = metric(&one["metric"]);
        format!("{{text:{at}/name}} | {{num:{at}/multiple}} | {metric} | {{text:{at}/date}} | {{text:{at}/source}}")
    });
    section.rows("comparables", "Comparable | multiple | of | date | source", rows.collect());
    let rows = section.list(&format!("{at}/by_metric")).iter().enumerate().map(|(index, one)| {
        let at = format!("{at}/by_metric/{index}");
        let plan = one["plan"].as_array().expect("a list").iter().enumerate();
        let plan: Vec<String> = plan
            .map(|(index, own)| {
                let at = format!("{at}/plan/{index}");
                let route = format!("{{text:{at}/route}} {{num:{at}/p50}}");
                match own["p05"].as_f64() < own["p95"].as_f64() {
                    true => format!("{route} ({{num:{at}/p05}} to {{num:{at}/p95}})"),
                    false => route,
                }
            })
            .collect();
        let plan = if plan.is_empty() { "nothing of this kind".to_owned() } else { listed(&plan) };
        format!(
            "{} | {{count:{at}/count}} | {{num:{at}/lowest}} | {{num:{at}/median}} | \
             {{num:{at}/highest}} | {plan}",
            metric(&one["metric"])
        )
    });
    let head = "Multiple of | comparables | from | median | to | this plan supposes";
    section.rows("comparables together", head, rows.collect());
    section.say(true, "Of an uncertain multiple the median stands, with P5 to P95;");
    (!all.is_empty()).then_some(section)
}

/// What an analyst has written.
pub(crate) fn texts(json: &Value) -> Vec<Section<'_>> {
    let written = |(title, key): (&str, &str)| {
        let mut section = Section::new(title, json);
        let at = format!("/deal/texts/{key}");
        let is_there = !section.at(&at).is_null();
        section.put(is_there, "an analyst's text", || format!("{{text:{at}}}"));
        is_there.then_some(section)
    };
    let all = [("Recommendation", "recommendation"), ("Team", "team"), ("Market", "market")];
    all.into_iter().filter_map(written).collect()
}
