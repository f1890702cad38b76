//! The chance of loss, the range of returns, and what became of others.

use serde_json::Value;

use super::Section;

const CHANCES: [(&str, &str); 6] = [
    ("loss of money (MOIC below 1x)", "loss"),
    ("loss of nearly everything (below 0.1x)", "near_total_loss"),
    ("total loss (0x)", "total_loss"),
    ("MOIC of 3x or more", "moic_at_least_3"),
    ("MOIC of 10x or more", "moic_at_least_10"),
    ("IRR of at least the target, {pct:/run/scenario/target_irr}", "irr_at_least_hurdle"),
];

pub(crate) fn section(json: &Value) -> Section<'_> {
    let mut section = Section::new("Chance of loss and range of returns", json);
    let same = section.at("/run/scenario/target_irr").is_null();
    let row = |(words, key): (&str, &str)| {
        let words = if same { words.replace("target", "hurdle") } else { words.to_owned() };
        let words = words.replace("hurdle_irr", "hurdle_rate");
        format!("{words} | {{chance:/run/probabilities/{key}:/run/run/paths}}")
    };
    section.rows("chances", "Chance of | ± s.e. in points", CHANCES.map(row).to_vec());
    section.rows("returns", "Returns | MOIC | IRR | NPV", percentiles("bare"));
    section.say(
        true,
        "MOIC is everything got back over everything paid in, undiscounted; NPV discounts at the \
         hurdle rate of {pct:/run/scenario/hurdle_rate} a year.",
    );
    break_even_rate(&mut section);
    section.say(
        true,
        "A path is one simulated course of events; P5 is the result that 5 of 100 paths do not \
         exceed, and so on.",
    );
    notes(&mut section);
    section
}

/// Percentiles by a kind of hole, and the mean, which always has its error.
fn percentiles(kind: &str) -> Vec<String> {
    let of = |name: &str, kind: &str, figure: &str| {
        let each = ["moic", "irr", "npv"].map(|key| format!("{{{kind}:/run/{key}/{figure}}}"));
        format!("{name} | {}", each.join(" | "))
    };
    let percentiles = ["05", "10", "25", "50", "75", "90", "95"].map(|p| {
        of(&format!("P{}", p.trim_start_matches('0')), kind, &format!("percentiles/p{p}"))
    });
    percentiles.into_iter().chain([of("mean", "num", "mean")]).collect()
}

/// Behind all else, the percentiles with their errors.
pub(crate) fn with_errors(json: &Value) -> Option<Section<'_>> {
    let mut section = Section::new("Appendix: returns with their errors", json);
    section.rows("returns with errors", "Returns | MOIC | IRR | NPV", percentiles("erring"));
    (1.0 < section.paths()).then_some(section)
}

fn break_even_rate(section: &mut Section<'_>) {
    let rate = section.at("/run/break_even_rate/value").as_f64();
    section.say(
        rate.is_none(),
        "No rate from \u{2212}50% on makes mean NPV 0: far less comes back than is paid in.",
    );
    section.say(
        rate.is_some_and(|rate| 0.0 <= rate),
        "Mean NPV is 0 at the break-even rate of {num:/run/break_even_rate} a year.",
    );
    section.say(
        rate.is_some_and(|rate| rate < 0.0),
        "Mean NPV is 0 at the break-even rate of {num:/run/break_even_rate} a year: no positive \
         rate, as less comes back on average than is paid in.",
    );
}

fn notes(section: &mut Section<'_>) {
    let hurdle = section.at("/run/scenario/hurdle_rate").as_f64().unwrap_or(0.0);
    let failed = section.at("/run/routes/0/paths").as_f64().unwrap_or(0.0);
    let counts_twice = 0.2 < hurdle && 0.0 < failed;
    section.say(
        counts_twice,
        "A hurdle rate of {pct:/run/scenario/hurdle_rate} counts failure twice: the flows that NPV \
         discounts contain it.",
    );
    section.say(
        counts_twice,
        "Well-diversified investors ask about 16.7% of such flows before fees (Kerins, Smith and \
         Smith 2004); what a success must earn is target_irr.",
    );
    section.say(
        section.paths() < 1_000.0,
        "Only {some:/run/run/paths:path}: good for a first look, not for a decision;",
    );
    section.say(
        section.at("/run/tail/heavy") == true,
        "Heavy tail: the best 1% of paths carry {pct:/run/tail/top_1_percent_share_of_mean} of the \
         mean MOIC, so the standard error of the mean is too small; rely on the percentiles.",
    );
    const DEAR: &str = "/run/operations/ev_to_ebitda/distribution/percentiles/p50";
    section.put(15.0 < section.number(DEAR), "dear sales", || {
        format!(
            "The median operator that is sold with a profit fetches {{num:{DEAR}}} EBITDA: makers \
             are sold at 5x to 12x."
        )
    });
    let lost = section.place("/run/irr_kinds", "kind", "total_loss");
    section.put(lost.is_some(), "lost paths", || {
        format!(
            "{{some:{}/paths:path}} without any month in which more comes back than goes in: their \
             IRR is −100% by convention.",
            lost.unwrap_or_default()
        )
    });
}

pub(crate) fn history(json: &Value) -> Option<Section<'_>> {
    let mut section = Section::new("Beside history", json);
    let fates = section.list("/run/base_rates/fates");
    if fates.is_empty() {
        return None;
    }
    let of = |standing: &str| {
        let those = (0..fates.len()).filter(|index| fates[*index]["standing"] == standing);
        those.map(|index| part(&fates[index], index)).collect::<Vec<_>>().join("; ")
    };
    let (rosier, gloomier) = (of("rosier"), of("gloomier"));
    section.put(!rosier.is_empty(), "rosier", || {
        format!("Rosier than what is published of others: {rosier}.")
    });
    section.put(!gloomier.is_empty() && rosier.is_empty(), "gloomier only", || {
        format!("Gloomier than what is published of others: {gloomier}.")
    });
    section.put(!gloomier.is_empty() && !rosier.is_empty(), "gloomier too", || {
        format!("Gloomier: {gloomier}.")
    });
    let rows = fates.iter().enumerate().map(|(index, fate)| row(fate, index)).collect();
    section.rows("others", "Share that | this plan ± s.e. |  | published", rows);
    let sources = sources(fates);
    section.put(true, "sources", || format!("Sources: {}.", sources.join("; ")));
    Some(section)
}

fn published(fate: &Value) -> &[Value] {
    fate["published"].as_array().map_or(&[], Vec::as_slice)
}

fn part(fate: &Value, index: usize) -> String {
    let fate_at = format!("/run/base_rates/fates/{index}");
    let is_any = fate["run"]["value"].as_f64().is_some_and(|share| 0.0 < share);
    let share = if is_any { format!("{{pct:{fate_at}/run}}") } else { "none".to_owned() };
    let shares = published(fate).iter().enumerate();
    let mut shares: Vec<(f64, String)> = shares
        .map(|(index, one)| {
            let hole = format!("{{pct:{fate_at}/published/{index}/share}}");
            (one["share"].as_f64().unwrap_or(f64::NAN), hole)
        })
        .collect();
    shares.sort_by(|one, other| one.0.total_cmp(&other.0));
    let (least, most) = (&shares[0], &shares[shares.len() - 1]);
    let range =
        if least.0 < most.0 { format!("{} to {}", least.1, most.1) } else { least.1.clone() };
    format!("{share} {{text:{fate_at}/share_that}}, published {range}")
}

fn row(fate: &Value, index: usize) -> String {
    let at = format!("/run/base_rates/fates/{index}");
    let standing = fate["standing"].as_str().filter(|standing| *standing != "among");
    let all = (0..published(fate).len()).map(|one| {
        format!("{{pct:{at}/published/{one}/share}} of {{text:{at}/published/{one}/of}}")
    });
    format!(
        "{{text:{at}/share_that}} | {{chance:{at}/run:/run/run/paths}} | {} | {}",
        standing.unwrap_or_default(),
        all.collect::<Vec<_>>().join("; ")
    )
}

/// Each once.
fn sources(fates: &[Value]) -> Vec<String> {
    let mut seen = Vec::new();
    let mut holes = Vec::new();
    for (index, fate) in fates.iter().enumerate() {
        for (one, published) in published(fate).iter().enumerate() {
            if !seen.contains(&&published["source"]) {
                seen.push(&published["source"]);
                holes
                    .push(format!("{{text:/run/base_rates/fates/{index}/published/{one}/source}}"));
            }
        }
    }
    holes
}
