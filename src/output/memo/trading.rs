//! Revenue and EBITDA by year.

use super::Material;
use crate::analysis::estimate::Estimate;
use crate::analysis::yearly::YearSpread;
use crate::output::document::{Section, Table, figures, words};
use crate::output::format::{count, money, percent};
use crate::output::run::chart::plan;

/// Later years stand for those around them.
const SHOWN: [usize; 7] = [1, 2, 3, 4, 5, 7, 10];

/// Whether a year stands in the text; all are in the figures.
pub(super) fn is_shown(year: &YearSpread) -> bool {
    SHOWN.contains(&year.year)
}

pub(super) fn section(of: &Material<'_>, drawn: &[String]) -> Option<Section> {
    let years = &of.deal.years;
    let mut table = Table::new([
        words("Year"),
        figures("operating"),
        figures("revenue P25"),
        figures("P50"),
        figures("P75"),
        figures("EBITDA P25"),
        figures("P50"),
        figures("P75"),
    ]);
    let amount = |figure: &Estimate| money(figure.value, of.currency());
    for year in years.iter().filter(|year| is_shown(year)) {
        let figures = year.revenue.iter().chain(&year.ebitda).map(amount);
        let first = [year.year.to_string(), percent(year.operating.value)];
        table.row(first.into_iter().chain(figures));
    }
    let panel = of.plan().outcomes.panel.paths();
    let said = format!(
        "Sums of twelve months from the closing, over the paths that operate through the year; \
         their share is of {} paths. Who was sold or has failed before is not among them.",
        count(panel as u64)
    );
    (!years.is_empty()).then(|| {
        let section = Section::new("Revenue and EBITDA").table(table).text(&[said]);
        section.pictures(&[plan::KIND.name.to_owned()], drawn)
    })
}
