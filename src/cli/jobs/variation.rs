//! What is different from the plan in a run, and how it is told another process.

use serde::{Deserialize, Serialize};

use crate::model::shocks::{Shocks, SupplierLost, WindowShut};
use crate::sampling::assumptions::{Assumptions, Band, Correlation, Input, Shape};

/// What is different from the plan in a run.
#[derive(Clone, Debug, Default)]
pub(in crate::cli) struct Variation {
    /// Assumptions that have another distribution, or a known value, in it.
    pub(in crate::cli) shapes: Vec<(Input, Shape)>,
    /// Assumptions that are restricted to a part of their distribution.
    pub(in crate::cli) bands: Vec<(Input, Band)>,
    /// All correlations, where they are others.
    pub(in crate::cli) correlations: Option<Vec<Correlation>>,
    /// Assumptions that are moved in normal scores, by so much.
    pub(in crate::cli) shifts: Vec<(Input, f64)>,
    /// What goes wrong for certain.
    pub(in crate::cli) shocks: Shocks,
    /// Changes under which the operator and the deal were read anew: by whom, and as they are
    /// written.
    pub(in crate::cli) changes: Vec<(String, String)>,
}

impl Variation {
    /// The assumptions with all of it but the shocks.
    pub(in crate::cli) fn of(&self, assumptions: &Assumptions) -> Assumptions {
        let mut assumptions = assumptions.clone();
        for (input, shape) in &self.shapes {
            assumptions.set(*input, shape.clone());
        }
        for (input, band) in &self.bands {
            assumptions.restrict(*input, *band);
        }
        if let Some(correlations) = &self.correlations {
            let tied = assumptions.correlate(correlations.clone());
            tied.expect("correlations that were tried can hold together");
        }
        for (input, by) in &self.shifts {
            assumptions.shift(*input, *by);
        }
        assumptions
    }
}

/// The same in a job, with assumptions by their names.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(in crate::cli) struct Varied {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    known: Vec<(String, f64)>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    bands: Vec<(String, f64, f64)>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    shifts: Vec<(String, f64)>,
    /// Month and months.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    windows_shut: Vec<(usize, usize)>,
    /// Position of the supplier, month and days.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    suppliers_lost: Vec<(usize, usize, f64)>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    no_further_rounds: bool,
}

impl Varied {
    /// As it is told of a variation; none where another process cannot be told.
    pub(in crate::cli) fn of(variation: &Variation, assumptions: &Assumptions) -> Option<Self> {
        let name = |input: Input| assumptions.get(input).name.clone();
        let Variation { shapes, bands, correlations, shifts, shocks, .. } = variation;
        let known = shapes.iter().map(|(input, shape)| match shape {
            Shape::Known(value) => Some((name(*input), *value)),
            Shape::Uncertain(_) => None,
        });
        let known = known.collect::<Option<_>>().filter(|_| correlations.is_none())?;
        let lost = |one: &SupplierLost| (one.supplier, one.month, one.days);
        Some(Self {
            known,
            bands: bands.iter().map(|(input, band)| (name(*input), band.from, band.to)).collect(),
            shifts: shifts.iter().map(|(input, by)| (name(*input), *by)).collect(),
            windows_shut: shocks.windows_shut.iter().map(|one| (one.month, one.months)).collect(),
            suppliers_lost: shocks.suppliers_lost.iter().map(lost).collect(),
            no_further_rounds: shocks.no_further_rounds,
        })
    }

    /// The variation of a scenario with these assumptions; the failure is the name of one that it
    /// does not have.
    pub(in crate::cli) fn read(&self, assumptions: &Assumptions) -> Result<Variation, String> {
        let find = |name: &String| assumptions.find(name).ok_or_else(|| name.clone());
        let known =
            |(name, value): &(String, f64)| find(name).map(|input| (input, Shape::Known(*value)));
        let band = |(name, from, to): &(String, f64, f64)| {
            find(name).map(|input| (input, Band { from: *from, to: *to }))
        };
        let shift = |(name, by): &(String, f64)| find(name).map(|input| (input, *by));
        let shut = |(month, months): &(usize, usize)| WindowShut { month: *month, months: *months };
        let lost = |(supplier, month, days): &(usize, usize, f64)| SupplierLost {
            supplier: *supplier,
            month: *month,
            days: *days,
        };
        Ok(Variation {
            shapes: self.known.iter().map(known).collect::<Result<_, _>>()?,
            bands: self.bands.iter().map(band).collect::<Result<_, _>>()?,
            correlations: None,
            changes: Vec::new(),
            shifts: self.shifts.iter().map(shift).collect::<Result<_, _>>()?,
            shocks: Shocks {
                windows_shut: self.windows_shut.iter().map(shut).collect(),
                suppliers_lost: self.suppliers_lost.iter().map(lost).collect(),
                no_further_rounds: self.no_further_rounds,
            },
        })
    }
}
