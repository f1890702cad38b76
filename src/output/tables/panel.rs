//! The panel: a row for each lived month of the first paths.

use super::{Column, DataTable, Datum};
use crate::analysis::outcomes::{MonthFigure, Outcomes};
use crate::model::outcome::Unit;

/// Columns of the table, in their order.
pub fn panel_columns() -> Vec<Column> {
    let head = [
        Column::whole("path", None, "Number of the path, from 0."),
        Column::whole("month", Some(Unit::Month), "The month; a path has those that it lived."),
    ];
    let figures = MonthFigure::ALL
        .into_iter()
        .map(|figure| Column::real(figure.key(), figure.unit(), figure.meaning()));
    head.into_iter().chain(figures).collect()
}

/// A row for each lived month of each path.
pub struct PanelTable<'a> {
    outcomes: &'a Outcomes,
    columns: Vec<Column>,
    /// Path and month of each row.
    rows: Vec<(u32, u16)>,
}

impl<'a> PanelTable<'a> {
    /// Of the first `paths` paths of a run, or as many as have months.
    pub fn new(outcomes: &'a Outcomes, paths: usize) -> Self {
        let rows = (0..)
            .zip(outcomes.panel.months().take(paths))
            .flat_map(|(path, months)| (0..months).map(move |month| (path, month as u16)));
        Self { outcomes, columns: panel_columns(), rows: rows.collect() }
    }
}

impl DataTable for PanelTable<'_> {
    fn columns(&self) -> &[Column] {
        &self.columns
    }

    fn rows(&self) -> usize {
        self.rows.len()
    }

    fn cell(&self, row: usize, column: usize) -> Datum<'_> {
        let (path, month) = self.rows[row];
        let path = path as usize;
        match column {
            0 => Datum::Whole(self.outcomes.path[path]),
            1 => Datum::Whole(u64::from(month)),
            figure => {
                let lived = self.outcomes.panel.figure_of(MonthFigure::ALL[figure - 2], path);
                Datum::real(lived[usize::from(month)])
            }
        }
    }
}
