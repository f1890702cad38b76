//! Memos of many kinds, each held to its figures.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use serde_json::Value;

use super::claims::sections;
use super::extremes::bankrupt;
use super::numbers::{Checked, checked, parts};
use super::{APPAREL, certain, losing, written};
use crate::break_even_price::everything;

/// Text and figures of a memo.
struct Sample {
    name: &'static str,
    memo: String,
    json: Value,
}

fn sample(name: &'static str, scenarios: &[&str], options: &[&str]) -> Sample {
    let memo = written(scenarios, &[options, &["--charts", "none"]].concat());
    Sample { name, memo: shown(&memo.read("memo.md")), json: memo.json() }
}

/// Markdown with the signs that it writes by numbers and names.
fn shown(text: &str) -> String {
    let signs = [("&#36;", "$"), ("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")];
    signs.iter().fold(text.to_owned(), |text, (written, sign)| text.replace(written, sign))
}

const NEARSHORE: &str = include_str!("../../scenarios/apparel-nearshore.toml");
const OFFSHORE: &str = include_str!("../../scenarios/apparel-offshore.toml");
const FOOD: &str = include_str!("../../scenarios/food-microkitchen.toml");
const ELECTRONICS: &str = include_str!("../../scenarios/electronics-custom.toml");

/// A strategic sale that now and then is for very much.
pub(crate) fn heavy_tailed() -> String {
    let usual = "dist = \"lognormal\", p10 = 0.4, p90 = 3.0";
    assert!(APPAREL.contains(usual));
    APPAREL.replace(usual, "dist = \"lognormal\", p10 = 0.1, p90 = 20.0")
}

/// The same text but for its lines that begin so.
fn with(text: &str, lines: &[(&str, &str)]) -> String {
    lines.iter().fold(text.to_owned(), |text, (start, value)| {
        let line = format!("\n{start} = ");
        assert!(text.contains(&line), "{start}");
        text.replace(&line, &format!("{line}{value} # "))
    })
}

/// At about even odds of being worth it, with one question that costs too much.
fn near_the_edge() -> String {
    let text = APPAREL.replace("\nprice = 46", "\nprice = 54");
    text + "\n[[diligence]]\nquestion = \"How many?\"\ncost = 10_000_000\nresolves = \
            [\"product.core.units_per_site_month\"]\n"
}

/// A rule of a file's own.
fn rule_on_loss(name: &str, max: &str) -> String {
    format!(
        "\n[[screen]]\nname = \"{name}\"\nmetric = \"loss\"\nstatistic = \"prob\"\nmax = {max}\n"
    )
}

/// With two rules of its own, and a supplier whose change takes longest.
fn with_rules() -> String {
    assert!(APPAREL.contains("\nswitch_days = 2\n"));
    APPAREL.replace("\nswitch_days = 2\n", "\nswitch_days = 70\n")
        + &rule_on_loss("Even odds", "0.5")
        + &rule_on_loss("Nearly sure", "0.1")
}

/// Of which all is known but whether it is sold, which it seldom is.
fn seldom_sold() -> String {
    certain("12")
        + "\n[exit]\nearliest_exit_month = 6\n\n[[exit.route]]\nname = \"sale\"\n\
           hazard_per_year = 0.03\nreference_revenue = 1e6\nmetric = \"ltm-revenue\"\n\
           multiple = 30\n"
}

/// With all that a deal can have, and all that a file can say beside the figures.
fn with_a_deal() -> String {
    let debt =
        "debt = { dist = \"uniform\", min = 200_000, max = 600_000 }\ndebt_term_months = 30\n#";
    let text = everything(8e6).replace("\ndebt = ", &format!("\n{debt}"));
    let one = |name: &str, metric: &str, multiple: &str, date: &str| {
        format!(
            "\n[[comparable]]\nname = \"{name}\"\nmetric = \"{metric}\"\nmultiple = {multiple}\n\
             date = {date}\nsource = \"a filing, page 12\"\n"
        )
    };
    let sold = [
        one("One", "ltm-revenue", "0.9", "\"2023-11\""),
        one("Other", "ltm-revenue", "1.35", "\"2022\""),
        one("Third", "ltm-revenue", "4", "2024-02-29"),
        one("Fourth", "ltm-ebitda", "7.25", "\"2021-05\""),
    ];
    let rule = "\n[[screen]]\nname = \"Enough\"\nmetric = \"moic\"\nstatistic = \"mean\"\nmin = 2\n\
                \n[[screen]]\nname = \"Even odds\"\nmetric = \"loss\"\nstatistic = \"prob\"\nmax = 0.2\n";
    let memo = "\n[memo]\nrecommendation = \"Invest 4 of the 6 million.\"\nteam = \"Two people.\"\n\
                market = \"About 300 brands.\"\n";
    text + &sold.concat() + rule + memo
}

fn block(name: &str, what: &str) -> String {
    format!("\n[[stress]]\nname = \"{name}\"\n{what}\n")
}

/// Pushes the price within these values.
fn pushed(limit: &str, values: &str) -> String {
    let key = "key = \"product.core.price\"";
    let price = format!("{key}\nvalues = {values}\nlimit = \"p_loss<={limit}\"");
    APPAREL.to_owned() + &block("Price", &price)
}

/// Held to two limits, and drawn from a part of what is uncertain.
pub(crate) fn pushed_in_three_ways() -> String {
    let learning = "key = \"scaling.learning_rate\"\npercentiles = [0.05, 0.95]";
    let learning = block("Learning", &format!("{learning}\nlimit = \"p_loss<=0.8\""));
    let band = "key = \"sites.site_capex\"\nband = [0.9, 1.0]";
    pushed("0.7", "[30, 38, 46]") + &learning + &block("A dear site", band)
}

static SAMPLES: LazyLock<Vec<Sample>> = LazyLock::new(|| {
    let few = ["-n", "600", "--rows", "128", "--diligence-paths", "1000"];
    let many = ["-n", "1200", "--rows", "100", "--diligence-paths", "1000"];
    let none = ["-n", "300", "--rows", "0", "--diligence-paths", "0"];
    let cheaper = APPAREL.replace("material_cost = 11", "material_cost = 9");
    let costless = with(NEARSHORE, &[("cost", "100")]);
    let ruinous = with(APPAREL, &[("price", "35"), ("recovery_rate", "0")]);
    let hopeless = with(&near_the_edge(), &[("price", "35")]);
    let one_rule = certain("12")
        + &rule_on_loss("Hardly ever", "0.01")
        + "\n[[screen]]\nname = \"Too much\"\nmetric = \"moic\"\nstatistic = \"mean\"\nmin = 1000\n";
    let costly = certain("12").replace("max_sites = 1", "max_sites = 1\nsite_fixed_cost = 1e5");
    let poor =
        with(&costly, &[("opening_cash", "1e5"), ("multiple", "0.3"), ("site_fixed_cost", "4e4")]);
    vec![
        sample("against another", &[NEARSHORE, OFFSHORE], &few),
        sample("against two", &[APPAREL, &cheaper, APPAREL], &none),
        sample("losing", &[&losing(), APPAREL], &none),
        sample("against one with rules of its own", &[APPAREL, &with_rules()], &none),
        sample("bankrupt", &[&bankrupt()], &none),
        sample("certain", &[&certain("12")], &["--rows", "0"]),
        sample("seldom sold", &[&seldom_sold()], &none),
        sample("one path", &[APPAREL], &["-n", "1", "--rows", "0"]),
        sample("many paths", &[FOOD], &many),
        sample("electronics", &[ELECTRONICS], &few),
        sample("a heavy tail", &[&heavy_tailed()], &["-n", "2500", "--rows", "0"]),
        sample("mended by price", &[&pushed("0.2", "[30, 46, 80, 160]")], &none),
        sample("beyond its limit", &[&pushed("0.2", "[30, 46]")], &none),
        sample("pushed in three ways", &[&pushed_in_three_ways()], &none),
        sample("never broken", &[&pushed("0.99", "[44, 46]")], &none),
        sample("answers that cost little", &[&costless], &few),
        sample("an answer that costs much", &[&near_the_edge()], &few),
        sample("ruinous", &[&ruinous], &none),
        sample("no answer helps", &[&hopeless], &few),
        sample("one rule fails", &[&one_rule], &none),
        sample("twelve paths", &[APPAREL], &["-n", "12", "--rows", "0"]),
        sample("forty paths", &[APPAREL], &["-n", "40", "--rows", "0"]),
        sample("poor", &[&poor], &none),
        sample("a deal", &[&with_a_deal()], &none),
    ]
});

#[test]
fn every_number_is_the_figure_that_its_sentence_speaks_of() {
    let (mut said, mut known) = (BTreeSet::new(), BTreeSet::new());
    let mut faults = Vec::new();
    for Sample { name, memo, json } in SAMPLES.iter() {
        let checked = checked(memo, json);
        let wrong = checked.strays.iter().chain(&checked.unsaid);
        faults.extend(wrong.map(|what| format!("{name}: {what}")));
        said.extend(checked.said);
        known.extend(checked.known);
    }
    assert!(faults.is_empty(), "{faults:#?}");
    let never: Vec<&&str> = known.difference(&said).collect();
    assert!(never.is_empty(), "in no sample: {never:#?}");
}

/// Where the numbers of a text end that are not part of a longer one.
fn last_digits(memo: &str) -> Vec<usize> {
    let bytes = memo.as_bytes();
    let is_digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    (0..bytes.len()).filter(|at| is_digit(*at) && !is_digit(at + 1)).collect()
}

#[test]
fn a_changed_digit_is_found_out_wherever_it_stands() {
    for Sample { name, memo, json } in SAMPLES.iter() {
        let known = sections(json);
        for part in parts(memo) {
            for at in last_digits(part) {
                let other = (part.as_bytes()[at] - b'0' + 5) % 10;
                let changed = format!("{}{other}{}", &part[..at], &part[at + 1..]);
                let mut held = Checked::default();
                held.part(&changed, &known, json);
                let around = &part[part.floor_char_boundary(at.saturating_sub(60))..=at];
                assert!(!held.strays.is_empty(), "{name}: {around}");
            }
        }
    }
}

#[test]
fn a_memo_held_to_the_figures_of_another_seed_is_found_out() {
    let options = ["-n", "600", "--rows", "128", "--diligence-paths", "0"];
    let [one, other] =
        ["1", "77"].map(|seed| sample("", &[APPAREL], &[&options[..], &["--seed", seed]].concat()));
    let strays = checked(&one.memo, &other.json).strays;
    // Nearly each row and sentence; the rest is of the file, or nothing happened.
    assert!(80 < strays.len(), "{strays:#?}");
}
