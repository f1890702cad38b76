//! A picture that lends its axes: what it tells of itself, and whether another
//! run can be drawn on them.

use serde_json::Value;

use super::kind::Kind;
use super::like::Domains;
use super::metadata::LAYOUT;
use super::png_file::PROVENANCE;
use super::png_reader::Png;
use super::size::Size;
use super::subject::Subject;
use crate::output::given;

/// A picture drawn earlier, perhaps of another scenario.
#[derive(Clone, Debug)]
pub struct ReferencePicture {
    /// Its kind.
    pub kind: &'static Kind,
    /// What it shows of all that its kind can, as in [`Subject::of`].
    pub of: String,
    /// Its size.
    pub size: Size,
    /// What its axes span.
    pub domains: Domains,
    currency: String,
}

impl ReferencePicture {
    /// Reads what a PNG file of one of these `kinds` tells of itself; the error says in a few
    /// words why no other picture can be drawn like it.
    pub fn read(file: &[u8], kinds: &[&'static Kind]) -> Result<Self, String> {
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
        if ["sheet", "panel"].iter().any(|size| told["size"] == *size) {
            return Err("a picture that is as high as what it shows needs lends no axes".to_owned());
        }
        let domains = Domains::read(&told["domains"]);
        let size = text("size").and_then(|name| Size::parse(&name));
        let (Some(kind), Some(size), Some(domains), Some(currency)) =
            (text("kind"), size, domains, text("currency"))
        else {
            return Err(OLDER.to_owned());
        };
        let known = kinds.iter().find(|one| one.name == kind && !one.scales.is_empty());
        let Some(kind) = known.copied() else {
            return Err(format!("pictures of the kind {kind} lend no axes"));
        };
        let of = text("of").unwrap_or_default();
        let tells_what = !kind.shows_one_of_several || !of.is_empty();
        if !tells_what || !kind.lends(&domains, size) {
            return Err(OLDER.to_owned());
        }
        Ok(Self { kind, of, size, domains, currency })
    }

    /// Whether two pictures lend axes to the same.
    pub fn is_alike(&self, other: &Self) -> bool {
        (self.kind, &self.of, self.size) == (other.kind, &other.of, other.size)
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
            let kinds = are(subjects.iter().map(|one| one.kind.name));
            return Err(format!(
                "it is a chart of the kind {}; drawn here {kinds}",
                self.kind.name
            ));
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
        let edges = self.domains.values("edges").unwrap_or_default();
        let is_edge = |hurdle: &f64| edges.iter().any(|edge| (edge - hurdle).abs() < 1e-9);
        match hurdles.iter().find(|hurdle| !is_edge(hurdle)) {
            Some(hurdle) if self.kind.is_cut_at_hurdle => Err(format!(
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
