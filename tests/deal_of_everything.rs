//! Every command on one deal that has every term: SAFE and note, a pool, shares held before,
//! tranches, debt with a grace, a minimum of cash, setbacks, odds that go with traction, rounds
//! that sell too much, the better of two prices with luck in it, two rates.

use crate::deal_properties::EVERYTHING;
use crate::{program, support};

use std::fs;
use std::path::Path;

use program::{folder_with, shortrun};
use serde_json::Value;
use shortrun::input::Scenario;
use shortrun::model::event::Event;
use shortrun::model::outcome::FailureCause;
use shortrun::model::simulator::{Replay, Simulator};
use support::load;

/// The plan, and beside it one that is cheaper and makes at lower cost.
fn plans() -> tempfile::TempDir {
    let folder = folder_with(EVERYTHING);
    let cheap = EVERYTHING
        .replace("pre_money = 6_000_000", "pre_money = 3_500_000")
        .replace("conversion_cost = 13", "conversion_cost = 11");
    assert!(cheap != EVERYTHING);
    fs::write(folder.path().join("cheap.toml"), cheap).expect("written");
    folder
}

/// What a command prints as JSON.
fn found(folder: &Path, args: &[&str]) -> Value {
    let more = ["-n", "400", "-t", "2", "--format", "json"];
    let ran = shortrun(folder, &[args, &more].concat());
    assert_eq!(ran.code, 0, "{args:?}: {}", ran.err);
    serde_json::from_str(&ran.out).expect("JSON")
}

#[track_caller]
fn number(value: &Value) -> f64 {
    let value = value.get("value").unwrap_or(value);
    value.as_f64().unwrap_or_else(|| panic!("{value} is no number"))
}

fn list(value: &Value) -> &[Value] {
    value.as_array().expect("a list")
}

fn named<'a>(all: &'a Value, key: &str, name: &str) -> &'a Value {
    let found = list(all).iter().find(|one| one[key] == name);
    found.unwrap_or_else(|| panic!("no {name} in {all}"))
}

#[test]
fn a_run_tells_causes_that_add_up_and_verify_makes_it_again() {
    let folder = plans();
    let run = found(folder.path(), &["run", "plan.toml", "--charts", "none", "--out", "run"]);
    let failed = number(&named(&run["routes"], "name", "failure")["paths"]);
    let causes = list(&run["failures"]);
    assert_eq!(causes.len(), FailureCause::ALL.len());
    assert!((causes.iter().map(|one| number(&one["paths"])).sum::<f64>() - failed).abs() < 0.5);
    for one in causes {
        let (paths, share) = (number(&one["paths"]), number(&one["share"]));
        assert!((share - paths / 400.0).abs() < 1e-12, "{one}");
        let error = (share * (1.0 - share) / 400.0).sqrt();
        let said = number(&one["share"]["standard_error"]);
        // Between scrambles it is found to a fifth or so.
        assert!(said <= 1.6 * error && (said <= 0.0) == (paths <= 0.0), "{one}, not {error}");
    }
    let ran = shortrun(folder.path(), &["verify", "run"]);
    assert!(ran.code == 0 && ran.out.contains("the same byte for byte"), "{}{}", ran.out, ran.err);
    let text = shortrun(folder.path(), &["run", "plan.toml", "--charts", "none", "-n", "400"]).out;
    for cause in ["  out of cash ", "  below the minimum of cash ", "  a setback "] {
        assert!(text.contains(cause), "{cause} is not in\n{text}");
    }
}

#[test]
fn a_comparison_and_a_bridge_tell_what_the_cheaper_plan_gains() {
    let folder = plans();
    let compared =
        found(folder.path(), &["compare", "plan.toml", "cheap.toml", "--charts", "none"]);
    let returns = &compared["pairs"][0]["returns"];
    for key in ["mean_npv", "mean_moic", "break_even_rate"] {
        let one = named(returns, "key", key);
        assert_eq!(one["verdict"], "higher", "{one}");
        let (difference, error) = (&one["difference"], number(&one["unpaired_standard_error"]));
        let gain = number(&one["other"]) - number(&one["first"]);
        assert!((number(difference) - gain).abs() < 1e-9 * gain.abs(), "{one}");
        // What both share cancels.
        assert!(number(&difference["standard_error"]) < 0.8 * error, "{one}");
    }
    let args = ["bridge", "plan.toml", "cheap.toml", "--charts", "none", "--stat"];
    let bridged = found(folder.path(), &[&args[..], &["break_even_rate"]].concat());
    for statistic in ["mean_npv", "mean_moic", "break_even_rate"] {
        let one = named(&bridged["statistics"], "statistic", statistic);
        let parts: Vec<f64> =
            list(&one["contributions"]).iter().map(|part| number(&part["contribution"])).collect();
        let all = number(&one["difference"]);
        assert!(parts.len() == 2 && parts.iter().all(|part| 0.0 < *part), "{parts:?}");
        assert!((parts.iter().sum::<f64>() - all).abs() < 1e-9 * all.abs(), "{parts:?} {all}");
        assert!((all - number(&one["other"]) + number(&one["first"])).abs() < 1e-9 * all.abs());
    }
}

#[test]
fn what_drives_it_and_what_would_break_it_are_found() {
    let folder = plans();
    let args = ["sensitivity", "plan.toml", "--charts", "none", "--rows", "0", "--stat"];
    let driven = found(folder.path(), &[&args[..], &["mean_npv"]].concat());
    let bars = list(&driven["tornado"]["bars"]);
    let sizes: Vec<f64> = bars.iter().map(|bar| -number(&bar["difference"]).abs()).collect();
    assert!(sizes.is_sorted() && 5 < sizes.len(), "{sizes:?}");
    assert_eq!(bars[0]["assumption"], "product.core.units_per_site_month");
    let args = ["reverse", "plan.toml", "--charts", "none", "--until"];
    let reached = found(folder.path(), &[&args[..], &["break_even_rate<0.1"]].concat());
    assert_eq!(reached["outcome"], "breaks", "{}", reached["conclusion"]);
    let moved = list(&reached["breaks"]["all"]["moved"]);
    let demand = named(
        &reached["breaks"]["all"]["moved"],
        "assumption",
        "product.core.units_per_site_month",
    );
    assert!(number(&demand["to_believe"]) < number(&demand["in_plan"]), "{moved:?}");
    // A whole cannot be sorted by its parts.
    let ran = shortrun(folder.path(), &["sensitivity", "plan.toml", "--stat", "break_even_rate"]);
    assert!(ran.code == 2 && ran.err.contains("is of all paths together"), "{}", ran.err);
}

#[test]
fn a_stress_holds_to_worth_and_shows_it_beside_any_other_limit() {
    let folder = plans();
    let pushed = found(folder.path(), &["stress", "plan.toml", "--charts", "none"]);
    let (cost, rent) = (&pushed["axes"][0], &pushed["axes"][1]);
    assert_eq!(
        (&cost["limit"], &rent["limit"]),
        (&"mean_npv >= 0".into(), &"p_loss <= 0.7".into())
    );
    for point in list(&cost["points"]) {
        assert_eq!(point["mean_npv"], point["statistic"]);
        assert_eq!(point["holds"], 0.0 <= number(&point["mean_npv"]));
    }
    let worths: Vec<f64> =
        list(&rent["points"]).iter().map(|point| number(&point["mean_npv"])).collect();
    assert!(worths.is_sorted_by(|a, b| a > b) && 0.0 < worths[0], "{worths:?}");
    assert!((worths[1] - number(&rent["plan"]["mean_npv"])).abs() < 1e-6, "the plan is among them");
    let args = ["stress", "plan.toml", "--charts", "none", "-n", "300"];
    let text = shortrun(folder.path(), &args).out;
    assert!(text.contains("Mean NPV ± s.e.") && text.contains("minus plan ± s.e."), "{text}");
    // At a hundred times the price no cost works, and that is said.
    let dear =
        ["--set", "investment.pre_money=600_000_000", "--axis", "sites.site_fixed_cost=1e4,2e4"];
    let text = shortrun(folder.path(), &[&args[..], &dear].concat()).out;
    assert!(
        text.contains("no value of sites.site_fixed_cost works: it is below $0 from $10k"),
        "{text}"
    );
}

#[test]
fn statistics_of_the_deal_are_read_wherever_one_can_be_asked_for() {
    let folder = plans();
    let run = ["run", "plan.toml", "--charts", "none", "--export", "csv", "--out", "run"];
    found(folder.path(), &run);
    let text = fs::read_to_string(folder.path().join("run/paths.csv")).expect("written");
    let head: Vec<&str> = text.lines().next().expect("a head").split(',').collect();
    let column = |name: &str| -> Vec<f64> {
        let at = head.iter().position(|one| *one == name).expect(name);
        let cells = text.lines().skip(1).map(|line| line.split(',').nth(at).expect("a cell"));
        cells.map(|cell| cell.parse().unwrap_or(f64::NAN)).collect()
    };
    let mean = |values: Vec<f64>| {
        let there: Vec<f64> = values.into_iter().filter(|value| !value.is_nan()).collect();
        there.iter().sum::<f64>() / there.len() as f64
    };
    let at = head.iter().position(|one| *one == "route").expect("there");
    let months = column("exit_month");
    let failed = text.lines().skip(1).zip(months);
    let failed =
        failed.filter(|(line, month)| line.split(',').nth(at) == Some("failure") && *month < 24.0);
    let by_24 = failed.count() as f64 / 400.0;
    for (statistic, value) in [
        ("p_failed_by_24", by_24),
        ("mean_paid_in", mean(column("invested"))),
        ("mean_invested", mean(column("invested"))),
        ("mean_money_raised", mean(column("raised_later"))),
        ("mean_ownership_at_exit", mean(column("ownership_at_exit"))),
        ("mean_ev_to_ebitda", mean(column("ev_to_ebitda"))),
    ] {
        let (less, more) = (value * 0.999_999, value * 1.000_001);
        let screened = |condition: &str| {
            let args = ["screen", "plan.toml", "-n", "400", "-q", "--rules", "file", "--fail-if"];
            shortrun(folder.path(), &[&args[..], &[condition]].concat()).code
        };
        assert_eq!(screened(&format!("{statistic}>{less}")), 3, "{statistic}");
        assert_eq!(screened(&format!("{statistic}>{more}")), 0, "{statistic}");
        let limit = format!("{statistic}>={less}");
        let axis = ["--axis", "sites.site_fixed_cost=36_000", "--limit", &limit];
        let pushed = found(
            folder.path(),
            &[&["stress", "plan.toml", "--charts", "none"], &axis[..]].concat(),
        );
        assert!((number(&pushed["axes"][0]["plan"]["statistic"]) / value - 1.0).abs() < 1e-9);
        let vary = ["--vary", "sites.site_fixed_cost", "--from", "30_000", "--to", "40_000"];
        // Met at every value, so that nothing is searched.
        let always = format!("{statistic}>=0");
        let target = ["--points", "2", "--target", &always];
        let broken =
            found(folder.path(), &[&["breakeven", "plan.toml"], &vary[..], &target[..]].concat());
        let in_plan = &broken["targets"][0]["in_plan"]["statistic"];
        assert!((number(in_plan) / value - 1.0).abs() < 1e-9, "{statistic}: {in_plan} {value}");
    }
    let rules = found(folder.path(), &["screen", "plan.toml", "--rules", "both"]);
    let operator = &rules["operators"][0];
    let rate = number(&operator["break_even_rate"]);
    let price = &operator["break_even_price"];
    assert!(price["outcome"] == "one price" && 6e6 < number(&price["pre_money"]), "{price}");
    let text = shortrun(folder.path(), &["screen", "plan.toml", "-n", "400"]).out;
    assert!(text.contains("Mean NPV is 0 at the break-even rate of "), "{text}");
    assert!(text.contains("Mean NPV is 0 at a pre-money price of "), "{text}");
    let never = ["screen", "plan.toml", "-n", "400", "--set", "sites.site_fixed_cost=200_000"];
    let text = shortrun(folder.path(), &never).out;
    assert!(text.contains("No price works: even for "), "{text}");
    let rule = named(&operator["rules"], "name", "Worth its price");
    assert_eq!((rule["of"].as_str(), number(&rule["found"])), (Some("break_even_rate"), rate));
    assert_eq!(named(&operator["rules"], "name", "Paid in")["of"], "mean_paid_in");
    assert_eq!(named(&operator["rules"], "name", "Expected value")["of"], "mean_npv");
}

/// The first of some paths on which something happens, and what it was.
fn some_path<T>(what: &str, happens: impl Fn(&Replay) -> Option<T>) -> (u64, T) {
    let scenario = load(EVERYTHING);
    let Scenario { operator, assumptions, seed, design, .. } = &scenario;
    let simulator = Simulator::in_design(operator, assumptions, *seed, *design);
    let found = (0..4_000).find_map(|path| Some((path, happens(&simulator.replay(path))?)));
    found.unwrap_or_else(|| panic!("no path has {what}"))
}

fn event<T>(replay: &Replay, of: impl Fn(&Event) -> Option<T>) -> Option<T> {
    replay.record.events.iter().find_map(|(_, event)| of(event))
}

#[test]
fn a_replay_tells_conversions_tranches_repayments_and_setbacks() {
    let folder = plans();
    let told = |path: u64| {
        let args = ["replay", "plan.toml", "--charts", "none", "--path", &path.to_string()];
        let ran = shortrun(folder.path(), &args);
        assert_eq!(ran.code, 0, "{}", ran.err);
        ran.out
    };
    let decided = |paid: bool| {
        move |replay: &Replay| {
            event(replay, |one| match one {
                Event::TrancheDecided(one) if one.is_paid() == paid => Some(*one),
                _ => None,
            })
        }
    };
    let (path, _) = some_path("a tranche paid", decided(true));
    let text = told(path);
    for said in ["Angels converts", "Bridge converts", "at its cap", "tranche"] {
        assert!(text.contains(said), "{said} is not told of path {path}:\n{text}");
    }
    let (path, refused) = some_path("a tranche refused", decided(false));
    let text = told(path);
    let unmet = refused.conditions().find(|one| !one.is_met).expect("why it is refused");
    let words = unmet.name.replace("ltm_revenue", "LTM revenue").replace('_', " ");
    assert!(text.contains("second") && text.contains(&words), "{words} is not in\n{text}");
    let by = |cause: FailureCause| {
        move |replay: &Replay| {
            event(replay, |one| match one {
                Event::Failed(one) if one.cause_code() == cause => Some(()),
                _ => None,
            })
        }
    };
    for (cause, said) in [
        (FailureCause::Setback, "a setback ends it at an LTM EBITDA of "),
        (FailureCause::BelowMinimum, "is below the $60k asked for"),
        (FailureCause::OutOfCash, "out of cash, "),
        (FailureCause::DebtNotRepaid, "cannot be made, "),
    ] {
        let (path, ()) = some_path(cause.label(), by(cause));
        let text = told(path);
        assert!(text.contains(said), "{said} is not told of path {path}:\n{text}");
    }
    let repays = |replay: &Replay| {
        replay.ledger.months.iter().any(|month| 0.0 < month.debt_repaid).then_some(())
    };
    let (path, ()) = some_path("debt repaid", repays);
    assert!(told(path).contains("debt"), "path {path}");
    let too_much = |replay: &Replay| {
        event(replay, |one| match one {
            Event::RoundNotClosed(one) => one.offered.filter(|round| round.sells_too_much()),
            _ => None,
        })
    };
    let (path, _) = some_path("a round that sells too much", too_much);
    assert!(told(path).contains("more than the 30% allowed"), "path {path}");
}
