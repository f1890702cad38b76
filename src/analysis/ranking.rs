//! Operators in the order of a statistic, on the same draws.

use super::estimate::Estimate;
use super::evaluate::Evaluated;
use super::measure::Measure;
use super::sense::Sense;
use super::statistic::Statistic;

/// What operators are ranked by.
#[derive(Clone, Debug, PartialEq)]
pub enum RankBy {
    /// Mean NPV over the cheque: what each unit of money put in is worth more
    /// than it costs.
    NpvPerCheque,
    /// Another statistic.
    Statistic(Statistic),
}

/// One operator in the ranking.
#[derive(Clone, Debug)]
pub struct Ranked {
    /// Its position among the operators that were ranked.
    pub operator: usize,
    /// What it is ranked by.
    pub value: Estimate,
    /// The next one's value less its own, with the paired error; none of the
    /// last.
    pub to_next: Option<Estimate>,
}

impl RankBy {
    /// The statistic that has to be simulated.
    pub fn statistic(&self) -> Statistic {
        match self {
            Self::NpvPerCheque => Statistic::Mean(Measure::Npv),
            Self::Statistic(statistic) => statistic.clone(),
        }
    }

    /// Whether less of it is better; where neither way is, more comes first.
    pub fn is_better_low(&self) -> bool {
        match self {
            Self::NpvPerCheque => false,
            Self::Statistic(statistic) => statistic.sense() == Sense::LowIsGood,
        }
    }

    /// What an operator with that cheque is ranked by.
    pub fn value(&self, simulated: &Evaluated, cheque: f64) -> Evaluated {
        let scale = match self {
            Self::NpvPerCheque => 1.0 / cheque,
            Self::Statistic(_) => 1.0,
        };
        let Estimate { value, standard_error } = simulated.estimate;
        Evaluated {
            estimate: Estimate { value: scale * value, standard_error: scale * standard_error },
            errors: simulated.errors,
            paths: simulated.paths,
            influence: simulated.influence.iter().map(|one| scale * one).collect(),
            of_scrambles: simulated.of_scrambles.clone().map(|one| one.times(scale)),
        }
    }
}

/// The operators, the best first; those without a value last, equal ones in
/// their order.
pub fn rank(by: &RankBy, values: &[Evaluated]) -> Vec<Ranked> {
    let sign = if by.is_better_low() { 1.0 } else { -1.0 };
    let mut order: Vec<usize> = (0..values.len()).collect();
    let key = |index: usize| {
        let value = sign * values[index].estimate.value;
        if value.is_nan() { f64::INFINITY } else { value }
    };
    order.sort_by(|a, b| key(*a).total_cmp(&key(*b)));
    let next = |place: usize| order.get(place + 1).map(|next| &values[*next]);
    let ranked = order.iter().enumerate().map(|(place, operator)| Ranked {
        operator: *operator,
        value: values[*operator].estimate,
        to_next: next(place).map(|next| next.less(&values[*operator])),
    });
    ranked.collect()
}
