//! The figures that an operator stands for, and what they are held to.

use crate::support;

use shortrun::analysis::default_rules::default_rules;
use shortrun::analysis::kpi::{Kpi, KpiLimit, KpiTerms};
use shortrun::analysis::screening::Rule;
use shortrun::analysis::summary::summarize;
use shortrun::input::Scenario;
use shortrun::model::outcome::Figure;
use shortrun::output::chart::{Domains, ReferencePicture, Size};
use shortrun::output::kinds;
use shortrun::output::run::chart::kpi;
use shortrun::output::run::pictures::Pictures;
use shortrun::output::run::saved::{paths_parquet, read_paths};
use support::{load, load_file, outcomes, run_info};

const MINIMAL: &str = include_str!("../scenarios/minimal.toml");

fn rules(scenario: &Scenario) -> Vec<Rule> {
    let own = scenario.screen.iter().map(|one| one.rule());
    own.chain(default_rules(1e6)).collect()
}

fn terms(more: &str) -> KpiTerms {
    let scenario = load(&format!("{MINIMAL}\n{more}"));
    KpiTerms::of(&scenario.assumptions, &rules(&scenario))
}

fn screen(metric: &str, statistic: &str, bound: &str) -> String {
    format!(
        "[[screen]]\nname = \"own\"\nmetric = \"{metric}\"\nstatistic = \"{statistic}\"\n{bound}\n"
    )
}

#[test]
fn a_limit_on_a_percentile_or_a_chance_is_one_on_a_share_of_the_paths() {
    let days = Kpi::Figure(Figure::FulfilmentDays);
    let held = |metric: &str, statistic: &str, bound: &str| {
        *terms(&screen(metric, statistic, bound)).limit(days).expect("a limit")
    };
    let limit = |least, most, asked| KpiLimit { of: days, least, most, asked };
    let near = |a: KpiLimit, b: KpiLimit| {
        let asked = a.asked.zip(b.asked).map_or(a.asked == b.asked, |(a, b)| (a - b).abs() < 1e-12);
        assert!(asked && KpiLimit { asked: b.asked, ..a } == b, "{a:?}, {b:?}");
    };
    near(held("fulfilment_days", "p75", "max = 12"), limit(None, Some(12.0), Some(0.75)));
    near(held("fulfilment_days", "p10", "min = 3"), limit(Some(3.0), None, Some(0.9)));
    near(held("fulfilment_days", "mean", "max = 12"), limit(None, Some(12.0), None));
    near(held("fulfilment_days_le_9", "prob", "min = 0.8"), limit(None, Some(9.0), Some(0.8)));
    near(held("fulfilment_days_ge_9", "prob", "max = 0.3"), limit(None, Some(9.0), Some(0.7)));
    // The file's own comes before the default.
    near(*terms("").limit(days).expect("a default"), limit(None, Some(30.0), Some(0.9)));
    // SKUs need no tooling here, and there are no pop-ups.
    let plain = terms("");
    for none in [Figure::CapexPerIncrementalSku, Figure::PopupRevenueShare] {
        assert_eq!(plain.limit(Kpi::Figure(none)), None);
    }
}

#[test]
fn the_lead_time_is_of_the_line_that_takes_longest() {
    let known = terms("").lead_time.expect("a line");
    assert_eq!((known.line, known.days), (None, vec![12.0]));
    let scenario = load_file("scenarios/apparel-offshore.toml", &[]);
    let longest = KpiTerms::of(&scenario.assumptions, &rules(&scenario)).lead_time.expect("lines");
    let all = scenario.assumptions.iter().map(|(_, one)| one);
    let lines: Vec<_> = all.filter(|one| one.name.ends_with(".lead_time_days")).collect();
    assert!(1 < lines.len());
    let most = lines.iter().map(|one| one.quantile(0.5)).fold(0.0, f64::max);
    assert!((longest.days[99] - most).abs() < 1e-9 && longest.days.len() == 199);
    let line = longest.line.expect("one of several");
    let of_line = lines.iter().find(|one| one.name == format!("product.{line}.lead_time_days"));
    assert!((of_line.expect("a line").quantile(0.5) - most).abs() < 1e-9);
}

#[test]
fn the_panels_line_up_with_those_of_another_deal_and_are_redrawn_from_saved_paths() {
    let names = ["apparel-nearshore", "food-microkitchen"];
    let runs = names.map(|name| {
        let scenario = load_file(&format!("scenarios/{name}.toml"), &[]);
        let info = run_info(&format!("{name}.toml"), &scenario, 120);
        let outcomes = outcomes(&scenario, 0..120, 2);
        (info, outcomes)
    });
    let draw = |of: usize, like: Option<&Domains>| {
        let (info, outcomes) = &runs[of];
        let summary = summarize(outcomes, info.target_irr, &info.route_names);
        let pictures = Pictures::new(info, &summary, outcomes);
        let list = pictures.list().into_iter().flatten();
        let picture = list.into_iter().find(|one| *one.subject.kind == kpi::KIND);
        picture.expect("a run has it").draw(like, Size::Full)
    };
    let [near, food] = [0, 1].map(|of| draw(of, None));
    let lent = ReferencePicture::read(&near.png(), &kinds::all()).expect("it lends its axes");
    let like = draw(1, Some(&lent.domains));
    let told = |chart: &shortrun::output::chart::Chart| {
        let all: serde_json::Value = serde_json::from_str(chart.provenance()).expect("JSON");
        all["domains"].clone()
    };
    assert_eq!(told(&like), told(&near));
    assert_ne!(told(&food), told(&near));
    let (info, outcomes) = &runs[0];
    let saved = read_paths(paths_parquet(info, outcomes)).expect("a file of ours");
    let summary = summarize(&saved.outcomes, info.target_irr, &info.route_names);
    let again = Pictures::new(&saved.info, &summary, &saved.outcomes);
    let again = again.list().into_iter().flatten().find(|one| *one.subject.kind == kpi::KIND);
    let again = again.expect("a run has it").draw(None, Size::Full);
    assert!(again.png() == near.png() && again.csv() == near.csv());
}
