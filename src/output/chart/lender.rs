//! A picture that lends its axes: what it tells of itself, and whether another
//! run can be drawn on them.

use serde_json::Value;

use super::like::Domains;
use super::png_file::PROVENANCE;
use super::png_reader::Png;
use super::size::Size;
use super::steps;
use super::subject::Subject;
use super::words::LAYOUT;
use crate::output::compare::chart::{diff, exceed, rows};
use crate::output::diligence::chart::learn;
use crate::output::frontier::chart::frontier;
use crate::output::given;
use crate::output::replay::chart::scales;
use crate::output::run::chart::{bands, cash, dots, hist_irr, hist_moic, hist_npv, moic_irr};
use crate::output::sensitivity::chart::tornado;
use crate::output::stress::chart::{grid, line};

/// A picture drawn earlier, perhaps of another scenario.
#[derive(Clone, Debug)]
pub struct Lender {
    /// Its kind, as on the command line.
    pub kind: String,
    /// What it shows of all that its kind can, as in [`Subject::of`].
    pub of: String,
    /// Its size.
    pub size: Size,
    /// What its axes span.
    pub domains: Domains,
    currency: String,
}

impl Lender {
    /// Reads what a PNG file tells of itself; the error says in a few words why
    /// no other picture can be drawn like it.
    pub fn read(file: &[u8]) -> Result<Self, String> {
        let told = provenance(file)?;
        let text = |key: &str| told[key].as_str().map(str::to_owned);
        if told["program"] != "shortrun" {
            return Err(FOREIGN.to_owned());
        }
        if told["layout"].as_u64().is_some_and(|layout| LAYOUT < layout) {
            let version = text("version").unwrap_or_default();
            return Err(format!(
                "it was drawn by shortrun {version}, whose pictures this older version does not \
                 know; use that version or a later one"
            ));
        }
        let domains = Domains::read(&told["domains"]);
        let size = text("size").and_then(|name| Size::parse(&name));
        let (Some(kind), Some(size), Some(domains), Some(currency)) =
            (text("kind"), size, domains, text("currency"))
        else {
            return Err(OLDER.to_owned());
        };
        let of = text("of").unwrap_or_default();
        let lender = Self { kind, of, size, domains, currency };
        match lender.is_complete() {
            None => Err(format!("pictures of the kind {} lend no axes", lender.kind)),
            Some(false) => Err(OLDER.to_owned()),
            Some(true) => Ok(lender),
        }
    }

    /// Whether two pictures lend axes to the same.
    pub fn is_alike(&self, other: &Self) -> bool {
        (&self.kind, &self.of, self.size) == (&other.kind, &other.of, other.size)
    }

    /// Whether all is told that its kind needs; nothing for kinds that lend no
    /// axes.
    fn is_complete(&self) -> Option<bool> {
        let domains = &self.domains;
        Some(match self.kind.as_str() {
            "bands" => bands::can_lend(domains),
            "dots" => dots::can_lend(domains),
            "hist" => hist_moic::can_lend(domains),
            "hist-irr" => hist_irr::can_lend(domains),
            "hist-npv" => hist_npv::can_lend(domains),
            "exits" => domains.months().is_some(),
            "runway" => cash::can_lend(domains),
            "moic-irr" => moic_irr::can_lend(domains),
            "compare" => rows::can_lend(domains),
            "exceed" => exceed::can_lend(domains),
            "diff" => diff::can_lend(domains),
            "bridge" => self.tells_what() && steps::can_lend(domains),
            "reverse" => self.tells_what(),
            "learn" => learn::can_lend(domains),
            "replay" => scales::can_lend(domains, self.size),
            "frontier" => frontier::lent(domains).is_some(),
            "stress" => self.tells_what() && line::can_lend(domains),
            "stress2" => self.tells_what() && grid::can_lend(domains),
            "tornado" => self.tells_what() && tornado::lent(domains).is_some(),
            _ => return None,
        })
    }

    /// Whether it says what it shows of all that its kind can.
    fn tells_what(&self) -> bool {
        !self.of.is_empty()
    }

    /// Whether one of the `subjects` of runs in this currency with these hurdle
    /// rates can be drawn on its axes; the error says why not.
    pub fn suits(
        &self,
        subjects: &[Subject],
        currency: &str,
        hurdles: &[f64],
    ) -> Result<(), String> {
        let alike: Vec<&Subject> = subjects.iter().filter(|one| one.kind == self.kind).collect();
        if alike.is_empty() {
            let kinds = are(subjects.iter().map(|one| one.kind));
            return Err(format!("it is a chart of the kind {}; drawn here {kinds}", self.kind));
        }
        let Some(subject) = alike.iter().find(|one| one.of == self.of) else {
            let drawn = are(alike.iter().map(|one| one.of.as_str()));
            return Err(format!("it shows {}; drawn here {drawn}", self.of));
        };
        if subject.in_money && self.currency != currency {
            return Err(format!(
                "its amounts are in {}, those of the scenario in {currency}",
                self.currency
            ));
        }
        let edges = self.domains.edges("edges").unwrap_or_default();
        let is_edge = |hurdle: &f64| edges.iter().any(|edge| (edge - hurdle).abs() < 1e-9);
        match hurdles.iter().find(|hurdle| !is_edge(hurdle)) {
            Some(hurdle) if self.kind == "hist-irr" => Err(format!(
                "its bins are not cut at the scenario's hurdle rate of {}",
                given::share(*hurdle)
            )),
            _ => Ok(()),
        }
    }
}

/// The names, each once, after the verb that goes with them.
fn are<'a>(names: impl Iterator<Item = &'a str>) -> String {
    let mut all: Vec<&str> = Vec::new();
    for name in names {
        if !all.contains(&name) {
            all.push(name);
        }
    }
    match all[..] {
        [] => "are none".to_owned(),
        [one] => format!("is {one}"),
        _ => format!("are {}", all.join(", ")),
    }
}

/// Why a file lends nothing that this program did not draw.
const FOREIGN: &str = "it does not say that shortrun drew it; give a PNG as shortrun wrote it, not \
                       one that another program saved again";

/// Why a picture lends nothing that does not tell enough.
const OLDER: &str =
    "it does not tell all of its axes, as older versions left out; draw it again with this one";

/// The run and the axes that a PNG file has in its text, which may stand after
/// the pixels too.
fn provenance(file: &[u8]) -> Result<Value, String> {
    let read = Png::open(file, false).and_then(Png::read);
    let content = read.map_err(|why| format!("it cannot be read as a PNG picture: {why}"))?;
    let found = content.texts.into_iter().find(|(keyword, _)| keyword == PROVENANCE);
    let text = found.and_then(|(_, text)| text).ok_or(FOREIGN)?;
    serde_json::from_str(&text).map_err(|_| FOREIGN.to_owned())
}
