//! What is told of a path, in exact words, on scenarios small enough to check
//! by hand.

use crate::support;

use shortrun::analysis::fold::folded;
use shortrun::analysis::pick::Which;
use shortrun::analysis::replayed::Replayed;
use shortrun::model::shocks::{Shocks, SupplierLost};
use shortrun::model::simulator::Simulator;
use shortrun::output::replay::words::Teller;
use support::{load, one_line};

/// A line that sells 1,000 units a month at 10, made for 4: a contribution of
/// 6,000 a site and month.
fn plain() -> String {
    one_line(
        "price = 10\nmaterial_cost = 4\nunits_per_site_month = 1000\nbatch_units = 1e12\n\
         lead_time_days = 0\nseason_days = 30\nplanning_days = 30\n",
    )
    .replace("horizon_months = 120", "horizon_months = 12")
}

/// The same with more in some of its tables.
fn with(changes: &[(&str, &str)]) -> String {
    let mut text = plain();
    for (table, keys) in changes {
        let head = format!("[{table}]\n");
        if text.contains(&head) {
            text = text.replace(&head, &format!("{head}{keys}\n"));
        } else {
            text += &format!("\n{head}{keys}\n");
        }
    }
    text
}

fn replayed(text: &str, shocks: Shocks) -> Replayed {
    let scenario = load(text);
    let simulator = Simulator::new(&scenario.operator, &scenario.assumptions, scenario.seed);
    let replay = simulator.shocked(shocks).replay(0);
    Replayed::new(&scenario.operator, &scenario.assumptions, replay, (Which::Path(0), None))
}

/// What happens on path 0, a line each.
fn told(text: &str) -> Vec<String> {
    told_of(&replayed(text, Shocks::default()))
}

fn told_of(replayed: &Replayed) -> Vec<String> {
    let teller = Teller { names: &replayed.names, currency: "USD" };
    let line = |entry: &shortrun::analysis::fold::Entry| {
        format!("month {}: {}", entry.first.month + 1, teller.row(entry))
    };
    folded(&replayed.story).iter().map(line).collect()
}

/// Asserts that these lines are told, in this order.
#[track_caller]
fn tells(text: &str, lines: &[&str]) {
    holds(&told(text), lines);
}

#[track_caller]
fn holds(told: &[String], lines: &[&str]) {
    let mut rest = told.iter();
    for line in lines {
        assert!(
            rest.any(|one| one == line),
            "{line}\nis not told, in order, in\n{}",
            told.join("\n")
        );
    }
}

const RICH: &str = "month 12: still operating at the horizon, valued at 1x LTM revenue of $120k: enterprise \
     value $120k, with cash of $1,000bn; $1,000bn for shareholders";

#[test]
fn a_quiet_path_has_nothing_to_tell_but_its_lowest_cash_and_its_end() {
    // Contribution is 72k a year and the opening cash 10^12 + 10^6.
    assert_eq!(told(&plain()), ["month 1: cash at its lowest: $1,000bn", RICH,]);
}

#[test]
fn sites_are_applied_for_refused_granted_and_opened() {
    let permits = "permit_fee = 15_000\npermit_delay_days = 40\n";
    let sites = "first_opening_month = 2\nmonths_between_openings = 100\nsite_capex = 100_000\n\
                 build_months = 1";
    let text = with(&[("sites", sites), ("sites.permits", permits)])
        .replace("max_sites = 1", "max_sites = 2");
    // 40 days and a month are 2.3 months: from month 3 to month 6.
    tells(
        &text,
        &[
            "month 3: new site 1 paid for: $100k and a fee of $15k; permit in 40 days, building \
             1.0 months, to open in month 6",
            "month 6: a site opens; 2 are open",
        ],
    );
    let refused = text.replace("permit_fee", "permit_refusal_probability = 1\npermit_fee");
    tells(&refused, &["month 3: permit refused; the fee of $15k is lost"]);
    // Three months' contribution is 18,000 of a revenue of 30,000.
    let proven = text.replace(
        "first_opening_month = 2\nmonths_between_openings = 100",
        "first_opening_month = 3\nmonths_between_openings = 2\nmin_contribution_margin = 0.9",
    );
    let reason = "contribution of the last three months, $18k, is below the $27k asked for";
    tells(
        &proven,
        &[&format!("month 4: no site applied for 5 times; at first {reason}; at last {reason}")],
    );
    let poor = text.replace("opening_cash = 1e12", "opening_cash = 0");
    let poor = poor
        .replace("round_size = 1_000_000", "round_size = 80_000")
        .replace("cheque = 1_000_000", "cheque = 80_000");
    // 80,000 and the 12,000 of two months, less the site, would be below 0.
    tells(
        &poor,
        &["month 3: no site applied for: cash of $92k less $100k for the site is below the \
           reserve of $0"],
    );
}

#[test]
fn suppliers_fail_with_and_without_an_alternate_and_permits_are_suspended() {
    let supplier = "\n[[supplier]]\nname = \"dye house\"\noutput_share = 0.6\n\
                    disruptions_per_year = 1e9\ndisruption_days = 31\n";
    let alone = plain() + supplier;
    tells(
        &alone,
        &["month 1: dye house down for 31 days, no alternate by then: 60% of output stops"],
    );
    tells(
        &(alone.clone() + "switch_days = 5\nswitch_premium = 0.25\n"),
        &["month 1: dye house down for 31 days, switched after 5.0: 60% of output stops until \
           then, and for 26 days material costs 25% more on that part"],
    );
    let permits = "suspensions_per_year = 1e9\nsuspension_days = 12\nsuspension_share = 0.5";
    tells(
        &with(&[("sites.permits", permits)]),
        &["month 1: permits suspended for 12 days: 50% of output stops"],
    );
    let rare = alone.replace("1e9", "0");
    let lost = SupplierLost { supplier: 0, month: 4, days: 90.0 };
    let shocks = Shocks { suppliers_lost: vec![lost], ..Shocks::default() };
    holds(
        &told_of(&replayed(&rare, shocks)),
        &["month 5: dye house down for 90 days, by a shock, no alternate by then: 60% of output \
           stops"],
    );
}

/// 80,000 of cash, and sites that cost 26,000 a month: 20,000 are lost a month.
fn losing() -> String {
    with(&[("sites", "site_fixed_cost = 26_000")])
        .replace("opening_cash = 1e12", "opening_cash = 0")
        .replace("round_size = 1_000_000", "round_size = 90_000")
        .replace("cheque = 1_000_000", "cheque = 60_000")
        .replace("pre_money = 1_000_000", "pre_money = 270_000")
}

#[test]
fn an_operator_without_money_fails_and_what_is_left_goes_to_those_who_come_first() {
    let text = losing().replace(
        "[balance_sheet]\n",
        "[balance_sheet]\nopening_fixed_assets = 50_000\ndepreciation_months = 0\ndebt = 4_000\n",
    ) + "\n[funding]\nrecovery_rate = 0.2\n";
    // 90,000 last four months; in the fifth 10,000 are missing. A month's goods
    // are held for 15 of 365/12 days on average. 20 % of them and of 50,000, less
    // 4,000, are 6,395, of which two thirds are the investor's.
    let told = replayed(&text, Shocks::default());
    holds(
        &told_of(&told),
        &["month 5: out of cash, $10k short, with no later round in the plan; stock and plant of \
           $52k bring 20%, less debt of $4.0k: $6.4k for shareholders"],
    );
    let recovered = 0.2 * (50_000.0 + 4_000.0 * 15.0 * 12.0 / 365.0) - 4_000.0;
    let moic = recovered * 2.0 / 3.0 / 60_000.0;
    assert!((told.replay.ledger.outcome.moic - moic).abs() < 1e-6);
    assert!(told_of(&told).iter().all(|line| !line.contains("lowest")), "the failure says so");
}

#[test]
fn rounds_are_sought_refused_and_closed_on_their_terms() {
    let terms = "max_rounds = 1\ntrigger_runway_months = 3\nround_close_probability_per_month = 0\n\
                 raise_months = 30\nstep_multiple = 10\n";
    let refused = losing() + &format!("\n[funding]\n{terms}");
    // After month 2, 50,000 are left, 2.5 months of 20,000. LTM revenue is 120,000.
    tells(
        &refused,
        &[
            "month 2: round sought 4 times and not closed; at first cash of $50k, 2.5 months of \
             burn; $600k at $1.2M pre-money on offer, with a chance of 0%; at last cash of \
             \u{2212}$10k; $600k at $1.2M pre-money on offer, with a chance of 0%",
            "month 5: out of cash, $10k short, after 0 of 1 later rounds; stock and plant of \
             $2.0k bring 0%: $0 for shareholders",
        ],
    );
    // The investor has two thirds of a quarter, 16.7 %, and two thirds of that after 600 at 1,200.
    let closed = refused
        .replace("round_close_probability_per_month = 0", "round_close_probability_per_month = 1");
    tells(
        &closed,
        &["month 2: round 1 closed: $600k at $1.2M pre-money for 33% of the company (cash of \
           $50k, 2.5 months of burn before it); the investor\u{2019}s share goes from 17% to 11%"],
    );
    // With its pro-rata part it pays in a sixth and keeps its share.
    let pro_rata = closed.replace("[investment]\n", "[investment]\npro_rata = true\n");
    tells(
        &pro_rata,
        &["month 2: round 1 closed: $600k at $1.2M pre-money for 33% of the company (cash of \
           $50k, 2.5 months of burn before it); the investor\u{2019}s share goes from 17% to 17% \
           and $100k is paid in for it"],
    );
    let shocks = Shocks { no_further_rounds: true, ..Shocks::default() };
    holds(
        &told_of(&replayed(&closed, shocks)),
        &["month 2: round sought 4 times and not closed; at first cash of $50k, 2.5 months of \
           burn; a shock keeps all rounds from closing; at last cash of \u{2212}$10k; a shock \
           keeps all rounds from closing"],
    );
}

#[test]
fn a_sale_is_told_with_its_terms_and_the_window_with_what_it_does() {
    let route = "\n[[exit.route]]\nname = \"trade sale\"\nhazard_per_year = 1e9\n\
                 metric = \"ltm-revenue\"\nmultiple = 5\nintegration_discount = 0.4\n\
                 fee_rate = 0.05\ndeferred_share = 0.2\ndeferred_months = 12\n\
                 deferred_paid_share = 0.5\n\
                 \n[exit]\nearliest_exit_month = 3\nintegration_readiness = 0.5\n";
    let text = plain()
        .replace("opening_cash = 1e12", "opening_cash = 0\ndebt = 10_000")
        .replace("round_size = 1_000_000", "round_size = 86_000")
        .replace("cheque = 1_000_000", "cheque = 86_000")
        + route;
    // EV is 120k x 5 x 0.8 = 480k; 456k and 110k of cash less 10k of debt are 556k.
    tells(
        &text,
        &["month 4: sold by trade sale at 4.0x LTM revenue of $120k (5x, less 20% for \
           integration): enterprise value $480k, less fees of 5%, with cash of $110k, less debt of \
           $10k; $445k for shareholders at closing, 20% deferred by 12 months, of which 50% is \
           paid: $56k"],
    );
    // A window that moves every month, and is thus shut in every other.
    let window = "window_open_months = 1\nwindow_shut_months = 1\nshut_hazard_factor = 0.5\n\
                  shut_multiple_factor = 0.75\nshut_funding_factor = 0.25\n";
    let moving = told(&with(&[("market", window)]));
    let shut =
        "shuts: hazards of a sale times 0.50, multiples times 0.75, odds of a round times 0.25";
    let shuts = moving.iter().filter(|line| line.ends_with(shut)).count();
    let opens = moving.iter().filter(|line| line.ends_with("deal window opens")).count();
    assert_eq!((shuts + opens, shuts.abs_diff(opens)), (11, 1), "{moving:?}");
}

#[test]
fn lines_start_stop_and_start_again() {
    let text = plain().replace("lead_time_days = 0", "lead_time_days = 0\nlaunch_month = 4");
    tells(
        &text,
        &["month 5: line only sells for the first time: 1,000 units of 1,000 wanted, for $10k"],
    );
    // Material at 4 times 0.4 plus 0.6 times 5 = 13.60 while the alternate delivers; it
    // does for 9.58 days of the next month.
    let text = plain()
        + "\n[[supplier]]\nname = \"mill\"\noutput_share = 0.6\nswitch_days = 0\n\
           switch_premium = 4\ndisruptions_per_year = 0\n";
    let lost = SupplierLost { supplier: 0, month: 4, days: 40.0 };
    let shocks = Shocks { suppliers_lost: vec![lost], ..Shocks::default() };
    holds(
        &told_of(&replayed(&text, shocks)),
        &[
            "month 5: line only is not made: a unit costs $14 and brings only $10",
            "month 6: line only is made again: a unit costs $7.02 and brings $10",
        ],
    );
}

#[test]
fn a_month_that_stands_out_is_told_with_what_explains_it() {
    let mut seasons = vec!["0.9"; 11];
    seasons.push("2.1");
    let season = format!("seasonality = [{}]\n", seasons.join(", "));
    let text = plain()
        .replace("horizon_months = 12", "horizon_months = 24")
        .replace("site_capacity_units = 1e12", "site_capacity_units = 1_000")
        .replace("price = 10\n", &format!("price = 10\n{season}"));
    let line = "52% of demand lost (1,100 of 2,100 units; in its median month 0%): demand was 1.0 \
                times the forecast, and capacity for 48% of what was to be made";
    tells(&text, &[&format!("month 12: {line}"), &format!("month 24: {line}")]);
}

#[test]
fn pop_ups_are_told_by_the_year() {
    let popups = "events_per_site_month = 3\nevent_permit_refusal = 0.2\nvisitors_per_event = 100\n\
                  conversion = 0.1\nbasket = 50\ngoods_cost_share = 0.4\nevent_cost = 100";
    // 2.4 events a month take 500 each and cost 100 and 200.
    tells(
        &with(&[("popups", popups)]),
        &["month 12: since month 1: 29 pop-ups held, 7.2 refused; they took $14k and cost $8.6k"],
    );
}

#[test]
fn repayments_are_told_by_the_year_and_a_minimum_that_is_not_kept() {
    let debt = "debt = 60_000\ndebt_term_months = 10\ndebt_grace_months = 5";
    let two_years =
        with(&[("balance_sheet", debt)]).replace("horizon_months = 12", "horizon_months = 24");
    tells(
        &two_years,
        &[
            "month 12: since month 1: debt repaid with $42k; $18k is still owed",
            "month 24: since month 13: debt repaid with $18k; nothing is owed any more",
        ],
    );
    let keeps = losing()
        .replace("[balance_sheet]\n", "[balance_sheet]\nminimum_cash = 20_000\ndebt = 4_000\n");
    tells(
        &keeps,
        &["month 4: cash of $10k is below the $20k asked for, with no later round in the plan; \
           stock and plant of $2.0k bring 0%, with cash of $10k, less debt of $4.0k: $6.0k for \
           shareholders"],
    );
}

#[test]
fn a_setback_is_told_with_its_cause() {
    let text = losing() + "\n[failure]\nsetback_per_year = 1e6\nsetback_cash_share = 0.25\n";
    tells(
        &text,
        &[
            "month 1: a setback ends it at an LTM EBITDA of \u{2212}$240k, with no later round in the \
           plan; stock and plant of $2.0k bring 0%, with 25% of cash of $70k: $18k for \
           shareholders",
        ],
    );
}

#[test]
fn rounds_are_told_with_what_traction_leaves_and_when_they_would_sell_too_much() {
    let terms = "max_rounds = 1\ntrigger_runway_months = 3\nround_close_probability_per_month = \
                 0.4\nraise_months = 30\nstep_multiple = 10\nmax_dilution = 0.3\n";
    let text = losing() + &format!("\n[funding]\n{terms}");
    tells(
        &text,
        &["month 2: round sought 4 times and not closed; at first cash of $50k, 2.5 months of \
           burn; $600k at $1.2M pre-money would sell 33% of the company, more than the 30% \
           allowed; at last cash of \u{2212}$10k; $600k at $1.2M pre-money would sell 33% of the \
           company, more than the 30% allowed"],
    );
    let weak = text.replace("max_dilution = 0.3\n", "")
        + "\n[funding.traction]\nweak = -3\nstrong = 1\nfloor = 0\n";
    let told = told(&weak);
    let line = told.iter().find(|line| line.contains("round")).expect("a round");
    assert!(
        line.contains("with a chance of 10%, 25% of the odds at a contribution margin of"),
        "{line}"
    );
}
