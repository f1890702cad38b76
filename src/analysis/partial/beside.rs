//! A scenario beside another, path by path, from what was asked of all paths instead of columns.

use super::column::{Beside, Column};
use super::find::Wanted;
use super::inquiry::Inquiry;
use crate::analysis::compare::{Difference, FigureDifference, Together};
use crate::model::outcome::Figure;

/// What is asked of the other scenario's paths while those of the first are seen.
pub fn wanted() -> Vec<Wanted> {
    let shares = [Beside::Worse, Beside::Same, Beside::Better];
    let share = |one| Wanted::share(Column::Beside(one));
    let means = Figure::ALL.into_iter().flat_map(|figure| {
        [Beside::Theirs(figure), Beside::Own(figure), Beside::Difference(figure)]
    });
    let mean = |one| Wanted::spread(Column::Beside(one), &[]);
    shares.into_iter().map(share).chain(means.map(mean)).collect()
}

/// What it comes to, once all of it is known.
///
/// # Panics
/// Where the inquiry was not about what is [`wanted`].
pub fn together(inquiry: &Inquiry<'_>) -> Together {
    let of = |one| inquiry.of(&Column::Beside(one));
    let figure = |figure| {
        let difference = of(Beside::Difference(figure));
        let paths = difference.count() as usize;
        let [base, other] = [of(Beside::Theirs(figure)), of(Beside::Own(figure))];
        let of = (0 < paths)
            .then(|| Difference::new(base.mean(), other.mean(), difference.mean(), paths));
        FigureDifference { figure, of }
    };
    Together {
        worse: of(Beside::Worse).share(),
        same: of(Beside::Same).share(),
        better: of(Beside::Better).share(),
        figures: Figure::ALL.map(figure).into(),
    }
}
