//! What drives a run: a statistic's tornado, rank correlations, and where the
//! variance of an outcome comes from.

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use super::errors::Errors;
use super::estimate::Estimate;
use super::evaluate::Sample;
use super::evidence::Evidence;
use super::inputs::Inputs;
use super::ranks::{of_ranks, ranks};
use super::sobol::{Bootstrap, Decomposition, Outputs, capped, decompose};
use super::statistic::Statistic;
use super::tornado::{Bar, Tornado, tornado};
use crate::sampling::assumptions::{Assumption, Assumptions, Input, Sampler, Shape};

/// One uncertain number and how outcomes go with it.
#[derive(Clone, Debug)]
pub struct Driver {
    /// Its dotted path.
    pub name: String,
    /// Its unit, in words.
    pub unit: &'static str,
    /// How the statistic moves with it.
    pub bar: Bar,
    /// Spearman's rank correlation with MOIC; NaN where one of them never
    /// varies.
    pub with_moic: Estimate,
    /// The same with NPV.
    pub with_npv: Estimate,
}

/// What drives a statistic of one run.
#[derive(Clone, Debug)]
pub struct Drivers {
    /// The statistic.
    pub statistic: Statistic,
    /// Over all paths.
    pub base: Estimate,
    /// Two standard errors of it over a tenth of the paths.
    pub noise: f64,
    /// Every number that is drawn once for each path, the one that moves the
    /// statistic most first.
    pub all: Vec<Driver>,
    /// By how much the first moves it more than the second.
    pub lead: Option<Estimate>,
    /// Whether that is more than noise.
    pub has_leader: bool,
}

impl Drivers {
    /// How many do not move the statistic by more than noise.
    pub fn inside_noise(&self) -> usize {
        self.all.iter().filter(|driver| driver.bar.inside_noise).count()
    }
}

/// Where the variance of an outcome comes from.
#[derive(Clone, Debug)]
pub struct Shares {
    /// What varies.
    pub output: Output,
    /// Names of the numbers of each group; luck comes last and is not among
    /// them.
    pub groups: Vec<Vec<String>>,
    /// Limits that values beyond were moved to; absent for a chance.
    pub caps: Option<[f64; 2]>,
    /// The indices; absent where the output does not vary.
    pub decomposition: Option<Decomposition>,
}

/// An outcome of a path whose variance is shared out, named by a statistic of
/// it: a chance by its event, a mean by its measure.
#[derive(Clone, Debug, PartialEq)]
pub struct Output(Statistic);

impl Output {
    /// What a statistic is about: whether its event holds, or its measure.
    pub fn of(statistic: &Statistic) -> Self {
        match statistic {
            Statistic::Sd(measure) | Statistic::Percentile(measure, _) => {
                Self(Statistic::Mean(*measure))
            }
            other => Self(other.clone()),
        }
    }

    /// The chance or mean that says what it is.
    pub fn statistic(&self) -> &Statistic {
        &self.0
    }

    /// Whether it is bounded as it is.
    pub fn is_bounded(&self) -> bool {
        self.0.is_chance()
    }

    /// As it is written: `loss`, `moic`.
    pub fn name(&self) -> String {
        let written = self.0.to_string();
        let parts = written.split_once('_');
        parts.map_or(written.clone(), |(_, name)| name.to_owned())
    }
}

/// The numbers that are drawn once for each path, in the order of their table.
pub fn uncertain(assumptions: &Assumptions) -> Inputs {
    let once = |one: &Assumption| matches!(one.shape, Shape::Uncertain(_)) && !one.per_event;
    Inputs::of(assumptions.iter().filter(|(_, one)| once(one)).map(|(input, _)| input))
}

/// Names of the uncertain numbers of each group of a sampler.
pub fn group_names(assumptions: &Assumptions, sampler: &Sampler) -> Vec<Vec<String>> {
    let inputs: Vec<Input> = sampler.inputs().collect();
    let names = |group: &Vec<usize>| {
        let members = group.iter().map(|i| assumptions.get(inputs[*i]));
        let members = members.filter(|one| matches!(one.shape, Shape::Uncertain(_)));
        members.map(|one| one.name.clone()).collect()
    };
    sampler.groups().iter().map(names).collect()
}

/// What drives a statistic; `inputs` are those of [`uncertain`].
pub fn drivers(
    assumptions: &Assumptions,
    inputs: &Inputs,
    sample: &Sample<'_>,
    statistic: &Statistic,
) -> Drivers {
    let columns: Vec<&[f64]> =
        inputs.inputs().iter().map(|input| inputs.column(*input).unwrap_or_default()).collect();
    let output = statistic.column(sample);
    // The paths of a bin are not told by their scrambles; as independent ones they have at least
    // the errors that they have in a design.
    let take = |values: &[f64]| statistic.of(values, Errors::OfPaths);
    let of = tornado(&columns, &output, &take);
    let has_leader = of.has_leader();
    let ranked = [&sample.outcomes.moic, &sample.outcomes.npv].map(|column| ranks(column));
    let with: Vec<[Estimate; 2]> = columns
        .par_iter()
        .map(|column| {
            let own = ranks(column);
            [of_ranks(&own, &ranked[0]), of_ranks(&own, &ranked[1])]
        })
        .collect();
    let Tornado { base, noise, bars, lead } = of;
    let all = bars.into_iter().map(|bar| {
        let one = assumptions.get(inputs.inputs()[bar.input]);
        let [with_moic, with_npv] = with[bar.input];
        Driver { name: one.name.clone(), unit: one.unit, bar, with_moic, with_npv }
    });
    let all = all.collect();
    Drivers { statistic: statistic.clone(), base, noise, all, lead, has_leader }
}

/// A design that has fewer rows than usual, so that it is simulated in time.
#[derive(Clone, Copy, Debug)]
pub struct FewRows {
    /// Its rows.
    pub rows: u64,
    /// Paths that each row simulates.
    pub columns: u64,
    /// Paths that it simulates at most.
    pub simulations: u64,
}

/// What drives a run.
#[derive(Clone, Debug)]
pub struct Sensitivity {
    /// What moves the statistic.
    pub drivers: Drivers,
    /// Where the variance of an outcome comes from; absent unless asked for.
    pub shares: Option<Shares>,
    /// What that rests on; present together with the shares.
    pub evidence: Option<Evidence>,
    /// Names of numbers that are correlated, by group.
    pub tied: Vec<Vec<String>>,
    /// Names of uncertain numbers that are drawn anew at each event.
    pub at_events: Vec<String>,
    /// What the design was cut down to, where there are so many numbers.
    pub few_rows: Option<FewRows>,
}

impl Sensitivity {
    /// Of a run with these assumptions.
    pub fn new(
        drivers: Drivers,
        shares: Option<(Shares, Evidence)>,
        assumptions: &Assumptions,
        sampler: &Sampler,
    ) -> Self {
        let mut tied = group_names(assumptions, sampler);
        tied.retain(|group| 1 < group.len());
        let at_events = assumptions.iter().map(|(_, one)| one);
        let at_events =
            at_events.filter(|one| matches!(one.shape, Shape::Uncertain(_)) && one.per_event);
        let at_events = at_events.map(|one| one.name.clone()).collect();
        let (shares, evidence) = shares.unzip();
        Self { drivers, shares, evidence, tied, at_events, few_rows: None }
    }

    /// With a design that was cut down.
    pub fn with_few_rows(self, few_rows: Option<FewRows>) -> Self {
        Self { few_rows, ..self }
    }
}

/// Percentiles that unbounded outcomes are capped at.
const CAPS: [f64; 2] = [0.01, 0.99];

impl Shares {
    /// Shares out the variance of an outcome over the rows of a design.
    /// `values` hold it row by row, column by column.
    pub fn of(
        output: Output,
        groups: Vec<Vec<String>>,
        values: &[f64],
        bootstrap: Bootstrap,
    ) -> Self {
        let (decomposition, caps) = shared_out(&output, (values, groups.len() + 1), bootstrap);
        Self { output, groups, caps, decomposition }
    }
}

/// Shares out the variance of an outcome over so many groups, luck the last of
/// them, and says where it was capped. `values` hold f(A), f(B) and f(A_B(i)) of
/// each group, row by row.
pub(super) fn shared_out(
    output: &Output,
    (values, groups): (&[f64], usize),
    bootstrap: Bootstrap,
) -> (Option<Decomposition>, Option<[f64; 2]>) {
    let outputs = Outputs { values, groups, summed: groups - 1 };
    if output.is_bounded() {
        return (decompose(&outputs, bootstrap), None);
    }
    let (capped, caps) = capped(&outputs, CAPS[0], CAPS[1]);
    (decompose(&Outputs { values: &capped, ..outputs }, bootstrap), Some(caps))
}
