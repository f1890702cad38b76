//! The table of paths: a row for each simulated future, and back from it to
//! outcomes.

use super::{Column, DataTable, Datum};
use crate::analysis::measure::Measure;
use crate::analysis::outcomes::{NEVER, Outcomes};
use crate::model::outcome::{FailureCause, Figure, Route, Unit};
use crate::model::returns::IrrKind;
use crate::model::stages::Stages;

/// What a column of the table holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PathColumn {
    Path,
    Of(Measure),
    /// One of [`Stages::ALL`].
    Stage(usize),
    IrrKind,
    IrrRoots,
    Route,
    FirstRoundTried,
    /// Not in files that were written before it was kept.
    FailureCause,
}

impl PathColumn {
    /// All columns, in their order.
    pub(crate) fn all() -> impl Iterator<Item = Self> {
        let head = [
            Self::Path,
            Self::Of(Measure::Moic),
            Self::Of(Measure::Irr),
            Self::IrrKind,
            Self::IrrRoots,
            Self::Of(Measure::Npv),
            Self::Route,
            Self::Of(Measure::ExitMonth),
            Self::FirstRoundTried,
            Self::Of(Measure::PaidIn),
            Self::Of(Measure::Returned),
            Self::Of(Measure::EnterpriseValue),
            Self::Of(Measure::EquityProceeds),
            Self::Of(Measure::Ownership),
        ];
        let figures = Figure::ALL.into_iter().map(|figure| Self::Of(Measure::Figure(figure)));
        let stages = (0..Stages::ALL.len()).map(Self::Stage);
        head.into_iter().chain(figures).chain(stages).chain([Self::FailureCause])
    }

    pub(crate) fn column(self) -> Column {
        match self {
            Self::Path => Column::whole("path", None, "Number of the path, from 0."),
            Self::Of(measure @ Measure::ExitMonth) => {
                Column::whole(measure.column_name(), Some(measure.unit()), measure.meaning())
            }
            Self::Of(measure) => {
                Column::real(measure.column_name(), measure.unit(), measure.meaning())
            }
            Self::Stage(index) => {
                let stage = &Stages::ALL[index];
                Column::real(stage.key, Unit::Money, stage.meaning)
            }
            Self::IrrKind => Column::words(
                "irr_kind",
                "How the rate was come by: solved; several_roots, of which it is one; total_loss, \
                 -1 by convention; nothing_contributed or no_rate, without one.",
            ),
            Self::IrrRoots => Column::whole(
                "irr_roots",
                Some(Unit::Count),
                "Rates at which the path's cash flows are worth nothing; 0 for a convention.",
            ),
            Self::Route => Column::words(
                "route",
                "How the path ended: failure, horizon, or the name of the exit route.",
            ),
            Self::FailureCause => Column {
                may_be_absent: true,
                ..Column::words(
                    "failure_cause",
                    "Why the path failed: out_of_cash; below_minimum_cash, with cash left; \
                     debt_not_repaid, which overdrew it; setback; absent of a path that did not.",
                )
            },
            Self::FirstRoundTried => Column {
                may_be_absent: true,
                ..Column::whole(
                    "first_round_tried_month",
                    Some(Unit::Month),
                    "First month in which a later round was tried; absent without a try.",
                )
            },
        }
    }

    fn cell<'a>(self, outcomes: &Outcomes, names: &'a [String], path: usize) -> Datum<'a> {
        match self {
            Self::Path => Datum::Whole(outcomes.path[path]),
            Self::Of(Measure::ExitMonth) => Datum::Whole(u64::from(outcomes.exit_month[path])),
            Self::Of(measure) => Datum::real(measure.at(outcomes, path)),
            Self::Stage(index) => Datum::real((Stages::ALL[index].of)(&outcomes.stages[path])),
            Self::IrrKind => Datum::Words(kind_name(outcomes.irr_kind[path])),
            Self::IrrRoots => Datum::Whole(match outcomes.irr_kind[path] {
                IrrKind::Solved => 1,
                IrrKind::Several { roots } => roots as u64,
                IrrKind::TotalLoss | IrrKind::NothingContributed | IrrKind::NoRate => 0,
            }),
            Self::Route => Datum::Words(route_name(outcomes.route[path], names)),
            Self::FailureCause => match outcomes.failure.get(path).copied().flatten() {
                Some(cause) => Datum::Words(cause.key()),
                None => Datum::Absent,
            },
            Self::FirstRoundTried => match outcomes.first_round_tried[path] {
                NEVER => Datum::Absent,
                month => Datum::Whole(u64::from(month)),
            },
        }
    }

    /// Takes the cell of the next row into `outcomes`; none where the column
    /// cannot hold it. Columns come in the order of [`PathColumn::all`].
    pub(crate) fn take(
        self,
        cell: Datum<'_>,
        outcomes: &mut Outcomes,
        names: &[String],
        row: usize,
    ) -> Option<()> {
        match (self, cell) {
            (Self::Path, Datum::Whole(path)) => outcomes.path.push(path),
            (Self::Of(Measure::ExitMonth), Datum::Whole(month)) => {
                outcomes.exit_month.push(u16::try_from(month).ok()?);
            }
            (Self::Of(measure), Datum::Real(value)) => measure.column_mut(outcomes)?.push(value),
            (Self::Of(measure), Datum::Absent) => measure.column_mut(outcomes)?.push(f64::NAN),
            (Self::Stage(index), Datum::Real(value)) => {
                if outcomes.stages.len() <= row {
                    outcomes.stages.push(Stages::default());
                }
                *(Stages::ALL[index].of_mut)(outcomes.stages.get_mut(row)?) = value;
            }
            (Self::IrrKind, Datum::Words(name)) => outcomes.irr_kind.push(kind_of(name)?),
            (Self::IrrRoots, Datum::Whole(found)) => {
                if let IrrKind::Several { roots } = outcomes.irr_kind.get_mut(row)? {
                    *roots = usize::try_from(found).ok()?;
                }
            }
            (Self::Route, Datum::Words(name)) => outcomes.route.push(route_of(name, names)?),
            (Self::FailureCause, Datum::Absent) => outcomes.failure.push(None),
            (Self::FailureCause, Datum::Words(key)) => {
                outcomes.failure.push(Some(FailureCause::find(key)?));
            }
            (Self::FirstRoundTried, Datum::Absent) => outcomes.first_round_tried.push(NEVER),
            (Self::FirstRoundTried, Datum::Whole(month)) => {
                outcomes.first_round_tried.push(u16::try_from(month).ok()?);
            }
            _ => return None,
        }
        Some(())
    }
}

/// Columns of the table, in their order.
pub fn path_columns() -> Vec<Column> {
    PathColumn::all().map(PathColumn::column).collect()
}

/// A row for each path.
pub struct PathTable<'a> {
    outcomes: &'a Outcomes,
    route_names: &'a [String],
    held: Vec<PathColumn>,
    columns: Vec<Column>,
}

impl<'a> PathTable<'a> {
    /// Of the paths of a run, in a scenario with those exit routes.
    pub fn new(outcomes: &'a Outcomes, route_names: &'a [String]) -> Self {
        Self { outcomes, route_names, held: PathColumn::all().collect(), columns: path_columns() }
    }
}

impl DataTable for PathTable<'_> {
    fn columns(&self) -> &[Column] {
        &self.columns
    }

    fn rows(&self) -> usize {
        self.outcomes.len()
    }

    fn cell(&self, row: usize, column: usize) -> Datum<'_> {
        self.held[column].cell(self.outcomes, self.route_names, row)
    }
}

const KINDS: [(IrrKind, &str); 5] = [
    (IrrKind::Solved, "solved"),
    (IrrKind::Several { roots: 0 }, "several_roots"),
    (IrrKind::TotalLoss, "total_loss"),
    (IrrKind::NothingContributed, "nothing_contributed"),
    (IrrKind::NoRate, "no_rate"),
];

/// The name of a kind in results.
pub fn kind_name(kind: IrrKind) -> &'static str {
    let of_kind = |(known, _): &&(IrrKind, _)| match (known, kind) {
        (IrrKind::Several { .. }, IrrKind::Several { .. }) => true,
        _ => *known == kind,
    };
    KINDS.iter().find(of_kind).expect("every kind has a name").1
}

fn kind_of(name: &str) -> Option<IrrKind> {
    KINDS.iter().find(|(_, known)| *known == name).map(|(kind, _)| *kind)
}

/// A route's name in results.
pub fn route_name(route: Route, names: &[String]) -> &str {
    match route {
        Route::Failure => "failure",
        Route::Horizon => "horizon",
        Route::Sale(index) => &names[usize::from(index)],
    }
}

/// The route of a name; no exit route may be called as the two others are.
fn route_of(name: &str, names: &[String]) -> Option<Route> {
    match name {
        "failure" => Some(Route::Failure),
        "horizon" => Some(Route::Horizon),
        sale => {
            let index = names.iter().position(|known| known == sale)?;
            u16::try_from(index).ok().map(Route::Sale)
        }
    }
}
