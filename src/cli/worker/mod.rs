//! `shortrun worker`: carries out jobs, one a line, and answers each with a line.

pub(in crate::cli) mod args;

use std::io::{BufRead, Write};
use std::sync::mpsc::{Receiver, channel};

use super::Failure;
use super::jobs::answer::{Answer, Head};
use super::jobs::job::{Job, JobLine};
use super::jobs::tally::{Simulated, Untallied};
use super::work::threads;
use crate::analysis::partial::tallied::Tallied;
use crate::engine::{Stopped, Unwatched};
use crate::input::Scenario;
use crate::sampling::design::Design;
use args::WorkerArgs;

/// The line after the last job.
const END: &str = "end";
/// A job that cannot be read, or is not of this program.
const REFUSED: u8 = 65;
/// It was called wrongly.
pub(super) const MISUSED: u8 = 64;
/// The input was closed before its end, or the output is gone: whoever wrote the jobs is.
const ABANDONED: u8 = 1;

pub(super) fn worker(args: &WorkerArgs) -> Result<(), Failure> {
    let pool = threads(args.threads.unwrap_or(0))?;
    let mut known = None;
    for line in lines() {
        let answer = answer(&line, &mut known, &pool)?;
        let text =
            serde_json::to_string(&answer).map_err(|why| Failure::Failed(why.to_string()))?;
        let mut out = std::io::stdout().lock();
        let written = writeln!(out, "{text}").and_then(|()| out.flush());
        written.map_err(|why| Failure::Failed(format!("cannot answer: {why}")))?;
    }
    Ok(())
}

/// The jobs up to the end. A thread of its own reads them, so that it is seen at once when they
/// stop before that, whatever goes on.
fn lines() -> Receiver<String> {
    let (sender, lines) = channel();
    std::thread::spawn(move || {
        for line in std::io::stdin().lock().lines() {
            match line {
                Ok(line) if line.trim() == END => return,
                Ok(line) if line.trim().is_empty() => {}
                Ok(line) => {
                    if sender.send(line).is_err() {
                        return;
                    }
                }
                Err(_) => break,
            }
        }
        Failure::Failed("the input was closed before its end".to_owned()).print();
        std::process::exit(i32::from(ABANDONED));
    });
    lines
}

fn refused(why: &str) -> Failure {
    Failure::Refused(REFUSED, format!("the job is refused: {why}"))
}

/// The scenario that was read last, with the operator under changes, and its job.
type Known = Option<(Job, Scenario, Option<Scenario>)>;

fn answer(line: &str, known: &mut Known, pool: &rayon::ThreadPool) -> Result<Answer, Failure> {
    let line: JobLine = serde_json::from_str(line).map_err(|why| refused(&why.to_string()))?;
    let JobLine { id, job } = &line;
    if job.version != env!("CARGO_PKG_VERSION") {
        let own = env!("CARGO_PKG_VERSION");
        return Err(refused(&format!("it is of version {}, and this is {own}", job.version)));
    }
    if *id != job.name() {
        return Err(refused("its id is not the SHA-256 of the rest"));
    }
    if job.last < job.first {
        return Err(refused("its last path is before its first"));
    }
    let is_known = |(last, ..): &(Job, Scenario, Option<Scenario>)| {
        let own = (&job.scenario, &job.changes, &job.beside);
        (&last.scenario, &last.changes, &last.beside) == own
    };
    if !known.as_ref().is_some_and(is_known) {
        let read = |changes| job.scenario.read(changes).map_err(|why| refused(&why));
        let scenario = read(&[])?;
        let operator = match &job.changes[..] {
            [] => scenario.operator.clone(),
            changes => read(changes)?.operator,
        };
        let beside = job.beside.as_ref().map(|text| text.read(&[]).map_err(|why| refused(&why)));
        *known = Some((job.clone(), Scenario { operator, ..scenario }, beside.transpose()?));
    }
    let Some((_, scenario, beside)) = known else { return Err(refused("it has no scenario")) };
    let tallied = carry_out(job, (scenario, beside.as_ref()), pool)?;
    Ok(Answer { head: Head::of(&line), tallied })
}

fn carry_out(
    job: &Job,
    (scenario, beside): (&Scenario, Option<&Scenario>),
    pool: &rayon::ThreadPool,
) -> Result<Tallied, Failure> {
    let seed = job.seed.parse().map_err(|_| refused("its seed is no whole number"))?;
    let design = job.design.parse::<Design>();
    let design = design.map_err(|()| refused(&format!("there is no design {}", job.design)))?;
    let no_such = |name: String| refused(&format!("the scenario has no {name}"));
    let variation = job.varied.read(&scenario.assumptions).map_err(no_such)?;
    let assumptions = variation.of(&scenario.assumptions);
    let simulated = Simulated {
        operator: &scenario.operator,
        assumptions: &assumptions,
        variation: &variation,
        seed,
        design,
        beside: beside.map(|other| (&other.operator, &other.assumptions)),
    };
    let paths = job.first..job.last + 1;
    let tally = || simulated.tally(&job.asked, paths, &Unwatched);
    pool.install(tally).map_err(|why| match why {
        Untallied::NoColumn(name) => refused(&format!("the scenario has no {name}")),
        Untallied::Stopped(Stopped::Beyond(beyond)) => {
            refused(&format!("{}: {beyond}", scenario.file))
        }
        Untallied::Stopped(Stopped::Asked { .. }) => Failure::Failed("stopped".to_owned()),
    })
}
