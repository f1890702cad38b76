//! The numbers of the table of multiples and years: the rate of each cell, and the
//! paths around it.

use super::data::{Endings, Returns};
use crate::analysis::moic_years::{MoicYears, Outside};
use crate::output::chart::{cells, csv_of};
use crate::output::format::{part, split};

/// Rates and shares of paths, with percents that add to 100.
pub(super) struct Table {
    pub(super) paths: MoicYears,
    percents: Vec<u32>,
}

impl Table {
    pub(super) fn of(
        returns: &Returns<'_>,
        endings: &Endings<'_>,
        rows: Vec<f64>,
        years: Vec<f64>,
    ) -> Self {
        let months = endings.endings.iter().map(|(_, month)| *month);
        let paths = MoicYears::of(returns.moic, months, rows, years);
        // Total losses are printed as on all other pictures of the run.
        let loss = paths.beyond(Outside::TotalLoss);
        let lost = (100.0 * paths.shares[loss]).round() as u32;
        let mut others = paths.shares.clone();
        others[loss] = 0.0;
        let mut percents = split(&others, 100 - lost.min(100));
        percents[loss] = lost;
        Self { paths, percents }
    }

    /// The share of a cell or of a place outside, as printed; none where there is no path.
    pub(super) fn share(&self, place: usize) -> Option<String> {
        let share = self.paths.shares[place];
        (0.0 < share).then(|| part(self.percents[place], share))
    }

    /// Rows and columns of all cells, row by row.
    pub(super) fn cells(&self) -> impl Iterator<Item = (usize, usize)> + Clone {
        let columns = self.paths.years.len();
        (0..self.paths.rows.len() * columns).map(move |cell| (cell / columns, cell % columns))
    }

    /// A row for each cell, and one for each place outside.
    pub(super) fn numbers(&self, hurdle: f64) -> String {
        let paths = &self.paths;
        let inside = self.cells().map(|(row, column)| {
            let irr = paths.irr(row, column);
            let mut cells = cells([paths.rows[row], paths.years[column], irr]);
            let share = paths.shares[paths.cell(row, column)];
            cells.extend([(hurdle <= irr).to_string(), share.to_string()]);
            cells
        });
        let outside = Outside::ALL.map(|place| {
            let share = paths.shares[paths.beyond(place)].to_string();
            [name(place), "", "", "", &share].map(str::to_owned).to_vec()
        });
        csv_of(["moic", "year", "irr", "meets_hurdle", "share_of_paths"], inside.chain(outside))
    }
}

/// The name of a place outside in the file of numbers.
fn name(place: Outside) -> &'static str {
    match place {
        Outside::TotalLoss => "total loss",
        Outside::Below => "below the table",
        Outside::Above => "above the table",
        Outside::Sooner => "sooner than the table",
        Outside::Later => "later than the table",
    }
}
