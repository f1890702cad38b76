//! Sources and uses, sales, years, and what comes after the money of the round.

use serde_json::Value;

use super::Section;

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
