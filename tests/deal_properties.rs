//! What holds of every deal: money is neither made nor lost on its way to the shareholders, a
//! cheaper deal is never worse, and mean NPV is nothing where a statistic says that it is.

use crate::support;

use shortrun::analysis::break_even_price::{BreakEvenPrice, break_even_price};
use shortrun::analysis::errors::Errors;
use shortrun::analysis::evaluate::{Evaluated, Sample};
use shortrun::analysis::grammar::statistic;
use shortrun::analysis::outcomes::Outcomes;
use shortrun::analysis::repriced::Repriced;
use shortrun::analysis::statistic::{Rates, Statistic};
use shortrun::input::Scenario;
use shortrun::model::event::{Event, Failed};
use shortrun::model::outcome::{FailureCause, Route};
use shortrun::model::simulator::{Replay, Simulator};
use shortrun::output::figures::difference;
use shortrun::output::statistic_words::{StatisticStyle, statistic_words};
use support::{apparel, load, outcomes};

pub(crate) const EVERYTHING: &str = include_str!("support/deal_of_everything.toml");

const SHIPPED: [&str; 4] = [
    include_str!("../scenarios/apparel-nearshore.toml"),
    include_str!("../scenarios/apparel-offshore.toml"),
    include_str!("../scenarios/electronics-custom.toml"),
    include_str!("../scenarios/food-microkitchen.toml"),
];

fn deals() -> Vec<String> {
    let shipped = SHIPPED.map(str::to_owned).into_iter();
    shipped.chain([apparel(), EVERYTHING.to_owned()]).collect()
}

fn each_replay(scenario: &Scenario, paths: u64, mut look: impl FnMut(&Replay)) {
    let simulator = Simulator::new(&scenario.operator, &scenario.assumptions, scenario.seed);
    (0..paths).for_each(|path| look(&simulator.replay(path)));
}

#[track_caller]
fn near(one: f64, other: f64, what: &str) {
    assert!((one - other).abs() <= 1e-9 * one.abs().max(1e6), "{what}: {one} and {other}");
}

#[test]
fn money_is_conserved_from_the_cheque_to_the_payouts() {
    let mut seen = [0; 4];
    for text in deals() {
        let scenario = load(&text);
        let terms = &scenario.operator.terms;
        each_replay(&scenario, 80, |replay| {
            let (ledger, settlement) = (&replay.ledger, &replay.record.settlement);
            let proceeds = &settlement.proceeds;
            near(settlement.at_closing.total(), proceeds.at_closing, "paid at closing");
            near(settlement.in_all.total(), proceeds.at_closing + proceeds.deferred, "paid in all");
            near(settlement.in_all.total(), ledger.outcome.equity_proceeds, "equity");
            let paid = settlement.classes.iter().zip(&settlement.in_all.classes);
            let back: f64 = paid.map(|(class, paid)| class.part * paid).sum();
            near(back, ledger.outcome.returned, "got back");
            let put_in: f64 = settlement.flows.iter().map(|flow| (-flow.amount).max(0.0)).sum();
            near(put_in, ledger.outcome.invested, "paid in");
            // From the cash of the closing to that of the last month, through all that moves it.
            let of = |input| replay.draws[input];
            let staged: f64 = terms.tranche.iter().map(|one| of(one.share)).sum();
            let mut cash =
                of(terms.balance_sheet.opening_cash) + (1.0 - staged) * of(terms.deal.round_size);
            let mut debt = of(terms.balance_sheet.debt);
            for month in &ledger.months {
                cash += month.ebitda - month.tax - month.interest - month.working_capital_change;
                cash += month.funding - month.capex - month.debt_repaid;
                debt -= month.debt_repaid;
                near(cash, month.cash, "cash");
                near(debt, month.debt, "debt");
            }
            let raised: f64 = ledger.months.iter().map(|month| month.funding).sum();
            near(raised, ledger.outcome.stages.raised_later, "raised later");
            seen[0] += usize::from(0.0 < raised);
            seen[1] += usize::from(0.0 < proceeds.deferred);
            seen[2] += usize::from(debt < of(terms.balance_sheet.debt));
            seen[3] += usize::from(1.0 < settlement.in_all.carve_out);
        });
    }
    assert!(seen.iter().all(|paths| 15 < *paths), "{seen:?}");
}

/// With another number for a key.
fn with_pre_money(text: &str, factor: f64) -> String {
    let line = text.lines().find(|line| line.starts_with("pre_money = ")).expect("a price");
    let written = line["pre_money = ".len()..].split('#').next().unwrap_or_default().trim();
    let price: f64 = match written.replace('_', "").parse() {
        Ok(price) => price,
        Err(_) => {
            let value = written.split("value = ").nth(1).expect("a value with its source");
            let digits = value.split([',', ' ', '}']).next().unwrap_or_default();
            digits.replace('_', "").parse().expect("a number")
        }
    };
    text.replacen(line, &format!("pre_money = {}", factor * price), 1)
}

/// Without payments into later rounds, of which a larger share makes more: they may be bad ones.
fn passive(text: &str) -> String {
    text.replace("pro_rata = true", "pro_rata = false")
}

#[test]
fn a_deal_at_half_its_price_is_worse_on_no_path() {
    for text in deals().iter().map(|text| passive(text)) {
        let run = |text: &str| outcomes(&load(text), 0..300, 2);
        let (plain, cheap) = (run(&text), run(&with_pre_money(&text, 0.5)));
        // The price moves nothing that the operator does.
        assert_eq!(plain.route, cheap.route);
        assert_eq!(plain.exit_month, cheap.exit_month);
        let mut better = 0;
        for path in 0..plain.len() {
            let (own, other) = (plain.moic[path], cheap.moic[path]);
            let (worth, other_worth) = (plain.npv[path], cheap.npv[path]);
            assert!(own <= other * (1.0 + 1e-9) + 1e-12, "{path}: MOIC {own} and {other}");
            assert!(worth <= other_worth + 1e-6, "{path}: NPV {worth} and {other_worth}");
            better += usize::from(own + 1e-3 < other);
        }
        assert!(30 < better, "{better} of 300 are better");
    }
}

fn mean(values: &[f64]) -> (f64, f64) {
    support::mean_and_error(values)
}

#[test]
fn at_the_break_even_rate_the_deal_is_worth_its_price() {
    for text in [EVERYTHING.to_owned(), apparel()] {
        let scenario = load(&text);
        let of_all = outcomes(&scenario, 0..4_000, 2);
        let sample = Sample { outcomes: &of_all, rates: Rates::both(0.1), route_names: &[] };
        let found = Statistic::BreakEvenRate.evaluate(&sample);
        let rate = found.estimate.value;
        let line = text.lines().find(|line| line.starts_with("hurdle_rate")).expect("a rate");
        let again = load(&text.replacen(line, &format!("hurdle_rate = {rate}"), 1));
        // On the same paths to the last cent; on others within the errors of both.
        let (same, _) = mean(&outcomes(&again, 0..4_000, 2).npv);
        assert!(same.abs() < 1.0, "{same}");
        let (other, error) = mean(&outcomes(&again, 4_000..8_000, 2).npv);
        assert!(other.abs() <= 3.0 * 2.0_f64.sqrt() * error, "{other} ± {error}");
        // Each path's influence is its own share of the error.
        let (middle, error) = mean(&found.influence);
        assert!(middle.abs() < 1e-9 && (error - found.estimate.standard_error).abs() < 1e-12);
    }
}

#[test]
fn at_the_break_even_price_it_is_worth_nothing_on_other_paths_too() {
    // At its own hurdle rate no price of the second works.
    let patient = apparel().replace("hurdle_rate = 0.25", "hurdle_rate = 0.05");
    for text in [EVERYTHING.to_owned(), patient] {
        let scenario = load(&text);
        let lived = outcomes(&scenario, 0..2_000, 2);
        let deal = Repriced::new(&scenario.operator, &scenario.assumptions, &lived.deals);
        let BreakEvenPrice::At(price) = break_even_price(&deal, Errors::OfPaths) else {
            panic!("there is one")
        };
        let own = deal.deal().pre_money;
        let again = load(&with_pre_money(&text, price.value / own));
        let (same, error) = mean(&outcomes(&again, 0..2_000, 2).npv);
        assert!(same.abs() < 0.01 * error, "{same} ± {error}");
        let (other, error) = mean(&outcomes(&again, 2_000..4_000, 2).npv);
        assert!(other.abs() <= 3.0 * 2.0_f64.sqrt() * error, "{other} ± {error}");
    }
}

#[test]
fn failures_have_the_cause_that_ends_them_and_their_shares_add_up() {
    let debtor = EVERYTHING.replace("minimum_cash = 60_000\n", "");
    let of = |all: &Outcomes, cause| all.failure.iter().filter(|one| **one == Some(cause)).count();
    for (text, wanted) in [
        (
            EVERYTHING,
            &[FailureCause::BelowMinimum, FailureCause::Setback, FailureCause::OutOfCash][..],
        ),
        (&debtor, &[FailureCause::DebtNotRepaid, FailureCause::Setback, FailureCause::OutOfCash]),
    ] {
        let scenario = load(text);
        let all = outcomes(&scenario, 0..1_500, 2);
        let failed = all.route.iter().filter(|route| **route == Route::Failure).count();
        let by_cause: usize = FailureCause::ALL.iter().map(|cause| of(&all, *cause)).sum();
        assert_eq!(by_cause, failed);
        assert!(wanted.iter().all(|cause| 5 < of(&all, *cause)), "{:?}", all.failure);
        if text == debtor {
            assert_eq!(of(&all, FailureCause::BelowMinimum), 0, "nothing must remain");
        }
        each_replay(&scenario, 200, |replay| {
            let path = replay.ledger.path as usize;
            let failed = replay.record.events.iter().find_map(|(_, event)| match event {
                Event::Failed(failed) => Some(failed),
                _ => None,
            });
            assert_eq!(all.failure[path], failed.map(Failed::cause_code));
            if let Some(failed) = failed {
                is_so(failed, replay.ledger.months.last().expect("a month").debt_repaid);
            }
        });
    }
}

/// What each cause says of the cash of the last month.
fn is_so(failed: &Failed, repaid: f64) {
    match failed.cause_code() {
        FailureCause::Setback => assert!(0.0 <= failed.cash),
        FailureCause::BelowMinimum => assert!(0.0 <= failed.cash && failed.cash < 60_000.0),
        FailureCause::DebtNotRepaid => assert!(failed.cash < 0.0 && 0.0 <= failed.cash + repaid),
        FailureCause::OutOfCash => assert!(failed.cash + repaid < 0.0),
    }
}

/// What paying in parts is worth, as the page on the model has it.
#[test]
fn the_worth_of_staging_is_what_the_documentation_says() {
    let from = EVERYTHING.find("[[investment.tranche]]").expect("tranches");
    let to = EVERYTHING.find("[balance_sheet]").expect("after them");
    let whole = format!("{}{}", &EVERYTHING[..from], &EVERYTHING[to..]);
    let [whole, staged] =
        [whole.as_str(), EVERYTHING].map(|text| outcomes(&load(text), 0..20_000, 2));
    let page = include_str!("../docs/model.md");
    let mut missing = Vec::new();
    let sample = |outcomes| Sample { outcomes, rates: Rates::both(0.12), route_names: &[] };
    for (label, name) in [
        ("Mean NPV", "mean_npv"),
        ("Mean paid in by the investor", "mean_paid_in"),
        ("Chance of loss", "p_loss"),
    ] {
        let of = statistic(name, &[]).expect(name);
        let [one, other] = [&whole, &staged].map(|outcomes| of.evaluate(&sample(outcomes)));
        let level = |of_run: &Evaluated| {
            statistic_words(of_run.estimate, of.unit(), "USD", StatisticStyle::WithError)
        };
        let less = difference(&other.less(&one), of.unit(), "USD");
        let row = format!("| {label} | {} | {} | {less} |", level(&one), level(&other));
        missing.extend((!page.contains(&row)).then_some(row));
    }
    assert!(missing.is_empty(), "docs/model.md has to say:\n{}", missing.join("\n"));
}
