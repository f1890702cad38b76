//! The cells of the table of multiples and years: the rate of each, and the
//! paths around it.

use super::bins::split;
use super::data::{Endings, Returns};

/// Places of paths that are in no cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outside {
    /// Nothing came back: -100 % whatever the year.
    TotalLoss,
    /// A multiple below the lowest row.
    Below,
    /// A multiple above the highest row.
    Above,
    /// Sooner than the first column.
    Sooner,
    /// Later than the last column.
    Later,
}

impl Outside {
    const ALL: [Self; 5] = [Self::TotalLoss, Self::Below, Self::Above, Self::Sooner, Self::Later];

    /// Its name in the file of numbers.
    fn name(self) -> &'static str {
        match self {
            Self::TotalLoss => "total loss",
            Self::Below => "below the table",
            Self::Above => "above the table",
            Self::Sooner => "sooner than the table",
            Self::Later => "later than the table",
        }
    }
}

/// Rates and shares of paths; rows and years ascend.
pub(super) struct Table {
    pub(super) rows: Vec<f64>,
    pub(super) years: Vec<f64>,
    row_edges: Vec<f64>,
    year_edges: Vec<f64>,
    /// Of each cell, row by row, and then of each place outside.
    shares: Vec<f64>,
    percents: Vec<u32>,
}

impl Table {
    /// Counts each path once: in the cell whose multiple and year are nearest,
    /// multiples by their ratio, or outside the table.
    pub(super) fn of(
        returns: &Returns<'_>,
        endings: &Endings<'_>,
        (rows, years): (Vec<f64>, Vec<f64>),
    ) -> Self {
        let logs: Vec<f64> = rows.iter().map(|x| libm::log(*x)).collect();
        let row_edges: Vec<f64> =
            halfway(&logs, libm::log(2.0)).into_iter().map(libm::exp).collect();
        let year_edges = halfway(&years, 1.0);
        let cells = rows.len() * years.len();
        let mut counts = vec![0_u64; cells + Outside::ALL.len()];
        for (moic, (_, month)) in returns.moic.iter().zip(endings.endings) {
            let year = (f64::from(*month) + 1.0) / 12.0;
            let place = match (bin(&row_edges, *moic), bin(&year_edges, year)) {
                _ if *moic <= 0.0 => Err(Outside::TotalLoss),
                (Err(true), _) => Err(Outside::Below),
                (Err(false), _) => Err(Outside::Above),
                (_, Err(true)) => Err(Outside::Sooner),
                (_, Err(false)) => Err(Outside::Later),
                (Ok(row), Ok(column)) => Ok(row * years.len() + column),
            };
            counts[place.unwrap_or_else(|outside| cells + outside as usize)] += 1;
        }
        let shares: Vec<f64> =
            counts.iter().map(|count| *count as f64 / returns.moic.len() as f64).collect();
        // Total losses are printed as on all other pictures of the run.
        let lost = (100.0 * shares[cells]).round() as u32;
        let mut others = shares.clone();
        others[cells] = 0.0;
        let mut percents = split(&others, 100 - lost.min(100));
        percents[cells] = lost;
        Self { rows, years, row_edges, year_edges, shares, percents }
    }

    /// The rate that turns 1 into the row's multiple by the column's year.
    pub(super) fn irr(&self, row: usize, column: usize) -> f64 {
        libm::pow(self.rows[row], 1.0 / self.years[column]) - 1.0
    }

    /// The share of paths in a cell, and its percentage.
    pub(super) fn share(&self, row: usize, column: usize) -> (f64, u32) {
        let cell = row * self.years.len() + column;
        (self.shares[cell], self.percents[cell])
    }

    /// The share of paths in a place outside, and its percentage.
    pub(super) fn beyond(&self, outside: Outside) -> (f64, u32) {
        let cell = self.rows.len() * self.years.len() + outside as usize;
        (self.shares[cell], self.percents[cell])
    }

    /// Names and shares of all places outside.
    pub(super) fn outside(&self) -> Vec<(&'static str, f64)> {
        Outside::ALL.map(|outside| (outside.name(), self.beyond(outside).0)).to_vec()
    }

    /// Shares of all cells and places outside; they add to 1.
    pub(super) fn shares(&self) -> &[f64] {
        &self.shares
    }

    /// The multiples between which the rows lie.
    pub(super) fn multiples(&self) -> (f64, f64) {
        (self.row_edges[0], self.row_edges[self.row_edges.len() - 1])
    }

    /// The years between which the columns lie.
    pub(super) fn span(&self) -> (f64, f64) {
        (self.year_edges[0], self.year_edges[self.year_edges.len() - 1])
    }
}

/// Edges halfway between values, and half a step beyond the first and last;
/// `alone` is the step of a single value.
fn halfway(values: &[f64], alone: f64) -> Vec<f64> {
    let last = values.len() - 1;
    let step = |i: usize, j: usize| if i == j { alone } else { values[j] - values[i] };
    let mut edges = vec![values[0] - 0.5 * step(0, 1.min(last))];
    edges.extend(values.windows(2).map(|pair| 0.5 * (pair[0] + pair[1])));
    edges.push(values[last] + 0.5 * step(last.saturating_sub(1), last));
    edges
}

/// The bin of a value, lower ends in it; `Err(true)` below all of them,
/// `Err(false)` above.
fn bin(edges: &[f64], value: f64) -> Result<usize, bool> {
    match edges.partition_point(|edge| *edge <= value) {
        0 => Err(true),
        after if after == edges.len() => Err(false),
        after => Ok(after - 1),
    }
}

#[cfg(test)]
mod tests {
    use super::{bin, halfway};

    #[test]
    fn edges_lie_halfway_and_half_a_step_beyond() {
        assert_eq!(halfway(&[1.0, 2.0, 4.0], 1.0), [0.5, 1.5, 3.0, 5.0]);
        assert_eq!(halfway(&[3.0], 1.0), [2.5, 3.5]);
    }

    #[test]
    fn a_value_is_in_a_bin_below_all_or_above_all() {
        let edges = [0.5, 1.5, 3.0];
        let bins = [0.4, 0.5, 1.49, 1.5, 3.0].map(|value| bin(&edges, value));
        assert_eq!(bins, [Err(true), Ok(0), Ok(0), Ok(1), Err(false)]);
    }
}
