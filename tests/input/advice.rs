//! What a message proposes is accepted when it is pasted into the file.

use shortrun::input::load;

use super::SMALL;

/// Numbers that look drawn and are the same every time.
struct Luck(u64);

impl Luck {
    fn next(&mut self) -> f64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 40) as f64 / f64::from(1 << 24)
    }

    fn among<T: Copy>(&mut self, all: &[T]) -> T {
        all[(self.next() * all.len() as f64) as usize]
    }
}

/// A text with a value for a key; growth, which it lacks, comes in a table.
fn file_with(text: &str, key: &str, value: &str) -> String {
    let entry = format!("{key} = {value}");
    match text.lines().find(|line| line.starts_with(&format!("{key} = "))) {
        Some(line) => text.replace(line, &entry),
        None => format!("{text}\n[market]\n{entry}\n"),
    }
}

/// What is said of a value of a key, without what other keys make of it.
fn said(key: &str, value: &str) -> String {
    match load("plan.toml", &file_with(SMALL, key, value)) {
        Ok((_, warnings)) => warnings.render(),
        Err(problems) => problems.render(),
    }
}

/// The words of a message after `before`, up to the end of the line.
fn after<'a>(said: &'a str, before: &str) -> Option<&'a str> {
    let (_, rest) = said.split_once(before)?;
    rest.lines().next()
}

/// The ends that a message names, and a value between them.
fn proposed(range: &str) -> Vec<f64> {
    let numbers: Vec<f64> =
        range.split(' ').filter_map(|word| word.replace('_', "").parse().ok()).collect();
    match numbers.as_slice() {
        [from, to] => vec![*from, 0.5 * (from + to), *to],
        [end] if range.contains("at least") => vec![*end, end + end.abs() + 1.0],
        [end] => vec![*end, end - end.abs() - 1.0],
        _ => panic!("{range}"),
    }
}

#[test]
fn a_percentile_may_have_the_values_that_are_named() {
    // Keys without a lower end, with one, and with two.
    const KEYS: [(&str, f64, f64); 3] = [
        ("demand_growth_per_year", -0.5, 1.0),
        ("lead_time_days", 0.0, 300.0),
        ("markdown_depth", 0.0, 1.0),
    ];
    let mut luck = Luck(7);
    let (mut advised, mut left_out) = (0, 0);
    for _ in 0..400 {
        let (key, low, high) = luck.among(&KEYS);
        let some = 3 + (luck.next() * 5.0) as usize;
        let mut ranks: Vec<usize> = (1..=19).map(|rank| 5 * rank).collect();
        while some < ranks.len() {
            let place = (luck.next() * ranks.len() as f64) as usize;
            ranks.remove(place);
        }
        let mut values: Vec<f64> = ranks
            .iter()
            .map(|_| (1e4 * (low + luck.next() * luck.next() * (high - low))).round() / 1e4)
            .collect();
        values.sort_by(f64::total_cmp);
        values.dedup();
        ranks.truncate(values.len());
        let end = match luck.among(&[0, 0, 1, 2]) {
            1 => format!(", min = {}", low - 0.01 * (high - low)),
            2 if key != "markdown_depth" => format!(", max = {}", 1.5 * high),
            _ => String::new(),
        };
        let written = |values: &[f64], ranks: &[usize]| {
            let each = ranks.iter().zip(values).map(|(rank, value)| format!("p{rank} = {value}"));
            format!("{{ {}{end} }}", each.collect::<Vec<_>>().join(", "))
        };
        let value = written(&values, &ranks);
        let first = said(key, &value);
        if let Some(range) = after(&first, "with the others as they are, must be ") {
            let place = after(&first, "--> plan.toml:").and_then(|place| place.split_once(':'));
            let column: usize = place.expect("a place").1.parse().expect("a column");
            // Which percentile the mark stands below.
            let line = format!("{key} = {value}");
            let name = line[..column - 1].rsplit(['{', ',']).next().expect("a name").trim();
            let name = name.split(' ').next().expect("a name").trim_start_matches('p');
            let index = ranks.iter().position(|rank| rank.to_string() == name).expect("one");
            for better in proposed(range) {
                values[index] = better;
                let again = written(&values, &ranks);
                let then = said(key, &again);
                assert!(!then.contains("error"), "{value}\n{first}\n{again}\n{then}");
            }
            advised += 1;
        } else if let Some(name) = after(&first, "leave out p") {
            let index = ranks.iter().position(|rank| rank.to_string() == name).expect("one");
            values.remove(index);
            ranks.remove(index);
            let again = written(&values, &ranks);
            let then = said(key, &again);
            assert!(!then.contains("error"), "{value}\n{first}\n{again}\n{then}");
            left_out += 1;
        }
    }
    assert!(100 < advised && 3 < left_out, "{advised} {left_out}");
}

#[test]
fn ends_that_are_proposed_cut_nothing_off() {
    let mut luck = Luck(11);
    let (mut proposals, mut refusals) = (0, 0);
    for round in 0..300 {
        let (a, b, c) = (luck.next() - 0.4, luck.next() + 0.7, luck.next());
        let mode = a + c * (b - a);
        let inner = match round % 6 {
            0 => format!("dist = \"uniform\", min = {a:.3}, max = {b:.3}"),
            1 => format!("dist = \"triangular\", min = {a:.3}, mode = {mode:.3}, max = {b:.3}"),
            2 => format!("dist = \"pert\", min = {a:.3}, mode = {mode:.3}, max = {b:.3}"),
            3 => format!("dist = \"beta\", alpha = 2, beta = 3, min = {a:.3}, max = {b:.3}"),
            4 => format!("dist = \"normal\", mean = {mode:.3}, sd = {c:.3}"),
            _ => format!("p10 = {a:.3}, p50 = {mode:.3}, p90 = {b:.3}"),
        };
        let first = said("markdown_depth", &format!("{{ {inner} }}"));
        let ends = ["help: add ", "help: with "].into_iter().find_map(|words| after(&first, words));
        let Some(ends) = ends else {
            refusals += usize::from(first.contains("no value that it is given by"));
            continue;
        };
        let ends = ends.split(" to say").next().expect("words");
        let ends = ends.split(" nothing would").next().expect("words");
        let mut table: toml::Table = format!("x = {{ {inner} }}").parse().expect("TOML");
        let more: toml::Table = format!("x = {{ {ends} }}").parse().expect("TOML");
        let inside = table["x"].as_table_mut().expect("a table");
        inside.extend(more["x"].as_table().expect("a table").clone());
        let again = toml::Value::Table(inside.clone()).to_string();
        let then = said("markdown_depth", &again);
        assert!(!then.contains("error") && !then.contains("cut off"), "{first}\n{again}\n{then}");
        proposals += 1;
    }
    assert!(50 < proposals && 3 < refusals, "{proposals} {refusals}");
}

#[test]
fn rank_correlations_that_are_proposed_can_hold() {
    const NAMES: [&str; 4] = [
        "product.bread.lead_time_days",
        "product.bread.markdown_depth",
        "market.demand_growth_per_year",
        "product.bread.price",
    ];
    let base = [
        ("lead_time_days", "{ dist = \"uniform\", min = 3, max = 9 }"),
        ("markdown_depth", "{ dist = \"uniform\", min = 0.7, max = 0.9 }"),
        ("demand_growth_per_year", "{ dist = \"normal\", mean = 0, sd = 0.02 }"),
        ("price", "{ dist = \"uniform\", min = 40, max = 41 }"),
    ];
    let mut text = SMALL.to_owned();
    for (key, value) in base {
        text = file_with(&text, key, value);
    }
    let mut luck = Luck(3);
    let mut mended = 0;
    for _ in 0..40 {
        let pairs: Vec<(usize, usize)> =
            (0..4).flat_map(|i| (i + 1..4).map(move |j| (i, j))).collect();
        let mut ranks: Vec<f64> =
            pairs.iter().map(|_| (200.0 * luck.next() - 100.0).round() / 100.0 * 0.99).collect();
        let file = |ranks: &[f64]| {
            let blocks = pairs.iter().zip(ranks).map(|((i, j), rank)| {
                let (one, other) = (NAMES[*i], NAMES[*j]);
                format!("\n[[correlation]]\nbetween = [\"{one}\", \"{other}\"]\nrank = {rank}\n")
            });
            text.clone() + &blocks.collect::<String>()
        };
        let Err(problems) = load("plan.toml", &file(&ranks)) else { continue };
        let said = problems.render();
        assert!(said.contains("contradict one another"), "{said}");
        for ((i, j), rank) in pairs.iter().zip(&mut ranks) {
            for (one, other) in [(i, j), (j, i)] {
                let words = format!("`{}` and `{}`: rank = ", NAMES[*one], NAMES[*other]);
                let new = after(&said, &words).and_then(|rest| rest.split(' ').next());
                if let Some(new) = new {
                    *rank = new.parse().expect("a number");
                }
            }
        }
        let then = load("plan.toml", &file(&ranks));
        assert!(then.is_ok(), "{said}\n{}", then.err().map_or_else(String::new, |w| w.render()));
        mended += 1;
    }
    assert!(10 < mended, "{mended}");
}
