//! Paths by their multiple and the year of their exit, in a table.

/// Places of paths that are in no cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outside {
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
    /// All of them.
    pub const ALL: [Self; 5] =
        [Self::TotalLoss, Self::Below, Self::Above, Self::Sooner, Self::Later];
}

/// Shares of paths by multiple and year; both ascend.
#[derive(Clone, Debug)]
pub struct MoicYears {
    /// Multiples of the rows.
    pub rows: Vec<f64>,
    /// Years of the columns.
    pub years: Vec<f64>,
    /// Multiples between which the rows lie, and the years between which the columns do.
    pub ends: [[f64; 2]; 2],
    /// Of each cell, row by row, and then of each place outside; they add to 1.
    pub shares: Vec<f64>,
}

impl MoicYears {
    /// Counts each path once: in the cell whose multiple and year are nearest,
    /// multiples by their ratio, or outside the table. Paths are given with the months of their
    /// exits, counted from 0.
    pub fn of(
        moic: &[f64],
        months: impl Iterator<Item = u16>,
        rows: Vec<f64>,
        years: Vec<f64>,
    ) -> Self {
        let logs: Vec<f64> = rows.iter().map(|x| libm::log(*x)).collect();
        let row_edges: Vec<f64> =
            halfway(&logs, libm::log(2.0)).into_iter().map(libm::exp).collect();
        let year_edges = halfway(&years, 1.0);
        let cells = rows.len() * years.len();
        let mut counts = vec![0_u64; cells + Outside::ALL.len()];
        for (moic, month) in moic.iter().zip(months) {
            let year = (f64::from(month) + 1.0) / 12.0;
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
        let shares = counts.iter().map(|count| *count as f64 / moic.len() as f64).collect();
        let ends = [row_edges, year_edges].map(|edges| [edges[0], edges[edges.len() - 1]]);
        Self { rows, years, ends, shares }
    }

    /// The rate that turns 1 into the row's multiple by the column's year.
    pub fn irr(&self, row: usize, column: usize) -> f64 {
        libm::pow(self.rows[row], 1.0 / self.years[column]) - 1.0
    }

    /// Where the share of a cell is among all.
    pub fn cell(&self, row: usize, column: usize) -> usize {
        row * self.years.len() + column
    }

    /// Where the share of a place outside is among all.
    pub fn beyond(&self, outside: Outside) -> usize {
        self.rows.len() * self.years.len() + outside as usize
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
