//! Chart of units of several scenarios, side by side: what each cost takes of the price.

use super::versus::{provenance, short};
use crate::analysis::compare::{Comparison, Contender, Verdict};
use crate::analysis::unit_economics::UnitEconomics;
use crate::model::outcome::Figure;
use crate::model::unit_parts::UnitPart;
use crate::output::chart::{Chart, Domains, Size};
use crate::output::run::chart::unit::{
    RowKind, UnitPicture, UnitPlan, amount, most_plans, rows_of,
};

/// Draws a bar for each scenario in each row, for as many scenarios as there is room.
pub(in crate::output) fn unit(
    contenders: &[Contender<'_>],
    economics: &[Option<&UnitEconomics>],
    comparison: &Comparison,
    like: Option<&Domains>,
    size: Size,
) -> Chart {
    let shown = contenders.len().min(most_plans(size));
    let plans = contenders.iter().zip(economics).take(shown);
    let plans: Vec<UnitPlan<'_>> = plans
        .map(|(one, economics)| UnitPlan { label: one.label, economics: *economics })
        .collect();
    let picture = UnitPicture {
        plans: &plans,
        beside: &plans,
        run: &provenance(&contenders[..shown]),
        titles: titles(&contenders[..shown], &economics[..shown], comparison, size),
        more: contenders.len() - shown,
    };
    picture.draw(like, size)
}

/// Titles, longest first.
fn titles(
    contenders: &[Contender<'_>],
    economics: &[Option<&UnitEconomics>],
    comparison: &Comparison,
    size: Size,
) -> Vec<String> {
    let currency = &contenders[0].info.currency;
    let words =
        |of: &UnitEconomics| amount(of.unit_margin.value, of.part(UnitPart::Price).value, currency);
    match (contenders, economics) {
        ([first, other], [Some(a), Some(b)]) => {
            let (name_a, name_b) = (short(first.label), short(other.label));
            let pair = comparison.pairs[0].figures.iter();
            let mut margins = pair.filter(|one| one.figure == Figure::UnitGrossMargin);
            let verdict = margins.find_map(|one| one.of.as_ref()).map(|one| one.verdict());
            let (of_a, of_b) = (words(a), words(b));
            let margin = match verdict {
                Some(Verdict::Higher | Verdict::Lower) if of_a != of_b => {
                    format!("A unit of {name_b} leaves {of_b}, one of {name_a} {of_a}")
                }
                Some(Verdict::Indistinguishable) => {
                    format!("Units of {name_b} and {name_a} cannot be told apart by their margin")
                }
                _ => format!("Units of {name_b} and {name_a} leave {of_b}"),
            };
            match most_apart(a, b, currency, size) {
                Some(cost) => vec![format!("{margin}; {cost}"), margin],
                None => vec![margin],
            }
        }
        _ => {
            let known = || economics.iter().flatten();
            let by_margin = |a: &&&UnitEconomics, b: &&&UnitEconomics| {
                a.unit_margin.value.total_cmp(&b.unit_margin.value)
            };
            let ends = known().min_by(by_margin).zip(known().max_by(by_margin));
            let Some((low, high)) = ends.map(|(low, high)| (words(low), words(high))) else {
                return vec!["No path of any scenario sells anything".to_owned()];
            };
            let range = if low == high { low } else { format!("{low} to {high}") };
            vec![format!("A unit leaves {range} in {} scenarios", known().count())]
        }
    }
}

/// The cost by which two scenarios differ most, where they do by more than twice its error.
fn most_apart(a: &UnitEconomics, b: &UnitEconomics, currency: &str, size: Size) -> Option<String> {
    let price = a.part(UnitPart::Price).value.max(b.part(UnitPart::Price).value);
    let costs = rows_of(size).iter().filter(|row| row.change(a) < 0.0 || row.change(b) < 0.0);
    let difference = |row: &RowKind| (row.change(a) - row.change(b)).abs();
    let costs = costs.filter(|row| row.is_between());
    let row = costs.max_by(|x, y| difference(x).total_cmp(&difference(y)))?;
    let [of_a, of_b] = [a, b].map(|one| amount(-row.change(one), price, currency));
    // On the same draws the error is smaller still.
    let error = row.error(a).hypot(row.error(b));
    let differs = 2.0 * error < difference(row) && of_a != of_b;
    differs.then(|| format!("{} {of_b} instead of {of_a}", row.verb("take", "takes")))
}
