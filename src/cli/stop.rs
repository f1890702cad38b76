//! Stopping on Ctrl-C, and on a polite kill, without leaving anything half done.
//!
//! A simulation looks whether a stop is wanted, and so does whoever puts files in
//! place, until the moment in which they count. Whatever else is going on, such
//! as drawing, does not look: the program ends in the middle of it, since nothing
//! of it is on the disk.

use std::fs;
use std::io::IsTerminal;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, Once, PoisonError};
use std::time::Duration;

use super::Failure;
use super::print::say;

/// How long whoever looks is given to end by itself.
const PATIENCE: Duration = Duration::from_millis(500);

static WANTED: AtomicBool = AtomicBool::new(false);

static STATE: Mutex<State> = Mutex::new(State {
    is_writing: false,
    is_written: false,
    lost: "nothing was written",
    made: Vec::new(),
});

struct State {
    /// Files are being put in place: a stop is seen there.
    is_writing: bool,
    /// Some files are in place.
    is_written: bool,
    /// What a stop comes to as long as none are.
    lost: &'static str,
    /// Folders that were made and hold nothing yet, the deepest first.
    made: Vec<PathBuf>,
}

fn state() -> MutexGuard<'static, State> {
    STATE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Listens to Ctrl-C and to a polite kill from here on.
pub(super) fn listen() {
    static ONCE: Once = Once::new();
    // Without a listener a signal ends the process at once, which loses nothing
    // but the tidying up.
    ONCE.call_once(|| system::listen(stopped));
}

/// Whether the user asked to stop.
pub(super) fn is_wanted() -> bool {
    WANTED.load(Ordering::SeqCst)
}

/// What a command that was asked to stop comes to.
pub(super) fn interrupted() -> Failure {
    Failure::Interrupted(words(&state()))
}

/// What a command loses that is stopped, if it writes nothing.
pub(super) fn loses(what: &'static str) {
    state().lost = what;
}

/// Empty folders, the deepest first, that are to go if the program is stopped.
pub(super) fn made(folders: Vec<PathBuf>) {
    state().made.extend(folders);
}

fn words(state: &State) -> String {
    let lost = if state.is_written { "nothing more was written" } else { state.lost };
    format!("interrupted; {lost}")
}

/// For as long as files are being put in place by one who looks.
pub(super) struct Writing;

impl Writing {
    /// Begins, unless a stop is wanted.
    pub(super) fn begin() -> Result<Self, Failure> {
        state().is_writing = true;
        // Made before the look: without it the program would not go on writing.
        let writing = Self;
        if is_wanted() { Err(interrupted()) } else { Ok(writing) }
    }

    /// From here on the files are in place.
    pub(super) fn done(self) {
        state().is_written = true;
    }
}

impl Drop for Writing {
    fn drop(&mut self) {
        state().is_writing = false;
    }
}

/// Asks whoever looks to end; where nobody does, ends the program.
fn stopped() {
    WANTED.store(true, Ordering::SeqCst);
    std::thread::sleep(PATIENCE);
    let state = state();
    if state.is_writing {
        return;
    }
    // Only empty ones go: `remove_dir` refuses any other.
    let _ = state.made.iter().try_for_each(fs::remove_dir);
    let end = Failure::Interrupted(words(&state));
    // Below the progress bar, if there is one.
    if std::io::stderr().is_terminal() {
        say("\n");
    }
    end.print();
    std::process::exit(i32::from(end.exit_code()));
}

#[cfg(unix)]
mod system {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    use signal_hook::iterator::Signals;

    /// Calls `stopped` on each signal that the process was not started to
    /// ignore, as by `nohup` or in the background.
    pub(super) fn listen(stopped: impl Fn() + Send + 'static) {
        let ignored = ignored();
        let heard = [SIGINT, SIGTERM, SIGHUP];
        let heard = heard.into_iter().filter(|signal| ignored & (1 << (signal - 1)) == 0);
        if let Ok(mut signals) = Signals::new(heard.collect::<Vec<_>>()) {
            std::thread::spawn(move || signals.forever().for_each(|_| stopped()));
        }
    }

    /// A bit for each signal that is ignored, the lowest for the first; none
    /// where the system does not tell.
    fn ignored() -> u64 {
        let about = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
        let line = about.lines().find_map(|line| line.strip_prefix("SigIgn:"));
        line.and_then(|bits| u64::from_str_radix(bits.trim(), 16).ok()).unwrap_or(0)
    }
}

#[cfg(not(unix))]
mod system {
    pub(super) fn listen(stopped: impl FnMut() + Send + 'static) {
        let _ = ctrlc::set_handler(stopped);
    }
}
