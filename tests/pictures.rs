//! Every kind of chart of every command: what its files hold, that nothing in it
//! overlaps, that what it says is true, and that what it draws is what is beside
//! it.

use crate::every_chart;
#[path = "pictures/files.rs"]
mod files;
#[path = "pictures/marks.rs"]
pub(crate) mod marks;
#[path = "pictures/places.rs"]
mod places;
#[path = "pictures/screened.rs"]
mod screened;
#[path = "pictures/title_truth.rs"]
mod title_truth;

use std::sync::LazyLock;

use every_chart::{Sample, samples};
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use shortrun::output::chart::{Chart, Size};

/// A sample, drawn in one of its sizes.
pub(crate) struct Drawn {
    pub(crate) sample: &'static Sample,
    size: Size,
    pub(crate) chart: Chart,
}

impl Drawn {
    pub(crate) fn label(&self) -> String {
        self.sample.label(self.size)
    }
}

/// All samples, made once.
static SAMPLES: LazyLock<Vec<Sample>> = LazyLock::new(samples);

/// All samples in all of their sizes, the sizes of one beside each other: drawn once,
/// for all tests, since to draw them takes longer than to look at them.
pub(crate) fn drawn() -> &'static [Drawn] {
    static DRAWN: LazyLock<Vec<Drawn>> = LazyLock::new(|| {
        let sizes = |sample: &'static Sample| {
            let sizes = sample.sizes.iter();
            sizes.map(move |size| Drawn { sample, size: *size, chart: sample.draw(*size) })
        };
        SAMPLES.par_iter().flat_map_iter(sizes).collect()
    });
    &DRAWN
}

/// The same in the first so many sizes of each sample.
fn in_sizes(number: usize) -> impl Iterator<Item = &'static Drawn> {
    drawn().iter().filter(move |one| {
        one.sample.sizes[..number.min(one.sample.sizes.len())].contains(&one.size)
    })
}
