//! The model held end to end to what others have published of real operators, retailers and
//! portfolios: each file has a published result, where it stands, how far the model may be
//! from it and why. `docs/validation.md` sets both side by side, what the model misses first.
//!
//! A figure that the model misses is written down as it is, in `Row::misses`: it may not move
//! beyond its Monte Carlo error without being said, no more into the band than away from it.

mod allocation;
mod disruptions;
mod failures;
mod newsvendor;
mod obermeyer;
mod page;
mod portfolio;
mod premium;
mod retailers;
mod young;

/// What a figure is counted in.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Unit {
    /// Percent of something.
    Percent,
    /// Percentage points, of which shares differ.
    Points,
    /// A plain number with so many decimals.
    Number(usize),
}

/// A published figure beside the model's.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    /// What is compared.
    pub(crate) what: &'static str,
    /// Who published it; a section of the page has the source.
    pub(crate) by: &'static str,
    /// As it is published.
    pub(crate) published: &'static str,
    /// From and to, both allowed.
    pub(crate) band: (f64, f64),
    /// The model's figure; shares are fractions.
    pub(crate) model: f64,
    /// One standard error of it; 0 where nothing is sampled.
    pub(crate) error: f64,
    /// How it is written.
    pub(crate) unit: Unit,
    /// The figure that is known to lie outside of the band, and documented.
    pub(crate) misses: Option<f64>,
}

impl Row {
    /// Of a share of a sample, with its error.
    pub(crate) fn of_share(
        (what, by): (&'static str, &'static str),
        published: &'static str,
        band: (f64, f64),
        (model, error): (f64, f64),
        misses: Option<f64>,
    ) -> Self {
        Self { what, by, published, band, model, error, unit: Unit::Percent, misses }
    }

    /// How far the model is outside of the band; 0 within.
    fn outside(&self) -> f64 {
        (self.band.0 - self.model).max(self.model - self.band.1).max(0.0)
    }

    /// Panics unless the model is in the band, or, where a miss is documented, at the
    /// documented figure and outside of it.
    fn hold(&self) {
        let Self { what, model, error, band, .. } = self;
        // What is not sampled is documented to four digits.
        let allowed = (4.0 * error).max(5e-4 * model.abs());
        match self.misses {
            None => {
                let within = band.0 <= *model && *model <= band.1;
                assert!(within, "{what}: {model} +- {error}, outside {band:?}");
            }
            Some(known) => {
                let moved = (model - known).abs();
                assert!(moved <= allowed, "{what}: {model} +- {error}, documented as {known}");
                assert!(0.0 < self.outside(), "{what}: {model} is in {band:?}, no miss any more");
            }
        }
    }
}

/// Holds all rows of a file.
fn hold(rows: &[Row]) {
    rows.iter().for_each(Row::hold);
}

#[test]
fn a_figure_outside_of_its_band_is_told_and_so_is_a_miss_that_moves_or_is_none() {
    let fails = |model: f64, misses: Option<f64>| {
        let row = Row {
            what: "a share",
            by: "nobody",
            published: "half",
            band: (0.4, 0.6),
            model,
            error: 0.01,
            unit: Unit::Percent,
            misses,
        };
        std::panic::catch_unwind(|| row.hold()).is_err()
    };
    assert!(!fails(0.41, None) && fails(0.39, None) && fails(0.61, None) && fails(f64::NAN, None));
    assert!(!fails(0.33, Some(0.35)), "within four errors");
    assert!(fails(0.30, Some(0.35)) && fails(f64::NAN, Some(0.35)), "it moved");
    assert!(fails(0.41, Some(0.39)), "it is no miss any more");
}
