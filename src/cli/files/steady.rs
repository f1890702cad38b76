//! Several runs at once: who writes waits for others that write, and who reads
//! reads one result, not two.

use std::fs::{self, File, TryLockError};
use std::path::Path;
use std::time::{Duration, Instant};

use super::exchange::{Id, id};
use crate::cli::print::say;
use crate::cli::{Failure, stop};

/// How often one looks whether another has finished.
const LOOK: Duration = Duration::from_millis(20);
/// How long one waits before one says so.
const SILENT: Duration = Duration::from_secs(2);
/// How long one waits for another before one gives up.
const LONGEST: Duration = Duration::from_secs(600);
/// How often a folder is read again that was replaced meanwhile.
const TRIES: u32 = 5;

/// Takes a folder, for what lies directly in it, as this process's own for as
/// long as the file is kept, however the process ends; waits while another has
/// it. None where the system has no such locks.
pub(in crate::cli) fn hold(folder: &Path) -> Result<Option<File>, Failure> {
    let Ok(file) = File::open(folder) else { return Ok(None) };
    let begin = Instant::now();
    let mut is_said = false;
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(Some(file)),
            Err(TryLockError::Error(_)) => return Ok(None),
            Err(TryLockError::WouldBlock) if stop::is_wanted() => return Err(stop::interrupted()),
            Err(TryLockError::WouldBlock) => {}
        }
        let shown = folder.display();
        if LONGEST < begin.elapsed() {
            return Err(Failure::Failed(format!(
                "another run has been writing to {shown} for ten minutes; nothing was written"
            )));
        }
        if SILENT < begin.elapsed() && !is_said {
            say(&format!("shortrun: waiting for another run that writes to {shown}\n"));
            is_said = true;
        }
        std::thread::sleep(LOOK);
    }
}

/// Reads from a result folder; again if another result took its place while it
/// was read.
pub(in crate::cli) fn steady<T>(
    folder: &Path,
    mut read: impl FnMut() -> Result<T, Failure>,
) -> Result<T, Failure> {
    for _ in 0..TRIES {
        // While it is open no other folder gets its identity.
        let held = File::open(folder).ok();
        let before = held.as_ref().and_then(|held| held.metadata().ok()).map(|about| id(&about));
        let done = read();
        let is_same = before.is_none() || before == now(folder);
        if is_same || matches!(done, Err(Failure::Interrupted(_))) {
            return done;
        }
    }
    Err(Failure::Failed(format!(
        "{} was replaced again and again while it was read; try again when no run writes to it",
        folder.display()
    )))
}

fn now(folder: &Path) -> Option<Id> {
    fs::metadata(folder).ok().map(|about| id(&about))
}
