//! What titles on what drives, breaks or would break a plan may say.

use shortrun::output::chart::Chart;

use super::table::{Table, told};
use super::{Grammar, Value};
use crate::every_chart::Facts;

/// A statistic's value as titles say it, with what follows the number.
fn figure(statistic: &str, value: f64) -> (Value, &'static str) {
    match statistic {
        name if name.starts_with("p_") => (Value::Share(value), ""),
        name if name.ends_with("npv") => (Value::Money(value), ""),
        name if name.ends_with("irr") => (Value::Percent(100.0 * value), ""),
        name if name.ends_with("moic") => (Value::Multiple(value), ""),
        name if name.ends_with("days") => (Value::Number(value), " days"),
        other => panic!("{other}"),
    }
}

/// A key for a reader: `units per site month (core)`.
pub(super) fn key_words(key: &str) -> String {
    let parts: Vec<&str> = key.split('.').collect();
    let last = parts[parts.len() - 1].replace('_', " ");
    match parts.len() {
        0..=2 => last,
        many => format!("{last} ({})", parts[many - 2]),
    }
}

/// A bar of a tornado: its bins' values, and which two it goes between.
struct Bar {
    key: String,
    values: Vec<f64>,
    inputs: Vec<f64>,
    ends: [usize; 2],
    by_value: bool,
    one_way: bool,
    inside_noise: bool,
}

impl Bar {
    fn all(table: &Table) -> Vec<Self> {
        let mut keys = table.texts("assumption");
        keys.dedup();
        keys.into_iter().map(|key| Self::of(table, key)).collect()
    }

    fn of(table: &Table, key: &str) -> Self {
        let rows = table.rows_where("assumption", key);
        let column = |name: &str| rows.iter().map(|row| table.number(*row, name)).collect();
        let is_end = |i: &usize| table.text(rows[*i], "end_of_bar") == "true";
        let ends: Vec<usize> = (0..rows.len()).filter(is_end).collect();
        let (low, high): (Vec<f64>, Vec<f64>) =
            (column("assumption_min"), column("assumption_max"));
        Self {
            key: key.to_owned(),
            values: column("value"),
            inputs: column("assumption_median"),
            ends: [ends[0], ends[ends.len() - 1]],
            by_value: low.iter().zip(&high).all(|(low, high)| (high - low).abs() <= 0.0),
            one_way: table.text(rows[0], "one_way") == "true",
            inside_noise: table.text(rows[0], "inside_noise") == "true",
        }
    }

    fn length(&self) -> f64 {
        (self.values[self.ends[1]] - self.values[self.ends[0]]).abs()
    }

    /// The better end and the worse; where none is, the lower input first.
    fn better_and_worse(&self, statistic: &str) -> [usize; 2] {
        let [a, b] = self.ends;
        let rises = self.values[a] < self.values[b];
        let low_is_good = statistic.starts_with("p_loss") || statistic.ends_with("days");
        match statistic.starts_with("sd_") {
            false if rises != low_is_good => [b, a],
            _ => [a, b],
        }
    }
}

pub(super) fn tornado(chart: &Chart, facts: &Facts) -> Grammar {
    let bars = Bar::all(&Table::of(chart));
    let (of, words) = (facts.words("statistic"), facts.words("figure"));
    let (base, unit) = figure(of, facts.of("base"));
    let noise = bars.iter().all(|bar| bar.inside_noise);
    let fixed = facts.of("base error") <= 0.0;
    let few = told(chart, "paths") < 100.0;
    let mut grammar = Grammar::new(&[", ", "; ", ": "])
        .value("base", base)
        .value("n", Value::Count(bars.len() as f64))
        .value("paths", Value::Count(told(chart, "paths")))
        .rule("No assumption is uncertain", bars.is_empty())
        .rule(&format!("{words} is {{base}}{unit}"), bars.is_empty())
        .rule(
            &format!("What moves {words}, {{base}}{unit}, cannot be told from {{paths}} paths"),
            few,
        )
        .rule(
            &format!(
                "Nothing moves {words}: it is {{base}}{unit} whatever the {{n}} uncertain \
                 assumptions come to"
            ),
            fixed,
        )
        .rule(
            &format!("No single assumption moves {words}, {{base}}{unit}, by more than noise"),
            noise,
        );
    let leads = 2.0 * facts.of("lead error") < facts.of("lead");
    for (place, bar) in bars.iter().take(2).enumerate().filter(|(_, bar)| !bar.inside_noise) {
        let name = key_words(&bar.key);
        let [a, b] = bar.better_and_worse(of);
        for (end, at) in [("a", a), ("b", b)] {
            grammar = grammar
                .value(&format!("{end}{place}"), figure(of, bar.values[at]).0)
                .value(&format!("at {end}{place}"), Value::Money(bar.inputs[at]));
        }
        let range = format!("from {{a{place}}}{unit} to {{b{place}}}{unit}");
        let longest = bars
            .iter()
            .all(|other| other.length().is_nan() || other.length() <= bar.length() * (1.0 + 1e-9));
        let start = format!("{name} moves {words}");
        let ends = format!("{{a{place}}}{unit} in its ");
        let parted = !bar.by_value && bar.one_way;
        let neither = of.starts_with("sd_");
        let tenths = bar.values.len() == 10;
        grammar = grammar
            .rule(&format!("{start} most"), longest && leads && 1 < bars.len())
            .rule(&start, place == 0 && longest)
            .rule(&format!("{ends}best tenth"), parted && !neither && tenths)
            .rule(&format!("{{b{place}}}{unit} in its worst"), parted && !neither)
            .rule(&format!("{ends}lowest tenth"), parted && neither && tenths && a < b)
            .rule(&format!("{{b{place}}}{unit} in its highest"), parted && neither && a < b)
            .rule(&format!("{{a{place}}}{unit} at {{at a{place}}}"), bar.by_value)
            .rule(&format!("{{b{place}}}{unit} at {{at b{place}}}"), bar.by_value)
            .rule(&format!("{name}: {words} {range}"), true)
            .rule(&format!("{start} {range}"), place == 0 && longest)
            .rule(&format!("{name} {range}"), place == 1)
            .rule("which moves it more cannot be told", !leads);
    }
    grammar
}

/// A limit in words: kept, failed and its number.
pub(super) fn limit(facts: &Facts) -> (&'static str, &'static str, Value) {
    let (kept, fails) = match facts.words("relation") {
        "<=" => ("at most", "exceeds"),
        "<" => ("less than", "reaches"),
        ">=" => ("at least", "is below"),
        ">" => ("more than", "is no more than"),
        other => panic!("{other}"),
    };
    let threshold = facts.of("threshold");
    let value = match facts.words("label") {
        "Mean NPV" => Value::Money(threshold),
        "Mean MOIC" => Value::Multiple(threshold),
        "Median IRR" => Value::Text("the hurdle".to_owned()),
        _ => Value::Percent(100.0 * threshold),
    };
    (kept, fails, value)
}

fn holds(facts: &Facts, value: f64) -> bool {
    let threshold = facts.of("threshold");
    match facts.words("relation") {
        "<=" => value <= threshold,
        "<" => value < threshold,
        ">=" => threshold <= value,
        _ => threshold < value,
    }
}

/// The statistic in the plan; never rounded on to the limit that it misses.
fn plan(facts: &Facts) -> Value {
    match facts.words("label") {
        "Mean NPV" => Value::Money(facts.of("plan")),
        "Mean MOIC" => Value::Multiple(facts.of("plan")),
        _ => Value::Rate(facts.of("plan"), facts.of("threshold")),
    }
}

/// A line of runs, read from the numbers beside the picture.
struct Line {
    values: Vec<f64>,
    statistics: Vec<f64>,
    holds: Vec<bool>,
}

impl Line {
    fn of(chart: &Chart, facts: &Facts) -> Self {
        let table = Table::of(chart);
        let (values, statistics) = (table.column("value"), table.column("statistic"));
        let kept: Vec<bool> = table.texts("holds").iter().map(|text| *text == "true").collect();
        for (kept, statistic) in kept.iter().zip(&statistics) {
            assert_eq!(*kept, holds(facts, *statistic), "{statistic}");
        }
        Self { values, statistics, holds: kept }
    }

    /// Where straight lines between the runs pass the limit, rising: the value,
    /// and whether the limit is kept below it.
    fn crossings(&self, threshold: f64) -> Vec<(f64, bool)> {
        let pair = |i: usize| (i, i + 1);
        let pairs = (0..self.values.len() - 1).map(pair);
        let crossed = pairs.filter(|(a, b)| self.holds[*a] != self.holds[*b]);
        crossed
            .map(|(a, b)| {
                let (y, z) = (self.statistics[a], self.statistics[b]);
                let way = (threshold - y) / (z - y);
                let known = self.values[a] + way * (self.values[b] - self.values[a]);
                // Where one end has no figure, the crossing is said to be at the other.
                let kept = if self.holds[a] { self.values[a] } else { self.values[b] };
                (if known.is_nan() { kept } else { known }, self.holds[a])
            })
            .collect()
    }
}

/// A value of the pushed assumption, with what follows its number.
fn pushed(facts: &Facts, value: f64) -> (Value, &'static str) {
    match facts.words("unit") {
        unit if unit.starts_with("money") => (Value::Money(value), ""),
        unit if unit.starts_with("x ") => (Value::Multiple(value), ""),
        "days" => (Value::Number(value), " days"),
        "sites" => (Value::Count(value), " sites"),
        other => panic!("{other}"),
    }
}

pub(super) fn stress(chart: &Chart, facts: &Facts) -> Grammar {
    let (label, key) = (facts.words("label"), key_words(facts.words("key")));
    let (kept, fails, threshold) = limit(facts);
    let line = Line::of(chart, facts);
    let plan_value = facts.of("plan value");
    let plan_holds = holds(facts, facts.of("plan"));
    let crossings = line.crossings(facts.of("threshold"));
    let far = |one: &usize| (crossings[*one].0 - plan_value).abs();
    let nearest = (0..crossings.len()).min_by(|a, b| far(a).total_cmp(&far(b)));
    let (all, none) = (line.holds.iter().all(|is| *is), !line.holds.iter().any(|is| *is));
    let (at_plan, unit) = pushed(facts, plan_value);
    let (low, high) = (line.values[0], line.values[line.values.len() - 1]);
    let is_known = facts.words("known") == "yes";
    let in_plan = if is_known { "plan" } else { "plan\u{2019}s median" };
    let tried = if line.values.len() == 1 {
        format!("at {{low}}{unit}")
    } else {
        format!("from {{low}}{unit} to {{high}}{unit}")
    };
    let mut grammar = Grammar::new(&[])
        .value("threshold", threshold)
        .value("plan value", at_plan)
        .value("plan", plan(facts))
        .value("low", pushed(facts, low).0)
        .value("high", pushed(facts, high).0);
    let in_plan = format!(" ({in_plan} {{plan value}}{unit})");
    let beyond = "The plan itself is beyond the limit: ";
    let with = format!("with {key} {tried}");
    let limits = format!("{kept} {{threshold}}");
    let failed = format!("{fails} {{threshold}}");
    let apart = {
        let [first, last] = [0, line.values.len() - 1].map(|i| line.statistics[i]);
        2.0 * facts.of("error").hypot(facts.of("error")) < (last - first).abs()
    };
    let figure = |i: usize| match facts.words("label") {
        "Mean NPV" => Value::Money(line.statistics[i]),
        "Mean MOIC" => Value::Multiple(line.statistics[i]),
        _ => Value::Rate(line.statistics[i], facts.of("threshold")),
    };
    grammar = grammar.value("at low", figure(0)).value("at high", figure(line.values.len() - 1));
    let ends = format!("{{at low}} at {{low}}{unit}, {{at high}} at {{high}}{unit}");
    let throughout: [(String, bool); 12] = [
        (format!("{label} stays {limits} {with}: {ends}"), all && plan_holds && apart),
        (format!("{label} stays {limits} {with}{in_plan}"), all && plan_holds),
        (format!("{label} stays {limits} {with}"), all && plan_holds),
        (format!("{label} stays {limits} {tried}{in_plan}"), all && plan_holds),
        (format!("{label} {failed} {with}, though it is {{plan}} in the plan"), none && plan_holds),
        (
            format!(
                "{beyond}{label} is {{plan}}, and no value of {key} works: it {failed} {tried}"
            ),
            none && !plan_holds,
        ),
        (format!("{label} {failed} {with}, and in the plan"), none && !plan_holds),
        (format!("{label} {failed} {tried}, and in the plan"), none && !plan_holds),
        (format!("{beyond}{label} is {{plan}}, but {limits} {with}"), all && !plan_holds),
        (format!("{label} is {{plan}} in the plan, but {limits} {tried}"), all && !plan_holds),
        (format!("{label} is {{plan}} in the plan, but {limits} {with}"), all && !plan_holds),
        (
            format!("{label} {failed} {tried}, though it is {{plan}} in the plan"),
            none && plan_holds,
        ),
    ];
    for (pattern, holds) in throughout {
        grammar = grammar.rule(&pattern.replace(": Chance", ": chance"), holds);
    }
    let Some(nearest) = nearest else { return grammar };
    let (at, below) = crossings[nearest];
    // Where the plan holds, the side on which it fails; else that on which it holds.
    let is_above = below == plan_holds;
    let side = if is_above { nearest.checked_add(1) } else { nearest.checked_sub(1) };
    let until = side.and_then(|other| crossings.get(other)).map(|(at, _)| *at);
    let place = |name: &str| format!("{{{name}}}{unit}");
    let whole = facts.words("whole") == "yes";
    let (first, last) = if is_above { (at, until) } else { (until.unwrap_or(at), Some(at)) };
    let inward = |value: f64, up: bool| match (whole, up) {
        (false, _) => value,
        (true, true) => value.floor() + 1.0,
        (true, false) => value.ceil() - 1.0,
    };
    grammar = grammar
        .value("first", pushed(facts, inward(first, true)).0)
        .value("last", pushed(facts, inward(last.unwrap_or(at), false)).0);
    let (first, last) = (place("first"), place("last"));
    let side = match (until.is_some(), is_above, whole) {
        (true, _, false) => format!("between {first} and {last}"),
        (true, _, true) => format!("{first} to {last}"),
        (false, true, false) => format!("above {first}"),
        (false, false, false) => format!("below {last}"),
        (false, true, true) => format!("{first} or more"),
        (false, false, true) => format!("{last} or less"),
    };
    let where_it = format!("where {key} is {side}");
    let crossed: [(String, bool); 6] = [
        (format!("{label} {failed} {where_it}{in_plan}"), plan_holds),
        (format!("{label} {failed} {where_it}"), plan_holds),
        (format!("{label} {failed} if {side}{in_plan}"), plan_holds),
        (format!("{beyond}{label} is {{plan}}, and {limits} only {where_it}"), !plan_holds),
        (format!("{label} is {{plan}} in the plan, {limits} {where_it}"), !plan_holds),
        (format!("{label} is {{plan}} in the plan, {limits} if {side}"), !plan_holds),
    ];
    for (pattern, holds) in crossed {
        grammar = grammar.rule(&pattern.replace(": Chance", ": chance"), holds);
    }
    grammar
}

pub(super) fn stress2(chart: &Chart, facts: &Facts) -> Grammar {
    let label = facts.words("label");
    let (kept, fails, threshold) = limit(facts);
    let table = Table::of(chart);
    let (statistics, kept_there) = (table.column("statistic"), table.texts("holds"));
    for (statistic, kept) in statistics.iter().zip(&kept_there) {
        assert_eq!(*kept, holds(facts, *statistic).to_string(), "{statistic}");
    }
    let (all, some) = (table.len(), kept_there.iter().filter(|kept| **kept == "true").count());
    let axes = " of site capex by multiple (horizon)";
    let mut grammar = Grammar::new(&["; "])
        .value("threshold", threshold)
        .value("plan", plan(facts))
        .value("some", Value::Count(some as f64))
        .value("all", Value::Count(all as f64))
        .rule("in the plan it is {plan}", true);
    for axes in [axes, ""] {
        let cells = format!("all {{all}} cells{axes}");
        grammar = grammar
            .rule(&format!("{label} {fails} {{threshold}} in {cells}"), some == 0)
            .rule(&format!("{label} is {kept} {{threshold}} in {cells}"), some == all)
            .rule(
                &format!("{label} is {kept} {{threshold}} in {{some}} of {{all}} cells{axes}"),
                0 < some && some < all,
            );
    }
    grammar
}

pub(super) fn reverse(chart: &Chart, facts: &Facts) -> Grammar {
    let (label, table) = (facts.words("label"), Table::of(chart));
    let fewest = table.rows_where("way", "fewest");
    let rows = if fewest.is_empty() { table.rows_where("way", "all") } else { fewest };
    let moved = rows.iter().filter(|row| table.text(**row, "follows") == "false").count();
    let distance = rows.first().map_or(f64::NAN, |row| table.number(*row, "distance"));
    let squares: f64 =
        rows.iter().map(|row| table.number(*row, "shift")).map(|shift| shift * shift).sum();
    // Of numbers that are not correlated, the length of the shift.
    assert!(rows.is_empty() || (squares.sqrt() - distance).abs() < 1e-9, "{}", chart.csv());
    let plan = facts.of("plan");
    let (breaks, broken) = (!rows.is_empty() && plan < 0.6, 0.6 <= plan);
    let (many, moves) = if moved == 1 { ("assumption", "moves") } else { ("assumptions", "move") };
    let shift = format!("if {{moved}} {many} {moves} as here");
    Grammar::new(&[", ", ": "])
        .value("limit", Value::Percent(100.0 * facts.of("threshold")))
        .value("plan", Value::Rate(plan, facts.of("threshold")))
        .value("reached", Value::Rate(facts.of("reached"), facts.of("threshold")))
        .value("farthest", Value::Number(facts.of("farthest")))
        .value("moved", Value::Count(moved as f64))
        .value("distance", Value::Number(distance))
        .rule(&format!("{label} is at least {{limit}}, not {{plan}}, {shift}"), breaks)
        .rule(&format!("{label} is at least {{limit}} {shift}"), breaks)
        .rule("{distance} standard deviations together", 1 < moved)
        .rule("{distance} standard deviations", breaks)
        .rule("{distance} s.d.", breaks)
        .rule(
            &format!("{label} is {{reached}} at worst within {{farthest}} standard deviations of the plan"),
            !breaks,
        )
 .rule(&format!("{label} is {{reached}} at worst within {{farthest}} s.d."), !breaks)
        .rule("not at least {limit}", !breaks && facts.of("reached") < 0.6)
        .rule(&format!("{label} not at least {{limit}} within {{farthest}} s.d."), !breaks)
        .rule(&format!("{label} is {{plan}} in the plan itself"), broken)
        .rule("which is at least {limit}", broken)
        .rule(&format!("{label} is {{plan}}"), !breaks)
        .rule("and no assumption can be moved", rows.is_empty())
}

/// What all of a stress come to, with as many rows as the picture has.
pub(super) fn summary(chart: &Chart, _: &Facts) -> Grammar {
    let table = Table::of(chart);
    let (axes, cases) = (table.rows_where("kind", "assumption"), table.rows_where("kind", "case"));
    let is_half = chart.provenance().contains("\"size\":\"half\"");
    let most: usize = match (is_half, axes.is_empty() || cases.is_empty()) {
        (true, true) => 4,
        (true, false) => 3,
        (false, _) => 8,
    };
    let for_cases = cases.len().min(most.saturating_sub(axes.len()).max(most / 3));
    let (shown, left) = (&axes[..axes.len().min(most - for_cases)], most - for_cases < axes.len());
    let (of_text, of_number) = (
        |row: usize, name: &str| table.text(row, name).to_owned(),
        |row, name: &str| table.number(row, name),
    );
    let (kept, missed): (Vec<usize>, Vec<usize>) =
        shown.iter().partition(|row| of_text(**row, "holds_in_plan") == "true");
    let finding = |rows: &[usize], all: &[&str]| {
        rows.iter().filter(|row| all.contains(&of_text(**row, "finding").as_str())).count()
    };
    let breaking = finding(&kept, &["breaks", "fails throughout"]);
    let mending = missed.len() - finding(&missed, &["plan beyond throughout"]);
    let the = if left { "the nearest " } else { "" };
    let other = if missed.is_empty() { "" } else { "other " };
    let holds = |row: usize| of_text(row, "finding") == "holds";
    let near = |row: usize| {
        let off = (of_number(row, "statistic") - of_number(row, "threshold")).abs();
        off <= 2.0 * of_number(row, "standard_error")
    };
    let drawn = &cases[..for_cases];
    let close = drawn.iter().filter(|row| near(**row)).count();
    let failing = drawn.iter().filter(|row| !near(**row) && !holds(**row)).count();
    let mut grammar = Grammar::new(&["; ", ", "])
        .value("all", Value::Count(kept.len() as f64))
        .value("breaking", Value::Count(breaking as f64))
        .value("missed", Value::Count(missed.len() as f64))
        .value("mending", Value::Count(mending as f64))
        .value("cases", Value::Count(drawn.len() as f64))
        .value("failing", Value::Count(failing as f64))
        .value("close", Value::Count(close as f64))
        .rule(
            &format!("None of {the}{{all}} {other}assumptions breaks the plan in what was tried"),
            breaking == 0 && 1 < kept.len(),
        )
        .rule(
            &format!("{{breaking}} of {the}{{all}} {other}assumptions breaks the plan"),
            breaking == 1 && 1 < kept.len(),
        )
        .rule(
            &format!("{{breaking}} of {the}{{all}} {other}assumptions break the plan"),
            1 < breaking,
        )
        .rule("The plan itself is beyond its limit", kept.is_empty() && !shown.is_empty())
        .rule("no value that was tried keeps it", (kept.len(), missed.len(), mending) == (0, 1, 0))
        .rule("another value would keep it", (kept.len(), missed.len(), mending) == (0, 1, 1))
        .rule(
            "no value of {missed} assumptions keeps it",
            kept.is_empty() && 1 < missed.len() && mending == 0,
        )
        .rule(
            "{mending} of {missed} assumptions could mend it",
            kept.is_empty() && 1 < missed.len() && 0 < mending,
        )
        .rule("The plan misses {missed} limit", missed.len() == 1)
        .rule("The plan misses {missed} limits", 1 < missed.len())
        .rule("which no value keeps", !kept.is_empty() && !missed.is_empty() && mending == 0)
        .rule("which another value would keep", missed.len() == 1 && mending == 1)
        .rule("of which {mending} could be kept", 1 < missed.len() && 0 < mending)
        .rule("None of {cases} bands and shocks breaks the limit", failing == 0)
        .rule("{failing} of {cases} bands and shocks breaks the limit", failing == 1)
        .rule("{failing} of {cases} bands and shocks break the limit", 1 < failing)
        .rule("The band or shock breaks the limit", drawn.len() == 1 && failing == 1)
        .rule("The band or shock does not break the limit", drawn.len() == 1 && failing == 0)
        .rule("{close} too close to call", 0 < close);
    for row in kept.iter().copied() {
        let off = of_number(row, "off_plan");
        let least = kept.iter().all(|other| {
            let far = of_number(*other, "off_plan").abs();
            far.is_nan() || off.abs() <= far + 1e-12
        });
        let (name, at) = (of_text(row, "name"), of_number(row, "break"));
        let tried = [of_number(row, "lowest_tried"), of_number(row, "highest_tried")];
        let whole = of_text(row, "key") == "sites.initial_sites";
        for side in ["above", "below"] {
            let inward = if side == "above" { at.floor() + 1.0 } else { at.ceil() - 1.0 };
            let (value, unit) = match of_text(row, "key") {
                key if key.ends_with("capex") => (Value::Money(at), ""),
                key if key.ends_with("multiple") => (Value::Multiple(at), ""),
                _ if whole => (Value::Count(inward), " sites"),
                _ => (Value::Number(at), " days"),
            };
            let number = format!("{side} {name}");
            grammar = grammar
                .value(&number, value)
                .value(&format!("off {number}"), Value::Percent(100.0 * off));
            let is_so = !off.is_nan()
                && (tried[0]..=tried[1]).contains(&at)
                && of_text(row, "fails") == side;
            let ring = match (whole, side) {
                (true, "above") => format!("{{{number}}}{unit} or more"),
                (true, _) => format!("{{{number}}}{unit} or less"),
                (false, _) => format!("{side} {{{number}}}{unit}"),
            };
            let ring = format!("{ring} ({{off {number}}})");
            for (pattern, holds) in [
                (format!("the nearest is {name}, {ring}"), is_so && least && 1 < breaking),
                (format!("it is {name}, {ring}"), is_so && breaking == 1),
                (format!("{name} breaks the plan {ring}"), is_so && kept.len() == 1),
            ] {
                grammar = grammar.rule(&pattern, holds);
            }
        }
        grammar = grammar.rule(
            &format!("{name} does not break the plan in what was tried"),
            kept.len() == 1 && breaking == 0,
        );
    }
    grammar
}
