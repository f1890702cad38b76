//! What it takes to break a plan, as tables for a terminal.

use super::words::{
    ReverseTest, ShiftedNumber, asked, conclusion, distance, is_small, moved, plausibility,
    reached, remarks, times,
};
use crate::analysis::reverse::{Break, Breaks, Finding, Way};
use crate::output::document::Table;
use crate::output::format::plural;
use crate::output::terminal::{heading, notes, table_text};
use crate::output::value_words::{ValueStyle, value_words};
use crate::output::words::{input_label, percent_to_tenths, percentile_words};

/// The shifts that break the plan, table by table, for the terminal.
pub fn reverse_text(test: &ReverseTest<'_>) -> String {
    let mut sections = vec![heading(test.info), format!("{}\n{}", asked(test), conclusion(test))];
    if let Finding::Breaks(breaks) = &test.found.finding {
        sections.push(shift(test, &breaks.full, "The most plausible shift"));
        sections.push(plausibility(&breaks.full));
        sections.extend(few(test, breaks));
        sections.push(others(test, breaks));
    }
    sections.push(notes(&remarks(test)));
    sections.retain(|section| !section.is_empty());
    sections.join("\n\n") + "\n"
}

fn shift(test: &ReverseTest<'_>, of: &Break, title: &str) -> String {
    let head = [title, "plan\u{2019}s median", "to believe", "percentile", "shift in s.d.", "part"];
    let mut table = Table::labelled(&head);
    let all = moved(test, of);
    for one in all.iter().filter(|one| !is_small(one)) {
        let words =
            |value| value_words(value, one.number.unit, &test.info.currency, ValueStyle::FULL);
        let part = if one.follows { "follows".to_owned() } else { percent_to_tenths(one.share) };
        table.row([
            one.number.name.clone(),
            words(one.plan),
            words(one.value),
            percentile_words(one.percentile),
            format!("{:+.2}", one.shift).replace('-', "\u{2212}"),
            part,
        ]);
    }
    let rest = all.iter().filter(|one| is_small(one)).count();
    let rest = if rest == 0 {
        String::new()
    } else {
        format!(" {} more make less than 2% of it each.", plural(rest as u64, "assumption"))
    };
    format!("{}\nTogether {} s.d.{rest}", table_text(&table), distance(&of.distance))
}

/// The fewest numbers, unless these are all.
fn few(test: &ReverseTest<'_>, breaks: &Breaks) -> Option<String> {
    let Way::Breaks(short) = &breaks.short else { return None };
    if short.moved.len() == breaks.full.moved.len() {
        return None;
    }
    let title = format!("By {} alone", plural(short.moved.len() as u64, "assumption"));
    Some(format!("{} {}.", shift(test, short, &title), times(short, &breaks.full)))
}

fn others(test: &ReverseTest<'_>, breaks: &Breaks) -> String {
    let mut table = Table::labelled(&["Otherwise", "to believe", "percentile", "distance in s.d."]);
    for (i, way) in &breaks.singles {
        let name = format!("only {}", input_label(&test.numbers[*i].name));
        table.row(match way {
            Way::Breaks(one) => {
                let value = moved(test, one).into_iter().find(|one| !one.follows);
                let words = |one: &ShiftedNumber<'_>| {
                    value_words(one.value, one.number.unit, &test.info.currency, ValueStyle::FULL)
                };
                [
                    name,
                    value.as_ref().map(words).unwrap_or_default(),
                    value.map(|one| percentile_words(one.percentile)).unwrap_or_default(),
                    distance(&one.distance),
                ]
            }
            Way::Holds(at) => [name, String::new(), String::new(), reached(test, at)],
        });
    }
    if let Some((i, way)) = &breaks.without {
        let name = format!("all without {}", input_label(&test.numbers[*i].name));
        let far = match way {
            Way::Breaks(one) => distance(&one.distance),
            Way::Holds(at) => reached(test, at),
        };
        table.row([name, String::new(), String::new(), far]);
    }
    table_text(&table)
}
