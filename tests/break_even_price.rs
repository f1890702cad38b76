//! The deal at another price, and the price at which it is worth nothing.

use shortrun::analysis::break_even_price::{BreakEvenPrice, break_even_price};
use shortrun::analysis::errors::Errors;
use shortrun::analysis::estimate::mean;
use shortrun::analysis::outcomes::Outcomes;
use shortrun::analysis::repriced::Repriced;
use shortrun::input::Scenario;
use shortrun::model::returns::{irr, moic, npv};

use crate::support::{MADE_TO_ORDER, apparel, load, one_line, outcomes};

const PATHS: u64 = 600;

/// With everything that a deal can have, at a pre-money value.
pub(crate) fn everything(pre_money: f64) -> String {
    let lists = "[[investment.convertible]]\nname = \"SAFE\"\nkind = \"safe\"\nprincipal = 500_000\n\
         cap = 6_000_000\n\n[[investment.convertible]]\nname = \"Note\"\nkind = \"note\"\n\
         principal = 300_000\ndiscount = 0.2\ninterest_rate = 0.06\nmonths_outstanding = 12\n\n\
         [[investment.tranche]]\nname = \"second\"\nshare = 0.4\nmonth = 9\nlatest_month = 30\n\
         contribution_margin = -0.5\n\n";
    let pools =
        format!("pre_money = {pre_money:?}\noption_pool = 0.12\noption_pool_before = 0.02\n#");
    let drawn = "carve_out = { dist = \"uniform\", min = 0.02, max = 0.1 } #";
    let changes = [
        ("\npre_money = ", format!("\n{pools}")),
        ("\nparticipation = ", "\nparticipation = { cap = 2.5 } #".to_owned()),
        ("\npro_rata = ", "\npro_rata = true #".to_owned()),
        ("\ncarve_out = ", format!("\n{drawn}")),
        ("[funding]\n", "[funding]\noption_pool_top_up = 0.04\n".to_owned()),
        ("[balance_sheet]", format!("{lists}[balance_sheet]")),
    ];
    changes.iter().fold(apparel(), |text, (old, new)| {
        assert!(text.contains(old), "{old}");
        text.replacen(old, new, 1)
    })
}

/// With dearer goods, and asked for less.
fn worthwhile(text: &str) -> String {
    let changes = [("\nprice = 46", "\nprice = 58"), ("hurdle_rate = 0.25", "hurdle_rate = 0.1")];
    changes.iter().fold(text.to_owned(), |text, (old, new)| {
        assert!(text.contains(old), "{old}");
        text.replace(old, new)
    })
}

fn hurdle_rate(scenario: &Scenario) -> f64 {
    let input = scenario.operator.terms.deal.hurdle_rate;
    scenario.assumptions.known(input).expect("a fact")
}

fn bits(values: &[f64]) -> Vec<u64> {
    values.iter().map(|value| value.to_bits()).collect()
}

#[test]
fn a_deal_at_another_price_is_what_a_simulation_at_it_comes_to() {
    let plan = load(&everything(8e6));
    let lived = outcomes(&plan, 0..PATHS, 2);
    let deal = Repriced::new(&plan.operator, &plan.assumptions, &lived.deals);
    assert!(lived.deals.all().iter().any(|path| 1 < path.events.len()), "rounds and tranches");
    for pre_money in [8e6, 3e6, 5e7] {
        let other = load(&everything(pre_money));
        let simulated: Outcomes = outcomes(&other, 0..PATHS, 1);
        let closed = deal.at(pre_money).expect("it closes");
        let rate = hurdle_rate(&plan);
        let of = |of: &(dyn Fn(&shortrun::model::deal::Holdings) -> f64 + Sync)| {
            bits(&deal.each(&closed, |lived| of(lived)))
        };
        assert_eq!(of(&|lived| npv(lived.flows(), rate)), bits(&simulated.npv), "{pre_money}");
        assert_eq!(of(&|lived| moic(lived.flows())), bits(&simulated.moic));
        assert_eq!(of(&|lived| irr(lived.flows()).rate), bits(&simulated.irr));
        assert_eq!(of(&|lived| lived.ownership()), bits(&simulated.ownership));
    }
}

#[test]
fn at_the_break_even_price_a_simulation_is_worth_nothing() {
    for text in [everything(8e6), apparel()].map(|text| worthwhile(&text)) {
        let plan = load(&text);
        let lived = outcomes(&plan, 0..PATHS, 2);
        let deal = Repriced::new(&plan.operator, &plan.assumptions, &lived.deals);
        let own = deal.deal().pre_money;
        let BreakEvenPrice::At(price) = break_even_price(&deal, Errors::OfPaths) else {
            panic!("there is one")
        };
        let at = |pre_money: f64| {
            let line = |value: f64| format!("\npre_money = {value:?}");
            let written = text.lines().find(|line| line.starts_with("pre_money = "));
            let text = text.replace(&format!("\n{}", written.expect("a price")), &line(pre_money));
            mean(&outcomes(&load(&text), 0..PATHS, 2).npv)
        };
        let found = at(price.value);
        assert!(found.value.abs() <= 0.01 * found.standard_error, "{found:?} at {price:?}");
        // A standard error dearer, it is worth a standard error less.
        let dearer = at(price.value + price.standard_error);
        let fall = (found.value - dearer.value) / found.standard_error;
        assert!((0.6..1.5).contains(&fall), "{fall} at {price:?}, not {own}");
    }
}

#[test]
fn where_no_price_works_what_the_whole_company_is_worth_is_told() {
    let text = apparel().replace("\nprice = ", "\nprice = 0.05 # ");
    let plan = load(&text);
    let lived = outcomes(&plan, 0..PATHS, 2);
    let deal = Repriced::new(&plan.operator, &plan.assumptions, &lived.deals);
    let BreakEvenPrice::Never { lowest, margin } = break_even_price(&deal, Errors::OfPaths) else {
        panic!("everything is lost")
    };
    assert!(lowest <= 0.0 && margin.value < 0.0, "{lowest}: {margin:?}");
    // With a pool, the round cannot close at any price.
    let plan = load(&everything(8e6).replace("\nprice = ", "\nprice = 0.05 # "));
    let lived = outcomes(&plan, 0..PATHS, 2);
    let deal = Repriced::new(&plan.operator, &plan.assumptions, &lived.deals);
    let BreakEvenPrice::Never { lowest, .. } = break_even_price(&deal, Errors::OfPaths) else {
        panic!("lost")
    };
    assert!(deal.at(lowest).is_some() && deal.at(0.999 * lowest).is_none(), "{lowest}");
}

/// All is known: ten years of sales at a profit.
#[test]
fn a_price_that_can_be_computed_is_found() {
    let text = one_line(MADE_TO_ORDER).replace("opening_cash = 1e12", "opening_cash = 0");
    let text = text.replace("hurdle_rate = 0.2", "hurdle_rate = 0.05");
    let plan = load(&text);
    let lived = outcomes(&plan, 0..3, 1);
    let deal = Repriced::new(&plan.operator, &plan.assumptions, &lived.deals);
    let BreakEvenPrice::At(price) = break_even_price(&deal, Errors::OfPaths) else {
        panic!("there is one")
    };
    // The proceeds P after ten years are shared out by shares; so R = P·R/(V + R)/1.05^10.
    let proceeds = lived.equity_proceeds[0];
    let wanted = proceeds / libm::pow(1.05, 10.0) - 1e6;
    assert!((price.value / wanted - 1.0).abs() < 1e-9, "{price:?}, not {wanted}");
    assert!(price.standard_error.abs() <= 0.0, "nothing is uncertain");
}
