//! A job: all that decides what is tallied of some paths, as one line of JSON. The same line gives
//! the same answer, wherever it is carried out.

use std::collections::BTreeMap;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};

use super::variation::Varied;
use crate::analysis::partial::asked::Asked;
use crate::input::{self, Files, Override, Scenario, sha256};

/// A job without its name.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::cli) struct Job {
    /// Version of the program that wrote it, and that must carry it out.
    pub(in crate::cli) version: String,
    /// The scenario.
    pub(in crate::cli) scenario: ScenarioText,
    /// Changes under which the operator and the deal alone are read; none: the whole scenario is.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(in crate::cli) changes: Vec<(String, String)>,
    /// Another scenario, beside whose paths those of this one are held.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(in crate::cli) beside: Option<ScenarioText>,
    /// What is different from it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub(in crate::cli) varied: Varied,
    /// Seed of all random streams; text, for many readers round numbers above 2^53.
    pub(in crate::cli) seed: String,
    /// How paths are drawn.
    pub(in crate::cli) design: String,
    /// The first path.
    pub(in crate::cli) first: u64,
    /// The last path.
    pub(in crate::cli) last: u64,
    /// What is tallied.
    pub(in crate::cli) asked: Asked,
}

/// A scenario that stands alone, with its data.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::cli) struct ScenarioText {
    /// What results call its file.
    pub(in crate::cli) file: String,
    /// SHA-256 of the resolved scenario and its data.
    pub(in crate::cli) sha256: String,
    /// The resolved scenario.
    pub(in crate::cli) text: String,
    /// Its data files by their names, in base64.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(in crate::cli) data: BTreeMap<String, String>,
}

/// A job as it is written: its name, which is the SHA-256 of the rest, first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(in crate::cli) struct JobLine {
    /// Its name.
    pub(in crate::cli) id: String,
    /// The rest.
    #[serde(flatten)]
    pub(in crate::cli) job: Job,
}

fn is_default(varied: &Varied) -> bool {
    *varied == Varied::default()
}

impl ScenarioText {
    /// Of a scenario as it is run.
    pub(in crate::cli) fn of(scenario: &Scenario) -> Self {
        let data = scenario.data.iter();
        Self {
            file: scenario.file.clone(),
            sha256: scenario.content_hash.clone(),
            text: scenario.resolved.clone(),
            data: data.map(|one| (one.name.clone(), STANDARD.encode(&one.bytes))).collect(),
        }
    }

    /// The scenario, with changes under which the operator and the deal alone are read.
    pub(in crate::cli) fn read(&self, changes: &[(String, String)]) -> Result<Scenario, String> {
        let changes = changes.iter();
        let changes: Vec<Override> = changes
            .map(|(origin, text)| Override { origin: origin.clone(), text: text.clone() })
            .collect();
        let read = if changes.is_empty() {
            input::load_with(&self.file, &self.text, self, &[])
        } else {
            input::load_plain(&self.file, &self.text, self, &changes)
        };
        let (scenario, _) = read.map_err(|problems| problems.render().to_string())?;
        if changes.is_empty() && scenario.content_hash != self.sha256 {
            return Err(format!(
                "the scenario has the SHA-256 {} and not {}",
                scenario.content_hash, self.sha256
            ));
        }
        Ok(scenario)
    }
}

impl Files for ScenarioText {
    fn read(&self, path: &str) -> Result<Vec<u8>, String> {
        // Data files stand beside the scenario, wherever that is said to be.
        let name = path.rsplit('/').next().unwrap_or(path);
        let text = self.data.get(name).ok_or("the job does not have it")?;
        STANDARD.decode(text).map_err(|why| why.to_string())
    }
}

impl Job {
    /// The job with its name.
    pub(in crate::cli) fn named(self) -> JobLine {
        JobLine { id: self.name(), job: self }
    }

    /// The SHA-256 of all of it.
    pub(in crate::cli) fn name(&self) -> String {
        sha256(serde_json::to_string(self).unwrap_or_default().as_bytes())
    }

    /// The name that it has with any other paths.
    pub(in crate::cli) fn kind(&self) -> String {
        Self { first: 0, last: 0, ..self.clone() }.name()
    }
}
