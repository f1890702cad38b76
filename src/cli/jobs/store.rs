//! Partial results in a folder: found by what they are of, and put together.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{BufRead, BufReader, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::answer::{Answer, Glance, Head};
use super::job::{Job, JobLine};
use crate::analysis::partial::tallied::Tallied;
use crate::cli::Failure;

/// Where a partial result stands.
#[derive(Clone, Debug)]
struct Place {
    file: PathBuf,
    line: usize,
    from: u64,
    length: u64,
}

impl Place {
    fn words(&self) -> String {
        format!("{}:{}", self.file.display(), self.line)
    }
}

/// The partial results of a folder, and the jobs that are still to be done.
pub(in crate::cli) struct Store {
    /// By the kind of their jobs, in the order of their paths.
    found: BTreeMap<String, Vec<(Head, Place)>>,
    shard: u64,
    asked: Mutex<Questions>,
}

/// What was asked so far.
#[derive(Default)]
struct Questions {
    /// Scenario, seed and design of each.
    of: BTreeSet<[String; 3]>,
    needed: Vec<JobLine>,
}

impl Store {
    /// Of all files in a folder; shards are of so many paths.
    pub(in crate::cli) fn of(folder: Option<&Path>, shard: u64) -> Result<Self, Failure> {
        let mut found: BTreeMap<String, Vec<(Head, Place)>> = BTreeMap::new();
        for (head, place) in folder.map_or(Ok(Vec::new()), all_of)? {
            if head.version != env!("CARGO_PKG_VERSION") {
                return Err(Failure::misused(format!(
                    "{} is of version {}, and this is {}: partial results of several versions \
                     do not go together",
                    place.words(),
                    head.version,
                    env!("CARGO_PKG_VERSION")
                )));
            }
            found.entry(head.kind.clone()).or_default().push((head, place));
        }
        for parts in found.values_mut() {
            parts.sort_by_key(|(head, _)| (head.first, head.last));
            for pair in parts.windows(2) {
                refuse_overlap(&pair[0], &pair[1])?;
            }
        }
        Ok(Self { found, shard, asked: Mutex::default() })
    }

    fn asked(&self) -> MutexGuard<'_, Questions> {
        self.asked.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What was tallied of all paths of a job, which is not to be split where it says so. Where
    /// some are lacking, their jobs are noted, and the failure says so.
    pub(in crate::cli) fn tallied(&self, job: Job, is_whole: bool) -> Result<Tallied, Failure> {
        let key = [job.scenario.sha256.clone(), job.seed.clone(), job.design.clone()];
        self.asked().of.insert(key);
        let none = Vec::new();
        let parts = self.found.get(&job.kind()).unwrap_or(&none);
        let (mut next, mut lacking) = (job.first, Vec::new());
        for (head, place) in parts {
            if head.first < job.first || job.last < head.last {
                return Err(Failure::misused(format!(
                    "{} has the paths {} to {}, and of these only {} to {} are asked for",
                    place.words(),
                    head.first,
                    head.last,
                    job.first,
                    job.last
                )));
            }
            if next < head.first {
                lacking.push(next..head.first);
            }
            next = head.last + 1;
        }
        if next <= job.last {
            lacking.push(next..job.last + 1);
        }
        if lacking.is_empty() {
            return put_together(&job, parts);
        }
        let mut asked = self.asked();
        for gap in lacking {
            for (first, end) in shards(gap.start, gap.end, self.shard, is_whole) {
                let line = Job { first, last: end - 1, ..job.clone() }.named();
                if asked.needed.iter().all(|one| one.id != line.id) {
                    asked.needed.push(line);
                }
            }
        }
        Err(Failure::Lacking)
    }

    /// The jobs that are still to be done.
    pub(in crate::cli) fn needed(&self) -> Vec<JobLine> {
        self.asked().needed.clone()
    }

    /// Refuses partial results of scenarios, seeds or designs that nothing was asked of.
    pub(in crate::cli) fn refuse_strangers(&self) -> Result<(), Failure> {
        let asked = self.asked();
        for (head, place) in self.found.values().flatten() {
            let Head { scenario, seed, design, .. } = head;
            let is_of =
                |one: &[String; 3]| one == &[scenario.clone(), seed.clone(), design.clone()];
            if asked.of.iter().any(is_of) {
                continue;
            }
            let why = if asked.of.iter().all(|one| one[0] != *scenario) {
                format!("the scenario with the SHA-256 {scenario}, which is not the command's")
            } else if asked.of.iter().all(|one| one[1] != *seed) {
                format!("the seed {seed}, which is not the command's")
            } else {
                format!("the design {design}, which is not the command's")
            };
            return Err(Failure::misused(format!("{} is of {why}", place.words())));
        }
        Ok(())
    }
}

/// All partial results in a folder.
fn all_of(folder: &Path) -> Result<Vec<(Head, Place)>, Failure> {
    let cannot = |error: std::io::Error| {
        Failure::Failed(format!("cannot read {}: {error}", folder.display()))
    };
    let mut files = Vec::new();
    for entry in folder.read_dir().map_err(cannot)? {
        let path = entry.map_err(cannot)?.path();
        if path.is_file() {
            files.push(path);
        }
    }
    files.sort();
    let mut all = Vec::new();
    for file in files {
        all.extend(heads(&file)?);
    }
    Ok(all)
}

fn heads(file: &Path) -> Result<Vec<(Head, Place)>, Failure> {
    let cannot =
        |error: std::io::Error| Failure::Failed(format!("cannot read {}: {error}", file.display()));
    let mut reader = BufReader::new(File::open(file).map_err(cannot)?);
    let (mut heads, mut from, mut bytes) = (Vec::new(), 0, Vec::new());
    for line in 1.. {
        bytes.clear();
        let length = reader.read_until(b'\n', &mut bytes).map_err(cannot)? as u64;
        if length == 0 {
            break;
        }
        if !bytes.trim_ascii().is_empty() {
            let place = Place { file: file.to_path_buf(), line, from, length };
            let Glance { head, .. } =
                serde_json::from_slice(&bytes).map_err(|why| damaged(&place, &why.to_string()))?;
            if head.last < head.first {
                return Err(damaged(&place, "its last path is before its first"));
            }
            heads.push((head, place));
        }
        from += length;
    }
    Ok(heads)
}

fn damaged(place: &Place, why: &str) -> Failure {
    Failure::misused(format!("{} is no whole partial result: {why}", place.words()))
}

fn refuse_overlap(one: &(Head, Place), other: &(Head, Place)) -> Result<(), Failure> {
    let ((own, place), (next, elsewhere)) = (one, other);
    if own.last < next.first {
        return Ok(());
    }
    let what = if own.id == next.id {
        format!("the same partial result, of the paths {} to {}", own.first, own.last)
    } else {
        format!(
            "partial results of paths that overlap, {} to {} and {} to {}",
            own.first, own.last, next.first, next.last
        )
    };
    Err(Failure::misused(format!("{} and {} are {what}", place.words(), elsewhere.words())))
}

/// Partial results of all paths of a job as one.
fn put_together(job: &Job, parts: &[(Head, Place)]) -> Result<Tallied, Failure> {
    let mut whole = Tallied::of_nothing(&job.asked);
    for (head, place) in parts {
        let own = Job { first: head.first, last: head.last, ..job.clone() };
        let cannot = |why: std::io::Error| {
            Failure::Failed(format!("cannot read {}: {why}", place.file.display()))
        };
        let mut file = File::open(&place.file).map_err(cannot)?;
        file.seek(SeekFrom::Start(place.from)).map_err(cannot)?;
        let mut bytes = Vec::new();
        file.take(place.length).read_to_end(&mut bytes).map_err(cannot)?;
        let answer: Answer =
            serde_json::from_slice(&bytes).map_err(|why| damaged(place, &why.to_string()))?;
        if answer.head.id != own.name() || answer.head != *head {
            return Err(damaged(place, "it is not of the job that it names"));
        }
        if !answer.tallied.is_of(&job.asked, head.first, head.last + 1) {
            return Err(damaged(place, "it does not have what its job asks for"));
        }
        whole.merge(&job.asked, answer.tallied);
    }
    whole.settle(&job.asked);
    Ok(whole)
}

/// Shards of a range of paths: they begin at multiples of their size, whatever the range.
fn shards(from: u64, end: u64, size: u64, is_whole: bool) -> Vec<(u64, u64)> {
    if is_whole {
        return vec![(from, end)];
    }
    let (mut shards, mut first) = (Vec::new(), from);
    while first < end {
        let next = end.min((first / size + 1) * size);
        shards.push((first, next));
        first = next;
    }
    shards
}

#[cfg(test)]
mod tests {
    use super::shards;

    #[test]
    fn shards_begin_at_multiples_of_their_size() {
        assert_eq!(shards(0, 25, 10, false), [(0, 10), (10, 20), (20, 25)]);
        assert_eq!(shards(7, 12, 10, false), [(7, 10), (10, 12)]);
        assert_eq!(shards(7, 12, 10, true), [(7, 12)]);
    }
}
