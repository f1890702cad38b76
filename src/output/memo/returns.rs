//! The chance of loss and the range of returns.

use super::Material;
use crate::analysis::summary::PERCENTILES;
use crate::output::caveats::of_returns;
use crate::output::cell::Cell;
use crate::output::document::{Section, Table, figures, words};
use crate::output::format::Parts;
use crate::output::given;
use crate::output::run::chart::{bands, dots, exceed, hist_irr, hist_moic, hist_npv, moic_irr};
use crate::output::run::text::{break_even_rate, chance_rows, return_rows};

pub(super) fn section(of: &Material<'_>, drawn: &[String]) -> Section {
    let (info, summary) = (of.info(), of.summary());
    let pictures = [
        &bands::KIND,
        &dots::KIND,
        &hist_moic::KIND,
        &moic_irr::KIND,
        &hist_irr::KIND,
        &hist_npv::KIND,
        &exceed::KIND,
    ];
    // Beside alternatives their curves stand on one picture.
    let own = if of.against.is_some() { &pictures[..6] } else { &pictures[..] };
    let pictures: Vec<String> = own.iter().map(|kind| kind.name.to_owned()).collect();
    let mut chances = Table::new([words("Chance of"), figures("± s.e. in points")]);
    for (label, figure) in chance_rows(info, summary) {
        chances.row([Cell::from(label), Cell::Chance(*figure, summary.paths)]);
    }
    let hurdle = given::share(info.hurdle_rate);
    Section::new("Chance of loss and range of returns")
        // Text before the picture: on paper, a heading alone would be drawn to the page of a
        // picture that has no room below it.
        .text(&[
            format!(
                "Returns are before the fees and taxes of the investor\u{2019}s fund. MOIC is \
                 everything got back over everything paid in, undiscounted; NPV discounts at the \
                 hurdle rate of {hurdle} a year."
            ),
            break_even_rate(summary),
        ])
        .pictures(&pictures[..1], drawn)
        .table(chances)
        .table(range(of))
        .text(&[
            "A path is one simulated course of events; P5 is the result that 5 of 100 paths do not \
             exceed, and so on."
                .to_owned(),
            "± is one standard error of the simulation alone: it shrinks with more paths and says \
             nothing of whether the assumptions are right."
                .to_owned(),
        ])
        .notes(of_returns(summary, info))
        .pictures(&pictures[1..], drawn)
}

/// The same distribution with the error of each percentile, which few read.
pub(super) fn with_errors(of: &Material<'_>) -> Option<Section> {
    let table = percentiles(of, &|figure| figure.to_string());
    // Of one path there are none.
    (1 < of.summary().paths)
        .then(|| Section::new("Appendix: returns with their errors").table(table))
}

/// A row for each percentile, and one for the mean with its error: MOIC, IRR and NPV.
fn range(of: &Material<'_>) -> Table {
    percentiles(of, &|figure| figure.value.clone())
}

fn percentiles(of: &Material<'_>, show: &dyn Fn(&Parts) -> String) -> Table {
    let mut table = Table::new([words("Returns"), figures("MOIC"), figures("IRR"), figures("NPV")]);
    let rows = return_rows(of.info(), of.summary());
    for (index, p) in PERCENTILES.iter().enumerate() {
        let cells = rows.iter().map(|row| show(&row.percentiles[index]));
        table.row(std::iter::once(format!("P{:.0}", 100.0 * p)).chain(cells));
    }
    let means = rows.iter().map(|row| row.mean.to_string());
    table.row(std::iter::once("mean".to_owned()).chain(means));
    table
}
