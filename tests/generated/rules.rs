//! What a change to a scenario must do to its results, or leave.

use shortrun::analysis::outcomes::Outcomes;
use toml::{Table, Value};

use crate::generated::bases::number_of;
use crate::generated::changes::{Case, written};
use crate::generated::held::{Texts, figures};
use crate::generated::runs::{self, Run, load, run};
use crate::generated::scaled::amounts;

type Held = Result<(), String>;

fn close(one: f64, other: f64) -> bool {
    (one - other).abs() <= 1e-7 * one.abs().max(1.0)
}

/// Amounts are in any currency, and in any unit of it.
pub(crate) fn thousandfold(case: &Case, before: Run) -> Held {
    // What is large already leaves all bounds with a thousandfold, but not with a thousandth.
    for factor in [1_000.0, 0.001] {
        // A case with a count of money is held to the rest.
        let Some(scaled) = amounts(case.root(), factor) else { return Ok(()) };
        let text = written(&scaled);
        let scenario = load(&text).map_err(|problems| format!("refused: {problems}\n{text}"))?;
        if let Some(after) = runs::of(scenario) {
            return same_returns(&before, &after, factor);
        }
    }
    Err("beyond all bounds with a thousandth of all amounts".to_owned())
}

/// Whether the returns of all paths are the same with all amounts so many times as large.
fn same_returns(before: &Run, after: &Run, factor: f64) -> Held {
    figures(after)?;
    for path in 0..before.outcomes.len() {
        for (name, of) in
            [("MOIC", (|all| &all.moic) as fn(&Outcomes) -> &Vec<f64>), ("IRR", |all| &all.irr)]
        {
            let (one, other) = (of(&before.outcomes)[path], of(&after.outcomes)[path]);
            if !close(one, other) {
                return Err(format!(
                    "{name} of path {path} is {one}, and {other} with all amounts times {factor}"
                ));
            }
        }
    }
    Ok(())
}

fn table<'a>(root: &'a mut Table, name: &str) -> &'a mut Table {
    let Some(Value::Table(table)) = root.get_mut(name) else { panic!("[{name}]") };
    table
}

/// The rate is for discounting alone, and discounts.
pub(crate) fn higher_hurdle(case: &Case, before: Run) -> Held {
    let mut root = case.root();
    let more = case.random().between(0.01, 0.8);
    let hurdle = (before.info.hurdle_rate + more).min(10.0);
    table(&mut root, "investment").insert("hurdle_rate".to_owned(), hurdle.into());
    let after = run(&written(&root))?;
    figures(&after)?;
    let (one, other) = (&before.outcomes, &after.outcomes);
    for path in 0..one.len() {
        // Money that is paid in later is discounted too.
        let is_first = one.invested[path] <= before.info.cheque;
        let room = 1e-9 * one.invested[path].max(one.returned[path]);
        if is_first && one.npv[path] + room < other.npv[path] {
            return Err(format!("path {path}: {} rises to {}", one.npv[path], other.npv[path]));
        }
        if one.moic[path].to_bits() != other.moic[path].to_bits()
            || one.irr[path].to_bits() != other.irr[path].to_bits()
        {
            return Err(format!("path {path}: the hurdle rate moves its multiple or its rate"));
        }
    }
    Ok(())
}

/// The price moves nothing but what the cheque buys. Money that a larger share makes the
/// investor pay into later rounds is another matter: it may be lost there.
pub(crate) fn half_price(case: &Case, _: Run) -> Held {
    let mut root = case.root();
    let deal = table(&mut root, "investment");
    deal.insert("pro_rata".to_owned(), false.into());
    let price = deal.get("pre_money").and_then(number_of);
    let dear = run(&written(&root))?;
    let Some(price) = price else { return Err("a price that is no number".to_owned()) };
    table(&mut root, "investment").insert("pre_money".to_owned(), (0.5 * price).into());
    // What converts may be too much for half the price.
    let Ok(cheap) = load(&written(&root)) else { return Ok(()) };
    let Some(cheap) = runs::of(cheap) else { return Ok(()) };
    let (one, other) = (&dear.outcomes, &cheap.outcomes);
    if one.route != other.route || one.exit_month != other.exit_month {
        return Err("the price moves how paths end".to_owned());
    }
    for path in 0..one.len() {
        let room = 1e-9 * one.returned[path].max(one.invested[path]);
        let worse = other.returned[path] + room < one.returned[path]
            || other.npv[path] + room < one.npv[path]
            || other.moic[path] * (1.0 + 1e-9) + 1e-12 < one.moic[path];
        if worse {
            return Err(format!(
                "path {path}: {} and {} for half the price",
                one.returned[path], other.returned[path]
            ));
        }
    }
    Ok(())
}

/// Lines are known by their names.
pub(crate) fn reordered(case: &Case, before: Run) -> Held {
    let mut root = case.root();
    let mut random = case.random();
    if let Some(Value::Array(lines)) = root.get_mut("product") {
        let by = random.below(lines.len());
        lines.rotate_left(by);
        if random.one_in(2) {
            lines.reverse();
        }
    }
    let text = written(&root);
    let lines = text.lines().map(|line| format!("# nothing = 1\n{line} # [nothing]\n\n"));
    let after = run(&lines.collect::<String>())?;
    let (one, other) = (Texts::of(&before), Texts::of(&after));
    for ((name, one), (_, other)) in one.all().into_iter().zip(other.all()) {
        let (one, other) = if name == "assumptions.csv" {
            (sorted(one), sorted(other))
        } else {
            (one.to_owned(), other.to_owned())
        };
        if let Some((line, differs)) = one.lines().zip(other.lines()).find(|(a, b)| a != b) {
            return Err(format!("{name} differs:\n{line}\n{differs}"));
        }
    }
    Ok(())
}

/// The table of assumptions is in the order of the file.
fn sorted(text: &str) -> String {
    let mut lines: Vec<&str> = text.lines().collect();
    lines.sort_unstable();
    lines.join("\n")
}

fn toml(text: &str) -> Table {
    text.parse().expect("what a test writes")
}

/// Draws are keyed by name.
pub(crate) fn without_effect(case: &Case, before: Run) -> Held {
    let mut root = case.root();
    let mut random = case.random();
    match random.below(3) {
        0 => more(
            &mut root,
            "supplier",
            &random.bits().to_string(),
            "output_share = 1\ndisruption_days = { p10 = 2, p90 = 9 }\nswitch_days = { p10 = 1, p90 = 5 }",
        ),
        1 => more(
            table(&mut root, "exit"),
            "route",
            &random.bits().to_string(),
            "hazard_per_year = 0\nmetric = \"ltm-revenue\"\nmultiple = { dist = \"uniform\", min = 1, max = 2 }",
        ),
        _ => {
            table(&mut root, "balance_sheet").insert("debt".to_owned(), 0.into());
            let known = run(&written(&root))?;
            let rate: Value =
                toml("rate = { dist = \"uniform\", min = 0, max = 0.3 }")["rate"].clone();
            table(&mut root, "balance_sheet").insert("interest_rate".to_owned(), rate);
            return alike(&known, &run(&written(&root))?);
        }
    }
    alike(&before, &run(&written(&root))?)
}

fn more(holder: &mut Table, list: &str, name: &str, rest: &str) {
    let all = holder.entry(list).or_insert(Value::Array(Vec::new()));
    let Value::Array(all) = all else { panic!("[[{list}]]") };
    all.push(Value::Table(toml(&format!("name = \"{name}\"\n{rest}"))));
}

/// The same draws of what both hold, and the same outcomes, to the bit.
fn alike(before: &Run, after: &Run) -> Held {
    for input in before.draws.inputs() {
        let name = &before.scenario.assumptions.get(*input).name;
        let same = after.scenario.assumptions.find(name).expect("nothing was taken away");
        let is_without_effect = name == "balance_sheet.interest_rate";
        if !is_without_effect && bits(before.draws.column(*input)) != bits(after.draws.column(same))
        {
            return Err(format!("{name} is drawn elsewhere"));
        }
    }
    let columns = |all: &Outcomes| {
        [&all.moic, &all.irr, &all.npv, &all.enterprise_value, &all.ownership]
            .map(|column| bits(Some(column)))
    };
    if columns(&before.outcomes) != columns(&after.outcomes) {
        return Err("outcomes differ".to_owned());
    }
    Ok(())
}

fn bits(column: Option<&[f64]>) -> Vec<u64> {
    column.unwrap_or_default().iter().map(|value| value.to_bits()).collect()
}
