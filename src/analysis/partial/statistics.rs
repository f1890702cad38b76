//! Statistics from what was asked of all paths instead of from columns: the same bits, where errors
//! are found between scrambles.

use super::Groups;
use super::column::Column;
use super::find::{Known, Wanted, What};
use super::inquiry::Inquiry;
use crate::analysis::errors::Errors;
use crate::analysis::estimate::Estimate;
use crate::analysis::evaluate::{Evaluated, scale_of_percentile};
use crate::analysis::influence::Influence;
use crate::analysis::level::Level;
use crate::analysis::statistic::Statistic;

/// The columns that statistics are made from, and what of them.
pub fn wanted(statistics: &[Statistic]) -> Vec<Wanted> {
    let mut wanted: Vec<Wanted> = Vec::new();
    for statistic in statistics {
        let Some(column) = Column::of_statistic(statistic) else { continue };
        let place = wanted.iter().position(|one| one.column == column).unwrap_or_else(|| {
            let (levels, what) = (Vec::new(), What::default());
            wanted.push(Wanted { column, levels, what });
            wanted.len() - 1
        });
        let one = &mut wanted[place];
        match statistic {
            Statistic::Mean(_) => one.what.mean = true,
            Statistic::Sd(_) => one.what.sd = true,
            Statistic::Chance(_) => one.what.share = true,
            Statistic::Percentile(_, percent) => {
                let level = Level::percent(*percent);
                if !one.levels.contains(&level) {
                    one.levels.push(level);
                }
            }
            Statistic::BreakEvenRate => {}
        }
    }
    wanted
}

/// What asks for all that statistics over so many paths are made from.
pub fn inquiry<'a>(statistics: &[Statistic], paths: u64, errors: Errors) -> Inquiry<'a> {
    let inquiry = Inquiry::new(paths, errors, wanted(statistics));
    match statistics.contains(&Statistic::BreakEvenRate) {
        true => inquiry.with_break_even_rate(),
        false => inquiry,
    }
}

/// Statistics, once all that is wanted for them is known.
///
/// # Panics
/// Where it is not.
pub fn evaluated(inquiry: &Inquiry<'_>, statistics: &[Statistic]) -> Vec<Evaluated> {
    let (all, errors) = (inquiry.groups(), inquiry.errors());
    let of = |statistic: &Statistic| {
        let Some(column) = Column::of_statistic(statistic) else {
            return inquiry.evaluated_rate().unwrap_or_else(|| absent(all, errors));
        };
        let known = inquiry.of(&column);
        if known.count() == 0 {
            return absent(all, errors);
        }
        let (estimate, influence) = of_column(known, statistic, all);
        let of_scrambles = errors.of_so_many(all.iter().sum::<u64>() as usize);
        Evaluated {
            estimate,
            errors,
            paths: known.count() as usize,
            influence: Vec::new(),
            of_scrambles: of_scrambles.then_some(influence),
        }
    };
    statistics.iter().map(of).collect()
}

fn of_column(known: &Known, statistic: &Statistic, all: &Groups) -> (Estimate, Influence) {
    match statistic {
        Statistic::Sd(_) => {
            let (sd, variance, squares) = known.sd().expect("all is known");
            (sd, Influence::of_sd(all, &squares, variance))
        }
        Statistic::Percentile(_, percent) => {
            let level = Level::percent(*percent);
            let found = known.quantile(level).expect("all is known");
            let (at_most, of_rank) = known.rank_of(found.value).expect("all is known");
            let scale = scale_of_percentile(found.standard_error, of_rank, known.count() as f64);
            (found, Influence::of_percentile(all, known.n(), &at_most, scale))
        }
        _ => {
            let found = if statistic.is_chance() { known.share() } else { known.mean() };
            (found, Influence::of_mean(all, &known.grouped(), found.value))
        }
    }
}

fn absent(all: &Groups, errors: Errors) -> Evaluated {
    let estimate = Estimate { value: f64::NAN, standard_error: f64::NAN };
    let of_scrambles = Some(Influence::absent(all));
    Evaluated { estimate, errors, paths: 0, influence: Vec::new(), of_scrambles }
}
