//! Titles, read clause by clause: every number and every word of a title must
//! be in a clause that is known for its kind of chart, and what the clause says
//! must hold of the numbers beside the picture and of what it was made from.

mod breakevens;
mod figures;
mod pairs;
mod pushes;
mod returns;
mod said;
mod screened;
mod singles;
mod table;
mod versus;

use shortrun::output::chart::Chart;

pub(crate) use figures::units;
pub(crate) use said::{Value, agrees, changed_numbers, changed_words};
pub(crate) use table::{Table, asked, domain};

use crate::every_chart::Sample;

/// A clause that titles of a kind may have, and whether it is true here.
struct Rule {
    pattern: String,
    holds: bool,
}

/// What titles of one picture may say.
pub(crate) struct Grammar {
    rules: Vec<Rule>,
    values: Vec<(String, Value)>,
    separators: &'static [&'static str],
}

impl Grammar {
    /// Clauses are parted by these.
    fn new(separators: &'static [&'static str]) -> Self {
        Self { rules: Vec::new(), values: Vec::new(), separators }
    }

    /// What a name in braces stands for.
    fn value(mut self, name: &str, value: Value) -> Self {
        self.values.push((name.to_owned(), value));
        self
    }

    /// A clause and whether it is true.
    fn rule(mut self, pattern: &str, holds: bool) -> Self {
        self.rules.push(Rule { pattern: pattern.to_owned(), holds });
        self
    }

    /// Whether all of a title is true, or what is not.
    pub(crate) fn explain(&self, title: &str) -> Result<(), String> {
        let mut faults = Vec::new();
        if self.clauses(title, &mut Vec::new(), &mut faults) {
            return Ok(());
        }
        if faults.is_empty() {
            Err("no clause explains it".to_owned())
        } else {
            Err(faults.join(" | "))
        }
    }

    /// Tries each clause at the start of `rest`, then those after it.
    fn clauses(&self, rest: &str, so_far: &mut Vec<String>, faults: &mut Vec<String>) -> bool {
        for rule in &self.rules {
            let Some((length, wrong)) = self.matched(&rule.pattern, rest) else { continue };
            let count = so_far.len();
            so_far.extend(wrong);
            if !rule.holds {
                so_far.push(format!("not so: {}", rule.pattern));
            }
            let after = &rest[length..];
            if after.is_empty() {
                if so_far.is_empty() {
                    return true;
                }
                faults.push(so_far.join(", "));
            }
            for separator in self.separators {
                if let Some(next) = after.strip_prefix(separator)
                    && self.clauses(next, so_far, faults)
                {
                    return true;
                }
            }
            so_far.truncate(count);
        }
        false
    }

    /// How long a clause at the start of a text is, and what of it is wrong;
    /// none where it is no such clause. A clause may begin with a capital.
    fn matched(&self, pattern: &str, text: &str) -> Option<(usize, Vec<String>)> {
        let (mut at, mut wrong) = (0, Vec::new());
        for piece in pieces(pattern) {
            let rest = &text[at..];
            match piece {
                Piece::Literal(literal) => at += starts_with(rest, literal, at == 0)?,
                Piece::Name(name) => match self.of(name) {
                    Value::Text(words) => at += starts_with(rest, words, at == 0)?,
                    value => {
                        let token = said::token(rest)?;
                        if let Err(fault) = said::agrees(token, value) {
                            wrong.push(format!("{name}: {fault}"));
                        }
                        at += token.len();
                    }
                },
            }
        }
        Some((at, wrong))
    }

    fn of(&self, name: &str) -> &Value {
        let found = self.values.iter().find(|(known, _)| known == name);
        &found.unwrap_or_else(|| panic!("no value {name}")).1
    }
}

enum Piece<'a> {
    Literal(&'a str),
    Name(&'a str),
}

fn pieces(pattern: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    for (i, part) in pattern.split('{').enumerate() {
        match part.split_once('}') {
            Some((name, literal)) if 0 < i => {
                pieces.extend([Piece::Name(name), Piece::Literal(literal)]);
            }
            _ => pieces.push(Piece::Literal(part)),
        }
    }
    pieces
}

/// The length of `words` where a text starts with them; the first letter may be
/// a capital or a small one.
fn starts_with(text: &str, words: &str, at_start: bool) -> Option<usize> {
    let mut letters = text.chars();
    for (i, word) in words.chars().enumerate() {
        let letter = letters.next()?;
        let same =
            letter == word || (at_start && i == 0 && letter.to_lowercase().eq(word.to_lowercase()));
        if !same {
            return None;
        }
    }
    Some(text.len() - letters.as_str().len())
}

/// What the titles of a picture may say.
pub(crate) fn grammar(sample: &Sample, chart: &Chart) -> Grammar {
    let facts = &sample.facts;
    match sample.kind {
        "bands" => returns::bands(chart),
        "dots" => returns::dots(chart, facts),
        "hist" => returns::hist(chart, facts),
        "hist-irr" => returns::hist_irr(chart, facts),
        "hist-npv" => returns::hist_npv(chart, facts),
        "exits" => singles::exits(chart),
        "runway" => singles::runway(chart),
        "plan" => singles::plan(chart),
        "payout" => singles::payout(chart),
        "failure" => singles::failure(chart, facts),
        "moic-irr" => returns::moic_irr(chart, facts),
        "kpi" if facts.has("scenarios") => figures::of_several(chart, facts),
        "kpi" => figures::of_one(chart, facts),
        "unit" if facts.has("scenarios") => figures::units_of_several(chart, facts),
        "unit" => figures::unit_of_one(chart),
        "scatter" => figures::scatter(chart, facts),
        "value bridge" => pairs::value_bridge(chart),
        "bridge" => pairs::bridge(chart, facts),
        "compare" => versus::compare(chart, facts),
        "exceed" if facts.has("scenarios") => versus::exceed(chart, facts),
        "exceed" => returns::exceed(chart, facts),
        "diff" => versus::diff(chart, facts),
        "tornado" => pushes::tornado(chart, facts),
        "stress" => pushes::stress(chart, facts),
        "stress2" => pushes::stress2(chart, facts),
        "reverse" => pushes::reverse(chart, facts),
        "learn" => pairs::learn(chart, facts),
        "frontier" => singles::frontier(chart, facts),
        "replay" => singles::replay(chart, facts),
        "breakeven" => breakevens::breakeven(chart, facts),
        "stress-summary" => pushes::summary(chart, facts),
        "panel" => versus::panel(facts),
        "screen" => screened::screen(chart, facts),
        "inputs" => singles::inputs(facts),
        other => panic!("no titles of {other} are known"),
    }
}
