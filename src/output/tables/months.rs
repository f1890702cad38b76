//! The table of months: percentiles over the panel of paths, what is drawn of
//! the runway, and back from it to both.

use super::{Column, DataTable, Datum};
use crate::analysis::outcomes::MonthFigure;
use crate::analysis::runway::{MOST_SINGLES, RUNWAY_PERCENTILES, Runway};
use crate::analysis::timeline::{MONTH_PERCENTILES, MonthSpread};
use crate::model::outcome::Unit;
use crate::output::format::lowered;
use crate::output::values::percentile_name;

/// What a column of the table holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum MonthColumn {
    Month,
    Paths,
    /// A figure at one of [`MONTH_PERCENTILES`].
    Figure(MonthFigure, usize),
    RanOut,
    SoughtMoney,
    /// Cash of the runway at one of [`RUNWAY_PERCENTILES`].
    Runway(usize),
    Single(usize),
}

impl MonthColumn {
    /// All columns, in their order.
    pub(crate) fn all() -> impl Iterator<Item = Self> {
        let figures = MonthFigure::ALL
            .into_iter()
            .flat_map(|figure| (0..MONTH_PERCENTILES.len()).map(move |p| Self::Figure(figure, p)));
        let runway = (0..RUNWAY_PERCENTILES.len()).map(Self::Runway);
        let singles = (0..MOST_SINGLES).map(Self::Single);
        [Self::Month, Self::Paths]
            .into_iter()
            .chain(figures)
            .chain([Self::RanOut, Self::SoughtMoney])
            .chain(runway)
            .chain(singles)
    }

    pub(crate) fn column(self) -> Column {
        let count = |name, meaning| Column::whole(name, Some(Unit::Count), meaning);
        match self {
            Self::Month => Column::whole("month", Some(Unit::Month), "The month."),
            Self::Paths => count(
                "paths",
                "Paths of the panel that were not sold before the month: the percentiles of the \
                 figures are over these.",
            ),
            Self::Figure(figure, p) => {
                let p = percentile_name(MONTH_PERCENTILES[p]);
                let meaning = format!("{} of: {}", p.to_uppercase(), lowered(figure.meaning()));
                Column::real(&format!("{}_{p}", figure.key()), figure.unit(), &meaning)
            }
            Self::RanOut => count("ran_out", "Paths, of all, that failed by the end of the month."),
            Self::SoughtMoney => count(
                "sought_money",
                "Paths, of all, that tried a later round by the end of the month.",
            ),
            Self::Runway(p) => {
                let p = percentile_name(RUNWAY_PERCENTILES[p]);
                let meaning = format!(
                    "{} of closing cash over the paths of the panel that still operate at the end of \
                     the month; absent where none does.",
                    p.to_uppercase()
                );
                Column::real(&format!("runway_{p}"), Unit::Money, &meaning)
            }
            Self::Single(index) => Column::real(
                &format!("single_{}", index + 1),
                Unit::Money,
                "Closing cash of a single path, as long as it lasts.",
            ),
        }
    }
}

/// Columns of the table, in their order.
pub fn month_columns() -> Vec<Column> {
    MonthColumn::all().map(MonthColumn::column).collect()
}

/// A row for each month.
pub struct MonthTable<'a> {
    months: &'a [MonthSpread],
    runway: &'a Runway,
    held: Vec<MonthColumn>,
    columns: Vec<Column>,
}

impl<'a> MonthTable<'a> {
    /// Of the months of a run, and its runway.
    pub fn new(months: &'a [MonthSpread], runway: &'a Runway) -> Self {
        Self { months, runway, held: MonthColumn::all().collect(), columns: month_columns() }
    }
}

impl DataTable for MonthTable<'_> {
    fn columns(&self) -> &[Column] {
        &self.columns
    }

    fn rows(&self) -> usize {
        self.months.len()
    }

    fn cell(&self, row: usize, column: usize) -> Datum<'_> {
        let month = &self.months[row];
        let real = |value: Option<&f64>| value.map_or(Datum::Absent, |value| Datum::real(*value));
        let count = |counts: &[u64]| counts.get(row).map_or(Datum::Absent, |n| Datum::Whole(*n));
        match self.held[column] {
            MonthColumn::Month => Datum::Whole(month.month as u64),
            MonthColumn::Paths => Datum::Whole(month.paths as u64),
            MonthColumn::Figure(figure, p) => {
                real(month.percentiles[figure as usize].as_ref().map(|values| &values[p]))
            }
            MonthColumn::RanOut => count(&self.runway.failed_by),
            MonthColumn::SoughtMoney => count(&self.runway.sought_money_by),
            MonthColumn::Runway(p) => real(self.runway.percentiles.get(row).map(|edges| &edges[p])),
            MonthColumn::Single(index) => {
                real(self.runway.singles.get(index).and_then(|path| path.get(row)))
            }
        }
    }
}

/// Months and runway as far as they have been read back.
#[derive(Default)]
pub(crate) struct MonthsRead {
    pub(crate) months: Vec<MonthSpread>,
    pub(crate) runway: Runway,
}

impl MonthColumn {
    /// Takes the cell of the next row; none where the column cannot hold it.
    /// Columns come in the order of [`MonthColumn::all`].
    pub(crate) fn take(self, cell: Datum<'_>, taken: &mut MonthsRead, row: usize) -> Option<()> {
        let whole = |cell| if let Datum::Whole(value) = cell { Some(value) } else { None };
        let real = |cell| if let Datum::Real(value) = cell { Some(value) } else { None };
        match (self, cell) {
            (Self::Month, _) => taken.months.push(MonthSpread {
                month: usize::try_from(whole(cell)?).ok()?,
                paths: 0,
                percentiles: [None; MonthFigure::COUNT],
            }),
            (Self::Paths, _) => taken.months[row].paths = usize::try_from(whole(cell)?).ok()?,
            (Self::RanOut, _) => taken.runway.failed_by.push(whole(cell)?),
            (Self::SoughtMoney, _) => taken.runway.sought_money_by.push(whole(cell)?),
            (Self::Figure(..) | Self::Runway(_) | Self::Single(_), Datum::Absent) => {}
            (Self::Figure(figure, p), _) => {
                let of_month = &mut taken.months[row].percentiles[figure as usize];
                of_month.get_or_insert([f64::NAN; MONTH_PERCENTILES.len()])[p] = real(cell)?;
            }
            (Self::Runway(p), _) => {
                let edges = &mut taken.runway.percentiles;
                // Months come in order, so a missing one is the next.
                if edges.len() <= row {
                    edges.push([f64::NAN; RUNWAY_PERCENTILES.len()]);
                }
                edges.get_mut(row)?[p] = real(cell)?;
            }
            (Self::Single(index), _) => {
                let singles = &mut taken.runway.singles;
                singles.resize(singles.len().max(index + 1), Vec::new());
                singles[index].push(real(cell)?);
            }
        }
        Some(())
    }
}
