//! Screenings, made up so that each verdict and each wording is reached.

use shortrun::analysis::estimate::Estimate;
use shortrun::analysis::grammar::statistic;
use shortrun::analysis::ranking::{RankBy, Ranked};
use shortrun::analysis::run_info::RunInfo;
use shortrun::analysis::screening::{Assumed, Checked, Rule, Subject, Verdict};
use shortrun::output::chart::Size;
use shortrun::output::screen::chart::table::screen;
use shortrun::output::screen::words::{Ranking, Screened, Screening};

use super::versus::{NEARSHORE, info};
use super::{Facts, Sample};
use crate::support::load;

/// A rule with what was found, its error, and its least and most.
type Held = (&'static str, &'static str, [f64; 2], [Option<f64>; 2]);

fn held((name, of, [value, standard_error], [min, max]): Held) -> (Rule, Checked) {
    let path = of.strip_prefix("assumed ");
    let subject = match path {
        Some(path) => Subject::Assumed(Assumed { path: path.to_owned(), percent: Some(50) }),
        None => Subject::Simulated(statistic(of, &[]).expect("a statistic")),
    };
    let near = |limit: &f64| (value - limit).abs() <= 2.0 * standard_error;
    let is_close = 0.0 < standard_error && [min, max].iter().flatten().any(near);
    let passes = min.is_none_or(|min| min <= value) && max.is_none_or(|max| value <= max);
    let verdict = match (is_close, passes) {
        _ if min.is_none() && max.is_none() => Verdict::NotApplicable,
        (true, _) => Verdict::TooClose,
        (false, true) => Verdict::Pass,
        (false, false) => Verdict::Fail,
    };
    let rule = Rule {
        name: name.to_owned(),
        subject,
        min,
        max,
        is_default: false,
        source: "",
        needs: None,
    };
    let assumption = path.map(|path| (path.replace('*', "dye house"), "days"));
    let paths = path.is_none().then_some(400);
    (rule, Checked { found: Estimate { value, standard_error }, assumption, paths, verdict })
}

fn loss(value: f64) -> Held {
    ("Chance of loss", "p_loss", [value, 0.01], [None, Some(0.65)])
}

fn worth(value: f64) -> Held {
    ("Expected value", "mean_npv", [value, 4e4], [Some(0.0), None])
}

fn switched(days: f64) -> Held {
    (
        "Suppliers switched within 48 hours",
        "assumed supplier.*.switch_days",
        [days, 0.0],
        [None, Some(2.0)],
    )
}

const NOT_ASKED: Held = ("Repeatable pop-up revenue", "mean_moic", [f64::NAN, f64::NAN], [None; 2]);

fn operator(label: &str, info: &RunInfo, rules: &[Held]) -> Screened {
    let scenario_file = format!("{label}.toml");
    let info = RunInfo { scenario_file, scenario_name: format!("Plan {label}"), ..info.clone() };
    let rules = rules.iter().copied().map(held).collect();
    let label = label.to_owned();
    Screened { label, info, break_even_rate: None, price: None, rules, conditions: Vec::new() }
}

/// Ranked from the last to the first, where they are.
fn screening(operators: Vec<Screened>, by: Option<RankBy>) -> Screening {
    let value = |at: usize| Estimate { value: at as f64 - 0.6, standard_error: 0.1 };
    let ranked = |at| Ranked { operator: at, value: value(at), to_next: None };
    let order = || (0..operators.len()).rev().map(ranked).collect();
    let ranking = by.map(|by| Ranking { by, order: order() });
    Screening { operators, ranking, left_out: Vec::new(), remarks: Vec::new() }
}

pub(super) fn samples() -> Vec<Sample> {
    let info = info("plan", &load(NEARSHORE), 400);
    let of = |label: &str, rules: &[Held]| operator(label, &info, rules);
    let long = "a-rather-long-name-of-an-operator-of-kitchens-in-the-north";
    let shares = ("Low markdowns", "p75_markdown_rate", [0.118, 0.003], [None, Some(0.12)]);
    let most = |label: &str, share: f64| {
        of(label, &[loss(share), worth(6e5 - 1e6 * share), switched(1.4), NOT_ASKED])
    };
    let many = |count: usize| (0..count).map(|i| most(&format!("op-{i}"), 0.2 + 0.02 * i as f64));
    let own: Vec<Held> = (0..16)
        .map(|i| {
            let name: &'static str = format!("Rule number {i} of this investor").leak();
            (name, "mean_moic", [1.0 + 0.1 * f64::from(i), 0.01], [Some(1.3), None])
        })
        .collect();
    let all = [
        ("some fail", screening(vec![most("near", 0.5), most("far", 0.9), most(long, 0.3)], None)),
        (
            "all fail",
            screening(
                vec![
                    of("near", &[loss(0.5), worth(-3e5), switched(15.0), shares]),
                    of("far", &[loss(0.9), worth(-3e6), switched(33.0)]),
                    of("third", &[loss(0.7), worth(1e6), switched(9.0), NOT_ASKED]),
                ],
                Some(RankBy::NpvPerCheque),
            ),
        ),
        (
            "one fails",
            screening(
                vec![most("near", 0.5), most("far", 0.9)],
                Some(RankBy::Statistic(statistic("p_loss", &[]).expect("a statistic"))),
            ),
        ),
        ("none fails", screening(vec![most("near", 0.5), of("far", &[loss(0.64), shares])], None)),
        ("all pass", screening(vec![most("near", 0.3), most("far", 0.2)], None)),
        ("two pass", screening(vec![most("a", 0.3), most("b", 0.2), most("c", 0.8)], None)),
        ("alone", screening(vec![of("near", &[loss(0.9), worth(1e4), switched(15.0)])], None)),
        ("alone and sound", screening(vec![most("near", 0.2)], None)),
        ("many rules", screening(vec![of("near", &own), of("far", &own[..12])], None)),
        ("no rules", screening(vec![of("near", &[])], None)),
        ("nine", screening(many(9).collect(), Some(RankBy::NpvPerCheque))),
        ("forty-three", screening(many(43).collect(), Some(RankBy::NpvPerCheque))),
    ];
    let sample = |(name, all): (&'static str, Screening)| {
        let is_long = 40 < all.operators.len();
        let facts = Facts::default().number("more", all.operators.len() as f64);
        let sample = Sample::new("screen", name, facts, move |size| screen(&all, None, size));
        // At the width of a page it is as high as its rows need.
        let small = vec![Size::Half, Size::Slide];
        if is_long { Sample { sizes: small, ..sample } } else { sample }
    };
    all.into_iter().map(sample).collect()
}
