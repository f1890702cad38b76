//! Which questions to ask for a budget. What answers are worth does not add up:
//! a second may tell what the first did, or make it useful. So whole sets are
//! valued, all of them where there are few questions.

use super::worth::{Evidence, Worth};
use crate::analysis::estimate::Estimate;

/// Questions up to this number are tried in every combination.
const ALL_SETS: usize = 6;

/// A question that is bought.
#[derive(Clone, Debug)]
pub struct Step {
    /// Its position among the questions.
    pub question: usize,
    /// What it adds to the value of those before it.
    pub adds: Estimate,
    /// What all up to it are worth together.
    pub joint: Estimate,
    /// What they cost together.
    pub cost: f64,
    /// Chance that the answers up to it together change the decision.
    pub changes: Estimate,
}

/// The questions to ask, all before deciding.
#[derive(Clone, Debug, Default)]
pub struct Purchase {
    /// In the order of what each adds over its cost.
    pub steps: Vec<Step>,
    /// By how much the first adds more over its cost than any other would as
    /// the first; none where there is no other.
    pub lead: Option<Estimate>,
    /// Whether every combination was tried, or one question after the other.
    pub tried_all: bool,
}

impl Purchase {
    /// What all answers together are worth over what they cost; none where
    /// nothing is worth asking.
    pub fn net(&self) -> Option<Estimate> {
        let last = self.steps.last()?;
        Some(Estimate { value: last.joint.value - last.cost, ..last.joint })
    }
}

/// A question as a set of columns, and its cost.
pub(super) type Offer = (Vec<usize>, f64);

/// Sets of questions, each as bits, that are worth trying at once.
pub(super) fn combinations(offers: usize) -> Vec<u32> {
    if offers <= ALL_SETS {
        (1..1 << offers).collect()
    } else {
        (0..offers).map(|offer| 1 << offer).collect()
    }
}

/// All columns of some offers; `tells_of` leaves out blunt answers about what
/// is known exactly.
pub(super) fn columns(
    offers: &[Offer],
    bits: u32,
    tells_of: &dyn Fn(usize) -> Option<usize>,
) -> Vec<usize> {
    let chosen = offers.iter().enumerate().filter(|(offer, _)| bits & (1 << offer) != 0);
    let mut all: Vec<usize> = chosen.flat_map(|(_, (columns, _))| columns.clone()).collect();
    all.sort_unstable();
    all.dedup();
    let exact = all.clone();
    all.retain(|column| tells_of(*column).is_none_or(|source| !exact.contains(&source)));
    all
}

/// Finds the set that is worth most over its cost within the budget. `tried`
/// are the worths of [`combinations`], in their order.
pub(super) fn purchase(
    (evidence, offers): (&Evidence, &[Offer]),
    tried: &[Worth],
    budget: f64,
    more: &dyn Fn(&[u32]) -> Vec<Worth>,
) -> Purchase {
    let sets = combinations(offers.len());
    let cost = |bits: u32| -> f64 {
        let chosen = offers.iter().enumerate().filter(|(offer, _)| bits & (1 << offer) != 0);
        chosen.map(|(_, (_, cost))| cost).sum()
    };
    let tried_all = offers.len() <= ALL_SETS;
    let within = |bits: &u32| cost(*bits) <= budget;
    let best = if tried_all {
        let net = |place: usize| tried[place].value.value - cost(sets[place]);
        let all = (0..sets.len()).filter(|place| within(&sets[*place]) && 0.0 < net(*place));
        // Of equal ones the first, which has fewer questions or earlier ones.
        all.rev().max_by(|a, b| net(*a).total_cmp(&net(*b))).map(|place| sets[place])
    } else {
        Some((1 << offers.len()) - 1)
    };
    let mut steps: Vec<Step> = Vec::new();
    let mut lead = None;
    let (mut chosen, mut before) = (0_u32, None::<Worth>);
    loop {
        let open = (0..offers.len()).map(|offer| 1 << offer);
        let open: Vec<u32> = open
            .filter(|one| chosen & one == 0 && best.unwrap_or(0) & one != 0)
            .map(|one| chosen | one)
            .filter(within)
            .collect();
        let found: Vec<Worth> = if tried_all {
            let place = |bits: &u32| sets.iter().position(|set| set == bits);
            open.iter().filter_map(place).map(|place| tried[place].clone()).collect()
        } else {
            more(&open)
        };
        let net = |place: &usize| found[*place].value.value - cost(open[*place]);
        let next = (0..open.len()).rev().max_by(|a, b| net(a).total_cmp(&net(b)));
        let Some(next) = next else { break };
        let joint = &found[next];
        let none = Estimate::default();
        let adds = before.as_ref().map_or(joint.value, |before| evidence.gained(joint, before));
        let worth_it =
            (before.as_ref().map_or(none, |before| before.value).value - cost(chosen)) < net(&next);
        if !tried_all && !worth_it {
            break;
        }
        if steps.is_empty() {
            let others = (0..open.len()).filter(|other| *other != next);
            let second = others.max_by(|a, b| net(a).total_cmp(&net(b)));
            lead = second.map(|second| Estimate {
                value: net(&next) - net(&second),
                ..evidence.gained(joint, &found[second])
            });
        }
        steps.push(Step {
            question: (open[next] & !chosen).trailing_zeros() as usize,
            adds,
            joint: joint.value,
            cost: cost(open[next]),
            changes: joint.changes,
        });
        chosen = open[next];
        before = Some(joint.clone());
    }
    Purchase { steps, lead, tried_all }
}

#[cfg(test)]
mod tests {
    use super::{Offer, Purchase, columns, combinations, purchase};
    use crate::analysis::information::worth::{Evidence, Worth};
    use crate::sampling::stream::StreamKey;

    /// NPV = a b + c - 0.5, where a and b are -1 or 1, and c is normal: a and b
    /// are worth nothing alone and much together.
    fn evidence() -> Evidence {
        let draw = |name: &str| -> Vec<f64> {
            let key = StreamKey::new(5, name);
            (0..20_000).map(|path| key.stream(path).normal()).collect()
        };
        let sign = |values: Vec<f64>| -> Vec<f64> { values.into_iter().map(f64::signum).collect() };
        let (a, b, c) = (sign(draw("a")), sign(draw("b")), draw("c"));
        let npv: Vec<f64> = (0..c.len()).map(|i| a[i] * b[i] + 0.3 * c[i] - 0.5).collect();
        Evidence::new(&[(a, None), (b, None), (c, None)], &npv)
    }

    fn bought(costs: [f64; 3], budget: f64) -> (Vec<usize>, Purchase) {
        let evidence = evidence();
        let offers: Vec<Offer> = (0..3).map(|i| (vec![i], costs[i])).collect();
        let set = |bits: u32| columns(&offers, bits, &|_| None);
        let value = |sets: &[u32]| -> Vec<Worth> {
            evidence.worths(&sets.iter().map(|bits| set(*bits)).collect::<Vec<_>>())
        };
        let tried = value(&combinations(3));
        let found = purchase((&evidence, &offers), &tried, budget, &value);
        (found.steps.iter().map(|step| step.question).collect(), found)
    }

    #[test]
    fn two_questions_that_are_useful_only_together_are_found() {
        // Together a and b are worth 0.5 / 2.
        let (mut asked, found) = bought([0.05, 0.05, 0.2], f64::INFINITY);
        asked.sort_unstable();
        assert_eq!(asked, [0, 1]);
        let last = &found.steps[1];
        assert!((last.joint.value - 0.25).abs() < 3.0 * last.joint.standard_error, "{found:?}");
        assert!((last.cost - 0.1).abs() < 1e-12 && found.tried_all);
    }

    #[test]
    fn a_budget_that_buys_one_of_them_buys_nothing() {
        assert!(bought([0.05, 0.05, 0.2], 0.06).0.is_empty());
        assert!(bought([0.2, 0.2, 0.2], f64::INFINITY).0.is_empty());
    }

    #[test]
    fn a_blunt_answer_is_left_out_where_the_number_is_known() {
        let offers = vec![(vec![0, 3], 1.0), (vec![2], 1.0)];
        let tells_of = |column: usize| (column == 2).then_some(0);
        assert_eq!(columns(&offers, 0b11, &tells_of), [0, 3]);
        assert_eq!(columns(&offers, 0b10, &tells_of), [2]);
    }
}
