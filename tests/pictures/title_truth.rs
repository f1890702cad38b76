//! What titles say is true: every number and every word of every wording is
//! derived anew from the numbers beside the picture and from what it was made
//! from, of samples that reach each wording.

use std::collections::BTreeSet;

use crate::every_chart::KINDS;
use crate::pictures::{Drawn, in_sizes};
use crate::titles::{changed_numbers, changed_words, grammar};

#[test]
fn every_number_and_word_of_a_title_is_true_of_the_numbers_beside_the_picture() {
    let (mut faults, mut kinds) = (Vec::new(), BTreeSet::new());
    // Wordings are those of all sizes but the smallest, which has other numbers.
    for drawn in in_sizes(2) {
        let Drawn { sample, chart, .. } = drawn;
        let may_say = grammar(sample, chart);
        kinds.insert(sample.kind);
        assert!(chart.wordings().iter().any(|wording| wording == chart.title()));
        for wording in chart.wordings() {
            if let Err(fault) = may_say.explain(wording) {
                faults.push(format!("{}: {wording}\n    {fault}", drawn.label()));
            }
        }
    }
    assert!(KINDS.iter().all(|kind| kinds.contains(kind)), "{kinds:?}");
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn a_title_with_another_number_or_an_opposite_word_is_found_out() {
    let mut changes = 0;
    for drawn in in_sizes(1) {
        let Drawn { sample, chart, .. } = drawn;
        let may_say = grammar(sample, chart);
        for wording in chart.wordings() {
            for changed in changed_numbers(wording).into_iter().chain(changed_words(wording)) {
                changes += 1;
                let label = drawn.label();
                assert!(may_say.explain(&changed).is_err(), "{label}: {changed}");
            }
        }
    }
    assert!(1_000 < changes, "{changes}");
}
