//! What is said first.

use serde_json::Value;

use super::Section;

pub(crate) fn section(json: &Value) -> Section<'_> {
    let mut section = Section::new("The finding", json);
    if section.paths() <= 1.0 {
        only(&mut section);
    } else {
        loss(&mut section);
        upside(&mut section);
        range(&mut section);
    }
    let returns = section.list("/compare/pairs/0/returns");
    let at = |key: &str| returns.iter().position(|one| one["key"] == key).unwrap_or_default();
    let (loss, mean) = (at("p_loss"), at("mean_moic"));
    for pair in 0..section.list("/compare/pairs").len() {
        let pair = format!("/compare/pairs/{pair}");
        let [loss, mean] = [loss, mean].map(|index| format!("{pair}/returns/{index}"));
        section.put(true, "an alternative", || {
            format!(
                "Held against it on the same draws, {{text:{pair}/other}} has a chance of loss of \
                 {{num:{loss}/other}}, which is {{told:{loss}}}, and a mean MOIC of \
                 {{num:{mean}/other}}, which is {{told:{mean}}}."
            )
        });
    }
    section
}

fn only(section: &mut Section<'_>) {
    let routes = section.list("/run/routes").iter();
    let index = routes.take_while(|route| route["paths"] == 0).count();
    let route = format!("/run/routes/{index}");
    let how = match section.words(&format!("{route}/name")) {
        "failure" => format!("fails in month {{month:{route}/month/p50}}"),
        "horizon" => {
            format!("is still operating in month {{month:{route}/month/p50}}, the horizon")
        }
        _ => format!("ends by {{text:{route}/name}} in month {{month:{route}/month/p50}}"),
    };
    section.put(true, "the only path", || {
        format!(
            "One path was simulated: it returns {{num:/run/moic/mean}} of what was paid in, an IRR \
             of {{num:/run/irr/mean}}, and {how}."
        )
    });
    section.say(true, "One path says nothing of chances.");
}

fn loss(section: &mut Section<'_>) {
    let loss = section.number("/run/probabilities/loss");
    let total = section.number("/run/probabilities/total_loss");
    let is_some = 0.0 < loss && total < 1.0;
    section.say(
        1.0 <= total,
        "In all {count:/run/run/paths} simulated paths the investor gets nothing back.",
    );
    section.say(
        loss <= 0.0,
        "In none of {count:/run/run/paths} simulated paths does the investor get back less than \
         was paid in (at 95% confidence, the chance of it is below {below:/run/run/paths}).",
    );
    section.say(
        is_some && loss < 1.0,
        "In {part:/run/probabilities/loss} of {count:/run/run/paths} simulated paths the investor \
         gets back less than was paid in;",
    );
    section.say(
        is_some && 1.0 <= loss,
        "In all {count:/run/run/paths} simulated paths the investor gets back less than was paid \
         in;",
    );
    section.say(is_some && total <= 0.0, "something comes back in each of them.");
    section.say(
        is_some && 0.0 < total,
        "in {part:/run/probabilities/total_loss} nothing comes back at all.",
    );
}

fn upside(section: &mut Section<'_>) {
    let some = section.number("/run/probabilities/total_loss") < 1.0;
    let same = section.at("/run/scenario/target_irr").is_null();
    section.say(
        some && same,
        "{futures:/run/probabilities/moic_at_least_3} return 3x or more, and \
         {part:/run/probabilities/irr_at_least_hurdle} earn the hurdle rate of \
         {pct:/run/scenario/hurdle_rate} a year or more.",
    );
    section.say(
        some && !same,
        "{futures:/run/probabilities/moic_at_least_3} return 3x or more, and \
         {part:/run/probabilities/irr_at_least_hurdle} earn the target of \
         {pct:/run/scenario/target_irr} a year or more.",
    );
}

fn range(section: &mut Section<'_>) {
    let is_any = section.number("/run/probabilities/total_loss") < 1.0;
    let [middle, high] =
        ["p50", "p90"].map(|p| section.number(&format!("/run/moic/percentiles/{p}")));
    // To two digits they are the same.
    let two = |value: f64| format!("{value:.1e}");
    let is_one = two(middle) == two(high);
    let is_most = section.number("/run/moic/max") <= high;
    section.say(
        is_any && high <= 0.0,
        "At least nine in ten paths return nothing, and the best returns {num:/run/moic/max};",
    );
    section.say(
        is_any && middle <= 0.0 && 0.0 < high,
        "At least half of the paths return nothing, and \
         {or_more:/run/moic/percentiles/p90:one in ten} {num:/run/moic/percentiles/p90} or more;",
    );
    section.say(
        is_any && 0.0 < middle && is_one && is_most,
        "All {count:/run/run/paths} paths return {num:/run/moic/percentiles/p90} or less;",
    );
    section.say(
        is_any && 0.0 < middle && is_one && !is_most,
        "{or_more:/run/moic/percentiles/p90:nine in ten paths return} \
         {num:/run/moic/percentiles/p90} or less;",
    );
    section.say(
        is_any && 0.0 < middle && !is_one,
        "{or_more:/run/moic/percentiles/p50:half of the paths return} \
         {num:/run/moic/percentiles/p50} or less, and \
         {or_more:/run/moic/percentiles/p90:one in ten} {num:/run/moic/percentiles/p90} or more;",
    );
    let is_heavy = section.at("/run/tail/heavy") == true;
    section.say(is_any && !is_heavy, "the mean is {num:/run/moic/mean}.");
    section.say(
        is_any && is_heavy,
        "the mean is {num:/run/moic/mean}, an error that is too small because the best 1% of paths \
         carry {pct:/run/tail/top_1_percent_share_of_mean} of the mean.",
    );
}
