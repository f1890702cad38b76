//! What is said around the frontier, worded from the numbers that are drawn.

use crate::analysis::frontier::{AsItIs, Own, Point, Study};
use crate::analysis::statistic::Rates;
use crate::output::chart::provenance::BETWEEN_NAMES;
use crate::output::chart::{Provenance, Size, Words, listed};
use crate::output::format::{at_most, number, plural};
use crate::output::frontier::report::{
    FrontierReport, ScenarioName, Verdict, days, plain_premium, premium,
};

/// Where the numbers come from: one scenario or two.
pub(super) fn provenance(report: &FrontierReport) -> Provenance {
    let joined = |part: fn(&ScenarioName) -> &String, between: &str| {
        let all = std::iter::once(&report.scenario).chain(&report.against);
        listed(all.map(|one| part(one).clone()), between)
    };
    let both = |part: fn(&ScenarioName) -> &String| joined(part, ", ");
    Provenance {
        program_version: report.program_version.clone(),
        scenario_file: both(|one| &one.file),
        scenario_name: joined(|one| &one.name, BETWEEN_NAMES),
        scenario_hash: both(|one| &one.hash),
        paths: report.study.draws,
        seed: report.seed,
        currency: report.currency.clone(),
        rates: Rates::both(f64::NAN),
        position: None,
        first_of: None,
    }
}

/// Titles, subtitles and notes.
pub(super) fn words<'a>(report: &FrontierReport, run: &'a Provenance, size: Size) -> Words<'a> {
    let study = &report.study;
    let line = &report.line;
    let meaning =
        "highest unit-cost premium at which short lead times leave the buyer no worse off";
    let least = plain_premium(study.second_source);
    let notes = vec![
        error_note(study),
        "one season at plan of each path".to_owned(),
        format!("a top-up pays if it gains {least} of the unit cost per unit of demand"),
        "closed form: at medians, without batches or capacity".to_owned(),
    ];
    Words {
        provenance: run,
        titles: titles(report),
        subtitles: if size == Size::Half {
            vec![format!("{line}: {meaning}, by short over long lead time")]
        } else {
            vec![
                format!(
                    "{line}: {meaning}, in % of the long plan's unit cost, by short over long lead \
                     time"
                ),
                format!("{line}: {meaning}, in % of the long plan's unit cost"),
            ]
        },
        basis: "",
        notes,
    }
}

fn error_note(study: &Study) -> String {
    let all = study.points.iter().flat_map(|point| [point.premium, point.mixed]).flatten();
    let largest = all.map(|figure| figure.standard_error).fold(0.0, f64::max);
    format!("premiums ± {} (1 s.e.)", at_most(largest))
}

/// Titles, longest first.
fn titles(report: &FrontierReport) -> Vec<String> {
    let study = &report.study;
    let long = days(study.long_days);
    if let Some(Own { point, as_it_is: Some(own) }) = &study.own {
        return own_titles(point, own, &long);
    }
    let near = |point: &&Point| (point.ratio - 0.1).abs();
    let nearest = study.points.iter().min_by(|a, b| near(a).total_cmp(&near(b)));
    let Some(point) = study.own.as_ref().map(|own| &own.point).or(nearest) else {
        return vec![format!("No lead time short of {long} days was looked at")];
    };
    let at = days(point.days);
    let Some(figure) = point.premium else {
        return vec![format!("No premium makes {at} days as good as {long}")];
    };
    let size = format!("{}%", number(100.0 * figure.value.abs(), 1));
    let may = if figure.value < 0.0 { "must cost" } else { "may cost up to" };
    let more = if figure.value < 0.0 { "less" } else { "more" };
    vec![
        format!("At {at} days in place of {long}, goods made close by {may} {size} {more} a unit"),
        format!("At {at} days in place of {long}, goods {may} {size} {more}"),
    ]
}

fn own_titles(point: &Point, own: &AsItIs, long: &str) -> Vec<String> {
    let at = days(point.days);
    let costs = own.premium.value;
    let size = format!("{}%", number(100.0 * costs.abs(), 1));
    let costs =
        format!("The plan costs {size} {} a unit", if costs < 0.0 { "less" } else { "more" });
    let Some(figure) = point.premium else {
        return vec![format!("{costs}; no premium makes {at} days as good as {long}")];
    };
    let justified = plain_premium(figure.value);
    let mut titles = Vec::new();
    if Verdict::of(&own.gain) == Verdict::Open {
        titles.push(format!(
            "{costs}; its {at} days in place of {long} justify {} – too close to tell",
            premium(&figure)
        ));
    }
    titles.push(format!("{costs}; its {at} days in place of {long} justify {justified}"));
    titles
}

/// What the chart shows, for those who cannot see it.
pub(super) fn alt_text(report: &FrontierReport) -> String {
    let study = &report.study;
    let long = days(study.long_days);
    let listed = |of: &dyn Fn(&Point) -> Option<String>| {
        let all = study.points.iter().filter_map(|point| {
            Some(format!("{} at ratio {}", of(point)?, number(point.ratio, 2)))
        });
        let all = listed(all, ", ");
        if all.is_empty() { "none".to_owned() } else { all }
    };
    let own = study.own.as_ref().map_or_else(String::new, |own| {
        let justified =
            own.point.premium.map_or_else(|| "no figure".to_owned(), |one| premium(&one));
        let cost = own.as_it_is.as_ref().map_or_else(String::new, |own| {
            let verdict = Verdict::of(&own.gain).words();
            format!(", and the plan costs {} more: {verdict}", premium(&own.premium))
        });
        format!(" The plan's own {} days justify {justified}{cost}.", days(own.point.days))
    });
    format!(
        "Line chart of the justified unit-cost premium of a short lead time against its ratio to \
         the long one, {long} days, over {}. Simulated, all made close by: {}. In closed form: {}. \
         Highest premium of a top-up that is worth a second source: {}.{own}",
        plural(study.draws, "season"),
        listed(&|point| point.premium.map(|one| plain_premium(one.value))),
        listed(&|point| Some(plain_premium(point.closed.premium))),
        listed(&|point| point.mixed.map(|one| plain_premium(one.value))),
    )
}
