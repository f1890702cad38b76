//! The table of years: what is drawn of the plan, and back from it.

use super::{Column, DataTable, Datum};
use crate::analysis::estimate::Estimate;
use crate::analysis::plan_years::{
    Fan, NET_PERCENTILES, Net, PLAN_PERCENTILES, PlanFigure, PlanYear, PlanYears,
};
use crate::model::outcome::Unit;
use crate::output::format::lowered;
use crate::output::values::percentile_name;

/// What a column of the table holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum YearColumn {
    Months,
    Operating,
    OperatingError,
    /// A figure at one of [`PLAN_PERCENTILES`].
    Figure(PlanFigure, usize),
    MedianError(PlanFigure),
    NetMean,
    NetError,
    /// What the investor has at one of [`NET_PERCENTILES`].
    Net(usize),
}

impl YearColumn {
    /// All columns, in their order.
    pub(crate) fn all() -> impl Iterator<Item = Self> {
        let figures = PlanFigure::ALL.into_iter().flat_map(|figure| {
            let percentiles = (0..PLAN_PERCENTILES.len()).map(move |p| Self::Figure(figure, p));
            percentiles.chain([Self::MedianError(figure)])
        });
        let net = [Self::NetMean, Self::NetError].into_iter();
        let net = net.chain((0..NET_PERCENTILES.len()).map(Self::Net));
        [Self::Months, Self::Operating, Self::OperatingError].into_iter().chain(figures).chain(net)
    }

    pub(crate) fn column(self) -> Column {
        const NET: &str =
            "what the investor has got back by then less what was paid in, over all paths";
        match self {
            Self::Months => Column::whole(
                "months",
                Some(Unit::Months),
                "Months after the investment: 0, the end of each year, and the horizon.",
            ),
            Self::Operating => Column::whole(
                "operating",
                Some(Unit::Count),
                "Paths, of all, that operate up to then.",
            ),
            Self::OperatingError => Column::real(
                "operating_standard_error",
                Unit::Share,
                "Standard error of their share of all paths.",
            ),
            Self::Figure(figure, p) => {
                let p = percentile_name(PLAN_PERCENTILES[p]);
                let meaning = format!(
                    "{} over the paths of the panel that operate through the year, of: {}",
                    p.to_uppercase(),
                    lowered(figure.meaning())
                );
                Column::real(&format!("{}_{p}", figure.key()), figure.unit(), &meaning)
            }
            Self::MedianError(figure) => Column::real(
                &format!("{}_p50_standard_error", figure.key()),
                figure.unit(),
                "Standard error of the median.",
            ),
            Self::NetMean => Column::real("net_mean", Unit::Money, &format!("Mean of {NET}.")),
            Self::NetError => {
                Column::real("net_mean_standard_error", Unit::Money, "Standard error of the mean.")
            }
            Self::Net(p) => {
                let p = percentile_name(NET_PERCENTILES[p]);
                let meaning = format!("{} of {NET}.", p.to_uppercase());
                Column::real(&format!("net_{p}"), Unit::Money, &meaning)
            }
        }
    }
}

/// Columns of the table, in their order.
pub fn year_columns() -> Vec<Column> {
    YearColumn::all().map(YearColumn::column).collect()
}

/// A row for each year.
pub struct YearTable<'a> {
    years: &'a [PlanYear],
    held: Vec<YearColumn>,
    columns: Vec<Column>,
}

impl<'a> YearTable<'a> {
    /// Of the plan of a run.
    pub fn new(plan: &'a PlanYears) -> Self {
        Self { years: &plan.years, held: YearColumn::all().collect(), columns: year_columns() }
    }
}

impl DataTable for YearTable<'_> {
    fn columns(&self) -> &[Column] {
        &self.columns
    }

    fn rows(&self) -> usize {
        self.years.len()
    }

    fn cell(&self, row: usize, column: usize) -> Datum<'_> {
        let PlanYear { months, operating, operating_error, figures, net } = &self.years[row];
        let real = |value: Option<f64>| value.map_or(Datum::Absent, Datum::real);
        let fan = |figure: PlanFigure| figures[figure as usize];
        match self.held[column] {
            YearColumn::Months => Datum::Whole(*months as u64),
            YearColumn::Operating => Datum::Whole(*operating as u64),
            YearColumn::OperatingError => Datum::real(*operating_error),
            YearColumn::Figure(figure, p) => real(fan(figure).map(|fan| fan.percentiles[p])),
            YearColumn::MedianError(figure) => real(fan(figure).map(|fan| fan.median_error)),
            YearColumn::NetMean => Datum::real(net.mean.value),
            YearColumn::NetError => Datum::real(net.mean.standard_error),
            YearColumn::Net(p) => Datum::real(net.percentiles[p]),
        }
    }
}

impl YearColumn {
    /// Takes the cell of the next row; none where the column cannot hold it.
    /// Columns come in the order of [`YearColumn::all`].
    pub(crate) fn take(self, cell: Datum<'_>, years: &mut Vec<PlanYear>, row: usize) -> Option<()> {
        let whole = |cell| match cell {
            Datum::Whole(value) => usize::try_from(value).ok(),
            _ => None,
        };
        // One path has no error.
        let real = |cell| match cell {
            Datum::Real(value) => Some(value),
            Datum::Absent => Some(f64::NAN),
            _ => None,
        };
        if self == Self::Months {
            let mean = Estimate::from(f64::NAN);
            years.push(PlanYear {
                months: whole(cell)?,
                operating: 0,
                operating_error: f64::NAN,
                figures: [None; PlanFigure::ALL.len()],
                net: Net { mean, percentiles: [f64::NAN; NET_PERCENTILES.len()] },
            });
            return Some(());
        }
        let year = years.get_mut(row)?;
        match (self, cell) {
            (Self::Figure(..) | Self::MedianError(_), Datum::Absent) => {}
            (Self::Months, _) => return None,
            (Self::Operating, _) => year.operating = whole(cell)?,
            (Self::OperatingError, _) => year.operating_error = real(cell)?,
            (Self::Figure(figure, p), _) => fan(year, figure).percentiles[p] = real(cell)?,
            (Self::MedianError(figure), _) => fan(year, figure).median_error = real(cell)?,
            (Self::NetMean, _) => year.net.mean.value = real(cell)?,
            (Self::NetError, _) => year.net.mean.standard_error = real(cell)?,
            (Self::Net(p), _) => year.net.percentiles[p] = real(cell)?,
        }
        Some(())
    }
}

fn fan(year: &mut PlanYear, figure: PlanFigure) -> &mut Fan {
    let empty = Fan { percentiles: [f64::NAN; PLAN_PERCENTILES.len()], median_error: f64::NAN };
    year.figures[figure as usize].get_or_insert(empty)
}
