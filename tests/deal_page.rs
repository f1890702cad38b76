//! What a committee is told of a deal, against paths that are lived one by one.

use shortrun::analysis::deal_page::DealPage;
use shortrun::analysis::evaluate::Sample;
use shortrun::analysis::outcomes::Outcomes;
use shortrun::analysis::round_use::{MONTHS, Use};
use shortrun::analysis::statistic::Rates;
use shortrun::analysis::summary::summarize;
use shortrun::input::Scenario;
use shortrun::model::event::Event;
use shortrun::model::outcome::Route;
use shortrun::model::simulator::{Replay, Simulator};
use shortrun::output::chart::Size;
use shortrun::output::run::chart::payout;
use shortrun::output::run::pictures::Pictures;

use super::break_even_price::everything;
use super::support::{apparel, load, outcomes, run_info};
use super::titles::Table;

const PATHS: u64 = 120;

/// With a debt that falls due, plant that wears, taxes, and terms of trade.
fn in_debt() -> String {
    let keys = "debt = 800_000\ndebt_grace_months = 3\ndebt_term_months = 30\n#";
    let text = everything(8e6);
    assert!(text.contains("\ndebt = "));
    text.replace("\ndebt = ", &format!("\n{keys}"))
}

fn page(scenario: &Scenario, run: &Outcomes) -> DealPage {
    let names: Vec<String> =
        scenario.operator.routes.iter().map(|(name, _)| name.clone()).collect();
    let sample =
        Sample { outcomes: run, rates: Rates { hurdle: 0.25, target: 0.25 }, route_names: &names };
    DealPage::of(&scenario.operator, &scenario.assumptions, &sample, &[])
}

fn replays(scenario: &Scenario) -> Vec<Replay> {
    let simulator = Simulator::new(&scenario.operator, &scenario.assumptions, scenario.seed);
    (0..PATHS).map(|path| simulator.replay(path)).collect()
}

fn mean(values: impl Iterator<Item = f64>) -> f64 {
    let all: Vec<f64> = values.collect();
    all.iter().sum::<f64>() / all.len() as f64
}

fn near(found: f64, wanted: f64, what: &str) {
    let size = found.abs().max(wanted.abs()).max(1.0);
    assert!((found - wanted).abs() <= 1e-9 * size, "{what}: {found}, not {wanted}");
}

/// Later rounds of a path: the month of each, what it raises, and the investor's share before it.
fn rounds(replay: &Replay) -> Vec<(usize, f64, f64)> {
    let events = replay.record.events.iter();
    let round = events.filter_map(|(month, event)| match event {
        Event::RoundClosed(round) => Some((*month, round.round.raised, round.share_before)),
        _ => None,
    });
    round.collect()
}

#[test]
fn sources_and_uses_are_those_of_the_accounts_and_are_equal() {
    for text in [in_debt(), apparel()] {
        let scenario = load(&text);
        let run = outcomes(&scenario, 0..PATHS, 2);
        let found = page(&scenario, &run).round_use.expect("paths");
        let (mut all, mut of) = (Vec::new(), [(); Use::COUNT].map(|()| Vec::new()));
        for replay in replays(&scenario) {
            let last = rounds(&replay).first().map_or(MONTHS, |(month, ..)| MONTHS.min(month + 1));
            let lived = &replay.ledger.months[..last.min(replay.ledger.months.len())];
            let details = &replay.record.months[..lived.len()];
            let mut left = lived.last().expect("a month").cash;
            let mut raised: f64 = lived.iter().map(|month| month.funding).sum();
            if let Some((_, later, _)) =
                rounds(&replay).first().filter(|one| one.0 + 1 == lived.len())
            {
                left -= later;
                raised -= later;
            }
            let replaced: f64 = details.iter().map(|month| month.accounts.replacement).sum();
            let capex: f64 = lived.iter().map(|month| month.capex).sum();
            let uses = [
                capex - replaced,
                replaced,
                -lived.iter().map(|month| month.ebitda).sum::<f64>(),
                lived.last().expect("one").net_working_capital - lived[0].net_working_capital,
                lived.iter().map(|month| month.interest).sum(),
                lived.iter().map(|month| month.tax).sum(),
                lived.iter().map(|month| month.debt_repaid).sum(),
                left,
            ];
            let draws = &replay.draws;
            let terms = scenario.operator.terms.resolve(draws);
            let opening = terms.opening_cash();
            near(uses.iter().sum(), opening + raised, "a path");
            all.push(opening + raised);
            of.iter_mut().zip(uses).for_each(|(column, one)| column.push(one));
        }
        near(found.total.value, mean(all.into_iter()), "all");
        for (use_of, column) in Use::ALL.into_iter().zip(of) {
            near(found.uses[use_of as usize].value, mean(column.into_iter()), use_of.key());
        }
        let sources = found.investor.value + found.others.value + found.opening_cash.value;
        near(sources, found.total.value, "sources");
        near(found.uses.iter().map(|one| one.value).sum(), found.total.value, "uses");
    }
}

#[test]
fn every_sale_pays_out_its_price_and_no_more() {
    let scenario = load(&in_debt());
    let run = outcomes(&scenario, 0..PATHS, 1);
    let page = page(&scenario, &run);
    assert_eq!(page.sales.len(), 5);
    for sale in &page.sales {
        near(sale.debt + sale.payouts.total(), sale.price, "a sale");
        near(sale.payouts.carve_out, 0.06 * (sale.price - sale.debt), "its carve-out");
        // Seed, SAFE, note, this round: of the last, the investor has two thirds.
        assert_eq!(sale.payouts.classes.len(), 4);
        near(sale.investor, 4.0 / 6.0 * sale.payouts.classes[3], "the investor");
    }
    // Half of the post-money value does not pay the preferences that rank alike: those of the
    // round, the SAFE and the note with its interest. At eight times all are worth more as shares.
    let [low, .., high] = &page.sales[..] else { panic!("five") };
    near(low.debt, 800_000.0, "debt");
    let alike = 6e6 + 5e5 + 3e5 * 1.06;
    near(low.payouts.classes[3], 0.94 * (7e6 - 8e5) * 6e6 / alike, "its preference, cut");
    near(low.payouts.classes[0] + low.payouts.common, 0.0, "seed and common");
    near(high.price, 110e6, "8 x 14 million, to two digits");
    near(high.payouts.classes[3], 6.0 / 14.0 * 0.94 * (110e6 - 8e5), "as shares");
}

#[test]
fn the_picture_of_payouts_has_the_sales_of_the_memo_and_the_sales_of_the_run() {
    for text in [in_debt(), apparel()] {
        let scenario = load(&text);
        let run = outcomes(&scenario, 0..PATHS, 2);
        let page = page(&scenario, &run);
        let info = run_info("plan.toml", &scenario, PATHS);
        let summary = summarize(&run, info.target_irr, &info.route_names);
        let pictures = Pictures::new(&info, &summary, &run);
        let mut drawn = pictures.list().into_iter().flatten();
        let picture = drawn.find(|one| *one.subject.kind == payout::KIND);
        let chart = picture.expect("a run has it").draw(None, Size::Full);
        let table = Table::of(&chart);
        let rows = table.rows_where("kind", "payout");
        let holders = &table.head()[3..table.head().len() - 2];
        for sale in &page.sales {
            let is_there = |row: &&usize| {
                (table.number(**row, "price") - sale.price).abs() <= 1e-9 * sale.price
            };
            let row = *rows.iter().find(is_there).expect("each price of the memo");
            let paid = |name: &str| {
                if holders.iter().any(|one| one == name) { table.number(row, name) } else { 0.0 }
            };
            let (earlier, round) = sale.payouts.classes.split_at(sale.payouts.classes.len() - 1);
            near(paid("debt"), sale.debt, "debt");
            near(paid("carve-out"), sale.payouts.carve_out, "carve-out");
            near(paid("this investor"), sale.investor, "the investor");
            near(paid("others of this round"), round[0] - sale.investor, "the rest of the round");
            near(paid("common  options"), sale.payouts.common, "common");
            let all: f64 = holders.iter().map(|name| table.number(row, name)).sum();
            near(all, sale.price, "all holders");
            let named = ["debt", "carve-out", "this investor", "others of this round"];
            let others: f64 = holders
                .iter()
                .filter(|name| !named.contains(&name.as_str()) && *name != "common  options")
                .map(|name| table.number(row, name))
                .sum();
            near(others, earlier.iter().sum(), "earlier classes");
            near(table.number(row, "investor_moic"), sale.investor / page.deal.cheque, "multiple");
        }
        // Every sale of the run is in a bin, or told beyond the axis.
        let bins = table.rows_where("kind", "sales");
        let [low, high] = [bins[0], bins[bins.len() - 1]];
        let ends = [table.number(low, "price"), table.number(high, "to")];
        let is_sold = |path: &usize| matches!(run.route[*path], Route::Sale(_));
        let debt = page.debt;
        let prices: Vec<f64> =
            (0..run.len()).filter(is_sold).map(|path| run.equity_proceeds[path] + debt).collect();
        assert!(10 < prices.len(), "{}", prices.len());
        let inside = prices.iter().filter(|price| ends[0] <= **price && **price <= ends[1]).count();
        let binned: f64 = bins.iter().map(|row| table.number(*row, "share_of_sales")).sum();
        near(binned, inside as f64 / prices.len() as f64, "sales on the axis");
    }
}

#[test]
fn years_are_sums_over_paths_that_operate_through_them() {
    let scenario = load(&apparel());
    let run = outcomes(&scenario, 0..PATHS, 2);
    let found = page(&scenario, &run).years;
    let all = replays(&scenario);
    assert!(3 < found.len());
    for year in &found {
        let (from, to) = (12 * (year.year - 1), 12 * year.year);
        let through = all.iter().filter(|one| {
            let months = one.ledger.months.len();
            to < months || (to == months && one.ledger.outcome.route != Route::Failure)
        });
        let mut sums: Vec<[f64; 2]> = through
            .map(|one| {
                let months = &one.ledger.months[from..to];
                [
                    months.iter().map(|month| month.revenue).sum(),
                    months.iter().map(|month| month.ebitda).sum(),
                ]
            })
            .collect();
        near(year.operating.value, sums.len() as f64 / PATHS as f64, "operating");
        for (which, spread) in [&year.revenue, &year.ebitda].into_iter().enumerate() {
            sums.sort_by(|a, b| a[which].total_cmp(&b[which]));
            for (p, at) in [0.25, 0.5, 0.75].into_iter().zip(spread) {
                let rank = (p * sums.len() as f64 - 1e-9).ceil() as usize;
                near(at.value, sums[rank - 1][which], "a percentile");
            }
        }
    }
    assert!(found.windows(2).all(|pair| pair[1].operating.value <= pair[0].operating.value));
}

#[test]
fn the_reserve_is_what_an_investor_with_pro_rata_pays_into_later_rounds() {
    // Whether it has the right or not.
    for pro_rata in [true, false] {
        let text =
            everything(8e6).replace("pro_rata = true #", &format!("pro_rata = {pro_rata} #"));
        let scenario = load(&text);
        let run = outcomes(&scenario, 0..PATHS, 2);
        let found = page(&scenario, &run).later.expect("it closes");
        let taking = load(&everything(8e6));
        let paid = |replay: &Replay| -> f64 {
            rounds(replay).iter().map(|(_, raised, share)| raised * share).sum()
        };
        let all = replays(&taking);
        let mut reserves: Vec<f64> = all.iter().map(paid).collect();
        assert!(reserves.iter().any(|one| 0.0 < *one));
        near(found.reserve.value, mean(reserves.iter().copied()), "the reserve");
        reserves.sort_by(f64::total_cmp);
        near(found.reserve_p90.value, reserves[(0.9 * PATHS as f64) as usize - 1], "its P90");
        let raised = |one: &Replay| rounds(one).iter().map(|round| round.1).sum::<f64>();
        near(found.raised.value, mean(all.iter().map(raised)), "raised");
        let raises = all.iter().filter(|one| !rounds(one).is_empty()).count();
        near(found.raises.value, raises as f64 / PATHS as f64, "how often");
        let mut short: Vec<f64> = all
            .iter()
            .map(|one| {
                let outcome = &one.ledger.outcome;
                let failed = (outcome.route == Route::Failure).then_some(outcome.exit_month);
                let first = outcome.first_round_tried.into_iter().chain(failed).min();
                first.map_or(f64::INFINITY, |month| month as f64 + 1.0)
            })
            .collect();
        short.sort_by(f64::total_cmp);
        for (p, month) in [0.25, 0.5, 0.75].into_iter().zip(found.short_by) {
            let wanted = short[(p * PATHS as f64) as usize - 1];
            assert_eq!(month.value.to_bits(), wanted.to_bits(), "{month:?}");
        }
    }
}
