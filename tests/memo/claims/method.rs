//! How the figures came about.

use serde_json::Value;

use super::Section;

pub(crate) fn section(json: &Value) -> Section<'_> {
    let mut section = Section::new("Method", json);
    section.say(
        true,
        "{some:/run/run/paths:path} of {some:/run/scenario/horizon_months:month} were simulated \
         with seed {text:/run/run/seed} by shortrun {text:/program/version}; the scenario’s SHA-256 \
         is {text:/run/scenario/sha256}.",
    );
    for index in 1..section.list("/compare/scenarios").len() {
        let at = format!("/compare/scenarios/{index}");
        section.put(true, "an alternative's run", || {
            format!(
                "{{text:{at}/label}} was simulated on the same draws; its SHA-256 is \
                 {{text:{at}/sha256}}."
            )
        });
    }
    tail(&mut section);
    section.say(
        !section.at("/sensitivity/variance/rows").is_null(),
        "Shares of variance are Sobol indices from {count:/sensitivity/variance/rows} rows of a \
         second design, with 95% intervals from a bootstrap.",
    );
    section
}

fn tail(section: &mut Section<'_>) {
    let is_told = 1.0 < section.paths() && 0.0 < section.number("/run/moic/mean");
    let has_index = is_told && !section.at("/run/tail/hill_index").is_null();
    let is_heavy = section.at("/run/tail/heavy") == true;
    let (id, index) = match has_index {
        true => ("a tail index", "; the tail index of MOIC (Hill) is {num:/run/tail/hill_index}"),
        false => ("no tail index", ""),
    };
    section.put(is_told, id, || {
        format!(
            "The best 1% of paths carry {{pct:/run/tail/top_1_percent_share_of_mean}} of the mean \
             MOIC{index}, so the tail is"
        )
    });
    section.say(
        is_told && is_heavy,
        "heavy and the error of the mean is too small: rely on the percentiles.",
    );
    section.say(is_told && !is_heavy, "not heavy and the error of the mean can be used.");
}
