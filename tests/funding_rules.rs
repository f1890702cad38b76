//! Debt that falls due, setbacks that end an operator with cash, and rounds that go with what
//! it earns.

use crate::support;

use shortrun::input::{NoFiles, Override, load_with};
use shortrun::model::event::{Cause, Event, Failed};
use shortrun::model::funding::Round;
use shortrun::model::outcome::{Figure, Route};
use support::{MADE_TO_ORDER, apparel, ledgers, load, months, one_line, outcomes, replay};

/// How the path failed, and in which month.
fn failure(text: &str) -> (usize, Failed) {
    let events = replay(text, 0).record.events;
    match events.last() {
        Some((t, Event::Failed(failed))) => (*t, *failed),
        other => panic!("{other:?}"),
    }
}

/// A plan with `keys` added to a table of it.
fn with(text: &str, table: &str, keys: &str) -> String {
    let head = format!("[{table}]\n");
    if text.contains(&head) {
        text.replace(&head, &format!("{head}{keys}\n"))
    } else {
        text.replacen("[[product]]", &format!("{head}{keys}\n\n[[product]]"), 1)
    }
}

/// The line of an operator that starts with the round's million alone.
fn line_with(balance_sheet: &str) -> String {
    with(
        &one_line(MADE_TO_ORDER).replace("opening_cash = 1e12\n", ""),
        "balance_sheet",
        balance_sheet,
    )
}

fn near(found: f64, wanted: f64) {
    assert!((found - wanted).abs() <= 1e-6 * wanted.abs().max(1.0), "{found} against {wanted}");
}

fn bits(values: &[f64]) -> Vec<u64> {
    values.iter().map(|x| x.to_bits()).collect()
}

#[test]
fn without_their_keys_no_bit_moves_and_an_old_name_keeps_its_draws() {
    let plain = apparel().replace("debt = 0\n", "debt = 700_000\n");
    let same = with(&plain, "balance_sheet", "minimum_cash = 0\ndebt_grace_months = 7");
    let same = with(&same, "funding", "max_dilution = 1");
    let same = with(&same, "funding.traction", "floor = 0.3");
    let same = with(&same, "failure", "setback_per_year = 0\nfading_months = 9");
    let (new, old) = ("round_close_probability_per_month", "round_close_probability");
    let named_of_old = plain.replace(new, old);
    assert!(same.contains("[failure]") && !named_of_old.contains(new));
    let run = |text: &str| {
        let run = outcomes(&load(text), 0..300, 2);
        [bits(&run.moic), bits(&run.npv), bits(run.figure(Figure::LowestCash))]
    };
    assert_eq!(run(&plain), run(&same));
    assert_eq!(run(&plain), run(&named_of_old));
}

#[test]
fn an_old_name_is_read_in_every_place_that_names_a_number() {
    let (new, old) =
        ("funding.round_close_probability_per_month", "funding.round_close_probability");
    let blocks = |name: &str| {
        format!(
            "\n[[stress]]\nname = \"Rounds\"\nkey = \"{name}\"\nvalues = [0.1, 0.2]\n\
             \n[[screen]]\nname = \"Odds\"\nmetric = \"{name}\"\nstatistic = \"median\"\nmax = 1\n\
             \n[[diligence]]\nquestion = \"Who funds it?\"\nresolves = [\"{name}\"]\ncost = 1\n\
             \n[[correlation]]\nbetween = [\"{name}\", \"funding.recovery_rate\"]\nrank = 0.3\n"
        )
    };
    let resolved = |text: &str, set: &str| {
        let change = Override { origin: "--set".to_owned(), text: format!("{set}=0.25") };
        let changes = if set.is_empty() { vec![] } else { vec![change] };
        let (scenario, _) = load_with("plan.toml", text, &NoFiles, &changes).expect("read");
        scenario.resolved
    };
    let plan = apparel();
    assert_eq!(
        resolved(&(plan.clone() + &blocks(new)), ""),
        resolved(&(plan.clone() + &blocks(old)), "")
    );
    assert_eq!(resolved(&plan, new), resolved(&plan, old));
    let named_of_old = plan.replace("round_close_probability_per_month", "round_close_probability");
    assert_eq!(
        resolved(&named_of_old, new),
        resolved(&plan, old),
        "a change of a file that has the old one"
    );
}

#[test]
fn debt_is_repaid_evenly_after_the_grace_with_interest_on_what_is_left() {
    let lived = months(&line_with(
        "debt = 120_000\ninterest_rate = 0.12\ndebt_term_months = 10\ndebt_grace_months = 3",
    ));
    let mut cash = 1_000_000.0;
    for (t, month) in lived.iter().enumerate() {
        let repaid_before = t.saturating_sub(3).min(10) as f64 * 12_000.0;
        let interest = 0.01 * (120_000.0 - repaid_before);
        let repaid = if (3..13).contains(&t) { 12_000.0 } else { 0.0 };
        cash += 30_000.0 - interest - repaid;
        near(month.interest, interest);
        near(month.debt_repaid, repaid);
        near(month.debt, 120_000.0 - repaid_before - repaid);
        near(month.cash, cash);
    }
    assert!(lived[119].debt.abs() <= 0.0 && lived[40].interest.abs() <= 0.0);
}

#[test]
fn what_is_left_of_the_debt_at_the_end_is_what_is_deducted() {
    let debt = "debt = 240_000\ninterest_rate = 0.12";
    let equity = |keys: &str| {
        let ledger = ledgers(&line_with(keys), 1).remove(0);
        let last = ledger.months[119];
        near(ledger.outcome.equity_proceeds, 600_000.0 + last.cash - last.debt);
        near(ledger.outcome.stages.closing_net_cash, last.cash - last.debt);
        ledger.outcome.equity_proceeds
    };
    let constant = equity(debt);
    // Repaid in month 19, it costs no interest in the hundred months after it.
    let repaid = equity(&format!("{debt}\ndebt_due_month = 19"));
    near(repaid - constant, 100.0 * 2_400.0);
    // Over twelve times twelve months, the last 24 of which are after the horizon.
    let partly = equity(&format!("{debt}\ndebt_term_months = 144"));
    let saved: f64 = (0..120).map(|t| 0.01 * f64::from(t) * 240_000.0 / 144.0).sum();
    near(partly - constant, saved);
}

#[test]
fn debt_that_cannot_be_repaid_fails_the_operator_and_is_still_owed() {
    let keys = "debt = 2_000_000\ndebt_due_month = 5\nopening_fixed_assets = 4_000_000\n\
                depreciation_months = 0";
    let text = with(&line_with(keys), "funding", "recovery_rate = 0.5");
    let (t, failed) = failure(&text);
    // 1,000,000 and six times 30,000 are 820,000 short.
    assert_eq!(t, 5);
    near(failed.cash, -820_000.0);
    near(failed.debt, 820_000.0);
    near(failed.proceeds.equity, 2_000_000.0 - 820_000.0);
    // With a month more to earn it in nothing else changes.
    let (t, failed) = failure(&text.replace("debt_due_month = 5", "debt_due_month = 6"));
    assert_eq!(t, 6);
    near(failed.debt, 790_000.0);
    // A round that closes in that month pays for it.
    let funded = with(
        &text,
        "funding",
        "max_rounds = 1\nround_close_probability_per_month = 1\nmin_raise = 900_000",
    );
    let ledger = ledgers(&funded, 1).remove(0);
    assert_eq!(ledger.outcome.route, Route::Horizon);
    near(ledger.months[5].cash, 80_000.0);
}

#[test]
fn below_the_minimum_a_round_is_tried_and_without_one_the_operator_fails() {
    let loses = with(
        &line_with(
            "minimum_cash = 400_000\ndebt = 50_000\nopening_fixed_assets = 80_000\ndepreciation_months = 0",
        ),
        "scaling",
        "overhead_fixed = 90_000",
    );
    let loses = with(&loses, "funding", "recovery_rate = 0.25");
    // 60,000 a month: 340,000 is the first below.
    let (t, failed) = failure(&loses);
    assert_eq!(t, 10);
    near(failed.cash, 340_000.0);
    assert!(matches!(failed.cause, Cause::Cash { .. }));
    near(failed.proceeds.equity, 20_000.0 + 340_000.0 - 50_000.0);
    let terms = "max_rounds = 1\nround_close_probability_per_month = 1\nmin_raise = 500_000\ntrigger_runway_months = 0";
    let funded = ledgers(&with(&loses, "funding", terms), 1).remove(0);
    near(funded.months[10].funding, 60_000.0 * 18.0);
    assert_eq!(funded.outcome.first_round_tried, Some(10));
}

/// Without sites to build, more debt of the same plan leaves less in every month.
#[test]
fn more_debt_due_never_raises_cash() {
    let of = |debt: u64, keys: &str| {
        let keys = format!("debt = {debt}\ninterest_rate = 0.08\ntax_rate = 0.3\n{keys}");
        let text =
            line_with(&keys).replace("made_to_order_share = 1\n", "forecast_volatility = 0.4\n");
        ledgers(&text, 40)
    };
    for keys in ["debt_term_months = 24", "debt_due_month = 30", ""] {
        for (less, more) in of(100_000, keys).iter().zip(&of(600_000, keys)) {
            assert!(more.months.len() <= less.months.len());
            for (less, more) in less.months.iter().zip(&more.months) {
                assert!(more.cash <= less.cash + 1e-6, "{keys}");
            }
        }
    }
}

/// An operator with cash for ever, which loses 10,000 a month.
fn loses_for_ever(failure: &str) -> String {
    let text = with(&one_line(MADE_TO_ORDER), "scaling", "overhead_fixed = 40_000");
    with(&text, "failure", failure)
}

#[test]
fn setbacks_end_those_who_lose_money_at_their_fading_rate() {
    const PATHS: usize = 6000;
    let (rate, fading) = (0.4, 30.0);
    let text = loses_for_ever(&format!("setback_per_year = {rate}\nfading_months = {fading}"))
        .replace("horizon_months = 120", "horizon_months = 72");
    let ended: Vec<usize> = ledgers(&text, PATHS as u64)
        .iter()
        .map(|ledger| match ledger.outcome.route {
            Route::Failure => ledger.outcome.exit_month,
            _ => usize::MAX,
        })
        .collect();
    for months in [1, 6, 12, 24, 48, 72] {
        let survive = ended.iter().filter(|t| months <= **t).count() as f64 / PATHS as f64;
        let hazard = rate * fading * (1.0 - libm::exp(-(months as f64) / fading)) / 12.0;
        let wanted = libm::exp(-hazard);
        let error = (wanted * (1.0 - wanted) / PATHS as f64).sqrt();
        assert!((survive - wanted).abs() < 4.0 * error, "{months}: {survive} against {wanted}");
    }
}

#[test]
fn a_setback_leaves_part_of_cash_and_plant_less_debt_and_passes_by_who_earns() {
    let keys = "setback_per_year = 1e6\nsetback_cash_share = 0.25";
    let loses = line_with("debt = 50_000\nopening_fixed_assets = 80_000\ndepreciation_months = 0");
    let loses = with(&loses, "scaling", "overhead_fixed = 90_000");
    let loses = with(&with(&loses, "failure", keys), "funding", "recovery_rate = 0.5");
    let (t, failed) = failure(&loses);
    assert_eq!(t, 0);
    near(failed.cash, 940_000.0);
    let Cause::Setback { ltm_ebitda, cash_share } = failed.cause else { panic!("{failed:?}") };
    near(ltm_ebitda, -720_000.0);
    near(cash_share, 0.25);
    near(failed.proceeds.equity, 40_000.0 + 235_000.0 - 50_000.0);
    near(failed.proceeds.enterprise_value, 40_000.0);
    let earns = loses.replace("overhead_fixed = 90_000", "overhead_fixed = 20_000");
    assert_eq!(ledgers(&earns, 1)[0].outcome.route, Route::Horizon);
    let indebted = loses.replace("debt = 50_000", "debt = 500_000");
    assert!(failure(&indebted).1.proceeds.equity <= 0.0, "never less than nothing");
}

#[test]
fn a_setback_moves_no_other_draw() {
    let plain = outcomes(&load(&apparel()), 0..400, 2);
    let text = with(&apparel(), "failure", "setback_per_year = 0.3");
    let set_back = outcomes(&load(&text), 0..400, 2);
    let mut others = 0;
    for path in 0..plain.len() {
        if set_back.exit_month[path] == plain.exit_month[path]
            && set_back.route[path] == plain.route[path]
        {
            assert_eq!(set_back.moic[path].to_bits(), plain.moic[path].to_bits());
        } else {
            assert_eq!(set_back.route[path], Route::Failure);
            assert!(set_back.exit_month[path] <= plain.exit_month[path]);
            others += 1;
        }
    }
    assert!(0 < others && others < 400, "{others}");
}

/// The rounds that were on offer, with their months.
fn offers(text: &str) -> Vec<(usize, Round)> {
    let events = replay(text, 0).record.events;
    let offer = |(t, event): &(usize, Event)| match event {
        Event::RoundNotClosed(tried) => Some((*t, tried.offered?)),
        Event::RoundClosed(closed) => Some((*t, closed.round)),
        _ => None,
    };
    events.iter().filter_map(offer).collect()
}

/// Burns 60,000 a month from its million at a contribution margin of 60 %, after five months
/// without revenue.
fn seeks(terms: &str) -> String {
    let text = with(&line_with("interest_rate = 0"), "scaling", "overhead_fixed = 90_000");
    let text = text.replace(MADE_TO_ORDER, &format!("{MADE_TO_ORDER}launch_month = 5\n"));
    with(&text, "funding", &format!("max_rounds = 1\ntrigger_runway_months = 1e3\n{terms}"))
}

#[test]
fn odds_of_a_round_go_with_the_margin_of_the_last_twelve_months() {
    let odds = "round_close_probability_per_month = 1e-9\nstep_multiple = 4\npre_money_floor = 1e6";
    let text = with(&seeks(odds), "funding.traction", "weak = 0.2\nstrong = 1\nfloor = 0.1");
    for (t, round) in offers(&text) {
        // 0.6 lies half of the way; before the launch there is no revenue.
        let factor = if t < 5 { 0.1 } else { 0.5 };
        near(round.traction.factor, factor);
        assert!((round.probability - 1e-9 * factor).abs() < 1e-18, "{t}: {round:?}");
        assert_eq!(round.traction.contribution_margin.is_nan(), t < 5);
    }
    let strong = text.replace("strong = 1\n", "strong = 0.6\n");
    assert!(
        offers(&strong).iter().filter(|(t, _)| 5 <= *t).all(|(_, one)| 1.0 <= one.traction.factor)
    );
}

/// Up to the first round nothing else hangs on it, so with the same draws it can only come
/// sooner.
#[test]
fn a_lower_bar_never_lowers_rounds() {
    let run = |traction: &str| {
        let text = apparel().replace("max_rounds = 2", "max_rounds = 1");
        outcomes(&load(&with(&text, "funding.traction", traction)), 0..400, 2)
    };
    let bars = [
        "weak = 0.1\nstrong = 0.5",
        "weak = 0\nstrong = 0.4",
        "weak = 0\nstrong = 0.2",
        "weak = 0\nstrong = 0.2\nfloor = 0.6",
    ];
    let runs = bars.map(run);
    let mut closed = Vec::new();
    for run in &runs {
        closed.push(run.figure(Figure::RoundsClosed).iter().sum::<f64>());
    }
    for pair in runs.windows(2) {
        let rounds = [0, 1].map(|side: usize| pair[side].figure(Figure::RoundsClosed));
        assert!(rounds[0].iter().zip(rounds[1]).all(|(hard, easy)| hard <= easy));
    }
    assert!(closed[0] < closed[3], "{closed:?}");
}

#[test]
fn a_round_that_would_sell_too_much_does_not_close() {
    // 18 months of 60,000 at 1,080,000 pre-money are half of the company.
    let terms = "round_close_probability_per_month = 1\nstep_multiple = 0\npre_money_floor = 1_080_000\nraise_months = 18";
    let text = seeks(terms).replace("launch_month = 5\n", "");
    let funded = ledgers(&text, 1).remove(0);
    assert_eq!(funded.outcome.figure(Figure::RoundsClosed), Some(1.0));
    let refused = with(&text, "funding", "max_dilution = 0.49");
    assert!(offers(&refused).iter().all(|(_, round)| round.sells_too_much()));
    let ledger = ledgers(&refused, 1).remove(0);
    assert_eq!(ledger.outcome.route, Route::Failure);
    assert_eq!(ledger.outcome.first_round_tried, Some(0));
    let allowed = ledgers(&with(&text, "funding", "max_dilution = 0.5"), 1).remove(0);
    assert_eq!(allowed.outcome.moic.to_bits(), funded.outcome.moic.to_bits());
}
