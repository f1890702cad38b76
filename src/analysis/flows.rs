//! The investor's cash flows on all paths, and the rate at which they are worth nothing.
//!
//! The mean NPV at any rate is the NPV of the mean flows, of which there is one for each month.
//! So the rate at which it is 0 is their IRR, found and chosen as that of one path is.

use super::errors::Errors;
use super::estimate::{Estimate, Sum, mean};
use super::evaluate::Evaluated;
use crate::model::returns::{CashFlow, irr};

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
            self.months.push((12.0 * flow.years).round() as u32);
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
        let continuous = libm::log1p(rate);
        let months = self.months.iter().max().map_or(0, |last| last + 1);
        let factors: Vec<f64> =
            (0..months).map(|month| libm::exp(-years(month) * continuous)).collect();
        let mut from = 0;
        let of_path = |end: &usize| {
            let flows = from..*end;
            from = *end;
            flows.map(|flow| self.amounts[flow] * factors[self.months[flow] as usize]).sum::<f64>()
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
        let mean_flows = self.mean_flows();
        let rate = irr(&mean_flows).rate;
        if !(LOWEST_RATE <= rate && rate < f64::INFINITY) {
            return Evaluated::absent(self.ends.len());
        }
        let continuous = libm::log1p(rate);
        let slope: f64 = mean_flows
            .iter()
            .map(|flow| flow.years * flow.amount * libm::exp(-flow.years * continuous))
            .sum();
        let per_money = (1.0 + rate) / slope;
        let influence: Vec<f64> = self.npvs(rate).into_iter().map(|npv| npv * per_money).collect();
        let standard_error = errors.mean(&influence).standard_error;
        Evaluated {
            estimate: Estimate { value: rate, standard_error },
            errors,
            paths: influence.len(),
            influence,
        }
    }

    /// The mean flow of each month in which there is one.
    fn mean_flows(&self) -> Vec<CashFlow> {
        let months = self.months.iter().max().map_or(0, |last| *last as usize + 1);
        let mut sums = vec![Sum::default(); months];
        for (month, amount) in self.months.iter().zip(&self.amounts) {
            sums[*month as usize].add(*amount);
        }
        let paths = self.ends.len() as f64;
        let flow = |(month, sum): (usize, &Sum)| CashFlow {
            years: years(month as u32),
            amount: sum.value() / paths,
        };
        let flows = sums.iter().enumerate().map(flow);
        flows.filter(|flow| 0.0 < flow.amount.abs()).collect()
    }
}

fn years(month: u32) -> f64 {
    f64::from(month) / 12.0
}
