//! The investor's cash flows on all paths, and the rate at which they are worth nothing.
//!
//! The mean NPV at any rate is the NPV of the mean flows, of which there is one for each month.
//! So the rate at which it is 0 is their IRR, found and chosen as that of one path is.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::errors::Errors;
use super::estimate::{Estimate, mean, mean_near_0, sum};
use super::evaluate::Evaluated;
use super::exact::ExactSum;
use super::influence::{Influence, paths_of};
use crate::model::returns::{CashFlow, irr};
use crate::sampling::design::{SCRAMBLES, scramble_of};

/// Flows of a path in memory, as most deals have them: the cheque, two more payments in, and
/// what comes back.
const USUAL_FLOWS: usize = 4;
/// Bytes that the flows of a path are usually kept in.
pub const BYTES_A_PATH: usize =
    USUAL_FLOWS * (size_of::<u32>() + size_of::<f64>()) + size_of::<usize>();
/// A rate below this is none: half of the money would be lost each year.
const LOWEST_RATE: f64 = -0.5;

/// The investor's cash flows on all paths, one path after the other.
#[derive(Clone, Debug, Default)]
pub struct Flows {
    /// Months from time 0, at whose beginning a flow falls.
    months: Vec<u32>,
    amounts: Vec<f64>,
    /// Where each path's flows end.
    ends: Vec<usize>,
}

impl Flows {
    /// Adds the flows of the next path.
    pub fn push(&mut self, flows: &[CashFlow]) {
        for flow in flows {
            self.months.push(month_of(flow));
            self.amounts.push(flow.amount);
        }
        self.ends.push(self.amounts.len());
    }

    /// Adds the paths that follow upon these.
    pub(super) fn merge(&mut self, later: Self) {
        let offset = self.amounts.len();
        self.months.extend(later.months);
        self.amounts.extend(later.amounts);
        self.ends.extend(later.ends.into_iter().map(|end| end + offset));
    }

    /// The mean NPV at a yearly rate above -1, with the error of independent paths.
    pub fn mean_npv(&self, rate: f64) -> Estimate {
        mean(&self.npvs(rate))
    }

    /// What came back on each path less what was paid in, up to so many months from time 0; 0
    /// where the flows are not known.
    pub fn net_by(&self, months: u32) -> Vec<f64> {
        let mut from = 0;
        let of_path = |end: &usize| {
            let flows = from..*end;
            from = *end;
            let by_then = flows.filter(|flow| self.months[*flow] <= months);
            by_then.map(|flow| self.amounts[flow]).sum::<f64>()
        };
        self.ends.iter().map(of_path).collect()
    }

    /// The NPV of each path at a yearly rate above -1.
    fn npvs(&self, rate: f64) -> Vec<f64> {
        let discount = Discount::at(rate);
        let mut from = 0;
        let of_path = |end: &usize| {
            let flows = from..*end;
            from = *end;
            flows.map(|flow| self.amounts[flow] * discount.factor(self.months[flow])).sum::<f64>()
        };
        self.ends.iter().map(of_path).collect()
    }

    /// The yearly rate at which the mean NPV is 0; none where that is below -50 %, or where
    /// there are no flows. Its error is that of the mean NPV there, over how steeply this falls
    /// with the rate (the delta method).
    pub fn break_even_rate(&self, errors: Errors) -> Option<Estimate> {
        let found = self.evaluate_break_even_rate(errors);
        (0 < found.paths).then_some(found.estimate)
    }

    /// The same as a statistic, absent where there is none: a path moves the rate by its own NPV
    /// at it, over how steeply the mean falls there.
    pub fn evaluate_break_even_rate(&self, errors: Errors) -> Evaluated {
        let Some(RateFound { rate, per_money }) = self.mean_flows().found() else {
            return Evaluated::absent(self.ends.len());
        };
        let npvs = self.npvs(rate);
        let of_scrambles = errors.of_so_many(npvs.len()).then(|| {
            let npv = self.sums().npv_by_scramble(rate);
            Influence::of_all(&paths_of(npvs.len()), npv.map(|npv| npv * per_money))
        });
        let standard_error = of_scrambles.as_ref().map_or_else(
            || {
                let squares = sum(npvs.iter().map(|npv| npv * npv));
                let mean = mean_near_0(npvs.len() as f64, sum(npvs.iter().copied()), squares);
                mean.standard_error * per_money.abs()
            },
            Influence::error,
        );
        Evaluated {
            estimate: Estimate { value: rate, standard_error },
            errors,
            paths: npvs.len(),
            influence: npvs.into_iter().map(|npv| npv * per_money).collect(),
            of_scrambles,
        }
    }

    /// Sums by month and scramble.
    fn sums(&self) -> FlowSums {
        let (mut sums, mut from) = (FlowSums::default(), 0);
        for (path, end) in (0..).zip(&self.ends) {
            for flow in from..*end {
                sums.add(self.months[flow], scramble_of(path), self.amounts[flow]);
            }
            from = *end;
        }
        sums
    }

    fn mean_flows(&self) -> MeanFlows {
        self.sums().mean(self.ends.len() as u64)
    }
}

/// Sums of flows by month from time 0 and scramble.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct FlowSums(BTreeMap<u32, Vec<ExactSum>>);

impl FlowSums {
    /// Adds a flow.
    pub fn add(&mut self, month: u32, scramble: usize, amount: f64) {
        self.0.entry(month).or_insert_with(none)[scramble].add(amount);
    }

    /// Adds those of other paths.
    pub fn merge(&mut self, other: &Self) {
        for (month, sums) in &other.0 {
            let own = self.0.entry(*month).or_insert_with(none);
            own.iter_mut().zip(sums).for_each(|(own, other)| own.merge(other));
        }
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether each month has a sum for each scramble.
    pub fn is_whole(&self) -> bool {
        self.0.values().all(|sums| sums.len() == SCRAMBLES)
    }

    /// The mean flow of each month, over so many paths.
    pub fn mean(&self, paths: u64) -> MeanFlows {
        let total = |sums: &Vec<ExactSum>| {
            let mut all = ExactSum::NOTHING;
            sums.iter().for_each(|sum| all.merge(sum));
            all.value()
        };
        MeanFlows::new(self.0.iter().map(|(month, sums)| (*month, total(sums))), paths)
    }

    /// What the flows of each scramble are worth at a yearly rate above -1.
    pub fn npv_by_scramble(&self, rate: f64) -> [f64; SCRAMBLES] {
        let continuous = libm::log1p(rate);
        let mut npv = [0.0; SCRAMBLES];
        for (month, sums) in &self.0 {
            let factor = libm::exp(-years(*month) * continuous);
            npv.iter_mut().zip(sums).for_each(|(npv, sum)| *npv += factor * sum.value());
        }
        npv
    }
}

fn none() -> Vec<ExactSum> {
    vec![ExactSum::NOTHING; SCRAMBLES]
}

/// The mean flow of each month in which there is one.
#[derive(Clone, Debug)]
pub struct MeanFlows(Vec<CashFlow>);

/// A rate at which mean NPV is 0.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RateFound {
    /// The yearly rate.
    pub rate: f64,
    /// By how much it rises with mean NPV.
    pub per_money: f64,
}

impl MeanFlows {
    /// From the sum of the flows of each month, rising, over so many paths.
    pub fn new(sums: impl Iterator<Item = (u32, f64)>, paths: u64) -> Self {
        let flow = |(month, sum)| CashFlow { years: years(month), amount: sum / paths as f64 };
        Self(sums.map(flow).filter(|flow| 0.0 < flow.amount.abs()).collect())
    }

    /// The yearly rate at which the mean NPV is 0; none where that is below -50 %, or where there
    /// are no flows.
    pub fn rate(&self) -> Option<f64> {
        let rate = irr(&self.0).rate;
        (LOWEST_RATE <= rate && rate < f64::INFINITY).then_some(rate)
    }

    /// The same, and how it hangs on mean NPV.
    pub fn found(&self) -> Option<RateFound> {
        let rate = self.rate()?;
        let continuous = libm::log1p(rate);
        let slope: f64 = self
            .0
            .iter()
            .map(|flow| flow.years * flow.amount * libm::exp(-flow.years * continuous))
            .sum();
        Some(RateFound { rate, per_money: (1.0 + rate) / slope })
    }
}

/// Months whose factors are found once.
const KNOWN_MONTHS: u32 = 1_024;

/// A yearly rate above -1, and what a flow in each month is worth at it.
pub(super) struct Discount {
    continuous: f64,
    factors: Vec<f64>,
}

impl Discount {
    /// At this rate.
    pub(super) fn at(rate: f64) -> Self {
        let continuous = libm::log1p(rate);
        let of = |month| libm::exp(-years(month) * continuous);
        Self { continuous, factors: (0..KNOWN_MONTHS).map(of).collect() }
    }

    fn factor(&self, month: u32) -> f64 {
        let known = self.factors.get(month as usize).copied();
        known.unwrap_or_else(|| libm::exp(-years(month) * self.continuous))
    }

    /// What the flows of a path are worth.
    pub(super) fn npv(&self, flows: &[CashFlow]) -> f64 {
        flows.iter().map(|flow| flow.amount * self.factor(month_of(flow))).sum::<f64>()
    }
}

/// The month from time 0 at whose beginning a flow falls.
pub(super) fn month_of(flow: &CashFlow) -> u32 {
    (12.0 * flow.years).round() as u32
}

fn years(month: u32) -> f64 {
    f64::from(month) / 12.0
}
