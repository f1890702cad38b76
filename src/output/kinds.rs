//! The kinds of chart that there are.

use super::chart::Kind;
use super::{
    breakeven, compare, diligence, frontier, replay, reverse, run, screen, sensitivity, stress,
};

/// All kinds that can be asked for by name; what `bridge` draws is of a kind that a run has too.
pub fn all() -> Vec<&'static Kind> {
    let of_questions: [&[&'static Kind]; 5] = [
        &run::pictures::kinds(),
        &compare::pictures::KINDS,
        &stress::pictures::KINDS,
        &screen::pictures::KINDS,
        &breakeven::pictures::KINDS,
    ];
    let alone = [
        &sensitivity::chart::tornado::KIND,
        &diligence::chart::learn::KIND,
        &frontier::chart::frontier::KIND,
        &replay::chart::replay::KIND,
        &reverse::chart::shift::KIND,
    ];
    of_questions.concat().into_iter().chain(alone).collect()
}
