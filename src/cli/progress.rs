//! Progress of a run on a terminal, none in a pipe.

use std::io::IsTerminal;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};

use super::cost::Cost;
use super::print::say;
use super::stop;
use crate::engine::Watch;

/// Shows paths done, paths per second and the time left on a terminal; says
/// anywhere, once, what a long run takes.
pub(super) struct Progress {
    bar: ProgressBar,
    /// What is said of a long run; nothing where nothing is to be said.
    cost: Option<Cost>,
}

impl Progress {
    pub(super) fn new(paths: u64, quiet: bool) -> Self {
        let shown = !quiet && std::io::stderr().is_terminal();
        let target = if shown {
            ProgressDrawTarget::stderr_with_hz(10)
        } else {
            ProgressDrawTarget::hidden()
        };
        let bar = ProgressBar::with_draw_target(Some(paths), target);
        let style = "{bar:30} {human_pos} of {human_len} paths  {speed}  {eta} left";
        if let Ok(style) = ProgressStyle::with_template(style) {
            bar.set_style(style.with_key("speed", show_speed));
        }
        Self { bar, cost: (!quiet).then(|| Cost::new(paths)) }
    }

    pub(super) fn finish(&self) {
        self.bar.finish_and_clear();
    }
}

fn show_speed(state: &ProgressState, out: &mut dyn std::fmt::Write) {
    // A terminal that cannot be written to is not worth an error.
    let _ = write!(out, "{:.0} paths/s", state.per_sec());
}

impl Watch for Progress {
    fn advanced(&self, paths: u64) {
        self.bar.inc(paths);
        if let Some(line) = self.cost.as_ref().and_then(|cost| cost.after(paths)) {
            self.bar.suspend(|| say(&line));
        }
    }

    fn wants_stop(&self) -> bool {
        stop::is_wanted()
    }
}
