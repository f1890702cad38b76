//! The assumptions and what rests on them.

use serde_json::Value;

use super::{Section, listed};

pub(crate) fn section(json: &Value) -> Section<'_> {
    let mut section = Section::new("Assumptions", json);
    counts(&mut section);
    rests(&mut section);
    let doubts = doubts(&section);
    let head = "Much depends on it and little is known | grade | share of variance [95%]";
    section.rows("doubts", head, doubts);
    let all = section.list("/run/assumptions").iter().enumerate();
    let rows: Vec<String> =
        all.filter(|(_, one)| !one["p50"].is_null()).map(|(index, one)| row(one, index)).collect();
    let head = "Uncertain assumption | unit | P5 | P50 | P95 | grade | source";
    section.rows("uncertain", head, rows);
    section
}

fn counts(section: &mut Section<'_>) {
    let all = section.list("/run/assumptions");
    let written = |one: &&Value| one["written"] == true;
    let number = all.iter().filter(written).count();
    assert_eq!(section.at("/memo/assumptions/written"), number);
    let uncertain = all.iter().filter(written).filter(|one| !one["p50"].is_null()).count();
    let grades = ["audited", "observed", "management", "analogue", "guess"];
    let graded =
        |grade: &str| all.iter().filter(written).filter(|one| one["grade"] == grade).count();
    let mut by_grade: Vec<String> = grades
        .iter()
        .map(|grade| (graded(grade), grade))
        .filter(|(number, _)| 0 < *number)
        .map(|(number, grade)| format!("{number} {grade}"))
        .collect();
    let without = all.iter().filter(written).filter(|one| one["grade"].is_null()).count();
    if 0 < without {
        by_grade.push(format!("{without} without a grade"));
    }
    let uncertain = match uncertain {
        0 => "none of them is uncertain".to_owned(),
        1 => "1 of them is uncertain".to_owned(),
        some => format!("{some} of them are uncertain"),
    };
    let by_grade = if by_grade.is_empty() {
        String::new()
    } else {
        format!("; by grade, {}", listed(&by_grade))
    };
    section.put(true, "counts", || {
        format!(
            "The scenario writes {{some:/memo/assumptions/written:figure}}, and {uncertain}{by_grade}."
        )
    });
    let defaults = all.len() - number;
    section.put(0 < defaults, "defaults", || format!("{defaults} more are left at their default."));
}

fn rests(section: &mut Section<'_>) {
    let of = "/sensitivity/evidence/outcomes/0/shares";
    if section.at(of).is_null() {
        return;
    }
    let words = |grade: &str| match grade {
        "audited" => "audited numbers",
        "observed" => "numbers that were observed",
        "management" => "what the operator says",
        "analogue" => "comparable cases",
        _ => "guesses",
    };
    let doubt = |share: &Value| match share["inside_noise"] == true {
        true => " (may be nothing)",
        false => "",
    };
    let value = |at: String, share: &Value| format!("{{tenths:{at}}}{}", doubt(share));
    let grades = section.list(&format!("{of}/grades"));
    let mut parts: Vec<String> = (0..grades.len())
        .rev()
        .map(|index| {
            let one = &grades[index];
            let share = value(format!("{of}/grades/{index}/share"), &one["share"]);
            format!("{share} of {}", words(one["grade"].as_str().unwrap_or_default()))
        })
        .collect();
    if 1 < grades.len() {
        let at = format!("{of}/grades_together");
        let together = value(at.clone(), section.at(&at));
        parts.push(format!("{together} of what these do together"));
    }
    let parts = parts.join(", ").replacen(" of ", " comes of ", 1);
    section.put(!grades.is_empty(), "what it rests on", || {
        format!(
            "Of the variance of loss, {parts} and {{tenths:{of}/luck}} of luck, alone and with \
             them, which no evidence takes away."
        )
    });
    let without = section.number("/memo/without_spread/numbers");
    section.put(0.0 < without, "without a spread", || {
        let has = if without <= 1.0 { "has" } else { "have" };
        format!("{{some:/memo/without_spread/numbers:number}} of the file {has} no spread and so explain nothing here, however weak their evidence; {{count:/memo/without_spread/guesses}} of them")
    });
}

fn doubts(section: &Section<'_>) -> Vec<String> {
    let all = section.list("/sensitivity/evidence/doubts").iter().enumerate();
    let matters = |(_, doubt): &(usize, &Value)| {
        let product = &doubt["product"];
        product["value"].as_f64().is_some_and(|value| 0.005 <= value)
            && product["inside_noise"] == false
    };
    let rows = all.filter(matters).take(5).map(|(index, doubt)| {
        let at = format!("/sensitivity/evidence/doubts/{index}");
        let names = doubt["group"].as_array().map_or(0, Vec::len);
        let names: Vec<String> =
            (0..names).map(|name| format!("{{label:{at}/group/{name}}}")).collect();
        let grade = match doubt["without_a_grade"] == true {
            true => "none".to_owned(),
            false => format!("{{text:{at}/grade}}"),
        };
        format!("{} | {grade} | {{interval:{at}/total}}", listed(&names))
    });
    rows.collect()
}

fn row(one: &Value, index: usize) -> String {
    let at = format!("/run/assumptions/{index}");
    let mark = if one["per_event"] == true { "*" } else { "" };
    let [low, middle, high] = ["p5", "p50", "p95"].map(|p| format!("{{num:{at}/{p}}}"));
    let or_dash = |key: &str, none: &str| match one[key].is_null() {
        true => none.to_owned(),
        false => format!("{{text:{at}/{key}}}"),
    };
    let source = or_dash("source", if one["written"] == true { "–" } else { "default" });
    let grade = or_dash("grade", "–");
    format!(
        "{{label:{at}/name}}{mark} | {{text:{at}/unit}} | {low} | {middle} | {high} | {grade} | \
         {source}"
    )
}
