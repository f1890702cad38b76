//! `shortrun merge`: a command carried out on partial results.

pub(in crate::cli) mod args;

use std::io::Write;
use std::sync::Arc;

use super::Failure;
use super::jobs::Source;
use super::jobs::job::JobLine;
use super::jobs::store::Store;
use super::program::Program;
use crate::output::format::plural;
use args::MergeArgs;

/// The exit code where more partial results are needed.
const MORE_NEEDED: u8 = 75;

pub(super) fn merge(args: &MergeArgs, program: Program) -> Result<(), Failure> {
    let store = Arc::new(Store::of(args.partials.as_deref(), args.shard_size)?);
    let done = (program.from_source)(&args.command, Source::Partials(Arc::clone(&store)));
    match done {
        Err(Failure::Lacking) => {
            store.refuse_strangers()?;
            let needed = store.needed();
            match &args.needs {
                None => Err(lacking(&needed)),
                Some(file) => {
                    write(file, &needed)?;
                    let jobs = plural(needed.len() as u64, "job");
                    Err(Failure::Refused(
                        MORE_NEEDED,
                        format!("more is needed: {jobs} written to {}", file.display()),
                    ))
                }
            }
        }
        other => other,
    }
}

fn lacking(needed: &[JobLine]) -> Failure {
    let first = needed.first().map_or_else(String::new, |JobLine { job, .. }| {
        format!("the paths {} to {} of {} are lacking", job.first, job.last, job.scenario.file)
    });
    let more = match needed.len() {
        0 | 1 => String::new(),
        many => format!(", and so are {}", plural(many as u64 - 1, "more partial result")),
    };
    Failure::misused(format!("{first}{more}; with --needs their jobs are written to a file"))
}

/// Writes the jobs, one a line, and the end.
fn write(file: &std::path::Path, needed: &[JobLine]) -> Result<(), Failure> {
    let cannot =
        |why: std::io::Error| Failure::Failed(format!("cannot write {}: {why}", file.display()));
    let mut lines = Vec::new();
    for line in needed {
        serde_json::to_writer(&mut lines, line).map_err(|why| Failure::Failed(why.to_string()))?;
        lines.push(b'\n');
    }
    let mut out = std::fs::File::create(file).map_err(cannot)?;
    out.write_all(&lines).and_then(|()| out.flush()).map_err(cannot)
}
