//! Where several targets are met at once, and which of them decides.

use super::breakeven::{Answer, Solution};

/// An end of a stretch of values.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bound {
    /// The value.
    pub value: f64,
    /// Which answer's crossing it is, by the answer's and the crossing's
    /// positions; none at the end of the range.
    pub binds: Option<(usize, usize)>,
}

/// Values at all of which every target is met, as far as they were looked at.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stretch {
    /// From here.
    pub from: Bound,
    /// To here.
    pub to: Bound,
}

impl Solution {
    /// The stretches in which all targets are met, from low to high values.
    pub fn together(&self) -> Vec<Stretch> {
        let end = |value| Bound { value, binds: None };
        let whole = vec![Stretch { from: end(self.axis.from), to: end(self.axis.to) }];
        (0..self.answers.len()).fold(whole, |so_far, index| {
            let own = self.met(&self.answers[index], index);
            let pairs = so_far.iter().flat_map(|one| own.iter().map(move |two| (one, two)));
            pairs.filter_map(|(one, two)| both(one, two)).collect()
        })
    }

    /// The stretches in which one target is met.
    fn met(&self, answer: &Answer, index: usize) -> Vec<Stretch> {
        let mut stretches = Vec::new();
        let mut from = answer.at_from.meets.then_some(Bound { value: self.axis.from, binds: None });
        for (position, crossing) in answer.crossings.iter().enumerate() {
            let here = Bound { value: crossing.value, binds: Some((index, position)) };
            match from.take() {
                Some(from) if crossing.met_below => stretches.push(Stretch { from, to: here }),
                _ => from = Some(here),
            }
        }
        let to = Bound { value: self.axis.to, binds: None };
        stretches.extend(from.map(|from| Stretch { from, to }));
        stretches
    }
}

/// What two stretches have in common; the end of a target's own stretch goes
/// before one of the range.
fn both(one: &Stretch, two: &Stretch) -> Option<Stretch> {
    let from = if one.from.value < two.from.value { two.from } else { one.from };
    let to = if two.to.value < one.to.value { two.to } else { one.to };
    (from.value <= to.value).then_some(Stretch { from, to })
}
