//! A saved run, read back: every value of every path, the same summary, the
//! same charts.

use crate::support;

use shortrun::analysis::closing_stack::ClosingStack;
use shortrun::analysis::default_rules::default_rules;
use shortrun::analysis::followed::Followed;
use shortrun::analysis::kpi::KpiTerms;
use shortrun::analysis::outcomes::{MonthFigure, NEVER, Outcomes};
use shortrun::analysis::run_info::RunInfo;
use shortrun::analysis::summary::summarize;
use shortrun::analysis::timeline::month_spreads;
use shortrun::model::outcome::Route;
use shortrun::model::returns::IrrKind;
use shortrun::output::chart::Size;
use shortrun::output::run::pictures::Pictures;
use shortrun::output::run::saved::{
    SavedPaths, months_parquet, panel_parquet, paths_parquet, read_months, read_paths, read_years,
    years_parquet,
};
use shortrun::sampling::design::Design;
use support::{apparel, load, outcomes};

/// A run of the scenario of all features, and what it was made from.
fn a_run(paths: u64) -> (RunInfo, Outcomes) {
    let scenario = load(&apparel());
    let deal = &scenario.operator.terms.deal;
    let fact = |input| scenario.assumptions.known(input).expect("a plain number");
    let routes = scenario.operator.routes.iter().map(|(name, _)| name.clone());
    let info = RunInfo {
        program_version: "0.1.0".to_owned(),
        scenario_file: "a \"plan\", änd more.toml".to_owned(),
        scenario_name: "=All of it".to_owned(),
        vertical: String::new(),
        currency: scenario.currency.clone(),
        content_hash: scenario.content_hash.clone(),
        seed: u64::MAX,
        design: Design::Plain,
        paths,
        horizon_months: scenario.operator.horizon_months,
        hurdle_rate: fact(deal.hurdle_rate),
        target_irr: fact(deal.target_irr),
        cheque: fact(deal.cheque),
        post_money: fact(deal.pre_money) + fact(deal.round_size),
        route_names: routes.collect(),
        horizon_rule: "1.5x LTM revenue".to_owned(),
        kpi: KpiTerms::of(&scenario.assumptions, &default_rules(fact(deal.cheque))),
        closing: ClosingStack::of(&scenario.operator, &scenario.assumptions),
    };
    (info, outcomes(&scenario, 0..paths, 2))
}

/// Equal, absent where absent: to the last bit.
fn assert_same(saved: &[f64], run: &[f64]) {
    let bits = |value: &f64| if value.is_nan() { f64::NAN.to_bits() } else { value.to_bits() };
    assert!(saved.iter().map(bits).eq(run.iter().map(bits)));
}

#[test]
fn every_value_of_every_path_comes_back_to_the_last_bit() {
    let (info, mut run) = a_run(700);
    // Rare ones that a short run may lack.
    (run.irr_kind[0], run.irr_kind[1]) = (IrrKind::Several { roots: 3 }, IrrKind::NoRate);
    (run.irr[1], run.npv[2], run.irr[3]) = (f64::NAN, -0.0, f64::INFINITY);
    let saved = read_paths(paths_parquet(&info, &run)).expect("a file of ours");
    assert_eq!(format!("{:?}", saved.info), format!("{info:?}"));
    let SavedPaths { outcomes: back, .. } = saved;
    assert_eq!((&back.path, &back.irr_kind), (&run.path, &run.irr_kind));
    assert_eq!((&back.route, &back.exit_month), (&run.route, &run.exit_month));
    assert_eq!(back.first_round_tried, run.first_round_tried);
    for (back, run) in [
        (&back.moic, &run.moic),
        (&back.irr, &run.irr),
        (&back.npv, &run.npv),
        (&back.invested, &run.invested),
        (&back.returned, &run.returned),
        (&back.enterprise_value, &run.enterprise_value),
        (&back.equity_proceeds, &run.equity_proceeds),
        (&back.ownership, &run.ownership),
    ] {
        assert_same(back, run);
    }
    for (back, run) in back.figures.iter().zip(&run.figures) {
        assert_same(back, run);
    }
    assert_eq!(back.panel.paths(), 0, "months are kept in months.parquet alone");
    // The run has what can be lost: absent values, and every kind of ending.
    assert!(run.figures.iter().flatten().any(|value| value.is_nan()));
    assert!(
        run.first_round_tried.contains(&NEVER) && run.first_round_tried.iter().any(|t| *t < 99)
    );
    assert!([Route::Failure, Route::Horizon, Route::Sale(0)].iter().all(|r| run.route.contains(r)));
}

#[test]
fn months_and_the_runway_come_back_and_every_chart_is_drawn_again() {
    let (info, run) = a_run(500);
    let mut months = month_spreads(&run, info.horizon_months);
    // As in a month in which no path made anything.
    months[3].percentiles[MonthFigure::MarkdownRate as usize] = None;
    let followed = Followed::of(&run, info.horizon_months);
    let saved = read_months(months_parquet(&info, &months, &followed)).expect("a file of ours");
    assert_eq!(format!("{:?}", saved.months), format!("{months:?}"));
    assert_eq!((&saved.runway, saved.peers), (&followed.runway, followed.peers));
    let years = read_years(years_parquet(&info, &followed.years)).expect("a file of ours");
    assert_eq!(years, followed.years);
    let followed = Followed { runway: saved.runway, peers: saved.peers, years };
    let runway = &followed.runway;
    assert!(runway.singles.len() == 4 && runway.panel_paths == 500);

    let paths = read_paths(paths_parquet(&info, &run)).expect("a file of ours");
    let summary = summarize(&run, info.target_irr, &info.route_names);
    let again = summarize(&paths.outcomes, paths.info.target_irr, &paths.info.route_names);
    assert_eq!(format!("{again:?}"), format!("{summary:?}"));
    let first = Pictures::new(&info, &summary, &run);
    let again = Pictures::new(&paths.info, &again, &paths.outcomes)
        .with_followed(followed)
        .with_units(paths.units.clone())
        .with_driver(paths.driver.clone());
    for (first, again) in first.list().iter().flatten().zip(again.list().iter().flatten()) {
        let drawn = [first, again].map(|one| one.draw(None, Size::Full).svg());
        assert!(drawn[0] == drawn[1], "{}", first.name);
    }
}

#[test]
fn other_files_are_refused_with_what_is_wrong() {
    let (info, run) = a_run(40);
    let said = |bytes: Vec<u8>| read_paths(bytes).expect_err("not such a file").0;
    assert!(said(b"path,moic\n0,1\n".to_vec()).starts_with("it is not a Parquet file that can"));
    assert_eq!(said(panel_parquet(&info, &run, 9)), "it is the table of panel, not of paths");
    let whole = paths_parquet(&info, &run);
    for end in [0, 3, 4, whole.len() / 2, whole.len() - 1] {
        said(whole[..end].to_vec());
    }
    let text = "shortrun.layout_version\u{18}\u{1}1";
    let at = whole.windows(text.len()).position(|window| window == text.as_bytes());
    let mut later = whole;
    later[at.expect("the layout is in the file") + text.len() - 1] = b'2';
    assert_eq!(
        said(later),
        "it has layout 2, written by shortrun 0.1.0; this version reads layout 1"
    );
}

#[test]
fn the_files_have_the_same_bytes_on_any_number_of_threads() {
    let (info, _) = a_run(1);
    let scenario = load(&apparel());
    let files = [1, 2, 7].map(|threads| {
        let run = outcomes(&scenario, 0..900, threads);
        let months = month_spreads(&run, info.horizon_months);
        let followed = Followed::of(&run, info.horizon_months);
        [
            paths_parquet(&info, &run),
            months_parquet(&info, &months, &followed),
            years_parquet(&info, &followed.years),
        ]
    });
    assert!(files[0] == files[1] && files[1] == files[2]);
}
