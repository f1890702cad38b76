//! A path that is replayed is the path of the run, to the bit, and what is told
//! of it explains its ledger, to the bit.

use crate::support;

use shortrun::analysis::outcomes::Outcomes;
use shortrun::input::Scenario;
use shortrun::model::event::Event;
use shortrun::model::ledger::{Ledger, Month};
use shortrun::model::outcome::{Figure, Outcome, Route};
use shortrun::model::returns::{irr, moic, npv};
use shortrun::model::simulator::{Replay, Simulator};
use shortrun::sampling::assumptions::Draws;
use support::{apparel, load, outcomes};

const SHIPPED: [&str; 4] = [
    include_str!("../scenarios/apparel-nearshore.toml"),
    include_str!("../scenarios/apparel-offshore.toml"),
    include_str!("../scenarios/electronics-custom.toml"),
    include_str!("../scenarios/food-microkitchen.toml"),
];

/// The shipped scenarios, and the one in which all features take part.
fn scenarios() -> Vec<Scenario> {
    SHIPPED.iter().map(|text| load(text)).chain([load(&apparel())]).collect()
}

fn each_replay(scenario: &Scenario, paths: u64, mut look: impl FnMut(&Replay)) {
    let simulator = Simulator::new(&scenario.operator, &scenario.assumptions, scenario.seed);
    (0..paths).for_each(|path| look(&simulator.replay(path)));
}

fn same(a: f64, b: f64) -> bool {
    a.to_bits() == b.to_bits()
}

/// Whether an outcome is that of the run.
fn is_of_run(outcome: &Outcome, run: &Outcomes, i: usize) -> bool {
    let pairs = [
        (outcome.moic, run.moic[i]),
        (outcome.irr, run.irr[i]),
        (outcome.npv, run.npv[i]),
        (outcome.invested, run.invested[i]),
        (outcome.returned, run.returned[i]),
        (outcome.enterprise_value, run.enterprise_value[i]),
        (outcome.equity_proceeds, run.equity_proceeds[i]),
        (outcome.ownership, run.ownership[i]),
    ];
    let figures = Figure::ALL.iter().map(|f| (outcome.figures[*f as usize], run.figure(*f)[i]));
    outcome.route == run.route[i]
        && outcome.exit_month == usize::from(run.exit_month[i])
        && pairs.into_iter().chain(figures).all(|(a, b)| same(a, b))
}

#[test]
fn a_replayed_path_is_that_of_the_run_to_the_bit_on_any_number_of_threads() {
    for scenario in scenarios() {
        let runs = [1, 2].map(|threads| outcomes(&scenario, 0..400, threads));
        each_replay(&scenario, 400, |replay| {
            let (path, outcome) = (replay.ledger.path as usize, &replay.ledger.outcome);
            assert!(runs.iter().all(|run| is_of_run(outcome, run, path)), "{path}");
            let flows = &replay.record.settlement.flows;
            let hurdle = replay.draws[scenario.operator.terms.deal.hurdle_rate];
            assert!(same(moic(flows), outcome.moic) && same(npv(flows, hurdle), outcome.npv));
            assert!(same(irr(flows).rate, outcome.irr), "{path}");
        });
    }
}

#[test]
fn the_forecast_of_a_line_made_wholly_to_order_is_its_plan() {
    let mut seen = 0;
    for scenario in scenarios() {
        let (operator, ids) = (&scenario.operator, &scenario.operator.terms);
        each_replay(&scenario, 40, |replay| {
            let of = |input| replay.draws[input];
            let allowed = 1.0 - of(ids.popups.event_permit_refusal);
            let has_events = 0.0 < of(ids.popups.events_per_site_month);
            let halo = if has_events { 0.95 * of(ids.popups.demand_halo) * allowed } else { 0.0 };
            let months = replay.ledger.months.iter().zip(&replay.record.months).enumerate();
            for (t, (month, detail)) in months {
                let sites = month.site_equivalents;
                let shared = 1.0 - of(ids.scaling.cannibalisation_exponent);
                let alike = if sites <= 1.0 { sites } else { libm::pow(sites, shared) };
                let reach = alike * (detail.demand_equivalents / sites);
                for (index, line) in detail.lines.iter().enumerate() {
                    let terms = &ids.products[index];
                    let rests = t < of(terms.launch_month) as usize;
                    if of(terms.made_to_order_share) < 1.0 || rests {
                        continue;
                    }
                    let season = operator.lines[index].seasonality[t % 12];
                    let planned = of(terms.units_per_site_month) * reach * season;
                    let planned = planned * month.demand_index * (1.0 + halo);
                    assert!((line.forecast / planned - 1.0).abs() < 1e-9, "{t} {}", line.forecast);
                    seen += 1;
                }
            }
        });
    }
    assert!(1_000 < seen, "{seen}");
}

#[test]
fn its_months_are_those_of_the_ledger_and_each_total_is_the_sum_of_its_parts_to_the_bit() {
    for scenario in scenarios() {
        let simulator = Simulator::new(&scenario.operator, &scenario.assumptions, scenario.seed);
        let (mut draws, mut ledger) = (Draws::default(), Ledger::default());
        each_replay(&scenario, 150, |replay| {
            simulator.simulate(replay.ledger.path, &mut draws, &mut ledger);
            assert_eq!(format!("{:?}", replay.ledger.months), format!("{:?}", ledger.months));
            assert_eq!(replay.record.months.len(), ledger.months.len());
            assert_eq!(ledger.months.len(), ledger.outcome.exit_month + 1);
            let balance = scenario.operator.terms.balance_sheet.map(|input| draws[*input]);
            let round = draws[scenario.operator.terms.deal.round_size];
            let mut last = Month {
                cash: balance.opening_cash + round,
                net_fixed_assets: balance.opening_fixed_assets,
                ..Month::default()
            };
            for (t, (month, detail)) in ledger.months.iter().zip(&replay.record.months).enumerate()
            {
                add_up(month, detail, (&last, t));
                last = *month;
            }
        });
    }
}

fn add_up(
    month: &Month,
    detail: &shortrun::model::detail::MonthDetail,
    (last, t): (&Month, usize),
) {
    let of_lines = |of: fn(&shortrun::model::sale::LineMonth) -> f64| {
        detail.lines.iter().fold(0.0, |sum, line| sum + of(&line.month))
    };
    let parts = &detail.accounts;
    let change = if t == 0 { 0.0 } else { month.net_working_capital - last.net_working_capital };
    let operating = month.ebitda - month.tax - month.interest - month.working_capital_change;
    let sums = [
        ("demand", of_lines(|line| line.demand), month.demand),
        ("made", of_lines(|line| line.made), month.made),
        ("sold", of_lines(|line| line.sold), month.sold),
        ("left over", of_lines(|line| line.leftover), month.leftover),
        ("lost", of_lines(|line| line.lost), month.lost),
        ("line revenue", of_lines(|line| line.revenue), month.line_revenue),
        ("line cost", of_lines(|line| line.cost), month.line_cost),
        ("inventory", of_lines(|line| line.inventory), month.inventory),
        ("revenue", month.line_revenue + month.popup_revenue + month.rental, month.revenue),
        (
            "contribution",
            month.revenue - month.line_cost - detail.popup_cost - parts.site_cost,
            month.contribution,
        ),
        (
            "ebitda",
            month.contribution
                - parts.overhead
                - parts.carrying
                - (parts.permit_fees + parts.closure_cost),
            month.ebitda,
        ),
        (
            "working capital",
            month.inventory + parts.receivables - parts.payables,
            month.net_working_capital,
        ),
        ("change of working capital", change, month.working_capital_change),
        (
            "fixed assets",
            last.net_fixed_assets - month.depreciation + month.capex,
            month.net_fixed_assets,
        ),
        (
            "cash",
            last.cash + (operating - month.capex - month.debt_repaid) + month.funding,
            month.cash,
        ),
    ];
    for (what, sum, total) in sums {
        assert!(same(sum, total), "month {t}: {what} {sum} against {total}");
    }
}

#[test]
fn what_is_told_accounts_for_sites_fees_funding_refusals_and_disruptions() {
    for scenario in scenarios() {
        each_replay(&scenario, 150, |replay| {
            let figure = |figure| replay.ledger.outcome.figure(figure).expect("every path has it");
            let (mut refused, mut closed, mut days, mut open, mut gone) = (0, 0, 0.0, 0, 0);
            let mut told = replay.record.events.iter().peekable();
            for (t, (month, detail)) in
                replay.ledger.months.iter().zip(&replay.record.months).enumerate()
            {
                let (mut capex, mut fees, mut funding) = (0.0, 0.0, 0.0);
                let (mut last_open, before) = (None, gone);
                while let Some((_, event)) = told.next_if(|(month, _)| *month == t) {
                    match event {
                        Event::PermitRefused { fee } => {
                            refused += 1;
                            fees = *fee;
                        }
                        Event::SiteGranted(site) => (capex, fees) = (site.capex, site.fee),
                        Event::SitesOpened { count, open: now } => {
                            open += count;
                            last_open = Some(*now);
                        }
                        Event::SiteClosed(_) => gone += 1,
                        Event::RoundClosed(round) => {
                            closed += 1;
                            funding = round.round.raised;
                            assert!(same(round.share_after, detail.ownership));
                        }
                        Event::Disrupted(event) => days += event.days,
                        _ => {}
                    }
                }
                let paid = capex + detail.accounts.replacement;
                assert!(same(paid, month.capex) && same(fees, detail.accounts.permit_fees));
                assert!(same(funding, month.funding), "month {t}");
                let initial = replay.draws[scenario.operator.terms.sites.initial_sites];
                let now = initial + open as f64 - f64::from(gone);
                assert!(same(now, month.sites_open), "month {t}");
                let told = last_open.is_none_or(|told| same(told, now) || before < gone);
                assert!(told, "month {t}");
            }
            assert!(told.next().is_none(), "nothing is told of months that were not lived");
            assert!(same(figure(Figure::PermitsRefused), f64::from(refused)));
            assert!(same(figure(Figure::RoundsClosed), f64::from(closed)));
            // What the last event has left at the end is told and not lived.
            assert!(figure(Figure::DisruptionDays) <= days * (1.0 + 1e-12));
            let ending = replay.record.events.last().map(|(_, event)| event);
            let is_told = match replay.ledger.outcome.route {
                Route::Failure => matches!(ending, Some(Event::Failed(_))),
                Route::Horizon => matches!(ending, Some(Event::ReachedHorizon(_))),
                Route::Sale(route) => {
                    matches!(ending, Some(Event::Sold(sold)) if sold.route == usize::from(route))
                }
            };
            assert!(is_told, "{ending:?}");
        });
    }
}

#[test]
fn a_path_beyond_those_of_any_run_can_be_replayed() {
    let scenario = load(&apparel());
    let simulator = Simulator::new(&scenario.operator, &scenario.assumptions, scenario.seed);
    let path = (1 << 40) - 1;
    let run = outcomes(&scenario, path - 2..path + 1, 2);
    assert!(is_of_run(&simulator.replay(path).ledger.outcome, &run, 2));
}
